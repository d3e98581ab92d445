//! Keeps the state in the cache folder while the answer is given: written by a thread of its own, in one step, under a lock.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use crate::book::state::State;
use crate::book::state::blocks::Source;
use crate::book::state::file::{self, First, Head};
use crate::files::keep::{self, Pieces};

/// The name of the facts file in the cache folder.
pub const FACTS_FILE: &str = "facts";

/// How keeping ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kept {
    /// What is kept is what was answered from.
    Yes,
    /// Another process has kept something else meanwhile.
    Overtaken,
    /// It could not be written, in a few words.
    No(String),
}

/// Keeps a state, or has nothing to keep.
#[derive(Default)]
pub struct Keeper(Mutex<Keeping>);

enum Keeping {
    Busy(JoinHandle<Kept>),
    Done(Kept),
}

impl Default for Keeping {
    fn default() -> Keeping {
        Keeping::Done(Kept::Yes)
    }
}

/// A facts file that has been opened, so that what is read of it is of one file.
pub struct Opened {
    head: Head,
    pieces: Arc<Pieces>,
}

/// Opens the facts file of a cache folder; `None` when there is none, or a foreign one.
pub fn open(folder: &Path) -> Option<Opened> {
    let pieces = Arc::new(keep::pieces(folder, FACTS_FILE)?);
    let head = Head::read(&pieces.read(0, file::IDENTIFIED)?)?;
    Some(Opened { head, pieces })
}

impl Opened {
    /// Where the notes lie; `None` when that is damaged, or of other settings.
    pub fn first(&self, key: u64) -> Option<First> {
        First::read(&self.head, &self.piece(self.head.places())?, key)
    }

    /// The rest of the state; `None` when it is damaged.
    pub fn rest(&self) -> Option<State> {
        let blocks = self.head.blocks()?;
        let packed = self.pieces.length.checked_sub(blocks)?;
        let pieces = Arc::clone(&self.pieces);
        let source = Source(Arc::new(move |at, count| pieces.read(blocks + at as u64, count)));
        State::read(&self.head, self.piece(self.head.notes()?)?, packed, source)
    }

    fn piece(&self, (at, length): (u64, u64)) -> Option<Vec<u8>> {
        self.pieces.read(at, usize::try_from(length).ok()?)
    }
}

/// The state kept in a cache folder for these settings; `None` when there is none, or when it is damaged or foreign.
pub fn load(folder: &Path, key: u64) -> Option<State> {
    let opened = open(folder)?;
    let first = opened.first(key)?;
    opened.rest()?.with(&first)
}

/// Epoch and generation of what is kept in a cache folder now.
pub fn identity(folder: &Path) -> Option<(u64, u64)> {
    let pieces = keep::pieces(folder, FACTS_FILE)?;
    file::identity(&pieces.read(0, file::IDENTIFIED)?)
}

impl Keeper {
    /// Begins to keep a state in place of the one of `before`.
    pub fn store(folder: PathBuf, state: Arc<State>, before: Option<(u64, u64)>) -> Keeper {
        let keep = move || store(&folder, &state, before);
        Keeper(Mutex::new(std::thread::Builder::new().spawn(keep).map_or_else(|_| Keeping::default(), Keeping::Busy)))
    }

    /// Waits until it is kept.
    pub fn finish(&self) -> Kept {
        let mut keeping = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = match std::mem::take(&mut *keeping) {
            Keeping::Busy(thread) => thread.join().unwrap_or(Kept::No("it could not be written down".to_owned())),
            Keeping::Done(kept) => kept,
        };
        *keeping = Keeping::Done(kept.clone());
        kept
    }
}

fn store(folder: &Path, state: &State, before: Option<(u64, u64)>) -> Kept {
    let bytes = state.write();
    let lock = match keep::lock(folder) {
        Ok(lock) => lock,
        Err(message) => return Kept::No(message),
    };
    // Whoever came first stands: both have read the same notes.
    let there = file::identity(&lock.head(FACTS_FILE, file::IDENTIFIED));
    if before.is_some() && there != before {
        return Kept::Overtaken;
    }
    match lock.replace(FACTS_FILE, &bytes) {
        Ok(()) => Kept::Yes,
        Err(message) => Kept::No(message),
    }
}
