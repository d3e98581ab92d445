//! Something to say: the last entry in one line, an open promise, what to ask about; and what to take care of.

use crate::base::clock_scan;
use crate::base::date::Date;
use crate::base::date_text;
use crate::base::hash::FastMap;
use crate::book::Book;
use crate::book::contact::Contact;
use crate::book::finds::{Interaction, Marked, Place, Sign, Source};
use crate::book::owed::Owed;
use crate::config::marks::Mark;
use crate::phrases;
use crate::views::report::{Row, Texts};
use crate::views::words;

/// How many open promises are named.
const PROMISES: usize = 2;

/// Open promises by the contacts they are about.
pub type ByContact<'b> = FastMap<u32, Vec<&'b Owed>>;

/// The first open promises about some contacts, by path and line.
pub fn owed(book: &Book, contacts: impl Iterator<Item = u32>) -> ByContact<'_> {
    let mut wanted = vec![false; book.contacts.len()];
    contacts.for_each(|contact| wanted[contact as usize] = true);
    let mut all: ByContact<'_> = FastMap::default();
    for (owed, people) in book.owed().iter() {
        for &contact in people.iter().filter(|&&contact| wanted[contact as usize]) {
            all.entry(contact).or_default().push(owed);
        }
    }
    for of_one in all.values_mut() {
        of_one.sort_by_key(|owed| (owed.note, owed.at));
        of_one.truncate(PROMISES);
    }
    all
}

/// What to say to a contact, most telling first; `owed` are the first open promises, by contacts.
pub fn to(book: &Book, texts: Texts<'_>, index: u32, owed: &ByContact<'_>) -> Vec<String> {
    let contact = &book.contacts[index as usize];
    let mut say = Vec::new();
    if let Some(last) = last_words(book, texts, contact) {
        say.push(phrases::say::last_time(&last));
    }
    for owed in owed.get(&index).into_iter().flatten() {
        let all = book.promises_in(owed.note);
        let promise = all.get(all.partition_point(|promise| promise.at < owed.at)).filter(|promise| promise.at == owed.at);
        say.extend(promise.map(|promise| phrases::promises::promised(promise.theirs, &words::of_promise(book, texts, promise))));
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

/// Drops words from those of the last time, which may hold those of its child items as well, apart by `; `. Where they stand in the midst
/// of a sentence all of it goes.
pub fn drop_last(row: &mut Row, words: &str) {
    let label = phrases::say::last_time("");
    row.say = std::mem::take(&mut row.say).into_iter().filter_map(|say| without(say, &label, words)).collect();
}

fn without(say: String, label: &str, words: &str) -> Option<String> {
    let Some(last) = say.strip_prefix(label) else { return Some(say) };
    if last == words || !last.contains(words) {
        return (last != words).then_some(say);
    }
    let start = last.strip_prefix(words).filter(|rest| rest.starts_with(BETWEEN)).map(|rest| rest.trim_start_matches(BETWEEN));
    let end = || last.strip_suffix(words).filter(|rest| rest.ends_with(BETWEEN)).map(|rest| rest.trim_end_matches(BETWEEN));
    start.or_else(end).filter(|rest| !rest.is_empty()).map(phrases::say::last_time)
}

/// What stands between the words of child items.
const BETWEEN: &str = "; ";

/// Without the tags that mark an entry (`#gave`, `#ask-after 2026-12-12`) and without a time or a `note:` before it: they are for the
/// program, not for saying. A mark that is the verb of its sentence stays as a word: `Ana #promised to bring the ladder`.
pub fn without_marks(book: &Book, words: &str) -> String {
    let all: Vec<&str> = without_lead(book, words).split(' ').collect();
    // Behind the last word there are tags alone.
    let last = all.iter().rposition(|word| !word.is_empty() && !word.starts_with('#') && date_text::bare(word).is_none());
    let mut kept: Vec<&str> = Vec::new();
    let mut mark = None;
    for (at, &word) in all.iter().enumerate() {
        let before = mark.take();
        if let Some(tag) = word.strip_prefix('#') {
            mark = book.config.marks.mark_of_tag(tag.trim_end_matches([',', '.', ';', ':']));
            if let Some(mark) = mark {
                let goes_on = last.is_some_and(|last| at < last) && tag.chars().all(char::is_alphabetic) && !is_due(&all, at + 1);
                kept.extend(Some(tag).filter(|_| goes_on && is_verb(mark, kept.last().copied())));
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

/// Whether the words from there on say when something is due: `by 2026-11-21`.
fn is_due(words: &[&str], from: usize) -> bool {
    matches!(words.get(from..), Some([by, day, ..]) if by.eq_ignore_ascii_case("by") && date_text::bare(day).is_some())
}

/// Whether a mark reads as a verb behind a word: at the start of an entry only what is asked and promised.
fn is_verb(mark: Mark, before: Option<&str>) -> bool {
    match (mark, before) {
        (Mark::Promised | Mark::Asked, None) => true,
        (Mark::Promised | Mark::Asked | Mark::Gave | Mark::Received, Some(before)) => before.ends_with(char::is_alphanumeric),
        _ => false,
    }
}

/// Without a time at the start, and without a word that says that something was learnt: `14:00`, `note:`.
fn without_lead<'w>(book: &Book, words: &'w str) -> &'w str {
    let timed = clock_scan::clock_at(words.as_bytes(), 0).and_then(|end| words.get(end..)).filter(|rest| rest.starts_with(' '));
    let words = timed.map_or(words, str::trim_start);
    let noted = book.config.marks.leading(words).filter(|(mark, _)| *mark == Mark::Note);
    let noted = noted.and_then(|(_, end)| words.split_at_checked(end)).filter(|(note, _)| note.ends_with(':'));
    noted.map_or(words, |(_, rest)| rest.trim_start())
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
