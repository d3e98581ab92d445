//! The rules by which tasks recur, as the Obsidian plugin Tasks reads them: `every 2 weeks`, `every month on the 1st`, `every weekday`,
//! `every January on the 15th`, `when done`. What is not understood is no rule.
//! Source: the plugin's page "Recurring Tasks (Repetition)" <https://publish.obsidian.md/tasks/Getting+Started/Recurring+Tasks>.

use crate::base::date::{Date, Step};
use crate::base::date_names::{month_at, weekday_at};

/// A rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rule {
    every: Every,
    /// Counted from the day it was done, not from the day it was due.
    pub when_done: bool,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Every {
    Days(u32),
    /// So many weeks; the weekdays, none for the same.
    Weeks(u32, Vec<u32>),
    /// Monday to Friday.
    Weekday,
    /// So many months; the days in them, none for the same.
    Months(u32, Vec<Nth>),
    /// These months of the year; the days in them, none for the same.
    Named(Vec<u32>, Vec<Nth>),
    Years(u32),
}

/// A day of a month.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Nth {
    /// From the start, from 1; from the end, from -1.
    Day(i32),
    /// The weekday so many weeks from the start, from 1; from the end, from -1.
    Weekday(i32, u32),
}

impl Rule {
    /// Reads a rule.
    pub fn read(text: &str) -> Option<Rule> {
        let lower = text.trim().to_lowercase();
        let rest = lower.strip_prefix("every")?;
        let rest = rest.strip_prefix(' ')?.trim();
        let (rest, when_done) = match rest.strip_suffix("when done") {
            Some(rest) => (rest.trim_end(), true),
            None => (rest, false),
        };
        let (what, on) = match rest.split_once(" on ") {
            Some((what, on)) => (what.trim(), Some(on.trim())),
            None => (rest, None),
        };
        Some(Rule { every: every(what, on)?, when_done })
    }

    /// The first day after `from` that the rule names.
    pub fn next(&self, from: Date) -> Option<Date> {
        match &self.every {
            Every::Days(n) => Some(from.plus_days(i64::from(*n))),
            Every::Weeks(n, days) if days.is_empty() => Some(from.plus_days(7 * i64::from(*n))),
            Every::Weeks(n, days) => {
                // Weeks are counted from that of `from`, Monday first.
                let monday = from.plus_days(-i64::from(from.weekday()));
                let candidates = [0, 7 * i64::from(*n)]
                    .into_iter()
                    .flat_map(|week| days.iter().map(move |&day| monday.plus_days(week + i64::from(day))));
                candidates.filter(|day| *day > from).min()
            }
            Every::Weekday => (1..=3).map(|days| from.plus_days(days)).find(|day| day.weekday() < 5),
            Every::Months(n, days) if days.is_empty() => Some(from.plus(Step::months(*n))),
            Every::Months(n, days) => {
                let first = Date::from_ymd(from.year(), from.month(), 1)?;
                (0..=120).find_map(|times| earliest(first.plus(Step::months(times * n)), days, from))
            }
            Every::Named(months, days) => {
                let first = Date::from_ymd(from.year(), from.month(), 1)?;
                let same = [Nth::Day(from.day() as i32)];
                let days = if days.is_empty() { same.as_slice() } else { days.as_slice() };
                (0..=120)
                    .map(|ahead| first.plus(Step::months(ahead)))
                    .filter(|month| months.contains(&month.month()))
                    .find_map(|month| earliest(month, days, from))
            }
            Every::Years(n) => Some(from.plus(Step::months(12 * n))),
        }
    }
}

/// The first of these days of a month that lies after `from`.
fn earliest(month: Date, days: &[Nth], from: Date) -> Option<Date> {
    days.iter().filter_map(|nth| nth.of(month)).filter(|day| *day > from).min()
}

impl Nth {
    /// The day in a month, given by its first day; months without it have none.
    fn of(self, first: Date) -> Option<Date> {
        let last = first.plus(Step::months(1)).plus_days(-1);
        let day = match self {
            Nth::Day(n) if n > 0 => first.plus_days(i64::from(n) - 1),
            Nth::Day(n) => last.plus_days(i64::from(n) + 1),
            Nth::Weekday(n, weekday) if n > 0 => {
                let ahead = (i64::from(weekday) - i64::from(first.weekday())).rem_euclid(7);
                first.plus_days(ahead + 7 * (i64::from(n) - 1))
            }
            Nth::Weekday(n, weekday) => {
                let back = (i64::from(last.weekday()) - i64::from(weekday)).rem_euclid(7);
                last.plus_days(-back + 7 * (i64::from(n) + 1))
            }
        };
        (first <= day && day <= last).then_some(day)
    }
}

fn every(what: &str, on: Option<&str>) -> Option<Every> {
    if matches!(what, "weekday" | "weekdays") && on.is_none() {
        return Some(Every::Weekday);
    }
    let (number, unit) = match what.split_once(' ') {
        Some((number, unit)) if number.bytes().all(|byte| byte.is_ascii_digit()) => {
            (number.parse().ok().filter(|n| (1..=1000).contains(n))?, unit.trim())
        }
        Some(("other", unit)) => (2, unit.trim()),
        _ => (1, what),
    };
    let on = |read: fn(&str) -> Option<Vec<Nth>>| on.map_or(Some(Vec::new()), read);
    match unit {
        "day" | "days" => on(|_| None).map(|_| Every::Days(number)),
        "week" | "weeks" => {
            let weekdays = on(|text| listed(text).map(|word| weekday(word).map(|day| Nth::Weekday(0, day))).collect())?;
            let days = weekdays.into_iter().filter_map(|nth| if let Nth::Weekday(_, day) = nth { Some(day) } else { None });
            Some(Every::Weeks(number, days.collect()))
        }
        "month" | "months" => Some(Every::Months(number, on(days)?)),
        "year" | "years" => on(|_| None).map(|_| Every::Years(number)),
        _ if number == 1 => {
            if let Some(weekdays) = listed(what).map(weekday).collect::<Option<Vec<u32>>>() {
                return on(|_| None).map(|_| Every::Weeks(1, weekdays));
            }
            let months = listed(what).map(month).collect::<Option<Vec<u32>>>()?;
            Some(Every::Named(months, on(days)?))
        }
        _ => None,
    }
}

/// `the 1st and 24th`, `the last`, `the last friday`, `the 2nd last friday`, `the 2nd wednesday`.
fn days(text: &str) -> Option<Vec<Nth>> {
    listed(text).map(nth).collect()
}

fn nth(text: &str) -> Option<Nth> {
    let mut words = text.split_whitespace().filter(|word| *word != "the").peekable();
    let mut n: i32 = 1;
    let mut numbered = false;
    if let Some(number) = words.peek().and_then(|word| ordinal(word)) {
        n = number;
        numbered = true;
        words.next();
    }
    let last = words.next_if_eq(&"last").is_some();
    if !(numbered || last) {
        return None;
    }
    let n = if last { -n } else { n };
    let nth = match words.next() {
        None => Nth::Day(n),
        Some(word) => Nth::Weekday(n, weekday(word)?),
    };
    words.next().is_none().then_some(nth)
}

fn ordinal(word: &str) -> Option<i32> {
    let number = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    let named = ["", "first", "second", "third", "fourth", "fifth"].iter().position(|name| !name.is_empty() && *name == word);
    named.map(|n| n as i32).or_else(|| number.parse().ok()).filter(|n| (1..=31).contains(n))
}

/// The parts of `a, b and c`.
fn listed(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').flat_map(|part| part.split(" and ")).map(str::trim).filter(|part| !part.is_empty())
}

fn weekday(word: &str) -> Option<u32> {
    weekday_at(word.as_bytes(), 0).filter(|(_, end)| *end == word.len()).map(|(day, _)| day)
}

fn month(word: &str) -> Option<u32> {
    month_at(word.as_bytes(), 0).filter(|(_, end)| *end == word.len()).map(|(month, _)| u32::from(month))
}

#[cfg(test)]
mod tests {
    use super::Rule;
    use crate::base::date::Date;

    #[test]
    fn the_day_after_a_day() {
        for (rule, from, next) in [
            ("every day", "2026-05-20", "2026-05-21"),
            ("every 3 days", "2026-05-30", "2026-06-02"),
            ("every week", "2026-05-20", "2026-05-27"),
            ("every 2 weeks", "2021-10-30", "2021-11-13"),
            ("every other week", "2026-05-20", "2026-06-03"),
            ("every Sunday", "2021-04-25", "2021-05-02"),
            ("every Monday, Thursday", "2026-05-20", "2026-05-21"),
            ("every week on Tuesday, Friday", "2026-05-22", "2026-05-26"),
            ("every 3 weeks on Friday", "2026-05-20", "2026-05-22"),
            ("every 3 weeks on Friday", "2026-05-22", "2026-06-12"),
            ("every weekday", "2026-05-22", "2026-05-25"),
            ("every month", "2021-10-31", "2021-11-30"),
            ("every month", "2022-01-30", "2022-02-28"),
            ("every 3 months", "2022-01-31", "2022-04-30"),
            ("every month on the 1st", "2026-05-01", "2026-06-01"),
            ("every month on the last", "2022-01-31", "2022-02-28"),
            ("every month on the last Friday", "2026-05-29", "2026-06-26"),
            ("every month on the 2nd last Friday", "2026-05-22", "2026-06-19"),
            ("every 6 months on the 2nd Wednesday", "2026-05-13", "2026-11-11"),
            ("every month on the 31st", "2022-01-31", "2022-03-31"),
            ("every January on the 15th", "2026-05-20", "2027-01-15"),
            ("every February on the last", "2026-05-20", "2027-02-28"),
            ("every April and December on the 1st and 24th", "2026-04-01", "2026-04-24"),
            ("every April and December on the 1st and 24th", "2026-04-24", "2026-12-01"),
            ("every year", "2024-02-29", "2025-02-28"),
            ("Every 10 days when done", "2026-05-20", "2026-05-30"),
        ] {
            let next_day = Rule::read(rule).and_then(|rule| rule.next(Date::parse_iso(from).unwrap()));
            assert_eq!(next_day, Date::parse_iso(next), "{rule} from {from}");
        }
        assert!(Rule::read("every week when done").unwrap().when_done);
    }

    #[test]
    fn what_is_no_rule() {
        for text in [
            "",
            "every",
            "every now and then",
            "weekly",
            "every 0 days",
            "every month on the 32nd",
            "every day on Friday",
            "every week on the 3rd",
            "every 99999999999 weeks",
        ] {
            assert_eq!(Rule::read(text), None, "{text}");
        }
    }
}
