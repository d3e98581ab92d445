//! A line in words, each with its place: what may be (part of) a name and what cannot be one. Knows no person.
//!
//! A word holds its hyphens and apostrophes (`Jean-Luc`, `O'Brien`); an ending `'s`, `'ll`, `'d` is told apart. Addresses, tags, code and
//! links are no words for names.

use std::ops::Range;

/// A word of a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Word {
    /// Its first byte.
    pub start: usize,
    /// One past its last byte, without the ending.
    pub end: usize,
    /// One past its last byte, the ending included.
    pub after: usize,
    /// Whether no name may be found in it: part of an address, a tag, code, a file name; or escaped.
    pub closed: bool,
    /// Whether a backslash stands right before it.
    pub escaped: bool,
    /// Whether a sentence begins with it.
    pub opens: bool,
}

impl Word {
    /// The word without its ending.
    pub fn of<'t>(&self, line: &'t str) -> &'t str {
        line.get(self.start..self.end).unwrap_or("")
    }

    /// The ending: `'s`, `’ll`, a lone apostrophe, or nothing.
    pub fn ending<'t>(&self, line: &'t str) -> &'t str {
        line.get(self.end..self.after).unwrap_or("")
    }

    /// Whether it says whose something is: `Ana's`, `James'`.
    pub fn is_possessive(&self, line: &str) -> bool {
        matches!(self.ending(line), "'s" | "’s" | "'S" | "’S" | "'" | "’")
    }

    /// Whether it begins with a capital.
    pub fn is_capital(&self, line: &str) -> bool {
        self.of(line).chars().next().is_some_and(char::is_uppercase)
    }
}

/// A wikilink of a line: the whole and its target.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Linked {
    /// `[[Ana Diaz|Ana]]`.
    pub whole: Range<usize>,
    /// `Ana Diaz`.
    pub target: Range<usize>,
}

/// A line, taken apart.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Words {
    /// The words in order.
    pub words: Vec<Word>,
    /// The wikilinks in order.
    pub links: Vec<Linked>,
    /// The e-mail addresses in order.
    pub emails: Vec<Range<usize>>,
}

/// Takes a line apart.
pub fn read(line: &str) -> Words {
    let mut out = Words::default();
    let closed = closed_parts(line, &mut out);
    let mut at = 0;
    while let Some(offset) = line.get(at..).and_then(|rest| rest.find(is_letter)) {
        let start = at + offset;
        let whole = word_end(line, start);
        at = whole;
        let end = start + without_ending(line.get(start..whole).unwrap_or(""));
        // `James' flat`: a lone apostrophe behind an s, before more words.
        let rest = line.get(whole..).unwrap_or("");
        let lone = end == whole
            && line.get(..whole).is_some_and(|before| before.ends_with(['s', 'x', 'z']))
            && !line.get(..start).is_some_and(|before| before.ends_with(['\'', '‘', '’']))
            && rest.strip_prefix(['\'', '’']).is_some_and(|rest| rest.trim_start() != rest && rest.trim_start().starts_with(is_letter));
        let after = if lone { whole + rest.chars().next().map_or(0, char::len_utf8) } else { whole };
        let before = line.get(..start).unwrap_or("");
        let escaped = before.ends_with('\\');
        // `Ana.pdf` and `x.Ana` are files or addresses.
        let dotted = rest.strip_prefix('.').is_some_and(|rest| rest.starts_with(is_letter)) && whole - start > 1
            || before.strip_suffix('.').is_some_and(|before| before.len() > 1 && before.ends_with(|c: char| c.is_lowercase()));
        out.words.push(Word {
            start,
            end,
            after,
            closed: escaped || dotted || closed.iter().any(|part| part.start < whole && start < part.end),
            escaped,
            opens: opens(before),
        });
    }
    out
}

/// Letters, digits and the marks of decomposed letters.
pub fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)
}

/// Scripts written without spaces between words.
pub fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{2FDF}' | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3134F}')
}

/// The end of the word that begins at `start`: letters, and single hyphens, apostrophes and underscores between letters.
fn word_end(line: &str, start: usize) -> usize {
    let rest = line.get(start..).unwrap_or("");
    let mut end = 0;
    let mut joint = None;
    for (at, c) in rest.char_indices() {
        if is_letter(c) {
            end = at + c.len_utf8();
            joint = None;
        } else if joint.is_none() && matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\'' | '’' | '_') {
            joint = Some(at);
        } else {
            break;
        }
    }
    start + end
}

/// The length of a word without `'s`, `'ll`, `'d`, `'ve`, `'re`, `'m`.
fn without_ending(word: &str) -> usize {
    let Some(at) = word.rfind(['\'', '’']) else { return word.len() };
    let ending = word.get(at..).unwrap_or("").trim_start_matches(['\'', '’']);
    let known = ["s", "ll", "d", "ve", "re", "m"].iter().any(|one| ending.eq_ignore_ascii_case(one));
    if known && at > 0 { at } else { word.len() }
}

/// Whether what stands before a word ends a sentence.
fn opens(before: &str) -> bool {
    let before = before.trim_end_matches(|c: char| c.is_whitespace() || "\"'“‘(*_[\\".contains(c));
    before.is_empty() || before.ends_with(['.', '!', '?', ':', ';', '—', '–'])
}

/// Addresses, tags, code and links: what a name is not looked for in.
fn closed_parts(line: &str, out: &mut Words) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(open) = line.get(at..).and_then(|rest| rest.find("[[")) {
        let open = at + open;
        let Some(close) = line.get(open + 2..).and_then(|rest| rest.find("]]")) else { break };
        let close = open + 2 + close;
        let inner = line.get(open + 2..close).unwrap_or("");
        let target = inner.find(['|', '#']).unwrap_or(inner.len());
        out.links.push(Linked { whole: open..close + 2, target: open + 2..open + 2 + target });
        parts.push(open..close + 2);
        at = close + 2;
    }
    let mut ticks = line.match_indices('`').map(|(at, _)| at);
    while let (Some(open), Some(close)) = (ticks.next(), ticks.next()) {
        parts.push(open..close + 1);
    }
    for chunk in line.split_whitespace() {
        let start = chunk.as_ptr() as usize - line.as_ptr() as usize;
        let bare = chunk.trim_matches(|c: char| "\"'“”‘’()<>[]{},;:!?*".contains(c)).trim_end_matches('.');
        let bare = bare.strip_prefix("mailto:").unwrap_or(bare);
        let from = bare.as_ptr() as usize - line.as_ptr() as usize;
        let is_address = bare.split_once('@').is_some_and(|(user, host)| user.ends_with(is_letter) && host.starts_with(is_letter));
        if is_address {
            out.emails.push(from..from + bare.len());
        }
        if is_address || chunk.contains("://") || bare.starts_with("www.") {
            parts.push(start..start + chunk.len());
        } else if let Some(hash) = chunk.find('#').filter(|&at| at == 0 || !chunk[..at].ends_with(is_letter)) {
            parts.push(start + hash..start + chunk.len());
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::read;

    fn words(line: &str) -> Vec<&str> {
        read(line).words.iter().filter(|word| !word.closed).map(|word| word.of(line)).collect()
    }

    #[test]
    fn words_hold_hyphens_and_apostrophes_and_let_endings_go() {
        assert_eq!(words("Jean-Luc's flat, O’Brien’ll come"), ["Jean-Luc", "flat", "O’Brien", "come"]);
        assert_eq!(words("at James' place"), ["at", "James", "place"]);
        assert_eq!(words("*Ana* _Bo_ (Cy)"), ["Ana", "Bo", "Cy"]);
    }

    #[test]
    fn addresses_tags_code_links_and_files_hold_no_names() {
        assert_eq!(words("a@b.org https://ana.io/Bo #ana `Ana` [[Ana|A]] Ana.pdf \\Ana end."), ["end"]);
        let line = "wrote <ana@acme.com>, then";
        let found = read(line);
        assert_eq!(&line[found.emails[0].clone()], "ana@acme.com");
    }
}
