//! `vault` turns a folder of markdown notes about people into kept relationships.
//!
//! This page is the project's architecture. Data goes down the picture only; nothing above asks something below.
//!
//! ```text
//! notes on disk
//!      │ bytes
//!    files      walk with stamps, read; carry out changes; keep the cache  (I/O)
//!      ▼
//!    note       text -> Note: front matter, headings, lines, links, tasks, each with its byte span; never fails
//!      ▼
//!    facts      Note -> NoteFacts: what this file says; depends on its bytes alone
//!      ▼
//!    book       state: all facts joined with the settings, without a day; kept as one file, brought up to date note by note
//!               book: the state on the as-of date: last contact, due, status, promises; persons and notes read when asked for
//!               index: which notes hold which words; catches up with the state                            (I/O)
//!      ▼
//!    workspace  compares the files with the kept state, reads what changed, keeps the state, opens a book  (I/O)
//!      ▼
//!    views      report · brief · stats · list · search · show · why · promises · agenda …: plain structs, sorted, nothing formatted
//!      ▼
//!    render     text · markdown · JSON, written to a given writer
//!      ▼
//!    commands   the front end; `cli` adds global flags and exit codes
//! ```
//!
//! # Floors
//!
//! A module names only modules on a lower floor, by `crate::…` paths; modules on one floor do not name each other.
//! `tests/it/tidy.rs` reads this table and fails on any other use.
//!
//! | floor | module | one line |
//! |---|---|---|
//! | 0 | `base` | words all floors share: span, date, calendar step, folding, diagnostic, English |
//! | 1 | `files` | walk, read, carry out changes, keep the journal |
//! | 1 | `note` | one text into a `Note` with byte spans |
//! | 1 | `config` | settings text into `Config` |
//! | 1 | `phrases` | what is said about people: every sentence, from plain values |
//! | 2 | `facts` | one `Note` into `NoteFacts` |
//! | 2 | `query` | the language of `search` and `list`: a text into what must hold |
//! | 3 | `book` | all facts joined; everything derived across files |
//! | 3 | `index` | which notes hold which words: a cache on disk, tantivy |
//! | 4 | `workspace` | opens a vault: settings, kept state, changed files -> `Book` |
//! | 4 | `views` | the questions: report, brief, stats, ledger, path, list, search, show, why, promises, agenda, inspect … |
//! | 4 | `lint` | the rules of `vault check` |
//! | 4 | `changes` | requests into changes: edits by span and new files |
//! | 5 | `render` | views and diagnostics as text, markdown, JSON |
//! | 6 | `commands` | the front end, a file a command |
//! | 7 | `cli` | global flags, dispatch, exit code |

pub mod base;
pub mod book;
pub mod changes;
pub mod cli;
pub mod commands;
pub mod config;
pub mod facts;
pub mod files;
pub mod index;
pub mod lint;
pub mod note;
pub mod phrases;
pub mod query;
pub mod render;
pub mod views;
pub mod workspace;
