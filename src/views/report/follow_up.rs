//! Those met at an event without a word since; the events whose notes name people who have no note.
//!
//! An ordinary meeting or call asks for a word to new acquaintances only, unless the settings say otherwise; every other event to
//! everybody. Who is listed is told from the days kept; only the notes of events that are shown are opened.

use std::cmp::Reverse;

use crate::base::date::Date;
use crate::base::fold;
use crate::base::hash::FastMap;
use crate::base::span::Span;
use crate::book::contact::Contact;
use crate::book::finds::{Marked, Place, Sign, Source};
use crate::book::guests::{self, Who};
use crate::book::status::Status;
use crate::book::tension;
use crate::book::{Book, events, folder};
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
    let mut all: Vec<(u32, Met)> =
        crowd.group(Group::Recent, book).filter_map(|(index, contact)| Some((index, met(book, contact)?))).collect();
    let count = all.len();
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
    met(book, contact).is_some()
}

fn met(book: &Book, contact: &Contact) -> Option<Met> {
    let day = last_met(book, contact)?;
    if contact.status == Status::Ambient || is_quiet(book, contact) {
        return None;
    }
    let settings = &book.config.follow_up;
    let new = is_new(contact, day);
    let everybody = new || settings.meetings;
    let here = |place: &Place| (place.note, place.row);
    let there = book.interactions(contact).iter().filter(|found| found.date == day && found.source == Source::Event);
    let there = there.map(|found| {
        // What a line of the body says of its own is not what the event is.
        let told = if found.place.words == Span::default() { found.channel } else { None };
        (here(&found.place), told)
    });
    let under = book.marked(contact).iter().filter(|marked| marked.signed.sign == Sign::Met && marked.signed.date == day);
    let mut places = there.chain(under.map(|marked| (here(&marked.place), None)));
    let ((event, row), _) = places.find(|((event, _), channel)| everybody || !is_meeting(book, *event, *channel))?;
    Some(Met { day, event, row, new })
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

/// Whether an event is an ordinary meeting or a call: by the channel its type or folder names.
fn is_meeting(book: &Book, event: u32, channel: Option<u16>) -> bool {
    let of_note = || {
        let note = book.note(event);
        events::read(book, note, &note.fields()).channel
    };
    let channel = channel.or_else(of_note).and_then(|channel| book.config.channels.name(channel));
    let in_meetings = || folder(book.path(event)).split('/').any(|part| fold::key(part) == "meetings");
    channel.map_or_else(in_meetings, |channel| matches!(channel, "meeting" | "call" | "video"))
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
