//! Clock times in bytes, as they stand after a date. Finds where they end; their value is of no use here.

use crate::base::date_scan::{byte, digits, is_alnum, number, skip_spaces};

/// Where the time or range of times at `at` ends: `14:30`, `9:05 am`, `2pm`, `14:30:00.000Z`, `14:30 +02:00`, `14:30-15:00`.
pub fn clock_at(bytes: &[u8], at: usize) -> Option<usize> {
    let end = one_time(bytes, at)?;
    let spaced = skip_spaces(bytes, end);
    let mark = match bytes.get(spaced..)? {
        [b'-', ..] => spaced + 1,
        [0xE2, 0x80, 0x93 | 0x94, ..] => spaced + 3,
        [b't' | b'T', b'o' | b'O', b' ', ..] if spaced > end => spaced + 2,
        _ => return Some(end),
    };
    Some(one_time(bytes, skip_spaces(bytes, mark)).unwrap_or(end))
}

/// Where the time after a `T` ends: as `clock_at`, or `1430`, `143000`, with a zone.
pub fn clock_after_t(bytes: &[u8], at: usize) -> Option<usize> {
    match digits(bytes, at) {
        4 | 6 => {
            let end = zone(bytes, compact_clock(bytes, at)?);
            (!is_alnum(byte(bytes, end))).then_some(end)
        }
        _ => clock_at(bytes, at),
    }
}

/// Where `1430` or `143000` ends; hours, minutes and seconds must exist.
pub fn compact_clock(bytes: &[u8], at: usize) -> Option<usize> {
    let len = digits(bytes, at);
    let fits =
        matches!(len, 4 | 6) && number(bytes, at, 2) < 24 && number(bytes, at + 2, 2) < 60 && (len == 4 || number(bytes, at + 4, 2) < 60);
    fits.then_some(at + len)
}

/// Where a time as file names hold it ends: `1430`, `143000`, `14-30`, `14.30.05`, `14h30`.
pub fn file_clock(bytes: &[u8], at: usize) -> Option<usize> {
    if digits(bytes, at) != 2 {
        return compact_clock(bytes, at);
    }
    let minutes = at + 3;
    if !matches!(byte(bytes, at + 2), b'-' | b'.' | b'h' | b'_' | b':') || digits(bytes, minutes) != 2 {
        return None;
    }
    if number(bytes, at, 2) > 23 || number(bytes, minutes, 2) > 59 {
        return None;
    }
    let end = minutes + 2;
    let seconds =
        matches!(byte(bytes, end), b'-' | b'.' | b'm' | b'_' | b':') && digits(bytes, end + 1) == 2 && number(bytes, end + 1, 2) < 60;
    Some(if seconds { end + 3 } else { end })
}

fn one_time(bytes: &[u8], at: usize) -> Option<usize> {
    let len = digits(bytes, at);
    if !matches!(len, 1 | 2) {
        return None;
    }
    let hour = number(bytes, at, len);
    let mut end = at + len;
    if byte(bytes, end) == b':' {
        if digits(bytes, end + 1) != 2 || number(bytes, end + 1, 2) > 59 || hour > 24 {
            return None;
        }
        end += 3;
        if byte(bytes, end) == b':' && digits(bytes, end + 1) == 2 && number(bytes, end + 1, 2) <= 60 {
            end += 3;
            let fraction = if matches!(byte(bytes, end), b'.' | b',') { digits(bytes, end + 1) } else { 0 };
            if fraction > 0 {
                end += 1 + fraction;
            }
        }
        end = half_of_day(bytes, end).unwrap_or(end);
        end = zone(bytes, end);
    } else {
        end = half_of_day(bytes, end).filter(|_| (1..=12).contains(&hour))?;
    }
    (!is_alnum(byte(bytes, end))).then_some(end)
}

/// Where `am`, `PM`, `p.m.` ends, white space before it allowed.
fn half_of_day(bytes: &[u8], at: usize) -> Option<usize> {
    let start = skip_spaces(bytes, at);
    let end = match bytes.get(start..)? {
        [b'a' | b'A' | b'p' | b'P', b'm' | b'M', ..] => start + 2,
        [b'a' | b'A' | b'p' | b'P', b'.', b'm' | b'M', b'.', ..] => start + 4,
        _ => return None,
    };
    (!is_alnum(byte(bytes, end))).then_some(end)
}

/// Where the zone at `at` ends, or `at`: `Z`, `+02:00`, ` +0200`, ` UTC`, ` GMT+0200`.
fn zone(bytes: &[u8], at: usize) -> usize {
    if matches!(byte(bytes, at), b'Z' | b'z') {
        return at + 1;
    }
    let mut start = skip_spaces(bytes, at);
    let named = matches!(bytes.get(start..), Some([b'U', b'T', b'C', ..] | [b'G', b'M', b'T', ..]));
    if named {
        start += 3;
    }
    let offset = match (byte(bytes, start), digits(bytes, start + 1)) {
        (b'+' | b'-', 4) => 5,
        (b'+' | b'-', 2) if byte(bytes, start + 3) == b':' && digits(bytes, start + 4) == 2 => 6,
        (b'+' | b'-', len @ (1 | 2)) if named || start == at || has_seconds(bytes, at) => 1 + len,
        _ if named => 0,
        _ => return at,
    };
    // `14:30 -1500`, `14:30-15:00` and `14:30-15` are no zones: the largest are fourteen hours.
    if offset > 0 && number(bytes, start + 1, digits(bytes, start + 1).min(2)) > 14
        || offset == 6 && !number(bytes, start + 4, 2).is_multiple_of(15)
    {
        return at;
    }
    // `09:30-10:00` is a range of times; only a time with seconds, a `+` or a name is followed by such a zone.
    if offset > 0 && !named && byte(bytes, start) == b'-' && !has_seconds(bytes, at) {
        return at;
    }
    start + offset
}

/// Whether the time that ends at `end` was written with seconds.
fn has_seconds(bytes: &[u8], end: usize) -> bool {
    let head = bytes.get(..end).unwrap_or_default();
    let time = head.iter().rev().take(20).take_while(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b','));
    time.filter(|&&byte| byte == b':').count() == 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_end_where_they_end() {
        for (text, expected) in [
            ("14:30 call", Some(5)),
            ("9:05 am", Some(7)),
            ("9:05am,", Some(6)),
            ("2pm", Some(3)),
            ("2 p.m. tea", Some(6)),
            ("14:30-15:00 x", Some(11)),
            ("09:30-10:00", Some(11)),
            ("14:30 – 15:00", Some(15)),
            ("14:30 to 15:00", Some(14)),
            ("14:30 - Meeting", Some(5)),
            ("14:30 - 3 people", Some(5)),
            ("14:30:00.000Z", Some(13)),
            ("14:30:00+02:00", Some(14)),
            ("14:30:00-05:00", Some(14)),
            ("14:30:00 +0200", Some(14)),
            ("14:30:00 GMT+0200", Some(17)),
            ("14:30 UTC", Some(9)),
            ("14:30Z", Some(6)),
            // YAML 1.1 writes zones so.
            ("14:30:42.10 -5", Some(14)),
            ("14:30 -5 degrees", Some(5)),
            ("25:30", None),
            ("14:75", None),
            ("14:3", None),
            ("14:300", None),
            ("14:30x", None),
            ("14", None),
            ("14 people", None),
            ("3 apples", None),
            ("13pm", None),
            ("", None),
        ] {
            assert_eq!(clock_at(text.as_bytes(), 0), expected, "{text:?}");
        }
    }

    #[test]
    fn compact_times() {
        for (text, expected) in [("1430", Some(4)), ("143000Z", Some(7)), ("143000+0200", Some(11)), ("2460", None), ("14:30", Some(5))] {
            assert_eq!(clock_after_t(text.as_bytes(), 0), expected, "{text:?}");
        }
        for (text, expected) in
            [("14-30", Some(5)), ("14.30.05", Some(8)), ("14h30", Some(5)), ("1430", Some(4)), ("99-30", None), ("04", None)]
        {
            assert_eq!(file_clock(text.as_bytes(), 0), expected, "{text:?}");
        }
    }
}
