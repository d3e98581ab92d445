//! The integration suite: one binary, a module a subject.

mod commands;
mod front_matter;
mod obsidian_cache;
mod schema;
mod world;
