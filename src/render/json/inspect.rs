//! The JSON of `inspect`.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value};

use crate::base::span::Span;
use crate::base::when::When;
use crate::book::Book;
use crate::book::promises::State;
use crate::note::link::LinkKind;
use crate::note::yaml::{Kind, Node};
use crate::render::json;
use crate::views::inspect::{Inspect, Link, Task};

#[derive(Serialize)]
struct Answer<'b> {
    version: u32,
    as_of: String,
    path: &'b str,
    kind: &'static str,
    front_matter: Map<String, Value>,
    headings: Vec<HeadingJson<'b>>,
    links: Vec<LinkJson<'b>>,
    tags: Vec<TagJson<'b>>,
    tasks: Vec<TaskJson<'b>>,
    entries: Vec<EntryJson<'b>>,
    inline_fields: Vec<FieldJson<'b>>,
    diagnostics: Vec<ProblemJson<'b>>,
}

#[derive(Serialize)]
struct HeadingJson<'b> {
    level: u8,
    text: &'b str,
    span: [u32; 2],
    line: u32,
}

#[derive(Serialize)]
struct LinkJson<'b> {
    kind: &'static str,
    target: &'b str,
    display: Option<&'b str>,
    span: [u32; 2],
    line: u32,
    resolves_to: Option<&'b str>,
    ambiguous: Vec<&'b str>,
    r#in: &'static str,
}

#[derive(Serialize)]
struct TagJson<'b> {
    tag: &'b str,
    line: u32,
    r#in: &'static str,
}

#[derive(Serialize)]
struct TaskJson<'b> {
    state: &'static str,
    mark: char,
    text: &'b str,
    line: u32,
    span: [u32; 2],
    due: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    due_text: Option<&'b str>,
    scheduled: Option<String>,
    start: Option<String>,
    created: Option<String>,
    done: Option<String>,
    cancelled: Option<String>,
    priority: Option<&'static str>,
    recurrence: Option<&'b str>,
}

#[derive(Serialize)]
struct EntryJson<'b> {
    date: Option<String>,
    channel: Option<&'b str>,
    text: &'b str,
    span: [u32; 2],
    line: u32,
}

#[derive(Serialize)]
struct FieldJson<'b> {
    key: &'b str,
    value: &'b str,
    line: u32,
}

#[derive(Serialize)]
struct ProblemJson<'b> {
    code: &'b str,
    message: &'b str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    span: [u32; 2],
}

/// Writes the answer.
pub fn write(book: &Book, inspect: &Inspect, out: &mut dyn Write) -> io::Result<()> {
    let note = book.note(inspect.note);
    let mut front_matter = Map::new();
    for field in &inspect.front {
        let held = serde_json::json!({ "value": value(&field.value), "span": span(field.value.span) });
        front_matter.insert(field.key.clone(), held);
    }
    let answer = Answer {
        version: json::VERSION,
        as_of: book.as_of.to_string(),
        path: &note.path,
        kind: note.kind.word(),
        front_matter,
        headings: inspect
            .headings
            .iter()
            .map(|heading| HeadingJson { level: heading.level, text: &heading.text, span: span(heading.span), line: heading.row })
            .collect(),
        links: inspect.links.iter().map(|link| linked(book, link)).collect(),
        tags: inspect.tags.iter().map(|tag| TagJson { tag: &tag.tag, line: tag.row, r#in: side(tag.front) }).collect(),
        tasks: inspect.tasks.iter().map(|task| task_of(book, task)).collect(),
        entries: inspect
            .entries
            .iter()
            .map(|entry| EntryJson {
                date: entry.date.map(|date| date.to_string()),
                channel: json::channel(book, entry.channel),
                text: &entry.text,
                span: span(entry.span),
                line: entry.row,
            })
            .collect(),
        inline_fields: inspect.fields.iter().map(|(key, value, line)| FieldJson { key, value, line: *line }).collect(),
        diagnostics: inspect
            .problems
            .iter()
            .map(|(problem, start, end)| ProblemJson {
                code: problem.code,
                message: &problem.message,
                line: start.0,
                column: start.1,
                end_line: end.0,
                end_column: end.1,
                span: span(problem.span),
            })
            .collect(),
    };
    json::write(&answer, out)
}

fn span(span: Span) -> [u32; 2] {
    [span.start, span.end]
}

fn side(front: bool) -> &'static str {
    if front { "front_matter" } else { "body" }
}

fn linked<'b>(book: &'b Book, link: &'b Link) -> LinkJson<'b> {
    LinkJson {
        kind: match link.kind {
            LinkKind::Wiki => "wikilink",
            LinkKind::Markdown => "markdown",
            LinkKind::Embed => "embed",
        },
        target: &link.target,
        display: link.display.as_deref(),
        span: span(link.span),
        line: link.row,
        resolves_to: link.leads_to.map(|note| book.path(note)),
        ambiguous: link.ambiguous.iter().map(|&note| book.path(note)).collect(),
        r#in: side(link.front),
    }
}

fn task_of<'b>(book: &Book, task: &'b Task) -> TaskJson<'b> {
    let day = |when: Option<When>| when.and_then(|when| when.day(book.config.date_order)).map(|date| date.to_string());
    let signs = &task.signs;
    let due = day(signs.due);
    let due_text = signs.due_text.clone().and_then(|range| task.raw.get(range)).filter(|_| signs.due.is_some() && due.is_none());
    TaskJson {
        state: State::of(Some(task.mark)).word(),
        mark: task.mark,
        text: &task.text,
        line: task.row,
        span: span(task.span),
        due,
        due_text,
        scheduled: day(signs.scheduled),
        start: day(signs.start),
        created: day(signs.created),
        done: day(signs.done),
        cancelled: day(signs.cancelled),
        priority: signs.priority.map(|priority| priority.word()),
        recurrence: signs.recurrence.clone().and_then(|range| task.raw.get(range)),
    }
}

/// A value as JSON: plain `true`, `false` and numbers in their one usual spelling are such, all else is text (a phone keeps its zeros).
pub fn value(node: &Node) -> Value {
    match &node.kind {
        Kind::Null => Value::Null,
        Kind::Link(inner) => Value::String(format!("[[{inner}]]")),
        Kind::Sequence(items) => Value::Array(items.iter().map(value).collect()),
        Kind::Mapping(entries) => {
            Value::Object(entries.iter().map(|(key, held)| (key.text().unwrap_or_default().to_owned(), value(held))).collect())
        }
        Kind::Scalar { text, plain: true } => match text.as_str() {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            _ => number(text).unwrap_or_else(|| Value::String(text.clone())),
        },
        Kind::Scalar { text, .. } => Value::String(text.clone()),
    }
}

fn number(text: &str) -> Option<Value> {
    if let Some(whole) = text.parse::<i64>().ok().filter(|whole| whole.to_string() == text) {
        return Some(Value::from(whole));
    }
    let real = text.parse::<f64>().ok().filter(|real| real.is_finite() && real.to_string() == text)?;
    serde_json::Number::from_f64(real).map(Value::Number)
}
