//! The English names of months and weekdays, found in bytes. Owns the names; knows nothing of dates.

/// The months, January first.
pub const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// The weekdays, Monday first.
pub const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The month (1 to 12) named at `at`, in full, by three letters or as `Sept`, in any case, and where the word ends.
pub fn month_at(bytes: &[u8], at: usize) -> Option<(u8, usize)> {
    let month = match &key(bytes, at)? {
        b"jan" => 1,
        b"feb" => 2,
        b"mar" => 3,
        b"apr" => 4,
        b"may" => 5,
        b"jun" => 6,
        b"jul" => 7,
        b"aug" => 8,
        b"sep" => 9,
        b"oct" => 10,
        b"nov" => 11,
        b"dec" => 12,
        _ => return None,
    };
    let word = word(bytes, at)?;
    let full = MONTHS.get(month as usize - 1)?;
    let known = word.len() == 3 || word.eq_ignore_ascii_case(full.as_bytes()) || word.eq_ignore_ascii_case(b"sept");
    known.then_some((month, at + word.len()))
}

/// The weekday (0 for Monday) named at `at`, in full or shortened (`Tue`, `Tues`), in any case, and where the word ends.
pub fn weekday_at(bytes: &[u8], at: usize) -> Option<(u32, usize)> {
    let weekday = match &key(bytes, at)? {
        b"mon" => 0,
        b"tue" => 1,
        b"wed" => 2,
        b"thu" => 3,
        b"fri" => 4,
        b"sat" => 5,
        b"sun" => 6,
        _ => return None,
    };
    let word = word(bytes, at)?;
    let full = WEEKDAYS.get(weekday as usize)?;
    let known = word.len() == 3
        || word.eq_ignore_ascii_case(full.as_bytes())
        || [&b"tues"[..], b"weds", b"thur", b"thurs"].iter().any(|short| word.eq_ignore_ascii_case(short));
    known.then_some((weekday, at + word.len()))
}

/// The first three letters in lower case; other bytes give something that no name matches.
fn key(bytes: &[u8], at: usize) -> Option<[u8; 3]> {
    match bytes.get(at..)? {
        [a, b, c, ..] => Some([a | 32, b | 32, c | 32]),
        _ => None,
    }
}

/// The run of letters at `at`; `None` when it is longer than any name.
fn word(bytes: &[u8], at: usize) -> Option<&[u8]> {
    let rest = bytes.get(at..)?;
    let len = rest.iter().take(10).take_while(|byte| byte.is_ascii_alphabetic()).count();
    if len < 10 { rest.get(..len) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months() {
        for (text, expected) in [
            ("May 2", Some((5, 3))),
            ("MAY", Some((5, 3))),
            ("december", Some((12, 8))),
            ("Sept.", Some((9, 4))),
            ("September", Some((9, 9))),
            ("Sep", Some((9, 3))),
            ("Maybe", None),
            ("Marc", None),
            ("Decembers", None),
            ("Ma", None),
            ("", None),
            ("augé", Some((8, 3))),
            ("M\u{1}Y", None),
        ] {
            assert_eq!(month_at(text.as_bytes(), 0), expected, "{text:?}");
        }
    }

    #[test]
    fn weekdays() {
        for (text, expected) in [
            ("Sat 2026", Some((5, 3))),
            ("saturday,", Some((5, 8))),
            ("Tues", Some((1, 4))),
            ("Thurs.", Some((3, 5))),
            ("Weds", Some((2, 4))),
            ("Sund", None),
            ("Satisfied", None),
            ("Monde", None),
        ] {
            assert_eq!(weekday_at(text.as_bytes(), 0), expected, "{text:?}");
        }
    }
}
