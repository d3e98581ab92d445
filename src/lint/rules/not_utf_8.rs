//! A note, or its file name, that is no UTF-8.

use crate::base::diagnostic::Severity;
use crate::base::span::Span;
use crate::lint::context::{Context, Finding};
use crate::lint::rules::Rule;

/// The rule.
pub const RULE: Rule = Rule { code: "not-utf-8", severity: Severity::Error, page: include_str!("not_utf_8.md"), check };

fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    for noted in context.all() {
        found.extend(context.problems_of(noted, RULE.code, "save the note as UTF-8; until then only its file name is known"));
        if noted.note.path.contains('\u{fffd}') {
            found.push(context.finding(noted.index, Span::default(), "the file name is not UTF-8").help("rename the file"));
        }
    }
}
