//! The language of `search` and `list`: a text into a tree of what must hold, or a mistake with its place and what to write instead.
//!
//! Owns the words of the language and what its dates and ages mean on a day. Knows no note and no person: whether one fits is asked in
//! `views`.
//!
//! ```text
//! harbour "new job" -draft (ana OR bo) wor*       words, all of which must match; a phrase; what must not; either; the beginning of a word
//! tag:family,work city:"New York" -status:due     fields: one of the values
//! last:>90d due:<7d date:2026-05 interactions:>5  dates, ages and numbers
//! @clients                                        a saved search
//! ```

use crate::base::date::Date;
use crate::base::span::Span;
use crate::base::when::Order;

pub mod arguments;
mod birthday;
mod dates;
mod field;
mod lex;
mod numbers;
mod parse;
pub mod saved;
mod suggest;
pub mod tree;

pub use field::{FIELDS, Field, STATUSES};
pub use parse::parse;
pub use suggest::near;

/// A mistake in a query. Its place is in `query`, which is not the text parsed when the mistake is in a saved search.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mistake {
    /// One sentence, lower case, no full stop.
    pub message: String,
    /// The query in which the mistake is.
    pub query: String,
    /// The saved search whose query that is.
    pub saved: Option<String>,
    /// Where in the query.
    pub span: Span,
    /// What to write instead.
    pub hint: String,
}

/// What a query is read with.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'r> {
    /// The day from which ages and spoken dates are counted.
    pub today: Date,
    /// How `03/04/2025` is read.
    pub order: Option<Order>,
    /// The saved searches: name and query.
    pub saved: &'r [(String, String)],
}

/// What is wrong somewhere in the query that is read.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Fault {
    message: String,
    span: Span,
    hint: String,
}

impl Fault {
    fn new(span: Span, message: impl Into<String>, hint: impl Into<String>) -> Fault {
        Fault { message: message.into(), span, hint: hint.into() }
    }
}

#[cfg(test)]
mod tests;
