//! Keeps the state in the cache folder while the answer is given: written by a thread of its own, in one step, under a lock.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use crate::book::state::State;
use crate::book::state::blocks::Source;
use crate::book::state::file;
use crate::files::keep;

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
pub struct Keeper(Mutex<Option<JoinHandle<Kept>>>);

/// The state kept in a cache folder for these settings; `None` when there is none, or when it is damaged or foreign.
pub fn load(folder: &Path, key: u64) -> Option<State> {
    let pieces = keep::pieces(folder, FACTS_FILE)?;
    let head = pieces.read(0, file::IDENTIFIED)?;
    let plain = file::plain_length(&head).filter(|&plain| plain <= pieces.length)?;
    let bytes = pieces.read(0, usize::try_from(plain).ok()?)?;
    let packed = pieces.length - plain;
    let source = Source(Arc::new(move |at, count| pieces.read(plain + at as u64, count)));
    State::read(bytes, packed, source, key)
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
        Keeper(Mutex::new(std::thread::Builder::new().spawn(keep).ok()))
    }

    /// Waits until it is kept.
    pub fn finish(&self) -> Kept {
        let thread = self.0.lock().ok().and_then(|mut thread| thread.take());
        thread.map_or(Kept::Yes, |thread| thread.join().unwrap_or(Kept::No("it could not be written down".to_owned())))
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
