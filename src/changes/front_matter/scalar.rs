//! One value as YAML text: plain where every reader takes it for that very text, else in quotes. Knows no key.

/// Which quotes to use.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Quotes {
    /// Double ones, where needed.
    Double,
    /// These in any case, where they can hold the text.
    Always(char),
}

/// A text as a value behind `key: ` or `- `.
pub fn plain_or_quoted(text: &str, quotes: Quotes) -> String {
    match quotes {
        Quotes::Double if !needs_quotes(text) => text.to_owned(),
        Quotes::Always('\'') if !text.chars().any(is_special) => format!("'{}'", text.replace('\'', "''")),
        _ => double_quoted(text),
    }
}

/// A text within `[…]`.
pub fn flow_scalar(text: &str) -> String {
    if text.contains([',', '[', ']', '{', '}']) { double_quoted(text) } else { plain_or_quoted(text, Quotes::Double) }
}

/// A list on one line.
pub fn flow_list(items: &[String]) -> String {
    format!("[{}]", items.iter().map(|item| flow_scalar(item)).collect::<Vec<_>>().join(", "))
}

/// A key as written before its colon.
pub fn key_text(key: &str) -> String {
    let simple =
        key.starts_with(|c: char| c.is_alphabetic() || c == '_') && key.chars().all(|c| c.is_alphanumeric() || " _-/.".contains(c));
    if simple && !needs_quotes(key) { key.to_owned() } else { double_quoted(key) }
}

/// Whether a plain text would be read as something else, by YAML 1.1 or 1.2, or as no YAML at all.
fn needs_quotes(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return true };
    let indicator = "-?:,[]{}#&*!|>'\"%@`=<~+.".contains(first);
    indicator
        || text.starts_with(char::is_whitespace)
        || text.ends_with(char::is_whitespace)
        || text.ends_with(':')
        || text.contains(": ")
        || text.contains(":\t")
        || text.contains(" #")
        || text.contains("\t#")
        || text.chars().any(is_special)
        || is_word_of_yaml(text)
        || is_odd_number(text)
}

fn is_word_of_yaml(text: &str) -> bool {
    ["true", "false", "yes", "no", "on", "off", "y", "n", "null"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// A number that would be read as another text: `007`, `1_000`, `0x1f`, `1e3`, `12:30`. `42`, `3.5` and dates are none.
fn is_odd_number(text: &str) -> bool {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let ordinary = |digits: &str| digits == "0" || !digits.starts_with('0');
    let parts: Vec<&str> = text.split('.').collect();
    let digits = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        [whole] if digits(whole) => !ordinary(whole) || whole.len() > 15,
        [whole, rest] if digits(whole) && digits(rest) => !ordinary(whole) || rest.ends_with('0'),
        _ => {
            let numberlike = |c: char| c.is_ascii_hexdigit() || "xXoO_.:+-eE".contains(c);
            text.chars().all(numberlike) && !is_iso_date(text)
        }
    }
}

fn is_iso_date(text: &str) -> bool {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    shape == "0000-00-00"
}

/// Whether a character stands in double quotes only: line ends, controls, and what YAML does not print.
fn is_special(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn double_quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            c if is_special(c) => quoted.push_str(&format!("\\u{:04x}", c as u32)),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::{Quotes, flow_list, key_text, plain_or_quoted};

    #[test]
    fn texts_are_quoted_where_they_would_be_misread() {
        for (text, written) in [
            ("Ana Diaz", "Ana Diaz"),
            ("2 weeks", "2 weeks"),
            ("2026-06-03", "2026-06-03"),
            ("14", "14"),
            ("3.5", "3.5"),
            ("4w..6w", "4w..6w"),
            ("O'Brien", "O'Brien"),
            ("https://ana.example/#top", "https://ana.example/#top"),
            ("José 🙂", "José 🙂"),
            ("", "\"\""),
            ("[[Acme]]", "\"[[Acme]]\""),
            ("#friend", "\"#friend\""),
            ("note: this", "\"note: this\""),
            ("ends:", "\"ends:\""),
            ("a #comment", "\"a #comment\""),
            ("- item", "\"- item\""),
            ("-5", "\"-5\""),
            ("+44 20", "\"+44 20\""),
            ("0044", "\"0044\""),
            ("1e3", "\"1e3\""),
            ("12:30", "\"12:30\""),
            ("1_000", "\"1_000\""),
            ("yes", "\"yes\""),
            ("No", "\"No\""),
            ("null", "\"null\""),
            ("~", "\"~\""),
            ("@ana", "\"@ana\""),
            (" spaced", "\" spaced\""),
            ("two\nlines", "\"two\\nlines\""),
            ("say \"hi\"", "say \"hi\""),
            ("\"hi\"", "\"\\\"hi\\\"\""),
            ("back\\slash", "back\\slash"),
            ("bell\u{7}", "\"bell\\u0007\""),
        ] {
            assert_eq!(plain_or_quoted(text, Quotes::Double), written, "{text:?}");
        }
        assert_eq!(plain_or_quoted("it's", Quotes::Always('\'')), "'it''s'");
        assert_eq!(plain_or_quoted("B", Quotes::Always('"')), "\"B\"");
        assert_eq!(plain_or_quoted("a\nb", Quotes::Always('\'')), "\"a\\nb\"");
    }

    #[test]
    fn lists_and_keys() {
        let items = ["a".to_owned(), "b, c".to_owned(), "[[D]]".to_owned()];
        assert_eq!(flow_list(&items), "[a, \"b, c\", \"[[D]]\"]");
        assert_eq!(key_text("contact every"), "contact every");
        assert_eq!(key_text("a: b"), "\"a: b\"");
        assert_eq!(key_text("yes"), "\"yes\"");
        assert_eq!(key_text("città"), "città");
    }
}
