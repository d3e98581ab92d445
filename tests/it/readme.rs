//! Runs each console block of README.md and compares: `$ vault …` lines are run in process with the repository as the current folder, on a
//! fixed day; other `$ …` lines are not run. `UPDATE_README=1 cargo test` rewrites the outputs.

use std::fs;

use crate::support::{repository, run_in};

/// The day the README's examples are asked for, unless they name another.
const DAY: &str = "2026-11-23";

#[test]
fn the_readme_says_what_the_program_says() {
    let path = repository().join("README.md");
    let Ok(text) = fs::read_to_string(&path) else {
        eprintln!("skipped: there is no README.md");
        return;
    };
    let fresh = rerun(&text);
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(path, fresh).expect("the README can be written");
        return;
    }
    for (index, (old, new)) in text.lines().zip(fresh.lines()).enumerate() {
        assert_eq!(old, new, "README.md:{} (UPDATE_README=1 cargo test rewrites it)", index + 1);
    }
    assert_eq!(text, fresh, "README.md ends otherwise (UPDATE_README=1 cargo test rewrites it)");
}

#[test]
fn outputs_are_rewritten_and_nothing_else() {
    let text = "before\n```console\n$ vault nonsense\nold\n\n$ cargo build\nkept\n```\n```sh\n$ vault nonsense\nkept\n```\n";
    let fresh = rerun(text);
    assert!(fresh.starts_with("before\n```console\n$ vault nonsense\nerror: "), "{fresh}");
    assert!(fresh.ends_with("\n\n$ cargo build\nkept\n```\n```sh\n$ vault nonsense\nkept\n```\n"), "{fresh}");
}

/// The text with the output under each `$ vault …` line as it comes out now. A line `…` in an output stands for all that follows it.
fn rerun(text: &str) -> String {
    let mut fresh = String::with_capacity(text.len());
    let mut lines = text.split_inclusive('\n').peekable();
    let mut inside = false;
    while let Some(line) = lines.next() {
        fresh.push_str(line);
        let bare = line.trim_end();
        if bare.starts_with("```") {
            inside = !inside && bare == "```console";
            continue;
        }
        let Some(command) = bare.strip_prefix("$ ").filter(|_| inside) else { continue };
        let Some(arguments) = arguments(command) else { continue };
        let mut old = String::new();
        while let Some(next) = lines.next_if(|next| !next.starts_with("```") && !next.starts_with("$ ")) {
            old.push_str(next);
        }
        let output = run_in(repository(), &arguments.iter().map(String::as_str).collect::<Vec<_>>(), Some(DAY));
        let mut new = output.stdout + &output.stderr;
        if let Some(cut) = old.strip_suffix("…\n") {
            new = format!("{}…\n", new.split_inclusive('\n').take(cut.lines().count()).collect::<String>());
        } else if old.ends_with("\n\n") && !new.ends_with("\n\n") {
            // An empty line between two commands of one block.
            new.push('\n');
        }
        fresh.push_str(&new);
    }
    fresh
}

/// The words behind `vault`; `None` when the line runs something else. Double quotes hold words
/// together.
fn arguments(command: &str) -> Option<Vec<String>> {
    let rest = command.strip_prefix("vault ")?;
    if rest.contains(['|', '>', '$']) {
        return None;
    }
    let mut words = Vec::new();
    let (mut word, mut quoted, mut started) = (String::new(), false, false);
    for c in rest.chars() {
        match c {
            '"' => (quoted, started) = (!quoted, true),
            ' ' if !quoted => {
                if started || !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                started = false;
            }
            c => word.push(c),
        }
    }
    if started || !word.is_empty() {
        words.push(word);
    }
    Some(words)
}
