//! A tag that is nearly a mark, in a line about a contact.

use std::collections::HashMap;

use crate::base::change::Edit;
use crate::base::diagnostic::Severity;
use crate::base::fold;
use crate::base::span::Span;
use crate::book::keys::Key;
use crate::book::values;
use crate::config::marks::Mark;
use crate::lint::context::{Context, Finding, shortened};
use crate::lint::rules::Rule;
use crate::lint::{near, tagged};

/// The rule.
pub const RULE: Rule = Rule { code: "unknown-mark", severity: Severity::Warning, page: include_str!("unknown_mark.md"), check };

/// A tag that stands in more places than this is the vault's own.
const OWN: u32 = 3;

/// Words of their own that happen to be near to a mark.
const WORDS: &[&str] = &["give", "giver", "gives", "into", "relieved", "request", "requests", "tendon", "tied", "tired", "tries"];

fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    let marks = &context.book.config.marks;
    let mut uses: HashMap<String, u32> = HashMap::new();
    for noted in context.read() {
        for (tag, _) in &noted.note.facts.tags {
            *uses.entry(fold::key(tag)).or_default() += 1;
        }
        for tag in noted.fields.all(Key::Tags).flat_map(|field| values::tags(&field.value)) {
            *uses.entry(fold::key(&tag)).or_default() += 1;
        }
    }
    for noted in context.read() {
        let facts = &noted.note.facts;
        for (index, line) in tagged::lines(noted) {
            for (tag, at) in facts.tags_at(line.text) {
                let folded = fold::key(tag);
                let is_word = folded.len() < 4 || WORDS.contains(&folded.as_str()) || uses.get(&folded).is_some_and(|&uses| uses > OWN);
                if is_word || marks.mark_of_tag(tag).is_some() {
                    continue;
                }
                let near = near::words(tag, names());
                let Some(&(distance, nearest)) = near.iter().min_by_key(|(distance, _)| *distance) else { continue };
                let own = context.is_contact(noted.index) && tagged::is_dated(facts, line);
                if distance == 0 || !own && !tagged::links_somebody(context, noted, index) {
                    continue;
                }
                let span = Span { start: at, end: at + 1 + tag.len() as u32 };
                let message = format!("no mark is called `#{}`, so it marks nothing", shortened(tag));
                let name = Span { start: at + 1, ..span };
                let fix = near::only(&near).map(|text| Edit { span: name, text: text.to_owned() });
                let fix = fix.filter(|_| name.of(&context.text(noted.index)) == tag);
                found.push(context.finding(noted.index, span, message).help(format!("did you mean `#{nearest}`?")).fix(fix));
            }
        }
    }
}

/// The marks' names and the tags that mean the same.
fn names() -> impl Iterator<Item = &'static str> {
    let of = |mark: Mark| std::iter::once(mark.name()).chain(mark.synonyms().iter().copied());
    Mark::ALL.into_iter().flat_map(of).filter(|name| !name.contains(' ')).chain(["congratulated"])
}
