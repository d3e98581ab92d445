//! `#tags` in a line of text, by Obsidian's rule: letters, digits, `_`, `-`, `/` and non-ASCII letters or emoji, not digits alone.

/// The tags of `text` as (offset of the `#`, tag without it), in order.
pub fn find(text: &str) -> impl Iterator<Item = (usize, &str)> {
    memchr::memchr_iter(b'#', text.as_bytes()).filter_map(move |at| {
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| {
            !(c.is_whitespace()
                || matches!(c, '(' | '[' | '{' | '*' | '_' | '~' | ',' | ';' | '|' | '"' | '\u{fe0f}' | '\u{200b}')
                || is_emoji(c))
        }) {
            return None;
        }
        let rest = &text[at + 1..];
        let length = rest.find(|c: char| !is_tag_character(c)).unwrap_or(rest.len());
        let tag = rest[..length].trim_end_matches('/');
        let named = tag.chars().any(|c| !c.is_ascii_digit() && c != '/');
        named.then_some((at, tag))
    })
}

fn is_tag_character(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '/') } else { !c.is_whitespace() && !is_punctuation(c) }
}

/// General and CJK punctuation, which ends a tag.
fn is_punctuation(c: char) -> bool {
    matches!(c, '\u{a0}'..='\u{bf}' | '\u{2000}'..='\u{200c}' | '\u{200e}'..='\u{206f}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{feff}')
}

fn is_emoji(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn tags_are_read_as_obsidian_reads_them() {
        let tags = |text| find(text).map(|(_, tag)| tag).collect::<Vec<_>>();
        assert_eq!(tags("#person and #family/close, (#x)"), ["person", "family/close", "x"]);
        assert_eq!(tags("# heading #1234 #y2026 a#b https://example.com/#top"), ["y2026"]);
        assert_eq!(tags("#日本語。 #feedback/ #-"), ["日本語", "feedback", "-"]);
    }
}
