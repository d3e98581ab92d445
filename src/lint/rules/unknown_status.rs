//! A status that is probably a misspelt one.

use crate::base::diagnostic::Severity;
use crate::base::fold;
use crate::book::contact;
use crate::book::keys::Key;
use crate::book::values;
use crate::lint::context::{Context, Finding, shortened};
use crate::lint::near;
use crate::lint::rules::Rule;

/// The rule.
pub const RULE: Rule = Rule { code: "unknown-status", severity: Severity::Warning, page: include_str!("unknown_status.md"), check };

const KNOWN: &[&str] =
    &["active", "current", "paused", "on-hold", "archived", "inactive", "deceased", "do-not-contact", "no-contact", "ambient"];

/// `status` belongs to many tools (`draft`, `canon`, `done`): only what is nearly one of our words is reported, and whatever stands under
/// a key that the settings or a prefix (`prm-status`) make ours.
fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    for (_, noted) in context.contacts() {
        for field in noted.fields.all(Key::Status).chain(noted.fields.all(Key::ContactStyle)) {
            let ours = !matches!(fold::key(&field.key).as_str(), "status" | "contactstyle");
            for text in values::leaves(&field.value).into_iter().filter(|text| contact::status_word(text).is_none()) {
                let near = near::word(&text, KNOWN.iter().copied());
                if near.is_none() && !ours {
                    continue;
                }
                let finding = context.finding(
                    noted.index,
                    field.value.span,
                    format!("the status `{}` is unknown, so it changes nothing", shortened(&text)),
                );
                found.push(finding.help(match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "write `active`, `paused`, `archived`, `deceased`, `ambient` or `do-not-contact`".to_owned(),
                }));
            }
        }
    }
}
