//! The sample vault against the table worked out by hand, and whole outputs against the files under `tests/golden`.
//! `UPDATE_GOLDEN=1 cargo test golden` rewrites the files: read the difference before committing it.

use std::collections::BTreeMap;
use std::fs;

use crate::support::{repository, run_in};

const SAMPLE: [&str; 4] = ["--vault", "sample-vault", "--as-of", "2026-11-23"];

fn sample(command: &[&str]) -> (String, String, u8) {
    let arguments: Vec<&str> = SAMPLE.into_iter().chain(command.iter().copied()).collect();
    let output = run_in(repository(), &arguments, None);
    (output.stdout, output.stderr, output.status)
}

#[test]
fn the_sample_vault_is_read_as_a_careful_person_would() {
    let (json, ..) = sample(&["list", "--format", "json"]);
    let answer: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let mut contacts: BTreeMap<String, String> = BTreeMap::new();
    for contact in answer["contacts"].as_array().expect("contacts") {
        let text = |value: &serde_json::Value| value.as_str().unwrap_or("-").to_owned();
        let row = [
            text(&contact["last_contact"]["date"]),
            contact["interactions"].to_string(),
            text(&contact["cadence"]["source"]),
            text(&contact["next_due"]),
            text(&contact["status"]),
        ];
        contacts.insert(text(&contact["name"]), row.join("\t"));
    }
    let table = fs::read_to_string(repository().join("tests/golden/contacts.tsv")).expect("the table");
    let expected: BTreeMap<String, String> = table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .map(|(name, row)| (name.to_owned(), row.to_owned()))
        .collect();
    assert_eq!(contacts, expected);
}

#[test]
fn whole_outputs_are_as_they_were_read_and_approved() {
    let outputs: &[(&str, &[&str])] = &[
        ("report.txt", &["report"]),
        ("report.md", &["report", "--format", "markdown"]),
        ("report.json", &["report", "--format", "json"]),
        ("report-explained.txt", &["report", "--explain", "--only", "reach_out,decide"]),
        ("list.txt", &["list"]),
        ("show.txt", &["show", "Amara Okafor"]),
        ("why.txt", &["why", "Doreen Pike"]),
        ("promises.txt", &["promises"]),
        ("agenda.txt", &["agenda"]),
        ("check.txt", &["check"]),
        ("check-summary.txt", &["check", "--summary"]),
    ];
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut differing = Vec::new();
    for (file, command) in outputs {
        let path = repository().join("tests/golden").join(file);
        let (stdout, stderr, _) = sample(command);
        assert_eq!(stderr, "", "{command:?}");
        if update {
            fs::write(&path, &stdout).expect("the golden file");
        } else if fs::read_to_string(&path).unwrap_or_default() != stdout {
            differing.push(format!("--- {file}: vault {} now says\n{stdout}", command.join(" ")));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}
