//! The journal of changes, for `vault undo`: of each change its files' old bytes and the edits, written and synced before the first file is
//! touched. A file a change, whose name tells what became of it; bounded by number, size and age; readable by its owner alone.
//!
//! Decides nothing: `apply` and `undo` do. Under `hold` one process at a time writes.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tempfile::Builder;
use xxhash_rust::xxh3::xxh3_64;

use crate::base::change::{Change, Edit, FileChange};
use crate::base::date::Date;
use crate::base::span::Span;
use crate::files::swap::folder_to_disk;
use crate::files::{cache, plain};

/// The most changes kept.
const MOST_CHANGES: usize = 200;
/// The most bytes kept.
const MOST_BYTES: u64 = 64 << 20;
/// How many days a change is kept.
const MOST_DAYS: i64 = 90;
/// The first bytes of an entry: its format.
const MAGIC: &[u8; 16] = b"vault-journal 1\n";

/// Where the journal of a vault lies.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Journal {
    folder: PathBuf,
}

/// What became of a change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// It is being made, or was cut short and nobody has looked since.
    Open,
    /// It was made.
    Done,
    /// It was cut short: some of its files are changed.
    Half,
    /// It was taken back.
    Undone,
}

impl State {
    const ALL: [State; 4] = [State::Open, State::Done, State::Half, State::Undone];

    /// The end of the file's name.
    fn suffix(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Done => "done",
            State::Half => "half",
            State::Undone => "undone",
        }
    }
}

/// A change in the journal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Its number; later changes have higher ones.
    pub number: u64,
    /// What became of it.
    pub state: State,
    /// The command in a few words.
    pub title: String,
    /// The day it was made.
    pub day: String,
    /// The files' paths, from the root.
    pub paths: Vec<String>,
}

/// A change read back whole.
pub(super) struct Recorded {
    pub(super) change: Change,
    /// The folders that were made for it, from the root, the topmost first.
    pub(super) folders: Vec<String>,
    /// The beginning of its temporary files' names.
    pub(super) prefix: String,
}

#[derive(Serialize, Deserialize)]
struct Header {
    title: String,
    day: String,
    folders: Vec<String>,
    files: Vec<Stored>,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    path: String,
    /// Of a new file its text.
    text: Option<String>,
    /// How many bytes of before follow the header; none for a new file.
    before: u64,
    edits: Vec<(u32, u32, String)>,
}

/// The right to write the journal, given back when dropped.
pub(super) struct Hold(#[allow(dead_code, reason = "holds the lock")] Option<File>);

impl Journal {
    /// The journal in a vault's cache folder.
    pub fn new(cache: &Path) -> Journal {
        Journal { folder: cache.join("journal") }
    }

    /// Makes the folder and waits until no other process writes. Where the file system knows no locks, goes on.
    pub(super) fn hold(&self) -> io::Result<Hold> {
        cache::create(&self.folder)?;
        let mut options = File::options();
        options.create(true).truncate(false).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(self.folder.join("lock"))?;
        Ok(Hold(file.lock().is_ok().then_some(file)))
    }

    /// The changes, the newest first. What is no entry is passed over.
    ///
    /// Errors: the folder is there and cannot be read.
    pub fn entries(&self) -> Result<Vec<Entry>, String> {
        let files = self.files().map_err(|error| plain(&error))?;
        let read = |&(number, state): &(u64, State)| {
            let header = read_header(&mut File::open(self.path(number, state)).ok()?)?.0;
            let paths = header.files.into_iter().map(|file| file.path).collect();
            Some(Entry { number, state, title: header.title, day: header.day, paths })
        };
        Ok(files.iter().rev().filter_map(read).collect())
    }

    /// The numbers and states, the oldest first.
    fn files(&self) -> io::Result<Vec<(u64, State)>> {
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut files: Vec<(u64, State)> = entries.flatten().filter_map(|entry| parse_name(entry.file_name().to_str()?)).collect();
        files.sort_by_key(|&(number, _)| number);
        Ok(files)
    }

    /// Writes a change down, open, and brings it to the disk. Gives its number and its temporary files' beginning.
    pub(super) fn record(&self, change: &Change, folders: &[String], day: Date) -> io::Result<(u64, String)> {
        let number = self.files()?.last().map_or(1, |&(last, _)| last + 1);
        let bytes = encode(change, folders, day)?;
        let mut file = Builder::new().prefix(".new-").tempfile_in(&self.folder)?;
        file.write_all(&bytes)?;
        file.as_file().sync_all()?;
        file.persist_noclobber(self.path(number, State::Open)).map_err(|error| error.error)?;
        folder_to_disk(&self.folder)?;
        Ok((number, prefix_of(&bytes)))
    }

    /// A change with all its bytes.
    ///
    /// Errors: it cannot be read, or is not what was written.
    pub(super) fn load(&self, number: u64, state: State) -> Result<Recorded, String> {
        let bytes = fs::read(self.path(number, state)).map_err(|error| plain(&error))?;
        decode(&bytes).ok_or_else(|| "its record is damaged".to_owned())
    }

    /// Says what became of a change.
    pub(super) fn mark(&self, number: u64, from: State, to: State) -> io::Result<()> {
        fs::rename(self.path(number, from), self.path(number, to))?;
        folder_to_disk(&self.folder)
    }

    /// Forgets a change.
    pub(super) fn forget(&self, number: u64, state: State) {
        let _ = fs::remove_file(self.path(number, state));
    }

    /// Forgets the oldest changes beyond the bounds; never the newest, never one that is open.
    pub(super) fn prune(&self, today: Date) {
        let Ok(files) = self.files() else { return };
        let (mut count, mut bytes) = (0, 0);
        for (at, &(number, state)) in files.iter().rev().enumerate() {
            let path = self.path(number, state);
            count += 1;
            bytes += fs::metadata(&path).map_or(0, |metadata| metadata.len());
            let old = || {
                let day = File::open(&path).ok().and_then(|mut file| Date::parse_iso(&read_header(&mut file)?.0.day));
                day.is_some_and(|day| day.plus_days(MOST_DAYS) < today)
            };
            if at > 0 && state != State::Open && (count > MOST_CHANGES || bytes > MOST_BYTES || old()) {
                self.forget(number, state);
            }
        }
    }

    fn path(&self, number: u64, state: State) -> PathBuf {
        self.folder.join(format!("{number:06}.{}", state.suffix()))
    }
}

fn parse_name(name: &str) -> Option<(u64, State)> {
    let (number, suffix) = name.split_once('.')?;
    let state = State::ALL.into_iter().find(|state| state.suffix() == suffix)?;
    Some((number.parse().ok()?, state))
}

/// Magic, hash of what follows, length of the header, header, the files' bytes of before.
fn encode(change: &Change, folders: &[String], day: Date) -> io::Result<Vec<u8>> {
    let edit = |edit: &Edit| (edit.span.start, edit.span.end, edit.text.clone());
    let stored = |file: &FileChange| match file {
        FileChange::Create { path, text } => Stored { path: path.clone(), text: Some(text.clone()), before: 0, edits: Vec::new() },
        FileChange::Modify { path, before, edits } => {
            Stored { path: path.clone(), text: None, before: before.len() as u64, edits: edits.iter().map(edit).collect() }
        }
    };
    let header = Header {
        title: change.title.clone(),
        day: day.to_string(),
        folders: folders.to_vec(),
        files: change.files.iter().map(stored).collect(),
    };
    let header = postcard::to_stdvec(&header).map_err(io::Error::other)?;
    let mut body = (header.len() as u64).to_le_bytes().to_vec();
    body.extend(header);
    for file in &change.files {
        if let FileChange::Modify { before, .. } = file {
            body.extend(before);
        }
    }
    let mut bytes = MAGIC.to_vec();
    bytes.extend(xxh3_64(&body).to_le_bytes());
    bytes.extend(body);
    Ok(bytes)
}

/// The header, and the hash that stands before it.
fn read_header(from: &mut dyn Read) -> Option<(Header, u64)> {
    let mut first = [0; 32];
    from.read_exact(&mut first).ok()?;
    let number = |at: usize| Some(u64::from_le_bytes(first.get(at..at + 8)?.try_into().ok()?));
    let (hash, length) = (number(16)?, number(24)?);
    if first.get(..16)? != MAGIC || length > MOST_BYTES {
        return None;
    }
    let mut header = vec![0; usize::try_from(length).ok()?];
    from.read_exact(&mut header).ok()?;
    Some((postcard::from_bytes(&header).ok()?, hash))
}

fn decode(bytes: &[u8]) -> Option<Recorded> {
    let mut rest = bytes;
    let (header, hash) = read_header(&mut rest)?;
    if xxh3_64(bytes.get(24..)?) != hash {
        return None;
    }
    let mut files = Vec::with_capacity(header.files.len());
    for file in header.files {
        let (before, after) = rest.split_at_checked(usize::try_from(file.before).ok()?)?;
        rest = after;
        let edit = |(start, end, text)| Edit { span: Span { start, end }, text };
        files.push(match file.text {
            Some(text) => FileChange::Create { path: file.path, text },
            None => FileChange::Modify { path: file.path, before: before.to_vec(), edits: file.edits.into_iter().map(edit).collect() },
        });
    }
    let change = Change { title: header.title, files };
    Some(Recorded { change, folders: header.folders, prefix: prefix_of(bytes) })
}

/// The beginning of the names of a change's temporary files.
fn prefix_of(entry: &[u8]) -> String {
    format!(".vault-{:08x}-", xxh3_64(entry) as u32)
}
