//! Moment.js date formats, as Obsidian names daily notes by them. Owns the tokens, in English; reads a path into a day and shows
//! a day as a path. Other locales, and formats that do not tell a full day, are refused.
//! Source of the tokens: <https://momentjs.com/docs/#/displaying/format/>. Numbers are read greedily, as Moment does.

use crate::base::date::Date;
use crate::base::date_names::{MONTHS, WEEKDAYS};
use crate::base::date_scan::{digits, number};

/// A format that tells a full day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Format {
    tokens: Vec<Token>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Token {
    Literal(String),
    Field(Field, Form),
}

/// What a token tells of a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Field {
    /// The year.
    Year,
    /// 1 to 12.
    Month,
    /// 1 to 31.
    Day,
    /// 1 to 366.
    DayOfYear,
    /// 0 for Sunday, as `d` and the names tell it.
    Weekday,
    /// 1 for Monday, `E`.
    IsoWeekday,
    /// Week 1 holds 1 January, and Sunday is first, as in Moment's English.
    Week,
    /// The year `Week` belongs to.
    WeekYear,
    /// Week 1 holds 4 January, and Monday is first.
    IsoWeek,
    /// The year `IsoWeek` belongs to.
    IsoWeekYear,
    /// 1 to 4.
    Quarter,
    /// Hours, minutes and seconds tell nothing of the day.
    Clock,
    /// `a`, `A`.
    Half,
    /// `X` and `x`: seconds and milliseconds since 1970, read in UTC.
    Seconds,
    /// See `Seconds`.
    Milliseconds,
}

/// How a field is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Form {
    /// As many digits as it has, at most this many.
    Plain(usize),
    /// Exactly this many digits.
    Padded(usize),
    /// `2nd`.
    Ordinal,
    /// The name, shortened to so many letters (0: in full).
    Name(usize),
    /// The last two digits of a year.
    TwoDigits,
}

/// The tokens, longer ones before shorter ones that begin them.
const TOKENS: &[(&str, Field, Form)] = &[
    ("YYYY", Field::Year, Form::Padded(4)),
    ("YY", Field::Year, Form::TwoDigits),
    ("MMMM", Field::Month, Form::Name(0)),
    ("MMM", Field::Month, Form::Name(3)),
    ("MM", Field::Month, Form::Padded(2)),
    ("Mo", Field::Month, Form::Ordinal),
    ("M", Field::Month, Form::Plain(2)),
    ("DDDD", Field::DayOfYear, Form::Padded(3)),
    ("DDDo", Field::DayOfYear, Form::Ordinal),
    ("DDD", Field::DayOfYear, Form::Plain(3)),
    ("DD", Field::Day, Form::Padded(2)),
    ("Do", Field::Day, Form::Ordinal),
    ("D", Field::Day, Form::Plain(2)),
    ("dddd", Field::Weekday, Form::Name(0)),
    ("ddd", Field::Weekday, Form::Name(3)),
    ("dd", Field::Weekday, Form::Name(2)),
    ("do", Field::Weekday, Form::Ordinal),
    ("d", Field::Weekday, Form::Plain(1)),
    ("E", Field::IsoWeekday, Form::Plain(1)),
    ("e", Field::Weekday, Form::Plain(1)),
    ("gggg", Field::WeekYear, Form::Padded(4)),
    ("gg", Field::WeekYear, Form::TwoDigits),
    ("GGGG", Field::IsoWeekYear, Form::Padded(4)),
    ("GG", Field::IsoWeekYear, Form::TwoDigits),
    ("ww", Field::Week, Form::Padded(2)),
    ("wo", Field::Week, Form::Ordinal),
    ("w", Field::Week, Form::Plain(2)),
    ("WW", Field::IsoWeek, Form::Padded(2)),
    ("Wo", Field::IsoWeek, Form::Ordinal),
    ("W", Field::IsoWeek, Form::Plain(2)),
    ("Qo", Field::Quarter, Form::Ordinal),
    ("Q", Field::Quarter, Form::Plain(1)),
    ("HH", Field::Clock, Form::Padded(2)),
    ("H", Field::Clock, Form::Plain(2)),
    ("hh", Field::Clock, Form::Padded(2)),
    ("h", Field::Clock, Form::Plain(2)),
    ("mm", Field::Clock, Form::Padded(2)),
    ("m", Field::Clock, Form::Plain(2)),
    ("ss", Field::Clock, Form::Padded(2)),
    ("s", Field::Clock, Form::Plain(2)),
    ("A", Field::Half, Form::Name(0)),
    ("a", Field::Half, Form::Name(1)),
    ("X", Field::Seconds, Form::Plain(12)),
    ("x", Field::Milliseconds, Form::Plain(15)),
];

impl Format {
    /// The format, or `None` when it does not tell a full day (`gggg-[W]ww`, `YYYY-MM`) or is longer than 200 bytes.
    pub fn new(text: &str) -> Option<Format> {
        let text = text.trim();
        if text.len() > 200 {
            return None;
        }
        let mut tokens = Vec::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            if let Some((literal, after)) = rest.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
                push_literal(&mut tokens, literal);
                rest = after;
            } else if let Some(&(name, field, form)) = TOKENS.iter().find(|(name, ..)| rest.starts_with(name)) {
                tokens.push(Token::Field(field, form));
                rest = rest.get(name.len()..).unwrap_or("");
            } else {
                let (literal, after) = rest.split_at(first.len_utf8());
                push_literal(&mut tokens, literal);
                rest = after;
            }
        }
        let has = |wanted: Field| tokens.iter().any(|token| matches!(token, Token::Field(field, _) if *field == wanted));
        let weekday = has(Field::Weekday) || has(Field::IsoWeekday);
        let full = has(Field::Year) && (has(Field::Month) && has(Field::Day) || has(Field::DayOfYear))
            || has(Field::WeekYear) && has(Field::Week) && weekday
            || has(Field::IsoWeekYear) && has(Field::IsoWeek) && weekday
            || has(Field::Seconds)
            || has(Field::Milliseconds);
        full.then_some(Format { tokens })
    }

    /// The day a whole path names, relative to the daily folder and without its extension. Parts that repeat or follow from one
    /// another (a weekday, the month's folder) must agree.
    pub fn read(&self, path: &str) -> Option<Date> {
        let mut values: Vec<(Field, Form, i64)> = Vec::with_capacity(self.tokens.len());
        let mut rest = path;
        for token in &self.tokens {
            match token {
                Token::Literal(literal) => rest = rest.strip_prefix(literal.as_str())?,
                Token::Field(field, form) => {
                    let (value, after) = take(*field, *form, rest)?;
                    values.push((*field, *form, value));
                    rest = after;
                }
            }
        }
        let date = if rest.is_empty() { day_of(&values)? } else { return None };
        let agrees = |&(field, form, value): &(Field, Form, i64)| match (value_of(field, date), form) {
            (Some(own), Form::TwoDigits) => own == expand(value),
            (Some(own), _) => own == value,
            (None, _) => true,
        };
        values.iter().all(agrees).then_some(date)
    }

    /// The path of a day's note, relative to the daily folder and without extension. Times are midnight.
    pub fn show(&self, date: Date) -> String {
        let mut text = String::new();
        for token in &self.tokens {
            match token {
                Token::Literal(literal) => text.push_str(literal),
                Token::Field(field, form) => text.push_str(&shown(*field, *form, date)),
            }
        }
        text
    }
}

/// Literals side by side are one.
fn push_literal(tokens: &mut Vec<Token>, text: &str) {
    match tokens.last_mut() {
        Some(Token::Literal(last)) => last.push_str(text),
        _ => tokens.push(Token::Literal(text.to_owned())),
    }
}

/// The value a field has at the start of `text`, and the text behind it.
fn take(field: Field, form: Form, text: &str) -> Option<(i64, &str)> {
    let bytes = text.as_bytes();
    let len = digits(bytes, 0);
    let len = match form {
        Form::Name(letters) => return take_name(field, letters, text),
        Form::Padded(width) => Some(width).filter(|&width| len >= width)?,
        Form::TwoDigits => Some(2).filter(|_| len >= 2)?,
        Form::Plain(most) => Some(len.min(most)).filter(|&len| len > 0)?,
        Form::Ordinal => Some(len.min(3)).filter(|&len| len > 0)?,
    };
    let value = match len {
        0..=8 => i64::from(number(bytes, 0, len)),
        _ => text.get(..len)?.parse().ok()?,
    };
    let after = text.get(len..)?;
    if form == Form::Ordinal {
        let suffix = after.get(..2).filter(|suffix| ["st", "nd", "rd", "th"].iter().any(|known| known.eq_ignore_ascii_case(suffix)))?;
        return Some((value, after.get(suffix.len()..)?));
    }
    Some((value, after))
}

/// A month, a weekday or `am`/`pm` by name, in any case.
fn take_name(field: Field, letters: usize, text: &str) -> Option<(i64, &str)> {
    let find = |names: &[&str]| {
        names.iter().enumerate().find_map(|(at, name)| {
            let name = if letters == 0 { name } else { name.get(..letters)? };
            let head = text.get(..name.len()).filter(|head| head.eq_ignore_ascii_case(name))?;
            Some((at as i64, text.get(head.len()..)?))
        })
    };
    match field {
        Field::Month => find(&MONTHS).map(|(at, rest)| (at + 1, rest)),
        // Monday is first in the names, Sunday in the numbers.
        Field::Weekday => find(&WEEKDAYS).map(|(at, rest)| ((at + 1) % 7, rest)),
        Field::Half => {
            let head = text.get(..2).filter(|head| head.eq_ignore_ascii_case("am") || head.eq_ignore_ascii_case("pm"))?;
            Some((0, text.get(head.len()..)?))
        }
        _ => None,
    }
}

/// The day the values tell; whether all agree with it is for the caller to ask.
fn day_of(values: &[(Field, Form, i64)]) -> Option<Date> {
    let get = |wanted: Field| {
        let found = values.iter().find(|(field, ..)| *field == wanted);
        found.map(|&(_, form, value)| if form == Form::TwoDigits { expand(value) } else { value })
    };
    let weekday = || get(Field::IsoWeekday).or_else(|| get(Field::Weekday).map(|day| if day == 0 { 7 } else { day }));
    if let (Some(year), Some(month), Some(day)) = (get(Field::Year), get(Field::Month), get(Field::Day)) {
        return Date::from_ymd(year as i32, month as u32, day as u32);
    }
    if let (Some(year), Some(day)) = (get(Field::Year), get(Field::DayOfYear)) {
        return Some(Date::from_ymd(year as i32, 1, 1)?.plus_days(day - 1));
    }
    if let (Some(year), Some(week), Some(day)) = (get(Field::IsoWeekYear), get(Field::IsoWeek), weekday()) {
        let monday = iso_week_one(year as i32)?;
        return Some(monday.plus_days((week - 1) * 7 + day - 1));
    }
    if let (Some(year), Some(week), Some(day)) = (get(Field::WeekYear), get(Field::Week), weekday()) {
        let sunday = week_one(year as i32)?;
        return Some(sunday.plus_days((week - 1) * 7 + day % 7));
    }
    let seconds = get(Field::Seconds).or_else(|| get(Field::Milliseconds).map(|millis| millis / 1000))?;
    Some(Date::from_ymd(1970, 1, 1)?.plus_days(seconds / 86_400))
}

/// The value a field has on a day; `None` for those that tell nothing of it.
pub fn value_of(field: Field, date: Date) -> Option<i64> {
    let sunday_first = i64::from((date.weekday() + 1) % 7);
    Some(match field {
        Field::Year => i64::from(date.year()),
        Field::Month => i64::from(date.month()),
        Field::Day => i64::from(date.day()),
        Field::DayOfYear => Date::from_ymd(date.year(), 1, 1)?.days_until(date) + 1,
        Field::Weekday => sunday_first,
        Field::IsoWeekday => i64::from(date.weekday()) + 1,
        // The week's year is that of its Saturday (English) or Thursday (ISO 8601).
        Field::WeekYear => i64::from(date.plus_days(6 - sunday_first).year()),
        Field::Week => week_one(value_of(Field::WeekYear, date)? as i32)?.days_until(date) / 7 + 1,
        Field::IsoWeekYear => i64::from(date.plus_days(3 - i64::from(date.weekday())).year()),
        Field::IsoWeek => iso_week_one(value_of(Field::IsoWeekYear, date)? as i32)?.days_until(date) / 7 + 1,
        Field::Quarter => i64::from(date.month().div_ceil(3)),
        Field::Clock | Field::Half | Field::Seconds | Field::Milliseconds => return None,
    })
}

/// The Monday of the week that holds 4 January.
fn iso_week_one(year: i32) -> Option<Date> {
    let fourth = Date::from_ymd(year, 1, 4)?;
    Some(fourth.plus_days(-i64::from(fourth.weekday())))
}

/// The Sunday of the week that holds 1 January.
fn week_one(year: i32) -> Option<Date> {
    let first = Date::from_ymd(year, 1, 1)?;
    Some(first.plus_days(-i64::from((first.weekday() + 1) % 7)))
}

/// Moment's reading of a two-digit year: 69 to 99 are of the last century.
fn expand(year: i64) -> i64 {
    match year {
        0..=68 => year + 2000,
        69..=99 => year + 1900,
        _ => year,
    }
}

/// A field of a day as written.
fn shown(field: Field, form: Form, date: Date) -> String {
    let seconds = Date::from_ymd(1970, 1, 1).map_or(0, |epoch| epoch.days_until(date) * 86_400);
    let value = match field {
        Field::Seconds => seconds,
        Field::Milliseconds => seconds * 1000,
        _ => value_of(field, date).unwrap_or(0),
    };
    match form {
        Form::Plain(_) => value.to_string(),
        Form::Padded(width) => format!("{value:0width$}"),
        Form::TwoDigits => format!("{:02}", value % 100),
        Form::Ordinal => ordinal(value),
        Form::Name(letters) => {
            let name = match field {
                Field::Month => MONTHS.get(value as usize - 1),
                Field::Weekday => WEEKDAYS.get((value as usize + 6) % 7),
                _ => return if letters == 0 { "AM".to_owned() } else { "am".to_owned() },
            };
            let name = name.copied().unwrap_or("");
            if letters == 0 { name } else { name.get(..letters).unwrap_or(name) }.to_owned()
        }
    }
}

/// `1st`, `2nd`, `3rd`, `11th`.
pub fn ordinal(value: i64) -> String {
    let suffix = match (value % 10, value % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{value}{suffix}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_show_and_read_a_day() {
        // 2 May 2026 is a Saturday, the 122nd day; ISO week 18; English week 18 (week 1 begins on 28 December 2025).
        for (format, path) in [
            ("YYYY-MM-DD", "2026-05-02"),
            ("YYYYMMDD", "20260502"),
            ("YYYY-MM-DD-dddd", "2026-05-02-Saturday"),
            ("YYYY-MM-DD ddd", "2026-05-02 Sat"),
            ("dd YYYY-MM-DD", "Sa 2026-05-02"),
            ("YYYY/MM-MMMM/YYYY-MM-DD-dddd", "2026/05-May/2026-05-02-Saturday"),
            ("YYYY/MM/DD", "2026/05/02"),
            ("[Daily] YYYY-MM-DD", "Daily 2026-05-02"),
            ("[YYYY]-YYYY-MM-DD", "YYYY-2026-05-02"),
            ("dddd, MMMM Do YYYY", "Saturday, May 2nd 2026"),
            ("MMM D, YYYY", "May 2, 2026"),
            ("M-D-YY", "5-2-26"),
            ("DD.MM.YYYY", "02.05.2026"),
            ("YYYY-DDDD", "2026-122"),
            ("YYYY-DDD", "2026-122"),
            ("GGGG-[W]WW-E", "2026-W18-6"),
            ("gggg-[W]ww-d", "2026-W18-6"),
            ("gggg-[W]w ddd", "2026-W18 Sat"),
            ("YYYY/[Q]Q/YYYY-MM-DD", "2026/Q2/2026-05-02"),
            ("YYYY/[W]WW/YYYY-MM-DD", "2026/W18/2026-05-02"),
            ("Mo Do YYYY", "5th 2nd 2026"),
            ("YYYY年MM月DD日", "2026年05月02日"),
            ("YYYY-MM-DDTHH:mm:ss", "2026-05-02T00:00:00"),
            ("YYYY-MM-DD hh.mm A", "2026-05-02 00.00 AM"),
            ("X", "1777680000"),
            ("x", "1777680000000"),
        ] {
            let day = Date::parse_iso("2026-05-02").unwrap();
            let format_of = Format::new(format).unwrap_or_else(|| panic!("{format}"));
            assert_eq!(format_of.show(day), path, "{format}");
            assert_eq!(format_of.read(path), Some(day), "{format}");
        }
    }

    #[test]
    fn edges_of_the_year() {
        for (format, path, day) in [
            ("GGGG-[W]WW-E", "2020-W53-5", "2021-01-01"),
            ("GGGG-[W]WW-E", "2026-W01-1", "2025-12-29"),
            ("gggg-[W]ww-d", "2026-W01-0", "2025-12-28"),
            ("gggg-[W]ww-d", "2021-W01-5", "2021-01-01"),
            ("YYYY-DDDD", "2024-366", "2024-12-31"),
            ("YY-MM-DD", "69-01-01", "1969-01-01"),
        ] {
            let format = Format::new(format).unwrap();
            let day = Date::parse_iso(day).unwrap();
            assert_eq!((format.read(path), format.show(day).as_str()), (Some(day), path));
        }
    }

    #[test]
    fn reading_is_whole_and_consistent() {
        for (format, path) in [
            ("YYYY-MM-DD", "2026-05-02 x"),
            ("YYYY-MM-DD", "x2026-05-02"),
            ("YYYY-MM-DD", "2026-5-2"),
            ("YYYY-MM-DD", "2026-02-31"),
            ("YYYY-MM-DD", ""),
            ("YYYY-MM-DD", "2026-05-é"),
            ("YYYY-MM-DD-dddd", "2026-05-02-Friday"),
            ("YYYY/MM-MMMM/YYYY-MM-DD", "2026/05-June/2026-05-02"),
            ("YYYY/MM/YYYY-MM-DD", "2025/05/2026-05-02"),
            ("YYYY-DDDD", "2026-366"),
            ("YYYY/[W]WW/YYYY-MM-DD", "2026/W19/2026-05-02"),
            ("GGGG-[W]WW-E", "2026-W60-1"),
            ("Do MMM YYYY", "2 May 2026"),
        ] {
            assert_eq!(Format::new(format).and_then(|format| format.read(path)), None, "{format} {path}");
        }
        let names = Format::new("D MMMM YYYY").unwrap();
        assert_eq!(names.read("2 mAY 2026"), Date::parse_iso("2026-05-02"));
        assert_eq!(names.read("02 May 2026"), Date::parse_iso("2026-05-02"));
    }

    #[test]
    fn formats_without_a_day_are_none() {
        for format in ["gggg-[W]ww", "YYYY-MM", "YYYY", "", "[YYYY-MM-DD]", "MM-DD", "GGGG-[W]WW", "YYYY-[W]ww-d", "YYYY-[Q]Q", "dddd"] {
            assert_eq!(Format::new(format), None, "{format:?}");
        }
        assert_eq!(Format::new(&"Y".repeat(5000)), None);
        assert!(Format::new("YYYY-MM-DD [unclosed").is_some());
    }
}
