//! Days and ages in a query: `>90d`, `2026-05`, `2026-01..2026-03`, `december`, `"last friday"`, each into a range of days.
//!
//! An age counts backwards from the day asked for, and forwards for a day that lies ahead. A bare age is refused: it could mean within or
//! beyond.

use crate::base::date::{Date, Step};
use crate::base::date_names::month_at;
use crate::base::date_text;
use crate::base::spoken::{self, Lean, Misread};
use crate::base::when::When;

use super::lex::Value;
use super::numbers::{Sign, sign};
use super::tree::Days;
use super::{Fault, Reading};

/// What one end of a range, or the whole value, says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    /// So long ago, or ahead: the day that is.
    Age(Date),
    /// From one day to another, both included.
    Days(Date, Date),
}

/// What a field says of its dates.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner<'m> {
    /// The field's name, for messages.
    pub field: &'m str,
    /// Whether it lies ahead, so that ages count forwards.
    pub ahead: bool,
    /// Whether it may be missing, which `never` asks for.
    pub never: bool,
}

/// Reads a day, an age with a sign, or a range.
pub(super) fn read(value: &Value, manner: Manner<'_>, reading: &Reading<'_>) -> Result<Days, Fault> {
    let fault = |message: String| Fault::new(value.span, message, examples(manner));
    let text = value.text.trim();
    if manner.never && matches!(text.to_lowercase().as_str(), "never" | "none") {
        return Ok(Days::Never);
    }
    let (sign, rest) = sign(text);
    if sign.is_none()
        && let Some((from, to)) = rest.split_once("..")
        && let Ok(range) = range(from.trim(), to.trim(), manner, reading)
    {
        return range.ok_or_else(|| fault("the range runs backwards".to_owned()));
    }
    match (sign, part(rest, manner, reading).map_err(fault)?) {
        (None, Part::Age(_)) => {
            let (field, [near, far]) = (manner.field, if manner.ahead { ["sooner", "later"] } else { ["less long ago", "longer ago"] });
            Err(Fault::new(
                value.span,
                format!("`{field}:{rest}` could mean within or beyond"),
                format!("write `{field}:<{rest}` for {near}, `{field}:>{rest}` for {far}"),
            ))
        }
        (Some(Sign::Equal), Part::Age(day)) => Ok(Days::Range(Some(day), Some(day))),
        (None | Some(Sign::Equal), Part::Days(from, to)) => Ok(Days::Range(Some(from), Some(to))),
        (Some(sign), part) => Ok(compared(sign, part, manner, reading)),
    }
}

/// The days a sign asks for. Of an age `>` is further from today, of a date later.
fn compared(sign: Sign, part: Part, manner: Manner<'_>, reading: &Reading<'_>) -> Days {
    let (before, after) = (|day: Date| Some(day.plus_days(-1)), |day: Date| Some(day.plus_days(1)));
    match part {
        // Longer ago than: no day to come is.
        Part::Age(day) if !manner.ahead => match sign {
            Sign::More => Days::Range(None, before(day)),
            Sign::AtLeast => Days::Range(None, Some(day)),
            Sign::AtMost => Days::Range(Some(day), Some(reading.today)),
            Sign::Less => Days::Range(after(day), Some(reading.today)),
            Sign::Equal => Days::Range(Some(day), Some(day)),
        },
        Part::Age(day) => compared(sign, Part::Days(day, day), manner, reading),
        Part::Days(from, to) => match sign {
            Sign::More => Days::Range(after(to), None),
            Sign::AtLeast => Days::Range(Some(from), None),
            Sign::AtMost => Days::Range(None, Some(to)),
            Sign::Less => Days::Range(None, before(from)),
            Sign::Equal => Days::Range(Some(from), Some(to)),
        },
    }
}

/// `a..b`, one of them may be missing. `Ok(None)`: backwards. Two ages may stand in either order.
fn range(from: &str, to: &str, manner: Manner<'_>, reading: &Reading<'_>) -> Result<Option<Days>, String> {
    if from.is_empty() && to.is_empty() {
        return Err("the range has no ends".to_owned());
    }
    let read = |text: &str| if text.is_empty() { Ok(None) } else { part(text, manner, reading).map(Some) };
    let (from, to) = (read(from)?, read(to)?);
    if let (Some(Part::Age(one)), Some(Part::Age(other))) = (from, to) {
        return Ok(Some(Days::Range(Some(one.min(other)), Some(one.max(other)))));
    }
    let first = from.map(|part| match part {
        Part::Age(day) => day,
        Part::Days(first, _) => first,
    });
    let last = to.map(|part| match part {
        Part::Age(day) => day,
        Part::Days(_, last) => last,
    });
    let backwards = matches!((first, last), (Some(first), Some(last)) if first > last);
    Ok((!backwards).then_some(Days::Range(first, last)))
}

/// One date, month, year, spoken date or age; the error is a sentence.
pub(super) fn part(text: &str, manner: Manner<'_>, reading: &Reading<'_>) -> Result<Part, String> {
    if text.is_empty() {
        return Err("a date is missing".to_owned());
    }
    let lean = if manner.ahead { Lean::Future } else { Lean::Past };
    if let Some(day) = age(text, manner.ahead, reading.today) {
        return Ok(Part::Age(day));
    }
    if let Some((from, to)) = period(text, reading.today) {
        return Ok(Part::Days(from, to));
    }
    if let Some((year, month)) = named_month(text, lean, reading.today) {
        return month_of(year, month).ok_or_else(|| format!("the calendar has no `{text}`"));
    }
    let when = date_text::value(text);
    let day = when.and_then(|when| match when {
        When::Day(day) => Some(Part::Days(day, day)),
        When::Range(from, to) => Some(Part::Days(from, to)),
        When::Month(year, month) => month_of(year, month),
        When::Year(year) => Some(Part::Days(Date::from_ymd(year, 1, 1)?, Date::from_ymd(year, 12, 31)?)),
        When::Ambiguous { .. } => when.day(reading.order).map(|day| Part::Days(day, day)),
        _ => None,
    });
    if let Some(day) = day {
        return Ok(day);
    }
    match spoken::read(text, reading.today, lean) {
        Ok(day) => Ok(Part::Days(day, day)),
        Err(Misread::Unknown(text)) => Err(format!("`{text}` is no date and no age")),
        Err(misread) => Err(misread.to_string()),
    }
}

/// `last week`, `this month`, `next year`: from its first day to its last; a week begins on a Monday (ISO 8601).
fn period(text: &str, today: Date) -> Option<(Date, Date)> {
    let text = text.to_lowercase();
    let (which, unit) = text.split_once(char::is_whitespace)?;
    let (first, long) = match unit.trim() {
        "week" => (today.plus_days(-i64::from(today.weekday())), Step { months: 0, days: 7 }),
        "month" => (Date::from_ymd(today.year(), today.month(), 1)?, Step::months(1)),
        "year" => (Date::from_ymd(today.year(), 1, 1)?, Step::months(12)),
        _ => return None,
    };
    let first = match which {
        "last" | "previous" => first.minus(long),
        "this" => first,
        "next" => first.plus(long),
        _ => return None,
    };
    Some((first, first.plus(long).plus_days(-1)))
}

/// The day so long ago or ahead: `90d`, `2w`, `3mo`, `1y`, `3 months`.
pub(super) fn age(text: &str, ahead: bool, today: Date) -> Option<Date> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let unit = text.get(digits..)?.trim().to_lowercase();
    let known = ["d", "w", "m", "mo", "q", "y", "wk", "yr", "day", "week", "month", "quarter", "year"];
    let is_unit = known.iter().any(|known| unit == *known || unit.strip_suffix('s') == Some(known));
    if !(1..=4).contains(&digits) || !is_unit {
        return None;
    }
    let unit = match unit.as_str() {
        "mos" | "ms" => "mo",
        "ds" | "ws" | "qs" | "ys" => unit.get(..1)?,
        unit => unit,
    };
    let step = format!("{}{}{unit}", if ahead { '+' } else { '-' }, text.get(..digits)?);
    // Further away than the calendar goes is as far as it goes.
    let far = || if ahead { today.plus_days(i64::from(u32::MAX)) } else { today.minus(Step::months(1200)) };
    Some(spoken::read(&step, today, Lean::Past).unwrap_or_else(|_| far()))
}

/// A month by its name, alone (the latest one, or the next) or with its year before or behind it.
fn named_month(text: &str, lean: Lean, today: Date) -> Option<(i32, u8)> {
    let mut words = text.split([' ', ',']).filter(|word| !word.is_empty());
    let (first, second) = (words.next()?, words.next());
    if words.next().is_some() {
        return None;
    }
    let month = |word: &str| month_at(word.as_bytes(), 0).filter(|&(_, end)| end == word.len()).map(|(month, _)| month);
    let year = |word: &str| if word.len() == 4 { word.parse::<i32>().ok() } else { None };
    match second {
        None => {
            let month = month(first)?;
            let passed = u32::from(month) <= today.month();
            Some(match lean {
                Lean::Past => (if passed { today.year() } else { today.year() - 1 }, month),
                Lean::Future => (if u32::from(month) >= today.month() { today.year() } else { today.year() + 1 }, month),
            })
        }
        Some(second) => month(first).zip(year(second)).or_else(|| month(second).zip(year(first))).map(|(month, year)| (year, month)),
    }
}

fn month_of(year: i32, month: u8) -> Option<Part> {
    let first = Date::from_ymd(year, u32::from(month), 1)?;
    Some(Part::Days(first, first.plus(Step::months(1)).plus_days(-1)))
}

fn examples(manner: Manner<'_>) -> String {
    let field = manner.field;
    let age = if manner.ahead { "<7d" } else { ">90d" };
    format!("write for example `{field}:{age}`, `{field}:2026-05-02`, `{field}:2026-05` or `{field}:2026-01..2026-03`")
}
