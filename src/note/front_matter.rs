//! Finds the front matter of a note, reads its keys and values, and says what is wrong with them (format page, section 3).
//!
//! Reading never fails and is linear in the text; one bad line never loses another key, and nothing in the block hides the body.
//! Refuses to know what a key means, except that the values of the tag keys are tags.

use std::collections::HashMap;

use memchr::memmem;

use crate::base::diagnostic::Problem;
use crate::base::span::{LineIndex, Span};
use crate::note::yaml::{self, Budget, Kind, Node};
use crate::note::{recover, simple};

/// The largest front matter that is read, in bytes.
const MAX_BYTES: usize = 1 << 20;

/// The block between the fences of a note.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FrontMatter {
    /// From the opening fence to the end of the closing fence's line, line break included.
    pub block: Span,
    /// What stands between the fences' lines.
    pub content: Span,
    /// The keys that could be read, in file order; a key given twice stands twice.
    pub fields: Vec<Field>,
}

/// One top-level key and its value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    /// The key as written, without its quotes.
    pub key: String,
    /// The key's bytes, quotes included.
    pub key_span: Span,
    /// The value.
    pub value: Node,
    /// From the key's first byte to the value's last; to the colon when there is no value.
    pub span: Span,
}

/// A text's front matter and where its body begins.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Read {
    /// The block, when there is a closed one.
    pub front: Option<FrontMatter>,
    /// The byte offset where the body begins: after the block, else after a byte order mark.
    pub body: usize,
    /// What could not be read or is probably not meant, in file order.
    pub problems: Vec<Problem>,
}

/// Reads the front matter of a whole note. Never fails; linear in the length of `text`.
pub fn read(text: &str) -> Read {
    read_in(text, Vec::new())
}

/// [`read`] with room for the fields.
pub fn read_in(text: &str, room: Vec<Field>) -> Read {
    read_as(text, Some(room))
}

/// [`read`] by the YAML parser alone, however simple the block: what the quick way is compared with in tests.
#[doc(hidden)]
pub fn read_by_parser(text: &str) -> Read {
    read_as(text, None)
}

/// Whether [`read`] reads the front matter of a whole note without the YAML parser.
#[doc(hidden)]
pub fn is_simple(text: &str) -> bool {
    read_by_parser(text).front.is_some_and(|front| simple::fields(text, front.content, Vec::new()).is_some())
}

/// Reads a whole note; with room, a simple block need not go through the YAML parser.
fn read_as(text: &str, quick: Option<Vec<Field>>) -> Read {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut problems = Vec::new();
    let Some(content_start) = fence_end(text, start) else { return Read { front: None, body: start, problems } };
    let Some((content_end, block_end)) = closing_fence(text, content_start) else {
        if begins_with_key(text.get(content_start..).unwrap_or("")) {
            let message = "the front matter has no closing `---` line, so it is not read".to_owned();
            problems.push(Problem { code: "unclosed-front-matter", span: Span::new(start, start + 3), message });
        }
        return Read { front: None, body: start, problems };
    };
    let (block, content) = (Span::new(start, block_end), Span::new(content_start, content_end));
    let fields = if content_end - content_start > MAX_BYTES {
        let message = "the front matter is larger than 1 MiB, so it is not read".to_owned();
        problems.push(Problem { code: recover::MALFORMED, span: Span::new(start, start + 3), message });
        Vec::new()
    } else {
        let simple = quick.and_then(|room| simple::fields(text, content, room));
        simple.unwrap_or_else(|| fields(text, content, &mut problems))
    };
    find_duplicates(text, &fields, &mut problems);
    for (at, field) in fields.iter().enumerate() {
        find_links(&field.value, &mut problems);
        if is_tag_key(&field.key) {
            let next = fields.get(at + 1).map_or(block_end, |next| next.key_span.start as usize);
            find_commented_tags(text, field, next, &mut problems);
        }
    }
    problems.sort_by_key(|problem| problem.span);
    Read { front: Some(FrontMatter { block, content, fields }), body: block_end, problems }
}

/// When the line at `start` is a fence (`---`, then only blanks): where the next line begins.
fn fence_end(text: &str, start: usize) -> Option<usize> {
    let rest = text.get(start..)?.strip_prefix("---")?;
    let line = rest.find('\n').map_or(rest.len(), |end| end + 1);
    rest.get(..line)?.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')).then_some(start + 3 + line)
}

/// The closing fence from `start` on: where its line begins, and where the line after it begins.
fn closing_fence(text: &str, start: usize) -> Option<(usize, usize)> {
    if let Some(end) = fence_end(text, start) {
        return Some((start, end));
    }
    let rest = text.get(start..)?;
    memmem::find_iter(rest.as_bytes(), b"\n---").find_map(|at| {
        let line = start + at + 1;
        fence_end(text, line).map(|end| (line, end))
    })
}

/// Whether the first line that is not blank looks like `key:`, so that an open block is one forgotten and no thematic break.
fn begins_with_key(content: &str) -> bool {
    let Some(line) = content.lines().find(|line| !line.trim().is_empty()) else { return false };
    let Some((key, value)) = line.split_once(':') else { return false };
    let key = key.trim_matches(['"', '\'']);
    let worded = key.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '/'));
    worded
        && key.starts_with(|c: char| c.is_alphanumeric() || c == '_')
        && key.split(' ').count() <= 4
        && (value.is_empty() || value.starts_with([' ', '\t', '\r']))
}

/// The keys and values between the fences; when the whole is no YAML, those of the parts that are.
fn fields(text: &str, content: Span, problems: &mut Vec<Problem>) -> Vec<Field> {
    let mut budget = Budget::new();
    let (entries, faults) = match yaml::parse(text, content, &mut budget) {
        Ok(document) => match document.root {
            None => return Vec::new(),
            Some(Node { kind: Kind::Mapping(entries), .. }) => (entries, document.faults),
            Some(other) => {
                let message = "the front matter has no `key: value` lines".to_owned();
                problems.push(Problem { code: recover::MALFORMED, span: other.span, message });
                return Vec::new();
            }
        },
        Err(fault) => recover::recover(text, content, &fault, &mut budget, problems),
    };
    let mut faults = faults.into_iter().peekable();
    let mut fields = Vec::with_capacity(entries.len());
    for (key, value) in entries {
        let field = field(text, key, value);
        let mut first = None;
        while let Some(fault) = faults.next_if(|fault| fault.span.start <= field.span.end) {
            first.get_or_insert(fault);
        }
        match first {
            Some(fault) => problems.push(recover::problem(text, field.span, Some(&field.key), &fault)),
            None => fields.push(field),
        }
    }
    fields
}

/// One pair as a field. A key that is no text (`{{date}}: …` in a template) is taken as written.
fn field(text: &str, key: Node, mut value: Node) -> Field {
    let key_span = key.span;
    let name = match key.kind {
        Kind::Scalar { text, .. } => text,
        _ => key_span.of(text).to_owned(),
    };
    if value.is_null() && value.span.start == value.span.end {
        let rest = text.get(key_span.end as usize..).unwrap_or("");
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let colon = if rest.get(blanks..).is_some_and(|rest| rest.starts_with(':')) { blanks + 1 } else { 0 };
        let end = key_span.end as usize + colon;
        value.span = Span::new(end, end);
    }
    let span = Span { start: key_span.start, end: value.span.end.max(key_span.end) };
    Field { key: name, key_span, value, span }
}

/// Reports every key that an earlier one already has; the last one stands (format page, section 3).
fn find_duplicates(text: &str, fields: &[Field], problems: &mut Vec<Problem>) {
    let mut report = |first: &Field, later: &Field, lines: &mut Option<LineIndex>| {
        let line = lines.get_or_insert_with(|| LineIndex::new(text)).line(first.key_span.start);
        let message = format!("the key `{}` is already on line {line}; the last one counts", recover::short(&later.key));
        problems.push(Problem { code: "duplicate-key", span: later.key_span, message });
    };
    let mut lines = None;
    if fields.len() <= 32 {
        for (at, later) in fields.iter().enumerate() {
            let end = later.key.as_bytes().last();
            if let Some(first) = fields.iter().take(at).find(|first| first.key.as_bytes().last() == end && first.key == later.key) {
                report(first, later, &mut lines);
            }
        }
        return;
    }
    let mut seen: HashMap<&str, &Field> = HashMap::with_capacity(fields.len());
    for later in fields {
        match seen.get(later.key.as_str()) {
            Some(first) => report(first, later, &mut lines),
            None => drop(seen.insert(&later.key, later)),
        }
    }
}

/// Reports unquoted links, which every other YAML reader takes for lists in lists.
fn find_links(value: &Node, problems: &mut Vec<Problem>) {
    match &value.kind {
        Kind::Link(link) => {
            let message = format!("quote the link, or other programs read it as a list: `\"[[{}]]\"`", recover::short(link));
            problems.push(Problem { code: "unquoted-link", span: value.span, message });
        }
        Kind::Sequence(items) => items.iter().for_each(|item| find_links(item, problems)),
        Kind::Mapping(entries) => entries.iter().for_each(|(_, value)| find_links(value, problems)),
        Kind::Null | Kind::Scalar { .. } => {}
    }
}

/// Whether the values of a key are tags (format page, section 3).
fn is_tag_key(key: &str) -> bool {
    ["tags", "tag", "categories", "labels"].iter().any(|name| key.eq_ignore_ascii_case(name))
}

/// Reports `tags: #a #b` and `- #a`: to YAML that is a comment. What begins at `next` is not the field's, though on the same line.
fn find_commented_tags(text: &str, field: &Field, next: usize, problems: &mut Vec<Problem>) {
    let plain = |node: &Node| matches!(node.kind, Kind::Null | Kind::Scalar { plain: true, .. });
    if !field.value.items().iter().all(plain) {
        return;
    }
    let (from, to) = (field.key_span.end as usize, field.span.end as usize);
    let rest = text.as_bytes().get(to..next).unwrap_or_default();
    let end = memchr::memchr(b'\n', rest).map_or(to + rest.len(), |at| to + at + 1);
    let lines = text.get(from..end).unwrap_or("");
    if memchr::memchr(b'#', lines.as_bytes()).is_none() {
        return;
    }
    let mut at = from;
    for line in lines.split_inclusive('\n') {
        let comment = line.bytes().enumerate().position(|(place, byte)| {
            let before = text.as_bytes().get((at + place).wrapping_sub(1));
            byte == b'#' && matches!(before, Some(b' ' | b'\t' | b'\n'))
        });
        let tag = comment.filter(|&place| line.as_bytes().get(place + 1).is_some_and(|&next| !next.is_ascii_whitespace() && next != b'#'));
        // A comment on a line of its own is a comment.
        let own_line =
            comment.is_some_and(|place| at + place > 0 && line.get(..place).is_some_and(|before| before.trim().is_empty()) && at != from);
        if let Some(place) = tag
            && !own_line
        {
            let comment = line.get(place..).unwrap_or("").trim_end();
            let message = "`#` begins a comment here, so this tag is not read: drop the `#` or quote it".to_owned();
            problems.push(Problem { code: "commented-tags", span: Span::new(at + place, at + place + comment.len()), message });
        }
        at += line.len();
    }
}
