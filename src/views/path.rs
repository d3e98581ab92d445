//! The best ways to a warm introduction: whom to ask, who asks whom, how strong and how recent each step is, and by what it is known.
//!
//! Refuses to suggest asking somebody who is archived, paused, wishes no contact, or with whom something stands between us.

use crate::base::date::Date;
use crate::base::fold;
use crate::base::hash::FastMap;
use crate::book::Book;
use crate::book::contact::{Contact, Standing};
use crate::book::graph::{self, Bond, Graph, Mine, Tie};
use crate::book::kind::NoteKind;
use crate::book::names::Target;
use crate::book::status::Status;
use crate::book::tension;
use crate::note::body::Place;
use crate::phrases;
use crate::views::ledger;

/// Contact within so many days is being in touch.
pub const LATELY: i64 = 90;
/// How many of the ties between two people are told.
const TOLD: usize = 2;

/// Where to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum To {
    /// A contact, an index of [`Book::contacts`].
    Person(u32),
    /// A company as it is called, its note, and its people.
    Company(String, Option<u32>, Vec<u32>),
}

/// The answer.
pub struct Ways {
    /// Where to.
    pub to: To,
    /// Whoever wishes no contact or has died: nothing is suggested.
    pub in_peace: Option<(u32, bool)>,
    /// Those of the target I have been in contact with myself, the best in touch first.
    pub direct: Vec<(u32, Mine)>,
    /// The ways, the best first.
    pub ways: Vec<Way>,
}

/// One way: me, whom to ask, perhaps another, the target.
pub struct Way {
    /// The product of the strengths of its steps.
    pub score: f64,
    /// How well I know whom to ask.
    pub mine: Mine,
    /// Whom to ask, then on to the target.
    pub people: Vec<u32>,
    /// The steps behind the first: from whom to ask to the target.
    pub steps: Vec<Step>,
    /// What to take care of with whom to ask.
    pub cautions: Vec<String>,
}

/// A step from one person to the next.
pub struct Step {
    /// From whom.
    pub from: u32,
    /// To whom.
    pub to: u32,
    /// How strong all ties between them are together.
    pub strength: f64,
    /// The strongest ties, each in a sentence with its place.
    pub ties: Vec<Told>,
}

/// A tie in words.
pub struct Told {
    /// The tie.
    pub tie: Tie,
    /// A sentence.
    pub text: String,
    /// Where it is written: the note, and the line when there is one.
    pub place: Option<(u32, u32)>,
}

impl Ways {
    /// Whether there is none, and no contact of my own.
    pub fn is_empty(&self) -> bool {
        self.ways.is_empty() && self.direct.is_empty()
    }
}

/// Whether contact of one's own is recent enough to need nobody else.
pub fn is_lately(mine: &Mine, today: Date) -> bool {
    mine.last.is_some_and(|last| last.days_until(today) <= LATELY)
}

/// Something on the way to the target: how strong the rest of the way is, and who comes next.
#[derive(Clone, Copy)]
struct Rest {
    strength: f64,
    next: u32,
}

/// The best ways, at most `limit`; each begins with somebody else.
pub fn of(book: &Book, graph: &Graph, to: To, limit: usize) -> Ways {
    let targets = match &to {
        To::Person(person) => vec![*person],
        To::Company(_, _, people) => people.clone(),
    };
    let standing = |person: u32| book.contacts.get(person as usize).map(|contact| contact.core.standing);
    if let To::Person(person) = to
        && let Some(standing @ (Standing::DoNotContact | Standing::Deceased)) = standing(person)
    {
        let in_peace = Some((person, standing == Standing::Deceased));
        return Ways { to, in_peace, direct: Vec::new(), ways: Vec::new() };
    }
    let is_one = matches!(to, To::Person(_));
    // Of a company nobody is named who is archived or with whom something stands between us.
    let may_be_met = |contact: &Contact| contact.status != Status::Archived && !tension::is_open(contact);
    let targets: Vec<u32> = targets.into_iter().filter(|&person| is_one || may_be_met(&book.contacts[person as usize])).collect();
    let mut direct: Vec<(u32, Mine)> =
        targets.iter().map(|&person| (person, graph.mine(person))).filter(|(_, mine)| mine.last.is_some()).collect();
    direct.sort_by(|(one, first), (other, second)| second.strength.total_cmp(&first.strength).then(one.cmp(other)));
    // Of a company those are looked for whom I am not in touch with myself.
    let is_looked_for = |person: u32| is_one || !is_lately(&graph.mine(person), book.as_of);
    let targets: Vec<u32> = targets.into_iter().filter(|&person| is_looked_for(person)).collect();
    let may_be_asked = |person: u32| !targets.contains(&person) && graph::may_be_asked(&book.contacts[person as usize]);
    // One step from the target.
    let mut near: FastMap<u32, Rest> = FastMap::default();
    for &target in &targets {
        for (person, strength) in graph.neighbours(target) {
            better(&mut near, person, Rest { strength, next: target });
        }
    }
    let mut near: Vec<(u32, Rest)> = near.into_iter().filter(|&(person, _)| may_be_asked(person)).collect();
    near.sort_unstable_by_key(|&(person, _)| person);
    let mut whole: FastMap<u32, (Rest, Option<Rest>)> = near.iter().map(|&(person, rest)| (person, (rest, None))).collect();
    // Two steps, through somebody whom I do not know better than the one to ask does.
    for &(between, rest) in &near {
        let known = graph.mine(between).strength;
        for (person, strength) in graph.neighbours(between) {
            if known >= graph.mine(person).strength * strength || !may_be_asked(person) {
                continue;
            }
            let through = Rest { strength: strength * rest.strength, next: between };
            let way = whole.entry(person).or_insert((through, Some(rest)));
            if way.0.strength < through.strength {
                *way = (through, Some(rest));
            }
        }
    }
    let mut found: Vec<(f64, u32, Rest, Option<Rest>)> = whole
        .into_iter()
        .map(|(person, (rest, then))| (graph.mine(person).strength * rest.strength, person, rest, then))
        .filter(|(score, ..)| *score > 0.0)
        .collect();
    found.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.3.is_some().cmp(&other.3.is_some())).then(one.1.cmp(&other.1)));
    found.truncate(limit);
    let ways = found.into_iter().map(|(score, ask, rest, then)| {
        let people: Vec<u32> = [Some(ask), Some(rest.next), then.map(|then| then.next)].into_iter().flatten().collect();
        way(book, graph, score, people)
    });
    let ways = ways.collect();
    Ways { to, in_peace: None, direct, ways }
}

fn better(near: &mut FastMap<u32, Rest>, person: u32, rest: Rest) {
    let known = near.entry(person).or_insert(rest);
    if known.strength < rest.strength {
        *known = rest;
    }
}

fn way(book: &Book, graph: &Graph, score: f64, people: Vec<u32>) -> Way {
    let steps = people.windows(2).filter_map(|pair| match *pair {
        [from, to] => Some(step(book, graph, from, to)),
        _ => None,
    });
    let ask = people.first().copied().unwrap_or_default();
    let cautions = crate::views::report::say::cautions(book, &book.contacts[ask as usize]);
    Way { score, mine: graph.mine(ask), steps: steps.collect(), people, cautions }
}

fn step(book: &Book, graph: &Graph, from: u32, to: u32) -> Step {
    let ties = graph.between(from, to);
    let strength = graph::together(&ties);
    let told = ties.into_iter().take(TOLD).map(|tie| {
        let key = if tie.bond == Bond::Knows { "knows" } else { "introducedby" };
        Told { text: sentence(book, graph, &tie), place: tie.place.map(|place| ledger::at(book, place, key)), tie }
    });
    Step { from, to, strength, ties: told.collect() }
}

/// A tie in a sentence.
pub fn sentence(book: &Book, graph: &Graph, tie: &Tie) -> String {
    let name = |person: u32| book.contacts.get(person as usize).map_or("", |contact| book.name(contact));
    let (one, other, today) = (name(tie.one), name(tie.other), book.as_of);
    // Who it comes from, and the other of the two.
    let (from, to) = if tie.from == tie.other { (other, one) } else { (one, other) };
    match tie.bond {
        Bond::Household => phrases::path::household(one, other),
        Bond::IntroducedMe if tie.from == graph::NOBODY => phrases::path::introduced_me_either(one, other, tie.date, today),
        Bond::IntroducedMe => phrases::path::introduced_me(from, to, tie.date, today),
        Bond::Knows => phrases::path::knows(from, to),
        Bond::Introduced => phrases::path::introduced(one, other, tie.date, today),
        Bond::Named => phrases::path::named(to, from, tie.times, tie.date, today),
        Bond::Event => phrases::path::event(&ledger::title(book, graph, tie.group), tie.date, today),
        Bond::Company => phrases::path::company(&ledger::title(book, graph, tie.group)),
    }
}

/// The company that is called so, but for case and accents, with its people: those who name it, and those its note links.
pub fn company(book: &Book, text: &str) -> Option<To> {
    let wanted = fold::loose(text.trim().trim_start_matches("[[").trim_end_matches("]]"));
    let is_it = |name: &str| fold::loose(name) == wanted;
    let note = book.all().filter(|&note| book.kind(note) == NoteKind::Company).find(|&note| is_it(book.stem(note)));
    let mut called = note.map(|note| book.stem(note).to_owned());
    let mut people: Vec<u32> = Vec::new();
    for (index, contact) in (0..).zip(&book.contacts) {
        if let Some(name) = book.person(contact).companies.iter().find(|name| is_it(name)) {
            called.get_or_insert_with(|| name.clone());
            people.push(index);
        }
    }
    if let Some(note) = note {
        for link in book.note(note).facts.links.iter().filter(|link| link.place == Place::Plain) {
            if let Target::Note(linked) = book.link(&link.target, note) {
                people.extend(book.contact_index(linked));
            }
        }
    }
    people.sort_unstable();
    people.dedup();
    Some(To::Company(called?, note, people))
}

/// The one company whose name holds a text, but for case and accents.
pub fn company_in_part(book: &Book, text: &str) -> Option<To> {
    let part = fold::loose(text.trim());
    let mut names: Vec<String> = companies(book).into_iter().filter(|name| fold::loose(name).contains(&part)).collect();
    names.dedup_by_key(|name| fold::loose(name));
    match names.as_slice() {
        [only] if !part.is_empty() => company(book, only),
        _ => None,
    }
}

/// The names of all companies, for a hint when none is called so.
pub fn companies(book: &Book) -> Vec<String> {
    let notes = book.all().filter(|&note| book.kind(note) == NoteKind::Company).map(|note| book.stem(note).to_owned());
    let mut names: Vec<String> =
        notes.chain(book.contacts.iter().flat_map(|contact| book.person(contact).companies.iter().cloned())).collect();
    names.sort_unstable();
    names.dedup();
    names
}
