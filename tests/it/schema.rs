//! Every command's JSON on the sample vault against its schema under `docs/schema/`.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::world::{run, sample};

fn schema(name: &str) -> jsonschema::Validator {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schema").join(format!("{name}.schema.json"));
    let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let schema: Value = serde_json::from_str(&text).unwrap();
    assert!(jsonschema::meta::is_valid(&schema), "{name} is no JSON Schema");
    jsonschema::draft202012::new(&schema).unwrap()
}

/// Runs a command on the sample vault and returns its answer, which fits the schema.
fn fitting(name: &str, arguments: &[&str]) -> Value {
    let said = run(&sample(), &[&["--format", "json", name], arguments].concat());
    assert!(said.status < 2, "{name} {arguments:?}: {said:?}");
    let answer = said.json();
    let wrong: Vec<String> = schema(name).iter_errors(&answer).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert_eq!(wrong, [""; 0], "{name} {arguments:?}");
    assert_eq!((&answer["version"], &answer["as_of"]), (&json!(1), &json!("2026-11-23")), "{name}");
    answer
}

#[test]
fn every_answer_fits_its_schema() {
    let list = fitting("list", &[]);
    let contacts = list["contacts"].as_array().unwrap();
    // As counted by hand: 33 without the owner.
    assert_eq!(contacts.len(), 33);
    for contact in contacts {
        let path = contact["path"].as_str().unwrap();
        let (why, show) = (fitting("why", &[path]), fitting("show", &[path]));
        assert_eq!(show["interactions"], why["counted"], "{path}");
        assert_eq!(show["status"], why["due"]["status"], "{path}");
        let inspect = fitting("inspect", &[path]);
        assert_eq!((inspect["path"].as_str(), inspect["kind"].as_str()), (Some(path), Some("contact")));
    }
    for note in ["Home", "Work log.md", "Daily/2026-11-13", "Companies/Kumo Type", "Events/Bonfire supper.md"] {
        fitting("inspect", &[note]);
    }
    assert!(!fitting("search", &["harbour"])["hits"].as_array().unwrap().is_empty());
    fitting("search", &["kitchn", "-draft"]);
    fitting("search", &["kind:entry", "--limit", "0"]);
    assert!(!fitting("who", &["example.com"])["matches"].as_array().unwrap().is_empty());
    assert!(!fitting("in", &["Bristol"])["contacts"].as_array().unwrap().is_empty());
    assert_eq!(fitting("brief", &["Amara", "Priya", "Doreen"])["people"].as_array().unwrap().len(), 3);
    assert_eq!(fitting("brief", &["--event", "Bonfire supper"])["event"]["date"], "2026-11-05");
    assert_eq!(fitting("brief", &["--on", "2026-12-01"])["day"], "2026-12-01");
    assert_eq!(fitting("stats", &[])["months"].as_array().unwrap().len(), 12);
    assert_eq!(fitting("stats", &["Amara"])["contact"]["name"], "Amara Okafor");
    assert!(!fitting("suggest", &["cadence"])["suggestions"].as_array().unwrap().is_empty());
    assert!(!fitting("promises", &["--all"])["promises"].as_array().unwrap().is_empty());
    assert!(!fitting("report", &["--days", "30"])["sections"].as_array().unwrap().is_empty());
    let event = fitting("follow-up", &["Kindred Interfaces"]);
    assert_eq!((event["people"].as_array().unwrap().len(), event["date"].as_str()), (4, Some("2026-11-19")));
    assert_eq!(fitting("follow-up", &[])["events"][0]["event"], "Kindred Interfaces 2026");
    assert!(!fitting("ledger", &[])["contacts"].as_array().unwrap().is_empty());
    assert!(!fitting("ledger", &["José"])["things"].as_array().unwrap().is_empty());
    assert!(!fitting("path", &["--to", "Pilar"])["ways"].as_array().unwrap().is_empty());
    assert_eq!(fitting("path", &["--to", "Kumo Type"])["to"]["kind"], "company");
    assert!(!fitting("graph", &[])["edges"].as_array().unwrap().is_empty());
    fitting("graph", &["--around", "José", "--steps", "1"]);
    assert!(!fitting("check", &[])["diagnostics"].as_array().unwrap().is_empty());
    assert!(!fitting("agenda", &["--days", "366"])["entries"].as_array().unwrap().is_empty());
}

#[test]
fn the_schemas_of_report_and_check_hold_what_the_page_says() {
    for (name, answer) in [
        (
            "report",
            json!({ "version": 1, "as_of": "2026-11-23", "days": 7, "summary": { "contacts": 1, "with_cadence": 1, "in_touch": 0, "due": 1, "overdue": 0 },
                "sections": [{ "id": "reach_out", "title": "Reach out", "more": 0, "rows": [{ "name": "Ana", "path": "People/Ana.md", "score": 1.4,
                    "reasons": [{ "code": "due", "text": "due today", "weight": 1.0 }], "last_contact": null, "next_due": "2026-11-23", "say": [], "cautions": [], "line": 1 }] }] }),
        ),
        (
            "check",
            json!({ "version": 1, "as_of": "2026-11-23", "summary": {}, "diagnostics": [{ "code": "impossible-date", "severity": "warning", "path": "People/Ana.md",
                "line": 3, "column": 5, "end_line": 3, "end_column": 15, "message": "no calendar has 2026-02-31", "help": null, "fixable": false }] }),
        ),
    ] {
        assert!(schema(name).is_valid(&answer), "{name}");
        assert!(!schema(name).is_valid(&json!({ "version": 1, "as_of": "2026-11-23" })), "{name}");
    }
}
