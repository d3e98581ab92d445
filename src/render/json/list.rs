//! The JSON of `list`: also the contact object other answers use.

use std::io::{self, Write};

use serde::Serialize;

use crate::book::Book;
use crate::book::contact::Contact;
use crate::render::json::{self, Place};
use crate::views::list::List;

#[derive(Serialize)]
struct Answer<'b> {
    version: u32,
    as_of: String,
    contacts: Vec<ContactJson<'b>>,
}

/// A contact as scripts see it.
#[derive(Serialize)]
pub struct ContactJson<'b> {
    name: &'b str,
    path: &'b str,
    aliases: &'b [String],
    tags: &'b [String],
    tier: Option<&'b str>,
    cadence: Option<CadenceJson>,
    last_contact: Option<LastJson<'b>>,
    interactions: u32,
    baseline: Option<BaselineJson>,
    next_due: Option<String>,
    status: &'static str,
    days_since: Option<i64>,
    days_overdue: Option<i64>,
    promises: PromisesJson,
    birthday: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    birthday_text: Option<&'b str>,
    company: Option<&'b str>,
    role: Option<&'b str>,
    city: Option<&'b str>,
    emails: &'b [String],
    phones: &'b [String],
}

/// A cadence as scripts see it.
#[derive(Serialize)]
pub struct CadenceJson {
    text: String,
    ideal_days: Option<u32>,
    max_days: Option<u32>,
    source: &'static str,
}

/// The last contact as scripts see it.
#[derive(Serialize)]
pub struct LastJson<'b> {
    date: String,
    channel: Option<&'b str>,
    sources: Vec<Place<'b>>,
}

#[derive(Serialize)]
struct BaselineJson {
    date: String,
    estimated: bool,
}

#[derive(Serialize)]
struct PromisesJson {
    mine: u32,
    theirs: u32,
    overdue: u32,
}

/// Writes the answer.
pub fn write(book: &Book, list: &List, out: &mut dyn Write) -> io::Result<()> {
    let contacts = list.contacts.iter().map(|&at| contact(book, &book.contacts[at as usize])).collect();
    json::write(&Answer { version: json::VERSION, as_of: book.as_of.to_string(), contacts }, out)
}

#[derive(Serialize)]
struct InAnswer<'b> {
    version: u32,
    as_of: String,
    place: &'b str,
    contacts: Vec<ContactJson<'b>>,
}

/// Writes the answer of `in`.
pub fn write_in(book: &Book, place: &str, list: &List, out: &mut dyn Write) -> io::Result<()> {
    let contacts = list.contacts.iter().map(|&at| contact(book, &book.contacts[at as usize])).collect();
    json::write(&InAnswer { version: json::VERSION, as_of: book.as_of.to_string(), place, contacts }, out)
}

/// One contact.
pub fn contact<'b>(book: &'b Book, contact: &'b Contact) -> ContactJson<'b> {
    let person = book.person(contact);
    let open = contact.promises;
    ContactJson {
        name: &person.name,
        path: book.path(contact.note),
        aliases: &person.aliases,
        tags: &person.tags,
        tier: person.tier.as_deref(),
        cadence: cadence(book, contact),
        last_contact: last(book, contact),
        interactions: contact.days,
        baseline: contact.baseline.map(|baseline| BaselineJson { date: baseline.date.to_string(), estimated: baseline.estimated }),
        next_due: contact.due.map(|due| due.date.to_string()),
        status: contact.status.word(),
        days_since: contact.last().map(|last| last.days_until(book.as_of)),
        days_overdue: contact.due.map(|due| due.date.days_until(book.as_of)),
        promises: PromisesJson { mine: open.mine, theirs: open.theirs, overdue: open.mine_overdue + open.theirs_overdue },
        birthday: person.birthday.map(|birthday| birthday.to_string()),
        birthday_text: person.birthday_text.as_deref(),
        company: person.companies.first().map(String::as_str),
        role: person.role.as_deref(),
        city: person.cities.first().map(String::as_str),
        emails: &person.emails,
        phones: &person.phones,
    }
}

/// The cadence that holds.
pub fn cadence(book: &Book, contact: &Contact) -> Option<CadenceJson> {
    let holding = book.holding(contact)?;
    Some(CadenceJson {
        text: holding.text,
        ideal_days: days(holding.cadence.ideal),
        max_days: holding.cadence.max.and_then(days),
        source: holding.source,
    })
}

/// The days of a step; of calendar months it has no fixed number.
pub fn days(step: crate::base::date::Step) -> Option<u32> {
    (step.months == 0).then_some(step.days)
}

/// The last contact with all its places.
pub fn last<'b>(book: &'b Book, contact: &'b Contact) -> Option<LastJson<'b>> {
    let date = contact.last()?;
    let sources = book
        .last_places(contact)
        .iter()
        .map(|interaction| Place { path: book.path(interaction.place.note), line: interaction.place.row })
        .collect();
    Some(LastJson { date: date.to_string(), channel: json::channel(book, book.last_channel(contact)), sources })
}
