//! The cut into words of `base::words`, as tantivy asks for it.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::base::words::Words;

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
