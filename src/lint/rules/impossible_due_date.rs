//! An open promise due on a day the calendar does not have.

use crate::base::date::Date;
use crate::base::diagnostic::Severity;
use crate::base::span::Span;
use crate::book::promises::State;
use crate::lint::context::{Context, Finding};
use crate::lint::rules::Rule;

/// The rule.
pub const RULE: Rule = Rule { code: "impossible-due-date", severity: Severity::Error, page: include_str!("impossible_due_date.md"), check };

fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    for promise in context.book.promises.iter().filter(|promise| promise.state == State::Open && promise.is_impossible()) {
        let text = context.text(promise.note);
        let span = date_in(promise.text.of(&text)).map_or(promise.text, |span| span.shifted(promise.text.start as usize));
        let shown = context.quote(promise.note, span);
        let finding = context.finding(promise.note, span, format!("this promise is due on a day that does not exist: `{shown}`"));
        found.push(finding.help("write the day it is due"));
    }
}

/// The last `2026-02-31` in a task's text that is no day.
fn date_in(text: &str) -> Option<Span> {
    let is_date =
        |part: &str| part.bytes().enumerate().all(|(at, byte)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() });
    memchr::memrchr_iter(b'-', text.as_bytes())
        .filter_map(|dash| dash.checked_sub(4))
        .find(|&start| text.get(start..start + 10).is_some_and(|part| is_date(part) && Date::parse_iso(part).is_none()))
        .map(|start| Span::new(start, start + 10))
}
