//! A front matter without its closing line.

use crate::base::diagnostic::Severity;
use crate::lint::context::{Context, Finding};
use crate::lint::rules::Rule;

/// The rule.
pub const RULE: Rule =
    Rule { code: "unclosed-front-matter", severity: Severity::Error, page: include_str!("unclosed_front_matter.md"), check };

fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    context.problems(RULE.code, found, "add a line `---` after the last key");
}
