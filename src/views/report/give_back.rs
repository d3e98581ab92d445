//! Those who gave more than I did, and what they gave; then whom to bring together.

use crate::book::Book;
use crate::book::contact::Contact;
use crate::book::finds::Marked;
use crate::book::graph;
use crate::book::ledger::{self, Ledger};
use crate::book::status::Status;
use crate::phrases;
use crate::phrases::ledger::Count;
use crate::views::ledger as entries;
use crate::views::report::crowd::{Crowd, Group};
use crate::views::report::{Reason, Row, Texts, best, introduce};

/// How many people, and how many introductions: a few are enough for a week.
const MOST: usize = 3;

/// The rows: those who gave the most more than I did, then introductions.
pub fn rows(book: &Book, crowd: &Crowd, limit: usize) -> (Vec<Row>, usize) {
    let most = if limit == usize::MAX { limit } else { limit.min(MOST) };
    let gave = crowd.group(Group::Signed, book).filter(|(_, contact)| ledger::owes(contact, book.as_of) && may_be_suggested(book, contact));
    let ledger = |index: u32| ledger::of(&book.contacts[index as usize], book.as_of);
    let balance = |index: u32| ledger(index).balance;
    let (mut rows, all) = best(gave.map(|(index, _)| index).collect(), most, &balance, &|index| {
        let ledger = ledger(index);
        vec![Reason { code: "give_back", text: why(book, &ledger), weight: ledger.balance }]
    });
    let (introductions, possible) = introduce::rows(book, crowd, most);
    rows.extend(introductions);
    (rows, all + possible)
}

/// Whether somebody may be suggested here: nothing stands between us, not snoozed, not for celebrations only.
pub fn may_be_suggested(book: &Book, contact: &Contact) -> bool {
    let snoozed = contact.core.snooze_until.is_some_and(|until| book.as_of <= until);
    graph::may_be_asked(contact) && !snoozed && contact.status != Status::Ambient
}

fn why(book: &Book, ledger: &Ledger) -> String {
    let received = Count { all: ledger.received_count, introductions: ledger.introduced_me };
    let given = Count { all: ledger.given_count, introductions: ledger.introduced };
    phrases::ledger::gave(received, ledger.received_since.unwrap_or(book.as_of), given, book.as_of)
}

/// What they gave, newest first; of an introduction the two notes. Read from the notes of a row that is shown.
pub fn tell(book: &Book, texts: Texts<'_>, row: &mut Row) {
    if let Some(&other) = row.others.first() {
        introduce::tell(book, row, other);
        return;
    }
    let contact = &book.contacts[row.contact as usize];
    let received: Vec<&Marked> = entries::of(book, contact)
        .into_iter()
        .filter(|one| ledger::is_mine(one.signed.sign) == Some(false) && one.signed.date.days_until(book.as_of) <= ledger::WITHIN)
        .collect();
    row.place = received.first().map(|one| (one.place.note, one.place.row));
    row.say = received.iter().take(MOST).map(|one| phrases::ledger::gift(one.signed.date, &entries::text(book, texts, one))).collect();
}
