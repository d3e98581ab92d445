//! A moment on the wall clock: a day, a time of day and how far the zone lies from UTC. What templates are filled with. One of the two files
//! that name chrono.

use chrono::{Local, Timelike};

use crate::base::date::Date;

/// A day with its time, as a clock on the wall shows it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Now {
    /// The day.
    pub date: Date,
    /// Milliseconds since midnight.
    pub millis: u32,
    /// Minutes east of UTC.
    pub offset: i32,
}

impl Now {
    /// The start of a day, in UTC.
    pub const fn midnight(date: Date) -> Now {
        Now { date, millis: 0, offset: 0 }
    }

    /// What the local clock shows. Called by `main` only.
    pub fn read() -> Now {
        let now = Local::now();
        // A leap second counts as the last millisecond before it.
        let millis = now.num_seconds_from_midnight() * 1000 + (now.nanosecond() / 1_000_000).min(999);
        Now { date: Date::today(), millis, offset: now.offset().local_minus_utc() / 60 }
    }

    /// `2026-11-23` or `2026-11-23T14:30`, with or without seconds: how a moment is fixed for tests.
    pub fn parse(text: &str) -> Option<Now> {
        let text = text.trim();
        let Some((date, time)) = text.split_once(['T', ' ']) else { return Date::parse_iso(text).map(Now::midnight) };
        let mut parts = time.split(':').map(|part| (part.len() == 2).then(|| part.parse::<u32>().ok()).flatten());
        let (hour, minute) = (parts.next()??, parts.next()??);
        let second = parts.next().unwrap_or(Some(0))?;
        if parts.next().is_some() || hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        Some(Now { date: Date::parse_iso(date)?, millis: ((hour * 60 + minute) * 60 + second) * 1000, offset: 0 })
    }

    /// The same time on another day.
    pub fn on(self, date: Date) -> Now {
        Now { date, ..self }
    }

    /// Moved by milliseconds, over midnight where need be.
    pub fn plus_millis(self, millis: i64) -> Now {
        const DAY: i64 = 86_400_000;
        let sum = i64::from(self.millis).saturating_add(millis);
        Now { date: self.date.plus_days(sum.div_euclid(DAY)), millis: sum.rem_euclid(DAY) as u32, offset: self.offset }
    }

    /// Milliseconds since the beginning of 1970 in UTC.
    pub fn unix_millis(self) -> i64 {
        let days = Date::from_ymd(1970, 1, 1).map_or(0, |epoch| epoch.days_until(self.date));
        days * 86_400_000 + i64::from(self.millis) - i64::from(self.offset) * 60_000
    }
}

#[cfg(test)]
mod tests {
    use super::Now;

    #[test]
    fn moments_are_read_and_moved() {
        let now = Now::parse("2026-11-23T14:30").unwrap();
        assert_eq!((now.date.to_string().as_str(), now.millis), ("2026-11-23", 52_200_000));
        assert_eq!(Now::parse("2026-11-23").map(|now| now.millis), Some(0));
        assert_eq!(Now::parse("2026-11-23 23:59:59").map(|now| now.plus_millis(1000).date.to_string()), Some("2026-11-24".to_owned()));
        assert_eq!(now.plus_millis(-52_200_001).date.to_string(), "2026-11-22");
        for text in ["", "2026-11-23T", "2026-11-23T24:00", "2026-11-23T1:00", "2026-02-31T10:00", "2026-11-23T10:00:00:00"] {
            assert_eq!(Now::parse(text), None, "{text}");
        }
    }
}
