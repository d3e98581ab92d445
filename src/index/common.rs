//! The commonest words of a few languages. Which notes hold them is kept like that of any other word, but not where in the note they stand: that
//! would be two fifths of all places kept. A phrase with such a word is looked up by its other words and then read in the notes that hold them.

/// Folded, as `base::words` hands them out; at most eight bytes each.
const WORDS: &str = "\
a about after again all also always am an and another any are as at be because been before but by can come could did do down each even few \
find first for from get go good had has have he her here him his how i if in into is it its just know like little long made make many may \
me more most much must my new next no not now of off often on one only or other our out over own people said same see she should so some \
still such take than that the their them then there these they this through time to two under until up us use very was way we well were \
what when where which while who will with without would you your \
aber als auch auf aus bei bin das dem den der des die ein eine einen er es fuer fur haben hat ich ihr im ist man mich mir mit nach nicht noch \
nur oder sich sie sind uber ueber um und uns von war wenn wie wir zu zum zur \
au aux avec ce ces dans du elle en est et il je la le les leur mais ne nous on ont ou par pas plus pour qui que sa se ses son sur un une vous \
como con del el ella esta las lo los muy o para pero por si sin su sus te y ya \
che chi da dei della di gli ha ho io ma mi nel non per piu questo sono tra \
ao com das dos ela ele em eu foi mais mas na nao nas nos os pela pelo uma \
aan bij dat deze dit door een het hij ik maar met naar niet ook op te uit van voor was wat ze zijn";

/// A power of two, several times the number of words: most looks are the first.
pub(super) const PLACES: usize = 2048;

/// Its place among the commonest words, below [`PLACES`]; nothing when it is none of them.
pub(super) fn common_place(word: &str) -> Option<usize> {
    let key = key(word.as_bytes())?;
    let mut place = place(key);
    while let Some(&known) = TABLE.get(place)
        && known != 0
    {
        if known == key {
            return Some(place);
        }
        place = (place + 1) % PLACES;
    }
    None
}

static TABLE: [u64; PLACES] = table();

const fn table() -> [u64; PLACES] {
    let mut table = [0; PLACES];
    let bytes = WORDS.as_bytes();
    let (mut at, mut word) = (0, 0_u64);
    let mut length = 0;
    while at <= bytes.len() {
        if at == bytes.len() || bytes[at] == b' ' {
            if length > 0 {
                let mut place = place(word);
                while table[place] != 0 && table[place] != word {
                    place = (place + 1) % PLACES;
                }
                table[place] = word;
            }
            (word, length) = (0, 0);
        } else {
            word |= (bytes[at] as u64) << (8 * length);
            length += 1;
        }
        at += 1;
    }
    table
}

/// The bytes of a short word as one number, none of which is zero.
fn key(word: &[u8]) -> Option<u64> {
    if word.is_empty() || word.len() > 8 {
        return None;
    }
    Some(word.iter().rev().fold(0, |key, &byte| key << 8 | u64::from(byte)))
}

const fn place(key: u64) -> usize {
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 53) as usize
}

#[cfg(test)]
mod tests {
    use super::{WORDS, common_place};

    fn is_common(word: &str) -> bool {
        common_place(word).is_some()
    }

    #[test]
    fn the_words_listed_are_common_and_no_others() {
        assert!(WORDS.split_ascii_whitespace().all(is_common));
        assert!(WORDS.split_ascii_whitespace().all(|word| word.len() <= 8 && word.bytes().all(|byte| byte.is_ascii_lowercase())));
        for word in ["", "harbour", "th", "thee", "thethethe", "ana", "2026", "05", "für", "The"] {
            assert!(!is_common(word), "{word}");
        }
    }
}
