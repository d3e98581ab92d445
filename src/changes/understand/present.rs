//! Who of the people named in a line was there, and who was only spoken of: `met Ana's sister`, `talked about Ana`. And who is named that
//! nobody knows.

use crate::base::date_names::{month_at, weekday_at};
use crate::base::span::Span;
use crate::changes::understand::clauses::Found;
use crate::changes::understand::common;
use crate::changes::understand::names::Named;
use crate::changes::understand::words::Word;

/// Words behind which people are spoken of.
const SPOKEN_OF: [&str; 10] = ["about", "regarding", "re", "concerning", "without", "like", "after", "of", "instead", "than"];

/// Words behind which people are met.
const MET: [&str; 22] = [
    "with",
    "met",
    "called",
    "saw",
    "visited",
    "promised",
    "asked",
    "told",
    "emailed",
    "texted",
    "phoned",
    "thanked",
    "helped",
    "messaged",
    "rang",
    "introduced",
    "owe",
    "from",
    "wrote",
    "&",
    "pinged",
    "meet",
];

/// For each name, whether the person was there. The first `front` names stand in front of the text.
pub fn present(line: &str, words: &[Word], names: &[Named], promises: &[Found], front: usize) -> Vec<bool> {
    let spoken_of: Vec<bool> = (0..names.len()).map(|at| is_spoken_of(line, words, names, at)).collect();
    let inside = |name: &Named| promises.iter().any(|promise| promise.place.contains(&name.place.start));
    let promised = |at: usize| promises.iter().any(|promise| promise.people.contains(&at));
    let mut there: Vec<bool> = Vec::with_capacity(names.len());
    for (at, name) in names.iter().enumerate() {
        there.push(at < front || !spoken_of[at] && !inside(name) && !promised(at));
    }
    // `promised Ana the deck` alone: so it was Ana I was in touch with. Nor is it news when she is named before.
    if !there.contains(&true) {
        for (at, there) in there.iter_mut().enumerate() {
            *there = promised(at) && !spoken_of[at];
        }
    }
    there
}

/// Whether a person is only spoken of.
fn is_spoken_of(line: &str, words: &[Word], names: &[Named], at: usize) -> bool {
    let Some(name) = names.get(at) else { return false };
    // `Ana's sister`, `Ana's new boss`.
    if name.after > name.place.end {
        let behind = words.iter().filter(|word| word.start >= name.after).take(2);
        let mut end = name.after;
        for word in behind {
            if !line.get(end..word.start).is_some_and(|between| between.trim().is_empty()) {
                break;
            }
            if common::is_relation(word.of(line)) {
                return true;
            }
            end = word.after;
        }
    }
    // `about Ana and Bo`: the word before the list of names.
    let mut start = name.place.start;
    let mut at = at;
    loop {
        let before = line.get(..start).unwrap_or("").trim_end();
        let joined = ["and", "or", "&", ","].iter().find_map(|joint| before.strip_suffix(joint)).map(str::trim_end);
        let earlier = at.checked_sub(1).and_then(|earlier| names.get(earlier));
        match (joined, earlier) {
            (Some(joined), Some(earlier)) if joined.len() == earlier.place.end => {
                start = earlier.place.start;
                at -= 1;
            }
            _ => {
                let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
                return SPOKEN_OF.iter().any(|one| one.eq_ignore_ascii_case(word)) && !before.ends_with(['.', ':']);
            }
        }
    }
}

/// The names of people nobody knows: capitalised words where a person is met.
pub fn strangers(line: &str, words: &[Word], names: &[Named]) -> Vec<Span> {
    let named = |word: &Word| names.iter().any(|name| name.place.start < word.after && word.start < name.after);
    let mut found: Vec<Span> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let text = word.of(line);
        let is_name = word.is_capital(line)
            && !word.closed
            && !named(word)
            && !common::is_small(text)
            && text.chars().count() > 1
            && !is_calendar(text);
        if !is_name || found.last().is_some_and(|last| last.end as usize >= word.end) {
            continue;
        }
        let before = line.get(..word.start).unwrap_or("").trim_end();
        let earlier = at.checked_sub(1).and_then(|earlier| words.get(earlier));
        let met = earlier
            .is_some_and(|earlier| MET.iter().any(|one| one.eq_ignore_ascii_case(earlier.of(line))) && before.len() == earlier.after);
        let joined = ["and", "&", ","].iter().find_map(|joint| before.strip_suffix(joint)).map(|before| before.trim_end().len());
        let listed = joined
            .is_some_and(|end| names.iter().any(|name| name.place.end == end) || found.last().is_some_and(|last| last.end as usize == end));
        let subject = word.opens && line.get(word.after..).is_some_and(|rest| rest.starts_with(" and I ") || rest.starts_with(": "));
        if !(met || listed || subject) {
            continue;
        }
        let mut end = word.end;
        for (offset, next) in words.iter().enumerate().skip(at + 1) {
            let joined = crate::changes::understand::names::surname(line, words, offset - 1).is_some() && !named(next);
            if !joined {
                break;
            }
            end = next.end;
        }
        found.push(Span::new(word.start, end));
    }
    found
}

fn is_calendar(text: &str) -> bool {
    let whole = |end: usize| end == text.len();
    weekday_at(text.as_bytes(), 0).is_some_and(|(_, end)| whole(end)) || month_at(text.as_bytes(), 0).is_some_and(|(_, end)| whole(end))
}
