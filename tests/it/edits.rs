//! Thousands of random notes edited: outside the edit every byte stays, other keys read as before, the asked one as asked (read by another
//! YAML reader too), and undo restores each byte. `EDITS=100000 cargo test edits` runs more of them.

use std::fs;

use serde_yaml::Value as Yaml;
use vault::base::change::{Change, FileChange, edited};
use vault::changes::front_matter::{Action, Refused, Request, Value, edits};
use vault::files::apply::apply;
use vault::files::journal::Journal;
use vault::files::undo::{Way, undo};
use vault::note::front_matter::{self, Field};

use crate::support::{TODAY, day};

/// A small random source (xorshift), so that a failure can be repeated by its seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.roll(from.len())]
    }
}

const KEYS: &[&str] = &["tier", "cadence", "tags", "company", "notes", "Last Contact", "città", "emails", "\"quoted key\"", "x-y_z"];

const VALUES: &[&str] = &[
    " A",
    "   spaced   ",
    " \"double # quoted\"",
    " 'it''s: single'",
    " 2026-05-02",
    " [[Acme, Inc|the firm]]",
    " \"[[Ana Diaz]]\"",
    " [a, 'b, c', \"d\"]",
    " [ one ,two, ]",
    " []",
    " [\n  a, # first\n  b\n  ]",
    "",
    "  ",
    " null",
    " ~",
    " true",
    " 0044",
    " |\n  line one\n\n    deeper # no comment\n  # no comment either\n",
    " >-\n  folded\n  text",
    " |+\n  kept\n\n",
    " |2-\n   indented",
    " long plain\n  goes on",
    " \"long\n  quoted\"",
    "\n  - a\n  - \"b: c\"",
    "\n- a\n- [[Bo]]\n- c",
    "\n    - a # why\n\n    - b",
    "\n  - a\n  # between\n  - b",
    "\n  -",
    "\n  deep: 1\n  deeper:\n    - x",
    " {a: 1, b: [2, 3]}",
    "\n  - name: x\n    date: 2026-01-01\n  - name: y",
    " 🙂 emoji:no",
    " https://example.org/#part",
    " José 王小明",
];

const BODIES: &[&str] = &[
    "",
    "# Ana\n",
    "\n# Ana\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    "text\n---\nkey: no front matter\n---\n",
    "```yaml\n---\ntier: A\n---\n```\n",
    "- [ ] task 📅 2026-05-02\n- 2026-05-01 lunch 🍜\n\n\n",
    "no last line",
    "tabs\tand  \ttrailing blanks  \n   ",
];

const TEXTS: &[&str] = &[
    "B",
    "2 weeks",
    "2026-06-03",
    "[[Acme]]",
    "yes",
    "null",
    "",
    " padded ",
    "a: b",
    "x #y",
    "#tag",
    "- dash",
    "'single'",
    "\"double\"",
    "back\\slash",
    "two\nlines",
    "tab\there",
    "José 🙂",
    "42",
    "0042",
    "-1",
    "+44 20",
    "1e3",
    "@me",
    "`code`",
    "100%",
    "{a}",
    "a, b",
    "*x",
    "&y",
    "!z",
    "? q",
    "| p",
    "key:",
    "~",
    "=",
    "<<",
    "...",
    "---",
    "\u{a0}",
    "a\u{2028}b",
];

/// A random note, with line ends of one kind.
fn note(dice: &mut Dice) -> String {
    let mut text = String::new();
    if dice.roll(8) > 0 {
        text.push_str("---\n");
        let mut keys: Vec<&str> = KEYS.to_vec();
        for _ in 0..dice.roll(6) {
            if dice.roll(4) == 0 {
                text.push_str(dice.pick(&["# a comment\n", "\n", "  # indented: comment\n", "# tier: X\n"]));
            }
            let key = keys.remove(dice.roll(keys.len()));
            let value = dice.pick(VALUES);
            text.push_str(&format!("{key}:{value}"));
            if !value.contains(['|', '>']) && dice.roll(4) == 0 && !value.trim().is_empty() {
                text.push_str(" # why");
            }
            if !text.ends_with('\n') {
                text.push('\n');
            }
        }
        text.push_str(dice.pick(&["---\n", "---\n", "---  \n", "---"]));
        if !text.ends_with('\n') {
            return finish(dice, text);
        }
    }
    text.push_str(dice.pick(BODIES));
    finish(dice, text)
}

fn finish(dice: &mut Dice, text: String) -> String {
    let text = if dice.roll(3) == 0 { text.replace('\n', "\r\n") } else { text };
    if dice.roll(5) == 0 { format!("\u{feff}{text}") } else { text }
}

fn request(dice: &mut Dice) -> Request {
    let key = dice.pick(KEYS).trim_matches('"').to_owned();
    let text = |dice: &mut Dice| dice.pick(TEXTS).to_owned();
    let action = match dice.roll(6) {
        0 | 1 => Action::Set(Value::Text(text(dice))),
        2 => Action::Set(Value::Plain(dice.pick(&["true", "false"]).to_owned())),
        3 => Action::Set(Value::List((0..dice.roll(4)).map(|_| text(dice)).collect())),
        4 => Action::Add((0..1 + dice.roll(3)).map(|_| text(dice)).collect()),
        _ => Action::Remove,
    };
    Request { key, action }
}

fn yaml(text: &str) -> Option<serde_yaml::Mapping> {
    let front = front_matter::read(text).front?;
    let source = front.content.of(text);
    match serde_yaml::from_str::<Yaml>(source).ok()? {
        Yaml::Mapping(map) => Some(map),
        Yaml::Null => Some(serde_yaml::Mapping::new()),
        _ => None,
    }
}

/// What the other reader makes of a value, as text.
fn shown(value: &Yaml) -> String {
    match value {
        Yaml::String(text) => text.clone(),
        Yaml::Bool(truth) => truth.to_string(),
        Yaml::Number(number) => number.to_string(),
        Yaml::Sequence(items) => items.iter().map(shown).collect::<Vec<_>>().join("\u{1}"),
        other => format!("{other:?}"),
    }
}

fn field(text: &str, key: &str) -> Option<Field> {
    front_matter::read(text).front?.fields.into_iter().find(|field| field.key == key)
}

/// What must stand before and after the edit: the note around the key's own lines.
fn around<'t>(text: &'t str, key: &str) -> (&'t str, &'t str) {
    let read = front_matter::read(text);
    let Some(front) = &read.front else { return (&text[..read.body], &text[read.body..]) };
    match field(text, key) {
        None => (&text[..front.content.end as usize], &text[front.content.end as usize..]),
        Some(field) => {
            let start = text[..field.key_span.start as usize].rfind('\n').map_or(0, |at| at + 1);
            let end = (field.span.end as usize).max(field.key_span.end as usize);
            // A block of text without lines has its header only.
            let end = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
            (&text[..start], &text[end..])
        }
    }
}

fn check(text: &str, request: &Request, after: &str) {
    let key = &request.key;
    let (before, behind) = around(text, key);
    assert!(after.starts_with(before), "the bytes before the key changed");
    assert!(after.ends_with(behind), "the bytes behind the key changed");
    if text.contains("\r\n") {
        assert_eq!(after.matches('\n').count(), after.matches("\r\n").count(), "a line ends otherwise");
    } else {
        assert!(!after.contains("\r\n"), "a line ends otherwise");
    }
    assert_eq!(after.starts_with('\u{feff}'), text.starts_with('\u{feff}'));
    // By the other reader: unquoted links apart, which are lists to it.
    if let (Some(old), Some(new)) = (yaml(text).or_else(|| Some(serde_yaml::Mapping::new())), yaml(after)) {
        if yaml(text).is_some() || front_matter::read(text).front.is_none() {
            let others = |map: &serde_yaml::Mapping| {
                map.iter().filter(|(name, _)| shown(name) != *key).map(|(a, b)| (a.clone(), b.clone())).collect::<Vec<_>>()
            };
            assert_eq!(others(&old), others(&new), "another key reads otherwise");
        }
        let now = new.iter().find(|(name, _)| shown(name) == *key).map(|(_, value)| value);
        match &request.action {
            Action::Remove => assert_eq!(now, None),
            Action::Set(Value::Text(wanted) | Value::Plain(wanted)) => assert_eq!(now.map(shown).as_deref(), Some(wanted.as_str())),
            Action::Set(Value::List(wanted)) => assert_eq!(now.map(shown), Some(wanted.join("\u{1}"))),
            Action::Add(wanted) => {
                let has = now.map(|now| shown(now).split('\u{1}').map(str::to_owned).collect::<Vec<_>>()).unwrap_or_default();
                let whole = shown(now.unwrap_or(&Yaml::Null));
                for item in wanted {
                    let there =
                        has.contains(item) || whole == *item || whole.split([' ', ',']).any(|word| word == item) || item.starts_with("[[");
                    assert!(there, "{item:?} is not in {has:?}");
                }
            }
        }
    } else {
        assert!(yaml(text).is_none() || front_matter::read(after).front.is_none(), "the other reader cannot read it any more");
    }
}

#[test]
fn random_notes_change_in_the_asked_place_only() {
    let count = std::env::var("EDITS").ok().and_then(|count| count.parse().ok()).unwrap_or(6000);
    let mut dice = Dice(0x5eed_cafe);
    let (mut made, mut refused, mut same) = (0, 0, 0);
    let mut batch: Vec<(String, String)> = Vec::new();
    let folder = quick_folder();
    let root = folder.path().join("notes");
    fs::create_dir(&root).unwrap();
    let journal = Journal::new(&folder.path().join("cache"));
    for _ in 0..count {
        let seed = dice.0;
        let text = note(&mut dice);
        let request = request(&mut dice);
        let shown = || format!("seed {seed:#x}\n{request:?}\n{text:?}");
        match edits(&text, std::slice::from_ref(&request)) {
            Ok(edits) => {
                let after = String::from_utf8(edited(text.as_bytes(), &edits).unwrap()).unwrap();
                let result = std::panic::catch_unwind(|| check(&text, &request, &after));
                assert!(result.is_ok(), "{}\n{after:?}", shown());
                // Asked again, nothing is left to do.
                assert!(edits.is_empty() || field(&after, &request.key).is_some() || request.action == Action::Remove, "{}", shown());
                if after == text {
                    same += 1;
                    continue;
                }
                made += 1;
                batch.push((text.clone(), after));
                if batch.len() == 50 {
                    written_and_taken_back(&root, &journal, &mut batch);
                }
            }
            // The gate is the last resort: what it stops must be rare.
            Err(Refused::Misread(_)) => refused += 1,
            Err(Refused::Key { why, .. }) => {
                assert!(["holds keys of its own", "has comments within its value", "holds no list"].contains(&why), "{why}: {}", shown());
            }
            Err(other) => panic!("{other}: {}", shown()),
        }
    }
    assert!(made > count / 2, "{made} made, {same} as they were, {refused} stopped by the gate");
    assert!(refused * 50 < count, "{refused} of {count} stopped by the gate");
    eprintln!("{count} notes: {made} changed, {same} as they were, {refused} stopped by the gate");
}

/// A temporary folder, in memory where there is such a place: thousands of files are synced.
fn quick_folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

/// Writes a batch as one change, compares, takes it back, compares.
fn written_and_taken_back(root: &std::path::Path, journal: &Journal, batch: &mut Vec<(String, String)>) {
    let mut files = Vec::new();
    for (at, (text, after)) in batch.iter().enumerate() {
        let path = format!("{at}.md");
        fs::write(root.join(&path), text).unwrap();
        // One edit from the first to the last byte that differs, as the commands' edits together.
        let edit = vault::changes::settings::edit(text, after);
        files.push(FileChange::Modify { path, before: text.clone().into_bytes(), edits: vec![edit] });
    }
    let holds = |which: fn(&(String, String)) -> &String| {
        batch.iter().enumerate().all(|(at, pair)| fs::read(root.join(format!("{at}.md"))).unwrap() == which(pair).as_bytes())
    };
    apply(root, &Change { title: "a batch".to_owned(), files }, journal, day(TODAY)).unwrap();
    assert!(holds(|pair| &pair.1));
    undo(root, journal, None, Way::Back).unwrap();
    assert!(holds(|pair| &pair.0));
    batch.clear();
}
