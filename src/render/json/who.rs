//! The JSON of `who`.

use std::io::{self, Write};

use serde::Serialize;

use crate::book::Book;
use crate::render::json;
use crate::views::who::Match;

#[derive(Serialize)]
struct Answer<'b> {
    version: u32,
    as_of: String,
    text: &'b str,
    matches: Vec<MatchJson<'b>>,
}

#[derive(Serialize)]
struct MatchJson<'b> {
    name: &'b str,
    path: &'b str,
    by: &'static str,
    value: &'b str,
    exact: bool,
}

/// Writes the answer.
pub fn write(book: &Book, text: &str, matches: &[Match], out: &mut dyn Write) -> io::Result<()> {
    let one = |found: &'_ Match| {
        let contact = &book.contacts[found.contact as usize];
        (book.name(contact), book.path(contact.note))
    };
    let matches = matches.iter().map(|found| {
        let (name, path) = one(found);
        MatchJson { name, path, by: found.by.word(), value: &found.value, exact: found.exact }
    });
    json::write(&Answer { version: json::VERSION, as_of: book.as_of.to_string(), text, matches: matches.collect() }, out)
}
