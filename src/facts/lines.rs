//! The lines of a body that matter, with their dates, links, tags, tasks and inline fields.

use crate::base::date_text::{self, Found};
use crate::base::span::Span;
use crate::base::when::When;
use crate::facts::cues;
use crate::facts::read::Rows;
use crate::facts::{Field, Line, Link, NONE, NoteFacts, Task};
use crate::note::body::{Body, Kind, Piece, Place};
use crate::note::hidden;
use crate::note::plain;
use crate::note::yaml::{self, Node};
use crate::note::{fields, tags, task};

/// How many bytes of a line's first words are kept: enough for every channel and mark phrase.
const LEAD: usize = 36;
/// How many bytes of a heading are kept.
const HEADING: usize = 120;

/// Reads the lines of `body` into `facts`; `index` is room.
pub fn read(text: &str, body: &Body<'_>, facts: &mut NoteFacts, index: &mut Vec<u32>) {
    index.clear();
    index.resize(body.pieces.len(), NONE);
    let (hashes, colons) = (Ahead::new(text, b"#"), Ahead::new(text, b"::"));
    let has = (cues::has_pictographs(text), memchr::memmem::find(text.as_bytes(), cues::CONGRATULATES).is_some());
    let rows = Rows::new(text);
    let mut reader = Reader { text, body, facts, rows, hashes, colons, has, index, link: 0, headed: false };
    let hidden = hidden_lines(text, body);
    let mut hidden = hidden.into_iter().peekable();
    for (at, piece) in body.pieces.iter().enumerate() {
        while let Some(line) = hidden.next_if(|line| line.0 < piece.line.start) {
            reader.hidden(line);
        }
        reader.piece(at as u32, piece);
    }
    for line in hidden {
        reader.hidden(line);
    }
}

struct Reader<'a, 't> {
    text: &'t str,
    body: &'a Body<'t>,
    facts: &'a mut NoteFacts,
    rows: Rows<'t>,
    /// The tags' signs.
    hashes: Ahead<'t>,
    /// The inline fields' signs.
    colons: Ahead<'t>,
    /// Whether a pictograph and a word of congratulation stand anywhere in the note.
    has: (bool, bool),
    /// The line made of each piece, or [`NONE`].
    index: &'a mut [u32],
    /// The next link of the body.
    link: usize,
    /// Whether a heading came already.
    headed: bool,
}

impl Reader<'_, '_> {
    fn piece(&mut self, at: u32, piece: &Piece) {
        let content = piece.text.of(self.text);
        let is_heading = matches!(piece.kind, Kind::Heading(_));
        let (found, date_base) = match piece.kind {
            Kind::Row => self.date_cell(piece),
            // `- [ ] 📅 2026-05-09 …` begins with a task's sign, not with the day of an entry.
            _ if piece.task.is_some() && task::begins_with_sign(content) => (None, piece.text.start),
            _ => {
                // `~~2026-05-02 call~~` begins with a date, taken back.
                let bare = content.strip_prefix("~~").unwrap_or(content);
                match date_text::leading(bare) {
                    Some(found) => (Some(found), piece.text.start + (content.len() - bare.len()) as u32),
                    None => (if is_heading { date_text::trailing(content) } else { None }, piece.text.start),
                }
            }
        };
        let first_link = self.link;
        while self.body.links.get(self.link).is_some_and(|link| link.piece <= at) {
            self.link += 1;
        }
        let links = first_link..self.link;
        let inline = if self.colons.stand_in(piece.text) { fields::find(content) } else { Vec::new() };
        let said = (self.facts.tags.len(), self.facts.cues.len());
        let tagged = self.hashes.stand_in(piece.text);
        if tagged {
            self.tags(piece, content, links.clone());
        }
        if piece.place == Place::Plain {
            let from = self.facts.cues.len();
            cues::find(content, piece.text.start, tagged, self.has, &mut self.facts.cues);
            let found = if self.facts.cues.len() > from { self.facts.cues.split_off(from) } else { Vec::new() };
            let read = |cue: &cues::Cue| {
                let in_link = self.body.links[links.clone()].iter().any(|link| link.span.contains(cue.at));
                !in_link && !hidden::inside(&self.body.code, cue.at) && self.place_of(piece, cue.at) == Place::Plain
            };
            let mut found: Vec<cues::Cue> = found.into_iter().filter(read).collect();
            found.sort_by_key(|cue| cue.at);
            self.facts.cues.append(&mut found);
        }
        let says = (self.facts.tags.len(), self.facts.cues.len()) != said;
        // A level-one heading further down is a section of a note without a title.
        let is_first = is_heading && piece.place == Place::Plain && !std::mem::replace(&mut self.headed, true);
        if is_first && piece.kind == Kind::Heading(1) {
            let title = plain::text(content);
            if !title.is_empty() {
                self.facts.title = Some(title.into_boxed_str());
            }
        }
        if !(found.is_some() || is_heading || !links.is_empty() || piece.task.is_some() || !inline.is_empty() || says) {
            return;
        }
        let mut parent = piece.parent.map_or(NONE, |parent| self.keep(parent));
        // A dated line in the middle of a paragraph or item begins an entry of its own (point 10.7): it stands beside the entry before it.
        if let Some(before) =
            self.facts.line(parent).filter(|before| !piece.first && found.is_some() && before.when.is_some() && before.kind == piece.kind)
        {
            parent = before.parent;
        }
        let index = self.push(piece, parent, found.as_ref(), date_base);
        self.index[at as usize] = index;
        for link in links {
            let link = &self.body.links[link];
            self.facts.links.push(Link {
                when: link_date(&link.target),
                target: link.target.as_ref().into(),
                span: link.span,
                kind: link.kind,
                place: self.place_of(piece, link.span.start),
                line: index,
            });
        }
        if piece.task.is_some() {
            self.task(index, content);
        }
        let row = self.facts.lines[index as usize].row;
        for field in inline {
            let key_span = Span::new(field.key.start, field.key.end).shifted(piece.text.start as usize);
            if hidden::inside(&self.body.code, key_span.start) || hidden::inside(&self.body.comments, key_span.start) {
                continue;
            }
            self.facts.fields.push(Field {
                key: content[field.key.clone()].into(),
                value: inline_value(&content[field.value.clone()], piece.text.start as usize + field.value.start),
                key_span,
                span: Span::new(field.whole.start, field.whole.end).shifted(piece.text.start as usize),
                line: index,
                row,
            });
        }
    }

    /// Keeps the piece `at` and all it stands under, because a line below it matters.
    fn keep(&mut self, at: u32) -> u32 {
        if self.index[at as usize] != NONE {
            return self.index[at as usize];
        }
        // Walked, not recursed: nesting may be deep. Only items and headings say something about the lines below them.
        let mut chain = Vec::new();
        let mut next = Some(at);
        while let Some(piece) = next.filter(|&piece| self.index[piece as usize] == NONE) {
            let above = &self.body.pieces[piece as usize];
            if above.first && !matches!(above.kind, Kind::Paragraph | Kind::Row) {
                chain.push(piece);
            }
            next = above.parent;
        }
        let mut above = next.map_or(NONE, |parent| self.index[parent as usize]);
        for at in chain.into_iter().rev() {
            let piece = &self.body.pieces[at as usize];
            above = self.push(piece, above, None, 0);
            self.index[at as usize] = above;
        }
        above
    }

    fn push(&mut self, piece: &Piece, parent: u32, found: Option<&Found>, base: u32) -> u32 {
        let content = piece.text.of(self.text);
        let is_heading = matches!(piece.kind, Kind::Heading(_));
        let trailing =
            is_heading && base == piece.text.start && found.is_some_and(|found| found.start > 0 && date_text::leading(content).is_none());
        let words_at = match found {
            Some(_) if trailing => piece.text.start,
            Some(found) => base + found.rest as u32,
            None => piece.text.start,
        };
        let mut rest = self.text.get(words_at as usize..piece.text.end as usize).unwrap_or("");
        if let (true, Some(found)) = (trailing, found) {
            rest = content[..found.start].trim_end_matches(['(', '[', ' ', '-', '–', '—', ',', ':', '*']);
        }
        let mut after_link = false;
        if found.is_none()
            && let Some(close) = rest.trim_start_matches(['*', '_']).strip_prefix("[[").and_then(|inner| inner.find("]]"))
        {
            after_link = true;
            let skip = rest.len() - rest.trim_start_matches(['*', '_']).len() + close + 4;
            rest = rest.get(skip..).unwrap_or("").trim_start_matches(|c: char| c.is_whitespace() || "*_:—–-·|=,".contains(c));
        }
        let lead_start = self.facts.words.len() as u32;
        let lead = head(rest, if is_heading { HEADING } else { LEAD });
        self.facts.words.push_str(lead);
        let place = if piece.place == Place::Plain && found.is_some() && self.struck(piece) { Place::Struck } else { piece.place };
        let row = self.rows.row(piece.text.start);
        self.facts.lines.push(Line {
            start: piece.line.start,
            text: piece.text,
            end: piece.end,
            row,
            parent,
            kind: piece.kind,
            place,
            first: piece.first,
            task: piece.task,
            when: found.map(|found| found.when),
            when_span: found.map_or(Span::default(), |found| Span::new(found.start, found.end).shifted(base as usize)),
            words_at,
            lead: (lead_start, lead.len() as u16),
            after_link,
        });
        self.facts.lines.len() as u32 - 1
    }

    /// A line that is struck from its first character: `~~2026-05-02 call~~`.
    fn struck(&self, piece: &Piece) -> bool {
        piece.text.of(self.text).starts_with("~~")
    }

    /// The first cell of a row that is wholly a date (format page, section 10.8).
    fn date_cell(&self, piece: &Piece) -> (Option<Found>, u32) {
        let cells = self.body.cells.get(piece.cells.0 as usize..piece.cells.1 as usize).unwrap_or(&[]);
        for (at, cell) in cells.iter().enumerate() {
            let content = cell.of(self.text);
            let trimmed = content.trim();
            if trimmed.is_empty() {
                continue;
            }
            if let Some(when) = date_text::bare(trimmed) {
                let start = content.len() - content.trim_start().len();
                let rest = cells.get(at + 1).map_or(piece.text.end, |next| next.start) - cell.start;
                let skip = self.text.get((cell.start + rest) as usize..piece.text.end as usize).unwrap_or("");
                let rest = rest as usize + skip.len() - skip.trim_start_matches([' ', '|']).len();
                return (Some(Found { when, start, end: start + trimmed.len(), rest }), cell.start);
            }
        }
        (None, piece.text.start)
    }

    /// What keeps something at `offset` of a line from counting.
    fn place_of(&self, piece: &Piece, offset: u32) -> Place {
        let inside = |spans: &[Span]| hidden::inside(spans, offset);
        match piece.place {
            Place::Plain if inside(&self.body.regions) => Place::Generated,
            Place::Plain if inside(&self.body.comments) => Place::Comment,
            Place::Plain if inside(&self.body.struck) => Place::Struck,
            place => place,
        }
    }

    fn tags(&mut self, piece: &Piece, content: &str, links: std::ops::Range<usize>) {
        if matches!(piece.place, Place::Comment | Place::Generated) {
            return;
        }
        let base = piece.text.start;
        let mut links = self.body.links[links].iter().peekable();
        for (at, tag) in tags::find(content) {
            let offset = base + at as u32;
            while links.next_if(|link| link.span.end <= offset).is_some() {}
            let in_link = links.peek().is_some_and(|link| link.span.contains(offset));
            if !in_link
                && !hidden::inside(&self.body.code, offset)
                && !hidden::inside(&self.body.comments, offset)
                && !hidden::inside(&self.body.struck, offset)
            {
                self.facts.tags.push((tag.into(), offset));
            }
        }
    }

    fn task(&mut self, line: u32, content: &str) {
        let signs = task::read(content);
        self.facts.tasks.push(Task {
            line,
            due: signs.due,
            scheduled: signs.scheduled,
            start: signs.start,
            created: signs.created,
            done: signs.done,
            priority: signs.priority,
            waiting: signs.waiting,
            recurs: signs.recurrence.is_some(),
        });
    }

    /// A dated line in code or a comment: never counted, but `vault why` names it.
    fn hidden(&mut self, (start, end, place): (u32, u32, Place)) {
        let text = Span { start, end };
        // A line inside `%% … %%` was met as an ordinary one already.
        if self.facts.lines.last().is_some_and(|line| line.when.is_some() && line.place == place && line.text.contains(start)) {
            return;
        }
        let content = text.of(self.text);
        let Some(found) = date_text::leading(content) else { return };
        let piece = Piece { line: text, text, end, kind: Kind::Paragraph, place, parent: None, first: true, task: None, cells: (0, 0) };
        self.push(&piece, NONE, Some(&found), start);
    }
}

/// Looks forward through a text for a sign, so that most lines need not be searched for it.
struct Ahead<'t> {
    bytes: &'t [u8],
    sign: &'static [u8],
    /// From where on it was looked for last.
    from: usize,
    /// Where it stands first from there on.
    next: usize,
}

impl<'t> Ahead<'t> {
    fn new(text: &'t str, sign: &'static [u8]) -> Ahead<'t> {
        let mut ahead = Ahead { bytes: text.as_bytes(), sign, from: 0, next: 0 };
        ahead.find(0);
        ahead
    }

    fn find(&mut self, from: usize) {
        let rest = self.bytes.get(from..).unwrap_or_default();
        let mut places = memchr::memchr_iter(self.sign.first().copied().unwrap_or_default(), rest);
        let found = places.find(|&at| rest.get(at..).is_some_and(|rest| rest.starts_with(self.sign)));
        self.from = from;
        self.next = found.map_or(usize::MAX, |at| from + at);
    }

    /// Whether the sign stands in a span. Quick as long as spans come in order.
    fn stand_in(&mut self, span: Span) -> bool {
        let start = span.start as usize;
        if start < self.from || self.next < start {
            self.find(start);
        }
        self.next < span.end as usize
    }
}

/// The lines of code blocks and HTML comments that may hold a date: (start, end, place), in order.
fn hidden_lines(text: &str, body: &Body<'_>) -> Vec<(u32, u32, Place)> {
    let mut lines = Vec::new();
    let blocks = body.code.iter().map(|span| (span, Place::Code)).chain(body.comments.iter().map(|span| (span, Place::Comment)));
    for (span, place) in blocks {
        let block = span.of(text);
        if place == Place::Code && !block.contains('\n') && block.starts_with('`') {
            continue;
        }
        let mut at = span.start;
        for line in block.split_inclusive('\n') {
            let content = line.trim_end();
            let bare = content.trim_start_matches(|c: char| c.is_whitespace() || "<!->*+%#`~".contains(c));
            if bare.as_bytes().first().is_some_and(|byte| byte.is_ascii_digit() || *byte == b'[') {
                let start = at + (content.len() - bare.len()) as u32;
                let bare = bare.trim_end_matches("-->").trim_end();
                lines.push((start, start + bare.len() as u32, place));
            }
            at += line.len() as u32;
        }
    }
    lines.sort_by_key(|line| line.0);
    lines
}

/// The date a link's target names by itself: its last path segment is a bare date.
pub fn link_date(target: &str) -> Option<When> {
    let target = target.split('#').next().unwrap_or(target);
    let name = target.rsplit('/').next().unwrap_or(target);
    let name = name.strip_suffix(".md").unwrap_or(name);
    date_text::bare(name)
}

fn inline_value(value: &str, at: usize) -> Node {
    let span = Span::new(at, at + value.len());
    let kind = match value.strip_prefix("[[").and_then(|inner| inner.strip_suffix("]]")) {
        Some(inner) if !inner.contains("[[") => yaml::Kind::Link(inner.to_owned()),
        _ if value.is_empty() => yaml::Kind::Null,
        _ => yaml::Kind::Scalar { text: value.trim_matches('"').to_owned(), plain: true },
    };
    Node { span, kind }
}

/// The first `most` bytes of a text, cut at a character.
fn head(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
