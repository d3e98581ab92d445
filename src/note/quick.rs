//! Reads the plain parts of a body without the Markdown parser: headings, paragraphs and lists of text with wikilinks, code spans and tasks.
//!
//! Works block by block. What it does not know for certain goes to the parser: one block where its end is certain, else the rest of the note.
//! Gives exactly what the parser's way gives; a test holds the two equal. A body that may define references (`]:`) or holds control characters is the parser's alone.

use pulldown_cmark::{CowStr, LinkType};

use crate::base::span::Span;
use crate::note::body::{Block, Body, Item, Reader, Run, trimmed_end};
use crate::note::link::Link;
use crate::note::plain_line::{self, Class, Line, Sign, sign};

/// Reads the body from `reader.from` on.
pub(super) fn read(reader: &mut Reader<'_>) {
    let from = reader.from;
    let text = reader.text;
    let body = text.as_bytes().get(from..).unwrap_or_default();
    let holds = Holds::of(body);
    let defines = || memchr::memchr_iter(b':', body).any(|at| at > 0 && body.get(at - 1) == Some(&b']'));
    if holds.controls || defines() {
        return reader.parse(from, text.len());
    }
    Quick { reader, text, open: Vec::new(), tildes: 0, signs: holds.signs }.blocks(from);
}

/// What a body holds anywhere.
struct Holds {
    /// A control character that is no tab and no part of a line break.
    controls: bool,
    /// One of the signs, other than brackets, that may mean something within a line.
    signs: bool,
}

impl Holds {
    fn of(body: &[u8]) -> Holds {
        let mut holds = Holds { controls: false, signs: false };
        // Stretch by stretch and without a branch, so that many bytes are looked at together.
        for stretch in body.chunks(256) {
            let (mut controls, mut signs) = (false, false);
            for &byte in stretch {
                controls |= (byte < 0x20) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r');
                signs |= (byte == b'`') | (byte == b'~') | (byte == b'<') | (byte == b'\\');
            }
            holds.controls |= controls;
            holds.signs |= signs;
        }
        holds.controls |= memchr::memchr_iter(b'\r', body).any(|at| body.get(at + 1) != Some(&b'\n'));
        holds
    }
}

/// An item whose end has not come yet.
struct Open {
    /// The column its text begins at.
    column: usize,
    /// Its first piece.
    piece: usize,
}

/// How much was read before a block, to go back to when it is the parser's.
struct Mark([usize; 6]);

struct Quick<'r, 't> {
    reader: &'r mut Reader<'t>,
    text: &'t str,
    /// The items the current line may stand in, outermost first.
    open: Vec<Open>,
    /// How many `~` stand in the current paragraph.
    tildes: u32,
    /// Whether more than brackets must be looked for within a line.
    signs: bool,
}

impl<'t> Quick<'_, 't> {
    fn line(&self, at: usize) -> Line {
        plain_line::read(self.text, at)
    }

    fn blocks(&mut self, from: usize) {
        let mut line = self.line(from);
        // Where the list began whose last item came just before: an item may be read otherwise for what its list holds elsewhere.
        let mut list: Option<(usize, Mark)> = None;
        while line.at < self.text.len() {
            match line.class {
                Class::Blank => {}
                Class::Item { .. } if list.is_none() => list = Some((line.at, self.mark())),
                Class::Heading(_) | Class::Text | Class::Fence | Class::Quote | Class::Row if line.indent == 0 => list = None,
                _ => {}
            }
            let next = match (line.class, line.indent) {
                (Class::Blank, _) => Some(self.line(line.next)),
                (Class::Heading(level), 0) => Some(self.heading(&line, level)),
                (Class::Item { .. }, 0..=3) => self.item(line),
                (Class::Text, 0) => self.paragraph(line),
                (Class::Fence, 0) => self.fence(&line),
                (Class::Quote | Class::Row, 0) => self.until_blank(&line),
                _ => None,
            };
            let Some(next) = next else {
                let (start, mark) = list.unwrap_or_else(|| (line.at, self.mark()));
                self.back_to(&mark);
                return self.reader.parse(start, self.text.len());
            };
            line = next;
        }
    }

    fn mark(&self) -> Mark {
        let Body { pieces, links, cells, code, comments, struck, .. } = &self.reader.body;
        Mark([pieces.len(), links.len(), cells.len(), code.len(), comments.len(), struck.len()])
    }

    /// Forgets what was read since `mark`.
    fn back_to(&mut self, mark: &Mark) {
        let Body { pieces, links, cells, code, comments, struck, .. } = &mut self.reader.body;
        let Mark([pieces_before, links_before, spans @ ..]) = mark;
        pieces.truncate(*pieces_before);
        links.truncate(*links_before);
        for (list, before) in [cells, code, comments, struck].into_iter().zip(spans) {
            list.truncate(*before);
        }
        self.reader.items.clear();
        self.open.clear();
    }

    /// Adds a source line.
    fn push(&mut self, start: usize, end: usize, task: Option<char>, previous: Option<u32>) {
        self.reader.run = Some(Run { start, end, empty: false, task, first: previous.is_none(), previous });
        self.reader.flush();
    }

    fn last_piece(&self) -> Option<u32> {
        self.reader.body.pieces.len().checked_sub(1).map(|at| at as u32)
    }

    fn heading(&mut self, line: &Line, level: u8) -> Line {
        let mark = self.mark();
        self.tildes = 0;
        let start = line.content;
        // `# Title #` is closed by its last sign, and blanks at the end may count.
        let closed = line.blanks || self.text.as_bytes().get(line.end.wrapping_sub(1)) == Some(&b'#');
        if closed || !self.inline(start, line) {
            self.back_to(&mark);
            self.reader.parse(line.at, line.next);
            return self.line(line.next);
        }
        self.reader.block = Block::Heading(level);
        self.reader.run = Some(Run { start: line.at, end: line.at, empty: true, task: None, first: true, previous: None });
        self.reader.inline(start..line.end);
        self.reader.flush();
        self.reader.block = Block::Other;
        self.line(line.next)
    }

    /// A paragraph at the margin and where the next block begins; `None` where that is not certain.
    fn paragraph(&mut self, first: Line) -> Option<Line> {
        let mark = self.mark();
        let mut plain = true;
        let mut previous = None;
        let mut line = first;
        self.tildes = 0;
        self.reader.block = Block::Paragraph;
        let next = loop {
            plain = plain && self.inline(line.start, &line);
            if plain {
                self.push(line.start, line.end, None, previous);
                previous = self.last_piece();
            }
            let next = self.line(line.next);
            match next.class {
                Class::Blank => break next,
                Class::Text => line = next,
                Class::Heading(_) | Class::Fence | Class::Quote if next.indent == 0 => break next,
                Class::Item { number: None, .. } if next.indent <= 3 => break next,
                _ => {
                    self.back_to(&mark);
                    return None;
                }
            }
        };
        self.reader.block = Block::Other;
        if !plain {
            self.back_to(&mark);
            self.reader.parse(first.at, next.at);
        }
        Some(next)
    }

    /// An outermost item with all that belongs to it, and where the next block begins; `None` where that is not certain.
    fn item(&mut self, first: Line) -> Option<Line> {
        let mark = self.mark();
        match self.plain_item(first) {
            Ok(next) => {
                self.open.clear();
                self.reader.items.clear();
                Some(next)
            }
            Err(known) => {
                self.back_to(&mark);
                let end = self.item_end(&first, known)?;
                self.reader.parse(first.at, end.at);
                Some(end)
            }
        }
    }

    /// [`Quick::item`] as long as all is plain; else the line up to which it surely goes on.
    fn plain_item(&mut self, first: Line) -> Result<Line, usize> {
        let mut line = first;
        let mut after_blank = false;
        let mut last_end = line.end;
        loop {
            let plain = match line.class {
                Class::Item { content, number } => {
                    let deepest = self.open.len();
                    self.close(line.indent, last_end);
                    let column = match self.open.last() {
                        Some(open) => open.column,
                        None if deepest > 0 && line.indent > 3 => return Err(line.at),
                        None if deepest > 0 => return Ok(line),
                        None => 0,
                    };
                    // A list that does not begin with 1 cannot break into a paragraph.
                    let breaks_in = deepest > 0 && self.open.len() == deepest && !after_blank && number.is_some_and(|number| number != 1);
                    !breaks_in && line.indent - column <= 3 && self.item_line(&line, content)
                }
                _ if after_blank => {
                    self.close(line.indent, last_end);
                    let Some(open) = self.open.last() else { return Ok(line) };
                    self.tildes = 0;
                    line.indent - open.column <= 3 && self.text_line(&line, None)
                }
                _ => self.text_line(&line, self.last_piece()),
            };
            if !plain {
                return Err(line.at);
            }
            last_end = line.end;
            let mut next = self.line(line.next);
            after_blank = next.class == Class::Blank;
            while next.class == Class::Blank && next.at < self.text.len() {
                next = self.line(next.next);
            }
            let goes_on = match next.class {
                Class::Blank => false,
                _ if next.indent == 0 && after_blank => false,
                Class::Heading(_) | Class::Item { .. } | Class::Fence | Class::Quote if next.indent == 0 => false,
                Class::Item { .. } | Class::Text => true,
                _ => return Err(next.at),
            };
            if !goes_on {
                self.close(0, last_end);
                return Ok(next);
            }
            line = next;
        }
    }

    /// The first line of an item.
    fn item_line(&mut self, line: &Line, content: usize) -> bool {
        self.tildes = 0;
        let (task, start) = match self.text.as_bytes().get(content..line.end) {
            Some([b'[', state @ (b' ' | b'x' | b'X'), b']', rest @ ..]) => {
                let blanks = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
                let start = content + 3 + blanks;
                if blanks == 0 || !plain_line::is_text(self.text, start, line.end) {
                    return false;
                }
                (Some(char::from(*state)), start)
            }
            _ => (None, content),
        };
        if !self.inline(start, line) {
            return false;
        }
        self.open.push(Open { column: line.indent + (content - line.start), piece: self.reader.body.pieces.len() });
        self.reader.items.push(Item { start: line.start, end: line.end, last: None });
        self.push(start, line.end, task, None);
        true
    }

    /// A further line of an item's text, or the first of a further paragraph.
    fn text_line(&mut self, line: &Line, previous: Option<u32>) -> bool {
        let plain = self.inline(line.start, line);
        if plain {
            self.push(line.start, line.end, None, previous);
        }
        plain
    }

    /// Ends the items whose text begins behind `column` (at 0 all): their last text ends at `end`.
    fn close(&mut self, column: usize, end: usize) {
        while let Some(open) = self.open.pop_if(|open| open.column > column) {
            let item = self.reader.items.pop();
            if let (Some(item), Some(piece)) = (item, self.reader.body.pieces.get_mut(open.piece)) {
                piece.end = trimmed_end(self.text, item.start, end);
            }
        }
    }

    /// Where the outermost item that begins with `first`, and is the parser's, surely has ended: at the margin, behind a blank line or at
    /// something that ends a paragraph. All lines before the one at `known` are the item's. `None` where it is not certain.
    fn item_end(&self, first: &Line, known: usize) -> Option<Line> {
        let Class::Item { content, .. } = first.class else { return None };
        let column = first.indent + (content - first.start);
        let mut after_blank = false;
        // Whether a line stood further left than the item's text: it may have ended the item, or go on with a paragraph in it.
        let mut left = false;
        let mut line = if known > first.at { self.line(known) } else { self.line(first.next) };
        while line.at < self.text.len() {
            match line.class {
                Class::Blank => {}
                _ if line.indent == 0 && after_blank => return Some(line),
                Class::Heading(_) | Class::Fence | Class::Quote if line.indent == 0 => return Some(line),
                Class::Item { number: None, .. } if line.indent < column.min(4) => return Some(line),
                Class::Item { .. } if line.indent == 0 && !left => return Some(line),
                Class::Text => left |= line.indent < column,
                _ if line.indent < column || left => return None,
                _ => {}
            }
            // The end of an item without text is special.
            if plain_line::may_be_empty_item(self.text, &line) {
                return None;
            }
            after_blank = line.class == Class::Blank;
            line = self.line(line.next);
        }
        Some(line)
    }

    /// Fenced code at the margin.
    fn fence(&mut self, open: &Line) -> Option<Line> {
        let mut next = open.next;
        while next < self.text.len() {
            let line = self.line(next);
            next = line.next;
            if line.indent <= 3 && plain_line::closes(self.text, open, &line) {
                if line.blanks {
                    return None;
                }
                self.reader.parse(open.at, next);
                return Some(self.line(next));
            }
        }
        None
    }

    /// A quote or table at the margin: its lines all begin alike, and a blank line ends it.
    fn until_blank(&mut self, first: &Line) -> Option<Line> {
        let mut next = self.line(first.next);
        while next.class == first.class && next.indent == 0 {
            next = self.line(next.next);
        }
        if next.class != Class::Blank {
            return None;
        }
        self.reader.parse(first.at, next.at);
        Some(next)
    }

    /// Reads the links and code of a line from `start` on; `false` when the parser must be asked.
    fn inline(&mut self, start: usize, line: &Line) -> bool {
        let bytes = self.text.as_bytes();
        // Blanks before the end of the file are the parser's.
        if line.blanks && line.next == line.end_of_line {
            return false;
        }
        let mut at = start;
        while let Some(step) = bytes.get(at..line.end).and_then(|rest| self.next_sign(rest)) {
            at += step;
            let rest = bytes.get(at..line.end).unwrap_or_default();
            at += match (sign(rest.first().copied().unwrap_or_default()), rest) {
                (Sign::Bracket, [b'[', b'[', inner @ ..]) => {
                    let image = at > start && bytes.get(at - 1) == Some(&b'!');
                    match self.link(at, inner, image) {
                        Some(length) => length,
                        None => return false,
                    }
                }
                (Sign::Bracket, [_, inner @ ..]) => match plain_brackets(inner) {
                    Some(length) => length,
                    None => return false,
                },
                (Sign::Code, [_, inner @ ..]) => {
                    let Some(length) = code_span(inner) else { return false };
                    self.reader.body.code.push(Span::new(at, at + length));
                    length
                }
                (Sign::Tilde, _) => {
                    self.tildes += 1;
                    if self.tildes > 1 {
                        return false;
                    }
                    1
                }
                // Neither a tag nor an escape.
                (Sign::Angle, [_, b' ' | b'0'..=b'9' | b'=' | b'-', ..]) => 2,
                (Sign::Escape, [_, next, ..]) if next.is_ascii_alphanumeric() => 2,
                _ => return false,
            };
        }
        true
    }

    /// Where the next byte stands that may mean something.
    fn next_sign(&self, rest: &[u8]) -> Option<usize> {
        if self.signs { rest.iter().position(|&byte| !matches!(sign(byte), Sign::None | Sign::Close)) } else { memchr::memchr(b'[', rest) }
    }

    /// The wikilink whose brackets open at `at`, and its length.
    fn link(&mut self, at: usize, inner: &'t [u8], image: bool) -> Option<usize> {
        let length = inner.iter().position(|&byte| {
            matches!(sign(byte), Sign::Bracket | Sign::Close | Sign::Code | Sign::Angle | Sign::Escape | Sign::Tilde | Sign::Bad)
        })?;
        let behind = inner.get(length..)?;
        if !behind.starts_with(b"]]") || behind.get(2) == Some(&b']') {
            return None;
        }
        let range = at - usize::from(image)..at + length + 4;
        let piece = self.reader.body.pieces.len() as u32;
        let kind = LinkType::WikiLink { has_pothole: false };
        let link = Link::read(self.text, kind, CowStr::Borrowed(""), &range, image, piece)?;
        self.reader.body.links.push(link);
        Some(length + 4)
    }
}

/// The length of `[text]` when it is text, given what follows the bracket.
fn plain_brackets(inner: &[u8]) -> Option<usize> {
    let length = inner.iter().position(|&byte| {
        matches!(sign(byte), Sign::Bracket | Sign::Close | Sign::Code | Sign::Angle | Sign::Escape | Sign::Tilde | Sign::Bad)
    })?;
    let behind = inner.get(length..)?;
    match behind {
        [b']'] => Some(length + 2),
        [b']', b'(' | b'[' | b']', ..] => outward_link(behind).map(|link| length + 2 + link),
        [b']', ..] => Some(length + 2),
        _ => None,
    }
}

/// The length of `(https://…)` behind a link's text: it leads out of the vault, so it is no link of ours.
fn outward_link(behind: &[u8]) -> Option<usize> {
    let target = behind.strip_prefix(b"](")?;
    if !(target.starts_with(b"https://") || target.starts_with(b"http://")) {
        return None;
    }
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/:.?=-_%#,+@;~&$".contains(&byte);
    let length = target.iter().position(|&byte| !is_plain(byte))?;
    (target.get(length) == Some(&b')')).then_some(length + 2)
}

/// The length of a code span between single signs, given what follows the first.
fn code_span(inner: &[u8]) -> Option<usize> {
    let length = memchr::memchr(b'`', inner)?;
    (length > 0 && inner.get(length + 1) != Some(&b'`')).then_some(length + 2)
}
