//! A query cut into words, phrases, fields and signs, each with its place. Knows no field by name.

use crate::base::span::Span;

use super::Fault;

/// One piece of a query.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Token {
    pub what: What,
    pub span: Span,
}

/// What a piece is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum What {
    Open,
    Close,
    /// A minus sign in front of something, or `NOT`.
    Not,
    Or,
    And,
    /// A word without quotes.
    Word(String),
    /// Words in quotes.
    Phrase(String),
    /// `name:values`.
    Field(Value, Vec<Value>),
    /// `@name`.
    Saved(String),
}

/// A text with its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Value {
    pub text: String,
    pub span: Span,
}

/// A stretch of a word.
struct Bit<'q> {
    text: &'q str,
    at: usize,
    quoted: bool,
}

/// Whether a character opens or closes a phrase; those that text editors make of `"` too.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}')
}

/// Whether a character in front of something excludes it; U+2212 too.
pub(super) fn is_minus(c: char) -> bool {
    matches!(c, '-' | '\u{2212}')
}

/// Cuts a query.
pub(super) fn tokens(query: &str) -> Result<Vec<Token>, Fault> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = char_at(query, at) {
        let next = at + c.len_utf8();
        let goes_on = char_at(query, next).is_some_and(|c| !c.is_whitespace() && c != ')');
        let sign = match c {
            '(' => Some(What::Open),
            ')' => Some(What::Close),
            c if is_minus(c) && goes_on => Some(What::Not),
            _ => None,
        };
        if let Some(what) = sign {
            tokens.push(Token { what, span: Span::new(at, next) });
            at = next;
        } else if c.is_whitespace() {
            at = next;
        } else {
            let (bits, end) = bits(query, at)?;
            tokens.push(Token { what: what(&bits, Span::new(at, end))?, span: Span::new(at, end) });
            at = end;
        }
    }
    Ok(tokens)
}

/// The stretches of the word at `start`, up to a space or bracket outside quotes, and where it ends.
fn bits(query: &str, start: usize) -> Result<(Vec<Bit<'_>>, usize), Fault> {
    let mut bits = Vec::new();
    let (mut from, mut at) = (start, start);
    while let Some(c) = char_at(query, at) {
        if c.is_whitespace() || matches!(c, '(' | ')') {
            break;
        }
        let next = at + c.len_utf8();
        if !is_quote(c) {
            at = next;
            continue;
        }
        if from < at {
            bits.push(Bit { text: query.get(from..at).unwrap_or_default(), at: from, quoted: false });
        }
        let rest = query.get(next..).unwrap_or_default();
        let Some(close) = rest.find(is_quote) else {
            let message = "this quote is never closed";
            return Err(Fault::new(Span::new(at, query.len()), message, "put a `\"` behind the last of the words that belong together"));
        };
        bits.push(Bit { text: rest.get(..close).unwrap_or_default(), at: next, quoted: true });
        at = next + close + char_at(query, next + close).map_or(0, char::len_utf8);
        from = at;
    }
    if from < at {
        bits.push(Bit { text: query.get(from..at).unwrap_or_default(), at: from, quoted: false });
    }
    Ok((bits, at))
}

fn what(bits: &[Bit<'_>], span: Span) -> Result<What, Fault> {
    let whole = || bits.iter().map(|bit| bit.text).collect::<String>();
    if let Some((name, from)) = field_name(bits) {
        return Ok(What::Field(name, values(bits, from)));
    }
    if bits.iter().any(|bit| bit.quoted) {
        let words = whole();
        if words.trim().is_empty() {
            return Err(Fault::new(span, "there is nothing between the quotes", "write a word there, or take the quotes out"));
        }
        return Ok(What::Phrase(words));
    }
    let word = whole();
    Ok(match word.as_str() {
        "OR" => What::Or,
        "AND" => What::And,
        "NOT" => What::Not,
        _ => match word.strip_prefix('@').filter(|name| !name.is_empty() && name.chars().all(is_name)) {
            Some(name) => What::Saved(name.to_owned()),
            None => What::Word(word),
        },
    })
}

/// Whether a character may stand in the name of a saved search.
pub(super) fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_')
}

/// The name in front of the first colon, when it is made like a field's, and where the values begin. `https://…` and `14:30` are words.
fn field_name(bits: &[Bit<'_>]) -> Option<(Value, usize)> {
    let first = bits.first().filter(|bit| !bit.quoted)?;
    let colon = first.text.find(':')?;
    let name = first.text.get(..colon)?;
    let is_field = !name.is_empty() && name.chars().all(|c| c.is_alphabetic() || matches!(c, '_' | '-'));
    let is_address = first.text.get(colon + 1..)?.starts_with("//");
    let value = || Value { text: name.to_owned(), span: Span::new(first.at, first.at + colon) };
    (is_field && !is_address).then(|| (value(), first.at + colon + 1))
}

/// The values behind a field's name: separated by commas outside quotes, those that are empty left out.
fn values(bits: &[Bit<'_>], from: usize) -> Vec<Value> {
    let mut values: Vec<Value> = Vec::new();
    let mut open: Option<Value> = None;
    let add = |open: &mut Option<Value>, text: &str, at: usize| {
        let value = open.get_or_insert_with(|| Value { text: String::new(), span: Span::new(at, at) });
        value.text.push_str(text);
        value.span.end = (at + text.len()) as u32;
    };
    for bit in bits {
        let skipped = from.saturating_sub(bit.at).min(bit.text.len());
        let text = bit.text.get(skipped..).unwrap_or_default();
        let mut at = bit.at + skipped;
        if bit.quoted {
            add(&mut open, text, at);
            continue;
        }
        for (number, part) in text.split(',').enumerate() {
            if number > 0 {
                values.extend(open.take());
            }
            if !part.is_empty() {
                add(&mut open, part, at);
            }
            at += part.len() + 1;
        }
    }
    values.extend(open);
    values.retain(|value| !value.text.trim().is_empty());
    values
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}
