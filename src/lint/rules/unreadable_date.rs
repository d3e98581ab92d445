//! A date key whose value names no day.

use crate::base::diagnostic::Severity;
use crate::base::when::When;
use crate::book::keys::Key;
use crate::book::kind::NoteKind;
use crate::book::values;
use crate::facts::Field;
use crate::lint::context::{Context, Finding, Noted, shortened};
use crate::lint::rules::Rule;
use crate::lint::{fix, normal};

/// The rule.
pub const RULE: Rule = Rule { code: "unreadable-date", severity: Severity::Warning, page: include_str!("unreadable_date.md"), check };

/// Words that say there is no day.
const NONE: &[&str] = &["never", "none", "no", "n/a", "na", "-", "–", "—", "tbd", "?", "not set", "unknown"];

fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    for (_, noted) in context.contacts() {
        for field in noted.fields.all(Key::LastContact) {
            report(context, noted, field, false, found);
        }
        for field in noted.fields.all(Key::NextContact).chain(noted.fields.all(Key::SnoozeUntil)) {
            report(context, noted, field, true, found);
        }
        for item in noted.fields.all(Key::Interactions).flat_map(|field| field.value.items()) {
            let date = item.entries().iter().find(|(key, _)| key.text().is_some_and(|key| key.eq_ignore_ascii_case("date")));
            if let Some((_, value)) = date.filter(|(_, value)| !value.is_null() && values::date(value).is_none()) {
                let text = context.quote(noted.index, value.span);
                found.push(context.finding(noted.index, value.span, format!("`{text}` is no date")).help("write it as `2026-05-02`"));
            }
        }
    }
    if context.book.contacts.is_empty() {
        return;
    }
    for noted in context.read().filter(|noted| noted.note.kind == NoteKind::Event) {
        for field in noted.fields.all(Key::Date) {
            report(context, noted, field, false, found);
        }
    }
}

/// Reports a field unless it holds a date, nothing, or a word for nothing. `whole`: a month or a year alone does not do.
fn report(context: &Context<'_>, noted: Noted<'_>, field: &Field, whole: bool, found: &mut Vec<Finding>) {
    let value = &field.value;
    let dates = values::dates(value);
    let imprecise = |(when, _): &(When, _)| matches!(when, When::Month(..) | When::Year(_));
    if value.is_null() || value.boolean() == Some(false) || dates.iter().any(|date| !whole || !imprecise(date)) {
        return;
    }
    let texts = values::leaves(value);
    if texts.iter().all(|text| NONE.contains(&text.to_lowercase().as_str())) {
        return;
    }
    let text = shortened(&texts.join(", "));
    let message = if dates.is_empty() {
        format!("`{}` holds no date: `{text}`", field.key)
    } else {
        format!("`{}` names no day: `{text}`", field.key)
    };
    let fix = value.text().and_then(|written| {
        let day = normal::day(written)?;
        fix::instead(&context.text(noted.index), value.span, written, &day.to_string())
    });
    found.push(context.finding(noted.index, value.span, message).help("write it as `2026-05-02`").fix(fix));
}
