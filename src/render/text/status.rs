//! Where a contact stands, in one sentence.

use crate::base::english;
use crate::book::Book;
use crate::book::contact::{Contact, Standing};
use crate::book::status::Status;
use crate::phrases;

/// `overdue: due 8 days ago (2026-11-15), every 3 weeks, last contact 2026-10-25 coffee, 29 days ago`.
pub fn sentence(book: &Book, contact: &Contact) -> String {
    let mut parts = Vec::new();
    let person = book.person(contact);
    match person.standing {
        Standing::Deceased => parts.push(phrases::why::died()),
        Standing::DoNotContact => parts.push(phrases::why::no_contact_wished()),
        _ => {}
    }
    let is_asked = !matches!(contact.status, Status::Archived | Status::Paused | Status::Ambient);
    if let (Status::Snoozed, Some(until)) = (contact.status, person.snooze_until) {
        parts.push(format!("until {until}"));
    }
    if let Some(due) = contact.due.filter(|_| is_asked) {
        let late = due.date.days_until(book.as_of);
        parts.push(format!("due {} ({})", english::ago(late), due.date));
    }
    if let Some(cadence) = contact.core.cadence() {
        parts.push(english::every(cadence.ideal));
    }
    parts.push(match contact.last() {
        Some(last) => {
            let channel = book
                .last_channel(contact)
                .and_then(|channel| book.config.channels.name(channel))
                .map(|name| format!(" {name}"))
                .unwrap_or_default();
            format!("last contact {last}{channel}, {}", english::ago(last.days_until(book.as_of)))
        }
        None => phrases::say::no_contact(),
    });
    if let Some(attempt) = contact.attempt {
        parts.push(format!("tried {attempt}"));
    }
    format!("{}: {}", contact.status.shown(), parts.join(", "))
}

/// Whether the status asks for attention.
pub fn asks(contact: &Contact) -> bool {
    matches!(contact.status, Status::Due | Status::Overdue)
}
