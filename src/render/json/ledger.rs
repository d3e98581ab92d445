//! The JSON of `ledger`.

use std::io::{self, Write};

use serde::Serialize;

use crate::book::Book;
use crate::book::finds::Sign;
use crate::render::{json, text};
use crate::views::ledger::{Answer, Introduction, Thing};

#[derive(Serialize)]
struct AnswerJson<'b> {
    version: u32,
    as_of: String,
    contacts: Vec<ContactJson<'b>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    things: Option<Vec<ThingJson<'b>>>,
    introductions: Vec<IntroductionJson<'b>>,
}

#[derive(Serialize)]
struct ContactJson<'b> {
    name: &'b str,
    path: &'b str,
    received: f64,
    given: f64,
    balance: f64,
    much: bool,
    received_count: u32,
    given_count: u32,
    introductions_received: u32,
    introductions_made: u32,
}

#[derive(Serialize)]
struct ThingJson<'b> {
    date: String,
    kind: &'static str,
    mine: bool,
    counts: bool,
    text: &'b str,
    path: &'b str,
    line: u32,
}

#[derive(Serialize)]
struct IntroductionJson<'b> {
    made: bool,
    date: Option<String>,
    /// Who introduced me, or the first of the two I introduced; with `sure: false` one of the two.
    one: Named<'b>,
    other: Option<Named<'b>>,
    sure: bool,
    since: Option<String>,
    text: String,
    path: Option<&'b str>,
    line: Option<u32>,
}

/// A contact by name and path.
#[derive(Serialize)]
pub struct Named<'b> {
    name: &'b str,
    path: &'b str,
}

/// A contact by name and path; `None` for nobody.
pub fn named(book: &Book, contact: u32) -> Option<Named<'_>> {
    let contact = book.contacts.get(contact as usize)?;
    Some(Named { name: book.name(contact), path: book.path(contact.note) })
}

/// Writes the answer.
pub fn write(book: &Book, answer: &Answer, out: &mut dyn Write) -> io::Result<()> {
    let rounded = |number: f64| (number * 100.0).round() / 100.0;
    let contacts = answer.contacts.iter().filter_map(|&(contact, ledger)| {
        let Named { name, path } = named(book, contact)?;
        Some(ContactJson {
            name,
            path,
            received: rounded(ledger.received),
            given: rounded(ledger.given),
            balance: rounded(ledger.balance),
            much: ledger.is_much(),
            received_count: ledger.received_count,
            given_count: ledger.given_count,
            introductions_received: ledger.introduced_me,
            introductions_made: ledger.introduced,
        })
    });
    let things = answer.of_one.then(|| answer.things.iter().map(|one| thing(book, one)).collect());
    let introductions = answer.introductions.iter().filter_map(|one| introduction(book, one));
    let answer = AnswerJson {
        version: json::VERSION,
        as_of: book.as_of.to_string(),
        contacts: contacts.collect(),
        things,
        introductions: introductions.collect(),
    };
    json::write(&answer, out)
}

fn thing<'b>(book: &'b Book, thing: &'b Thing) -> ThingJson<'b> {
    let kind = match thing.marked.signed.sign {
        Sign::Introduced => "introduced",
        Sign::IntroducedMe => "introduced_me",
        Sign::Gave => "gave",
        _ => "received",
    };
    ThingJson {
        date: thing.marked.signed.date.to_string(),
        kind,
        mine: thing.mine,
        counts: thing.counts,
        text: &thing.text,
        path: book.path(thing.marked.place.note),
        line: thing.marked.place.row,
    }
}

fn introduction<'b>(book: &'b Book, one: &Introduction) -> Option<IntroductionJson<'b>> {
    Some(IntroductionJson {
        made: one.mine,
        date: one.date.map(|date| date.to_string()),
        one: named(book, one.one)?,
        other: named(book, one.other),
        sure: one.sure,
        since: one.since.map(|date| date.to_string()),
        text: text::ledger::sentence(book, one),
        path: one.place.map(|(note, _)| book.path(note)),
        line: one.place.map(|(_, line)| line).filter(|line| *line > 0),
    })
}
