//! Birthdays and other yearly dates as people and address books write them. Owns the forms without a year and the years that
//! mean none; every other form is `date_text`'s. What is no date is kept as text by the caller, never guessed at.

use crate::base::clock_scan;
use crate::base::date::{Anniversary, Date};
use crate::base::date_text;
use crate::base::when::{Order, When};

/// The day of the year a value names, with its year when that is known (format page, section 3, row `birthday`, and point 16).
/// The years 0000 and 1604 mean no year; 1900 does only with `omit_year_mark`, the key an Apple or khard export sets beside it.
/// Impossible days, ranges, months alone and other text are `None`; so are two readings (`03/04/1990`) unless `order` decides.
pub fn read(text: &str, omit_year_mark: bool, order: Option<Order>) -> Option<Anniversary> {
    let text = unwrapped(text);
    if let Some((year, month, day)) = numbers(text) {
        let year = year.filter(|&year| !(matches!(year, 0 | 1604) || year == 1900 && omit_year_mark));
        return anniversary(year, month, day);
    }
    let when = date_text::value(text)?;
    let decided = if matches!(when, When::Ambiguous { .. }) { when.day(order).map_or(when, When::Day) } else { when };
    match decided {
        When::Day(date) => {
            let none = date.year() == 1604 || date.year() == 1900 && omit_year_mark;
            anniversary((!none).then_some(date.year()), date.month(), date.day())
        }
        When::Yearless(month, day) => anniversary(None, u32::from(month), u32::from(day)),
        _ => None,
    }
}

/// The value without quotes, and of a wikilink only the last segment of its target.
fn unwrapped(text: &str) -> &str {
    let text = text.trim_matches(|char: char| char.is_whitespace() || matches!(char, '"' | '\'' | '\u{FEFF}' | '\u{200B}'));
    let Some(inner) = text.strip_prefix("[[").and_then(|text| text.strip_suffix("]]")) else { return text };
    let target = inner.split(['|', '#']).next().unwrap_or(inner);
    let last = target.rsplit('/').next().unwrap_or(target).trim();
    last.strip_suffix(".md").unwrap_or(last)
}

/// Year, month and day of the forms made of digits and dashes alone: `1990-04-07`, `04-07`, `--04-07`, `--0407`, `19900407`,
/// and a date of such a form with a time behind it.
fn numbers(text: &str) -> Option<(Option<i32>, u32, u32)> {
    let text = without_time(text);
    if let Some(rest) = text.strip_prefix("--") {
        let (month, day) = match rest.split_once('-') {
            Some(parts) => parts,
            None => rest.split_at_checked(2)?,
        };
        return Some((None, two(month)?, two(day)?));
    }
    let mut parts = text.split('-');
    match (parts.next()?, parts.next(), parts.next(), parts.next()) {
        (month, Some(day), None, None) => Some((None, two(month)?, two(day)?)),
        (year, Some(month), Some(day), None) => Some((Some(four(year)?), two(month)?, two(day)?)),
        (compact, None, None, None) if compact.len() == 8 => {
            Some((Some(four(compact.get(..4)?)?), two(compact.get(4..6)?)?, two(compact.get(6..)?)?))
        }
        _ => None,
    }
}

/// The text before the clock time behind a date of digits; the whole text when there is none.
fn without_time(text: &str) -> &str {
    let Some(at) = text.find(['T', ' ']).filter(|&at| at >= 8) else { return text };
    let bytes = text.as_bytes();
    match (text.get(..at), clock_scan::clock_after_t(bytes, at + 1)) {
        (Some(day), Some(end)) if end == bytes.len() => day,
        _ => text,
    }
}

/// One or two digits.
fn two(text: &str) -> Option<u32> {
    ((1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// Four digits.
fn four(text: &str) -> Option<i32> {
    (text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// The anniversary, if there is such a day; without a year 29 February is one.
fn anniversary(year: Option<i32>, month: u32, day: u32) -> Option<Anniversary> {
    Date::from_ymd(year.unwrap_or(2000), month, day)?;
    Some(Anniversary { year, month: month as u8, day: day as u8 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn birthdays() {
        for (text, mark, expected) in [
            ("1990-04-07", false, Some((Some(1990), 4, 7))),
            ("1990-4-7", false, Some((Some(1990), 4, 7))),
            ("04-07", false, Some((None, 4, 7))),
            ("4-7", false, Some((None, 4, 7))),
            ("--04-07", false, Some((None, 4, 7))),
            ("--0407", false, Some((None, 4, 7))),
            ("19900407", false, Some((Some(1990), 4, 7))),
            ("[[1990-04-07]]", false, Some((Some(1990), 4, 7))),
            ("\"[[Daily/1990-04-07|born]]\"", false, Some((Some(1990), 4, 7))),
            ("[[04-07]]", false, Some((None, 4, 7))),
            ("7 Apr 1990", false, Some((Some(1990), 4, 7))),
            ("April 7", false, Some((None, 4, 7))),
            ("april 7", false, Some((None, 4, 7))),
            ("7th of April", false, Some((None, 4, 7))),
            ("April 7, 1990", false, Some((Some(1990), 4, 7))),
            ("1990/04/07", false, Some((Some(1990), 4, 7))),
            ("1990-04-07T00:00:00.000Z", false, Some((Some(1990), 4, 7))),
            ("1990-04-07 12:00", false, Some((Some(1990), 4, 7))),
            ("1604-04-07T00:00:00Z", false, Some((None, 4, 7))),
            ("0000-04-07T00:00:00Z", false, Some((None, 4, 7))),
            ("23/04/1990", false, Some((Some(1990), 4, 23))),
            ("1604-04-07", false, Some((None, 4, 7))),
            ("16040407", false, Some((None, 4, 7))),
            ("7 Apr 1604", false, Some((None, 4, 7))),
            ("0000-04-07", false, Some((None, 4, 7))),
            ("00000407", false, Some((None, 4, 7))),
            ("1900-04-07", false, Some((Some(1900), 4, 7))),
            ("1900-04-07", true, Some((None, 4, 7))),
            ("1990-04-07", true, Some((Some(1990), 4, 7))),
            ("02-29", false, Some((None, 2, 29))),
            ("--02-29", false, Some((None, 2, 29))),
            ("0000-02-29", false, Some((None, 2, 29))),
            ("1900-02-29", true, Some((None, 2, 29))),
            ("1900-02-29", false, None),
            ("1990-02-29", false, None),
            ("02-30", false, None),
            ("--13-01", false, None),
            ("--", false, None),
            ("unclear", false, None),
            ("3580 AS", false, None),
            ("circa 1800", false, None),
            ("1990", false, None),
            ("1990-04", false, None),
            ("03/04/1990", false, None),
            ("1990-04-07 – 1990-04-09", false, None),
            ("", false, None),
            ("--é7", false, None),
            ("é-é-é", false, None),
        ] {
            let found = read(text, mark, None).map(|day| (day.year, day.month, day.day));
            assert_eq!(found, expected, "{text:?} {mark}");
        }
    }
}
