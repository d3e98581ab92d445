//! Brings the full-text index up to date with the facts, or makes one in memory where none can be kept.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};

use crate::book::Book;
use crate::files::read;
use crate::index::{self, Error, LARGE_HEAP, Mark, Reader, SMALL_HEAP, Writer};
use crate::workspace::{Kept, Progress, SMALL, Workspace, file_of, identity_of, keeper};

/// How often, and for how long each time, another process is waited for that writes the index.
const PATIENCE: (u32, Duration) = (100, Duration::from_millis(100));

/// More notes than this are taken in with more room.
const MANY: usize = 2000;

/// More notes than this are taken in by two threads. Each makes segments of its own, and fewer segments are smaller together.
const VERY_MANY: usize = 25_000;

/// The threads and the memory for so many notes.
fn room(notes: usize) -> (usize, usize) {
    if notes > VERY_MANY {
        (2, LARGE_HEAP)
    } else if notes > MANY {
        (1, LARGE_HEAP / 2)
    } else {
        (1, SMALL_HEAP)
    }
}

/// The words of all notes, and why they could not be kept.
pub struct Words {
    /// Answers what holds which words.
    pub reader: Reader,
    /// One sentence when the index is not kept, for a warning.
    pub warning: Option<String>,
}

impl Workspace {
    /// Where the full-text index lies.
    pub fn words_folder(&self) -> Option<PathBuf> {
        self.cache.as_deref().map(|cache| cache.join(index::folder_name()))
    }

    /// The full-text index, brought up to date. An index that cannot be kept, or whose writer does not come free, is made in memory: the
    /// answers are the same, and take longer.
    pub fn words(&self, progress: Option<&Progress<'_>>) -> Result<Words, Error> {
        let Some(folder) = self.words_folder() else { return self.words_in_memory(None, progress) };
        match self.finish() {
            Kept::Yes if !self.is_overtaken() => {}
            Kept::Yes | Kept::Overtaken if self.may_open_again => {
                self.overtaken.set(true);
                return Err(Error::Busy);
            }
            Kept::Yes | Kept::Overtaken => return self.words_in_memory(None, progress),
            Kept::No(message) => return self.words_in_memory(Some(message), progress),
        }
        match self.caught_up(&folder, progress) {
            Ok(reader) => Ok(Words { reader: self.reading(reader), warning: None }),
            Err(error) if self.overtaken.get() => Err(error),
            Err(Error::Broken(_)) => match self.built(&folder, progress) {
                Ok(reader) => Ok(Words { reader: self.reading(reader), warning: None }),
                Err(error) if self.overtaken.get() => Err(error),
                Err(error) => self.words_in_memory(Some(error.to_string()), progress),
            },
            Err(error) => self.words_in_memory(Some(error.to_string()), progress),
        }
    }

    /// Whether another process has kept something else since this vault was opened: the words are its words now.
    fn is_overtaken(&self) -> bool {
        self.cache.as_deref().and_then(keeper::identity).is_some_and(|identity| identity != self.kept)
    }

    fn mark(&self) -> Mark {
        let state = self.book.state();
        Mark { epoch: state.epoch, generation: state.generation }
    }

    /// Whether what changed since a mark is known.
    fn has_been(&self, mark: Mark) -> bool {
        let state = self.book.state();
        mark.epoch == state.epoch && state.has_been(mark.generation)
    }

    fn caught_up(&self, folder: &Path, progress: Option<&Progress<'_>>) -> Result<Reader, Error> {
        let wanted = self.mark();
        let reader = match Reader::open(folder) {
            Ok(reader) => reader,
            Err(Error::Absent) => return self.built(folder, progress),
            Err(error) => return Err(error),
        };
        match reader.mark() {
            Some(mark) if mark == wanted => return Ok(reader),
            Some(mark) if self.has_been(mark) => {
                let changes: Vec<(u32, bool)> = self.book.state().changed_since(mark.generation).take(SMALL + 1).collect();
                if !self.keep_all && changes.len() <= SMALL {
                    return self.under_changes(reader, &changes);
                }
            }
            _ => {
                drop(reader);
                return self.built(folder, progress);
            }
        }
        drop(reader);
        self.facts_are_kept()?;
        let (writer, mark) = self.writer(folder)?;
        let Some(writer) = writer else { return Reader::open(folder) };
        let changes: Vec<(u32, bool)> = self.book.state().changed_since(mark.generation).collect();
        let notes = self.notes();
        changes.into_par_iter().try_for_each(|(slot, alive)| match notes.book.note_in(slot).filter(|_| alive) {
            Some(note) => notes.put(&writer, slot, note),
            None => writer.delete(slot),
        })?;
        self.sees_all_names()?;
        writer.commit(wanted)
    }

    /// The words as they lie in the folder, under those of a few notes that have changed since: these are not worth a commit yet.
    fn under_changes(&self, reader: Reader, changes: &[(u32, bool)]) -> Result<Reader, Error> {
        let writer = Writer::in_memory(1, SMALL_HEAP)?;
        let notes = self.notes();
        for &(slot, alive) in changes {
            if let Some(note) = notes.book.note_in(slot).filter(|_| alive) {
                notes.put(&writer, slot, note)?;
            }
        }
        let changed: BTreeSet<u32> = changes.iter().map(|(slot, _)| *slot).collect();
        reader.under(&writer.commit(self.mark())?, &changed)
    }

    /// The words are never ahead of the facts: whether these are kept as they are known. Else the vault is to be opened again, and keeps them.
    fn facts_are_kept(&self) -> Result<(), Error> {
        if self.kept == identity_of(self.book.state()) {
            return Ok(());
        }
        self.overtaken.set(self.may_open_again);
        Err(Error::Busy)
    }

    /// A writer for what has changed since the mark it comes with; none when another process has done the work meanwhile.
    fn writer(&self, folder: &Path) -> Result<(Option<Writer>, Mark), Error> {
        let wanted = self.mark();
        let (attempts, pause) = PATIENCE;
        for _ in 0..attempts {
            let mark = Reader::open(folder)?.mark().filter(|mark| self.has_been(*mark));
            let Some(mark) = mark else { return Err(Error::Broken("it is of another vault".to_owned())) };
            if mark == wanted {
                return Ok((None, mark));
            }
            let (threads, heap) = room(self.book.state().changed_since(mark.generation).count());
            match Writer::open(folder, false, threads, heap) {
                // Another process may have come in between: then its mark is looked at again.
                Ok(writer) if writer.mark() == Some(mark) => return Ok((Some(writer), mark)),
                Ok(_) => {}
                Err(Error::Busy) => std::thread::sleep(pause),
                Err(error) => return Err(error),
            }
        }
        Err(Error::Busy)
    }

    /// Builds the index anew.
    pub fn built(&self, folder: &Path, progress: Option<&Progress<'_>>) -> Result<Reader, Error> {
        self.facts_are_kept()?;
        let (attempts, pause) = PATIENCE;
        let (threads, heap) = room(self.book.notes() as usize);
        let mut opened = Writer::open(folder, true, threads, heap);
        for _ in 0..attempts {
            if !matches!(opened, Err(Error::Busy)) {
                break;
            }
            std::thread::sleep(pause);
            // Whoever was busy may have built it.
            if let Ok(reader) = Reader::open(folder)
                && reader.mark() == Some(self.mark())
            {
                return Ok(reader);
            }
            opened = Writer::open(folder, true, threads, heap);
        }
        let writer = opened?;
        self.put_all(&writer, progress)?;
        self.sees_all_names()?;
        let reader = writer.commit(self.mark())?;
        index::discard_others(folder);
        Ok(reader)
    }

    /// A reader with the notes' texts at hand.
    fn reading(&self, reader: Reader) -> Reader {
        let (state, texts) = (Arc::clone(self.book.state()), Arc::clone(&self.texts));
        reader.reading(Box::new(move |slot| texts.get(state.path_of(slot)).map_or_else(|_| String::new(), |text| text.to_string())))
    }

    /// Nothing is kept that was made of damaged facts: the names of notes may be missing.
    fn sees_all_names(&self) -> Result<(), Error> {
        if self.is_damaged() { Err(Error::Unwritable("the facts are damaged".to_owned())) } else { Ok(()) }
    }

    fn words_in_memory(&self, warning: Option<String>, progress: Option<&Progress<'_>>) -> Result<Words, Error> {
        let (threads, heap) = room(self.book.notes() as usize);
        let writer = Writer::in_memory(threads, heap)?;
        self.put_all(&writer, progress)?;
        Ok(Words { reader: self.reading(writer.commit(self.mark())?), warning })
    }

    fn put_all(&self, writer: &Writer, progress: Option<&Progress<'_>>) -> Result<(), Error> {
        let notes = self.notes();
        let done = AtomicUsize::new(0);
        let called = notes.book.all_called();
        (0..notes.book.notes()).into_par_iter().with_min_len(64).try_for_each(|note| {
            let done = done.fetch_add(1, Ordering::Relaxed) + 1;
            if let Some(progress) = progress.filter(|_| done.is_multiple_of(256) || done == notes.book.notes() as usize) {
                progress("indexing words", done, notes.book.notes() as usize);
            }
            let slot = notes.book.slot_of(note);
            let called = called.get(slot as usize).map_or("", |called| called);
            notes.put_called(writer, slot, note, called.split('\0').filter(|name| !name.is_empty()))
        })
    }

    fn notes(&self) -> Notes<'_> {
        Notes { book: &self.book, root: &self.root, odd: &self.odd }
    }
}

/// The text of the note at a path; nothing when it cannot be read.
fn text_of(root: &Path, odd: &[(String, PathBuf)], path: &str) -> String {
    read::read(&file_of(root, odd, path)).map_or_else(|_| String::new(), |text| text.text)
}

/// The notes to put in.
#[derive(Clone, Copy)]
struct Notes<'n> {
    book: &'n Book,
    root: &'n Path,
    odd: &'n [(String, PathBuf)],
}

impl Notes<'_> {
    /// Puts the words of one note in: what it is called, and its text. One that cannot be read is found by its names.
    fn put(&self, writer: &Writer, slot: u32, note: u32) -> Result<(), Error> {
        self.put_called(writer, slot, note, self.book.called(note).iter().map(String::as_str))
    }

    /// The same of one that is called so.
    fn put_called<'c>(&'c self, writer: &Writer, slot: u32, note: u32, called: impl Iterator<Item = &'c str>) -> Result<(), Error> {
        let text = text_of(self.root, self.odd, self.book.path(note));
        let names: Vec<&str> = std::iter::once(self.book.stem(note)).chain(called).collect();
        writer.put(slot, &names, &text)
    }
}
