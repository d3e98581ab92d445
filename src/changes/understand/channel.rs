//! The channel a free line names: its first words, else what stands behind `had a`, `went for`, `Ana and I`, else the one that makes a
//! meeting more exact (`met Ana for lunch`, `talked on the phone`). The words are those of the settings' table.

use std::ops::Range;

use crate::changes::understand::names::Named;
use crate::config::channels::Channels;

/// Words that may stand before a channel at the start of a line.
const BEFORE: &[&str] = &[
    "a", "an", "and", "another", "big", "brief", "did", "early", "enjoyed", "first", "for", "good", "got", "grabbed", "great", "had",
    "have", "i", "in", "it", "just", "late", "little", "long", "lovely", "my", "nice", "on", "our", "out", "over", "quick", "second",
    "shared", "short", "small", "some", "the", "to", "we", "went", "with", "working",
];

/// Words that lead to a channel further on, and the channels they lead to; no list: any but those of `on`.
const LEADING: &[(&str, &[&str])] = &[
    ("for", &["lunch", "dinner", "breakfast", "coffee", "drinks", "walk"]),
    ("over", &["lunch", "dinner", "breakfast", "coffee", "drinks", "video", "call", "message"]),
    ("by", &["call", "email", "text", "message", "letter", "video"]),
    ("via", &["call", "email", "text", "message", "letter", "video"]),
    ("through", &["email", "message"]),
    ("on", &["call", "video", "message"]),
    ("at", &["event", "drinks"]),
    ("during", &["event", "lunch", "dinner", "walk"]),
];

/// The channel of the stretch `within` of a line; its first clause ends at `clause`.
pub fn find(line: &str, within: &Range<usize>, clause: usize, names: &[Named], channels: &Channels) -> Option<u16> {
    let text = line.get(within.clone())?;
    let after_clock = within.start + clock(text);
    let opening = opening(line, after_clock, within.end, names, channels);
    let exact = opening.filter(|&id| !is_general(channels, id));
    exact.or_else(|| further_on(line, after_clock, clause.min(within.end), channels)).or(opening)
}

/// The channel a text is read back with: that of its first words, behind a time of day.
pub fn of_text(text: &str, channels: &Channels) -> Option<u16> {
    channels.leading_id(text.get(clock(text)..)?).map(|(id, _)| id)
}

/// Whether a channel says no more than that people met or talked.
fn is_general(channels: &Channels, id: u16) -> bool {
    channels.name(id).is_some_and(|name| matches!(name, "meeting" | "message" | "visit"))
}

/// The channel behind the words a line may open with.
fn opening(line: &str, from: usize, to: usize, names: &[Named], channels: &Channels) -> Option<u16> {
    let mut at = from;
    let mut passed = 0;
    loop {
        let rest = line.get(at..to)?;
        let trimmed =
            rest.trim_start_matches(|c: char| c.is_whitespace() || "&,\"'“”‘’*".contains(c) && channels.leading_id(rest).is_none());
        at += rest.len() - trimmed.len();
        if let Some(name) = names.iter().find(|name| name.place.start == at) {
            at = name.after;
            continue;
        }
        if let Some((id, _)) = channels.leading_id(trimmed) {
            return Some(id);
        }
        let word = trimmed.find(|c: char| !c.is_alphanumeric()).unwrap_or(trimmed.len());
        let known = trimmed.get(..word).is_some_and(|word| BEFORE.iter().any(|one| one.eq_ignore_ascii_case(word)));
        passed += 1;
        if !known || passed > 8 {
            return None;
        }
        at += word;
    }
}

/// The channel behind `for`, `over`, `by`, `on the` … in the first clause.
fn further_on(line: &str, from: usize, to: usize, channels: &Channels) -> Option<u16> {
    let text = line.get(from..to)?;
    let lower = text.to_ascii_lowercase();
    let mut best: Option<(usize, u16)> = None;
    for (word, leads_to) in LEADING {
        for (at, _) in lower.match_indices(word) {
            let stands = at > 0
                && lower.get(..at).is_some_and(|before| before.ends_with(' '))
                && lower.get(at + word.len()..).is_some_and(|rest| rest.starts_with(' '));
            if !stands {
                continue;
            }
            let mut rest = text.get(at + word.len()..).unwrap_or("").trim_start();
            for _ in 0..2 {
                let next = rest.split(' ').next().unwrap_or("");
                let article =
                    ["a", "an", "the", "some", "quick", "long", "short", "late", "early"].iter().any(|one| one.eq_ignore_ascii_case(next));
                if article && channels.leading_id(rest).is_none() {
                    rest = rest.get(next.len()..).unwrap_or("").trim_start();
                }
            }
            let found = channels.leading_id(rest).map(|(id, _)| id);
            let fits = found.filter(|&id| channels.name(id).is_some_and(|name| leads_to.contains(&name)));
            if let Some(id) = fits.filter(|_| best.is_none_or(|(first, _)| at < first)) {
                best = Some((at, id));
            }
        }
    }
    best.map(|(_, id)| id)
}

/// The length of a time of day at the start: `14:30 `, `2:30 pm - `.
fn clock(text: &str) -> usize {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let minutes = text.as_bytes().get(digits + 1..digits + 3).is_some_and(|pair| pair.iter().all(u8::is_ascii_digit));
    if !(1..=2).contains(&digits) || text.as_bytes().get(digits) != Some(&b':') || !minutes {
        return 0;
    }
    let rest = text.get(digits + 3..).unwrap_or("");
    let rest = ["am", "pm", " am", " pm", "AM", "PM", " AM", " PM"].iter().find_map(|half| rest.strip_prefix(half)).unwrap_or(rest);
    if rest.starts_with(char::is_alphanumeric) {
        return 0;
    }
    text.len() - rest.trim_start_matches([' ', ':', '-', '–', '—', ',']).len()
}
