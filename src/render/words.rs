//! Sentences the report's formats share.

use crate::base::english;
use crate::book::Book;
use crate::book::contact::Contact;
use crate::book::status::Status;
use crate::phrases;
use crate::phrases::report as say;
use crate::views::report::follow_up::WithoutNote;
use crate::views::report::{Report, Row, Section};

/// The day and the counts: one line.
pub fn summary(book: &Book, report: &Report) -> String {
    let summary = &report.summary;
    let counts =
        [(summary.due_soon, Status::DueSoon.shown()), (summary.due, "due"), (summary.overdue, "overdue"), (summary.lapsed, "lapsed")];
    let counts: Vec<(u32, &str)> = counts.into_iter().filter(|(count, word)| *count > 0 || matches!(*word, "due" | "overdue")).collect();
    say::summary(book.as_of, summary.contacts, summary.with_cadence, summary.in_touch_percent(), &counts)
}

/// What is known of a person at a glance: tier, how often, the last contact.
pub fn facts(book: &Book, contact: &Contact) -> Vec<String> {
    let mut facts = Vec::new();
    if let Some(tier) = &book.person(contact).tier {
        facts.push(phrases::reach_out::tier(&crate::render::clean::clean(tier)));
    }
    if contact.status == Status::Ambient {
        facts.push(phrases::say::ambient());
    } else if let Some(cadence) = contact.core.cadence {
        let ideal = english::every(cadence.ideal);
        facts.push(match cadence.max {
            Some(max) => phrases::say::at_most(&ideal, &english::every(max)),
            None => ideal,
        });
    }
    facts.push(last(book, contact));
    facts
}

/// `last call 12 days ago (2026-11-11)`.
pub fn last(book: &Book, contact: &Contact) -> String {
    let Some(day) = contact.last() else { return phrases::say::no_contact() };
    let channel = book.last_channel(contact).and_then(|channel| book.config.channels.name(channel));
    phrases::say::last(channel, day, book.as_of)
}

/// Why somebody is listed: the two strongest reasons, then what is only for information. The tier stands beside the name already.
pub fn why(row: &Row) -> String {
    let said = || row.reasons.iter().filter(|reason| reason.code != "tier" && !reason.text.is_empty());
    let strongest = said().filter(|reason| reason.weight != 0.0).take(2);
    let facts = said().filter(|reason| reason.weight == 0.0);
    strongest.chain(facts).map(|reason| reason.text.as_str()).collect::<Vec<_>>().join("; ")
}

/// How many rows the limit left out, and how to see them.
pub fn more(section: &Section) -> String {
    say::more(section.id.word(), section.more)
}

/// The people of events who have no note: a line an event.
pub fn without_note(book: &Book, section: &Section) -> Vec<String> {
    let line = |event: &WithoutNote| phrases::follow_up::without_note(&event.title, &event.names, book.stem(event.event));
    section.without_note.iter().map(line).collect()
}

/// That there is nothing to do, or nothing in the sections that were asked for.
pub fn nothing(report: &Report) -> Option<String> {
    let is_empty = report.sections.is_empty() && report.summary.contacts > 0;
    is_empty.then(|| if report.chosen { say::nothing_chosen() } else { say::nothing(report.days) })
}

/// That some notes hold something unreadable.
pub fn unread(report: &Report) -> Option<String> {
    (report.unread > 0).then(|| say::unread(report.unread))
}

/// What helps somebody whose notes say too little for a report. Paragraphs; lines that begin with two spaces are to be typed.
pub fn welcome(book: &Book, report: &Report) -> Vec<String> {
    let summary = &report.summary;
    if summary.contacts == 0 {
        return vec![say::nobody(book.notes())];
    }
    if summary.with_cadence > 0 {
        return Vec::new();
    }
    let known = book.contacts.iter().filter(|contact| contact.days > 0).count();
    say::no_cadence(known, summary.contacts).into()
}
