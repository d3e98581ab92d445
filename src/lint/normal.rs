//! Dates that are meant without doubt and written so that nothing reads them: other dashes, blanks around them, full-width digits, a small
//! word before them. Guesses no order of day and month.

use crate::base::date::Date;
use crate::base::date_text;
use crate::base::when::When;

/// The day a text names when its typography is made plain.
pub fn day(text: &str) -> Option<Date> {
    if text.len() > 60 {
        return None;
    }
    let plain: String = text.chars().map(plain).collect();
    let plain = plain.trim().trim_end_matches(['.', ',', ';']);
    let bare = ["on ", "On ", "the ", "on the "].iter().find_map(|word| plain.strip_prefix(word)).unwrap_or(plain);
    let numbers: Vec<&str> = bare.split(['-', ' ']).filter(|part| !part.is_empty()).collect();
    if let [year, month, day] = numbers.as_slice()
        && year.len() == 4
        && [month, day].iter().all(|part| part.len() <= 2)
        && numbers.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return Date::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    }
    match date_text::value(bare) {
        Some(When::Day(date)) => Some(date),
        _ => None,
    }
}

fn plain(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}' => '-',
        '\u{ff10}'..='\u{ff19}' => char::from(b'0' + (u32::from(c) - 0xff10) as u8),
        '\u{a0}' | '\u{2009}' | '\u{202f}' => ' ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn typography_is_made_plain() {
        for (text, wanted) in [
            ("2026 - 05 - 02", Some("2026-05-02")),
            ("2026–05–02", Some("2026-05-02")),
            ("2026−5−2", Some("2026-05-02")),
            ("2026 05 02", Some("2026-05-02")),
            ("２０２６-05-02", Some("2026-05-02")),
            ("on 2027-01-08", Some("2027-01-08")),
            ("the 2nd May 2026", Some("2026-05-02")),
            ("02 05 2026", None),
            ("on 02/05/2026", None),
            ("2026-02-31", None),
            ("2026-O5-02", None),
            ("after the holidays", None),
            ("before 2027-01-08", None),
        ] {
            assert_eq!(day(text).map(|day| day.to_string()).as_deref(), wanted, "{text:?}");
        }
    }
}
