//! A file or folder that cannot be read.

use crate::base::diagnostic::Severity;
use crate::base::span::Span;
use crate::lint::context::{Context, Finding};
use crate::lint::rules::Rule;

/// The rule.
pub const RULE: Rule = Rule { code: "unreadable-file", severity: Severity::Error, page: include_str!("unreadable_file.md"), check };

fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    for noted in context.all() {
        found.extend(context.problems_of(noted, RULE.code, ""));
    }
    // Folders, and links that lead nowhere: they are no notes.
    let is_note = |path: &str| context.book.note_at(path).is_some();
    for (path, message) in context.outside.unread.iter().filter(|(path, _)| !is_note(path)) {
        found.push(Finding { path: path.clone(), note: None, span: Span::default(), message: message.clone(), help: None });
    }
}
