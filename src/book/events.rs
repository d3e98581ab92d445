//! Events: the day and the people of a meeting, dinner or conference (format page, section 5).

use crate::base::date::Date;
use crate::base::fold;
use crate::base::span::Span;
use crate::base::when::When;
use crate::book::finds::{Source, day};
use crate::book::keys::{Key, Sorted};
use crate::book::own::Asking;
use crate::book::standing::{self, Reason};
use crate::book::values::{self, Named};
use crate::book::{Book, Note};
use crate::config::Config;
use crate::facts::{Field, NONE};

/// What an event note says of itself.
pub struct Event {
    /// Its day: the last of several, the as-of date while it is under way. `None`: no key names one.
    pub date: Option<Result<Date, Reason>>,
    /// Where the day is written: source line and span; the first line when it is the file name.
    pub date_at: (u32, Span),
    /// The people its keys name.
    pub people: Vec<Attendee>,
    /// The channel its type, category or folder names.
    pub channel: Option<u16>,
    /// Whether it is an ordinary meeting or a call: by that channel, else by a folder *Meetings*.
    pub meeting: bool,
}

impl Event {
    /// What a day read from it is.
    pub fn source(&self) -> Source {
        if self.meeting { Source::Meeting } else { Source::Event }
    }
}

/// Somebody an event's keys name, and the source line.
pub struct Attendee {
    /// Who, as written.
    pub named: Named,
    /// The source line.
    pub row: u32,
}

/// Reads an event note while all notes are read: a range of days is remembered.
pub fn read_in(asking: &Asking<'_>, note: &Note, fields: &Sorted<'_>) -> Event {
    let mut ranges = asking.ranges.borrow_mut();
    with(asking.ground.config, asking.ground.as_of, note, fields, &mut ranges)
}

/// Reads an event note as it stands on a day.
pub fn read(book: &Book, note: &Note, fields: &Sorted<'_>) -> Event {
    with(&book.config, Some(book.as_of), note, fields, &mut Vec::new())
}

fn with(config: &Config, as_of: Option<Date>, note: &Note, fields: &Sorted<'_>, ranges: &mut Vec<(Date, Date)>) -> Event {
    let (date, date_at) = date(config, as_of, note, fields, ranges);
    let channels = &config.channels;
    let texts = |key: Key| fields.all(key).flat_map(|field| values::leaves(&field.value)).find_map(|text| channels.id_named(&text));
    let folder = note.folder().rsplit('/').next().and_then(|folder| channels.id_named(folder));
    let channel = texts(Key::Type).or_else(|| texts(Key::Categories)).or(folder);
    let in_meetings = || note.folder().split('/').any(|part| fold::key(part) == "meetings");
    let named = channel.and_then(|channel| channels.name(channel));
    let meeting = named.map_or_else(in_meetings, |channel| matches!(channel, "meeting" | "call" | "video"));
    Event { date, date_at, people: people(note, fields), channel, meeting }
}

/// The people of the attendee keys, in front matter and inline fields.
pub fn people(note: &Note, fields: &Sorted<'_>) -> Vec<Attendee> {
    let is_read = |field: &&Field| note.facts.line(field.line).is_none_or(|line| standing::of_place(line.place).is_none());
    fields
        .all(Key::Attendees)
        .filter(is_read)
        .flat_map(|field| {
            values::people(&field.value).into_iter().map(move |named| {
                let row = if field.line == NONE { note.facts.front_row(named.span.start) } else { field.row };
                Attendee { named, row }
            })
        })
        .collect()
}

/// The day: of `date`, `start`, `when`, `end` the last; an impossible one is final; else the file name's. `created` never dates an event.
fn date(
    config: &Config,
    as_of: Option<Date>,
    note: &Note,
    fields: &Sorted<'_>,
    ranges: &mut Vec<(Date, Date)>,
) -> (Option<Result<Date, Reason>>, (u32, Span)) {
    let mut whens: Vec<(When, u32, Span)> = Vec::new();
    for key in [Key::Date, Key::Start, Key::End] {
        for field in fields.all(key) {
            whens.extend(values::dates(&field.value).into_iter().map(|(when, span)| (when, field.row, span)));
        }
    }
    let order = config.date_order;
    let mut first: Option<Date> = None;
    let mut last: Option<(Date, u32, Span)> = None;
    for &(when, row, span) in &whens {
        match when {
            When::Month(..) | When::Year(_) | When::Yearless(..) => continue,
            When::Range(from, _) => first = Some(first.map_or(from, |day| day.min(from))),
            _ => {}
        }
        let Some(day) = when.day(order) else { return (Some(day(when, order, as_of)), (row, span)) };
        first = Some(first.map_or(day, |before| before.min(day)));
        if last.is_none_or(|(before, ..)| day > before) {
            last = Some((day, row, span));
        }
    }
    match (first, last) {
        (Some(first), Some((last, row, span))) => {
            if first < last {
                ranges.push((first, last));
            }
            let date = as_of.filter(|&as_of| first <= as_of && as_of < last).unwrap_or(last);
            (Some(Ok(date)), (row, span))
        }
        _ => (crate::base::file_date::dated(note.stem()).map(Ok), (1, Span::default())),
    }
}
