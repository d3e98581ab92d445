//! A contact's cadence that cannot be read; that of feedback, and how long ahead a date is shown, are such too.

use crate::base::cadence::{self, Unreadable, Wish};
use crate::base::diagnostic::Severity;
use crate::book::keys::Key;
use crate::facts::NONE;
use crate::lint::context::{Context, Finding, Noted};
use crate::lint::fix;
use crate::lint::rules::Rule;
use crate::note::yaml::Node;

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
        let feedback = noted.fields.all(Key::Feedback).find(|field| field.line == NONE).map(|field| &field.value);
        // A sentence under `feedback` is a note of somebody's own.
        for value in feedback.into_iter().filter(|value| value.text().is_some_and(|text| text.split_whitespace().count() <= 4)) {
            report(context, noted, value, false, found);
        }
        for value in noted.fields.all(Key::Dates).flat_map(|field| leads(&field.value)) {
            report(context, noted, value, true, found);
        }
    }
}

/// Reports a value that is no cadence; `span`: nor one that says *never*.
fn report(context: &Context<'_>, noted: Noted<'_>, value: &Node, span: bool, found: &mut Vec<Finding>) {
    if value.is_null() || value.boolean().is_some() {
        return;
    }
    let Some(text) = value.text() else { return };
    let why = match cadence::read(text) {
        Ok(Wish::Every(_)) | Err(Unreadable::Silent) => return,
        Ok(_) if !span => return,
        Ok(_) => "this does not say how long ahead the date is shown".to_owned(),
        Err(why) => why.to_string(),
    };
    let fix = cadence::mended(text).and_then(|mended| fix::instead(&context.text(noted.index), value.span, text, &mended));
    found.push(context.finding(noted.index, value.span, why).help("write for example `2 weeks` or `yearly`").fix(fix));
}

/// The values of `lead` in a list of dates, or under a date's label.
fn leads(node: &Node) -> Vec<&Node> {
    let items = node.items().iter().filter(|item| !std::ptr::eq(*item, node));
    let labelled = node.entries().iter().map(|(_, value)| value);
    let maps = std::iter::once(node).chain(items).chain(labelled).flat_map(|map| map.entries());
    maps.filter(|(key, _)| key.text().is_some_and(|key| key.eq_ignore_ascii_case("lead"))).map(|(_, value)| value).collect()
}
