//! The integration suite: one binary, a module a subject.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::print_stderr, reason = "a test says what it expects, and what it skips")]

mod apply;
mod cases;
mod commands;
mod complete;
mod done;
mod front_matter;
mod golden;
mod init;
mod list;
mod log;
mod new;
mod obsidian_cache;
mod placing;
mod promise;
mod readme;
mod rules;
mod safety;
mod schema;
mod support;
mod tidy;
mod truth;
mod undo;
mod world;
