//! The small English words the program says: how long ago, how many, how often. Plain text; no dates are computed here.

use crate::base::date::{Anniversary, Date, Step};
use crate::base::date_names::{MONTHS, WEEKDAYS};

/// How long ago a day was: `today`, `yesterday`, days up to 60, weeks up to 17 (119 days), months (of 30.4 days) up to two
/// years (730 days), then years, always rounded down. Negative days are told as `ahead` tells them.
pub fn ago(days: i64) -> String {
    match days {
        ..0 => ahead(days.saturating_neg()),
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        _ => format!("{} ago", length(days)),
    }
}

/// How far ahead a day is: `today`, `tomorrow`, `in 5 days`, with the limits of `ago`. Negative days are told as `ago` tells them.
pub fn ahead(days: i64) -> String {
    match days {
        ..0 => ago(days.saturating_neg()),
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        _ => format!("in {}", length(days)),
    }
}

/// A stretch of days in the unit it is easiest to grasp in: `60 days`, `11 weeks`, `4 months`, `2 years`.
pub fn length(days: i64) -> String {
    match days {
        ..=60 => count(days, "day"),
        61..=119 => count(days / 7, "week"),
        120..=730 => count(days * 12 / 365, "month"),
        _ => count(days / 365, "year"),
    }
}

/// `1 contact`, `2 contacts`: the plural with an `s`.
pub fn count(n: i64, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") }
}

/// `1 person`, `2 people`: the plural as given.
pub fn count_of(n: i64, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

/// `a`, `a and b`, `a, b and c`.
pub fn list<T: AsRef<str>>(items: &[T]) -> String {
    let mut text = String::new();
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            text.push_str(if at + 1 == items.len() { " and " } else { ", " });
        }
        text.push_str(item.as_ref());
    }
    text
}

/// `every day`, `every 3 weeks`, `every month`, `every 2 years`; whole weeks are told as weeks, whole years as years.
pub fn every(step: Step) -> String {
    let months = match step.months {
        0 => None,
        months if months % 12 == 0 => Some((months / 12, "year")),
        months => Some((months, "month")),
    };
    let days = match step.days {
        0 => None,
        days if days % 7 == 0 => Some((days / 7, "week")),
        days => Some((days, "day")),
    };
    match (months, days) {
        (Some((1, unit)), None) | (None, Some((1, unit))) => format!("every {unit}"),
        (Some((n, unit)), None) | (None, Some((n, unit))) => format!("every {}", count(i64::from(n), unit)),
        (Some((n, unit)), Some((m, other))) => format!("every {} and {}", count(i64::from(n), unit), count(i64::from(m), other)),
        (None, None) => "every 0 days".to_owned(),
    }
}

/// `Saturday`.
pub fn weekday_name(date: Date) -> &'static str {
    WEEKDAYS.get(date.weekday() as usize).copied().unwrap_or("")
}

/// `May`, for the month 5; empty for numbers that are no month.
pub fn month_name(month: u32) -> &'static str {
    (month as usize).checked_sub(1).and_then(|at| MONTHS.get(at)).copied().unwrap_or("")
}

/// `1990-08-14`; without a year `14 August`.
pub fn anniversary(date: Anniversary) -> String {
    if date.year.is_some() { date.to_string() } else { format!("{} {}", date.day, month_name(date.month.into())) }
}

/// `Sat 2026-05-02`: the ISO day with its weekday.
pub fn short_date(date: Date) -> String {
    format!("{} {date}", weekday_name(date).get(..3).unwrap_or(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_ago() {
        for (days, past, future) in [
            (0, "today", "today"),
            (1, "yesterday", "tomorrow"),
            (2, "2 days ago", "in 2 days"),
            (60, "60 days ago", "in 60 days"),
            (61, "8 weeks ago", "in 8 weeks"),
            (77, "11 weeks ago", "in 11 weeks"),
            (119, "17 weeks ago", "in 17 weeks"),
            (120, "3 months ago", "in 3 months"),
            (122, "4 months ago", "in 4 months"),
            (365, "12 months ago", "in 12 months"),
            (730, "24 months ago", "in 24 months"),
            (731, "2 years ago", "in 2 years"),
            (-1, "tomorrow", "yesterday"),
            (-3, "in 3 days", "3 days ago"),
        ] {
            assert_eq!(ago(days), past, "{days}");
            assert_eq!(ahead(days), future, "{days}");
        }
        assert!(ago(i64::MIN).starts_with("in "));
    }

    #[test]
    fn counts_and_lists() {
        assert_eq!(count(1, "contact"), "1 contact");
        assert_eq!(count(0, "contact"), "0 contacts");
        assert_eq!(count_of(1, "person", "people"), "1 person");
        assert_eq!(count_of(2, "person", "people"), "2 people");
        assert_eq!(list::<&str>(&[]), "");
        assert_eq!(list(&["a"]), "a");
        assert_eq!(list(&["a", "b"]), "a and b");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
    }

    #[test]
    fn steps_and_days() {
        for (step, text) in [
            (Step::days(1), "every day"),
            (Step::days(7), "every week"),
            (Step::days(21), "every 3 weeks"),
            (Step::days(30), "every 30 days"),
            (Step::months(1), "every month"),
            (Step::months(2), "every 2 months"),
            (Step::months(12), "every year"),
            (Step::months(18), "every 18 months"),
            (Step { months: 1, days: 14 }, "every 1 month and 2 weeks"),
            (Step::default(), "every 0 days"),
        ] {
            assert_eq!(every(step), text);
        }
        let day = Date::parse_iso("2026-05-02").unwrap();
        assert_eq!((weekday_name(day), short_date(day).as_str()), ("Saturday", "Sat 2026-05-02"));
        assert_eq!((month_name(5), month_name(0), month_name(13)), ("May", "", ""));
    }
}
