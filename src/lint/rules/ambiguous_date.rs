//! A numeric date with two readings.

use crate::base::diagnostic::Severity;
use crate::base::when::When;
use crate::lint::context::{Context, Finding};
use crate::lint::rules::Rule;

/// The rule.
pub const RULE: Rule = Rule { code: "ambiguous-date", severity: Severity::Warning, page: include_str!("ambiguous_date.md"), check };

fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    for written in &context.written {
        let When::Ambiguous { dmy, mdy } = written.when else { continue };
        let text = context.quote(written.note, written.span);
        let finding = context.finding(written.note, written.span, format!("`{text}` is {dmy} or {mdy}, so it is not counted"));
        found.push(finding.help(format!("write it as `{dmy}`, or set `dates.order` to \"dmy\" or \"mdy\"")));
    }
}
