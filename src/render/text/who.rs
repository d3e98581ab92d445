//! The text of `who`: a line for each person, with what was recognised.

use std::io::{self, Write};
use std::path::Path;

use crate::book::Book;
use crate::render::clean::clean;
use crate::render::style::{Style, width};
use crate::views::who::Match;

/// Writes the matches.
pub fn write(book: &Book, root: &Path, matches: &[Match], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    if matches.is_empty() {
        return writeln!(out, "Nobody.");
    }
    let name = |found: &Match| clean(book.name(&book.contacts[found.contact as usize])).into_owned();
    let widest = matches.iter().map(|found| width(&name(found))).max().unwrap_or(0);
    for found in matches {
        let (name, path) = (name(found), book.path(book.contacts[found.contact as usize].note));
        let gap = " ".repeat(widest - width(&name));
        let link = style.file_link(&style.bold(&name), &root.join(path));
        writeln!(out, "{link}{gap}  {:<6}  {}  {}", found.by.word(), clean(&found.value), style.dim(&clean(path)))?;
    }
    Ok(())
}
