//! The body of a note as a flat list of source lines ("pieces"), each with its place in the outline, and the links in them.
//!
//! One pass over pulldown-cmark's events. The option set is the measured one: wikilinks, task lists, tables, strikethrough and
//! footnotes, never heading attributes, definition lists or metadata blocks (those panic or mis-read). Refuses to interpret: dates,
//! tags and tasks' signs are read elsewhere.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use crate::base::span::Span;
use crate::note::link::{Link, LinkKind};
use crate::note::quick;

/// What a source line is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub enum Kind {
    /// A line of a list item, and how many list items enclose that item.
    Item(u16),
    /// A line of a paragraph.
    Paragraph,
    /// A heading and its level, 1 to 6.
    Heading(u8),
    /// A table row.
    Row,
}

/// What keeps a line from counting as contact (format page, section 4).
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub enum Place {
    /// Ordinary text.
    Plain,
    /// In a block quote or callout.
    Quote,
    /// In fenced or indented code.
    Code,
    /// In an HTML comment or `%% %%`.
    Comment,
    /// Between `<!-- vault:begin -->` and `<!-- vault:end -->`.
    Generated,
    /// Struck through: `~~…~~`.
    Struck,
}

/// One source line of an item, paragraph, heading or table row.
#[derive(Clone, Debug)]
pub struct Piece {
    /// From the bullet, heading mark or first character to the end of the line's text.
    pub line: Span,
    /// The text after bullet, checkbox and heading marks.
    pub text: Span,
    /// Where everything that belongs to it ends: its item with child items, else `line.end` (a heading's section is told by `parent`).
    pub end: u32,
    /// What it is.
    pub kind: Kind,
    /// Whether it counts.
    pub place: Place,
    /// The piece it stands under: the line before it in the same block, else the enclosing item, else the heading.
    pub parent: Option<u32>,
    /// Whether it is the first line of its item, paragraph or row.
    pub first: bool,
    /// The character between the brackets of a task.
    pub task: Option<char>,
    /// A row's cells, as a range of [`Body::cells`].
    pub cells: (u32, u32),
}

/// The body of a note, read.
#[derive(Default, Debug)]
pub struct Body<'t> {
    /// The source lines in order.
    pub pieces: Vec<Piece>,
    /// The links to notes in order.
    pub links: Vec<Link<'t>>,
    /// The cells of all table rows.
    pub cells: Vec<Span>,
    /// Code, fenced, indented and inline, in order.
    pub code: Vec<Span>,
    /// HTML comments, in order.
    pub comments: Vec<Span>,
    /// Struck text, in order.
    pub struck: Vec<Span>,
    /// What `vault` itself wrote, in order.
    pub regions: Vec<Span>,
}

fn options() -> Options {
    Options::ENABLE_WIKILINKS
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
}

/// Reads the body of `text` that starts at byte `from`. All spans are offsets into `text`.
pub fn read(text: &str, from: usize) -> Body<'_> {
    read_in(text, from, Vec::new())
}

/// [`read`] with room for the lines.
pub fn read_in(text: &str, from: usize, room: Vec<Piece>) -> Body<'_> {
    let mut reader = Reader::new(text, from, room);
    quick::read(&mut reader);
    reader.body
}

/// [`read`] by the Markdown parser alone, however plain the body: what the quick way is compared with in tests.
#[doc(hidden)]
pub fn read_by_parser(text: &str, from: usize) -> Body<'_> {
    let mut reader = Reader::new(text, from, Vec::new());
    reader.parse(from, text.len());
    reader.body
}

pub(super) struct Item {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) last: Option<u32>,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Block {
    Paragraph,
    Heading(u8),
    Row,
    Code,
    Html,
    Other,
}

/// The source line being gathered.
pub(super) struct Run {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) empty: bool,
    pub(super) task: Option<char>,
    pub(super) first: bool,
    pub(super) previous: Option<u32>,
}

struct OpenLink {
    at: usize,
    text: Option<Range<usize>>,
}

pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    /// Where the body begins.
    pub(super) from: usize,
    pub(super) body: Body<'t>,
    pub(super) run: Option<Run>,
    pub(super) items: Vec<Item>,
    headings: Vec<(u8, u32)>,
    quotes: u32,
    pub(super) block: Block,
    link: Option<OpenLink>,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, from: usize, mut room: Vec<Piece>) -> Reader<'t> {
        room.clear();
        // A line in a note is rarely shorter than this.
        room.reserve(text.len().saturating_sub(from) / 64);
        let body = Body { pieces: room, ..Body::default() };
        Reader { text, from, body, run: None, items: Vec::new(), headings: Vec::new(), quotes: 0, block: Block::Other, link: None }
    }

    /// Reads whole blocks by the Markdown parser.
    pub(super) fn parse(&mut self, start: usize, end: usize) {
        let source = self.text.get(start..end).unwrap_or("");
        for (event, range) in Parser::new_ext(source, options()).into_offset_iter() {
            self.event(event, range.start + start..range.end + start);
        }
        self.flush();
        self.block = Block::Other;
    }

    fn event(&mut self, event: Event<'t>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(_) if self.block == Block::Code => {}
            Event::Text(_) | Event::FootnoteReference(_) | Event::InlineMath(_) | Event::DisplayMath(_) => self.inline(range),
            Event::Code(_) => {
                self.body.code.push(span(&range));
                self.inline(range);
            }
            Event::InlineHtml(_) => {
                if self.text[range.clone()].starts_with("<!--") {
                    self.body.comments.push(span(&range));
                }
                self.inline(range);
            }
            Event::SoftBreak | Event::HardBreak => self.line_break(),
            Event::TaskListMarker(_) => {
                let state = self.text[range.clone()].chars().nth(1);
                let run = self.open(range.end);
                run.task = state;
                run.start = range.end;
                run.end = range.end;
                run.empty = true;
            }
            Event::Html(_) | Event::Rule => {}
        }
    }

    fn start(&mut self, tag: Tag<'t>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => {
                self.flush();
                self.block = Block::Paragraph;
            }
            Tag::Heading { level, .. } => {
                self.flush();
                self.block = Block::Heading(level_number(level));
                let run = self.open(range.start);
                run.end = range.start;
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotes += 1;
            }
            Tag::CodeBlock(_) => {
                self.flush();
                self.block = Block::Code;
                self.body.code.push(span(&range));
            }
            Tag::HtmlBlock => {
                self.flush();
                self.block = Block::Html;
                if self.text[range.clone()].trim_start().starts_with("<!--") {
                    self.body.comments.push(span(&range));
                }
            }
            Tag::List(_) => self.flush(),
            Tag::Item => {
                self.flush();
                self.block = Block::Other;
                // A nested item indented by a tab is told from the line break before it on.
                let indent =
                    self.text.as_bytes().iter().take(range.end).skip(range.start).take_while(|byte| byte.is_ascii_whitespace()).count();
                self.items.push(Item { start: range.start + indent, end: range.end, last: None });
            }
            Tag::TableHead | Tag::TableRow => {
                self.flush();
                self.block = Block::Row;
                let run = self.open(range.start);
                run.end = range.end;
                run.empty = false;
            }
            Tag::TableCell => self.body.cells.push(span(&range)),
            Tag::FootnoteDefinition(_) | Tag::Table(_) => {
                self.flush();
                self.block = Block::Other;
            }
            Tag::Strikethrough => {
                self.body.struck.push(span(&range));
                self.inline_start(range);
            }
            Tag::Link { link_type, dest_url, .. } => self.start_link(link_type, dest_url, range, false),
            Tag::Image { link_type, dest_url, .. } => self.start_link(link_type, dest_url, range, true),
            Tag::Emphasis | Tag::Strong | Tag::Superscript | Tag::Subscript => self.inline_start(range),
            Tag::DefinitionList | Tag::DefinitionListTitle | Tag::DefinitionListDefinition | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Item => {
                self.flush();
                self.items.pop();
                self.block = Block::Other;
            }
            TagEnd::Heading(_) => {
                self.flush();
                self.block = Block::Other;
            }
            TagEnd::Paragraph | TagEnd::TableHead | TagEnd::TableRow => {
                self.flush();
                self.block = Block::Other;
            }
            TagEnd::CodeBlock | TagEnd::HtmlBlock => self.block = Block::Other,
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::Link | TagEnd::Image => {
                self.end_link();
                self.inline_end(range);
            }
            TagEnd::Strikethrough | TagEnd::Emphasis | TagEnd::Strong => self.inline_end(range),
            _ => {}
        }
    }

    /// The run of the current source line, begun at `start` when there is none.
    fn open(&mut self, start: usize) -> &mut Run {
        self.run.get_or_insert(Run { start, end: start, empty: true, task: None, first: true, previous: None })
    }

    fn inline_start(&mut self, range: Range<usize>) {
        let run = self.open(range.start);
        if run.empty {
            run.start = range.start;
            run.end = run.end.max(range.start);
            run.empty = false;
        }
    }

    fn inline_end(&mut self, range: Range<usize>) {
        let run = self.open(range.start);
        run.end = run.end.max(range.end);
    }

    pub(super) fn inline(&mut self, range: Range<usize>) {
        if let Some(link) = &mut self.link {
            let text = link.text.get_or_insert(range.clone());
            text.end = range.end;
        }
        self.inline_start(range.clone());
        self.inline_end(range);
    }

    fn line_break(&mut self) {
        let before = self.body.pieces.len();
        self.flush();
        if self.body.pieces.len() > before {
            let previous = Some(before as u32);
            self.run = Some(Run { start: 0, end: 0, empty: true, task: None, first: false, previous });
        }
    }

    /// Ends the current source line.
    pub(super) fn flush(&mut self) {
        let Some(run) = self.run.take() else { return };
        let is_heading = matches!(self.block, Block::Heading(_));
        if run.empty && run.task.is_none() && !is_heading {
            return;
        }
        let index = self.body.pieces.len() as u32;
        let mut text = Span::new(run.start.min(run.end), run.end);
        let mut line = text;
        let mut end = text.end;
        let mut task = run.task;
        let mut first = run.first;
        let (kind, parent) = match self.block {
            Block::Heading(level) if self.items.is_empty() => {
                line.start = self.line_start(run.start);
                if run.empty {
                    text = Span::new(run.end, run.end);
                }
                while self.quotes == 0 && self.headings.last().is_some_and(|&(open, _)| open >= level) {
                    self.headings.pop();
                }
                let parent = self.headings.last().map(|&(_, at)| at);
                if self.quotes == 0 {
                    self.headings.push((level, index));
                }
                (Kind::Heading(level), parent)
            }
            Block::Row => (Kind::Row, self.headings.last().map(|&(_, at)| at)),
            _ => match self.items.len().checked_sub(1) {
                Some(depth) => {
                    let outer = self.items[..depth].iter().rev().find_map(|item| item.last);
                    let item = &mut self.items[depth];
                    if item.last.is_none() {
                        line.start = item.start as u32;
                        end = trimmed_end(self.text, item.start, item.end);
                        if task.is_none() {
                            (task, text) = custom_task(self.text, text);
                        }
                    } else {
                        first = first && run.previous.is_none();
                    }
                    let parent = run.previous.or(item.last).or(outer).or(self.headings.last().map(|&(_, at)| at));
                    item.last = Some(index);
                    (Kind::Item(depth.min(usize::from(u16::MAX)) as u16), parent)
                }
                None => (Kind::Paragraph, run.previous.or(self.headings.last().map(|&(_, at)| at))),
            },
        };
        let cells = if kind == Kind::Row { self.row_cells(line) } else { (0, 0) };
        let place = if self.quotes > 0 { Place::Quote } else { Place::Plain };
        self.body.pieces.push(Piece { line, text, end, kind, place, parent, first, task, cells });
    }

    fn row_cells(&self, line: Span) -> (u32, u32) {
        let end = self.body.cells.len();
        let start = self.body.cells.iter().rposition(|cell| cell.start < line.start).map_or(0, |at| at + 1);
        (start as u32, end as u32)
    }

    fn line_start(&self, at: usize) -> u32 {
        let before = &self.text.as_bytes()[self.from.min(at)..at];
        memchr::memrchr(b'\n', before).map_or(self.from.min(at), |newline| self.from.min(at) + newline + 1) as u32
    }

    fn start_link(&mut self, link_type: LinkType, dest: pulldown_cmark::CowStr<'t>, range: Range<usize>, image: bool) {
        self.inline_start(range.clone());
        let piece = self.body.pieces.len() as u32;
        if let Some(link) = Link::read(self.text, link_type, dest, &range, image, piece) {
            self.body.links.push(link);
            self.link = Some(OpenLink { at: self.body.links.len() - 1, text: None });
        }
    }

    fn end_link(&mut self) {
        if let Some(open) = self.link.take()
            && let (Some(text), Some(link)) = (open.text, self.body.links.get_mut(open.at))
            && link.kind == LinkKind::Markdown
        {
            link.display = Some(span(&text));
        }
    }
}

/// `[/] text`, `[-] text`: a task in a state CommonMark's task lists do not know (format page, section 7).
fn custom_task(text: &str, span: Span) -> (Option<char>, Span) {
    let inner = span.of(text);
    let mut chars = inner.chars();
    if chars.next() != Some('[') {
        return (None, span);
    }
    let (Some(state), Some(']')) = (chars.next(), chars.next()) else { return (None, span) };
    let rest = chars.as_str();
    if state == '[' || state == ']' || !(rest.is_empty() || rest.starts_with([' ', '\t'])) {
        return (None, span);
    }
    let skipped = inner.len() - rest.trim_start_matches([' ', '\t']).len();
    (Some(state), Span::new(span.start as usize + skipped, span.end as usize))
}

pub(super) fn trimmed_end(text: &str, start: usize, end: usize) -> u32 {
    text.get(start..end).map_or(end, |item| start + item.trim_end().len()) as u32
}

fn span(range: &Range<usize>) -> Span {
    Span::new(range.start, range.end)
}

fn level_number(level: HeadingLevel) -> u8 {
    level as u8
}
