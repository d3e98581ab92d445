//! A template among the contacts' notes.

use crate::base::diagnostic::Severity;
use crate::base::fold;
use crate::base::span::Span;
use crate::book::kind::NoteKind;
use crate::lint::context::{Context, Finding};
use crate::lint::rules::Rule;

/// The rule.
pub const RULE: Rule =
    Rule { code: "template-as-contact", severity: Severity::Warning, page: include_str!("template_as_contact.md"), check };

fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    for noted in context.all().filter(|noted| noted.note.kind == NoteKind::Template) {
        let folders = format!("/{}/", fold::name(noted.note.folder()));
        let contacts = &context.book.config.contacts.folders;
        if contacts.iter().any(|folder| folders.contains(&format!("/{}/", fold::name(folder)))) {
            let finding = context.finding(
                noted.index,
                Span::default(),
                "this note holds placeholders in its name, type or tags, so it is a template and no contact",
            );
            found.push(finding.help("fill them in, or move the note to the templates folder"));
        }
    }
}
