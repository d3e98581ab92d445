//! What is seen in one note: front matter, headings, links and where they lead, tags, tasks, entries, inline fields, problems. Parses the
//! note's text anew, so that every span is the text's own.

use crate::base::date::Date;
use crate::base::diagnostic::Problem;
use crate::base::fold;
use crate::base::span::{LineIndex, Span};
use crate::base::when::When;
use crate::book::kind::NoteKind;
use crate::book::names::Target;
use crate::book::{Book, standing, values};
use crate::facts::{self, Line, NONE, NoteFacts};
use crate::note::body::{Kind, Piece, Place};
use crate::note::front_matter::Field;
use crate::note::link::{LinkKind, split_wikilink};
use crate::note::yaml::{self, Node};
use crate::note::{self, plain, task};
use crate::views::words;

/// Everything seen in one note. Spans are byte offsets, lines 1-based.
pub struct Inspect {
    /// The note.
    pub note: u32,
    /// The front matter's keys, in order; a key given twice stands twice.
    pub front: Vec<Field>,
    /// The headings.
    pub headings: Vec<Heading>,
    /// The links to notes, front matter first.
    pub links: Vec<Link>,
    /// The tags, front matter first.
    pub tags: Vec<Tag>,
    /// The tasks.
    pub tasks: Vec<Task>,
    /// The dated lines that begin an entry.
    pub entries: Vec<Entry>,
    /// The inline fields: key, value, line.
    pub fields: Vec<(String, String, u32)>,
    /// What could not be read.
    pub problems: Vec<Placed>,
}

/// A problem with line and column, 1-based, of its start and of its end.
pub type Placed = (Problem, (u32, u32), (u32, u32));

/// A heading.
#[derive(Debug)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its plain words.
    pub text: String,
    /// From its first mark to the end of its text.
    pub span: Span,
    /// The source line.
    pub row: u32,
}

/// A link to a note.
#[derive(Debug)]
pub struct Link {
    /// How it is written.
    pub kind: LinkKind,
    /// The target with `#heading`.
    pub target: String,
    /// The text shown instead.
    pub display: Option<String>,
    /// The whole link.
    pub span: Span,
    /// The source line.
    pub row: u32,
    /// The note it leads to.
    pub leads_to: Option<u32>,
    /// The contacts it could mean.
    pub ambiguous: Vec<u32>,
    /// Whether it stands in the front matter.
    pub front: bool,
}

/// A tag.
#[derive(Debug)]
pub struct Tag {
    /// Without `#`.
    pub tag: String,
    /// The source line.
    pub row: u32,
    /// Whether it stands in the front matter.
    pub front: bool,
}

/// A task.
#[derive(Debug)]
pub struct Task {
    /// The character between its brackets.
    pub mark: char,
    /// Its words without signs.
    pub text: String,
    /// Its signs.
    pub signs: task::Signs,
    /// The text its signs' ranges are of.
    pub raw: String,
    /// The source line.
    pub row: u32,
    /// From its bullet to the end of its text.
    pub span: Span,
}

/// A line that begins with a date.
#[derive(Debug)]
pub struct Entry {
    /// The day, when it names one.
    pub date: Option<Date>,
    /// The channel's number.
    pub channel: Option<u16>,
    /// Its words in one line.
    pub text: String,
    /// From its first byte to its last, children included.
    pub span: Span,
    /// The source line.
    pub row: u32,
}

/// Inspects the note whose text is `text`.
pub fn of(book: &Book, index: u32, text: &str) -> Inspect {
    let parsed = note::parse(text);
    let facts = facts::read(text);
    let lines = LineIndex::new(text);
    let row = |offset: u32| lines.line(offset);
    let front = parsed.front.map(|front| front.fields).unwrap_or_default();
    let mut links = Vec::new();
    for field in &front {
        front_links(book, index, text, &field.value, &row, &mut links);
    }
    for link in &parsed.body.links {
        let display = link.display.map(|span| plain::text(span.of(text)));
        links.push(linked(book, index, link.kind, link.target.clone().into_owned(), display, link.span, row(link.span.start), false));
    }
    let mut tags = front_tags(&front, &row);
    tags.extend(facts.tags.iter().map(|(tag, at)| Tag { tag: tag.to_string(), row: row(*at), front: false }));
    let pieces = &parsed.body.pieces;
    let seen = |piece: &&Piece| !matches!(piece.place, Place::Comment | Place::Code);
    let headings = pieces.iter().filter(seen).filter_map(|piece| heading(text, piece, row(piece.line.start)));
    let tasks = pieces.iter().filter(seen).filter_map(|piece| task_of(text, piece, row(piece.line.start)));
    let fields = facts.fields.iter().filter(|field| field.line != NONE);
    let fields = fields.map(|field| (field.key.to_string(), field.value.span.of(text).to_owned(), field.row));
    let problems = facts.problems.iter().map(|problem| {
        let place = |offset: u32| lines.line_column(text, offset);
        (problem.clone(), place(problem.span.start), place(problem.span.end))
    });
    Inspect {
        note: index,
        headings: headings.collect(),
        tasks: tasks.collect(),
        entries: entries(book, index, text, &facts),
        fields: fields.collect(),
        problems: problems.collect(),
        front,
        links,
        tags,
    }
}

fn heading(text: &str, piece: &Piece, row: u32) -> Option<Heading> {
    let Kind::Heading(level) = piece.kind else { return None };
    Some(Heading { level, text: plain::text(piece.text.of(text)), span: Span { start: piece.line.start, end: piece.text.end }, row })
}

fn task_of(text: &str, piece: &Piece, row: u32) -> Option<Task> {
    let mark = piece.task?;
    let raw = piece.text.of(text);
    let signs = task::read(raw);
    let words = plain::text(&task::words_of(raw, &signs));
    Some(Task { mark, text: words, signs, raw: raw.to_owned(), row, span: Span { start: piece.line.start, end: piece.text.end } })
}

fn entries(book: &Book, index: u32, text: &str, facts: &NoteFacts) -> Vec<Entry> {
    let lines = (0u32..).zip(&facts.lines).filter(|(_, line)| line.place == Place::Plain);
    let entry = |(at, line): (u32, &Line)| {
        let (date, words) = match line.when {
            Some(when) => (when.day(book.config.date_order), standing::words(line)),
            None => {
                let link = facts.links_of(at).next().filter(|link| line.after_link && link.kind != LinkKind::Embed)?;
                (Some(daily_day(book, index, &link.target)?), Span { start: link.span.end.min(line.text.end), end: line.text.end })
            }
        };
        let end = line.end.max(line.text.end);
        let words = words.of(text).trim_start_matches([' ', ':', '-', '–', '—', '|', '·']);
        let words = if line.kind == Kind::Row { words::cells(words) } else { plain::text(words) };
        Some(Entry {
            date,
            channel: standing::channel(facts, line, &book.config),
            text: words,
            span: Span { start: line.start, end },
            row: line.row,
        })
    };
    lines.filter_map(entry).collect()
}

/// The day of the daily note a link leads to.
fn daily_day(book: &Book, from: u32, target: &str) -> Option<Date> {
    if let Some(When::Day(day)) = facts::link_date(target) {
        return Some(day);
    }
    match resolve(book, from, target) {
        Target::Note(note) => match book.kind(note) {
            NoteKind::Daily(day) => Some(day),
            _ => None,
        },
        _ => None,
    }
}

fn resolve(book: &Book, from: u32, target: &str) -> Target {
    book.link(target, from)
}

#[allow(clippy::too_many_arguments, reason = "the parts of a link, gathered once")]
fn linked(book: &Book, from: u32, kind: LinkKind, target: String, display: Option<String>, span: Span, row: u32, front: bool) -> Link {
    let (leads_to, ambiguous) = match resolve(book, from, &target) {
        Target::Note(note) => (Some(note), Vec::new()),
        Target::Ambiguous(notes) => (None, notes),
        Target::Nowhere => (None, Vec::new()),
    };
    Link { kind, target, display, span, row, leads_to, ambiguous, front }
}

/// The wikilinks of a front matter value: unquoted, or in a quoted text.
fn front_links(book: &Book, from: u32, text: &str, node: &Node, row: &dyn Fn(u32) -> u32, out: &mut Vec<Link>) {
    match &node.kind {
        yaml::Kind::Null => {}
        yaml::Kind::Sequence(items) => items.iter().for_each(|item| front_links(book, from, text, item, row, out)),
        yaml::Kind::Mapping(entries) => entries.iter().for_each(|(_, value)| front_links(book, from, text, value, row, out)),
        yaml::Kind::Link(inner) => out.extend(wikilink(book, from, inner, node.span, row)),
        yaml::Kind::Scalar { .. } => {
            let raw = node.span.of(text);
            let mut at = 0;
            while let Some((open, close)) = raw.get(at..).and_then(next_link) {
                let span = Span::new(at + open, at + close + 2).shifted(node.span.start as usize);
                out.extend(wikilink(book, from, &raw[at + open + 2..at + close], span, row));
                at += close + 2;
            }
        }
    }
}

/// Where the next `[[…]]` opens and closes.
fn next_link(raw: &str) -> Option<(usize, usize)> {
    let open = raw.find("[[")?;
    let close = open + 2 + raw.get(open + 2..)?.find("]]")?;
    Some((open, close))
}

fn wikilink(book: &Book, from: u32, inner: &str, span: Span, row: &dyn Fn(u32) -> u32) -> Option<Link> {
    let (target, alias) = split_wikilink(inner);
    let display = alias.and_then(|at| inner.get(at..)).map(|alias| alias.trim().to_owned());
    (!target.is_empty() && !inner.contains('\n'))
        .then(|| linked(book, from, LinkKind::Wiki, target.to_owned(), display, span, row(span.start), true))
}

fn front_tags(front: &[Field], row: &dyn Fn(u32) -> u32) -> Vec<Tag> {
    let mut tags = Vec::new();
    for field in front.iter().filter(|field| matches!(fold::key(&field.key).as_str(), "tags" | "tag")) {
        let mut add = |node: &Node| {
            let found = values::tags(node).into_iter();
            tags.extend(found.map(|tag| Tag { tag, row: row(node.span.start), front: true }));
        };
        match &field.value.kind {
            yaml::Kind::Sequence(items) => items.iter().for_each(&mut add),
            _ => add(&field.value),
        }
    }
    tags
}
