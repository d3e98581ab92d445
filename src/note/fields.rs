//! Dataview inline fields in a line of text: `key:: value` over a whole line, `[key:: value]` and `(key:: value)` within one.

use std::ops::Range;

/// An inline field, as byte ranges of the line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Inline {
    /// The key, trimmed, without bold or italic marks around it.
    pub key: Range<usize>,
    /// The value, trimmed.
    pub value: Range<usize>,
    /// The whole field with its brackets.
    pub whole: Range<usize>,
}

/// Whether a text may hold a field at all.
pub fn may_hold(text: &str) -> bool {
    memchr::memchr_iter(b':', text.as_bytes()).any(|at| text.as_bytes().get(at + 1) == Some(&b':'))
}

/// The inline fields of one line, in order.
pub fn find(text: &str) -> Vec<Inline> {
    let mut fields = Vec::new();
    let mut from = 0;
    // How many brackets were scanned to the line's end in vain: a line of nothing but openings is no list of fields.
    let mut unclosed = 0;
    for at in memchr::memmem::find_iter(text.as_bytes(), b"::") {
        if at < from {
            continue;
        }
        if unclosed > MOST_UNCLOSED {
            break;
        }
        let Some(field) = bracketed(text, from, at, &mut unclosed).or_else(|| if fields.is_empty() { whole_line(text, at) } else { None })
        else {
            continue;
        };
        from = field.whole.end;
        fields.push(field);
    }
    fields
}

/// The longest key, in bytes.
const LONGEST_KEY: usize = 60;
/// How many brackets may stay open before the rest of a line is no longer searched.
const MOST_UNCLOSED: usize = 16;

fn bracketed(text: &str, from: usize, colons: usize, unclosed: &mut usize) -> Option<Inline> {
    let bytes = text.as_bytes();
    // A key is short, so its bracket is near.
    let from = from.max(colons.saturating_sub(LONGEST_KEY + 12));
    let open = bytes[from..colons].iter().rposition(|byte| matches!(byte, b'[' | b'(')).map(|at| from + at)?;
    if bytes[open + 1..colons].iter().any(|byte| matches!(byte, b']' | b')')) {
        return None;
    }
    let key = clean_key(text, open + 1..colons)?;
    let (opening, closing) = if bytes[open] == b'[' { (b'[', b']') } else { (b'(', b')') };
    let mut depth = 1;
    for (at, &byte) in bytes.iter().enumerate().skip(colons + 2) {
        if byte == opening {
            depth += 1;
        } else if byte == closing {
            depth -= 1;
            if depth == 0 {
                return Some(Inline { key, value: trim(text, colons + 2..at), whole: open..at + 1 });
            }
        }
    }
    *unclosed += 1;
    None
}

fn whole_line(text: &str, colons: usize) -> Option<Inline> {
    if colons > LONGEST_KEY + 12 {
        return None;
    }
    let key = clean_key(text, 0..colons)?;
    Some(Inline { key, value: trim(text, colons + 2..text.len()), whole: 0..text.len() })
}

/// A key: up to six words of letters, digits, `-`, `_`, `/` and emoji.
fn clean_key(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let range = trim(text, range);
    let raw = &text[range.clone()];
    let inner = raw.trim_matches(['*', '_', '~']);
    let start = range.start + (raw.len() - raw.trim_start_matches(['*', '_', '~']).len());
    let fits = !inner.is_empty()
        && inner.len() <= LONGEST_KEY
        && inner.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '/' | ':' | '.') || !c.is_ascii())
        && inner.split(' ').count() <= 6;
    fits.then(|| start..start + inner.len())
}

fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let raw = &text[range.clone()];
    let start = range.start + raw.len() - raw.trim_start().len();
    start..start + raw.trim().len()
}

#[cfg(test)]
mod tests {
    use super::find;

    fn read(text: &str) -> Vec<(&str, &str)> {
        find(text).into_iter().map(|field| (&text[field.key], &text[field.value])).collect()
    }

    #[test]
    fn fields_stand_over_a_line_or_in_brackets() {
        assert_eq!(read("birthday:: 1990-04-07"), [("birthday", "1990-04-07")]);
        assert_eq!(read("**Birthday**:: 1990-04-07"), [("Birthday", "1990-04-07")]);
        assert_eq!(read("sent it (met:: 2026-01-02) and [due:: 2026-05-09]"), [("met", "2026-01-02"), ("due", "2026-05-09")]);
        assert_eq!(read("participants:: [[A]], [[B]]"), [("participants", "[[A]], [[B]]")]);
        assert_eq!(read("[with:: [[Ana Diaz]]] lunch"), [("with", "[[Ana Diaz]]")]);
    }

    #[test]
    fn prose_with_colons_is_no_field() {
        assert_eq!(read("use it, then: a :: b?"), []);
        assert_eq!(read("[open:: never closed"), []);
    }
}
