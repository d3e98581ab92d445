//! The contacts and promises of a day, read from the state when they are first asked for: a search for words asks for few of them.
//!
//! What cannot be read is left blank, and the state remembers that it is damaged: the answer is given again, from the notes.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use crate::base::date::Date;
use crate::book::build;
use crate::book::contact::Contact;
use crate::book::owed::{self, AllOwed};
use crate::book::promises::Promise;
use crate::book::state::State;
use crate::config::Report;

/// What contacts and promises are read from.
pub(super) struct Known {
    pub state: Arc<State>,
    pub as_of: Date,
    pub report: Report,
    /// The number of the note in each slot of the state.
    pub rank: Vec<u32>,
    /// The contact whose note this is, by note.
    pub contact_of: Vec<u32>,
    /// The open promises in short, when they have been asked for.
    pub owed: OnceLock<AllOwed>,
}

impl Known {
    /// The open promises of the day in short.
    pub fn owed(&self) -> &AllOwed {
        self.owed.get_or_init(|| owed::read(self))
    }
}

/// Places for many things by number, of which few are ever made.
pub(super) struct Few<T>(Vec<OnceLock<Board<T>>>);

/// So many places at a stretch.
type Board<T> = Box<[OnceLock<Box<T>>]>;

const BOARD: usize = 64;

impl<T> Few<T> {
    pub(super) fn new(count: usize) -> Few<T> {
        Few(std::iter::repeat_with(OnceLock::new).take(count.div_ceil(BOARD)).collect())
    }

    /// The thing with a number, made when it is first asked for; `None` beyond the last place.
    pub(super) fn get(&self, number: u32, make: impl FnOnce() -> T) -> Option<&T> {
        let (board, place) = (number as usize / BOARD, number as usize % BOARD);
        let board = self.0.get(board)?.get_or_init(|| std::iter::repeat_with(OnceLock::new).take(BOARD).collect());
        Some(board.get(place)?.get_or_init(|| Box::new(make())))
    }
}

/// All contacts but the owner, sorted by name, then path.
pub struct Contacts {
    known: Arc<Known>,
    all: OnceLock<Vec<Contact>>,
    few: Few<Contact>,
}

impl Contacts {
    pub(super) fn new(known: &Arc<Known>) -> Contacts {
        Contacts { known: Arc::clone(known), all: OnceLock::new(), few: Few::new(known.state.people.len()) }
    }

    /// One of them without reading all: enough to say who it is and what was found for them. Its promises are not counted, and what a
    /// household shares is not known.
    pub(super) fn in_short(&self, index: u32) -> Option<&Contact> {
        if let Some(all) = self.all.get() {
            return all.get(index as usize);
        }
        let slot = *self.known.state.people.get(index as usize)?;
        self.few.get(index, || build::contact(&self.known, slot))
    }
}

impl Deref for Contacts {
    type Target = [Contact];

    fn deref(&self) -> &[Contact] {
        self.all.get_or_init(|| build::contacts(&self.known))
    }
}

impl<'c> IntoIterator for &'c Contacts {
    type Item = &'c Contact;
    type IntoIter = std::slice::Iter<'c, Contact>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The open promises, sorted by path and line.
pub struct Promises {
    known: Arc<Known>,
    all: OnceLock<Vec<Promise>>,
}

impl Promises {
    pub(super) fn new(known: &Arc<Known>) -> Promises {
        Promises { known: Arc::clone(known), all: OnceLock::new() }
    }
}

impl Deref for Promises {
    type Target = [Promise];

    fn deref(&self) -> &[Promise] {
        self.all.get_or_init(|| build::promises(&self.known.state, &self.known.rank, self.known.as_of, false))
    }
}
