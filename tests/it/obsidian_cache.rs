//! Obsidian's own reading of a note against ours: headings, links, tags, tasks and front matter of the notes of the Obsidian Tasks
//! plugin's test vault, each with the cache Obsidian kept of it. Runs where that folder lies beside the repository.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::world::run;

fn folder() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    ["../shared", "../../shared"].iter().map(|up| root.join(up).join("data/obsidian-tasks-sample")).find(|folder| folder.is_dir())
}

/// The start offset of an entry of the cache, in bytes: Obsidian counts UTF-16 units.
fn start(text: &str, entry: &Value) -> u64 {
    bytes(text, entry["position"]["start"]["offset"].as_u64().unwrap())
}

fn bytes(text: &str, units: u64) -> u64 {
    let mut passed = 0;
    let end = text.char_indices().find(|(_, c)| {
        let here = passed;
        passed += c.len_utf16() as u64;
        here >= units
    });
    end.map_or(text.len(), |(at, _)| at) as u64
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// Where Obsidian reads a note otherwise, and why we do not follow it: note, part, reason.
const DIFFERENT: &[(&str, &str, &str)] = &[];

#[test]
fn notes_are_read_as_obsidian_reads_them() {
    let Some(folder) = folder() else {
        #[allow(clippy::print_stderr, reason = "says that nothing was compared")]
        {
            eprintln!("skipped: no folder data/obsidian-tasks-sample beside the repository");
        }
        return;
    };
    let vault = folder.join("vault");
    let mut compared = 0;
    let mut differences = Vec::new();
    let mut files: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    for file in files {
        let theirs: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        let path = theirs["filePath"].as_str().unwrap();
        let text = theirs["fileContents"].as_str().unwrap();
        if fs::read_to_string(vault.join(path)).ok().as_deref() != Some(text) {
            differences.push(format!("{path}: the note beside the cache is another"));
            continue;
        }
        let said = run(&vault, &["--vault", vault.to_str().unwrap(), "--format", "json", "inspect", path]);
        assert_eq!(said.status, 0, "{said:?}");
        let ours = said.json();
        compared += 1;
        for (part, ours, theirs) in parts(text, &ours, &theirs["cachedMetadata"]) {
            let stem = Path::new(path).file_stem().unwrap().to_str().unwrap();
            let known = DIFFERENT.iter().any(|(note, different, _)| *note == stem && *different == part);
            if known == (ours == theirs) {
                differences.push(format!("{stem}, {part}, known: {known}\n  ours   {ours:?}\n  theirs {theirs:?}"));
            }
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert_eq!(compared, 23);
}

/// Each part as we and as Obsidian see it, one line a thing.
fn parts(text: &str, ours: &Value, theirs: &Value) -> Vec<(&'static str, Vec<String>, Vec<String>)> {
    let headings = list(ours, "headings").iter().map(|heading| format!("{} {} {}", heading["span"][0], heading["level"], heading["text"]));
    let their_headings =
        list(theirs, "headings").iter().map(|heading| format!("{} {} {}", start(text, heading), heading["level"], heading["heading"]));
    let body = |one: &&Value| one["in"] == "body";
    let links =
        list(ours, "links").iter().filter(body).map(|link| format!("{} {} {}", link["span"][0], link["target"], link["kind"] == "embed"));
    let their_links = list(theirs, "links").iter().map(|link| (link, false)).chain(list(theirs, "embeds").iter().map(|link| (link, true)));
    let mut their_links: Vec<(u64, String)> =
        their_links.map(|(link, embed)| (start(text, link), format!("{} {} {embed}", start(text, link), link["link"]))).collect();
    their_links.sort();
    let front_links = list(ours, "links").iter().filter(|link| link["in"] == "front_matter").map(|link| link["target"].to_string());
    let their_front_links = list(theirs, "frontmatterLinks").iter().map(|link| link["link"].to_string());
    let tags = list(ours, "tags").iter().filter(body).map(|tag| format!("{} #{}", tag["line"], tag["tag"].as_str().unwrap()));
    let line = |one: &Value| one["position"]["start"]["line"].as_u64().unwrap() + 1;
    let their_tags = list(theirs, "tags").iter().map(|tag| format!("{} {}", line(tag), tag["tag"].as_str().unwrap()));
    let tasks = list(ours, "tasks").iter().map(|task| format!("{} {}", task["line"], task["mark"]));
    let their_tasks =
        list(theirs, "listItems").iter().filter(|item| item.get("task").is_some()).map(|item| format!("{} {}", line(item), item["task"]));
    let none = serde_json::Map::new();
    let front = ours["front_matter"].as_object().unwrap_or(&none).iter().map(|(key, held)| format!("{key}: {}", held["value"]));
    let their_front = theirs["frontmatter"]
        .as_object()
        .unwrap_or(&none)
        .iter()
        .filter(|(key, _)| *key != "position")
        .map(|(key, value)| format!("{key}: {value}"));
    vec![
        ("headings", headings.collect(), their_headings.collect()),
        ("links", links.collect(), their_links.into_iter().map(|(_, shown)| shown).collect()),
        ("front matter links", front_links.collect(), their_front_links.collect()),
        ("tags", tags.collect(), their_tags.collect()),
        ("tasks", tasks.collect(), their_tasks.collect()),
        ("front matter", front.collect(), their_front.collect()),
    ]
}
