//! The day a line says: spoken at its start (`yesterday: …`, `last friday …`, `2 May …`), at its end or at the end of its first clause;
//! and the day a promise is due. A date elsewhere in a sentence is text.

use std::ops::Range;

use crate::base::date::{Date, Step};
use crate::base::spoken::{self, Lean, Misread};
use crate::base::when::Order;

/// How words for a day are read.
#[derive(Clone, Copy)]
pub struct Calendar {
    /// The day it is.
    pub today: Date,
    /// How `03/04/2025` is read.
    pub order: Option<Order>,
}

/// How many words a spoken date has at most: `Saturday, the 2nd of May 2026`.
const LONGEST: usize = 6;

impl Calendar {
    /// The day some words mean from end to end.
    pub fn read(self, text: &str, lean: Lean) -> Result<Date, Misread> {
        let lower = text.trim().to_lowercase();
        let known = match lower.as_str() {
            "now" => None,
            "this morning" | "this afternoon" | "this evening" | "tonight" | "earlier today" => Some(self.today),
            "last night" | "yesterday morning" | "yesterday afternoon" | "yesterday evening" | "yesterday night" => {
                Some(self.today.plus_days(-1))
            }
            "day before yesterday" | "the day before yesterday" => Some(self.today.plus_days(-2)),
            "day after tomorrow" | "the day after tomorrow" => Some(self.today.plus_days(2)),
            "end of month" | "end of the month" | "the end of the month" | "month end" => Some(self.month_end()),
            _ => None,
        };
        if let Some(date) = known {
            return Ok(date);
        }
        let bare = ["on the ", "on ", "the ", "at "].iter().find_map(|word| lower.strip_prefix(word)).unwrap_or(&lower);
        if bare == "now" || bare.split_whitespace().any(|word| word.contains(':')) {
            return Err(Misread::Unknown(text.to_owned()));
        }
        if let Some(date) = self.day_of_month(bare, lean) {
            return Ok(date);
        }
        match (spoken::read(bare, self.today, lean), self.order) {
            (Err(Misread::Ambiguous { dmy, .. }), Some(Order::Dmy)) => Ok(dmy),
            (Err(Misread::Ambiguous { mdy, .. }), Some(Order::Mdy)) => Ok(mdy),
            (read, _) => read,
        }
    }

    fn month_end(self) -> Date {
        let first = Date::from_ymd(self.today.year(), self.today.month(), 1).unwrap_or(self.today);
        first.plus(Step::months(1)).plus_days(-1)
    }

    /// `3rd`: the latest or next such day of a month.
    fn day_of_month(self, text: &str, lean: Lean) -> Option<Date> {
        let number = ["st", "nd", "rd", "th"].iter().find_map(|ending| text.strip_suffix(ending))?;
        let day: u32 = number.parse().ok().filter(|day| (1..=31).contains(day))?;
        let first = Date::from_ymd(self.today.year(), self.today.month(), 1)?;
        (0..=3).find_map(|months| {
            let month = if lean == Lean::Past { first.minus(Step::months(months)) } else { first.plus(Step::months(months)) };
            let date = Date::from_ymd(month.year(), month.month(), day)?;
            (if lean == Lean::Past { date <= self.today } else { date >= self.today }).then_some(date)
        })
    }

    /// The day a line begins with, and where the rest begins. An unreadable one (`6/5/2026: …`) is an error.
    pub fn leading(self, line: &str) -> Result<Option<(Date, Range<usize>, usize)>, Misread> {
        let mut trouble = None;
        for end in ends(line) {
            let text = line.get(..end).unwrap_or("");
            let bare = text.trim().trim_end_matches([':', ',', ';', '.', '-', '–', '—']).trim_end();
            let start = line.len() - line.trim_start().len();
            let said = start..start + bare.len();
            let behind = line.get(said.end..).unwrap_or("");
            let parted = behind.trim_start().starts_with([':', ',', ';', '—', '–', '-']) || behind.trim().is_empty();
            match self.read(bare, Lean::Past) {
                Ok(date) => {
                    let explicit = bare.contains(|c: char| c.is_ascii_digit()) && !bare.contains("in ");
                    if (date <= self.today || parted || explicit) && (parted || !is_doubtful(bare)) {
                        let rest = line.len() - behind.trim_start_matches(|c: char| c.is_whitespace() || ":,;.—–-".contains(c)).len();
                        return Ok(Some((date, said, rest)));
                    }
                }
                Err(misread @ (Misread::Ambiguous { .. } | Misread::Impossible(_))) => trouble = trouble.or(Some(misread)),
                Err(misread @ Misread::NotOneDay(_)) if parted => trouble = trouble.or(Some(misread)),
                Err(_) => {}
            }
        }
        trouble.map_or(Ok(None), Err)
    }

    /// The day a text ends with: the day and where its words begin and end. Only days up to today; of `next friday` the `friday` alone is
    /// none.
    pub fn trailing(self, text: &str) -> Result<Option<(Date, Range<usize>)>, Misread> {
        let end = text.trim_end_matches(|c: char| c.is_whitespace() || ".!)".contains(c)).len();
        let mut trouble = None;
        for start in starts(text.get(..end).unwrap_or("")) {
            let said = text.get(start..end).unwrap_or("");
            let bare = said.trim_start_matches('(');
            let before = text.get(..start).unwrap_or("");
            match self.read(bare, Lean::Past) {
                Ok(date) if date <= self.today && stands(bare) && !before.trim_end().ends_with("the") => {
                    return Ok(Some((date, start..end)));
                }
                Ok(date) if date > self.today => return Ok(None),
                Err(misread @ (Misread::Ambiguous { .. } | Misread::Impossible(_))) => trouble = Some(misread),
                _ => {}
            }
        }
        trouble.map_or(Ok(None), Err)
    }

    /// The day something is due: `by friday` anywhere in it (the last one), else a day to come at its end. Where the words stand, too.
    pub fn due(self, text: &str) -> Option<(Date, Range<usize>)> {
        let lower = text.to_ascii_lowercase();
        let mut found = None;
        for word in ["by ", "before ", "until ", "till ", "due ", "no later than "] {
            for (at, _) in lower
                .match_indices(word)
                .filter(|&(at, _)| at == 0 || lower.get(..at).is_some_and(|before| before.ends_with([' ', '(', ','])))
            {
                let from = at + word.len();
                let rest = text.get(from..).unwrap_or("");
                let day = ends(rest).find_map(|end| {
                    let said = rest.get(..end)?.trim_end_matches([',', '.', ';', ')', '!']);
                    Some((self.read(said, Lean::Future).ok()?, from + said.len()))
                });
                if let Some((date, end)) = day.filter(|_| found.as_ref().is_none_or(|(_, place): &(Date, Range<usize>)| place.start < at)) {
                    found = Some((date, at..end));
                }
            }
        }
        if found.is_some() {
            return found;
        }
        let end = text.trim_end_matches(|c: char| c.is_whitespace() || ".!)".contains(c)).len();
        starts(text.get(..end)?).find_map(|start| {
            let said = text.get(start..end)?;
            let date = self.read(said, Lean::Future).ok()?;
            (date >= self.today && stands(said)).then_some((date, start..end))
        })
    }
}

/// Whether a word is a day only when something else says so: `sat`, `sun` and `wed` are words as well.
fn is_doubtful(text: &str) -> bool {
    ["sat", "sun", "wed"].iter().any(|day| text.eq_ignore_ascii_case(day))
}

/// Whether words at the end of a text are a day: a doubtful one needs its capital.
fn stands(text: &str) -> bool {
    !is_doubtful(text) || text.starts_with(char::is_uppercase)
}

/// The ends of the first words, the longest stretch first.
fn ends(text: &str) -> impl Iterator<Item = usize> {
    let words = text.split_whitespace().take(LONGEST).map(|word| word.as_ptr() as usize - text.as_ptr() as usize + word.len());
    words.collect::<Vec<_>>().into_iter().rev()
}

/// The starts of the last words, the longest stretch first.
fn starts(text: &str) -> impl Iterator<Item = usize> {
    let words: Vec<usize> = text.split_whitespace().map(|word| word.as_ptr() as usize - text.as_ptr() as usize).collect();
    let from = words.len().saturating_sub(LONGEST);
    words.into_iter().skip(from)
}
