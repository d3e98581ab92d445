//! The JSON of `report`.

use std::io::{self, Write};

use serde::Serialize;

use crate::book::Book;
use crate::render::json::{self, list};
use crate::views::report::{Report, Row, Section};

#[derive(Serialize)]
struct Answer<'b> {
    version: u32,
    as_of: String,
    days: u32,
    summary: Summary,
    sections: Vec<SectionJson<'b>>,
}

#[derive(Serialize)]
struct Summary {
    contacts: u32,
    with_cadence: u32,
    in_touch: u32,
    in_touch_percent: Option<u32>,
    due_soon: u32,
    due: u32,
    overdue: u32,
    lapsed: u32,
    never_contacted: u32,
    snoozed: u32,
    paused: u32,
    ambient: u32,
    no_cadence: u32,
    archived: u32,
    /// Contacts that say something that could not be read.
    unread: u32,
}

#[derive(Serialize)]
struct SectionJson<'b> {
    id: &'static str,
    title: &'static str,
    rows: Vec<RowJson<'b>>,
    more: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attempted: Vec<Dated<'b>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    due_soon: Vec<Dated<'b>>,
    /// Those who are due and left in peace on a weekend.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    resting: Vec<Named<'b>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    without_note: Vec<WithoutNoteJson<'b>>,
}

/// An event that names people who have no note.
#[derive(Serialize)]
struct WithoutNoteJson<'b> {
    event: &'b str,
    path: &'b str,
    names: &'b [String],
}

#[derive(Serialize)]
struct RowJson<'b> {
    name: &'b str,
    path: &'b str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<Named<'b>>,
    tier: Option<&'b str>,
    status: &'static str,
    cadence: Option<list::CadenceJson>,
    score: f64,
    reasons: Vec<ReasonJson<'b>>,
    last_contact: Option<list::LastJson<'b>>,
    next_due: Option<String>,
    say: &'b [String],
    cautions: &'b [String],
    /// The source line the row rests on, in the note `source`.
    line: Option<u32>,
    source: Option<&'b str>,
    /// The same of the second person, for an introduction.
    #[serde(skip_serializing_if = "Option::is_none")]
    other_line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    other_source: Option<&'b str>,
}

#[derive(Serialize)]
struct Named<'b> {
    name: &'b str,
    path: &'b str,
}

#[derive(Serialize)]
struct Dated<'b> {
    name: &'b str,
    path: &'b str,
    date: String,
}

#[derive(Serialize)]
struct ReasonJson<'b> {
    code: &'static str,
    text: &'b str,
    weight: f64,
}

/// Writes the answer.
pub fn write(book: &Book, report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let summary = &report.summary;
    let answer = Answer {
        version: json::VERSION,
        as_of: book.as_of.to_string(),
        days: report.days,
        summary: Summary {
            contacts: summary.contacts,
            with_cadence: summary.with_cadence,
            in_touch: summary.in_touch,
            in_touch_percent: summary.in_touch_percent(),
            due_soon: summary.due_soon,
            due: summary.due,
            overdue: summary.overdue,
            lapsed: summary.lapsed,
            never_contacted: summary.never_contacted,
            snoozed: summary.snoozed,
            paused: summary.paused,
            ambient: summary.ambient,
            no_cadence: summary.no_cadence,
            archived: summary.archived,
            unread: report.unread,
        },
        sections: report.sections.iter().map(|one| section(book, one)).collect(),
    };
    json::write(&answer, out)
}

fn section<'b>(book: &'b Book, section: &'b Section) -> SectionJson<'b> {
    let dated = |people: &[(u32, crate::base::date::Date)]| {
        let dated = people.iter().map(|&(contact, date)| {
            let Named { name, path } = named(book, contact);
            Dated { name, path, date: date.to_string() }
        });
        dated.collect()
    };
    SectionJson {
        id: section.id.word(),
        title: section.id.title(),
        rows: section.rows.iter().map(|one| row(book, one)).collect(),
        more: section.more,
        attempted: dated(&section.attempted),
        due_soon: dated(&section.soon),
        resting: section.resting.iter().map(|&contact| named(book, contact)).collect(),
        without_note: section
            .without_note
            .iter()
            .map(|one| WithoutNoteJson { event: &one.title, path: book.path(one.event), names: &one.names })
            .collect(),
    }
}

fn named(book: &Book, contact: u32) -> Named<'_> {
    let contact = &book.contacts[contact as usize];
    Named { name: book.name(contact), path: book.path(contact.note) }
}

fn row<'b>(book: &'b Book, row: &'b Row) -> RowJson<'b> {
    let contact = &book.contacts[row.contact as usize];
    RowJson {
        name: book.name(contact),
        path: book.path(contact.note),
        also: row.others.iter().map(|&other| named(book, other)).collect(),
        tier: book.person(contact).tier.as_deref(),
        status: contact.status.word(),
        cadence: list::cadence(book, contact),
        score: (row.score * 100.0).round() / 100.0,
        reasons: row
            .reasons
            .iter()
            .map(|reason| ReasonJson { code: reason.code, text: &reason.text, weight: (reason.weight * 100.0).round() / 100.0 })
            .collect(),
        last_contact: list::last(book, contact),
        next_due: contact.due.map(|due| due.date.to_string()),
        say: &row.say,
        cautions: &row.cautions,
        line: row.place.map(|(_, line)| line),
        source: row.place.map(|(note, _)| book.path(note)),
        other_line: row.other_place.map(|(_, line)| line),
        other_source: row.other_place.map(|(note, _)| book.path(note)),
    }
}
