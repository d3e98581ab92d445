//! A copy a sync program made.

use crate::base::diagnostic::Severity;
use crate::base::span::Span;
use crate::book::kind::NoteKind;
use crate::lint::context::{Context, Finding};
use crate::lint::rules::Rule;

/// The rule.
pub const RULE: Rule = Rule { code: "sync-conflict", severity: Severity::Warning, page: include_str!("sync_conflict.md"), check };

fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    for noted in context.all().filter(|noted| noted.note.kind == NoteKind::Conflict) {
        let finding = context.finding(noted.index, Span::default(), "a sync program made this copy, so it is not read");
        found.push(finding.help("move what is missing into the note itself, then delete the copy"));
    }
}
