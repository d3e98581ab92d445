//! What stands inside a line and says something beside its date and tags: a pictograph, a date behind a tag or the word *by*, a word
//! of congratulation. Which of them mean something is for the settings to say.

use crate::base::date_text;
use crate::base::when::When;
use crate::note::tags;

/// Something that stands inside a line.
#[derive(Clone, Copy, PartialEq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Cue {
    /// Where it stands: for a date behind a tag the tag's `#`.
    pub at: u32,
    /// Where the date stands, for a date.
    pub date_at: u32,
    /// What it is.
    pub kind: CueKind,
}

/// What a cue is.
#[derive(Clone, Copy, PartialEq, Debug, serde::Serialize, serde::Deserialize)]
pub enum CueKind {
    /// A pictograph that a mark may be: 🎉.
    Sign(char),
    /// The date right behind a tag: `#ask-after 2026-12-12`.
    After(When),
    /// The date behind *by*, in a line with a tag: `#promised the fabrics by [[2026-11-27]]`.
    By(When),
    /// A word that says that somebody was congratulated: `congratulated`, `congratulations`, `congrats`.
    Congratulated,
}

/// What every word of congratulation holds, however it begins.
pub const CONGRATULATES: &[u8] = b"ongrat";

/// Whether a text holds a pictograph: all are of a few blocks, told by their first two bytes.
pub fn has_pictographs(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(0xf0, 0xe2, bytes)
        .any(|at| matches!((bytes.get(at), bytes.get(at + 1)), (Some(0xf0), Some(0x9f)) | (Some(0xe2), Some(0x98..=0x9f))))
}

/// The cues of a line's text, in no order; `tagged` tells whether a `#` stands in it, `pictured` and `congratulates` whether the note has
/// a pictograph and a word with *congrat* at all.
pub fn find(content: &str, base: u32, tagged: bool, (pictured, congratulates): (bool, bool), cues: &mut Vec<Cue>) {
    let add = |at: usize, kind: CueKind| Cue { at: base + at as u32, date_at: base + at as u32, kind };
    if pictured && !content.is_ascii() {
        let signs = content.char_indices().filter(|(_, c)| is_pictograph(*c));
        cues.extend(signs.map(|(at, sign)| add(at, CueKind::Sign(sign))));
    }
    if congratulates {
        let said = memchr::memmem::find_iter(content.as_bytes(), CONGRATULATES).find(|&at| says_congratulated(content, at));
        cues.extend(said.map(|at| add(at, CueKind::Congratulated)));
    }
    if !tagged {
        return;
    }
    let dated = |at: usize, from: usize, kind: fn(When) -> CueKind| {
        let (when, skipped) = date_at(content.get(from..)?)?;
        Some(Cue { date_at: base + (from + skipped) as u32, ..add(at, kind(when)) })
    };
    let mut tagged = false;
    for (at, tag) in tags::find(content) {
        tagged = true;
        cues.extend(dated(at, at + 1 + tag.len(), CueKind::After));
    }
    if tagged {
        for at in memchr::memmem::find_iter(content.as_bytes(), b" by ") {
            cues.extend(dated(at, at + 4, CueKind::By));
        }
    }
}

/// Whether the word with `ongrat` at an offset says that I congratulated: not what is still to be done, nor what they did to me.
fn says_congratulated(content: &str, at: usize) -> bool {
    let Some(start) = at.checked_sub(1).filter(|&start| content.is_char_boundary(start)) else { return false };
    let is_begun = content.get(..start).is_some_and(|before| before.chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '#'));
    let mut words = content.get(start..).unwrap_or("").split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let word = words.next().unwrap_or("").to_lowercase();
    let said = matches!(word.as_str(), "congrats" | "congratulated" | "congratulations");
    is_begun && said && !words.next().is_some_and(|next| matches!(next.to_lowercase().as_str(), "me" | "us"))
}

/// The date a text begins with, bare or as a link, and how many bytes stand before it.
fn date_at(text: &str) -> Option<(When, usize)> {
    let whole = text;
    let text = text.trim_start_matches([' ', ':', '(']);
    let skipped = whole.len() - text.len();
    // Most words behind a tag are none: only what can begin a date is looked at.
    let first = text.chars().next()?;
    if let Some(inner) = text.strip_prefix("[[") {
        let (inner, _) = inner.split_once("]]")?;
        return crate::facts::link_date(inner.split('|').next().unwrap_or(inner)).map(|when| (when, skipped));
    }
    if !first.is_ascii_digit() && !first.is_ascii_uppercase() {
        return None;
    }
    let when = date_text::begins(text).filter(|when| matches!(when, When::Day(_) | When::Impossible | When::Ambiguous { .. }))?;
    Some((when, skipped))
}

/// Pictographs: the blocks of emoji, without those that mark a task (those are read as tasks).
fn is_pictograph(c: char) -> bool {
    matches!(u32::from(c), 0x1F300..=0x1FAFF | 0x2600..=0x27BF)
        && !matches!(c, '📅' | '📆' | '🗓' | '🛫' | '✅' | '❌' | '➕' | '🔁' | '🔺' | '🔼' | '🔽' | '🆔')
}

#[cfg(test)]
mod tests {
    use super::{CueKind, find, has_pictographs, is_pictograph};
    use crate::base::date::Date;
    use crate::base::when::When;

    #[test]
    fn no_pictograph_is_overlooked() {
        let overlooked = ('\0'..=char::MAX).find(|&c| is_pictograph(c) && !has_pictographs(&c.to_string()));
        assert_eq!(overlooked, None);
        assert!(!has_pictographs("a — b, Ægir, 漢字"));
    }

    #[test]
    fn a_line_gives_its_cues() {
        let day = |text: &str| When::Day(Date::parse_iso(text).unwrap());
        for (text, expected) in [
            ("call about the knee #ask-after 2026-12-12", vec![(20, CueKind::After(day("2026-12-12")))]),
            ("the knee #ask-after [[2026-12-12|Saturday]]", vec![(9, CueKind::After(day("2026-12-12")))]),
            ("#promised the list by [[2026-11-27]]", vec![(18, CueKind::By(day("2026-11-27")))]),
            ("the list by 2026-11-27", vec![]),
            ("she passed 🎉", vec![(11, CueKind::Sign('🎉'))]),
            ("call, congratulated her", vec![(7, CueKind::Congratulated)]),
            ("Congrats on it!", vec![(1, CueKind::Congratulated)]),
            ("congratulate her next week", vec![]),
            ("she congratulated me on the job", vec![]),
            ("pay the bill 📅 2026-12-12", vec![]),
            ("lunch #gave a book", vec![]),
        ] {
            let mut cues = Vec::new();
            find(text, 0, text.contains('#'), (has_pictographs(text), true), &mut cues);
            let found: Vec<(u32, CueKind)> = cues.iter().map(|cue| (cue.at, cue.kind)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
