//! Chooses the word to search for: one that stands in about a hundredth of the notes, so that a search has hits and does not have all.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::vaults;

/// How many notes are looked at.
const SAMPLE: usize = 2_000;
/// Shorter words mean too little.
const SHORTEST: usize = 5;

/// The word whose share of the notes is nearest to a hundredth; of several the first of the alphabet.
pub fn choose(vault: &Path) -> Result<String, String> {
    let notes = vaults::notes(vault);
    let step = notes.len().div_ceil(SAMPLE).max(1);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut looked_at = 0;
    for note in notes.iter().step_by(step) {
        let text = String::from_utf8_lossy(&std::fs::read(note).unwrap_or_default()).into_owned();
        let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
        let plain: BTreeSet<&str> =
            words.filter(|word| word.len() >= SHORTEST && word.bytes().all(|byte| byte.is_ascii_lowercase())).collect();
        for word in plain {
            *seen.entry(word.to_owned()).or_default() += 1;
        }
        looked_at += 1;
    }
    let aim = (looked_at / 100).max(1);
    seen.into_iter()
        .min_by_key(|(_, count)| count.abs_diff(aim))
        .map(|(word, _)| word)
        .ok_or_else(|| "no plain word is in the notes: name one with `--word`".to_owned())
}
