//! Dates: of three words in a row of four, two and two digits (`2026-05-02`, `2026/05/02`) the last two are kept as one, since the words of
//! dates are among the most frequent of all. Whoever asks for one of the two is shown the days of a year that hold it.

use tantivy_fst::Automaton;

use crate::base::words::Form;

/// How long the words of a date are.
const LENGTHS: [usize; 3] = [4, 2, 2];

/// The words of a date that are kept as one.
const DAY: [usize; 2] = [2, 2];

/// How long they are, kept: `05-02`.
const LENGTH: usize = 5;

/// Where the mark is between them.
const MARK: usize = 2;

/// A date as far as it has been read.
#[derive(Debug, Default)]
pub(super) struct Begun {
    words: usize,
    position: u32,
    /// Where the last word stands.
    last: usize,
}

impl Begun {
    /// Takes the next word, its position, and where it stands; where the word before it stands when it is the last one of a date.
    pub(super) fn goes_on(&mut self, word: &str, position: u32, at: usize) -> Option<usize> {
        let before = std::mem::replace(&mut self.last, at);
        let follows = self.words > 0 && position == self.position + 1;
        self.position = position;
        let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
        self.words = match self.words {
            words if is_number && follows && LENGTHS.get(words) == Some(&word.len()) => words + 1,
            _ => usize::from(is_number && word.len() == LENGTHS[0]),
        };
        (self.words == LENGTHS.len()).then(|| {
            self.words = 0;
            before
        })
    }
}

/// Makes one word of the last two of a date, which stand in `words` from `start` to the end with a mark between them.
pub(super) fn join(words: &mut String, start: usize) {
    words.replace_range(start + MARK..=start + MARK, "-");
}

/// Whether a kept word is the day of a date.
pub(super) fn is_day(word: &[u8]) -> bool {
    let pattern = Pattern([None; LENGTH]);
    let mut state = pattern.start();
    word.iter().for_each(|byte| state = pattern.accept(&state, *byte));
    pattern.is_match(&state)
}

/// Accepts the days that hold some digits at some places.
pub(super) struct Pattern([Option<u8>; LENGTH]);

impl Pattern {
    /// The days whose word number `part` is one of the forms, the one in place `at`; the forms beside it must fit as well.
    pub(super) fn of(forms: &[Form], at: usize, part: usize) -> Option<Pattern> {
        let offset = i64::from(forms.get(at)?.offset);
        let mut pattern = [None; LENGTH];
        for form in forms {
            let number = part as i64 + i64::from(form.offset) - offset;
            let Some(&length) = usize::try_from(number).ok().and_then(|number| DAY.get(number)) else { continue };
            let fits = if form.prefix { form.text.len() <= length } else { form.text.len() == length };
            if !fits || !form.text.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            let start = DAY.iter().take(number as usize).map(|length| length + 1).sum();
            for (place, digit) in pattern.iter_mut().skip(start).zip(form.text.bytes()) {
                *place = Some(digit);
            }
        }
        Some(Pattern(pattern))
    }
}

impl Automaton for Pattern {
    /// How many bytes were read; nothing when it is none of the days.
    type State = Option<usize>;

    fn start(&self) -> Option<usize> {
        Some(0)
    }

    fn is_match(&self, state: &Option<usize>) -> bool {
        *state == Some(LENGTH)
    }

    fn can_match(&self, state: &Option<usize>) -> bool {
        state.is_some()
    }

    fn accept(&self, state: &Option<usize>, byte: u8) -> Option<usize> {
        let at = (*state)?;
        let fits = match self.0.get(at)? {
            Some(digit) => *digit == byte,
            None if at == MARK => byte == b'-',
            None => byte.is_ascii_digit(),
        };
        fits.then_some(at + 1)
    }
}

#[cfg(test)]
mod tests {
    use tantivy_fst::Automaton;

    use super::{Pattern, is_day};
    use crate::base::words::query_forms;

    fn holds(phrase: &str, at: usize, part: usize, day: &str) -> bool {
        let Some(pattern) = Pattern::of(&query_forms(phrase), at, part) else { return false };
        let mut state = pattern.start();
        day.bytes().for_each(|byte| state = pattern.accept(&state, byte));
        pattern.is_match(&state)
    }

    #[test]
    fn a_form_means_the_days_that_hold_it_where_its_neighbours_fit() {
        assert!(holds("05", 0, 0, "05-02") && !holds("05", 0, 1, "05-02"));
        assert!(holds("2026 05", 1, 0, "05-02") && !holds("2026 05", 0, 0, "05-02"));
        assert!(holds("05 02", 1, 1, "05-02") && !holds("06 02", 1, 1, "05-02") && holds("05 02", 0, 0, "05-02"));
        assert!(holds("02 tea", 0, 1, "05-02") && !holds("05 tea", 0, 0, "05-02"));
        assert!(!holds("tea 02", 1, 1, "05-02") && !holds("5", 0, 0, "05-02") && !holds("tea", 0, 0, "05-02"));
        assert!(is_day(b"05-02") && !is_day(b"05-0") && !is_day(b"05-020") && !is_day(b"05a02"));
    }
}
