//! A link or attendee that means two contacts.

use crate::base::diagnostic::Severity;
use crate::base::english;
use crate::book::kind::NoteKind;
use crate::book::names::Target;
use crate::book::{events, without_extension};
use crate::facts::NONE;
use crate::lint::context::{Context, Finding, shortened};
use crate::lint::rules::Rule;
use crate::note::body::Place;
use crate::note::link::LinkKind;

/// The rule.
pub const RULE: Rule = Rule { code: "ambiguous-name", severity: Severity::Warning, page: include_str!("ambiguous_name.md"), check };

fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    let names = context.book.names();
    for noted in context.read() {
        let facts = &noted.note.facts;
        for link in facts.links.iter().filter(|link| link.kind != LinkKind::Embed && link.when.is_none()) {
            let hidden = || facts.line(link.line).is_some_and(|line| matches!(line.place, Place::Code | Place::Comment | Place::Generated));
            if let Target::Ambiguous(people) = context.book.link(&link.target, noted.index)
                && !hidden()
            {
                found.push(report(context, noted.index, link.span, &link.target, &people));
            }
        }
        if !matches!(noted.note.kind, NoteKind::Event | NoteKind::Daily(_)) {
            continue;
        }
        for field in noted.fields.all(crate::book::keys::Key::Attendees) {
            for named in crate::book::values::people(&field.value) {
                // The links of an inline field are links of the body.
                if named.link && field.line != NONE {
                    continue;
                }
                let span = context.part(noted.index, named.span, &named.text);
                let attendee = events::Attendee { named, row: field.row };
                let target = if attendee.named.link {
                    context.book.link(&attendee.named.text, noted.index)
                } else {
                    names.person(&attendee.named.text, context.book)
                };
                if let Target::Ambiguous(people) = target {
                    found.push(report(context, noted.index, span, &attendee.named.text, &people));
                }
            }
        }
    }
}

fn report(context: &Context<'_>, note: u32, span: crate::base::span::Span, text: &str, people: &[u32]) -> Finding {
    let text = shortened(text);
    let paths: Vec<String> = people.iter().map(|&person| format!("`{}`", context.book.path(person))).collect();
    let finding = context.finding(note, span, format!("`{text}` means {}, so it counts for nobody", english::list(&paths)));
    let Some(&first) = people.first() else { return finding };
    let stem = context.book.stem(first);
    let alone = context.book.link(stem, note) == Target::Note(first);
    let target = if alone { stem } else { without_extension(context.book.path(first)) };
    finding.help(format!("name the note: `[[{target}|{text}]]`"))
}
