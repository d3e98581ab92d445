//! What stands on the page before a meeting.

use crate::base::date::Date;
use crate::base::english;

/// `something is open between you since Tue 2026-10-06, 48 days ago: she was hurt by the joke`.
pub fn tension(since: Date, today: Date, words: &str) -> String {
    let ago = english::ago(since.days_until(today));
    let tail = if words.is_empty() { String::new() } else { format!(": {words}") };
    format!("something is open between you since {}, {ago}{tail}", english::short_date(since))
}

/// `2019-03-11, shared a desk; introduced by Priya Raman`.
pub fn met(day: Option<Date>, how: &[String], by: &[String]) -> String {
    let day = day.map(|day| day.to_string());
    let mut parts: Vec<String> = vec![day.into_iter().chain(how.iter().cloned()).collect::<Vec<_>>().join(", ")];
    if !by.is_empty() {
        parts.push(format!("introduced by {}", english::list(by)));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("; ")
}

/// `since 2026-11-20: the knee operation`, or `from 2026-12-09, in 16 days: …` while it is ahead.
pub fn ask_after(from: Date, today: Date, words: &str) -> String {
    match today.days_until(from) {
        ahead @ 1.. => format!("from {from}, {}: {words}", english::ahead(ahead)),
        _ => format!("since {from}: {words}"),
    }
}

/// `you asked 8 weeks ago (2026-09-22), nothing noted yet: Asked her to look at our new pricing page`.
pub fn feedback(asked: Date, today: Date, words: &str) -> String {
    let tail = if words.is_empty() { String::new() } else { format!(": {words}") };
    format!("you asked {} ({asked}), nothing noted yet{tail}", english::ago(asked.days_until(today)))
}

/// `due 2026-11-29: Take the projector back`.
pub fn promise(due: Option<Date>, overdue: bool, words: &str) -> String {
    match due {
        Some(due) if overdue => format!("was due {due}: {words}"),
        Some(due) => format!("due {due}: {words}"),
        None => words.to_owned(),
    }
}

/// `in touch, every 3 weeks; last call 9 days ago; due in 12 days`: where they stand, the last contact, what is next.
pub fn status(stands: &str, every: Option<&str>, last: Option<(&str, i64)>, due: Option<i64>) -> String {
    let stands = every.map_or_else(|| stands.to_owned(), |every| format!("{stands}, {every}"));
    let last = last.map_or_else(|| "no contact yet".to_owned(), |(channel, days)| format!("last {channel} {}", english::ago(days)));
    let due = due.map(|days| format!("due {}", english::ahead(days)));
    [Some(stands), Some(last), due].into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// `and 3 more`, of promises.
pub fn more_promises(count: usize) -> String {
    format!("and {count} more")
}

/// `Chen, with Bo Chen and Mia Chen`: the household and the others in it.
pub fn household(name: &str, others: &[&str]) -> String {
    if others.is_empty() { name.to_owned() } else { format!("{name}, with {}", english::list(others)) }
}

/// The last line of a page that is longer than a screen.
pub fn rest(name: &str) -> String {
    format!("… `vault show \"{name}\"` has the rest")
}

/// `Nobody is planned for Mon 2026-11-23.`
pub fn nobody(day: Date) -> String {
    format!("Nobody is planned for {}.", english::short_date(day))
}

/// `Nobody is named in Bonfire supper.`
pub fn nobody_at(event: &str) -> String {
    format!("Nobody is named in {event}.")
}

/// `Mon 2026-11-23, today: 3 people, at Bonfire supper`.
pub fn day(day: Date, today: Date, people: usize, events: &[String]) -> String {
    let at = if events.is_empty() { String::new() } else { format!(", {}", english::list(events)) };
    let when = english::ahead(today.days_until(day));
    format!("{}, {when}: {}{at}", english::short_date(day), english::count_of(people as i64, "person", "people"))
}

/// `Bonfire supper, Thu 2026-11-05, 18 days ago: 3 people`.
pub fn event(title: &str, day: Option<Date>, today: Date, people: usize) -> String {
    let when = day.map(|day| format!(", {}, {}", english::short_date(day), english::ahead(today.days_until(day)))).unwrap_or_default();
    format!("{title}{when}: {}", english::count_of(people as i64, "person", "people"))
}

/// `Without a note: Dana Roe and Eli Fox.`
pub fn strangers(names: &[String]) -> String {
    format!("Without a note: {}.", english::list(names))
}

/// `Not clear who is meant: Sam.`
pub fn unclear(names: &[String]) -> String {
    format!("Not clear who is meant: {}.", english::list(names))
}

/// `Before meeting, Mon 2026-11-23`: the heading of pages about people who were named.
pub fn title(today: Date) -> String {
    format!("Before meeting, {}", english::short_date(today))
}
