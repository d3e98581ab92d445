//! A contact's key that is nearly one that is read.

use std::collections::HashMap;

use crate::base::diagnostic::Severity;
use crate::base::fold;
use crate::book::keys::{Key, TABLE};
use crate::facts::{Field, NONE};
use crate::lint::context::{Context, Finding, Noted, shortened};
use crate::lint::rules::Rule;
use crate::lint::{fix, near};

/// The rule.
pub const RULE: Rule = Rule { code: "unknown-key", severity: Severity::Warning, page: include_str!("unknown_key.md"), check };

/// A key in more notes than this is the vault's own.
const OWN: u32 = 3;

/// Words of their own that happen to be near to a key.
const WORDS: &[&str] = &[
    "attended",
    "attendee",
    "birthplace",
    "cadencemin",
    "concept",
    "contact",
    "contacts",
    "content",
    "contents",
    "contest",
    "contract",
    "createdby",
    "createdon",
    "creator",
    "employee",
    "employees",
    "employed",
    "internal",
    "interview",
    "known",
    "lastcontactby",
    "lines",
    "link",
    "meta",
    "metadata",
    "officer",
    "pace",
    "part",
    "parts",
    "passed",
    "phase",
    "places",
    "plane",
    "plate",
    "positive",
    "price",
    "quest",
    "smart",
    "star",
    "stars",
    "stat",
    "stats",
    "statue",
    "tile",
    "tiles",
    "titles",
];

fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    let keys = &context.book.rules.keys;
    let mut notes: HashMap<String, u32> = HashMap::new();
    for field in context.read().flat_map(|noted| front(noted)) {
        if keys.read(&field.key).is_none() {
            *notes.entry(fold::key(&field.key)).or_default() += 1;
        }
    }
    for (_, noted) in context.contacts() {
        for field in front(noted).filter(|field| keys.read(&field.key).is_none()) {
            let key = fold::key(&field.key);
            if key.len() < 4 || WORDS.contains(&key.as_str()) || notes.get(&key).is_some_and(|&notes| notes > OWN) {
                continue;
            }
            let mut near = near::words(&key, spellings());
            // More than one of something is another thing: `locations`, `directReports`.
            near.retain(|(_, name)| key.strip_suffix('s') != Some(fold::key(name).as_str()));
            let Some(&(_, nearest)) = near.iter().min_by_key(|(distance, _)| *distance) else { continue };
            let message = format!("no key is called `{}`, so it is not read", shortened(&field.key));
            let fix = near::only(&near).filter(|name| !is_given(noted, keys.read(name).map(|(key, _)| key)));
            let fix = fix.and_then(|name| fix::instead(&context.text(noted.index), field.key_span, &field.key, name));
            found.push(context.finding(noted.index, field.key_span, message).help(format!("did you mean `{nearest}`?")).fix(fix));
        }
    }
}

/// The keys of a note's front matter.
fn front(noted: Noted<'_>) -> impl Iterator<Item = &Field> {
    noted.note.facts.fields.iter().take_while(|field| field.line == NONE)
}

/// The standard keys as they are written, and the other spellings read for them.
fn spellings() -> impl Iterator<Item = &'static str> {
    // What only an event's note has is never meant in a contact's.
    let of_contacts = TABLE.iter().filter(|(key, ..)| !matches!(key, Key::Attendees | Key::Date | Key::Start | Key::End));
    of_contacts.flat_map(|&(_, name, spellings)| {
        let of_name = fold::key(name);
        let others = spellings.iter().copied().filter(move |spelling| *spelling != of_name);
        std::iter::once(name).chain(others)
    })
}

/// Whether the note has that key already.
fn is_given(noted: Noted<'_>, key: Option<Key>) -> bool {
    key.is_some_and(|key| noted.fields.first(key).is_some())
}
