//! Those without a cadence whose silence is beyond their own rhythm (format page, section 8).

use crate::base::english;
use crate::book::Book;
use crate::book::rhythm::{self, Silence};
use crate::book::status::Status;
use crate::views::report::{Reason, Row, by_score, is_quiet, people, row};

/// The rows: the longest silence, measured in their rhythm, first. Silences past being revived by chance are left out.
pub fn rows(book: &Book) -> Vec<Row> {
    let mut rows = Vec::new();
    for (index, contact) in people(book).filter(|(_, contact)| contact.status == Status::NoCadence && !is_quiet(book, contact)) {
        let (Some(rhythm), Some(last)) = (contact.rhythm, contact.last()) else { continue };
        let days = last.days_until(book.as_of);
        if rhythm::silence(rhythm, days) != Silence::Drifting {
            continue;
        }
        let text = format!("quiet for {}, usually in touch every {}", english::length(days), english::length(rhythm.round() as i64));
        let weight = (days as f64 / f64::from(rhythm.max(1.0))).min(12.0);
        rows.push(row(index, vec![Reason { code: "drifting", text, weight: (weight * 100.0).round() / 100.0 }]));
    }
    by_score(&mut rows);
    rows
}
