//! A calendar day and a calendar step. The only file that names chrono, so that another date library can replace it.

use std::fmt;
use std::num::NonZeroU32;

use chrono::{Datelike, Months, NaiveDate};

/// A day of the proleptic Gregorian calendar, years 1 to 9999: its number, so that days are compared and counted by plain arithmetic.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NonZeroU32);

/// The number of 31 December 9999.
const LAST: i32 = 3_652_059;

impl Date {
    /// The day, or `None` when the calendar has no such day (31 February).
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Date> {
        Date::of(NaiveDate::from_ymd_opt(year, month, day)?)
    }

    /// Exactly `YYYY-MM-DD` (ISO 8601 extended), nothing around it.
    pub fn parse_iso(text: &str) -> Option<Date> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let number = |range: std::ops::Range<usize>| -> Option<u32> {
            bytes[range].iter().try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
        };
        Date::from_ymd(number(0..4)? as i32, number(5..7)?, number(8..10)?)
    }

    /// The day it is on the local clock. Called by `cli` only.
    pub fn today() -> Date {
        Date::of(chrono::Local::now().date_naive()).unwrap_or(Date(NonZeroU32::MIN))
    }

    /// `None` outside the years 1 to 9999.
    fn of(day: NaiveDate) -> Option<Date> {
        Date::from_number(day.num_days_from_ce())
    }

    fn in_calendar(self) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(self.number()).unwrap_or_default()
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.in_calendar().year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u32 {
        self.in_calendar().month()
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u32 {
        self.in_calendar().day()
    }

    /// The weekday, 0 for Monday to 6 for Sunday.
    pub fn weekday(self) -> u32 {
        // The first day of the calendar was a Monday.
        (self.number() as u32 - 1) % 7
    }

    /// Whether it is a Saturday or a Sunday.
    pub fn is_weekend(self) -> bool {
        self.weekday() >= 5
    }

    /// The number of the day, counted from 1 for 1 January of the year 1.
    pub fn number(self) -> i32 {
        self.0.get() as i32
    }

    /// The day of a number; `None` outside the calendar's years 1 to 9999.
    pub fn from_number(number: i32) -> Option<Date> {
        u32::try_from(number).ok().filter(|_| number <= LAST).and_then(NonZeroU32::new).map(Date)
    }

    /// Days from this day to `later`; negative when `later` is earlier.
    pub fn days_until(self, later: Date) -> i64 {
        i64::from(later.number()) - i64::from(self.number())
    }

    /// This day moved by `days`, stopping at the ends of the calendar.
    pub fn plus_days(self, days: i64) -> Date {
        let moved = i64::from(self.number()).saturating_add(days).clamp(1, i64::from(LAST));
        Date::from_number(moved as i32).unwrap_or(self)
    }

    /// This day moved by a calendar step: months first, clamped to the month's last day, then days.
    pub fn plus(self, step: Step) -> Date {
        let months = || self.in_calendar().checked_add_months(Months::new(step.months)).and_then(Date::of);
        let moved = if step.months == 0 { self } else { months().unwrap_or(self) };
        moved.plus_days(i64::from(step.days))
    }

    /// This day moved back by a calendar step: months first, clamped to the month's last day, then days.
    pub fn minus(self, step: Step) -> Date {
        let months = self.in_calendar().checked_sub_months(Months::new(step.months)).and_then(Date::of);
        months.unwrap_or(self).plus_days(-i64::from(step.days))
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl serde::Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i32(self.number())
    }
}

impl<'d> serde::Deserialize<'d> for Date {
    fn deserialize<D: serde::Deserializer<'d>>(from: D) -> Result<Date, D::Error> {
        let number = <i32 as serde::Deserialize>::deserialize(from)?;
        Date::from_number(number).ok_or_else(|| serde::de::Error::custom("no day of the calendar"))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = self.in_calendar();
        write!(f, "{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
    }
}

/// A calendar step: so many months (31 January + 1 month = 28 or 29 February), then so many days.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Step {
    /// Calendar months; a year is twelve.
    pub months: u32,
    /// Days; a week is seven.
    pub days: u32,
}

impl Step {
    /// A step of whole days.
    pub const fn days(days: u32) -> Step {
        Step { months: 0, days }
    }

    /// A step of whole months.
    pub const fn months(months: u32) -> Step {
        Step { months, days: 0 }
    }

    /// The length in days, months taken as 365.25 / 12 days: for comparing steps, never for dates.
    pub fn rough_days(self) -> f64 {
        f64::from(self.months) * 365.25 / 12.0 + f64::from(self.days)
    }
}

/// A day of the year, with the year when it is known: a birthday or another yearly date.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize)]
pub struct Anniversary {
    /// The year of the first one, `None` when unknown.
    pub year: Option<i32>,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month; 29 February is kept as such.
    pub day: u8,
}

impl Anniversary {
    /// The day it falls on in `year`; 29 February falls on 28 February in common years.
    pub fn in_year(self, year: i32) -> Option<Date> {
        let (month, day) = (u32::from(self.month), u32::from(self.day));
        Date::from_ymd(year, month, day).or_else(|| (month == 2 && day == 29).then(|| Date::from_ymd(year, 2, 28)).flatten())
    }

    /// The first time it falls on `day` or later.
    pub fn next_from(self, day: Date) -> Option<Date> {
        self.in_year(day.year()).filter(|&on| on >= day).or_else(|| self.in_year(day.year() + 1))
    }

    /// How many years it is old on `day`, when the year is known.
    pub fn years_on(self, day: Date) -> Option<i32> {
        self.year.map(|year| day.year() - year)
    }
}

impl fmt::Display for Anniversary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}-{:02}-{:02}", self.month, self.day),
            None => write!(f, "--{:02}-{:02}", self.month, self.day),
        }
    }
}
