//! The graph of everybody, or of those around somebody: people, companies and events, and what ties them.

use std::collections::BTreeMap;

use crate::book::Book;
use crate::book::graph::{Graph, GroupKind, Tie};
use crate::views::{ledger, path};

/// A part of the graph to be drawn.
pub struct Drawing {
    /// Around whom, and in how many steps; `None`: everybody.
    pub around: Option<(u32, u32)>,
    /// The people, in their order.
    pub people: Vec<u32>,
    /// The companies and events that at least two of them share.
    pub groups: Vec<Shared>,
    /// The ties between them that are neither.
    pub ties: Vec<Tied>,
}

/// A company or event in a drawing.
pub struct Shared {
    /// Its title.
    pub title: String,
    /// Whether it is a company.
    pub is_company: bool,
    /// Its note, when it has one.
    pub note: Option<u32>,
    /// The day of an event.
    pub date: Option<crate::base::date::Date>,
    /// Those of its people who are in the drawing.
    pub people: Vec<u32>,
    /// How strongly it ties two of them.
    pub strength: f64,
}

/// A tie in a drawing.
pub struct Tied {
    /// The tie.
    pub tie: Tie,
    /// The same in a sentence.
    pub text: String,
}

/// Everybody, or those whom so many steps lead to from somebody.
pub fn of(book: &Book, graph: &Graph, around: Option<(u32, u32)>) -> Drawing {
    let people: Vec<u32> = match around {
        None => (0..book.contacts.len() as u32).collect(),
        Some((person, steps)) => near(graph, person, steps),
    };
    let is_drawn = |person: &u32| people.binary_search(person).is_ok();
    let mut groups = Vec::new();
    for (at, group) in (0..).zip(&graph.groups) {
        let some: Vec<u32> = group.people.iter().copied().filter(is_drawn).collect();
        if some.len() < 2 {
            continue;
        }
        let (is_company, note, date) = match &group.kind {
            GroupKind::Company(_, note) => (true, *note, None),
            GroupKind::Event(note, day) => (false, Some(*note), Some(*day)),
        };
        groups.push(Shared { title: ledger::title(book, graph, at), is_company, note, date, people: some, strength: group.strength });
    }
    let ties = graph.ties.iter().filter(|tie| is_drawn(&tie.one) && is_drawn(&tie.other));
    let ties = ties.map(|tie| Tied { tie: *tie, text: path::sentence(book, graph, tie) }).collect();
    Drawing { around, people, groups, ties }
}

/// Those whom at most so many steps lead to, in their order.
fn near(graph: &Graph, person: u32, steps: u32) -> Vec<u32> {
    let mut reached: BTreeMap<u32, ()> = BTreeMap::from([(person, ())]);
    let mut edge = vec![person];
    for _ in 0..steps {
        let mut next = Vec::new();
        for person in edge {
            for (other, _) in graph.neighbours(person) {
                if reached.insert(other, ()).is_none() {
                    next.push(other);
                }
            }
        }
        edge = next;
    }
    reached.into_keys().collect()
}
