//! Dates as typed on the command line (command page, "Dates on the command line"). Owns the relative words; a date with two
//! readings is refused with both shown, never chosen.

use std::fmt;

use crate::base::date::{Date, Step};
use crate::base::date_names::weekday_at;
use crate::base::date_text;
use crate::base::when::When;

/// Where a weekday or a day without a year lies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lean {
    /// The latest one, today included: when something happened.
    Past,
    /// The next one; a weekday after today, a day of the year today included: when something is due.
    Future,
}

/// Why a text is no day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Misread {
    /// Two readings, day first and month first.
    Ambiguous {
        /// As typed.
        text: String,
        /// Read day first.
        dmy: Date,
        /// Read month first.
        mdy: Date,
    },
    /// The calendar has no such day.
    Impossible(String),
    /// A range, a month or a year.
    NotOneDay(String),
    /// No date at all.
    Unknown(String),
}

impl fmt::Display for Misread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Misread::Ambiguous { text, dmy, mdy } => write!(f, "`{text}` may be {dmy} or {mdy}; write one of these"),
            Misread::Impossible(text) => write!(f, "the calendar has no day `{text}`"),
            Misread::NotOneDay(text) => write!(f, "`{text}` is not one day"),
            Misread::Unknown(text) => {
                write!(
                    f,
                    "`{text}` is no date; write for example `2026-11-23`, `23 Nov`, `yesterday`, `3 days ago`, `in 2 weeks` or `friday`"
                )
            }
        }
    }
}

/// The day a text means, seen from `today`.
pub fn read(text: &str, today: Date, lean: Lean) -> Result<Date, Misread> {
    let text = text.trim();
    let shown = || text.chars().take(60).collect::<String>();
    if text.len() <= 100
        && let Some(date) = relative(&text.to_lowercase(), today, lean)
    {
        return Ok(date);
    }
    match date_text::value(text) {
        Some(When::Day(date)) => Ok(date),
        Some(When::Yearless(month, day)) => in_some_year(month, day, today, lean).ok_or_else(|| Misread::Impossible(shown())),
        Some(When::Ambiguous { dmy, mdy }) => Err(Misread::Ambiguous { text: shown(), dmy, mdy }),
        Some(When::Impossible) => Err(Misread::Impossible(shown())),
        Some(When::Range(..) | When::Backwards | When::Month(..) | When::Year(_)) => Err(Misread::NotOneDay(shown())),
        None => Err(Misread::Unknown(shown())),
    }
}

/// `today`, `yesterday`, `-3d`, `+2w`, `3 days ago`, `in 2 weeks`, `friday`, `last friday`, `next week`, of lower-case text.
fn relative(text: &str, today: Date, lean: Lean) -> Option<Date> {
    if let Some(step) = text.strip_prefix(['-', '−']) {
        return Some(today.minus(step_of(step)?));
    }
    if let Some(step) = text.strip_prefix('+') {
        return Some(today.plus(step_of(step)?));
    }
    if let Some(step) = text.strip_suffix("ago") {
        return Some(today.minus(step_of(step)?));
    }
    if let Some(step) = text.strip_prefix("in ") {
        return Some(today.plus(step_of(step)?));
    }
    match text {
        "today" | "now" => return Some(today),
        "yesterday" => return Some(today.plus_days(-1)),
        "tomorrow" => return Some(today.plus_days(1)),
        _ => {}
    }
    if let Some(name) = text.strip_prefix("last ") {
        return weekday(name, today, |ahead| if ahead == 0 { -7 } else { ahead - 7 }).or_else(|| Some(today.minus(unit_of(name.trim())?)));
    }
    if let Some(name) = text.strip_prefix("next ") {
        return weekday(name, today, |ahead| if ahead == 0 { 7 } else { ahead }).or_else(|| Some(today.plus(unit_of(name.trim())?)));
    }
    let name = text.strip_prefix("this ").or_else(|| text.strip_prefix("on ")).unwrap_or(text);
    weekday(name, today, |ahead| match (lean, ahead) {
        (Lean::Past, 0) => 0,
        (Lean::Past, _) => ahead - 7,
        (Lean::Future, 0) => 7,
        (Lean::Future, _) => ahead,
    })
}

/// The weekday the whole text names, moved from today by what `choose` makes of the days it lies ahead (0 to 6).
fn weekday(text: &str, today: Date, choose: impl Fn(i64) -> i64) -> Option<Date> {
    let text = text.trim();
    let (weekday, _) = weekday_at(text.as_bytes(), 0).filter(|&(_, end)| end == text.len())?;
    let ahead = (i64::from(weekday) - i64::from(today.weekday())).rem_euclid(7);
    Some(today.plus_days(choose(ahead)))
}

/// `3d`, `3 days`, `a week`, `two months`: at most four digits.
fn step_of(text: &str) -> Option<Step> {
    let text = text.trim();
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    let (n, unit) = match len {
        0 => {
            let (word, unit) = text.split_once(' ')?;
            let words = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
            let n = if matches!(word, "a" | "an") { 1 } else { words.iter().position(|known| !word.is_empty() && *known == word)? as u32 };
            (n, unit)
        }
        1..=4 => (text.get(..len)?.parse().ok()?, text.get(len..)?),
        _ => return None,
    };
    let one = unit_of(unit.trim())?;
    // A step that leaves the calendar would stop at today.
    let step = Step { months: one.months * n, days: one.days * n };
    (step.months <= 1200).then_some(step)
}

fn unit_of(text: &str) -> Option<Step> {
    match text {
        "d" | "day" | "days" => Some(Step::days(1)),
        "w" | "wk" | "wks" | "week" | "weeks" => Some(Step::days(7)),
        "fortnight" | "fortnights" => Some(Step::days(14)),
        "m" | "mo" | "month" | "months" => Some(Step::months(1)),
        "q" | "quarter" | "quarters" => Some(Step::months(3)),
        "y" | "yr" | "year" | "years" => Some(Step::months(12)),
        _ => None,
    }
}

/// The latest or next such day of the year, today included; 29 February may be eight years away.
fn in_some_year(month: u8, day: u8, today: Date, lean: Lean) -> Option<Date> {
    (0..=8).find_map(|years| {
        let year = if lean == Lean::Past { today.year() - years } else { today.year() + years };
        let date = Date::from_ymd(year, u32::from(month), u32::from(day))?;
        let fits = if lean == Lean::Past { date <= today } else { date >= today };
        fits.then_some(date)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_seen_from_a_saturday() {
        let today = Date::parse_iso("2026-05-02").unwrap();
        for (text, past, future) in [
            ("2026-11-23", "2026-11-23", "2026-11-23"),
            ("today", "2026-05-02", "2026-05-02"),
            ("Yesterday", "2026-05-01", "2026-05-01"),
            ("tomorrow", "2026-05-03", "2026-05-03"),
            ("3 days ago", "2026-04-29", "2026-04-29"),
            ("a week ago", "2026-04-25", "2026-04-25"),
            ("two months ago", "2026-03-02", "2026-03-02"),
            ("-3d", "2026-04-29", "2026-04-29"),
            ("-1y", "2025-05-02", "2025-05-02"),
            ("+2w", "2026-05-16", "2026-05-16"),
            ("in 2 weeks", "2026-05-16", "2026-05-16"),
            ("in 10 months", "2027-03-02", "2027-03-02"),
            ("friday", "2026-05-01", "2026-05-08"),
            ("Fri", "2026-05-01", "2026-05-08"),
            ("saturday", "2026-05-02", "2026-05-09"),
            ("last friday", "2026-05-01", "2026-05-01"),
            ("last saturday", "2026-04-25", "2026-04-25"),
            ("next friday", "2026-05-08", "2026-05-08"),
            ("next saturday", "2026-05-09", "2026-05-09"),
            ("next week", "2026-05-09", "2026-05-09"),
            ("last month", "2026-04-02", "2026-04-02"),
            ("23 Nov", "2025-11-23", "2026-11-23"),
            ("nov 23", "2025-11-23", "2026-11-23"),
            ("2 May", "2026-05-02", "2026-05-02"),
            ("29 Feb", "2024-02-29", "2028-02-29"),
            ("Nov 23 2026", "2026-11-23", "2026-11-23"),
            ("23/11/2026", "2026-11-23", "2026-11-23"),
        ] {
            assert_eq!(read(text, today, Lean::Past), Ok(Date::parse_iso(past).unwrap()), "{text:?}");
            assert_eq!(read(text, today, Lean::Future), Ok(Date::parse_iso(future).unwrap()), "{text:?}");
        }
        let march = Date::parse_iso("2026-03-31").unwrap();
        assert_eq!(read("-1m", march, Lean::Past).ok(), Date::parse_iso("2026-02-28"));
    }

    #[test]
    fn what_is_no_day_is_refused() {
        let today = Date::parse_iso("2026-05-02").unwrap();
        let ambiguous = read("6/5/2026", today, Lean::Past).unwrap_err();
        assert_eq!(ambiguous.to_string(), "`6/5/2026` may be 2026-05-06 or 2026-06-05; write one of these");
        for (text, expected) in [
            ("2026-02-31", Misread::Impossible("2026-02-31".into())),
            ("2026-05", Misread::NotOneDay("2026-05".into())),
            ("2026", Misread::NotOneDay("2026".into())),
            ("2026-05-02..04", Misread::NotOneDay("2026-05-02..04".into())),
        ] {
            assert_eq!(read(text, today, Lean::Past), Err(expected), "{text:?}");
        }
        for text in
            ["", "soon", "-", "+", "ago", "in", "in ", "-99999d", "-101y", "last", "next é", "frid", "3 days", "99999999999 days ago"]
        {
            assert_eq!(read(text, today, Lean::Past), Err(Misread::Unknown(text.trim().into())), "{text:?}");
        }
    }
}
