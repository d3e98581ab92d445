//! The text of `follow-up`.

use std::io::{self, Write};

use crate::base::english;
use crate::book::Book;
use crate::phrases;
use crate::render::clean::clean;
use crate::render::style::{Style, wrap};
use crate::render::text::layout;
use crate::views::follow_up::{FollowUp, Recent};

/// Writes the event, those known with what came since, and those without a note with the line that names them.
pub fn write(book: &Book, found: &FollowUp, style: &Style, quiet: bool, out: &mut dyn Write) -> io::Result<()> {
    let when = found.day.map_or(phrases::follow_up::no_day(), |day| {
        let away = book.as_of.days_until(day);
        format!("{}, {}", english::short_date(day), english::ahead(away))
    });
    writeln!(out, "{}  {}", style.bold(&clean(&found.title)), style.dim(&when))?;
    if found.known.is_empty() && found.nobody.is_empty() && found.unclear.is_empty() {
        return writeln!(out, "\n{}", phrases::follow_up::nobody());
    }
    let is_to_come = found.day.is_some_and(|day| day > book.as_of);
    for known in &found.known {
        let contact = &book.contacts[known.contact as usize];
        let since = match known.since {
            None if known.paused => phrases::follow_up::paused(),
            since => phrases::follow_up::since(since, found.due, book.as_of),
        };
        let parts = [known.new.then(|| "new".to_owned()), (!is_to_come).then_some(since)];
        let facts = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        writeln!(out, "\n  {}", format!("{}  {}", style.bold(&clean(book.name(contact))), style.dim(&facts)).trim_end())?;
        noted(&known.noted, style, out)?;
    }
    for (name, people) in &found.unclear {
        let people: Vec<String> = people.iter().map(|&index| clean(book.path(book.contacts[index as usize].note)).into_owned()).collect();
        writeln!(out, "\n  {}  {}", style.bold(&clean(name)), style.dim(&phrases::follow_up::unclear()))?;
        noted(&english::list(&people), style, out)?;
    }
    for nobody in &found.nobody {
        let place = layout::place(book, found.event, nobody.row);
        writeln!(out, "\n  {}  {}", style.bold(&clean(&nobody.newcomer.name)), style.dim(&phrases::follow_up::no_note(&place)))?;
        noted(&nobody.noted, style, out)?;
    }
    let named = found.nobody.len();
    if !quiet && named > 0 && !is_to_come {
        let line = phrases::follow_up::create(named, book.stem(found.event));
        writeln!(out)?;
        for line in wrap(&clean(&line), style.width) {
            writeln!(out, "{}", style.dim(&line))?;
        }
    }
    Ok(())
}

/// Writes the events of the last days with how many wait for a word.
pub fn write_recent(book: &Book, recent: &[Recent], style: &Style, quiet: bool, out: &mut dyn Write) -> io::Result<()> {
    if recent.is_empty() {
        return writeln!(out, "{}", phrases::follow_up::no_event(book.config.follow_up.until));
    }
    for one in recent {
        let when = format!("{}, {}", english::short_date(one.day), english::ahead(book.as_of.days_until(one.day)));
        writeln!(out, "{}  {}", style.bold(&clean(&one.title)), style.dim(&when))?;
        writeln!(out, "  {}", phrases::follow_up::waiting(one.waiting))?;
    }
    if quiet { Ok(()) } else { writeln!(out, "\n{}", style.dim(&phrases::follow_up::which())) }
}

fn noted(text: &str, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    if text.is_empty() {
        return Ok(());
    }
    wrap(&clean(text), style.width.saturating_sub(4)).iter().try_for_each(|line| writeln!(out, "    {line}"))
}
