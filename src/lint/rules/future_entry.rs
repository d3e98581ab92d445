//! An entry in a contact's own note that is dated after the day asked for.

use crate::base::diagnostic::Severity;
use crate::base::span::Span;
use crate::book::finds::Source;
use crate::lint::context::{Context, Finding};
use crate::lint::rules::Rule;

/// The rule.
pub const RULE: Rule = Rule { code: "future-entry", severity: Severity::Info, page: include_str!("future_entry.md"), check };

/// Events, daily notes and date links ahead are plans; a line of a log is a record of what was, so its date may be a slip.
fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    for (contact, noted) in context.contacts() {
        let own = context
            .book
            .planned(contact)
            .iter()
            .filter(|one| one.place.note == contact.note && matches!(one.source, Source::Log | Source::FrontMatter));
        for entry in own {
            let lines = &noted.note.facts.lines;
            let from = lines.partition_point(|line| line.row < entry.place.row);
            let dated = lines
                .iter()
                .skip(from)
                .take_while(|line| line.row == entry.place.row)
                .find(|line| line.start == entry.place.at && line.when.is_some());
            let span = dated.map_or(Span { start: entry.place.at, end: entry.place.words.end }, |line| line.when_span);
            let finding =
                context.finding(noted.index, span, format!("{} is still ahead, so this is planned and not yet counted", entry.date));
            found.push(finding.help("nothing, if it is a plan; else correct the date"));
        }
    }
}
