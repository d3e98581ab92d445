//! Birthdays and other yearly dates.

use crate::base::date::{Anniversary, Date};
use crate::base::english;

/// `turns 36 on Fri 2026-11-27, in 4 days`; `label` is `birthday` or what the note calls the date, `on` its day as seen from `today`.
pub fn date(label: &str, date: Anniversary, on: Date, today: Date) -> String {
    let days = today.days_until(on);
    let when = if days >= 0 { english::ahead(days) } else { english::ago(-days) };
    let day = format!("on {}, {when}", english::short_date(on));
    let years = date.years_on(on).filter(|&years| years > 0);
    match (label, years) {
        ("birthday", Some(years)) if days < 0 => format!("turned {years} {day}"),
        ("birthday", Some(years)) => format!("turns {years} {day}"),
        ("birthday", None) => format!("birthday {day}"),
        (label, Some(years)) => format!("{label}, {}, {day}", english::count(i64::from(years), "year")),
        (label, None) => format!("{label} {day}"),
    }
}
