//! The text of `inspect`: a line for each thing seen, with its place.

use std::io::{self, Write};

use crate::book::Book;
use crate::book::promises::State;
use crate::render::clean::clean;
use crate::render::json::inspect::value;
use crate::render::style::Style;
use crate::render::text::layout;
use crate::views::inspect::Inspect;

/// Writes what is seen, part by part; parts with nothing in them are left out.
pub fn write(book: &Book, inspect: &Inspect, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let note = book.note(inspect.note);
    layout::hanging("", 0, &format!("{}  {}", clean(&note.path), note.kind.word()), style, out)?;
    let front = inspect.front.iter().map(|field| (0, format!("{}: {}", field.key, value(&field.value)))).collect();
    part("Front matter", front, style, out)?;
    let headings =
        inspect.headings.iter().map(|heading| (heading.row, format!("{} {}", "#".repeat(heading.level.into()), heading.text))).collect();
    part("Headings", headings, style, out)?;
    let links = inspect.links.iter().map(|link| {
        let leads = match (link.leads_to, link.ambiguous.as_slice()) {
            (Some(note), _) => book.path(note).to_owned(),
            (None, []) => "nowhere".to_owned(),
            (None, several) => format!("one of {}", several.iter().map(|&note| book.path(note)).collect::<Vec<_>>().join(", ")),
        };
        (link.row, format!("{} -> {leads}", link.target))
    });
    part("Links", links.collect(), style, out)?;
    part("Tags", inspect.tags.iter().map(|tag| (tag.row, format!("#{}", tag.tag))).collect(), style, out)?;
    let tasks =
        inspect.tasks.iter().map(|task| (task.row, format!("[{}] {} ({})", task.mark, task.text, State::of(Some(task.mark)).word())));
    part("Tasks", tasks.collect(), style, out)?;
    let entries = inspect.entries.iter().map(|entry| {
        let date = entry.date.map_or_else(|| "no day".to_owned(), |date| date.to_string());
        let channel =
            entry.channel.and_then(|channel| book.config.channels.name(channel)).map(|name| format!(" {name}:")).unwrap_or_default();
        (entry.row, format!("{date}{channel} {}", entry.text))
    });
    part("Entries", entries.collect(), style, out)?;
    part("Inline fields", inspect.fields.iter().map(|(key, value, row)| (*row, format!("{key}: {value}"))).collect(), style, out)?;
    let problems = inspect.problems.iter().map(|(problem, start, _)| (start.0, format!("{} [{}]", problem.message, problem.code)));
    part("Diagnostics", problems.collect(), style, out)
}

fn part(title: &str, rows: Vec<(u32, String)>, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", style.bold(title))?;
    for (row, text) in rows {
        let row = if row == 0 { String::new() } else { row.to_string() };
        layout::hanging(&style.dim(&format!("{row:>6}  ")), 8, &clean(&text), style, out)?;
    }
    Ok(())
}
