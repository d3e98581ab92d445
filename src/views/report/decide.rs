//! Lapsed contacts: a decision, not a nag.

use crate::base::english;
use crate::book::Book;
use crate::book::contact::Contact;
use crate::book::status::Status;
use crate::phrases;
use crate::views::report::{Reason, Row, best, is_quiet, people, score, words};

/// The rows, by tier, then the shortest silence first: those are the easiest to revive.
pub fn rows(book: &Book, limit: usize) -> (Vec<Row>, usize) {
    let lapsed = people(book).filter(|(_, contact)| contact.status == Status::Lapsed && !is_quiet(book, contact));
    let lapsed = lapsed.filter(|(_, contact)| contact.due.is_some_and(|due| due.from.is_some()));
    best(lapsed.map(|(index, _)| index).collect(), limit, &|index, wanted| {
        let contact = &book.contacts[index as usize];
        let ratio = contact.due.and_then(|due| due.ratio(book.as_of)).unwrap_or(6.0);
        let weight = (600.0 / ratio.max(6.0)).round() / 100.0;
        let mut reasons = vec![Reason { code: "lapsed", text: words(wanted, || text(book, contact)), weight }];
        reasons.extend(score::tier(book, contact));
        reasons
    })
}

fn text(book: &Book, contact: &Contact) -> String {
    let from = contact.due.and_then(|due| due.from).unwrap_or(book.as_of);
    let wished = contact.core.cadence.map(|cadence| english::every(cadence.ideal)).unwrap_or_default();
    phrases::silence::lapsed(from.days_until(book.as_of), &wished, contact.last().is_some())
}
