//! A contact's tier that no setting knows, where the cadence would follow from it.

use crate::base::diagnostic::Severity;
use crate::base::{english, fold};
use crate::book::keys::Key;
use crate::book::values;
use crate::lint::context::{Context, Finding, shortened};
use crate::lint::rules::Rule;

/// The rule.
pub const RULE: Rule = Rule { code: "unknown-tier", severity: Severity::Warning, page: include_str!("unknown_tier.md"), check };

fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    let rules = &context.book.rules;
    for (contact, noted) in context.contacts() {
        // With a readable cadence of its own the note needs no tier, and the word is the owner's to choose.
        if context.book.person(contact).cadence.as_ref().is_some_and(|(_, wish)| wish.is_some()) {
            continue;
        }
        for field in noted.fields.all(Key::Tier).filter(|field| !matches!(fold::key(&field.key).as_str(), "priority" | "category")) {
            let Some(text) = values::one(&field.value).filter(|text| rules.tier(text).is_none()) else { continue };
            let known: Vec<String> = rules.tiers.iter().map(|(name, _)| format!("`{name}`")).collect();
            let finding = context.finding(noted.index, field.value.span, format!("the tier `{}` has no cadence", shortened(&text)));
            found.push(finding.help(format!("the tiers are {}; others are added under `[cadence.tiers]`", english::list(&known))));
        }
    }
}
