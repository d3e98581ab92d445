//! A link to another note, as written: wikilink, Markdown link or embed (format page, section 6). Where it leads is the book's to say.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CowStr, LinkType};

use crate::base::span::Span;

/// How a link is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub enum LinkKind {
    /// `[[Name]]`.
    Wiki,
    /// `[text](Name.md)` or a reference link.
    Markdown,
    /// `![[Name]]` or `![text](Name.md)`.
    Embed,
}

/// A link to a note. Links to URLs are none.
#[derive(Clone, Debug)]
pub struct Link<'t> {
    /// How it is written.
    pub kind: LinkKind,
    /// The target with `#heading`, percent signs decoded, white space trimmed.
    pub target: Cow<'t, str>,
    /// The shown text, where it is written apart from the target.
    pub display: Option<Span>,
    /// The whole link.
    pub span: Span,
    /// The piece it stands in.
    pub piece: u32,
}

impl<'t> Link<'t> {
    /// Reads one of pulldown-cmark's links or images; `None` for URLs, links over a line break and empty targets.
    pub fn read(text: &'t str, link_type: LinkType, dest: CowStr<'t>, range: &Range<usize>, image: bool, piece: u32) -> Option<Link<'t>> {
        let source = text.get(range.clone())?;
        let span = Span::new(range.start, range.end);
        if let LinkType::WikiLink { .. } = link_type {
            let open = if image { 3 } else { 2 };
            let inner = source.get(open..source.len().checked_sub(2)?)?;
            if inner.contains(['\n', '\r']) {
                return None;
            }
            let (target, display) = split_wikilink(inner);
            let display = display.map(|at| Span::new(range.start + open + at, range.end - 2));
            let kind = if image { LinkKind::Embed } else { LinkKind::Wiki };
            return (!target.is_empty()).then_some(Link { kind, target: Cow::Borrowed(target), display, span, piece });
        }
        if matches!(link_type, LinkType::Autolink | LinkType::Email) || has_scheme(&dest) {
            return None;
        }
        let target = decode_percent(match dest {
            CowStr::Borrowed(text) => Cow::Borrowed(text),
            other => Cow::Owned(other.into_string()),
        });
        let kind = if image { LinkKind::Embed } else { LinkKind::Markdown };
        (!target.trim().is_empty()).then_some(Link { kind, target, display: None, span, piece })
    }
}

/// Splits `Name|alias`: the trimmed target and where the alias starts. In tables the pipe is written `\|`.
pub fn split_wikilink(inner: &str) -> (&str, Option<usize>) {
    match inner.find('|') {
        Some(pipe) => {
            let target = &inner[..pipe];
            (target.strip_suffix('\\').unwrap_or(target).trim(), Some(pipe + 1))
        }
        None => (inner.trim(), None),
    }
}

/// Whether a target is a URL: begins with a scheme of two letters or more and a colon (RFC 3986, section 3.1). A colon and a space are
/// part of a title.
pub fn has_scheme(target: &str) -> bool {
    if target.starts_with("//") {
        return true;
    }
    let Some(colon) = target.find(':') else { return false };
    let scheme = &target.as_bytes()[..colon];
    let is_title = target[colon + 1..].starts_with(char::is_whitespace);
    !is_title
        && scheme.len() >= 2
        && scheme[0].is_ascii_alphabetic()
        && scheme.iter().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte))
}

/// Decodes `%20` and the like; an escape that is no UTF-8 stays as written.
pub fn decode_percent(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains('%') {
        return text;
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |offset: usize| bytes.get(at + offset).and_then(|byte| (*byte as char).to_digit(16));
        match (bytes[at], hex(1), hex(2)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                at += 3;
            }
            (byte, ..) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).map_or(text, Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::{decode_percent, has_scheme, split_wikilink};

    #[test]
    fn a_wikilink_splits_at_its_first_pipe() {
        assert_eq!(split_wikilink(" Ana Diaz |Ana"), ("Ana Diaz", Some(11)));
        assert_eq!(split_wikilink("Bob\\|B"), ("Bob", Some(5)));
        assert_eq!(split_wikilink("Ana#Log"), ("Ana#Log", None));
    }

    #[test]
    fn a_scheme_has_two_letters() {
        assert!(has_scheme("https://example.com"));
        assert!(has_scheme("mailto:ana@example.com"));
        assert!(!has_scheme("People/Ana.md"));
        assert!(!has_scheme("Note: a title.md"));
    }

    #[test]
    fn percent_escapes_are_decoded_when_they_are_utf8() {
        assert_eq!(decode_percent("Ana%20Diaz.md".into()), "Ana Diaz.md");
        assert_eq!(decode_percent("100%.md".into()), "100%.md");
        assert_eq!(decode_percent("%ff.md".into()), "%ff.md");
    }
}
