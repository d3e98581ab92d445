//! A word under `context` or `quiet` that says nothing.

use std::collections::HashMap;

use crate::base::diagnostic::Severity;
use crate::base::fold;
use crate::book::keys::Key;
use crate::book::values;
use crate::facts::Field;
use crate::lint::context::{Context, Finding, Noted, shortened};
use crate::lint::near;
use crate::lint::rules::Rule;

/// The rule.
pub const RULE: Rule = Rule { code: "unknown-word", severity: Severity::Warning, page: include_str!("unknown_word.md"), check };

/// A word in more notes than this is the vault's own.
const OWN: u32 = 3;

const CONTEXTS: &[&str] = &["work", "personal", "professional", "business", "private"];
const QUIET: &[&str] = &["weekends", "weekend"];

fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    let mut notes: HashMap<String, u32> = HashMap::new();
    for word in context.contacts().flat_map(|(_, noted)| contexts(noted)).flat_map(|field| values::leaves(&field.value)) {
        *notes.entry(fold::key(&word)).or_default() += 1;
    }
    for (_, noted) in context.contacts() {
        for field in contexts(noted) {
            // A sentence is a boundary in the owner's words.
            let is_own = |word: &str| notes.get(&fold::key(word)).is_some_and(|&notes| notes > OWN);
            let words = values::leaves(&field.value).into_iter().filter(|word| is_one_word(word) && !is_own(word));
            for word in words.filter(|word| !is_known(CONTEXTS, word)) {
                let message = format!("`{}` is no context, so it is said only as a boundary", shortened(&word));
                let help = match near::word(&word, CONTEXTS.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "write `work` or `personal`, or the boundary under `boundaries`".to_owned(),
                };
                found.push(context.finding(noted.index, context.part(noted.index, field.value.span, &word), message).help(help));
            }
        }
        for field in noted.fields.all(Key::Quiet) {
            for word in values::leaves(&field.value).into_iter().filter(|word| is_one_word(word) && !is_known(QUIET, word)) {
                let message = format!("`{}` says no time to be quiet", shortened(&word));
                let help = near::word(&word, QUIET.iter().copied())
                    .map_or("write `weekends`".to_owned(), |near| format!("did you mean `{near}`?"));
                found.push(context.finding(noted.index, context.part(noted.index, field.value.span, &word), message).help(help));
            }
        }
    }
}

fn contexts(noted: Noted<'_>) -> impl Iterator<Item = &Field> {
    noted.fields.all(Key::Boundaries).filter(|field| fold::key(&field.key) == "context")
}

fn is_known(known: &[&str], word: &str) -> bool {
    known.contains(&fold::key(word).as_str())
}

/// Not a number, a yes or no, a sentence.
fn is_one_word(text: &str) -> bool {
    let text = text.trim();
    let is_letters = !text.is_empty() && text.chars().all(char::is_alphabetic);
    is_letters && !matches!(text.to_lowercase().as_str(), "true" | "false" | "yes" | "no" | "none" | "never" | "null")
}
