//! Figures over time, of one person or of all: days of contact, channels, who began, promises kept, who was in touch. Counts days: one day,
//! one person, one contact.

use std::rc::Rc;

use crate::base::date::{Date, Step};
use crate::base::hash::FastMap;
use crate::book::contact::Contact;
use crate::book::finds::Interaction;
use crate::book::history::History;
use crate::book::status::Status;
use crate::book::{Book, history};

mod initiative;
mod reliability;

pub use initiative::Began;
pub use reliability::Kept;

/// The months shown.
pub const MONTHS: u32 = 12;
/// The weeks of the calendar.
pub const WEEKS: i64 = 53;

/// The figures.
pub struct Stats {
    /// Whose, an index of [`Book::contacts`]; `None`: everybody's.
    pub contact: Option<u32>,
    /// The days of contact in each of the last months, the oldest first; each by its first day.
    pub months: Vec<(Date, u32)>,
    /// The Monday the calendar begins with.
    pub monday: Date,
    /// The people there was contact with on each day from that Monday to the as-of date.
    pub calendar: Vec<u32>,
    /// The days of contact in these months by channel, the most frequent first; those without one last.
    pub channels: Vec<(Option<u16>, u32)>,
    /// Who began, as far as the words tell it.
    pub initiative: Initiative,
    /// My promises.
    pub mine: Kept,
    /// Theirs.
    pub theirs: Kept,
    /// Who was in touch at the end of each of these months, the last of them the as-of date.
    pub in_touch: Vec<Point>,
    /// The person's own rhythm in days.
    pub rhythm: Option<f32>,
}

/// Who began, in days of contact.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Initiative {
    /// I did.
    pub mine: u32,
    /// They did.
    pub theirs: u32,
    /// The words do not tell.
    pub untold: u32,
}

/// The state of things on one day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Point {
    /// The day.
    pub day: Date,
    /// Those in touch or due soon.
    pub in_touch: u32,
    /// Those with a cadence that runs, of whom anything was known then.
    pub of: u32,
    /// Of one person: the status.
    pub status: Option<Status>,
}

impl Point {
    /// The share in percent; `None` of nobody.
    pub fn percent(&self) -> Option<u32> {
        (self.of > 0).then(|| (self.in_touch * 100 + self.of / 2) / self.of)
    }
}

/// The figures of one contact, or of all.
pub fn of(book: &Book, texts: &dyn Fn(u32) -> Rc<str>, contact: Option<u32>) -> Stats {
    let firsts = firsts(book.as_of);
    let ends = ends(&firsts, book.as_of);
    let week = i64::from(book.as_of.weekday());
    let monday = book.as_of.plus_days(-week - 7 * (WEEKS - 1));
    let gathered = |person: &Contact, history: &History| {
        let first = history.days.iter().copied().min();
        // Of one person nothing is told of the time before the first contact.
        let is_told = |day: Date| contact.is_none() || first.is_some_and(|first| first <= day.number());
        let stood = |&day: &Date| history::status_on(book, person, history, day).filter(|_| is_told(day));
        let stood: Vec<Option<Status>> = ends.iter().map(stood).collect();
        let from = monday.number().min(firsts.first().map_or(i32::MAX, |first| first.number()));
        let days: Vec<i32> = history.days.iter().copied().take_while(|&day| day >= from).collect();
        (days, stood)
    };
    let all = match contact {
        Some(at) => {
            let person = &book.contacts[at as usize];
            vec![gathered(person, &history::of(book, person))]
        }
        None => history::each(book, gathered),
    };
    let mut stats = Stats {
        contact,
        months: firsts.iter().map(|&first| (first, 0)).collect(),
        monday,
        calendar: vec![0; usize::try_from(monday.days_until(book.as_of)).unwrap_or(0) + 1],
        channels: Vec::new(),
        initiative: Initiative::default(),
        mine: Kept::default(),
        theirs: Kept::default(),
        in_touch: ends.iter().map(|&day| Point { day, in_touch: 0, of: 0, status: None }).collect(),
        rhythm: contact.and_then(|at| book.contacts[at as usize].rhythm()),
    };
    let starts: Vec<i32> = firsts.iter().map(|first| first.number()).collect();
    for (days, stood) in all {
        for day in days {
            let month = starts.partition_point(|&start| start <= day).checked_sub(1);
            if let Some((_, count)) = month.and_then(|month| stats.months.get_mut(month)) {
                *count += 1;
            }
            let place = usize::try_from(day - monday.number()).ok();
            if let Some(count) = place.and_then(|place| stats.calendar.get_mut(place)) {
                *count += 1;
            }
        }
        for (point, status) in stats.in_touch.iter_mut().zip(stood) {
            point.of += u32::from(status.is_some());
            point.in_touch += u32::from(matches!(status, Some(Status::InTouch | Status::DueSoon)));
            point.status = status.filter(|_| contact.is_some());
        }
    }
    tell(book, contact, firsts.first().copied().unwrap_or(book.as_of), &mut stats);
    let note = contact.map(|at| book.contacts[at as usize].note);
    (stats.mine, stats.theirs) = reliability::of(book, texts, note);
    stats
}

/// Channels and who began, since a day.
fn tell(book: &Book, contact: Option<u32>, from: Date, stats: &mut Stats) {
    let told = |person: &Contact, interactions: &[Interaction]| {
        let days = interactions.chunk_by(|one, other| one.date == other.date);
        let day = |day: &[Interaction]| (day.iter().find_map(|one| one.channel), initiative::of_day(book, person, day));
        days.map(day).collect::<Vec<_>>()
    };
    let all = match contact {
        Some(at) => {
            let person = &book.contacts[at as usize];
            vec![told(person, &history::since(book, person, from))]
        }
        None => history::each_since(book, from, told),
    };
    let mut channels: FastMap<Option<u16>, u32> = FastMap::default();
    for (channel, began) in all.into_iter().flatten() {
        *channels.entry(channel).or_default() += 1;
        match began {
            Some(Began::Me) => stats.initiative.mine += 1,
            Some(Began::Them) => stats.initiative.theirs += 1,
            None => stats.initiative.untold += 1,
        }
    }
    stats.channels = channels.into_iter().collect();
    stats.channels.sort_by_key(|&(channel, count)| (channel.is_none(), std::cmp::Reverse(count), channel));
}

/// The first days of the last months, the oldest first.
fn firsts(as_of: Date) -> Vec<Date> {
    let first = as_of.plus_days(1 - i64::from(as_of.day()));
    (0..MONTHS).rev().map(|back| first.minus(Step::months(back))).collect()
}

/// The last days of those months; of the last the as-of date.
fn ends(firsts: &[Date], as_of: Date) -> Vec<Date> {
    firsts.iter().skip(1).map(|first| first.plus_days(-1)).chain([as_of]).collect()
}
