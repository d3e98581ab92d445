//! Whom to reach out to, why, and what to say: the weekly report.

use std::cmp::Ordering;
use std::rc::Rc;

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};

use crate::base::date::Date;
use crate::book::Book;
use crate::book::contact::{Contact, Context};
use crate::book::status::Status;
use crate::phrases;

mod celebrate;
mod choose;
mod coming_up;
mod decide;
mod drifting;
mod feedback;
pub mod follow_up;
mod give_back;
mod introduce;
mod new;
mod promises;
mod reach_out;
pub mod say;
mod score;
mod tension;

/// The text of a note by its index.
pub type Texts<'t> = &'t dyn Fn(u32) -> Rc<str>;

/// The report of one day.
pub struct Report {
    /// How many days it looks ahead.
    pub days: u32,
    /// The counts.
    pub summary: Summary,
    /// The sections that have rows, in their order.
    pub sections: Vec<Section>,
    /// How many contacts say something that could not be read: front matter or a cadence.
    pub unread: u32,
    /// Whether only some sections were asked for.
    pub chosen: bool,
}

/// A part of the report.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum SectionId {
    /// What I promised, then what they promised.
    Promises,
    /// What stands between us.
    Tension,
    /// Those met at an event, without a word since.
    FollowUp,
    /// Those due and overdue.
    ReachOut,
    /// Birthdays, other yearly dates, milestones, what to ask after.
    Celebrate,
    /// Those who gave more than I did, and whom to introduce to whom.
    GiveBack,
    /// Whom to ask for feedback, and who has not answered.
    Feedback,
    /// Planned interactions.
    ComingUp,
    /// Those without a cadence who are silent beyond their own rhythm.
    Drifting,
    /// Lapsed: revive, relax the cadence, or let go.
    Decide,
    /// Those met or added lately.
    New,
}

impl SectionId {
    /// All, in the order of the report.
    pub const ALL: [SectionId; 11] = [
        SectionId::Promises,
        SectionId::Tension,
        SectionId::FollowUp,
        SectionId::ReachOut,
        SectionId::Celebrate,
        SectionId::GiveBack,
        SectionId::Feedback,
        SectionId::ComingUp,
        SectionId::Drifting,
        SectionId::Decide,
        SectionId::New,
    ];

    /// The word used in JSON and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            SectionId::Promises => "promises",
            SectionId::Tension => "tension",
            SectionId::FollowUp => "follow_up",
            SectionId::ReachOut => "reach_out",
            SectionId::Celebrate => "celebrate",
            SectionId::GiveBack => "give_back",
            SectionId::Feedback => "feedback",
            SectionId::ComingUp => "coming_up",
            SectionId::Drifting => "drifting",
            SectionId::Decide => "decide",
            SectionId::New => "new",
        }
    }

    /// The heading.
    pub fn title(self) -> &'static str {
        phrases::report::title(self.word())
    }

    /// What the section holds, in a line.
    pub fn about(self) -> &'static str {
        phrases::report::about(self.word())
    }
}

/// A section with its rows.
pub struct Section {
    /// Which.
    pub id: SectionId,
    /// The rows, best first.
    pub rows: Vec<Row>,
    /// How many more there are beyond the limit.
    pub more: usize,
    /// Those who would stand here but were tried in the last days.
    pub attempted: Vec<(u32, Date)>,
    /// Those who fall due within the days of the report.
    pub soon: Vec<(u32, Date)>,
    /// Those who are due and left in peace on a weekend.
    pub resting: Vec<u32>,
    /// How many of these are named where the rows are read, not processed.
    pub named: usize,
    /// The events that name people who have no note.
    pub without_note: Vec<follow_up::WithoutNote>,
}

/// One person and why they are listed.
pub struct Row {
    /// The person: an index of [`Book::contacts`].
    pub contact: u32,
    /// Others the row is about, for a promise to several people.
    pub others: Vec<u32>,
    /// The sum of the reasons' weights.
    pub score: f64,
    /// Why they are listed, the strongest first.
    pub reasons: Vec<Reason>,
    /// What to say.
    pub say: Vec<String>,
    /// What to take care of: boundaries, the preferred channel.
    pub cautions: Vec<String>,
    /// The note and source line the row rests on.
    pub place: Option<(u32, u32)>,
    /// The same of the second person, for an introduction.
    pub other_place: Option<(u32, u32)>,
}

/// Why somebody is listed.
#[derive(Clone, PartialEq, Debug)]
pub struct Reason {
    /// A stable word.
    pub code: &'static str,
    /// A sentence.
    pub text: String,
    /// What it adds to the score.
    pub weight: f64,
}

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
}

/// What to report.
pub struct Options {
    /// Days ahead.
    pub days: u32,
    /// Rows in a section; `None`: the settings' capacity for *Reach out*, ten elsewhere; 0: all.
    pub limit: Option<usize>,
    /// Only these sections; empty: all.
    pub only: Vec<SectionId>,
}

/// Rows in a section, unless told otherwise.
const LIMIT: usize = 10;

/// So many who are not rows are named in a line at least.
const NAMED: usize = 12;

/// The report of the book's day.
pub fn of(book: &Book, texts: Texts<'_>, options: &Options) -> Report {
    let mut sections = Vec::new();
    for id in SectionId::ALL {
        if !options.only.is_empty() && !options.only.contains(&id) {
            continue;
        }
        let mut attempted = Vec::new();
        let limit = options.limit.map(|limit| if limit == 0 { usize::MAX } else { limit }).unwrap_or(if id == SectionId::ReachOut {
            book.config.report.capacity as usize
        } else {
            LIMIT
        });
        let (mut rows, all) = match id {
            SectionId::Promises => promises::rows(book, options.days, limit),
            SectionId::Tension => tension::rows(book, limit),
            SectionId::FollowUp => follow_up::rows(book, limit),
            SectionId::ReachOut => reach_out::rows(book, options.days, limit, &mut attempted),
            SectionId::Celebrate => celebrate::rows(book, options.days, limit),
            SectionId::GiveBack => give_back::rows(book, limit),
            SectionId::Feedback => feedback::rows(book, limit),
            SectionId::ComingUp => shown(coming_up::rows(book, options.days), limit),
            SectionId::Drifting => drifting::rows(book, limit),
            SectionId::Decide => decide::rows(book, limit),
            SectionId::New => new::rows(book, limit),
        };
        if id == SectionId::ReachOut {
            reach_out::roll_up(book, &mut rows);
        }
        let resting = match id {
            SectionId::ReachOut => resting(book, |contact| matches!(contact.status, Status::Due | Status::Overdue)),
            SectionId::Tension => resting(book, |contact| tension::is_listed(book, contact)),
            SectionId::FollowUp => resting(book, |contact| follow_up::is_listed(book, contact)),
            SectionId::Celebrate => resting(book, |contact| celebrate::is_listed(book, contact, options.days)),
            SectionId::Feedback => resting(book, |contact| feedback::is_listed(book, contact)),
            _ => Vec::new(),
        };
        let soon = if id == SectionId::ReachOut { reach_out::soon(book, options.days) } else { Vec::new() };
        let more = all - rows.len();
        let without_note = if id == SectionId::FollowUp { follow_up::without_note(book, limit) } else { Vec::new() };
        if rows.is_empty() && attempted.is_empty() && soon.is_empty() && resting.is_empty() && without_note.is_empty() {
            continue;
        }
        // What to say is read from the notes of the rows that are shown, and of no others.
        let owed = say::owed(book, rows.iter().map(|row| book.contacts[row.contact as usize].note).collect());
        for row in &mut rows {
            let contact = &book.contacts[row.contact as usize];
            match id {
                SectionId::Promises => row.say.extend(promises::say(book, texts, row)),
                SectionId::GiveBack => give_back::tell(book, texts, row),
                _ => row.say.extend(say::to(book, texts, contact, &owed)),
            }
            match id {
                SectionId::ComingUp => coming_up::tell(book, texts, row),
                SectionId::Tension => tension::tell(book, texts, row),
                SectionId::FollowUp => follow_up::tell(book, texts, row),
                SectionId::Celebrate => celebrate::tell(book, texts, row),
                SectionId::Feedback => feedback::tell(book, texts, row),
                SectionId::Promises | SectionId::GiveBack => {}
                _ => row.place = book.interactions(contact).first().map(|last| (last.place.note, last.place.row)),
            }
            score::name_tier(book, contact, &mut row.reasons);
            row.cautions = say::cautions(book, contact);
            if id == SectionId::FollowUp && crate::book::tension::is_open(contact) {
                row.cautions.push(phrases::tension::stands());
            }
            // What there is to celebrate stands by day already.
            if id != SectionId::Celebrate {
                row.reasons.sort_by(|one, other| other.weight.total_cmp(&one.weight));
            }
        }
        sections.push(Section { id, rows, more, attempted, soon, resting, named: limit.max(NAMED), without_note });
    }
    Report { days: options.days, summary: summary(book), sections, unread: unread(book), chosen: !options.only.is_empty() }
}

fn unread(book: &Book) -> u32 {
    book.contacts.iter().filter(|contact| contact.core.unread).count() as u32
}

fn summary(book: &Book) -> Summary {
    let mut summary = Summary { contacts: book.contacts.len() as u32, ..Summary::default() };
    for contact in &book.contacts {
        let count = match contact.status {
            Status::InTouch => &mut summary.in_touch,
            Status::DueSoon => &mut summary.due_soon,
            Status::Due => &mut summary.due,
            Status::Overdue => &mut summary.overdue,
            Status::Lapsed => &mut summary.lapsed,
            Status::NeverContacted => &mut summary.never_contacted,
            Status::Snoozed => &mut summary.snoozed,
            Status::Paused => &mut summary.paused,
            Status::Ambient => &mut summary.ambient,
            Status::NoCadence => &mut summary.no_cadence,
            Status::Archived => &mut summary.archived,
        };
        *count += 1;
        let runs = contact.core.cadence.is_some() && !matches!(contact.status, Status::Paused | Status::Ambient | Status::Archived);
        summary.with_cadence += u32::from(runs);
        summary.running += u32::from(runs && contact.status != Status::Snoozed);
        summary.kept_up += u32::from(runs && matches!(contact.status, Status::InTouch | Status::DueSoon));
    }
    summary
}

/// Everyone who may be suggested, with their index: boundaries go before any score.
fn people(book: &Book) -> impl Iterator<Item = (u32, &Contact)> {
    let weekend = book.as_of.is_weekend();
    let may = move |contact: &Contact| !(matches!(contact.status, Status::Archived | Status::Paused) || weekend && rests(contact));
    (0..).zip(&book.contacts).filter(move |(_, contact)| may(contact))
}

/// Those who would be listed and are left in peace because it is a weekend, by name.
fn resting(book: &Book, is_listed: impl Fn(&Contact) -> bool) -> Vec<u32> {
    if !book.as_of.is_weekend() {
        return Vec::new();
    }
    let rest = |contact: &Contact| {
        let open = !matches!(contact.status, Status::Archived | Status::Paused);
        open && rests(contact) && is_listed(contact)
    };
    (0..).zip(&book.contacts).filter(|(_, contact)| rest(contact)).map(|(index, _)| index).collect()
}

/// Whether somebody is left in peace on weekends: known from work only, or by `quiet: weekends`.
fn rests(contact: &Contact) -> bool {
    contact.core.context == Context::Work || contact.core.quiet_weekends
}

/// Whether somebody is to be left in peace: tried in the last days (format page, section 10.4), or snoozed.
fn is_quiet(book: &Book, contact: &Contact) -> bool {
    let tried = contact.attempt.is_some_and(|attempt| attempt.days_until(book.as_of) < i64::from(book.config.report.attempt_days));
    tried || contact.core.snooze_until.is_some_and(|until| book.as_of <= until)
}

/// A row about one contact.
fn row(contact: u32, reasons: Vec<Reason>) -> Row {
    let score = reasons.iter().map(|reason| reason.weight).sum();
    Row { contact, others: Vec::new(), score, reasons, say: Vec::new(), cautions: Vec::new(), place: None, other_place: None }
}

/// The first rows, and how many there are.
fn shown(mut rows: Vec<Row>, limit: usize) -> (Vec<Row>, usize) {
    let all = rows.len();
    rows.truncate(limit);
    (rows, all)
}

/// The rows of the best contacts, and how many there are: by score, the highest first; ties keep the order of the names. The words of a
/// reason are put together only for a row that is shown: `reasons` gets to know whether they are wanted.
fn best(candidates: Vec<u32>, limit: usize, reasons: &(dyn Fn(u32, bool) -> Vec<Reason> + Sync)) -> (Vec<Row>, usize) {
    let score = |contact: u32| reasons(contact, false).iter().map(|reason| reason.weight).sum();
    let mut scored: Vec<(f64, u32)> = candidates.into_par_iter().with_min_len(1024).map(|contact| (score(contact), contact)).collect();
    let all = scored.len();
    first(&mut scored, limit, |(one, first), (other, second)| other.total_cmp(one).then(first.cmp(second)));
    let rows = scored.into_iter().map(|(_, contact)| row(contact, reasons(contact, true))).collect();
    (rows, all)
}

/// Keeps the first `limit` by an order in which no two are equal, sorted: of very many only those are.
fn first<T>(all: &mut Vec<T>, limit: usize, order: impl Fn(&T, &T) -> Ordering) {
    if limit == 0 {
        all.clear();
    } else if limit < all.len() {
        all.select_nth_unstable_by(limit - 1, &order);
        all.truncate(limit);
    }
    all.sort_by(order);
}

/// The words of a reason, when they are wanted.
fn words(wanted: bool, words: impl FnOnce() -> String) -> String {
    if wanted { words() } else { String::new() }
}
