//! Why somebody is suggested.

use crate::base::date::Date;
use crate::base::english;

/// How many names a reason holds.
const NAMES: usize = 5;

/// `due 3 days ago`, `due today`; with `by_date`, the note names the day itself.
pub fn due(late: i64, by_date: bool) -> String {
    let when = if late == 0 { "due today".to_owned() } else { format!("due {}", english::ago(late)) };
    if by_date { format!("{when}, the day you set for the next contact") } else { when }
}

/// `tier A`.
pub fn tier(name: &str) -> String {
    format!("tier {name}")
}

/// A promise of mine is overdue.
pub fn promise() -> String {
    "a promise of yours is overdue".to_owned()
}

/// `birthday on Fri 2026-11-27`.
pub fn birthday(on: Date) -> String {
    format!("birthday on {}", english::short_date(on))
}

/// `something to congratulate on since Thu 2026-11-19`.
pub fn milestone(since: Date) -> String {
    format!("something to congratulate on since {}", english::short_date(since))
}

/// `met at an event 4 days ago`.
pub fn event(days: i64) -> String {
    format!("met at an event {}", english::ago(days))
}

/// `something to ask after since Fri 2026-11-20`.
pub fn ask_after(since: Date) -> String {
    format!("something to ask after since {}", english::short_date(since))
}

/// `quiet for longer than is usual between you, 14 days`.
pub fn drift(rhythm: i64) -> String {
    format!("quiet for longer than is usual between you, {}", english::length(rhythm))
}

/// They gave more than was given back.
pub fn ledger() -> String {
    "gave you more than you gave lately".to_owned()
}

/// `tried once since`, `tried 3 times since`.
pub fn attempts(count: u8) -> String {
    match count {
        1 => "tried once since".to_owned(),
        2 => "tried twice since".to_owned(),
        count => format!("tried {count} times since"),
    }
}

/// `already planned for Thu 2026-11-26`.
pub fn planned(day: Date) -> String {
    format!("already planned for {}", english::short_date(day))
}

/// `Bo Vale of the same household is due too`.
pub fn household(others: &[&str]) -> String {
    let are = if others.len() == 1 { "is" } else { "are" };
    format!("{} of the same household {are} due too", few(others))
}

/// The first names, and how many more there are.
fn few(names: &[&str]) -> String {
    if names.len() <= NAMES + 1 {
        return english::list(names);
    }
    let more = format!("{} more", names.len() - NAMES);
    let first: Vec<&str> = names.iter().take(NAMES).copied().chain([more.as_str()]).collect();
    english::list(&first)
}

/// `due at Oxlip too: Dev Malhotra`.
pub fn company(company: &str, others: &[&str]) -> String {
    format!("due at {company} too: {}", few(others))
}

/// Why those who are due wait for a working day: `On a working day: Ruth Abernathy and Zoë Brandt.`
pub fn resting(names: &[String]) -> String {
    format!("On a working day: {}.", english::list(names))
}
