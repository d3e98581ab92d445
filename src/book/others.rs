//! Interactions in notes other than the contact's own: daily notes, events, completed tasks, journals (format page, section 5).

use crate::base::date::Date;
use crate::base::span::Span;
use crate::base::when::When;
use crate::book::events;
use crate::book::finds::{Find, Interaction, Place, Seen, Source};
use crate::book::keys::{Key, Sorted};
use crate::book::kind::NoteKind;
use crate::book::names::Target;
use crate::book::own::Asking;
use crate::book::standing::{self, Reason, Says};
use crate::book::{Note, values};
use crate::config::Counting;
use crate::facts::{Line, Link, NONE, NoteFacts};
use crate::note::body::Kind;
use crate::note::link::LinkKind;
use crate::note::task;

/// How many people of one line are remembered, so that a second link to them gives nothing new.
const NAMED_IN_A_LINE: usize = 64;

/// A find for a contact's note (by note index).
pub type For = (u32, Find);

/// What a link is, by the note it stands in: contact from this source, or only possibly so, or nothing.
struct Meaning {
    date: Result<Date, Reason>,
    source: Source,
    counting: Counting,
}

/// What a line says for every link in it.
#[derive(Clone, Copy)]
struct LineSays {
    date: Option<Result<Date, Reason>>,
    refusal: Option<Reason>,
    channel: Option<u16>,
}

impl LineSays {
    fn of(asking: &Asking<'_>, facts: &NoteFacts, line: &Line, index: u32) -> LineSays {
        let Says { refusal, channel } = asking.says(facts, line, index);
        LineSays { date: line_date(asking, facts, index), refusal, channel }
    }
}

/// The finds of one note for the contacts it names.
pub fn finds(asking: &Asking<'_>, note: &Note, fields: &Sorted<'_>, out: &mut Vec<For>) {
    let facts = &note.facts;
    let event = (note.kind == NoteKind::Event).then(|| events::read_in(asking, note, fields));
    if let Some(event) = &event {
        attendees(asking, event, out);
    }
    if let NoteKind::Daily(day) = note.kind {
        daily_people(asking, note, day, fields, out);
    }
    let mut before: Option<(u32, LineSays)> = None;
    // One line is one place of a person's day, however often it names them.
    let mut told: Vec<(u32, Option<Date>, Option<Reason>)> = Vec::new();
    for (link, keys) in facts.links.iter().zip(asking.links) {
        let Some(people) = people_of(asking, link, *keys) else { continue };
        let Some(line) = facts.line(link.line) else { continue };
        if people == [asking.index] {
            continue;
        }
        let says = match before {
            Some((index, says)) if index == link.line => says,
            _ => {
                told.clear();
                LineSays::of(asking, facts, line, link.line)
            }
        };
        before = Some((link.line, says));
        let own = says.date;
        let note_day = match (&note.kind, &event) {
            (NoteKind::Daily(day) | NoteKind::Dated(day), _) => Some(Ok(*day)),
            (NoteKind::Event, Some(event)) => event.date,
            _ => None,
        };
        let Some(meaning) = meaning(asking, note, line, link, own, note_day, event.as_ref()) else { continue };
        let around = asking.link_place(line, link);
        let place = if line.when.is_some() { Place { words: standing::words(line), ..around } } else { around };
        let reason = reason(says.refusal, link, &meaning, people.len() > 1);
        let find = match (meaning.date, reason) {
            (Ok(date), None) => {
                let channel = says.channel.or(event.as_ref().filter(|_| meaning.source.is_event()).and_then(|event| event.channel));
                Find::Counted(Interaction { date, place, source: meaning.source, channel })
            }
            (date, reason) => Find::Seen(Seen { date: date.ok(), place, reason: reason.or(date.err()).unwrap_or(Reason::Possible) }),
        };
        let reason = match find {
            Find::Seen(seen) => Some(seen.reason),
            Find::Counted(_) | Find::Marked(_) => None,
        };
        let date = find.date();
        for person in people.into_iter().filter(|&person| person != asking.index) {
            if told.contains(&(person, date, reason)) {
                continue;
            }
            if told.len() < NAMED_IN_A_LINE {
                told.push((person, date, reason));
            }
            out.push((person, find));
        }
    }
}

/// The contacts a link means: one, or several when it is ambiguous; `None` when it is no contact.
fn people_of(asking: &Asking<'_>, link: &Link, keys: [u64; 2]) -> Option<Vec<u32>> {
    let ground = asking.ground;
    match ground.names.link_of(keys, &link.target, asking.index, ground.shelf) {
        Target::Note(note) if asking.is_contact(note) => Some(vec![note]),
        Target::Ambiguous(people) => Some(people),
        _ => None,
    }
}

fn meaning(
    asking: &Asking<'_>,
    note: &Note,
    line: &Line,
    link: &Link,
    own: Option<Result<Date, Reason>>,
    note_day: Option<Result<Date, Reason>>,
    event: Option<&events::Event>,
) -> Option<Meaning> {
    let mentions = asking.ground.config.mentions;
    if standing::is_ticked(line.task) {
        let done = note.facts.task_of(link.line).and_then(|task| task.done).map(|when| asking.day(when));
        let note_day = note_day.filter(|_| !matches!(note.kind, NoteKind::Dated(_)));
        if let Some(date) = done.or(own).or(note_day) {
            return Some(Meaning { date, source: Source::Task, counting: Counting::Contact });
        }
    }
    let (date, source, counting) = match note.kind {
        NoteKind::Daily(_) => (own.or(note_day)?, Source::Daily, mentions.daily),
        NoteKind::Event if event.is_some_and(|event| event.people.is_empty()) => {
            (own.or(note_day)?, event.map_or(Source::Event, events::Event::source), Counting::Contact)
        }
        NoteKind::Dated(_) => (own.or(note_day)?, Source::Log, mentions.journals),
        NoteKind::Contact => (own?, Source::Log, mentions.entries),
        NoteKind::Event | NoteKind::Company | NoteKind::Plain => (own?, Source::Log, mentions.journals),
        NoteKind::Template | NoteKind::Conflict => return None,
    };
    Some(Meaning { date, source, counting })
}

fn reason(refusal: Option<Reason>, link: &Link, meaning: &Meaning, ambiguous: bool) -> Option<Reason> {
    (link.kind == LinkKind::Embed)
        .then_some(Reason::Embed)
        .or_else(|| standing::of_place(link.place))
        .or(refusal)
        .or_else(|| meaning.date.err())
        .or_else(|| ambiguous.then_some(Reason::AmbiguousName))
        .or(match meaning.counting {
            Counting::Contact => None,
            Counting::Possible => Some(Reason::Possible),
            Counting::Ignore => Some(Reason::IgnoredBySetting),
        })
}

/// A line's own date: at its start, a date link in it, a done date or a field with a date; else that of the item or section it is in.
pub fn line_date(asking: &Asking<'_>, facts: &NoteFacts, index: u32) -> Option<Result<Date, Reason>> {
    asking.dates.find(facts, index, |index, line| own_date(asking, facts, line, index)).map(|when| asking.day(when))
}

fn own_date(asking: &Asking<'_>, facts: &NoteFacts, line: &Line, index: u32) -> Option<When> {
    if line.when.is_some() {
        return asking.line_when(facts, line, index);
    }
    let by_link = facts
        .links_of(index)
        .filter(|link| link.kind != LinkKind::Embed && standing::of_place(link.place).is_none() && !facts.is_of_a_mark(link))
        .find_map(|link| asking.link_date(link));
    if by_link.is_some() {
        // A task's date link is its due date (`by [[2026-05-09]]`), not the day of a contact.
        return if line.task.is_some() && facts.task_of(index).is_some_and(|task| task.due == by_link) { None } else { by_link };
    }
    if let Some(done) = facts.task_of(index).filter(|_| standing::is_ticked(line.task)).and_then(|task| task.done) {
        return Some(done);
    }
    if matches!(line.kind, Kind::Heading(_)) {
        return None;
    }
    facts.fields_of(index).filter(|field| is_own_date_key(asking, &field.key)).find_map(|field| values::date(&field.value))
}

/// Whether an inline field's date is the day of its line: any key but the standard ones and a task's.
fn is_own_date_key(asking: &Asking<'_>, key: &str) -> bool {
    !task::is_sign_key(key) && asking.ground.rules.keys.read(key).is_none_or(|(key, _)| matches!(key, Key::Date | Key::Interactions))
}

/// Everyone an event's keys name was there.
fn attendees(asking: &Asking<'_>, event: &events::Event, out: &mut Vec<For>) {
    let Some(date) = event.date else { return };
    for attendee in &event.people {
        let span = attendee.named.span;
        let place = Place { note: asking.index, row: attendee.row, at: span.start, words: Span::default() };
        named(
            asking,
            attendee,
            |ambiguous| match (date, ambiguous) {
                (Ok(date), false) => Find::Counted(Interaction { date, place, source: event.source(), channel: event.channel }),
                (date, _) => Find::Seen(Seen { date: date.ok(), place, reason: date.err().unwrap_or(Reason::AmbiguousName) }),
            },
            out,
        );
    }
}

/// The people keys of a daily note: front matter links and names, and plain names of inline fields (their links are links of the body).
fn daily_people(asking: &Asking<'_>, note: &Note, day: Date, fields: &Sorted<'_>, out: &mut Vec<For>) {
    for field in fields.all(Key::Attendees) {
        for attendee in values::people(&field.value) {
            if field.line != NONE && attendee.link {
                continue;
            }
            let facts = &note.facts;
            let row = if field.line == NONE { facts.front_row(attendee.span.start) } else { field.row };
            let place = Place { note: asking.index, row, at: attendee.span.start, words: Span::default() };
            let attendee = events::Attendee { named: attendee, row };
            // An inline field stands in a line: its date, its marks and its place hold as for a link there.
            let line = facts.line(field.line);
            let date = line.and_then(|_| line_date(asking, facts, field.line)).unwrap_or(Ok(day));
            let says = line.map(|line| asking.says(facts, line, field.line));
            let (refusal, channel) = says.map_or((None, None), |says| (says.refusal, says.channel));
            named(
                asking,
                &attendee,
                |ambiguous| {
                    let reason = refusal.or(date.err()).or(ambiguous.then_some(Reason::AmbiguousName));
                    match (date, reason) {
                        (Ok(date), None) => Find::Counted(Interaction { date, place, source: Source::Daily, channel }),
                        (date, reason) => Find::Seen(Seen { date: date.ok(), place, reason: reason.unwrap_or(Reason::Possible) }),
                    }
                },
                out,
            );
        }
    }
}

fn named(asking: &Asking<'_>, attendee: &events::Attendee, find: impl Fn(bool) -> Find, out: &mut Vec<For>) {
    match who(asking, attendee) {
        Target::Note(note) if asking.is_contact(note) => out.push((note, find(false))),
        Target::Ambiguous(people) => out.extend(people.iter().map(|&person| (person, find(true)))),
        _ => {}
    }
}

/// Whom an attendee means: a link as links resolve, a name, id or e-mail among the contacts.
pub fn who(asking: &Asking<'_>, attendee: &events::Attendee) -> Target {
    if attendee.named.link {
        asking.ground.link(&attendee.named.text, asking.index)
    } else {
        asking.ground.names.person(&attendee.named.text, asking.ground.shelf)
    }
}
