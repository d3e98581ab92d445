//! Birthdays in a query: `december`, `12-24`, `today`, `<30d`, `1990`, `1990-04-07`, `dec..feb`, `<1970`.

use crate::base::date::Date;
use crate::base::date_names::month_at;
use crate::base::date_text;
use crate::base::spoken::{self, Lean};
use crate::base::when::When;

use super::dates::{self, Manner};
use super::lex::Value;
use super::numbers::sign;
use super::tree::{Birthdays, Days};
use super::{Fault, Reading};

const MANNER: Manner<'static> = Manner { field: "birthday", ahead: true, never: false };

/// Reads which birthdays are meant.
pub(super) fn read(value: &Value, reading: &Reading<'_>) -> Result<Birthdays, Fault> {
    let text = value.text.trim();
    let unknown = || {
        let message = format!("`{text}` is no day, month or year of birth");
        Fault::new(value.span, message, "write for example `birthday:december`, `birthday:<30d`, `birthday:1990` or `birthday:12-24`")
    };
    let (sign, rest) = sign(text);
    if sign.is_none() {
        if let Some(season) = season(rest, reading) {
            return Ok(season);
        }
        if let Some((from, to)) = rest.split_once("..")
            && let (Some(Birthdays::Season(from, _)), Some(Birthdays::Season(_, to))) =
                (season(from.trim(), reading), season(to.trim(), reading))
        {
            return Ok(Birthdays::Season(from, to));
        }
    }
    // An age is how far ahead the next one is; a date with its year is the day of birth.
    let is_age = dates::age(rest.split("..").next().unwrap_or(rest).trim(), true, reading.today).is_some();
    let written = Value { text: text.to_owned(), span: value.span };
    match dates::read(&written, MANNER, reading) {
        Ok(Days::Range(from, to)) if is_age => Ok(Birthdays::Next(Some(from.map_or(reading.today, |from| from.max(reading.today))), to)),
        Ok(Days::Range(from, to)) => Ok(Birthdays::Born(from, to)),
        Err(fault) if is_age && sign.is_none() => Err(fault),
        _ => Err(unknown()),
    }
}

/// A month, or a day of the year without its year.
fn season(text: &str, reading: &Reading<'_>) -> Option<Birthdays> {
    if let Some((month, end)) = month_at(text.as_bytes(), 0)
        && end == text.len()
    {
        return Some(Birthdays::Season((month, 1), (month, 31)));
    }
    let day = |date: Date| (date.month() as u8, date.day() as u8);
    let written = text.strip_prefix("--").unwrap_or(text);
    if let Some((month, day)) = written.split_once('-')
        && let (Ok(month), Ok(day)) = (month.parse::<u8>(), day.parse::<u8>())
        // A leap year has every day there is.
        && Date::from_ymd(2000, u32::from(month), u32::from(day)).is_some()
    {
        return Some(Birthdays::Season((month, day), (month, day)));
    }
    match date_text::value(text) {
        Some(When::Yearless(month, day)) if Date::from_ymd(2000, u32::from(month), u32::from(day)).is_some() => {
            Some(Birthdays::Season((month, day), (month, day)))
        }
        Some(_) => None,
        None => {
            let spoken = spoken::read(text, reading.today, Lean::Future).ok()?;
            Some(Birthdays::Season(day(spoken), day(spoken)))
        }
    }
}
