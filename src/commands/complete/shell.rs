//! The line at the cursor, and words quoted so that the shell puts them there whole. Bash hands over the raw line, as it takes words apart
//! at `:` and `=` and leaves quotes to others; zsh and fish hand over words.

/// A command line up to the cursor.
pub struct Line {
    /// The words behind the program's name that are complete.
    pub before: Vec<String>,
    /// The word at the cursor, without its quotes.
    pub current: String,
    /// The quote that is open at the cursor.
    quote: Option<char>,
    /// How many characters of `current` stand before the part that the shell replaces.
    kept: usize,
}

impl Line {
    /// A line of words, the one at the cursor last.
    pub fn of_words(words: &[String]) -> Line {
        let (current, before) = words.split_last().map_or((String::new(), &[][..]), |(last, before)| (last.clone(), before));
        Line { before: before.to_vec(), current, quote: None, kept: 0 }
    }

    /// The part of a word that bash is to put in the place of what is typed, quoted as the cursor stands.
    pub fn quoted(&self, word: &str) -> String {
        let part = word.chars().skip(self.kept);
        let mut out = String::new();
        for c in part {
            match self.quote {
                Some('\'') if c == '\'' => out.push_str("'\\''"),
                Some('\'') => out.push(c),
                Some(_) if matches!(c, '"' | '\\' | '$' | '`') => out.extend(['\\', c]),
                Some(_) => out.push(c),
                None if " \t\"'\\$`!&()*;<>?[]{}|~#^".contains(c) => out.extend(['\\', c]),
                None => out.push(c),
            }
        }
        out
    }
}

/// Takes a line of bash apart. `breaks` are the characters at which readline begins a word anew.
pub fn bash(line: &str, breaks: &str) -> Line {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let (mut inside, mut quote, mut kept) = (false, None, 0);
    let mut letters = line.chars().peekable();
    while let Some(c) = letters.next() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some('"'), '\\') if letters.peek().is_some_and(|next| "\"\\$`".contains(*next)) => word.extend(letters.next()),
            (Some(_), c) => word.push(c),
            (None, '\'' | '"') => {
                (quote, inside) = (Some(c), true);
                // What is replaced begins behind the quote.
                kept = word.chars().count();
            }
            (None, '\\') => {
                inside = true;
                word.extend(letters.next());
            }
            (None, c) if c.is_whitespace() => {
                if inside {
                    words.push(std::mem::take(&mut word));
                }
                (inside, kept) = (false, 0);
            }
            (None, c) => {
                inside = true;
                word.push(c);
                if breaks.contains(c) {
                    kept = word.chars().count();
                }
            }
        }
    }
    // A quote that is closed again is no place where a word begins.
    if quote.is_none() && line.ends_with(['"', '\'']) {
        kept = 0;
    }
    if !words.is_empty() {
        words.remove(0);
    }
    Line { before: words, current: word, quote, kept }
}

#[cfg(test)]
mod tests {
    use super::bash;

    const BREAKS: &str = " \t\n\"'><=;|&(:";

    #[test]
    fn bash_lines_are_taken_apart() {
        for (line, before, current) in [
            ("vault ", &[][..], ""),
            ("vault sh", &[], "sh"),
            ("vault show Bo\\ O\\'H", &["show"], "Bo O'H"),
            ("vault show \"Bo O", &["show"], "Bo O"),
            ("vault show 'Ana Diaz' ", &["show", "Ana Diaz"], ""),
            ("vault list tag:fam", &["list"], "tag:fam"),
            ("vault new meeting x --with=\"An", &["new", "meeting", "x"], "--with=An"),
        ] {
            let line_read = bash(line, BREAKS);
            assert_eq!(
                (line_read.before.iter().map(String::as_str).collect::<Vec<_>>().as_slice(), line_read.current.as_str()),
                (before, current),
                "{line}"
            );
        }
    }

    #[test]
    fn words_are_quoted_as_the_cursor_stands() {
        for (line, word, quoted) in [
            ("vault show Bo", "Bob O'Hara", "Bob\\ O\\'Hara"),
            ("vault show \"Bo", "Bob \"B\" O'Hara", "Bob \\\"B\\\" O'Hara"),
            ("vault show 'Bo", "Bob O'Hara", "Bob O'\\''Hara"),
            ("vault list tag:fam", "tag:family", "family"),
            ("vault x --with=\"An", "--with=Ana Diaz", "Ana Diaz"),
            ("vault x --with=An", "--with=Ana Diaz", "Ana\\ Diaz"),
            ("vault new meeting x --set cad", "cadence=", "cadence="),
            ("vault show Zo", "Zoë Brandt", "Zoë\\ Brandt"),
        ] {
            assert_eq!(bash(line, BREAKS).quoted(word), quoted, "{line}");
        }
    }
}
