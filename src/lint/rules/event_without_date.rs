//! An event people were at, without a day.

use crate::base::diagnostic::Severity;
use crate::base::span::Span;
use crate::book::events;
use crate::book::kind::NoteKind;
use crate::book::names::Target;
use crate::lint::context::{Context, Finding, Noted};
use crate::lint::rules::Rule;

/// The rule.
pub const RULE: Rule = Rule { code: "event-without-date", severity: Severity::Warning, page: include_str!("event_without_date.md"), check };

/// An event without people loses nothing, and many folders named Events hold no such notes.
fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    for noted in context.read().filter(|noted| noted.note.kind == NoteKind::Event) {
        let event = events::read(context.book, noted.note, noted.fields);
        if event.date.is_some() || !names_somebody(context, noted, &event) {
            continue;
        }
        let finding = context.finding(noted.index, Span::default(), "this event has no date, so its people are not credited");
        found.push(finding.help("add `date: 2026-05-02` to the front matter, or begin the file name with the date"));
    }
}

fn names_somebody(context: &Context<'_>, noted: Noted<'_>, event: &events::Event) -> bool {
    let names = context.book.names();
    let is_person = |target: Target| matches!(target, Target::Note(note) if context.is_contact(note));
    let link = |target: &str| is_person(context.book.link(target, noted.index));
    if event.people.is_empty() {
        return noted.note.facts.links.iter().any(|link_in_body| link(&link_in_body.target));
    }
    event
        .people
        .iter()
        .any(|one| if one.named.link { link(&one.named.text) } else { is_person(names.person(&one.named.text, context.book)) })
}
