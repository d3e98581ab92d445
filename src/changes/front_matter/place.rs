//! Where a key stands in the front matter, in bytes: its line, its colon, its value. Refuses what cannot be spliced. Edits nothing.

use std::ops::Range;

use crate::base::span::Span;
use crate::changes::front_matter::Refused;
use crate::note::front_matter::{Field, FrontMatter};
use crate::note::yaml::{Kind, Node};

/// Where a key and its value stand.
pub(super) struct Place<'f> {
    pub(super) field: &'f Field,
    /// Where the key's line begins.
    pub(super) line_start: usize,
    /// How many blanks stand before the key.
    pub(super) margin: usize,
    /// One past the colon.
    pub(super) colon_end: usize,
    /// One past the blanks behind the colon.
    pub(super) blanks_end: usize,
    /// The end of the key's line, before its line break.
    pub(super) key_line_end: usize,
    /// Where the line after the value begins.
    pub(super) line_end: usize,
    /// The `|`, `>-` and so on of a block of text.
    pub(super) block_header: Option<Range<usize>>,
}

/// The place of a key; `None` when the front matter does not hold it.
pub(super) fn find<'f>(text: &str, front: Option<&'f FrontMatter>, key: &str) -> Result<Option<Place<'f>>, Refused> {
    let Some(front) = front else { return Ok(None) };
    let refused = |why| Err(Refused::Key { key: key.to_owned(), why });
    let content = front.content.of(text);
    if content.trim_start().starts_with('{') {
        return refused("would stand in a front matter written in braces");
    }
    let mut of_key = front.fields.iter().filter(|field| field.key == key);
    let Some(field) = of_key.next() else { return Ok(None) };
    if of_key.next().is_some() {
        return refused("is given twice");
    }
    if key == "<<" {
        return refused("merges other keys");
    }
    let key_start = field.key_span.start as usize;
    let line_start = line_start(text, key_start);
    let margin = key_start - line_start;
    if !blank(text.get(line_start..key_start)) {
        return refused("shares its line with something else");
    }
    let rest = text.get(field.key_span.end as usize..).unwrap_or_default();
    let blanks = blanks(rest);
    if !rest.get(blanks..).is_some_and(|rest| rest.starts_with(':')) {
        return refused("is written in a way that cannot be edited");
    }
    let colon_end = field.key_span.end as usize + blanks + 1;
    let blanks_end = colon_end + self::blanks(text.get(colon_end..).unwrap_or_default());
    let key_line_end = line_end(text, colon_end);
    let value = &field.value;
    let first = text.get(blanks_end..).and_then(|rest| rest.chars().next());
    match first {
        Some('&') => return refused("has an anchor"),
        Some('!') => return refused("has a tag"),
        Some('*') => return refused("stands for an anchored value"),
        _ => {}
    }
    let start = value.span.start as usize;
    // An anchor or tag may stand on a line between the key and its value too.
    let between = text.get(key_line_end..start.max(key_line_end)).unwrap_or_default();
    if between.lines().map(str::trim).any(|line| line.starts_with(['&', '!', '*'])) {
        return refused("has an anchor or a tag");
    }
    let block = matches!(value.kind, Kind::Scalar { plain: false, .. } | Kind::Null) && matches!(first, Some('|' | '>'));
    let block_header = block.then(|| {
        let header = text.get(blanks_end..key_line_end).unwrap_or_default();
        blanks_end..blanks_end + header.find([' ', '\t', '\r']).unwrap_or(header.len())
    });
    if matches!(value.kind, Kind::Mapping(_)) && !value.span.of(text).starts_with('{') {
        return refused("holds keys of its own");
    }
    let last = if block && value.span.start == value.span.end { key_line_end } else { (value.span.end as usize).max(colon_end) };
    let line_end = next_line(text, line_end(text, last));
    Ok(Some(Place { field, line_start, margin, colon_end, blanks_end, key_line_end, line_end, block_header }))
}

impl Place<'_> {
    /// Whether there is no value, not even `null`.
    pub(super) fn is_empty(&self) -> bool {
        self.field.value.is_null() && self.field.value.span.start == self.field.value.span.end && self.block_header.is_none()
    }

    /// Where a list's last item ends; that of an empty item is its dash's.
    pub(super) fn last_item_end(&self, text: &str) -> usize {
        let span = self.field.value.span;
        let end = span.end as usize;
        match self.field.value.items().last() {
            Some(last) if last.is_null() => {
                let written = text.get(span.start as usize..).unwrap_or_default();
                let lines = self.field.value.items().len();
                // Each empty item is a line with a dash.
                let length: usize = written.split_inclusive('\n').take(lines).map(str::len).sum();
                let whole = written.get(..length).unwrap_or_default().trim_end();
                (span.start as usize + whole.len()).max(end)
            }
            _ => end,
        }
    }

    /// Refuses a value with comments within it, which would be lost with it.
    pub(super) fn without_comments(&self, text: &str) -> Result<(), Refused> {
        let value = &self.field.value;
        let mut leaves = Vec::new();
        gather(value, &mut leaves);
        // From the line below the key, or within the brackets.
        let from = if value.span.start as usize > self.key_line_end { self.key_line_end } else { value.span.start as usize };
        let bytes = text.as_bytes();
        let comment = (from..value.span.end as usize).any(|at| {
            bytes.get(at) == Some(&b'#')
                && bytes.get(at.wrapping_sub(1)).is_some_and(u8::is_ascii_whitespace)
                && !leaves.iter().any(|leaf| leaf.contains(at as u32))
        });
        if comment && self.block_header.is_none() {
            return Err(Refused::Key { key: self.field.key.clone(), why: "has comments within its value" });
        }
        Ok(())
    }
}

fn gather(node: &Node, leaves: &mut Vec<Span>) {
    match &node.kind {
        Kind::Sequence(items) => items.iter().for_each(|item| gather(item, leaves)),
        Kind::Mapping(entries) => entries.iter().for_each(|(key, value)| {
            gather(key, leaves);
            gather(value, leaves);
        }),
        _ => leaves.push(node.span),
    }
}

/// The blanks a place's line begins with; those before the place when more stands there.
pub(super) fn indent(text: &str, at: usize) -> &str {
    let before = text.get(line_start(text, at)..at).unwrap_or_default();
    before.get(..blanks(before)).unwrap_or_default()
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t']).len()
}

fn blank(text: Option<&str>) -> bool {
    text.is_some_and(|text| text.chars().all(|c| matches!(c, ' ' | '\t')))
}

/// Where a place's line begins; a byte order mark is no part of it.
fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
}

/// Where a place's line ends, before its line break.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let line = rest.find('\n').map_or(rest, |end| rest.get(..end).unwrap_or_default());
    at + line.strip_suffix('\r').unwrap_or(line).len()
}

/// Where the line after begins, from the end of one.
fn next_line(text: &str, end: usize) -> usize {
    let rest = text.get(end..).unwrap_or_default();
    end + if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) }
}
