//! Those met at an event without a word since; the events whose notes name people who have no note.
//!
//! An ordinary meeting or call asks for a word to new acquaintances only, unless the settings say otherwise; every other event to
//! everybody. Who is listed is told from the days kept; only the notes of events that are shown are opened.

use std::cmp::Reverse;

use crate::base::date::Date;
use crate::base::hash::FastMap;
use crate::book::contact::Contact;
use crate::book::finds::{Marked, Place, Sign, Source};
use crate::book::guests::{self, Who};
use crate::book::status::Status;
use crate::book::tension;
use crate::book::{Book, events};
use crate::phrases;
use crate::views::report::crowd::{Crowd, Group};
use crate::views::report::{Reason, Row, Texts, first, is_quiet, row, say};
use crate::views::words;

/// How many events that name people without a note are told of.
const EVENTS: usize = 5;
/// How long before the first contact somebody met is still new, in days.
pub const NEW: i64 = 14;

/// An event that names people who have no note.
pub struct WithoutNote {
    /// The event's note.
    pub event: u32,
    /// What it is called.
    pub title: String,
    /// The names, as written.
    pub names: Vec<String>,
}

/// Where somebody was met who has not heard a word since.
struct Met {
    day: Date,
    event: u32,
    row: u32,
    new: bool,
}

/// The rows: the latest event first; of each the new acquaintances first, then by name.
pub fn rows(book: &Book, crowd: &Crowd, limit: usize) -> (Vec<Row>, usize) {
    let mut listed: Vec<(u32, Date)> =
        crowd.group(Group::Recent, book).filter_map(|(index, contact)| Some((index, listed_since(book, contact)?))).collect();
    let count = listed.len();
    // Where they met is read only of those met last.
    if let Some(last) = limit.checked_sub(1).filter(|&last| last < count) {
        let (_, &mut (_, day), _) = listed.select_nth_unstable_by_key(last, |&(_, day)| Reverse(day));
        listed.retain(|&(_, met)| met >= day);
    }
    let mut all: Vec<(u32, Met)> =
        listed.into_iter().filter_map(|(index, _)| Some((index, met(book, &book.contacts[index as usize])?))).collect();
    let key = |(index, met): &(u32, Met)| (Reverse(met.day), met.event, !met.new, *index);
    first(&mut all, limit, |one, other| key(one).cmp(&key(other)));
    let mut shown: Vec<u32> = all.iter().map(|(_, met)| met.event).collect();
    shown.dedup();
    let names = if shown.is_empty() { Default::default() } else { book.names_asked(&shown) };
    let mut rows = Vec::with_capacity(all.len());
    for event in shown {
        let guests = guests::of(book, &names, event);
        let title = words::title(book, event);
        for (index, met) in all.iter().filter(|(_, met)| met.event == event) {
            let contact = &book.contacts[*index as usize];
            let noted = guests.iter().find(|guest| guest.who == Who::Contact(contact.note)).and_then(|guest| guest.noted);
            let own = || own_entry(book, contact, met.day);
            let mut row = row(*index, vec![reason(book, met, &title)]);
            row.place = noted.or_else(own).map_or(Some((event, met.row)), |place| Some((place.note, place.row)));
            rows.push(row);
        }
    }
    (rows, count)
}

fn reason(book: &Book, met: &Met, title: &str) -> Reason {
    let due = met.day.plus_days(i64::from(book.config.follow_up.days));
    let text = phrases::follow_up::met(title, met.day, due, book.as_of, met.new);
    let late = due.days_until(book.as_of) as f64 / 10.0;
    let weight = (1.0 + late + if met.new { 0.5 } else { 0.0 }).clamp(0.1, 6.0);
    Reason { code: "follow_up", text, weight: (weight * 100.0).round() / 100.0 }
}

/// How many are listed here, or would be on a working day, for each event.
pub fn waiting(book: &Book) -> FastMap<u32, usize> {
    let mut waiting: FastMap<u32, usize> = FastMap::default();
    let open = book.contacts.iter().filter(|contact| !matches!(contact.status, Status::Archived | Status::Paused));
    for met in open.filter_map(|contact| met(book, contact)) {
        *waiting.entry(met.event).or_default() += 1;
    }
    waiting
}

/// Whether somebody is listed here.
pub fn is_listed(book: &Book, contact: &Contact) -> bool {
    listed_since(book, contact).is_some()
}

/// The day of the event that somebody is listed for, told from the days alone where that can be.
fn listed_since(book: &Book, contact: &Contact) -> Option<Date> {
    let day = asked_since(book, contact)?;
    let at = |there: bool| there && contact.last() == Some(day);
    let signed = || contact.signs.iter().any(|signed| signed.sign == Sign::Met && signed.date == day);
    let listed = if is_for_all(book, contact, day) {
        at(contact.last_at_event) || signed()
    } else {
        at(contact.last_at_gathering) || signed() && met(book, contact).is_some()
    };
    listed.then_some(day)
}

fn met(book: &Book, contact: &Contact) -> Option<Met> {
    let day = asked_since(book, contact)?;
    let everybody = is_for_all(book, contact, day);
    let here = |place: &Place| (place.note, place.row);
    let there = book.interactions(contact).iter().filter(|found| found.date == day && found.source.is_event());
    let there = there.map(|found| (here(&found.place), found.source == Source::Meeting));
    let under = book.marked(contact).iter().filter(|marked| marked.signed.sign == Sign::Met && marked.signed.date == day);
    let mut places = there.chain(under.map(|marked| (here(&marked.place), is_meeting(book, marked.place.note))));
    let ((event, row), _) = places.find(|(_, meeting)| everybody || !meeting)?;
    Some(Met { day, event, row, new: is_new(contact, day) })
}

/// The day since which a word to somebody may be missing.
fn asked_since(book: &Book, contact: &Contact) -> Option<Date> {
    last_met(book, contact).filter(|_| contact.status != Status::Ambient && !is_quiet(book, contact))
}

/// Whether a word is asked for after an ordinary meeting too.
fn is_for_all(book: &Book, contact: &Contact, day: Date) -> bool {
    book.config.follow_up.meetings || is_new(contact, day)
}

/// The day of the event that was the last there was of somebody, when it is not too long ago.
fn last_met(book: &Book, contact: &Contact) -> Option<Date> {
    let last = contact.last();
    // Whatever else is noted of that day, a word comes after it.
    let by_event = last.filter(|&last| contact.last_at_event || contact.days == 1 || contact.core.met == Some(last));
    let by_sign = contact.signs.iter().filter(|signed| signed.sign == Sign::Met).map(|signed| signed.date).max();
    let by_sign = by_sign.filter(|&met| last.is_none_or(|last| last <= met));
    let until = i64::from(book.config.follow_up.until);
    by_event.max(by_sign).filter(|day| (0..=until).contains(&day.days_until(book.as_of)))
}

/// Whether somebody was met for the first time on a day that was the last contact there was.
fn is_new(contact: &Contact, day: Date) -> bool {
    let is_first = contact.days <= 1;
    contact.core.met.map_or(is_first, |met| met == day || is_first && (0..=NEW).contains(&met.days_until(day)))
}

/// Whether a note is that of an ordinary meeting or a call.
fn is_meeting(book: &Book, event: u32) -> bool {
    let note = book.note(event);
    events::read(book, note, &note.fields()).meeting
}

/// The contact's own entry of a day.
fn own_entry(book: &Book, contact: &Contact, day: Date) -> Option<Place> {
    let own = book.interactions(contact).iter().filter(|found| found.date == day && found.source == Source::Log);
    own.map(|found| found.place).find(|place| place.note == contact.note)
}

/// What the contact's own entry of a day says.
pub fn own_words(book: &Book, texts: Texts<'_>, contact: &Contact, day: Date) -> Option<String> {
    own_entry(book, contact, day).map(|place| words_at(book, texts, place))
}

/// What a line says, without its marks.
pub fn words_at(book: &Book, texts: Texts<'_>, place: Place) -> String {
    say::of_entry(book, texts, place)
}

/// What was noted about somebody, read from the event's note or their own.
pub fn tell(book: &Book, texts: Texts<'_>, row: &mut Row) {
    let contact = &book.contacts[row.contact as usize];
    let (Some(met), Some((note, line))) = (met(book, contact), row.place) else { return };
    // The event itself has been named already.
    let title = words::title(book, met.event);
    say::drop_last(row, &title);
    if tension::is_open(contact) {
        let tense = |marked: &&Marked| marked.signed.sign == Sign::Tension && tension::days(contact).contains(&marked.signed.date);
        let places: Vec<Place> = book.marked(contact).iter().filter(tense).map(|marked| marked.place).collect();
        for place in &places {
            let words = words_at(book, texts, *place);
            if !words.is_empty() {
                say::drop_last(row, &words);
            }
        }
        if places.iter().any(|place| (place.note, place.row) == (note, line)) {
            return;
        }
    }
    let words = if note == contact.note { own_words(book, texts, contact, met.day) } else { said_of(book, texts, contact, note, line) };
    say::put_first(row, &words.unwrap_or_default(), phrases::follow_up::noted);
}

fn said_of(book: &Book, texts: Texts<'_>, contact: &Contact, note: u32, row: u32) -> Option<String> {
    let line = book.note(note).facts.lines.iter().find(|line| line.row == row)?;
    let place = Place { note, row, at: line.start, words: line.text };
    Some(without_name(&say::of_entry(book, texts, place), book.name(contact), book.stem(contact.note)).to_owned())
}

/// What a line says behind the name it begins with: `runs the archive` of `Mara Lind: runs the archive`; of the name alone nothing.
pub fn without_name<'w>(words: &'w str, name: &str, stem: &str) -> &'w str {
    if [name, stem].contains(&words) {
        return "";
    }
    let rest = [name, stem].into_iter().find_map(|name| words.strip_prefix(name)).map(str::trim_start);
    let apart = rest.and_then(|rest| rest.strip_prefix([':', '–', '—', '-', ',', '·', '|'])).map(str::trim_start);
    apart.filter(|rest| !rest.is_empty()).unwrap_or(words)
}

/// The events of the last days that name people who have no note, the latest first.
pub fn without_note(book: &Book, limit: usize) -> Vec<WithoutNote> {
    let since = book.as_of.plus_days(-i64::from(book.config.follow_up.until));
    let mut events: Vec<u32> = book.newcomers(since).into_iter().map(|(event, _)| event).collect();
    events.truncate(limit.min(EVENTS));
    if events.is_empty() {
        return Vec::new();
    }
    let names = book.names_asked(&events);
    let of_event = |&event: &u32| {
        let nobody = guests::of(book, &names, event).into_iter().filter_map(|guest| match guest.who {
            // An address is no name to make a note of.
            Who::Nobody(newcomer) => Some(newcomer).filter(|newcomer| !newcomer.is_address()).map(|newcomer| newcomer.name),
            Who::Contact(_) | Who::Unclear(..) => None,
        });
        WithoutNote { event, title: words::title(book, event), names: nobody.collect() }
    };
    events.iter().map(of_event).filter(|event| !event.names.is_empty()).collect()
}
