//! What one file says: its fields, lines, links, tags and tasks, as small values with byte spans.
//!
//! Facts depend on the file's bytes alone: not on its path, the settings, other files or the clock. Where a setting changes what is
//! read (date order, channels, marks, log headings), facts keep the candidates with their context and the book chooses.

use crate::base::diagnostic::Problem;
use crate::base::span::Span;
use crate::base::when::When;
use crate::note;
use crate::note::body::{Kind, Place};
use crate::note::link::LinkKind;
use crate::note::task::Priority;
use crate::note::yaml::Node;

mod cues;
mod lines;
pub mod packed;
mod read;
pub mod wording;

pub use cues::{Cue, CueKind};
pub use lines::link_date;
pub use read::{read, read_with};

/// Raised whenever the same bytes would give other facts, so that kept facts are thrown away.
pub const VERSION: u32 = 5;

/// No index: the end of a chain of parents.
pub const NONE: u32 = u32::MAX;

/// Everything one note says.
#[derive(Clone, Default, Debug, serde::Serialize, serde::Deserialize)]
pub struct NoteFacts {
    /// Front matter keys in file order, then inline fields in file order.
    pub fields: Vec<Field>,
    /// Whether there is a front matter.
    pub front: bool,
    /// The top-level front matter keys whose lines hold an unrendered template placeholder.
    pub placeholders: Vec<Box<str>>,
    /// Where the source lines of the front matter begin.
    pub front_rows: Vec<u32>,
    /// The plain text of the first heading, when it is of level one.
    pub title: Option<Box<str>>,
    /// The lines that matter: headings, dated lines, lines with links, tasks or fields, and what encloses them.
    pub lines: Vec<Line>,
    /// The links of the body, in order.
    pub links: Vec<Link>,
    /// The tags of the body, in order, without `#`.
    pub tags: Vec<(Box<str>, u32)>,
    /// What stands inside lines beside dates and tags, by line.
    pub cues: Vec<Cue>,
    /// The tasks, in order.
    pub tasks: Vec<Task>,
    /// The words of ticked tasks and tagged entries, by line, where one may keep the other.
    pub wordings: Vec<wording::Wording>,
    /// The first words of lines, one after the other; see [`Line::lead`].
    pub words: String,
    /// What could not be read.
    #[serde(skip)]
    pub problems: Vec<Problem>,
    /// The text's length in bytes.
    pub length: u32,
}

/// Room that is used for one note after the other.
#[derive(Default)]
pub struct Scratch {
    facts: NoteFacts,
    index: Vec<u32>,
    room: note::Room,
}

impl Scratch {
    /// Takes facts that are no longer needed: those of the next note get their room.
    pub fn give_back(&mut self, facts: NoteFacts) {
        self.facts = facts;
    }
}

/// A front matter key or an inline field.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Field {
    /// The key as written.
    pub key: Box<str>,
    /// The value.
    pub value: Node,
    /// The key's place.
    pub key_span: Span,
    /// The whole field.
    pub span: Span,
    /// The line (of [`NoteFacts::lines`]) an inline field stands in, [`NONE`] for front matter.
    pub line: u32,
    /// The source line, 1-based.
    pub row: u32,
}

/// A source line that matters.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Line {
    /// The item's, heading's or paragraph line's first byte.
    pub start: u32,
    /// Its text, after bullet, checkbox and heading marks.
    pub text: Span,
    /// Where the item with all its children ends.
    pub end: u32,
    /// The source line, 1-based.
    pub row: u32,
    /// The line it stands under, or [`NONE`].
    pub parent: u32,
    /// What it is.
    pub kind: Kind,
    /// What keeps it from counting.
    pub place: Place,
    /// Whether it is the first line of its item or paragraph.
    pub first: bool,
    /// The character between a task's brackets.
    pub task: Option<char>,
    /// The date it begins with (or a heading ends with, or a table row's date cell).
    pub when: Option<When>,
    /// Where that date stands.
    pub when_span: Span,
    /// Where the entry's own words begin.
    pub words_at: u32,
    /// The first words after the date, or the heading's text, or the line's first words: a range of [`NoteFacts::words`].
    pub lead: (u32, u16),
    /// The line begins with a link that is no date by itself; `lead` is what follows it.
    pub after_link: bool,
}

/// A link of the body.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Link {
    /// The target as written, with `#heading`.
    pub target: Box<str>,
    /// The whole link.
    pub span: Span,
    /// How it is written.
    pub kind: LinkKind,
    /// What keeps it from counting: struck, in a comment, or written by `vault`.
    pub place: Place,
    /// The line it stands in.
    pub line: u32,
    /// The date its target names by itself.
    pub when: Option<When>,
}

/// A task's dates and marks; its text is read from the note when it is shown.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Task {
    /// The line it is.
    pub line: u32,
    /// The day it is due.
    pub due: Option<When>,
    /// The day it is planned for.
    pub scheduled: Option<When>,
    /// The day it may begin.
    pub start: Option<When>,
    /// The day it was written.
    pub created: Option<When>,
    /// The day it was done.
    pub done: Option<When>,
    /// Its importance.
    pub priority: Option<Priority>,
    /// Marked as waited for.
    pub waiting: bool,
    /// Whether it has a recurrence rule.
    pub recurs: bool,
}

impl NoteFacts {
    /// The first words of a line.
    pub fn lead(&self, line: &Line) -> &str {
        let start = line.lead.0 as usize;
        self.words.get(start..start + usize::from(line.lead.1)).unwrap_or("")
    }

    /// The 1-based source line of an offset in the front matter.
    pub fn front_row(&self, offset: u32) -> u32 {
        self.front_rows.partition_point(|&start| start <= offset) as u32
    }

    /// The line at an index that may be [`NONE`].
    pub fn line(&self, index: u32) -> Option<&Line> {
        self.lines.get(index as usize)
    }

    /// The lines a line stands under, nearest first.
    pub fn ancestors(&self, line: &Line) -> impl Iterator<Item = (u32, &Line)> {
        let mut next = line.parent;
        std::iter::from_fn(move || {
            let index = next;
            let line = self.line(index)?;
            // Parents always stand before their children, so the chain ends.
            next = if line.parent < index { line.parent } else { NONE };
            Some((index, line))
        })
    }

    /// The tags that stand between two offsets.
    pub fn tags_in(&self, span: Span) -> impl Iterator<Item = &str> {
        self.tags_at(span).map(|(tag, _)| tag)
    }

    /// The same, each with the place of its `#`.
    pub fn tags_at(&self, span: Span) -> impl Iterator<Item = (&str, u32)> {
        let from = self.tags.partition_point(|(_, at)| *at < span.start);
        self.tags[from..].iter().take_while(move |(_, at)| *at < span.end).map(|(tag, at)| (&**tag, *at))
    }

    /// The words of a line, as far as they are kept.
    pub fn wording(&self, line: u32) -> &[u32] {
        self.wordings.binary_search_by_key(&line, |wording| wording.line).map_or(&[], |at| &self.wordings[at].words)
    }

    /// The cues that stand between two offsets.
    pub fn cues_in(&self, span: Span) -> impl Iterator<Item = &Cue> {
        let few = if self.cues.is_empty() { &[] } else { self.cues.as_slice() };
        let from = few.partition_point(|cue| cue.at < span.start);
        few[from..].iter().take_while(move |cue| cue.at < span.end)
    }

    /// Whether a link is the date behind a mark or *by*: the day something is due or asked after, not the day of the line.
    pub fn is_of_a_mark(&self, link: &Link) -> bool {
        let before = Span { start: link.span.start.saturating_sub(256), end: link.span.start };
        self.cues_in(before).any(|cue| cue.date_at == link.span.start && matches!(cue.kind, CueKind::After(_) | CueKind::By(_)))
    }

    /// The links of a line.
    pub fn links_of(&self, line: u32) -> impl Iterator<Item = &Link> {
        let from = self.links.partition_point(|link| link.line < line);
        self.links[from..].iter().take_while(move |link| link.line == line)
    }

    /// The inline fields of a line.
    pub fn fields_of(&self, line: u32) -> impl Iterator<Item = &Field> {
        let from = self.fields.partition_point(|field| field.line == NONE || field.line < line);
        self.fields[from..].iter().take_while(move |field| field.line == line)
    }

    /// The task at a line.
    pub fn task_of(&self, line: u32) -> Option<&Task> {
        self.tasks.binary_search_by_key(&line, |task| task.line).ok().map(|at| &self.tasks[at])
    }
}
