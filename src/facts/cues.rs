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
    /// A word that begins with *congrat*.
    Congratulated,
}

/// What every word of congratulation holds, however it begins.
pub const CONGRATULATES: &[u8] = b"ongrat";

/// The cues of a line's text, in no order; `tagged` tells whether a `#` stands in it, `congratulates` whether the note has a word with
/// *congrat* at all.
pub fn find(content: &str, base: u32, tagged: bool, congratulates: bool, cues: &mut Vec<Cue>) {
    if !content.is_ascii() {
        let signs = content.char_indices().filter(|(_, c)| is_pictograph(*c));
        cues.extend(signs.map(|(at, sign)| Cue { at: base + at as u32, kind: CueKind::Sign(sign) }));
    }
    if congratulates && let Some(at) = memchr::memmem::find(content.as_bytes(), CONGRATULATES) {
        cues.push(Cue { at: base + at as u32, kind: CueKind::Congratulated });
    }
    if !tagged {
        return;
    }
    let mut tagged = false;
    for (at, tag) in tags::find(content) {
        tagged = true;
        let after = content.get(at + 1 + tag.len()..).unwrap_or("");
        if let Some(when) = date_at(after) {
            cues.push(Cue { at: base + at as u32, kind: CueKind::After(when) });
        }
    }
    if tagged {
        for at in memchr::memmem::find_iter(content.as_bytes(), b" by ") {
            if let Some(when) = content.get(at + 4..).and_then(date_at) {
                cues.push(Cue { at: base + at as u32, kind: CueKind::By(when) });
            }
        }
    }
}

/// The date a text begins with, bare or as a link.
fn date_at(text: &str) -> Option<When> {
    let text = text.trim_start_matches([' ', ':', '(']);
    // Most words behind a tag are none: only what can begin a date is looked at.
    let first = text.chars().next()?;
    if let Some(inner) = text.strip_prefix("[[") {
        let (inner, _) = inner.split_once("]]")?;
        return crate::facts::link_date(inner.split('|').next().unwrap_or(inner));
    }
    if !first.is_ascii_digit() && !first.is_ascii_uppercase() {
        return None;
    }
    date_text::begins(text).filter(|when| matches!(when, When::Day(_) | When::Impossible | When::Ambiguous { .. }))
}

/// Pictographs: the blocks of emoji, without those that mark a task (those are read as tasks).
fn is_pictograph(c: char) -> bool {
    matches!(u32::from(c), 0x1F300..=0x1FAFF | 0x2600..=0x27BF)
        && !matches!(c, '📅' | '📆' | '🗓' | '🛫' | '✅' | '❌' | '➕' | '🔁' | '🔺' | '🔼' | '🔽' | '🆔')
}

#[cfg(test)]
mod tests {
    use super::{Cue, CueKind, find};
    use crate::base::date::Date;
    use crate::base::when::When;

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
            ("pay the bill 📅 2026-12-12", vec![]),
            ("lunch #gave a book", vec![]),
        ] {
            let mut cues = Vec::new();
            find(text, 0, text.contains('#'), true, &mut cues);
            assert_eq!(cues, expected.into_iter().map(|(at, kind)| Cue { at, kind }).collect::<Vec<_>>(), "{text}");
        }
    }
}
