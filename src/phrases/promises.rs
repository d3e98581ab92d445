//! What was promised, and when it is due.

use crate::base::date::Date;
use crate::base::english;

/// `due 5 days ago (Wed 2026-11-18)`.
pub fn due(due: Date, today: Date) -> String {
    let late = due.days_until(today);
    let when = if late > 0 { english::ago(late) } else { english::ahead(-late) };
    format!("due {when} ({})", english::short_date(due))
}

/// A due date that no calendar knows.
pub fn no_such_day() -> String {
    "its due date is no day of the calendar".to_owned()
}

/// `you promised: send the map`, `they promised: send the map`.
pub fn promised(theirs: bool, words: &str) -> String {
    let who = if theirs { "they promised" } else { "you promised" };
    format!("{who}: {words}")
}
