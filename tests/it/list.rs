//! `vault list`: its query and the order of its flags.

use crate::support::TestVault;

fn names(vault: &TestVault, arguments: &[&str]) -> Vec<String> {
    let output = vault.output(&[&["list", "--sort", "name", "--format", "json"], arguments].concat());
    let answer: serde_json::Value =
        serde_json::from_str(&output.stdout).unwrap_or_else(|_| panic!("{arguments:?}: {}{}", output.stdout, output.stderr));
    answer["contacts"].as_array().unwrap().iter().map(|contact| contact["name"].as_str().unwrap().to_owned()).collect()
}

fn vault() -> TestVault {
    TestVault::new(&[
        ("People/Ana.md", "---\ncity: London\ntags: family\nlast_contact: 2026-05-02\ncadence: 14d\n---\n"),
        ("People/Bo.md", "---\ncity: Lisbon\ntags: family/close\naliases: [Bob]\n---\n"),
        ("People/Cy.md", "---\ncity: New York\ncompany: Acme\ntier: A\n---\n"),
    ])
}

#[test]
fn words_and_filters_must_all_match() {
    let vault = vault();
    for (query, expected) in [
        (&[][..], &["Ana", "Bo", "Cy"][..]),
        (&["bob"], &["Bo"]),
        (&["status:due"], &["Ana"]),
        (&["status:due,never-contacted"], &["Ana", "Cy"]),
        (&["tag:family"], &["Ana", "Bo"]),
        (&["tag:family", "city:london"], &["Ana"]),
        (&["tag:family", "-city:London"], &["Bo"]),
        (&["-tag:family"], &["Cy"]),
        (&["city:New York"], &["Cy"]),
        (&["-city:New York"], &["Ana", "Bo"]),
        (&["company:acme", "tier:a"], &["Cy"]),
        (&["nobody"], &[]),
    ] {
        assert_eq!(names(&vault, query), expected, "{query:?}");
    }
}

#[test]
fn flags_may_stand_behind_the_query() {
    let vault = vault();
    let behind = vault.run(&["list", "tag:family", "--sort", "name", "--format", "json"]);
    let before = vault.run(&["list", "--sort", "name", "--format", "json", "tag:family"]);
    assert_eq!(behind, before);
    assert!(behind.starts_with('{'));
}

#[test]
fn finding_nobody_is_the_honest_negative() {
    assert_eq!(vault().output(&["list", "nobody"]).status, 1);
    assert_eq!(TestVault::empty().output(&["list"]).status, 0);
}

#[test]
fn an_unknown_filter_is_an_error_that_helps() {
    let output = vault().output(&["list", "stattus:due"]);
    assert_eq!(output.status, 2);
    assert!(output.stderr.contains("did you mean `status:`?"), "{}", output.stderr);
}
