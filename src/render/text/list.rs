//! The text of `list`.

use std::io::{self, Write};

use crate::base::english;
use crate::book::Book;
use crate::book::status::Status;
use crate::render::clean::clean;
use crate::render::style::{Style, cut, pad, width};
use crate::views::list::List;

/// Writes the path of each note.
pub fn write_paths(book: &Book, list: &List, out: &mut dyn Write) -> io::Result<()> {
    list.contacts.iter().try_for_each(|&at| writeln!(out, "{}", clean(book.path(book.contacts[at as usize].note))))
}

/// Writes the list: name, tier, status, last contact, due date.
pub fn write(book: &Book, list: &List, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    if list.contacts.is_empty() {
        return writeln!(out, "No contacts.");
    }
    let contacts: Vec<_> = list.contacts.iter().map(|&at| &book.contacts[at as usize]).collect();
    let widest = contacts.iter().map(|contact| width(&clean(book.name(contact)))).max().unwrap_or(0);
    let columns = widest.min(style.width.saturating_sub(52).max(16));
    let tiers =
        contacts.iter().filter_map(|contact| book.person(contact).tier.as_deref()).map(width).max().map_or(0, |widest| widest.clamp(4, 8));
    let header = format!(
        "{}  {}  {} {}  due",
        pad("name", columns),
        pad(if tiers > 0 { "tier" } else { "" }, tiers),
        pad("status", 15),
        pad("last contact", 25)
    );
    writeln!(out, "{}", style.dim(&header))?;
    for contact in contacts {
        let name = cut(&clean(book.name(contact)), columns);
        let tier = cut(&clean(book.person(contact).tier.as_deref().unwrap_or("")), tiers);
        let last = match contact.last() {
            Some(last) => format!("{last} {}", english::ago(last.days_until(book.as_of))),
            None => "no contact yet".to_owned(),
        };
        let is_asked = !matches!(contact.status, Status::Archived | Status::Paused | Status::Ambient);
        let due = contact.due.filter(|_| is_asked).map(|due| due.date.to_string()).unwrap_or_default();
        let status = pad(contact.status.shown(), 15);
        let status = if matches!(contact.status.word(), "due" | "overdue") { style.warn(&status) } else { status };
        let line = format!("{}  {}  {status} {}  {due}", style.bold(&pad(&name, columns)), pad(&tier, tiers), pad(&last, 25));
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}
