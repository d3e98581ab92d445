//! The text of `promises`.

use std::io::{self, Write};

use crate::base::english;
use crate::book::Book;
use crate::book::promises::State;
use crate::render::clean::clean;
use crate::render::style::Style;
use crate::render::text::layout;
use crate::views::promises::Row;

/// Writes the promises under `I owe`, `They owe` and, with `--all`, `Closed`, each with its number for `vault done`.
pub fn write(book: &Book, rows: &[Row<'_>], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    if rows.is_empty() {
        return writeln!(out, "No promises.");
    }
    let mut before = "";
    for (number, row) in (1..).zip(rows) {
        let title = match (row.promise.state, row.promise.theirs) {
            (State::Open, false) => "I owe",
            (State::Open, true) => "They owe",
            _ => "Closed",
        };
        if title != before {
            let gap = if before.is_empty() { "" } else { "\n" };
            writeln!(out, "{gap}{}", style.bold(title))?;
            before = title;
        }
        line(book, row, Some((number, rows.len())), style, out)?;
    }
    Ok(())
}

/// Writes one promise: when, what, where; in a list of everybody's (given its number and how many there are) also the number and to whom.
pub fn line(book: &Book, row: &Row<'_>, listed: Option<(usize, usize)>, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let promise = row.promise;
    let names: Vec<&str> = promise.contacts.iter().filter_map(|&note| book.contact_of(note)).map(|contact| book.name(contact)).collect();
    let mut parts = Vec::new();
    if listed.is_some() && !names.is_empty() {
        parts.push(format!("{}:", english::list(&names)));
    }
    parts.push(if row.text.is_empty() { "(no words)".to_owned() } else { row.text.clone() });
    parts.extend(notes(book, row));
    let when = match (promise.state, promise.due_day, &row.due_text) {
        (State::Open, Some(due), _) => due.to_string(),
        (State::Open, None, Some(_)) => if promise.is_impossible() { "no such day" } else { "unclear" }.to_owned(),
        (State::Open, None, None) => String::new(),
        (state, ..) => promise.done.map_or_else(|| state.word().to_owned(), |done| done.to_string()),
    };
    let shown = crate::render::style::pad(&when, 11);
    let shown = if promise.overdue || promise.is_impossible() && promise.state == State::Open { style.warn(&shown) } else { shown };
    let text = parts.join(" ");
    let number = listed.map_or_else(String::new, |(number, of)| format!("{number:>0$}  ", of.to_string().len()));
    layout::placed(
        &format!("  {number}{shown}  "),
        15 + number.len(),
        &clean(&text),
        &layout::place(book, promise.note, promise.row),
        style,
        out,
    )
}

/// What else is to say, in brackets.
fn notes(book: &Book, row: &Row<'_>) -> Option<String> {
    let promise = row.promise;
    let mut notes = Vec::new();
    match (promise.state, promise.due_day) {
        (State::Open, Some(due)) => notes.push(format!("due {}", english::ago(due.days_until(book.as_of)))),
        (State::Open, None) => notes.extend(row.due_text.as_ref().map(|text| format!("due {text}"))),
        (state, _) => notes.push(state.word().to_owned()),
    }
    notes.extend(promise.priority.map(|priority| format!("{} priority", priority.word())));
    notes.extend(row.recurrence.clone());
    notes.extend(promise.scheduled.filter(|_| promise.state == State::Open).map(|day| format!("planned for {day}")));
    (!notes.is_empty()).then(|| format!("({})", notes.join(", ")))
}
