//! A moment as text by a Moment.js format: every token of its table, in English. Owns the writing; `moment` owns the reading of file names.
//! Source: <https://momentjs.com/docs/#/displaying/format/>, and the order of its tokens. No format is refused: what is no token is text.

use crate::base::date_names::{MONTHS, WEEKDAYS};
use crate::base::moment::{Field, ordinal, value_of};
use crate::base::now::Now;

/// The tokens, longer ones before shorter ones that begin them.
const TOKENS: &[&str] = &[
    "Hmmss",
    "hmmss",
    "Hmm",
    "hmm",
    "MMMM",
    "MMM",
    "MM",
    "Mo",
    "M",
    "DDDD",
    "DDDo",
    "DDD",
    "DD",
    "Do",
    "D",
    "dddd",
    "ddd",
    "dd",
    "do",
    "d",
    "ww",
    "wo",
    "w",
    "WW",
    "Wo",
    "W",
    "Qo",
    "Q",
    "NNNNN",
    "NNNN",
    "NNN",
    "NN",
    "N",
    "YYYYYY",
    "YYYYY",
    "YYYY",
    "YY",
    "Y",
    "yyyy",
    "yyy",
    "yy",
    "yo",
    "y",
    "gggg",
    "gg",
    "GGGG",
    "GG",
    "e",
    "E",
    "a",
    "A",
    "hh",
    "h",
    "HH",
    "H",
    "kk",
    "k",
    "mm",
    "m",
    "ss",
    "s",
    "SSSSSSSSS",
    "SSSSSSSS",
    "SSSSSSS",
    "SSSSSS",
    "SSSSS",
    "SSSS",
    "SSS",
    "SS",
    "S",
    "x",
    "X",
    "zz",
    "z",
    "ZZ",
    "Z",
];

/// The localized formats of English (United States), as Moment has them without another locale.
const LOCALIZED: &[(&str, &str)] = &[
    ("LTS", "h:mm:ss A"),
    ("LT", "h:mm A"),
    ("LLLL", "dddd, MMMM D, YYYY h:mm A"),
    ("LLL", "MMMM D, YYYY h:mm A"),
    ("LL", "MMMM D, YYYY"),
    ("L", "MM/DD/YYYY"),
    ("llll", "ddd, MMM D, YYYY h:mm A"),
    ("lll", "MMM D, YYYY h:mm A"),
    ("ll", "MMM D, YYYY"),
    ("l", "M/D/YYYY"),
];

/// The moment as the format writes it.
pub fn show(format: &str, now: Now) -> String {
    let mut out = String::with_capacity(format.len());
    write(format, now, true, &mut out);
    out
}

/// Appends; `localized` formats are looked up once, never in themselves.
fn write(format: &str, now: Now, localized: bool, out: &mut String) {
    let mut rest = format;
    while let Some(first) = rest.chars().next() {
        if let Some((literal, after)) = bracketed(rest) {
            out.push_str(literal);
            rest = after;
            continue;
        }
        // A backslash makes the token behind it text.
        let escaped = first == '\\';
        let from = if escaped { rest.get(1..).unwrap_or("") } else { rest };
        let local = LOCALIZED.iter().filter(|_| localized).find(|(name, _)| from.starts_with(name));
        let token = local.map(|(name, _)| *name).or_else(|| TOKENS.iter().copied().find(|token| from.starts_with(token)));
        match (token, local) {
            (Some(token), _) if escaped => out.push_str(token),
            (Some(_), Some((_, format))) => write(format, now, false, out),
            (Some(token), None) => field(token, now, out),
            (None, _) if escaped => {}
            (None, _) => out.push(first),
        }
        let used = token.map_or(if escaped { 0 } else { first.len_utf8() }, str::len) + usize::from(escaped);
        rest = rest.get(used..).unwrap_or("");
    }
}

/// `[text]` at the start: from the bracket to the last closing one before the next opening one, as Moment takes it.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('[')?;
    let reach = inner.find('[').unwrap_or(inner.len());
    let close = inner.get(..reach)?.rfind(']')?;
    Some((inner.get(..close)?, inner.get(close + 1..)?))
}

/// Appends one token's value.
fn field(token: &str, now: Now, out: &mut String) {
    let date = now.date;
    let day = |field: Field| value_of(field, date).unwrap_or(0);
    let seconds = now.millis / 1000;
    let (hour, minute, second) = (i64::from(seconds / 3600), i64::from(seconds / 60 % 60), i64::from(seconds % 60));
    let twelve = if hour % 12 == 0 { 12 } else { hour % 12 };
    let half = if hour < 12 { "AM" } else { "PM" };
    let text = match token {
        "M" => day(Field::Month).to_string(),
        "Mo" => ordinal(day(Field::Month)),
        "MM" => two(day(Field::Month)),
        "MMM" => short(MONTHS.get(date.month() as usize - 1), 3),
        "MMMM" => short(MONTHS.get(date.month() as usize - 1), 9),
        "Q" => day(Field::Quarter).to_string(),
        "Qo" => ordinal(day(Field::Quarter)),
        "D" => day(Field::Day).to_string(),
        "Do" => ordinal(day(Field::Day)),
        "DD" => two(day(Field::Day)),
        "DDD" => day(Field::DayOfYear).to_string(),
        "DDDo" => ordinal(day(Field::DayOfYear)),
        "DDDD" => format!("{:03}", day(Field::DayOfYear)),
        "d" | "e" => day(Field::Weekday).to_string(),
        "do" => ordinal(day(Field::Weekday)),
        "dd" => short(WEEKDAYS.get(date.weekday() as usize), 2),
        "ddd" => short(WEEKDAYS.get(date.weekday() as usize), 3),
        "dddd" => short(WEEKDAYS.get(date.weekday() as usize), 9),
        "E" => day(Field::IsoWeekday).to_string(),
        "w" => day(Field::Week).to_string(),
        "wo" => ordinal(day(Field::Week)),
        "ww" => two(day(Field::Week)),
        "W" => day(Field::IsoWeek).to_string(),
        "Wo" => ordinal(day(Field::IsoWeek)),
        "WW" => two(day(Field::IsoWeek)),
        "YY" => two(day(Field::Year) % 100),
        "YYYY" => format!("{:04}", day(Field::Year)),
        "YYYYY" => format!("{:05}", day(Field::Year)),
        "YYYYYY" => format!("+{:06}", day(Field::Year)),
        // Years are those of the common era here, 1 to 9999.
        "Y" | "y" => day(Field::Year).to_string(),
        "yy" => two(day(Field::Year)),
        "yyy" => format!("{:03}", day(Field::Year)),
        "yyyy" => format!("{:04}", day(Field::Year)),
        "yo" => ordinal(day(Field::Year)),
        "N" | "NN" | "NNN" | "NNNNN" => "AD".to_owned(),
        "NNNN" => "Anno Domini".to_owned(),
        "gg" => two(day(Field::WeekYear) % 100),
        "gggg" => format!("{:04}", day(Field::WeekYear)),
        "GG" => two(day(Field::IsoWeekYear) % 100),
        "GGGG" => format!("{:04}", day(Field::IsoWeekYear)),
        "A" => half.to_owned(),
        "a" => half.to_lowercase(),
        "H" => hour.to_string(),
        "HH" => two(hour),
        "h" => twelve.to_string(),
        "hh" => two(twelve),
        "k" => if hour == 0 { 24 } else { hour }.to_string(),
        "kk" => two(if hour == 0 { 24 } else { hour }),
        "m" => minute.to_string(),
        "mm" => two(minute),
        "s" => second.to_string(),
        "ss" => two(second),
        "Hmm" => format!("{hour}{minute:02}"),
        "hmm" => format!("{twelve}{minute:02}"),
        "Hmmss" => format!("{hour}{minute:02}{second:02}"),
        "hmmss" => format!("{twelve}{minute:02}{second:02}"),
        "X" => now.unix_millis().div_euclid(1000).to_string(),
        "x" => now.unix_millis().to_string(),
        "Z" => zone(now.offset, ":"),
        "ZZ" => zone(now.offset, ""),
        // The name of the zone, which Moment knows only with an add-on.
        "z" | "zz" => String::new(),
        // `S` to `SSSSSSSSS`: so many digits of the second's fraction.
        fraction => {
            let digits = format!("{:03}000000", now.millis % 1000);
            digits.get(..fraction.len()).unwrap_or("").to_owned()
        }
    };
    out.push_str(&text);
}

fn two(value: i64) -> String {
    format!("{value:02}")
}

fn short(name: Option<&&str>, letters: usize) -> String {
    let name = name.copied().unwrap_or("");
    name.get(..letters).unwrap_or(name).to_owned()
}

/// `+05:30` for 330 minutes east.
fn zone(minutes: i32, between: &str) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.unsigned_abs();
    format!("{sign}{:02}{between}{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::show;
    use crate::base::now::Now;

    #[test]
    fn the_documented_examples() {
        for (moment, format, expected) in [
            ("2010-02-14T15:25:50", "dddd, MMMM Do YYYY, h:mm:ss a", "Sunday, February 14th 2010, 3:25:50 pm"),
            ("2010-02-14T15:25:50", "ddd, hA", "Sun, 3PM"),
            ("2010-02-14T15:25:50", "[Today is] dddd", "Today is Sunday"),
            ("1986-09-04T20:30:25", "LT", "8:30 PM"),
            ("1986-09-04T20:30:25", "LTS", "8:30:25 PM"),
            ("1986-09-04T20:30:25", "L", "09/04/1986"),
            ("1986-09-04T20:30:25", "l", "9/4/1986"),
            ("1986-09-04T20:30:25", "LL", "September 4, 1986"),
            ("1986-09-04T20:30:25", "ll", "Sep 4, 1986"),
            ("1986-09-04T20:30:25", "LLL", "September 4, 1986 8:30 PM"),
            ("1986-09-04T20:30:25", "lll", "Sep 4, 1986 8:30 PM"),
            ("1986-09-04T20:30:25", "LLLL", "Thursday, September 4, 1986 8:30 PM"),
            ("1986-09-04T20:30:25", "llll", "Thu, Sep 4, 1986 8:30 PM"),
            // 4 February 2013, 21:28:16 UTC.
            ("2013-02-04T21:28:16", "X x", "1360013296 1360013296000"),
        ] {
            assert_eq!(show(format, Now::parse(moment).unwrap()), expected, "{format}");
        }
    }

    #[test]
    fn every_token_of_the_table() {
        // Saturday 2 May 2026: day 122, quarter 2; ISO week 18, English week 18 (which begins on Sunday 26 April).
        let mut now = Now::parse("2026-05-02T00:05:09").unwrap();
        now.millis += 123;
        now.offset = -420;
        for (format, expected) in [
            ("M Mo MM MMM MMMM", "5 5th 05 May May"),
            ("Q Qo", "2 2nd"),
            ("D Do DD", "2 2nd 02"),
            ("DDD DDDo DDDD", "122 122nd 122"),
            ("d do dd ddd dddd", "6 6th Sa Sat Saturday"),
            ("e E", "6 6"),
            ("w wo ww", "18 18th 18"),
            ("W Wo WW", "18 18th 18"),
            ("YY YYYY Y YYYYY YYYYYY", "26 2026 2026 02026 +002026"),
            ("y yy yyyy N NN NNNN", "2026 2026 2026 AD AD Anno Domini"),
            ("gg gggg GG GGGG", "26 2026 26 2026"),
            ("A a", "AM am"),
            ("H HH h hh k kk", "0 00 12 12 24 24"),
            ("m mm s ss", "5 05 9 09"),
            ("S SS SSS SSSS SSSSSSSSS", "1 12 123 1230 123000000"),
            ("Z ZZ z", "-07:00 -0700 "),
            // 00:05:09.123 seven hours west is 07:05:09.123 in UTC.
            ("X", "1777705509"),
            ("x", "1777705509123"),
            ("Hmm hmm Hmmss hmmss", "005 1205 00509 120509"),
            ("YYYYMMDDHHmmss", "20260502000509"),
            ("[YYYY] \\YYYYY [[]M]", "YYYY YYYYY []M"),
            ("[a] b]", "a] b"),
            ("YYYY [unclosed", "2026 [unc5/2/2026o966"),
            ("YYYY年M月D日, ok? é", "2026年5月2日, o24? é"),
            ("", ""),
        ] {
            assert_eq!(show(format, now), expected, "{format}");
        }
        for (day, format, expected) in [
            ("2021-01-01", "GGGG-[W]WW-E gggg-[W]ww-e", "2020-W53-5 2021-W01-5"),
            ("2026-11-23", "Do MMMM, Wo [week]", "23rd November, 48th week"),
            ("2026-11-11", "Do", "11th"),
        ] {
            assert_eq!(show(format, Now::parse(day).unwrap()), expected);
        }
        let noon = Now::parse("2026-05-02T12:00").unwrap();
        assert_eq!(show("h A k Z", Now { offset: 330, ..noon }), "12 PM 12 +05:30");
    }
}
