//! The integration suite: one binary, a module a subject.

mod front_matter;
mod rules;
