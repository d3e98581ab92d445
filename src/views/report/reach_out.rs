//! Those due and overdue, by overdue ratio, tier, promises and birthdays.

use crate::base::date::Date;
use crate::base::english;
use crate::book::Book;
use crate::book::contact::Contact;
use crate::book::status::Status;
use crate::views::report::{Reason, Row, best, people, score, words};

/// The rows; those tried in the last days go to `attempted` instead (format page, section 10.4).
pub fn rows(book: &Book, days: u32, limit: usize, attempted: &mut Vec<(u32, Date)>) -> (Vec<Row>, usize) {
    let until = book.as_of.plus_days(i64::from(days));
    let quiet = i64::from(book.config.report.attempt_days);
    let mut candidates = Vec::new();
    for (index, contact) in people(book) {
        if !matches!(contact.status, Status::Due | Status::Overdue) {
            continue;
        }
        if let Some(attempt) = contact.attempt.filter(|attempt| attempt.days_until(book.as_of) < quiet) {
            attempted.push((index, attempt));
            continue;
        }
        candidates.push(index);
    }
    best(candidates, limit, &|index, wanted| {
        let contact = &book.contacts[index as usize];
        let ratio = contact.due.and_then(|due| due.ratio(book.as_of)).unwrap_or(1.0);
        let mut reasons = vec![score::overdue(words(wanted, || why(book, contact)), ratio)];
        reasons.extend(score::tier(book, contact));
        reasons.extend(score::promise(contact, wanted));
        reasons.extend(score::birthday(book, contact, until, wanted));
        reasons.extend(planned(contact, until).filter(|_| wanted));
        reasons
    })
}

/// Those who fall due within `days`, by day.
pub fn soon(book: &Book, days: u32) -> Vec<(u32, Date)> {
    let until = book.as_of.plus_days(i64::from(days));
    let coming = people(book).filter(|(_, contact)| matches!(contact.status, Status::DueSoon | Status::InTouch));
    let mut soon: Vec<(u32, Date)> =
        coming.filter_map(|(index, contact)| Some((index, contact.due?.date))).filter(|(_, due)| *due <= until).collect();
    soon.sort_by_key(|&(index, due)| (due, index));
    soon
}

/// They meet soon anyway.
fn planned(contact: &Contact, until: Date) -> Option<Reason> {
    let planned = contact.next_planned.filter(|planned| *planned <= until)?;
    let text = format!("already planned for {}", english::short_date(planned));
    Some(Reason { code: "planned", text, weight: 0.0 })
}

fn why(book: &Book, contact: &Contact) -> String {
    let Some(due) = contact.due else { return contact.status.shown().to_owned() };
    let late = due.date.days_until(book.as_of);
    let when = if late == 0 { "due today".to_owned() } else { format!("due {}", english::ago(late)) };
    if due.by_date { format!("{when}, the day you set for the next contact") } else { when }
}
