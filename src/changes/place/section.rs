//! A section under a heading, found or made: for an entry where there is none yet, and for a promise.

use crate::base::change::Edit;
use crate::base::fold;
use crate::book::standing;
use crate::changes::place::position::section_end;
use crate::changes::place::{Entry, insertion, newline, plain_words};
use crate::config::Config;
use crate::facts::{Line, NoteFacts};
use crate::note::body::{Kind, Place};

/// What is put under a heading.
#[derive(Clone, Copy, Debug)]
pub struct Block<'b> {
    /// The line without a bullet.
    pub text: &'b str,
    /// The bullet where the section has none: `- `.
    pub bullet: &'b str,
}

/// In the section of the log, when there is one: at its end.
pub fn log(source: &str, facts: &NoteFacts, words: &str, config: &Config) -> Option<Edit> {
    let names: Vec<String> = config.log_headings.iter().map(|name| fold::key(name)).collect();
    append_under(source, facts, &names, Block { text: words, bullet: "- " })
}

/// At the end of the first section with one of these (folded) names.
pub fn append_under(source: &str, facts: &NoteFacts, names: &[String], block: Block<'_>) -> Option<Edit> {
    let is_one =
        |line: &&Line| line.place == Place::Plain && matches!(line.kind, Kind::Heading(_)) && standing::is_named(facts, line, names);
    let heading = facts.lines.iter().find(is_one)?;
    let nl = newline(source);
    let end = section_end(source, facts, heading);
    let last_line = crate::changes::place::line_start(source, end);
    let last = source.get(last_line..end).unwrap_or("");
    if last_line <= heading.start as usize {
        return Some(insertion(end, format!("{nl}{nl}{}{}", block.bullet, block.text)));
    }
    let Block { text, bullet } = block;
    // An empty bullet waits to be filled.
    if matches!(last.trim(), "-" | "*" | "+") {
        let space = if source.get(end..).is_some_and(|rest| rest.starts_with(' ')) { 1 } else { 0 };
        return Some(insertion(end + space, if space == 1 { text.to_owned() } else { format!(" {text}") }));
    }
    // The list that ends the section goes on.
    let tail = source.get(heading.end as usize..end).unwrap_or("");
    let lines: Vec<&str> = tail.lines().rev().take_while(|line| !line.trim().is_empty()).collect();
    let mark = lines.iter().find_map(|line| ["- ", "* ", "+ "].iter().find(|mark| line.starts_with(**mark)));
    match mark {
        Some(mark) => Some(insertion(end, format!("{nl}{mark}{text}"))),
        None => Some(insertion(end, format!("{nl}{nl}{bullet}{text}"))),
    }
}

/// At the end of a note: in the list that ends it, else as a list of its own.
pub fn at_end(source: &str, text: &str) -> Edit {
    let nl = newline(source);
    let trimmed = source.trim_end().len();
    let last = source.get(crate::changes::place::line_start(source, trimmed)..trimmed).unwrap_or("");
    if last.is_empty() || last == "---" && source.trim_start_matches('\u{feff}').starts_with("---") {
        let end = if source.is_empty() || source.ends_with('\n') { source.len() } else { trimmed };
        let start = if end == trimmed && !source.is_empty() { nl } else { "" };
        return insertion(end, format!("{start}- {text}{}", if start.is_empty() { nl } else { "" }));
    }
    if matches!(last.trim(), "-" | "*" | "+") {
        let spaced = source.get(trimmed..).is_some_and(|rest| rest.starts_with(' '));
        return insertion(trimmed + usize::from(spaced), if spaced { text.to_owned() } else { format!(" {text}") });
    }
    match ["- ", "* ", "+ "].iter().find(|mark| last.starts_with(**mark)) {
        Some(mark) => insertion(trimmed, format!("{nl}{mark}{text}")),
        None => insertion(trimmed, format!("{nl}{nl}- {text}")),
    }
}

/// Under a new `## Log` at the end.
pub fn new_log(source: &str, entry: &Entry<'_>) -> Edit {
    new_section(source, "Log", &format!("- {}", plain_words(entry)))
}

/// A new section at the end of a note, which keeps or keeps missing its last line ending.
pub fn new_section(source: &str, heading: &str, text: &str) -> Edit {
    let nl = newline(source);
    let has_end = source.is_empty() || source.ends_with('\n');
    let start = if source.trim_start_matches('\u{feff}').is_empty() || source.ends_with("\n\n") || source.ends_with("\n\r\n") {
        String::new()
    } else if has_end {
        nl.to_owned()
    } else {
        nl.repeat(2)
    };
    insertion(source.len(), format!("{start}## {heading}{nl}{nl}{text}{}", if has_end { nl } else { "" }))
}
