//! Tension through its days: opened by a mark, shown with its line, asking for a decision after a while, closed by a mark.

use crate::street_rows::{answer, names, rows};
use crate::support::TestVault;

const PERSON: &str = "---\ntype: person\n---\n\n## Log\n\n";

#[test]
fn tension_stands_until_it_is_resolved() {
    let ana = format!("{PERSON}- 2026-05-01 call: cross about the invoice #tension\n- 2026-06-10 lunch, all square again #resolved\n");
    let vault = TestVault::new(&[("People/Ana.md", &ana)]);
    for (day, expected) in [
        ("2026-04-30", None),
        ("2026-05-01", Some("Ana: noted today | Fri 2026-05-01: cross about the invoice")),
        ("2026-05-02", Some("Ana: open for 1 day | Fri 2026-05-01: cross about the invoice")),
        // The decision is asked for from the thirtieth day on.
        ("2026-05-30", Some("Ana: open for 29 days | Fri 2026-05-01: cross about the invoice")),
        ("2026-05-31", Some("Ana: open for 30 days: talk about it, or let it rest | Fri 2026-05-01: cross about the invoice")),
        ("2026-06-09", Some("Ana: open for 39 days: talk about it, or let it rest | Fri 2026-05-01: cross about the invoice")),
        ("2026-06-10", None),
    ] {
        assert_eq!(rows(&vault, day, "tension"), expected.into_iter().collect::<Vec<_>>(), "{day}");
    }
    let text = vault.run(&["--as-of", "2026-05-02", "--quiet", "report", "--only", "tension"]);
    assert!(
        text.ends_with(
            "Tension  something stands between you\n\n  Ana  last call yesterday (2026-05-01)\n    why   open for 1 day\n    \
             say   Fri 2026-05-01: cross about the invoice\n"
        ),
        "{text}"
    );
}

#[test]
fn the_longest_open_is_first_and_a_new_one_opens_again() {
    let vault = TestVault::new(&[
        // Resolved on its own day: closed.
        ("People/Ana.md", &format!("{PERSON}- 2026-05-03 call, a misunderstanding #tension\n- 2026-05-03 mail, cleared up #resolved\n")),
        // In a child item and twice over: the first and the last are told, and the first one's day counts.
        (
            "People/Bo.md",
            &format!(
                "{PERSON}- 2026-05-01 lunch\n    - he felt left out #tension\n- 2026-05-04 call, again #tension\n- 2026-05-06 call, still so #tension\n"
            ),
        ),
        // Resolved once, and open again since.
        (
            "People/Cy.md",
            &format!("{PERSON}- 2026-04-01 call #tension\n- 2026-04-05 call #resolved\n- 2026-05-05 call, the old matter #tension\n"),
        ),
        // What is planned is not yet so.
        ("People/Di.md", &format!("{PERSON}- 2026-05-30 talk it over #tension\n")),
        ("People/Ed.md", "---\ntype: person\nstatus: do-not-contact\n---\n\n## Log\n\n- 2026-05-01 call #tension\n"),
        ("People/Flo.md", "---\ntype: person\nstatus: archived\n---\n\n## Log\n\n- 2026-05-01 call #tension\n"),
        ("People/Gus.md", "---\ntype: person\nsnooze_until: 2026-05-25\n---\n\n## Log\n\n- 2026-04-28 call #tension\n"),
        // In the day's note, for the two whom the line names; `Jo` could be either.
        ("Daily/2026-05-07.md", "- harsh words with [[Hal]] and [[Ida]] #tension\n- cool with [[Jo]] #tension\n"),
        ("People/Hal.md", PERSON),
        ("People/Ida.md", PERSON),
        ("People/Jo One.md", "---\ntype: person\naliases: [Jo]\n---\n"),
        ("People/Jo Two.md", "---\ntype: person\naliases: [Jo]\n---\n"),
        // At an event, in a line that names her.
        ("Events/Supper.md", "---\ntype: event\ndate: 2026-05-08\n---\n- [[Kay]] left early, upset #tension\n"),
        ("People/Kay.md", PERSON),
    ]);
    assert_eq!(
        rows(&vault, "2026-05-20", "tension"),
        [
            "Bo: open for 19 days | Fri 2026-05-01: he felt left out | Wed 2026-05-06: still so",
            "Cy: open for 15 days | Tue 2026-05-05: the old matter",
            "Hal: open for 13 days | Thu 2026-05-07: harsh words with Hal and Ida",
            "Ida: open for 13 days | Thu 2026-05-07: harsh words with Hal and Ida",
            "Kay: open for 12 days | Fri 2026-05-08: Kay left early, upset | last time: Supper",
        ]
    );
    assert_eq!(names(&vault, "2026-05-26", "tension"), ["Gus", "Bo", "Cy", "Hal", "Ida", "Kay"]);
    assert_eq!(names(&vault, "2026-05-30", "tension"), ["Gus", "Bo", "Cy", "Hal", "Ida", "Kay", "Di"]);
}

#[test]
fn an_attempt_closes_nothing_and_the_days_can_be_set() {
    let ana = format!("{PERSON}- 2026-05-01 call: cross #tension\n- 2026-05-10 call: no answer\n");
    let vault = TestVault::new(&[("People/Ana.md", &ana), (".vault/config.toml", "[tension]\ndecide_days = 10\n")]);
    assert_eq!(rows(&vault, "2026-05-10", "tension"), ["Ana: open for 9 days | Fri 2026-05-01: cross"]);
    let decide = "Ana: open for 10 days: talk about it, or let it rest | Fri 2026-05-01: cross";
    assert_eq!(rows(&vault, "2026-05-11", "tension"), [decide]);
}

#[test]
fn what_stands_between_us_is_nothing_to_begin_a_word_with() {
    let vault = TestVault::new(&[
        (
            "Events/Fair.md",
            "---\ntype: conference\ndate: 2026-05-11\nwith: [Ana, Bo, Cy, Di]\n---\n- [[Bo]]: cross about the stand #tension\n- [[Di]]: sells kilns\n",
        ),
        ("People/Ana.md", &format!("{PERSON}- 2026-05-11 dinner: sharp words on the rent #tension\n- 2026-01-02 call\n")),
        ("People/Bo.md", &format!("{PERSON}- 2026-01-02 call: the flat\n")),
        // Resolved: an entry as any other.
        ("People/Cy.md", &format!("{PERSON}- 2026-05-11 dinner: the old matter #tension #resolved\n- 2026-01-02 call\n")),
        // What was noted at the event has nothing to do with it.
        ("People/Di.md", &format!("{PERSON}- 2026-05-01 call: cross about the date #tension\n")),
    ]);
    assert_eq!(
        rows(&vault, "2026-05-14", "follow_up"),
        [
            "Ana: met at Fair (Mon 2026-05-11), due yesterday",
            // The line of the last time is the tension itself.
            "Bo: met at Fair (Mon 2026-05-11), due yesterday",
            "Cy: met at Fair (Mon 2026-05-11), due yesterday | noted there: the old matter",
            "Di: met at Fair (Mon 2026-05-11), due yesterday | noted there: sells kilns",
        ]
    );
    let answer = answer(&vault, "2026-05-14", "follow_up");
    let cautions: Vec<_> = (0..4).map(|row| answer["sections"][0]["rows"][row]["cautions"].to_string()).collect();
    let care = "[\"something stands between you\"]";
    assert_eq!(cautions, [care, care, "[]", care]);
}
