//! Which mendings are safe: after them the front matter has the same keys and fewer problems, and only the mended values read otherwise.
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
    let keys = |read: &Read| read.front.iter().flat_map(|front| &front.fields).map(|field| field.key.clone()).collect::<Vec<_>>();
    let touched = |field: &Field| {
        // A comment behind the value belongs to its line.
        let end =
            text.get(field.span.end as usize..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| field.span.end as usize + at);
        edits.iter().any(|edit| field.span.start <= edit.span.start && edit.span.end as usize <= end)
    };
    let fields = |read: Read| read.front.map(|front| front.fields).unwrap_or_default();
    let in_body = edits.iter().all(|edit| edit.span.start as usize >= old.body);
    if !in_body && (new.problems.len() > old.problems.len() || keys(&old) != keys(&new)) {
        return false;
    }
    fields(old).iter().zip(&fields(new)).all(|(old, new)| touched(old) || old.value.says(&new.value))
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
