//! A contact's cadence that cannot be read.

use crate::base::cadence::{self, Unreadable};
use crate::base::diagnostic::Severity;
use crate::book::keys::Key;
use crate::lint::context::{Context, Finding};
use crate::lint::fix;
use crate::lint::rules::Rule;

/// The rule.
pub const RULE: Rule = Rule { code: "unknown-cadence", severity: Severity::Warning, page: include_str!("unknown_cadence.md"), check };

fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    for (_, noted) in context.contacts() {
        // The book reads the first that says something.
        let own = noted.fields.all(Key::Cadence).find(|field| !field.value.is_null() && field.value.boolean() != Some(true));
        for field in own.into_iter().chain(noted.fields.value(Key::CadenceMax)) {
            let Some(text) = field.value.text() else {
                let finding = context.finding(noted.index, field.value.span, format!("`{}` holds no text", field.key));
                found.push(finding.help("write one cadence, for example `2 weeks`, `monthly` or `never`"));
                continue;
            };
            match cadence::read(text) {
                Ok(_) | Err(Unreadable::Silent) => {}
                Err(why) => {
                    let written = context.text(noted.index);
                    let fix = cadence::mended(text).and_then(|mended| fix::instead(&written, field.value.span, text, &mended));
                    found.push(context.finding(noted.index, field.value.span, why.to_string()).fix(fix));
                }
            }
        }
    }
}
