//! A `next_contact` on or before the last contact.

use crate::base::diagnostic::Severity;
use crate::base::span::Span;
use crate::book::keys::Key;
use crate::book::values;
use crate::lint::context::{Context, Finding};
use crate::lint::rules::Rule;

/// The rule.
pub const RULE: Rule = Rule { code: "spent-next-contact", severity: Severity::Info, page: include_str!("spent_next_contact.md"), check };

fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    for (contact, noted) in context.contacts() {
        let (Some(next), Some(last)) = (contact.core.next_contact, contact.last()) else { continue };
        if next > last {
            continue;
        }
        // The book takes the first that names a day.
        let order = context.book.config.date_order;
        let is_next = |field: &&crate::facts::Field| values::dates(&field.value).iter().any(|(when, _)| when.day(order) == Some(next));
        let Some(field) = noted.fields.all(Key::NextContact).find(is_next) else { continue };
        let span = Span { start: field.key_span.start, end: field.span.end };
        let when = if next == last { "the day of the last contact".to_owned() } else { format!("before the last contact on {last}") };
        found.push(
            context
                .finding(noted.index, span, format!("`{}` is {when}, so it is ignored", field.key))
                .help("set a later day, or remove the key"),
        );
    }
}
