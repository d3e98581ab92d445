//! What stands between `{{` and `}}`: Obsidian's own names, steps of days and other units, values set on the command line, prompts.

use crate::base::date::{Date, Step};
use crate::base::date_names::weekday_at;
use crate::base::now::Now;
use crate::base::{fold, moment_show};
use crate::changes::template::{Found, Rendered, Values, Why};

/// The label of `{{prompt:Label}}`.
pub fn prompt(inner: &str) -> Option<&str> {
    let (head, label) = inner.split_once(':')?;
    let label = label.trim();
    (head.trim().eq_ignore_ascii_case("prompt") && !label.is_empty()).then_some(label)
}

/// What a placeholder gives. Names are read without case; `rendered` learns which values were asked for.
pub(super) fn value(inner: &str, values: &Values<'_>, rendered: &mut Rendered) -> Found {
    let inner = inner.trim();
    let label = prompt(inner);
    if let Some(text) = set(label.unwrap_or(inner), values, rendered) {
        return Found::Text(text);
    }
    if let Some(label) = label {
        return Found::Left(Why::Unanswered(label.to_owned()));
    }
    let (head, format) = match inner.split_once(':') {
        Some((head, format)) => (head.trim(), format.trim()),
        None => (inner, ""),
    };
    let word = head.to_ascii_lowercase();
    let bare = format.is_empty();
    match word.split_ascii_whitespace().collect::<Vec<_>>().join(" ").as_str() {
        "title" if bare => return Found::Text(values.title.to_owned()),
        "name" if bare => return Found::Text(values.name.to_owned()),
        "cursor" if bare => return Found::Cursor,
        "each person" if bare => return Found::EachPerson,
        "people" if bare && !values.people.is_empty() => {
            rendered.named_people = true;
            return Found::Text(values.people.join(", "));
        }
        _ => {}
    }
    match moment(head, values.now) {
        Some((now, time)) => {
            let usual = if time { values.time_format } else { values.date_format };
            Found::Text(moment_show::show(if bare { usual } else { format }, now))
        }
        None => Found::Left(Why::Unknown(inner.to_owned())),
    }
}

/// The value set for a name; the first of several that are one word apart from case, spaces, dashes and underscores.
fn set(name: &str, values: &Values<'_>, rendered: &mut Rendered) -> Option<String> {
    let key = fold::key(name);
    let at = values.set.iter().position(|(known, _)| fold::key(known) == key)?;
    if let Some(used) = rendered.used.get_mut(at) {
        *used = true;
    }
    values.set.get(at).map(|(_, value)| value.clone())
}

/// The moment a head names, and whether it is a time of day: `date`, `time`, `date+7d`, `time -1h`, `yesterday`, `tomorrow`, `monday`.
fn moment(head: &str, now: Now) -> Option<(Now, bool)> {
    let head = head.to_owned();
    let at = |word: &str| head.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word)).map(|_| word.len());
    if let Some(len) = at("date") {
        return stepped(head.get(len..)?, now, false).map(|now| (now, false));
    }
    if let Some(len) = at("time") {
        return stepped(head.get(len..)?, now, true).map(|now| (now, true));
    }
    let day = match head.to_ascii_lowercase().as_str() {
        "yesterday" => now.date.plus_days(-1),
        "tomorrow" => now.date.plus_days(1),
        word => weekday(word, now.date)?,
    };
    Some((now.on(day), false))
}

/// A weekday by its full name, in the week (Monday first) of a day.
fn weekday(word: &str, date: Date) -> Option<Date> {
    let (weekday, end) = weekday_at(word.as_bytes(), 0)?;
    (end == word.len() && word.ends_with("day")).then(|| date.plus_days(i64::from(weekday) - i64::from(date.weekday())))
}

/// A moment moved by steps one after the other: `+7d`, `-1M`, `+1y-1d`. Without a unit, days.
fn stepped(text: &str, now: Now, time: bool) -> Option<Now> {
    let mut rest = text.trim();
    let mut now = now;
    while !rest.is_empty() {
        let back = match rest.as_bytes().first()? {
            b'+' => false,
            b'-' => true,
            _ => return None,
        };
        rest = rest.get(1..)?.trim_start();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 5 {
            return None;
        }
        let n: u32 = rest.get(..digits)?.parse().ok()?;
        rest = rest.get(digits..)?.trim_start();
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        now = moved(now, n, rest.get(..letters)?, back, time)?;
        rest = rest.get(letters..)?.trim_start();
    }
    Some(now)
}

/// `m` is a minute in a time and a month in a date; `M` is always a month.
fn moved(now: Now, n: u32, unit: &str, back: bool, time: bool) -> Option<Now> {
    let step = match unit {
        "" | "d" | "D" | "day" | "days" => Step::days(n),
        "w" | "W" | "week" | "weeks" => Step::days(n * 7),
        "M" | "mo" | "month" | "months" => Step::months(n),
        "m" if !time => Step::months(n),
        "q" | "Q" | "quarter" | "quarters" => Step::months(n * 3),
        "y" | "Y" | "year" | "years" => Step::months(n * 12),
        _ => {
            let one: i64 = match unit {
                "h" | "H" | "hour" | "hours" => 3_600_000,
                "m" | "min" | "minute" | "minutes" => 60_000,
                "s" | "second" | "seconds" => 1000,
                _ => return None,
            };
            return Some(now.plus_millis(if back { -1 } else { 1 } * one * i64::from(n)));
        }
    };
    Some(now.on(if back { now.date.minus(step) } else { now.date.plus(step) }))
}
