//! Where among the entries a new one stands: in their order of time, with the blank lines they have between them.

use crate::base::change::Edit;
use crate::base::date::Date;
use crate::changes::place::series::{Member, Series};
use crate::changes::place::{insertion, line_end, line_start, newline};
use crate::facts::{Line, NoteFacts};
use crate::note::body::{Kind, Place};

/// Puts the source lines `text` among the entries.
pub fn insert(source: &str, facts: &NoteFacts, series: &Series<'_>, date: Date, text: &str) -> Edit {
    let nl = newline(source);
    let gap = if is_loose(source, facts, series) { nl } else { "" };
    let members = &series.members;
    let (before, after) = if series.is_newest_first() {
        let next = members.iter().position(|member| member.date.is_some_and(|other| other <= date));
        match next {
            Some(at) => (members.get(at), None),
            None => (None, members.last()),
        }
    } else {
        match members.iter().rposition(|member| member.date.is_some_and(|other| other <= date)) {
            Some(at) => (None, members.get(at)),
            None => (members.first(), None),
        }
    };
    match (before, after.or(members.last())) {
        (Some(member), _) => insertion(line_start(source, member.line.start as usize), format!("{text}{nl}{gap}")),
        (None, Some(member)) => insertion(block_end(source, facts, member, series), format!("{nl}{gap}{text}")),
        (None, None) => insertion(source.len(), format!("{nl}{text}")),
    }
}

/// Whether blank lines part the entries.
fn is_loose(source: &str, facts: &NoteFacts, series: &Series<'_>) -> bool {
    let starts = series.members.iter().skip(1).map(|member| line_start(source, member.line.start as usize));
    let blank = |at: usize| source.get(..at).is_some_and(|before| before.ends_with("\n\n") || before.ends_with("\n\r\n"));
    let gaps: Vec<bool> = starts.map(blank).collect();
    match (gaps.as_slice(), series.kind) {
        // A single heading: as the one below it, or parted.
        ([], Kind::Heading(_)) => series.members.first().is_none_or(|member| {
            facts
                .lines
                .iter()
                .find(|line| matches!(line.kind, Kind::Heading(_)) && line.start > member.line.start)
                .is_none_or(|next| blank(next.start as usize))
        }),
        ([], _) => false,
        (gaps, _) => 2 * gaps.iter().filter(|gap| **gap).count() > gaps.len(),
    }
}

/// Where an entry with all that belongs to it ends: the end of a source line.
fn block_end(source: &str, facts: &NoteFacts, member: &Member<'_>, series: &Series<'_>) -> usize {
    let line = member.line;
    match line.kind {
        Kind::Item(_) => line_end(source, (line.end as usize).max(line.text.end as usize)),
        Kind::Row => line_end(source, line.start as usize),
        Kind::Heading(_) => section_end(source, facts, line),
        Kind::Paragraph => {
            // Lines that go on with it, up to a blank line or the next entry.
            let mut end = line_end(source, line.text.end as usize);
            while let Some(next) = source.get(end..).and_then(|rest| rest.find('\n')).map(|newline| end + newline + 1) {
                let is_entry = series.members.iter().any(|other| line_start(source, other.line.start as usize) == next);
                let text = source.get(next..line_end(source, next)).unwrap_or("");
                let begins_block = text.trim_start().starts_with(['#', '>', '|', '`', '~', '<'])
                    || ["- ", "* ", "+ "].iter().any(|mark| text.starts_with(mark));
                if is_entry || begins_block || text.trim().is_empty() {
                    break;
                }
                end = line_end(source, next);
            }
            end
        }
    }
}

/// Where a heading's section ends: the end of its last line that is not blank.
pub fn section_end(source: &str, facts: &NoteFacts, heading: &Line) -> usize {
    let Kind::Heading(level) = heading.kind else { return line_end(source, heading.end as usize) };
    let next = facts.lines.iter().find(|line| {
        line.start > heading.start && line.place == Place::Plain && matches!(line.kind, Kind::Heading(other) if other <= level)
    });
    let end = next.map_or(source.len(), |next| line_start(source, next.start as usize));
    let own = line_end(source, heading.text.end as usize);
    source.get(..end).map_or(source.len(), |text| text.trim_end().len()).max(own)
}
