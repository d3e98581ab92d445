//! Promises overdue or due within the window: mine, then theirs.

use crate::book::Book;
use crate::book::owed::Owed;
use crate::book::status::Status;
use crate::phrases;
use crate::views::report::{Reason, Row, Texts, first};
use crate::views::words;

/// The rows: one a promise; those whose due date no calendar knows first, then by due date.
pub fn rows(book: &Book, days: u32, limit: usize) -> (Vec<Row>, usize) {
    let until = book.as_of.plus_days(i64::from(days));
    let is_shown = |owed: &Owed| owed.is_impossible || owed.due.is_some_and(|due| due <= until);
    let is_somebodys = |people: &[u32]| contacts(book, people).next().is_some();
    let shown = book.owed().iter().filter(|(owed, people)| is_shown(owed) && is_somebodys(people)).map(|(owed, _)| owed);
    // The first of mine and of theirs, so that neither crowds out the other.
    let (mut theirs, mut mine): (Vec<&Owed>, Vec<&Owed>) = shown.partition(|owed| owed.theirs);
    let all = mine.len() + theirs.len();
    let key = |owed: &Owed| (!owed.is_impossible, owed.due, owed.note, owed.at);
    for some in [&mut mine, &mut theirs] {
        first(some, limit, |one, other| key(one).cmp(&key(other)));
    }
    (mine.into_iter().chain(theirs).filter_map(|owed| row(book, owed)).collect(), all)
}

/// The contacts a promise is about, but those who are archived.
fn contacts<'b>(book: &'b Book, people: &'b [u32]) -> impl Iterator<Item = u32> + 'b {
    people.iter().copied().filter(|&contact| book.contacts[contact as usize].status != Status::Archived)
}

/// The promise's words, read from its note.
pub fn say(book: &Book, texts: Texts<'_>, row: &Row) -> Option<String> {
    let (note, line) = row.place?;
    let all = book.promises_in(note);
    let promise = all.get(all.partition_point(|promise| promise.row < line)).filter(|promise| promise.row == line)?;
    Some(words::of_promise(book, texts, promise))
}

fn row(book: &Book, owed: &Owed) -> Option<Row> {
    let mut contacts = contacts(book, book.owed().people_of(owed));
    let contact = contacts.next()?;
    let (code, when) = match owed.due {
        None => ("promise_undated", phrases::promises::no_such_day()),
        Some(due) => {
            let late = due.days_until(book.as_of);
            let code = if late > 0 { "promise_overdue" } else { "promise_due" };
            (code, phrases::promises::due(due, book.as_of))
        }
    };
    let weight = owed.due.map_or(1.0, |due| (1.0 + due.days_until(book.as_of) as f64 / 10.0).clamp(0.1, 6.0));
    Some(Row {
        contact,
        others: contacts.collect(),
        score: weight,
        reasons: vec![Reason { code: if owed.theirs { their(code) } else { code }, text: when, weight }],
        say: Vec::new(),
        cautions: Vec::new(),
        place: Some((owed.note, owed.row)),
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
