//! Due date and status (format page, sections 8 and 10).

use crate::base::date::{Date, Step};
use crate::book::contact::{Baseline, Standing};
use crate::book::state::core::Core;

/// Where a contact stands. The words are those of the JSON field `status`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[allow(missing_docs, reason = "named as on the command-line page")]
pub enum Status {
    Overdue,
    Due,
    DueSoon,
    Lapsed,
    NeverContacted,
    InTouch,
    Snoozed,
    Paused,
    Ambient,
    NoCadence,
    Archived,
}

impl Status {
    /// All, the most pressing first.
    pub const ALL: [Status; 11] = [
        Status::Overdue,
        Status::Due,
        Status::DueSoon,
        Status::Lapsed,
        Status::NeverContacted,
        Status::InTouch,
        Status::Snoozed,
        Status::Paused,
        Status::Ambient,
        Status::NoCadence,
        Status::Archived,
    ];

    /// The word used in JSON and in `status:` filters.
    pub fn word(self) -> &'static str {
        match self {
            Status::Overdue => "overdue",
            Status::Due => "due",
            Status::DueSoon => "due_soon",
            Status::Lapsed => "lapsed",
            Status::NeverContacted => "never_contacted",
            Status::InTouch => "in_touch",
            Status::Snoozed => "snoozed",
            Status::Paused => "paused",
            Status::Ambient => "ambient",
            Status::NoCadence => "no_cadence",
            Status::Archived => "archived",
        }
    }

    /// The words shown to people.
    pub fn shown(self) -> &'static str {
        match self {
            Status::InTouch => "in touch",
            Status::DueSoon => "due soon",
            Status::NeverContacted => "never contacted",
            Status::NoCadence => "no cadence",
            other => other.word(),
        }
    }
}

/// When somebody is due.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Due {
    /// The day.
    pub date: Date,
    /// Why that day: counted from this day, or named by `next_contact`.
    pub from: Option<Date>,
    /// Set by `next_contact`.
    pub by_date: bool,
}

impl Due {
    /// (as-of − L) / (D − L): 1 on the due day. `None` when there is nothing to count from.
    pub fn ratio(&self, as_of: Date) -> Option<f64> {
        let from = self.from?;
        let whole = from.days_until(self.date);
        (whole > 0).then(|| from.days_until(as_of) as f64 / whole as f64)
    }
}

/// What status and due date follow from.
pub struct Question<'a> {
    /// The day asked for.
    pub as_of: Date,
    /// The report's days.
    pub window: u32,
    /// What the note says.
    pub core: &'a Core,
    /// The last contact.
    pub last: Option<Date>,
    /// The day counted from when there is none.
    pub baseline: Option<Baseline>,
}

/// Days after a `next_contact` without cadence or contact until it is overdue (section 10.1).
const OVERDUE_BY_DATE: i64 = 14;

/// The due date and the status.
pub fn of(question: &Question<'_>) -> (Option<Due>, Status) {
    let due = due(question);
    let status = match question.core.standing {
        Standing::Archived | Standing::Deceased | Standing::DoNotContact => Status::Archived,
        Standing::Paused => Status::Paused,
        Standing::Ambient => Status::Ambient,
        Standing::Active => active(question, due.as_ref()),
    };
    (due, status)
}

/// `next_contact` when it is not spent (on or before the last contact), else last contact or baseline + cadence.
fn due(question: &Question<'_>) -> Option<Due> {
    let from = question.last.or(question.baseline.map(|baseline| baseline.date));
    let next = question.core.next_contact.filter(|&next| question.last.is_none_or(|last| next > last));
    if let Some(date) = next {
        return Some(Due { date, from, by_date: true });
    }
    let date = from?.plus(question.core.cadence()?.ideal);
    Some(Due { date, from, by_date: false })
}

fn active(question: &Question<'_>, due: Option<&Due>) -> Status {
    let snoozed = question.core.snooze_until.is_some_and(|until| question.as_of <= until);
    let Some(due) = due else {
        return match question.core.cadence() {
            None => Status::NoCadence,
            Some(_) => Status::NeverContacted,
        };
    };
    if snoozed {
        return Status::Snoozed;
    }
    let window = i64::from(question.window);
    let late = due.date.days_until(question.as_of);
    let from = due.from.filter(|&from| from < due.date);
    let by_date_alone = due.by_date && (!question.core.has_cadence() || question.last.is_none());
    let Some(from) = from.filter(|_| !by_date_alone) else {
        // Due by date alone: never lapsed.
        return match late {
            late if late < -window => Status::InTouch,
            late if late < 0 => Status::DueSoon,
            late if late < OVERDUE_BY_DATE => Status::Due,
            _ => Status::Overdue,
        };
    };
    let whole = from.days_until(due.date);
    let soon = due.date.plus_days(-window.min(whole / 2));
    if question.as_of < soon {
        return Status::InTouch;
    }
    if question.as_of < due.date {
        return Status::DueSoon;
    }
    let ratio = from.days_until(question.as_of) as f64 / whole as f64;
    if ratio > 6.0 {
        return Status::Lapsed;
    }
    let overdue = match question.core.cadence().and_then(|cadence| cadence.max) {
        Some(max) => question.as_of > from.plus(longer(max, question)),
        None => ratio >= 1.5,
    };
    if overdue { Status::Overdue } else { Status::Due }
}

/// A maximum below the ideal is no maximum.
fn longer(max: Step, question: &Question<'_>) -> Step {
    let ideal = question.core.cadence().map(|cadence| cadence.ideal).unwrap_or_default();
    if max.rough_days() < ideal.rough_days() { ideal } else { max }
}
