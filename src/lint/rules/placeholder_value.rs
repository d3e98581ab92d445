//! An unrendered template placeholder in a contact's value.

use crate::base::diagnostic::Severity;
use crate::lint::context::{Context, Finding};
use crate::lint::rules::Rule;

/// The rule.
pub const RULE: Rule = Rule { code: "placeholder-value", severity: Severity::Warning, page: include_str!("placeholder_value.md"), check };

fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    for (_, noted) in context.contacts() {
        let facts = &noted.note.facts;
        for key in &facts.placeholders {
            // Keys of other programs may hold their own code.
            if context.book.rules.keys.read(key).is_none() {
                continue;
            }
            let Some(field) = facts.fields.iter().find(|field| field.key == *key) else { continue };
            let finding = context.finding(
                noted.index,
                field.value.span,
                format!("`{key}` holds a placeholder that no template filled, so it is left out"),
            );
            found.push(finding.help("write the value, or remove the key"));
        }
    }
}
