//! The rules of `vault check`: what in the notes could not be read, or was probably not meant as it was read.
//!
//! Each rule is one file under `rules` with its page beside it. Rules read the book and, to quote it, the text of the few notes they
//! report; they change nothing, print nothing and know no line numbers but those the book keeps.

use std::rc::Rc;

use crate::base::change::Edit;
use crate::base::diagnostic::Severity;
use crate::base::span::Span;
use crate::book::Book;

pub mod context;
pub mod fix;
mod near;
mod normal;
pub mod rules;
pub mod summary;
mod tagged;
mod written;

use context::Context;

/// A finding of a rule with its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// The rule's code, such as `unknown-cadence`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// The file or folder, from the root.
    pub path: String,
    /// The note's index, when the file is a note whose text can be read.
    pub note: Option<u32>,
    /// The bytes meant; empty at 0: the file as a whole.
    pub span: Span,
    /// One sentence, lower case, no full stop.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// The edits with which `vault check --fix` mends it; none where no mending is safe.
    pub fix: Vec<Edit>,
}

impl Diagnostic {
    /// Whether `vault check --fix` can mend it.
    pub fn is_fixable(&self) -> bool {
        !self.fix.is_empty()
    }

    /// Whether it is about the file as a whole.
    pub fn is_of_file(&self) -> bool {
        self.span == Span::default()
    }
}

/// What is wrong outside the notes' texts.
#[derive(Clone, Default, Debug)]
pub struct Outside {
    /// What the settings files hold that could not be used.
    pub settings: Vec<Unusable>,
    /// Files and folders that could not be read: path from the root, and why.
    pub unread: Vec<(String, String)>,
}

/// Something in a settings file that could not be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unusable {
    /// The file, from the root.
    pub path: String,
    /// Where in its text.
    pub span: Span,
    /// One sentence, lower case.
    pub message: String,
}

/// How many findings there are.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Counts {
    /// Errors.
    pub errors: u32,
    /// Warnings.
    pub warnings: u32,
    /// Infos.
    pub infos: u32,
}

impl Counts {
    /// Counts findings.
    pub fn of(diagnostics: &[Diagnostic]) -> Counts {
        let count = |severity: Severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count() as u32;
        Counts { errors: count(Severity::Error), warnings: count(Severity::Warning), infos: count(Severity::Info) }
    }
}

/// Runs all rules. `text_of` gives the text of a note by its index. Sorted by path, then place, then code; what was
/// found twice is said once.
pub fn run(book: &Book, text_of: &dyn Fn(u32) -> Rc<str>, outside: &Outside) -> Vec<Diagnostic> {
    let context = Context::new(book, text_of, outside);
    let mut diagnostics = Vec::new();
    let mut found = Vec::new();
    for rule in rules::RULES {
        (rule.check)(&context, &mut found);
        diagnostics.extend(found.drain(..).map(|finding| Diagnostic {
            code: rule.code,
            severity: rule.severity,
            path: finding.path,
            note: finding.note,
            span: finding.span,
            message: finding.message,
            help: finding.help,
            fix: finding.fix,
        }));
    }
    diagnostics
        .sort_by(|one, other| (&one.path, one.span, one.code, &one.message).cmp(&(&other.path, other.span, other.code, &other.message)));
    diagnostics.dedup();
    diagnostics
}
