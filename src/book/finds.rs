//! A date found for a contact: counted, or seen and not counted, always with its place.

use crate::base::date::Date;
use crate::base::span::Span;
use crate::base::when::{Order, When};
use crate::book::standing::Reason;

/// Where a counted date was read from. The words are those of the JSON field `kind`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Source {
    /// An entry in the contact's own note.
    Log,
    /// A daily note that links to the contact.
    Daily,
    /// An event the contact was at.
    Event,
    /// A completed task.
    Task,
    /// Front matter: `last_contact`, `interactions`.
    FrontMatter,
    /// A date link in prose.
    DateLink,
}

impl Source {
    /// All, in their order.
    pub const ALL: [Source; 6] = [Source::Log, Source::Daily, Source::Event, Source::Task, Source::FrontMatter, Source::DateLink];

    /// The word used in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Source::Log => "log",
            Source::Daily => "daily",
            Source::Event => "event",
            Source::Task => "task",
            Source::FrontMatter => "front_matter",
            Source::DateLink => "date_link",
        }
    }
}

/// A place in a note.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// The note.
    pub note: u32,
    /// The source line, 1-based.
    pub row: u32,
    /// The item's or link's first byte.
    pub at: u32,
    /// The words of the entry.
    pub words: Span,
}

/// A day on which something happened with a contact.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Interaction {
    /// The day.
    pub date: Date,
    /// Where it is written.
    pub place: Place,
    /// From what it was read.
    pub source: Source,
    /// The channel's number in the settings' table.
    pub channel: Option<u16>,
}

/// A date that was seen and not counted.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Seen {
    /// The day, when there is one.
    pub date: Option<Date>,
    /// Where it is written.
    pub place: Place,
    /// Why it does not count.
    pub reason: Reason,
}

/// One find for one contact.
#[derive(Clone, Copy, Debug)]
pub enum Find {
    /// It counts, or is planned when it lies after the as-of date.
    Counted(Interaction),
    /// It does not.
    Seen(Seen),
}

/// The day a written date counts on; a range under way counts on the as-of date (format page, section 10.18), without one on its last day.
pub fn day(when: When, order: Option<Order>, as_of: Option<Date>) -> Result<Date, Reason> {
    match (when, as_of) {
        (When::Range(first, last), Some(as_of)) if first <= as_of && as_of < last => Ok(as_of),
        _ => when.day(order).ok_or(match when {
            When::Month(..) | When::Year(_) => Reason::ImpreciseDate,
            When::Impossible | When::Backwards => Reason::ImpossibleDate,
            _ => Reason::AmbiguousDate,
        }),
    }
}
