//! Byte spans in a note's text, and the line and column they stand at.

/// A half-open range of byte offsets into one note's text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`. Notes are bounded well below 4 GiB, so offsets fit in 32 bits.
    pub fn new(start: usize, end: usize) -> Span {
        Span { start: start as u32, end: end as u32 }
    }

    /// The offsets as a range, to slice with.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text at this span; empty when the text has changed so that the span no longer fits it.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// The text at this span, its ends moved inwards to the next characters where they fall within one.
    pub fn within(self, text: &str) -> &str {
        let mut range = self.start as usize..(self.end as usize).min(text.len());
        while range.start < range.end && !text.is_char_boundary(range.start) {
            range.start += 1;
        }
        while range.start < range.end && !text.is_char_boundary(range.end) {
            range.end -= 1;
        }
        text.get(range).unwrap_or("")
    }

    /// Whether `offset` lies inside.
    pub fn contains(self, offset: u32) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The same length, moved `by` bytes to the right.
    pub fn shifted(self, by: usize) -> Span {
        Span { start: self.start + by as u32, end: self.end + by as u32 }
    }
}

/// The starts of a text's lines: turns byte offsets into 1-based lines and columns.
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Reads the line starts of `text`; `\n` ends a line (so does `\r\n`).
    pub fn new(text: &str) -> LineIndex {
        let mut starts = vec![0];
        starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1));
        LineIndex { starts }
    }

    /// The 1-based line of a byte offset.
    pub fn line(&self, offset: u32) -> u32 {
        self.starts.partition_point(|&start| start <= offset) as u32
    }

    /// The 1-based line and column of a byte offset; columns count Unicode scalar values.
    pub fn line_column(&self, text: &str, offset: u32) -> (u32, u32) {
        let line = self.line(offset);
        let start = self.starts[line as usize - 1] as usize;
        let end = (offset as usize).min(text.len());
        let column = text.as_bytes()[start.min(end)..end].iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
        (line, column as u32 + 1)
    }
}
