//! The text of an interaction, a seen date or a promise in one line of plain words. Reads the note's text only where it is asked.
//!
//! Refuses to cut or colour: how much is shown is the renderer's to say.

use std::rc::Rc;

use crate::base::date_text;
use crate::base::file_date;
use crate::base::span::{LineIndex, Span};
use crate::book::Book;
use crate::book::finds::{Interaction, Place};
use crate::book::kind::NoteKind;
use crate::book::promises::Promise;
use crate::config::marks::Mark;
use crate::facts::Line;
use crate::note::body::Kind;
use crate::note::{plain, tags, task};

/// How many characters of the words below an entry are gathered when its own line has none.
const BELOW: usize = 200;

/// How many bytes of a line are read: enough for every entry people write, and a bound where thousands of dates stand in one line.
const LONGEST: usize = 8 << 10;

/// What an interaction says, without its date and without a channel set apart (`call: the budget` is `the budget`; `lunch with Bo`
/// stays whole). Where its own line says nothing more, the first words below it; for an event its title. May be empty.
pub fn of_interaction(book: &Book, text: &dyn Fn(u32) -> Rc<str>, interaction: &Interaction) -> String {
    if interaction.source.is_event() {
        return title(book, interaction.place.note);
    }
    let own = own(book, text, &interaction.place);
    let words = without_channel(book, &own);
    if words.is_empty() { below(book, text, &interaction.place) } else { words }
}

/// The plain words of the line a date stands in, channel included; where it has none, the first words below it, for an event its title.
pub fn of_place(book: &Book, text: &dyn Fn(u32) -> Rc<str>, place: &Place) -> String {
    let words = own(book, text, place);
    if !words.is_empty() {
        return words;
    }
    let words = below(book, text, place);
    if words.is_empty() { source_line(&text(place.note), place.at) } else { words }
}

/// What was promised: without signs, dates and the tags that only say what kind of line it is. Of an entry marked `#promised` or
/// `#asked` in its middle what follows the mark. May be empty.
pub fn of_promise(book: &Book, text: &dyn Fn(u32) -> Rc<str>, promise: &Promise) -> String {
    let source = text(promise.note);
    let raw = promise.text.of(&source);
    let place = Place { note: promise.note, row: promise.row, at: promise.at, words: promise.text };
    let line = line_at(book, &place);
    let is_task = line.is_some_and(|line| line.task.is_some());
    let joined = line.filter(|line| matches!(line.kind, Kind::Row)).map(|_| cells(raw));
    let raw = joined.as_deref().unwrap_or(raw);
    let raw = if is_task { raw } else { after_mark(book, raw) };
    let plain = if is_task || promise.due.is_some() { task_words(raw) } else { plain::text(raw) };
    let whole = without_tags(book, &plain);
    let words = without_channel(book, &whole);
    // Of a promised dinner the channel is all there is to say.
    let words = if words.is_empty() { whole } else { words };
    if words.is_empty() { below(book, text, &place) } else { words }
}

/// What follows a `#promised` or `#asked` in the middle of an entry, else all of it.
fn after_mark<'t>(book: &Book, raw: &'t str) -> &'t str {
    let found = tags::find(raw).find(|(_, tag)| matches!(book.config.marks.mark_of_tag(tag), Some(Mark::Promised | Mark::Asked)));
    let after = found.and_then(|(at, tag)| raw.get(at + 1 + tag.len()..)).map(|after| after.trim_start_matches(SEPARATORS));
    // Further tags and a due day behind a mark at the end say nothing.
    after
        .filter(|after| task_words(after).split_whitespace().any(|word| word.chars().any(char::is_alphanumeric) && !word.starts_with('#')))
        .unwrap_or(raw)
}

/// An event's or another note's name for people: its first heading, else its file name without the date.
pub fn title(book: &Book, note: u32) -> String {
    let note = book.note(note);
    if let Some(title) = &note.facts.title {
        let title = without_edge_dates(title);
        if !title.is_empty() {
            return title.to_owned();
        }
    }
    let stem = note.stem();
    let bare = without_edge_dates(stem);
    if bare.is_empty() || file_date::dated(bare).is_some() { stem.to_owned() } else { bare.to_owned() }
}

/// A text without a date at its start or end: `2026-09-15 Open studio`, `Coffee (2026-05-02)`.
fn without_edge_dates(text: &str) -> &str {
    let text = match date_text::leading(text) {
        Some(found) => text.get(found.rest..).unwrap_or(""),
        None => text,
    };
    match date_text::trailing(text) {
        Some(found) => text.get(..found.start).unwrap_or(text).trim_end_matches(EDGE),
        None => text.trim(),
    }
}

const EDGE: &[char] = &['(', '[', ' ', '-', '–', '—', ',', ':', '*', '·', '|', '='];

/// The words of the place's own line: signs of a task, pipes of a row and the date of a heading dropped; a line of nothing but links
/// says nothing of its own.
fn own(book: &Book, text: &dyn Fn(u32) -> Rc<str>, place: &Place) -> String {
    let note = book.note(place.note);
    if place.words == Span::default() {
        return if note.kind == NoteKind::Event { title(book, place.note) } else { String::new() };
    }
    let source = text(place.note);
    let raw = place.words.within(&source);
    let end = (0..=LONGEST.min(raw.len())).rev().find(|&at| raw.is_char_boundary(at)).unwrap_or(0);
    let raw = raw.get(..end).unwrap_or(raw);
    let Some(line) = line_at(book, place) else { return plain::text(raw.trim_matches(['"', '\''])) };
    if is_only_links(book, place.note, line, place.words, raw) {
        return String::new();
    }
    match line.kind {
        Kind::Row => cells(raw),
        Kind::Heading(_) => without_edge_dates(&plain::text(raw)).to_owned(),
        _ if line.task.is_some() => task_words(raw),
        _ => plain::text(raw),
    }
}

/// Whether a line holds links and outside them no letter and no digit, and has something below it to speak for it.
fn is_only_links(book: &Book, note: u32, line: &Line, words: Span, raw: &str) -> bool {
    if raw.trim().is_empty() {
        return true;
    }
    if !matches!(line.kind, Kind::Heading(_)) && line.end <= line.text.end {
        return false;
    }
    let facts = &book.note(note).facts;
    let from = facts.links.partition_point(|link| link.span.start < words.start);
    let links: Vec<Span> = facts.links[from..].iter().map(|link| link.span).take_while(|span| span.end <= words.end).collect();
    raw.char_indices().all(|(at, c)| !c.is_alphanumeric() || links.iter().any(|link| link.contains(words.start + at as u32)))
}

/// The facts' line a place stands in.
pub fn line_at<'b>(book: &'b Book, place: &Place) -> Option<&'b Line> {
    let lines = &book.note(place.note).facts.lines;
    let after = lines.partition_point(|line| line.start <= place.at);
    lines.get(after.checked_sub(1)?).filter(|line| line.row == place.row)
}

fn task_words(raw: &str) -> String {
    plain::text(&task::words_of(raw, &task::read(raw)))
}

/// The cells of a table row, empty ones left out.
pub fn cells(raw: &str) -> String {
    let cells: Vec<String> = raw
        .replace("\\|", "\u{1}")
        .split('|')
        .map(|cell| plain::text(&cell.replace('\u{1}', "|")))
        .filter(|cell| !cell.is_empty())
        .collect();
    cells.join(" · ")
}

/// Drops a channel that is set apart from the words by a sign, or is all there is.
fn without_channel(book: &Book, words: &str) -> String {
    let Some((_, used)) = book.config.channels.leading(words) else { return words.to_owned() };
    let rest = words.get(used..).unwrap_or("");
    let bracketed = words.trim_start().starts_with(['(', '[', '#']) || !words.trim_start().starts_with(|c: char| c.is_alphanumeric());
    let trimmed = rest.trim_start_matches(SEPARATORS);
    let apart = trimmed.is_empty()
        || bracketed
        || rest.trim_start().starts_with([':', ',', ';', '.', '–', '—', '·', '|', '='])
        || rest.starts_with(" - ");
    if apart { trimmed.to_owned() } else { words.to_owned() }
}

const SEPARATORS: &[char] = &[' ', ':', ',', ';', '.', '-', '–', '—', '·', '|', '='];

/// Drops a leading `#task` and the tags that made the line a promise of mine or theirs.
fn without_tags(book: &Book, words: &str) -> String {
    let says_kind = |word: &str| {
        let Some(tag) = word.strip_prefix('#') else { return false };
        let tag = tag.trim_end_matches([',', '.', ':', ';']);
        tag.eq_ignore_ascii_case("task")
            || crate::book::kind::tag_below(tag, "waiting")
            || matches!(book.config.marks.mark_of_tag(tag), Some(Mark::Promised | Mark::Asked))
    };
    words.split(' ').filter(|word| !says_kind(word)).collect::<Vec<_>>().join(" ").trim_start_matches(SEPARATORS).to_owned()
}

/// The first words below a line: of an item its children, of a heading the first paragraph or list of its section.
fn below(book: &Book, text: &dyn Fn(u32) -> Rc<str>, place: &Place) -> String {
    let Some(line) = line_at(book, place) else { return String::new() };
    let source = text(place.note);
    let from = line.text.end as usize;
    let (to, level) = match line.kind {
        Kind::Heading(level) => (source.len(), level),
        _ => ((line.end as usize).min(source.len()), 0),
    };
    let Some(part) = source.get(from..to) else { return String::new() };
    // What follows the heading's text on its own line is its closing marks.
    let part = part.split_once('\n').map_or("", |(_, rest)| rest);
    first_words(part, level)
}

fn first_words(part: &str, level: u8) -> String {
    let mut pieces: Vec<String> = Vec::new();
    let mut long = 0;
    let mut skipping: Option<&str> = None;
    let mut in_list = false;
    for line in part.lines() {
        let bare = line.trim();
        if let Some(close) = skipping {
            if bare.ends_with(close) || bare.starts_with(close) {
                skipping = None;
            }
            continue;
        }
        if level > 0 && is_heading(line) {
            let depth = bare.bytes().take_while(|&byte| byte == b'#').count();
            if depth <= usize::from(level) || !pieces.is_empty() {
                break;
            }
            continue;
        }
        if let Some(close) = opens(bare) {
            skipping = Some(close);
            continue;
        }
        let (bullet, words) = bulleted(bare);
        if words.is_empty() || bare.starts_with('>') || is_rule(bare) {
            if level > 0 && !in_list && !pieces.is_empty() {
                break;
            }
            continue;
        }
        if level > 0 && !bullet && in_list && !line.starts_with([' ', '\t']) {
            break;
        }
        if level > 0 && bullet && !in_list && !pieces.is_empty() {
            break;
        }
        in_list |= bullet;
        let words = if bare.starts_with('|') { cells(bare) } else { task_words(words) };
        if words.is_empty() {
            continue;
        }
        long += words.chars().count();
        match pieces.last_mut() {
            Some(last) if !bullet => {
                last.push(' ');
                last.push_str(&words);
            }
            _ => pieces.push(words),
        }
        if long >= BELOW {
            break;
        }
    }
    pieces.join("; ")
}

fn is_heading(line: &str) -> bool {
    let marks = line.trim_start_matches('#');
    line.len() > marks.len() && line.len() - marks.len() <= 6 && (marks.is_empty() || marks.starts_with([' ', '\t']))
}

/// What ends the stretch that a line begins and that is not read: code, comments.
fn opens(bare: &str) -> Option<&'static str> {
    if bare.starts_with("```") {
        Some("```")
    } else if bare.starts_with("~~~") {
        Some("~~~")
    } else if bare.starts_with("<!--") && !bare.contains("-->") {
        Some("-->")
    } else if bare.starts_with("%%") && !bare.get(2..).is_some_and(|rest| rest.contains("%%")) {
        Some("%%")
    } else {
        None
    }
}

fn is_rule(bare: &str) -> bool {
    bare.len() >= 3
        && (bare.bytes().all(|byte| matches!(byte, b'-' | b' ' | b'|' | b':'))
            || bare.bytes().all(|byte| matches!(byte, b'*' | b'_' | b' ')))
}

/// Whether a line is a list item, and its words after bullet and checkbox.
fn bulleted(bare: &str) -> (bool, &str) {
    let after = bare.strip_prefix(['-', '*', '+']).or_else(|| {
        bare.trim_start_matches(|c: char| c.is_ascii_digit())
            .strip_prefix(['.', ')'])
            .filter(|_| bare.starts_with(|c: char| c.is_ascii_digit()))
    });
    let Some(words) = after.filter(|words| words.is_empty() || words.starts_with([' ', '\t'])) else { return (false, bare) };
    let words = words.trim_start();
    let mut chars = words.chars();
    if chars.next() == Some('[') && chars.next().is_some() && chars.next() == Some(']') {
        let rest = chars.as_str();
        if rest.is_empty() || rest.starts_with([' ', '\t']) {
            return (true, rest.trim_start());
        }
    }
    (true, words)
}

/// The source line an offset stands in, as plain words.
fn source_line(source: &str, at: u32) -> String {
    let index = LineIndex::new(source);
    let row = index.line(at) as usize;
    plain::text(source.lines().nth(row.saturating_sub(1)).unwrap_or("").trim_start_matches(['-', '*', '+', ' ', '\t']))
}

#[cfg(test)]
mod tests {
    use super::{cells, first_words, without_edge_dates};

    #[test]
    fn the_words_below_an_entry() {
        for (part, level, words) in [
            ("  - the budget\n  - [ ] send *the* deck 📅 2026-05-09\n    more\n", 0, "the budget; send the deck more"),
            ("\nA long walk\nby the river.\n\nMore later.\n", 2, "A long walk by the river."),
            ("\n- one\n- two\n\n- three\nText\n## Next\n- four\n", 2, "one; two; three"),
            ("### Topics\n- one\n## Next\n", 2, "one"),
            ("## Next\n- four\n", 2, ""),
            ("```\n- code\n```\n<!-- a\nb -->\n> quoted\n\n1. first\n", 2, "first"),
            ("", 2, ""),
        ] {
            assert_eq!(first_words(part, level), words, "{part:?}");
        }
        assert!(first_words(&"- ten letters\n".repeat(10_000), 0).len() < 300);
    }

    #[test]
    fn dates_at_the_edges_of_a_title() {
        assert_eq!(without_edge_dates("2026-09-15 Open studio"), "Open studio");
        assert_eq!(without_edge_dates("Coffee (2026-05-02)"), "Coffee");
        assert_eq!(without_edge_dates("Open studio"), "Open studio");
        assert_eq!(without_edge_dates("2026-05-02"), "");
    }

    #[test]
    fn a_row_is_its_cells() {
        assert_eq!(cells("Call | topics | [[Bo\\|B]] | |"), "Call · topics · B");
    }
}
