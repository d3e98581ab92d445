//! A `last_contact` kept by hand that is older than what the notes say.

use crate::base::diagnostic::Severity;
use crate::base::span::Span;
use crate::book::keys::Key;
use crate::lint::context::{Context, Finding};
use crate::lint::rules::Rule;

/// The rule.
pub const RULE: Rule = Rule { code: "stale-last-contact", severity: Severity::Info, page: include_str!("stale_last_contact.md"), check };

fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    for (contact, noted) in context.contacts() {
        let place = |at: u32| (contact.note, at);
        let manual: Vec<_> = noted.fields.all(Key::LastContact).map(|field| (place(field.key_span.start), field)).collect();
        if manual.is_empty() {
            continue;
        }
        // Newest first.
        let derived =
            context.book.interactions(contact).iter().find(|one| manual.iter().all(|(at, _)| *at != (one.place.note, one.place.at)));
        let Some(derived) = derived else { continue };
        for (at, field) in &manual {
            let Some(kept) =
                context.book.interactions(contact).iter().find(|one| (one.place.note, one.place.at) == *at && one.date < derived.date)
            else {
                continue;
            };
            let span = Span { start: field.key_span.start, end: field.span.end };
            let message = format!("`{}` says {}, but the last contact was on {}", field.key, kept.date, derived.date);
            let source = format!("{}:{}", context.book.path(derived.place.note), derived.place.row);
            let help = format!("the newer date counts (`{source}`); this key can be removed");
            found.push(context.finding(noted.index, span, message).help(help));
        }
    }
}
