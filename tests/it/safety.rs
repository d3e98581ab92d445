//! Hostile and broken vaults: every command answers, everything else is there, in bounded time, and no order reaches the terminal.

use std::fs;
use std::time::{Duration, Instant};

use crate::support::{Output, TestVault, shared};

/// Every question, of the healthy contact `Ana` beside whatever else the vault holds. Commands that do not exist yet are passed over.
const QUESTIONS: &[&[&str]] = &[
    &["list"],
    &["list", "--format", "json"],
    &["report"],
    &["report", "--format", "json"],
    &["report", "--format", "markdown"],
    &["why", "Ana"],
    &["why", "Ana", "--format", "json"],
    &["show", "Ana"],
    &["show", "Ana", "--format", "json"],
    &["promises"],
    &["promises", "--format", "json"],
    &["ledger"],
    &["ledger", "Ana", "--format", "json"],
    &["path", "--to", "Ana"],
    &["graph"],
    &["graph", "--format", "mermaid"],
    &["graph", "--around", "Ana", "--format", "json"],
    &["agenda"],
    &["agenda", "--format", "json"],
    &["check"],
    &["check", "--format", "json"],
    &["inspect", "People/Ana.md"],
    &["inspect", "People/Ana.md", "--format", "json"],
];

/// A healthy contact: last contact 2 May, due on 16 May.
const ANA: &str = "---\ncadence: 14d\n---\n- 2026-05-02 call: the budget\n- [ ] send the paper 📅 2026-05-09\n";

/// What one question may take in a debug build on a busy machine.
const LIMIT: Duration = Duration::from_secs(20);

fn vault_with_ana() -> TestVault {
    TestVault::new(&[("People/Ana.md", ANA)])
}

/// Asks everything. `unreadable`: something in the vault cannot be read, so each status is 2; else it is never 2.
fn ask(vault: &TestVault, unreadable: bool) {
    ask_these(vault, QUESTIONS.iter().copied(), unreadable);
}

fn ask_these<'q>(vault: &TestVault, questions: impl Iterator<Item = &'q [&'q str]>, unreadable: bool) {
    for question in questions {
        let Some(output) = answer(vault, question) else { continue };
        let shown = || format!("vault {}: status {}\n{}", question.join(" "), output.status, output.stderr);
        assert_eq!(output.status == 2, unreadable, "{}", shown());
        // `check` says in its answer what the others say on stderr.
        let told = match question[0] {
            "check" => ["not-utf-8", "unreadable-file"].iter().any(|code| output.stdout.contains(code)),
            _ => output.stderr.contains("cannot read"),
        };
        assert_eq!(unreadable, told, "{}", shown());
    }
    // Whatever else is there, Ana's line is right.
    let list = vault.output(&["list", "status:due", "--format", "json"]).stdout;
    let list: serde_json::Value = serde_json::from_str(&list).unwrap();
    let ana = list["contacts"].as_array().unwrap().iter().find(|contact| contact["path"] == "People/Ana.md").expect("Ana is due");
    assert_eq!((&ana["last_contact"]["date"], &ana["next_due"]), (&"2026-05-02".into(), &"2026-05-16".into()));
}

/// One answer, checked for time and for orders to the terminal; `None` when there is no such command.
fn answer(vault: &TestVault, question: &[&str]) -> Option<Output> {
    let begun = Instant::now();
    let output = vault.output(question);
    let took = begun.elapsed();
    if output.stderr.contains("unrecognized subcommand") {
        return None;
    }
    assert!(took < LIMIT, "vault {} took {took:?}", question.join(" "));
    for (stream, text) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
        let order = text.chars().find(|&c| c != '\n' && (c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')));
        // JSON escapes control characters below U+0020 itself; the others it may hold are no business of a terminal.
        let json = question.contains(&"json") && stream == "stdout";
        let order = order.filter(|&c| !json || c < ' ');
        assert_eq!(order, None, "vault {}: {stream} holds a control character\n{text:?}", question.join(" "));
    }
    if question.contains(&"json") && !output.stdout.is_empty() {
        serde_json::from_str::<serde_json::Value>(&output.stdout).unwrap_or_else(|error| panic!("vault {}: {error}", question.join(" ")));
    }
    Some(output)
}

/// Reads hostile notes (each as a contact's, a daily note's and an event's), with Ana beside them.
fn survives<T: AsRef<[u8]>>(texts: impl IntoIterator<Item = T>) {
    let vault = vault_with_ana();
    for (index, text) in texts.into_iter().enumerate() {
        vault.write(format!("People/Hostile {index}.md"), text.as_ref());
        vault.write(format!("Daily {index}/2026-04-02.md"), text.as_ref());
        vault.write(format!("Meetings/2026-04-03 Hostile {index}.md"), text.as_ref());
    }
    // Each note is large, so only the questions that read it in different ways.
    let read_differently =
        |question: &&[&str]| matches!(question, ["list" | "why" | "promises", .., "json"] | ["report" | "check"] | ["inspect", ..]);
    ask_these(&vault, QUESTIONS.iter().copied().filter(read_differently), false);
}

#[test]
fn files_that_are_no_text() {
    let vault = vault_with_ana();
    vault.write("People/Latin.md", b"---\ncadence: weekly\n---\n- 2026-05-19 caf\xe9 with [[Ana]]\n");
    vault.write("People/Binary.md", &(0..=255).cycle().take(70_000).collect::<Vec<u8>>());
    vault.write("2026-05-19.md", b"\xff\xfe\x00\xd8Lunch with [[Ana]]\n");
    ask(&vault, true);
    let output = vault.output(&["list", "--sort", "name"]);
    assert!(output.stdout.contains("Latin") && output.stdout.contains("Binary"), "unreadable notes stay listed\n{}", output.stdout);
    assert!(output.stderr.contains("`People/Latin.md`"), "{}", output.stderr);
}

#[test]
fn sixteen_bit_text_with_a_mark_is_read() {
    let vault = vault_with_ana();
    let wide = |text: &str, big: bool| {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect::<Vec<u8>>()
    };
    vault.write("People/Bo.md", &wide("- 2026-05-19 call\n", false));
    vault.write("People/Cy.md", &wide("- 2026-05-19 call\n", true));
    ask(&vault, false);
    let list = vault.run(&["list", "--sort", "last"]);
    assert_eq!(list.matches("2026-05-19").count(), 2, "{list}");
}

#[test]
fn empty_and_odd_files() {
    let vault = vault_with_ana();
    for (name, text) in [
        ("Empty", &b""[..]),
        ("Newlines", b"\n\n\n"),
        ("Nul", b"a\0b\n- 2026-05-01\0 call\n"),
        ("Bom", b"\xef\xbb\xbf"),
        ("Dashes", b"---\n---"),
    ] {
        vault.write(format!("People/{name}.md"), text);
    }
    ask(&vault, false);
}

#[test]
fn yaml_bombs() {
    let mut laughs = String::from("---\na0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for level in 1..12 {
        let inner = vec![format!("*a{}", level - 1); 10].join(", ");
        laughs.push_str(&format!("a{level}: &a{level} [{inner}]\n"));
    }
    survives([
        format!("{laughs}aliases: *a11\n---\n"),
        format!("---\naliases: {}{}\n---\n", "[".repeat(20_000), "]".repeat(20_000)),
        format!("---\naliases: {}\n---\n", "{a: ".repeat(20_000)),
        format!("---\naliases:\n{}x\n---\n", "- ".repeat(20_000)),
        format!("---\n{}---\n", "? ".repeat(20_000)),
        format!("---\n{}---\n", (0..20_000).map(|key| format!("key{key}: {key}\n")).collect::<String>()),
        "---\na: &a [*a]\nb: !!python/object:os.system [x]\nc: !<tag:x> y\n<<: *a\n---\n".to_owned(),
    ]);
}

#[test]
fn long_lines() {
    let five = 5 << 20;
    survives([format!("- 2026-05-01 call {}\n", "x".repeat(five)), format!("---\nname: {}\n---\n", "y".repeat(five))]);
}

#[test]
fn many_links_dates_and_fields_in_one_line() {
    survives([
        "[[Ana]] ".repeat(8_000),
        "[[2026-05-01]] ".repeat(8_000),
        "[due:: 2026-05-01] ".repeat(8_000),
        "#tag ".repeat(8_000),
        format!("- [ ] {}", "by 2026-05-01 ".repeat(8_000)),
        format!("- [ ] {}", "📅 2026-05-09 ".repeat(8_000)),
    ]);
}

#[test]
fn many_lines_of_every_kind() {
    survives([
        "- 2026-05-01 call [[Ana]]\n".repeat(3_000),
        "2026-05-01 call [[Ana]]\n".repeat(3_000),
        "## 2026-05-01 call\n".repeat(3_000),
        "- [ ] call [[Ana]] 📅 2026-05-01\n".repeat(3_000),
        "| 2026-05-01 | call |\n".repeat(3_000),
        "<!-- vault:begin x -->\n".repeat(3_000),
        "%%\n".repeat(10_000),
        "```\n".repeat(10_001),
    ]);
}

#[test]
fn deep_nesting() {
    let deep = 20_000;
    let open = [
        "- ", "> ", "1. ", "[", "(", "*", "_", "**a ", "![", "[[", "~~", "`", "<", "%%", "((", "[a](", "<!--", "~~~", "==", "\\", "&", "|",
    ];
    survives(open.map(|open| format!("{}2026-05-01 call\n", open.repeat(deep))));
    let pairs = [("[", "]"), ("*", "*"), ("**", "**"), ("(", ")"), ("[[", "]]"), ("~~", "~~")];
    survives(pairs.map(|(open, close)| format!("{}2026-05-01 call{}\n", open.repeat(deep), close.repeat(deep))));
}

#[test]
fn lists_nested_by_indentation() {
    // Each level is one line deeper: the text grows with the square of the depth.
    let mut text = String::new();
    for depth in 0..1_000 {
        text.push_str(&" ".repeat(2 * depth));
        text.push_str("- 2026-05-01 call\n");
    }
    survives([text]);
}

#[test]
fn orders_to_the_terminal() {
    let vault = vault_with_ana();
    let evil = "\u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}31m\u{202e}evil\u{8}\u{0}";
    vault.write(
        "People/Evil.md",
        format!(
            "---\nname: \"Eve \\e[31mred\\a\"\ncadence: {evil}\nrole: \"{evil}\"\ncompany: {evil}\nboundaries: {evil}\ntalk_about: {evil}\nlast_contact: 2026-01-01\n---\n\
             - 2026-05-02 call {evil}\n- [ ] send {evil} 📅 2026-05-09\n"
        )
        .as_bytes(),
    );
    vault.write(
        "People/Eva.md",
        format!("---\ncadence: weekly\nrole: x{evil}\n---\n# Eva {evil}\n- 2026-05-02 call {evil}\n- [ ] send {evil} 📅 2026-05-09\n")
            .as_bytes(),
    );
    vault.write("2026-05-01.md", format!("Lunch with [[Ana|{evil}]] and [[Evil]] {evil}\n").as_bytes());
    ask(&vault, false);
    for name in ["Eva", "Evil"] {
        for command in ["why", "show"] {
            answer(&vault, &[command, name]);
        }
    }
    answer(&vault, &["inspect", "People/Evil.md"]);
}

#[cfg(unix)]
#[test]
fn names_with_newlines_and_control_characters() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let vault = vault_with_ana();
    let mut made = 0;
    for name in [
        &b"new\nline.md"[..],
        b"esc\x1b[31m.md",
        b"bell\x07.md",
        b"tab\t.md",
        b"not utf8 \xff.md",
        b" .md",
        b"..md",
        b"-rf.md",
        b"a\\b.md",
        "\u{202e}dm.md".as_bytes(),
        b"%s%n.md",
        b"[[x]].md",
        b"#x.md",
    ] {
        made += usize::from(
            fs::write(vault.root().join("People").join(OsStr::from_bytes(name)), "- 2026-05-02 call\n- [ ] x 📅 2026-05-09\n").is_ok(),
        );
    }
    assert!(made > 8, "this disk takes almost none of the names");
    for question in QUESTIONS {
        answer(&vault, question);
    }
    let list = vault.output(&["list", "--sort", "name"]);
    assert!(list.stdout.contains("Ana") && list.stdout.contains("2026-05-02"), "{}", list.stdout);
}

#[cfg(unix)]
#[test]
fn loops_of_links_and_locked_folders() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let vault = vault_with_ana();
    let at = |path: &str| vault.root().join(path);
    symlink(vault.root(), at("People/up")).unwrap();
    symlink(at("People/self.md"), at("People/self.md")).unwrap();
    symlink("/nonexistent/nowhere.md", at("People/dead.md")).unwrap();
    symlink("/etc/hostname", at("People/outside.md")).unwrap();
    for question in QUESTIONS {
        answer(&vault, question);
    }
    vault.write(".vault/config.toml", b"follow_symlinks = true\n");
    for question in QUESTIONS {
        answer(&vault, question);
    }
    fs::remove_file(at("People/self.md")).unwrap();
    fs::remove_file(at("People/dead.md")).unwrap();
    fs::remove_file(at("People/up")).unwrap();
    vault.write("Locked/Bo.md", b"- 2026-05-02 call [[Ana]]\n");
    vault.write("People/Shut.md", b"- 2026-05-02 call\n");
    fs::set_permissions(at("Locked"), fs::Permissions::from_mode(0o000)).unwrap();
    fs::set_permissions(at("People/Shut.md"), fs::Permissions::from_mode(0o000)).unwrap();
    // Whoever may read everything (root) sees no lock.
    let locked = fs::read_dir(at("Locked")).is_err();
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| ask(&vault, locked)));
    fs::set_permissions(at("Locked"), fs::Permissions::from_mode(0o755)).unwrap();
    if let Err(panic) = outcome {
        std::panic::resume_unwind(panic);
    }
}

#[test]
fn folders_named_as_notes() {
    let vault = vault_with_ana();
    vault.write("People/Folder.md/Bo.md", b"- 2026-05-02 call\n");
    fs::create_dir_all(vault.root().join("People/Empty.md")).unwrap();
    ask(&vault, false);
    let list = vault.run(&["list", "--sort", "name"]);
    assert!(list.contains("Bo") && !list.contains("Empty"), "{list}");
}

#[test]
fn naughty_strings_as_names_entries_and_values() {
    let Some(path) = shared("data/blns/blns.json") else { return };
    let strings: Vec<String> = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    assert!(strings.len() > 400);
    let vault = vault_with_ana();
    for (index, text) in strings.iter().enumerate() {
        let quoted = serde_json::to_string(text).unwrap();
        let note = format!(
            "---\nname: {quoted}\nrole: {text}\ncompany: {quoted}\nbirthday: {quoted}\ncadence: {quoted}\naliases: [{quoted}]\n---\n\n- 2026-05-01 {text}\n\n{text}\n\n- [ ] {text} 📅 2026-05-09\n\n{text}:: {text}\n\n[[{text}]]\n\n# {text}\n"
        );
        vault.write(format!("People/Naughty {index:03}.md"), note.as_bytes());
        vault.write(format!("Notes/Value {index:03}.md"), format!("---\n{text}: {text}\n---\n- {text} [[Ana]]\n").as_bytes());
    }
    ask(&vault, false);
    let list: serde_json::Value = serde_json::from_str(&vault.output(&["list", "--format", "json"]).stdout).unwrap();
    let contacts = list["contacts"].as_array().unwrap();
    let naughty = contacts.iter().filter(|contact| contact["path"].as_str().unwrap().starts_with("People/Naughty")).count();
    // A naughty string may hold a placeholder, which makes its note a template; nothing else may go.
    let templates = strings.iter().filter(|text| text.contains("{{") || text.contains("<%")).count();
    assert!(naughty + templates >= strings.len(), "{naughty} of {} notes are listed", strings.len());
}

#[test]
fn broken_utf8_of_every_kind() {
    let Some(path) = shared("data/utf8tests/utf8tests.txt") else { return };
    let bytes = fs::read(path).unwrap();
    let vault = vault_with_ana();
    let mut broken = 0;
    // `5.2:valid hex:e0 a0 80`, `22.2:invalid hex:80:…`: the bytes in hexadecimal digits.
    let text = String::from_utf8(bytes).unwrap();
    for (index, line) in text.lines().filter(|line| line.contains("valid hex:")).enumerate() {
        let digits: String = line.split(':').nth(2).unwrap().chars().filter(char::is_ascii_hexdigit).collect();
        let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
        let mut note = b"- 2026-05-01 call ".to_vec();
        note.extend(digits.as_bytes().chunks(2).map(byte));
        broken += usize::from(std::str::from_utf8(&note).is_err());
        vault.write(format!("People/Line {index:03}.md"), &note);
    }
    assert!(broken > 100, "{broken} texts are broken");
    ask(&vault, true);
}

/// Each of these once took time that grew with the square of its length: minutes at this size.
#[test]
fn lines_of_very_many_signs_are_read_in_time() {
    let lines = [
        ("People/Hal.md", "x!:: ".repeat(60_000)),
        ("People/Hal.md", "(a!:: b(k:: ".repeat(20_000)),
        ("People/Hal.md", format!("a{}", "%%b".repeat(200_000))),
        ("People/Hal.md", format!("- [ ] {}", "📅[[ ".repeat(60_000))),
        ("People/Hal.md", "## Log\n- 2026-05-02 call\n".repeat(10_000)),
        ("People/Hal.md", format!("x {}", "[[2026-05-02]] ".repeat(2_000))),
        ("Daily/2026-05-02.md", "[[Ann]] #b ".repeat(20_000)),
        ("Daily/2026-05-02.md", "- [[Ann]] [x:: 1]\n".repeat(10_000)),
        ("Journal.md", format!("- {}\n{}", "[[X]] ".repeat(10_000), "  - [ ] [[Y]] do it\n".repeat(10_000))),
        ("Journal.md", format!("- x {}\n{}", "[a:: b] ".repeat(10_000), "  - [[Ann]]\n".repeat(10_000))),
    ];
    for (path, text) in lines {
        let vault = TestVault::new(&[("People/Ann.md", "# Ann\n"), (path, &text)]);
        let start = Instant::now();
        vault.run(&["list"]);
        vault.run(&["why", "Ann"]);
        assert!(start.elapsed() < Duration::from_secs(20), "{path} {:?}: {:?}", text.chars().take(8).collect::<String>(), start.elapsed());
    }
}

#[cfg(unix)]
#[test]
fn more_folders_than_a_process_may_hold_open_are_no_trouble() {
    let vault = vault_with_ana();
    for number in 0..200 {
        vault.write(format!("Clients/{number}/Note {number}.md"), b"A note.\n");
    }
    let output = std::process::Command::new("sh")
        .args(["-c", "ulimit -n 64 && exec \"$@\"", "sh", env!("CARGO_BIN_EXE_vault")])
        .arg("--vault")
        .arg(vault.root())
        .args(["--no-index", "--as-of", "2026-05-20", "list"])
        .output()
        .unwrap();
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
    assert!(String::from_utf8_lossy(&output.stdout).contains("Ana"));
}
