//! Where the words of a question stand in a text: the same cut into words as the index makes. Knows no note.

use std::ops::Range;

use crate::base::words::{self, Form};

/// What is looked for: one of these, each a row of words at fixed distances.
#[derive(Clone, Debug, Default)]
pub struct Pattern {
    /// The spellings, most often one.
    pub ways: Vec<Vec<Form>>,
}

impl Pattern {
    /// The words of a text, one behind the other.
    pub fn of(text: &str) -> Pattern {
        Pattern { ways: vec![words::query_forms(text)] }
    }

    /// The same, the last word being the beginning of one.
    pub fn beginning(text: &str) -> Pattern {
        let mut pattern = Pattern::of(text);
        for form in pattern.ways.iter_mut().filter_map(|way| way.last_mut()) {
            form.prefix |= form.spaced;
        }
        pattern
    }

    /// One of these folded words.
    pub fn one_of(words: &[String]) -> Pattern {
        let way = |word: &String| vec![Form { text: word.clone(), offset: 0, prefix: false, spaced: true }];
        Pattern { ways: words.iter().map(way).collect() }
    }

    /// Whether there is no word in it.
    pub fn is_empty(&self) -> bool {
        self.ways.iter().all(Vec::is_empty)
    }
}

/// A text cut into words.
pub struct Cut {
    /// All folded words, one behind the other.
    folded: String,
    /// Position, range in `folded`, range in the text.
    tokens: Vec<(u32, Range<usize>, Range<usize>)>,
    /// Where the first character of each ends, of a pair.
    firsts: Vec<usize>,
}

impl Cut {
    /// Cuts a text.
    pub fn new(text: &str) -> Cut {
        let mut cut = Cut { folded: String::new(), tokens: Vec::new(), firsts: Vec::new() };
        words::each(text, |token, word| {
            let from = cut.folded.len();
            cut.folded.push_str(word);
            cut.firsts.push(token.first_end as usize);
            cut.tokens.push((token.position, from..cut.folded.len(), token.start as usize..token.end as usize));
        });
        cut
    }

    /// Where a pattern stands: byte ranges of the text, in order.
    pub fn find(&self, pattern: &Pattern) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        for way in &pattern.ways {
            let Some((first, rest)) = way.split_first() else { continue };
            for (at, (position, folded, _)) in self.tokens.iter().enumerate() {
                if !self.is(folded, first) {
                    continue;
                }
                let mut all = vec![self.place(at, first)];
                let fits = rest.iter().all(|form| {
                    let at = self.at(position + form.offset.saturating_sub(first.offset), form);
                    all.extend(at.clone());
                    at.is_some()
                });
                if fits {
                    found.extend(all);
                }
            }
        }
        found.sort_by_key(|range| (range.start, range.end));
        found.dedup();
        found
    }

    /// Whether a pattern stands in the text.
    pub fn holds(&self, pattern: &Pattern) -> bool {
        !self.find(pattern).is_empty()
    }

    /// The word that fits at a position.
    fn at(&self, position: u32, form: &Form) -> Option<Range<usize>> {
        let from = self.tokens.partition_point(|(at, ..)| *at < position);
        let here = self.tokens.get(from..)?.iter().take_while(|(at, ..)| *at == position);
        let found = here.zip(from..).find(|((_, folded, _), _)| self.is(folded, form));
        found.map(|(_, at)| self.place(at, form))
    }

    /// Where a token stands; of a pair found by its first character, that character.
    fn place(&self, at: usize, form: &Form) -> Range<usize> {
        let range = self.tokens.get(at).map(|(.., range)| range.clone()).unwrap_or_default();
        match self.firsts.get(at) {
            Some(&first) if form.prefix && !form.spaced => range.start..first,
            _ => range,
        }
    }

    fn is(&self, folded: &Range<usize>, form: &Form) -> bool {
        let word = self.folded.get(folded.clone()).unwrap_or_default();
        if form.prefix { word.starts_with(&form.text) } else { word == form.text }
    }
}

/// Ranges that touch or overlap, made one.
pub fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::{Cut, Pattern, joined};

    fn found(text: &str, pattern: &Pattern) -> Vec<String> {
        joined(Cut::new(text).find(pattern)).into_iter().map(|range| text[range].to_owned()).collect()
    }

    #[test]
    fn words_stand_where_they_stand() {
        for (text, pattern, expected) in [
            ("Lunch with José, jose and JOSEFA", Pattern::of("jose"), &["José", "jose"][..]),
            ("Müller, Muller and Mueller", Pattern::of("mueller"), &["Müller", "Mueller"]),
            ("the new job, a new old job", Pattern::of("new job"), &["new", "job"]),
            ("wording, word, sword", Pattern::beginning("wor"), &["wording", "word"]),
            ("東京都と京都", Pattern::of("京都"), &["京都", "京都"]),
            ("東京都", Pattern::of("京"), &["京"]),
            ("write to ana@example.com", Pattern::of("ana@example.com"), &["ana", "example", "com"]),
            ("harbor and harbour", Pattern::one_of(&["harbour".to_owned()]), &["harbour"]),
            ("nothing", Pattern::of("..."), &[]),
        ] {
            assert_eq!(found(text, &pattern), expected, "{text}");
        }
    }
}
