//! Figures over time, in words: counts beside what they count, no marks and no praise.

use crate::base::date::Date;
use crate::base::english;

/// `Mon 2026-11-23: 33 contacts, 143 days of contact in twelve months`.
pub fn everybody(today: Date, contacts: usize, days: u32) -> String {
    format!("{}: {}, {}", english::short_date(today), english::count(contacts as i64, "contact"), in_a_year(days))
}

/// `Amara Okafor: 9 days of contact in twelve months, about every 28 days of late`.
pub fn person(name: &str, days: u32, rhythm: Option<f32>) -> String {
    let late =
        rhythm.map(|days| format!(", about every {} of late", english::count(days.round().max(1.0) as i64, "day"))).unwrap_or_default();
    format!("{name}: {}{late}", in_a_year(days))
}

/// `Freya Lindqvist: no contact noted yet`.
pub fn no_contact(name: &str) -> String {
    format!("{name}: no contact noted yet")
}

fn in_a_year(days: u32) -> String {
    format!("{} in twelve months", english::count_of(i64::from(days), "day of contact", "days of contact"))
}

/// `you 12 times, they 7 times; the notes do not tell of the other 124 days`.
pub fn initiative(mine: u32, theirs: u32, untold: u32) -> String {
    if mine + theirs == 0 {
        return "not told by the notes".to_owned();
    }
    let times = |count: u32| english::count(i64::from(count), "time");
    let rest = match untold {
        0 => String::new(),
        1 => "; the notes do not tell of the other day".to_owned(),
        _ => format!("; the notes do not tell of the other {untold} days"),
    };
    format!("you {}, they {}{rest}", times(mine), times(theirs))
}

/// `12 kept, 2 of them late; 1 broken; 5 open`: how promises ended.
pub fn promises(on_time: u32, late: u32, broken: u32, open: u32) -> String {
    if on_time + late + broken + open == 0 {
        return "none".to_owned();
    }
    let late_ones = match late {
        0 => String::new(),
        1 if on_time == 0 => ", late".to_owned(),
        _ => format!(", {late} of them late"),
    };
    format!("{} kept{late_ones}; {broken} broken; {open} open", on_time + late)
}

/// `62 % of 23`, of those with a cadence.
pub fn share(percent: u32, of: u32) -> String {
    format!("{percent:>3} % of {of}")
}
