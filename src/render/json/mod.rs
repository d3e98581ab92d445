//! The public JSON, version 1: structs of their own, described by the schemas under `docs/schema/`.

use std::io::{self, Write};

use serde::Serialize;

use crate::book::Book;

pub mod agenda;
pub mod brief;
pub mod check;
pub mod follow_up;
pub mod graph;
pub mod index;
pub mod inspect;
pub mod ledger;
pub mod list;
pub mod path;
pub mod promises;
pub mod report;
pub mod search;
pub mod show;
pub mod stats;
pub mod suggest;
pub mod who;
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
    let text = serde_json::to_string_pretty(value)?;
    // JSON lets these stand, a terminal obeys some of them: escaped, they mean the same to every reader.
    let is_order = |c: char| matches!(c, '\u{7f}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let mut rest = text.as_str();
    while let Some(at) = rest.find(is_order) {
        let (before, after) = rest.split_at(at);
        let mut chars = after.chars();
        let code = chars.next().map_or(0, u32::from);
        write!(out, "{before}\\u{code:04x}")?;
        rest = chars.as_str();
    }
    writeln!(out, "{rest}")
}

/// A channel's name.
pub fn channel(book: &Book, channel: Option<u16>) -> Option<&str> {
    book.config.channels.name(channel?)
}
