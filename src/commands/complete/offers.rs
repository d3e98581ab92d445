//! What may stand at a place of the command line: people, notes, tags, kinds, keys, days. Names no shell.

use std::collections::BTreeSet;
use std::path::Path;

use crate::base::fold;
use crate::book::Book;
use crate::book::kind::NoteKind;
use crate::book::without_extension;
use crate::changes::kinds;
use crate::commands::complete::{Open, Place};
use crate::commands::new::files_of;
use crate::config::keys::STANDARD;
use crate::lint::rules;
use crate::views::report::SectionId;

/// The most that is offered.
const MOST: usize = 300;

/// Something that may stand at the cursor.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Offer {
    /// The word.
    pub text: String,
    /// What it is, for shells that show it.
    pub help: String,
}

impl Offer {
    /// A word and what it is.
    pub fn new(text: &str, help: &str) -> Offer {
        Offer { text: text.to_owned(), help: help.to_owned() }
    }
}

/// Of what a value is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wish {
    /// A person; `true`: in several words, without quotes.
    Person(bool),
    /// A note or a person.
    Note,
    /// An event, in several words, without quotes.
    Event,
    /// A kind of note.
    Kind,
    /// A key and its equals sign.
    Key,
    /// A filter of the query language.
    Query,
    /// A tag.
    Tag,
    /// A day.
    Day,
    /// A rule of `check`.
    Rule,
    /// A section of the report.
    Section,
    /// A file or folder: the shell knows better.
    Files,
}

/// What the value of an argument is, `before` values of the same argument standing in front of it.
pub fn wish(command: &str, argument: &str, before: usize) -> Option<Wish> {
    Some(match (command, argument) {
        (_, "vault" | "folder" | "write" | "paths") => Wish::Files,
        (_, "date" | "as_of" | "due" | "until" | "on") => Wish::Day,
        (_, "with" | "contact" | "around" | "to") => Wish::Person(false),
        ("brief" | "follow-up", "event") => Wish::Event,
        ("set", "name") if before > 0 => Wish::Key,
        (_, "set" | "pairs" | "keys" | "assignments") => Wish::Key,
        ("show" | "why" | "promises" | "ledger" | "stats", "name") => Wish::Person(true),
        ("edit" | "open", "name") | ("inspect", "note") => Wish::Note,
        ("new", "kind") => Wish::Kind,
        ("new", _) => return None,
        ("list" | "search", "query") => Wish::Query,
        (_, "tag") => Wish::Tag,
        ("check", "explain") => Wish::Rule,
        ("report", "only") => Wish::Section,
        (_, "name" | "names" | "words") => Wish::Person(false),
        _ => return None,
    })
}

/// The offers that fit what is typed, in their order.
pub fn of(place: &Place<'_>, open: Open<'_>) -> Vec<Offer> {
    let fitting = |offers: Vec<Offer>| {
        let typed = fold::loose(place.typed);
        let mut fitting: Vec<Offer> = offers.into_iter().filter(|offer| fold::loose(&offer.text).starts_with(&typed)).collect();
        fitting.truncate(MOST);
        for offer in &mut fitting {
            offer.text.insert_str(0, &place.lead);
        }
        fitting
    };
    let Some(wish) = place.wish else { return fitting(place.fixed.clone()) };
    let words = |words: &[&str]| words.iter().map(|word| Offer::new(word, "")).collect::<Vec<_>>();
    match wish {
        Wish::Files => return Vec::new(),
        Wish::Day => {
            let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
            return fitting(words(&[&["today", "yesterday", "tomorrow"][..], &weekdays].concat()));
        }
        Wish::Key => return fitting(STANDARD.iter().map(|key| Offer::new(&format!("{key}="), "")).collect()),
        Wish::Rule => return fitting(rules::RULES.iter().map(|rule| Offer::new(rule.code, "")).collect()),
        Wish::Section => return fitting(SectionId::ALL.iter().map(|id| Offer::new(id.word(), id.title())).collect()),
        Wish::Person(_) | Wish::Note | Wish::Event | Wish::Kind | Wish::Query | Wish::Tag => {}
    }
    let Some(workspace) = open(place.vault.map(Path::new)) else { return Vec::new() };
    let book = &workspace.book;
    match wish {
        Wish::Kind => {
            let kinds = kinds::all(&files_of(&workspace));
            fitting(kinds.iter().map(|kind| Offer::new(&kind.name, kind.template.as_deref().unwrap_or("built in"))).collect())
        }
        Wish::Person(false) => fitting(people(book, place.typed)),
        Wish::Tag => fitting(tags(book).iter().map(|tag| Offer::new(tag, "")).collect()),
        Wish::Query => {
            let tags = tags(book).into_iter().map(|tag| format!("tag:{tag}"));
            let statuses = ["in_touch", "due_soon", "due", "overdue", "lapsed", "never_contacted", "snoozed", "paused", "archived"];
            let all = tags.chain(statuses.iter().map(|status| format!("status:{status}")));
            fitting(all.map(|filter| Offer::new(&filter, "")).collect())
        }
        _ => {
            let typed = place.joined.iter().copied().chain([place.typed]).collect::<Vec<_>>().join(" ");
            let mut offers = if wish == Wish::Event { events(book) } else { people(book, &typed) };
            if wish == Wish::Note && offers.is_empty() {
                offers = book.all().map(|note| Offer::new(without_extension(book.path(note)), book.kind(note).word())).collect();
            }
            // The words before stand already.
            let skip: usize = place.joined.iter().map(|word| word.chars().count() + 1).sum();
            let typed = fold::loose(&typed);
            let fits = offers.into_iter().filter(|offer| fold::loose(&offer.text).starts_with(&typed)).take(MOST);
            fits.map(|offer| Offer { text: offer.text.chars().skip(skip).collect(), help: offer.help }).collect()
        }
    }
}

/// The names of contacts that begin as typed, else their other names that do.
fn people(book: &Book, typed: &str) -> Vec<Offer> {
    let typed = fold::loose(typed);
    let fits = |name: &str| fold::loose(name).starts_with(&typed);
    let names = book.contacts.iter().map(|contact| (contact, book.name(contact)));
    let offers: Vec<Offer> =
        names.filter(|(_, name)| fits(name)).map(|(contact, name)| Offer::new(name, book.path(contact.note))).collect();
    if !offers.is_empty() {
        return offers;
    }
    let others = book.contacts.iter().flat_map(|contact| book.person(contact).aliases.iter().map(move |alias| (contact, alias)));
    others.filter(|(_, alias)| fits(alias)).map(|(contact, alias)| Offer::new(alias, book.name(contact))).collect()
}

/// The events, by their file names.
fn events(book: &Book) -> Vec<Offer> {
    let events = book.all().filter(|&note| book.kind(note) == NoteKind::Event);
    events.map(|note| Offer::new(book.stem(note), book.path(note))).collect()
}

/// The tags of contacts.
fn tags(book: &Book) -> BTreeSet<String> {
    book.contacts.iter().flat_map(|contact| book.person(contact).tags.iter().cloned()).collect()
}
