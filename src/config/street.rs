//! The settings of what a relationship asks for beside being in touch: following up, celebrating, feedback, tension, and how much each
//! counts when the report chooses whom to suggest.

use crate::config::{Wanted, texts};

/// The section `[follow_up]`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FollowUp {
    /// Days after an event within which a word is due.
    pub days: u32,
    /// Days after which it is too late to be suggested.
    pub until: u32,
    /// Whether meetings and calls ask for a word too, for people one knows already.
    pub meetings: bool,
    /// The headings of an event's note under which those met are linked.
    pub headings: Vec<String>,
}

impl Default for FollowUp {
    fn default() -> FollowUp {
        FollowUp { days: 2, until: 14, meetings: false, headings: texts(&["Met", "People", "People met", "New people", "Who"]) }
    }
}

/// The section `[celebrate]`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Celebrate {
    /// How many days ahead a birthday or date is shown.
    pub lead_days: u32,
    /// How many days a missed one is still worth a word.
    pub missed_days: u32,
    /// How many days a milestone asks for congratulations.
    pub milestone_days: u32,
}

impl Default for Celebrate {
    fn default() -> Celebrate {
        Celebrate { lead_days: 7, missed_days: 7, milestone_days: 14 }
    }
}

/// The section `[feedback]`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Feedback {
    /// Days after which an answer that has not come is named.
    pub wait_days: u32,
    /// How often feedback is asked for, by tag: the first that fits wins.
    pub tags: Vec<(String, Wanted)>,
}

impl Default for Feedback {
    fn default() -> Feedback {
        Feedback { wait_days: 14, tags: Vec::new() }
    }
}

/// The section `[tension]`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tension {
    /// Days after which open tension asks for a decision.
    pub decide_days: u32,
}

impl Default for Tension {
    fn default() -> Tension {
        Tension { decide_days: 30 }
    }
}

/// The section `[score]`: what each reason adds to the sum by which the report chooses.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Score {
    /// The most that silence as a share of the cadence adds: 1 is the due day.
    pub overdue_most: f64,
    /// What the first tier adds; later ones evenly less.
    pub tier: f64,
    /// An overdue promise of mine.
    pub promise: f64,
    /// A birthday or date within the days of the report.
    pub birthday: f64,
    /// A milestone nobody congratulated on.
    pub milestone: f64,
    /// An event they were met at, not followed up.
    pub event: f64,
    /// Something to ask after.
    pub ask_after: f64,
    /// Silence beyond their own rhythm.
    pub drift: f64,
    /// They gave much more than I did.
    pub ledger: f64,
    /// Taken off for each attempt since the last contact.
    pub attempt: f64,
    /// Added for each cadence they have been due and left out.
    pub waiting: f64,
}

impl Default for Score {
    fn default() -> Score {
        Score {
            overdue_most: 6.0,
            tier: 2.0,
            promise: 0.5,
            birthday: 0.3,
            milestone: 0.3,
            event: 0.3,
            ask_after: 0.3,
            drift: 0.2,
            ledger: 0.2,
            attempt: 0.2,
            waiting: 0.05,
        }
    }
}

/// The terms, as the settings name them.
pub const TERMS: [&str; 11] =
    ["overdue_most", "tier", "promise", "birthday", "milestone", "event", "ask_after", "drift", "ledger", "attempt", "waiting"];

impl Score {
    /// The term of that name.
    pub fn term(&mut self, name: &str) -> Option<&mut f64> {
        Some(match name {
            "overdue_most" => &mut self.overdue_most,
            "tier" => &mut self.tier,
            "promise" => &mut self.promise,
            "birthday" => &mut self.birthday,
            "milestone" => &mut self.milestone,
            "event" => &mut self.event,
            "ask_after" => &mut self.ask_after,
            "drift" => &mut self.drift,
            "ledger" => &mut self.ledger,
            "attempt" => &mut self.attempt,
            "waiting" => &mut self.waiting,
            _ => return None,
        })
    }
}
