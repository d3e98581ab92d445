//! Sentences the report's formats share.

use crate::base::english;
use crate::book::Book;
use crate::book::contact::Contact;
use crate::book::status::Status;
use crate::phrases;
use crate::views::report::follow_up::WithoutNote;
use crate::views::report::{Report, Row, Section, SectionId};

/// The day and the counts: one line.
pub fn summary(book: &Book, report: &Report) -> String {
    let summary = &report.summary;
    let contacts = english::count(i64::from(summary.contacts), "contact");
    let day = english::short_date(book.as_of);
    let Some(percent) = summary.in_touch_percent() else { return format!("{day}: {contacts}") };
    let counts = [(summary.due_soon, "due soon"), (summary.due, "due"), (summary.overdue, "overdue"), (summary.lapsed, "lapsed")];
    let counts: Vec<String> = counts
        .iter()
        .filter(|(count, word)| *count > 0 || matches!(*word, "due" | "overdue"))
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    format!("{day}: {contacts}, {} with a cadence; {percent} % of these in touch, {}", summary.with_cadence, counts.join(", "))
}

/// What is known of a person at a glance: tier, how often, the last contact.
pub fn facts(book: &Book, contact: &Contact) -> Vec<String> {
    let mut facts = Vec::new();
    if let Some(tier) = &book.person(contact).tier {
        facts.push(format!("tier {}", crate::render::clean::clean(tier)));
    }
    if contact.status == Status::Ambient {
        facts.push("celebrations only".to_owned());
    } else if let Some(cadence) = contact.core.cadence {
        let ideal = english::every(cadence.ideal);
        facts.push(match cadence.max {
            Some(max) => format!("{ideal}, {} at most", english::every(max).trim_start_matches("every ")),
            None => ideal,
        });
    }
    facts.push(last(book, contact));
    facts
}

/// `last call 12 days ago (2026-11-11)`.
pub fn last(book: &Book, contact: &Contact) -> String {
    let Some(day) = contact.last() else { return "no contact yet".to_owned() };
    let channel = book.last_channel(contact).and_then(|channel| book.config.channels.name(channel)).unwrap_or("contact");
    format!("last {channel} {} ({day})", english::ago(day.days_until(book.as_of)))
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
    let more = section.more;
    match section.id {
        SectionId::ReachOut => format!("and {more} more due: `vault list status:due,overdue`"),
        SectionId::Decide => format!("and {more} more: `vault list status:lapsed`"),
        SectionId::Promises => format!("and {more} more: `vault promises`"),
        id => format!("and {more} more: `vault report --only {} --limit 0`", id.word()),
    }
}

/// The people of events who have no note: a line an event.
pub fn without_note(book: &Book, section: &Section) -> Vec<String> {
    let line = |event: &WithoutNote| phrases::follow_up::without_note(&event.title, &event.names, book.stem(event.event));
    section.without_note.iter().map(line).collect()
}

/// That some notes hold something unreadable, so that nobody is quietly never due.
pub fn unread(report: &Report) -> Option<String> {
    let notes = english::count(i64::from(report.unread), "contact");
    let says = if report.unread == 1 { "says" } else { "say" };
    (report.unread > 0).then(|| format!("{notes} {says} something that could not be read; `vault check` shows where."))
}

/// What helps somebody whose notes say too little for a report. Paragraphs; lines that begin with two spaces are to be typed.
pub fn welcome(book: &Book, report: &Report) -> Vec<String> {
    let summary = &report.summary;
    if summary.contacts == 0 {
        let notes = english::count(i64::from(book.notes()), "note");
        return vec![format!(
            "No contacts found in {notes}. A note is a contact when it lies in a folder named People, has the tag `person`, or says `type: person` in its front matter. \
             `vault check --summary` tells what was seen."
        )];
    }
    if summary.with_cadence > 0 {
        return Vec::new();
    }
    let known = book.contacts.iter().filter(|contact| contact.days > 0).count();
    vec![
        format!(
            "Nobody has a cadence yet, so nobody can be due. {} of {} have contact noted; begin with the handful of people who matter most, and say how often you want to be in touch, in whichever way suits you:",
            known,
            english::count(i64::from(summary.contacts), "contact")
        ),
        "  in a note's front matter        cadence: monthly\n  a tier (A 3 weeks … D 1 year)   tier: B\n  a rule in .vault/config.toml    [cadence.tags]\n                                  family = \"2 weeks\"\n  for everybody, there too        [cadence]\n                                  default = \"3 months\"".to_owned(),
    ]
}
