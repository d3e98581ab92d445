//! A word after an event: to whom, since when, and who of those there has no note yet.

use crate::base::date::Date;
use crate::base::english;

/// How many names a line holds.
const NAMES: usize = 5;

/// `first met at Kindred Interfaces 2026 (Thu 2026-11-19), due 2 days ago`; of somebody known before: `met at …`.
pub fn met(event: &str, day: Date, due: Date, today: Date, new: bool) -> String {
    let first = if new { "first met" } else { "met" };
    format!("{first} at {event} ({}), due {}", english::short_date(day), english::ahead(today.days_until(due)))
}

/// `noted there: runs the archive, wants to see the map`.
pub fn noted(words: &str) -> String {
    format!("noted there: {words}")
}

/// ``2 people of Kindred Interfaces 2026 have no note yet: Mara Lind and Jo Park; `vault follow-up "Kindred Interfaces 2026"` ``.
pub fn without_note(event: &str, names: &[String], file: &str) -> String {
    let people = english::count_of(names.len() as i64, "person", "people");
    let have = if names.len() == 1 { "has" } else { "have" };
    let file = file.replace('"', "");
    format!("{people} of {event} {have} no note yet: {}; `vault follow-up \"{file}\"`", some(names))
}

/// `Mara Lind, Jo Park and 3 more`.
fn some(names: &[String]) -> String {
    if names.len() <= NAMES {
        return english::list(names);
    }
    let mut shown: Vec<String> = names.iter().take(NAMES - 1).cloned().collect();
    shown.push(format!("{} more", names.len() + 1 - NAMES));
    english::list(&shown)
}

/// What of somebody who was at an event since then: `no word since, due tomorrow`, `in touch again 2 days ago (Sat 2026-11-21)`.
pub fn since(word: Option<Date>, due: Option<Date>, today: Date) -> String {
    match (word, due) {
        (Some(day), _) => format!("in touch again {} ({})", english::ago(day.days_until(today)), english::short_date(day)),
        (None, Some(due)) => format!("no word since, due {}", english::ahead(today.days_until(due))),
        (None, None) => "no word since".to_owned(),
    }
}

/// Of those at an event: `4 people wait for a word`.
pub fn waiting(count: usize) -> String {
    match count {
        0 => "nobody waits for a word".to_owned(),
        1 => "1 person waits for a word".to_owned(),
        count => format!("{count} people wait for a word"),
    }
}

/// Behind the events of the last days.
pub fn which() -> String {
    "`vault follow-up EVENT` names them, with what was noted.".to_owned()
}

/// `No event in the last 14 days.`
pub fn no_event(days: u32) -> String {
    format!("No event in the last {}.", english::length(i64::from(days)))
}

/// Somebody of whom nothing is asked for now.
pub fn paused() -> String {
    "paused".to_owned()
}

/// ``2 notes are missing: `vault follow-up "Kindred Interfaces 2026" --create` makes them, with `--dry-run` it shows them first``.
pub fn create(missing: usize, file: &str) -> String {
    let file = file.replace('"', "");
    let (notes, them) = if missing == 1 { ("1 note is", "it") } else { (&*format!("{missing} notes are"), "them") };
    format!("{notes} missing: `vault follow-up \"{file}\" --create` makes {them}; with `--dry-run` it shows {them} first")
}

/// A name that several people carry.
pub fn unclear() -> String {
    "could be several people".to_owned()
}

/// `no note yet, Events/River Conf.md:9`.
pub fn no_note(place: &str) -> String {
    format!("no note yet, {place}")
}

/// An event without people.
pub fn nobody() -> String {
    "It names nobody.".to_owned()
}

/// An event that does not say when it was.
pub fn no_day() -> String {
    "no day given".to_owned()
}
