//! How many contacts stand how.

use crate::book::contact::Contact;
use crate::book::status::Status;

/// The counts of a vault's contacts.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
#[allow(missing_docs, reason = "the number of contacts with the status of that name")]
pub struct Summary {
    /// All contacts.
    pub contacts: u32,
    /// Those with a cadence that runs: neither paused, archived nor ambient.
    pub with_cadence: u32,
    /// Those of them who are not snoozed.
    pub running: u32,
    /// Those of these who are in touch or due soon.
    pub kept_up: u32,
    pub in_touch: u32,
    pub due_soon: u32,
    pub due: u32,
    pub overdue: u32,
    pub lapsed: u32,
    pub never_contacted: u32,
    pub snoozed: u32,
    pub paused: u32,
    pub ambient: u32,
    pub no_cadence: u32,
    pub archived: u32,
}

impl Summary {
    /// The share of those with a running cadence who are in touch, in percent; `None` without any.
    pub fn in_touch_percent(&self) -> Option<u32> {
        (self.running > 0).then(|| (self.kept_up * 100 + self.running / 2) / self.running)
    }

    /// The counts in their order.
    fn counts(&mut self) -> [&mut u32; 15] {
        [
            &mut self.contacts,
            &mut self.with_cadence,
            &mut self.running,
            &mut self.kept_up,
            &mut self.in_touch,
            &mut self.due_soon,
            &mut self.due,
            &mut self.overdue,
            &mut self.lapsed,
            &mut self.never_contacted,
            &mut self.snoozed,
            &mut self.paused,
            &mut self.ambient,
            &mut self.no_cadence,
            &mut self.archived,
        ]
    }

    /// Adds the counts of others.
    pub fn add(&mut self, mut others: Summary) {
        self.counts().into_iter().zip(others.counts()).for_each(|(count, more)| *count += *more);
    }

    /// Counts somebody.
    pub fn count(&mut self, contact: &Contact) {
        self.contacts += 1;
        let count = match contact.status {
            Status::InTouch => &mut self.in_touch,
            Status::DueSoon => &mut self.due_soon,
            Status::Due => &mut self.due,
            Status::Overdue => &mut self.overdue,
            Status::Lapsed => &mut self.lapsed,
            Status::NeverContacted => &mut self.never_contacted,
            Status::Snoozed => &mut self.snoozed,
            Status::Paused => &mut self.paused,
            Status::Ambient => &mut self.ambient,
            Status::NoCadence => &mut self.no_cadence,
            Status::Archived => &mut self.archived,
        };
        *count += 1;
        let runs = contact.core.has_cadence() && !matches!(contact.status, Status::Paused | Status::Ambient | Status::Archived);
        self.with_cadence += u32::from(runs);
        self.running += u32::from(runs && contact.status != Status::Snoozed);
        self.kept_up += u32::from(runs && matches!(contact.status, Status::InTouch | Status::DueSoon));
    }
}
