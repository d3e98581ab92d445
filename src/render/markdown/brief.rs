//! The pages before a meeting as markdown, to print or to keep as a note: nothing is cut.

use std::io::{self, Write};

use crate::book::Book;
use crate::phrases::brief as phrases;
use crate::render::brief::{self, Occasion, Page};
use crate::render::markdown::{escape, link};

/// Writes the pages.
pub fn write(book: &Book, page: &Page<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let title = match page.occasion {
        Occasion::Named => phrases::title(book.as_of),
        _ if page.briefs.is_empty() => brief::nobody(page),
        _ => brief::title(book, page).unwrap_or_default(),
    };
    writeln!(out, "# {}", escape(&title))?;
    for one in page.briefs {
        writeln!(out, "\n## {}\n", link(book, one.contact))?;
        let lines = brief::lines(book, one);
        for group in lines.chunk_by(|one, other| one.label == other.label) {
            let Some(first) = group.first() else { continue };
            let label = if first.careful { format!("**{}**", first.label) } else { first.label.to_owned() };
            if let [only] = group {
                writeln!(out, "- {label}: {}", shown(&only.text))?;
            } else {
                writeln!(out, "- {label}:")?;
                group.iter().try_for_each(|line| writeln!(out, "    - {}", shown(&line.text)))?;
            }
        }
    }
    for line in brief::others(page.strangers, page.unclear) {
        writeln!(out, "\n{}", escape(&line))?;
    }
    Ok(())
}

/// A line without the blanks that align it on a screen.
fn shown(text: &str) -> String {
    escape(&text.replacen("  ", " ", 1))
}
