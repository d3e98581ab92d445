//! Reads the plainest and by far most common front matter without the YAML parser: `key: value` lines at the margin, whose values are one
//! scalar, a list of scalars on the same line, a list of `- scalar` lines, or nothing.
//!
//! Gives exactly what the parser's way gives, spans included, or declines; refuses to read anything it does not know for certain.

use crate::base::span::Span;
use crate::note::front_matter::Field;
use crate::note::yaml::{Kind, Node};

/// The longest key that is read, in bytes: well below what YAML bounds it to.
const MAX_KEY: usize = 128;

/// What a byte can mean inside a scalar.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Only itself; also in a key.
    Word,
    /// Only itself, unless it begins a scalar.
    Sign,
    /// An indicator where a scalar begins; in it, only itself.
    Indicator,
    /// A blank.
    Space,
    /// The end of a key where a blank or nothing follows.
    Colon,
    /// A comment behind a blank.
    Hash,
    /// `,[]{}`.
    Flow,
    /// The end of a line, or its return.
    Break,
    /// The first byte of some characters YAML refuses or drops.
    Suspect,
    /// Never accepted: tab and control characters.
    Bad,
}

/// The class of every byte.
const CLASSES: [Class; 256] = {
    let mut classes = [Class::Word; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'\n' | b'\r' => Class::Break,
            0..0x20 | 0x7f => Class::Bad,
            b' ' => Class::Space,
            b':' => Class::Colon,
            b'#' => Class::Hash,
            b',' | b'[' | b']' | b'{' | b'}' => Class::Flow,
            b'?' | b'&' | b'*' | b'!' | b'|' | b'>' | b'%' | b'@' | b'`' | b'"' | b'\'' => Class::Indicator,
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'_' | b'.' | b'-' => Class::Word,
            0xc2 | 0xef => Class::Suspect,
            0x80.. => Class::Word,
            _ => Class::Sign,
        };
        byte += 1;
    }
    classes
};

fn class(byte: u8) -> Class {
    CLASSES.get(usize::from(byte)).copied().unwrap_or(Class::Bad)
}

/// The fields of the lines between the fences, as the parser's way gives them; `None` when the parser must be asked. Linear in `content`; `room` is for
/// the fields.
pub(super) fn fields(text: &str, content: Span, mut room: Vec<Field>) -> Option<Vec<Field>> {
    let source = content.of(text);
    let mut reader = Reader { source, bytes: source.as_bytes(), base: content.start as usize, at: 0 };
    room.clear();
    room.reserve((source.len() / 24 + 1).min(16));
    let mut fields = room;
    loop {
        reader.skip_lines()?;
        if reader.peek().is_none() {
            return Some(fields);
        }
        fields.push(reader.field()?);
    }
}

/// A place in the lines between the fences. Every method that returns `None` declines the whole.
struct Reader<'t> {
    source: &'t str,
    bytes: &'t [u8],
    /// Where the lines begin in the file.
    base: usize,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn next_byte(&self) -> Option<u8> {
        self.bytes.get(self.at + 1).copied()
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.base + start, self.base + end)
    }

    /// Steps over blanks; returns how many.
    fn skip_spaces(&mut self) -> usize {
        let start = self.at;
        while self.peek() == Some(b' ') {
            self.at += 1;
        }
        self.at - start
    }

    /// Steps over bytes that mean only themselves; returns whether there were any.
    fn skip_words(&mut self) -> bool {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let run = rest.iter().position(|&byte| class(byte) != Class::Word).unwrap_or(rest.len());
        self.at += run;
        run > 0
    }

    /// Steps over the end of a line, which must be here.
    fn end_line(&mut self) -> Option<()> {
        self.skip_spaces();
        self.at += match self.peek()? {
            b'\n' => 1,
            b'\r' if self.next_byte() == Some(b'\n') => 2,
            _ => return None,
        };
        Some(())
    }

    /// Steps over empty lines and over comments at the margin.
    fn skip_lines(&mut self) -> Option<()> {
        loop {
            match self.peek() {
                Some(b'\n' | b'\r') => {}
                Some(b'#') => loop {
                    match class(self.peek()?) {
                        Class::Break => break,
                        Class::Bad => return None,
                        Class::Suspect => self.check_suspect()?,
                        _ => {}
                    }
                    self.at += 1;
                },
                _ => return Some(()),
            }
            self.end_line()?;
        }
    }

    /// Declines the characters YAML refuses (U+0080 to U+009F, U+FFFE, U+FFFF) and the byte order mark.
    fn check_suspect(&self) -> Option<()> {
        let bad = match self.bytes.get(self.at..)? {
            [0xc2, next, ..] => *next < 0xa0,
            [0xef, 0xbb, 0xbf, ..] | [0xef, 0xbf, 0xbe | 0xbf, ..] => true,
            _ => false,
        };
        (!bad).then_some(())
    }

    /// A key at the margin and its value, up to the next line that is not the value's.
    fn field(&mut self) -> Option<Field> {
        let start = self.at;
        let first = self.peek()?;
        if !(first.is_ascii_alphabetic() || first >= 0x80) {
            return None;
        }
        loop {
            self.skip_words();
            match class(self.peek()?) {
                Class::Word | Class::Space => {}
                Class::Suspect => self.check_suspect()?,
                Class::Colon => break,
                _ => return None,
            }
            self.at += 1;
        }
        let end = self.at;
        let key = self.source.get(start..end)?;
        if key.len() > MAX_KEY || key.ends_with(' ') {
            return None;
        }
        self.at += 1;
        if class(self.peek()?) != Class::Break && self.skip_spaces() == 0 {
            return None;
        }
        let value = match self.peek()? {
            b'\n' | b'\r' => {
                self.end_line()?;
                self.skip_lines()?;
                self.block_list()?.unwrap_or_else(|| Node { span: self.span(end + 1, end + 1), kind: Kind::Null })
            }
            byte => {
                let value = if byte == b'[' { self.flow_list()? } else { self.scalar(false)? };
                self.end_line()?;
                value
            }
        };
        let key_span = self.span(start, end);
        let span = Span { start: key_span.start, end: value.span.end };
        Some(Field { key: key.to_owned(), key_span, value, span })
    }

    /// The lines `- scalar` that begin here, all as far from the margin as the first; no node where there is none.
    fn block_list(&mut self) -> Option<Option<Node>> {
        let (mut items, mut first, mut indent) = (Vec::new(), 0, None);
        loop {
            let start = self.at;
            let depth = self.skip_spaces();
            if self.peek() != Some(b'-') || self.next_byte() != Some(b' ') {
                self.at = start;
                break;
            }
            if *indent.get_or_insert(depth) != depth {
                return None;
            }
            if items.is_empty() {
                first = self.at;
            }
            self.at += 1;
            self.skip_spaces();
            items.push(self.scalar(false)?);
            self.end_line()?;
            self.skip_lines()?;
        }
        let Some(last) = items.last() else { return Some(None) };
        let span = Span { start: self.span(first, first).start, end: last.span.end };
        Some(Some(Node { span, kind: Kind::Sequence(items) }))
    }

    /// A list `[scalar, scalar]` on one line, without a comma behind the last.
    fn flow_list(&mut self) -> Option<Node> {
        let start = self.at;
        self.at += 1;
        let mut items = Vec::new();
        self.skip_spaces();
        if self.peek()? != b']' {
            loop {
                self.skip_spaces();
                items.push(self.scalar(true)?);
                self.skip_spaces();
                match self.peek()? {
                    b',' => self.at += 1,
                    b']' => break,
                    _ => return None,
                }
            }
        }
        self.at += 1;
        Some(Node { span: self.span(start, self.at), kind: Kind::Sequence(items) })
    }

    fn scalar(&mut self, flow: bool) -> Option<Node> {
        match self.peek()? {
            quote @ (b'"' | b'\'') => self.quoted(quote),
            _ => self.plain(flow),
        }
    }

    /// A quoted scalar on one line, with no quote and no `\` in it.
    fn quoted(&mut self, quote: u8) -> Option<Node> {
        let start = self.at;
        loop {
            self.at += 1;
            self.skip_words();
            let byte = self.peek()?;
            match class(byte) {
                Class::Word => {}
                Class::Break | Class::Bad => return None,
                Class::Suspect => self.check_suspect()?,
                Class::Indicator if byte == quote => break,
                _ if byte == b'\\' => return None,
                _ => {}
            }
        }
        self.at += 1;
        let text = self.source.get(start + 1..self.at - 1)?.to_owned();
        Some(Node { span: self.span(start, self.at), kind: Kind::Scalar { text, plain: false } })
    }

    /// A plain scalar, without the blanks behind it; in a `flow` list it ends at the comma or bracket.
    fn plain(&mut self, flow: bool) -> Option<Node> {
        let start = self.at;
        match (self.peek()?, class(self.peek()?)) {
            (b'-', _) if !self.next_byte()?.is_ascii_alphanumeric() && self.next_byte()? != b'-' => return None,
            (_, Class::Word | Class::Sign | Class::Suspect) => {}
            _ => return None,
        }
        let mut end = start;
        loop {
            if self.skip_words() {
                end = self.at;
            }
            match class(self.peek()?) {
                Class::Word | Class::Sign | Class::Indicator => {}
                Class::Space => {
                    self.at += 1;
                    continue;
                }
                Class::Colon => match class(self.next_byte()?) {
                    Class::Space | Class::Break => return None,
                    Class::Flow if flow => return None,
                    _ => {}
                },
                Class::Hash if end != self.at => return None,
                Class::Hash => {}
                Class::Flow if flow => break,
                Class::Flow => {}
                Class::Break => break,
                Class::Suspect => self.check_suspect()?,
                Class::Bad => return None,
            }
            self.at += 1;
            end = self.at;
        }
        let text = self.source.get(start..end)?;
        let kind = match text {
            "~" | "null" | "Null" | "NULL" => Kind::Null,
            _ => Kind::Scalar { text: text.to_owned(), plain: true },
        };
        Some(Node { span: self.span(start, end), kind })
    }
}
