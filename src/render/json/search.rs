//! The JSON of `search` and of the saved searches.

use std::io::{self, Write};

use serde::Serialize;

use crate::book::Book;
use crate::query::tree::Kind;
use crate::render::json;
use crate::views::search::{Found, Hit};

#[derive(Serialize)]
struct Answer<'b> {
    version: u32,
    as_of: String,
    query: &'b str,
    total: usize,
    taken: Vec<Taken<'b>>,
    hits: Vec<HitJson<'b>>,
}

/// A word that stands nowhere, and the words taken for it.
#[derive(Serialize)]
struct Taken<'b> {
    word: &'b str,
    #[serde(rename = "for")]
    taken: &'b [String],
}

#[derive(Serialize)]
struct HitJson<'b> {
    score: f64,
    path: &'b str,
    line: u32,
    kind: &'static str,
    contact: Option<Named<'b>>,
    /// Who else, of an entry with several people.
    others: Vec<Named<'b>>,
    date: Option<String>,
    channel: Option<&'b str>,
    snippet: &'b str,
    highlights: &'b [(u32, u32)],
}

#[derive(Serialize)]
struct Named<'b> {
    name: &'b str,
    path: &'b str,
}

#[derive(Serialize)]
struct Saved<'b> {
    version: u32,
    as_of: String,
    searches: Vec<Search<'b>>,
}

#[derive(Serialize)]
struct Search<'b> {
    name: &'b str,
    query: &'b str,
}

/// Writes the answer.
pub fn write(book: &Book, query: &str, found: &Found, out: &mut dyn Write) -> io::Result<()> {
    let answer = Answer {
        version: json::VERSION,
        as_of: book.as_of.to_string(),
        query,
        total: found.total,
        taken: found.taken.iter().map(|(word, taken)| Taken { word, taken }).collect(),
        hits: found.hits.iter().map(|hit| one(book, hit)).collect(),
    };
    json::write(&answer, out)
}

/// Writes the saved searches.
pub fn write_saved(book: &Book, out: &mut dyn Write) -> io::Result<()> {
    let searches = book.config.searches.iter().map(|(name, query)| Search { name, query }).collect();
    json::write(&Saved { version: json::VERSION, as_of: book.as_of.to_string(), searches }, out)
}

fn one<'b>(book: &'b Book, hit: &'b Hit) -> HitJson<'b> {
    let people = hit.people.iter().filter_map(|&person| book.contact_in_short(person));
    let mut people = people.map(|contact| Named { name: book.name(contact), path: book.path(contact.note) });
    HitJson {
        score: (hit.score * 1000.0).round() / 1000.0,
        path: book.path(hit.note),
        line: hit.row,
        kind: match hit.kind {
            Kind::Note => "note",
            Kind::Entry => "entry",
        },
        contact: people.next(),
        others: people.collect(),
        date: hit.date.map(|date| date.to_string()),
        channel: json::channel(book, hit.channel),
        snippet: &hit.snippet.text,
        highlights: &hit.snippet.highlights,
    }
}
