//! The questions: each a file, each a function from the book to plain structs, sorted, nothing formatted.

pub mod list;
pub mod words;
