//! Views and diffs written as text, markdown and JSON to a given writer. Nothing from a note reaches the terminal as a control character.

pub mod brief;
pub mod clean;
pub mod diff;
pub mod json;
pub mod markdown;
pub mod places;
pub mod style;
pub mod text;
pub mod words;
