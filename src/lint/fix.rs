//! Which mendings are safe: after them the front matter has the same keys but those mended and no more problems, and only the mended
//! values read otherwise.
//! Makes no edit that a rule has not made.

use crate::base::change::{Edit, edited};
use crate::base::span::Span;
use crate::note::front_matter::{self, Field, Read};

/// Whether the edits of a note's front matter mend what they touch and nothing else changes. Edits of the body are as safe as their rule.
pub fn is_safe(text: &str, edits: &[Edit]) -> bool {
    let old = front_matter::read(text);
    let after = edited(text.as_bytes(), edits).and_then(|bytes| String::from_utf8(bytes).ok());
    let Some(after) = after else { return false };
    let new = front_matter::read(&after);
    let touched = |field: &Field| {
        // A comment behind the value belongs to its line.
        let end =
            text.get(field.span.end as usize..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| field.span.end as usize + at);
        edits.iter().any(|edit| field.span.start <= edit.span.start && edit.span.end as usize <= end)
    };
    let renamed = |field: &Field| edits.iter().any(|edit| field.key_span.start <= edit.span.start && edit.span.end <= field.key_span.end);
    let fields = |read: Read| read.front.map(|front| front.fields).unwrap_or_default();
    let in_body = edits.iter().all(|edit| edit.span.start as usize >= old.body);
    if !in_body && new.problems.len() > old.problems.len() {
        return false;
    }
    let (old, new) = (fields(old), fields(new));
    let same_key = |old: &Field, new: &Field| old.key == new.key || renamed(old);
    let same_value = |old: &Field, new: &Field| old.value.says(&new.value) || touched(old) && !renamed(old);
    let same = |(old, new): (&Field, &Field)| same_key(old, new) && same_value(old, new);
    (in_body || old.len() == new.len()) && old.iter().zip(&new).all(same)
}

/// Writes `new` in the place of a value that is written `old`, in its quotes; `None` when it is written otherwise.
pub fn instead(text: &str, span: Span, old: &str, new: &str) -> Option<Edit> {
    let written = span.of(text);
    let inner = ['"', '\''].iter().find_map(|&quote| written.strip_prefix(quote)?.strip_suffix(quote)).unwrap_or(written);
    if inner != old {
        return None;
    }
    let start = span.start as usize + (written.len() - inner.len()) / 2;
    let edit = Edit { span: Span::new(start, start + inner.len()), text: new.to_owned() };
    is_safe(text, std::slice::from_ref(&edit)).then_some(edit)
}
