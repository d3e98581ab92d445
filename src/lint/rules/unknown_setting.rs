//! A setting that is unknown or cannot be used.

use crate::base::diagnostic::Severity;
use crate::lint::context::{Context, Finding};
use crate::lint::rules::Rule;

/// The rule.
pub const RULE: Rule = Rule { code: "unknown-setting", severity: Severity::Warning, page: include_str!("unknown_setting.md"), check };

fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    found.extend(context.outside.settings.iter().map(|unusable| Finding {
        path: unusable.path.clone(),
        note: None,
        span: unusable.span,
        message: unusable.message.clone(),
        help: None,
        fix: Vec::new(),
    }));
}
