//! A front matter key given twice.

use crate::base::diagnostic::Severity;
use crate::lint::context::{Context, Finding};
use crate::lint::rules::Rule;

/// The rule.
pub const RULE: Rule = Rule { code: "duplicate-key", severity: Severity::Warning, page: include_str!("duplicate_key.md"), check };

fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    context.problems(RULE.code, found, "keep one of the two, or make their values one list");
}
