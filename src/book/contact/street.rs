//! What a contact's note says beside being in touch: feedback, who introduced them, whom they know, what the contact is for.

use crate::base::cadence::{self, Wish};
use crate::base::fold;
use crate::book::contact::Context;
use crate::book::keys::{Key, Sorted};
use crate::book::values;

/// How often feedback is to be asked for: `feedback: yearly`. A text that is no cadence is kept as unreadable.
pub fn feedback(fields: &Sorted<'_>) -> Option<(String, Option<Wish>)> {
    let text = fields.all(Key::Feedback).find(|field| field.line == crate::facts::NONE)?.value.text()?.trim().to_owned();
    let wish = cadence::read(&text).ok();
    Some((text, wish))
}

/// The targets of links or the names under a key.
pub fn people(fields: &Sorted<'_>, key: Key) -> Vec<String> {
    fields.all(key).flat_map(|field| values::people(&field.value)).map(|named| named.text).collect()
}

/// Who introduced them: `introduced_by`.
pub fn introduced_by(fields: &Sorted<'_>) -> Vec<String> {
    let says_so = |key: &str| fold::key(key) == "introducedby";
    let by = fields.all(Key::HowMet).filter(|field| says_so(&field.key));
    by.flat_map(|field| values::people(&field.value)).map(|named| named.text).collect()
}

/// `context: work` or `context: personal`; with both, or something else, nothing is said.
pub fn context(fields: &Sorted<'_>) -> Context {
    let said = fields.all(Key::Boundaries).filter(|field| fold::key(&field.key) == "context");
    let words: Vec<String> = said.flat_map(|field| values::leaves(&field.value)).map(|text| fold::key(&text)).collect();
    let work = words.iter().any(|word| matches!(word.as_str(), "work" | "professional" | "business"));
    let personal = words.iter().any(|word| matches!(word.as_str(), "personal" | "private"));
    match (work, personal) {
        (true, false) => Context::Work,
        (false, true) => Context::Personal,
        _ => Context::Any,
    }
}

/// `quiet: weekends`.
pub fn quiet_weekends(fields: &Sorted<'_>) -> bool {
    let words = fields.all(Key::Quiet).flat_map(|field| values::leaves(&field.value));
    words.map(|text| fold::key(&text)).any(|word| matches!(word.as_str(), "weekend" | "weekends"))
}
