//! The public JSON, version 1: structs of their own, described by the schemas under `docs/schema/`.

use std::io::{self, Write};

use serde::Serialize;

use crate::book::Book;

pub mod agenda;
pub mod check;
pub mod inspect;
pub mod list;
pub mod promises;
pub mod report;
pub mod show;
pub mod why;

/// The version of the JSON; fields may be added within it, none changes its meaning.
pub const VERSION: u32 = 1;

/// A place in a note.
#[derive(Serialize)]
pub struct Place<'b> {
    /// The note's path from the root.
    pub path: &'b str,
    /// The source line, 1-based.
    pub line: u32,
}

/// Writes one object with a line end.
pub fn write(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}

/// A channel's name.
pub fn channel(book: &Book, channel: Option<u16>) -> Option<&str> {
    book.config.channels.name(channel?)
}
