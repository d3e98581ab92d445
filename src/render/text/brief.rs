//! The text of `brief`: a screen a person, at most 24 lines.

use std::io::{self, Write};
use std::path::Path;

use crate::book::Book;
use crate::phrases::brief as phrases;
use crate::render::brief::{self, Line, Page};
use crate::render::clean::clean;
use crate::render::style::{Style, cut, pad, width, wrap};
use crate::render::text::layout;
use crate::views::brief::Brief;

/// The lines of a screen.
const LINES: usize = 24;
/// What to be careful of is never cut short of this many lines.
const CAREFUL: usize = 3;
const LABEL: usize = 12;

/// Writes the pages, with a rule between them. `root` is the vault's folder, for the links behind the names.
pub fn write(book: &Book, root: &Path, page: &Page<'_, '_>, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    if page.briefs.is_empty() {
        writeln!(out, "{}", clean(&brief::nobody(page)))?;
    } else if let Some(title) = brief::title(book, page) {
        layout::hanging("", 0, &clean(&title), style, out)?;
        writeln!(out)?;
    }
    for (at, one) in page.briefs.iter().enumerate() {
        if at > 0 {
            writeln!(out, "{}", style.dim(&"─".repeat(style.width)))?;
        }
        person(book, root, one, style, out)?;
    }
    let others = brief::others(page.strangers, page.unclear);
    if !others.is_empty() && !page.briefs.is_empty() {
        writeln!(out)?;
    }
    others.iter().try_for_each(|line| layout::hanging("", 0, &clean(line), style, out))
}

fn person(book: &Book, root: &Path, one: &Brief<'_>, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let contact = &book.contacts[one.contact as usize];
    let person = book.person(contact);
    let name = cut(&clean(&person.name), style.width);
    let tier = person.tier.as_ref().map(|tier| format!("  tier {}", clean(tier))).unwrap_or_default();
    let rest = cut(&format!("{tier}  {}", clean(book.path(contact.note))), style.width.saturating_sub(width(&name)));
    let rest = if rest == "…" { String::new() } else { rest };
    writeln!(out, "{}{}", style.file_link(&style.bold(&name), &root.join(book.path(contact.note))), style.dim(&rest))?;
    let lines = brief::lines(book, one);
    let (lines, cut_short) = fitting(lines, style);
    let mut before = "";
    for line in &lines {
        let label = if before == line.label { "" } else { line.label };
        before = line.label;
        let label = pad(label, LABEL);
        if line.careful {
            for (at, part) in careful(line, style).iter().enumerate() {
                let label = if at == 0 { label.clone() } else { " ".repeat(LABEL) };
                writeln!(out, "{}", style.warn(&format!("{label}{part}")))?;
            }
        } else {
            writeln!(out, "{}{}", style.dim(&label), cut(&clean(&line.text), style.width - LABEL))?;
        }
    }
    if cut_short {
        writeln!(out, "{}", style.dim(&cut(&phrases::rest(&clean(&person.name)), style.width)))?;
    }
    Ok(())
}

/// The words of a line to be careful of, wrapped.
fn careful(line: &Line, style: &Style) -> Vec<String> {
    let room = style.width - LABEL;
    let mut parts: Vec<String> = wrap(&clean(&line.text), room).iter().map(|part| cut(part, room)).collect();
    if parts.len() > CAREFUL {
        let rest = parts.drain(CAREFUL - 1..).collect::<Vec<_>>().join(" ");
        parts.push(cut(&rest, room));
    }
    parts
}

/// The lines that fit on a screen below the name: those that matter least give way, and whether any did.
fn fitting(mut lines: Vec<Line>, style: &Style) -> (Vec<Line>, bool) {
    let height = |line: &Line| if line.careful { careful(line, style).len() } else { 1 };
    let mut used = 1 + lines.iter().map(height).sum::<usize>();
    let full = used > LINES;
    // The last line says that there is more.
    while full && used > LINES - 1 {
        let Some(at) = (0..lines.len()).rev().max_by_key(|&at| (lines[at].yields, at)).filter(|&at| lines[at].yields > 0) else { break };
        used -= height(&lines[at]);
        lines.remove(at);
    }
    (lines, full)
}
