//! Planned interactions within the window, by day.

use crate::base::english;
use crate::book::Book;
use crate::views::report::{Reason, Row, Texts, people, row};
use crate::views::words;

/// The rows: one a person and day.
pub fn rows(book: &Book, texts: Texts<'_>, days: u32) -> Vec<Row> {
    let until = book.as_of.plus_days(i64::from(days));
    let mut found = Vec::new();
    for (index, contact) in people(book) {
        let mut before = None;
        for planned in contact.planned.iter().take_while(|planned| planned.date <= until) {
            if before.replace(planned.date) == Some(planned.date) {
                continue;
            }
            let when = format!("{} ({})", english::ahead(book.as_of.days_until(planned.date)), english::short_date(planned.date));
            let channel = planned.channel.and_then(|channel| book.config.channels.name(channel));
            let text = words::of_interaction(book, texts, planned);
            let what = match (channel, text.is_empty()) {
                (Some(channel), false) => format!("{channel}: {text}"),
                (Some(channel), true) => channel.to_owned(),
                (None, _) => text,
            };
            let text = if what.is_empty() { when } else { format!("{what}, {when}") };
            let mut row = row(book, index, vec![Reason { code: "planned", text, weight: 1.0 }]);
            row.place = Some((planned.place.note, planned.place.row));
            found.push((planned.date, row));
        }
    }
    found.sort_by(|(one, row), (other, other_row)| one.cmp(other).then(row.contact.cmp(&other_row.contact)));
    found.into_iter().map(|(_, row)| row).collect()
}
