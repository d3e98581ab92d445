//! The texts of notes that an answer needs, read once: what a note says and the words shown of it come from the same bytes.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use crate::base::hash::FastMap;
use crate::facts::{self, NoteFacts};
use crate::files::read::{self, Unreadable};
use crate::workspace::{file_of, read_notes};

/// So many texts are held at most; an answer that needs more reads some of them twice.
const MOST: usize = 1000;

/// Texts of notes by their paths from the root.
pub struct Texts {
    root: PathBuf,
    odd: Vec<(String, PathBuf)>,
    held: Mutex<FastMap<String, Arc<str>>>,
}

impl Texts {
    /// The texts of the notes below a folder; `odd` are the files whose names are not UTF-8.
    pub fn new(root: PathBuf, odd: Vec<(String, PathBuf)>) -> Texts {
        Texts { root, odd, held: Mutex::default() }
    }

    /// The text of the note at a path.
    ///
    /// Errors: it can no longer be read.
    pub fn get(&self, path: &str) -> Result<Arc<str>, Unreadable> {
        let held = || self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(text) = held().get(path) {
            return Ok(Arc::clone(text));
        }
        let text: Arc<str> = read::read(&file_of(&self.root, &self.odd, path))?.text.into();
        let mut held = held();
        if held.len() < MOST {
            held.insert(path.to_owned(), Arc::clone(&text));
        }
        Ok(text)
    }

    /// What the note at a path says; of one that can no longer be read, its problem.
    pub fn facts(&self, path: &str) -> NoteFacts {
        match self.get(path) {
            Ok(text) => facts::read(&text),
            Err(error) => read_notes::unread(&error).0,
        }
    }
}
