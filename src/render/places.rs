//! Lines and columns of ascending places in a text, each part of the text looked at once: a line of megabytes with thousands of findings
//! stays cheap.

use crate::base::span::{LineIndex, Span};

/// A text with the last places asked for.
pub struct Places<'t> {
    text: &'t str,
    lines: LineIndex,
    starts: Last,
    ends: Last,
}

/// The last place: line, byte offset, column.
#[derive(Clone, Copy)]
struct Last(u32, usize, u32);

impl<'t> Places<'t> {
    /// Reads the line starts of a text.
    pub fn new(text: &'t str) -> Places<'t> {
        Places { text, lines: LineIndex::new(text), starts: Last(1, 0, 1), ends: Last(1, 0, 1) }
    }

    /// The 1-based line and column of a span's first byte; columns count Unicode scalar values.
    pub fn start(&mut self, span: Span) -> (u32, u32) {
        self.starts = self.after(self.starts, span.start);
        (self.starts.0, self.starts.2)
    }

    /// The 1-based line and column of a span's end.
    pub fn end(&mut self, span: Span) -> (u32, u32) {
        self.ends = self.after(self.ends, span.end);
        (self.ends.0, self.ends.2)
    }

    fn after(&self, last: Last, offset: u32) -> Last {
        let Last(last_line, last_end, last_column) = last;
        let line = self.lines.line(offset);
        let end = (offset as usize).min(self.text.len());
        if line != last_line || last_end > end {
            return Last(line, end, self.lines.line_column(self.text, offset).1);
        }
        let between = self.text.as_bytes().get(last_end..end).unwrap_or_default();
        Last(line, end, last_column + between.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::Places;
    use crate::base::span::Span;

    #[test]
    fn places_in_any_order() {
        let mut places = Places::new("aé\nb[[c]]\n");
        let found: Vec<_> = [0, 3, 4, 5, 7, 5, 1, 99].into_iter().map(|offset| places.start(Span { start: offset, end: offset })).collect();
        assert_eq!(found, [(1, 1), (1, 3), (2, 1), (2, 2), (2, 4), (2, 2), (1, 2), (3, 1)]);
        assert_eq!([places.end(Span { start: 0, end: 3 }), places.end(Span { start: 0, end: 5 })], [(1, 3), (2, 2)]);
    }
}
