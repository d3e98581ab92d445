//! The words of lines that may say the same: of entries with a tag and of ticked tasks. They are kept as hashes, and only for notes with
//! a ticked task or a `#kept`, so that an entry marked as a promise can be found kept by a task or an entry with the same words.

use crate::base::{fold, hash};
use crate::facts::NoteFacts;
use crate::note::body::Place;
use crate::note::task;

/// The words of a line.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Wording {
    /// The line (of [`NoteFacts::lines`]).
    pub line: u32,
    /// Its words in order, a hash each; articles, tags and dates left out.
    pub words: Box<[u32]>,
}

/// Words that say nothing.
const ARTICLES: [&str; 3] = ["a", "an", "the"];

/// The most words of a line that are kept.
const MOST: usize = 64;

/// The wordings of a note's ticked tasks and tagged entries; none where nothing can be kept by them.
pub fn read(text: &str, facts: &NoteFacts) -> Vec<Wording> {
    let ticked = |task: Option<char>| matches!(task, Some('x' | 'X'));
    let tasks = facts.tasks.iter().map(|task| task.line).filter(|&line| facts.line(line).is_some_and(|line| ticked(line.task)));
    let tasks: Vec<u32> = tasks.collect();
    let says_kept = || facts.tags.iter().any(|(tag, _)| tag.eq_ignore_ascii_case("kept"));
    if facts.tags.is_empty() || tasks.is_empty() && !says_kept() {
        return Vec::new();
    }
    let is_entry = |line: &crate::facts::Line| line.task.is_none() && line.place == Place::Plain;
    let entries = (0..).zip(&facts.lines).filter(|(_, line)| is_entry(line) && facts.tags_in(line.text).next().is_some());
    let entries: Vec<u32> = entries.map(|(index, _)| index).collect();
    if entries.len() + tasks.len() < 2 || entries.is_empty() {
        return Vec::new();
    }
    let mut lines: Vec<u32> = tasks.into_iter().chain(entries).collect();
    lines.sort_unstable();
    let wording = |line: u32| {
        let from = facts.line(line)?;
        let content = text.get(from.words_at as usize..from.text.end as usize)?;
        Some(Wording { line, words: words(content) })
    };
    lines.into_iter().filter_map(wording).collect()
}

fn words(content: &str) -> Box<[u32]> {
    let content = task::words_of(content, &task::read(content));
    let kept = content.split_whitespace().filter(|word| !word.starts_with('#'));
    let folded = fold::name(&kept.collect::<Vec<_>>().join(" "));
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && !ARTICLES.contains(word));
    words.take(MOST).map(|word| hash::bytes(word.as_bytes()) as u32).collect()
}

/// Whether one of two wordings, of two words at least, stands in the other as it is.
pub fn same(one: &[u32], other: &[u32]) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    short.len() >= 2 && long.windows(short.len()).any(|part| part == short)
}

#[cfg(test)]
mod tests {
    use super::{same, words};

    #[test]
    fn the_same_words_are_found_in_each_other() {
        for (one, other, expected) in [
            ("climbing, Kit will lend me the Portland guidebook #asked", "Kit will lend me the Portland guidebook ✅ 2026-11-20", true),
            ("call #promised a list of fabrics by [[2026-11-27]]", "a list of fabrics", true),
            ("call #promised a list of fabrics", "List of fabrics!", true),
            ("call #promised a list of fabrics", "a list of chairs", false),
            ("the list", "a list", false),
        ] {
            assert_eq!(same(&words(one), &words(other)), expected, "{one} / {other}");
        }
    }
}
