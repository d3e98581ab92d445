//! Something to say: the last entry in one line, an open promise, what to ask about; and what to take care of.

use crate::base::date::Date;
use crate::base::date_text;
use crate::base::hash::{FastMap, FastSet};
use crate::book::Book;
use crate::book::contact::Contact;
use crate::book::finds::{Interaction, Marked, Place, Sign, Source};
use crate::book::promises::{Promise, State};
use crate::config::marks::Mark;
use crate::phrases;
use crate::views::report::{Row, Texts};
use crate::views::words;

/// How many open promises are named.
const PROMISES: usize = 2;

/// The first open promises about some contacts, by their notes.
pub fn owed(book: &Book, notes: FastSet<u32>) -> FastMap<u32, Vec<&Promise>> {
    let mut owed: FastMap<u32, Vec<&Promise>> = FastMap::default();
    for promise in book.promises.iter().filter(|promise| promise.state == State::Open) {
        for note in promise.contacts.iter().filter(|note| notes.contains(note)) {
            let of = owed.entry(*note).or_default();
            if of.len() < PROMISES {
                of.push(promise);
            }
        }
    }
    owed
}

/// What to say to a contact, most telling first; `owed` are the open promises, by notes.
pub fn to(book: &Book, texts: Texts<'_>, contact: &Contact, owed: &FastMap<u32, Vec<&Promise>>) -> Vec<String> {
    let mut say = Vec::new();
    if let Some(last) = last_words(book, texts, contact) {
        say.push(phrases::say::last_time(&last));
    }
    for promise in owed.get(&contact.note).into_iter().flatten() {
        say.push(phrases::promises::promised(promise.theirs, &words::of_promise(book, texts, promise)));
    }
    if !book.person(contact).talk_about.is_empty() {
        say.push(phrases::say::ask_about(&book.person(contact).talk_about));
    }
    say
}

/// The words of the last contact that has any: the places of its day, then the day before.
fn last_words(book: &Book, texts: Texts<'_>, contact: &Contact) -> Option<String> {
    book.interactions(contact)
        .iter()
        .take(6)
        .map(|interaction| without_marks(book, &words::of_interaction(book, texts, interaction)))
        .find(|words| !words.is_empty())
}

/// The place and the words of what a contact is marked with on a day.
pub fn marked(book: &Book, texts: Texts<'_>, contact: &Contact, sign: Sign, day: Date) -> Option<(Place, String)> {
    let place = place_of(book, contact, sign, day)?;
    Some((place, of_entry(book, texts, place)))
}

/// Where a contact is marked with something on a day.
pub fn place_of(book: &Book, contact: &Contact, sign: Sign, day: Date) -> Option<Place> {
    let is_it = |marked: &&Marked| marked.signed.sign == sign && marked.signed.date == day;
    book.marked(contact).iter().find(is_it).map(|marked| marked.place)
}

/// The words of an entry without its date, a channel set apart and its marks.
pub fn of_entry(book: &Book, texts: Texts<'_>, place: Place) -> String {
    // Only the place is read: an entry's words are the same whatever day it counts on.
    let entry = Interaction { date: book.as_of, place, source: Source::Log, channel: None };
    without_marks(book, &words::of_interaction(book, texts, &entry))
}

/// Puts what an entry says before all else that is to be said, and drops it as the words of the last time.
pub fn put_first(row: &mut Row, words: &str, sentence: impl FnOnce(&str) -> String) {
    if words.is_empty() {
        return;
    }
    drop_last(row, words);
    row.say.insert(0, sentence(words));
}

/// Drops words as those of the last time.
pub fn drop_last(row: &mut Row, words: &str) {
    let last = phrases::say::last_time(words);
    row.say.retain(|say| *say != last);
}

/// Without the tags that mark an entry (`#gave`, `#ask-after 2026-12-12`): they are for the program, not for saying.
pub fn without_marks(book: &Book, words: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut mark = None;
    for word in words.split(' ') {
        let before = mark.take();
        if let Some(tag) = word.strip_prefix('#') {
            mark = book.config.marks.mark_of_tag(tag.trim_end_matches([',', '.', ';', ':']));
            if mark.is_some() {
                continue;
            }
        }
        if before == Some(Mark::AskAfter) && date_text::bare(word).is_some() {
            continue;
        }
        kept.push(word);
    }
    kept.join(" ")
}

/// Boundaries and the preferred channel.
pub fn cautions(book: &Book, contact: &Contact) -> Vec<String> {
    let person = book.person(contact);
    let mut cautions: Vec<String> = person.cautions.clone();
    if !person.prefers.is_empty() {
        cautions.push(phrases::say::prefers(&person.prefers));
    }
    cautions
}
