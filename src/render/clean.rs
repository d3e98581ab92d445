//! Makes text from notes safe to show: control characters, which a terminal would obey, become visible or vanish.

use std::borrow::Cow;

/// The text on one line without control characters: tabs and line ends become spaces; escape and other controls become `\u{fffd}`;
/// direction overrides, which could show a name as another, are dropped.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| !is_unsafe(c)) {
        return Cow::Borrowed(text);
    }
    let shown = text.chars().filter_map(|c| match c {
        '\t' | '\n' | '\r' => Some(' '),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => None,
        c if c.is_control() => Some('\u{fffd}'),
        c => Some(c),
    });
    Cow::Owned(shown.collect())
}

fn is_unsafe(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn a_terminal_is_given_no_orders() {
        assert_eq!(clean("Ana\u{1b}[31m Diaz"), "Ana\u{fffd}[31m Diaz");
        assert_eq!(clean("a\tb\nc"), "a b c");
        assert_eq!(clean("\u{202e}evil"), "evil");
        assert_eq!(clean("José 王小明"), "José 王小明");
    }
}
