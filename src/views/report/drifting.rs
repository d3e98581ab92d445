//! Those without a cadence whose silence is beyond their own rhythm (format page, section 8).

use crate::book::Book;
use crate::book::rhythm::{self, Silence};
use crate::phrases;
use crate::views::report::crowd::{Crowd, Group};
use crate::views::report::{Reason, Row, best, is_quiet, sum, words};

/// The rows: the longest silence, measured in their rhythm, first. Silences past being revived by chance are left out.
pub fn rows(book: &Book, crowd: &Crowd, limit: usize) -> (Vec<Row>, usize) {
    let mut candidates = Vec::new();
    for (index, contact) in crowd.group(Group::Free, book).filter(|(_, contact)| !is_quiet(book, contact)) {
        let (Some(rhythm), Some(last)) = (contact.rhythm(), contact.last()) else { continue };
        if rhythm::silence(rhythm, last.days_until(book.as_of)) == Silence::Drifting {
            candidates.push(index);
        }
    }
    let reasons = |index: u32, wanted: bool| {
        let contact = &book.contacts[index as usize];
        let (Some(rhythm), Some(last)) = (contact.rhythm(), contact.last()) else { return Vec::new() };
        let days = last.days_until(book.as_of);
        let text = words(wanted, || phrases::silence::drifting(days, rhythm.round() as i64));
        let weight = (days as f64 / f64::from(rhythm.max(1.0))).min(12.0);
        vec![Reason { code: "drifting", text, weight: (weight * 100.0).round() / 100.0 }]
    };
    let score = |index: u32| sum(&reasons(index, false));
    best(candidates, limit, &score, &|index| reasons(index, true))
}
