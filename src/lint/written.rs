//! The dates that were written where a day was wanted and give none: impossible, ambiguous, without a year, backwards.

use crate::base::birthday;
use crate::base::span::Span;
use crate::base::when::When;
use crate::book::events;
use crate::book::finds::Place;
use crate::book::keys::{Key, Sorted};
use crate::book::kind::NoteKind;
use crate::book::standing::Reason;
use crate::book::values;
use crate::facts::{NONE, NoteFacts};
use crate::lint::context::{Context, Noted};

/// A date that gives no day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Written {
    /// The note.
    pub note: u32,
    /// The date, or where it cannot be told the line or value it stands in.
    pub span: Span,
    /// What it says.
    pub when: When,
}

/// All of them: entries and links the book refused for their date, date keys of contacts, the day of events.
pub(super) fn dates(context: &Context<'_>) -> Vec<Written> {
    let mut found = Vec::new();
    for (contact, noted) in context.contacts() {
        for seen in context.book.seen(contact).iter().filter(|seen| matches!(seen.reason, Reason::ImpossibleDate | Reason::AmbiguousDate)) {
            let Some(place) = context.note(seen.place.note) else { continue };
            if let Some((when, span)) = locate(context, &place.note.facts, seen.place) {
                found.push(Written { note: place.index, span, when });
            }
        }
        keys(context, noted, &mut found);
    }
    for noted in context.read().filter(|noted| noted.note.kind == NoteKind::Event) {
        if let Some(Err(_)) = events::read(context.book, noted.note, noted.fields).date {
            for key in [Key::Date, Key::Start, Key::End] {
                values_of(context, noted.index, noted.fields, key, &mut found);
            }
        }
    }
    found
}

/// Whether a date gives no day although it names one: a month or a year alone is imprecise and fine.
fn is_bad(context: &Context<'_>, when: When) -> bool {
    !matches!(when, When::Month(..) | When::Year(_)) && when.day(context.book.config.date_order).is_none()
}

/// The date keys of a contact. A birthday and the yearly `dates` need no year.
fn keys(context: &Context<'_>, noted: Noted<'_>, found: &mut Vec<Written>) {
    for key in [Key::LastContact, Key::NextContact, Key::SnoozeUntil, Key::Met, Key::Created] {
        values_of(context, noted.index, noted.fields, key, found);
    }
    let from = found.len();
    values_of(context, noted.index, noted.fields, Key::Birthday, found);
    for field in noted.fields.all(Key::Dates).chain(noted.fields.all(Key::Interactions)) {
        let mut nodes = vec![&field.value];
        while let Some(node) = nodes.pop() {
            nodes.extend(node.entries().iter().map(|(_, value)| value));
            if node.entries().is_empty() && node.text().is_none() {
                nodes.extend(node.items().iter().filter(|item| !std::ptr::eq(*item, node)));
            }
            if let Some(when) = values::date(node).filter(|when| is_bad(context, *when)) {
                found.push(Written { note: noted.index, span: node.span, when });
            }
        }
    }
    for field in noted.fields.all(Key::Birthday).filter(|field| field.value.text().is_some_and(is_no_day_of_the_year)) {
        found.push(Written { note: noted.index, span: field.value.span, when: When::Impossible });
    }
    let yearly = found.split_off(from);
    found.extend(yearly.into_iter().filter(|written| !matches!(written.when, When::Yearless(..))));
}

/// `02-30`, `--02-30`, `--0230`: a month and a day that it does not have.
fn is_no_day_of_the_year(text: &str) -> bool {
    let text = text.trim();
    let bare = text.strip_prefix("--");
    let parts = match (bare.unwrap_or(text).split_once('-'), bare) {
        (Some(parts), _) => Some(parts),
        (None, Some(bare)) => bare.split_at_checked(2),
        (None, None) => None,
    };
    let two = |part: &str| if part.len() == 2 { part.parse::<u8>().ok() } else { None };
    let Some((Some(month), Some(day))) = parts.map(|(month, day)| (two(month), two(day))) else { return false };
    (1..=12).contains(&month) && (1..=31).contains(&day) && birthday::read(text, false, None).is_none()
}

fn values_of(context: &Context<'_>, note: u32, fields: &Sorted<'_>, key: Key, found: &mut Vec<Written>) {
    for field in fields.all(key) {
        let dates = values::dates(&field.value).into_iter().filter(|(when, _)| is_bad(context, *when));
        found.extend(dates.map(|(when, span)| Written { note, span, when }));
    }
}

/// The date that made the book refuse a place; `None` for front matter, whose keys are looked at on their own.
fn locate(context: &Context<'_>, facts: &NoteFacts, place: Place) -> Option<(When, Span)> {
    let bad = |when: Option<When>| when.filter(|when| is_bad(context, *when));
    let from = facts.lines.partition_point(|line| line.row < place.row);
    let lines = || facts.lines.iter().enumerate().skip(from).take_while(|(_, line)| line.row == place.row);
    let (index, line) = lines().find(|(_, line)| line.start == place.at).or_else(|| lines().next())?;
    let index = index as u32;
    if let Some(when) = bad(line.when) {
        return Some((when, line.when_span));
    }
    if let Some(link) = facts.links_of(index).find(|link| bad(link.when).is_some()) {
        return Some((link.when?, link.span));
    }
    let inline = facts.fields.get(facts.fields.partition_point(|field| field.line == NONE)..).unwrap_or_default();
    let mut fields = inline.iter().skip(inline.partition_point(|field| field.line < index)).take_while(|field| field.line == index);
    if let Some(found) = fields.find_map(|field| Some((bad(values::date(&field.value))?, field.span))) {
        return Some(found);
    }
    if let Some(when) = facts.task_of(index).and_then(|task| bad(task.done)) {
        return Some((when, line.text));
    }
    let above = facts.ancestors(line).find_map(|(_, above)| Some((bad(above.when)?, above.when_span)));
    // Else the day comes from the event's keys, which are looked at on their own.
    above
}
