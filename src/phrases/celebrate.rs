//! Birthdays and other yearly dates, successes, and what there is to ask after.

use crate::base::date::{Anniversary, Date};
use crate::base::english;

/// `turns 36 on Fri 2026-11-27, in 4 days`; `label` is `birthday` or what the note calls the date, `on` its day as seen from `today`.
/// A Saturday or Sunday ahead is `at the weekend`.
pub fn date(label: &str, date: Anniversary, on: Date, today: Date) -> String {
    let day = day(on, today);
    let years = date.years_on(on).filter(|&years| years > 0);
    match (label, years) {
        ("birthday", Some(years)) if on < today => format!("turned {years} {day}"),
        ("birthday", Some(years)) => format!("turns {years} {day}"),
        ("birthday", None) => format!("birthday {day}"),
        (label, Some(years)) => format!("{label}, {}, {day}", english::count(i64::from(years), "year")),
        (label, None) => format!("{label} {day}"),
    }
}

/// `birthday 14 August`, `wedding 2016-06-20`: a date as the note knows it, a day without a year in words.
pub fn plain(label: &str, date: Anniversary) -> String {
    format!("{label} {}", english::anniversary(date))
}

/// `remembrance, 3 years`: beside a name.
pub fn remembered(years: Option<i32>) -> String {
    years.map_or_else(|| "remembrance".to_owned(), |years| format!("remembrance, {}", english::count(i64::from(years), "year")))
}

/// `remembrance of Harold Finch, 3 years, on Fri 2026-11-27, in 4 days`.
pub fn remembrance(name: &str, date: Anniversary, on: Date, today: Date) -> String {
    let day = day(on, today);
    match date.years_on(on).filter(|&years| years > 0) {
        Some(years) => format!("remembrance of {name}, {}, {day}", english::count(i64::from(years), "year")),
        None => format!("remembrance of {name} {day}"),
    }
}

/// `their success, noted Thu 2026-11-19, 4 days ago`.
pub fn milestone(noted: Date, today: Date) -> String {
    format!("their success, noted {}, {}", english::short_date(noted), english::ago(noted.days_until(today)))
}

/// `congratulate: she has just won the city library job`.
pub fn congratulate(words: &str) -> String {
    format!("congratulate: {words}")
}

/// `ask how it went, from Fri 2026-11-20 on`.
pub fn ask_after(from: Date) -> String {
    format!("ask how it went, from {} on", english::short_date(from))
}

/// `Sat 2026-11-14: the knee operation went well`.
pub fn told(said: Date, words: &str) -> String {
    format!("{}: {words}", english::short_date(said))
}

/// `on Sat 2026-11-28, in 5 days, at the weekend`.
fn day(on: Date, today: Date) -> String {
    let days = today.days_until(on);
    let when = if days >= 0 { english::ahead(days) } else { english::ago(-days) };
    let weekend = if days > 0 && on.is_weekend() { ", at the weekend" } else { "" };
    format!("on {}, {when}{weekend}", english::short_date(on))
}
