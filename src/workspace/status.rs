//! What the index holds, and whether it is right.

use std::path::PathBuf;

use crate::files::keep;
use crate::index::{Error, Reader};
use crate::workspace::{FACTS_FILE, Workspace, load};

/// What is kept.
#[derive(Clone, PartialEq, Debug)]
pub struct Status {
    /// The cache folder.
    pub location: PathBuf,
    /// Notes whose facts are known.
    pub notes: u32,
    /// Dates found for contacts.
    pub entries: u64,
    /// Bytes of the facts file; `None` when there is none.
    pub facts_bytes: Option<u64>,
    /// How many seconds ago the facts were last written.
    pub age: Option<u64>,
    /// The full-text index; `None` when there is none that can be read.
    pub words: Option<WordsStatus>,
}

/// What the full-text index holds.
#[derive(Clone, PartialEq, Debug)]
pub struct WordsStatus {
    /// Its bytes.
    pub bytes: u64,
    /// Its segments.
    pub segments: usize,
    /// Its notes.
    pub notes: u32,
    /// Whether nothing is to be added.
    pub is_fresh: bool,
}

impl Workspace {
    /// What is kept, as it is.
    pub fn status(&self) -> Status {
        self.finish();
        let state = self.book.state();
        let location = self.cache.clone().unwrap_or_default();
        let facts = keep::size_and_time(&location, FACTS_FILE);
        let reader = self.words_folder().and_then(|folder| Reader::open(&folder).ok());
        let words = reader.map(|reader| WordsStatus {
            bytes: reader.bytes(),
            segments: reader.segments(),
            notes: reader.documents(),
            is_fresh: reader.mark().is_some_and(|mark| (mark.epoch, mark.generation) == (state.epoch, state.generation)),
        });
        let since = |time: i64| u64::try_from(self.now.saturating_sub(time)).unwrap_or(0) / 1_000_000_000;
        Status {
            location,
            notes: state.order.len() as u32,
            entries: state.entries(),
            facts_bytes: facts.map(|(size, _)| size),
            age: facts.map(|(_, time)| since(time)),
            words,
        }
    }

    /// What is wrong with what is kept, a sentence each: checksums, and the facts held against the notes read anew.
    pub fn verify(&self) -> Vec<String> {
        self.finish();
        let mut wrong = Vec::new();
        let folder = self.cache.clone().unwrap_or_default();
        match load(&folder, self.book.state().settings) {
            _ if keep::size_and_time(&folder, FACTS_FILE).is_none() => wrong.push("there is no facts file".to_owned()),
            Some(kept) if kept.is_whole() => wrong.extend(self.anew().differences(&kept)),
            _ => wrong.push("the facts file is damaged".to_owned()),
        }
        match self.words_folder().map(|folder| Reader::open(&folder).and_then(|reader| reader.verify())) {
            Some(Err(Error::Absent)) | Some(Ok(())) | None => {}
            Some(Err(error)) => wrong.push(error.to_string()),
        }
        wrong
    }
}
