//! The text of `report`.

use std::io::{self, Write};
use std::path::Path;

use crate::base::english;
use crate::book::Book;
use crate::book::contact::Contact;
use crate::render::clean::clean;
use crate::render::style::{Style, wrap};
use crate::render::text::layout;
use crate::render::words;
use crate::views::report::{Report, Row, Section, SectionId};

/// How the report is shown.
pub struct Showing<'s> {
    /// Colour, links, width.
    pub style: &'s Style,
    /// The vault's folder, for links.
    pub root: &'s Path,
    /// With the sum behind each place in the order.
    pub explain: bool,
    /// Without help for beginners.
    pub quiet: bool,
}

/// Where the text of `why`, `say` and `care` begins.
const INDENT: usize = 10;

/// Writes the report.
pub fn write(book: &Book, report: &Report, showing: &Showing<'_>, out: &mut dyn Write) -> io::Result<()> {
    let style = showing.style;
    for line in wrap(&words::summary(book, report), style.width) {
        writeln!(out, "{line}")?;
    }
    let mut printed = words::Printed::default();
    for section in &report.sections {
        let id = section.id;
        writeln!(out, "\n{}  {}", style.bold(id.title()), style.dim(id.about()))?;
        for row in &section.rows {
            writeln!(out)?;
            if id == SectionId::Promises { promise(book, row, showing, out)? } else { person(book, id, row, &mut printed, showing, out)? }
        }
        rest(book, section, style, out)?;
    }
    if let Some(line) = words::nothing(report) {
        writeln!(out, "\n{line}")?;
    }
    if let Some(line) = words::unread(report).filter(|_| !showing.quiet) {
        writeln!(out)?;
        for line in wrap(&line, style.width) {
            writeln!(out, "{}", style.dim(&line))?;
        }
    }
    if !showing.quiet {
        for line in words::welcome(book, report) {
            let mut prefix = "";
            writeln!(out)?;
            for part in line.split('\n') {
                // What is to be typed stands as it is.
                if part.starts_with("  ") {
                    writeln!(out, "{part}")?;
                    continue;
                }
                for wrapped in wrap(part, style.width) {
                    writeln!(out, "{prefix}{wrapped}")?;
                    prefix = "";
                }
            }
        }
    }
    Ok(())
}

/// A row about a person: who and how often, why, what to say, what to take care of.
fn person(
    book: &Book,
    section: SectionId,
    row: &Row,
    printed: &mut words::Printed,
    showing: &Showing<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let style = showing.style;
    let contact = &book.contacts[row.contact as usize];
    let facts = words::facts(book, contact);
    let name = clean(book.name(contact));
    let linked = style.file_link(&style.bold(&name), &showing.root.join(book.path(contact.note)));
    let facts = clean(&facts.join(", ")).into_owned();
    let room = style.width.saturating_sub(4 + crate::render::style::width(&name));
    if crate::render::style::width(&facts) <= room || facts.is_empty() {
        writeln!(out, "{}", format!("  {linked}  {}", style.dim(&facts)).trim_end())?;
    } else {
        writeln!(out, "  {linked}")?;
        for line in wrap(&facts, style.width - 4) {
            writeln!(out, "    {}", style.dim(&line))?;
        }
    }
    let why = words::why(section, row);
    part("why", &why, style, out)?;
    let (said, care) = printed.fresh(section, row);
    for (at, say) in said.iter().enumerate() {
        part(if at == 0 { "say" } else { "" }, say, style, out)?;
    }
    if let Some(care) = care {
        part("care", &care, style, out)?;
    }
    if let (Some(one), Some(other)) = (row.place, row.other_place) {
        let places = [one, other].map(|(note, line)| layout::place(book, note, line));
        for line in wrap(&english::list(&places), style.width - 4) {
            writeln!(out, "    {}", style.dim(&line))?;
        }
    }
    explain(row, showing, out)
}

/// A row about a promise: who, what, when, where it is written.
fn promise(book: &Book, row: &Row, showing: &Showing<'_>, out: &mut dyn Write) -> io::Result<()> {
    let style = showing.style;
    let contact = &book.contacts[row.contact as usize];
    let theirs = row.reasons.iter().any(|reason| reason.code.starts_with("their"));
    let linked = style.file_link(&style.bold(&clean(book.name(contact))), &showing.root.join(book.path(contact.note)));
    let others: Vec<String> = row.others.iter().map(|&other| clean(book.name(&book.contacts[other as usize])).into_owned()).collect();
    let names = if others.is_empty() { linked } else { format!("{linked} and {}", english::list(&others)) };
    let who = if theirs { "From" } else { "To" };
    let what = clean(&row.say.join("; ")).into_owned();
    let shown = format!("{who} {}", book.name(contact));
    let room =
        style.width.saturating_sub(4 + crate::render::style::width(&shown) + others.iter().map(|name| name.len() + 5).sum::<usize>());
    if crate::render::style::width(&what) <= room {
        writeln!(out, "  {who} {names}: {what}")?;
    } else {
        writeln!(out, "  {who} {names}:")?;
        for line in wrap(&what, style.width - 4) {
            writeln!(out, "    {line}")?;
        }
    }
    let due = row.reasons.first().map(|reason| reason.text.as_str()).unwrap_or_default();
    let place = row.place.map(|(note, line)| format!("{}:{line}", book.path(note))).unwrap_or_default();
    for line in wrap(&clean(&format!("{due}, {place}")), style.width - 4) {
        writeln!(out, "    {}", style.dim(&line))?;
    }
    explain(row, showing, out)
}

fn part(label: &str, text: &str, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let text = clean(text);
    for (at, line) in wrap(&text, style.width.saturating_sub(INDENT)).into_iter().enumerate() {
        let label = if at == 0 { label } else { "" };
        writeln!(out, "    {} {line}", style.dim(&format!("{label:<5}")))?;
    }
    Ok(())
}

fn explain(row: &Row, showing: &Showing<'_>, out: &mut dyn Write) -> io::Result<()> {
    if !showing.explain {
        return Ok(());
    }
    let terms: Vec<String> = row.reasons.iter().map(|reason| format!("{} {:.2}", reason.code, reason.weight)).collect();
    part("score", &format!("{:.2} = {}", row.score, terms.join(" + ")), showing.style, out)
}

/// Those tried lately, and how many more there are.
fn rest(book: &Book, section: &Section, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    for line in words::beside(book, section, &|contact| name(book, contact)) {
        writeln!(out)?;
        for line in wrap(&line, style.width - 2) {
            writeln!(out, "  {line}")?;
        }
    }
    if section.more > 0 {
        writeln!(out, "\n  {}", style.dim(&words::more(section)))?;
    }
    for line in words::without_note(book, section) {
        writeln!(out)?;
        for line in wrap(&clean(&line), style.width - 2) {
            writeln!(out, "  {line}")?;
        }
    }
    Ok(())
}

fn name(book: &Book, contact: u32) -> String {
    let contact: &Contact = &book.contacts[contact as usize];
    clean(book.name(contact)).into_owned()
}
