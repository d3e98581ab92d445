//! `vault promise`: the task, its style and its place. It is Wednesday, 20 May 2026.

use crate::support::TestVault;

const PERSON: &str = "---\ntype: person\n---\n";

#[test]
fn a_promise_is_a_task_in_the_contacts_note() {
    let vault = TestVault::new(&[("People/Ana Diaz.md", PERSON)]);
    let ana = format!("{PERSON}\n## Promises\n\n- [ ] send the deck 📅 2026-05-22\n");
    let output = vault.changes(&["promise", "Ana", "send the deck", "--due", "friday"], &[("People/Ana Diaz.md", Some(&ana))]);
    assert_eq!(
        (output.stdout.as_str(), output.stderr.as_str()),
        ("People/Ana Diaz.md\n", "I owe Ana Diaz: send the deck, by Fri 2026-05-22\n")
    );
    let ana = format!("{ana}\n## They owe\n\n- [ ] return the book 📅 2026-06-03\n");
    let output = vault.changes(&["promise", "Ana", "Diaz", "return the book by 3 June", "--theirs"], &[("People/Ana Diaz.md", Some(&ana))]);
    assert_eq!(output.stderr, "Ana Diaz owes me: return the book, by Wed 2026-06-03\n");
    let listed = vault.run(&["promises"]);
    assert!(listed.contains("I owe\n  1  2026-05-22   Ana Diaz: send the deck"), "{listed}");
    assert!(listed.contains("They owe\n  2  2026-06-03   Ana Diaz: return the book"), "{listed}");
    vault.changes(&["undo"], &[("People/Ana Diaz.md", Some(ana.split("\n## They").next().unwrap()))]);
}

#[test]
fn the_vaults_own_style_is_taken() {
    for (task, expected) in [
        ("- [ ] a 📅 2026-06-01", "- [ ] send it 📅 2026-05-22"),
        ("* [ ] a [due:: 2026-06-01]", "* [ ] send it [due:: 2026-05-22]"),
        ("- [ ] a (due:: 2026-06-01)", "- [ ] send it (due:: 2026-05-22)"),
        ("- [ ] a due:2026-06-01", "- [ ] send it due:2026-05-22"),
        ("- [ ] a @due(2026-06-01)", "- [ ] send it @due(2026-05-22)"),
        ("- [ ] a by 2026-06-01", "- [ ] send it by 2026-05-22"),
        ("- [ ] #task a ➕ 2026-05-01 📅 2026-06-01", "- [ ] #task send it ➕ 2026-05-20 📅 2026-05-22"),
    ] {
        let own = format!("{PERSON}{task}\n");
        let vault = TestVault::new(&[("People/Ana.md", &own), ("People/Bo.md", PERSON)]);
        let with = format!("{own}{expected}\n");
        vault.changes(&["promise", "Ana", "send it", "--due", "2026-05-22"], &[("People/Ana.md", Some(&with))]);
        // Bo's note has no task: the rest of the vault tells.
        let bo = format!("{PERSON}\n## Promises\n\n- {}\n", &expected[2..]);
        vault.changes(&["promise", "Bo", "send it", "--due", "2026-05-22"], &[("People/Bo.md", Some(&bo))]);
    }
}

#[test]
fn what_cannot_be_promised() {
    let vault = TestVault::new(&[("People/Ana.md", PERSON), ("People/Cy.md", "---\ntype: person\n---\n```\nopen\n")]);
    for (arguments, error) in [
        (&["promise", "Zed", "send it"][..], "error: no contact is called `Zed`"),
        (&["promise", "Ana", "by friday"][..], "error: there is nothing promised"),
        (&["promise", "Ana", "x", "--due", "6/5/2026"][..], "error: `6/5/2026` may be 2026-05-06 or 2026-06-05; write one of these"),
    ] {
        let output = vault.output(arguments);
        assert_eq!((output.status, output.stderr.lines().next()), (2, Some(error)), "{arguments:?}");
    }
    let output = vault.output(&["promise", "Cy", "send it"]);
    assert!(output.stderr.contains("error: cannot put a promise into `People/Cy.md`"), "{}", output.stderr);
    let output = vault.output(&["promise", "Ana", "send it", "--dry-run"]);
    assert!(output.stdout.contains("+- [ ] send it\n"), "{}", output.stdout);
}
