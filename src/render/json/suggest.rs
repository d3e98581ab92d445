//! The JSON of `suggest cadence`.

use std::io::{self, Write};

use serde::Serialize;

use crate::book::Book;
use crate::render::json;
use crate::render::json::list::{self, CadenceJson};
use crate::views::suggest::Suggestion;

#[derive(Serialize)]
struct Answer<'b> {
    version: u32,
    as_of: String,
    suggestions: Vec<SuggestionJson<'b>>,
    more: usize,
}

#[derive(Serialize)]
struct SuggestionJson<'b> {
    name: &'b str,
    path: &'b str,
    kind: &'static str,
    cadence: Option<CadenceJson>,
    gaps: &'b [i32],
    median: f32,
    upper: i32,
    suggested: Suggested<'b>,
    text: &'b str,
}

#[derive(Serialize)]
struct Suggested<'b> {
    text: &'b str,
    ideal_days: Option<u32>,
    max_days: Option<u32>,
}

/// Writes the answer.
pub fn write(book: &Book, suggestions: &[Suggestion], more: usize, out: &mut dyn Write) -> io::Result<()> {
    let rows = suggestions.iter().map(|row| {
        let contact = &book.contacts[row.contact as usize];
        SuggestionJson {
            name: book.name(contact),
            path: book.path(contact.note),
            kind: row.kind.word(),
            cadence: list::cadence(book, contact),
            gaps: &row.gaps,
            median: row.median,
            upper: row.upper,
            suggested: Suggested {
                text: &row.text,
                ideal_days: list::days(row.cadence.ideal),
                max_days: row.cadence.max.and_then(list::days),
            },
            text: &row.why,
        }
    });
    json::write(&Answer { version: json::VERSION, as_of: book.as_of.to_string(), suggestions: rows.collect(), more }, out)
}
