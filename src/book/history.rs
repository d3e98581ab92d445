//! The days of contact over time, for figures and rhythms: of everybody in one pass over the kept bytes. Opens no note and keeps nothing.
//!
//! Status on an earlier day follows from the contact before it and the cadence of today; a snooze or a named next day of today says nothing
//! about then, and is left out.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::base::date::Date;
use crate::book::contact::{Contact, Standing};
use crate::book::finds::{Find, Interaction, Source};
use crate::book::standing::Reason;
use crate::book::state::codec::Get;
use crate::book::state::core::Core;
use crate::book::state::finds::{Found, What, days};
use crate::book::status::{self, Question, Status};
use crate::book::{Book, build};

/// When there was contact with one person, up to the as-of date.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct History {
    /// The distinct days by their numbers, the latest first.
    pub days: Vec<i32>,
    /// The earliest day something is noted on that is no contact; 0: none.
    noted: i32,
}

/// The history of one contact.
pub fn of(book: &Book, contact: &Contact) -> History {
    let mut get = Get::new(book.state.contact_bytes(book.slot(contact.note)));
    Core::read(&mut get);
    let today = book.as_of.number();
    let mut history = History::default();
    days(&mut get, |Found { day, what }| match what {
        _ if day == 0 || day > today => {}
        What::Counted(_) if history.days.last() == Some(&day) => {}
        What::Counted(_) => history.days.push(day),
        What::Seen(Reason::Attempt | Reason::NotContactMark) => history.noted = day,
        What::Seen(_) | What::Marked(..) => {}
    });
    history
}

/// Asks the history of every contact, in parallel; the answers stand in the order of the contacts.
pub fn each<T: Send>(book: &Book, ask: impl Fn(&Contact, &History) -> T + Sync) -> Vec<T> {
    book.contacts.par_iter().map(|contact| ask(contact, &of(book, contact))).collect()
}

/// The interactions of one contact from a day to the as-of date, the latest first, those of one day with the person's own note first.
/// Read without being kept.
pub fn since(book: &Book, contact: &Contact, from: Date) -> Vec<Interaction> {
    let finds = book.state.finds_of(book.slot(contact.note)).unwrap_or_default();
    let counted = finds.into_iter().filter_map(|find| match find {
        Find::Counted(interaction) if (from..=book.as_of).contains(&interaction.date) => Some(interaction),
        _ => None,
    });
    let placed = counted.map(|mut interaction| {
        interaction.place.note = book.note_in(interaction.place.note).unwrap_or(u32::MAX);
        interaction
    });
    let mut all: Vec<Interaction> = placed.collect();
    let order = |one: &Interaction| (one.place.note != contact.note, one.source == Source::FrontMatter, one.place.note, one.place.at);
    all.sort_by(|one, other| other.date.cmp(&one.date).then_with(|| order(one).cmp(&order(other))));
    all
}

/// Asks something of everybody's interactions from a day on, in parallel; the answers stand in the order of the contacts.
pub fn each_since<T: Send>(book: &Book, from: Date, ask: impl Fn(&Contact, &[Interaction]) -> T + Sync) -> Vec<T> {
    let recent = |contact: &&Contact| contact.last.is_some_and(|last| last >= from);
    book.contacts.par_iter().filter(recent).map(|contact| ask(contact, &since(book, contact, from))).collect()
}

/// Where a contact stood on a day, by the cadence alone; `None` without a cadence that runs, or before anything is known of them.
pub fn status_on(book: &Book, contact: &Contact, history: &History, day: Date) -> Option<Status> {
    if contact.core.standing != Standing::Active || !contact.core.has_cadence() {
        return None;
    }
    let mut core = contact.core;
    (core.next_contact, core.snooze_until) = (None, None);
    let number = day.number();
    let last = history.days.get(history.days.partition_point(|&known| known > number)).and_then(|&day| Date::from_number(day));
    let noted = Date::from_number(history.noted).filter(|&noted| history.noted > 0 && noted <= day);
    let baseline = if last.is_some() { None } else { build::baseline(&core, noted, day) };
    let (due, status) = status::of(&Question { as_of: day, window: book.config.report.days, core: &core, last, baseline });
    due.map(|_| status)
}
