//! Names of new files: what Obsidian's links and Linux, macOS and Windows all allow. A name is mended, a path is refused. Knows no disk.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

/// The longest name, in bytes, without its extension: file systems allow 255, and sync programs add words of their own.
const MOST_BYTES: usize = 200;

/// Names that Windows keeps for devices, whatever stands behind a dot.
const RESERVED: &[&str] = &["con", "prn", "aux", "nul", "conin$", "conout$"];

/// Why a text gives no file name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refused {
    /// Nothing is left of it.
    Empty(String),
    /// It is a path that leads elsewhere.
    Path(String),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::Empty(text) => write!(f, "nothing of `{text}` can stand in a file name"),
            Refused::Path(text) => write!(f, "`{text}` is a path, not a name"),
        }
    }
}

/// The name of a file, without extension, for the text of a name: NFC, without the characters that links or a system refuse, without dots
/// and spaces at the ends, no reserved name, of bounded length.
pub fn of(text: &str) -> Result<String, Refused> {
    let trimmed = text.trim();
    let drive = trimmed.as_bytes().get(1) == Some(&b':') && trimmed.as_bytes().get(2).is_some_and(|byte| matches!(byte, b'/' | b'\\'));
    if trimmed.starts_with(['/', '\\'])
        || trimmed.starts_with("~/")
        || drive
        || trimmed.split(['/', '\\']).any(|part| matches!(part.trim(), "." | ".."))
    {
        return Err(Refused::Path(text.to_owned()));
    }
    let mut name = String::with_capacity(trimmed.len());
    let mut before = ' ';
    let mut letters = trimmed.nfc().peekable();
    while let Some(c) = letters.next() {
        let c = match c {
            '/' | '\\' | '|' => '-',
            ':' if before == ' ' => continue,
            ':' => {
                // `Budget: Q3` is `Budget - Q3`.
                if letters.peek().is_some_and(|next| next.is_whitespace()) {
                    name.push(' ');
                }
                '-'
            }
            '"' | '*' | '<' | '>' | '?' | '#' | '^' | '[' | ']' => continue,
            c if c.is_whitespace() => ' ',
            c if c.is_control() || is_invisible(c) => continue,
            c => c,
        };
        // Two per cent signs would begin a comment.
        if (c == ' ' || c == '%') && before == c {
            continue;
        }
        name.push(c);
        before = c;
    }
    let name = name.trim_start_matches(['.', ' ']);
    let mut name = name.get(..floor(name, MOST_BYTES)).unwrap_or("").trim_end_matches(['.', ' ']).to_owned();
    if !name.chars().any(char::is_alphanumeric) && name.is_ascii() {
        return Err(Refused::Empty(text.to_owned()));
    }
    if is_reserved(&name) {
        let stem = name.find('.').unwrap_or(name.len());
        name.insert(stem, '_');
    }
    Ok(name)
}

/// A folder from the root as typed on the command line: its parts mended like names; `None` when it leads out of the vault.
pub fn folder(text: &str) -> Option<String> {
    let text = text.trim().replace('\\', "/");
    if text.starts_with('/') || text.contains(':') {
        return None;
    }
    let mut parts: Vec<String> = Vec::new();
    for part in text.split('/').filter(|part| !part.is_empty() && *part != ".") {
        parts.push(of(part).ok().filter(|name| name == part.trim())?);
    }
    Some(parts.join("/"))
}

/// Characters that are not seen, and those that turn the direction of writing.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or("").trim_end().to_lowercase();
    let numbered = || {
        let number = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
        number
            .is_some_and(|number| number.chars().count() == 1 && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '¹' | '²' | '³')))
    };
    RESERVED.contains(&stem.as_str()) || numbered()
}

/// The last place at or before `at` where a character ends.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::{Refused, folder, of};

    #[test]
    fn names_are_mended() {
        for (text, expected) in [
            ("Ana Diaz", "Ana Diaz"),
            ("  Ana \t Diaz ", "Ana Diaz"),
            ("AC/DC", "AC-DC"),
            ("Budget: Q3", "Budget - Q3"),
            ("Why? \"Because\" <so>", "Why Because so"),
            ("a*b|c\\d", "ab-c-d"),
            ("#1 [draft] ^x", "1 draft x"),
            ("Jose\u{301}", "José"),
            (".hidden", "hidden"),
            ("Smith Jr.", "Smith Jr"),
            ("Dr. Who", "Dr. Who"),
            ("a. . ", "a"),
            ("CON", "CON_"),
            ("nul.txt", "nul_.txt"),
            ("Com1", "Com1_"),
            ("LPT¹", "LPT¹_"),
            ("Con Edison", "Con Edison"),
            ("com10", "com10"),
            ("a\u{202e}b\u{200b}c\0d\ne", "abcd e"),
            ("100%% sure", "100% sure"),
            ("王小雨", "王小雨"),
            ("🎉", "🎉"),
            ("a..b", "a..b"),
        ] {
            assert_eq!(of(text), Ok(expected.to_owned()), "{text:?}");
        }
        let long = of(&"é".repeat(300)).unwrap();
        assert_eq!((long.len(), long.chars().count()), (200, 100));
    }

    #[test]
    fn paths_and_nothing_are_refused() {
        for text in ["../x", "a/../b", "/etc/passwd", "~/x", "C:\\x", "c:/x", "..", ".", "./x", "\\\\server\\x", "a\\..\\b"] {
            assert_eq!(of(text), Err(Refused::Path(text.to_owned())), "{text:?}");
        }
        for text in ["", "  ", "...", "???", "[]", "-", "\u{200b}"] {
            assert!(matches!(of(text), Err(Refused::Empty(_) | Refused::Path(_))), "{text:?}");
        }
        assert_eq!(folder("People/Clients/"), Some("People/Clients".to_owned()));
        assert_eq!(folder(""), Some(String::new()));
        for text in ["/abs", "../x", "a/../../b", "C:/x", "a/.git", "a/b."] {
            assert_eq!(folder(text), None, "{text}");
        }
    }
}
