//! The JSON of `show`: the contact object of `list` and every other standard key that has a value.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value};

use crate::base::date::Date;
use crate::book::Book;
use crate::book::contact::Standing;
use crate::render::json;
use crate::render::json::list;
use crate::render::json::promises::{self, PromiseJson};
use crate::render::json::why::{self, CountedJson};
use crate::views::show::Show;

/// The counts of `list` give way to what they count: `interaction_days` and `promise_counts` keep them.
#[derive(Serialize)]
struct Answer<'b> {
    version: u32,
    as_of: String,
    name: &'b str,
    #[serde(flatten)]
    contact: Map<String, Value>,
    interaction_days: u32,
    #[serde(flatten)]
    more: More<'b>,
    interactions: Vec<CountedJson<'b>>,
    promises: Vec<PromiseJson<'b>>,
    planned: Vec<CountedJson<'b>>,
}

#[derive(Serialize)]
struct More<'b> {
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    ids: &'b [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    companies: &'b [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    cities: &'b [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    timezone: Option<&'b str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pronouns: Option<&'b str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    links: &'b [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    dates: Vec<DateJson<'b>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    met: Option<String>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    how_met: &'b [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    created: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_contact: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    snooze_until: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    standing: Option<&'static str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    prefers: &'b [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    boundaries: &'b [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    talk_about: &'b [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    interests: &'b [String],
}

#[derive(Serialize)]
struct DateJson<'b> {
    label: &'b str,
    date: String,
    line: u32,
}

/// Writes the answer.
pub fn write(book: &Book, show: &Show<'_>, out: &mut dyn Write) -> io::Result<()> {
    let contact = &book.contacts[show.contact as usize];
    let person = book.person(contact);
    let mut fields = match serde_json::to_value(list::contact(book, contact))? {
        Value::Object(fields) => fields,
        _ => Map::new(),
    };
    fields.remove("name");
    fields.remove("interactions");
    if let Some(counts) = fields.remove("promises") {
        fields.insert("promise_counts".to_owned(), counts);
    }
    let day = |date: Option<Date>| date.map(|date| date.to_string());
    let dates = person.dates.iter().map(|yearly| DateJson { label: &yearly.label, date: yearly.date.to_string(), line: yearly.row });
    let more = More {
        ids: &person.ids,
        companies: &person.companies,
        cities: &person.cities,
        timezone: person.timezone.as_deref(),
        pronouns: person.pronouns.as_deref(),
        links: &person.links,
        dates: dates.collect(),
        met: day(person.met),
        how_met: &person.how_met,
        created: day(person.created),
        next_contact: day(person.next_contact),
        snooze_until: day(person.snooze_until),
        standing: standing(person.standing),
        prefers: &person.prefers,
        boundaries: &person.boundaries,
        talk_about: &person.talk_about,
        interests: &person.interests,
    };
    let answer = Answer {
        version: json::VERSION,
        as_of: book.as_of.to_string(),
        name: &person.name,
        contact: fields,
        interaction_days: contact.days,
        more,
        interactions: show.interactions.iter().map(|one| why::counted(book, one)).collect(),
        promises: show.promises.iter().map(|row| promises::promise(book, row)).collect(),
        planned: show.planned.iter().map(|one| why::counted(book, one)).collect(),
    };
    json::write(&answer, out)
}

/// What the status keys say, when they say something.
fn standing(standing: Standing) -> Option<&'static str> {
    match standing {
        Standing::Active => None,
        Standing::Paused => Some("paused"),
        Standing::Archived => Some("archived"),
        Standing::Deceased => Some("deceased"),
        Standing::DoNotContact => Some("do_not_contact"),
        Standing::Ambient => Some("ambient"),
    }
}
