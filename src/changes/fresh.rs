//! Fills keys in the front matter of a text that is not on the disk yet: a new note from a template. A value that stands there is kept.
//! Notes on the disk are changed elsewhere, by span.

use crate::base::fold;
use crate::note::front_matter::{self, Field};
use crate::note::yaml::Kind;

/// A value for a key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value<'v> {
    /// A text as typed: `monthly`, `[a, b]`, `[[Acme]]`.
    Typed(&'v str),
    /// Texts in quotes, one a line.
    List(&'v [String]),
}

/// What became of a key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Filled {
    /// It stood there empty, or was added.
    Yes,
    /// It has a value of its own.
    Taken,
    /// There is no front matter it could stand in, or it cannot be read.
    Nowhere,
}

/// Whether a front matter has one of these keys, and which.
pub fn key_of<'k>(text: &str, keys: &[&'k str]) -> Option<&'k str> {
    let front = front_matter::read(text).front?;
    keys.iter().copied().find(|key| front.fields.iter().any(|field| fold::key(&field.key) == fold::key(key)))
}

/// Fills an empty key, or adds it where it is missing. `cursor`, an offset, moves with the text.
pub fn fill(text: &mut String, key: &str, value: &Value<'_>, cursor: &mut Option<usize>) -> Filled {
    let end = if text.starts_with("---\r\n") { "\r\n" } else { "\n" };
    let read = front_matter::read(text);
    let Some(front) = read.front else {
        if !read.problems.is_empty() {
            return Filled::Nowhere;
        }
        splice(text, 0..0, &format!("---{end}{}---{end}", line(key, value, end)), cursor);
        return Filled::Yes;
    };
    if !read.problems.is_empty() {
        return Filled::Nowhere;
    }
    let wanted = fold::key(key);
    let found = front.fields.iter().rev().find(|field| fold::key(&field.key) == wanted);
    let (range, new) = match found {
        Some(field) if !is_empty(field) => return Filled::Taken,
        Some(field) => (field.key_span.end as usize..field.span.end.max(field.key_span.end) as usize, line("", value, "\n")),
        None => (front.content.end as usize..front.content.end as usize, line(key, value, end)),
    };
    // Blanks between an empty value and the end of its line go.
    let mut range = range;
    let rest = text.get(range.end..).unwrap_or("");
    let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    if found.is_some() && rest.get(blank..).is_some_and(|rest| rest.starts_with(['\r', '\n'])) {
        range.end += blank;
    }
    let mut after = text.clone();
    let mut moved = *cursor;
    let new = if found.is_some() { new.trim_end().replace('\n', end) } else { new };
    splice(&mut after, range, &new, &mut moved);
    let read = front_matter::read(&after);
    let stands = read.front.is_some_and(|front| front.fields.iter().any(|field| fold::key(&field.key) == wanted && !is_empty(field)));
    if !read.problems.is_empty() || !stands {
        return Filled::Nowhere;
    }
    *text = after;
    *cursor = moved;
    Filled::Yes
}

fn is_empty(field: &Field) -> bool {
    match &field.value.kind {
        Kind::Null => true,
        Kind::Scalar { text, .. } => text.trim().is_empty(),
        Kind::Sequence(items) => items.iter().all(|item| item.is_null() || item.text().is_some_and(|text| text.trim().is_empty())),
        Kind::Link(_) | Kind::Mapping(_) => false,
    }
}

/// `key: value` with its line break; without a key only what stands behind it.
fn line(key: &str, value: &Value<'_>, end: &str) -> String {
    let value = match value {
        Value::Typed(text) => format!(" {}", scalar(text)),
        Value::List([]) => " []".to_owned(),
        Value::List(items) => items.iter().map(|item| format!("{end}  - {}", quoted(item))).collect(),
    };
    format!("{key}:{value}{end}")
}

fn splice(text: &mut String, range: std::ops::Range<usize>, new: &str, cursor: &mut Option<usize>) {
    if let Some(at) = cursor.as_mut().filter(|at| **at >= range.end) {
        *at = *at - range.len() + new.len();
    }
    if text.is_char_boundary(range.start) && text.is_char_boundary(range.end) {
        text.replace_range(range, new);
    }
}

/// A typed value as YAML: as it is where that reads back as meant, else in quotes. `[a, b]` is a list, `[[Acme]]` a link.
pub fn scalar(text: &str) -> String {
    let text = text.trim();
    let list = text.starts_with('[') && text.ends_with(']') && !text.starts_with("[[");
    let plain = !text.is_empty()
        && !text.starts_with(|c: char| "-?:,[]{}#&*!|>'\"%@`".contains(c))
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && !text.contains(char::is_control)
        // Zeros and signs in front of a number are lost by other programs.
        && !(text.len() > 1 && text.starts_with(['0', '+']) && text.get(1..).is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ')));
    let reads = |written: &str| {
        let read = front_matter::read(&format!("---\nk: {written}\n---\n"));
        let value = read.front.as_ref().and_then(|front| front.fields.first()).map(|field| &field.value);
        read.problems.is_empty()
            && value.is_some_and(|value| if list { matches!(value.kind, Kind::Sequence(_)) } else { value.text() == Some(text) })
    };
    if (list || plain) && reads(text) { text.to_owned() } else { quoted(text) }
}

/// A text in double quotes.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::{Filled, Value, fill, scalar};

    fn filled(text: &str, key: &str, value: &Value<'_>) -> (String, Filled) {
        let mut text = text.to_owned();
        let filled = fill(&mut text, key, value, &mut None);
        (text, filled)
    }

    #[test]
    fn empty_keys_are_filled_and_others_kept() {
        let people = ["[[Ana Diaz]]".to_owned(), "[[Bo]]".to_owned()];
        let list = Value::List(&people);
        for (text, key, value, expected) in [
            ("---\nattendees: []\nx: 1\n---\n", "attendees", &list, "---\nattendees:\n  - \"[[Ana Diaz]]\"\n  - \"[[Bo]]\"\nx: 1\n---\n"),
            ("---\nattendees:\n---\nbody", "Attendees", &list, "---\nattendees:\n  - \"[[Ana Diaz]]\"\n  - \"[[Bo]]\"\n---\nbody"),
            ("---\r\ncity: \r\n---\r\n", "city", &Value::Typed("Rome"), "---\r\ncity: Rome\r\n---\r\n"),
            ("---\r\na: 1\r\n---\r\n", "city", &Value::Typed("Rome"), "---\r\na: 1\r\ncity: Rome\r\n---\r\n"),
            ("---\ncity: \"\" # where\n---\n", "city", &Value::Typed("Rome"), "---\ncity: Rome # where\n---\n"),
            ("---\ntags:\n  - \n---\n", "tags", &Value::Typed("[a, b]"), "---\ntags: [a, b]\n---\n"),
            ("# Note\n", "city", &Value::Typed("Rome"), "---\ncity: Rome\n---\n# Note\n"),
            ("---\n---\n", "city", &Value::Typed("Rome"), "---\ncity: Rome\n---\n"),
        ] {
            assert_eq!(filled(text, key, value), (expected.to_owned(), Filled::Yes), "{text:?}");
        }
        for (text, expected) in [
            ("---\ncity: Oslo\n---\n", Filled::Taken),
            ("---\ncity: [[Oslo]]\n---\n", Filled::Taken),
            ("---\na: [\n---\n", Filled::Nowhere),
            ("---\na: 1\n", Filled::Nowhere),
        ] {
            assert_eq!(filled(text, "city", &Value::Typed("Rome")), (text.to_owned(), expected), "{text:?}");
        }
    }

    #[test]
    fn the_cursor_moves_with_the_text() {
        let mut text = "---\ncity:\n---\nhere".to_owned();
        let mut cursor = Some(14);
        fill(&mut text, "city", &Value::Typed("Rome"), &mut cursor);
        assert_eq!(cursor.and_then(|at| text.get(at..)), Some("here"));
    }

    #[test]
    fn typed_values_read_back_as_meant() {
        for (text, expected) in [
            ("monthly", "monthly"),
            ("2026-05-02", "2026-05-02"),
            ("true", "true"),
            ("14", "14"),
            ("0049", "\"0049\""),
            ("+44 20 7946", "\"+44 20 7946\""),
            ("a: b", "\"a: b\""),
            ("a #b", "\"a #b\""),
            ("#tag", "\"#tag\""),
            ("[a, \"b\"]", "[a, \"b\"]"),
            ("[a, b", "\"[a, b\""),
            ("[[Acme]]", "\"[[Acme]]\""),
            ("say \"hi\"", "say \"hi\""),
            ("\"hi\"", "\"\\\"hi\\\"\""),
            ("", "\"\""),
            ("it's", "it's"),
            ("null", "\"null\""),
            ("a\nb", "\"a\\nb\""),
        ] {
            assert_eq!(scalar(text), expected, "{text:?}");
        }
    }
}
