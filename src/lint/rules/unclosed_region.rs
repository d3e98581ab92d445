//! A region written by `vault` whose end mark is missing.

use crate::base::diagnostic::Severity;
use crate::lint::context::{Context, Finding};
use crate::lint::rules::Rule;

/// The rule.
pub const RULE: Rule = Rule { code: "unclosed-region", severity: Severity::Error, page: include_str!("unclosed_region.md"), check };

fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    context.problems(RULE.code, found, "add `<!-- vault:end -->` where that part ends");
}
