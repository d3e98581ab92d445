//! What stands between two people, said kindly: no one is blamed, and what to do is left open.

use crate::base::date::Date;
use crate::base::english;

/// `open for 19 days`; on its own day `noted today`.
pub fn open(days: i64) -> String {
    if days <= 0 { "noted today".to_owned() } else { format!("open for {}", english::length(days)) }
}

/// `open for 42 days: talk about it, or let it rest`.
pub fn decide(days: i64) -> String {
    format!("{}: talk about it, or let it rest", open(days))
}

/// Beside whatever else there is to say to somebody.
pub fn stands() -> String {
    "something stands between you".to_owned()
}

/// `Thu 2026-10-29: upset that the invoice came before the estimate`.
pub fn noted(day: Date, words: &str) -> String {
    format!("{}: {words}", english::short_date(day))
}
