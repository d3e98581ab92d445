//! Keep promises: what heads the report on which day, and what closes a promise. Worked out by hand.

use crate::support::TestVault;

/// The lines of the section *Promises* that name somebody, on a day.
fn promises(vault: &TestVault, day: &str) -> Vec<String> {
    let text = vault.run(&["--as-of", day, "report", "--only", "promises"]);
    let named = text.lines().filter(|line| line.starts_with("  To ") || line.starts_with("  From "));
    named.map(|line| line.trim().to_owned()).collect()
}

#[test]
fn a_promise_heads_the_report_from_a_week_before_its_day_until_it_is_kept() {
    let note = |done: &str| format!("- 2026-05-02 lunch #promised the photo of the boat by 2026-05-20\n{done}");
    let vault = TestVault::new(&[("People/Ana.md", &note(""))]);
    assert_eq!(promises(&vault, "2026-05-12"), [""; 0]);
    assert_eq!(promises(&vault, "2026-05-13"), ["To Ana: the photo of the boat"]);
    let late = vault.run(&["--as-of", "2026-05-23", "report"]);
    let place = |what: &str| late.find(what).unwrap_or_else(|| panic!("{what} is missing:\n{late}"));
    assert!(place("Promises") < place("due 3 days ago (Wed 2026-05-20), People/Ana.md:1"));
    for kept in ["- 2026-05-22 sent it #kept\n", "- [x] the photo of the boat ✅ 2026-05-22\n", "- [x] Photo of the boat\n"] {
        vault.write("People/Ana.md", note(kept).as_bytes());
        assert_eq!(promises(&vault, "2026-05-23"), [""; 0], "{kept}");
    }
    vault.write("People/Ana.md", note("- [x] the photo of the house ✅ 2026-05-22\n").as_bytes());
    assert_eq!(promises(&vault, "2026-05-23"), ["To Ana: the photo of the boat"]);
}

#[test]
fn mine_come_first_and_theirs_are_a_gentle_line() {
    let vault = TestVault::new(&[
        ("People/Ana.md", "- 2026-05-02 lunch, her sister's recipe by 2026-05-10 #asked\n"),
        ("People/Bo.md", "- [ ] send the map 📅 2026-05-19\n"),
    ]);
    assert_eq!(promises(&vault, "2026-05-20"), ["To Bo: send the map", "From Ana: her sister's recipe"]);
}

#[test]
fn an_overdue_promise_lifts_the_person_in_reach_out() {
    let vault = TestVault::new(&[
        ("People/Ana.md", "---\ncadence: 10 days\n---\n- 2026-05-10 call\n"),
        ("People/Bo.md", "---\ncadence: 10 days\n---\n- 2026-05-10 call #promised the map by 2026-05-20\n"),
    ]);
    let order = |day: &str| {
        let text = vault.run(&["--as-of", day, "report", "--only", "reach_out"]);
        text.find("\n  Ana") < text.find("\n  Bo")
    };
    // On its day a promise is not overdue: the names decide.
    assert!(order("2026-05-20"));
    assert!(!order("2026-05-21"));
}

#[test]
fn a_child_item_keeps_the_promise_it_speaks_of() {
    let vault = TestVault::new(&[(
        "People/Ana.md",
        "- 2026-05-01 call, she lends me the book by 2026-05-15 #asked\n- 2026-05-02 call #promised dinner by 2026-05-16\n- 2026-05-10 coffee\n  - brought the book #kept\n- 2026-06-10 lunch #promised the photos by 2026-05-22\n",
    )]);
    // The book is kept, the dinner open; what is planned for June is not promised yet.
    assert_eq!(promises(&vault, "2026-05-20"), ["To Ana: dinner"]);
}
