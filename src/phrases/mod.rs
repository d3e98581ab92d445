//! What the program says about people: every sentence of reports, briefs and figures, a function each, from names, days and numbers.
//!
//! A sentence is short, warm and factual. It says what is, not what should have been; it never shames, hurries or sells. Dates stand
//! beside their distance, numbers beside what they count. Refuses to know a book, and to wrap or colour.

pub mod brief;
pub mod celebrate;
pub mod feedback;
pub mod follow_up;
pub mod ledger;
pub mod path;
pub mod promises;
pub mod reach_out;
pub mod report;
pub mod say;
pub mod silence;
pub mod stats;
pub mod suggest;
pub mod tension;
pub mod why;
