//! The contacts and promises of a day, read from the state when they are first asked for: a search for words asks for few of them.
//!
//! What cannot be read is left blank, and the state remembers that it is damaged: the answer is given again, from the notes.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use crate::base::date::Date;
use crate::book::build;
use crate::book::contact::Contact;
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
}

/// All contacts but the owner, sorted by name, then path.
pub struct Contacts {
    known: Arc<Known>,
    promises: Promises,
    all: OnceLock<Vec<Contact>>,
    few: OnceLock<Vec<OnceLock<Box<Contact>>>>,
}

impl Contacts {
    pub(super) fn new(known: &Arc<Known>, promises: &Promises) -> Contacts {
        Contacts { known: Arc::clone(known), promises: promises.clone(), all: OnceLock::new(), few: OnceLock::new() }
    }

    /// One of them without reading all: enough to say who it is and what was found for them. Its promises are not counted, and what a
    /// household shares is not known.
    pub(super) fn in_short(&self, index: u32) -> Option<&Contact> {
        if let Some(all) = self.all.get() {
            return all.get(index as usize);
        }
        let people = &self.known.state.people;
        let few = self.few.get_or_init(|| std::iter::repeat_with(OnceLock::new).take(people.len()).collect());
        let slot = *people.get(index as usize)?;
        Some(few.get(index as usize)?.get_or_init(|| Box::new(build::contact(&self.known, slot))))
    }
}

impl Deref for Contacts {
    type Target = [Contact];

    fn deref(&self) -> &[Contact] {
        self.all.get_or_init(|| build::contacts(&self.known, &self.promises))
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
#[derive(Clone)]
pub struct Promises {
    known: Arc<Known>,
    all: Arc<OnceLock<Vec<Promise>>>,
}

impl Promises {
    pub(super) fn new(known: &Arc<Known>) -> Promises {
        Promises { known: Arc::clone(known), all: Arc::default() }
    }
}

impl Deref for Promises {
    type Target = [Promise];

    fn deref(&self) -> &[Promise] {
        self.all.get_or_init(|| build::promises(&self.known.state, &self.known.rank, self.known.as_of, false))
    }
}
