//! Whether promises are kept: on time, late, broken, open.

use std::rc::Rc;

use crate::base::date::Date;
use crate::book::Book;
use crate::book::promises::{Promise, State};
use crate::note::task;

/// An open promise that was due longer ago than this many days is counted as broken.
const GRACE: i64 = 30;

/// How promises ended.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Kept {
    /// Kept by the due day, or without one.
    pub on_time: u32,
    /// Kept after it.
    pub late: u32,
    /// Called off after the due day, or open long after it.
    pub broken: u32,
    /// Open.
    pub open: u32,
}

/// My promises and theirs: of everybody, or of the contact with that note. Notes are read for the days of those called off only.
pub fn of(book: &Book, texts: &dyn Fn(u32) -> Rc<str>, contact: Option<u32>) -> (Kept, Kept) {
    let (mut mine, mut theirs) = (Kept::default(), Kept::default());
    for promise in book.all_promises().iter().filter(|promise| contact.is_none_or(|note| promise.contacts.contains(&note))) {
        let kept = if promise.theirs { &mut theirs } else { &mut mine };
        let called_off = || {
            let signs = task::read(promise.text.of(&texts(promise.note)));
            signs.cancelled.and_then(|when| when.day(book.config.date_order))
        };
        match fate(promise, book.as_of, &called_off) {
            Some(Fate::OnTime) => kept.on_time += 1,
            Some(Fate::Late) => kept.late += 1,
            Some(Fate::Broken) => kept.broken += 1,
            Some(Fate::Open) => kept.open += 1,
            None => {}
        }
    }
    (mine, theirs)
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Fate {
    OnTime,
    Late,
    Broken,
    Open,
}

/// How a promise stands on a day; `None` for those called off in time and those moved elsewhere.
fn fate(promise: &Promise, as_of: Date, called_off: &dyn Fn() -> Option<Date>) -> Option<Fate> {
    let due = promise.due_day;
    let is_open = promise.state == State::Open || promise.state == State::Kept && promise.done.is_some_and(|done| done > as_of);
    if is_open {
        let long = due.is_some_and(|due| due.days_until(as_of) > GRACE);
        return Some(if long { Fate::Broken } else { Fate::Open });
    }
    match promise.state {
        State::Kept => {
            let late = promise.done.zip(due).is_some_and(|(done, due)| done > due);
            Some(if late { Fate::Late } else { Fate::OnTime })
        }
        State::Cancelled => {
            let due = due.filter(|&due| due < as_of)?;
            called_off().filter(|&day| day > due).map(|_| Fate::Broken)
        }
        State::Open | State::Moved => None,
    }
}
