//! Reads one text: front matter, headings, lines, links and tasks, each with its byte span. Never fails; what cannot be read is a problem.

pub mod front_matter;
mod recover;
mod simple;
pub mod yaml;
