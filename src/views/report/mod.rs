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
mod crowd;
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
mod summary;
mod tension;

use crowd::Crowd;
pub use summary::Summary;

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

impl Section {
    fn is_empty(&self) -> bool {
        let Section { rows, attempted, soon, resting, without_note, .. } = self;
        rows.is_empty() && attempted.is_empty() && soon.is_empty() && resting.is_empty() && without_note.is_empty()
    }
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
    let crowd = Crowd::of(book);
    let wanted: Vec<SectionId> = SectionId::ALL.into_iter().filter(|id| options.only.is_empty() || options.only.contains(id)).collect();
    let sections = wanted.into_par_iter().with_max_len(1).map(|id| section(book, &crowd, id, options));
    let mut sections: Vec<Section> = sections.filter(|section| !section.is_empty()).collect();
    // What to say is read from the notes of the rows that are shown, and of no others.
    let owed = say::owed(book, sections.iter().flat_map(|section| &section.rows).map(|row| row.contact));
    for section in &mut sections {
        section.rows.iter_mut().for_each(|row| tell(book, texts, section.id, &owed, row));
    }
    Report { days: options.days, summary: crowd.summary, sections, unread: crowd.unread, chosen: !options.only.is_empty() }
}

/// A section with its rows, before anything is read from the notes.
fn section(book: &Book, crowd: &Crowd, id: SectionId, options: &Options) -> Section {
    let mut attempted = Vec::new();
    let limit = options.limit.map(|limit| if limit == 0 { usize::MAX } else { limit }).unwrap_or(if id == SectionId::ReachOut {
        book.config.report.capacity as usize
    } else {
        LIMIT
    });
    let (mut rows, all) = match id {
        SectionId::Promises => promises::rows(book, options.days, limit),
        SectionId::Tension => tension::rows(book, crowd, limit),
        SectionId::FollowUp => follow_up::rows(book, crowd, limit),
        SectionId::ReachOut => reach_out::rows(book, crowd, options.days, limit, &mut attempted),
        SectionId::Celebrate => celebrate::rows(book, crowd, options.days, limit),
        SectionId::GiveBack => give_back::rows(book, crowd, limit),
        SectionId::Feedback => feedback::rows(book, crowd, limit),
        SectionId::ComingUp => coming_up::rows(book, crowd, options.days, limit),
        SectionId::Drifting => drifting::rows(book, crowd, limit),
        SectionId::Decide => decide::rows(book, crowd, limit),
        SectionId::New => new::rows(book, crowd, limit),
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
    let soon = if id == SectionId::ReachOut { reach_out::soon(book, crowd, options.days) } else { Vec::new() };
    let more = all - rows.len();
    let without_note = if id == SectionId::FollowUp { follow_up::without_note(book, limit) } else { Vec::new() };
    Section { id, rows, more, attempted, soon, resting, named: limit.max(NAMED), without_note }
}

/// What to say and to take care of, read from the notes of a row that is shown.
fn tell(book: &Book, texts: Texts<'_>, id: SectionId, owed: &say::ByContact<'_>, row: &mut Row) {
    let contact = &book.contacts[row.contact as usize];
    match id {
        SectionId::Promises => row.say.extend(promises::say(book, texts, row)),
        SectionId::GiveBack => give_back::tell(book, texts, row),
        _ => row.say.extend(say::to(book, texts, row.contact, owed)),
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
    let score = sum(&reasons);
    Row { contact, others: Vec::new(), score, reasons, say: Vec::new(), cautions: Vec::new(), place: None, other_place: None }
}

/// The first rows, and how many there are.
fn shown(mut rows: Vec<Row>, limit: usize) -> (Vec<Row>, usize) {
    let all = rows.len();
    rows.truncate(limit);
    (rows, all)
}

/// The rows of the best contacts, and how many there are: by score, the highest first; ties keep the order of the names. The words of the
/// reasons are put together only for a row that is shown; their weights add up to the score.
fn best(
    candidates: Vec<u32>,
    limit: usize,
    score: &(dyn Fn(u32) -> f64 + Sync),
    reasons: &dyn Fn(u32) -> Vec<Reason>,
) -> (Vec<Row>, usize) {
    let mut scored: Vec<(f64, u32)> = candidates.into_par_iter().with_min_len(1024).map(|contact| (score(contact), contact)).collect();
    let all = scored.len();
    first(&mut scored, limit, |(one, first), (other, second)| other.total_cmp(one).then(first.cmp(second)));
    let rows = scored.into_iter().map(|(_, contact)| row(contact, reasons(contact))).collect();
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

/// What reasons add up to.
fn sum(reasons: &[Reason]) -> f64 {
    reasons.iter().map(|reason| reason.weight).sum()
}

/// The words of a reason, when they are wanted.
fn words(wanted: bool, words: impl FnOnce() -> String) -> String {
    if wanted { words() } else { String::new() }
}
