//! `vault undo` from the command line.

use crate::support::TestVault;

#[test]
fn with_nothing_written_there_is_nothing_to_take_back() {
    let vault = TestVault::empty();
    assert_eq!(vault.run(&["undo", "--list"]), "");
    let output = vault.output(&["undo"]);
    assert_eq!(
        (output.status, output.stderr.as_str()),
        (2, "error: there is nothing to take back\nhint: `vault undo --list` shows what can be taken back\n")
    );
    assert_eq!(vault.output(&["undo", "7"]).stderr.lines().next(), Some("error: there is no change 7 to take back"));
    assert_eq!(vault.output(&["--format", "json", "undo"]).stderr.lines().next(), Some("error: this command writes text only"));
}
