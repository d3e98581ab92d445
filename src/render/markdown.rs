//! The report as markdown, for a note: names are links, lines are bullets.

use std::io::{self, Write};

use crate::base::english;
use crate::book::Book;
use crate::book::without_extension;
use crate::render::clean::clean;
use crate::render::words;
use crate::views::report::{Report, Row, SectionId};

pub mod brief;

/// Writes the report.
pub fn report(book: &Book, report: &Report, explain: bool, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# Report\n")?;
    writeln!(out, "{}", escape(&words::summary(book, report)))?;
    let mut printed = words::Printed::default();
    for section in &report.sections {
        writeln!(out, "\n## {}\n", section.id.title())?;
        for row in &section.rows {
            if section.id == SectionId::Promises {
                promise(book, row, out)?
            } else {
                person(book, section.id, row, &mut printed, out)?
            }
            if explain {
                let terms: Vec<String> = row.reasons.iter().map(|reason| format!("{} {:.2}", reason.code, reason.weight)).collect();
                writeln!(out, "    - score: {:.2} = {}", row.score, terms.join(" + "))?;
            }
        }
        for line in words::beside(book, section, &|contact| link(book, contact)) {
            writeln!(out, "\n{line}")?;
        }
        if section.more > 0 {
            writeln!(out, "\n{}", escape(&words::more(section)))?;
        }
        for line in words::without_note(book, section) {
            writeln!(out, "\n{}", escape(&line))?;
        }
    }
    if let Some(line) = words::nothing(report) {
        writeln!(out, "\n{line}")?;
    }
    if let Some(line) = words::unread(report) {
        writeln!(out, "\n{}", escape(&line))?;
    }
    for paragraph in words::welcome(book, report) {
        let code = paragraph.starts_with("  ");
        if code {
            writeln!(out, "\n```text\n{paragraph}\n```")?;
        } else {
            writeln!(out, "\n{}", escape(&paragraph))?;
        }
    }
    Ok(())
}

fn person(book: &Book, section: SectionId, row: &Row, printed: &mut words::Printed, out: &mut dyn Write) -> io::Result<()> {
    let contact = &book.contacts[row.contact as usize];
    let facts = words::facts(book, contact).join(", ");
    writeln!(out, "- {}: {}", link(book, row.contact), escape(&facts))?;
    let why = words::why(section, row);
    writeln!(out, "    - why: {}", escape(&why))?;
    let (said, care) = printed.fresh(section, row);
    for say in said {
        writeln!(out, "    - say: {}", escape(&say))?;
    }
    if let (Some(one), Some(other)) = (row.place, row.other_place) {
        writeln!(out, "    - {}", english::list(&[one, other].map(|place| note(book, place))))?;
    }
    if let Some(care) = care {
        writeln!(out, "    - take care: {}", escape(&care))?;
    }
    Ok(())
}

fn promise(book: &Book, row: &Row, out: &mut dyn Write) -> io::Result<()> {
    let theirs = row.reasons.iter().any(|reason| reason.code.starts_with("their"));
    let names: Vec<String> = std::iter::once(row.contact).chain(row.others.iter().copied()).map(|contact| link(book, contact)).collect();
    let who = if theirs { "from" } else { "to" };
    let due = row.reasons.first().map(|reason| reason.text.as_str()).unwrap_or_default();
    writeln!(out, "- {who} {}: {}, {}", english::list(&names), escape(&row.say.join("; ")), escape(due))
}

/// `[[People/Ana Diaz|Ana Diaz]]`: the path makes it lead to one note whatever other notes are called.
pub fn link(book: &Book, contact: u32) -> String {
    let contact = &book.contacts[contact as usize];
    let path = clean(without_extension(book.path(contact.note)));
    let name = clean(book.name(contact)).replace(['[', ']', '|'], " ");
    if path == name { format!("[[{name}]]") } else { format!("[[{path}|{name}]]") }
}

/// `[[People/Ana Diaz]]`: the note of a place.
fn note(book: &Book, (note, _): (u32, u32)) -> String {
    format!("[[{}]]", clean(without_extension(book.path(note))))
}

/// Text from notes as text: marks that would begin a link, a comment or a task are escaped.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        if matches!(c, '\\' | '[' | ']' | '<' | '>' | '*' | '_' | '#' | '|' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out.replace("%%", "%\\%").replace("::", ":\\:")
}
