//! Promises, mine and theirs, in the order to look at them.

use std::cmp::Reverse;
use std::rc::Rc;

use crate::book::Book;
use crate::book::promises::{Promise, State};
use crate::note::{plain, task};
use crate::views::words;

/// Which promises are wanted.
#[derive(Clone, Copy, Default, Debug)]
pub struct Wanted {
    /// The kept, cancelled and moved ones too.
    pub all: bool,
    /// Mine only.
    pub mine: bool,
    /// Theirs only.
    pub theirs: bool,
    /// Only those about the contact with this note.
    pub contact: Option<u32>,
}

/// One promise with its words.
pub struct Row<'b> {
    /// The promise.
    pub promise: &'b Promise,
    /// What was promised, without signs and dates.
    pub text: String,
    /// The due date as written, when it names no day.
    pub due_text: Option<String>,
    /// The recurrence rule as written.
    pub recurrence: Option<String>,
}

/// The promises wanted: open ones first; mine, then theirs; those whose due date no calendar knows, then the overdue, then by due date,
/// those without one last.
pub fn of<'b>(book: &'b Book, text: &dyn Fn(u32) -> Rc<str>, wanted: Wanted) -> Vec<Row<'b>> {
    let fits = |promise: &&Promise| {
        (wanted.all || promise.state == State::Open)
            && (!wanted.mine || !promise.theirs)
            && (!wanted.theirs || promise.theirs)
            && wanted.contact.is_none_or(|note| promise.contacts.contains(&note))
    };
    let among = if wanted.all { book.all_promises() } else { &book.promises };
    let mut promises: Vec<&Promise> = among.iter().filter(fits).collect();
    // The book holds them by path and line, and the sort is stable.
    promises.sort_by_key(|promise| {
        let open = promise.state == State::Open;
        let closed = (!open).then(|| (promise.done.is_none(), Reverse(promise.done)));
        (!open, promise.theirs, !(open && promise.is_impossible()), closed, promise.due_day.is_none(), promise.due_day)
    });
    promises.into_iter().map(|promise| row(book, text, promise)).collect()
}

/// One promise with its words.
pub fn row<'b>(book: &Book, text: &dyn Fn(u32) -> Rc<str>, promise: &'b Promise) -> Row<'b> {
    let source = text(promise.note);
    let raw = promise.text.of(&source);
    let signs = task::read(raw);
    let written =
        |range: Option<std::ops::Range<usize>>| range.and_then(|range| raw.get(range)).map(plain::text).filter(|text| !text.is_empty());
    let due_text = if promise.due.is_some() && promise.due_day.is_none() { written(signs.due_text.clone()) } else { None };
    let recurrence = if promise.state == State::Open || signs.recurrence.is_some() { written(signs.recurrence.clone()) } else { None };
    Row { promise, text: words::of_promise(book, text, promise), due_text, recurrence }
}
