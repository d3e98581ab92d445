//! Lapsed contacts: a decision, not a nag.

use crate::base::english;
use crate::book::Book;
use crate::book::contact::Contact;
use crate::phrases;
use crate::views::report::crowd::{Crowd, Group};
use crate::views::report::{Reason, Row, best, is_quiet, score};

/// The rows, by tier, then the shortest silence first: those are the easiest to revive.
pub fn rows(book: &Book, crowd: &Crowd, limit: usize) -> (Vec<Row>, usize) {
    let lapsed = crowd.group(Group::Lapsed, book).filter(|(_, contact)| !is_quiet(book, contact));
    let lapsed = lapsed.filter(|(_, contact)| contact.due.is_some_and(|due| due.from.is_some()));
    // Most of a neglected vault have lapsed.
    let score = |index: u32| {
        let contact = &book.contacts[index as usize];
        weight(book, contact) + score::tier(book, contact).unwrap_or(0.0)
    };
    best(lapsed.map(|(index, _)| index).collect(), limit, &score, &|index| {
        let contact = &book.contacts[index as usize];
        let mut reasons = vec![Reason { code: "lapsed", text: text(book, contact), weight: weight(book, contact) }];
        reasons.extend(score::tier(book, contact).map(|weight| Reason { code: "tier", text: String::new(), weight }));
        reasons
    })
}

fn weight(book: &Book, contact: &Contact) -> f64 {
    let ratio = contact.due.and_then(|due| due.ratio(book.as_of)).unwrap_or(6.0);
    (600.0 / ratio.max(6.0)).round() / 100.0
}

fn text(book: &Book, contact: &Contact) -> String {
    let from = contact.due.and_then(|due| due.from).unwrap_or(book.as_of);
    let wished = contact.core.cadence().map(|cadence| english::every(cadence.ideal)).unwrap_or_default();
    phrases::silence::lapsed(from.days_until(book.as_of), &wished, contact.last().is_some())
}
