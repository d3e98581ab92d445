//! Colour, links and width of text output.

use std::path::Path;

use unicode_width::UnicodeWidthStr;

/// What the output streams are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Terminal {
    /// Whether stdout is one.
    pub stdout: bool,
    /// Whether stderr is one.
    pub stderr: bool,
    /// Its width in columns.
    pub width: Option<usize>,
    /// Whether it shows OSC 8 links.
    pub links: bool,
}

/// How text is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Style {
    /// With colour.
    pub color: bool,
    /// With OSC 8 links.
    pub links: bool,
    /// In so many columns.
    pub width: usize,
    /// With block characters, for plots.
    pub blocks: bool,
}

impl Style {
    /// Without colour, in 80 columns.
    pub const PLAIN: Style = Style { color: false, links: false, width: 80, blocks: false };

    fn paint(self, text: &str, code: &str) -> String {
        if self.color && !text.is_empty() { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// A heading or a name.
    pub fn bold(self, text: &str) -> String {
        self.paint(text, "1")
    }

    /// Less important.
    pub fn dim(self, text: &str) -> String {
        self.paint(text, "2")
    }

    /// Asks for attention.
    pub fn warn(self, text: &str) -> String {
        self.paint(text, "33")
    }

    /// An error's word.
    pub fn error(self, text: &str) -> String {
        self.paint(text, "1;31")
    }

    /// A line of a diff that is gone.
    pub fn removed(self, text: &str) -> String {
        self.paint(text, "31")
    }

    /// A line of a diff that is new.
    pub fn added(self, text: &str) -> String {
        self.paint(text, "32")
    }

    /// Shown text that leads to a file on terminals that can.
    pub fn file_link(self, shown: &str, file: &Path) -> String {
        if !self.links {
            return shown.to_owned();
        }
        format!("\u{1b}]8;;{}\u{1b}\\{shown}\u{1b}]8;;\u{1b}\\", file_url(file))
    }
}

/// A `file:` URL (RFC 8089): every byte but unreserved ones and slashes percent-encoded.
pub fn file_url(file: &Path) -> String {
    let mut url = String::from("file://");
    let path = file.to_string_lossy().replace('\\', "/");
    if !path.starts_with('/') {
        url.push('/');
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/:".contains(&byte) {
            url.push(byte as char);
        } else {
            url.push_str(&format!("%{byte:02X}"));
        }
    }
    url
}

/// Columns a text takes.
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// The text filled up with spaces to `columns`.
pub fn pad(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(width(text));
    format!("{text}{}", " ".repeat(missing))
}

/// The text cut to `columns`, with `…` where something is missing.
pub fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for c in text.chars() {
        let wide = unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
        if used + wide + 1 > columns {
            break;
        }
        used += wide;
        out.push(c);
    }
    out.truncate(out.trim_end().len());
    out.push('…');
    out
}

/// The text in lines of at most `columns`, broken at spaces; a longer word stands alone.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let wide = width(word);
        if used > 0 && used + 1 + wide > columns {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        line.push_str(word);
        used += wide;
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{cut, file_url, pad, wrap};

    #[test]
    fn widths_count_columns_not_characters() {
        assert_eq!(pad("王小明", 8), "王小明  ");
        assert_eq!(cut("王小明先生", 6), "王小…");
        assert_eq!(cut("short", 6), "short");
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
    }

    #[test]
    fn file_urls_escape_what_is_not_plain() {
        assert_eq!(file_url(Path::new("/v/Ana Diaz#1.md")), "file:///v/Ana%20Diaz%231.md");
    }
}
