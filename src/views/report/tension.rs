//! Open tension: since when, and what was noted. The longest open first; after a while a decision is asked for.

use crate::base::date::Date;
use crate::book::Book;
use crate::book::contact::Contact;
use crate::book::finds::Sign;
use crate::book::tension;
use crate::phrases;
use crate::views::report::crowd::{Crowd, Group};
use crate::views::report::{Reason, Row, Texts, first, row, say};

/// The rows. A snooze holds here too; an attempt does not close anything.
pub fn rows(book: &Book, crowd: &Crowd, limit: usize) -> (Vec<Row>, usize) {
    let mut open: Vec<(Date, u32)> = Vec::new();
    for (index, contact) in crowd.group(Group::Signed, book).filter(|(_, contact)| is_listed(book, contact)) {
        open.extend(tension::since(contact).map(|since| (since, index)));
    }
    let all = open.len();
    first(&mut open, limit, Ord::cmp);
    let decide = i64::from(book.config.tension.decide_days);
    let rows = open.into_iter().map(|(since, index)| {
        let days = since.days_until(book.as_of);
        let (code, text) =
            if days >= decide { ("tension_decide", phrases::tension::decide(days)) } else { ("tension", phrases::tension::open(days)) };
        row(index, vec![Reason { code, text, weight: (1.0 + days as f64 / 30.0).min(6.0) }])
    });
    (rows.collect(), all)
}

/// Whether somebody is listed here, on a day that is right for it.
pub fn is_listed(book: &Book, contact: &Contact) -> bool {
    tension::is_open(contact) && contact.core.snooze_until.is_none_or(|until| until < book.as_of)
}

/// What was noted, read from the notes: the first time and the last.
pub fn tell(book: &Book, texts: Texts<'_>, row: &mut Row) {
    let contact = &book.contacts[row.contact as usize];
    let mut days = tension::days(contact);
    if days.len() > 2 {
        days.drain(1..days.len() - 1);
    }
    for day in days.into_iter().rev() {
        let Some((place, words)) = say::marked(book, texts, contact, Sign::Tension, day) else { continue };
        row.place = Some((place.note, place.row));
        say::put_first(row, &words, |words| phrases::tension::noted(day, words));
    }
}
