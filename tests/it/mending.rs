//! `vault check --fix`: what is safe is mended, once, and can be taken back.

use crate::support::TestVault;

const ANA: &str = "---\r\ntags: #person #family\r\ncompany: [[Acme]] # since May\r\ncadence: \"montly\"\r\nnext_contact: 2027 – 01 – 08\r\nfriends: [[[Bo]], \"[[Cy]]\"]\r\n---\r\n# Ana";
const MENDED: &str = "---\r\ntags: [person, family]\r\ncompany: \"[[Acme]]\" # since May\r\ncadence: \"monthly\"\r\nnext_contact: 2027-01-08\r\nfriends: [\"[[Bo]]\", \"[[Cy]]\"]\r\n---\r\n# Ana";
/// Findings that nobody may decide but the owner.
const BO: &str = "---\ntags: [person]\nlast_contact: 03/04/2026\ncadence: sometimes\nnext_contact: after the holidays\n---\n";

fn vault() -> TestVault {
    TestVault::new(&[("People/Ana.md", ANA), ("People/Bo.md", BO), ("People/Cy.md", "---\ntype: person\ntags:\n  - #friend\n---\n")])
}

#[test]
fn what_is_safe_is_mended_and_the_rest_left() {
    let vault = vault();
    let cy = "---\ntype: person\ntags:\n  - friend\n---\n";
    let output = vault.change(&["check", "--fix"]);
    assert_eq!(output.status, 1, "{}", output.stderr);
    assert_eq!(output.stdout, "People/Ana.md\nPeople/Cy.md\n");
    assert_eq!(
        (String::from_utf8(vault.bytes("People/Ana.md")).unwrap().as_str(), vault.bytes("People/Bo.md").as_slice()),
        (MENDED, BO.as_bytes())
    );
    assert_eq!(String::from_utf8(vault.bytes("People/Cy.md")).unwrap(), cy);
    assert_eq!(
        output.stderr,
        "People/Ana.md:2:7: mended[commented-tags]: `#` begins a comment here, so this tag is not read: drop the `#` or quote it\n\
         People/Ana.md:3:10: mended[unquoted-link]: quote the link, or other programs read it as a list: `\"[[Acme]]\"`\n\
         People/Ana.md:4:10: mended[unknown-cadence]: `montly` is no cadence; did you mean `monthly`?\n\
         People/Ana.md:5:15: mended[unreadable-date]: `next_contact` names no day: `2027 – 01 – 08`\n\
         People/Ana.md:6:11: mended[unquoted-link]: quote the link, or other programs read it as a list: `\"[[Bo]]\"`\n\
         People/Cy.md:4:5: mended[commented-tags]: `#` begins a comment here, so this tag is not read: drop the `#` or quote it\n\
         6 of 9 findings mended; `vault check` shows the others\n"
    );
    // A second time there is nothing to mend.
    let output = vault.output(&["check", "--fix"]);
    assert_eq!(output.stderr, "none of 3 findings can be mended safely; `vault check` shows them\n");
    let output =
        vault.changes(&["undo"], &[("People/Ana.md", Some(ANA)), ("People/Cy.md", Some("---\ntype: person\ntags:\n  - #friend\n---\n"))]);
    assert_eq!(output.stderr, "took back `check --fix: 6 findings` of 2026-05-20\n");
}

#[test]
fn paths_narrow_it_and_a_dry_run_output() {
    let vault = vault();
    let output = vault.output(&["check", "--fix", "--dry-run", "People/Cy.md"]);
    assert_eq!(
        output.stdout,
        "--- a/People/Cy.md\n+++ b/People/Cy.md\n@@ -1,5 +1,5 @@\n ---\n type: person\n tags:\n-  - #friend\n+  - friend\n ---\n"
    );
    assert_eq!(output.stderr.lines().last(), Some("1 finding, all can be mended"));
    let output = vault.change(&["check", "--fix", "People/Cy.md"]);
    assert_eq!((output.status, output.stdout.as_str()), (0, "People/Cy.md\n"));
    assert_eq!(vault.bytes("People/Ana.md"), ANA.as_bytes());
    assert_eq!(vault.output(&["check", "-n"]).stderr.lines().next(), Some("error: `--dry-run` goes with `--fix`"));
    assert!(vault.output(&["check"]).stdout.ends_with("\n`vault check --fix` can mend 5 of them.\n"));
}

#[test]
fn a_comment_that_is_one_stays_one() {
    for text in [
        "---\ntags: friend #but not close\n---\n",
        "---\ntags: #a and #b\n---\n",
        "---\ntags: #a #b\n  - c\n---\n",
        "---\ntags: x #y\n---\n",
    ] {
        let vault = TestVault::new(&[("People/Ana.md", text)]);
        assert_eq!(vault.output(&["check", "--fix"]).stdout, "", "{text}");
    }
}

#[test]
fn keys_and_marks_one_letter_off_are_mended() {
    let before = "---\ntags: [person]\ncadance: montly # often\n\"snooze_untill\": 2026-06-01\nlast_contct: 2026-05-01\nlast_contact: 2026-05-02\n---\n- 2026-05-03 call #mileston\n- 2026-05-04 letter #resloved #mielestoen\n";
    let after = "---\ntags: [person]\ncadence: montly # often\n\"snooze_until\": 2026-06-01\nlast_contct: 2026-05-01\nlast_contact: 2026-05-02\n---\n- 2026-05-03 call #milestone\n- 2026-05-04 letter #resolved #mielestoen\n";
    let vault = TestVault::new(&[("People/Ana.md", before)]);
    let output = vault.change(&["check", "--fix"]);
    assert_eq!(String::from_utf8(vault.bytes("People/Ana.md")).unwrap(), after, "{}", output.stderr);
    // A key that would stand there twice, a tag two letters off and the older `last_contact` are left to the owner.
    assert!(output.stderr.ends_with("\n4 of 7 findings mended; `vault check` shows the others\n"), "{}", output.stderr);
    // The key is read now, and so its value is.
    let output = vault.output(&["check", "--fix", "--dry-run"]);
    assert!(output.stderr.contains("can be mended[unknown-cadence]: `montly` is no cadence"), "{}", output.stderr);
}
