//! A mark in a line that is about nobody: `[[An]] came by #gave` in a daily note.

use std::collections::{HashMap, HashSet};

use crate::base::diagnostic::Severity;
use crate::base::span::Span;
use crate::book::events;
use crate::book::kind::NoteKind;
use crate::book::names::Target;
use crate::config::marks::Mark;
use crate::facts::Line;
use crate::lint::context::{Context, Finding, Noted, shortened};
use crate::lint::rules::Rule;
use crate::lint::{near, tagged};
use crate::note::link::LinkKind;

/// The rule.
pub const RULE: Rule = Rule { code: "mark-about-nobody", severity: Severity::Warning, page: include_str!("mark_about_nobody.md"), check };

/// A tag in more lines than this about nobody, and in fewer about somebody, is the vault's own.
const OWN: u32 = 3;

fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    if context.book.contacts.is_empty() {
        return;
    }
    let contacts = context.book.contacts.iter();
    let marked: HashSet<(u32, u32)> =
        contacts.flat_map(|contact| context.book.marked(contact)).map(|marked| (marked.place.note, marked.place.row)).collect();
    let mut uses: HashMap<Mark, (u32, u32)> = HashMap::new();
    let mut lonely = Vec::new();
    for noted in context.read() {
        for (index, line) in tagged::lines(noted) {
            let Some((mark, span)) = mark_of(context, noted, line) else { continue };
            let uses = uses.entry(mark).or_default();
            let about =
                context.is_contact(noted.index) || marked.contains(&(noted.index, line.row)) || names_somebody(context, noted, index);
            if about {
                uses.0 += 1;
                continue;
            }
            let lost = lost(context, noted, index);
            uses.1 += u32::from(lost.is_none());
            if lost.is_some() || is_of_people(noted, mark) {
                lonely.push((mark, lost, noted.index, span));
            }
        }
    }
    for (mark, lost, note, span) in lonely {
        let (somebody, nobody) = uses.get(&mark).copied().unwrap_or_default();
        if lost.is_none() && nobody > OWN && nobody > somebody {
            continue;
        }
        let tag = context.quote(note, span);
        found.push(match lost {
            Some((name, at)) => {
                let message = format!("there is no note `{}`, so `{tag}` is about nobody", shortened(&name));
                context.finding(note, at, message).help(match near::contact(context, &name) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "write the person's note, or correct the link".to_owned(),
                })
            }
            None => context.finding(note, span, format!("`{tag}` is about nobody")).help("link the person in the line: `[[Name]]`"),
        });
    }
}

/// The first mark of a line that says something of a contact, with the tag's place.
fn mark_of(context: &Context<'_>, noted: Noted<'_>, line: &Line) -> Option<(Mark, Span)> {
    noted.note.facts.tags_at(line.text).find_map(|(tag, at)| {
        let mark = context.book.config.marks.mark_of_tag(tag).filter(|mark| !mark.is_no_contact())?;
        Some((mark, Span { start: at, end: at + 1 + tag.len() as u32 }))
    })
}

/// Whether a line, or one it stands under, links somebody.
fn names_somebody(context: &Context<'_>, noted: Noted<'_>, index: u32) -> bool {
    let facts = &noted.note.facts;
    let above = facts.line(index).into_iter().flat_map(|line| facts.ancestors(line)).map(|(above, _)| above);
    std::iter::once(index).chain(above).any(|index| tagged::links_somebody(context, noted, index))
}

/// The name and place of the link that leads nowhere, in a line of a day whose links all do.
fn lost(context: &Context<'_>, noted: Noted<'_>, index: u32) -> Option<(String, Span)> {
    let facts = &noted.note.facts;
    let has_day = matches!(noted.note.kind, NoteKind::Daily(_) | NoteKind::Event) || tagged::is_dated(facts, facts.line(index)?);
    let targets = tagged::targets(context, noted, index);
    if !has_day || targets.is_empty() || targets.iter().any(|target| *target != Target::Nowhere) {
        return None;
    }
    let link = facts.links_of(index).find(|link| link.kind == LinkKind::Wiki && link.when.is_none())?;
    let name = link.target.split('#').next().unwrap_or(&link.target);
    (!name.is_empty()).then(|| (name.rsplit('/').next().unwrap_or(name).to_owned(), link.span))
}

/// Whether a note is one of what was done with people: a daily note, or an event. What was promised at an event may be so to all of them.
fn is_of_people(noted: Noted<'_>, mark: Mark) -> bool {
    let promised = matches!(mark, Mark::Promised | Mark::Asked);
    match noted.note.kind {
        NoteKind::Daily(_) => true,
        NoteKind::Event => !promised || events::people(noted.note, noted.fields).is_empty(),
        _ => false,
    }
}
