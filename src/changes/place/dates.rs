//! A date as a note writes it, with another day in its place: ISO, with month names, as a link to a daily note, with or without a weekday.
//! A time of day is left out. What is not recognised is not guessed.

use crate::base::date::Date;
use crate::base::english::{month_name, weekday_name};
use crate::base::moment::Format;
use crate::config::Config;

/// The ways to write a day.
pub struct Ways {
    daily: Vec<(String, Format)>,
}

/// A way to write a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// The vault's own daily notes, by number; with the folder or without.
    Daily(usize, bool),
    /// One of the fixed ones.
    Fixed(usize),
}

const FIXED: &[fn(Date) -> String] = &[
    |day| day.to_string(),
    |day| format!("{:04}/{:02}/{:02}", day.year(), day.month(), day.day()),
    |day| format!("{:04}.{:02}.{:02}", day.year(), day.month(), day.day()),
    |day| format!("{:04}_{:02}_{:02}", day.year(), day.month(), day.day()),
    |day| format!("{:04}{:02}{:02}", day.year(), day.month(), day.day()),
    |day| format!("{:04}-{}-{}", day.year(), day.month(), day.day()),
    |day| format!("{} {} {:04}", day.day(), month_name(day.month()), day.year()),
    |day| format!("{:02} {} {:04}", day.day(), month_name(day.month()), day.year()),
    |day| format!("{} {}, {:04}", day.day(), month_name(day.month()), day.year()),
    |day| format!("{} {}, {:04}", month_name(day.month()), day.day(), day.year()),
    |day| format!("{} {:02}, {:04}", month_name(day.month()), day.day(), day.year()),
    |day| format!("{} {} {:04}", month_name(day.month()), day.day(), day.year()),
    |day| format!("{} {}, {:04}", month_name(day.month()), ordinal(day), day.year()),
    |day| format!("{} {} {:04}", month_name(day.month()), ordinal(day), day.year()),
    |day| format!("{} {} {:04}", ordinal(day), month_name(day.month()), day.year()),
    |day| format!("{} of {} {:04}", ordinal(day), month_name(day.month()), day.year()),
    |day| format!("{} {} {:04}", day.day(), short(day), day.year()),
    |day| format!("{:02} {} {:04}", day.day(), short(day), day.year()),
    |day| format!("{} {}, {:04}", short(day), day.day(), day.year()),
    |day| format!("{} {:02}, {:04}", short(day), day.day(), day.year()),
    |day| format!("{} {} {:04}", short(day), day.day(), day.year()),
    |day| format!("{}-{}-{:04}", day.day(), short(day), day.year()),
    |day| format!("{:02}-{}-{:04}", day.day(), short(day), day.year()),
    |day| format!("{:02}.{:02}.{:04}", day.day(), day.month(), day.year()),
    |day| format!("{}.{}.{:04}", day.day(), day.month(), day.year()),
    |day| format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year()),
    |day| format!("{}/{}/{:04}", day.day(), day.month(), day.year()),
    |day| format!("{:02}-{:02}-{:04}", day.day(), day.month(), day.year()),
    |day| format!("{:02}/{:02}/{:04}", day.month(), day.day(), day.year()),
    |day| format!("{}/{}/{:04}", day.month(), day.day(), day.year()),
    // Without a year: what a link shows.
    |day| format!("{} {}", day.day(), month_name(day.month())),
    |day| format!("{} {}", month_name(day.month()), day.day()),
    |day| format!("{} {}", day.day(), short(day)),
    |day| format!("{} {}", short(day), day.day()),
];

fn short(day: Date) -> String {
    month_name(day.month()).chars().take(3).collect()
}

fn ordinal(day: Date) -> String {
    let ending = match day.day() {
        11..=13 => "th",
        n if n % 10 == 1 => "st",
        n if n % 10 == 2 => "nd",
        n if n % 10 == 3 => "rd",
        _ => "th",
    };
    format!("{}{ending}", day.day())
}

impl Ways {
    /// The ways of a vault.
    pub fn new(config: &Config) -> Ways {
        let daily = config.daily.iter().filter_map(|daily| Some((daily.folder.clone(), Format::new(&daily.format)?)));
        Ways { daily: daily.collect() }
    }

    /// Every way, the longest texts first where one could hold another.
    fn all(&self) -> impl Iterator<Item = Way> {
        let daily = (0..self.daily.len()).flat_map(|at| [Way::Daily(at, true), Way::Daily(at, false)]);
        daily.chain((0..FIXED.len()).map(Way::Fixed))
    }

    fn write(&self, way: Way, day: Date) -> String {
        match way {
            Way::Daily(at, with_folder) => match self.daily.get(at) {
                Some((folder, format)) if with_folder && !folder.is_empty() => format!("{folder}/{}", format.show(day)),
                Some((_, format)) => format.show(day),
                None => day.to_string(),
            },
            Way::Fixed(at) => FIXED.get(at).map_or_else(|| day.to_string(), |write| write(day)),
        }
    }

    /// The way that fits most of the texts: each with the day it holds.
    pub fn common(&self, texts: &[(&str, Date)]) -> Option<Way> {
        let fitting = |way: Way| texts.iter().filter(|(text, day)| text.contains(&self.write(way, *day))).count();
        let mut best: Option<(usize, Way)> = None;
        for way in self.all() {
            let count = fitting(way);
            if count > best.map_or(0, |(most, _)| most) {
                best = Some((count, way));
            }
        }
        best.map(|(_, way)| way)
    }

    /// The text with the day `new` for the day `old`, weekdays and all, without a time of day; `None` when it does not hold it that way.
    pub fn moved(&self, text: &str, way: Way, old: Date, new: Date) -> Option<String> {
        let written = self.write(way, old);
        if !text.contains(&written) {
            return None;
        }
        let (mut kept, mut other) = (text.replace(&written, "\u{1}"), None);
        // `[[Daily/2026-05-02|2 May]]`: a second way beside the first.
        if let Some(second) = self.all().filter(|second| *second != way).find(|second| kept.contains(&self.write(*second, old))) {
            kept = kept.replace(&self.write(second, old), "\u{2}");
            other = Some(second);
        }
        let kept = without_time(&moved_weekday(&kept, old, new));
        let moved = kept.replace('\u{1}', &self.write(way, new));
        Some(match other {
            Some(second) => moved.replace('\u{2}', &self.write(second, new)),
            None => moved,
        })
    }
}

/// The weekday's name, in full or by three letters, in the case it has.
fn moved_weekday(text: &str, old: Date, new: Date) -> String {
    let (old, new) = (weekday_name(old), weekday_name(new));
    let three = |name: &str| name.chars().take(3).collect::<String>();
    for (from, to) in [(old.to_owned(), new.to_owned()), (three(old), three(new))] {
        for case in [str::to_owned as fn(&str) -> String, str::to_lowercase, str::to_uppercase] {
            let (from, to) = (case(&from), case(&to));
            let Some(at) = text.find(&from) else { continue };
            let (before, after) = (text.get(..at).unwrap_or(""), text.get(at + from.len()..).unwrap_or(""));
            if !before.ends_with(char::is_alphabetic) && !after.starts_with(char::is_alphabetic) {
                return format!("{before}{to}{after}");
            }
        }
    }
    text.to_owned()
}

/// Without `14:30`, `at 2:30 pm`, `T14:30:00`, `(14:30)`, `14:30–15:00`.
fn without_time(text: &str) -> String {
    let Some(colon) = text.char_indices().find(|&(at, c)| {
        let two = text.get(at + 1..at + 3).is_some_and(|pair| pair.bytes().all(|byte| byte.is_ascii_digit()));
        c == ':' && two && text.get(..at).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()))
    }) else {
        return text.to_owned();
    };
    let before = text.get(..colon.0).unwrap_or("").trim_end_matches(|c: char| c.is_ascii_digit());
    let behind = text.get(colon.0..).unwrap_or("");
    let length = behind.find(|c: char| !c.is_ascii_digit() && !":.–—+Zz".contains(c)).unwrap_or(behind.len());
    let mut rest = behind.get(length..).unwrap_or("");
    for half in [" am", " pm", " AM", " PM", "am", "pm", "AM", "PM"] {
        rest = rest.strip_prefix(half).filter(|rest| !rest.starts_with(char::is_alphanumeric)).unwrap_or(rest);
    }
    let mut head = before;
    if let (Some(open), Some(close)) = (before.strip_suffix('('), rest.strip_prefix(')')) {
        (head, rest) = (open, close);
    }
    let head = head.trim_end_matches([' ', ',']);
    let head = head.strip_suffix(" at").or_else(|| head.strip_suffix('T')).unwrap_or(head);
    // `- 14:30-15:00`: the end of a range of times.
    let rest = if let Some(end) = rest.strip_prefix(['-']) { without_time(end.trim_start()) } else { rest.to_owned() };
    format!("{head}{rest}")
}

#[cfg(test)]
mod tests {
    use super::Ways;
    use crate::base::date::Date;
    use crate::config::{Config, DailyNotes};

    #[test]
    fn a_date_is_written_as_it_was() {
        let day = |text: &str| Date::parse_iso(text).unwrap();
        let daily = DailyNotes { folder: "Daily".to_owned(), format: "YYYY/MM/YYYY-MM-DD ddd".to_owned(), template: String::new() };
        let ways = Ways::new(&Config { daily: vec![daily], ..Config::default() });
        for (written, expected) in [
            ("2026-05-02 ", "2026-11-20 "),
            ("**2026-05-02:** ", "**2026-11-20:** "),
            ("[[2026-05-02]] — ", "[[2026-11-20]] — "),
            ("[[Daily/2026-05-02|2026-05-02]] ", "[[Daily/2026-11-20|2026-11-20]] "),
            ("[[Daily/2026/05/2026-05-02 Sat|2 May]] ", "[[Daily/2026/11/2026-11-20 Fri|20 November]] "),
            ("[[2026-05-02|Saturday]] ", "[[2026-11-20|Friday]] "),
            ("Sat 2026-05-02, ", "Fri 2026-11-20, "),
            ("2026-05-02 (sat) ", "2026-11-20 (fri) "),
            ("2026-05-02 14:30 ", "2026-11-20 "),
            ("2026-05-02 at 2:30 pm: ", "2026-11-20: "),
            ("2026-05-02T14:30:00Z ", "2026-11-20 "),
            ("2026-05-02 (14:30) - ", "2026-11-20 - "),
            ("2026-05-02 14:30-15:00 ", "2026-11-20 "),
            ("[[2026-05-02]] 14:30 - ", "[[2026-11-20]] - "),
            ("2 May 2026 — ", "20 November 2026 — "),
            ("May 2, 2026 - ", "November 20, 2026 - "),
            ("May 2nd, 2026 - ", "November 20th, 2026 - "),
            ("02.05.2026 ", "20.11.2026 "),
            ("20260502 ", "20261120 "),
        ] {
            let way = ways.common(&[(written, day("2026-05-02"))]).unwrap();
            assert_eq!(ways.moved(written, way, day("2026-05-02"), day("2026-11-20")).as_deref(), Some(expected), "{written}");
        }
        // May is short and long: the other entries tell.
        let way = ways.common(&[("2 May 2026", day("2026-05-02")), ("3 Oct 2026", day("2026-10-03"))]).unwrap();
        assert_eq!(ways.moved("2 May 2026", way, day("2026-05-02"), day("2026-11-20")).as_deref(), Some("20 Nov 2026"));
    }
}
