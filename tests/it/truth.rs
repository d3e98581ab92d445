//! Whole vaults with a known answer: a tiny one made by hand, and a generated one where its generator is at hand.

use std::collections::HashMap;
use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::support::{TestVault, shared};

/// The fields compared for every contact.
const FIELDS: [&str; 8] = ["name", "path", "last_contact", "interactions", "next_due", "status", "days_overdue", "baseline"];

/// A contact of `list --format json` with the fields of the truth.
fn flat(contact: &Value) -> Value {
    let mut contact = contact.clone();
    for field in ["last_contact", "baseline"] {
        contact[field] = contact[field]["date"].clone();
    }
    contact
}

fn contacts(vault: &TestVault, as_of: &str) -> Vec<Value> {
    let text = vault.run(&["--as-of", as_of, "list", "--format", "json"]);
    let answer: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(answer["as_of"], as_of);
    answer["contacts"].as_array().unwrap().iter().map(flat).collect()
}

fn compare(found: Vec<Value>, truth: &[Value]) {
    let mut by_path: HashMap<String, Value> =
        found.into_iter().map(|contact| (contact["path"].as_str().unwrap().to_owned(), contact)).collect();
    let mut differences = Vec::new();
    for person in truth {
        let Some(contact) = by_path.remove(person["path"].as_str().unwrap()) else {
            differences.push(format!("{} is missing", person["path"]));
            continue;
        };
        for field in FIELDS.iter().filter(|&&field| contact[field] != person[field]) {
            differences.push(format!("{} {field}: found {}, truth {}", person["path"], contact[*field], person[*field]));
        }
    }
    differences.extend(by_path.keys().map(|path| format!("{path} is no contact")));
    assert!(differences.is_empty(), "{} differences\n{}", differences.len(), differences[..differences.len().min(20)].join("\n"));
}

#[test]
fn a_tiny_vault_has_its_hand_made_truth() {
    let vault = TestVault::new(&[
        (".obsidian/daily-notes.json", r#"{"folder": "Daily"}"#),
        // Daily note 10 May is later than the own entry; monthly: due 10 June, 21 days ahead.
        (
            "People/Ana.md",
            "---\ncadence: monthly\n---\n## Log\n\n- 2026-04-30 call\n- [ ] 2026-05-15 call\n\n## Career\n\n- 2026-05-14 joined Acme\n",
        ),
        // The event of 2 May; 14 days: due 16 May, 4 days ago; (20 − 2) / 14 = 1.29, below 1.5.
        ("People/Bo.md", "---\ncadence: 14\n---\nmet once on 2026-05-19\n"),
        // Nothing but the day they met: 21 days from 1 March is 22 March, 59 days ago; 80 / 21 = 3.8.
        ("People/Cy.md", "---\ntier: A\nmet: 2026-03-01\n---\n- 2026-05-18 note: new job\n"),
        // A long silence: 3652 days of 365: 2016-05-20 + 1 year = 2017-05-20, 3287 days ago; 3652 / 365 > 6.
        ("People/Di.md", "---\ntier: D\nlast_contact: 2016-05-20\n---\n"),
        // No cadence: no due date.
        ("People/Ed.md", "- 2026-05-20 lunch\n- 2026-05-20 call\n- 2026-05-21 walk\n"),
        ("People/Fi.md", "---\ncadence: weekly\n---\n"),
        ("Daily/2026-05-10.md", "Lunch with [[Ana]].\n"),
        ("Meetings/2026-05-02 Fair.md", "---\npeople: [Bo, \"[[Ana]]\"]\n---\n"),
        ("Templates/Person.md", "---\ntype: person\n---\n- 2026-05-20 call\n"),
        (".trash/Gone.md", "---\ntype: person\n---\n"),
    ]);
    // name, last contact, interactions, next due, status, days overdue, baseline
    let truth = [
        ("Ana", Some("2026-05-10"), 3, Some("2026-06-10"), "in_touch", Some(-21), None),
        ("Bo", Some("2026-05-02"), 1, Some("2026-05-16"), "due", Some(4), None),
        ("Cy", None, 0, Some("2026-03-22"), "overdue", Some(59), Some("2026-03-01")),
        ("Di", Some("2016-05-20"), 1, Some("2017-05-20"), "lapsed", Some(3287), None),
        ("Ed", Some("2026-05-20"), 1, None, "no_cadence", None, None),
        ("Fi", None, 0, None, "never_contacted", None, None),
    ];
    let truth = truth.map(|(name, last_contact, interactions, next_due, status, days_overdue, baseline)| {
        serde_json::json!({
            "name": name, "path": format!("People/{name}.md"), "last_contact": last_contact, "interactions": interactions,
            "next_due": next_due, "status": status, "days_overdue": days_overdue, "baseline": baseline,
        })
    });
    compare(contacts(&vault, "2026-05-20"), &truth);
}

#[test]
fn a_generated_vault_has_its_known_answer() {
    let Some(generator) = shared("bench/make_vault.py") else { return };
    let vault = TestVault::empty();
    let notes = vault.root().join("vault");
    let made = Command::new("python3")
        .arg(generator)
        .arg(&notes)
        .args(["--contacts", "200", "--seed", "11", "--daily", "150", "--jobs", "1"])
        .output();
    let Ok(made) = made else {
        eprintln!("skipped: python3 is not on this machine");
        return;
    };
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let truth: Value = serde_json::from_str(&fs::read_to_string(vault.root().join("truth.json")).unwrap()).unwrap();
    let as_of = truth["args"]["as_of"].as_str().unwrap();
    let root = notes.to_str().unwrap();
    let text = vault.run(&["--vault", root, "--as-of", as_of, "list", "--format", "json"]);
    let answer: Value = serde_json::from_str(&text).unwrap();
    compare(answer["contacts"].as_array().unwrap().iter().map(flat).collect(), truth["people"].as_array().unwrap());
}
