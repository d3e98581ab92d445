//! Lines with a hanging indent, and places that are never broken.

use std::io::{self, Write};

use crate::book::Book;
use crate::render::clean::clean;
use crate::render::style::{Style, width, wrap};

/// Writes `head` (its `columns` on screen, colour left out) and `text` behind it, wrapped; further lines begin below the text.
pub fn hanging(head: &str, columns: usize, text: &str, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let lines = wrap(text, style.width.saturating_sub(columns).max(20));
    let mut lines = lines.iter();
    writeln!(out, "{}", format!("{head}{}", lines.next().map_or("", String::as_str)).trim_end())?;
    lines.try_for_each(|line| writeln!(out, "{:columns$}{line}", ""))
}

/// The same, with a place (`path:line`) behind the text where there is room, else on a line of its own, never broken.
pub fn placed(head: &str, columns: usize, text: &str, place: &str, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    if place.is_empty() {
        return hanging(head, columns, text, style, out);
    }
    let mut lines = wrap(text, style.width.saturating_sub(columns).max(20));
    let room = |line: &String| columns + width(line) + 2 + width(place) <= style.width;
    let shown = style.dim(place);
    match lines.last_mut() {
        None => lines.push(shown),
        Some(last) if room(last) => {
            last.push_str("  ");
            last.push_str(&shown);
        }
        Some(_) => lines.push(shown),
    }
    let mut lines = lines.iter();
    writeln!(out, "{head}{}", lines.next().map_or("", String::as_str))?;
    lines.try_for_each(|line| writeln!(out, "{:columns$}{line}", ""))
}

/// `People/Ana Diaz.md:14`.
pub fn place(book: &Book, note: u32, row: u32) -> String {
    format!("{}:{row}", clean(book.path(note)))
}
