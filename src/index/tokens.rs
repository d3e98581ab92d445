//! The cut into words of `base::words`, as tantivy asks for it. A text is cut once, by whoever reads it; the threads that index only copy.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::common::{PLACES, common_place};
use super::dates;
use crate::base::words::{self, Words};

/// Before a word, as often as its position is behind that of the word before it (of the first: behind the one before the text).
const NEXT: char = '\u{1}';

/// Before a word at the position of the one before it.
const SAME: char = '\u{2}';

/// The folded words of a text, each behind [`NEXT`] or [`SAME`], which stand in no word.
#[derive(Debug, Default)]
pub(super) struct Cut {
    /// All but the common ones, with their positions; month and day of a date as one.
    pub rare: String,
    /// The common ones, each once: how often one stands in a text says nothing of what it is about.
    pub common: String,
    /// How many of the rare ones and of the common ones there are in the text, the words of dates counted one by one.
    pub counts: [u32; 2],
}

/// Cuts a text.
pub(super) fn cut(text: &str) -> Cut {
    let mut cut = Cut { rare: String::with_capacity(text.len()), common: String::with_capacity(text.len() / 4), counts: [0; 2] };
    let mut next = 0;
    let mut begun = dates::Begun::default();
    let mut seen = [false; PLACES];
    words::each(text, |token, word| {
        if let Some(place) = common_place(word) {
            cut.counts[1] += 1;
            if !std::mem::replace(&mut seen[place], true) {
                cut.common.push(NEXT);
                cut.common.push_str(word);
            }
            return;
        }
        cut.counts[0] += 1;
        if token.position < next {
            cut.rare.push(SAME);
        }
        while next <= token.position {
            cut.rare.push(NEXT);
            next += 1;
        }
        let at = cut.rare.len();
        cut.rare.push_str(word);
        if let Some(start) = begun.goes_on(word, token.position, at) {
            dates::join(&mut cut.rare, start);
            next = token.position;
        }
    });
    cut
}

/// Cuts as `base::words` does.
#[derive(Clone, Copy, Debug)]
pub(super) struct WordTokenizer;

/// The words of one text.
#[derive(Debug)]
pub(super) struct WordStream<'t> {
    words: Words<'t>,
    token: Token,
}

impl Tokenizer for WordTokenizer {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        WordStream { words: Words::new(text), token: Token::default() }
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(place) = self.words.next_into(&mut self.token.text) else { return false };
        self.token.offset_from = place.start as usize;
        self.token.offset_to = place.end as usize;
        self.token.position = place.position as usize;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// Hands out the words of a [`Cut`].
#[derive(Clone, Copy, Debug)]
pub(super) struct CutTokenizer;

/// The words of one cut text.
#[derive(Debug)]
pub(super) struct CutStream<'t> {
    rest: &'t str,
    /// One more than the position of the word handed out.
    next: usize,
    token: Token,
}

impl Tokenizer for CutTokenizer {
    type TokenStream<'a> = CutStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> CutStream<'a> {
        CutStream { rest: text, next: 0, token: Token::default() }
    }
}

impl TokenStream for CutStream<'_> {
    fn advance(&mut self) -> bool {
        let is_mark = |byte: u8| byte == NEXT as u8 || byte == SAME as u8;
        let bytes = self.rest.as_bytes();
        let start = bytes.iter().position(|&byte| !is_mark(byte)).unwrap_or(bytes.len());
        let length = bytes.iter().skip(start).position(|&byte| is_mark(byte)).unwrap_or(bytes.len() - start);
        self.next += bytes.iter().take(start).filter(|&&byte| byte == NEXT as u8).count();
        let (word, rest) = self.rest.split_at(start + length);
        self.rest = rest;
        self.token.text.clear();
        self.token.text.push_str(word.get(start..).unwrap_or_default());
        self.token.position = self.next.saturating_sub(1);
        length > 0
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use tantivy::tokenizer::{TokenStream, Tokenizer};

    use super::{CutTokenizer, cut};

    fn handed_out(cut: &str) -> Vec<(String, usize)> {
        let mut tokenizer = CutTokenizer;
        let mut stream = tokenizer.token_stream(cut);
        let mut words = Vec::new();
        while stream.advance() {
            words.push((stream.token().text.clone(), stream.token().position));
        }
        words
    }

    #[test]
    fn a_cut_text_hands_out_its_words_with_their_positions() {
        let cut = cut("The Müller of and the harbour; 東京 \u{1}by\u{2} 2026 2026-05-02 06");
        let words = |list: &[(&str, usize)]| list.iter().map(|(word, position)| ((*word).to_owned(), *position)).collect::<Vec<_>>();
        assert_eq!(
            handed_out(&cut.rare),
            words(&[
                ("muller", 1),
                ("mueller", 1),
                ("harbour", 5),
                ("東京", 6),
                ("京", 7),
                ("2026", 9),
                ("2026", 10),
                ("05-02", 11),
                ("06", 13)
            ])
        );
        assert_eq!(cut.counts, [10, 5]);
        let common: Vec<String> = handed_out(&cut.common).into_iter().map(|(word, _)| word).collect();
        assert_eq!(common, ["the", "of", "and", "by"]);
        assert!(handed_out(&super::cut("").rare).is_empty());
    }
}
