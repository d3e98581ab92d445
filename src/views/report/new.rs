//! Those met or added in the last fourteen days with no interaction after the first, and those with a cadence but nothing noted yet.

use crate::base::english;
use crate::book::Book;
use crate::book::contact::Contact;
use crate::book::status::Status;
use crate::phrases;
use crate::views::report::crowd::{Crowd, Group};
use crate::views::report::{Reason, Row, follow_up, row, shown};

/// How long somebody is new, in days.
const NEW: i64 = 14;

/// The rows: the newest first, then those never contacted, by name.
pub fn rows(book: &Book, crowd: &Crowd, limit: usize) -> (Vec<Row>, usize) {
    let mut found: Vec<(i64, Row)> = Vec::new();
    let may_be_new = |contact: &Contact| !matches!(contact.status, Status::Ambient | Status::Snoozed);
    for (index, contact) in crowd.group(Group::New, book).filter(|(_, contact)| may_be_new(contact)) {
        if let Some((days, text)) = lately(book, contact) {
            // Who was met at an event stands in the section of the events.
            if follow_up::is_listed(book, contact) {
                continue;
            }
            found.push((days, row(index, vec![Reason { code: "new", text, weight: 1.0 }])));
        } else if contact.status == Status::NeverContacted {
            let wished = contact.core.cadence().map(|cadence| english::every(cadence.ideal)).unwrap_or_default();
            let reason = Reason { code: "never_contacted", text: phrases::silence::never(&wished), weight: 0.5 };
            found.push((NEW + 1, row(index, vec![reason])));
        }
    }
    found.sort_by_key(|(days, row)| (*days, row.contact));
    shown(found.into_iter().map(|(_, row)| row).collect(), limit)
}

/// How many days ago the first contact was, when there was none after it.
fn lately(book: &Book, contact: &Contact) -> Option<(i64, String)> {
    if contact.days > 1 || matches!(contact.status, Status::Due | Status::Overdue | Status::Lapsed) {
        return None;
    }
    let days = |date: crate::base::date::Date| Some(date.days_until(book.as_of)).filter(|days| (0..=NEW).contains(days));
    if let Some(first) = contact.last() {
        let met = contact.core.met.is_none_or(|met| met.days_until(first) <= NEW && met <= first);
        let days = days(first).filter(|_| met)?;
        return Some((days, phrases::silence::first_contact(days)));
    }
    let baseline = contact.baseline?;
    let days = days(baseline.date)?;
    Some((days, phrases::silence::met(days, baseline.estimated)))
}
