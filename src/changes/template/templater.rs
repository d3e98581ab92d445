//! The few expressions of Templater that say a date, the title or the cursor, read as such: `tp.date.now("YYYY", 7)`, `tp.file.title`,
//! `tp.file.cursor()`. Everything else is refused and stays; no script is run. Source:
//! <https://silentvoid13.github.io/Templater/internal-functions/internal-modules/date-module.html>.

use crate::base::date::{Date, Step};
use crate::base::moment::Format;
use crate::base::moment_show;
use crate::base::now::Now;
use crate::changes::template::{Found, Trim, Values, Why};

/// What an expression gives, and what its marks take away before and behind it.
pub(super) fn value(inner: &str, values: &Values<'_>) -> (Found, Trim, Trim) {
    let trim = |mark: Option<char>| match mark {
        Some('-') => Trim::Line,
        Some('_') => Trim::All,
        _ => Trim::None,
    };
    let before = trim(inner.chars().next());
    let inner = inner.strip_prefix(['-', '_']).unwrap_or(inner);
    if inner.starts_with('*') {
        return (Found::Left(Why::Script), Trim::None, Trim::None);
    }
    let after = trim(inner.chars().next_back());
    let inner = inner.strip_suffix(['-', '_']).unwrap_or(inner);
    match expression(inner.trim(), values) {
        Some(found) => (found, before, after),
        None => (Found::Left(Why::Expression), Trim::None, Trim::None),
    }
}

/// An argument of a call.
#[derive(Clone, PartialEq, Debug)]
enum Argument {
    Text(String),
    Number(i64),
}

impl Argument {
    fn text(&self) -> Option<&str> {
        match self {
            Argument::Text(text) => Some(text),
            Argument::Number(_) => None,
        }
    }
}

fn expression(text: &str, values: &Values<'_>) -> Option<Found> {
    let text = text.strip_suffix(';').unwrap_or(text).trim_end();
    if text == "tp.file.title" {
        return Some(Found::Text(values.title.to_owned()));
    }
    let (name, rest) = text.split_once('(')?;
    let arguments = arguments(rest.strip_suffix(')')?, values)?;
    let now = values.now;
    let in_format = |usual: &str, most: usize| -> Option<String> {
        match arguments.as_slice() {
            [] => Some(usual.to_owned()),
            [format, ..] if arguments.len() <= most => format.text().map(str::to_owned),
            _ => None,
        }
    };
    let show = |format: String, now: Now| Some(Found::Text(moment_show::show(&format, now)));
    const DAY: &str = "YYYY-MM-DD";
    match name.trim() {
        "tp.date.now" => show(in_format(DAY, 4)?, shifted(&arguments, now)?),
        "tp.date.today" => show(in_format(DAY, 1)?, now),
        "tp.date.tomorrow" => show(in_format(DAY, 1)?, now.on(now.date.plus_days(1))),
        "tp.date.yesterday" => show(in_format(DAY, 1)?, now.on(now.date.plus_days(-1))),
        "tp.file.creation_date" | "tp.file.last_modified_date" => show(in_format("YYYY-MM-DD HH:mm", 1)?, now),
        "tp.file.cursor" if matches!(arguments.as_slice(), [] | [Argument::Number(_)]) => Some(Found::Cursor),
        _ => None,
    }
}

/// `tp.date.now(format, offset, reference, reference_format)`: the reference, or now, moved by the offset.
fn shifted(arguments: &[Argument], now: Now) -> Option<Now> {
    let base = match (arguments.get(2), arguments.get(3)) {
        (None, _) => now,
        (Some(reference), format) => {
            let reference = reference.text()?.trim();
            let date = match format {
                None => Date::parse_iso(reference),
                Some(format) => Format::new(format.text()?).and_then(|format| format.read(reference)),
            };
            Now { millis: 0, ..now }.on(date?)
        }
    };
    match arguments.get(1) {
        None => Some(base),
        Some(Argument::Number(days)) => Some(base.on(base.date.plus_days(*days))),
        Some(Argument::Text(duration)) => moved(duration.trim(), base),
    }
}

/// A moment moved by an ISO 8601 duration, whose parts may be negative: `P1Y`, `P-1M`, `-P2W`, `P1DT12H`.
fn moved(duration: &str, now: Now) -> Option<Now> {
    let negative = duration.starts_with('-');
    let mut rest = duration.trim_start_matches(['+', '-']).strip_prefix('P')?;
    let (mut now, mut time) = (now, false);
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('T') {
            (rest, time) = (after, true);
            continue;
        }
        let minus = rest.starts_with('-');
        rest = rest.trim_start_matches(['+', '-']);
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 5 {
            return None;
        }
        let n: u32 = rest.get(..digits)?.parse().ok()?;
        let unit = rest.as_bytes().get(digits)?;
        rest = rest.get(digits + 1..)?;
        let back = minus != negative;
        let step = match (unit, time) {
            (b'Y', false) => Step::months(n * 12),
            (b'M', false) => Step::months(n),
            (b'W', false) => Step::days(n * 7),
            (b'D', false) => Step::days(n),
            (b'H' | b'M' | b'S', true) => {
                let one: i64 = match unit {
                    b'H' => 3_600_000,
                    b'M' => 60_000,
                    _ => 1000,
                };
                now = now.plus_millis(if back { -1 } else { 1 } * one * i64::from(n));
                continue;
            }
            _ => return None,
        };
        now = now.on(if back { now.date.minus(step) } else { now.date.plus(step) });
    }
    Some(now)
}

/// Texts in quotes, whole numbers and `tp.file.title`, between commas. Anything else is none of ours.
fn arguments(text: &str, values: &Values<'_>) -> Option<Vec<Argument>> {
    let mut arguments = Vec::new();
    let mut rest = text.trim();
    if rest.is_empty() {
        return Some(arguments);
    }
    loop {
        let (argument, after) = argument(rest, values)?;
        arguments.push(argument);
        rest = after.trim_start();
        if rest.is_empty() {
            return Some(arguments);
        }
        rest = rest.strip_prefix(',')?.trim_start();
    }
}

fn argument<'t>(text: &'t str, values: &Values<'_>) -> Option<(Argument, &'t str)> {
    if let Some(after) = text.strip_prefix("tp.file.title") {
        return Some((Argument::Text(values.title.to_owned()), after));
    }
    let quote = text.chars().next()?;
    if matches!(quote, '"' | '\'' | '`') {
        let inner = text.get(1..)?;
        let (mut value, mut escaped) = (String::new(), false);
        for (at, c) in inner.char_indices() {
            match c {
                // Letters behind a backslash mean other characters, which no format needs.
                c if escaped && c.is_alphanumeric() => return None,
                c if escaped => {
                    value.push(c);
                    escaped = false;
                }
                '\\' => escaped = true,
                '$' if quote == '`' => return None,
                c if c == quote => return Some((Argument::Text(value), inner.get(at + 1..)?)),
                c => value.push(c),
            }
        }
        return None;
    }
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text).bytes().take_while(u8::is_ascii_digit).count();
    let length = digits + usize::from(text.starts_with(['-', '+']));
    let number = text.get(..length)?.parse().ok().filter(|_| (1..=6).contains(&digits))?;
    Some((Argument::Number(number), text.get(length..)?))
}
