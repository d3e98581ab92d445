//! The signs of a task: due, done and other dates, priority, recurrence and ids, in every style of section 7 of the format page
//! (Obsidian Tasks emoji, Dataview fields, `due:`, `@due(…)`, `@date`, `(date)` at the end, `by date`).

use std::ops::Range;

use crate::base::date_text;
use crate::base::fold;
use crate::base::when::When;
use crate::note::fields;

/// A task's importance, as the Obsidian Tasks plugin names it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, serde::Serialize, serde::Deserialize)]
pub enum Priority {
    /// 🔺
    Highest,
    /// ⏫
    High,
    /// 🔼
    Medium,
    /// 🔽
    Low,
    /// ⏬
    Lowest,
}

impl Priority {
    /// The word used in JSON and in `[priority:: …]`.
    pub fn word(self) -> &'static str {
        match self {
            Priority::Highest => "highest",
            Priority::High => "high",
            Priority::Medium => "medium",
            Priority::Low => "low",
            Priority::Lowest => "lowest",
        }
    }

    fn named(word: &str) -> Option<Priority> {
        [Priority::Highest, Priority::High, Priority::Medium, Priority::Low, Priority::Lowest]
            .into_iter()
            .find(|priority| priority.word().eq_ignore_ascii_case(word.trim()))
    }
}

/// What a task's line says beside its words. Of each kind the last one in the line stands.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Signs {
    /// 📅 the day it is due.
    pub due: Option<When>,
    /// ⏳ the day it is planned for.
    pub scheduled: Option<When>,
    /// 🛫 the day it may begin.
    pub start: Option<When>,
    /// ➕ the day it was written.
    pub created: Option<When>,
    /// ✅ the day it was done.
    pub done: Option<When>,
    /// ❌ the day it was called off.
    pub cancelled: Option<When>,
    /// Its importance.
    pub priority: Option<Priority>,
    /// 🔁 the rule as written, such as `every month`.
    pub recurrence: Option<Range<usize>>,
    /// The due date as written.
    pub due_text: Option<Range<usize>>,
    /// Marked as waited for: `#waiting`, `WAITING`, `waiting-for::`.
    pub waiting: bool,
    /// The byte ranges of all signs, in order.
    pub places: Vec<Range<usize>>,
}

#[derive(Clone, Copy, PartialEq)]
enum Sign {
    Due,
    Scheduled,
    Start,
    Created,
    Done,
    Cancelled,
}

impl Signs {
    fn set(&mut self, sign: Sign, when: When, written: Range<usize>) {
        match sign {
            Sign::Due => {
                self.due = Some(when);
                self.due_text = Some(written);
            }
            Sign::Scheduled => self.scheduled = Some(when),
            Sign::Start => self.start = Some(when),
            Sign::Created => self.created = Some(when),
            Sign::Done => self.done = Some(when),
            Sign::Cancelled => self.cancelled = Some(when),
        }
    }
}

/// Reads the signs in the text of one task.
pub fn read(text: &str) -> Signs {
    let mut signs = Signs::default();
    let mut found: Vec<(Range<usize>, Sign, When, Range<usize>)> = Vec::new();
    emoji(text, &mut signs, &mut found);
    dataview(text, &mut signs, &mut found);
    words(text, &mut signs, &mut found);
    found.sort_by_key(|(place, ..)| place.start);
    // Places come in order, so each is compared with those near it only: a line may hold very many.
    let mut others = std::mem::take(&mut signs.places);
    others.sort_by_key(|place| place.start);
    let mut near = 0;
    for (place, sign, when, written) in found {
        while others.get(near).is_some_and(|other| other.end <= place.start) {
            near += 1;
        }
        let overlaps = |other: &Range<usize>| other.start < place.end && place.start < other.end && *other != place;
        let taken = others.get(near..).unwrap_or_default().iter().take_while(|other| other.start < place.end).any(overlaps);
        if taken || signs.places.last().is_some_and(overlaps) {
            continue;
        }
        signs.set(sign, when, written);
        signs.places.push(place);
    }
    signs.places.append(&mut others);
    signs.places.sort_by_key(|place| place.start);
    signs
}

/// Whether a Dataview field of a task says something of the task itself: `[due:: …]`, `[id:: …]`.
pub fn is_sign_key(key: &str) -> bool {
    const SIGNS: [&str; 16] = [
        "due",
        "scheduled",
        "start",
        "created",
        "completion",
        "completed",
        "done",
        "cancelled",
        "canceled",
        "priority",
        "repeat",
        "recurrence",
        "id",
        "dependson",
        "oncompletion",
        "waitingfor",
    ];
    SIGNS.contains(&fold::key(key).as_str())
}

/// Whether a task's text begins with one of the emoji signs.
pub fn begins_with_sign(text: &str) -> bool {
    let text = text.trim_start();
    !text.as_bytes().first().is_some_and(u8::is_ascii)
        && text.starts_with(['📅', '📆', '🗓', '⏳', '⌛', '🛫', '➕', '✅', '❌', '🔁', '🔺', '⏫', '🔼', '🔽', '⏬', '🆔', '⛔', '🏁'])
}

/// The task's words: its text without the signs, white space collapsed.
pub fn words_of(text: &str, signs: &Signs) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    for place in &signs.places {
        if place.start >= at {
            kept.push_str(&text[at..place.start]);
            at = place.end;
        }
    }
    kept.push_str(&text[at..]);
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

type Finds = Vec<(Range<usize>, Sign, When, Range<usize>)>;

fn emoji(text: &str, signs: &mut Signs, found: &mut Finds) {
    if text.is_ascii() {
        return;
    }
    let mut recurrence: Option<usize> = None;
    // The first bytes of all signs.
    for at in memchr::memchr2_iter(0xe2, 0xf0, text.as_bytes()) {
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { continue };
        let after = at + c.len_utf8();
        let sign = match c {
            '📅' | '📆' | '🗓' => Some(Sign::Due),
            '⏳' | '⌛' => Some(Sign::Scheduled),
            '🛫' => Some(Sign::Start),
            '➕' => Some(Sign::Created),
            '✅' => Some(Sign::Done),
            '❌' => Some(Sign::Cancelled),
            _ => None,
        };
        let priority = match c {
            '🔺' => Some(Priority::Highest),
            '⏫' => Some(Priority::High),
            '🔼' => Some(Priority::Medium),
            '🔽' => Some(Priority::Low),
            '⏬' => Some(Priority::Lowest),
            _ => None,
        };
        let other = matches!(c, '🔁' | '🆔' | '⛔' | '🏁');
        if sign.is_none() && priority.is_none() && !other {
            continue;
        }
        if let Some(from) = recurrence.take() {
            end_recurrence(text, from, at, signs);
        }
        if let Some(sign) = sign {
            if let Some((when, used)) = date_text::day_after(&text[after..]) {
                let written = trimmed(text, after..after + used);
                found.push((at..after + used, sign, when, written));
            }
        } else if priority.is_some() {
            signs.priority = priority;
            signs.places.push(at..after + variation(&text[after..]));
        } else if c == '🔁' {
            recurrence = Some(at);
        } else {
            signs.places.push(at..after + first_word(&text[after..]));
        }
    }
    if let Some(from) = recurrence {
        end_recurrence(text, from, text.len(), signs);
    }
}

fn end_recurrence(text: &str, from: usize, to: usize, signs: &mut Signs) {
    let rule_start = from + '🔁'.len_utf8();
    let rule_start = rule_start + variation(&text[rule_start..]);
    // A rule is `every …`; it ends at the next sign, tag, link or field.
    let rule = &text[rule_start..to];
    let length = rule.find(['#', '[', '(']).unwrap_or(rule.len());
    let rule = trimmed(text, rule_start..rule_start + length);
    signs.places.push(from..rule.end);
    signs.recurrence = Some(rule);
}

fn dataview(text: &str, signs: &mut Signs, found: &mut Finds) {
    if !fields::may_hold(text) {
        return;
    }
    for field in fields::find(text) {
        let value = &text[field.value.clone()];
        let sign = match fold::key(&text[field.key.clone()]).as_str() {
            "due" => Sign::Due,
            "scheduled" => Sign::Scheduled,
            "start" => Sign::Start,
            "created" => Sign::Created,
            "completion" | "completed" | "done" => Sign::Done,
            "cancelled" | "canceled" => Sign::Cancelled,
            key => {
                match key {
                    "priority" => signs.priority = Priority::named(value).or(signs.priority),
                    "repeat" | "recurrence" => signs.recurrence = Some(field.value.clone()),
                    "waitingfor" | "waiting" => {
                        signs.waiting = true;
                        continue;
                    }
                    "id" | "dependson" | "oncompletion" => {}
                    _ => continue,
                }
                signs.places.push(field.whole);
                continue;
            }
        };
        if let Some(when) = date_text::value(value) {
            found.push((field.whole, sign, when, field.value));
        }
    }
}

/// `due:2026-05-09`, `@due(2026-05-09)`, `@2026-05-09`, `by 2026-05-09`, `(2026-05-09)` at the end, `WAITING`, `#waiting`.
fn words(text: &str, signs: &mut Signs, found: &mut Finds) {
    for (start, word) in words_with_places(text) {
        if matches!(word.trim_end_matches([':', ',']), "WAITING" | "#waiting" | "#Waiting") || word.starts_with("#waiting/") {
            signs.waiting = true;
            if word.starts_with('W') || word.starts_with('#') {
                signs.places.push(start..start + word.len());
            }
            continue;
        }
        let bracket = usize::from(word.starts_with('('));
        let Some((prefix, sign)) = keyword(&word[bracket..]) else { continue };
        let from = start + bracket + prefix;
        if let Some((when, used)) = date_text::day_after(&text[from..]) {
            let mut end = from + used;
            let written = trimmed(text, from..end);
            if (bracket == 1 || text[..from].ends_with('(')) && text[end..].starts_with(')') {
                end += 1;
            }
            found.push((start..end, sign, when, written));
        }
    }
    let trimmed_text = text.trim_end();
    if trimmed_text.ends_with(')')
        && let Some(open) = trimmed_text.rfind('(')
        && let Some((when, used)) = date_text::day_after(&text[open + 1..])
        && open + 1 + used + 1 == trimmed_text.len()
        && !text[..open].ends_with(|c: char| c.is_alphanumeric() || c == ']')
    {
        found.push((open..trimmed_text.len(), Sign::Due, when, open + 1..open + 1 + used));
    }
}

/// How many bytes of `word` (to the end of the line it stands in) stand before the date, and what the date means.
fn keyword(word: &str) -> Option<(usize, Sign)> {
    const COLON: [(&str, Sign); 8] = [
        ("due:", Sign::Due),
        ("done:", Sign::Done),
        ("completed:", Sign::Done),
        ("completion:", Sign::Done),
        ("scheduled:", Sign::Scheduled),
        ("start:", Sign::Start),
        ("created:", Sign::Created),
        ("cancelled:", Sign::Cancelled),
    ];
    let first = word.as_bytes().iter().find(|&&byte| byte != b'@').map_or(0, u8::to_ascii_lowercase);
    for (key, sign) in COLON {
        if key.as_bytes().first() != Some(&first) {
            continue;
        }
        if starts_with(word, key) && !word[key.len()..].starts_with(':') {
            return Some((key.len(), sign));
        }
        let name = &key[..key.len() - 1];
        if word.starts_with('@') && starts_with(&word[1..], name) && word[1 + name.len()..].starts_with('(') {
            return Some((name.len() + 2, sign));
        }
    }
    if word.starts_with('@') && word[1..].starts_with(|c: char| c.is_ascii_digit()) {
        return Some((1, Sign::Due));
    }
    word.eq_ignore_ascii_case("by").then_some((2, Sign::Due))
}

fn starts_with(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix))
}

/// The words of a text that begin with one of the bytes a task's word may begin with, each with its place.
fn words_with_places(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let bytes = text.as_bytes();
    (0..bytes.len()).filter_map(move |at| {
        let first = bytes.get(at)?;
        if !matches!(first, b'(' | b'@' | b'#' | b'W' | b'b' | b'B' | b'c' | b'C' | b'd' | b'D' | b's' | b'S') {
            return None;
        }
        let begins = match at.checked_sub(1).and_then(|before| bytes.get(before)) {
            None => true,
            Some(before) if before.is_ascii() => char::from(*before).is_whitespace(),
            Some(_) => text.get(..at)?.chars().next_back().is_some_and(char::is_whitespace),
        };
        if !begins {
            return None;
        }
        let rest = text.get(at..)?;
        Some((at, rest.split(char::is_whitespace).next().unwrap_or(rest)))
    })
}

fn variation(text: &str) -> usize {
    if text.starts_with('\u{fe0f}') { '\u{fe0f}'.len_utf8() } else { 0 }
}

fn first_word(text: &str) -> usize {
    let skipped = text.len() - text.trim_start_matches(['\u{fe0f}', ' ']).len();
    let rest = &text[skipped..];
    skipped + rest.find(char::is_whitespace).unwrap_or(rest.len())
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let raw = &text[range.clone()];
    let start = range.start + raw.len() - raw.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{fe0f}').len();
    start..(range.start + raw.trim_end().len()).max(start)
}

#[cfg(test)]
mod tests {
    use super::{Priority, read, words_of};
    use crate::base::date::Date;
    use crate::base::when::When;

    fn day(text: &str) -> Option<When> {
        Date::parse_iso(text).map(When::Day)
    }

    #[test]
    fn every_way_to_say_when_a_task_is_due() {
        for text in [
            "send the deck 📅 2026-05-09",
            "send the deck 📆2026-05-09",
            "send the deck 🗓\u{fe0f} 2026-05-09",
            "📅 2026-05-09 send the deck",
            "send the deck [due:: 2026-05-09]",
            "send the deck (due:: 2026-05-09)",
            "send the deck due:2026-05-09",
            "send the deck @due(2026-05-09)",
            "send the deck (due: 2026-05-09)",
            "send the deck @2026-05-09",
            "send the deck (2026-05-09)",
            "send the deck by 2026-05-09",
            "send the deck by [[2026-05-09]]",
        ] {
            let signs = read(text);
            assert_eq!(signs.due, day("2026-05-09"), "{text}");
            assert_eq!(words_of(text, &signs), "send the deck", "{text}");
        }
    }

    #[test]
    fn the_other_signs() {
        let text = "pay ⏫ 🔁 every month ➕ 2026-01-02 🛫 2026-01-03 ⏳ 2026-01-04 📅 2026-01-05 ✅ 2026-01-06 🆔 abc";
        let signs = read(text);
        assert_eq!(signs.created, day("2026-01-02"));
        assert_eq!(signs.start, day("2026-01-03"));
        assert_eq!(signs.scheduled, day("2026-01-04"));
        assert_eq!(signs.due, day("2026-01-05"));
        assert_eq!(signs.done, day("2026-01-06"));
        assert_eq!(signs.priority, Some(Priority::High));
        assert_eq!(signs.recurrence.clone().map(|rule| &text[rule]), Some("every month"));
        assert_eq!(words_of(text, &signs), "pay");
        assert_eq!(read("x ❌ 2026-01-06").cancelled, day("2026-01-06"));
        for done in ["[completion:: 2026-01-06]", "[completed:: 2026-01-06]", "[done:: 2026-01-06]", "done:2026-01-06", "@done(2026-01-06)"]
        {
            assert_eq!(read(done).done, day("2026-01-06"), "{done}");
        }
    }

    #[test]
    fn the_last_of_a_kind_wins_and_impossible_days_are_kept() {
        assert_eq!(read("x 📅 2026-01-01 📅 2026-02-02").due, day("2026-02-02"));
        assert_eq!(read("x 📅 2026-02-31").due, Some(When::Impossible));
        assert!(read("WAITING for the signed contract").waiting);
        assert!(read("contract #waiting").waiting);
        assert!(read("contract [waiting-for:: [[Bo]]]").waiting);
        assert_eq!(read("a walk by the river, call (tomorrow)").due, None);
    }
}
