//! Reads the ties of everybody from the kept state, in time that grows with what is noted.

use std::sync::Arc;

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use crate::base::date::Date;
use crate::base::fold;
use crate::base::hash::{FastMap, FastSet};
use crate::book::Book;
use crate::book::contact::Contact;
use crate::book::finds::Sign;
use crate::book::graph::{Bond, EVENTS, GROUP, Group, GroupKind, HALF, MINE, Mine, NOBODY, STAYS, Tie};
use crate::book::kind::NoteKind;
use crate::book::names::Target;
use crate::book::standing::Reason;

/// An entry that introduces more people than this to each other is a list.
const INTRODUCED: usize = 6;
/// What is no company one has colleagues at.
const ALONE: [&str; 14] = [
    "freelance",
    "freelancer",
    "selfemployed",
    "independent",
    "retired",
    "none",
    "student",
    "unemployed",
    "na",
    "n/a",
    "various",
    "own",
    "self",
    "contractor",
];

/// What was read.
pub struct Everything {
    /// How well I know each person.
    pub mine: Vec<Mine>,
    /// Ties that are no groups.
    pub ties: Vec<Tie>,
    /// Companies and events.
    pub groups: Vec<Group>,
}

/// A line of a note.
type Line = (u32, u32);

/// What one contact adds.
#[derive(Default)]
struct Own {
    mine: Mine,
    companies: Vec<String>,
    events: Vec<(u32, Date)>,
    /// Entries of other contacts' notes that name this one: the line and its day.
    named: Vec<(Line, Date)>,
    /// Lines that say this one was introduced (`false`) or introduced me (`true`).
    introduced: Vec<(Line, Date, bool)>,
    stated: Vec<Tie>,
}

/// Reads everybody.
pub fn everything(book: &Book) -> Everything {
    let read = |(at, contact): (usize, &Contact)| own(book, at as u32, contact);
    let all: Vec<Own> = book.contacts.par_iter().enumerate().with_min_len(64).map(read).collect();
    let mut ties: Vec<Tie> = all.iter().flat_map(|own| own.stated.iter().copied()).collect();
    households(book, &mut ties);
    let lines = introductions(book, &all, &mut ties);
    named(book, &all, &lines, &mut ties);
    ties.sort_by_key(|tie| (tie.one, tie.other, tie.bond, std::cmp::Reverse(tie.date), tie.from, tie.place));
    // The same said in two notes is one tie.
    ties.dedup_by_key(|tie| (tie.one, tie.other, tie.bond, tie.date, tie.from));
    let groups = groups(book, &all);
    Everything { mine: all.into_iter().map(|own| own.mine).collect(), ties, groups }
}

fn own(book: &Book, at: u32, contact: &Contact) -> Own {
    let person = book.person(contact);
    let mut own = Own { companies: person.companies.clone(), ..Own::default() };
    for (names, bond) in [(&person.introduced_by, Bond::IntroducedMe), (&person.knows, Bond::Knows)] {
        for name in names {
            let Some(other) = who(book, name, contact.note).filter(|&other| other != at) else { continue };
            let (from, date) = match bond {
                Bond::IntroducedMe => (other, contact.core.met.filter(|met| *met <= book.as_of)),
                _ => (at, None),
            };
            own.stated.push(tie(book, (at, other), bond, from, date, Some((contact.note, 0))));
        }
    }
    let mut day = None;
    let mut weight = 0.0;
    for one in book.interactions(contact) {
        if day.replace(one.date) != Some(one.date) {
            let age = one.date.days_until(book.as_of);
            weight += (-age as f64 / MINE).exp2();
            own.mine.days += u32::from(age < 365);
        }
        match book.kind(one.place.note) {
            NoteKind::Event if one.source.is_event() => own.events.push((one.place.note, one.date)),
            NoteKind::Contact if one.place.note != contact.note => own.named.push(((one.place.note, one.place.row), one.date)),
            _ => {}
        }
    }
    own.mine.last = contact.last();
    own.mine.strength = weight / (weight + 2.0);
    for seen in book.seen(contact) {
        let Some(date) = seen.date.filter(|date| *date <= book.as_of && seen.reason == Reason::Possible) else { continue };
        if book.kind(seen.place.note) == NoteKind::Contact && seen.place.note != contact.note {
            own.named.push(((seen.place.note, seen.place.row), date));
        }
    }
    for marked in book.marked(contact) {
        let (line, date) = ((marked.place.note, marked.place.row), marked.signed.date);
        match marked.signed.sign {
            Sign::Introduced => own.introduced.push((line, date, false)),
            Sign::IntroducedMe => own.introduced.push((line, date, true)),
            Sign::Met => own.events.push((line.0, date)),
            _ => {}
        }
    }
    own.events.sort_by_key(|&(note, day)| (std::cmp::Reverse(day), note));
    own.events.dedup();
    own.events.truncate(EVENTS);
    own
}

/// Whom the target of a link or a name means.
fn who(book: &Book, name: &str, from: u32) -> Option<u32> {
    let target = match book.link(name, from) {
        Target::Nowhere => book.names().person(name, book),
        target => target,
    };
    match target {
        Target::Note(note) => book.contact_index(note),
        _ => None,
    }
}

/// A tie of two people, its strength by what it is and how long ago.
fn tie(book: &Book, (one, other): (u32, u32), bond: Bond, from: u32, date: Option<Date>, place: Option<Line>) -> Tie {
    let strength = match bond {
        Bond::Household => 0.9,
        Bond::IntroducedMe | Bond::Knows => 0.7,
        _ => 0.6 * faded(book, date),
    };
    Tie { one: one.min(other), other: one.max(other), bond, from, date, times: 1, place, group: NOBODY, strength }
}

/// What is left of a tie after the time since a day.
fn faded(book: &Book, date: Option<Date>) -> f64 {
    date.map_or(1.0, |date| (-date.days_until(book.as_of) as f64 / HALF).exp2().max(STAYS))
}

fn households(book: &Book, ties: &mut Vec<Tie>) {
    let mut of: FastMap<u32, Vec<u32>> = FastMap::default();
    for (at, contact) in (0..).zip(&book.contacts) {
        if contact.core.household != 0 {
            of.entry(contact.core.household).or_default().push(at);
        }
    }
    for people in of.values().filter(|people| people.len() <= GROUP) {
        pairs(people, &mut |one, other| ties.push(tie(book, (one, other), Bond::Household, NOBODY, None, None)));
    }
}

fn pairs(people: &[u32], each: &mut dyn FnMut(u32, u32)) {
    for (at, &one) in people.iter().enumerate() {
        people.iter().skip(at + 1).for_each(|&other| each(one, other));
    }
}

/// Lines marked as introductions: who is marked there, and who of them introduced me.
type Lines = FastMap<Line, Vec<(u32, Date, bool)>>;

/// Those one line introduces to each other, or one of whom it says that they introduced me.
fn introductions(book: &Book, all: &[Own], ties: &mut Vec<Tie>) -> Lines {
    let mut lines: Lines = FastMap::default();
    for (at, own) in (0..).zip(all) {
        for &(line, date, me) in &own.introduced {
            let people = lines.entry(line).or_default();
            if !people.iter().any(|&(person, ..)| person == at) {
                people.push((at, date, me));
            }
        }
    }
    linked(book, all, &lines, ties);
    for (&line, people) in lines.iter().filter(|(_, people)| people.len() <= INTRODUCED) {
        let Some(&(_, date, me)) = people.first() else { continue };
        let bond = if me { Bond::IntroducedMe } else { Bond::Introduced };
        let people: Vec<u32> = people.iter().map(|&(person, ..)| person).collect();
        pairs(&people, &mut |one, other| ties.push(tie(book, (one, other), bond, NOBODY, Some(date), Some(line))));
    }
    lines
}

/// Those whom a line links beside the one who, as it says, introduced me to them; in notes that are nobody's.
fn linked(book: &Book, all: &[Own], lines: &Lines, ties: &mut Vec<Tie>) {
    let is_nobodys = |line: &Line| book.kind(line.0) != NoteKind::Contact;
    let told = |people: &[(u32, Date, bool)]| matches!(people, [(_, _, true)]);
    if !lines.iter().any(|(line, people)| is_nobodys(line) && told(people)) {
        return;
    }
    for (at, contact) in (0..all.len() as u32).zip(&book.contacts) {
        for one in book.interactions(contact) {
            let line = (one.place.note, one.place.row);
            let Some(&[(from, date, true)]) = lines.get(&line).map(Vec::as_slice) else { continue };
            if from != at && is_nobodys(&line) {
                ties.push(tie(book, (at, from), Bond::IntroducedMe, from, Some(date), Some(line)));
            }
        }
    }
}

/// Those whom an entry about somebody else names.
fn named(book: &Book, all: &[Own], lines: &Lines, ties: &mut Vec<Tie>) {
    for (at, own) in (0..).zip(all) {
        let mut of: FastMap<u32, Vec<(Date, Line)>> = FastMap::default();
        for &(line, date) in &own.named {
            let Some(owner) = book.contact_index(line.0).filter(|&owner| owner != at) else { continue };
            let marked = lines.get(&line).map_or(&[][..], Vec::as_slice);
            match marked.iter().find(|&&(person, ..)| person == owner) {
                // `introduced her to [[Bo]] #intro`: said already.
                _ if marked.iter().any(|&(person, ..)| person == at) => {}
                // `introduced me to [[Bo]] #intro`: Bo is only linked.
                Some(&(_, _, true)) => ties.push(tie(book, (at, owner), Bond::IntroducedMe, owner, Some(date), Some(line))),
                _ => of.entry(owner).or_default().push((date, line)),
            }
        }
        for (owner, mut entries) in of {
            entries.sort_unstable_by_key(|&(date, line)| (std::cmp::Reverse(date), line));
            entries.dedup_by_key(|&mut (date, _)| date);
            let Some(&(date, line)) = entries.first() else { continue };
            let weight: f64 = entries.iter().map(|&(date, _)| faded(book, Some(date))).sum();
            let tie = tie(book, (at, owner), Bond::Named, owner, Some(date), Some(line));
            ties.push(Tie { times: entries.len() as u32, strength: weight / (weight + 1.5), ..tie });
        }
    }
}

fn groups(book: &Book, all: &[Own]) -> Vec<Group> {
    let mut companies: FastMap<String, (Arc<str>, Vec<u32>)> = FastMap::default();
    let mut events: FastMap<(u32, Date), Vec<u32>> = FastMap::default();
    for (at, own) in (0..).zip(all) {
        for name in &own.companies {
            if !ALONE.contains(&fold::key(name).as_str()) {
                let company = companies.entry(fold::name(name)).or_insert_with(|| (Arc::from(name.as_str()), Vec::new()));
                company.1.push(at);
            }
        }
        for &event in &own.events {
            events.entry(event).or_default().push(at);
        }
    }
    let is_group = |people: &mut Vec<u32>| {
        people.dedup();
        (2..=GROUP).contains(&people.len())
    };
    companies.retain(|_, (_, people)| is_group(people));
    events.retain(|_, people| is_group(people));
    let notes = notes(book, &companies.keys().cloned().collect());
    let mut groups: Vec<Group> = companies
        .into_iter()
        .map(|(folded, (name, people))| {
            let kind = GroupKind::Company(name, notes.get(&folded).copied());
            Group { kind, strength: 0.8 / (people.len() as f64 / 2.0).sqrt(), people }
        })
        .collect();
    groups.extend(events.into_iter().map(|((note, day), people)| {
        let strength = 0.6 / (people.len() as f64 / 2.0).sqrt() * faded(book, Some(day));
        Group { kind: GroupKind::Event(note, day), people, strength }
    }));
    groups.sort_by_cached_key(order);
    groups
}

/// Companies by folded name, then events by note and day.
fn order(group: &Group) -> (bool, String, u32, Option<Date>) {
    match &group.kind {
        GroupKind::Company(name, _) => (false, fold::name(name), 0, None),
        GroupKind::Event(note, day) => (true, String::new(), *note, Some(*day)),
    }
}

/// The notes of companies, by folded name.
fn notes(book: &Book, names: &FastSet<String>) -> FastMap<String, u32> {
    let mut notes: FastMap<String, u32> = FastMap::default();
    for note in book.all().filter(|&note| book.kind(note) == NoteKind::Company) {
        let folded = fold::name(book.stem(note));
        if names.contains(&folded) {
            notes.entry(folded).or_insert(note);
        }
    }
    notes
}
