//! The text of `suggest cadence`: a line a person, before the change it would make.

use std::io::{self, Write};

use crate::book::Book;
use crate::phrases::suggest as phrases;
use crate::render::clean::clean;
use crate::render::style::Style;
use crate::render::text::layout;
use crate::views::suggest::{Kind, Suggestion};

/// What is shown.
pub struct Shown<'s> {
    /// The suggestions.
    pub suggestions: &'s [Suggestion],
    /// What is said of people named for whom there is none.
    pub remarks: &'s [String],
    /// How many more there are.
    pub more: usize,
}

/// Writes the suggestions under a heading for each kind.
pub fn write(book: &Book, shown: &Shown<'_>, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    for remark in shown.remarks {
        layout::hanging("", 0, &clean(remark), style, out)?;
    }
    if shown.suggestions.is_empty() {
        return if shown.remarks.is_empty() { writeln!(out, "{}", phrases::nobody()) } else { Ok(()) };
    }
    let mut before = None;
    for one in shown.suggestions {
        if before.replace(one.kind) != Some(one.kind) {
            let title = match one.kind {
                Kind::New => phrases::rhythm_title(),
                Kind::Relax => phrases::unkept_title(),
            };
            writeln!(out, "{}", style.bold(title))?;
        }
        let name = book.name(&book.contacts[one.contact as usize]);
        layout::hanging("  ", 2, &format!("{} → {}: {}", clean(name), one.text, one.why), style, out)?;
    }
    if shown.more > 0 {
        writeln!(out, "  {}", style.dim(&phrases::more(shown.more)))?;
    }
    writeln!(out)
}
