//! Dates in file names where no configured format applies (format page, section 5). Owns which names make a daily note and
//! which are merely dated.

use crate::base::clock_scan::compact_clock;
use crate::base::date::Date;
use crate::base::date_names::month_at;
use crate::base::date_scan::{byte, date_at, digits, number};
use crate::base::date_text;
use crate::base::when::When;

/// The day of a daily note by its path, without extension: the stem is a date alone or with a weekday, a time or one word
/// (`2026-05-02 Sat`, `Diary-20260502`), or `02` under `2026/05/`. Ranges and dates with two readings make none.
pub fn daily(path: &str) -> Option<Date> {
    let mut segments = path.rsplit('/');
    let stem = segments.next()?.trim();
    alone(stem).or_else(|| with_word(stem)).or_else(|| under_month(stem, segments.next()?, segments.next()?))
}

/// The first valid date anywhere in a file's stem; of a range its last day. Eight digits must not touch further digits unless
/// these are a time: 12 or 14 digits in all.
pub fn dated(stem: &str) -> Option<Date> {
    let bytes = stem.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let first = byte(bytes, at);
        let after_letter = at.checked_sub(1).is_some_and(|before| byte(bytes, before).is_ascii_alphabetic());
        if first.is_ascii_digit() {
            let run = bytes.iter().skip(at).take_while(|byte| byte.is_ascii_digit()).count();
            let found = match run {
                4 => full(bytes, at),
                8 | 12 | 14 => compact(bytes, at, run),
                1 | 2 if !after_letter => plain(bytes, at),
                _ => None,
            };
            if found.is_some() {
                return found;
            }
            at += run;
        } else {
            if first.is_ascii_alphabetic()
                && !after_letter
                && let Some(date) = plain(bytes, at)
            {
                return Some(date);
            }
            at += 1;
        }
    }
    None
}

/// The stem as one date.
fn alone(stem: &str) -> Option<Date> {
    match date_text::bare(stem)? {
        When::Day(date) => Some(date),
        _ => None,
    }
}

/// A date after or before one word, `-`, `_`, a dot, a comma or white space between them.
fn with_word(stem: &str) -> Option<Date> {
    let is_sign = |char: char| char.is_whitespace() || matches!(char, '-' | '_' | '.' | ',' | '–' | '—');
    let word = |text: &str| !text.is_empty() && text.chars().all(char::is_alphabetic);
    if let Some((first, rest)) = stem.split_once(is_sign)
        && word(first)
    {
        return alone(rest.trim_start_matches(is_sign));
    }
    let (rest, last) = stem.rsplit_once(is_sign)?;
    if word(last) { alone(rest.trim_end_matches(is_sign)) } else { None }
}

/// `2026/05/02`, `2026/05-May/02`, `2026/2026-05/02`.
fn under_month(stem: &str, month: &str, year: &str) -> Option<Date> {
    let year = (year.len() == 4).then(|| whole_number(year)).flatten()?;
    let day = (stem.len() <= 2).then(|| whole_number(stem)).flatten()?;
    let month = month.strip_prefix(&format!("{year:04}-")).unwrap_or(month);
    let bytes = month.as_bytes();
    let len = digits(bytes, 0);
    let value = number(bytes, 0, len.min(2));
    let named = || {
        matches!(byte(bytes, len), b'-' | b' ' | b'_' | b'.')
            && month_at(bytes, len + 1).is_some_and(|(named, _)| u32::from(named) == value)
    };
    if !matches!(len, 1 | 2) || !(bytes.len() == len || named()) {
        return None;
    }
    Date::from_ymd(year as i32, value, day)
}

fn whole_number(text: &str) -> Option<u32> {
    let len = digits(text.as_bytes(), 0);
    ((1..=4).contains(&len) && len == text.len()).then(|| number(text.as_bytes(), 0, len))
}

/// `2026-05-02` in any of its spellings, whatever but a digit behind it: names are run together (`2026-05-02Meeting`).
fn full(bytes: &[u8], at: usize) -> Option<Date> {
    if let Some(date) = plain(bytes, at) {
        return Some(date);
    }
    let mark = byte(bytes, at + 4);
    let fits = matches!(mark, b'-' | b'.' | b'_' | b' ')
        && digits(bytes, at + 5) == 2
        && byte(bytes, at + 7) == mark
        && digits(bytes, at + 8) == 2;
    if fits { Date::from_ymd(number(bytes, at, 4) as i32, number(bytes, at + 5, 2), number(bytes, at + 8, 2)) } else { None }
}

/// `20260502`, alone or with a time of four or six digits.
fn compact(bytes: &[u8], at: usize, run: usize) -> Option<Date> {
    if run > 8 && compact_clock(bytes, at + 8).is_none() {
        return None;
    }
    let year = number(bytes, at, 4);
    let date = Date::from_ymd(year as i32, number(bytes, at + 4, 2), number(bytes, at + 6, 2))?;
    (1600..=2199).contains(&year).then_some(date)
}

/// The date at `at` by the rules of text.
fn plain(bytes: &[u8], at: usize) -> Option<Date> {
    match date_at(bytes, at)?.0 {
        When::Day(date) | When::Range(_, date) => Some(date),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_daily_notes() {
        for path in [
            "2026-05-02",
            "20260502",
            "2026.05.02",
            "2026_05_02",
            "2 May 2026",
            "Daily/2026-05-02",
            "2026/05/02",
            "Journal/2026/05/02",
            "2026/5/2",
            "2026/05/2026-05-02",
            "2026/05-May/02",
            "2026/2026-05/02",
            "2026-05-02 Sat",
            "Sat 2026-05-02",
            "2026-05-02-Saturday",
            "2026-05-02 1430",
            "2026-05-02T1430",
            "Diary-20260502",
            "Diary 2026-05-02",
            "Tagebuch_2026-05-02",
            "2026-05-02 standup",
            "2026-05-02_notes",
            "日記 2026-05-02",
        ] {
            assert_eq!(daily(path), Date::parse_iso("2026-05-02"), "{path:?}");
        }
        for path in [
            "",
            "Ana",
            "02",
            "05/02",
            "2026/02",
            "x/05/02",
            "2026/13/02",
            "2026/02/31",
            "2026/05-June/02",
            "2026/05x/02",
            "2026",
            "2026-05",
            "2026-W18",
            "2026-02-31",
            "2026-05-02..04",
            "2026-05-02 Ideas about",
            "My Diary 2026-05-02",
            "202605021430",
            "Invoice 123 2026-05-02",
            "2026-05-02 Ideas/Plan",
            "é/é/é",
        ] {
            assert_eq!(daily(path), None, "{path:?}");
        }
    }

    #[test]
    fn names_that_hold_a_date() {
        for stem in [
            "2026-05-02 Ideas about",
            "Invoice 2026-05-02 (2)",
            "IMG_20260502_143000",
            "202605021430",
            "20260502143000 Zettel",
            "Ideas 2026_05_02",
            "2026-05-02Meeting",
            "Notes of 2 May 2026 with Ana",
            "May 2, 2026 call",
            "2026-02-31 moved to 2026-05-02",
            "v2 2026-05-02",
            "99999999 2026.05.02",
            "20260502T1430 call",
            "scan20260502",
            "Trip 2026-04-30..05-02",
        ] {
            assert_eq!(dated(stem), Date::parse_iso("2026-05-02"), "{stem:?}");
        }
        for stem in [
            "",
            "Ana",
            "2026",
            "2026-05",
            "2026050212",
            "202605029960",
            "120260502",
            "2026-02-31",
            "03/04/2025",
            "2026-05-021",
            "é",
            "2 May",
        ] {
            assert_eq!(dated(stem), None, "{stem:?}");
        }
    }
}
