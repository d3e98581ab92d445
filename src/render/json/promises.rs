//! The JSON of `promises`: also the promise object other answers use.

use std::io::{self, Write};

use serde::Serialize;

use crate::base::date::Date;
use crate::book::Book;
use crate::render::json;
use crate::views::promises::Row;

#[derive(Serialize)]
struct Answer<'b> {
    version: u32,
    as_of: String,
    promises: Vec<PromiseJson<'b>>,
}

/// A promise as scripts see it.
#[derive(Serialize)]
pub struct PromiseJson<'b> {
    text: &'b str,
    owner: &'static str,
    contacts: Vec<&'b str>,
    state: &'static str,
    due: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    due_text: Option<&'b str>,
    scheduled: Option<String>,
    start: Option<String>,
    created: Option<String>,
    done: Option<String>,
    priority: Option<&'static str>,
    recurrence: Option<&'b str>,
    path: &'b str,
    line: u32,
    overdue: bool,
}

/// Writes the answer.
pub fn write(book: &Book, rows: &[Row<'_>], out: &mut dyn Write) -> io::Result<()> {
    let promises = rows.iter().map(|row| promise(book, row)).collect();
    json::write(&Answer { version: json::VERSION, as_of: book.as_of.to_string(), promises }, out)
}

/// One promise.
pub fn promise<'b>(book: &'b Book, row: &'b Row<'b>) -> PromiseJson<'b> {
    let promise = row.promise;
    let day = |date: Option<Date>| date.map(|date| date.to_string());
    PromiseJson {
        text: &row.text,
        owner: if promise.theirs { "theirs" } else { "mine" },
        contacts: promise.contacts.iter().map(|&note| book.path(note)).collect(),
        state: promise.state.word(),
        due: day(promise.due_day),
        due_text: row.due_text.as_deref(),
        scheduled: day(promise.scheduled),
        start: day(promise.start),
        created: day(promise.created),
        done: day(promise.done),
        priority: promise.priority.map(|priority| priority.word()),
        recurrence: row.recurrence.as_deref(),
        path: book.path(promise.note),
        line: promise.row,
        overdue: promise.overdue,
    }
}
