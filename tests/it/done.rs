//! `vault done`: by number, by words, recurring, without a task; and what it refuses. It is Wednesday, 20 May 2026.

use crate::support::TestVault;

const ANA: &str = "---\ntype: person\n---\n- [ ] send the deck 📅 2026-05-09\n- [ ] water the plants 🔁 every week 📅 2026-05-18\n";

#[test]
fn by_the_number_of_the_last_listing() {
    let vault = TestVault::new(&[("People/Ana.md", ANA)]);
    let output = vault.output(&["done", "1"]);
    assert_eq!(output.stderr, "error: no promises were listed yet\nhint: `vault promises` lists them with their numbers\n");
    assert!(vault.run(&["promises"]).contains("1  2026-05-09   Ana: send the deck"));
    let done = ANA.replace("[ ] send the deck 📅 2026-05-09", "[x] send the deck 📅 2026-05-09 ✅ 2026-05-20");
    let output = vault.changes(&["done", "1"], &[("People/Ana.md", Some(&done))]);
    assert_eq!((output.stdout.as_str(), output.stderr.as_str()), ("People/Ana.md\n", "done on Wed 2026-05-20: send the deck\n"));
    // The same number again: the line is another now.
    let output = vault.output(&["done", "1"]);
    assert_eq!(
        (output.status, output.stderr.lines().next()),
        (2, Some("error: line 4 of `People/Ana.md` has changed since it was listed"))
    );
    assert_eq!(vault.output(&["done", "9"]).stderr.lines().next(), Some("error: the last listing has no number 9"));
}

#[test]
fn a_moved_line_is_refused() {
    let vault = TestVault::new(&[("People/Ana.md", ANA)]);
    vault.run(&["promises"]);
    vault.write("People/Ana.md", ANA.replace("- [ ] send", "\n- [ ] send").as_bytes());
    let output = vault.output(&["done", "1"]);
    assert_eq!(output.stderr.lines().next(), Some("error: line 4 of `People/Ana.md` has changed since it was listed"));
}

#[test]
fn by_words_and_with_the_next_of_a_recurring_one() {
    let vault = TestVault::new(&[("People/Ana.md", ANA)]);
    let done = ANA.replace(
        "- [ ] water the plants 🔁 every week 📅 2026-05-18\n",
        "- [ ] water the plants 🔁 every week 📅 2026-05-25\n- [x] water the plants 🔁 every week 📅 2026-05-18 ✅ 2026-05-19\n",
    );
    let output = vault.changes(&["done", "WATER", "plants", "--date", "yesterday"], &[("People/Ana.md", Some(&done))]);
    assert_eq!(output.stderr, "done on Tue 2026-05-19: water the plants\nthe next one: Mon 2026-05-25\n");
    vault.changes(&["undo"], &[("People/Ana.md", Some(ANA))]);
    let output = vault.output(&["done", "the"]);
    assert_eq!(output.status, 2);
    assert_eq!(output.stderr.lines().next(), Some("error: 2 open promises say `the`"));
    assert!(output.stderr.contains("hint: Ana: send the deck (People/Ana.md:4)\n"), "{}", output.stderr);
    assert_eq!(vault.output(&["done", "nothing"]).stderr.lines().next(), Some("error: no open promise says `nothing`"));
    let (output, _) = vault.change_answering(&["done", "the", "-n"], &["1"]);
    assert!(output.stdout.contains("+- [x] send the deck 📅 2026-05-09 ✅ 2026-05-20\n"), "{}{}", output.stdout, output.stderr);
}

#[test]
fn one_of_a_contact_and_in_another_note() {
    let person = "---\ntype: person\n---\n";
    let event = "- [ ] send [[Bo]] the plan [due:: 2026-06-01]\n";
    let vault = TestVault::new(&[("People/Ana.md", ANA), ("People/Bo.md", person), ("Work.md", event)]);
    let done = "- [x] send [[Bo]] the plan [due:: 2026-06-01] [completion:: 2026-05-20]\n";
    vault.changes(&["done", "--contact", "Bo"], &[("Work.md", Some(done))]);
    assert_eq!(vault.output(&["done", "--contact", "Bo"]).stderr.lines().next(), Some("error: no promise is open there"));
}

#[test]
fn a_rule_that_is_not_understood_makes_no_next_one() {
    let ana = "---\ntype: person\n---\n- [ ] call 🔁 every blue moon 📅 2026-05-18\n";
    let vault = TestVault::new(&[("People/Ana.md", ana)]);
    let done = "---\ntype: person\n---\n- [x] call 🔁 every blue moon 📅 2026-05-18 ✅ 2026-05-20\n";
    let output = vault.changes(&["done", "call"], &[("People/Ana.md", Some(done))]);
    assert!(
        output.stderr.ends_with("no next one was made: the rule `every blue moon` is not understood, or its day is none\n"),
        "{}",
        output.stderr
    );
}

#[test]
fn a_promise_without_a_task_is_closed_by_an_entry() {
    let ana = "---\ntype: person\n---\n## Log\n\n- 2026-05-02 call: the slides #promised\n";
    let vault = TestVault::new(&[("People/Ana.md", ana)]);
    vault.run(&["promises"]);
    let with = format!("{ana}- 2026-05-20 note: the slides #kept\n");
    let output = vault.change(&["done", "1"]);
    let text = String::from_utf8(vault.bytes("People/Ana.md")).unwrap();
    assert!(text.starts_with(ana) && text.ends_with(" #kept\n"), "{text}\n{}\n{with}", output.stderr);
    assert_eq!(vault.run(&["promises"]), "No promises.\n");
    // Closing it is no contact.
    assert!(vault.run(&["why", "Ana"]).contains("2026-05-02"));
    // The older one of two is closed by its words.
    let two = "---\ntype: person\n---\n## Log\n\n- 2026-05-02 call: the slides #promised\n- 2026-05-09 call: the book #promised\n";
    vault.write("People/Ana.md", two.as_bytes());
    vault.changes(&["done", "slides"], &[("People/Ana.md", Some(&format!("{two}- 2026-05-20 note: the slides #kept\n")))]);
    assert!(vault.run(&["promises"]).contains("Ana: the book"));
}

#[test]
fn a_promise_of_a_day_or_an_event_is_closed_in_its_line() {
    let daily = "- call with [[Ana]] #promised the atlas by 2026-05-24\r\n- [[Ana]] will send a chart #asked by 2026-05-30\r\n";
    let event =
        "---\ntype: meeting\ndate: 2026-05-12\npeople: [Ana]\n---\n\n| what | who |\n|---|---|\n| 2026-05-12 | the plan #promised |\n";
    let vault = TestVault::new(&[("People/Ana.md", ""), ("Daily/2026-05-19.md", daily), ("Meetings/Plan.md", event)]);
    let listed = vault.run(&["promises"]);
    for words in ["Ana: the atlas (due in 4 days)", "Ana: Ana will send a chart", "Ana: the plan  Meetings"] {
        assert!(listed.contains(words), "{words}\n{listed}");
    }
    let done = daily.replace("2026-05-24", "2026-05-24 #kept 2026-05-20");
    let output = vault.changes(&["done", "atlas"], &[("Daily/2026-05-19.md", Some(&done))]);
    assert_eq!(output.stderr, "kept on Wed 2026-05-20: the atlas\n");
    let done = event.replace("#promised |", "#promised #kept 2026-05-20 |");
    vault.changes(&["done", "plan"], &[("Meetings/Plan.md", Some(&done))]);
    let left = vault.run(&["promises"]);
    assert!(left.contains("Ana will send a chart") && !left.contains("atlas") && !left.contains("plan"), "{left}");
    // They are counted as kept on their day.
    assert!(vault.run(&["promises", "--all"]).contains("the atlas"));
}
