//! The JSON of `agenda`.

use std::io::{self, Write};

use serde::Serialize;

use crate::book::Book;
use crate::render::json;
use crate::render::json::why::{Named, named};
use crate::views::agenda::Entry;

#[derive(Serialize)]
struct Answer<'b> {
    version: u32,
    as_of: String,
    days: u32,
    entries: Vec<EntryJson<'b>>,
}

#[derive(Serialize)]
struct EntryJson<'b> {
    date: String,
    kind: &'static str,
    contact: Option<Named<'b>>,
    text: &'b str,
    path: &'b str,
    line: u32,
}

/// Writes the answer.
pub fn write(book: &Book, days: u32, entries: &[Entry], out: &mut dyn Write) -> io::Result<()> {
    let entries = entries.iter().map(|entry| EntryJson {
        date: entry.date.to_string(),
        kind: entry.kind.word(),
        contact: entry.contact.map(|contact| named(book, contact)),
        text: &entry.text,
        path: book.path(entry.note),
        line: entry.row,
    });
    json::write(&Answer { version: json::VERSION, as_of: book.as_of.to_string(), days, entries: entries.collect() }, out)
}
