//! Shell arguments into one query. The shell has taken the quotes away: an argument that is one filter keeps its spaces, so that
//! `'city:New York'` asks for one city.

use super::lex::{Value, is_minus, is_quote};
use super::{Reading, field};
use crate::base::span::Span;

/// The query that the arguments make.
pub fn join<S: AsRef<str>>(arguments: &[S], reading: &Reading<'_>) -> String {
    let parts: Vec<String> =
        arguments.iter().map(|argument| whole(argument.as_ref().trim(), reading)).filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// An argument, its values in quotes when it is one filter with spaces in it.
fn whole(argument: &str, reading: &Reading<'_>) -> String {
    filter(argument, reading).unwrap_or_else(|| argument.to_owned())
}

fn filter(argument: &str, reading: &Reading<'_>) -> Option<String> {
    let bare = argument.trim_start_matches(is_minus);
    let sign = argument.get(..argument.len() - bare.len())?;
    let (name, rest) = bare.split_once(':')?;
    let field = field::named(&value(name)).ok()?;
    let is_sign = |word: &str| matches!(word, "OR" | "AND" | "NOT") || word.len() > 1 && word.starts_with(is_minus);
    let more_than_values = rest.contains([':', '(', ')', '@']) || rest.contains(is_quote) || rest.split_whitespace().any(is_sign);
    if !argument.contains(char::is_whitespace) || more_than_values {
        return None;
    }
    // `'date:May 2, 2026'` is one day, `'city:Lisbon, Porto'` are two cities, `'tag:family harbour'` is a filter and a word.
    if !field.takes_any_text() && field.read(&[value(rest)], reading).is_ok() {
        return Some(format!("{sign}{name}:\"{}\"", rest.trim()));
    }
    let values: Vec<&str> = rest.split(',').map(str::trim).filter(|value| !value.is_empty()).collect();
    let is_spaced = |value: &&str| value.contains(char::is_whitespace);
    let texts: Vec<Value> = values.iter().map(|text| value(text)).collect();
    if values.is_empty() || field.takes_any_word() && values.iter().any(is_spaced) || field.read(&texts, reading).is_err() {
        return None;
    }
    let quoted: Vec<String> =
        values.iter().map(|value| if is_spaced(value) { format!("\"{value}\"") } else { (*value).to_owned() }).collect();
    Some(format!("{sign}{name}:{}", quoted.join(",")))
}

fn value(text: &str) -> Value {
    Value { text: text.to_owned(), span: Span::default() }
}
