//! The integration suite: one binary, a module a subject.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::print_stderr, reason = "a test says what it expects, and what it skips")]

mod apply;
mod cache;
mod cases;
mod commands;
mod complete;
mod config;
mod edits;
mod faults;
mod front_matter;
mod golden;
mod index;
mod init;
mod list;
mod mending;
mod new;
mod obsidian_cache;
mod readme;
mod rules;
mod safety;
mod schema;
mod set;
mod support;
mod templates;
mod tidy;
mod truth;
mod undo;
mod world;
