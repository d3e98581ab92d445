//! The numbers of `vault promises`, kept for `vault done`.

use crate::commands::{Failure, Session};
use crate::files::kept::{self, Listed};
use crate::views::promises::Row;

const NAME: &str = "promises";

/// Keeps what was listed, in its order. Where the cache folder cannot be written there are no numbers to use, and no more harm; beside the
/// notes it is not made for a question.
pub fn keep(session: &Session<'_>, rows: &[Row<'_>]) {
    if session.cache.starts_with(&session.workspace.root) && !session.cache.exists() {
        return;
    }
    let one = |row: &Row<'_>| {
        let text = session.workspace.text(row.promise.note);
        let line = line_of(&text, row.promise.row).to_owned();
        Listed { path: session.workspace.book.path(row.promise.note).to_owned(), row: row.promise.row, line }
    };
    let _ = kept::keep(session.cache, NAME, &rows.iter().map(one).collect::<Vec<_>>());
}

/// The place of a number of the last listing.
pub fn place(session: &Session<'_>, number: usize) -> Result<Listed, Failure> {
    let again = "`vault promises` lists them with their numbers";
    let listing = kept::read(session.cache, NAME).ok_or_else(|| Failure::new("no promises were listed yet").hint(again))?;
    let listed = number.checked_sub(1).and_then(|at| listing.get(at)).filter(|listed| listed.row > 0);
    listed.cloned().ok_or_else(|| Failure::new(format!("the last listing has no number {number}")).hint(again))
}

/// A source line, 1-based, without its line ending.
pub fn line_of(text: &str, row: u32) -> &str {
    text.split('\n').nth((row as usize).saturating_sub(1)).unwrap_or("")
}
