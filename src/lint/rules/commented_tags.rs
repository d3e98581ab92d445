//! Tags that YAML takes for a comment.

use crate::base::diagnostic::Severity;
use crate::lint::context::{Context, Finding};
use crate::lint::rules::Rule;

/// The rule.
pub const RULE: Rule = Rule { code: "commented-tags", severity: Severity::Warning, page: include_str!("commented_tags.md"), check };

fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    context.problems(RULE.code, found, "");
}
