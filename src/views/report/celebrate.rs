//! Birthdays and other yearly dates: those within the window, and those of the last seven days that passed without contact.

use crate::base::date::{Anniversary, Date};
use crate::book::Book;
use crate::phrases;
use crate::views::report::{Reason, Row, people, row};

/// How many days back a missed date is still worth a word.
const MISSED: i64 = 7;

/// The rows, by day.
pub fn rows(book: &Book, days: u32, limit: usize) -> (Vec<Row>, usize) {
    let from = book.as_of.plus_days(-MISSED);
    let until = book.as_of.plus_days(i64::from(days));
    let mut found: Vec<(Date, u32, &str, Anniversary)> = Vec::new();
    for (index, contact) in people(book) {
        let birthday = contact.core.birthday.map(|date| ("birthday", date));
        let is_birthday = |label: &str| contact.core.birthday.is_some() && label.eq_ignore_ascii_case("birthday");
        let dates = if contact.core.has_dates { book.person(contact).dates.as_slice() } else { &[] };
        let dates = dates.iter().filter(|date| !is_birthday(&date.label)).map(|date| (date.label.as_str(), date.date));
        for (label, date) in birthday.into_iter().chain(dates) {
            let Some(on) = date.next_from(from).filter(|&on| on <= until) else { continue };
            let missed = on < book.as_of;
            if missed && contact.last().is_some_and(|last| last >= on) || date.year.is_some_and(|year| year > on.year()) {
                continue;
            }
            found.push((on, index, label, date));
        }
    }
    // The sort is stable: two dates of one person stay in their order.
    found.sort_by_key(|&(on, index, ..)| (on, index));
    let all = found.len();
    let rows = found.into_iter().take(limit).map(|(on, index, label, date)| {
        let weight = 1.0 - on.days_until(book.as_of).abs() as f64 / 100.0;
        let code = if label == "birthday" { "birthday" } else { "date" };
        row(index, vec![Reason { code, text: phrases::celebrate::date(label, date, on, book.as_of), weight }])
    });
    (rows.collect(), all)
}
