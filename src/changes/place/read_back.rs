//! What one contact's note says by itself, before and after an entry is put into it: the proof that exactly one thing was added.

use std::sync::Arc;

use crate::base::date::Date;
use crate::book::Book;
use crate::book::build;
use crate::book::finds::Source;
use crate::book::promises::State;
use crate::book::rules::Rules;
use crate::book::standing::Reason;
use crate::book::state::gather;
use crate::changes::place::Entry;
use crate::config::Config;
use crate::facts::{self, NoteFacts};

/// What a note says: every counted or planned interaction, and every date seen and not counted.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Said {
    /// Day, source, channel and place of what counts, by day.
    pub counted: Vec<(Date, Source, Option<u16>, u32)>,
    /// Day, reason and place of what does not.
    pub seen: Vec<(Option<Date>, Reason, u32)>,
    /// How many open promises it holds, mine and theirs.
    pub promises: [usize; 2],
}

/// Reads one contact's note alone, as it stands at its path.
pub fn read(path: &str, source: &str, config: &Config, as_of: Date) -> Said {
    let Some(book) = alone(&[(path, source)], config, as_of) else { return Said::default() };
    let open = |theirs: bool| book.promises.iter().filter(|promise| promise.state == State::Open && promise.theirs == theirs).count();
    let mut said = Said { promises: [open(false), open(true)], ..Said::default() };
    for contact in &book.contacts {
        let all = book.interactions(contact).iter().chain(book.planned(contact));
        said.counted.extend(all.map(|found| (found.date, found.source, found.channel, found.place.at)));
        said.seen.extend(book.seen(contact).iter().map(|found| (found.date, found.reason, found.place.at)));
    }
    said.counted.sort_by_key(|&(date, source, channel, at)| (date, source, channel, at));
    said.seen.sort_by_key(|&(date, reason, at)| (date, reason.word(), at));
    said
}

/// These notes and no others.
fn alone(notes: &[(&str, &str)], config: &Config, as_of: Date) -> Option<Book> {
    let rules = Rules::new(config);
    let drafts = notes.iter().map(|(path, text)| gather::draft((*path).to_owned(), facts::read(text), config, &rules)).collect();
    let (state, _) = gather::build(vec![drafts], config, &rules, false);
    let day = build::day(&state, as_of).ok()?;
    Some(build::book(Arc::new(state), day, config.clone(), rules, Vec::new(), Box::new(|_| NoteFacts::default())))
}

/// Where the open promises of one contact's note begin.
pub fn open_promises(path: &str, source: &str, config: &Config, as_of: Date) -> Vec<u32> {
    let Some(book) = alone(&[(path, source)], config, as_of) else { return Vec::new() };
    book.promises.iter().filter(|promise| promise.state == State::Open).map(|promise| promise.at).collect()
}

/// Whether a daily note of some day is read as contact with people on it: each given by the path and text of their note.
pub fn day_names(daily: (&str, &str), people: &[(String, String)], date: Date, config: &Config, as_of: Date) -> bool {
    let mut notes: Vec<(&str, &str)> = people.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    notes.push(daily);
    let Some(book) = alone(&notes, config, as_of) else { return false };
    let told = |note: u32| book.path(note) == daily.0;
    people.iter().all(|(path, _)| {
        book.contacts.iter().filter(|contact| book.path(contact.note) == path).any(|contact| {
            let counted = book.interactions(contact).iter().chain(book.planned(contact));
            counted.clone().any(|found| found.date == date && told(found.place.note))
                || book.seen(contact).iter().any(|seen| seen.date == Some(date) && told(seen.place.note))
        })
    })
}

impl Said {
    /// Whether this is what `before` was and `more` open promises, mine or theirs.
    pub fn owes_more(&self, before: &Said, more: usize, theirs: bool) -> bool {
        let mut wanted = before.promises;
        wanted[usize::from(theirs)] += more;
        let dates = |said: &Said| said.counted.iter().map(|&(date, source, channel, _)| (date, source, channel)).collect::<Vec<_>>();
        self.promises == wanted && dates(self) == dates(before) && self.seen.len() == before.seen.len()
    }

    /// Whether this is what `before` was and the entry. An attempt, or something only noted, is one seen more.
    pub fn is_one_more(&self, before: &Said, entry: &Entry<'_>) -> bool {
        let counted = |said: &Said| -> Vec<(Date, Source, Option<u16>)> {
            said.counted.iter().map(|&(date, source, channel, _)| (date, source, channel)).collect()
        };
        // What lies ahead is told as planned, and seen as such as well.
        let seen = |said: &Said| -> Vec<(Option<Date>, &str)> {
            said.seen.iter().filter(|(_, reason, _)| *reason != Reason::Future).map(|&(date, reason, _)| (date, reason.word())).collect()
        };
        let new_counted = one_more(&counted(before), &counted(self));
        let new_seen = one_more(&seen(before), &seen(self));
        match (new_counted, new_seen) {
            (Some(Some((date, _, channel))), Some(None)) => date == entry.date && channel == entry.reads_as,
            (Some(None), Some(Some((date, reason)))) => {
                date == Some(entry.date) && (reason == Reason::Attempt.word() || reason == Reason::NotContactMark.word())
            }
            _ => false,
        }
    }
}

/// The one element `after` has and `before`, sorted alike, has not; `Some(None)` when they are the same, `None` when they differ in more.
fn one_more<T: PartialEq + Copy>(before: &[T], after: &[T]) -> Option<Option<T>> {
    if before == after {
        return Some(None);
    }
    let at = before.iter().zip(after).take_while(|(one, other)| one == other).count();
    let new = *after.get(at)?;
    (after.get(at + 1..)? == before.get(at..)?).then_some(Some(new))
}
