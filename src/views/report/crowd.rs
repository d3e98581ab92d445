//! Who may stand in which section, told by one pass over all contacts: a section looks only at those it may be about.
//!
//! What is told here is cheap and a little too much; each section has the last word.

use rayon::iter::{IndexedParallelIterator, ParallelIterator};
use rayon::slice::ParallelSlice;

use crate::book::Book;
use crate::book::contact::{Contact, Standing};
use crate::book::status::Status;
use crate::views::report::{Summary, rests};

/// What contacts have in common that some section asks for. But for [`Group::Remembered`] they may all be suggested: boundaries go
/// before any score.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(usize)]
pub enum Group {
    /// With marked entries.
    Signed,
    /// With a birthday or another yearly date.
    Yearly,
    /// Who have died, and have yearly dates.
    Remembered,
    /// Due or overdue.
    Due,
    /// In touch or due soon.
    Soon,
    /// Lapsed.
    Lapsed,
    /// Without a cadence.
    Free,
    /// With something planned.
    Planned,
    /// To be asked for feedback now and then, or with marked entries.
    Feedback,
    /// Who look for something.
    Seeking,
    /// Who offer something, or have an interest.
    Offering,
    /// Of whom the last contact was not long ago, or who have marked entries.
    Recent,
    /// Met once at most and not due, or never contacted.
    New,
}

const GROUPS: usize = Group::New as usize + 1;

/// All contacts, counted, and those of each group by their numbers.
#[derive(Default)]
pub struct Crowd {
    /// The counts.
    pub summary: Summary,
    /// How many say something that could not be read.
    pub unread: u32,
    groups: [Vec<u32>; GROUPS],
}

/// How many contacts are looked at at a stretch.
const BATCH: usize = 8192;

impl Crowd {
    /// Looks at everybody.
    pub fn of(book: &Book) -> Crowd {
        let batches = book.contacts.par_chunks(BATCH).enumerate();
        let batches: Vec<Crowd> = batches.map(|(at, contacts)| part(book, (at * BATCH) as u32, contacts)).collect();
        let mut batches = batches.into_iter();
        let mut whole = batches.next().unwrap_or_default();
        for batch in batches {
            whole.summary.add(batch.summary);
            whole.unread += batch.unread;
            whole.groups.iter_mut().zip(&batch.groups).for_each(|(all, more)| all.extend_from_slice(more));
        }
        whole
    }

    /// Those of a group, in their order.
    pub fn group<'b>(&self, group: Group, book: &'b Book) -> impl Iterator<Item = (u32, &'b Contact)> {
        self.groups[group as usize].iter().map(|&index| (index, &book.contacts[index as usize]))
    }
}

fn part(book: &Book, first: u32, contacts: &[Contact]) -> Crowd {
    let weekend = book.as_of.is_weekend();
    let lately = i64::from(book.config.follow_up.until);
    let mut crowd = Crowd::default();
    for (index, contact) in (first..).zip(contacts) {
        crowd.summary.count(contact);
        crowd.unread += u32::from(contact.core.unread);
        let core = &contact.core;
        let mut add = |group: Group, fits: bool| {
            if fits {
                crowd.groups[group as usize].push(index);
            }
        };
        add(Group::Remembered, core.standing == Standing::Deceased && core.has_dates);
        if matches!(contact.status, Status::Archived | Status::Paused) || weekend && rests(contact) {
            continue;
        }
        let is_signed = !contact.signs.is_empty();
        let is_due = matches!(contact.status, Status::Due | Status::Overdue);
        let is_lapsed = contact.status == Status::Lapsed;
        add(Group::Signed, is_signed);
        add(Group::Yearly, core.has_dates || core.birthday().is_some());
        add(Group::Due, is_due);
        add(Group::Soon, matches!(contact.status, Status::InTouch | Status::DueSoon));
        add(Group::Lapsed, is_lapsed);
        add(Group::Free, contact.status == Status::NoCadence);
        add(Group::Planned, contact.next_planned.is_some());
        add(Group::Feedback, is_signed || core.feedback().is_some());
        add(Group::Seeking, core.needs);
        add(Group::Offering, core.offers);
        add(Group::Recent, is_signed || contact.last().is_some_and(|last| last.days_until(book.as_of) <= lately));
        add(Group::New, contact.status == Status::NeverContacted || contact.days <= 1 && !is_due && !is_lapsed);
    }
    crowd
}
