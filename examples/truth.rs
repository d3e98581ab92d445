//! Compares `vault list` on a generated vault with its known answer: `cargo run --release --example truth -- DIR`, where `DIR/vault` is the
//! vault and `DIR/truth.json` the answer. Prints the counts and the first differences; exit status 1 when there is any.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for the terminal")]

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use serde_json::Value;
use vault::base::date::Date;
use vault::base::now::Now;
use vault::cli::{self, World};
use vault::render::style::Terminal;

/// The fields compared for every contact.
const FIELDS: [&str; 8] = ["name", "path", "last_contact", "interactions", "next_due", "status", "days_overdue", "baseline"];
/// How many differences are shown.
const SHOWN: usize = 20;

fn main() -> ExitCode {
    let folders: Vec<OsString> = std::env::args_os().skip(1).collect();
    if folders.is_empty() {
        eprintln!("usage: truth DIR…   (each holds `vault/` and `truth.json`)");
        return ExitCode::from(2);
    }
    let mut all_agree = true;
    for folder in folders {
        match compare(Path::new(&folder)) {
            Ok((count, differences)) => {
                println!("{}: {count} contacts, {} differences", Path::new(&folder).display(), differences.len());
                differences.iter().take(SHOWN).for_each(|difference| println!("  {difference}"));
                all_agree &= differences.is_empty();
            }
            Err(message) => {
                eprintln!("error: {}: {message}", Path::new(&folder).display());
                return ExitCode::from(2);
            }
        }
    }
    if all_agree { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn compare(folder: &Path) -> Result<(usize, Vec<String>), String> {
    let text = std::fs::read_to_string(folder.join("truth.json")).map_err(|error| format!("truth.json: {error}"))?;
    let truth: Value = serde_json::from_str(&text).map_err(|error| format!("truth.json: {error}"))?;
    let as_of = truth["args"]["as_of"].as_str().ok_or("truth.json names no day")?;
    let answer = list(&folder.join("vault"), as_of)?;
    let people = truth["people"].as_array().ok_or("truth.json names no people")?;
    let contacts = answer["contacts"].as_array().ok_or("the answer has no contacts")?;
    let mut by_path: HashMap<&str, &Value> = contacts.iter().filter_map(|contact| Some((contact["path"].as_str()?, contact))).collect();
    let mut differences = Vec::new();
    for person in people {
        let path = person["path"].as_str().unwrap_or_default();
        let Some(contact) = by_path.remove(path) else {
            differences.push(format!("{path} is missing"));
            continue;
        };
        for field in FIELDS {
            let found = if matches!(field, "last_contact" | "baseline") { &contact[field]["date"] } else { &contact[field] };
            if *found != person[field] {
                differences.push(format!("{path} {field}: found {found}, truth {}", person[field]));
            }
        }
    }
    differences.extend(by_path.keys().map(|path| format!("{path} is no contact")));
    Ok((people.len(), differences))
}

/// `vault list --format json`, in process.
fn list(vault: &Path, as_of: &str) -> Result<Value, String> {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut arguments: Vec<OsString> = ["vault", "--as-of", as_of, "list", "--format", "json", "--vault"].map(OsString::from).into();
    arguments.push(vault.into());
    let world = World {
        arguments,
        folder: std::env::current_dir().map_err(|error| error.to_string())?,
        variable: &|_| None,
        today: Date::today,
        now: || 0,
        clock: Now::read,
        ask: None,
        launch: &|_| Err(std::io::ErrorKind::Unsupported.into()),
        terminal: Terminal { stdout: false, stderr: false, width: None, links: false },
        out: &mut out,
        err: &mut err,
    };
    let status = cli::run(world);
    if status != 0 {
        return Err(format!("vault list: status {status}: {}", String::from_utf8_lossy(&err)));
    }
    serde_json::from_slice(&out).map_err(|error| error.to_string())
}
