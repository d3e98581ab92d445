//! Fills a template: text and values in, text out, with what was left as it is and where the cursor belongs. Obsidian's `{{…}}` and a few
//! expressions of Templater are known; everything else stays byte for byte and is named. Nothing is ever executed.

mod braces;
mod builtin;
mod templater;

pub use builtin::{BUILT_IN, built_in};

use crate::base::fold;
use crate::base::now::Now;
use crate::base::span::Span;

/// What a template is filled with.
#[derive(Clone, Debug)]
pub struct Values<'v> {
    /// The note's file name, without folder and extension: Obsidian's title.
    pub title: &'v str,
    /// The name as it was typed.
    pub name: &'v str,
    /// The day the note is about, with the time it is.
    pub now: Now,
    /// How `{{date}}` is written when it says nothing else.
    pub date_format: &'v str,
    /// How `{{time}}` is written when it says nothing else.
    pub time_format: &'v str,
    /// Values by name, of `--set` and of prompts answered; they win over all others.
    pub set: &'v [(String, String)],
    /// The links of the people met, `[[Ana Diaz]]`.
    pub people: &'v [String],
}

/// A template filled.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Rendered {
    /// The text.
    pub text: String,
    /// Where in the text the cursor belongs, when the template says so.
    pub cursor: Option<usize>,
    /// What stays as it is, in the order of the template.
    pub left: Vec<Left>,
    /// Which of [`Values::set`] the template asked for, in their order.
    pub used: Vec<bool>,
    /// Whether the template says where people belong.
    pub named_people: bool,
}

/// Something that stays in the text as it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Left {
    /// Where in the template.
    pub span: Span,
    /// Why.
    pub why: Why,
}

/// Why something stays.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Why {
    /// A `{{name}}` that nothing is known for.
    Unknown(String),
    /// A question of the template, `{{prompt:Label}}`, without its answer.
    Unanswered(String),
    /// An expression of Templater that is not one of the few translated.
    Expression,
    /// A script of Templater; scripts are never run.
    Script,
}

/// What a placeholder gives.
enum Found {
    Text(String),
    Cursor,
    /// The link of the person the line is written for.
    EachPerson,
    Left(Why),
}

/// A piece of a template; a text reaches to the end of its line at most.
enum Piece {
    Text(Span),
    Placeholder(Span, Found),
}

/// Fills a template. Never fails; linear in the text.
pub fn render(template: &str, values: &Values<'_>) -> Rendered {
    let mut rendered = Rendered { used: vec![false; values.set.len()], ..Rendered::default() };
    let pieces = pieces(template, values, &mut rendered);
    for piece in &pieces {
        if let Piece::Placeholder(span, Found::Left(why)) = piece {
            rendered.left.push(Left { span: *span, why: why.clone() });
        }
    }
    for row in pieces.split_inclusive(|piece| matches!(piece, Piece::Text(span) if span.of(template).ends_with('\n'))) {
        if !row.iter().any(|piece| matches!(piece, Piece::Placeholder(_, Found::EachPerson))) {
            write(template, row, "", &mut rendered);
            continue;
        }
        rendered.named_people = true;
        for (at, person) in values.people.iter().enumerate() {
            if at > 0 && !rendered.text.ends_with('\n') {
                rendered.text.push('\n');
            }
            write(template, row, person, &mut rendered);
        }
    }
    rendered
}

/// The labels of the questions a template asks, each once, in its order.
pub fn prompts(template: &str) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for (_, inner) in placeholders(template).filter(|(_, inner)| matches!(inner, Inner::Braces(_))) {
        if let Inner::Braces(inner) = inner
            && let Some(label) = braces::prompt(inner)
            && !labels.iter().any(|known| fold::key(known) == fold::key(label))
        {
            labels.push(label.to_owned());
        }
    }
    labels
}

/// What stands between the marks of a placeholder.
enum Inner<'t> {
    Braces(&'t str),
    Templater(&'t str),
}

/// The longest `{{…}}` that is read.
const MOST_BYTES: usize = 300;

/// The placeholders of a text with their whole spans, marks included. `{{…}}` stands in one line; `<% … %>` may hold several.
fn placeholders(text: &str) -> impl Iterator<Item = (Span, Inner<'_>)> {
    let mut at = 0;
    // Once no `%>` follows, none does further on.
    let mut closable = true;
    std::iter::from_fn(move || {
        loop {
            let found = memchr::memchr2(b'{', b'<', text.as_bytes().get(at..)?)? + at;
            let rest = text.get(found..)?;
            at = found + 1;
            if let Some(inner) = rest.strip_prefix("{{") {
                let reach = inner.len().min(MOST_BYTES);
                let close = memchr::memmem::find(inner.as_bytes().get(..reach)?, b"}}");
                let inner = close.and_then(|close| inner.get(..close)).filter(|inner| !inner.contains('\n') && !inner.contains("{{"));
                if let Some(inner) = inner {
                    at = found + inner.len() + 4;
                    return Some((Span::new(found, at), Inner::Braces(inner)));
                }
            } else if let Some(inner) = rest.strip_prefix("<%").filter(|_| closable) {
                match memchr::memmem::find(inner.as_bytes(), b"%>") {
                    Some(close) => {
                        at = found + close + 4;
                        return Some((Span::new(found, at), Inner::Templater(inner.get(..close).unwrap_or(""))));
                    }
                    None => closable = false,
                }
            }
        }
    })
}

/// The template in pieces, what the placeholders give already worked out.
fn pieces(template: &str, values: &Values<'_>, rendered: &mut Rendered) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    let mut trim = Trim::None;
    for (span, inner) in placeholders(template) {
        let (found, before, after) = match inner {
            Inner::Braces(inner) => (braces::value(inner, values, rendered), Trim::None, Trim::None),
            Inner::Templater(inner) => templater::value(inner, values),
        };
        let kept = matches!(found, Found::Left(_));
        push_text(template, at, span.start as usize, trim, if kept { Trim::None } else { before }, &mut pieces);
        pieces.push(Piece::Placeholder(span, found));
        trim = if kept { Trim::None } else { after };
        at = span.end as usize;
    }
    push_text(template, at, template.len(), trim, Trim::None, &mut pieces);
    pieces
}

/// What Templater's marks `<%-`, `<%_`, `-%>` and `_%>` take away beside them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trim {
    None,
    /// One line break.
    Line,
    /// All white space.
    All,
}

/// The text between two placeholders, cut at its line breaks.
fn push_text(template: &str, start: usize, end: usize, after: Trim, before: Trim, pieces: &mut Vec<Piece>) {
    let mut text = template.get(start..end).unwrap_or("");
    match after {
        Trim::None => {}
        Trim::Line => text = text.strip_prefix("\r\n").or_else(|| text.strip_prefix('\n')).unwrap_or(text),
        Trim::All => text = text.trim_start(),
    }
    let mut at = end - text.len();
    match before {
        Trim::None => {}
        Trim::Line => text = text.strip_suffix('\n').map_or(text, |text| text.strip_suffix('\r').unwrap_or(text)),
        Trim::All => text = text.trim_end(),
    }
    for line in text.split_inclusive('\n') {
        pieces.push(Piece::Text(Span::new(at, at + line.len())));
        at += line.len();
    }
}

fn write(template: &str, row: &[Piece], person: &str, rendered: &mut Rendered) {
    for piece in row {
        match piece {
            Piece::Text(span) | Piece::Placeholder(span, Found::Left(_)) => rendered.text.push_str(span.of(template)),
            Piece::Placeholder(_, Found::Text(text)) => rendered.text.push_str(text),
            Piece::Placeholder(_, Found::EachPerson) => rendered.text.push_str(person),
            Piece::Placeholder(_, Found::Cursor) => {
                let here = rendered.text.len();
                rendered.cursor.get_or_insert(here);
            }
        }
    }
}

#[cfg(test)]
mod tests;
