//! The integration suite: one binary, a module a subject.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::print_stderr, reason = "a test says what it expects, and what it skips")]

mod cache;
mod cases;
mod commands;
mod front_matter;
mod golden;
mod index;
mod list;
mod obsidian_cache;
mod readme;
mod rules;
mod safety;
mod schema;
mod support;
mod tidy;
mod truth;
mod world;
