//! Runs each console block of README.md and of the pages it names here, and compares: `$ vault …` lines are run in process, one after the
//! other, in a copy of the sample vault made for the page, on a fixed day, so that a page may write and take back; other `$ …` lines are not
//! run. `UPDATE_README=1 cargo test` rewrites the outputs.

use std::fs;
use std::path::Path;

use crate::support::{copy_folder, repository, run_with};

/// The day the examples are asked for, unless they name another.
const DAY: &str = "2026-11-23";

/// The folder the README's commands are run in holds `sample-vault`.
#[test]
fn the_readme_says_what_the_program_says() {
    check("README.md", "");
}

/// A weekly review is done inside the vault.
#[test]
fn the_weekly_review_says_what_the_program_says() {
    check("docs/weekly-review.md", "sample-vault");
}

/// Runs a page in `folder` of a fresh folder that holds a copy of the sample vault, and compares or rewrites it.
fn check(page: &str, folder: &str) {
    let path = repository().join(page);
    let Ok(text) = fs::read_to_string(&path) else {
        eprintln!("skipped: there is no {page}");
        return;
    };
    let place = tempfile::tempdir().expect("a temporary folder");
    copy_folder(&repository().join("sample-vault"), &place.path().join("sample-vault"));
    let fresh = rerun(&text, &place.path().join(folder));
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(path, fresh).expect("the page can be written");
        return;
    }
    for (index, (old, new)) in text.lines().zip(fresh.lines()).enumerate() {
        assert_eq!(old, new, "{page}:{} (UPDATE_README=1 cargo test rewrites it)", index + 1);
    }
    assert_eq!(text, fresh, "{page} ends otherwise (UPDATE_README=1 cargo test rewrites it)");
}

#[test]
fn outputs_are_rewritten_and_nothing_else() {
    let text = "before\n```console\n$ vault nonsense\nold\n\n$ cargo build\nkept\n```\n```sh\n$ vault nonsense\nkept\n```\n";
    let fresh = rerun(text, repository());
    assert!(fresh.starts_with("before\n```console\n$ vault nonsense\nerror: "), "{fresh}");
    assert!(fresh.ends_with("\n\n$ cargo build\nkept\n```\n```sh\n$ vault nonsense\nkept\n```\n"), "{fresh}");
}

#[test]
fn the_commands_of_a_page_see_what_those_before_them_wrote() {
    let place = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir_all(place.path().join(".vault")).expect("a folder");
    fs::create_dir_all(place.path().join("People")).expect("a folder");
    fs::write(place.path().join("People/Ana Diaz.md"), "# Ana Diaz\n").expect("a note");
    let text = "```console\n$ vault --quiet promise Ana \"send the deck\"\n$ vault promises\n$ vault --quiet undo\n```\n\n```console\n$ vault promises\n```\n";
    let expected = "```console\n$ vault --quiet promise Ana \"send the deck\"\nPeople/Ana Diaz.md\n$ vault promises\nI owe\n  \
                    1               Ana Diaz: send the deck  People/Ana Diaz.md:5\n$ vault --quiet undo\nPeople/Ana Diaz.md\n```\n\n\
                    ```console\n$ vault promises\nNo promises.\n```\n";
    assert_eq!(rerun(text, place.path()), expected);
}

/// The text with the output under each `$ vault …` line as it comes out now, run in `folder` one after the other. A line `…` in an output
/// stands for all that follows it.
fn rerun(text: &str, folder: &Path) -> String {
    let cache = tempfile::tempdir().expect("a temporary folder");
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
        let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let output = run_with(folder, &words, Some(DAY), Some(cache.path()));
        // The answer is written when all has been said, so on a terminal it stands below.
        let mut new = output.stderr + &output.stdout;
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
