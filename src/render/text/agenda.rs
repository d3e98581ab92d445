//! The text of `agenda`.

use std::io::{self, Write};

use crate::base::english;
use crate::book::Book;
use crate::render::clean::clean;
use crate::render::style::{Style, pad};
use crate::render::text::layout;
use crate::views::agenda::{Entry, Kind};

/// Writes a heading for each day and its entries below.
pub fn write(book: &Book, days: u32, entries: &[Entry], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    if entries.is_empty() {
        return writeln!(out, "Nothing in the next {}.", english::count(i64::from(days), "day"));
    }
    let mut before = None;
    for entry in entries {
        if before != Some(entry.date) {
            let gap = if before.is_none() { "" } else { "\n" };
            let heading = style.bold(&english::short_date(entry.date));
            writeln!(out, "{gap}{heading}  {}", style.dim(&english::ahead(book.as_of.days_until(entry.date))))?;
            before = Some(entry.date);
        }
        let kind = match entry.kind {
            Kind::Planned => "planned",
            Kind::Birthday => "birthday",
            Kind::Date => "date",
            Kind::Due => "due",
            Kind::Promise => "promise",
            Kind::SnoozeEnds => "snooze ends",
        };
        let name = entry.contact.map_or("", |contact| book.name(&book.contacts[contact as usize]));
        let text = if entry.text.is_empty() { name.to_owned() } else { format!("{name}: {}", entry.text) };
        layout::placed(&format!("  {}  ", pad(kind, 11)), 15, &clean(&text), &layout::place(book, entry.note, entry.row), style, out)?;
    }
    Ok(())
}
