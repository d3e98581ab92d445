//! The cut into words of `base::words`, as tantivy asks for it.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::common::is_common;
use crate::base::words::Words;

/// Which words are handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    All,
    /// All but the common ones.
    Rare,
    Common,
}

/// Cuts as `base::words` does.
#[derive(Clone, Copy, Debug)]
pub(super) struct WordTokenizer(pub Which);

/// The words of one text.
#[derive(Debug)]
pub(super) struct WordStream<'t> {
    words: Words<'t>,
    which: Which,
    token: Token,
}

impl Tokenizer for WordTokenizer {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        WordStream { words: Words::new(text), which: self.0, token: Token::default() }
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let mut next = || {
            loop {
                let place = self.words.next_into(&mut self.token.text)?;
                if self.which == Which::All || is_common(&self.token.text) == (self.which == Which::Common) {
                    return Some(place);
                }
            }
        };
        let Some(place) = next() else { return false };
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
