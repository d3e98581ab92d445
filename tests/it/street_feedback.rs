//! Feedback through the days: when to ask, whom one waits for, and what is to be answered.

use crate::street_rows::{names, rows};
use crate::support::TestVault;

fn person(keys: &str, log: &str) -> String {
    format!("---\ntype: person\n{keys}---\n\n## Log\n\n{log}")
}

#[test]
fn feedback_is_asked_for_waited_for_and_answered() {
    let log = "- 2026-01-10 lunch\n- 2026-02-01 mail: what the new page leaves open #feedback/asked\n\
        - 2026-03-05 call: the tools are there, the change is not #feedback/got\n- 2026-03-12 call: thanked her\n";
    let vault = TestVault::new(&[("People/Ana.md", &person("feedback: every 3 months\n", log))]);
    let never = "Ana: not asked for feedback yet, meant to be every 3 months";
    let asked = "you asked: what the new page leaves open";
    let said = "the tools are there, the change is not";
    for (day, expected) in [
        // Without any contact there is nobody to ask.
        ("2026-01-09", None),
        ("2026-01-10", Some(never.to_owned())),
        ("2026-01-31", Some(never.to_owned())),
        ("2026-02-01", None),
        ("2026-02-14", None),
        ("2026-02-15", Some(format!("Ana: asked on Sun 2026-02-01, no answer yet | {asked}"))),
        ("2026-03-04", Some(format!("Ana: asked on Sun 2026-02-01, no answer yet | {asked}"))),
        ("2026-03-05", None),
        ("2026-03-06", Some(format!("Ana: gave you feedback yesterday; a word about it is still to come | they said: {said}"))),
        ("2026-03-11", Some(format!("Ana: gave you feedback 6 days ago; a word about it is still to come | they said: {said}"))),
        ("2026-03-12", None),
        ("2026-06-04", None),
        (
            "2026-06-05",
            Some(format!(
                "Ana: last feedback 13 weeks ago, meant to be every 3 months | Thu 2026-03-05 they said: {said} | last time: thanked her"
            )),
        ),
    ] {
        assert_eq!(rows(&vault, day, "feedback"), expected.into_iter().collect::<Vec<_>>(), "{day}");
    }
}

#[test]
fn an_answer_goes_first_and_nobody_is_asked_out_of_season() {
    let vault = TestVault::new(&[
        ("People/Ana.md", &person("tags: [colleague]\n", "- 2026-05-01 lunch\n")),
        ("People/Bo.md", &person("", "- 2026-05-01 mail: the draft #feedback/asked\n")),
        // In a child item, and on the day's note.
        ("People/Cy.md", &person("", "- 2026-05-10 lunch\n    - I talk too fast #feedback/got\n")),
        ("Daily/2026-05-02.md", "- asked [[Di]] about the talk #feedback\n"),
        ("People/Di.md", &person("", "")),
        // Tense, archived, wishing no contact, tried lately, planned; and one whose own note says never.
        ("People/Ed.md", &person("feedback: yearly\n", "- 2026-05-01 call, unkind words #tension\n")),
        ("People/Flo.md", &person("feedback: yearly\nstatus: archived\n", "- 2026-05-01 call\n")),
        ("People/Gus.md", &person("feedback: yearly\nstatus: do-not-contact\n", "- 2026-05-01 call\n")),
        ("People/Hal.md", &person("feedback: yearly\n", "- 2026-05-01 call\n- 2026-05-19 call: no answer\n")),
        ("People/Ida.md", &person("feedback: yearly\n", "- 2026-05-30 lunch\n")),
        ("People/Jo.md", &person("tags: [colleague]\nfeedback: never\n", "- 2026-05-01 call\n")),
        (".vault/config.toml", "[feedback]\nwait_days = 18\n[feedback.tags]\ncolleague = \"yearly\"\n"),
    ]);
    assert_eq!(
        rows(&vault, "2026-05-20", "feedback"),
        [
            "Cy: gave you feedback 10 days ago; a word about it is still to come | they said: I talk too fast",
            "Bo: asked on Fri 2026-05-01, no answer yet | you asked: the draft",
            "Di: asked on Sat 2026-05-02, no answer yet | you asked: asked Di about the talk",
            "Ana: not asked for feedback yet, meant to be every year",
        ]
    );
    // Hal is left in peace for three days.
    assert_eq!(names(&vault, "2026-05-22", "feedback"), ["Cy", "Bo", "Di", "Ana", "Hal"]);
    assert_eq!(names(&vault, "2026-05-19", "feedback"), ["Cy", "Bo", "Ana"]);
    // What was said rests after two weeks, a question after ninety days.
    assert_eq!(names(&vault, "2026-05-25", "feedback"), ["Bo", "Di", "Ana", "Hal"]);
    assert_eq!(names(&vault, "2026-07-30", "feedback"), ["Bo", "Di", "Ana", "Hal", "Ida"]);
    assert_eq!(names(&vault, "2026-07-31", "feedback"), ["Di", "Ana", "Hal", "Ida"]);
}
