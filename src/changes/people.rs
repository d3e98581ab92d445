//! The people of a vault as a free line may name them, and who appears together with whom.

use std::cell::OnceCell;

use crate::base::date::Date;
use crate::base::hash::FastMap;
use crate::book::Book;
use crate::book::standing::Reason;
use crate::changes::understand::names::Known;

/// Everybody, with all they are called.
pub fn known(book: &Book) -> Vec<Known> {
    let one = |contact: &crate::book::contact::Contact| {
        let person = book.person(contact);
        let stem = book.stem(contact.note).to_owned();
        let called = person.aliases.iter().cloned().chain([stem]).filter(|name| *name != person.name).collect();
        Known { note: contact.note, name: person.name.clone(), called, emails: person.emails.clone() }
    };
    book.contacts.iter().map(one).collect()
}

/// Who appears together with whom, counted when it is first asked.
pub struct Together<'b> {
    book: &'b Book,
    pairs: OnceCell<FastMap<(u32, u32), u32>>,
}

/// People named in one note on one day, at most so many, appear together.
const MOST: usize = 40;

impl<'b> Together<'b> {
    /// Of a book.
    pub fn new(book: &'b Book) -> Together<'b> {
        Together { book, pairs: OnceCell::new() }
    }

    /// On how many days, in how many notes, two people (by note) appear together: in a daily note, at an event, in an entry of one of them
    /// that links the other.
    pub fn times(&self, one: u32, other: u32) -> u32 {
        let pairs = self.pairs.get_or_init(|| count(self.book));
        pairs.get(&(one.min(other), one.max(other))).copied().unwrap_or(0)
    }
}

fn count(book: &Book) -> FastMap<(u32, u32), u32> {
    let mut places: FastMap<(u32, Date), Vec<u32>> = FastMap::default();
    for contact in &book.contacts {
        let counted = book.interactions(contact).iter().map(|found| (found.place.note, found.date));
        let possible = book.seen(contact).iter().filter(|seen| seen.reason == Reason::Possible);
        for (note, date) in counted.chain(possible.filter_map(|seen| Some((seen.place.note, seen.date?)))) {
            let people = places.entry((note, date)).or_default();
            if people.last() != Some(&contact.note) && !people.contains(&contact.note) && people.len() < MOST {
                people.push(contact.note);
            }
        }
    }
    let mut pairs: FastMap<(u32, u32), u32> = FastMap::default();
    for people in places.values() {
        for (at, one) in people.iter().enumerate() {
            for other in people.iter().skip(at + 1) {
                *pairs.entry((*one.min(other), *one.max(other))).or_insert(0) += 1;
            }
        }
    }
    pairs
}
