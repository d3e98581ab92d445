//! The JSON of `follow-up`.

use std::io::{self, Write};

use serde::Serialize;

use crate::base::date::Date;
use crate::book::Book;
use crate::render::json;
use crate::views::follow_up::{FollowUp, Recent};

#[derive(Serialize)]
struct Answer<'b> {
    version: u32,
    as_of: String,
    event: &'b str,
    path: &'b str,
    date: Option<String>,
    due: Option<String>,
    people: Vec<Person<'b>>,
    without_note: Vec<Nobody<'b>>,
    unclear: Vec<Unclear<'b>>,
}

#[derive(Serialize)]
struct Person<'b> {
    name: &'b str,
    path: &'b str,
    /// Met there for the first time.
    new: bool,
    /// The last day of contact after the event.
    in_touch_since: Option<String>,
    noted: &'b str,
    line: u32,
    /// No word is asked for.
    paused: bool,
}

#[derive(Serialize)]
struct Nobody<'b> {
    name: &'b str,
    noted: &'b str,
    line: u32,
}

#[derive(Serialize)]
struct Unclear<'b> {
    name: &'b str,
    paths: Vec<&'b str>,
}

#[derive(Serialize)]
struct RecentAnswer<'b> {
    version: u32,
    as_of: String,
    events: Vec<Event<'b>>,
}

#[derive(Serialize)]
struct Event<'b> {
    event: &'b str,
    path: &'b str,
    date: String,
    /// How many people wait for a word.
    waiting: usize,
}

/// Writes the events of the last days.
pub fn write_recent<'b>(book: &'b Book, recent: &'b [Recent], out: &mut dyn Write) -> io::Result<()> {
    let event = |one: &'b Recent| Event { event: &one.title, path: book.path(one.event), date: one.day.to_string(), waiting: one.waiting };
    let answer = RecentAnswer { version: json::VERSION, as_of: book.as_of.to_string(), events: recent.iter().map(event).collect() };
    json::write(&answer, out)
}

/// Writes the answer.
pub fn write(book: &Book, found: &FollowUp, out: &mut dyn Write) -> io::Result<()> {
    let day = |date: Option<Date>| date.map(|date| date.to_string());
    let path = |index: u32| book.path(book.contacts[index as usize].note);
    let name = |index: u32| book.name(&book.contacts[index as usize]);
    let people = found.known.iter().map(|known| {
        let index = known.contact;
        Person {
            name: name(index),
            path: path(index),
            new: known.new,
            in_touch_since: day(known.since),
            noted: &known.noted,
            line: known.row,
            paused: known.paused,
        }
    });
    let without_note = found.nobody.iter().map(|nobody| Nobody { name: &nobody.newcomer.name, noted: &nobody.noted, line: nobody.row });
    let unclear = found.unclear.iter().map(|(name, people)| Unclear { name, paths: people.iter().map(|&index| path(index)).collect() });
    let answer = Answer {
        version: json::VERSION,
        as_of: book.as_of.to_string(),
        event: &found.title,
        path: book.path(found.event),
        date: day(found.day),
        due: day(found.due),
        people: people.collect(),
        without_note: without_note.collect(),
        unclear: unclear.collect(),
    };
    json::write(&answer, out)
}
