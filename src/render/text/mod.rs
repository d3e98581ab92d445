//! Text for people: aligned, within the terminal's width, no table borders.

pub mod agenda;
pub mod brief;
pub mod check;
pub mod follow_up;
pub mod formats;
pub mod graph;
pub mod index;
pub mod inspect;
pub mod layout;
pub mod ledger;
pub mod left;
pub mod list;
pub mod path;
pub mod plot;
pub mod promises;
pub mod query;
pub mod report;
pub mod search;
pub mod show;
pub mod stats;
pub mod status;
pub mod suggest;
pub mod who;
pub mod why;
