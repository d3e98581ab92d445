//! The table of rules: a file and a page each.

use crate::base::diagnostic::Severity;
use crate::lint::context::{Context, Finding};

mod ambiguous_date;
mod ambiguous_name;
mod attendee_not_found;
mod backwards_range;
mod commented_tags;
mod duplicate_key;
mod event_without_date;
mod future_entry;
mod impossible_date;
mod impossible_due_date;
mod malformed_front_matter;
mod mark_about_nobody;
mod mark_without_date;
mod not_utf_8;
mod placeholder_value;
mod spent_next_contact;
mod stale_last_contact;
mod sync_conflict;
mod template_as_contact;
mod two_daily_notes;
mod unclosed_front_matter;
mod unclosed_region;
mod unknown_cadence;
mod unknown_key;
mod unknown_mark;
mod unknown_setting;
mod unknown_status;
mod unknown_tier;
mod unknown_word;
mod unquoted_link;
mod unreadable_date;
mod unreadable_file;
mod unreadable_markdown;
mod unresolved_person;
mod yearless_date;

/// A rule of `vault check`.
pub struct Rule {
    /// Its code, in kebab case; it never changes.
    pub code: &'static str,
    /// How much its findings matter.
    pub severity: Severity,
    /// Its page: What it does, Why is this bad, Example, Use instead.
    pub page: &'static str,
    /// Adds its findings.
    pub check: fn(&Context<'_>, &mut Vec<Finding>),
}

/// All rules, by code.
pub const RULES: &[Rule] = &[
    ambiguous_date::RULE,
    ambiguous_name::RULE,
    attendee_not_found::RULE,
    backwards_range::RULE,
    commented_tags::RULE,
    duplicate_key::RULE,
    event_without_date::RULE,
    future_entry::RULE,
    impossible_date::RULE,
    impossible_due_date::RULE,
    malformed_front_matter::RULE,
    mark_about_nobody::RULE,
    mark_without_date::RULE,
    not_utf_8::RULE,
    placeholder_value::RULE,
    spent_next_contact::RULE,
    stale_last_contact::RULE,
    sync_conflict::RULE,
    template_as_contact::RULE,
    two_daily_notes::RULE,
    unclosed_front_matter::RULE,
    unclosed_region::RULE,
    unknown_cadence::RULE,
    unknown_key::RULE,
    unknown_mark::RULE,
    unknown_setting::RULE,
    unknown_status::RULE,
    unknown_tier::RULE,
    unknown_word::RULE,
    unquoted_link::RULE,
    unreadable_date::RULE,
    unreadable_file::RULE,
    unreadable_markdown::RULE,
    unresolved_person::RULE,
    yearless_date::RULE,
];

/// The rule of that code, without regard to case and dashes.
///
/// Errors: there is none; the nearest code, when one is near.
pub fn named(code: &str) -> Result<&'static Rule, Option<&'static str>> {
    let wanted = crate::base::fold::key(code);
    if let Some(rule) = RULES.iter().find(|rule| crate::base::fold::key(rule.code) == wanted) {
        return Ok(rule);
    }
    let folded = |rule: &Rule| crate::base::fold::key(rule.code);
    let near = RULES.iter().map(|rule| (strsim::osa_distance(&folded(rule), &wanted), rule.code)).min();
    let within = || RULES.iter().find(|rule| wanted.len() >= 4 && folded(rule).contains(&wanted)).map(|rule| rule.code);
    Err(near.filter(|(distance, _)| *distance <= 3).map(|(_, code)| code).or_else(within))
}
