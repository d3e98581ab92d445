//! What the marked lines of a few notes say, worked out by hand.

use crate::book::finds::Find;
use crate::book::rules::Rules;
use crate::book::state::State;
use crate::book::state::gather::{self, Draft};
use crate::config::Config;
use crate::facts;

fn state(notes: &[(&str, &str)]) -> State {
    let config = Config::default();
    let rules = Rules::new(&config);
    let draft = |(path, text): &(&str, &str)| -> Draft { gather::draft((*path).to_owned(), facts::read(text), &config, &rules) };
    gather::build(vec![notes.iter().map(draft).collect()], &config, &rules, false).0
}

/// The signs of the contact in a slot: `day sign row`, with the day to ask after.
fn signs(state: &State, slot: u32) -> Vec<String> {
    let finds = state.finds_of(slot).unwrap_or_default();
    let signed = finds.iter().filter_map(|find| match find {
        Find::Marked(marked) => {
            let until = marked.signed.until.map(|day| format!(" {day}")).unwrap_or_default();
            Some(format!("{} {:?}{until} {}", marked.signed.date, marked.signed.sign, marked.place.row))
        }
        _ => None,
    });
    let mut signs: Vec<String> = signed.collect();
    signs.sort();
    signs
}

#[test]
fn the_entries_of_a_note_carry_their_marks() {
    for (text, expected) in [
        ("- 2026-05-02 lunch, gave her the atlas #gave\n", vec!["2026-05-02 Gave 1"]),
        ("- 2026-05-02 gave her the atlas\n", vec!["2026-05-02 Gave 1"]),
        ("- 2026-05-02 call: gave her the atlas\n", vec![]),
        ("- 2026-05-02 received: a jar of honey\n", vec!["2026-05-02 Received 1"]),
        ("- 2026-05-02 lunch\n  - she got the post 🎉\n", vec!["2026-05-02 Milestone 2"]),
        (
            "- 2026-05-02 lunch\n  - she got the post #milestone, congratulated her\n",
            vec!["2026-05-02 Congratulated 2", "2026-05-02 Milestone 2"],
        ),
        ("## 2026-05-02 Review\n\n- her view of the page #feedback/got\n", vec!["2026-05-02 FeedbackGot 3"]),
        ("- 2026-05-02 mail, liked the talk #feedback\n", vec!["2026-05-02 FeedbackGot 1"]),
        ("- 2026-05-02 asked how the talk was #feedback\n", vec!["2026-05-02 FeedbackAsked 1"]),
        ("- 2026-05-02 call #ask-after 2026-05-20\n", vec!["2026-05-02 AskAfter 2026-05-20 1"]),
        ("- 2026-05-02 call #ask-after [[2026-05-20]]\n", vec!["2026-05-02 AskAfter 2026-05-20 1"]),
        ("- 2026-05-02 call #ask-after\n", vec!["2026-05-02 AskAfter 2026-05-02 1"]),
        ("The knee is done soon. #ask-after 2026-05-20\n", vec!["2026-05-20 AskAfter 2026-05-20 1"]),
        (
            "- 2026-05-02 call, sharp words #tension\n- 2026-05-09 all good again #resolved\n",
            vec!["2026-05-02 Tension 1", "2026-05-09 Resolved 2"],
        ),
        ("- 2026-05-02 note: promoted #milestone\n", vec!["2026-05-02 Milestone 1"]),
        ("- 2026-05-02 lunch [company:: Acme]\n", vec!["2026-05-02 Milestone 1"]),
        ("- 2026-05-02 lunch [milestone:: the marathon]\n", vec!["2026-05-02 Milestone 1"]),
        ("company:: Acme\n", vec![]),
        ("- 2026-05-02 introduced me to the printers #intro\n", vec!["2026-05-02 IntroducedMe 1"]),
        ("- 2026-05-02 call #intro to me by the printers\n", vec!["2026-05-02 IntroducedMe 1"]),
        ("- 2026-05-02 tried calling #resolved\n", vec![]),
        ("- 2026-05-02 call: no answer #resolved\n", vec![]),
        ("- 2026-05-02 to the printers #intro #received\n", vec!["2026-05-02 IntroducedMe 1"]),
        ("- [ ] 2026-05-02 give the atlas back #gave\n", vec![]),
        ("> - 2026-05-02 an atlas #gave\n", vec![]),
        ("```\n- 2026-05-02 an atlas #gave\n```\n", vec![]),
        ("<!-- 2026-05-02 an atlas #gave -->\n", vec![]),
        ("- ~~2026-05-02 an atlas #gave~~\n", vec![]),
        ("- 2026-05-02 lunch ~~#tension about money~~\n", vec![]),
        ("- 2026-05-02 lunch `🎉` and %% 🎉 %% and ~~🎉~~ at [[🎉 Party hall]]\n", vec![]),
        ("- 2026-05-02 she got the post 🎉, congratulate her next week\n", vec!["2026-05-02 Milestone 1"]),
        ("- 2026-05-02 wants to read [[Congratulations and other stories]]\n", vec![]),
        ("Something given, no day #gave\n", vec![]),
        ("- 2026-02-30 an atlas #gave\n", vec![]),
    ] {
        let state = state(&[("People/Ana.md", text)]);
        assert_eq!(signs(&state, 0), expected, "{text:?}");
    }
}

#[test]
fn marked_lines_elsewhere_speak_of_those_they_link() {
    let notes = [
        ("Daily/2026-05-01.md", "- [[Ana]] gave a talk on bees\n- [[Bo]] received a prize\n- [[Bo]] gave me a book\n"),
        (
            "Daily/2026-05-02.md",
            "- [[Ana]] lent me her tent #received\n- with [[Ana]] and [[Bo]], hard words #tension\n- #gave to nobody\n",
        ),
        ("Meetings/2026-05-03 Plan.md", "---\nattendees: [Ana]\n---\n- she gets the big room 🎉\n"),
        ("Notes/Work.md", "- 2026-05-04 [[Bo]] passed #milestone\n- [[Bo]] passed #milestone\n"),
        ("People/Ana.md", "- 2026-05-05 introduced her to [[Bo]] #intro\n- 2026-05-06 with [[Bo]], a book #gave\n"),
        ("People/Bo.md", ""),
    ];
    let state = state(&notes);
    let ana = ["2026-05-02 Received 1", "2026-05-02 Tension 2", "2026-05-03 Milestone 4", "2026-05-05 Introduced 1", "2026-05-06 Gave 2"];
    assert_eq!(signs(&state, 4), ana);
    assert_eq!(signs(&state, 5), ["2026-05-01 Received 3", "2026-05-02 Tension 2", "2026-05-04 Milestone 1", "2026-05-05 Introduced 1"]);
}

#[test]
fn an_event_says_who_was_met_and_that_some_have_no_note() {
    let notes = [
        ("Events/2026-05-02 Fair.md", "---\npeople: [Ana]\n---\n# Fair\n\n## Met\n\n- [[Bo]], makes kites\n- [[Cy Nobody]]\n"),
        ("Events/2026-05-03 Dinner.md", "---\npeople: [Ana, Somebody Else]\n---\n"),
        ("Events/2026-05-04 Walk.md", "---\npeople: [Ana]\n---\n\nSaw [[Dunmore Head]].\n"),
        ("People/Ana.md", ""),
        ("People/Bo.md", ""),
    ];
    let state = state(&notes);
    assert_eq!(signs(&state, 4), ["2026-05-02 Met 8"]);
    let newcomers: Vec<String> = state.newcomers.iter().map(|&(slot, day)| format!("{day} {}", state.path_of(slot))).collect();
    assert_eq!(newcomers, ["2026-05-02 Events/2026-05-02 Fair.md", "2026-05-03 Events/2026-05-03 Dinner.md"]);
}
