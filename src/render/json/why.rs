//! The JSON of `why`: also the dated line other answers use.

use std::io::{self, Write};

use serde::Serialize;

use crate::book::Book;
use crate::render::json;
use crate::render::json::list::{self, CadenceJson, LastJson};
use crate::views::why::{Counted, Why};

#[derive(Serialize)]
struct Answer<'b> {
    version: u32,
    as_of: String,
    contact: Named<'b>,
    counted: Vec<CountedJson<'b>>,
    not_counted: Vec<NotCountedJson<'b>>,
    due: DueJson<'b>,
}

/// A contact by name and note.
#[derive(Serialize)]
pub struct Named<'b> {
    name: &'b str,
    path: &'b str,
}

/// A date that counts.
#[derive(Serialize)]
pub struct CountedJson<'b> {
    date: String,
    path: &'b str,
    line: u32,
    column: u32,
    kind: &'static str,
    channel: Option<&'b str>,
    text: &'b str,
}

#[derive(Serialize)]
struct NotCountedJson<'b> {
    date: Option<String>,
    path: &'b str,
    line: u32,
    column: u32,
    reason: &'static str,
    text: &'b str,
}

#[derive(Serialize)]
struct DueJson<'b> {
    last_contact: Option<LastJson<'b>>,
    cadence: Option<CadenceJson>,
    next_due: Option<String>,
    status: &'static str,
    steps: &'b [String],
}

/// Writes the answer.
pub fn write(book: &Book, why: &Why, out: &mut dyn Write) -> io::Result<()> {
    let contact = &book.contacts[why.contact as usize];
    let not_counted = why.not_counted.iter().map(|one| NotCountedJson {
        date: one.seen.date.map(|date| date.to_string()),
        path: book.path(one.seen.place.note),
        line: one.seen.place.row,
        column: one.column,
        reason: one.seen.reason.word(),
        text: &one.text,
    });
    let due = DueJson {
        last_contact: list::last(book, contact),
        cadence: list::cadence(book, contact),
        next_due: contact.due.map(|due| due.date.to_string()),
        status: contact.status.word(),
        steps: &why.steps,
    };
    let answer = Answer {
        version: json::VERSION,
        as_of: book.as_of.to_string(),
        contact: named(book, why.contact),
        counted: why.counted.iter().map(|one| counted(book, one)).collect(),
        not_counted: not_counted.collect(),
        due,
    };
    json::write(&answer, out)
}

/// A contact by name and note.
pub fn named(book: &Book, contact: u32) -> Named<'_> {
    let contact = &book.contacts[contact as usize];
    Named { name: book.name(contact), path: book.path(contact.note) }
}

/// A date that counts.
pub fn counted<'b>(book: &'b Book, one: &'b Counted) -> CountedJson<'b> {
    let interaction = &one.interaction;
    CountedJson {
        date: interaction.date.to_string(),
        path: book.path(interaction.place.note),
        line: interaction.place.row,
        column: one.column,
        kind: interaction.source.word(),
        channel: json::channel(book, interaction.channel),
        text: &one.text,
    }
}
