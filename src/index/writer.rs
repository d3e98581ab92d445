//! Writes the index: notes in, notes out, one commit at the end. One writer at a time.

use std::fs::File;
use std::iter::Map;
use std::path::{Path, PathBuf};
use std::slice::Iter;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::indexer::IndexWriterOptions;
use tantivy::schema::{Document, Field, OwnedValue};
use tantivy::{Index, IndexWriter};

use super::directory::Folder;
use super::gone::Gone;
use super::merging::Merging;
use super::reader::Reader;
use super::schema::{adopt, fields, schema};
use super::tokens::{Cut, cut};
use super::trouble::{Error, guard};
use super::{Mark, folder, stamps};

/// How many bytes of text may wait for the indexing threads.
const WAITING: usize = 4_000_000;

/// How long a text waits for room at most; by then the threads have stopped, which the next call tells.
const PATIENCE: Duration = Duration::from_secs(10);

/// An index being written. Dropped without a commit it leaves the index as it was.
pub struct Writer {
    writer: IndexWriter<Entry>,
    index: Index,
    folder: Option<PathBuf>,
    fresh: bool,
    mark: Option<Mark>,
    gone: Gone,
    room: Arc<Room>,
    /// Held, never read: its end is the end of the lock.
    lock: Option<File>,
}

impl Writer {
    /// Opens the index in `folder` for changes; `fresh` makes an empty one in its place. The threads share `heap` bytes, at least 15 MB each.
    pub fn open(folder: &Path, fresh: bool, threads: usize, heap: usize) -> Result<Writer, Error> {
        let lock = folder::lock(folder)?;
        guard(|| {
            let (index, mark) = if fresh { (create(folder)?, None) } else { open(folder)? };
            let writer = start(&index, threads, heap)?;
            // What a killed writer had begun would stand in the way of the same work done again.
            writer.garbage_collect_files().wait()?;
            let gone = Gone::default();
            if !fresh {
                // Before all that is put in, so that it stays.
                writer.delete_query(Box::new(gone.clone()))?;
            }
            Ok(Writer { writer, index, folder: Some(folder.to_owned()), fresh, mark, gone, room: Arc::default(), lock: Some(lock) })
        })
    }

    /// An empty index in memory, for when there is no folder to keep one in. It answers as one in a folder does.
    pub fn in_memory(threads: usize, heap: usize) -> Result<Writer, Error> {
        guard(|| {
            let index = Index::create_in_ram(schema());
            adopt(&index)?;
            let writer = start(&index, threads, heap)?;
            Ok(Writer { writer, index, folder: None, fresh: true, mark: None, gone: Gone::default(), room: Arc::default(), lock: None })
        })
    }

    /// How far the index had come when it was opened; it stays so until this writer commits. Nothing when it is fresh.
    pub fn mark(&self) -> Option<Mark> {
        self.mark
    }

    /// Puts a note in, in place of what stood at its slot. In a fresh index each slot is put in once.
    pub fn put(&self, slot: u32, names: &[&str], text: &str) -> Result<(), Error> {
        let fields = fields();
        let Cut { rare, common, counts } = cut(text);
        let permit = self.room.enter(rare.len() + common.len());
        let mut values = Vec::with_capacity(names.len() + 4);
        values.push((fields.slot, OwnedValue::U64(slot.into())));
        values.extend(names.iter().map(|&name| (fields.names, OwnedValue::Str(name.to_owned()))));
        values.push((fields.text, OwnedValue::Str(rare)));
        values.push((fields.common, OwnedValue::Str(common)));
        values.push((fields.length, OwnedValue::U64(counts.map(rounded).into_iter().sum())));
        if !self.fresh {
            self.delete(slot)?;
        }
        guard(|| Ok(self.writer.add_document(Entry { values, _permit: permit }).map(drop)?))
    }

    /// Takes the note of this slot out.
    pub fn delete(&self, slot: u32) -> Result<(), Error> {
        guard(|| {
            if self.fresh || !self.gone.add(slot) {
                // What was put in by this very writer goes too.
                self.writer.delete_query(Box::new(Gone::of(slot)))?;
            }
            Ok(())
        })
    }

    /// Makes the changes last, and waits until small segments have been merged: a process that leaves earlier would leave one more each time.
    pub fn commit(self, mark: Mark) -> Result<Reader, Error> {
        guard(|| {
            let Writer { mut writer, index, folder, lock, .. } = self;
            let mut prepared = writer.prepare_commit()?;
            prepared.set_payload(&mark.to_payload());
            prepared.commit()?;
            writer.wait_merging_threads()?;
            if let Some(folder) = &folder {
                stamps::write(folder, &index.load_metas()?);
            }
            let reader = Reader::of(index, folder);
            drop(lock);
            reader
        })
    }
}

fn create(folder: &Path) -> Result<Index, Error> {
    folder::remove(folder)?;
    folder::create_private(folder)?;
    let index = Index::create(Folder::open(folder)?, schema(), tantivy::IndexSettings::default())?;
    adopt(&index)?;
    Ok(index)
}

fn open(folder: &Path) -> Result<(Index, Option<Mark>), Error> {
    let reader = Reader::open(folder)?;
    folder::sweep(folder);
    let index = reader.index();
    if stamps::are_managed(&index, folder, &index.load_metas()?) {
        Ok((index, reader.mark()))
    } else {
        Err(Error::Broken("files are missing in its list".to_owned()))
    }
}

fn start(index: &Index, threads: usize, heap: usize) -> Result<IndexWriter<Entry>, Error> {
    let threads = threads.max(1);
    // Each thread takes memory of its own: one that merges is enough.
    let options = IndexWriterOptions::builder()
        .num_worker_threads(threads)
        .memory_budget_per_thread((heap / threads).max(super::SMALL_HEAP))
        .num_merge_threads(1)
        .build();
    let writer = index.writer_with_options(options)?;
    writer.set_merge_policy(Box::new(Merging::default()));
    Ok(writer)
}

/// A number of words as tantivy would keep it.
fn rounded(words: u32) -> u64 {
    FieldNormReader::id_to_fieldnorm(FieldNormReader::fieldnorm_to_id(words)).into()
}

/// A note on its way to the indexing threads.
struct Entry {
    values: Vec<(Field, OwnedValue)>,
    _permit: Permit,
}

impl Document for Entry {
    type Value<'a> = &'a OwnedValue;
    type FieldsValuesIter<'a> = Map<Iter<'a, (Field, OwnedValue)>, fn(&(Field, OwnedValue)) -> (Field, &OwnedValue)>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.values.iter().map(|(field, value)| (*field, value))
    }
}

/// The bytes of text that wait, so that a fast reader of notes does not fill the memory.
#[derive(Default)]
struct Room {
    used: Mutex<usize>,
    left: Condvar,
}

impl Room {
    fn enter(self: &Arc<Room>, bytes: usize) -> Permit {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |used: &mut usize| *used > 0 && *used + bytes > WAITING;
        let (mut used, _) = self.left.wait_timeout_while(used, PATIENCE, full).unwrap_or_else(PoisonError::into_inner);
        *used += bytes;
        Permit { room: Arc::clone(self), bytes }
    }
}

/// A place in the room, given back when the text has been indexed.
struct Permit {
    room: Arc<Room>,
    bytes: usize,
}

impl Drop for Permit {
    fn drop(&mut self) {
        let mut used = self.room.used.lock().unwrap_or_else(PoisonError::into_inner);
        let before = *used;
        *used = before.saturating_sub(self.bytes);
        // Woken for each text, the waiting threads would do little else.
        let half_empty = *used <= WAITING / 2 && before > WAITING / 2;
        drop(used);
        if half_empty {
            self.room.left.notify_all();
        }
    }
}
