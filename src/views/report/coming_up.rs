//! Planned interactions within the window, by day.

use crate::book::Book;
use crate::book::finds::Interaction;
use crate::phrases;
use crate::views::report::crowd::{Crowd, Group};
use crate::views::report::{Reason, Row, Texts, row};
use crate::views::words;

/// The rows: one a person and day.
pub fn rows(book: &Book, crowd: &Crowd, days: u32) -> Vec<Row> {
    let until = book.as_of.plus_days(i64::from(days));
    let mut found = Vec::new();
    for (index, contact) in crowd.group(Group::Planned, book) {
        let mut before = None;
        if contact.next_planned.is_none_or(|planned| planned > until) {
            continue;
        }
        for planned in book.planned(contact).iter().take_while(|planned| planned.date <= until) {
            if before.replace(planned.date) == Some(planned.date) {
                continue;
            }
            let text = phrases::say::planned(planned.date, book.as_of);
            let mut row = row(index, vec![Reason { code: "planned", text, weight: 1.0 }]);
            row.place = Some((planned.place.note, planned.place.row));
            found.push((planned.date, row));
        }
    }
    found.sort_by(|(one, row), (other, other_row)| one.cmp(other).then(row.contact.cmp(&other_row.contact)));
    found.into_iter().map(|(_, row)| row).collect()
}

/// What is planned, read from its note: put before the day.
pub fn tell(book: &Book, texts: Texts<'_>, row: &mut Row) {
    let contact = &book.contacts[row.contact as usize];
    let is_rows = |planned: &&Interaction| row.place == Some((planned.place.note, planned.place.row));
    let Some(planned) = book.planned(contact).iter().find(is_rows) else { return };
    let channel = planned.channel.and_then(|channel| book.config.channels.name(channel));
    let text = words::of_interaction(book, texts, planned);
    let what = match (channel, text.is_empty()) {
        (Some(channel), false) => format!("{channel}: {text}"),
        (Some(channel), true) => channel.to_owned(),
        (None, _) => text,
    };
    if let Some(reason) = row.reasons.first_mut().filter(|_| !what.is_empty()) {
        reason.text = format!("{what}, {}", reason.text);
    }
}
