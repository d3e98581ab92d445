//! Lapsed contacts: a decision, not a nag.

use crate::base::english;
use crate::book::Book;
use crate::book::status::Status;
use crate::views::report::{Reason, Row, by_score, is_quiet, people, row, score};

/// The rows, by tier, then the shortest silence first: those are the easiest to revive.
pub fn rows(book: &Book) -> Vec<Row> {
    let mut rows = Vec::new();
    for (index, contact) in people(book).filter(|(_, contact)| contact.status == Status::Lapsed && !is_quiet(book, contact)) {
        let Some(from) = contact.due.and_then(|due| due.from) else { continue };
        let silence = english::length(from.days_until(book.as_of));
        let wished = contact.cadence.map(|cadence| english::every(cadence.ideal)).unwrap_or_default();
        let text = if contact.last().is_some() {
            format!("no contact for {silence}, meant to be {wished}")
        } else {
            format!("no contact in {silence}, meant to be {wished}")
        };
        let ratio = contact.due.and_then(|due| due.ratio(book.as_of)).unwrap_or(6.0);
        let mut reasons = vec![Reason { code: "lapsed", text, weight: (600.0 / ratio.max(6.0)).round() / 100.0 }];
        reasons.extend(score::tier(book, contact));
        rows.push(row(index, reasons));
    }
    by_score(&mut rows);
    rows
}
