//! Cadences that would fit: from the median of a person's recent gaps, for those without one and for those whose cadence is never kept.
//! Proposes only; writes nothing.

use crate::base::cadence::{Cadence, Wish};
use crate::base::date::Step;
use crate::base::english;
use crate::book::contact::{Contact, Standing};
use crate::book::rhythm::{self, Silence};
use crate::book::{Book, history};
use crate::phrases::suggest as phrases;

/// Fewer gaps are no rhythm to promise by.
const FEWEST: usize = 4;
/// Gaps must span at least this many days together.
const SPAN: i32 = 21;
/// A cadence is never kept when the median gap is this many times the ideal.
const NEVER_KEPT: f64 = 1.5;
/// Gaps scatter when three quarters of them reach this many times the median: then a maximum is proposed too.
const SCATTER: f32 = 1.4;
/// Longer than a year and a half is no rhythm.
const LONGEST: f32 = 548.0;

/// The steps people keep, as written in a note, as the first of a range, and as read.
const STEPS: [(&str, &str, Step); 10] = [
    ("weekly", "1 week", Step::days(7)),
    ("2 weeks", "2 weeks", Step::days(14)),
    ("3 weeks", "3 weeks", Step::days(21)),
    ("monthly", "1 month", Step::months(1)),
    ("6 weeks", "6 weeks", Step::days(42)),
    ("2 months", "2 months", Step::months(2)),
    ("quarterly", "3 months", Step::months(3)),
    ("4 months", "4 months", Step::months(4)),
    ("6 months", "6 months", Step::months(6)),
    ("yearly", "1 year", Step::months(12)),
];

/// Why a cadence is suggested. The words are those of the JSON field `kind`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// There is none.
    New,
    /// There is one that is never kept.
    Relax,
}

impl Kind {
    /// The word used in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Kind::New => "new",
            Kind::Relax => "relax",
        }
    }
}

/// A cadence for one person.
#[derive(Clone, PartialEq, Debug)]
pub struct Suggestion {
    /// The person: an index of [`Book::contacts`].
    pub contact: u32,
    /// Why.
    pub kind: Kind,
    /// The gaps looked at, in days, the latest first.
    pub gaps: Vec<i32>,
    /// Their median.
    pub median: f32,
    /// What three quarters of them do not exceed.
    pub upper: i32,
    /// The value for the key `cadence`.
    pub text: String,
    /// The same, as read.
    pub cadence: Cadence,
    /// Why, in a sentence.
    pub why: String,
}

/// What is to be said of one person.
#[derive(Clone, PartialEq, Debug)]
pub enum Verdict {
    /// This would fit.
    Suggest(Suggestion),
    /// Nothing, and why.
    Nothing(String),
}

/// What is suggested for everybody: first those without a cadence, the shortest rhythm first, then those who are furthest off; ties by name.
pub fn all(book: &Book) -> Vec<Suggestion> {
    let found = history::each(book, |contact, history| weigh(book, contact, &history.days).ok());
    let mut all: Vec<(u32, Found)> = (0..).zip(found).filter_map(|(at, found)| Some((at, found?))).collect();
    let off = |contact: u32, found: &Found| {
        let ideal = book.contacts[contact as usize].core.cadence().map_or(1.0, |cadence| cadence.ideal.rough_days());
        f64::from(found.median) / ideal
    };
    all.sort_by(|(one, first), (other, second)| {
        first.kind.cmp(&second.kind).then_with(|| match first.kind {
            Kind::New => first.median.total_cmp(&second.median).then(one.cmp(other)),
            Kind::Relax => off(*other, second).total_cmp(&off(*one, first)).then(one.cmp(other)),
        })
    });
    // Who wants no reminders has said so in the note, which is asked of the few who would be listed.
    let willing = |(at, found): (u32, Found)| (!declines(book, &book.contacts[at as usize])).then(|| suggestion(book, at, found));
    all.into_iter().filter_map(willing).collect()
}

/// What is suggested for one person, or why nothing is.
pub fn one(book: &Book, contact: u32) -> Verdict {
    let person = &book.contacts[contact as usize];
    let name = book.name(person);
    let days = history::of(book, person).days;
    let meant = || person.core.cadence().map(|cadence| english::every(cadence.ideal)).unwrap_or_default();
    let silence = || person.last().map_or(0, |last| last.days_until(book.as_of));
    Verdict::Nothing(match weigh(book, person, &days) {
        _ if declines(book, person) => phrases::declined(name),
        Ok(found) => return Verdict::Suggest(suggestion(book, contact, found)),
        Err(Not::Resting) => phrases::resting(name, person.status.shown()),
        Err(Not::Few) => phrases::too_few(name, days.len()),
        Err(Not::Ended(median)) => phrases::ended(name, median, silence()),
        Err(Not::Kept(median)) => phrases::keeps(name, &meant(), median),
    })
}

/// Whether the note says that no reminders are wanted.
fn declines(book: &Book, contact: &Contact) -> bool {
    !contact.core.has_cadence() && matches!(book.person(contact).cadence, Some((_, Some(Wish::Never))))
}

/// What was found in somebody's gaps.
struct Found {
    kind: Kind,
    gaps: Vec<i32>,
    median: f32,
    upper: i32,
    text: String,
    cadence: Cadence,
}

/// Why nothing is suggested.
enum Not {
    Resting,
    Few,
    Ended(f32),
    Kept(f32),
}

fn weigh(book: &Book, contact: &Contact, days: &[i32]) -> Result<Found, Not> {
    if contact.core.standing != Standing::Active {
        return Err(Not::Resting);
    }
    let gaps: Vec<i32> = days.windows(2).take(rhythm::DAYS - 1).map(|pair| pair[0] - pair[1]).collect();
    let median = rhythm::of(&days[..days.len().min(rhythm::DAYS)]);
    let Some(median) = median.filter(|_| gaps.len() >= FEWEST && gaps.iter().sum::<i32>() >= SPAN) else { return Err(Not::Few) };
    let kind = match contact.core.cadence() {
        None => {
            let silence = contact.last().map_or(0, |last| last.days_until(book.as_of));
            if median > LONGEST || rhythm::silence(median, silence) == Silence::Lapsed {
                return Err(Not::Ended(median));
            }
            Kind::New
        }
        Some(cadence) => {
            let max = cadence.max.map_or(0.0, Step::rough_days);
            let off = f64::from(median) > NEVER_KEPT * cadence.ideal.rough_days() && f64::from(median) > max;
            if !off || median > LONGEST {
                return Err(Not::Kept(median));
            }
            Kind::Relax
        }
    };
    let upper = upper(&gaps);
    let (text, proposed) = humane(median, upper);
    match contact.core.cadence() {
        // Rounded it may be what is there already.
        Some(cadence) if proposed.ideal.rough_days() <= cadence.ideal.rough_days() => Err(Not::Kept(median)),
        _ => Ok(Found { kind, gaps, median, upper, text, cadence: proposed }),
    }
}

/// What three quarters of the gaps do not exceed: the smallest gap that at least so many reach up to.
fn upper(gaps: &[i32]) -> i32 {
    let mut sorted = gaps.to_vec();
    sorted.sort_unstable();
    let at = (sorted.len() * 3).div_ceil(4).saturating_sub(1);
    sorted.get(at).copied().unwrap_or(0)
}

/// The step nearest to the median, by its share of it; with a maximum when the gaps scatter.
fn humane(median: f32, upper: i32) -> (String, Cadence) {
    let near = |days: f64| {
        let distance = |step: &Step| (step.rough_days() / days.max(1.0)).ln().abs();
        let steps = STEPS.iter().enumerate();
        steps.min_by(|(_, one), (_, other)| distance(&one.2).total_cmp(&distance(&other.2))).map_or(0, |(at, _)| at)
    };
    let ideal = near(f64::from(median));
    let longer = |at: usize| STEPS.get(at.max(ideal + 1));
    let max = (upper as f32 > SCATTER * median).then(|| near(f64::from(upper))).and_then(longer);
    let (text, first, step) = STEPS[ideal];
    match max {
        Some((_, last, max)) => (format!("{first}..{last}"), Cadence { ideal: step, max: Some(*max) }),
        None => (text.to_owned(), Cadence { ideal: step, max: None }),
    }
}

fn suggestion(book: &Book, contact: u32, found: Found) -> Suggestion {
    let person = &book.contacts[contact as usize];
    let Found { kind, gaps, median, upper, text, cadence } = found;
    let why = match person.core.cadence() {
        Some(cadence) => phrases::relax(&english::every(cadence.ideal), person.core.source(), median),
        None => {
            let (shortest, longest) = (gaps.iter().min().copied().unwrap_or(0), gaps.iter().max().copied().unwrap_or(0));
            phrases::rhythm(median, gaps.len(), shortest, longest)
        }
    };
    Suggestion { contact, kind, gaps, median, upper, text, cadence, why }
}

#[cfg(test)]
mod tests {
    use super::{STEPS, humane, upper};
    use crate::base::cadence::{self, Wish};

    #[test]
    fn medians_become_steps_people_keep() {
        for (median, text) in [
            (5.0, "weekly"),
            (9.0, "weekly"),
            (11.0, "2 weeks"),
            (15.5, "2 weeks"),
            (20.0, "3 weeks"),
            (28.0, "monthly"),
            (38.0, "6 weeks"),
            (71.0, "2 months"),
            (80.0, "quarterly"),
            (130.0, "4 months"),
            (200.0, "6 months"),
            (300.0, "yearly"),
        ] {
            let (said, cadence) = humane(median, median as i32);
            assert_eq!(said, text, "{median}");
            assert_eq!(cadence::read(&said), Ok(Wish::Every(cadence)), "{said}");
        }
    }

    #[test]
    fn gaps_that_scatter_get_a_maximum() {
        // Three of four gaps reach up to 45 days, more than 1.4 times 28.
        assert_eq!(upper(&[45, 20, 25, 90]), 45);
        let (text, cadence) = humane(28.0, 45);
        assert_eq!(text, "1 month..6 weeks");
        assert_eq!(cadence::read(&text), Ok(Wish::Every(cadence)));
        // The maximum is longer than the ideal even where both are near the same step.
        assert_eq!(humane(6.0, 9).0, "1 week..2 weeks");
        // There is none longer than a year.
        assert_eq!(humane(365.0, 520).0, "yearly");
        assert_eq!(STEPS.len(), 10);
    }
}
