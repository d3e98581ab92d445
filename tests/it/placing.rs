//! Writing into notes of every shape: the bytes outside of the insertion stay, and the note says exactly one thing more. Over notes made at
//! random, and the shared vaults where they are.

use std::fs;
use std::path::Path;

use vault::base::change::edited;
use vault::base::date::Date;
use vault::changes::place::{self, Entry};
use vault::changes::tasks::complete;
use vault::changes::tasks::style::Dates;
use vault::changes::tasks::{add, style::Style};
use vault::config::Config;
use vault::facts;

use crate::support::{day, shared};

/// Pieces of notes; `D` is a date.
const PIECES: &[&str] = &[
    "# Ana\n",
    "## Log\n",
    "## Ideas\n",
    "### 2026\n",
    "\n",
    "- D call: plans\n",
    "- D: coffee\n",
    "  - child\n",
    "* **D** (email) x\n",
    "+ D\n",
    "- [[D]] — lunch\n",
    "## D Coffee\n",
    "text\n",
    "### Meeting (D)\n",
    "| Date | What | Notes |\n|---|---|---|\n",
    "| D | Call | x |\n",
    "- [ ] send it 📅 D\n",
    "- [x] call ✅ D\n",
    "> - D quoted\n",
    "```\n- D code\n```\n",
    "<!-- D hidden -->\n",
    "%% D %%\n",
    "1. D walk\n",
    "D = lunch\n",
    "- D note: tea\n",
    "- D 14:30 call · y\n",
    "Sat D, call\n",
    "- ~~D call~~\n",
    "## They owe\n",
    "- \n",
    "> quote\n",
    "[due:: D]\n",
    "- D #promised x\n",
    "\t- D tab\n",
];

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn note(&mut self) -> String {
        let mut text = String::new();
        if self.roll(4) == 0 {
            text.push('\u{feff}');
        }
        if self.roll(2) == 0 {
            text.push_str("---\ntype: person # kept\ntags: [a, \"b\"]\n---\n");
        }
        for _ in 0..self.roll(12) {
            let date = format!("2026-{:02}-{:02}", 1 + self.roll(12), 1 + self.roll(28));
            text.push_str(&PIECES[self.roll(PIECES.len())].replace('D', &date));
        }
        if self.roll(3) == 0 {
            text = text.replace('\n', "\r\n");
        }
        if self.roll(3) == 0 {
            text.truncate(text.trim_end().len());
        }
        text
    }
}

/// Puts an entry into a note and checks what every insertion must keep; whether there was a place.
fn entry_goes_in(path: &str, source: &str, date: Date) -> bool {
    let config = Config::default();
    let lunch = config.channels.id_named("lunch");
    for (channel, text, reads_as) in [(Some("lunch"), "the budget | and more", lunch), (None, "talked of nothing", None)] {
        let entry = Entry { date, channel, text, reads_as };
        let Some(edit) = place::place(path, source, &entry, &config, day("2026-12-31")) else { return false };
        assert_eq!(edit.span.start, edit.span.end, "one insertion");
        let after = String::from_utf8(edited(source.as_bytes(), std::slice::from_ref(&edit)).unwrap()).unwrap();
        let at = edit.span.start as usize;
        assert!(after.starts_with(&source[..at]) && after.ends_with(&source[at..]), "{source:?}");
        assert_eq!(after.len(), source.len() + edit.text.len());
        assert_eq!(
            source.contains("\r\n") && !source.replace("\r\n", "").contains('\n'),
            after.contains("\r\n") && !after.replace("\r\n", "").contains('\n'),
            "{after:?}"
        );
        // Only this entry's words are new, once.
        // In a table the bar is escaped; a heading may begin with a capital where the others do.
        let count = |note: &str| note.replace("\\|", "|").to_lowercase().matches(text).count();
        assert_eq!(count(&after), count(source) + 1, "{after:?}");
    }
    true
}

#[test]
fn an_entry_goes_into_notes_made_at_random() {
    let mut dice = Dice(20_260_520);
    let mut placed = 0;
    for _ in 0..1500 {
        let note = dice.note();
        placed += usize::from(entry_goes_in("People/Ana Diaz.md", &note, day("2026-06-15")));
    }
    assert!(placed > 1450, "{placed} of 1500");
}

#[test]
fn a_promise_goes_in_and_is_completed_in_notes_made_at_random() {
    let mut dice = Dice(7);
    let config = Config::default();
    let today = day("2026-06-15");
    let mut put = 0;
    for at in 0..1000 {
        let source = dice.note();
        let theirs = at % 2 == 0;
        let style = Style { dates: [Dates::Emoji, Dates::Field, Dates::Colon, Dates::At][at % 4], created: at % 3 == 0, tag: at % 5 == 0 };
        let task = style.task("send the deck", Some(day("2026-06-20")), today);
        let edit = add::add(&source, &facts::read(&source), std::slice::from_ref(&task), theirs, &config).unwrap();
        if !place::owes_more("People/Ana Diaz.md", &source, &edit, (1, theirs), &config, today) {
            continue;
        }
        put += 1;
        let after = String::from_utf8(edited(source.as_bytes(), &[edit]).unwrap()).unwrap();
        let row = after.lines().position(|line| line.contains(&task)).unwrap() as u32 + 1;
        let completed = complete::complete(&after, &facts::read(&after), row, today, Dates::Emoji).unwrap();
        let done = String::from_utf8(edited(after.as_bytes(), &completed.edits).unwrap()).unwrap();
        let mark = task.clone() + " " + &style.dates.done(today);
        assert_eq!(done.replacen(&format!("[x] {mark}"), &format!("[ ] {task}"), 1), after, "{done:?}");
    }
    assert!(put > 950, "{put} of 1000");
}

#[test]
fn an_entry_goes_into_every_note_of_the_shared_vaults() {
    let (mut notes, mut without) = (0, Vec::new());
    for vault in
        ["data/vault-kepano", "data/vault-hivemind-people", "data/vault-tasknotes", "data/obsidian-tasks-sample", "data/templates-groepl"]
    {
        let Some(folder) = shared(vault) else { continue };
        for (path, text) in markdown(&folder) {
            notes += 1;
            // Every note is taken for a contact's.
            if notes % 3 == 0 && !entry_goes_in("People/Ana Diaz.md", &text, day("2026-06-15")) {
                without.push(path);
            }
        }
    }
    for (path, text) in markdown(&crate::support::repository().join("sample-vault/People")) {
        assert!(entry_goes_in("People/Ana Diaz.md", &text, day("2026-06-15")), "{path}");
    }
    assert!(without.len() * 20 <= notes.max(20), "no place in {without:?}, of {notes}");
}

fn markdown(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let mut entries: Vec<_> = fs::read_dir(&folder).unwrap().flatten().map(|entry| entry.path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md")
                && let Ok(text) = fs::read_to_string(&path)
            {
                found.push((path.display().to_string(), text));
            }
        }
    }
    found
}
