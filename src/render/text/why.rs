//! The text of `why`.

use std::io::{self, Write};

use crate::book::Book;
use crate::book::status::Status;
use crate::phrases;
use crate::render::clean::clean;
use crate::render::style::{Style, pad};
use crate::render::text::{layout, status};
use crate::views::why::Why;

/// Writes the sentence, the steps, what counts, what does not.
pub fn write(book: &Book, why: &Why, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let contact = &book.contacts[why.contact as usize];
    let name = clean(book.name(contact));
    let verb = match contact.status {
        Status::NoCadence => "has",
        Status::NeverContacted => "was",
        Status::Lapsed => "has",
        _ => "is",
    };
    let sentence = format!("{name} {verb} {}", clean(&status::sentence(book, contact)));
    layout::hanging("", 0, &sentence, style, out)?;
    writeln!(out)?;
    for step in &why.steps {
        layout::hanging("  ", 2, &clean(step), style, out)?;
    }
    writeln!(out, "\n{}", style.bold("Counted"))?;
    if why.counted.is_empty() {
        writeln!(out, "  nothing")?;
    }
    for one in &why.counted {
        let interaction = &one.interaction;
        let channel = interaction.channel.and_then(|channel| book.config.channels.name(channel)).unwrap_or("");
        let kind = interaction.source.word().replace('_', " ");
        let head = format!("  {}  {}  {} ", interaction.date, pad(&kind, 12), pad(&clean(channel), 8));
        let columns = crate::render::style::width(&head);
        layout::placed(&head, columns, &clean(&one.said), &layout::place(book, interaction.place.note, interaction.place.row), style, out)?;
    }
    if why.not_counted.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", style.bold("Seen, not counted"))?;
    for one in &why.not_counted {
        let date = one.seen.date.map_or_else(|| "no date".to_owned(), |date| date.to_string());
        let head = format!("  {}  ", pad(&date, 10));
        layout::hanging(&head, 14, phrases::why::reason(one.seen.reason.word()), style, out)?;
        let place = layout::place(book, one.seen.place.note, one.seen.place.row);
        layout::placed(&" ".repeat(14), 14, &clean(&one.text), &place, style, out)?;
    }
    Ok(())
}
