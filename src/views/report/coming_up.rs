//! Planned interactions within the window, by day.

use crate::base::date::Date;
use crate::book::Book;
use crate::book::finds::Interaction;
use crate::phrases;
use crate::views::report::crowd::{Crowd, Group};
use crate::views::report::{Reason, Row, Texts, first, row};
use crate::views::words;

/// The rows: one a person and day. Only of those that are shown is read where they are written.
pub fn rows(book: &Book, crowd: &Crowd, days: u32, limit: usize) -> (Vec<Row>, usize) {
    let until = book.as_of.plus_days(i64::from(days));
    let soon = crowd.group(Group::Planned, book).filter(|(_, contact)| contact.next_planned.is_some_and(|planned| planned <= until));
    let mut all: Vec<(Date, u32)> =
        soon.flat_map(|(index, contact)| book.planned_days(contact, until).into_iter().map(move |day| (day, index))).collect();
    let count = all.len();
    first(&mut all, limit, Ord::cmp);
    let rows = all.into_iter().map(|(day, index)| {
        let text = phrases::say::planned(day, book.as_of);
        let mut row = row(index, vec![Reason { code: "planned", text, weight: 1.0 }]);
        let planned = book.planned(&book.contacts[index as usize]).iter().find(|planned| planned.date == day);
        row.place = planned.map(|planned| (planned.place.note, planned.place.row));
        row
    });
    (rows.collect(), count)
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
