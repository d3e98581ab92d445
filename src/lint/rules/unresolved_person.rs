//! A link to a person who has no note.

use crate::base::diagnostic::Severity;
use crate::base::fold;
use crate::base::span::Span;
use crate::book::keys::Key;
use crate::book::kind::NoteKind;
use crate::book::names::Target;
use crate::book::{events, values, without_extension};
use crate::facts::NONE;
use crate::lint::context::{Context, Finding, shortened};
use crate::lint::near;
use crate::lint::rules::Rule;
use crate::note::body::Place;

/// The rule.
pub const RULE: Rule = Rule { code: "unresolved-person", severity: Severity::Warning, page: include_str!("unresolved_person.md"), check };

/// Plain links to notes not yet written are normal; only a link in an attendee key, under a contact's `knows` or `introduced_by`, or one
/// whose path leads into a contacts folder, says that a person is meant.
fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    if context.book.contacts.is_empty() {
        return;
    }
    let nowhere = |target: &str, from: u32| context.book.link(target, from) == Target::Nowhere;
    for noted in context.read() {
        let facts = &noted.note.facts;
        for link in facts.links.iter().filter(|link| leads_to_contacts(context, &link.target)) {
            let hidden = facts.line(link.line).is_some_and(|line| matches!(line.place, Place::Code | Place::Comment | Place::Generated));
            if !hidden && nowhere(&link.target, noted.index) {
                found.push(report(context, noted.index, link.span, &link.target, CREDITED));
            }
        }
        if noted.note.kind == NoteKind::Contact {
            let by = noted.fields.all(Key::HowMet).filter(|field| fold::key(&field.key) == "introducedby");
            let front = by.chain(noted.fields.all(Key::Knows)).filter(|field| field.line == NONE);
            for named in front.flat_map(|field| values::people(&field.value)) {
                if named.link && nowhere(&named.text, noted.index) {
                    let span = context.part(noted.index, named.span, &named.text);
                    found.push(report(context, noted.index, span, &named.text, "so this connects nobody"));
                }
            }
        }
        if matches!(noted.note.kind, NoteKind::Event | NoteKind::Daily(_)) {
            for named in events::people(noted.note, noted.fields).into_iter().map(|attendee| attendee.named) {
                if named.link && nowhere(&named.text, noted.index) {
                    let span = context.part(noted.index, named.span, &named.text);
                    found.push(report(context, noted.index, span, &named.text, CREDITED));
                }
            }
        }
    }
}

/// `People/Nobody`, `../People/Nobody.md`; not a folder, a picture or an index note.
fn leads_to_contacts(context: &Context<'_>, target: &str) -> bool {
    let target = target.split('#').next().unwrap_or(target).trim();
    let Some((folders, name)) = target.rsplit_once('/') else { return false };
    let bare = without_extension(name);
    let is_file =
        bare.rsplit_once('.').is_some_and(|(_, end)| (2..=4).contains(&end.len()) && end.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    let is_index = matches!(fold::name(bare).as_str(), "" | "_index" | "readme" | "moc");
    let folders = format!("/{}/", fold::name(folders));
    let contacts = &context.book.config.contacts.folders;
    !is_file && !is_index && contacts.iter().any(|folder| folders.contains(&format!("/{}/", fold::name(folder))))
}

const CREDITED: &str = "so nobody is credited";

fn report(context: &Context<'_>, note: u32, span: Span, target: &str, so: &str) -> Finding {
    let name = target.split('#').next().unwrap_or(target);
    let name = without_extension(name.rsplit('/').next().unwrap_or(name));
    let finding = context.finding(note, span, format!("there is no note `{}`, {so}", shortened(name)));
    finding.help(match near::contact(context, name) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write the person's note, or correct the link".to_owned(),
    })
}
