//! The line or two of a hit that hold the words of the question, as plain words with the places of these words.

use std::ops::Range;

use crate::base::span::Span;
use crate::note::{plain, task};
use crate::views::marks::{Cut, Pattern, joined};

/// How many characters are kept around the words found.
const LONGEST: usize = 240;

/// How many bytes of one line are looked at.
const LINE: usize = 16 << 10;

/// Plain words, with the words of the question marked.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Snippet {
    /// One line.
    pub text: String,
    /// The words of the question in it: from one character to before another, in order.
    pub highlights: Vec<(u32, u32)>,
}

/// The line of a stretch of a note that holds most of the words: its byte offset in the text, and its words. Of equals the first.
pub fn best_line(text: &str, within: Span, patterns: &[&Pattern]) -> Option<(usize, String)> {
    let mut best: Option<(usize, usize, &str)> = None;
    let mut at = within.start as usize;
    for line in within.within(text).split_inclusive('\n') {
        let read = head(line);
        let cut = Cut::new(read);
        let count = patterns.iter().filter(|pattern| cut.holds(pattern)).count();
        if count > best.map_or(0, |(count, ..)| count) {
            best = Some((count, at, read));
        }
        if count == patterns.len() && count > 0 {
            break;
        }
        at += line.len();
    }
    best.map(|(_, at, line)| (at, shown(line)))
}

/// A source line as plain words: without the marks it begins with.
pub fn shown(line: &str) -> String {
    let line = line.trim();
    let bare = line.trim_start_matches(['-', '*', '+', '>', '#', '|', ' ', '\t']);
    let bare = bare
        .strip_prefix('[')
        .and_then(|rest| rest.split_once("] "))
        .filter(|(mark, _)| mark.chars().count() == 1)
        .map_or(bare, |(_, rest)| rest);
    let is_task = bare.len() < line.len() && line.contains("] ");
    let words = if is_task { task::words_of(bare, &task::read(bare)) } else { bare.to_owned() };
    plain::text(words.trim_end_matches(['|', ' ']))
}

/// The snippet of a text: all of it when it is short, else what stands around the words found.
pub fn of(text: &str, patterns: &[&Pattern]) -> Snippet {
    let found = |text: &str| joined(patterns.iter().flat_map(|pattern| Cut::new(text).find(pattern)).collect());
    let marks = found(text);
    let cut = window(text, &marks);
    let marks = if cut.len() == text.len() { marks } else { found(&cut) };
    let place = |at: usize| cut.get(..at).map_or(0, |before| before.chars().count() as u32);
    let highlights = marks.iter().map(|range| (place(range.start), place(range.end))).collect();
    Snippet { text: cut, highlights }
}

/// At most [`LONGEST`] characters, from a word shortly before the first word found.
fn window(text: &str, marks: &[Range<usize>]) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let first = marks.first().map_or(0, |range| range.start);
    let before = text.get(..first).unwrap_or_default();
    let from = before.char_indices().rev().take(LONGEST / 4).last().map_or(first, |(at, _)| at);
    // From the beginning of a word, when one is near.
    let from = if from == 0 { 0 } else { text.get(from..first).and_then(|part| part.find(' ')).map_or(from, |at| from + at + 1) };
    let rest = text.get(from..).unwrap_or_default();
    let to = rest.char_indices().nth(LONGEST).map_or(rest.len(), |(at, _)| at);
    let to = if to == rest.len() { to } else { rest.get(..to).and_then(|part| part.rfind(' ')).filter(|&at| at > to / 2).unwrap_or(to) };
    let part = rest.get(..to).unwrap_or_default();
    format!("{}{part}{}", if from > 0 { "…" } else { "" }, if to < rest.len() { "…" } else { "" })
}

/// As much of a line as is looked at.
fn head(line: &str) -> &str {
    let end = line.floor_char_boundary(LINE);
    line.get(..end).unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::{Snippet, best_line, of, shown};
    use crate::base::span::Span;
    use crate::views::marks::Pattern;

    #[test]
    fn a_line_is_its_words() {
        for (line, words) in [
            ("- 2026-05-02 call: *the* [[Ana Diaz|Ana]]", "2026-05-02 call: the Ana"),
            ("  - [ ] Send the deck 📅 2026-05-09", "Send the deck"),
            ("### Coffee", "Coffee"),
            ("> quoted", "quoted"),
            ("| 2026-05-02 | Call |", "2026-05-02 | Call"),
            ("city: Lisbon", "city: Lisbon"),
        ] {
            assert_eq!(shown(line), words, "{line}");
        }
    }

    #[test]
    fn the_line_with_most_of_the_words() {
        let text = "one harbour\nthe old harbour wall\nwall\n";
        let (harbour, wall) = (Pattern::of("harbour"), Pattern::of("wall"));
        assert_eq!(best_line(text, Span::new(0, text.len()), &[&harbour, &wall]), Some((12, "the old harbour wall".to_owned())));
        assert_eq!(best_line(text, Span::new(33, text.len()), &[&harbour, &wall]), Some((33, "wall".to_owned())));
        assert_eq!(best_line(text, Span::new(0, text.len()), &[&Pattern::of("sea")]), None);
    }

    #[test]
    fn marks_count_characters_and_long_texts_are_cut_around_them() {
        let snippet = of("café by the Harbour", &[&Pattern::of("harbour"), &Pattern::of("cafe")]);
        assert_eq!(snippet, Snippet { text: "café by the Harbour".to_owned(), highlights: vec![(0, 4), (12, 19)] });
        let long = format!("{}harbour {}", "word ".repeat(100), "more ".repeat(100));
        let snippet = of(&long, &[&Pattern::of("harbour")]);
        let (from, to) = snippet.highlights[0];
        assert_eq!(snippet.text.chars().skip(from as usize).take((to - from) as usize).collect::<String>(), "harbour");
        assert!(snippet.text.starts_with("…word") && snippet.text.ends_with("more…"), "{}", snippet.text);
        assert!(snippet.text.chars().count() <= 242);
    }
}
