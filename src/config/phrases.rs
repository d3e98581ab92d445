//! A small dictionary of words and short phrases, looked up at the start of a text. Knows nothing of what the words mean.
//!
//! Phrases compare as fixed words do (format page, section 10.12): without case, spaces, dashes and underscores. So `phone call`,
//! `Phone-Call` and `phonecall` are one phrase. Emoji compare without variation selectors and skin tones.

use crate::base::fold;
use crate::base::hash::FastMap;

/// The longest key kept, in bytes; longer phrases are no phrases.
const LONGEST: usize = 64;

/// Phrases and the value each stands for.
#[derive(Clone, Debug, Default)]
pub struct Phrases {
    /// Folded phrase -> value.
    whole: FastMap<Box<str>, Known>,
    /// Folded first word -> the length of the longest folded phrase that begins with it.
    starts: FastMap<Box<str>, usize>,
    firsts: Firsts,
}

/// By first letter, which second letters and which lengths the first words of plain letters have: most words are told from them at once.
#[derive(Clone, Debug, Default)]
struct Firsts([(u32, u32); 32]);

impl Firsts {
    fn bits(word: &[u8]) -> Option<(usize, u32, u32)> {
        let (first, second) = (word.first()?, word.get(1).unwrap_or(&0));
        let plain = first.is_ascii_alphabetic() && (second.is_ascii_alphabetic() || word.len() == 1) && word.len() < 32;
        plain.then(|| (usize::from(first & 31), 1 << (second & 31), 1 << word.len()))
    }

    fn add(&mut self, word: &[u8]) {
        if let Some((first, second, length)) = Firsts::bits(word)
            && let Some(known) = self.0.get_mut(first)
        {
            *known = (known.0 | second, known.1 | length);
        }
    }

    /// Whether an ASCII word may be one of the first words.
    fn may_hold(&self, word: &[u8]) -> bool {
        let Some((first, second, length)) = Firsts::bits(word) else { return true };
        self.0.get(first).is_some_and(|known| known.0 & second != 0 && known.1 & length != 0)
    }
}

/// A known phrase.
#[derive(Clone, Copy, Debug)]
struct Known {
    value: u16,
    /// Whether it has several words, so that `phone call` and `phonecall` are one; `no te` is not `note`.
    parted: bool,
}

impl Phrases {
    /// Adds a phrase; a phrase already known gets the new value. An empty or overlong one is left out.
    pub fn add(&mut self, phrase: &str, value: u16) {
        let key = key_of(phrase);
        if key.is_empty() || key.len() > LONGEST {
            return;
        }
        let first = fold::key(phrase.trim_start().get(..word_end(phrase.trim_start())).unwrap_or(phrase));
        let joined = key.get(..word_end(&key)).unwrap_or(&key).to_owned();
        for start in [first, joined].into_iter().filter(|start| !start.is_empty()) {
            self.firsts.add(start.as_bytes());
            let longest = self.starts.entry(start.into_boxed_str()).or_insert(0);
            *longest = key.len().max(*longest);
        }
        let parted = word_end(phrase.trim()) < phrase.trim().len();
        let known = self.whole.entry(key.into_boxed_str()).or_insert(Known { value, parted });
        *known = Known { value, parted: parted || known.parted };
    }

    /// The value of a text that is a phrase from end to end.
    pub fn whole(&self, text: &str) -> Option<u16> {
        let text = text.trim();
        if text.len() > 2 * LONGEST {
            return None;
        }
        let mut key = Key::new();
        if text.bytes().all(|byte| key.push(byte)) {
            return self.whole.get(key.text()).map(|known| known.value);
        }
        if text.is_ascii() { None } else { self.whole.get(key_of(text).as_str()).map(|known| known.value) }
    }

    /// The value of the longest phrase `text` begins with, and the phrase's length in `text`, in bytes. The phrase is followed by the end or
    /// by something that is no letter and no digit. Allocates only where a letter is not ASCII.
    pub fn leading(&self, text: &str) -> Option<(u16, usize)> {
        let first = text.as_bytes().first()?;
        if !first.is_ascii() && !text.chars().next().is_some_and(char::is_alphanumeric) {
            return self.leading_sign(text);
        }
        let end = word_end(text);
        let word = text.get(..end)?;
        if word.is_empty() || word.len() > 2 * LONGEST {
            return None;
        }
        if !word.is_ascii() {
            let longest = *self.starts.get(fold::key(word).as_str())?;
            return self.leading_slow(text, longest);
        }
        if !self.firsts.may_hold(word.as_bytes()) {
            return None;
        }
        let mut key = Key::new();
        if !word.bytes().all(|byte| key.push(byte)) {
            return None;
        }
        let longest = *self.starts.get(key.text())?;
        let mut found = self.whole.get(key.text()).map(|known| (known.value, end));
        for (at, &byte) in text.as_bytes().iter().enumerate().skip(end) {
            if !byte.is_ascii() {
                let letter = text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(is_word);
                return if letter { self.leading_slow(text, longest).or(found) } else { found };
            }
            if byte == b'\n' || !key.push(byte) || key.length > longest {
                break;
            }
            if byte.is_ascii_alphanumeric() && !text.get(at + 1..).is_some_and(begins_with_word) {
                found = self.whole.get(key.text()).filter(|known| known.parted).map(|known| (known.value, at + 1)).or(found);
            }
        }
        found
    }

    /// `leading` where letters beyond ASCII stand in the way: folds each run of words anew.
    fn leading_slow(&self, text: &str, longest: usize) -> Option<(u16, usize)> {
        let mut found = None;
        let first_end = word_end(text);
        for (at, c) in text.char_indices() {
            let end = at + c.len_utf8();
            if c == '\n' || end > 4 * LONGEST {
                break;
            }
            let rest = text.get(end..)?;
            if !is_word(c) || begins_with_word(rest) {
                continue;
            }
            let key = fold::key(text.get(..end)?);
            if key.len() > longest {
                break;
            }
            let fits = |known: &&Known| known.parted || end <= first_end;
            found = self.whole.get(key.as_str()).filter(fits).map(|known| (known.value, end)).or(found);
        }
        found
    }

    /// `leading` for an emoji: as a sequence (`👨‍💻`), else by its first sign.
    fn leading_sign(&self, text: &str) -> Option<(u16, usize)> {
        let end = sign_end(text);
        let sequence = text.get(..end)?;
        let first = sequence.chars().next()?;
        let mut bytes = [0; 4];
        let value = self.whole.get(first.encode_utf8(&mut bytes) as &str);
        let value = if end == first.len_utf8() { value } else { self.whole.get(key_of(sequence).as_str()).or(value) };
        value.map(|known| (known.value, end))
    }
}

/// A phrase as it is compared.
fn key_of(phrase: &str) -> String {
    let mut key = fold::key(phrase);
    if !key.is_ascii() {
        key.retain(|c| !is_selector(c));
    }
    key
}

/// The end of the run of letters and digits a text begins with, in bytes.
fn word_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    match bytes.iter().position(|byte| !byte.is_ascii_alphanumeric()) {
        None => text.len(),
        Some(at) if bytes.get(at).is_some_and(u8::is_ascii) => at,
        Some(_) => text.find(|c| !is_word(c)).unwrap_or(text.len()),
    }
}

/// Whether the text goes on with a letter or digit.
fn begins_with_word(text: &str) -> bool {
    text.chars().next().is_some_and(is_word)
}

/// Letters, digits and the combining marks of decomposed letters.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)
}

/// The end of the emoji a text begins with: its first character, variation selectors, skin tones and what a joiner joins.
fn sign_end(text: &str) -> usize {
    let mut joined = false;
    for (at, c) in text.char_indices() {
        if at > 0 && !joined && !is_selector(c) && c != '\u{200d}' || at > LONGEST {
            return at;
        }
        joined = c == '\u{200d}';
    }
    text.len()
}

/// Variation selectors and skin tones: they change a sign's look, not its meaning.
fn is_selector(c: char) -> bool {
    matches!(c, '\u{fe0e}' | '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}')
}

/// A folded ASCII phrase being built on the stack.
struct Key {
    bytes: [u8; LONGEST],
    length: usize,
}

impl Key {
    fn new() -> Key {
        Key { bytes: [0; LONGEST], length: 0 }
    }

    /// Adds a byte as `fold::key` would; false when it is not ASCII or the phrase is too long.
    fn push(&mut self, byte: u8) -> bool {
        if matches!(byte, b' ' | b'\t' | b'-' | b'_') {
            return true;
        }
        match self.bytes.get_mut(self.length) {
            Some(place) if byte.is_ascii() => {
                *place = byte.to_ascii_lowercase();
                self.length += 1;
                true
            }
            _ => false,
        }
    }

    fn text(&self) -> &str {
        self.bytes.get(..self.length).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::Phrases;

    fn table() -> Phrases {
        let mut phrases = Phrases::default();
        for (value, phrase) in ["call", "phone call", "1:1", "e-mail", "café", "un café", "☎", "👨‍💻", "on", "no answer"].iter().enumerate()
        {
            phrases.add(phrase, value as u16);
        }
        phrases
    }

    #[test]
    fn the_longest_phrase_at_the_start_is_found() {
        let phrases = table();
        for (text, expected) in [
            ("call", Some((0, 4))),
            ("Call: hi", Some((0, 4))),
            ("call—hi", Some((0, 4))),
            ("callé", None),
            ("calling", None),
            ("call_7", Some((0, 4))),
            ("phone", None),
            ("phone call", Some((1, 10))),
            ("Phone  Call.", Some((1, 11))),
            ("phone-call", Some((1, 10))),
            ("phonecall x", Some((1, 9))),
            ("phone calls", None),
            ("phone\ncall", None),
            ("1:1 with", Some((2, 3))),
            ("1:15", None),
            ("email", Some((3, 5))),
            ("E-Mail x", Some((3, 6))),
            ("Café hi", Some((4, 5))),
            ("CAFE\u{301} hi", Some((4, 6))),
            ("cafe hi", None),
            ("un café", Some((5, 8))),
            ("un cafés", None),
            ("☎ hi", Some((6, 3))),
            ("☎\u{fe0f} hi", Some((6, 6))),
            ("👨‍💻 hi", Some((7, 11))),
            ("on à", Some((8, 2))),
            ("no  answer", Some((9, 10))),
            ("", None),
            (" call", None),
            ("—", None),
        ] {
            assert_eq!(phrases.leading(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_whole_phrase_is_found() {
        let phrases = table();
        assert_eq!(phrases.whole(" Phone_Call "), Some(1));
        assert_eq!(phrases.whole("☎\u{fe0f}"), Some(6));
        assert_eq!(phrases.whole("Un Café"), Some(5));
        assert_eq!(phrases.whole("call me"), None);
        assert_eq!(phrases.whole(&"x".repeat(1000)), None);
    }
}
