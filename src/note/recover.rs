//! What is still read when a front matter is no YAML: every top-level key whose lines are, each alone (format page, section 10, point 14),
//! and the words that say why the others are not.
//!
//! Refuses to guess: the value of a key that fails is lost, never repaired.

use granit_parser::ErrorKind;

use crate::base::diagnostic::Problem;
use crate::base::span::Span;
use crate::note::yaml::{self, Budget, Fault, Kind, Node, Reason};

/// The lint rule for front matter that could not be read.
pub(super) const MALFORMED: &str = "malformed-front-matter";

/// Reads each top-level key of a block alone. Every part that fails is one problem; `whole` says why the block as a whole failed.
/// Returns the pairs, and the faults of single values, in file order.
pub(super) fn recover(
    text: &str,
    content: Span,
    whole: &Fault,
    budget: &mut Budget,
    problems: &mut Vec<Problem>,
) -> (Vec<(Node, Node)>, Vec<Fault>) {
    let parts = split(text, content);
    let (mut entries, mut faults) = (Vec::new(), Vec::new());
    let before = problems.len();
    let mut keep = |document: yaml::Document| -> bool {
        let fine = match document.root {
            None => true,
            Some(Node { kind: Kind::Mapping(pairs), .. }) => {
                entries.extend(pairs);
                true
            }
            Some(_) => false,
        };
        faults.extend(document.faults);
        fine
    };
    for part in &parts {
        let name = if part.keyed { part.span } else { Span::default() };
        match (yaml::parse(text, part.span, budget), part.stray) {
            (Ok(document), _) => {
                if !keep(document) {
                    problems.push(no_pair(first_line(text, part.span)));
                }
            }
            (Err(_), Some(stray)) if !part.keyed => problems.push(no_pair(first_line(text, stray))),
            (Err(fault), Some(stray)) => {
                // A stray line behind a key without a value may be meant as its value.
                let head = Span { start: part.span.start, end: stray.start };
                let kept = yaml::parse(text, head, budget).is_ok_and(|document| has_value(&document) && keep(document));
                problems.push(if kept { no_pair(first_line(text, stray)) } else { problem(text, name, None, &fault) });
            }
            (Err(fault), None) => problems.push(problem(text, name, None, &fault)),
        }
    }
    if problems.len() == before {
        problems.push(problem(text, Span::default(), None, whole));
    }
    (entries, faults)
}

/// The lines of one top-level key, or those before the first.
struct Part {
    span: Span,
    keyed: bool,
    /// From the first line that is neither a key nor more of one.
    stray: Option<Span>,
}

/// Splits a block at the lines that start a top-level key. A block that is one flow collection or one list is one part.
fn split(text: &str, content: Span) -> Vec<Part> {
    let source = content.of(text);
    let first = source.lines().find(|line| !is_blank(line)).unwrap_or("");
    let indent = first.len() - first.trim_start_matches(' ').len();
    let first = first.trim_start();
    let strange = (first.starts_with('[') && !first.starts_with("[[")) || (first.starts_with('{') && !first.starts_with("{{"));
    let mut parts: Vec<Part> = Vec::new();
    let mut at = content.start as usize;
    for line in source.split_inclusive('\n') {
        let next = at + line.len();
        let depth = line.len() - line.trim_start_matches(' ').len();
        let outer = depth <= indent && !is_blank(line);
        let keyed = outer && !strange && !is_item(first) && depth == indent && key_end(line.get(depth..).unwrap_or("")).is_some();
        let stray = outer && !keyed && !strange && !is_more(line.get(depth..).unwrap_or(""));
        match parts.last_mut() {
            Some(part) if !keyed => {
                part.span.end = next as u32;
                match &mut part.stray {
                    Some(span) => span.end = next as u32,
                    None if stray => part.stray = Some(Span::new(at, next)),
                    None => {}
                }
            }
            _ => parts.push(Part { span: Span::new(at, next), keyed, stray: stray.then(|| Span::new(at, next)) }),
        }
        at = next;
    }
    parts
}

/// A blank line or a comment.
fn is_blank(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '\t']);
    line.is_empty() || line.starts_with(['#', '\n', '\r'])
}

/// An item of a list.
fn is_item(line: &str) -> bool {
    line.strip_prefix('-').is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']))
}

/// A line that can belong to the key above it without being indented by spaces: an item, the end of a collection, or one that begins with a tab.
fn is_more(line: &str) -> bool {
    is_item(line) || line.starts_with([']', '}', ',', '\t'])
}

/// The length of the key of a line `key: value` that begins with its key, up to the colon.
fn key_end(line: &str) -> Option<usize> {
    if is_more(line) || line.starts_with(['#', '%', '\r', '\n']) {
        return None;
    }
    let bytes = line.as_bytes();
    let quote = bytes.first().copied().filter(|byte| matches!(byte, b'"' | b'\''));
    let from = match quote {
        Some(quote) => memchr::memchr(quote, bytes.get(1..)?)? + 2,
        None => 0,
    };
    memchr::memchr_iter(b':', bytes.get(from..)?)
        .map(|colon| from + colon)
        .find(|colon| matches!(bytes.get(colon + 1), None | Some(b' ' | b'\t' | b'\r' | b'\n')))
        .filter(|&colon| !line.get(..colon).is_some_and(|key| key.contains(" #")))
}

/// The first line of a span that is not blank, without white space around it.
fn first_line(text: &str, span: Span) -> Span {
    let mut at = span.start as usize;
    for line in span.of(text).split_inclusive('\n') {
        if !is_blank(line) {
            let start = at + line.len() - line.trim_start().len();
            return Span::new(start, at + line.trim_end().len());
        }
        at += line.len();
    }
    span
}

/// Whether the last key of a document has a value.
fn has_value(document: &yaml::Document) -> bool {
    document.root.as_ref().and_then(|root| root.entries().last()).is_some_and(|(_, value)| !value.is_null())
}

fn no_pair(span: Span) -> Problem {
    Problem { code: MALFORMED, span, message: "this line is no `key: value`".to_owned() }
}

/// The problem of one fault. `part` holds the lines of the key it lost, `key` its name when that is known.
pub(super) fn problem(text: &str, part: Span, key: Option<&str>, fault: &Fault) -> Problem {
    let lines = part.of(text);
    let skipped = lines.split_inclusive('\n').take_while(|line| is_blank(line)).map(str::len).sum::<usize>();
    let line = lines.get(skipped..).unwrap_or("");
    let indent = line.len() - line.trim_start().len();
    let line = line.trim_start();
    let line = line.split('\n').next().unwrap_or(line);
    let end = key_end(line);
    let name = key.or_else(|| end.and_then(|end| line.get(..end)).map(|key| key.trim().trim_matches(['"', '\''])));
    let value = end.and_then(|end| line.get(end + 1..)).unwrap_or("").trim();
    let reason = why(value, &fault.reason);
    let message = match name {
        Some(name) => {
            let place = part.start as usize + skipped + indent + end.unwrap_or(0);
            let part = if key.is_none() && (fault.span.start as usize) < place { "key" } else { "value of" };
            format!("cannot read the {part} `{}`: {reason}", short(name))
        }
        None => format!("cannot read the front matter: {reason}"),
    };
    Problem { code: MALFORMED, span: fault.span, message }
}

/// At most 60 characters of a text, on one line, to show in a message.
pub(super) fn short(text: &str) -> String {
    let mut shown: String = text.chars().take(60).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

/// The reason in plain words; `value` is what stands behind the key on its line.
fn why(value: &str, reason: &Reason) -> String {
    let kind = match reason {
        Reason::Syntax(kind) => kind,
        Reason::TooDeep => return "too many lists inside lists".to_owned(),
        Reason::TooManyCopies => return "too many repeated parts".to_owned(),
        Reason::SelfReference => return "it repeats itself".to_owned(),
        Reason::UnknownAnchor => return "nothing is named `&…` as this `*…` asks; text that begins with `*` must be quoted".to_owned(),
        Reason::SecondDocument => return "a line `...` or `--- …` does not close it; only a line `---` does".to_owned(),
    };
    if value.starts_with("[[") {
        return "links must be quoted, several in a list: `[\"[[A]]\", \"[[B]]\"]`".to_owned();
    }
    if value.starts_with("{{") {
        return "text that begins with `{{` must be quoted".to_owned();
    }
    match kind {
        ErrorKind::UnexpectedCharacter { character: '\0' } => return "it holds a NUL character".to_owned(),
        ErrorKind::UnexpectedCharacter { character } => return format!("`{}` must be quoted", character.escape_debug()),
        _ => {}
    }
    if let Some(sign) = value.chars().next().filter(|c| matches!(c, '*' | '&' | '!' | '%' | '@' | '`' | '|' | '>')) {
        return format!("text that begins with `{sign}` must be quoted");
    }
    match kind {
        ErrorKind::UnclosedFlowCollection { open } => format!("the bracket `{open}` is not closed"),
        ErrorKind::UnclosedQuotedScalar => "the quote is not closed".to_owned(),
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => format!("`{open}` is closed by `{close}`"),
        ErrorKind::MisplacedFlowCollectionEnd => "a bracket is closed that was not opened".to_owned(),
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => "text with a colon and a space must be quoted".to_owned(),
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabInPlainScalar
        | ErrorKind::TabAtBlockScalarStart => "a tab cannot indent; use spaces".to_owned(),
        ErrorKind::InvalidTrailingDoubleQuotedScalar | ErrorKind::InvalidTrailingSingleQuotedScalar => {
            "something follows the closing quote; quote the whole text".to_owned()
        }
        ErrorKind::CommentInterceptedScalar => "a comment stands in the middle of the text".to_owned(),
        ErrorKind::BlockSequenceEntryNotAllowed => "a list item `-` must stand on a line of its own".to_owned(),
        ErrorKind::UnknownQuotedScalarEscape => "a `\\` in double quotes must be doubled".to_owned(),
        ErrorKind::ExpectedBlockMappingKey if value.starts_with('[') => {
            "something follows the closing bracket; quote the whole text".to_owned()
        }
        kind => kind.to_string(),
    }
}
