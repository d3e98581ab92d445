//! What to say to somebody, what is planned with them, and what to take care of.

use crate::base::date::Date;
use crate::base::english;

/// `last time: the knee operation went well`.
pub fn last_time(words: &str) -> String {
    format!("last time: {words}")
}

/// `as under Tension`, or behind other things to say `the rest as under Tension`: it has been said in that section.
pub fn as_under(section: &str, alone: bool) -> String {
    if alone { format!("as under {section}") } else { format!("the rest as under {section}") }
}

/// `ask about: the choir and the knee`.
pub fn ask_about(topics: &[String]) -> String {
    format!("ask about: {}", english::list(topics))
}

/// `prefers coffee and call`.
pub fn prefers(channels: &[String]) -> String {
    format!("prefers {}", english::list(channels))
}

/// `in 3 days (Thu 2026-11-26)`.
pub fn planned(day: Date, today: Date) -> String {
    format!("{} ({})", english::ahead(today.days_until(day)), english::short_date(day))
}

/// `last call 12 days ago (2026-11-11)`; without a channel `last contact …`.
pub fn last(channel: Option<&str>, day: Date, today: Date) -> String {
    format!("last {} {} ({day})", channel.unwrap_or("contact"), english::ago(day.days_until(today)))
}

/// Nothing is noted.
pub fn no_contact() -> String {
    "no contact yet".to_owned()
}

/// `every 4 weeks, 6 weeks at most`.
pub fn at_most(ideal: &str, max: &str) -> String {
    format!("{ideal}, {} at most", max.trim_start_matches("every "))
}

/// Somebody who is thought of on birthdays and the like, and not otherwise.
pub fn ambient() -> String {
    "celebrations only".to_owned()
}

/// `last contact 2026-11-11`.
pub fn last_contact(last: Date) -> String {
    format!("last contact {last}")
}

/// Beside a promise: whose it is.
pub fn owed(theirs: bool) -> &'static str {
    if theirs { "they owe" } else { "I owe" }
}
