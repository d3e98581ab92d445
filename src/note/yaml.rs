//! The YAML of a front matter as a tree of nodes with byte spans. Here alone the YAML parser runs.
//!
//! Scalars stay text as written, so a phone number keeps its zeros and plus sign. Depth, copies made for aliases and their bytes are
//! bounded. Refuses to know which keys mean what, and to merge `<<`.

use std::collections::HashMap;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, StructureStyle, Tag, options};

use crate::base::span::Span;

/// How deep collections may nest, aliases expanded.
const MAX_DEPTH: usize = 128;

/// One YAML value and where it stands in the whole file.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Node {
    /// The bytes of the value, without its anchor or tag; of a block scalar its lines, without the `|`; empty for an empty value.
    /// What an alias stands for has the span of the alias.
    pub span: Span,
    /// The value.
    pub kind: Kind,
}

/// What a YAML value is (format page, section 3).
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub enum Kind {
    /// Nothing, or a plain `null` or `~`.
    Null,
    /// Any other single value.
    Scalar {
        /// Plain: the source text, lines joined as YAML says. Quoted or block: decoded.
        text: String,
        /// Whether it stands without quotes, so that `true` is a truth value and not a word.
        plain: bool,
    },
    /// An unquoted `[[…]]`: the source text between the brackets, pipe and comma kept.
    Link(String),
    /// A list.
    Sequence(Vec<Node>),
    /// A map, in file order; a key given twice stands twice.
    Mapping(Vec<(Node, Node)>),
}

impl Node {
    /// The text of a scalar; `None` for everything else.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The text of an unquoted link, between its brackets.
    pub fn link(&self) -> Option<&str> {
        match &self.kind {
            Kind::Link(text) => Some(text),
            _ => None,
        }
    }

    /// Whether the value is empty, `null` or `~`.
    pub fn is_null(&self) -> bool {
        self.kind == Kind::Null
    }

    /// The truth value of a plain `true` or `false` (YAML 1.2 core); `yes`, `on` and quoted words are text.
    pub fn boolean(&self) -> Option<bool> {
        match &self.kind {
            Kind::Scalar { text, plain: true } => match text.as_str() {
                "true" | "True" | "TRUE" => Some(true),
                "false" | "False" | "FALSE" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// The items of a list; one value counts as a list of one, null as an empty one.
    pub fn items(&self) -> &[Node] {
        match &self.kind {
            Kind::Null => &[],
            Kind::Sequence(items) => items,
            _ => std::slice::from_ref(self),
        }
    }

    /// Whether two values say the same, wherever they stand.
    pub fn says(&self, other: &Node) -> bool {
        match (&self.kind, &other.kind) {
            (Kind::Sequence(one), Kind::Sequence(other)) => {
                one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.says(other))
            }
            (Kind::Mapping(one), Kind::Mapping(other)) => {
                one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.0.says(&other.0) && one.1.says(&other.1))
            }
            (one, other) => one == other,
        }
    }

    /// The pairs of a map, in file order; none for anything else.
    pub fn entries(&self) -> &[(Node, Node)] {
        match &self.kind {
            Kind::Mapping(entries) => entries,
            _ => &[],
        }
    }
}

/// What one front matter may still spend on copies of anchored values.
pub(super) struct Budget {
    nodes: usize,
    bytes: usize,
}

impl Budget {
    /// 10,000 nodes and 1 MiB of text.
    pub(super) fn new() -> Budget {
        Budget { nodes: 10_000, bytes: 1 << 20 }
    }

    /// Pays for a copy of `node` and returns its height; `None`, with nothing left, when it is too big.
    fn pay(&mut self, node: &Node) -> Option<usize> {
        let text = match &node.kind {
            Kind::Scalar { text, .. } | Kind::Link(text) => text.len(),
            _ => 0,
        };
        let (Some(nodes), Some(bytes)) = (self.nodes.checked_sub(1), self.bytes.checked_sub(text)) else {
            *self = Budget { nodes: 0, bytes: 0 };
            return None;
        };
        *self = Budget { nodes, bytes };
        let mut height = 0;
        match &node.kind {
            Kind::Sequence(items) => {
                for item in items {
                    height = height.max(self.pay(item)?);
                }
            }
            Kind::Mapping(entries) => {
                for (key, value) in entries {
                    height = height.max(self.pay(key)?).max(self.pay(value)?);
                }
            }
            _ => return Some(0),
        }
        Some(height + 1)
    }
}

/// Why a text, or one value of it, could not be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Fault {
    /// Where.
    pub(super) span: Span,
    /// Why.
    pub(super) reason: Reason,
}

/// The reasons, in our words where the parser has none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Reason {
    /// The text is no YAML.
    Syntax(ErrorKind),
    /// Lists in lists in lists.
    TooDeep,
    /// The copies asked for by aliases cost more than the budget.
    TooManyCopies,
    /// An alias inside the value it names.
    SelfReference,
    /// An alias of an anchor that is not there.
    UnknownAnchor,
    /// A line `...`, or `---` with something behind it, begins another document.
    SecondDocument,
}

/// One YAML text, read.
pub(super) struct Document {
    /// Its value; `None` when it holds only comments and blanks.
    pub(super) root: Option<Node>,
    /// Values that could not be read, in file order; in the tree they are null.
    pub(super) faults: Vec<Fault>,
}

/// Reads the YAML at `at`. Spans of the result are offsets into `text`.
pub(super) fn parse(text: &str, at: Span, budget: &mut Budget) -> Result<Document, Fault> {
    let source = at.of(text);
    let base = at.start as usize;
    let limits = options! {
        emit_comments: false,
        emit_unresolved_aliases: true,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    let mut tree = Tree { text, base, budget, open: Vec::new(), anchors: HashMap::new(), root: None, faults: Vec::new() };
    let mut documents = 0;
    for step in Parser::new_from_str_with_options(source, limits) {
        let (event, span) = match step {
            Ok(step) => step,
            Err(error) => {
                let place = base + error.marker().byte_offset().unwrap_or(source.len()).min(source.len());
                let reason = match error.kind() {
                    ErrorKind::RecursionLimitExceeded => Reason::TooDeep,
                    kind => Reason::Syntax(kind.clone()),
                };
                return Err(Fault { span: character_at(text, place), reason });
            }
        };
        let range = span.byte_range().unwrap_or_default();
        let span = Span::new(base + range.start, base + range.end);
        match event {
            Event::DocumentStart(..) => {
                documents += 1;
                if documents > 1 {
                    return Err(Fault { span: character_at(text, span.start as usize), reason: Reason::SecondDocument });
                }
            }
            Event::Scalar(value, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain && !tag.as_deref().is_some_and(says_text);
                let null = plain && (span.start == span.end || matches!(&*value, "" | "~" | "null" | "Null" | "NULL"));
                let kind = if null { Kind::Null } else { Kind::Scalar { text: value.into_owned(), plain } };
                let span = if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) { trimmed(text, span) } else { span };
                tree.place(Node { span, kind }, anchor);
            }
            Event::SequenceStart(style, anchor, _) => tree.open(span, false, style, anchor)?,
            Event::MappingStart(style, anchor, _) => tree.open(span, true, style, anchor)?,
            Event::SequenceEnd | Event::MappingEnd => tree.close(span),
            Event::Alias(anchor) => tree.alias(span, anchor),
            Event::UnresolvedAlias(_) => tree.fault(span, Reason::UnknownAnchor),
            _ => {}
        }
    }
    Ok(Document { root: tree.root, faults: tree.faults })
}

/// A collection whose end has not come yet.
struct Open {
    start: u32,
    mapping: bool,
    flow: bool,
    anchor: usize,
    nodes: Vec<Node>,
}

/// The tree under construction.
struct Tree<'t, 'b> {
    text: &'t str,
    base: usize,
    budget: &'b mut Budget,
    open: Vec<Open>,
    /// The anchored values that are complete, with their heights; `None` when copying one costs too much.
    anchors: HashMap<usize, Option<(Node, usize)>>,
    root: Option<Node>,
    faults: Vec<Fault>,
}

impl Tree<'_, '_> {
    fn place(&mut self, node: Node, anchor: usize) {
        if anchor != 0 {
            let kept = self.budget.pay(&node).map(|height| (node.clone(), height));
            self.anchors.insert(anchor, kept);
        }
        match self.open.last_mut() {
            Some(open) => open.nodes.push(node),
            None => self.root = Some(node),
        }
    }

    fn fault(&mut self, span: Span, reason: Reason) {
        self.faults.push(Fault { span, reason });
        self.place(Node { span, kind: Kind::Null }, 0);
    }

    fn alias(&mut self, span: Span, anchor: usize) {
        let copy = match self.anchors.get(&anchor) {
            None => Err(Reason::SelfReference),
            Some(None) => Err(Reason::TooManyCopies),
            Some(Some((_, height))) if self.open.len() + height > MAX_DEPTH => Err(Reason::TooDeep),
            Some(Some((node, _))) => match self.budget.pay(node) {
                Some(_) => Ok(Node { span, kind: node.kind.clone() }),
                None => Err(Reason::TooManyCopies),
            },
        };
        match copy {
            Ok(node) => self.place(node, 0),
            Err(reason) => self.fault(span, reason),
        }
    }

    fn open(&mut self, span: Span, mapping: bool, style: StructureStyle, anchor: usize) -> Result<(), Fault> {
        if self.open.len() >= MAX_DEPTH {
            return Err(Fault { span: character_at(self.text, span.start as usize), reason: Reason::TooDeep });
        }
        let flow = style == StructureStyle::Flow;
        let start = if flow || mapping { span.start } else { self.dash_before(span.start) };
        self.open.push(Open { start, mapping, flow, anchor, nodes: Vec::new() });
        Ok(())
    }

    /// The parser tells the start of a list that is not indented as that of its first item: steps back to the dash, which begins a line.
    fn dash_before(&self, start: u32) -> u32 {
        let is_dash = |rest: &str| rest.strip_prefix('-').is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']));
        if self.text.get(start as usize..).is_some_and(is_dash) {
            return start;
        }
        let mut end = start as usize;
        for line in self.text.get(self.base..end).unwrap_or("").rsplit('\n') {
            let content = line.trim_start();
            if is_dash(content) {
                return (end - content.len()) as u32;
            }
            if !content.is_empty() && !content.starts_with('#') {
                break;
            }
            end = end.saturating_sub(line.len() + 1);
        }
        start
    }

    fn close(&mut self, span: Span) {
        let Some(open) = self.open.pop() else { return };
        let end = match open.nodes.last() {
            Some(last) if !open.flow || span.start == span.end => last.span.end,
            _ => span.end,
        };
        let span = Span { start: open.start, end: end.max(open.start) };
        let kind = if open.mapping {
            let mut nodes = open.nodes.into_iter();
            let mut entries = Vec::with_capacity(nodes.len() / 2);
            while let (Some(key), Some(value)) = (nodes.next(), nodes.next()) {
                entries.push((key, value));
            }
            Kind::Mapping(entries)
        } else {
            match self.link(span, open.flow, &open.nodes) {
                Some(link) => Kind::Link(link),
                None => Kind::Sequence(open.nodes),
            }
        };
        self.place(Node { span, kind }, open.anchor);
    }

    /// `[[…]]` on one line, with nothing quoted inside, is a link: its text between the brackets.
    fn link(&self, span: Span, flow: bool, nodes: &[Node]) -> Option<String> {
        let [Node { span: inner, kind: Kind::Sequence(items) }] = nodes else { return None };
        let adjacent = flow && inner.start == span.start + 1 && inner.end + 1 == span.end;
        let source = span.of(self.text).strip_prefix("[[")?.strip_suffix("]]")?;
        let quoted = items.iter().any(|item| matches!(item.kind, Kind::Scalar { plain: false, .. } | Kind::Sequence(_) | Kind::Link(_)));
        (adjacent && !items.is_empty() && !quoted && !source.contains('\n')).then(|| source.to_owned())
    }
}

/// Whether a tag makes its value text whatever it looks like.
fn says_text(tag: &Tag) -> bool {
    tag.core_suffix() == Some("str") || (tag.handle().is_empty() && tag.suffix() == "!")
}

/// `span` without white space at its end.
fn trimmed(text: &str, span: Span) -> Span {
    Span { start: span.start, end: span.start + span.of(text).trim_end().len() as u32 }
}

/// The span of the character at `offset`; empty at the end of a line.
fn character_at(text: &str, offset: usize) -> Span {
    let length =
        text.get(offset..).and_then(|rest| rest.chars().next()).map_or(0, |c| if c == '\n' || c == '\r' { 0 } else { c.len_utf8() });
    Span::new(offset, offset + length)
}
