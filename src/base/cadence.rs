//! How often one wants to be in touch, as written in a cadence key, a tier or a setting. Owns the words; says why a text is
//! unreadable; never guesses.

use std::fmt;

use crate::base::date::Step;

/// How often: the ideal step between contacts, and the longest one still fine.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Cadence {
    /// The step wished for.
    pub ideal: Step,
    /// `cadence: 4w..6w`: the step after which one is overdue.
    pub max: Option<Step>,
}

/// What a cadence says.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub enum Wish {
    /// Every so often.
    Every(Cadence),
    /// `none`, `never`, `false`, `Not Set`: no reminder is wanted, whatever a tier or a tag would say.
    Never,
}

/// Why a text is no cadence. All but `Silent` are reported by `vault check`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unreadable {
    /// Empty, or `keep_in_touch: true`: nothing is said about how often; not reported (format page, point 20).
    Silent,
    /// `0`, `P0D`.
    Zero,
    /// `-14`.
    Negative,
    /// More than a hundred years.
    TooLong,
    /// `6w..4w`: the maximum is shorter than the ideal.
    MaxBeforeIdeal,
    /// A word that means nothing here, and the known one it is close to.
    Unknown {
        /// The word as written, in lower case; at most 40 characters of it.
        word: String,
        /// The nearest known word.
        near: Option<&'static str>,
    },
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unreadable::Silent => write!(f, "it does not say how often"),
            Unreadable::Zero => write!(f, "a cadence of zero is none; write `never` for no reminders"),
            Unreadable::Negative => write!(f, "a cadence cannot be negative"),
            Unreadable::TooLong => write!(f, "a cadence of more than a hundred years is none; write `never` for no reminders"),
            Unreadable::MaxBeforeIdeal => write!(f, "the maximum is shorter than the ideal"),
            Unreadable::Unknown { word, near: Some(near) } => write!(f, "`{word}` is no cadence; did you mean `{near}`?"),
            Unreadable::Unknown { word, near: None } => {
                write!(f, "`{word}` is no cadence; write for example `2 weeks`, `monthly` or `never`")
            }
        }
    }
}

/// Words that are a cadence by themselves, folded: months and days of the step.
const ADVERBS: &[(&str, u32, u32)] = &[
    ("daily", 0, 1),
    ("everyday", 0, 1),
    ("weekly", 0, 7),
    ("biweekly", 0, 14),
    ("fortnightly", 0, 14),
    ("monthly", 1, 0),
    ("bimonthly", 2, 0),
    ("quarterly", 3, 0),
    ("biannually", 6, 0),
    ("biannual", 6, 0),
    ("semiannually", 6, 0),
    ("semiannual", 6, 0),
    ("halfyearly", 6, 0),
    ("yearly", 12, 0),
    ("annually", 12, 0),
    ("annual", 12, 0),
    ("biennially", 24, 0),
];

/// Units of time: months and days of one.
const UNITS: &[(&str, u32, u32)] = &[
    ("day", 0, 1),
    ("days", 0, 1),
    ("d", 0, 1),
    ("week", 0, 7),
    ("weeks", 0, 7),
    ("wk", 0, 7),
    ("wks", 0, 7),
    ("w", 0, 7),
    ("fortnight", 0, 14),
    ("fortnights", 0, 14),
    ("month", 1, 0),
    ("months", 1, 0),
    ("mo", 1, 0),
    ("mos", 1, 0),
    ("mth", 1, 0),
    ("mths", 1, 0),
    ("m", 1, 0),
    ("quarter", 3, 0),
    ("quarters", 3, 0),
    ("qtr", 3, 0),
    ("q", 3, 0),
    ("year", 12, 0),
    ("years", 12, 0),
    ("yr", 12, 0),
    ("yrs", 12, 0),
    ("y", 12, 0),
];

/// Words for numbers.
const NUMBERS: &[(&str, u32)] = &[
    ("a", 1),
    ("an", 1),
    ("one", 1),
    ("other", 2),
    ("second", 2),
    ("two", 2),
    ("couple", 2),
    ("three", 3),
    ("third", 3),
    ("four", 4),
    ("fourth", 4),
    ("five", 5),
    ("six", 6),
    ("sixth", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
];

/// A cadence as written (format page, section 3, paragraph Cadence; points 12 and 20). Case, spaces, dashes and underscores do
/// not matter; `4w..6w` and `4w – 6w` are ideal and maximum. Weeks are days; months, quarters and years are calendar months.
pub fn read(text: &str) -> Result<Wish, Unreadable> {
    let text = text.trim().trim_matches(['"', '\'']).trim();
    if text.len() > 100 {
        return Err(unknown(text));
    }
    let text = text.to_lowercase();
    match fold(&text).as_str() {
        "" | "true" | "yes" | "null" | "~" => return Err(Unreadable::Silent),
        "none" | "never" | "false" | "notset" | "no" | "off" => return Ok(Wish::Never),
        word => {
            if let Some(&(_, months, days)) = ADVERBS.iter().find(|(adverb, ..)| *adverb == word) {
                return Ok(Wish::Every(Cadence { ideal: Step { months, days }, max: None }));
            }
        }
    }
    if let Some(range) = range(&text) {
        return range;
    }
    step(&text).map(|ideal| Wish::Every(Cadence { ideal, max: None }))
}

/// A single step, as `cadence_max` holds it and as the command line takes it.
pub fn read_step(text: &str) -> Result<Step, Unreadable> {
    match read(text)? {
        Wish::Every(Cadence { ideal, max: None }) => Ok(ideal),
        _ => Err(unknown(text)),
    }
}

/// Two steps with the sign of a range between them; `None` when it is no range.
fn range(text: &str) -> Option<Result<Wish, Unreadable>> {
    // Behind every sign stands a number.
    if !text.contains(|char: char| char.is_ascii_digit()) {
        return None;
    }
    for sign in ["..", "–", "—", " to ", " - ", "-"] {
        let Some((left, right)) = text.split_once(sign) else { continue };
        let (left, right) = (left.trim(), right.trim_start_matches('.').trim());
        // `every-2-weeks`, `3-months`: only a number follows the sign of a range, and a number or a step stands before it.
        // A number before it is of the unit after it: `4-6 weeks`.
        let number = left.ends_with(|char: char| char.is_ascii_digit());
        if !right.starts_with(|char: char| char.is_ascii_digit()) {
            continue;
        }
        let Ok(max) = step(right) else { continue };
        let unit = right.trim_start_matches(|char: char| char.is_ascii_digit());
        let ideal = if number { step(&format!("{left}{unit}")) } else { step(left) };
        return match ideal {
            Ok(ideal) if ideal.rough_days() > max.rough_days() => Some(Err(Unreadable::MaxBeforeIdeal)),
            Ok(ideal) => Some(Ok(Wish::Every(Cadence { ideal, max: Some(max) }))),
            Err(Unreadable::Unknown { .. }) => continue,
            Err(other) => Some(Err(other)),
        };
    }
    None
}

/// One step, of lower-case text.
fn step(text: &str) -> Result<Step, Unreadable> {
    if text.strip_prefix(['-', '−']).is_some_and(|rest| rest.trim_start().starts_with(|char: char| char.is_ascii_digit())) {
        return Err(Unreadable::Negative);
    }
    let folded = fold(text);
    if let Some(&(_, months, days)) = ADVERBS.iter().find(|(word, ..)| *word == folded) {
        return Ok(Step { months, days });
    }
    if let Some(period) = folded.strip_prefix('p').filter(|period| period.starts_with(|char: char| char.is_ascii_digit())) {
        return iso_period(period).ok_or_else(|| unknown(text))?;
    }
    let words = words(text);
    let words: Vec<&str> =
        words.into_iter().filter(|word| !matches!(*word, "every" | "each" | "about" | "roughly" | "around" | "of")).collect();
    phrase(&words).unwrap_or_else(|| Err(unknown_in(&words, text)))
}

/// `2 weeks`, `week`, `other week`, `14`, `once a month`, `2 x a year`, `twice per quarter`.
fn phrase(words: &[&str]) -> Option<Result<Step, Unreadable>> {
    let times = match *words {
        ["once", ..] => Some((1, words.get(1..)?)),
        ["twice", ..] => Some((2, words.get(1..)?)),
        ["thrice", ..] => Some((3, words.get(1..)?)),
        [n, "x" | "times" | "time" | "×", ..] => Some((quantity(n)?, words.get(2..)?)),
        _ => None,
    };
    if let Some((times, rest)) = times {
        let rest = match *rest {
            ["a" | "an" | "per" | "in", ..] => rest.get(1..)?,
            _ => rest,
        };
        // `once every 2 weeks` takes any step, `twice a year` a unit.
        let whole = phrase(rest)?;
        return Some(whole.and_then(|whole| split(whole, times)));
    }
    match *words {
        [unit] if unit.bytes().all(|byte| byte.is_ascii_digit()) => Some(scaled(quantity(unit)?, 0, 1)),
        [unit] => unit_of(unit).map(|(months, days)| scaled(1, months, days)),
        [n, unit] => unit_of(unit).and_then(|(months, days)| Some(scaled(quantity(n)?, months, days))),
        _ => None,
    }
}

/// One of `times` equal parts: in whole months where they divide, else in days (a month taken as 30), rounded, at least one.
fn split(step: Step, times: u32) -> Result<Step, Unreadable> {
    match times {
        0 => Err(Unreadable::Zero),
        _ if step.days == 0 && step.months.is_multiple_of(times) => Ok(Step::months(step.months / times)),
        _ => Ok(Step::days(((step.rough_days() / f64::from(times)).round() as u32).max(1))),
    }
}

/// The number a word or digits mean; very long ones as the largest.
fn quantity(word: &str) -> Option<u32> {
    if !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(word.parse().unwrap_or(u32::MAX));
    }
    NUMBERS.iter().find(|(known, _)| *known == word).map(|&(_, number)| number)
}

fn unit_of(word: &str) -> Option<(u32, u32)> {
    UNITS.iter().find(|(known, ..)| *known == word).map(|&(_, months, days)| (months, days))
}

/// `n` units, when that is neither nothing nor more than a hundred years.
fn scaled(n: u32, months: u32, days: u32) -> Result<Step, Unreadable> {
    bounded(u64::from(n) * u64::from(months), u64::from(n) * u64::from(days))
}

fn bounded(months: u64, days: u64) -> Result<Step, Unreadable> {
    match (months, days) {
        (0, 0) => Err(Unreadable::Zero),
        (0..=1200, 0..=36525) => Ok(Step { months: months as u32, days: days as u32 }),
        _ => Err(Unreadable::TooLong),
    }
}

/// `3m`, `2w`, `1y6m`, of an ISO 8601 period without its `P`; a time part is none.
fn iso_period(text: &str) -> Option<Result<Step, Unreadable>> {
    let (mut months, mut days) = (0u64, 0u64);
    let mut rest = text;
    while !rest.is_empty() {
        let len = rest.bytes().take_while(u8::is_ascii_digit).count();
        let n = u64::from(quantity(rest.get(..len)?)?);
        match rest.as_bytes().get(len)? {
            b'y' => months += n * 12,
            b'm' => months += n,
            b'w' => days += n * 7,
            b'd' => days += n,
            _ => return None,
        }
        rest = rest.get(len + 1..)?;
    }
    Some(bounded(months, days))
}

/// The text without spaces, dashes, underscores.
fn fold(text: &str) -> String {
    text.chars().filter(|char| !char.is_whitespace() && !matches!(char, '-' | '_' | '‐' | '‑')).collect()
}

/// The runs of digits and of letters; `/` is `per`.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let same: fn(char) -> bool = match first {
            '/' => {
                words.push("per");
                rest = rest.get(1..).unwrap_or("");
                continue;
            }
            '0'..='9' => |char| char.is_ascii_digit(),
            _ if first.is_whitespace() || matches!(first, '-' | '_' | '‐' | '‑') => {
                rest = rest.get(first.len_utf8()..).unwrap_or("");
                continue;
            }
            _ => |char| !char.is_ascii_digit() && !char.is_whitespace() && !matches!(char, '-' | '_' | '‐' | '‑' | '/'),
        };
        let end = rest.find(|char| !same(char)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        words.push(word.trim_end_matches(['.', ',']));
        rest = after;
    }
    words
}

/// The first word nothing is known of, else the whole text.
fn unknown_in(words: &[&str], text: &str) -> Unreadable {
    let known = |word: &str| quantity(word).is_some() || unit_of(word).is_some();
    match words.iter().find(|word| !known(word) && !matches!(**word, "per" | "x" | "times" | "once" | "twice")) {
        Some(word) => match unknown(word) {
            Unreadable::Unknown { near, .. } => {
                let Unreadable::Unknown { word, .. } = unknown(text) else { return unknown(text) };
                Unreadable::Unknown { word, near }
            }
            other => other,
        },
        None => unknown(text),
    }
}

/// A text that is no cadence, with the known word nearest to it: at most two letters away, one for short words.
fn unknown(text: &str) -> Unreadable {
    let word: String = text.trim().to_lowercase().chars().take(40).collect();
    let folded = fold(&word);
    let names = ADVERBS.iter().map(|(name, ..)| *name).chain(UNITS.iter().map(|(name, ..)| *name)).chain(["never", "none"]);
    let near = names
        .filter(|name| name.len() > 2)
        .map(|name| (strsim::osa_distance(name, &folded), name))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, name)| *distance <= if name.len() > 5 { 2 } else { 1 });
    Unreadable::Unknown { word, near: near.map(|(_, name)| name) }
}

/// An unreadable text with one letter mended: `montly` is `monthly`. `None` unless all that it could be mended to mean the same.
pub fn mended(text: &str) -> Option<String> {
    if text.len() > 100 || read(text).is_ok() {
        return None;
    }
    let words: Vec<&str> = text.split(' ').collect();
    let known = || ADVERBS.iter().chain(UNITS).map(|(name, ..)| *name).filter(|name| name.len() > 3);
    let mut meant: Option<(Wish, String)> = None;
    for at in 0..words.len() {
        let word = words.get(at)?.to_lowercase();
        for name in known().filter(|name| strsim::osa_distance(name, &word) == 1) {
            let mut words = words.clone();
            *words.get_mut(at)? = name;
            let text = words.join(" ");
            match (read(&text), &meant) {
                (Ok(wish), None) => meant = Some((wish, text)),
                (Ok(wish), Some((first, _))) if wish != *first => return None,
                _ => {}
            }
        }
    }
    meant.map(|(_, text)| text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(days: u32) -> Step {
        Step::days(days)
    }

    fn months(months: u32) -> Step {
        Step::months(months)
    }

    #[test]
    fn single_steps() {
        for (text, step) in [
            ("14", days(14)),
            ("14d", days(14)),
            ("14 days", days(14)),
            ("2w", days(14)),
            ("2 weeks", days(14)),
            ("2-weeks", days(14)),
            ("2_Weeks", days(14)),
            ("every 3 months", months(3)),
            ("every-2-weeks", days(14)),
            ("Every 2 Weeks", days(14)),
            ("3mo", months(3)),
            ("3m", months(3)),
            ("P3M", months(3)),
            ("P2W", days(14)),
            ("P14D", days(14)),
            ("P1Y6M", months(18)),
            ("daily", days(1)),
            ("every day", days(1)),
            ("weekly", days(7)),
            ("Weekly", days(7)),
            ("bi-weekly", days(14)),
            ("fortnightly", days(14)),
            ("every fortnight", days(14)),
            ("monthly", months(1)),
            ("bimonthly", months(2)),
            ("Bi Monthly", months(2)),
            ("quarterly", months(3)),
            ("every quarter", months(3)),
            ("twice a year", months(6)),
            ("twice_a_year", months(6)),
            ("biannually", months(6)),
            ("half-yearly", months(6)),
            ("yearly", months(12)),
            ("annually", months(12)),
            ("1 year", months(12)),
            ("1y", months(12)),
            ("every other week", days(14)),
            ("every second month", months(2)),
            ("every two weeks", days(14)),
            ("every couple of weeks", days(14)),
            ("once a month", months(1)),
            ("once every 2 weeks", days(14)),
            ("2x a year", months(6)),
            ("2x/year", months(6)),
            ("4 times per year", months(3)),
            ("2x a week", days(4)),
            ("twice a month", days(15)),
            ("a month", months(1)),
            ("\"2 weeks\"", days(14)),
            ("6 wks.", days(42)),
        ] {
            assert_eq!(read(text), Ok(Wish::Every(Cadence { ideal: step, max: None })), "{text:?}");
        }
    }

    #[test]
    fn two_steps() {
        for (text, ideal, max) in [
            ("4w..6w", days(28), days(42)),
            ("4w – 6w", days(28), days(42)),
            ("4w - 6w", days(28), days(42)),
            ("4w-6w", days(28), days(42)),
            ("4 weeks to 6 weeks", days(28), days(42)),
            ("4–6 weeks", days(28), days(42)),
            ("4-6 weeks", days(28), days(42)),
            ("every 4-6 weeks", days(28), days(42)),
            ("14..21", days(14), days(21)),
            ("3 weeks..2 months", days(21), months(2)),
        ] {
            assert_eq!(read(text), Ok(Wish::Every(Cadence { ideal, max: Some(max) })), "{text:?}");
        }
        assert_eq!(read("6w..4w"), Err(Unreadable::MaxBeforeIdeal));
    }

    #[test]
    fn never_and_nothing() {
        for text in ["none", "Never", "false", "Not Set", "not-set"] {
            assert_eq!(read(text), Ok(Wish::Never), "{text:?}");
        }
        for text in ["", "  ", "true", "True"] {
            assert_eq!(read(text), Err(Unreadable::Silent), "{text:?}");
        }
    }

    #[test]
    fn unreadable_texts_say_why() {
        for (text, why) in [
            ("0", Unreadable::Zero),
            ("0 weeks", Unreadable::Zero),
            ("P0D", Unreadable::Zero),
            ("0x a year", Unreadable::Zero),
            ("-14", Unreadable::Negative),
            ("- 2 weeks", Unreadable::Negative),
            ("101 years", Unreadable::TooLong),
            ("99999999999999999999", Unreadable::TooLong),
            ("P99999Y", Unreadable::TooLong),
            ("montly", Unreadable::Unknown { word: "montly".into(), near: Some("monthly") }),
            ("2 wekes", Unreadable::Unknown { word: "2 wekes".into(), near: Some("weeks") }),
            ("sometimes", Unreadable::Unknown { word: "sometimes".into(), near: None }),
            ("PT3H", Unreadable::Unknown { word: "pt3h".into(), near: None }),
            ("1.5 months", Unreadable::Unknown { word: "1.5 months".into(), near: None }),
        ] {
            assert_eq!(read(text), Err(why), "{text:?}");
        }
        assert!(matches!(read(&"9 ".repeat(5000)), Err(Unreadable::Unknown { .. })));
        assert_eq!(unknown("montly").to_string(), "`montly` is no cadence; did you mean `monthly`?");
        for text in ["..", "–", "a..b", "-", "é–é", "/", "x", "2x", "P", "p3", "twice", "once once once a"] {
            assert!(read(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn one_letter_is_mended() {
        for (text, meant) in [
            ("montly", Some("monthly")),
            ("2 wekes", Some("2 weeks")),
            ("every 3 mnths", Some("every 3 months")),
            ("Quaterly", Some("quarterly")),
            ("yearl", Some("yearly")),
            // One letter away from both `bimonthly` and `monthly`, which differ.
            ("imonthly", None),
            ("monthly", None),
            ("sometimes", None),
            ("monhtyl", None),
            ("", None),
        ] {
            assert_eq!(mended(text).as_deref(), meant, "{text:?}");
        }
    }

    #[test]
    fn a_single_step_is_no_range() {
        assert_eq!(read_step("6w"), Ok(days(42)));
        assert!(read_step("4w..6w").is_err() && read_step("never").is_err());
    }
}
