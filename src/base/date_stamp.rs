//! A date as people write it: with brackets, marks, a link around it, a weekday, a clock time, or a second date that makes a
//! range. Owns what surrounds a date; the date itself is `date_scan`'s, and which places may hold one is `date_text`'s.

use crate::base::clock_scan::{clock_after_t, clock_at, file_clock};
use crate::base::date::Date;
use crate::base::date_names::weekday_at;
use crate::base::date_scan::{byte, date_at, digits, is_alnum, join_at, skip_spaces};
use crate::base::when::When;

/// Brackets and marks stand at most this deep around a date.
const DEPTH: u8 = 3;
/// A link longer than this many bytes is not searched for a date.
const LINK: usize = 300;

/// A date with what belongs to it, at `start..end`.
#[derive(Clone, Copy, Debug)]
pub struct Stamp {
    /// The date.
    pub when: When,
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Emphasis was opened before the date and is not closed behind it: `**2026-05-02 Coffee**`.
    pub open: bool,
    /// It is a wikilink or Markdown link.
    link: bool,
}

/// The date at `at`, alone or as a range of two.
pub fn stamp_at(text: &str, at: usize) -> Option<Stamp> {
    ranged(text, at, 0)
}

/// The day a link target names: the whole target, else its last path segment, is a bare date. Heading and `.md` are dropped.
pub fn target(target: &str) -> Option<When> {
    // Names have no digits, and no date is without.
    if !target.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let path = target.split('#').next().unwrap_or(target).trim();
    let path = match path.len().checked_sub(3).and_then(|at| path.split_at_checked(at)) {
        Some((stem, extension)) if extension.eq_ignore_ascii_case(".md") => stem,
        _ => path,
    };
    let last = path.rsplit('/').next().unwrap_or(path);
    whole(path, DEPTH).or_else(|| whole(last, DEPTH))
}

/// The date the whole of `text` is, with at most a weekday and a time, also as file names write them (`2026-05-02 1430`).
/// Brackets and marks are read from `depth` on down.
pub fn whole(text: &str, depth: u8) -> Option<When> {
    if let Some(day) = Date::parse_iso(text) {
        return Some(When::Day(day));
    }
    let stamp = ranged(text, 0, depth)?;
    (!stamp.open && tail(text.as_bytes(), stamp.end)).then_some(stamp.when)
}

/// Whether what is left of a bare date is nothing, a weekday or a time.
fn tail(bytes: &[u8], mut end: usize) -> bool {
    for _ in 0..3 {
        if end >= bytes.len() {
            return true;
        }
        let start = end + bytes.iter().skip(end).take_while(|byte| matches!(byte, b' ' | b'-' | b'_' | b'.' | b',')).count();
        if start == end {
            return false;
        }
        let Some(next) = weekday_at(bytes, start).map(|(_, end)| end).or_else(|| file_clock(bytes, start)) else { return false };
        end = next;
    }
    false
}

/// A stamp, or two joined by the sign of a range.
fn ranged(text: &str, at: usize, depth: u8) -> Option<Stamp> {
    let first = stamp(text, at, depth)?;
    if first.open || !matches!(first.when, When::Day(_) | When::Impossible | When::Ambiguous { .. } | When::Yearless(..)) {
        return Some(first);
    }
    if let Some((_, next)) = join_at(text.as_bytes(), first.end)
        && let Some(last) = stamp(text, next, depth)
        && !last.open
        && last.link == first.link
        && let Some(when) = join(first.when, last.when)
    {
        return Some(Stamp { when, start: first.start, ..last });
    }
    Some(first)
}

/// What two dates with the sign of a range between them say; `None` when they are no range.
fn join(first: When, last: When) -> Option<When> {
    Some(match (first, last) {
        (When::Day(a), When::Day(b)) if a < b => When::Range(a, b),
        (When::Day(a), When::Day(b)) if a == b => When::Day(a),
        (When::Day(_), When::Day(_)) => When::Backwards,
        (When::Yearless(month, day), When::Day(b)) => {
            // `30 Dec – 2 Jan 2027` began the year before.
            let year = b.year() - i32::from(u32::from(month) > b.month());
            match Date::from_ymd(year, u32::from(month), u32::from(day)) {
                Some(a) if a < b => When::Range(a, b),
                Some(_) => When::Backwards,
                None => When::Impossible,
            }
        }
        (When::Impossible, When::Day(_) | When::Impossible | When::Ambiguous { .. }) | (When::Day(_), When::Impossible) => When::Impossible,
        (When::Ambiguous { .. }, When::Day(_) | When::Ambiguous { .. }) => first,
        (When::Day(_), When::Ambiguous { .. }) => last,
        _ => return None,
    })
}

/// A weekday, a date in any wrapping, then a weekday and a time.
fn stamp(text: &str, at: usize, depth: u8) -> Option<Stamp> {
    let bytes = text.as_bytes();
    let date = weekday_at(bytes, at).map_or(at, |(_, end)| {
        let end = end + usize::from(matches!(byte(bytes, end), b'.' | b','));
        if matches!(byte(bytes, end), b'-' | b'_') { end + 1 } else { skip_spaces(bytes, end) }
    });
    let mut stamp = wrapped(text, date, depth)?;
    if date > at && !stamp.open {
        stamp.start = at;
    }
    if !stamp.open && !matches!(stamp.when, When::Month(..) | When::Year(_)) {
        stamp.end = suffix(bytes, stamp.when, stamp.end);
    }
    Some(stamp)
}

/// A date, or one in brackets, marks or a link.
fn wrapped(text: &str, at: usize, depth: u8) -> Option<Stamp> {
    let bytes = text.as_bytes();
    match byte(bytes, at) {
        b'[' | b'(' | b'*' | b'_' if depth >= DEPTH => None,
        b'[' if byte(bytes, at + 1) == b'[' => wikilink(text, at),
        b'[' => bracketed(text, at, depth),
        b'(' => {
            let inner = ranged(text, at + 1, depth + 1)?;
            let close = skip_spaces(bytes, inner.end);
            (byte(bytes, close) == b')').then_some(Stamp { start: at, end: close + 1, ..inner })
        }
        b'*' | b'_' => emphasised(text, at, depth),
        _ => {
            let (when, end) = date_at(bytes, at)?;
            let end = if matches!(byte(bytes, end), b'T' | b't') { clock_after_t(bytes, end + 1)? } else { end };
            Some(Stamp { when, start: at, end, open: false, link: false })
        }
    }
}

/// `[[2026-05-02]]`, `[[Daily/2026-05-02#Log|yesterday]]`: the target tells the day.
fn wikilink(text: &str, at: usize) -> Option<Stamp> {
    let start = at + 2;
    let close = start + find(text.as_bytes().get(start..)?, b"]]")?;
    let inner = text.get(start..close)?;
    if inner.contains(['[', '\n']) {
        return None;
    }
    let name = inner.split('|').next().unwrap_or(inner);
    let when = target(name.strip_suffix('\\').unwrap_or(name))?;
    Some(Stamp { when, start: at, end: close + 2, open: false, link: true })
}

/// `[2026-05-02]`, and `[2026-05-02](2026-05-02.md)`, whose target tells the day unless it leads out of the vault.
fn bracketed(text: &str, at: usize, depth: u8) -> Option<Stamp> {
    let bytes = text.as_bytes();
    let shown = ranged(text, at + 1, depth + 1).map(|stamp| Stamp { end: skip_spaces(bytes, stamp.end), ..stamp });
    let shown = shown.filter(|stamp| byte(bytes, stamp.end) == b']' && !stamp.open);
    let close = match shown {
        Some(stamp) => stamp.end,
        None => at + find(bytes.get(at..)?, b"](")?,
    };
    if byte(bytes, close + 1) != b'(' {
        return shown.map(|stamp| Stamp { start: at, end: close + 1, ..stamp });
    }
    let start = close + 2;
    let end = start + find(bytes.get(start..)?, b")")?;
    let path = text.get(start..end)?.trim();
    let path = path.strip_prefix('<').and_then(|path| path.strip_suffix('>')).unwrap_or(path);
    let when = if path.contains("://") {
        shown?.when
    } else if path.contains("%20") {
        target(&path.replace("%20", " "))?
    } else {
        target(path)?
    };
    Some(Stamp { when, start: at, end: end + 1, open: false, link: true })
}

/// `**2026-05-02**`, `_2026-05-02_`, `**2026-05-02:**`; at the outermost level the marks may also close later in the line.
fn emphasised(text: &str, at: usize, depth: u8) -> Option<Stamp> {
    let bytes = text.as_bytes();
    let mark = byte(bytes, at);
    let count = bytes.iter().skip(at).take(4).take_while(|&&byte| byte == mark).count();
    let inner = ranged(text, at + count, depth + 1).filter(|inner| count <= 3 && !inner.open)?;
    for close in [inner.end, skip_separators(bytes, inner.end)] {
        if bytes.get(close..close + count).is_some_and(|marks| marks.iter().all(|&byte| byte == mark)) {
            return Some(Stamp { start: at, end: close + count, ..inner });
        }
    }
    (depth == 0).then_some(Stamp { open: true, ..inner })
}

/// Where the weekday and clock time that follow a date end.
fn suffix(bytes: &[u8], when: When, mut end: usize) -> usize {
    for _ in 0..2 {
        let comma = usize::from(byte(bytes, end) == b',');
        let mut start = skip_spaces(bytes, end + comma);
        if start == end {
            // `2026-05-02-Sat`, `2026-05-02(Sat)`
            match byte(bytes, end) {
                b'-' | b'_' if weekday_at(bytes, end + 1).is_some() => start += 1,
                b'(' => {}
                _ => return end,
            }
        }
        let closing = match byte(bytes, start) {
            b'(' => b')',
            b'[' => b']',
            _ => 0,
        };
        if closing != 0 {
            let inner = skip_spaces(bytes, start + 1);
            let found = weekday_at(bytes, inner).map(|(_, end)| end).or_else(|| clock_at(bytes, inner));
            match found.map(|end| skip_spaces(bytes, end)) {
                Some(close) if byte(bytes, close) == closing => end = close + 1,
                _ => return end,
            }
            continue;
        }
        if let Some((weekday, after)) = weekday_at(bytes, start)
            && weekday_fits(bytes, when, weekday, start, after)
        {
            end = after;
            continue;
        }
        let time = match bytes.get(start..) {
            Some([b'@', ..]) => skip_spaces(bytes, start + 1),
            Some([b'a' | b'A', b't' | b'T', b' ', ..]) => skip_spaces(bytes, start + 2),
            _ => start,
        };
        match clock_at(bytes, time) {
            Some(after) => end = after,
            None => return end,
        }
    }
    end
}

/// Whether a weekday's name behind a date is one and not a word of the text (`2026-05-02 sat with Ana`, `Sunday roast`): it is
/// the date's own and capitalised, or something other than a word follows.
fn weekday_fits(bytes: &[u8], when: When, weekday: u32, start: usize, end: usize) -> bool {
    let own = match when {
        When::Day(day) => day.weekday() == weekday,
        When::Range(first, last) => first.weekday() == weekday || last.weekday() == weekday,
        _ => true,
    };
    if is_alnum(byte(bytes, end)) {
        return false;
    }
    if own && byte(bytes, start).is_ascii_uppercase() {
        return true;
    }
    let next = skip_spaces(bytes, end);
    next >= bytes.len()
        || skip_separators(bytes, next) > next
        || matches!(byte(bytes, next), b')' | b']' | b'*' | b'_')
        || digits(bytes, next) > 0
}

/// The first byte from `at` on that is neither white space nor a sign between a date and its text:
/// `:` `—` `–` `-` `·` `|` `=` `,` `;` `•` `→`, and a full stop before white space.
pub fn skip_separators(bytes: &[u8], mut at: usize) -> usize {
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        at += match rest {
            [b' ' | b'\t' | b':' | b'-' | b'|' | b'=' | b',' | b';' | b'\r' | b'\n', ..] => 1,
            [b'.'] | [b'.', b' ' | b'\t', ..] => 1,
            // No-break space, middle dot.
            [0xC2, 0xA0 | 0xB7, ..] => 2,
            // En and em dash, hyphen, minus, bullet, narrow space, zero-width characters.
            [0xE2, 0x80, 0x8B..=0x8F | 0x90..=0x95 | 0xA2 | 0xAF, ..] => 3,
            [0xE2, 0x86, 0x92, ..] | [0xE2, 0x88, 0x92, ..] | [0xE2, 0x81, 0xA0, ..] => 3,
            // U+FE0F, U+FEFF.
            [0xEF, 0xB8, 0x8F, ..] | [0xEF, 0xBB, 0xBF, ..] => 3,
            _ => return at,
        };
    }
}

/// Where `needle` first stands, within one line and `LINK` bytes.
fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    let bytes = bytes.get(..bytes.len().min(LINK))?;
    let found = memchr::memchr_iter(*needle.first()?, bytes).find(|&at| bytes.get(at..).is_some_and(|rest| rest.starts_with(needle)))?;
    memchr::memchr(b'\n', bytes.get(..found)?).is_none().then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn link_targets() {
        let day = Date::from_ymd(2026, 5, 2).map(When::Day);
        for text in ["2026-05-02", "2026-05-02.md", "Daily/2026-05-02.MD#Log", " 2026/05/02 ", "a/b/2026-05-02 Sat", "2 May 2026"] {
            assert_eq!(target(text), day, "{text:?}");
        }
        for text in ["", "#2026-05-02", "Ana", "2026-05-02 Ideas", "2026-05-02/Ana", "[2026-05-02]", ".md", "é.m", "Ébd"] {
            assert_eq!(target(text), None, "{text:?}");
        }
    }

    #[test]
    fn weekdays_and_times_belong_to_the_date() {
        // What of the text is the stamp.
        for (text, written) in [
            ("2026-05-02 Sat 14:30 x", "2026-05-02 Sat 14:30"),
            ("2026-05-02 Sat, 14:30, x", "2026-05-02 Sat, 14:30"),
            ("2026-05-02(Sat) x", "2026-05-02(Sat)"),
            ("2026-05-02 [14:30] x", "2026-05-02 [14:30]"),
            ("2026-05-02 @ 14:30 x", "2026-05-02 @ 14:30"),
            ("2026-05-02 sat. Rain", "2026-05-02 sat"),
            ("2026-05-02 sat down", "2026-05-02"),
            ("2026-05-02 Sun shone", "2026-05-02"),
            ("2026-05-02 (sunny)", "2026-05-02"),
            ("2026-05-02 at home", "2026-05-02"),
            ("Sat. 2 May 2026", "Sat. 2 May 2026"),
            ("[2026-05-02]: x", "[2026-05-02]"),
            ("[2026-05-02 ]( 2026-05-02.md )x", "[2026-05-02 ]( 2026-05-02.md )"),
        ] {
            assert_eq!(stamp_at(text, 0).and_then(|stamp| text.get(stamp.start..stamp.end)), Some(written), "{text:?}");
        }
    }

    #[test]
    fn separators() {
        for (text, end) in [(" — x", 5), (": x", 2), (". x", 2), (".x", 0), (" · | = ", 8), ("**", 0), ("…", 0), ("→ x", 4), ("é", 0)]
        {
            assert_eq!(skip_separators(text.as_bytes(), 0), end, "{text:?}");
        }
    }
}
