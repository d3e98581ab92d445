//! A range of days that ends before it begins.

use crate::base::diagnostic::Severity;
use crate::base::when::When;
use crate::lint::context::{Context, Finding};
use crate::lint::rules::Rule;

/// The rule.
pub const RULE: Rule = Rule { code: "backwards-range", severity: Severity::Error, page: include_str!("backwards_range.md"), check };

fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    for written in &context.written {
        let When::Backwards = written.when else { continue };
        let text = context.quote(written.note, written.span);
        found.push(
            context
                .finding(written.note, written.span, format!("`{text}` ends before it begins, so it is not counted"))
                .help("write the earlier day first"),
        );
    }
}
