//! Edits of a note's front matter by splicing bytes: set a key, add to a list, remove a key, or begin a front matter. Line ends, byte order
//! mark, comments, key order, indentation and quotes stay as they are.
//!
//! What would come out is read again before it is given: every other key must read as before, the key as asked, and the body be the same
//! (`gate`). Refuses, with the reason, keys that are given twice, anchored, tagged, merged or written in a way it cannot splice.

mod gate;
mod place;
pub mod scalar;

use std::fmt;

use crate::base::change::Edit;
use crate::base::span::Span;
use crate::note::front_matter::{self, Field, FrontMatter};
use crate::note::yaml::{Kind, Node};
use place::Place;
use scalar::{Quotes, flow_list, flow_scalar, key_text, plain_or_quoted};

/// What is asked for one key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Request {
    /// The key as the note writes it, or as it is to be written.
    pub key: String,
    /// What to do with it.
    pub action: Action,
}

/// What to do with a key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Action {
    /// Give it this value, whatever it has.
    Set(Value),
    /// Add these to its list; one value becomes a list; those already there are not added again.
    Add(Vec<String>),
    /// Take it away with its value; nothing when it is not there.
    Remove,
}

/// A value to write.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value {
    /// A text, quoted where YAML would read something else.
    Text(String),
    /// Written as it is: a truth value.
    Plain(String),
    /// A list of texts.
    List(Vec<String>),
}

/// Why the front matter is not edited.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refused {
    /// It is never closed.
    Unclosed,
    /// It could not be read whole, for the reason.
    Malformed(String),
    /// A key stands in a way that cannot be edited.
    Key {
        /// The key.
        key: String,
        /// In what way: the end of a sentence.
        why: &'static str,
    },
    /// What would come out reads otherwise than asked.
    Misread(String),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::Unclosed => f.write_str("the front matter has no closing `---` line"),
            Refused::Malformed(why) => write!(f, "the front matter cannot be read whole: {why}"),
            Refused::Key { key, why } => write!(f, "the key `{key}` {why}"),
            Refused::Misread(what) => write!(f, "the front matter would not read as asked: {what}"),
        }
    }
}

/// The edits of a whole note's text that do what is asked; none when it is so already.
pub fn edits(text: &str, requests: &[Request]) -> Result<Vec<Edit>, Refused> {
    let read = front_matter::read(text);
    if let Some(problem) = read.problems.iter().find(|problem| problem.code == "malformed-front-matter") {
        return Err(Refused::Malformed(problem.message.clone()));
    }
    if read.problems.iter().any(|problem| problem.code == "unclosed-front-matter") {
        return Err(Refused::Unclosed);
    }
    let newline = newline(text);
    let mut edits = Vec::new();
    let mut fresh = String::new();
    for (at, request) in requests.iter().enumerate() {
        if requests.iter().take(at).any(|before| before.key == request.key) {
            return Err(Refused::Key { key: request.key.clone(), why: "is asked for twice" });
        }
        match place::find(text, read.front.as_ref(), &request.key)? {
            Some(place) => edits.extend(of_field(text, &place, &request.action, newline)?),
            None => fresh.push_str(&new_lines(text, read.front.as_ref(), request, newline)?),
        }
    }
    if !fresh.is_empty() {
        edits.push(match &read.front {
            Some(front) => insert(front.content.end as usize, fresh),
            None => insert(read.body, format!("---{newline}{fresh}---{newline}")),
        });
    }
    edits.retain(|edit| edit.span.start != edit.span.end || !edit.text.is_empty());
    edits.sort_by_key(|edit| edit.span);
    gate::check(text, &read, &edits, requests)?;
    Ok(edits)
}

/// The note's line end: that of its first line.
fn newline(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text.get(..at).is_some_and(|line| line.ends_with('\r')) => "\r\n",
        _ => "\n",
    }
}

fn insert(at: usize, text: String) -> Edit {
    Edit { span: Span::new(at, at), text }
}

fn replace(start: usize, end: usize, text: String) -> Edit {
    Edit { span: Span::new(start, end), text }
}

/// The lines of a key that is not there; none when it is to be removed.
fn new_lines(text: &str, front: Option<&FrontMatter>, request: &Request, newline: &str) -> Result<String, Refused> {
    if request.key == "<<" {
        return Err(Refused::Key { key: request.key.clone(), why: "merges other keys" });
    }
    let margin = front.and_then(|front| front.fields.first()).map_or("", |first| place::indent(text, first.key_span.start as usize));
    let value = match &request.action {
        Action::Remove => return Ok(String::new()),
        Action::Set(Value::Text(value)) => format!(" {}", plain_or_quoted(value, Quotes::Double)),
        Action::Set(Value::Plain(value)) => format!(" {value}"),
        Action::Set(Value::List(items)) | Action::Add(items) if items.is_empty() => " []".to_owned(),
        Action::Set(Value::List(items)) => block_list(items, &list_indent(text, front, margin), newline),
        Action::Add(items) => block_list(&once(items), &list_indent(text, front, margin), newline),
    };
    Ok(format!("{margin}{}:{value}{newline}", key_text(&request.key)))
}

/// The items, each on a line of its own below what stands before.
fn block_list(items: &[String], indent: &str, newline: &str) -> String {
    items.iter().map(|item| format!("{newline}{indent}- {}", plain_or_quoted(item, Quotes::Double))).collect()
}

/// The indentation of the note's other lists, else two blanks more than its keys.
fn list_indent(text: &str, front: Option<&FrontMatter>, margin: &str) -> String {
    let mut lists = front.into_iter().flat_map(|front| &front.fields).filter(|field| is_block_list(text, &field.value));
    lists.next_back().map_or_else(|| format!("{margin}  "), |field| place::indent(text, field.value.span.start as usize).to_owned())
}

fn is_block_list(text: &str, value: &Node) -> bool {
    matches!(value.kind, Kind::Sequence(_)) && value.span.of(text).starts_with('-')
}

/// The edits of a key that is there.
fn of_field(text: &str, place: &Place<'_>, action: &Action, newline: &str) -> Result<Vec<Edit>, Refused> {
    let field = place.field;
    match action {
        Action::Remove => Ok(vec![replace(place.line_start, place.line_end, String::new())]),
        Action::Set(Value::Plain(value)) => set(text, place, value.clone()),
        Action::Set(Value::Text(value)) => set(text, place, plain_or_quoted(value, quotes(text, &field.value))),
        Action::Set(Value::List(items)) => set_list(text, place, items, newline),
        Action::Add(items) => add(text, place, items, newline),
    }
}

/// The quotes of a value, kept for the next one.
fn quotes(text: &str, value: &Node) -> Quotes {
    match (&value.kind, value.span.of(text).as_bytes().first()) {
        (Kind::Scalar { .. }, Some(b'"')) => Quotes::Always('"'),
        (Kind::Scalar { .. }, Some(b'\'')) => Quotes::Always('\''),
        _ => Quotes::Double,
    }
}

/// Puts one written value in the place of whatever is there.
fn set(text: &str, place: &Place<'_>, written: String) -> Result<Vec<Edit>, Refused> {
    place.without_comments(text)?;
    let span = place.field.value.span;
    let (start, end) = (span.start as usize, span.end as usize);
    if place.is_empty() {
        // The blanks before a comment stay, those at the end of a line go.
        let end = if place.blanks_end == place.key_line_end { place.blanks_end } else { place.colon_end };
        return Ok(vec![replace(place.colon_end, end, format!(" {written}"))]);
    }
    if let Some(header) = &place.block_header {
        // `key: |-  # comment` keeps its comment; its lines go.
        return Ok(vec![
            replace(header.start, header.end, written),
            replace(place.key_line_end, end.max(place.key_line_end), String::new()),
        ]);
    }
    if start > place.key_line_end {
        // The value stands below its key.
        return Ok(vec![insert(place.colon_end, format!(" {written}")), replace(place.key_line_end, end, String::new())]);
    }
    Ok(vec![replace(start, end, written)])
}

fn set_list(text: &str, place: &Place<'_>, items: &[String], newline: &str) -> Result<Vec<Edit>, Refused> {
    let value = &place.field.value;
    place.without_comments(text)?;
    if items.is_empty() {
        return set(text, place, "[]".to_owned());
    }
    if is_block_list(text, value) {
        let indent = place::indent(text, value.span.start as usize);
        let lines = block_list(items, indent, newline);
        // The first dash has its line and indentation already.
        let lines = lines.get(newline.len() + indent.len()..).unwrap_or_default().to_owned();
        return Ok(vec![replace(value.span.start as usize, place.last_item_end(text), lines)]);
    }
    if place.is_empty() && place.blanks_end == place.key_line_end {
        let indent = format!("{}  ", place::indent(text, place.line_start + place.margin));
        return Ok(vec![replace(place.colon_end, place.blanks_end, block_list(items, &indent, newline))]);
    }
    set(text, place, flow_list(items))
}

fn add(text: &str, place: &Place<'_>, items: &[String], newline: &str) -> Result<Vec<Edit>, Refused> {
    let field = place.field;
    let fresh = missing(field, items);
    if fresh.is_empty() {
        return Ok(Vec::new());
    }
    match &field.value.kind {
        Kind::Null => set_list(text, place, &fresh, newline),
        Kind::Sequence(old) if old.iter().all(Node::is_null) => set_list(text, place, &fresh, newline),
        Kind::Sequence(old) if is_block_list(text, &field.value) => {
            let Some(last) = old.last() else { return Ok(Vec::new()) };
            let indent = place::indent(text, field.value.span.start as usize);
            let end = place::line_end(text, (last.span.end as usize).max(field.value.span.start as usize));
            Ok(vec![insert(end, block_list(&fresh, indent, newline))])
        }
        Kind::Sequence(old) => {
            let Some(last) = old.last() else { return Ok(Vec::new()) };
            let items: String = fresh.iter().map(|item| format!(", {}", flow_scalar(item))).collect();
            Ok(vec![insert(last.span.end as usize, items)])
        }
        Kind::Scalar { text: old, .. } if place.block_header.is_none() => {
            let mut all = words(&field.key, old);
            all.extend(fresh);
            set_list(text, place, &all, newline)
        }
        Kind::Link(link) => {
            let mut all = vec![format!("[[{link}]]")];
            all.extend(fresh);
            set_list(text, place, &all, newline)
        }
        _ => Err(Refused::Key { key: field.key.clone(), why: "holds no list" }),
    }
}

/// Those of `items` the field does not hold yet, each once.
fn missing(field: &Field, items: &[String]) -> Vec<String> {
    let has = |item: &str| {
        field.value.items().iter().any(|node| match &node.kind {
            Kind::Scalar { text, .. } => text == item || words(&field.key, text).iter().any(|word| word == item),
            Kind::Link(link) => item.strip_prefix("[[").and_then(|item| item.strip_suffix("]]")) == Some(link),
            _ => false,
        })
    };
    once(items).into_iter().filter(|item| !has(item)).collect()
}

/// The items without those that an earlier one equals.
fn once(items: &[String]) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for item in items {
        if !once.contains(item) {
            once.push(item.clone());
        }
    }
    once
}

/// The values one text holds: of the tag keys each word.
fn words(key: &str, text: &str) -> Vec<String> {
    if !["tags", "tag"].iter().any(|tags| key.eq_ignore_ascii_case(tags)) {
        return vec![text.to_owned()];
    }
    text.split([',', ' ']).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests;
