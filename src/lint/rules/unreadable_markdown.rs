//! A note on which the Markdown parser failed.

use crate::base::diagnostic::Severity;
use crate::lint::context::{Context, Finding};
use crate::lint::rules::Rule;

/// The rule.
pub const RULE: Rule = Rule { code: "unreadable-markdown", severity: Severity::Error, page: include_str!("unreadable_markdown.md"), check };

fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    context.problems(RULE.code, found, "");
}
