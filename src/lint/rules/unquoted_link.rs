//! A link without quotes in front matter.

use crate::base::change::Edit;
use crate::base::diagnostic::Severity;
use crate::lint::context::{Context, Finding};
use crate::lint::rules::Rule;

/// The rule.
pub const RULE: Rule = Rule { code: "unquoted-link", severity: Severity::Warning, page: include_str!("unquoted_link.md"), check };

fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    context.mended_problems(RULE.code, found, &|text, span| {
        let link = span.of(text).replace('\\', "\\\\").replace('"', "\\\"");
        Some(Edit { span, text: format!("\"{link}\"") })
    });
}
