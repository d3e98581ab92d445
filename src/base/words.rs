//! Words: a text cut into the folded words under which it is searched, each with its place. The same cut serves the search index, the search
//! without one, the marks in a snippet and the words of a question. Stores nothing, ranks nothing, knows no markdown.
//!
//! * A word is a run of letters, digits and the marks that belong to them, without case and accents: `José` is `jose`.
//! * Letters that are also spelled as two give both spellings, at one position: `Müller` is `muller` and `mueller`, `Århus` `arhus` and `aarhus`.
//! * Scripts written without spaces between words (Han, kana, Hangul, Thai, Lao, Khmer, Burmese) give each pair of neighbouring characters,
//!   and the last character of a run alone, so that any piece of such a text is found: `東京都` is `東京`, `京都`, `都`.
//! * Of a word longer than [`LONGEST`] bytes the beginning counts.

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How many bytes of a folded word count.
pub const LONGEST: usize = 64;

/// What a byte is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// A letter or digit of ASCII.
    Word,
    /// Any other character of ASCII.
    Between,
    /// A part of another character.
    Other,
}

static SORTS: [Sort; 256] = {
    let mut sorts = [Sort::Other; 256];
    let mut byte: u8 = 0;
    while byte.is_ascii() {
        sorts[byte as usize] = if byte.is_ascii_alphanumeric() { Sort::Word } else { Sort::Between };
        byte += 1;
    }
    sorts
};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A word without case and accents.
    Word,
    /// The same word with its special letters spelled as two: `mueller` for Müller.
    Spelled,
    /// Two neighbouring characters of a script without spaces.
    Pair,
    /// The last (or only) character of a run of such a script.
    Single,
}

/// Where a word stands in the text. Its folded form is handed out beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Where the first character of a pair ends; for every other token the same as `end`.
    pub first_end: u32,
    /// The number of the word in the text, from 0. Two spellings of a word share it; every character of an unspaced script has its own.
    pub position: u32,
    /// What it is.
    pub kind: Kind,
}

/// The words of a text, in order.
#[derive(Debug)]
pub struct Words<'t> {
    text: &'t str,
    at: usize,
    position: u32,
    /// The second spelling of the word handed out last, and its token; empty when there is none.
    spelled: String,
    second: Option<Token>,
}

impl<'t> Words<'t> {
    /// Begins at the start of the text.
    pub fn new(text: &'t str) -> Words<'t> {
        Words { text, at: 0, position: 0, spelled: String::new(), second: None }
    }

    /// The next token; `word` becomes its folded form.
    pub fn next_into(&mut self, word: &mut String) -> Option<Token> {
        word.clear();
        if let Some(second) = self.second.take() {
            word.push_str(&self.spelled);
            return Some(second);
        }
        loop {
            let start = self.skip_to_word()?;
            let is_ascii = self.text.as_bytes().get(start).is_some_and(u8::is_ascii);
            let unspaced = !is_ascii && char_at(self.text, start).is_some_and(is_unspaced);
            let token = if unspaced { self.pair(start, word) } else { self.word(start, word) };
            if !word.is_empty() {
                self.position += 1;
                return Some(token);
            }
            self.second = None;
        }
    }

    /// Moves to the next character that can begin a word.
    fn skip_to_word(&mut self) -> Option<usize> {
        let bytes = self.text.as_bytes();
        loop {
            self.at += bytes.get(self.at..)?.iter().position(|&byte| SORTS[usize::from(byte)] != Sort::Between)?;
            if SORTS[usize::from(*bytes.get(self.at)?)] == Sort::Word {
                return Some(self.at);
            }
            let c = char_at(self.text, self.at)?;
            if c.is_alphanumeric() && !is_combining_mark(c) {
                return Some(self.at);
            }
            self.at += c.len_utf8();
        }
    }

    /// Takes the word that begins at `start`.
    fn word(&mut self, start: usize, word: &mut String) -> Token {
        let bytes = self.text.as_bytes();
        let rest = bytes.get(start..).unwrap_or_default();
        let mut end = start + rest.iter().position(|&byte| SORTS[usize::from(byte)] != Sort::Word).unwrap_or(rest.len());
        let ascii = bytes.get(end).is_none_or(u8::is_ascii);
        if !ascii {
            end = self.text.get(end..).and_then(|rest| rest.find(|c| !belongs_to_word(c))).map_or(self.text.len(), |length| end + length);
        }
        self.at = end;
        let token = self.token(start, end, end, Kind::Word);
        let written = self.text.get(start..end).unwrap_or_default();
        if ascii || written.is_ascii() {
            word.push_str(written.get(..LONGEST).unwrap_or(written));
            word.make_ascii_lowercase();
        } else if fold_into(written, word, &mut self.spelled) {
            self.second = Some(Token { kind: Kind::Spelled, ..token });
        }
        token
    }

    /// Takes the character of an unspaced script at `start`, with its neighbour when it has one.
    fn pair(&mut self, start: usize, word: &mut String) -> Token {
        let first_end = cluster_end(self.text, start);
        self.at = first_end;
        push_cluster(self.text.get(start..first_end).unwrap_or_default(), word);
        if !char_at(self.text, first_end).is_some_and(is_unspaced) || word.is_empty() {
            return self.token(start, first_end, first_end, Kind::Single);
        }
        let end = cluster_end(self.text, first_end);
        push_cluster(self.text.get(first_end..end).unwrap_or_default(), word);
        self.token(start, end, first_end, Kind::Pair)
    }

    fn token(&self, start: usize, end: usize, first_end: usize, kind: Kind) -> Token {
        Token { start: small(start), end: small(end), first_end: small(first_end), position: self.position, kind }
    }
}

/// Shows every token of the text and its folded form to `visit`, in order.
pub fn each(text: &str, mut visit: impl FnMut(Token, &str)) {
    let mut words = Words::new(text);
    let mut word = String::new();
    while let Some(token) = words.next_into(&mut word) {
        visit(token, &word);
    }
}

/// One thing a question looks up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The folded word.
    pub text: String,
    /// How many positions behind the first form it must stand.
    pub offset: u32,
    /// Whether every word that begins so is meant: a lone character of an unspaced script, for which only pairs are kept.
    pub prefix: bool,
    /// Whether it is a word of letters and digits, which may have a typo in it or be cut short by the asker; not so for a pair or a lone character.
    pub spaced: bool,
}

/// What a word or a phrase of a question is looked up as: forms that must stand at these distances. Empty when there is no word in it; more than
/// one for `ana@example.com` or `東京都`.
pub fn query_forms(text: &str) -> Vec<Form> {
    let mut forms: Vec<Form> = Vec::new();
    let mut pair_end = None;
    each(text, |token, word| {
        // The last character of a run is found by the pair before it, and one spelling of a word is enough: texts hold both.
        let covered = token.kind == Kind::Single && pair_end == Some(token.end);
        pair_end = (token.kind == Kind::Pair).then_some(token.end);
        if covered || token.kind == Kind::Spelled {
            return;
        }
        let spaced = token.kind == Kind::Word;
        forms.push(Form { text: word.to_owned(), offset: token.position, prefix: token.kind == Kind::Single, spaced });
    });
    forms
}

/// Folds a word that is not all ASCII; whether it has a second spelling, which is then in `spelled`.
fn fold_into(written: &str, plain: &mut String, spelled: &mut String) -> bool {
    spelled.clear();
    let mut two = false;
    for c in written.nfkd().default_case_fold().nfkd() {
        if plain.len() >= LONGEST {
            break;
        }
        let (one, other) = match c {
            '\u{308}' if plain.ends_with(['a', 'o', 'u']) => ("", "e"),
            '\u{30a}' if plain.ends_with('a') => ("", "a"),
            'ø' => ("o", "oe"),
            'đ' => ("d", "dj"),
            'ł' => ("l", "l"),
            'ð' => ("d", "d"),
            'þ' => ("th", "th"),
            'æ' => ("ae", "ae"),
            'œ' => ("oe", "oe"),
            'ı' => ("i", "i"),
            c if is_dropped(c) => continue,
            c => {
                plain.push(c);
                spelled.push(c);
                continue;
            }
        };
        two |= one != other;
        plain.push_str(one);
        spelled.push_str(other);
    }
    plain.truncate(plain.floor_char_boundary(LONGEST));
    spelled.truncate(spelled.floor_char_boundary(LONGEST));
    two && plain != spelled
}

/// Accents, and invisible characters that stand within words.
fn is_dropped(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
        || is_invisible(c)
}

/// Soft hyphen, joiners, variation selectors.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Whether a character goes on with a word of a spaced script.
fn belongs_to_word(c: char) -> bool {
    (c.is_alphanumeric() && !is_unspaced(c)) || is_combining_mark(c) || is_invisible(c)
}

/// Whether a character begins a place of its own in a script that is written without spaces between words, or is looked up inside them (Hangul).
fn is_unspaced(c: char) -> bool {
    let here = matches!(c,
        '\u{e01}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{1100}'..='\u{11ff}' | '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7ff}'
        | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{303b}' | '\u{3041}'..='\u{30ff}' | '\u{3105}'..='\u{318f}' | '\u{31a0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ffdc}'
        | '\u{1b000}'..='\u{1b16f}' | '\u{20000}'..='\u{3ffff}');
    here && c.is_alphanumeric() && !is_combining_mark(c)
}

/// The end of the character that begins at `start`: with its marks, and with the vowel and end of a Hangul syllable written in parts.
fn cluster_end(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut last = None;
    for c in text.get(start..).unwrap_or_default().chars() {
        let goes_on = match last {
            None => true,
            Some(last) => {
                is_combining_mark(c)
                    || is_invisible(c)
                    || matches!(c, '\u{ff9e}' | '\u{ff9f}')
                    || (matches!(last, '\u{1100}'..='\u{115f}') && matches!(c, '\u{1160}'..='\u{11a7}'))
                    || (matches!(last, '\u{1160}'..='\u{11a7}' | '\u{ac00}'..='\u{d7a3}') && matches!(c, '\u{11a8}'..='\u{11ff}'))
            }
        };
        if !goes_on {
            break;
        }
        end += c.len_utf8();
        last = Some(c);
    }
    end
}

/// Adds the composed form of a character, its width and compatibility variants made one.
fn push_cluster(cluster: &str, word: &mut String) {
    let limit = word.len() + LONGEST / 2;
    for c in cluster.nfkc().filter(|&c| !is_invisible(c)) {
        if word.len() + c.len_utf8() > limit {
            break;
        }
        word.push(c);
    }
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

fn small(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
