//! Sentences the report's formats share.

use crate::base::english;
use crate::base::hash::FastMap;
use crate::book::Book;
use crate::book::contact::Contact;
use crate::book::status::Status;
use crate::phrases;
use crate::phrases::report as say;
use crate::views::report::follow_up::WithoutNote;
use crate::views::report::{Report, Row, Section, SectionId};

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
    } else if let Some(cadence) = contact.core.cadence() {
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

/// Why somebody is listed: the two strongest reasons (all there is to celebrate), then what is only for information. The tier stands beside
/// the name already.
pub fn why(section: SectionId, row: &Row) -> String {
    let most = if section == SectionId::Celebrate { usize::MAX } else { 2 };
    let said = || row.reasons.iter().filter(|reason| reason.code != "tier" && !reason.text.is_empty());
    let strongest = said().filter(|reason| reason.weight != 0.0).take(most);
    let facts = said().filter(|reason| reason.weight == 0.0);
    strongest.chain(facts).map(|reason| reason.text.as_str()).collect::<Vec<_>>().join("; ")
}

/// What has been printed of each person, so that nothing is said twice in a report.
#[derive(Default)]
pub struct Printed {
    /// By contact: the section, the words.
    told: FastMap<u32, Vec<(SectionId, String)>>,
}

impl Printed {
    /// What is still to be said of a row, and what is to be taken care of: what stood in an earlier row about the same person, word for
    /// word but for what is put before it, is left out, with a line that says where it stands.
    pub fn fresh(&mut self, section: SectionId, row: &Row) -> (Vec<String>, Option<String>) {
        let told = self.told.entry(row.contact).or_default();
        let last = phrases::say::last_time("");
        let before = |say: &str| {
            let words = bare(say);
            // What was said the last time is known from any words that hold it.
            let is_told = |told: &str| told == words || say.starts_with(&last) && told.contains(words);
            told.iter().find(|(_, told)| is_told(told)).map(|&(section, _)| section)
        };
        let mut said: Vec<String> = row.say.iter().filter(|say| before(say).is_none()).cloned().collect();
        let earlier = row.say.iter().find_map(|say| before(say));
        if let Some(earlier) = earlier.filter(|&earlier| earlier != section) {
            said.push(phrases::say::as_under(earlier.title(), said.is_empty()));
        }
        let care = row.cautions.join("; ");
        // Never dropped without a line that leads to it.
        let is_told = earlier.is_some() && before(&care).is_some();
        let care = (!care.is_empty() && !is_told).then_some(care);
        told.extend(row.say.iter().map(|say| (section, bare(say).to_owned())));
        told.extend(care.iter().map(|care| (section, bare(care).to_owned())));
        (said, care)
    }
}

/// Words without what is put before them: `last time: …`, `Sat 2026-10-03: …`.
fn bare(say: &str) -> &str {
    say.split_once(": ").map_or(say, |(_, words)| words)
}

/// How many rows the limit left out, and how to see them.
pub fn more(section: &Section) -> String {
    say::more(section.id.word(), section.more)
}

/// Those who are not rows of a section, a line each for those tried lately, left in peace and due soon; `name` tells how one is named.
pub fn beside(book: &Book, section: &Section, name: &dyn Fn(u32) -> String) -> Vec<String> {
    let names = |all: usize, tell: &dyn Fn(usize) -> String| -> Vec<String> {
        let more = all.saturating_sub(section.named);
        let more = (more > 0).then(|| say::others(section.id.word(), more));
        (0..all.min(section.named)).map(tell).chain(more).collect()
    };
    let Section { attempted, resting, soon, .. } = section;
    let tried = |at: usize| say::tried_on(&name(attempted[at].0), attempted[at].1, book.as_of);
    let due = |at: usize| say::due_on(&name(soon[at].0), soon[at].1, book.as_of);
    let mut lines = Vec::new();
    if !attempted.is_empty() {
        lines.push(say::tried(&names(attempted.len(), &tried)));
    }
    if !resting.is_empty() {
        lines.push(phrases::reach_out::resting(&names(resting.len(), &|at| name(resting[at]))));
    }
    if !soon.is_empty() {
        lines.push(say::soon(&names(soon.len(), &due)));
    }
    lines
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
