//! A plain name, id or e-mail in a people key that is nobody's.

use crate::base::diagnostic::Severity;
use crate::book::events;
use crate::book::kind::NoteKind;
use crate::book::names::Target;
use crate::lint::context::{Context, Finding, shortened};
use crate::lint::near;
use crate::lint::rules::Rule;

/// The rule.
pub const RULE: Rule = Rule { code: "attendee-not-found", severity: Severity::Info, page: include_str!("attendee_not_found.md"), check };

fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    if context.book.contacts.is_empty() {
        return;
    }
    for noted in context.read().filter(|noted| matches!(noted.note.kind, NoteKind::Event | NoteKind::Daily(_))) {
        for named in events::people(noted.note, noted.fields).into_iter().map(|attendee| attendee.named) {
            if named.link || !may_be_somebody(&named.text) || context.book.names().person(&named.text, context.book) != Target::Nowhere {
                continue;
            }
            let span = context.part(noted.index, named.span, &named.text);
            let finding = context.finding(noted.index, span, format!("no contact is called `{}`", shortened(&named.text)));
            found.push(finding.help(match near::contact(context, &named.text) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write the person's note, or add this name to the `aliases` of one".to_owned(),
            }));
        }
    }
}

/// Not a number, an address of a page, or a sentence.
fn may_be_somebody(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && !text.contains("://") && text.split_whitespace().count() <= 6
}
