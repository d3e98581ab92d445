//! The JSON of `graph`.

use std::io::{self, Write};

use serde::Serialize;

use crate::book::Book;
use crate::render::json;
use crate::render::json::ledger::{Named, named};
use crate::views::graph::{Drawing, Shared};

#[derive(Serialize)]
struct Answer<'b> {
    version: u32,
    as_of: String,
    around: Option<Named<'b>>,
    steps: Option<u32>,
    nodes: Vec<Node<'b>>,
    edges: Vec<Edge<'b>>,
}

#[derive(Serialize)]
struct Node<'b> {
    id: String,
    kind: &'static str,
    name: &'b str,
    path: Option<&'b str>,
    date: Option<String>,
    last_contact: Option<String>,
}

#[derive(Serialize)]
struct Edge<'b> {
    from: String,
    to: String,
    kind: &'static str,
    strength: f64,
    date: Option<String>,
    text: Option<&'b str>,
    path: Option<&'b str>,
    line: Option<u32>,
}

/// Writes the answer.
pub fn write(book: &Book, drawing: &Drawing, out: &mut dyn Write) -> io::Result<()> {
    let id = |person: u32| book.contacts.get(person as usize).map_or("", |contact| book.path(contact.note)).to_owned();
    let mut nodes: Vec<Node<'_>> = Vec::new();
    for &person in &drawing.people {
        let contact = &book.contacts[person as usize];
        let last = contact.last().map(|day| day.to_string());
        let path = Some(book.path(contact.note));
        nodes.push(Node { id: id(person), kind: "contact", name: book.name(contact), path, date: None, last_contact: last });
    }
    for group in &drawing.groups {
        nodes.push(Node {
            id: of_group(book, group),
            kind: if group.is_company { "company" } else { "event" },
            name: &group.title,
            path: group.note.map(|note| book.path(note)),
            date: group.date.map(|day| day.to_string()),
            last_contact: None,
        });
    }
    let rounded = |number: f64| (number * 1000.0).round() / 1000.0;
    let mut edges: Vec<Edge<'_>> = Vec::new();
    for tied in &drawing.ties {
        let tie = &tied.tie;
        let (one, other) = if tie.from == tie.other { (tie.other, tie.one) } else { (tie.one, tie.other) };
        edges.push(Edge {
            from: id(one),
            to: id(other),
            kind: tie.bond.word(),
            strength: rounded(tie.strength),
            date: tie.date.map(|day| day.to_string()),
            text: Some(&tied.text),
            path: tie.place.map(|(note, _)| book.path(note)),
            line: tie.place.map(|(_, line)| line).filter(|line| *line > 0),
        });
    }
    for group in &drawing.groups {
        for &person in &group.people {
            edges.push(Edge {
                from: id(person),
                to: of_group(book, group),
                kind: if group.is_company { "company" } else { "event" },
                strength: rounded(group.strength),
                date: group.date.map(|day| day.to_string()),
                text: None,
                path: None,
                line: None,
            });
        }
    }
    let answer = Answer {
        version: json::VERSION,
        as_of: book.as_of.to_string(),
        around: drawing.around.and_then(|(person, _)| named(book, person)),
        steps: drawing.around.map(|(_, steps)| steps),
        nodes,
        edges,
    };
    json::write(&answer, out)
}

/// A company by its name, an event by its note and day.
fn of_group(book: &Book, group: &Shared) -> String {
    match (group.note, group.date) {
        (Some(note), Some(date)) => format!("{}@{date}", book.path(note)),
        _ => format!("company:{}", group.title),
    }
}
