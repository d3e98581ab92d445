//! The JSON of `path`.

use std::io::{self, Write};

use serde::Serialize;

use crate::book::Book;
use crate::phrases;
use crate::render::json;
use crate::render::json::ledger::{Named, named};
use crate::views::path::{self, Step, To, Told, Way, Ways};

#[derive(Serialize)]
struct Answer<'b> {
    version: u32,
    as_of: String,
    to: ToJson<'b>,
    /// The person wishes no contact or has died: nothing is suggested.
    in_peace: bool,
    direct: Vec<Direct<'b>>,
    ways: Vec<WayJson<'b>>,
}

#[derive(Serialize)]
struct ToJson<'b> {
    kind: &'static str,
    name: &'b str,
    path: Option<&'b str>,
    people: Vec<Named<'b>>,
}

#[derive(Serialize)]
struct Direct<'b> {
    #[serde(flatten)]
    who: Named<'b>,
    last_contact: Option<String>,
    days_of_contact: u32,
    strength: f64,
    lately: bool,
}

#[derive(Serialize)]
struct WayJson<'b> {
    score: f64,
    ask: Named<'b>,
    steps: Vec<StepJson<'b>>,
    cautions: &'b [String],
}

#[derive(Serialize)]
struct StepJson<'b> {
    /// `null`: me.
    from: Option<Named<'b>>,
    to: Option<Named<'b>>,
    strength: f64,
    by: Vec<By<'b>>,
}

#[derive(Serialize)]
struct By<'b> {
    kind: &'static str,
    date: Option<String>,
    text: String,
    path: Option<&'b str>,
    line: Option<u32>,
}

fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

/// Writes the answer.
pub fn write(book: &Book, ways: &Ways, out: &mut dyn Write) -> io::Result<()> {
    let to = match &ways.to {
        To::Person(person) => {
            let contact = &book.contacts[*person as usize];
            ToJson { kind: "contact", name: book.name(contact), path: Some(book.path(contact.note)), people: Vec::new() }
        }
        To::Company(name, note, people) => ToJson {
            kind: "company",
            name,
            path: note.map(|note| book.path(note)),
            people: people.iter().filter_map(|&person| named(book, person)).collect(),
        },
    };
    let direct = ways.direct.iter().filter_map(|(person, mine)| {
        Some(Direct {
            who: named(book, *person)?,
            last_contact: mine.last.map(|day| day.to_string()),
            days_of_contact: mine.days,
            strength: rounded(mine.strength),
            lately: path::is_lately(mine, book.as_of),
        })
    });
    let answer = Answer {
        version: json::VERSION,
        as_of: book.as_of.to_string(),
        to,
        in_peace: ways.in_peace.is_some(),
        direct: direct.collect(),
        ways: ways.ways.iter().filter_map(|one| way(book, one)).collect(),
    };
    json::write(&answer, out)
}

fn way<'b>(book: &'b Book, way: &'b Way) -> Option<WayJson<'b>> {
    let ask = *way.people.first()?;
    let mine = By {
        kind: "contact",
        date: way.mine.last.map(|day| day.to_string()),
        text: phrases::path::mine(way.mine.last, way.mine.days, book.as_of),
        path: None,
        line: None,
    };
    let first = StepJson { from: None, to: named(book, ask), strength: rounded(way.mine.strength), by: vec![mine] };
    let steps = std::iter::once(first).chain(way.steps.iter().map(|one| step(book, one)));
    Some(WayJson { score: rounded(way.score), ask: named(book, ask)?, steps: steps.collect(), cautions: &way.cautions })
}

fn step<'b>(book: &'b Book, step: &'b Step) -> StepJson<'b> {
    let by = |told: &'b Told| By {
        kind: told.tie.bond.word(),
        date: told.tie.date.map(|day| day.to_string()),
        text: told.text.clone(),
        path: told.place.map(|(note, _)| book.path(note)),
        line: told.place.map(|(_, line)| line).filter(|line| *line > 0),
    };
    StepJson {
        from: named(book, step.from),
        to: named(book, step.to),
        strength: rounded(step.strength),
        by: step.ties.iter().map(by).collect(),
    }
}
