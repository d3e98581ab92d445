//! What one line of a body begins with, as far as that can be told from the line alone; and which bytes mean something within a line.

/// What a line is when nothing around it says otherwise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Class {
    /// Nothing, or only blanks.
    Blank,
    /// `# Heading`, with text.
    Heading(u8),
    /// `- text`, `* text`, `+ text`, `1. text`, `1) text`: one blank, then text.
    Item {
        /// Where the text begins.
        content: usize,
        /// The number of an ordered item.
        number: Option<u32>,
    },
    /// Text that begins no block but a paragraph.
    Text,
    /// The opening of fenced code.
    Fence,
    /// `> …`
    Quote,
    /// `| …`
    Row,
    /// Anything else.
    Odd,
}

/// A source line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Its first byte.
    pub(super) at: usize,
    /// The first byte that is no blank.
    pub(super) start: usize,
    /// The column of `start`.
    pub(super) indent: usize,
    /// A heading's text; else `start`.
    pub(super) content: usize,
    /// One past the last byte that is no blank.
    pub(super) end: usize,
    /// Whether blanks follow the text.
    pub(super) blanks: bool,
    /// Where the line break stands.
    pub(super) end_of_line: usize,
    /// The first byte of the next line.
    pub(super) next: usize,
    /// What it is.
    pub(super) class: Class,
}

/// The line that begins at `at`; at the end of the text a blank one.
pub(super) fn read(text: &str, at: usize) -> Line {
    let bytes = text.as_bytes();
    let rest = bytes.get(at..).unwrap_or_default();
    let (mut length, next) = match memchr::memchr(b'\n', rest) {
        Some(newline) => (newline, at + newline + 1),
        None => (rest.len(), bytes.len().max(at)),
    };
    let end_of_line = at + length;
    if next > end_of_line && length > 0 && rest.get(length - 1) == Some(&b'\r') {
        length -= 1;
    }
    let line = rest.get(..length).unwrap_or_default();
    let (mut indent, mut blanks) = (0, 0);
    for byte in line {
        match byte {
            b' ' => indent += 1,
            b'\t' => indent += 4 - indent % 4,
            _ => break,
        }
        blanks += 1;
    }
    let text_length = line.iter().rposition(|byte| !matches!(byte, b' ' | b'\t')).map_or(0, |last| last + 1);
    let (start, end) = (at + blanks.min(text_length), at + text_length);
    let (class, content) = class(text, start, end);
    Line { at, start, indent, content, end, blanks: text_length < length, end_of_line, next, class }
}

/// The class of a line's text, and where a heading's begins.
fn class(text: &str, start: usize, end: usize) -> (Class, usize) {
    let line = text.as_bytes().get(start..end).unwrap_or_default();
    let class = match line {
        [] => Class::Blank,
        [b'#', ..] => {
            let level = line.iter().take_while(|&&byte| byte == b'#').count();
            let blanks = line.iter().skip(level).take_while(|&&byte| byte == b' ').count();
            return match line.get(level + blanks) {
                Some(first) if level <= 6 && blanks > 0 && !first.is_ascii_whitespace() => {
                    (Class::Heading(level as u8), start + level + blanks)
                }
                Some(first) if blanks == 0 && !first.is_ascii_whitespace() => (Class::Text, start),
                _ => (Class::Odd, start),
            };
        }
        [b'>', ..] => Class::Quote,
        [b'|', ..] => Class::Row,
        [b'`', b'`', b'`', rest @ ..] => {
            if rest.contains(&b'`') {
                Class::Odd
            } else {
                Class::Fence
            }
        }
        [b'~', b'~', b'~', ..] => Class::Fence,
        [b'-' | b'+' | b'*', b' ', ..] => item(text, start, end, 2, None),
        [b'0'..=b'9', ..] => {
            let digits = line.iter().take_while(|byte| byte.is_ascii_digit()).count();
            match line.get(digits..) {
                Some([b'.' | b')', b' ', ..]) if digits <= 9 => {
                    let number = line.iter().take(digits).fold(0, |sum, byte| sum * 10 + u32::from(byte - b'0'));
                    item(text, start, end, digits + 2, Some(number))
                }
                Some([b'.' | b')'] | [b'.' | b')', b'\t', ..]) => Class::Odd,
                _ => Class::Text,
            }
        }
        _ if is_text(text, start, end) => Class::Text,
        _ => Class::Odd,
    };
    (class, start)
}

/// An item with text behind its `marker` bytes; one that begins with another marker or holds only a checkbox is odd.
fn item(text: &str, start: usize, end: usize, marker: usize, number: Option<u32>) -> Class {
    let content = start + marker;
    let bytes = text.as_bytes().get(content..end).unwrap_or_default();
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let numbered = digits > 0 && matches!(bytes.get(digits), Some(b'.' | b')'));
    let checkbox = matches!(bytes, [b'[', b' ' | b'\t' | b'x' | b'X', b']']);
    if is_text(text, content, end) && !numbered && !checkbox { Class::Item { content, number } } else { Class::Odd }
}

/// Whether what stands here begins no block but a paragraph. Digits are taken for text.
pub(super) fn is_text(text: &str, start: usize, end: usize) -> bool {
    let line = text.as_bytes().get(start..end).unwrap_or_default();
    let after = |sign: u8| {
        let count = line.iter().take_while(|&&byte| byte == sign).count();
        (count, line.get(count).copied().unwrap_or(b' '))
    };
    match line.first() {
        Some(b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | 0x80..) => true,
        Some(
            b'"' | b'\'' | b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'!' | b'@' | b'$' | b'%' | b'&' | b'/' | b'.' | b',' | b';' | b'?'
            | b'^',
        ) => true,
        Some(sign @ (b'*' | b'_')) => {
            let (count, next) = after(*sign);
            count <= 3 && (next.is_ascii_alphanumeric() || next >= 0x80 || matches!(next, b'[' | b'(' | b'"'))
        }
        Some(b'-' | b'+') => line.get(1).is_some_and(u8::is_ascii_alphanumeric),
        Some(b'`') => after(b'`').0 == 1,
        Some(b'~') => after(b'~').0 == 1,
        Some(b'#') => line.get(1).is_some_and(|next| next.is_ascii_alphanumeric()),
        _ => false,
    }
}

/// Whether `line` closes the fence that `open` opened.
pub(super) fn closes(text: &str, open: &Line, line: &Line) -> bool {
    let bytes = text.as_bytes();
    let Some(&sign) = bytes.get(open.start) else { return false };
    let count = |line: &Line| bytes.get(line.start..line.end).unwrap_or_default().iter().take_while(|&&byte| byte == sign).count();
    count(line) >= count(open) && count(line) == line.end - line.start
}

/// Whether a line may end with an item's bullet, number or checkbox that has no text.
pub(super) fn may_be_empty_item(text: &str, line: &Line) -> bool {
    let bytes = text.as_bytes().get(line.start..line.end).unwrap_or_default();
    let before = match bytes {
        [before @ .., b'-' | b'+' | b'*'] => before,
        [before @ .., b'.' | b')'] => {
            let digits = before.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
            if digits == 0 {
                return false;
            }
            before.get(..before.len() - digits).unwrap_or_default()
        }
        [.., b'[', b' ' | b'x' | b'X' | b'\t', b']'] => return true,
        _ => return false,
    };
    before.last().is_none_or(|byte| matches!(byte, b' ' | b'\t' | b'>'))
}

/// What a byte within a line may mean.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// Nothing that changes what is read.
    None,
    /// `[`
    Bracket,
    /// `]`, which means something only behind a `[`.
    Close,
    /// A backtick.
    Code,
    /// `~`
    Tilde,
    /// `<`
    Angle,
    /// `\`
    Escape,
    /// A control character.
    Bad,
}

const SIGNS: [Sign; 256] = {
    let mut signs = [Sign::None; 256];
    let mut byte = 0;
    while byte < 256 {
        signs[byte] = match byte as u8 {
            b'\t' => Sign::None,
            0..0x20 => Sign::Bad,
            b'[' => Sign::Bracket,
            b']' => Sign::Close,
            b'`' => Sign::Code,
            b'~' => Sign::Tilde,
            b'<' => Sign::Angle,
            b'\\' => Sign::Escape,
            _ => Sign::None,
        };
        byte += 1;
    }
    signs
};

/// The sign of a byte.
pub(super) fn sign(byte: u8) -> Sign {
    SIGNS.get(usize::from(byte)).copied().unwrap_or(Sign::Bad)
}
