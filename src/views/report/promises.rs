//! Promises overdue or due within the window: mine, then theirs.

use crate::book::Book;
use crate::book::promises::{Promise, State};
use crate::book::status::Status;
use crate::phrases;
use crate::views::report::{Reason, Row, Texts, first};
use crate::views::words;

/// The rows: one a promise; those whose due date no calendar knows first, then by due date.
pub fn rows(book: &Book, days: u32, limit: usize) -> (Vec<Row>, usize) {
    let until = book.as_of.plus_days(i64::from(days));
    let is_shown =
        |promise: &&Promise| promise.state == State::Open && (promise.is_impossible() || promise.due_day.is_some_and(|due| due <= until));
    let is_somebodys = |promise: &&Promise| contacts(book, promise).next().is_some();
    let shown = book.promises.iter().filter(is_shown).filter(is_somebodys);
    // The first of mine and of theirs, so that neither crowds out the other.
    let (mut theirs, mut mine): (Vec<&Promise>, Vec<&Promise>) = shown.partition(|promise| promise.theirs);
    let all = mine.len() + theirs.len();
    let key = |promise: &Promise| (!promise.is_impossible(), promise.due_day, promise.note, promise.at);
    for some in [&mut mine, &mut theirs] {
        first(some, limit, |one, other| key(one).cmp(&key(other)));
    }
    (mine.into_iter().chain(theirs).filter_map(|promise| row(book, promise)).collect(), all)
}

/// The contacts a promise is about, but those who are archived.
fn contacts<'b>(book: &'b Book, promise: &'b Promise) -> impl Iterator<Item = u32> + 'b {
    let is_open = |&contact: &u32| book.contacts[contact as usize].status != Status::Archived;
    promise.contacts.iter().filter_map(|&note| book.contact_index(note)).filter(is_open)
}

/// The promise's words, read from its note.
pub fn say(book: &Book, texts: Texts<'_>, row: &Row) -> Option<String> {
    let (note, line) = row.place?;
    let from = book.promises.partition_point(|promise| promise.note < note);
    let promise = book.promises[from..].iter().take_while(|promise| promise.note == note).find(|promise| promise.row == line)?;
    Some(words::of_promise(book, texts, promise))
}

fn row(book: &Book, promise: &Promise) -> Option<Row> {
    let mut contacts = contacts(book, promise);
    let contact = contacts.next()?;
    let (code, when) = match promise.due_day {
        None => ("promise_undated", phrases::promises::no_such_day()),
        Some(due) => {
            let late = due.days_until(book.as_of);
            let code = if late > 0 { "promise_overdue" } else { "promise_due" };
            (code, phrases::promises::due(due, book.as_of))
        }
    };
    let weight = promise.due_day.map_or(1.0, |due| (1.0 + due.days_until(book.as_of) as f64 / 10.0).clamp(0.1, 6.0));
    Some(Row {
        contact,
        others: contacts.collect(),
        score: weight,
        reasons: vec![Reason { code: if promise.theirs { their(code) } else { code }, text: when, weight }],
        say: Vec::new(),
        cautions: Vec::new(),
        place: Some((promise.note, promise.row)),
        other_place: None,
    })
}

fn their(code: &'static str) -> &'static str {
    match code {
        "promise_overdue" => "their_promise_overdue",
        "promise_due" => "their_promise_due",
        _ => "their_promise_undated",
    }
}
