//! Who is to be met: at an event, or on a day.

use crate::base::date::Date;
use crate::book::contact::{Contact, Standing};
use crate::book::events;
use crate::book::guests::{self, Who};
use crate::book::kind::NoteKind;
use crate::book::names::Target;
use crate::book::{Book, Note, history};
use crate::facts::Link;
use crate::note::body::Place;
use crate::note::link::LinkKind;

/// Those to be met.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Company {
    /// The contacts, indices of [`Book::contacts`].
    pub people: Vec<u32>,
    /// Those named who have no note.
    pub strangers: Vec<String>,
    /// Names that several people bear.
    pub unclear: Vec<String>,
    /// The events they are met at.
    pub events: Vec<u32>,
}

fn push<T: PartialEq>(all: &mut Vec<T>, one: T) {
    if !all.contains(&one) {
        all.push(one);
    }
}

/// Everyone an event's note names, in its order.
pub fn at(book: &Book, event: u32) -> Company {
    let mut company = Company { events: vec![event], ..Company::default() };
    for guest in guests::of(book, book.names(), event) {
        match guest.who {
            Who::Contact(note) => company.people.extend(book.contact_index(note)),
            Who::Nobody(newcomer) => company.strangers.push(newcomer.name),
            Who::Unclear(name, _) => company.unclear.push(name),
        }
    }
    company
}

/// The day of an event's note.
pub fn day(book: &Book, event: u32) -> Option<Date> {
    let note = book.note(event);
    events::read(book, note, &note.fields()).date.and_then(Result::ok)
}

/// Everyone who is met on a day: planned or noted contact, events, links in the day's note, a day named for the next contact. By name.
pub fn on(book: &Book, day: Date) -> Company {
    let mut company = Company::default();
    for (at, contact) in (0..).zip(&book.contacts) {
        if contact.core.standing == Standing::Deceased {
            continue;
        }
        let named = contact.core.next_contact == Some(day) && contact.last().is_none_or(|last| last < day);
        if !(named || is_met(book, contact, day)) {
            continue;
        }
        company.people.push(at);
        let found = book.planned(contact).iter().chain(book.interactions(contact)).filter(|one| one.date == day);
        for note in found.map(|one| one.place.note).filter(|&note| book.kind(note) == NoteKind::Event) {
            push(&mut company.events, note);
        }
    }
    for note in book.all().filter(|&note| book.kind(note) == NoteKind::Daily(day)) {
        for link in links(book.note(note)).filter(|link| link.when.is_none()) {
            if let Target::Note(person) = book.link(&link.target, note) {
                let is_living = |&at: &u32| book.contacts[at as usize].core.standing != Standing::Deceased;
                book.contact_index(person).filter(is_living).into_iter().for_each(|at| push(&mut company.people, at));
            }
        }
    }
    company.people.sort_unstable();
    company.events.sort_unstable();
    for event in company.events.clone() {
        let there = at(book, event);
        there.strangers.into_iter().for_each(|name| push(&mut company.strangers, name));
        there.unclear.into_iter().for_each(|name| push(&mut company.unclear, name));
    }
    company
}

fn is_met(book: &Book, contact: &Contact, day: Date) -> bool {
    if day > book.as_of {
        contact.next_planned.is_some_and(|next| next <= day) && book.planned(contact).iter().any(|one| one.date == day)
    } else {
        contact.last().is_some_and(|last| last >= day) && history::of(book, contact).days.contains(&day.number())
    }
}

/// The links of a note that may mean somebody.
fn links(note: &Note) -> impl Iterator<Item = &Link> {
    note.facts.links.iter().filter(|link| link.kind != LinkKind::Embed && link.place == Place::Plain)
}
