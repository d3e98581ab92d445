//! Those due and overdue, by the sum of their reasons, as many as the week has room for.

use crate::base::date::Date;
use crate::base::fold;
use crate::book::Book;
use crate::book::contact::Contact;
use crate::phrases::reach_out as say;
use crate::views::report::crowd::{Crowd, Group};
use crate::views::report::{Reason, Row, choose, score};

/// The rows; those tried in the last days go to `attempted` instead (format page, section 10.4).
pub fn rows(book: &Book, crowd: &Crowd, days: u32, limit: usize, attempted: &mut Vec<(u32, Date)>) -> (Vec<Row>, usize) {
    let until = book.as_of.plus_days(i64::from(days));
    let quiet = i64::from(book.config.report.attempt_days);
    let mut candidates = Vec::new();
    for (index, contact) in crowd.group(Group::Due, book) {
        if let Some(attempt) = contact.attempt.filter(|attempt| attempt.days_until(book.as_of) < quiet) {
            attempted.push((index, attempt));
            continue;
        }
        candidates.push(index);
    }
    let sum = |index: u32| score::sum(book, &book.contacts[index as usize], until);
    choose::rows(book, candidates, limit, &sum, &|index| {
        let contact = &book.contacts[index as usize];
        let mut terms = score::terms(book, contact, until);
        terms.extend(planned(contact, until));
        terms
    })
}

/// Those who fall due within `days`, by day.
pub fn soon(book: &Book, crowd: &Crowd, days: u32) -> Vec<(u32, Date)> {
    let until = book.as_of.plus_days(i64::from(days));
    let coming = crowd.group(Group::Soon, book);
    let mut soon: Vec<(u32, Date)> =
        coming.filter_map(|(index, contact)| Some((index, contact.due?.date))).filter(|(_, due)| *due <= until).collect();
    soon.sort_by_key(|&(index, due)| (due, index));
    soon
}

/// They meet soon anyway.
fn planned(contact: &Contact, until: Date) -> Option<Reason> {
    let planned = contact.next_planned.filter(|planned| *planned <= until)?;
    Some(Reason { code: "planned", text: say::planned(planned), weight: 0.0 })
}

/// What rows about people of one household or company say of each other.
pub fn roll_up(book: &Book, rows: &mut [Row]) {
    for row in rows.iter_mut().filter(|row| !row.others.is_empty()) {
        let others: Vec<&str> = row.others.iter().map(|&other| book.name(&book.contacts[other as usize])).collect();
        row.reasons.push(Reason { code: "household", text: say::household(&others), weight: 0.0 });
    }
    let company = |contact: u32| book.person(&book.contacts[contact as usize]).companies.first().filter(|company| !company.is_empty());
    let places: Vec<Option<(String, &str)>> =
        rows.iter().map(|row| company(row.contact).map(|company| (fold::name(company), company.as_str()))).collect();
    let names: Vec<&str> = rows.iter().map(|row| book.name(&book.contacts[row.contact as usize])).collect();
    for (at, row) in rows.iter_mut().enumerate() {
        let Some((key, company)) = &places[at] else { continue };
        let is_there = |other: usize| other != at && places[other].as_ref().is_some_and(|(theirs, _)| theirs == key);
        let others: Vec<&str> = (0..names.len()).filter(|&other| is_there(other)).map(|other| names[other]).collect();
        if !others.is_empty() {
            row.reasons.push(Reason { code: "company", text: say::company(company, &others), weight: 0.0 });
        }
    }
}
