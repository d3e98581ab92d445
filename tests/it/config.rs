//! `vault config`: settings shown and changed, with comments and order kept.

use crate::support::TestVault;

const TEXT: &str = "# mine\nme = \"Robin\" # that is me\n\n[cadence.tags]\nfamily = \"weekly\"\n";

fn vault() -> TestVault {
    TestVault::new(&[(".vault/config.toml", TEXT), ("People/Ana.md", "---\ntags: [family]\n---\n")])
}

#[test]
fn a_setting_is_set_checked_and_taken_back() {
    let vault = vault();
    let wanted = TEXT.replace("weekly", "2 weeks");
    let output = vault.changes(&["config", "set", "cadence.tags.family=2 weeks"], &[(".vault/config.toml", Some(&wanted))]);
    assert_eq!(
        (output.stdout.as_str(), output.stderr.as_str()),
        (".vault/config.toml\n", "`cadence.tags.family` is \"2 weeks\"; it was \"weekly\"\n")
    );
    assert!(vault.run(&["show", "Ana"]).contains("every 2 weeks"), "{}", vault.run(&["show", "Ana"]));
    vault.changes(&["undo"], &[(".vault/config.toml", Some(TEXT))]);
    let wanted = format!("{TEXT}\n[report]\ndays = 14\n");
    vault.changes(&["config", "set", "report.days", "14"], &[(".vault/config.toml", Some(&wanted))]);
    vault.changes(
        &["config", "unset", "cadence.tags.family"],
        &[(".vault/config.toml", Some(&wanted.replace("family = \"weekly\"\n", "")))],
    );
    for (words, said) in [
        (&["report.days", "soon"][..], "error: `report.days` wants a whole number, not a text\n"),
        (&["cadence.tags.family=montly"], "error: `cadence.tags.family` is no cadence: `montly` is no cadence; did you mean `monthly`?\n"),
        (&["reprot.days=7"], "error: unknown setting `reprot`; did you mean `report`?\nhint: `vault config` lists the settings\n"),
        (
            &["report.days"],
            "error: no value is given\nhint: write for example `vault config set report.days 14`; `vault config unset` takes a setting out\n",
        ),
    ] {
        let output = vault.output(&[&["config", "set"], words].concat());
        assert_eq!((output.status, output.stderr.as_str()), (2, said), "{words:?}");
    }
}

#[test]
fn the_first_setting_makes_the_file() {
    let vault = TestVault::empty();
    let dry = vault.output(&["config", "set", "cadence.tags.family", "2 weeks", "-n"]);
    assert_eq!(dry.stdout, "--- /dev/null\n+++ b/.vault/config.toml\n@@ -0,0 +1,2 @@\n+[cadence.tags]\n+family = \"2 weeks\"\n");
    let wanted = "[cadence.tags]\nfamily = \"2 weeks\"\n";
    vault.changes(&["config", "set", "cadence.tags.family", "2 weeks"], &[(".vault/config.toml", Some(wanted))]);
    vault.changes(&["undo"], &[(".vault/config.toml", None)]);
}

#[test]
fn settings_are_shown_with_their_defaults() {
    let vault = vault();
    let output = vault.output(&["config", "get", "report.days"]);
    assert_eq!((output.stdout.as_str(), output.stderr.as_str()), ("7\n", "this is the default\n"));
    assert_eq!(vault.run(&["config", "get", "me"]), "Robin\n");
    assert_eq!(vault.run(&["config", "get", "cadence.tags"]), "cadence.tags.family = \"weekly\"\n");
    let output = vault.output(&["config", "get", "cadence.tags.club"]);
    assert_eq!((output.status, output.stderr.as_str()), (1, "`cadence.tags.club` is not set\n"));
    assert_eq!(vault.output(&["config", "get", "mee"]).status, 2);
    let all = vault.run(&["config"]);
    assert!(all.starts_with("me = \"Robin\"\nignore = []  # default\n"), "{all}");
    assert!(all.contains("\ncadence.tiers.A = \"3 weeks\"  # default\n"), "{all}");
    assert!(all.ends_with("\ncadence.tags.family = \"weekly\"\n"), "{all}");
}
