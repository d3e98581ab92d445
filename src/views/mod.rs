//! The questions: each a file, each a function from the book to plain structs, sorted, nothing formatted.

pub mod agenda;
pub mod brief;
pub mod filter;
pub mod follow_up;
pub mod graph;
pub mod inspect;
pub mod ledger;
pub mod list;
pub mod marks;
pub mod path;
pub mod places;
pub mod promises;
pub mod report;
pub mod search;
pub mod show;
pub mod stats;
pub mod suggest;
pub mod who;
pub mod why;
pub mod words;
