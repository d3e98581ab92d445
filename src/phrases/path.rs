//! Who knows whom, how well, and how lately.

use crate::base::date::Date;
use crate::base::english;

/// `last contact 12 days ago, 9 days of contact in a year`; `None`: there never was any.
pub fn mine(last: Option<Date>, days: u32, today: Date) -> String {
    let Some(last) = last else { return "no contact noted yet".to_owned() };
    let ago = english::ago(last.days_until(today));
    match days {
        0 => format!("last contact {ago}"),
        days => format!("last contact {ago}, {} of contact in a year", english::count(i64::from(days), "day")),
    }
}

/// `strong`, `good`, `slight`: how much a tie is to be trusted.
pub fn strength(strength: f64) -> &'static str {
    match strength {
        _ if strength >= 0.5 => "strong",
        _ if strength >= 0.25 => "good",
        _ => "slight",
    }
}

/// `Ana Diaz and Bo Chen share a household`.
pub fn household(one: &str, other: &str) -> String {
    format!("{one} and {other} share a household")
}

/// `Ana Diaz introduced you to Bo Chen 6 months ago`.
pub fn introduced_me(from: &str, to: &str, on: Option<Date>, today: Date) -> String {
    format!("{from} introduced you to {to}{}", when(on, today))
}

/// `an entry says that one of Ana Diaz and Bo Chen introduced you to the other, 6 months ago`.
pub fn introduced_me_either(one: &str, other: &str, on: Option<Date>, today: Date) -> String {
    format!("one of {one} and {other} introduced you to the other{}", when(on, today))
}

/// `Ana Diaz knows Bo Chen`.
pub fn knows(one: &str, other: &str) -> String {
    format!("{one} knows {other}")
}

/// `you introduced Ana Diaz and Bo Chen 6 months ago`.
pub fn introduced(one: &str, other: &str, on: Option<Date>, today: Date) -> String {
    format!("you introduced {one} and {other}{}", when(on, today))
}

/// `Bo Chen is named in entries about Ana Diaz on 3 days, the last 18 days ago`; on one day `in an entry about Ana Diaz 18 days ago`.
pub fn named(name: &str, about: &str, times: u32, last: Option<Date>, today: Date) -> String {
    match (times, last) {
        (2.., Some(last)) => {
            let days = english::count(i64::from(times), "day");
            format!("{name} is named in entries about {about} on {days}, the last {}", english::ago(last.days_until(today)))
        }
        _ => format!("{name} is named in an entry about {about}{}", when(last, today)),
    }
}

/// `both were at Kindred Interfaces 2026, 5 days ago`.
pub fn event(title: &str, on: Option<Date>, today: Date) -> String {
    match on {
        Some(on) => format!("both were at {title}, {}", english::ago(on.days_until(today))),
        None => format!("both were at {title}"),
    }
}

/// `both are at Kumo Type`.
pub fn company(name: &str) -> String {
    format!("both are at {name}")
}

fn when(on: Option<Date>, today: Date) -> String {
    on.map_or_else(String::new, |on| format!(" {}", english::ago(on.days_until(today))))
}

/// `You are in touch with Bo Chen yourself: last contact 12 days ago, 9 days of contact in a year`; when it is long ago
/// `You know Bo Chen yourself: last contact 2 years ago`.
pub fn yourself(name: &str, lately: bool, last: Option<Date>, days: u32, today: Date) -> String {
    let verb = if lately { "are in touch with" } else { "know" };
    format!("You {verb} {name} yourself: {}", mine(last, days, today))
}

/// `Nobody you are in touch with is tied to Bo Chen in your notes`.
pub fn no_way(name: &str) -> String {
    format!("Nobody you are in touch with is tied to {name} in your notes")
}

/// `Bo Chen wishes no contact: no way is suggested`.
pub fn left_in_peace(name: &str, deceased: bool) -> String {
    if deceased { format!("{name} has died: no way is suggested") } else { format!("{name} wishes no contact: no way is suggested") }
}

/// `Ask Ana Diaz about Bo Chen`; through somebody else `Ask Ana Diaz to ask Cy Dahl about Bo Chen`.
pub fn ask(name: &str, through: Option<&str>, target: &str) -> String {
    match through {
        Some(through) => format!("Ask {name} to ask {through} about {target}"),
        None => format!("Ask {name} about {target}"),
    }
}

/// `you and Ana Diaz`.
pub fn you_and(name: &str) -> String {
    format!("you and {name}")
}

/// `Ana Diaz and Bo Chen`.
pub fn pair(one: &str, other: &str) -> String {
    format!("{one} and {other}")
}

/// `Ana Diaz and Bo Chen, good: both were at Kindred Interfaces 2026, 5 days ago`: who, how strong, by what.
pub fn step(pair: &str, how: f64, by: &str) -> String {
    format!("{pair}, {}: {by}", strength(how))
}

/// `also both are at Kumo Type`: a second tie between the same two.
pub fn also(by: &str) -> String {
    format!("also {by}")
}
