//! Lines and columns of ascending places in a text, each part of the text looked at once: a line of megabytes with thousands of findings
//! stays cheap.

use crate::base::span::LineIndex;

/// A text with the last place asked for.
pub struct Places<'t> {
    text: &'t str,
    lines: LineIndex,
    last: (u32, usize, u32),
}

impl<'t> Places<'t> {
    /// Reads the line starts of a text.
    pub fn new(text: &'t str) -> Places<'t> {
        Places { text, lines: LineIndex::new(text), last: (1, 0, 1) }
    }

    /// The 1-based line and column of a byte offset; columns count Unicode scalar values.
    pub fn at(&mut self, offset: u32) -> (u32, u32) {
        let line = self.lines.line(offset);
        let end = (offset as usize).min(self.text.len());
        let (last_line, last_end, last_column) = self.last;
        let column = if line == last_line && last_end <= end {
            let between = self.text.as_bytes().get(last_end..end).unwrap_or_default();
            last_column + between.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() as u32
        } else {
            self.lines.line_column(self.text, offset).1
        };
        self.last = (line, end, column);
        (line, column)
    }
}

#[cfg(test)]
mod tests {
    use super::Places;

    #[test]
    fn places_in_any_order() {
        let mut places = Places::new("aé\nb[[c]]\n");
        let found: Vec<_> = [0, 3, 4, 5, 7, 5, 1, 99].into_iter().map(|offset| places.at(offset)).collect();
        assert_eq!(found, [(1, 1), (1, 3), (2, 1), (2, 2), (2, 4), (2, 2), (1, 2), (3, 1)]);
    }
}
