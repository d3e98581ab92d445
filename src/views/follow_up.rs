//! Who was at one event: whom one knows, with whether there was a word since, and who has no note yet.

use std::cmp::Reverse;
use std::rc::Rc;

use crate::base::date::Date;
use crate::book::contact::{Contact, Standing};
use crate::book::finds::Place;
use crate::book::guests::{self, Newcomer, Who};
use crate::book::kind::NoteKind;
use crate::book::status::Status;
use crate::book::{Book, events};
use crate::views::report::follow_up::{self, NEW};
use crate::views::words;

/// An event and those who were there.
pub struct FollowUp {
    /// The event's note.
    pub event: u32,
    /// What it is called.
    pub title: String,
    /// Its day, when it says one.
    pub day: Option<Date>,
    /// The day a word is due.
    pub due: Option<Date>,
    /// The contacts: new acquaintances first, then by name.
    pub known: Vec<Known>,
    /// Those who have no note, in the order of the event's note.
    pub nobody: Vec<Nobody>,
    /// Addresses that nobody has: no names to make notes of.
    pub addresses: Vec<String>,
    /// Names that could be several contacts'.
    pub unclear: Vec<(String, Vec<u32>)>,
}

/// A contact who was there.
pub struct Known {
    /// An index of [`Book::contacts`].
    pub contact: u32,
    /// Whether they were met there for the first time.
    pub new: bool,
    /// The last day of contact, when it was later.
    pub since: Option<Date>,
    /// What was noted about them; may be empty.
    pub noted: String,
    /// The source line of the event's note that names them.
    pub row: u32,
    /// Whether they are paused: no word is asked for.
    pub paused: bool,
}

/// Somebody without a note.
pub struct Nobody {
    /// Their name, and the folder a link names.
    pub newcomer: Newcomer,
    /// The source line that names them.
    pub row: u32,
    /// What was noted about them; may be empty.
    pub noted: String,
}

/// An event of the last days.
pub struct Recent {
    /// Its note.
    pub event: u32,
    /// What it is called.
    pub title: String,
    /// Its day.
    pub day: Date,
    /// How many people of it the report asks for a word to, on a day that is right for them.
    pub waiting: usize,
}

/// The events of the days in which a word is suggested, the latest first.
pub fn recent(book: &Book) -> Vec<Recent> {
    let since = book.as_of.plus_days(-i64::from(book.config.follow_up.until));
    let waiting = follow_up::waiting(book);
    let recent = past(book).into_iter().take_while(|&(day, _)| day >= since);
    let one = |(day, event)| Recent { event, title: words::title(book, event), day, waiting: waiting.get(&event).copied().unwrap_or(0) };
    recent.map(one).collect()
}

/// All events that have been, with their days, the latest first.
pub fn past(book: &Book) -> Vec<(Date, u32)> {
    let events = book.all().filter(|&note| book.kind(note) == NoteKind::Event);
    let dated = events.filter_map(|event| {
        let note = book.note(event);
        Some((events::read(book, note, &note.fields()).date.and_then(Result::ok)?, event))
    });
    let mut past: Vec<(Date, u32)> = dated.filter(|&(day, _)| day <= book.as_of).collect();
    past.sort_by_key(|&(day, event)| (Reverse(day), event));
    past
}

/// Who was at an event. Who has died, is archived or wishes no contact is left out.
pub fn of(book: &Book, texts: &dyn Fn(u32) -> Rc<str>, event: u32) -> FollowUp {
    let note = book.note(event);
    let day = events::read(book, note, &note.fields()).date.and_then(Result::ok);
    let names = book.names_asked(&[event]);
    let due = day.map(|day| day.plus_days(i64::from(book.config.follow_up.days)));
    let title = words::title(book, event);
    let mut all = FollowUp { event, title, day, due, known: Vec::new(), nobody: Vec::new(), addresses: Vec::new(), unclear: Vec::new() };
    for guest in guests::of(book, &names, event) {
        let noted = |name: &str, stem: &str| guest.noted.map_or(String::new(), |place| said(book, texts, place, name, stem));
        let row = guest.noted.map_or(guest.row, |place| place.row);
        match guest.who {
            Who::Contact(note) => {
                let Some(index) = book.contact_index(note) else { continue };
                let contact = &book.contacts[index as usize];
                if matches!(contact.core.standing, Standing::Archived | Standing::Deceased | Standing::DoNotContact) {
                    continue;
                }
                let since = day.and_then(|day| contact.last().filter(|&last| last > day));
                let new = day.is_some_and(|day| is_new(book, contact, day));
                let there = noted(book.name(contact), book.stem(note));
                let own = || day.and_then(|day| follow_up::own_words(book, texts, contact, day)).unwrap_or_default();
                let noted = if there.is_empty() { own() } else { there };
                let paused = contact.status == Status::Paused;
                all.known.push(Known { contact: index, new, since, noted, row, paused });
            }
            Who::Nobody(newcomer) if newcomer.is_address() => all.addresses.push(newcomer.name),
            Who::Nobody(newcomer) => {
                let noted = noted(&newcomer.name, &newcomer.name);
                all.nobody.push(Nobody { row, noted, newcomer });
            }
            Who::Unclear(name, notes) => {
                all.unclear.push((name, notes.into_iter().filter_map(|note| book.contact_index(note)).collect()));
            }
        }
    }
    all.known.sort_by_key(|known| (!known.new, known.contact));
    all
}

fn said(book: &Book, texts: &dyn Fn(u32) -> Rc<str>, place: Place, name: &str, stem: &str) -> String {
    follow_up::without_name(&follow_up::words_at(book, texts, place), name, stem).to_owned()
}

/// Whether there was no contact before that day.
fn is_new(book: &Book, contact: &Contact, day: Date) -> bool {
    let is_first = book.interactions(contact).last().is_none_or(|first| first.date >= day);
    contact.core.met.map_or(is_first, |met| met == day || is_first && (0..=NEW).contains(&met.days_until(day)))
}
