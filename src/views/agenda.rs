//! What is coming: planned meetings, birthdays and other yearly dates, dues, promises, snoozes that end; by day.

use std::rc::Rc;

use crate::base::date::{Anniversary, Date};
use crate::base::english;
use crate::base::fold;
use crate::book::Book;
use crate::book::contact::{Contact, Standing};
use crate::book::keys::Key;
use crate::book::promises::State;
use crate::book::status::Status;
use crate::phrases;
use crate::views::words;

/// What an entry is, in the order of one day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// An interaction dated after the as-of date.
    Planned,
    /// A birthday.
    Birthday,
    /// Another yearly date.
    Date,
    /// A contact falls due.
    Due,
    /// A promise falls due.
    Promise,
    /// The last day of a snooze.
    SnoozeEnds,
}

impl Kind {
    /// The word used in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Planned => "planned",
            Kind::Birthday => "birthday",
            Kind::Date => "date",
            Kind::Due => "due",
            Kind::Promise => "promise",
            Kind::SnoozeEnds => "snooze_ends",
        }
    }
}

/// One thing that is coming.
#[derive(Debug)]
pub struct Entry {
    /// The day.
    pub date: Date,
    /// What it is.
    pub kind: Kind,
    /// Whose it is, an index of [`Book::contacts`].
    pub contact: Option<u32>,
    /// What there is to say of it; may be empty.
    pub text: String,
    /// The note it is written in.
    pub note: u32,
    /// The source line, 1-based.
    pub row: u32,
}

/// Everything from the as-of date up to and including `days` days later. Who is archived or wishes no contact is left out; of who
/// has died the days of remembrance stand there alone; who is paused or ambient is not due.
pub fn of(book: &Book, text: &dyn Fn(u32) -> Rc<str>, days: u32) -> Vec<Entry> {
    let last = book.as_of.plus_days(i64::from(days));
    let within = |date: Date| book.as_of <= date && date <= last;
    let mut entries = Vec::new();
    for (at, contact) in (0u32..).zip(&book.contacts) {
        if contact.status != Status::Archived {
            of_contact(book, text, at, contact, &within, &mut entries);
        } else if contact.core.standing == Standing::Deceased && contact.core.has_dates {
            remembered(book, at, contact, &within, &mut entries);
        }
    }
    for promise in book.promises.iter().filter(|promise| promise.state == State::Open) {
        let Some(date) = promise.due_day.filter(|&date| within(date)) else { continue };
        let contact = promise
            .contacts
            .iter()
            .filter_map(|&note| book.contact_index(note))
            .find(|&at| book.contacts[at as usize].status != Status::Archived);
        if contact.is_none() {
            continue;
        }
        let owner = phrases::say::owed(promise.theirs);
        let words = words::of_promise(book, text, promise);
        entries.push(Entry { date, kind: Kind::Promise, contact, text: format!("{owner}: {words}"), note: promise.note, row: promise.row });
    }
    entries.sort_by(|one, other| {
        (one.date, one.kind, one.contact, one.note, one.row).cmp(&(other.date, other.kind, other.contact, other.note, other.row))
    });
    entries
}

/// The days of remembrance of somebody who has died.
fn remembered(book: &Book, at: u32, contact: &Contact, within: &dyn Fn(Date) -> bool, entries: &mut Vec<Entry>) {
    for yearly in book.person(contact).dates.iter().filter(|date| date.is_remembrance()) {
        let Some(date) = yearly.date.next_from(book.as_of).filter(|&date| within(date)) else { continue };
        if yearly.date.year.is_none_or(|year| year <= date.year()) {
            let text = phrases::celebrate::remembered(years(yearly.date, date));
            entries.push(Entry { date, kind: Kind::Date, contact: Some(at), text, note: contact.note, row: yearly.row });
        }
    }
}

fn of_contact(
    book: &Book,
    text: &dyn Fn(u32) -> Rc<str>,
    at: u32,
    contact: &Contact,
    within: &dyn Fn(Date) -> bool,
    entries: &mut Vec<Entry>,
) {
    let person = book.person(contact);
    // The note is opened only where something of it is told.
    let row = |key: Key| book.note(contact.note).fields().all(key).next().map_or(1, |field| field.row);
    let mut push =
        |date: Date, kind: Kind, text: String, note: u32, row: u32| entries.push(Entry { date, kind, contact: Some(at), text, note, row });
    let mut before = None;
    for planned in book.planned(contact).iter().filter(|planned| within(planned.date)) {
        // One day found in several places is one meeting.
        if before.replace(planned.date) == Some(planned.date) {
            continue;
        }
        let words = words::of_interaction(book, text, planned);
        let channel = planned.channel.and_then(|channel| book.config.channels.name(channel)).unwrap_or("");
        let said = [channel, &words].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ");
        push(planned.date, Kind::Planned, said, planned.place.note, planned.place.row);
    }
    if let Some(birthday) = person.birthday
        && let Some(date) = birthday.next_from(book.as_of).filter(|&date| within(date))
    {
        let text = years(birthday, date).map_or_else(String::new, |years| format!("turns {years}"));
        push(date, Kind::Birthday, text, contact.note, row(Key::Birthday));
    }
    for yearly in &person.dates {
        let Some(date) = yearly.date.next_from(book.as_of).filter(|&date| within(date)) else { continue };
        let is_birthday = fold::key(&yearly.label) == "birthday";
        if is_birthday && person.birthday.is_some() {
            continue;
        }
        let (kind, text) = match (is_birthday, years(yearly.date, date)) {
            (true, Some(years)) => (Kind::Birthday, format!("turns {years}")),
            (true, None) => (Kind::Birthday, String::new()),
            (false, Some(years)) => (Kind::Date, format!("{}, {}", yearly.label, english::count(i64::from(years), "year"))),
            (false, None) => (Kind::Date, yearly.label.clone()),
        };
        push(date, kind, text, contact.note, yearly.row);
    }
    if person.standing != Standing::Active {
        return;
    }
    let snoozed = person.snooze_until.filter(|&until| until >= book.as_of);
    if let Some(due) = contact.due.filter(|due| within(due.date) && snoozed.is_none_or(|until| due.date > until)) {
        let every = contact.core.cadence().filter(|_| !due.by_date).map(|cadence| english::every(cadence.ideal));
        let last = contact.last().map(phrases::say::last_contact);
        let text = [every, last].into_iter().flatten().collect::<Vec<_>>().join(", ");
        let row = if due.by_date { row(Key::NextContact) } else { book.last_places(contact).first().map_or(1, |place| place.place.row) };
        let note =
            if due.by_date { contact.note } else { book.last_places(contact).first().map_or(contact.note, |place| place.place.note) };
        push(due.date, Kind::Due, text, note, row);
    }
    if let Some(until) = snoozed.filter(|&until| within(until)) {
        push(until, Kind::SnoozeEnds, String::new(), contact.note, row(Key::SnoozeUntil));
    }
}

/// The years since a yearly date's own year, when it is known and past.
pub fn years(yearly: Anniversary, on: Date) -> Option<i32> {
    yearly.years_on(on).filter(|&years| years > 0)
}
