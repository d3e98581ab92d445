//! A date the calendar does not have.

use crate::base::diagnostic::Severity;
use crate::base::when::When;
use crate::lint::context::{Context, Finding};
use crate::lint::rules::Rule;

/// The rule.
pub const RULE: Rule = Rule { code: "impossible-date", severity: Severity::Error, page: include_str!("impossible_date.md"), check };

fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    for written in &context.written {
        let When::Impossible = written.when else { continue };
        let text = context.quote(written.note, written.span);
        found.push(
            context
                .finding(written.note, written.span, format!("`{text}` is a day that does not exist, so it is not counted"))
                .help("write the day it was"),
        );
    }
}
