//! The JSON of `brief`: everything, nothing cut.

use std::io::{self, Write};

use serde::Serialize;

use crate::base::date::Date;
use crate::book::Book;
use crate::render::brief::{Occasion, Page};
use crate::render::json;
use crate::render::json::promises::{self, PromiseJson};
use crate::views::brief::{Brief, Said, Talk};

#[derive(Serialize)]
struct Answer<'b> {
    version: u32,
    as_of: String,
    event: Option<EventJson<'b>>,
    day: Option<String>,
    people: Vec<PersonJson<'b>>,
    without_note: &'b [String],
    unclear: &'b [String],
}

#[derive(Serialize)]
struct EventJson<'b> {
    title: &'b str,
    date: Option<String>,
}

#[derive(Serialize)]
struct PersonJson<'b> {
    name: &'b str,
    path: &'b str,
    tier: Option<&'b str>,
    role: Option<&'b str>,
    companies: &'b [String],
    cities: &'b [String],
    pronouns: Option<&'b str>,
    status: &'static str,
    last_contact: Option<String>,
    next_due: Option<String>,
    cautions: &'b [String],
    prefers: &'b [String],
    tension: Option<SaidJson<'b>>,
    met: Option<String>,
    how_met: &'b [String],
    introduced_by: &'b [String],
    family: Vec<LabelJson<'b>>,
    household: Option<HouseholdJson<'b>>,
    dates: Vec<DateJson<'b>>,
    talks: Vec<TalkJson<'b>>,
    planned: Option<TalkJson<'b>>,
    promises: Vec<PromiseJson<'b>>,
    gave: Vec<SaidJson<'b>>,
    received: Vec<SaidJson<'b>>,
    milestones: Vec<SaidJson<'b>>,
    ask_after: Vec<SaidJson<'b>>,
    feedback_asked: Option<SaidJson<'b>>,
    talk_about: &'b [String],
    needs: &'b [String],
    offers: &'b [String],
    interests: &'b [String],
}

#[derive(Serialize)]
struct LabelJson<'b> {
    label: &'b str,
    text: &'b str,
}

#[derive(Serialize)]
struct HouseholdJson<'b> {
    name: &'b str,
    others: Vec<NamedJson<'b>>,
}

#[derive(Serialize)]
struct NamedJson<'b> {
    name: &'b str,
    path: &'b str,
}

#[derive(Serialize)]
struct DateJson<'b> {
    label: &'b str,
    date: String,
    next: Option<String>,
}

#[derive(Serialize)]
struct TalkJson<'b> {
    date: String,
    channel: Option<&'b str>,
    text: &'b str,
    path: &'b str,
    line: u32,
}

#[derive(Serialize)]
struct SaidJson<'b> {
    date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    text: &'b str,
    path: &'b str,
    line: u32,
}

/// Writes the answer.
pub fn write(book: &Book, page: &Page<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let (event, on) = match page.occasion {
        Occasion::Named => (None, None),
        Occasion::Event { title, day } => (Some(EventJson { title, date: iso(*day) }), None),
        Occasion::Day { day, .. } => (None, Some(day.to_string())),
    };
    let answer = Answer {
        version: json::VERSION,
        as_of: book.as_of.to_string(),
        event,
        day: on,
        people: page.briefs.iter().map(|one| person(book, one)).collect(),
        without_note: page.strangers,
        unclear: page.unclear,
    };
    json::write(&answer, out)
}

fn iso(date: Option<Date>) -> Option<String> {
    date.map(|date| date.to_string())
}

fn person<'b>(book: &'b Book, brief: &'b Brief<'b>) -> PersonJson<'b> {
    let contact = &book.contacts[brief.contact as usize];
    let person = book.person(contact);
    let said = |said: &'b Said| SaidJson {
        date: said.date.to_string(),
        from: iso(said.from),
        text: &said.text,
        path: book.path(said.note),
        line: said.row,
    };
    let talk = |talk: &'b Talk| TalkJson {
        date: talk.date.to_string(),
        channel: json::channel(book, talk.channel),
        text: &talk.text,
        path: book.path(talk.note),
        line: talk.row,
    };
    let all = |list: &'b [Said]| list.iter().map(said).collect();
    let near = brief.dates.iter().map(|(label, date, on)| DateJson { label, date: date.to_string(), next: Some(on.to_string()) });
    let later = brief.later.iter().map(|(label, date)| DateJson {
        label,
        date: date.to_string(),
        next: date.next_from(book.as_of).map(|on| on.to_string()),
    });
    let others = brief.household.iter().map(|&at| &book.contacts[at as usize]);
    PersonJson {
        name: &person.name,
        path: book.path(contact.note),
        tier: person.tier.as_deref(),
        role: person.role.as_deref(),
        companies: &person.companies,
        cities: &person.cities,
        pronouns: person.pronouns.as_deref(),
        status: contact.status.word(),
        last_contact: iso(contact.last()),
        next_due: iso(contact.due.map(|due| due.date)),
        cautions: &person.cautions,
        prefers: &person.prefers,
        tension: brief.tension.as_ref().map(said),
        met: iso(person.met),
        how_met: &brief.how_met,
        introduced_by: &brief.introduced_by,
        family: brief.family.iter().map(|(label, text)| LabelJson { label, text }).collect(),
        household: person.household.as_deref().map(|name| HouseholdJson {
            name,
            others: others.map(|other| NamedJson { name: book.name(other), path: book.path(other.note) }).collect(),
        }),
        dates: near.chain(later).collect(),
        talks: brief.talks.iter().map(talk).collect(),
        planned: brief.planned.as_ref().map(talk),
        promises: brief.promises.iter().map(|row| promises::promise(book, row)).collect(),
        gave: all(&brief.gave),
        received: all(&brief.received),
        milestones: all(&brief.milestones),
        ask_after: all(&brief.ask_after),
        feedback_asked: brief.feedback.as_ref().map(said),
        talk_about: &person.talk_about,
        needs: &person.needs,
        offers: &person.offers,
        interests: &person.interests,
    }
}
