//! The integration suite: one binary, a module a subject.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::print_stderr, reason = "a test says what it expects, and what it skips")]

mod apply;
mod cache;
mod cases;
mod commands;
mod config;
mod front_matter;
mod golden;
mod index;
mod list;
mod obsidian_cache;
mod readme;
mod rules;
mod safety;
mod schema;
mod search;
mod search_quality;
mod set;
mod support;
mod tidy;
mod truth;
mod undo;
mod who;
mod world;
