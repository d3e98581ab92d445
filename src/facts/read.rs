//! Puts a note's facts together from its front matter and body.

use crate::base::diagnostic::Problem;
use crate::base::span::Span;
use crate::facts::lines;
use crate::facts::wording;
use crate::facts::{Field, NONE, NoteFacts, Scratch};
use crate::note;

/// The facts of one text. Never fails: what cannot be read is a problem in the facts.
pub fn read(text: &str) -> NoteFacts {
    let mut facts = read_with(text, &mut Scratch::default());
    facts.fields.shrink_to_fit();
    facts.lines.shrink_to_fit();
    facts.links.shrink_to_fit();
    facts.tags.shrink_to_fit();
    facts.words.shrink_to_fit();
    facts.front_rows.shrink_to_fit();
    facts
}

/// [`read`] with room that serves many notes; the facts may take more of it than they need.
pub fn read_with(text: &str, scratch: &mut Scratch) -> NoteFacts {
    let mut note = note::parse_in(text, std::mem::take(&mut scratch.room));
    let mut facts = emptied(std::mem::take(&mut scratch.facts));
    facts.length = text.len() as u32;
    facts.problems = note.problems;
    if let Some(mut front) = note.front {
        facts.front = true;
        rows_of(text, front.block, &mut facts.front_rows);
        facts.placeholders = placeholders(front.content.of(text));
        for field in front.fields.drain(..) {
            let row = facts.front_row(field.key_span.start);
            facts.fields.push(Field {
                key: field.key.into_boxed_str(),
                value: field.value,
                key_span: field.key_span,
                span: field.span,
                line: NONE,
                row,
            });
        }
        scratch.room.fields = front.fields;
    }
    lines::read(text, &note.body, &mut facts, &mut scratch.index);
    facts.wordings = wording::read(text, &facts);
    scratch.room.pieces = std::mem::take(&mut note.body.pieces);
    if let Some(open) = note.open_region {
        facts.problems.push(Problem {
            code: "unclosed-region",
            span: open,
            message: "`<!-- vault:begin -->` is never closed, so the rest of the note is not read".to_owned(),
        });
    }
    facts
}

/// No facts, in the room of others.
fn emptied(facts: NoteFacts) -> NoteFacts {
    let NoteFacts { mut fields, mut front_rows, mut lines, mut links, mut tags, mut cues, mut tasks, mut words, .. } = facts;
    fields.clear();
    front_rows.clear();
    lines.clear();
    links.clear();
    tags.clear();
    cues.clear();
    tasks.clear();
    words.clear();
    NoteFacts { fields, front_rows, lines, links, tags, cues, tasks, words, ..NoteFacts::default() }
}

/// The keys of a front matter whose value, on the key's line or the lines below it, holds `{{…}}` or `<% … %>`.
fn placeholders(content: &str) -> Vec<Box<str>> {
    let bytes = content.as_bytes();
    if memchr::memmem::find(bytes, b"{{").is_none() && memchr::memmem::find(bytes, b"<%").is_none() {
        return Vec::new();
    }
    let mut key = "";
    let mut keys: Vec<Box<str>> = Vec::new();
    for line in content.lines() {
        if !line.starts_with([' ', '\t', '-', '#'])
            && let Some((name, _)) = line.split_once(':')
        {
            key = name.trim_matches(['"', '\'', ' ']);
        }
        let marked = line.contains("{{") && line.contains("}}") || line.contains("<%");
        if marked && !key.is_empty() && keys.last().is_none_or(|last| **last != *key) {
            keys.push(key.into());
        }
    }
    keys
}

/// Where the source lines begin, from the start of the file to the end of the front matter.
fn rows_of(text: &str, block: Span, rows: &mut Vec<u32>) {
    let end = (block.end as usize).min(text.len());
    rows.push(0);
    rows.extend(memchr::memchr_iter(b'\n', &text.as_bytes()[..end]).map(|at| at as u32 + 1));
}

/// Counts source lines forward through a text.
pub(crate) struct Rows<'t> {
    bytes: &'t [u8],
    at: usize,
    row: u32,
}

impl<'t> Rows<'t> {
    pub(crate) fn new(text: &'t str) -> Rows<'t> {
        Rows { bytes: text.as_bytes(), at: 0, row: 1 }
    }

    /// The 1-based line of `offset`.
    pub(crate) fn row(&mut self, offset: u32) -> u32 {
        let offset = (offset as usize).min(self.bytes.len());
        if offset < self.at {
            self.at = 0;
            self.row = 1;
        }
        self.row += memchr::memchr_iter(b'\n', &self.bytes[self.at..offset]).count() as u32;
        self.at = offset;
        self.row
    }
}
