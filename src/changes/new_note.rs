//! A new note: where it goes, what it is called and what it says, from a template and what was asked. Works on the book and texts handed in;
//! the caller looks at the disk.

use std::collections::BTreeMap;

use crate::base::now::Now;
use crate::base::{file_date, file_name, fold, moment_show};
use crate::book::kind::NoteKind;
use crate::book::{Book, folder as folder_of};
use crate::changes::fresh::{self, Filled, typed};
use crate::changes::front_matter::Value;
use crate::changes::kinds::Subject;
use crate::changes::template::{Left, Values, render};

/// The keys people are listed under in a note about a meeting, in the order they are looked for.
const PEOPLE: &[&str] = &["attendees", "people", "participants", "guests", "with", "party"];
/// The keys that date a meeting.
const DATES: &[&str] = &["date", "when", "start", "Date & Time"];

/// What a note is made of.
pub struct Wanted<'w> {
    /// What it is about.
    pub subject: Subject,
    /// Its file name, without folder and extension.
    pub title: &'w str,
    /// Its name as typed.
    pub name: &'w str,
    /// Its day, with the time it is.
    pub now: Now,
    /// Values by name.
    pub set: &'w [(String, String)],
    /// The links of the people met.
    pub people: &'w [String],
    /// The template's text.
    pub template: &'w str,
}

/// A note, made.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct NewNote {
    /// Its text.
    pub text: String,
    /// Where the cursor belongs: an offset of the text.
    pub cursor: Option<usize>,
    /// What of the template stays as it is.
    pub left: Vec<Left>,
    /// What was asked and could not be written: a sentence each.
    pub unfilled: Vec<String>,
}

/// Fills the template, then those keys of its front matter that it leaves empty.
pub fn of(book: &Book, wanted: &Wanted<'_>) -> NewNote {
    let written = &book.config.written;
    let values = Values {
        title: wanted.title,
        name: wanted.name,
        now: wanted.now,
        date_format: &written.date_format,
        time_format: &written.time_format,
        set: wanted.set,
        people: wanted.people,
    };
    let template = wanted.template.strip_prefix('\u{feff}').unwrap_or(wanted.template);
    let rendered = render(template, &values);
    let mut note = NewNote { text: rendered.text, cursor: rendered.cursor, left: rendered.left, unfilled: Vec::new() };
    // The template's offsets are the file's.
    let shift = (wanted.template.len() - template.len()) as u32;
    for left in &mut note.left {
        left.span.start += shift;
        left.span.end += shift;
    }
    for ((key, value), _) in wanted.set.iter().zip(&rendered.used).filter(|(_, used)| !**used) {
        note.fill(key, typed(value));
    }
    let dated = matches!(wanted.subject, Subject::Meeting | Subject::Event);
    if dated {
        let key = fresh::key_of(&note.text, DATES);
        if key.is_some() || file_date::dated(wanted.title).is_none() {
            let day = Value::Text(wanted.now.date.to_string());
            // A date the template gives stands.
            let _ = fresh::fill(&mut note.text, key.as_deref().unwrap_or("date"), day, &mut note.cursor);
        }
    }
    if !wanted.people.is_empty() {
        match fresh::key_of(&note.text, PEOPLE) {
            Some(key) => note.fill(&key, Value::List(wanted.people.to_vec())),
            None if !rendered.named_people => note.fill("attendees", Value::List(wanted.people.to_vec())),
            None => {}
        }
    }
    // A contact whose name no file can have is still found by it.
    if wanted.subject == Subject::Contact && fold::name(wanted.name) != fold::name(wanted.title) {
        note.fill("aliases", Value::List(vec![wanted.name.trim().to_owned()]));
    }
    note
}

impl NewNote {
    fn fill(&mut self, key: &str, value: Value) {
        let wanted = if let Value::Text(text) = &value { Some(text.clone()) } else { None };
        match fresh::fill(&mut self.text, key, value, &mut self.cursor) {
            Filled::Yes => {}
            Filled::Taken if wanted.is_some_and(|wanted| says(&self.text, key, &wanted)) => {}
            Filled::Taken => self.unfilled.push(format!("`{key}` has a value in the template, which stays")),
            Filled::Not(why) => self.unfilled.push(format!("cannot write `{key}`: {why}")),
        }
    }
}

/// Whether a key of the front matter has just that value.
fn says(text: &str, key: &str, wanted: &str) -> bool {
    let value = |line: &str| line.strip_prefix(key)?.strip_prefix(':').map(|value| value.trim().trim_matches('"').to_owned());
    text.lines().skip(1).take_while(|line| *line != "---").filter_map(value).any(|value| value == wanted)
}

/// The folder where notes about this already are, the most common one; else the usual one.
pub fn folder(book: &Book, subject: Subject) -> String {
    let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
    for note in book.all().filter(|note| is_about(book, *note, subject)) {
        *folders.entry(folder_of(book.path(note))).or_default() += 1;
    }
    // The fewest letters among the most common; the map's order settles the rest.
    let most = folders.iter().min_by_key(|(folder, count)| (std::cmp::Reverse(**count), folder.len()));
    let usual = match subject {
        Subject::Contact => "People",
        Subject::Company => "Companies",
        Subject::Meeting => "Meetings",
        Subject::Event => "Events",
        Subject::Daily | Subject::Weekly | Subject::Other => "",
    };
    most.map_or(usual, |(folder, _)| folder).to_owned()
}

fn is_about(book: &Book, note: u32, subject: Subject) -> bool {
    let kind = book.kind(note);
    let in_meetings = || fold::name(folder_of(book.path(note)).rsplit('/').next().unwrap_or("")).contains("meeting");
    match subject {
        Subject::Contact => kind == NoteKind::Contact,
        Subject::Company => kind == NoteKind::Company,
        Subject::Meeting => kind == NoteKind::Event && in_meetings(),
        Subject::Event => kind == NoteKind::Event && !in_meetings(),
        Subject::Daily => matches!(kind, NoteKind::Daily(_)),
        Subject::Weekly | Subject::Other => false,
    }
}

/// Whether file names about this begin with their day: as most do already, for meetings also where there are none.
pub fn begins_with_day(book: &Book, subject: Subject) -> bool {
    let notes: Vec<&str> = book.all().filter(|note| is_about(book, *note, subject)).map(|note| book.stem(note)).collect();
    let dated = notes.iter().filter(|name| name.starts_with(|c: char| c.is_ascii_digit()) && file_date::dated(name).is_some());
    match subject {
        Subject::Meeting if notes.is_empty() => true,
        Subject::Meeting | Subject::Event => dated.count() * 2 > notes.len(),
        _ => false,
    }
}

/// Where a day's note goes: its path from the root, by Obsidian's settings.
pub fn daily_path(book: &Book, now: Now) -> String {
    match book.config.daily.first() {
        Some(daily) => join(&daily.folder, &moment_show::show(&daily.format, now)),
        None => join(&folder(book, Subject::Daily), &now.date.to_string()),
    }
}

/// Where a week's note goes, by the settings of Periodic Notes.
pub fn weekly_path(book: &Book, now: Now) -> String {
    match &book.config.written.weekly {
        Some(weekly) => join(&weekly.folder, &moment_show::show(&weekly.format, now)),
        None => join("Weekly review", &moment_show::show("GGGG-[W]WW", now)),
    }
}

/// The path of a note; each part of a format's path is mended like a name.
pub fn join(folder: &str, name: &str) -> String {
    let parts = folder.split('/').map(str::to_owned).chain(name.split('/').filter_map(|part| file_name::of(part).ok()));
    let path = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/");
    format!("{path}.md")
}
