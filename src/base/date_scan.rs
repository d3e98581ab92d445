//! One plain date, or a range written in short, at a place in a text's bytes: no brackets, marks, weekdays or times.
//! Rejects within a few bytes and never allocates. Which bytes may follow is decided here; what surrounds a date, above.

use crate::base::date::Date;
use crate::base::date_names::month_at;
use crate::base::when::When;

/// The byte at `at`, 0 past the end.
pub fn byte(bytes: &[u8], at: usize) -> u8 {
    bytes.get(at).copied().unwrap_or(0)
}

/// How many digits stand at `at`; at most 15 are counted.
pub fn digits(bytes: &[u8], at: usize) -> usize {
    bytes.get(at..).unwrap_or_default().iter().take(15).take_while(|byte| byte.is_ascii_digit()).count()
}

/// The number the `len` digits at `at` make; `len` at most 8.
pub fn number(bytes: &[u8], at: usize, len: usize) -> u32 {
    bytes.get(at..at + len).unwrap_or_default().iter().fold(0, |sum, byte| sum * 10 + u32::from(byte.wrapping_sub(b'0') % 10))
}

/// An ASCII letter or digit: what may not follow a date (format page, point 17).
pub fn is_alnum(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}

/// The first byte from `at` on that is no space, tab or no-break space.
pub fn skip_spaces(bytes: &[u8], mut at: usize) -> usize {
    loop {
        match bytes.get(at..) {
            Some([b' ' | b'\t', ..]) => at += 1,
            Some([0xC2, 0xA0, ..]) => at += 2,
            Some([0xE2, 0x80, 0xAF, ..]) => at += 3,
            _ => return at,
        }
    }
}

/// How two dates of a range are joined.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Join {
    /// `..`: a shorter end of any form may follow.
    Dots,
    /// `–` with nothing around it: a two-digit end may follow.
    Tight,
    /// ` – `, `—`, ` - `, ` to `: only a whole date follows, since `2026-05-02 - 3 people` is no range.
    Loose,
}

/// The sign of a range at `at` and where what follows begins (format page, point 18).
pub fn join_at(bytes: &[u8], at: usize) -> Option<(Join, usize)> {
    let start = skip_spaces(bytes, at);
    let (join, end) = match bytes.get(start..)? {
        [b'.', b'.', b'.', ..] => (Join::Dots, start + 3),
        [b'.', b'.', ..] => (Join::Dots, start + 2),
        [0xE2, 0x80, 0x93, next, ..] if start == at && next.is_ascii_digit() => (Join::Tight, start + 3),
        [0xE2, 0x80, 0x93 | 0x94, ..] => (Join::Loose, start + 3),
        [b'-', b' ', ..] if start > at => (Join::Loose, start + 1),
        [b't' | b'T', b'o' | b'O', b' ', ..] if start > at => (Join::Loose, start + 2),
        _ => return None,
    };
    Some((join, skip_spaces(bytes, end)))
}

/// The date at `at` and where it ends: every form of the format page, sections 3 and 4 and points 17 and 18, without what is
/// around it. A `T` with a time may follow; the caller must then read the time.
pub fn date_at(bytes: &[u8], at: usize) -> Option<(When, usize)> {
    match byte(bytes, at) {
        b'0'..=b'9' => match digits(bytes, at) {
            4 => year_first(bytes, at),
            8 => compact(bytes, at),
            1 | 2 => numeric(bytes, at).or_else(|| day_first(bytes, at)),
            _ => None,
        },
        b'A'..=b'Z' | b'a'..=b'z' => month_first(bytes, at),
        _ => None,
    }
}

/// A year a note may plausibly name without dashes: `May 2, 1000 people came` holds none.
fn plausible(year: u32) -> bool {
    (1600..=2199).contains(&year)
}

/// A year or month alone is only read from these years, since four digits may be anything.
fn recent(year: u32) -> bool {
    (1900..=2099).contains(&year)
}

/// The day, or `Impossible` when it looks like one.
fn day(year: u32, month: u32, day: u32) -> Option<When> {
    match Date::from_ymd(year as i32, month, day) {
        Some(date) => Some(When::Day(date)),
        None => plausible(year).then_some(When::Impossible),
    }
}

/// Whether a date may end at `end`: no ASCII letter or digit follows, except a `T` with a time.
fn ends(bytes: &[u8], end: usize) -> bool {
    let next = byte(bytes, end);
    !is_alnum(next) || (matches!(next, b'T' | b't') && digits(bytes, end + 1) > 0)
}

/// `2026-05-02`, `2026/5/2`, `2026.05.02`, `2026_05_02`, with a shorter end; `2026-05`; `2026`.
fn year_first(bytes: &[u8], at: usize) -> Option<(When, usize)> {
    let year = number(bytes, at, 4);
    let mark = byte(bytes, at + 4);
    let marked = matches!(mark, b'-' | b'/' | b'.' | b'_');
    let month_len = if marked { digits(bytes, at + 5) } else { 0 };
    if month_len == 0 {
        return (recent(year) && ends(bytes, at + 4)).then_some((When::Year(year as i32), at + 4));
    }
    if month_len > 2 {
        return None;
    }
    let month = number(bytes, at + 5, month_len);
    let month_end = at + 5 + month_len;
    let day_len = if byte(bytes, month_end) == mark { digits(bytes, month_end + 1) } else { 0 };
    if day_len == 0 {
        let fits = mark == b'-' && month_len == 2 && (1..=12).contains(&month) && recent(year) && ends(bytes, month_end);
        return fits.then_some((When::Month(year as i32, month as u8), month_end));
    }
    let end = month_end + 1 + day_len;
    if day_len > 2 || !ends(bytes, end) {
        return None;
    }
    let first = day(year, month, number(bytes, month_end + 1, day_len))?;
    if let When::Day(first) = first
        && let Some(range) = short_end(bytes, end, first, mark)
    {
        return Some(range);
    }
    Some((first, end))
}

/// The `..04`, `–04` or `..05-04` after a whole date.
fn short_end(bytes: &[u8], at: usize, first: Date, mark: u8) -> Option<(When, usize)> {
    let (join, start) = join_at(bytes, at)?;
    let len = digits(bytes, start);
    if !(join == Join::Dots && len == 1 || join != Join::Loose && len == 2) {
        return None;
    }
    let mut month = first.month();
    let mut day = number(bytes, start, len);
    let mut end = start + len;
    if byte(bytes, end) == mark && matches!(digits(bytes, end + 1), 1 | 2) {
        let day_len = digits(bytes, end + 1);
        month = day;
        day = number(bytes, end + 1, day_len);
        end += 1 + day_len;
    }
    let next = byte(bytes, end);
    if is_alnum(next) || matches!(next, b':' | b'/' | b'.' | b'-') && byte(bytes, end + 1).is_ascii_digit() {
        return None;
    }
    let when = match Date::from_ymd(first.year(), month, day) {
        Some(last) if last > first => When::Range(first, last),
        Some(_) => When::Backwards,
        None => When::Impossible,
    };
    Some((when, end))
}

/// `20260502`; eight digits that are no date are nothing (format page, point 17).
fn compact(bytes: &[u8], at: usize) -> Option<(When, usize)> {
    let year = number(bytes, at, 4);
    let date = Date::from_ymd(year as i32, number(bytes, at + 4, 2), number(bytes, at + 6, 2))?;
    (plausible(year) && ends(bytes, at + 8)).then_some((When::Day(date), at + 8))
}

/// `5/2/26`, `03/04/2025`, `02.05.2026`, `02-05-2026`: read by the slash rule of section 4.
fn numeric(bytes: &[u8], at: usize) -> Option<(When, usize)> {
    let len = digits(bytes, at);
    let mark = byte(bytes, at + len);
    if !matches!(mark, b'/' | b'.' | b'-') {
        return None;
    }
    let second = at + len + 1;
    let second_len = digits(bytes, second);
    let third = second + second_len + 1;
    if !matches!(second_len, 1 | 2) || byte(bytes, third - 1) != mark {
        return None;
    }
    let third_len = digits(bytes, third);
    let year = match (third_len, mark) {
        (4, _) => number(bytes, third, 4),
        (2, b'/') => 2000 + number(bytes, third, 2),
        // `1.2.10` is a version or a section; `02.05.26` is a date.
        (2, b'.') if len == 2 && second_len == 2 => 2000 + number(bytes, third, 2),
        _ => return None,
    };
    let end = third + third_len;
    if !plausible(year) || !ends(bytes, end) || byte(bytes, end) == mark && byte(bytes, end + 1).is_ascii_digit() {
        return None;
    }
    let (a, b) = (number(bytes, at, len), number(bytes, second, second_len));
    let when = match (Date::from_ymd(year as i32, b, a), Date::from_ymd(year as i32, a, b)) {
        (Some(dmy), Some(mdy)) if dmy != mdy => When::Ambiguous { dmy, mdy },
        (Some(date), _) | (_, Some(date)) => When::Day(date),
        _ if (1..=31).contains(&a) && (1..=31).contains(&b) => When::Impossible,
        _ => return None,
    };
    Some((when, end))
}

/// `2 May 2026`, `2nd of May, 2026`, `2-May-2026`, `02–04 May 2026`, `2 May`.
fn day_first(bytes: &[u8], at: usize) -> Option<(When, usize)> {
    let (first, mut at) = day_number(bytes, at)?;
    let mut last = None;
    if let Some(start) = day_join(bytes, at)
        && let Some((second, end)) = day_number(bytes, start)
    {
        last = Some(second);
        at = end;
    }
    let mut at = gap(bytes, at)?;
    if let Some([b'o' | b'O', b'f' | b'F', b' ', ..]) = bytes.get(at..) {
        at = skip_spaces(bytes, at + 2);
    }
    let (month, end) = month_at(bytes, at)?;
    match year_after(bytes, end) {
        Some((year, end)) => Some((days_of(year, month, first, last)?, end)),
        None => yearless(bytes, month, last.unwrap_or(first), end),
    }
}

/// `May 2, 2026`, `May 2nd 2026`, `Nov. 23 2026`, `May 2–4, 2026`, `May 2`.
fn month_first(bytes: &[u8], at: usize) -> Option<(When, usize)> {
    let (month, end) = month_at(bytes, at)?;
    let dot = usize::from(byte(bytes, end) == b'.');
    let (first, end) = day_number(bytes, gap(bytes, end + dot)?)?;
    if let Some(start) = day_join(bytes, end)
        && let Some((last, end)) = day_number(bytes, start)
        && let Some((year, end)) = year_after(bytes, end)
    {
        return Some((days_of(year, month, first, Some(last))?, end));
    }
    match year_after(bytes, end) {
        Some((year, end)) => Some((days_of(year, month, first, None)?, end)),
        None => yearless(bytes, month, first, end),
    }
}

/// One or two digits that may be a day of a month, with `st`, `nd`, `rd` or `th`.
fn day_number(bytes: &[u8], at: usize) -> Option<(u32, usize)> {
    let len = digits(bytes, at);
    let day = number(bytes, at, len.min(2));
    if !matches!(len, 1 | 2) || !(1..=31).contains(&day) {
        return None;
    }
    let end = at + len;
    let ordinal = bytes.get(end..end + 2).is_some_and(|two| {
        [b"st", b"nd", b"rd", b"th"].iter().any(|suffix| two.eq_ignore_ascii_case(*suffix)) && !is_alnum(byte(bytes, end + 2))
    });
    Some((day, if ordinal { end + 2 } else { end }))
}

/// The sign between two day numbers: that of any range, or a tight hyphen.
fn day_join(bytes: &[u8], at: usize) -> Option<usize> {
    if byte(bytes, at) == b'-' && byte(bytes, at + 1).is_ascii_digit() {
        return Some(at + 1);
    }
    join_at(bytes, at).map(|(_, start)| start)
}

/// The white space or single hyphen between the parts of a date in words.
fn gap(bytes: &[u8], at: usize) -> Option<usize> {
    if byte(bytes, at) == b'-' {
        return Some(at + 1);
    }
    let end = skip_spaces(bytes, at);
    (end > at).then_some(end)
}

/// The year after a day and month: a dot or comma, white space or a hyphen, four digits.
fn year_after(bytes: &[u8], at: usize) -> Option<(u32, usize)> {
    let at = at + usize::from(byte(bytes, at) == b'.');
    let start = if byte(bytes, at) == b',' { skip_spaces(bytes, at + 1) } else { gap(bytes, at)? };
    let year = number(bytes, start, 4);
    (digits(bytes, start) == 4 && plausible(year) && ends(bytes, start + 4)).then_some((year, start + 4))
}

/// The day, or the range to `last`.
fn days_of(year: u32, month: u8, first: u32, last: Option<u32>) -> Option<When> {
    let start = day(year, u32::from(month), first)?;
    let Some(last) = last else { return Some(start) };
    Some(match (start, day(year, u32::from(month), last)?) {
        (When::Day(start), When::Day(end)) if start < end => When::Range(start, end),
        (When::Day(_), When::Day(_)) => When::Backwards,
        _ => When::Impossible,
    })
}

/// A day without a year, unless the number goes on (`May 2:30`, `March 3.5 km`).
fn yearless(bytes: &[u8], month: u8, day: u32, end: usize) -> Option<(When, usize)> {
    let next = byte(bytes, end);
    if is_alnum(next) || matches!(next, b':' | b'/' | b'.') && byte(bytes, end + 1).is_ascii_digit() {
        return None;
    }
    // 2000 was a leap year: 29 February is a day.
    let when = Date::from_ymd(2000, u32::from(month), day).map_or(When::Impossible, |_| When::Yearless(month, day as u8));
    Some((when, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_end_where_they_end() {
        // The text, the length of the date in bytes; 0 for none. What the dates say is tested in `date_text`.
        for (text, len) in [
            ("2026-05-02", 10),
            ("2026-05-02日", 10),
            ("2026-05-02T14", 10),
            ("2026-05-02Tea", 0),
            ("2026-05-02..04 x", 14),
            ("2026-05-02..04:30", 10),
            ("2026-05-02–04", 15),
            ("2026-05-02–4", 10),
            ("2026-05-02 – 04", 10),
            ("2026-05-02-04", 10),
            ("2026-5-2,", 8),
            ("2026-05 x", 7),
            ("2026-05-x", 7),
            ("2026 x", 4),
            ("2026x", 0),
            ("20260502x", 0),
            ("202605021", 0),
            ("5/2/26.", 6),
            ("5/2/26/1", 0),
            ("5/2/260", 0),
            ("5.2.26", 0),
            ("05.02.26", 8),
            ("05-02-26", 0),
            ("5-2-2026", 8),
            ("2 May, 2026 x", 11),
            ("2 May, 26", 5),
            ("2 Maybe", 0),
            ("2nd May", 7),
            ("2ndMay", 0),
            ("2-4 May", 7),
            ("May 2-4", 5),
            ("May 2-4, 2026", 13),
            ("Sept. 2 2026", 12),
            ("0 May 2026", 0),
            ("", 0),
        ] {
            assert_eq!(date_at(text.as_bytes(), 0).map_or(0, |(_, end)| end), len, "{text:?}");
        }
        assert_eq!(date_at(b"2026", 9), None);
    }

    #[test]
    fn signs_of_a_range() {
        for (text, expected) in [
            ("..x", Some((Join::Dots, 2))),
            (" .. x", Some((Join::Dots, 4))),
            ("–4", Some((Join::Tight, 3))),
            (" – x", Some((Join::Loose, 5))),
            ("—x", Some((Join::Loose, 3))),
            (" - x", Some((Join::Loose, 3))),
            (" to x", Some((Join::Loose, 4))),
            ("-x", None),
            ("to x", None),
            (" -x", None),
            (" today", None),
            ("", None),
        ] {
            assert_eq!(join_at(text.as_bytes(), 0), expected, "{text:?}");
        }
    }
}
