//! Two daily notes for one day.

use std::collections::HashMap;

use crate::base::date::Date;
use crate::base::date_text;
use crate::base::diagnostic::Severity;
use crate::base::span::Span;
use crate::base::when::When;
use crate::book::kind::NoteKind;
use crate::book::without_extension;
use crate::lint::context::{Context, Finding, Noted};
use crate::lint::rules::Rule;

/// The rule.
pub const RULE: Rule = Rule { code: "two-daily-notes", severity: Severity::Info, page: include_str!("two_daily_notes.md"), check };

/// A word beside the date (`2026-05-02 standup`) tells two notes apart, so only those named by the date alone or by the configured
/// format are compared.
fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    let mut first: HashMap<Date, u32> = HashMap::new();
    for noted in context.read() {
        let NoteKind::Daily(day) = noted.note.kind else { continue };
        if !is_plain(context, noted) {
            continue;
        }
        match first.get(&day) {
            None => drop(first.insert(day, noted.index)),
            Some(&other) => {
                let message = format!("{day} has another daily note: `{}`", context.book.path(other));
                found.push(
                    context.finding(noted.index, Span::default(), message).help("join the two, or name one of them by more than its date"),
                );
            }
        }
    }
}

fn is_plain(context: &Context<'_>, noted: Noted<'_>) -> bool {
    let by_format = || context.book.rules.daily.iter().any(|daily| daily.read(without_extension(&noted.note.path)).is_some());
    matches!(date_text::bare(noted.note.stem()), Some(When::Day(_))) || by_format()
}
