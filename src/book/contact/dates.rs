//! The yearly dates of a contact beside the birthday: `dates`, `anniversary` (format page, section 3).

use crate::base::when::Order;
use crate::base::{birthday, cadence, fold};
use crate::book::contact::YearlyDate;
use crate::book::keys::{Key, Sorted};
use crate::book::values;
use crate::facts::{Field, NONE, NoteFacts};
use crate::note::yaml::{Kind, Node};

impl YearlyDate {
    /// Whether it is a day of remembrance: `remembrance`, `memorial`, `died`, `day of death`.
    pub fn is_remembrance(&self) -> bool {
        let label = fold::key(&self.label);
        ["remembrance", "memorial", "death", "died", "passedaway"].iter().any(|word| label.contains(word))
    }
}

/// `dates`: a map label -> date, or a list of `{date, label}`; `anniversary: 2015-06-20` is labelled by its key.
pub fn yearly(facts: &NoteFacts, fields: &Sorted<'_>, order: Option<Order>) -> Vec<YearlyDate> {
    let mut dates = Vec::new();
    for field in fields.all(Key::Dates) {
        let label = if fold::key(&field.key).starts_with("anniversar") { "anniversary" } else { "date" };
        gather(facts, field, &field.value, label, order, &mut dates);
    }
    dates
}

fn gather(facts: &NoteFacts, field: &Field, node: &Node, label: &str, order: Option<Order>, dates: &mut Vec<YearlyDate>) {
    let row = |node: &Node| if field.line == NONE { facts.front_row(node.span.start) } else { field.row };
    match &node.kind {
        Kind::Sequence(items) => items.iter().for_each(|item| gather(facts, field, item, label, order, dates)),
        Kind::Mapping(entries) => {
            let part = |name: &str| {
                entries.iter().find(|(key, _)| key.text().is_some_and(|key| key.eq_ignore_ascii_case(name))).map(|(_, value)| value)
            };
            if let Some(date) = part("date") {
                let label = part("label")
                    .or_else(|| part("name"))
                    .or_else(|| part("what"))
                    .and_then(values::one)
                    .unwrap_or_else(|| label.to_owned());
                let from = dates.len();
                gather(facts, field, date, &label, order, dates);
                let lead = part("lead").and_then(lead);
                dates[from..].iter_mut().for_each(|date| date.lead = lead);
                return;
            }
            for (key, value) in entries {
                gather(facts, field, value, key.text().unwrap_or(label), order, dates);
            }
        }
        _ => {
            if let Some(date) = as_written(node).and_then(|text| birthday::read(&text, false, order)) {
                dates.push(YearlyDate { label: label.to_owned(), date, row: row(node), lead: None });
            }
        }
    }
}

/// How many days ahead a date is shown: `lead: 14`, `lead: 2 weeks`.
fn lead(node: &Node) -> Option<u32> {
    match cadence::read(node.text()?) {
        Ok(cadence::Wish::Every(cadence)) => Some(cadence.ideal.rough_days() as u32),
        _ => None,
    }
}

/// A date as written, with its link brackets: `leaves` would show `[[Daily/1990-04-07|birth]]` as its alias.
pub fn as_written(node: &Node) -> Option<String> {
    match &node.kind {
        Kind::Scalar { text, .. } => Some(text.clone()),
        Kind::Link(inner) => Some(format!("[[{inner}]]")),
        _ => None,
    }
}
