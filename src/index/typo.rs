//! Words one typo away, as an automaton over the dictionary of terms: a letter more, less or changed, or two neighbours swapped.

use tantivy_fst::Automaton;

/// Accepts the words at most one typo from a given one.
pub(super) struct Near {
    word: Vec<char>,
}

/// How much of the word a text read so far may stand for.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct State {
    /// How many characters were read.
    read: usize,
    /// All of them as in the word.
    exact: bool,
    /// With one typo, the text stands for one character less than was read, as many, or one more.
    typo: [bool; 3],
    /// The last character is the one behind the one expected: the next must be that one.
    swapped: bool,
    /// The bytes of a character begun.
    begun: [u8; 4],
    begun_length: usize,
}

impl Near {
    pub(super) fn new(word: &str) -> Near {
        Near { word: word.chars().collect() }
    }

    fn step(&self, state: &State, c: char) -> State {
        let read = state.read;
        let here = |at: usize| self.word.get(at) == Some(&c);
        let mut next = State { read: read + 1, ..State::default() };
        if state.exact {
            next.exact = here(read);
            next.typo[0] = true;
            next.typo[1] = read < self.word.len();
            next.typo[2] = here(read + 1);
            next.swapped = here(read + 1);
        }
        // With a typo behind it, the text stands for `read + index - 1` characters, and the next must be right.
        for (index, typo) in next.typo.iter_mut().enumerate() {
            *typo |= state.typo.get(index) == Some(&true) && (read + index).checked_sub(1).is_some_and(here);
        }
        next.typo[1] |= state.swapped && read.checked_sub(1).is_some_and(here);
        next
    }
}

impl Automaton for Near {
    type State = State;

    fn start(&self) -> State {
        State { exact: true, ..State::default() }
    }

    fn is_match(&self, state: &State) -> bool {
        let length = self.word.len();
        let typo = state.typo.iter().enumerate().any(|(index, &typo)| typo && state.read + index == length + 1);
        state.begun_length == 0 && (typo || (state.exact && (state.read == length || state.read + 1 == length)))
    }

    fn can_match(&self, state: &State) -> bool {
        state.exact || state.swapped || state.typo.contains(&true)
    }

    fn accept(&self, state: &State, byte: u8) -> State {
        let mut next = *state;
        if let Some(place) = next.begun.get_mut(next.begun_length) {
            *place = byte;
            next.begun_length += 1;
        }
        let begun = next.begun.get(..next.begun_length).unwrap_or_default();
        match std::str::from_utf8(begun).ok().and_then(|text| text.chars().next()) {
            Some(c) => self.step(state, c),
            // No character: the terms are UTF-8, so this is not one of them.
            None if next.begun_length == next.begun.len() => State::default(),
            None => next,
        }
    }
}

#[cfg(test)]
mod tests {
    use tantivy_fst::Automaton;

    use super::Near;

    fn near(word: &str, other: &str) -> bool {
        let automaton = Near::new(word);
        let mut state = automaton.start();
        for byte in other.bytes() {
            state = automaton.accept(&state, byte);
            if !automaton.can_match(&state) {
                return false;
            }
        }
        automaton.is_match(&state)
    }

    #[test]
    fn one_typo_is_taken_and_two_are_not() {
        for other in ["hannah", "annah", "xannah", "hanah", "hannha", "ahnnah", "hannahs", "hannsh", "hanna"] {
            assert!(near("hannah", other), "{other}");
        }
        for other in ["hana", "hannhas", "anna", "han", "", "nahnah", "hxxnah"] {
            assert!(!near("hannah", other), "{other}");
        }
        assert!(near("день", "дань") && near("день", "днеь") && near("день", "ден") && !near("день", "дни"));
    }

    /// All words of up to five letters from an alphabet of two, against the edits written out.
    #[test]
    fn it_is_the_set_of_all_single_edits() {
        let mut words = vec![String::new()];
        for index in 0.. {
            if words[index].len() == 5 {
                break;
            }
            for c in ["a", "é"] {
                let longer = format!("{}{c}", words[index]);
                words.push(longer);
            }
            if words.iter().filter(|word| word.chars().count() == 5).count() == 32 {
                break;
            }
        }
        for word in &words {
            let mut edits = vec![word.clone()];
            let chars: Vec<char> = word.chars().collect();
            let text = |chars: &[char]| chars.iter().collect::<String>();
            for at in 0..=chars.len() {
                for c in ['a', 'é'] {
                    let mut more = chars.clone();
                    more.insert(at, c);
                    edits.push(text(&more));
                    if at < chars.len() {
                        let mut changed = chars.clone();
                        changed[at] = c;
                        edits.push(text(&changed));
                    }
                }
                if at < chars.len() {
                    let mut less = chars.clone();
                    less.remove(at);
                    edits.push(text(&less));
                }
                if at + 1 < chars.len() {
                    let mut swapped = chars.clone();
                    swapped.swap(at, at + 1);
                    edits.push(text(&swapped));
                }
            }
            for other in &words {
                assert_eq!(near(word, other), edits.contains(other), "{word} and {other}");
            }
        }
    }
}
