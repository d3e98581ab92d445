//! What was found in a vault and what was not: the answer to "why is my list empty?".

use std::collections::BTreeMap;

use crate::base::fold;
use crate::book::contact::Contact;
use crate::book::finds::{Interaction, Source};
use crate::book::keys::{Key, Sorted};
use crate::book::kind::{NoteKind, tag_below};
use crate::book::{Book, Note, values};
use crate::note::body::Kind;

/// How many of something there are.
pub type Tally = (&'static str, u32);

/// What was found.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Overview {
    /// Notes by kind, in a fixed order; none at zero.
    pub kinds: Vec<Tally>,
    /// All notes.
    pub notes: u32,
    /// Contacts by what made them contacts: `type`, `category`, `tag`, `folder`; the first that fits.
    pub recognised: Vec<Tally>,
    /// Contacts, without the owner.
    pub contacts: u32,
    /// Contacts with a cadence.
    pub with_cadence: u32,
    /// Contacts with a last contact.
    pub with_contact: u32,
    /// Folders with notes that look like people's and were not taken, the fullest first.
    pub look_alikes: Vec<LookAlike>,
    /// Days of contact by where they were read from, the most first.
    pub shapes: Vec<Tally>,
    /// Dates seen and not counted, by reason (the word `vault why` uses), the most first.
    pub not_counted: Vec<Tally>,
    /// What to do next, a sentence each.
    pub next: Vec<String>,
}

/// A folder with notes that look like people's.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LookAlike {
    /// The folder from the root; empty for the root.
    pub folder: String,
    /// How many notes.
    pub notes: u32,
    /// A key that made them look so, as one of them writes it.
    pub key: String,
}

/// Looks over a book.
pub fn of(book: &Book) -> Overview {
    let mut kinds: BTreeMap<(usize, &'static str), u32> = BTreeMap::new();
    let mut recognised: BTreeMap<(usize, &'static str), u32> = BTreeMap::new();
    let mut folders: BTreeMap<&str, (u32, &str)> = BTreeMap::new();
    book.open_all();
    for note in book.all().map(|note| book.note(note)) {
        *kinds.entry(kind(note.kind)).or_default() += 1;
        match note.kind {
            NoteKind::Contact => *recognised.entry(recognition(book, note)).or_default() += 1,
            NoteKind::Plain => {
                if let Some(key) = personal_key(&note.fields()) {
                    folders.entry(note.folder()).or_insert((0, key)).0 += 1;
                }
            }
            _ => {}
        }
    }
    let mut look_alikes: Vec<LookAlike> =
        folders.into_iter().map(|(folder, (notes, key))| LookAlike { folder: folder.to_owned(), notes, key: key.to_owned() }).collect();
    look_alikes.sort_by(|one, other| other.notes.cmp(&one.notes).then_with(|| one.folder.cmp(&other.folder)));
    let count = |fits: &dyn Fn(&Contact) -> bool| book.contacts.iter().filter(|contact| fits(contact)).count() as u32;
    let mut overview = Overview {
        kinds: kinds.into_iter().map(|((_, word), notes)| (word, notes)).collect(),
        notes: book.notes(),
        recognised: recognised.into_iter().map(|((_, word), notes)| (word, notes)).collect(),
        contacts: book.contacts.len() as u32,
        with_cadence: count(&|contact| contact.core.has_cadence()),
        with_contact: count(&|contact| contact.last().is_some()),
        look_alikes,
        shapes: tally(book.contacts.iter().flat_map(|contact| book.interactions(contact).iter().map(move |one| shape(book, contact, one)))),
        not_counted: tally(book.contacts.iter().flat_map(|contact| book.seen(contact).iter().map(|seen| seen.reason.word()))),
        next: Vec::new(),
    };
    overview.next = next(&overview);
    overview
}

fn tally(words: impl Iterator<Item = &'static str>) -> Vec<Tally> {
    let mut counts: BTreeMap<&'static str, u32> = BTreeMap::new();
    for word in words {
        *counts.entry(word).or_default() += 1;
    }
    let mut counts: Vec<Tally> = counts.into_iter().collect();
    counts.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(other.0)));
    counts
}

fn kind(kind: NoteKind) -> (usize, &'static str) {
    match kind {
        NoteKind::Contact => (0, "contact"),
        NoteKind::Company => (1, "company"),
        NoteKind::Event => (2, "event"),
        NoteKind::Daily(_) => (3, "daily"),
        NoteKind::Template => (4, "template"),
        NoteKind::Conflict => (5, "sync_copy"),
        NoteKind::Dated(_) | NoteKind::Plain => (6, "note"),
    }
}

/// The first of the four ways of the format page, section 2, that makes a contact's note one.
fn recognition(book: &Book, note: &Note) -> (usize, &'static str) {
    let fields = note.fields();
    let config = &book.config.contacts;
    let is_type = |text: &str| config.types.iter().any(|wanted| fold::key(wanted) == fold::key(text));
    let is_category = |text: &str| matches!(fold::key(text).as_str(), "people" | "person" | "contacts");
    let is_tag = |tag: &str| config.tags.iter().any(|wanted| tag_below(tag, wanted));
    let texts = |key: Key| fields.all(key).flat_map(|field| values::leaves(&field.value));
    if texts(Key::Type).any(|text| is_type(&text)) {
        (0, "type")
    } else if texts(Key::Categories).any(|text| is_category(&text)) {
        (1, "category")
    } else if fields.all(Key::Tags).flat_map(|field| values::tags(&field.value)).any(|tag| is_tag(&tag))
        || note.facts.tags.iter().any(|(tag, _)| is_tag(tag))
    {
        (2, "tag")
    } else {
        (3, "folder")
    }
}

/// A key that hardly any note has but a person's.
fn personal_key<'f>(fields: &Sorted<'f>) -> Option<&'f str> {
    [Key::Birthday, Key::LastContact, Key::Email, Key::Phone].into_iter().find_map(|key| Some(&*fields.value(key)?.key))
}

/// In what shape a day of contact is written.
fn shape(book: &Book, contact: &Contact, one: &Interaction) -> &'static str {
    match one.source {
        Source::Daily => "daily note",
        Source::Event | Source::Meeting => "event",
        Source::Task => "ticked task",
        Source::FrontMatter => "front matter",
        Source::DateLink => "date link",
        Source::Log if one.place.note != contact.note => "journal",
        Source::Log => {
            let lines = &book.note(one.place.note).facts.lines;
            let from = lines.partition_point(|line| line.row < one.place.row);
            match lines.get(from).map(|line| line.kind) {
                Some(Kind::Heading(_)) => "dated heading",
                Some(Kind::Row) => "table row",
                Some(Kind::Item(_)) => "list item",
                _ => "paragraph",
            }
        }
    }
}

fn next(overview: &Overview) -> Vec<String> {
    let mut next = Vec::new();
    if overview.notes == 0 {
        next.push("there is not one note here: name the folder of your notes with `--vault DIR`".to_owned());
        return next;
    }
    if let Some(folder) =
        overview.look_alikes.first().filter(|alike| !alike.folder.is_empty() && (overview.contacts == 0 || alike.notes > 2))
    {
        let name = folder.folder.rsplit('/').next().unwrap_or(&folder.folder);
        next.push(format!("if `{}` holds people, add \"{name}\" to `folders` under `[contacts]` in `.vault/config.toml`", folder.folder));
    }
    if overview.contacts == 0 {
        next.push("make a note a contact with `tags: person`, or put it in a folder named People".to_owned());
        return next;
    }
    if overview.with_contact == 0 {
        next.push("write when you were in touch, in a person's note: `- 2026-11-23 call: what about`".to_owned());
    }
    if overview.with_cadence == 0 {
        next.push("say how often you would like to be in touch: `cadence: monthly` in a person's note, or `default` under `[cadence]` for everyone".to_owned());
    }
    if next.is_empty() {
        next.push("see whom to reach out to with `vault report`".to_owned());
    }
    next
}
