//! Birthdays and other yearly dates, ahead and lately missed; successes nobody has congratulated on; what there is to ask after.
//!
//! Where tension is open nothing is celebrated: only what was promised to be asked after, and a day of remembrance, still stand.

use crate::base::date::{Anniversary, Date};
use crate::book::Book;
use crate::book::contact::{Contact, Standing, YearlyDate};
use crate::book::finds::Sign;
use crate::book::tension;
use crate::phrases;
use crate::views::report::crowd::{Crowd, Group};
use crate::views::report::{Reason, Row, Texts, row, say};

/// How many days what is to be asked after stands there.
const ASKED: i64 = 30;

/// What is to be said to somebody, on its day.
#[derive(Clone, Copy)]
enum What<'b> {
    /// A yearly date, by its label.
    Yearly(&'b str, Anniversary),
    /// The day of somebody who has died.
    Remembrance(Anniversary),
    /// A success.
    Milestone,
    /// Told on that day, to be asked after.
    AskAfter(Date),
}

/// The rows, one a person, by the first day of each.
pub fn rows(book: &Book, crowd: &Crowd, days: u32, limit: usize) -> (Vec<Row>, usize) {
    let mut found: Vec<(Date, u32, What<'_>)> = Vec::new();
    for (index, contact) in crowd.group(Group::Yearly, book) {
        yearly(book, contact, days, &mut |on, what| found.push((on, index, what)));
    }
    for (index, contact) in crowd.group(Group::Signed, book) {
        signs(book, contact, &mut |on, what| found.push((on, index, what)));
    }
    for (index, contact) in crowd.group(Group::Remembered, book) {
        remembered(book, contact, days, &mut |on, what| found.push((on, index, what)));
    }
    // The sort is stable: two things of one day stay in their order.
    found.sort_by_key(|&(on, index, _)| (index, on));
    let mut people: Vec<&[(Date, u32, What<'_>)]> = found.chunk_by(|one, other| one.1 == other.1).collect();
    people.sort_by_key(|all| all.first().map(|&(on, index, _)| (on, index)));
    let all = people.len();
    (people.into_iter().take(limit).map(|all| written(book, all)).collect(), all)
}

/// Whether somebody is listed here, on a day that is right for it.
pub fn is_listed(book: &Book, contact: &Contact, days: u32) -> bool {
    let mut is_any = false;
    yearly(book, contact, days, &mut |_, _| is_any = true);
    signs(book, contact, &mut |_, _| is_any = true);
    is_any
}

/// The last day a date is shown for: its own lead, else the setting's, but the days of the report at least.
fn until(book: &Book, lead: Option<u32>, days: u32) -> Date {
    book.as_of.plus_days(i64::from(lead.unwrap_or(book.config.celebrate.lead_days).max(days)))
}

fn yearly<'b>(book: &'b Book, contact: &'b Contact, days: u32, add: &mut dyn FnMut(Date, What<'b>)) {
    let core = &contact.core;
    if core.birthday().is_none() && !core.has_dates {
        return;
    }
    let from = book.as_of.plus_days(-i64::from(book.config.celebrate.missed_days));
    let at_peace = !tension::is_open(contact);
    let dates = if core.has_dates { book.person(contact).dates.as_slice() } else { &[] };
    let is_birthday = |date: &&YearlyDate| date.label.eq_ignore_ascii_case("birthday");
    // A birthday that stands in both places has the lead of its date.
    let lead = dates.iter().find(is_birthday).and_then(|date| date.lead);
    let birthday = core.birthday().map(|date| ("birthday", date, lead, false));
    let others = dates.iter().filter(|date| core.birthday().is_none() || !is_birthday(date));
    let others = others.map(|date| (date.label.as_str(), date.date, date.lead, date.is_remembrance()));
    for (label, date, lead, is_remembrance) in birthday.into_iter().chain(others) {
        let Some(on) = date.next_from(from).filter(|&on| on <= until(book, lead, days)) else { continue };
        let is_said = on < book.as_of && (contact.last().is_some_and(|last| last >= on) || congratulated(contact, on));
        let is_to_come = date.year.is_some_and(|year| year > on.year());
        if !is_said && !is_to_come && (at_peace || is_remembrance) {
            add(on, What::Yearly(label, date));
        }
    }
}

fn congratulated(contact: &Contact, since: Date) -> bool {
    contact.signs.iter().any(|signed| signed.sign == Sign::Congratulated && signed.date >= since)
}

fn remembered<'b>(book: &'b Book, contact: &'b Contact, days: u32, add: &mut dyn FnMut(Date, What<'b>)) {
    for date in book.person(contact).dates.iter().filter(|date| date.is_remembrance()) {
        let on = date.date.next_from(book.as_of).filter(|&on| on <= until(book, date.lead, days));
        if let Some(on) = on.filter(|on| date.date.year.is_none_or(|year| year <= on.year())) {
            add(on, What::Remembrance(date.date));
        }
    }
}

fn signs<'b>(book: &Book, contact: &Contact, add: &mut dyn FnMut(Date, What<'b>)) {
    let mut asked: Vec<Date> = Vec::new();
    for (until, said) in to_ask(book, contact) {
        if !asked.contains(&until) {
            asked.push(until);
            add(until, What::AskAfter(said));
        }
    }
    if !tension::is_open(contact) {
        let mut milestones: Vec<Date> = milestones(book, contact).collect();
        milestones.dedup();
        milestones.into_iter().for_each(|day| add(day, What::Milestone));
    }
}

/// The days of successes that nobody congratulated on since, the latest first.
pub fn milestones<'b>(book: &Book, contact: &'b Contact) -> impl Iterator<Item = Date> + use<'b> {
    let (today, most) = (book.as_of, i64::from(book.config.celebrate.milestone_days));
    let recent = contact.signs.iter().filter(move |signed| signed.sign == Sign::Milestone && signed.date.days_until(today) <= most);
    recent.map(|signed| signed.date).filter(|&day| !congratulated(contact, day))
}

/// What is to be asked after and was not yet: from which day on, and the day it was told.
pub fn to_ask<'b>(book: &Book, contact: &'b Contact) -> impl Iterator<Item = (Date, Date)> + use<'b> {
    let today = book.as_of;
    let asks = contact.signs.iter().filter(|signed| signed.sign == Sign::AskAfter);
    asks.filter_map(|signed| Some((signed.until?, signed.date))).filter(move |&(until, said)| {
        let is_time = until <= today && until.days_until(today) <= ASKED && said < today;
        let is_asked = contact.last().is_some_and(|last| last >= until && last > said);
        is_time && !is_asked && !is_settled(contact, said)
    })
}

/// Whether what was to be asked after, told on a day, turned out well: a success was noted on that day or later.
fn is_settled(contact: &Contact, said: Date) -> bool {
    contact.signs.iter().any(|signed| signed.sign == Sign::Milestone && signed.date >= said)
}

/// The row of one person: all there is to say, by day.
fn written(book: &Book, all: &[(Date, u32, What<'_>)]) -> Row {
    let index = all.first().map_or(0, |&(_, index, _)| index);
    let contact = &book.contacts[index as usize];
    let mut row = row(index, all.iter().map(|&(on, _, what)| reason(book, contact, on, what)).collect());
    let place = all.iter().find_map(|&(on, _, what)| noted(what, on).and_then(|(sign, day)| say::place_of(book, contact, sign, day)));
    row.place = place.map(|place| (place.note, place.row));
    row
}

fn reason(book: &Book, contact: &Contact, on: Date, what: What<'_>) -> Reason {
    let (code, text) = match what {
        What::Yearly(label, date) => {
            let code = if label == "birthday" { "birthday" } else { "date" };
            (code, phrases::celebrate::date(label, date, on, book.as_of))
        }
        What::Remembrance(date) => ("remembrance", phrases::celebrate::remembrance(book.name(contact), date, on, book.as_of)),
        What::Milestone => ("milestone", phrases::celebrate::milestone(on, book.as_of)),
        What::AskAfter(_) => ("ask_after", phrases::celebrate::ask_after(on)),
    };
    Reason { code, text, weight: 1.0 - on.days_until(book.as_of).abs() as f64 / 100.0 }
}

/// What marks the entry that told it, and the day of that entry.
fn noted(what: What<'_>, on: Date) -> Option<(Sign, Date)> {
    match what {
        What::Milestone => Some((Sign::Milestone, on)),
        What::AskAfter(said) => Some((Sign::AskAfter, said)),
        What::Yearly(..) | What::Remembrance(_) => None,
    }
}

/// What they told, read from its notes, each thing once; of somebody who has died nothing is left to be said.
pub fn tell(book: &Book, texts: Texts<'_>, row: &mut Row) {
    let contact = &book.contacts[row.contact as usize];
    if contact.core.standing == Standing::Deceased {
        row.say.clear();
        return;
    }
    let mut all: Vec<(Date, What<'_>)> = Vec::new();
    signs(book, contact, &mut |on, what| all.push((on, what)));
    all.sort_by_key(|&(on, _)| on);
    let mut said: Vec<String> = Vec::new();
    for (sign, day) in all.into_iter().filter_map(|(on, what)| noted(what, on)) {
        let Some((_, words)) = say::marked(book, texts, contact, sign, day).filter(|(_, words)| !words.is_empty()) else { continue };
        say::drop_last(row, &words);
        let sentence = match sign {
            Sign::Milestone => phrases::celebrate::congratulate(&words),
            _ => phrases::celebrate::told(day, &words),
        };
        if !said.contains(&sentence) {
            said.push(sentence);
        }
    }
    row.say.splice(0..0, said);
}
