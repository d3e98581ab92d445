//! The text of `search`: each hit with its people, day and place, and the words found in bold.

use std::io::{self, Write};
use std::path::Path;

use crate::base::english;
use crate::book::Book;
use crate::query::tree::Kind;
use crate::render::clean::clean;
use crate::render::style::{Style, pad, width};
use crate::render::text::layout;
use crate::views::search::{Found, Hit, Snippet};
use crate::views::words;

/// Writes the hits and how many notes hold any.
pub fn write(book: &Book, root: &Path, found: &Found, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    if found.hits.is_empty() {
        return writeln!(out, "Nothing found.");
    }
    for (number, hit) in found.hits.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        one(book, root, hit, style, out)?;
    }
    writeln!(out)?;
    let notes = english::count(found.total as i64, "note");
    let hits = english::count(found.hits.len() as i64, "hit");
    if found.more {
        writeln!(out, "{}", style.dim(&format!("The first {hits} of those in {notes}; `--limit 0` shows all.")))
    } else {
        writeln!(out, "{}", style.dim(&format!("{hits} in {notes}.")))
    }
}

/// Writes the path of each note with hits, once, in their order.
pub fn write_paths(book: &Book, found: &Found, out: &mut dyn Write) -> io::Result<()> {
    let mut told = Vec::new();
    for hit in &found.hits {
        if !told.contains(&hit.note) {
            told.push(hit.note);
            writeln!(out, "{}", clean(book.path(hit.note)))?;
        }
    }
    Ok(())
}

/// Writes the saved searches: name and query.
pub fn write_saved(book: &Book, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let searches = &book.config.searches;
    if searches.is_empty() {
        return writeln!(out, "No saved searches: `vault search QUERY --save NAME` keeps one.");
    }
    let widest = searches.iter().map(|(name, _)| width(&clean(name))).max().unwrap_or(0) + 1;
    for (name, query) in searches {
        writeln!(out, "{}  {}", style.bold(&pad(&format!("@{}", clean(name)), widest)), clean(query))?;
    }
    Ok(())
}

fn one(book: &Book, root: &Path, hit: &Hit, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let names: Vec<String> = hit
        .people
        .iter()
        .filter_map(|&person| book.contact_in_short(person))
        .map(|contact| clean(book.name(contact)).into_owned())
        .collect();
    let name = if names.is_empty() { clean(&words::title(book, hit.note)).into_owned() } else { english::list(&names) };
    let link = style.file_link(&style.bold(&name), &root.join(book.path(hit.note)));
    let mut about: Vec<String> = Vec::new();
    if let Some(date) = hit.date {
        about.push(format!("{date} ({})", english::ago(date.days_until(book.as_of))));
    }
    about.extend(hit.channel.and_then(|channel| book.config.channels.name(channel)).map(str::to_owned));
    if hit.kind == Kind::Note && hit.date.is_none() && names.is_empty() {
        about.push("note".to_owned());
    }
    let place = layout::place(book, hit.note, hit.row);
    let head = if about.is_empty() { link } else { format!("{link}  {}", about.join(", ")) };
    let columns = width(&name) + if about.is_empty() { 0 } else { 2 + width(&about.join(", ")) };
    if columns + 2 + width(&place) <= style.width {
        writeln!(out, "{head}  {}", style.dim(&place))?;
    } else {
        writeln!(out, "{head}\n  {}", style.dim(&place))?;
    }
    for line in lines(&hit.snippet, style) {
        writeln!(out, "  {line}")?;
    }
    Ok(())
}

/// The snippet, wrapped, with the words found in bold.
fn lines(snippet: &Snippet, style: &Style) -> Vec<String> {
    let columns = style.width.saturating_sub(2).max(20);
    let mut lines = Vec::new();
    let (mut line, mut used) = (String::new(), 0);
    let mut at: u32 = 0;
    // Words are wrapped by their width on screen and painted afterwards.
    for word in snippet.text.split_inclusive(' ') {
        let bare = word.trim_end_matches(' ');
        let wide = width(&clean(bare));
        if used > 0 && used + wide > columns {
            lines.push(line.trim_end().to_owned());
            (line, used) = (String::new(), 0);
        }
        line.push_str(&painted(bare, at, snippet, style));
        if word.len() > bare.len() {
            line.push(' ');
        }
        used += wide + 1;
        at += word.chars().count() as u32;
    }
    if !line.trim().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// One word that begins at a character of the snippet; what is marked of it in bold.
fn painted(word: &str, at: u32, snippet: &Snippet, style: &Style) -> String {
    let marked = |place: u32| snippet.highlights.iter().any(|&(from, to)| from <= place && place < to);
    let mut painted = String::new();
    let mut run = String::new();
    let mut is_marked = false;
    for (c, place) in word.chars().zip(at..) {
        if marked(place) != is_marked {
            painted.push_str(&paint(&run, is_marked, style));
            run.clear();
            is_marked = !is_marked;
        }
        run.push(c);
    }
    painted.push_str(&paint(&run, is_marked, style));
    painted
}

fn paint(run: &str, is_marked: bool, style: &Style) -> String {
    let shown = clean(run);
    if is_marked { style.bold(&shown) } else { shown.into_owned() }
}
