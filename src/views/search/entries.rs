//! The dated entries of a note, each with the people it belongs to: in a contact's own note that contact, elsewhere those linked in its line
//! or named as attendees. Found through the book, without the note's text.
//!
//! Who is named in a note is asked of the note itself when it is shown; before that of all that is known of all people, so that no note is
//! opened which is not shown.

use std::collections::HashMap;

use crate::base::date::Date;
use crate::base::span::Span;
use crate::book::finds::Place;
use crate::book::kind::NoteKind;
use crate::book::names::{Names, Target};
use crate::book::standing::{self, Reason};
use crate::book::{Book, events};
use crate::note::body::Kind;
use crate::views::words;

/// A dated entry.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its day.
    pub date: Date,
    /// Where it is written.
    pub place: Place,
    /// Its channel.
    pub channel: Option<u16>,
    /// Its people, indexes of [`Book::contacts`].
    pub people: Vec<u32>,
    /// An event: the whole note speaks of it.
    pub whole: bool,
}

/// The entries of a note that is shown; `names` are all, or those the note asks for.
pub fn of(book: &Book, names: &Names, note: u32) -> Vec<Entry> {
    among(book, note, &people(book, names, note), true)
}

/// The entries of a note that belong to some people, newest first, those of one day by their line. The channels of what is seen and not counted
/// stand in the note, and are asked of it only when they are wanted.
pub fn among(book: &Book, note: u32, people: &[u32], channels: bool) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for &person in people {
        let Some(contact) = book.contact_in_short(person) else { continue };
        let counted = book.interactions(contact).iter().chain(book.planned(contact)).filter(|interaction| interaction.place.note == note);
        for found in counted {
            add(&mut entries, person, found.date, found.place, found.channel, found.source.is_event());
        }
        for seen in book.seen(contact).iter().filter(|seen| seen.place.note == note && is_entry(seen.reason)) {
            let line = if channels { words::line_at(book, &seen.place) } else { None };
            let channel = line.and_then(|line| standing::channel(&book.note(note).facts, line, &book.config));
            if let Some(date) = seen.date {
                add(&mut entries, person, date, seen.place, channel, false);
            }
        }
    }
    entries.sort_by(|one, other| (other.date, one.place.row, one.place.at).cmp(&(one.date, other.place.row, other.place.at)));
    entries
}

fn add(entries: &mut Vec<Entry>, person: u32, date: Date, place: Place, channel: Option<u16>, whole: bool) {
    let same = |entry: &&mut Entry| entry.date == date && (entry.place.row == place.row || entry.whole && whole);
    match entries.iter_mut().find(same) {
        Some(entry) => {
            entry.channel = entry.channel.or(channel);
            // An event stands where the first of its people is named.
            let is_first = place.row < entry.place.row;
            if is_first {
                entry.place = place;
            }
            if !entry.people.contains(&person) {
                entry.people.insert(if is_first { 0 } else { entry.people.len() }, person);
            }
        }
        None => entries.push(Entry { date, place, channel, people: vec![person], whole }),
    }
}

/// Whether something seen and not counted is an entry nevertheless: written by the owner as something of that day.
fn is_entry(reason: Reason) -> bool {
    matches!(
        reason,
        Reason::NotContactMark
            | Reason::Attempt
            | Reason::Future
            | Reason::OpenTask
            | Reason::Possible
            | Reason::OutsideLog
            | Reason::IgnoredBySetting
    )
}

/// By note: the people for whom a date was found in it, in a note that is not their own.
pub fn elsewhere(book: &Book) -> HashMap<u32, Vec<u32>> {
    let mut elsewhere: HashMap<u32, Vec<u32>> = HashMap::new();
    for (contact, person) in book.contacts.iter().zip(0..) {
        let counted = book.interactions(contact).iter().chain(book.planned(contact)).map(|interaction| interaction.place.note);
        let seen = book.seen(contact).iter().map(|seen| seen.place.note);
        for note in counted.chain(seen).filter(|&note| note != contact.note) {
            let people = elsewhere.entry(note).or_default();
            if people.last() != Some(&person) {
                people.push(person);
            }
        }
    }
    elsewhere
}

/// The contact whose note it is, else those it links or names as attendees, in the order of the note.
pub fn people(book: &Book, names: &Names, note: u32) -> Vec<u32> {
    if let Some(own) = book.contact_index(note) {
        return vec![own];
    }
    let read = book.note(note);
    let mut people = Vec::new();
    let mut add = |target: Target| {
        let notes = match target {
            Target::Note(note) => vec![note],
            Target::Ambiguous(notes) => notes,
            _ => Vec::new(),
        };
        for person in notes.into_iter().filter_map(|note| book.contact_index(note)) {
            if !people.contains(&person) {
                people.push(person);
            }
        }
    };
    if matches!(read.kind, NoteKind::Event | NoteKind::Daily(_)) {
        for attendee in events::people(read, &read.fields()) {
            let text = &attendee.named.text;
            add(if attendee.named.link { names.link(text, note, book) } else { names.person(text, book) });
        }
    }
    for link in &read.facts.links {
        add(names.link(&link.target, note, book));
    }
    people
}

/// Where an entry is written with everything below it, as a span of the note's text.
pub fn extent(book: &Book, entry: &Entry, text: &str) -> Span {
    if entry.whole {
        return Span::new(0, text.len());
    }
    let Some(line) = words::line_at(book, &entry.place) else { return source_line(text, entry.place.at) };
    let Kind::Heading(level) = line.kind else {
        return Span { start: line.start, end: line.end.max(line.text.end) };
    };
    let lines = &book.note(entry.place.note).facts.lines;
    let after = lines.partition_point(|other| other.start <= line.start);
    let next = lines.get(after..).unwrap_or_default().iter().find(|other| matches!(other.kind, Kind::Heading(other) if other <= level));
    Span::new(line.start as usize, next.map_or(text.len(), |next| next.start as usize))
}

/// The source line an offset stands in.
fn source_line(text: &str, at: u32) -> Span {
    let at = (at as usize).min(text.len());
    let start = memchr::memrchr(b'\n', text.as_bytes().get(..at).unwrap_or_default()).map_or(0, |end| end + 1);
    let end = memchr::memchr(b'\n', text.as_bytes().get(at..).unwrap_or_default()).map_or(text.len(), |end| at + end);
    Span::new(start, end)
}
