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
    /// An event that is an ordinary meeting or a call.
    Meeting,
    /// A completed task.
    Task,
    /// Front matter: `last_contact`, `interactions`.
    FrontMatter,
    /// A date link in prose.
    DateLink,
}

impl Source {
    /// All, in their order.
    pub const ALL: [Source; 7] =
        [Source::Log, Source::Daily, Source::Event, Source::Meeting, Source::Task, Source::FrontMatter, Source::DateLink];

    /// Whether it is an event of any kind.
    pub fn is_event(self) -> bool {
        matches!(self, Source::Event | Source::Meeting)
    }

    /// The word used in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Source::Log => "log",
            Source::Daily => "daily",
            Source::Event | Source::Meeting => "event",
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

/// What an entry says besides that something happened (format page, section 4: the marks).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Sign {
    /// `#gave`: I gave something.
    Gave,
    /// `#received`: I was given something.
    Received,
    /// `#intro`: I introduced them to somebody.
    Introduced,
    /// `#intro`, where the words or a second mark say that they introduced me.
    IntroducedMe,
    /// `#feedback/asked`: I asked for feedback.
    FeedbackAsked,
    /// `#feedback/got`: they gave it.
    FeedbackGot,
    /// `#tension`: something stands between us.
    Tension,
    /// `#resolved`: it no longer does.
    Resolved,
    /// `#milestone`, 🎉, `milestone::`, a new company or role written in the log.
    Milestone,
    /// A word of congratulation.
    Congratulated,
    /// `#ask-after DATE`.
    AskAfter,
    /// Linked under a heading such as *Met* in an event's note.
    Met,
}

impl Sign {
    /// All, in their order.
    pub const ALL: [Sign; 12] = [
        Sign::Gave,
        Sign::Received,
        Sign::Introduced,
        Sign::IntroducedMe,
        Sign::FeedbackAsked,
        Sign::FeedbackGot,
        Sign::Tension,
        Sign::Resolved,
        Sign::Milestone,
        Sign::Congratulated,
        Sign::AskAfter,
        Sign::Met,
    ];
}

/// A sign of a contact, on its day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Signed {
    /// What is said.
    pub sign: Sign,
    /// The day it was said.
    pub date: Date,
    /// The day from which it is to be asked after.
    pub until: Option<Date>,
}

/// A marked entry of a contact.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Marked {
    /// What it says, and when.
    pub signed: Signed,
    /// Where it is written.
    pub place: Place,
}

/// One find for one contact.
#[derive(Clone, Copy, Debug)]
pub enum Find {
    /// It counts, or is planned when it lies after the as-of date.
    Counted(Interaction),
    /// It does not.
    Seen(Seen),
    /// It says something more.
    Marked(Marked),
}

impl Find {
    /// Where it is written.
    pub fn place(&self) -> &Place {
        match self {
            Find::Counted(counted) => &counted.place,
            Find::Seen(seen) => &seen.place,
            Find::Marked(marked) => &marked.place,
        }
    }

    /// The same, to be changed.
    pub fn place_mut(&mut self) -> &mut Place {
        match self {
            Find::Counted(counted) => &mut counted.place,
            Find::Seen(seen) => &mut seen.place,
            Find::Marked(marked) => &mut marked.place,
        }
    }

    /// The day, when there is one.
    pub fn date(&self) -> Option<Date> {
        match self {
            Find::Counted(counted) => Some(counted.date),
            Find::Seen(seen) => seen.date,
            Find::Marked(marked) => Some(marked.signed.date),
        }
    }
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
