//! Fills keys in the front matter of a text that is not on the disk yet: a new note from a template. A value that stands there is kept.

use crate::base::change::edited;
use crate::base::fold;
use crate::changes::front_matter::{self as edit, Action, Request, Value};
use crate::note::front_matter::{self, Field};
use crate::note::yaml::Kind;

/// What became of a key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Filled {
    /// It stood there empty or with this very value, or was added.
    Yes,
    /// It has a value of its own.
    Taken,
    /// The front matter cannot be edited, for the reason.
    Not(String),
}

/// Which of these keys a front matter has, the first that it has.
pub fn key_of(text: &str, keys: &[&str]) -> Option<String> {
    let front = front_matter::read(text).front?;
    keys.iter().find_map(|key| front.fields.iter().find(|field| fold::key(&field.key) == fold::key(key))).map(|field| field.key.clone())
}

/// Fills an empty key, or adds it where it is missing. `cursor`, an offset, moves with the text.
pub fn fill(text: &mut String, key: &str, value: Value, cursor: &mut Option<usize>) -> Filled {
    let front = front_matter::read(text).front;
    let wanted = fold::key(key);
    let found = front.as_ref().and_then(|front| front.fields.iter().rev().find(|field| fold::key(&field.key) == wanted));
    if let Some(field) = found.filter(|field| !is_empty(field)) {
        return if is_same(field, &value) { Filled::Yes } else { Filled::Taken };
    }
    let key = found.map_or(key, |field| &field.key).to_owned();
    let edits = match edit::edits(text, &[Request { key, action: Action::Set(value) }]) {
        Ok(edits) => edits,
        Err(refused) => return Filled::Not(refused.to_string()),
    };
    if let Some(at) = cursor {
        for edit in edits.iter().filter(|edit| edit.span.end as usize <= *at).collect::<Vec<_>>().into_iter().rev() {
            *at = *at + edit.text.len() - edit.span.range().len();
        }
    }
    let after = edited(text.as_bytes(), &edits).and_then(|bytes| String::from_utf8(bytes).ok());
    match after {
        Some(after) => {
            *text = after;
            Filled::Yes
        }
        None => Filled::Not("the edits do not fit the text".to_owned()),
    }
}

fn is_empty(field: &Field) -> bool {
    match &field.value.kind {
        Kind::Null => true,
        Kind::Scalar { text, .. } => text.trim().is_empty(),
        Kind::Sequence(items) => items.iter().all(|item| item.is_null() || item.text().is_some_and(|text| text.trim().is_empty())),
        Kind::Link(_) | Kind::Mapping(_) => false,
    }
}

fn is_same(field: &Field, value: &Value) -> bool {
    match (&field.value.kind, value) {
        (Kind::Scalar { text, .. }, Value::Text(wanted) | Value::Plain(wanted)) => text.trim() == wanted.trim(),
        _ => false,
    }
}

/// A value as typed behind `--set key=`: `[a, b]` is a list, `true` a truth value, all else a text.
pub fn typed(text: &str) -> Value {
    let text = text.trim();
    if matches!(text, "true" | "false") {
        return Value::Plain(text.to_owned());
    }
    if text.starts_with('[') && !text.starts_with("[[") && !text.contains(['\n', '\r']) {
        let read = front_matter::read(&format!("---\nk: {text}\n---\n"));
        let value =
            read.front.as_ref().filter(|_| read.problems.is_empty()).and_then(|front| front.fields.first()).map(|field| &field.value);
        if let Some(Kind::Sequence(items)) = value.map(|value| &value.kind) {
            let texts: Option<Vec<String>> = items.iter().map(|item| item.text().map(str::to_owned)).collect();
            if let Some(texts) = texts {
                return Value::List(texts);
            }
        }
    }
    Value::Text(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Filled, Value, fill, typed};

    fn filled(text: &str, key: &str, value: Value) -> (String, Filled) {
        let mut text = text.to_owned();
        let filled = fill(&mut text, key, value, &mut None);
        (text, filled)
    }

    #[test]
    fn empty_keys_are_filled_and_others_kept() {
        let list = || Value::List(vec!["[[Ana Diaz]]".to_owned(), "[[Bo]]".to_owned()]);
        for (text, key, value, expected) in [
            ("---\nattendees:\n---\nbody", "Attendees", list(), "---\nattendees:\n  - \"[[Ana Diaz]]\"\n  - \"[[Bo]]\"\n---\nbody"),
            ("---\na: 1\n---\nbody", "attendees", list(), "---\na: 1\nattendees:\n  - \"[[Ana Diaz]]\"\n  - \"[[Bo]]\"\n---\nbody"),
            ("---\nattendees: []\n---\n", "attendees", list(), "---\nattendees: [\"[[Ana Diaz]]\", \"[[Bo]]\"]\n---\n"),
            ("---\r\na: 1\r\n---\r\n", "city", typed("Rome"), "---\r\na: 1\r\ncity: Rome\r\n---\r\n"),
            ("# Note\n", "city", typed("Rome"), "---\ncity: Rome\n---\n# Note\n"),
            ("---\n---\n", "city", typed("[[Rome]]"), "---\ncity: \"[[Rome]]\"\n---\n"),
        ] {
            assert_eq!(filled(text, key, value), (expected.to_owned(), Filled::Yes), "{text:?}");
        }
        for text in ["---\ncity: Oslo\n---\n", "---\ncity: [[Oslo]]\n---\n", "---\ncity: [Oslo]\n---\n"] {
            assert_eq!(filled(text, "city", typed("Rome")), (text.to_owned(), Filled::Taken), "{text:?}");
        }
        let stands = "---\ncity: \"Rome\"\n---\n";
        assert_eq!(filled(stands, "city", typed("Rome")), (stands.to_owned(), Filled::Yes));
        for text in ["---\na: [\n---\n", "---\na: 1\n"] {
            let (after, filled) = filled(text, "city", typed("Rome"));
            assert!(after == text && matches!(filled, Filled::Not(_)), "{text:?}");
        }
    }

    #[test]
    fn the_cursor_moves_with_the_text() {
        let mut text = "---\ncity:\n---\nhere".to_owned();
        let mut cursor = Some(14);
        assert_eq!(fill(&mut text, "city", typed("Rome"), &mut cursor), Filled::Yes);
        assert_eq!(cursor.and_then(|at| text.get(at..)), Some("here"));
    }

    #[test]
    fn typed_values_are_told_apart() {
        let list = |items: &[&str]| Value::List(items.iter().map(|item| item.to_string()).collect());
        assert_eq!(typed("[a, \"b, c\", \"[[Ana]]\"]"), list(&["a", "b, c", "[[Ana]]"]));
        assert_eq!(typed("[[Ana]]"), Value::Text("[[Ana]]".to_owned()));
        assert_eq!(typed("[a, b"), Value::Text("[a, b".to_owned()));
        assert_eq!(typed(" true "), Value::Plain("true".to_owned()));
        assert_eq!(typed("0049"), Value::Text("0049".to_owned()));
    }
}
