//! The text of `check`: each finding with its place, the line it stands in with carets, and what to write instead.

use std::io::{self, Write};
use std::ops::Range;
use std::rc::Rc;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::base::diagnostic::Severity;
use crate::base::english;
use crate::base::span::Span;
use crate::lint::summary::{Overview, Tally};
use crate::lint::{Counts, Diagnostic};
use crate::render::clean::clean;
use crate::render::places::Places;
use crate::render::style::{Style, pad, width};

/// Writes all findings. `text_of` gives the text a finding stands in.
pub fn write(diagnostics: &[Diagnostic], text_of: &dyn Fn(&Diagnostic) -> Rc<str>, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut blank = false;
    for file in diagnostics.chunk_by(|one, other| one.path == other.path) {
        let Some(first) = file.first() else { continue };
        let text = text_of(first);
        let mut places = Places::new(&text);
        for diagnostic in file {
            if std::mem::replace(&mut blank, true) {
                writeln!(out)?;
            }
            one(diagnostic, &text, places.start(diagnostic.span), style, out)?;
        }
    }
    Ok(())
}

/// Writes the last line: how much was found, in how many notes read.
pub fn write_counts(counts: Counts, notes: u32, out: &mut dyn Write) -> io::Result<()> {
    let parts: Vec<String> = [(counts.errors, "error"), (counts.warnings, "warning"), (counts.infos, "info")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{} {word}{}", grouped(count), if count == 1 { "" } else { "s" }))
        .collect();
    let read = format!("{} {} read", grouped(notes), if notes == 1 { "note" } else { "notes" });
    if parts.is_empty() { writeln!(out, "Nothing to report: {read}.") } else { writeln!(out, "\n{}: {read}.", english::list(&parts)) }
}

fn one(diagnostic: &Diagnostic, text: &str, (line, column): (u32, u32), style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let word = format!("{}[{}]", diagnostic.severity.word(), diagnostic.code);
    let word = match diagnostic.severity {
        Severity::Error => style.error(&word),
        Severity::Warning => style.warn(&word),
        Severity::Info => style.bold(&word),
    };
    writeln!(out, "{}: {word}: {}", style.bold(&format!("{}:{line}:{column}", clean(&diagnostic.path))), clean(&diagnostic.message))?;
    if !diagnostic.is_of_file() {
        writeln!(out, "{}", excerpt(text, diagnostic.span, line, diagnostic.severity, style))?;
    }
    match &diagnostic.help {
        Some(help) => writeln!(out, "help: {}", clean(help)),
        None => Ok(()),
    }
}

/// The line a span begins in, with carets under it.
fn excerpt(text: &str, span: Span, line: u32, severity: Severity, style: &Style) -> String {
    let (shown, marked) = window(text, span, style.width.saturating_sub(10).max(30));
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    let snippet = Snippet::source(shown).line_start(line as usize).annotation(AnnotationKind::Primary.span(marked));
    renderer.term_width(style.width.max(40) + 20).render(&[Group::with_level(level).element(snippet)])
}

/// At most about `columns` of the line a span begins in, safe to show, around the span's beginning, and where the span lies in it.
pub fn window(text: &str, span: Span, columns: usize) -> (String, Range<usize>) {
    let start = floor(text, span.start as usize);
    let end = floor(text, (span.end as usize).max(start));
    // A line may be megabytes long: only what could be shown of it is looked at.
    let most = 4 * (columns + 1);
    let (low, high) = (floor(text, start.saturating_sub(most)), floor(text, start + most));
    let line_start = text[low..start].rfind('\n').map_or(low, |at| low + at + 1);
    let line_end = text[start..high].find('\n').map_or(high, |at| start + at);
    let line_end = line_start + text[line_start..line_end].trim_end_matches('\r').len();
    let end = end.min(line_end).max(start);
    // Room before the span: a third; more when the line ends soon.
    let after = text[start..line_end].chars().take(columns).count();
    let before = (columns / 3).max(columns.saturating_sub(after));
    let from = text[line_start..start].char_indices().rev().take(before).last().map_or(start, |(at, _)| line_start + at);
    let shown_before = text[from..start].chars().count();
    let to = text[start..line_end].char_indices().nth(columns.saturating_sub(shown_before)).map_or(line_end, |(at, _)| start + at);
    let mut shown = String::new();
    if from > line_start {
        shown.push('…');
    }
    shown.push_str(&clean(&text[from..start]));
    let first = shown.len();
    shown.push_str(&clean(&text[start..end.min(to)]));
    let last = shown.len();
    shown.push_str(&clean(&text[end.min(to)..to]));
    if to < line_end {
        shown.push('…');
    }
    (shown, first..last)
}

/// The last character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Writes what was found in the vault and what to do next.
pub fn write_overview(overview: &Overview, counts: Counts, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let kinds: Vec<Tally> = overview.kinds.iter().map(|&(word, count)| (kind(word), count)).collect();
    table(&format!("{} {}", grouped(overview.notes), if overview.notes == 1 { "note" } else { "notes" }), &kinds, style, out)?;
    if overview.contacts > 0 || !overview.recognised.is_empty() {
        let recognised: Vec<Tally> = overview.recognised.iter().map(|&(word, count)| (by(word), count)).collect();
        writeln!(out)?;
        table("Contacts by what makes them one", &recognised, style, out)?;
        writeln!(
            out,
            "\n{} of {} have a cadence, {} have a last contact.",
            grouped(overview.with_cadence),
            english::count(i64::from(overview.contacts), "contact"),
            grouped(overview.with_contact)
        )?;
    }
    if !overview.shapes.is_empty() {
        writeln!(out)?;
        table("Contact was read from", &overview.shapes, style, out)?;
    }
    if !overview.not_counted.is_empty() {
        let reasons: Vec<(String, u32)> = overview.not_counted.iter().map(|&(word, count)| (word.replace('_', " "), count)).collect();
        writeln!(out)?;
        table("Dates seen and not counted, by reason (`vault why NAME` lists them)", &reasons, style, out)?;
    }
    if !overview.look_alikes.is_empty() {
        writeln!(out, "\n{}", style.bold("Notes that look like people and are no contacts"))?;
        for alike in overview.look_alikes.iter().take(8) {
            let folder = if alike.folder.is_empty() { "the top folder" } else { &alike.folder };
            writeln!(
                out,
                "  {}: {} with keys such as `{}`",
                clean(folder),
                english::count(i64::from(alike.notes), "note"),
                clean(&alike.key)
            )?;
        }
        if overview.look_alikes.len() > 8 {
            writeln!(out, "  and {} more folders", overview.look_alikes.len() - 8)?;
        }
    }
    let found = counts.errors + counts.warnings + counts.infos;
    writeln!(out)?;
    match found {
        0 => writeln!(out, "No findings.")?,
        1 => writeln!(out, "1 finding: `vault check` shows it.")?,
        found => writeln!(out, "{} findings: `vault check` shows them.", grouped(found))?,
    }
    writeln!(out, "\n{}", style.bold("Next"))?;
    for step in &overview.next {
        for (number, line) in crate::render::style::wrap(&clean(step), style.width.saturating_sub(4)).iter().enumerate() {
            writeln!(out, "{} {line}", if number == 0 { "  -" } else { "   " })?;
        }
    }
    Ok(())
}

fn table<T: AsRef<str>>(title: &str, rows: &[(T, u32)], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", style.bold(title))?;
    let widest = rows.iter().map(|(word, _)| width(word.as_ref())).max().unwrap_or(0);
    let numbers: Vec<String> = rows.iter().map(|(_, count)| grouped(*count)).collect();
    let digits = numbers.iter().map(String::len).max().unwrap_or(0);
    for ((word, _), number) in rows.iter().zip(&numbers) {
        writeln!(out, "  {}  {number:>digits$}", pad(word.as_ref(), widest))?;
    }
    Ok(())
}

fn kind(word: &str) -> &'static str {
    match word {
        "contact" => "contacts",
        "company" => "companies",
        "event" => "events",
        "daily" => "daily notes",
        "template" => "templates",
        "sync_copy" => "copies of sync programs",
        _ => "other notes",
    }
}

fn by(word: &str) -> &'static str {
    match word {
        "type" => "`type`",
        "category" => "`categories`",
        "tag" => "a tag",
        _ => "the folder",
    }
}

/// `1,850`.
fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut shown = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{grouped, window};
    use crate::base::span::Span;

    #[test]
    fn a_long_line_is_cut_around_the_span() {
        let text = format!("one\n{}[[Sam]]{}\nend", "a".repeat(1000), "b".repeat(1_000_000));
        let (shown, marked) = window(&text, Span::new(1004, 1011), 30);
        assert_eq!(shown, format!("…{}[[Sam]]{}…", "a".repeat(10), "b".repeat(13)));
        assert_eq!(&shown[marked], "[[Sam]]");
    }

    #[test]
    fn controls_vanish_and_the_mark_stays_in_place() {
        let (shown, marked) = window("\u{202e}é\u{1b}[1m [[Sam]]\r\n", Span::new(10, 17), 40);
        assert_eq!(shown, "é\u{fffd}[1m [[Sam]]");
        assert_eq!(&shown[marked], "[[Sam]]");
        assert_eq!(window("ab", Span::new(9, 12), 40), ("ab".to_owned(), 2..2));
    }

    #[test]
    fn thousands_are_grouped() {
        assert_eq!([grouped(7), grouped(1850), grouped(123_456), grouped(1_000_000)], ["7", "1,850", "123,456", "1,000,000"]);
    }
}
