//! A day without a year where a date was wanted.

use crate::base::diagnostic::Severity;
use crate::base::when::When;
use crate::lint::context::{Context, Finding};
use crate::lint::rules::Rule;

/// The rule.
pub const RULE: Rule = Rule { code: "yearless-date", severity: Severity::Warning, page: include_str!("yearless_date.md"), check };

fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    for written in &context.written {
        let When::Yearless(month, day) = written.when else { continue };
        let text = context.quote(written.note, written.span);
        let finding = context.finding(written.note, written.span, format!("`{text}` has no year, so it is not counted"));
        found.push(finding.help(format!("write the year: `{}-{month:02}-{day:02}`", context.book.as_of.year())));
    }
}
