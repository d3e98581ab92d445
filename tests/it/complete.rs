//! Completion: what is offered where, and names with blanks and quotes in a real bash on a pseudo-terminal.

use std::fs;
use std::process::Command;

use crate::support::TestVault;

fn vault() -> TestVault {
    TestVault::new(&[
        ("People/Bob O'Hara.md", "---\ntags: [family]\naliases: [\"Robert \\\"Rob\\\" Hara\"]\n---\n- 2026-05-02 call\n"),
        ("People/José Ruiz.md", ""),
        ("People/Joan Ruiz.md", ""),
        ("Templates/Book.md", ""),
        ("Templates/Trip.md", "to {{prompt:Which city?}}"),
        ("Meetings/2026-05-01 Plan.md", ""),
    ])
}

/// The offers for the words behind `vault`, the last one at the cursor.
fn offers(vault: &TestVault, words: &[&str]) -> Vec<String> {
    let text = vault.run(&[&["__complete", "fish", "--"], words].concat());
    text.lines().map(|line| line.split('\t').next().unwrap_or("").to_owned()).collect()
}

#[test]
fn commands_options_and_values_are_offered() {
    let vault = vault();
    assert_eq!(offers(&vault, &["sh"]), ["show"]);
    assert!(!offers(&vault, &[""]).contains(&"__complete".to_owned()));
    assert_eq!(offers(&vault, &["report", "--ch"]), ["--check"]);
    assert_eq!(offers(&vault, &["report", "--only", "re"]), ["reach_out"]);
    assert_eq!(offers(&vault, &["list", "--format", "j"]), ["json"]);
    assert_eq!(offers(&vault, &["list", "--format=j"]), ["--format=json"]);
    assert_eq!(offers(&vault, &["list", "tag:f"]), ["tag:family"]);
    assert_eq!(offers(&vault, &["new", "b"]), ["Book"]);
    assert_eq!(offers(&vault, &["new", "contact", "X", "--set", "cad"]), ["cadence=", "cadence_max="]);
    assert_eq!(offers(&vault, &["new", "daily", "--date", "tom"]), ["tomorrow"]);
    assert_eq!(offers(&vault, &["check", "--explain", "yearl"]), ["yearless-date"]);
    assert_eq!(offers(&vault, &["check", "Peo"]), [":files"]);
    assert_eq!(offers(&vault, &["man", ""]), [""; 0]);
}

#[test]
fn people_are_offered_by_the_words_typed_so_far() {
    let vault = vault();
    assert_eq!(offers(&vault, &["show", "jo"]), ["Joan Ruiz", "José Ruiz"]);
    assert_eq!(offers(&vault, &["show", "jose"]), ["José Ruiz"]);
    assert_eq!(offers(&vault, &["show", "José", "R"]), ["Ruiz"]);
    assert_eq!(offers(&vault, &["show", "--", "bob"]), ["Bob O'Hara"]);
    assert_eq!(offers(&vault, &["new", "meeting", "Plan", "--with", "robert"]), ["Robert \"Rob\" Hara"]);
    assert_eq!(offers(&vault, &["edit", "Meetings/"]), ["Meetings/2026-05-01 Plan"]);
    assert_eq!(offers(&vault, &["follow-up", "2026"]), ["2026-05-01 Plan"]);
    // Without a vault nothing is offered, and nothing goes wrong.
    assert_eq!(offers(&vault, &["--vault", "/no/such", "show", "b"]), [""; 0]);
    assert!(offers(&vault, &["--vault", "/no/such", "sho"]).contains(&"show".to_owned()));
}

#[test]
fn every_shell_gets_a_script() {
    let vault = vault();
    for shell in ["bash", "zsh", "fish"] {
        let script = vault.run(&["completions", shell]);
        assert!(script.contains(&format!("__complete {shell}")), "{script}");
    }
    assert!(vault.run(&["completions", "elvish"]).contains("edit:completion"));
}

/// Types into an interactive bash on a pseudo-terminal and prints all that comes back, to the word END.
const TYPIST: &str = r#"
import os, pty, signal, sys
signal.alarm(100)
script, typed = sys.argv[1], sys.argv[2].encode().decode('unicode_escape').encode('latin-1')
pid, fd = pty.fork()
if pid == 0:
    os.environ.update(TERM='dumb', PS1='$ ', INPUTRC='/dev/null', HISTFILE='')
    os.execvp('bash', ['bash', '--norc', '--noprofile', '-i'])
os.write(fd, b'. ' + script.encode() + b"; bind 'set bell-style none'; echo REA''DY\n")
seen = b''
while b'READY' not in seen:
    seen += os.read(fd, 4096)
seen = b''
# A question is answered when it is asked.
if sys.argv[3]:
    os.write(fd, typed + b'\n')
    while sys.argv[3].encode() not in seen:
        more = os.read(fd, 4096)
        seen += more
    typed = sys.argv[4].encode()
os.write(fd, typed + b"\necho E''ND; exit\n")
while b'END' not in seen:
    try:
        more = os.read(fd, 4096)
    except OSError:
        break
    if not more:
        break
    seen += more
sys.stdout.buffer.write(seen)
"#;

#[test]
fn bash_completes_names_with_blanks_and_quotes() {
    let there = |program: &str| Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success());
    if !there("bash") || !there("python3") {
        eprintln!("skipped: no bash or no python3 on this machine");
        return;
    }
    let vault = vault();
    let script = vault.cache().join("vault.bash");
    fs::write(&script, vault.run(&["completions", "bash"])).unwrap();
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_vault"));
    let path = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap_or_default());
    for (typed, expected) in [
        ("vault why Bo\\t", "Bob O'Hara has no cadence"),
        ("vault why \"Bo\\t", "Bob O'Hara has no cadence"),
        ("vault why 'bob o\\t", "Bob O'Hara has no cadence"),
        ("vault why Bob\\\\ O\\t", "Bob O'Hara has no cadence"),
        ("vault why Bob O\\t", "Bob O'Hara has no cadence"),
        ("vault why Robert\\t", "Bob O'Hara has no cadence"),
        ("vault why\\tjose\\t", "has no cadence"),
        ("vault list tag:fa\\t", "Bob O'Hara"),
        ("vault new contact Zed -n --set cade\\t=monthly --date tod\\t", "cadence: monthly"),
        // On a terminal the questions of a template and of `--with` are asked.
        ("vault new trip One; cat One.md ~~ city?: ~~ Rome", "to Rome"),
        ("vault new meeting M --with Zed; ls People ~~ [y/N] ~~ y", "Zed.md"),
    ] {
        let parts: Vec<&str> = typed.split(" ~~ ").chain(["", ""]).take(3).collect();
        let output = Command::new("python3")
            .args(["-c", TYPIST])
            .arg(&script)
            .args(parts)
            .current_dir(vault.root())
            .env_clear()
            .envs([("PATH", path.as_str()), ("VAULT_TODAY", "2026-05-20"), ("LC_ALL", "C.UTF-8"), ("XDG_CACHE_HOME", "/nonexistent")])
            .env("HOME", vault.root())
            .output()
            .unwrap();
        let seen = String::from_utf8_lossy(&output.stdout);
        assert!(seen.contains(expected), "{typed}\n{seen}\n{}", String::from_utf8_lossy(&output.stderr));
    }
}
