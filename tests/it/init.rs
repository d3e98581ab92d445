//! `vault init`, `edit`, `open` and `report --write`.

use std::ffi::OsString;
use std::fs;

use crate::support::{TestVault, repository, run_outside};

#[test]
fn a_folder_is_set_up_once_and_no_note_is_touched() {
    let vault = TestVault::new(&[
        (".obsidian/daily-notes.json", r#"{"folder": "Daily", "format": "YYYY-MM-DD"}"#),
        ("People/Ana.md", "- 2026-05-02 call\n"),
        ("People/Bad.md", "---\na: [\n---\n"),
        ("Daily/2026-05-03.md", "[[Ana]]"),
    ]);
    let before = vault.bytes("People/Ana.md");
    let first = vault.change(&["init", "--templates"]);
    assert_eq!((first.status, first.stderr.as_str()), (0, ""));
    for told in [
        "daily notes in `Daily`, named `YYYY-MM-DD`",
        "contacts",
        "list item",
        "daily note",
        "1 finding",
        ".vault/config.toml\n",
        ".vault/.gitignore\n",
        ".vault/templates/weekly-review.md\n",
    ] {
        assert!(first.stdout.contains(told), "{told}\n{}", first.stdout);
    }
    assert_eq!(vault.bytes("People/Ana.md"), before);
    let second = vault.output(&["init", "--templates"]);
    assert_eq!((second.status, second.stderr.as_str()), (0, "already set up: nothing to change\n"));
    // The settings hold the defaults: nothing changes by them.
    assert_eq!(vault.run(&["list"]).lines().count(), 3);
    vault.write(".vault/config.toml", b"me = \"Ana\"\n");
    vault.output(&["init"]);
    assert_eq!(vault.output(&["init", "/no/such/folder"]).status, 2);
}

#[test]
fn the_sample_is_made_whole_and_only_once() {
    let vault = TestVault::empty();
    let made = vault.change(&["init", "--sample", "new/sample"]);
    assert_eq!(made.status, 0, "{}", made.stderr);
    let folder = vault.root().join("new/sample");
    assert_eq!(tree(&folder), tree(&repository().join("sample-vault")));
    let again = vault.output(&["init", "--sample", "new/sample"]);
    assert_eq!((again.status, again.stderr.as_str()), (0, "the sample vault is there already: nothing to change\n"));
    fs::write(folder.join("Home.md"), "mine").unwrap();
    assert_eq!(vault.output(&["init", "--sample", "new/sample"]).status, 0);
    let refused = vault.output(&["init", "--sample", "."]);
    assert!(refused.status == 2 && refused.stderr.contains("is not empty"), "{}", refused.stderr);
}

/// Every file below a folder with its text, by path.
fn tree(folder: &std::path::Path) -> Vec<(String, String)> {
    let (mut files, mut folders) = (Vec::new(), vec![folder.to_path_buf()]);
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap().flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                let name = entry.path().strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
                files.push((name, fs::read_to_string(entry.path()).unwrap()));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn the_table_of_the_sample_names_every_file() {
    let names: Vec<String> = tree(&repository().join("sample-vault")).into_iter().map(|(name, _)| name).collect();
    let rows: String = names.iter().map(|name| format!("    (\"{name}\", include_str!(\"../../../sample-vault/{name}\")),\n")).collect();
    let path = repository().join("src/changes/setup/sample.rs");
    let text = fs::read_to_string(&path).unwrap();
    let head = text.split_inclusive("= &[\n").next().unwrap();
    let wanted = format!("{head}{rows}];\n");
    if std::env::var_os("UPDATE_SAMPLE").is_some() {
        fs::write(path, wanted).unwrap();
    } else {
        assert!(text == wanted, "src/changes/setup/sample.rs lacks a file (UPDATE_SAMPLE=1 cargo test rewrites it)");
    }
}

#[test]
fn notes_are_opened_in_the_editor_and_in_obsidian() {
    let vault = TestVault::new(&[("People/Ana Diaz.md", "# Ana\n\n- 2026-05-02 call\n- 2026-04-02 call\n"), ("Plan & more.md", "")]);
    let run = |arguments: &[&str], variables: &[(&str, &str)]| run_outside(&vault, arguments, variables);
    let ana = vault.root().join("People/Ana Diaz.md").into_os_string();
    let words = |words: &[&str]| words.iter().map(OsString::from).collect::<Vec<_>>();
    let (output, started) = run(&["edit", "ana"], &[("VISUAL", "'my vim'/vim -u \"a b\""), ("EDITOR", "ed")]);
    assert_eq!((output.status, output.stderr.as_str()), (0, ""));
    assert_eq!(started, [[words(&["my vim/vim", "-u", "a b", "+3"]), vec![ana.clone()]].concat()]);
    let (_, started) = run(&["edit", "ana"], &[("VISUAL", " "), ("EDITOR", "ed")]);
    assert_eq!(started, [[words(&["ed"]), vec![ana]].concat()]);
    let (output, started) = run(&["edit", "ana"], &[]);
    assert!(started.is_empty() && output.status == 2 && output.stderr.contains("set `EDITOR`"), "{}", output.stderr);
    let (output, _) = run(&["edit", "ana"], &[("EDITOR", "vim '")]);
    assert!(output.status == 2 && output.stderr.contains("never closed"), "{}", output.stderr);
    // A new note opens where its template says.
    let (_, started) = run(&["new", "company", "Acme", "--edit"], &[("EDITOR", "nano")]);
    assert_eq!(started[0][1], "+8");
    let name = vault.root().file_name().unwrap().to_string_lossy().into_owned();
    let uri = format!("obsidian://open?vault={name}&file=Plan%20%26%20more");
    assert_eq!(vault.run(&["open", "Plan & more", "--print"]), format!("{uri}\n"));
    let (_, started) = run(&["open", "Plan & more"], &[]);
    assert_eq!(started[0].last(), Some(&OsString::from(uri)));
}

#[test]
fn the_report_is_written_between_marks_and_replaced() {
    let vault = TestVault::new(&[
        ("People/Ana.md", "---\ncadence: weekly\n---\n- 2026-05-02 call\n- [ ] send the deck 📅 2026-05-19\n"),
        (".vault/templates/weekly-review.md", "# {{title}}\r\nmine"),
    ]);
    const NOTE: &str = "Weekly review/2026-W21.md";
    let why = vault.run(&["why", "ana"]);
    let dry = vault.output(&["report", "--write", "--dry-run"]);
    assert!(dry.stdout.contains("+<!-- vault:begin report -->"), "{}", dry.stdout);
    let first = vault.change(&["report", "--write"]);
    assert_eq!((first.status, first.stdout.as_str()), (0, "Weekly review/2026-W21.md\n"));
    let text = String::from_utf8(vault.bytes(NOTE)).unwrap();
    assert!(
        text.starts_with("# 2026-W21\r\nmine\r\n\r\n<!-- vault:begin report -->\r\n## Report\r\n\r\nWed 2026-05-20: 1 contact"),
        "{text}"
    );
    assert!(text.contains("[[People/Ana|Ana]]") && text.ends_with("<!-- vault:end -->\r\n"), "{text}");
    // It is never read back: no promise, no contact, no finding more.
    assert_eq!(vault.run(&["why", "ana"]), why);
    assert_eq!(vault.run(&["promises"]).matches("send the deck").count(), 1);
    assert_eq!(vault.output(&["check"]).status, 0);
    // Written again it changes nothing; on another day it is replaced, and the rest stays.
    assert_eq!(vault.output(&["report", "--write"]).stderr, "nothing to change\n");
    vault.write(NOTE, text.replace("mine", "mine, changed").replace("<!-- vault:end -->\r\n", "<!-- vault:end -->tail").as_bytes());
    let later = vault.change(&["--as-of", "2026-05-21", "report", "--write"]);
    assert_eq!(later.status, 0, "{}", later.stderr);
    let text = String::from_utf8(vault.bytes(NOTE)).unwrap();
    assert!(
        text.starts_with("# 2026-W21\r\nmine, changed\r\n\r\n<!-- vault:begin report -->\r\n## Report\r\n\r\nThu 2026-05-21: 1 contact"),
        "{text}"
    );
    assert!(text.ends_with("<!-- vault:end -->tail") && text.matches("vault:begin").count() == 1, "{text}");
    // Into a note of one's own.
    let named = vault.change(&["report", "--write", "Reviews/This week"]);
    assert_eq!(named.stdout, "Reviews/This week.md\n");
    assert!(vault.bytes("Reviews/This week.md").starts_with(b"<!-- vault:begin report -->\n"));
    assert_eq!(vault.output(&["report", "--write", "../out"]).status, 2);
    // One section would take the place of the whole report of the week.
    let week = vault.bytes(NOTE);
    let one = vault.output(&["report", "--write", "--only", "promises"]);
    assert_eq!((one.status, vault.bytes(NOTE)), (2, week));
    assert!(one.stderr.contains("\nhint: name another note: `--write \"Reviews/This week\"`"), "{}", one.stderr);
    assert_eq!(vault.change(&["report", "--write", "Reviews/Owed", "--only", "promises"]).stdout, "Reviews/Owed.md\n");
    vault.write("Open.md", b"<!-- vault:begin report -->\nold\n");
    let open = vault.output(&["report", "--write", "Open"]);
    assert!(open.status == 2 && open.stderr.contains("no `<!-- vault:end -->`"), "{}", open.stderr);
    assert_eq!(vault.change(&["report", "--write", "--check"]).status, 1);
}
