//! The integration suite: one binary, a module a subject.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::print_stderr, reason = "a test says what it expects, and what it skips")]

mod apply;
mod body;
mod cache;
mod cases;
mod commands;
mod complete;
mod config;
mod done;
mod edits;
mod faults;
mod front_matter;
mod golden;
mod index;
mod init;
mod list;
mod log;
mod mending;
mod new;
mod obsidian_cache;
mod placing;
mod promise;
mod readme;
mod rules;
mod safety;
mod schema;
mod search;
mod search_quality;
mod set;
mod support;
mod templates;
mod tidy;
mod truth;
mod undo;
mod who;
mod world;
