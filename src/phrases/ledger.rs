//! What people gave each other, and whom to bring together.

use crate::base::date::Date;
use crate::base::english;

/// Within so many days a day is named, not its month.
const LATELY: i64 = 31;

/// What went one way: how many things, and how many of them were introductions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Count {
    /// All of them.
    pub all: u32,
    /// Those that were introductions.
    pub introductions: u32,
}

/// `gave you 2 things and an introduction since March; you gave none`; `since` is the day of the first.
pub fn gave(received: Count, since: Date, given: Count, today: Date) -> String {
    let mine = if given.all == 0 { "none".to_owned() } else { things(given) };
    format!("gave you {} {}; you gave {mine}", things(received), since_month(received, since, today))
}

/// `2026-09-27 dinner: lent me her good projector`; the day alone where the note says no more.
pub fn gift(on: Date, text: &str) -> String {
    format!("{on} {text}").trim_end().to_owned()
}

/// `2 things`, `an introduction`, `2 things and 3 introductions`.
fn things(count: Count) -> String {
    let introductions = match count.introductions {
        0 => None,
        1 => Some("an introduction".to_owned()),
        several => Some(english::count(i64::from(several), "introduction")),
    };
    let others = count.all - count.introductions.min(count.all);
    let others = (others > 0 || introductions.is_none()).then(|| english::count(i64::from(others), "thing"));
    english::list(&others.into_iter().chain(introductions).collect::<Vec<String>>())
}

/// `since March`, of one thing `in March`; `since March 2025` when it was in another year; the day itself within a month: `since Wed
/// 2026-11-18`, of one thing `on …`.
fn since_month(count: Count, day: Date, today: Date) -> String {
    if day.days_until(today) < LATELY {
        let word = if count.all == 1 { "on" } else { "since" };
        return format!("{word} {}", english::short_date(day));
    }
    let word = if count.all == 1 { "in" } else { "since" };
    let month = english::month_name(day.month());
    if day.year() == today.year() { format!("{word} {month}") } else { format!("{word} {month} {}", day.year()) }
}

/// `In the last two years Ana Diaz gave you 2 things, and you gave 1 thing`.
pub fn both(name: &str, received: Count, given: Count) -> String {
    match (received.all, given.all) {
        (0, 0) => format!("Nothing given or received is noted with {name} in the last two years"),
        (_, 0) => format!("In the last two years {name} gave you {}, and you gave nothing that is noted", things(received)),
        (0, _) => format!("In the last two years you gave {name} {}, and received nothing that is noted", things(given)),
        _ => format!("In the last two years {name} gave you {}, and you gave {}", things(received), things(given)),
    }
}

/// `they gave clearly more lately`, `about even`: the balance of the ledger, received less given, the older the lighter.
pub fn balance(balance: f64, much: bool) -> &'static str {
    match balance {
        _ if much => "they gave clearly more lately",
        _ if balance < -1.0 => "you gave clearly more lately",
        _ if balance > 0.25 => "they gave a little more lately",
        _ if balance < -0.25 => "you gave a little more lately",
        _ => "about even",
    }
}

/// `Ana Diaz looks for a climbing partner; Bo Chen offers climbing lessons`; with an interest `Bo Chen is interested in climbing`.
pub fn introduce(one: &str, need: &str, other: &str, offer: &str, offered: bool) -> String {
    let verb = if offered { "offers" } else { "is interested in" };
    format!("{one} looks for {need}; {other} {verb} {offer}")
}

/// `Bo Chen: avoid: phone calls`: what to take care of with the second of two people.
pub fn care(name: &str, cautions: &str) -> String {
    format!("with {name}: {cautions}")
}

/// `you gave 2 things since March; they gave none`; `since` is the day of the first.
pub fn given(given: Count, since: Date, received: Count, today: Date) -> String {
    let theirs = if received.all == 0 { "none".to_owned() } else { things(received) };
    format!("you gave {} {}; they gave {theirs}", things(given), since_month(given, since, today))
}

/// `you introduced Ana Diaz and Bo Chen`.
pub fn introduced(one: &str, other: &str) -> String {
    format!("you introduced {one} and {other}")
}

/// `Ana Diaz introduced you to Bo Chen`.
pub fn introduced_me(one: &str, other: &str) -> String {
    format!("{one} introduced you to {other}")
}

/// `one of Ana Diaz and Bo Chen introduced you to the other`: where the note does not say which.
pub fn introduced_me_either(one: &str, other: &str) -> String {
    format!("one of {one} and {other} introduced you to the other")
}

/// `you made an introduction for Ana Diaz`: to somebody who has no note.
pub fn introduced_somebody(name: &str, mine: bool) -> String {
    if mine { format!("you made an introduction for {name}") } else { format!("{name} made an introduction for you") }
}

/// How an introduction they made went on: `in touch since, last 12 days ago (2026-11-11)`.
pub fn in_touch(last: Option<Date>, today: Date) -> String {
    match last {
        Some(last) => format!("in touch since, last {} ({last})", english::ago(last.days_until(today))),
        None => "no word since".to_owned(),
    }
}

/// How an introduction I made went on: `noted together since, last 12 days ago (2026-11-11)`.
pub fn together(last: Option<Date>, today: Date) -> String {
    match last {
        Some(last) => format!("noted together since, last {} ({last})", english::ago(last.days_until(today))),
        None => "no word of the two since".to_owned(),
    }
}

/// Nothing to weigh.
pub fn nothing() -> String {
    "Nothing given or received is noted in the last two years.".to_owned()
}

/// The heading of those who gave more.
pub fn theirs() -> &'static str {
    "They gave more"
}

/// The heading of those who were given more.
pub fn mine() -> &'static str {
    "You gave more"
}

/// The heading of the others.
pub fn even() -> &'static str {
    "About even"
}

#[cfg(test)]
mod tests {
    use super::{Count, both, gave};
    use crate::base::date::Date;

    #[test]
    fn what_was_given_is_counted_in_words() {
        let day = |text: &str| Date::parse_iso(text).unwrap();
        let count = |all, introductions| Count { all, introductions };
        let today = day("2026-11-23");
        assert_eq!(gave(count(2, 0), day("2026-03-02"), count(0, 0), today), "gave you 2 things since March; you gave none");
        // 30 days, then 31.
        assert_eq!(gave(count(2, 0), day("2026-10-24"), count(0, 0), today), "gave you 2 things since Sat 2026-10-24; you gave none");
        assert_eq!(gave(count(2, 0), day("2026-10-23"), count(0, 0), today), "gave you 2 things since October; you gave none");
        assert_eq!(gave(count(1, 0), day("2026-11-18"), count(0, 0), today), "gave you 1 thing on Wed 2026-11-18; you gave none");
        assert_eq!(
            gave(count(3, 1), day("2025-03-02"), count(1, 1), today),
            "gave you 2 things and an introduction since March 2025; you gave an introduction"
        );
        assert_eq!(
            both("Ana", count(1, 0), count(3, 2)),
            "In the last two years Ana gave you 1 thing, and you gave 1 thing and 2 introductions"
        );
    }
}
