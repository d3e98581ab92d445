//! Front matter that is no YAML: what could not be read, key by key.

use crate::base::diagnostic::Severity;
use crate::lint::context::{Context, Finding};
use crate::lint::rules::Rule;

/// The rule.
pub const RULE: Rule =
    Rule { code: "malformed-front-matter", severity: Severity::Error, page: include_str!("malformed_front_matter.md"), check };

fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    context.problems(RULE.code, found, "");
}
