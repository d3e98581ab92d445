//! Ranking: how well a note answers, from its hits alone. BM25 with a fixed middle length, so that the weight of a note does not move with the
//! length of others, and names apart from the text, so that whoever is called so comes before whoever is written about.

use super::Hit;

/// A second mention counts less than the first; this is how much less.
const SATURATION: f64 = 1.2;
/// How much a long text takes from its mentions.
const LENGTH: f64 = 0.75;
/// A text of middle length, in words.
const MIDDLE_TEXT: f64 = 300.0;
/// Names of middle length, in words.
const MIDDLE_NAMES: f64 = 4.0;
/// What a name counts beside a mention.
const NAME: f64 = 4.0;
/// What a word counts that was taken for another by its near spelling.
pub const NEAR: f64 = 0.5;

/// The weight of a word that `found` of `documents` notes hold: the rarer, the more.
pub fn rarity(found: usize, documents: u32) -> f64 {
    let (found, documents) = (found as f64, f64::from(documents).max(found as f64));
    (1.0 + (documents - found + 0.5) / (found + 0.5)).ln()
}

/// What one hit is worth. The score of a note is the sum over the words of the question.
pub fn score(hit: &Hit, rarity: f64) -> f64 {
    let text = saturated(hit.text, hit.text_words, MIDDLE_TEXT);
    let names = saturated(hit.names, hit.name_words, MIDDLE_NAMES);
    rarity * (text + NAME * names)
}

/// From 0 to `SATURATION + 1`, the more mentions and the shorter the whole, the more.
fn saturated(mentions: u32, words: u32, middle: f64) -> f64 {
    let mentions = f64::from(mentions);
    let norm = 1.0 - LENGTH + LENGTH * f64::from(words) / middle;
    mentions * (SATURATION + 1.0) / (mentions + SATURATION * norm)
}

#[cfg(test)]
mod tests {
    use super::{rarity, score};
    use crate::index::Hit;

    fn hit(names: u32, text: u32, name_words: u32, text_words: u32) -> Hit {
        Hit { slot: 0, names, text, name_words, text_words }
    }

    #[test]
    fn names_come_before_mentions_and_short_before_long() {
        let weight = rarity(3, 100);
        let named = score(&hit(1, 1, 6, 2000), weight);
        let mentioned = score(&hit(0, 50, 2, 300), weight);
        assert!(named > mentioned);
        assert!(score(&hit(1, 0, 2, 100), weight) > score(&hit(1, 0, 5, 100), weight));
        assert!(score(&hit(0, 2, 2, 300), weight) > score(&hit(0, 1, 2, 300), weight));
        assert!(score(&hit(0, 1, 2, 100), weight) > score(&hit(0, 1, 2, 3000), weight));
        assert_eq!(score(&hit(0, 0, 2, 100), weight), 0.0);
    }

    #[test]
    fn rare_words_weigh_more_and_none_is_below_nothing() {
        assert!(rarity(1, 100) > rarity(50, 100));
        assert!(rarity(100, 100) > 0.0);
        // ln(1 + 99.5 / 1.5)
        assert!((rarity(1, 100) - 4.209_655).abs() < 1e-5);
    }
}
