//! Where and in which shape an entry goes into a contact's note: where its log is, in the very shape of the entries around it; else under
//! a new `## Log`. One insertion; every other byte stays.
//!
//! Nothing is proposed that is not read back: the note with the entry in it must say exactly one thing more, on that day, by that channel.

use crate::base::change::{Edit, edited};
use crate::base::date::Date;
use crate::base::span::Span;
use crate::config::Config;
use crate::facts::{self, NoteFacts};

mod dates;
mod position;
mod read_back;
mod section;
mod series;
mod shape;

pub use read_back::day_names;
pub use section::{Block, append_under, at_end, log, new_section};

use read_back::Said;
use series::Series;

#[cfg(test)]
mod tests;

/// An entry to be written.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'e> {
    /// The day.
    pub date: Date,
    /// The channel's name, where the text does not begin with it already.
    pub channel: Option<&'e str>,
    /// The words, one line.
    pub text: &'e str,
    /// The number of the channel it must be read back with.
    pub reads_as: Option<u16>,
}

/// Why there is no place: said as one sentence, lower case.
pub const NO_PLACE: &str = "an entry at its end would not be read: a code block, a comment or a quote there is not closed";

/// The insertion that puts an entry into the contact's note at `path`, whose text is `source`; `None` when it would not be read back.
pub fn place(path: &str, source: &str, entry: &Entry<'_>, config: &Config, as_of: Date) -> Option<Edit> {
    let before = read_back::read(path, source, config, as_of);
    let facts = facts::read(source);
    let series = series::of(source, &facts, &before, config, entry.date);
    let fits = |edit: &Edit| reads_back(path, source, edit, entry, &before, config, as_of);
    let shaped = series.as_ref().and_then(|series| in_series(source, &facts, series, entry, config));
    let plain = || series.as_ref().map(|series| plainly(source, &facts, series, entry));
    let under = || log(source, &facts, &plain_words(entry), config);
    shaped
        .filter(&fits)
        .or_else(|| plain().filter(&fits))
        .or_else(|| under().filter(&fits))
        .or_else(|| Some(section::new_log(source, entry)).filter(&fits))
}

/// Whether a contact's note with an edit in it says nothing new but so many promises, mine or theirs.
pub fn owes_more(path: &str, source: &str, edit: &Edit, (more, theirs): (usize, bool), config: &Config, as_of: Date) -> bool {
    let before = read_back::read(path, source, config, as_of);
    let after = edited(source.as_bytes(), std::slice::from_ref(edit)).and_then(|bytes| String::from_utf8(bytes).ok());
    after.is_some_and(|after| read_back::read(path, &after, config, as_of).owes_more(&before, more, theirs))
}

/// Whether a contact's note with an edit in it says that the open promise at an offset, and no other, is kept.
pub fn closes(path: &str, source: &str, edit: &Edit, promise: u32, config: &Config, as_of: Date) -> bool {
    let after = edited(source.as_bytes(), std::slice::from_ref(edit)).and_then(|bytes| String::from_utf8(bytes).ok());
    let moved = if edit.span.start <= promise { edit.text.len() as u32 } else { 0 };
    let mut wanted = read_back::open_promises(path, source, config, as_of);
    wanted.retain(|at| *at != promise);
    wanted.iter_mut().for_each(|at| *at += if edit.span.start <= *at { edit.text.len() as u32 } else { 0 });
    after.is_some_and(|after| {
        let open = read_back::open_promises(path, &after, config, as_of);
        !open.contains(&(promise + moved)) && open == wanted
    })
}

/// In the shape of the entries around it.
fn in_series(source: &str, facts: &NoteFacts, series: &Series<'_>, entry: &Entry<'_>, config: &Config) -> Option<Edit> {
    let text = shape::written(source, facts, series, entry, config)?;
    Some(position::insert(source, facts, series, entry.date, &text))
}

/// At the same place, with a plain ISO date.
fn plainly(source: &str, facts: &NoteFacts, series: &Series<'_>, entry: &Entry<'_>) -> Edit {
    position::insert(source, facts, series, entry.date, &shape::plain(source, series, entry))
}

fn reads_back(path: &str, source: &str, edit: &Edit, entry: &Entry<'_>, before: &Said, config: &Config, as_of: Date) -> bool {
    let after = edited(source.as_bytes(), std::slice::from_ref(edit)).and_then(|bytes| String::from_utf8(bytes).ok());
    after.is_some_and(|after| read_back::read(path, &after, config, as_of).is_one_more(before, entry))
}

/// The line ending a text uses.
pub fn newline(source: &str) -> &'static str {
    match source.find('\n') {
        Some(at) if source.get(..at).is_some_and(|before| before.ends_with('\r')) => "\r\n",
        _ => "\n",
    }
}

/// Where the source line that holds an offset begins, behind a byte order mark.
pub fn line_start(source: &str, at: usize) -> usize {
    let mark = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    source.get(..at).and_then(|before| before.rfind('\n')).map_or(mark, |newline| newline + 1)
}

/// Where the source line that holds an offset ends, before its line ending.
pub fn line_end(source: &str, at: usize) -> usize {
    let end = source.get(at..).and_then(|rest| rest.find('\n')).map_or(source.len(), |newline| at + newline);
    if source.get(at..end).is_some_and(|line| line.ends_with('\r')) { end - 1 } else { end }
}

/// An insertion.
fn insertion(at: usize, text: String) -> Edit {
    Edit { span: Span::new(at, at), text }
}

/// An entry in the plainest words: `2026-11-20 lunch: talked about the budget`.
pub fn plain_words(entry: &Entry<'_>) -> String {
    match entry.channel {
        Some(channel) if entry.text.is_empty() => format!("{} {channel}", entry.date),
        Some(channel) => format!("{} {channel}: {}", entry.date, entry.text),
        None => format!("{} {}", entry.date, entry.text),
    }
}
