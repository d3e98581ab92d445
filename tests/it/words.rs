//! What is said about people stands in `src/phrases` and nowhere else, and is kind: no orders, no reproach, no sales talk, no shouting.

use std::fs;
use std::path::{Path, PathBuf};

/// The code that chooses what to say, and must not say it itself.
const CHOOSING: &[&str] = &[
    "src/views/report",
    "src/views/brief",
    "src/views/stats",
    "src/views/why.rs",
    "src/views/ledger.rs",
    "src/views/path.rs",
    "src/views/suggest.rs",
    "src/views/follow_up.rs",
    "src/views/agenda.rs",
    "src/render/words.rs",
    "src/render/brief.rs",
    "src/render/text/ledger.rs",
    "src/render/text/follow_up.rs",
    "src/render/text/suggest.rs",
    "src/render/text/path.rs",
];

/// Words that shame, hurry, order or sell.
const UNKIND: &[&str] = &[
    "!",
    "forgot",
    "failed to",
    "neglect",
    "should",
    "must",
    "shame",
    "sorry",
    "asap",
    "hurry",
    "don't miss",
    "leverage",
    "network",
    "opportunity",
    "valuable",
    "engage",
    "crm",
    "lead ",
    "prospect",
    "touchpoint",
    "urgent",
    "at last",
    "finally",
];

fn rust_files(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let Ok(entries) = fs::read_dir(path) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.filter_map(Result::ok).flat_map(|entry| rust_files(&entry.path())).collect();
    files.sort();
    files.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
}

/// The texts in quotes of a file, with their lines; comments and tests left out.
fn texts(path: &Path) -> Vec<(usize, String)> {
    let source = fs::read_to_string(path).unwrap();
    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
    let mut found = Vec::new();
    for (at, line) in source.lines().enumerate() {
        let line = line.trim_start();
        if line.starts_with("//") || line.contains("reason = ") {
            continue;
        }
        found.extend(line.split('"').skip(1).step_by(2).map(|text| (at + 1, text.to_owned())));
    }
    found
}

/// How many words of letters a text has, placeholders left out.
fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.len() > 1 && word.chars().all(|c| c.is_alphabetic() || "'’,.;:".contains(c))).count()
}

#[test]
fn sentences_about_people_stand_in_one_place() {
    CHOOSING.iter().for_each(|path| assert!(Path::new(path).exists(), "there is no {path}"));
    let files: Vec<PathBuf> = CHOOSING.iter().flat_map(|path| rust_files(Path::new(path))).collect();
    assert!(files.len() > 10);
    let wrong: Vec<String> = files
        .iter()
        .flat_map(|path| texts(path).into_iter().map(move |(line, text)| (path, line, text)))
        // A label of two words is no sentence where things are laid out.
        .filter(|(path, _, text)| words(text) >= if path.starts_with("src/render") { 3 } else { 2 })
        .map(|(path, line, text)| format!("{}:{line}: {text}", path.display()))
        .collect();
    assert!(wrong.is_empty(), "these sentences belong in src/phrases:\n{}", wrong.join("\n"));
}

#[test]
fn nothing_that_is_said_is_unkind() {
    let mut said = 0;
    for path in rust_files(Path::new("src/phrases")) {
        for (line, text) in texts(&path) {
            said += 1;
            let lower = text.to_lowercase();
            let word = UNKIND.iter().find(|word| lower.contains(**word));
            assert_eq!(word, None, "{}:{line}: {text}", path.display());
        }
    }
    assert!(said > 100, "{said}");
}
