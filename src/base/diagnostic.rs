//! A finding about a note, with its place. Said by the parser and the lint rules, shown by `render`.

use crate::base::span::Span;

/// How much a finding matters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// Something could not be read.
    Error,
    /// Something was read, but probably not as meant.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// The word shown: `error`, `warning` or `info`.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }
}

/// A problem the parser met in one text. The code is that of a lint rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// The lint rule's code, such as `malformed-front-matter`.
    pub code: &'static str,
    /// Where in the text.
    pub span: Span,
    /// One sentence, lower case, no full stop.
    pub message: String,
}
