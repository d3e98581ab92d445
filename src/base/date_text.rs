//! Dates in text, read without knowing any setting: at the start of a line, as a whole value, at the end of a heading, after a
//! task sign (format page, sections 3 to 5 and points 15 to 20). Owns which places hold a date and what may stand before it.
//! Where the page is silent: a year alone is a date only before a separator or the end (`2026 was a good year` is not) and
//! between 1900 and 2099; a `May 2026` is none; `02-05-2026` follows the slash rule; a short end after `-` or `to` is none.

use crate::base::clock_scan::clock_after_t;
use crate::base::date_names::{month_at, weekday_at};
use crate::base::date_scan::{byte, date_at, digits, skip_spaces};
use crate::base::date_stamp::{self, Stamp, skip_separators, stamp_at};
use crate::base::when::When;

/// A date found in a text, with byte offsets into it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Found {
    /// What the date says.
    pub when: When,
    /// The first byte of the date as written, brackets and marks included.
    pub start: usize,
    /// One past its last byte, a weekday, a clock time and closing marks included.
    pub end: usize,
    /// Where the entry's own text goes on, behind separators.
    pub rest: usize,
}

/// The date a source line begins with. Bullets, checkboxes, heading and quote marks are the caller's to strip; a leading table
/// bar, emoji and invisible characters are skipped here. A link whose target is no bare date gives `None`.
pub fn leading(text: &str) -> Option<Found> {
    let mut at = skip_signs(text, 0);
    if byte(text.as_bytes(), at) == b'|' {
        at = skip_signs(text, at + 1);
    }
    // Most lines end here: no date begins with another byte or word.
    let bytes = text.as_bytes();
    let may_begin = match byte(bytes, at) {
        b'0'..=b'9' | b'[' | b'(' | b'*' | b'_' => true,
        b'a'..=b'z' | b'A'..=b'Z' => month_at(bytes, at).is_some() || weekday_at(bytes, at).is_some(),
        _ => false,
    };
    if !may_begin {
        return None;
    }
    let stamp = stamp_at(text, at).filter(|stamp| stands(text, stamp))?;
    Some(Found { when: stamp.when, start: stamp.start, end: stamp.end, rest: skip_separators(text.as_bytes(), stamp.end) })
}

/// The date the whole text is, alone or with a weekday or a time, in any form: a table cell, a link's target, a file's stem.
pub fn bare(text: &str) -> Option<When> {
    // Names have no digits, and no date is without.
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let text = text.trim_end_matches(is_blank);
    date_stamp::whole(text.get(skip_signs(text, 0)..)?, 0)
}

/// A front matter value that is a date: as `bare`, quotes around it dropped. A datetime gives the day as written, whatever its zone.
pub fn value(text: &str) -> Option<When> {
    bare(unquoted(text))
}

/// The date a value begins with, such as `2026-05-02 (coffee)`.
pub fn begins(text: &str) -> Option<When> {
    leading(unquoted(text)).map(|found| found.when)
}

/// The one full date a heading ends with, in parentheses or not: `Coffee (2026-05-02)`. `rest` is the end.
pub fn trailing(text: &str) -> Option<Found> {
    /// No date, link brackets included, is longer.
    const WINDOW: usize = 120;
    let len = text.trim_end_matches(is_blank).len();
    let text = text.get(..len)?;
    let bytes = text.as_bytes();
    let first = len.saturating_sub(WINDOW);
    if !bytes.iter().skip(first).any(u8::is_ascii_digit) {
        return None;
    }
    (first..len).filter(|&at| text.is_char_boundary(at) && may_begin(bytes, at)).find_map(|at| {
        let stamp = stamp_at(text, at).filter(|stamp| !stamp.open && stamp.end == len)?;
        let full = matches!(stamp.when, When::Day(_) | When::Range(..) | When::Impossible | When::Ambiguous { .. } | When::Backwards);
        full.then_some(Found { when: stamp.when, start: stamp.start, end: len, rest: len })
    })
}

/// The ISO date (`2026-05-09`, `2026-5-9`, also as a wikilink, also with a `T` and a time) at the start of what follows a task
/// sign, after spaces and U+FE0F, and the bytes it took with them. An impossible day is read as such.
pub fn day_after(text: &str) -> Option<(When, usize)> {
    let bytes = text.as_bytes();
    let mut at = skip_spaces(bytes, 0);
    while let Some([0xEF, 0xB8, 0x8F, ..]) = bytes.get(at..) {
        at = skip_spaces(bytes, at + 3);
    }
    if let Some([b'[', b'[', ..]) = bytes.get(at..) {
        let link = stamp_link(text, at)?;
        return matches!(link.0, When::Day(_) | When::Impossible).then_some(link);
    }
    if digits(bytes, at) != 4 || byte(bytes, at + 4) != b'-' {
        return None;
    }
    let (when, end) = date_at(bytes, at)?;
    let end = match byte(bytes, end) {
        b'T' | b't' => clock_after_t(bytes, end + 1)?,
        _ => end,
    };
    match when {
        When::Day(_) | When::Impossible => Some((when, end)),
        _ => None,
    }
}

/// The wikilink at `at`, without weekday or time behind it.
fn stamp_link(text: &str, at: usize) -> Option<(When, usize)> {
    let inner = text.get(at + 2..)?;
    // A date's link is short.
    let close = memchr::memmem::find(inner.as_bytes().get(..inner.len().min(200))?, b"]]")?;
    let name = inner.get(..close)?.split('|').next()?;
    Some((date_stamp::target(name)?, at + 2 + close + 2))
}

/// Whether a line that begins so begins with a date: a year or month alone needs a separator or the end behind it, and `2 may`
/// without a year a capital, since it is a word as well.
fn stands(text: &str, stamp: &Stamp) -> bool {
    let bytes = text.as_bytes();
    match stamp.when {
        When::Month(..) => {
            let next = text.get(stamp.end..).and_then(|rest| rest.chars().next());
            next.is_none_or(|next| next.is_whitespace() || matches!(next, ':' | '—' | '–' | '·' | '|' | '=' | ',' | ';' | ')' | ']' | '*'))
        }
        When::Year(_) => year_stands(bytes, stamp.end),
        When::Yearless(..) => bytes.get(stamp.start..stamp.end).is_some_and(|written| written.iter().any(u8::is_ascii_uppercase)),
        _ => true,
    }
}

/// Whether a separator or the end follows the year that ends at `end`, and not a second year (`2019 – 2023`).
fn year_stands(bytes: &[u8], end: usize) -> bool {
    let next = skip_spaces(bytes, end);
    let separated = match bytes.get(next..).unwrap_or_default() {
        [] | [b'|' | b'=' | b'\n' | b'\r', ..] | [0xC2, 0xB7, ..] | [0xE2, 0x80, 0x93 | 0x94, ..] => true,
        // `2001:db8::1` is an address.
        [b':', after @ ..] => !after.first().is_some_and(u8::is_ascii_alphanumeric),
        [b',', ..] => next == end,
        [b'-'] | [b'-', b' ', ..] => next > end,
        _ => false,
    };
    let text = skip_separators(bytes, next);
    separated && !(text > next && digits(bytes, text) == 4)
}

/// Whether a date at the end of a text may begin at `at`: nothing before it makes it a part of something longer.
fn may_begin(bytes: &[u8], at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    match byte(bytes, before) {
        b' ' | b'\t' | b'(' | b'[' | b'*' | b'_' | b':' | b',' | b'|' | b';' => true,
        b'-' => before.checked_sub(1).is_none_or(|at| !byte(bytes, at).is_ascii_digit()),
        other => other >= 0x80,
    }
}

/// The first byte from `at` on that is no white space, invisible character or emoji.
fn skip_signs(text: &str, mut at: usize) -> usize {
    loop {
        match byte(text.as_bytes(), at) {
            b' ' | b'\t' | b'\r' | b'\n' => at += 1,
            0x80.. => match text.get(at..).and_then(|rest| rest.chars().next()) {
                Some(next) if is_blank(next) || is_emoji(next) => at += next.len_utf8(),
                _ => return at,
            },
            _ => return at,
        }
    }
}

/// White space and the format characters that show nothing.
fn is_blank(char: char) -> bool {
    char.is_whitespace()
        || matches!(char, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}')
        || matches!(char, '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// Pictographs, arrows and the parts emoji are joined from. Dashes and middle dots are none.
fn is_emoji(char: char) -> bool {
    matches!(char, '\u{2190}'..='\u{21FF}' | '\u{2300}'..='\u{23FF}' | '\u{25A0}'..='\u{27BF}' | '\u{2900}'..='\u{297F}')
        || matches!(char, '\u{2B00}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}' | '\u{E0020}'..='\u{E007F}')
}

/// The text without white space and quotes around it.
fn unquoted(text: &str) -> &str {
    text.trim_matches(|char| is_blank(char) || matches!(char, '"' | '\'' | '“' | '”'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::date::Date;

    fn date(text: &str) -> Date {
        Date::parse_iso(text).unwrap()
    }

    fn day(text: &str) -> Option<When> {
        Some(When::Day(date(text)))
    }

    fn range(first: &str, last: &str) -> Option<When> {
        Some(When::Range(date(first), date(last)))
    }

    fn either(dmy: &str, mdy: &str) -> Option<When> {
        Some(When::Ambiguous { dmy: date(dmy), mdy: date(mdy) })
    }

    #[test]
    fn lines_that_begin_with_the_second_of_may() {
        // The line; what follows the date. The forms of section 4, and point 17.
        for (line, rest) in [
            ("2026-05-02 call: asked about the new job", "call: asked about the new job"),
            ("[[2026-05-02]] — coffee", "coffee"),
            ("2026-05-02: coffee", "coffee"),
            ("[[Daily/2026-05-02|2026-05-02]] call", "call"),
            ("[[Daily/2026-05-02\\|2026-05-02]] call", "call"),
            ("[[2026-05-02#Heading]] call", "call"),
            ("[[2026-05-02.md]] call", "call"),
            ("[[2026/05/02]] call", "call"),
            ("[[ 2026-05-02 ]] call", "call"),
            ("[[2026-05-02 Sat]] call", "call"),
            ("[[2026-05-02 1430]] call", "call"),
            ("[[2026-05-02|yesterday]] call", "call"),
            ("2026-05-02 · slack · asked about X", "slack · asked about X"),
            ("**2026-05-02** (email) sent the paper", "(email) sent the paper"),
            ("2026-05-02 | demo call", "demo call"),
            ("**2026-05-02:** lunch", "lunch"),
            ("**2026-05-02** - lunch", "lunch"),
            ("**2026-05-02 –** lunch", "lunch"),
            ("**2026-05-02 Lunch with Ana**", "Lunch with Ana**"),
            ("__2026-05-02__ lunch", "lunch"),
            ("***2026-05-02*** lunch", "lunch"),
            ("**[[2026-05-02]]**: lunch", "lunch"),
            ("([[2026-05-02]]) lunch", "lunch"),
            ("[[2026-05-02]] 14:30 - Meeting", "Meeting"),
            ("2026-05-02 Coffee", "Coffee"),
            ("May 2, 2026 - 1 on 1", "1 on 1"),
            ("2 May 2026 — call", "call"),
            ("2nd May 2026 call", "call"),
            ("2nd of May, 2026: call", "call"),
            ("2 may 2026 call", "call"),
            ("2-May-2026 call", "call"),
            ("May 2nd 2026 call", "call"),
            ("MAY 2, 2026 call", "call"),
            ("2026-05-02 14:30 call", "call"),
            ("2026-05-02 2pm call", "call"),
            ("2026-05-02 2:30 PM: call", "call"),
            ("2026-05-02 at 14:30 call", "call"),
            ("2026-05-02, 14:30-15:00 call", "call"),
            ("2026-05-02 14:30 – 15:00 call", "call"),
            ("2026-05-02 (14:30) call", "call"),
            ("2026-05-02T14:30 call", "call"),
            ("2026-05-02T14:30:00.000Z call", "call"),
            ("2026-05-02T23:30:00+02:00 call", "call"),
            ("2026-05-02T1430 call", "call"),
            ("20260502T143000Z call", "call"),
            ("Sat 2026-05-02, call", "call"),
            ("Sat, 2 May 2026 14:30:00 +0200 call", "call"),
            ("Saturday, 2 May 2026: call", "call"),
            ("Sat [[2026-05-02]] call", "call"),
            ("2026-05-02 Sat call", "call"),
            ("2026-05-02 (Sat) call", "call"),
            ("2026-05-02 Sat 14:30 call", "call"),
            ("2026-05-02 14:30 Saturday call", "call"),
            ("2026-05-02, Saturday: call", "call"),
            ("2026-05-02-Sat call", "call"),
            ("2026-05-02 Fri: call", "call"),
            ("| 2026-05-02 | Call | topics | notes |", "Call | topics | notes |"),
            ("|2026-05-02|Call|", "Call|"),
            ("2026.05.02 call", "call"),
            ("2026/05/02 call", "call"),
            ("2026-5-2 call", "call"),
            ("2026_05_02 call", "call"),
            ("20260502 call", "call"),
            ("2026-05-02 = lunch (no bullet)", "lunch (no bullet)"),
            ("(2026-05-02) text", "text"),
            ("(Sat 2026-05-02) text", "text"),
            ("[2026-05-02] text", "text"),
            ("*2026-05-02* text", "text"),
            ("_2026-05-02_ text", "text"),
            ("[2026-05-02](2026-05-02.md) text", "text"),
            ("[2026-05-02](<Daily/2026-05-02.md>) text", "text"),
            ("[Saturday](../Daily/2026-05-02.md#Log) text", "text"),
            ("[2026-05-02](2026-05-02%20Sat.md) text", "text"),
            ("[2026-05-02](https://example.com/meet) text", "text"),
            ("☕ 2026-05-02 coffee", "coffee"),
            ("❤️ 2026-05-02 coffee", "coffee"),
            ("👩\u{200D}💻2026-05-02 coffee", "coffee"),
            ("\u{FEFF}\u{200B}2026-05-02 coffee", "coffee"),
            ("\u{A0}2026-05-02\u{A0}coffee", "coffee"),
            ("2026-05-02\u{FE0F} coffee", "coffee"),
            ("2026-05-02日 コーヒー", "日 コーヒー"),
            ("2026-05-02é", "é"),
            ("2026-05-02. Coffee", "Coffee"),
            ("2026-05-02", ""),
            ("2026-05-02 - ", ""),
            // What follows is text, not a part of the date.
            ("2026-05-02 sat with Ana", "sat with Ana"),
            ("2026-05-02 Sunday roast", "Sunday roast"),
            ("2026-05-02 Satisfied", "Satisfied"),
            ("2026-05-02 - 3 people came", "3 people came"),
            ("2026-05-02 – 10 people came", "10 people came"),
            ("2026-05-02 to 3 people", "to 3 people"),
            ("2026-05-02 25:30 x", "25:30 x"),
            ("2026-05-02 14 days later", "14 days later"),
            ("2026-05-02 **call** today", "**call** today"),
            ("2026-05-02 — [[2026-05-01]] follow-up", "[[2026-05-01]] follow-up"),
            ("2026-05-02 – 14:30 call", "14:30 call"),
            ("2026-05-02 (email) sent", "(email) sent"),
        ] {
            let found = leading(line).unwrap_or_else(|| panic!("{line:?}"));
            assert_eq!(Some(found.when), day("2026-05-02"), "{line:?}");
            assert_eq!(line.get(found.rest..), Some(rest), "{line:?}");
            assert!(line.get(found.start..found.end).is_some() && found.end <= found.rest, "{line:?}");
        }
    }

    #[test]
    fn other_dates_lines_begin_with() {
        for (line, when) in [
            ("23 Nov 2026 call", day("2026-11-23")),
            ("Nov 23 2026 call", day("2026-11-23")),
            ("Nov. 23, 2026 call", day("2026-11-23")),
            ("1 Sept 2026", day("2026-09-01")),
            ("29 Feb 2024", day("2024-02-29")),
            ("2026-05-02 – 2026-05-04 Oslo", range("2026-05-02", "2026-05-04")),
            ("2026-05-02 - 2026-05-04 Oslo", range("2026-05-02", "2026-05-04")),
            ("2026-05-02—2026-05-04", range("2026-05-02", "2026-05-04")),
            ("2026-05-02–2026-05-04", range("2026-05-02", "2026-05-04")),
            ("2026-05-02..2026-05-04", range("2026-05-02", "2026-05-04")),
            ("2026-05-02 to 2026-05-04", range("2026-05-02", "2026-05-04")),
            ("2026-05-02..04 Oslo", range("2026-05-02", "2026-05-04")),
            ("2026-05-02..4", range("2026-05-02", "2026-05-04")),
            ("2026-05-02–04 Oslo", range("2026-05-02", "2026-05-04")),
            ("2026-04-30..05-02", range("2026-04-30", "2026-05-02")),
            ("2026/04/30..05/02", range("2026-04-30", "2026-05-02")),
            ("02–04 May 2026", range("2026-05-02", "2026-05-04")),
            ("2-4 May 2026", range("2026-05-02", "2026-05-04")),
            ("2 – 4 May 2026 Oslo", range("2026-05-02", "2026-05-04")),
            ("2nd to 4th May 2026", range("2026-05-02", "2026-05-04")),
            ("May 2–4, 2026", range("2026-05-02", "2026-05-04")),
            ("30 April – 2 May 2026", range("2026-04-30", "2026-05-02")),
            ("April 30 – May 2, 2026", range("2026-04-30", "2026-05-02")),
            ("30 Dec – 2 Jan 2027", range("2026-12-30", "2027-01-02")),
            ("[[2026-05-02]] – [[2026-05-04]] Oslo", range("2026-05-02", "2026-05-04")),
            ("Sat 2026-05-02 – Mon 2026-05-04", range("2026-05-02", "2026-05-04")),
            ("2026-05-02 22:00 – 2026-05-03 01:00 party", range("2026-05-02", "2026-05-03")),
            ("2026-05-02 14:30 – 2026-05-02 15:30", day("2026-05-02")),
            ("(2026-05-02 – 2026-05-04) Oslo", range("2026-05-02", "2026-05-04")),
            ("2026-04-30..02", Some(When::Backwards)),
            ("2026-05-02..02", Some(When::Backwards)),
            ("04–02 May 2026", Some(When::Backwards)),
            ("2026-05-04 – 2026-05-02", Some(When::Backwards)),
            ("2026-04-30..31", Some(When::Impossible)),
            ("2026-05-02 – 2026-02-31", Some(When::Impossible)),
            ("2026-05: moved", Some(When::Month(2026, 5))),
            ("2026-05 moved", Some(When::Month(2026, 5))),
            ("2026-05", Some(When::Month(2026, 5))),
            ("2026: moved", Some(When::Year(2026))),
            ("2026 — moved", Some(When::Year(2026))),
            ("2026 - moved", Some(When::Year(2026))),
            ("**2026**", Some(When::Year(2026))),
            ("2026", Some(When::Year(2026))),
            ("13/5/26 call", day("2026-05-13")),
            ("5/13/26 call", day("2026-05-13")),
            ("5/2/26 call", either("2026-02-05", "2026-05-02")),
            ("03/04/2025", either("2025-04-03", "2025-03-04")),
            ("03/03/2025", day("2025-03-03")),
            ("02.05.2026 call", either("2026-05-02", "2026-02-05")),
            ("23.05.2026 call", day("2026-05-23")),
            ("23.05.26 call", day("2026-05-23")),
            ("23-05-2026 call", day("2026-05-23")),
            ("31/02/2025", Some(When::Impossible)),
            ("2026-02-31 call", Some(When::Impossible)),
            ("2026-02-29", Some(When::Impossible)),
            ("2026-13-01", Some(When::Impossible)),
            ("[[2026-02-31]] call", Some(When::Impossible)),
            ("31 February 2026", Some(When::Impossible)),
            ("February 30, 2026", Some(When::Impossible)),
            ("31 February", Some(When::Impossible)),
            ("2 May: call", Some(When::Yearless(5, 2))),
            ("May 2 call", Some(When::Yearless(5, 2))),
            ("Sat 2 May call", Some(When::Yearless(5, 2))),
            ("29 Feb", Some(When::Yearless(2, 29))),
            ("May 2, 1000 people", Some(When::Yearless(5, 2))),
        ] {
            assert_eq!(leading(line).map(|found| found.when), when, "{line:?}");
        }
    }

    #[test]
    fn lines_that_begin_with_no_date() {
        for line in [
            "",
            " ",
            "call 2026-05-02",
            "2026 was a good year",
            "2026-05-02abc",
            "2026-05-0212",
            "2026-05-021",
            "2026-05-02Tea",
            "2026-05-02T99:99",
            "2026-W18 plans",
            "2026-122",
            "2026-45 x",
            "2026-05/02",
            "2026.5",
            "2001:db8::1",
            "1234: code",
            "0001-05 x",
            "20261302",
            "12345678 call",
            "20260231",
            "202605021430",
            "2026050",
            "1234-56-78",
            "0000-00-00",
            "2019-2023 Acme",
            "2019 – 2023 Acme",
            "45/67/2025",
            "1.2.10 Scope",
            "10.10.10.10",
            "5/2 cup",
            "32 May 2026",
            "2 may be enough",
            "may 2",
            "Maybe 2026-05-02",
            "March on",
            "May",
            "May 2:30",
            "May 2026",
            "Sat on the pier",
            "Saturday",
            "Sat, with Ana 2026-05-02",
            "[ ] 2026-05-02",
            "[x] call",
            "[^1]: note",
            "[[Ana]] 2026-05-02",
            "[[2026-05-02",
            "[[]] x",
            "[[#2026-05-02]]",
            "[[2026-05-02 Ideas about]]",
            "[2026-05-02](Projects/Plan.md) x",
            "[Ana](Ana.md) 2026-05-02",
            "[Ana](https://example.com/2026-05-02)",
            "(call 2026-05-02)",
            "(2026-05-02 call",
            "****2026-05-02",
            "* 2026-05-02",
            "**call** 2026-05-02",
            "`2026-05-02` x",
            "~~2026-05-02~~ x",
            "привет 2026-05-02",
            "日本語 2026-05-02",
            "🎉🎉🎉",
            "\u{FE0F}",
            "||2026-05-02",
            "-2026-05-02",
            "/2026-05-02",
            "[[[[[[[[2026-05-02",
            "((((((((2026-05-02))))))))",
        ] {
            assert_eq!(leading(line), None, "{line:?}");
        }
    }

    #[test]
    fn where_the_date_stands() {
        for (line, written) in [
            ("**2026-05-02** (email) sent", "**2026-05-02**"),
            ("**2026-05-02:** lunch", "**2026-05-02:**"),
            ("☕ Sat [[2026-05-02]] 14:30 — x", "Sat [[2026-05-02]] 14:30"),
            ("| 2026-05-02 | x", "2026-05-02"),
            ("**2026-05-02 Lunch**", "2026-05-02"),
            ("2026-05-02 – 2026-05-04: x", "2026-05-02 – 2026-05-04"),
        ] {
            let found = leading(line).unwrap();
            assert_eq!(line.get(found.start..found.end), Some(written), "{line:?}");
        }
    }

    #[test]
    fn whole_texts() {
        for (text, when) in [
            ("2026-05-02", day("2026-05-02")),
            ("  2026-05-02\u{200B} ", day("2026-05-02")),
            ("20260502", day("2026-05-02")),
            ("2026-05-02 Sat", day("2026-05-02")),
            ("2026-05-02 Fri", day("2026-05-02")),
            ("2026-05-02-Saturday", day("2026-05-02")),
            ("2026-05-02 - Saturday", day("2026-05-02")),
            ("2026-05-02_Sat", day("2026-05-02")),
            ("Sat 2026-05-02", day("2026-05-02")),
            ("Sat-2026-05-02", day("2026-05-02")),
            ("2026-05-02 14:30", day("2026-05-02")),
            ("2026-05-02 1430", day("2026-05-02")),
            ("2026-05-02_14-30-05", day("2026-05-02")),
            ("2026-05-02T14:30", day("2026-05-02")),
            ("[[2026-05-02]]", day("2026-05-02")),
            ("**2026-05-02**", day("2026-05-02")),
            ("2 May 2026", day("2026-05-02")),
            ("april 7", Some(When::Yearless(4, 7))),
            ("2026", Some(When::Year(2026))),
            ("2026-05", Some(When::Month(2026, 5))),
            ("2026-05-02..04", range("2026-05-02", "2026-05-04")),
            ("2026-05-02 call", None),
            ("2026-05-02 Ideas about", None),
            ("**2026-05-02", None),
            ("2026-05-02,", None),
            ("call", None),
            ("| 2026-05-02", None),
            ("", None),
        ] {
            assert_eq!(bare(text), when, "{text:?}");
        }
    }

    #[test]
    fn front_matter_values() {
        for (text, when) in [
            ("2026-05-02T14:30:00.000Z", day("2026-05-02")),
            ("2026-05-02T23:59:59+02:00", day("2026-05-02")),
            ("2026-05-02T14:30:00-05:00", day("2026-05-02")),
            ("2026-05-02 14:30:00 +02:00", day("2026-05-02")),
            ("2026-05-02 14:30:42.10 -5", day("2026-05-02")),
            ("2026-05-02, 14:30", day("2026-05-02")),
            ("Sat May 02 2026 14:30:00 GMT+0200", day("2026-05-02")),
            ("\"[[2026-05-02]]\"", day("2026-05-02")),
            ("[[Daily/2026-05-02|then]]", day("2026-05-02")),
            (" '2026-05-02' ", day("2026-05-02")),
            ("never", None),
            ("", None),
            ("2026-05-02 coffee", None),
            ("3580 AS", None),
            ("circa 1800", None),
        ] {
            assert_eq!(value(text), when, "{text:?}");
        }
        assert_eq!(begins("\"2026-05-02 (coffee)\""), day("2026-05-02"));
        assert_eq!(begins("coffee 2026-05-02"), None);
    }

    #[test]
    fn headings_that_end_with_a_date() {
        for (text, when, before) in [
            ("Coffee (2026-05-02)", day("2026-05-02"), "Coffee "),
            ("Coffee 2026-05-02 ", day("2026-05-02"), "Coffee "),
            ("Coffee – Sat 2 May 2026", day("2026-05-02"), "Coffee – "),
            ("Coffee, May 2, 2026", day("2026-05-02"), "Coffee, "),
            ("Coffee [[Daily/2026-05-02|2026-05-02]]", day("2026-05-02"), "Coffee "),
            ("Coffee **2026-05-02**", day("2026-05-02"), "Coffee "),
            ("Coffee 2026-05-02 14:30", day("2026-05-02"), "Coffee "),
            ("Oslo 2026-05-02 – 2026-05-04", range("2026-05-02", "2026-05-04"), "Oslo "),
            ("Oslo 2–4 May 2026", range("2026-05-02", "2026-05-04"), "Oslo "),
            ("Coffee (2026-02-31)", Some(When::Impossible), "Coffee "),
            ("コーヒー2026-05-02", day("2026-05-02"), "コーヒー"),
            ("Coffee (5/2/26)", either("2026-02-05", "2026-05-02"), "Coffee "),
        ] {
            let found = trailing(text);
            assert_eq!(found.map(|found| found.when), when, "{text:?}");
            assert_eq!(text.get(..found.unwrap().start), Some(before), "{text:?}");
        }
        for text in
            ["", "Coffee", "Plans for 2026", "Plans 2026-05", "Coffee 2 May", "Coffee 2026-05-02 talk", "v2026-05-02", "a/2026-05-02"]
        {
            assert_eq!(trailing(text), None, "{text:?}");
        }
    }

    #[test]
    fn dates_after_a_task_sign() {
        for (text, expected) in [
            (" 2026-05-09 #x", day("2026-05-09").map(|when| (when, 11))),
            ("2026-05-09", day("2026-05-09").map(|when| (when, 10))),
            ("\u{FE0F} 2026-05-09", day("2026-05-09").map(|when| (when, 14))),
            (" [[2026-05-09]] x", day("2026-05-09").map(|when| (when, 15))),
            ("2026-05-09T10:00 x", day("2026-05-09").map(|when| (when, 16))),
            (" 2026-02-31", Some((When::Impossible, 11))),
            ("2026-05-09)", day("2026-05-09").map(|when| (when, 10))),
            ("2026-05", None),
            ("20260509", None),
            ("tomorrow", None),
            ("2026-05-09x", None),
            ("[[Ana]]", None),
            ("", None),
        ] {
            assert_eq!(day_after(text), expected, "{text:?}");
        }
    }

    #[test]
    fn every_prefix_and_every_cut_of_hostile_text_is_read() {
        let text = "[[[(**__| Sat, 2026-05-02T14:30:00.0Z – [2-4 May](x%20y.md)|é📅\u{200B}0000-00-00..99/99/99 May 31st–June";
        for start in (0..=text.len()).filter(|&at| text.is_char_boundary(at)) {
            for end in (start..=text.len()).filter(|&at| text.is_char_boundary(at)) {
                let part = &text[start..end];
                for found in [leading(part), trailing(part)].into_iter().flatten() {
                    assert!(part.get(found.start..found.end).is_some() && part.get(found.rest..).is_some(), "{part:?}");
                }
                let _ = (bare(part), value(part), day_after(part));
            }
        }
    }
}
