//! Who knows whom, as far as the notes tell: introductions, stated acquaintance, households, entries that name somebody else, companies
//! and events shared. How strong each tie is, and how well I know each person myself.
//!
//! Companies and events are kept as groups and never spelled out as pairs. Refuses to open a note: everything stands in the kept state.

use std::sync::Arc;

use crate::base::date::Date;
use crate::base::hash::FastMap;
use crate::book::Book;
use crate::book::contact::Contact;
use crate::book::status::Status;
use crate::book::tension;

mod gather;

/// A company or an event with more people than this ties nobody to anybody.
pub const GROUP: usize = 30;
/// Of so many events of one person the latest count.
const EVENTS: usize = 100;
/// In how many days a dated tie comes to count half, and the share of it that stays.
const HALF: f64 = 730.0;
const STAYS: f64 = 0.25;
/// In how many days a day of contact of my own comes to count half.
const MINE: f64 = 180.0;
/// Nobody.
pub const NOBODY: u32 = u32::MAX;

/// What ties two people.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Bond {
    /// They share a household.
    Household,
    /// One introduced me to the other.
    IntroducedMe,
    /// One is said to know the other.
    Knows,
    /// I introduced them.
    Introduced,
    /// Entries about one name the other.
    Named,
    /// Both were at an event.
    Event,
    /// Both are at a company.
    Company,
}

impl Bond {
    /// The word used in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Bond::Household => "household",
            Bond::IntroducedMe => "introduced_me",
            Bond::Knows => "knows",
            Bond::Introduced => "introduced",
            Bond::Named => "named",
            Bond::Event => "event",
            Bond::Company => "company",
        }
    }
}

/// One tie between two people, who are indices of [`Book::contacts`].
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Tie {
    /// The first of the two.
    pub one: u32,
    /// The second.
    pub other: u32,
    /// What ties them.
    pub bond: Bond,
    /// Who introduced me, is said to know, or in whose note it is written; [`NOBODY`] when it cannot be told.
    pub from: u32,
    /// The latest day, where it has one.
    pub date: Option<Date>,
    /// How many days it is noted on.
    pub times: u32,
    /// The note it is read from, and the line, 0 for front matter.
    pub place: Option<(u32, u32)>,
    /// The group, for companies and events.
    pub group: u32,
    /// How strong it is, above 0 and below 1.
    pub strength: f64,
}

/// A company or an event with its people, at least two.
#[derive(Clone, PartialEq, Debug)]
pub struct Group {
    /// What it is.
    pub kind: GroupKind,
    /// Its people, in their order.
    pub people: Vec<u32>,
    /// How strongly it ties two of them.
    pub strength: f64,
}

/// What a group is.
#[derive(Clone, PartialEq, Debug)]
pub enum GroupKind {
    /// A company, as it is written, with its note when it has one.
    Company(Arc<str>, Option<u32>),
    /// An event: its note and its day.
    Event(u32, Date),
}

/// How well I know somebody myself.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub struct Mine {
    /// On how many days of the last year there was contact.
    pub days: u32,
    /// The last contact.
    pub last: Option<Date>,
    /// How strong that is, at least 0 and below 1.
    pub strength: f64,
}

/// Everyone with the ties between them.
#[derive(Default, Debug)]
pub struct Graph {
    /// How well I know each person.
    pub mine: Vec<Mine>,
    /// The ties that are neither companies nor events, each once, by the first person, then the second.
    pub ties: Vec<Tie>,
    /// The companies and events.
    pub groups: Vec<Group>,
    ties_of: Vec<Vec<u32>>,
    groups_of: Vec<Vec<u32>>,
}

/// The ties of a book.
pub fn of(book: &Book) -> Graph {
    let gathered = gather::everything(book);
    let mut graph = Graph { mine: gathered.mine, ties: gathered.ties, groups: gathered.groups, ..Graph::default() };
    graph.ties_of.resize(graph.mine.len(), Vec::new());
    graph.groups_of.resize(graph.mine.len(), Vec::new());
    for (at, tie) in (0..).zip(&graph.ties) {
        for person in [tie.one, tie.other] {
            if let Some(of) = graph.ties_of.get_mut(person as usize) {
                of.push(at);
            }
        }
    }
    for (at, group) in (0..).zip(&graph.groups) {
        for &person in &group.people {
            if let Some(of) = graph.groups_of.get_mut(person as usize) {
                of.push(at);
            }
        }
    }
    graph
}

impl Graph {
    /// The ties of somebody that are neither companies nor events.
    pub fn ties_of(&self, person: u32) -> impl Iterator<Item = &Tie> {
        self.ties_of.get(person as usize).into_iter().flatten().filter_map(|&at| self.ties.get(at as usize))
    }

    /// The groups somebody belongs to, as indices.
    pub fn groups_of(&self, person: u32) -> &[u32] {
        self.groups_of.get(person as usize).map_or(&[], Vec::as_slice)
    }

    /// How well I know somebody.
    pub fn mine(&self, person: u32) -> Mine {
        self.mine.get(person as usize).copied().unwrap_or_default()
    }

    /// Everyone tied to a person, with how strongly: all ties taken together. In the order of the people.
    pub fn neighbours(&self, person: u32) -> Vec<(u32, f64)> {
        // What is left of the doubt that they know each other after each tie.
        let mut doubt: FastMap<u32, f64> = FastMap::default();
        for tie in self.ties_of(person) {
            let other = if tie.one == person { tie.other } else { tie.one };
            *doubt.entry(other).or_insert(1.0) *= 1.0 - tie.strength;
        }
        for group in self.groups_of(person).iter().filter_map(|&group| self.groups.get(group as usize)) {
            for &other in group.people.iter().filter(|&&other| other != person) {
                *doubt.entry(other).or_insert(1.0) *= 1.0 - group.strength;
            }
        }
        let mut all: Vec<(u32, f64)> = doubt.into_iter().map(|(other, doubt)| (other, 1.0 - doubt)).collect();
        all.sort_unstable_by_key(|&(other, _)| other);
        all
    }

    /// The ties between two people, the strongest first.
    pub fn between(&self, one: u32, other: u32) -> Vec<Tie> {
        let mut ties: Vec<Tie> = self.ties_of(one).filter(|tie| tie.one == other || tie.other == other).copied().collect();
        let theirs = self.groups_of(other);
        for &at in self.groups_of(one).iter().filter(|at| theirs.contains(at)) {
            let Some(group) = self.groups.get(at as usize) else { continue };
            let (bond, date, place) = match group.kind {
                GroupKind::Company(..) => (Bond::Company, None, None),
                GroupKind::Event(note, day) => (Bond::Event, Some(day), Some((note, 0))),
            };
            let (one, other) = (one.min(other), one.max(other));
            ties.push(Tie { one, other, bond, from: NOBODY, date, times: 1, place, group: at, strength: group.strength });
        }
        ties.sort_by(|one, other| other.strength.total_cmp(&one.strength).then(one.bond.cmp(&other.bond)).then(other.date.cmp(&one.date)));
        ties
    }
}

/// How strong several ties are together.
pub fn together(ties: &[Tie]) -> f64 {
    1.0 - ties.iter().map(|tie| 1.0 - tie.strength).product::<f64>()
}

/// Whether somebody may be asked for something: neither archived, paused nor wishing no contact, and nothing stands between us.
pub fn may_be_asked(contact: &Contact) -> bool {
    !matches!(contact.status, Status::Archived | Status::Paused) && !tension::is_open(contact)
}
