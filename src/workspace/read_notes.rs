//! Reads notes from the disk into drafts, many in parallel.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::base::diagnostic::Problem;
use crate::base::hash;
use crate::base::span::Span;
use crate::base::stamp::Stamp;
use crate::book::rules::Rules;
use crate::book::state::gather::{self, Draft, Room};
use crate::config::Config;
use crate::facts::{self, NoteFacts, Scratch};
use crate::files::read::{self, Unreadable};
use crate::workspace::{Progress, file_of};
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};

/// What notes are read with.
#[derive(Clone, Copy)]
pub struct Reader<'r> {
    /// The vault's folder.
    pub root: &'r Path,
    /// The settings.
    pub config: &'r Config,
    /// The settings, made ready.
    pub rules: &'r Rules,
    /// Files whose names are not UTF-8, by what is shown of them.
    pub odd: &'r [(String, PathBuf)],
}

/// A file to read: its path from the root, and its stamp before it is read.
pub type Wanted = (String, Stamp);

/// How many notes are read at a stretch, at least and at most: of many notes so many that what is held of them is given back to the
/// system as soon as it is no longer needed.
const BATCH: (usize, usize) = (128, 512);

/// Room that serves many notes.
#[derive(Default)]
struct Rooms {
    buffer: Vec<u8>,
    scratch: Scratch,
    room: Room,
}

impl Reader<'_> {
    /// Reads files in parallel, in their order.
    pub fn all(&self, wanted: Vec<Wanted>) -> Vec<Draft> {
        if wanted.len() < 8 {
            let mut rooms = Rooms::default();
            return wanted.into_iter().map(|wanted| self.one(wanted, &mut rooms, false)).collect();
        }
        self.watched(wanted, false, None).into_iter().flatten().collect()
    }

    /// Reads very many files in parallel, so many at a stretch, with their facts packed until all are read: `whole`, or what the joining of all
    /// notes asks for. `progress` is told how far it has come.
    pub fn watched(&self, wanted: Vec<Wanted>, whole: bool, progress: Option<&Progress<'_>>) -> Vec<Vec<Draft>> {
        let (done, all) = (AtomicUsize::new(0), wanted.len());
        let read = |batch: Vec<Wanted>| {
            let mut rooms = Rooms { room: Room::new(whole), ..Rooms::default() };
            let count = batch.len();
            let mut drafts: Vec<Draft> = batch.into_iter().map(|wanted| self.one(wanted, &mut rooms, true)).collect();
            rooms.room.share(&mut drafts);
            let done = done.fetch_add(count, Ordering::Relaxed) + count;
            if let Some(progress) = progress {
                progress("reading notes", done, all);
            }
            drafts
        };
        wanted.into_par_iter().chunks((all / 64).clamp(BATCH.0, BATCH.1)).map(read).collect()
    }

    /// Reads one file. One that cannot be read has no facts but its problem.
    fn one(&self, (path, stamp): Wanted, rooms: &mut Rooms, pack: bool) -> Draft {
        let Rooms { buffer, scratch, room } = rooms;
        let (facts, hash, trouble) = match read::read_regular(&file_of(self.root, self.odd, &path), stamp.size, buffer) {
            Ok(text) => (facts::read_with(&text, scratch), hash::bytes(text.as_bytes()), None),
            Err(error) => {
                let (facts, trouble) = unread(&error);
                (facts, hash_of_trouble(&error), Some(trouble))
            }
        };
        let mut draft = if pack {
            let (draft, facts) = gather::packed_draft(path, facts, self.config, self.rules, room);
            scratch.give_back(facts);
            draft
        } else {
            gather::draft(path, facts, self.config, self.rules)
        };
        (draft.stamp, draft.hash) = (stamp, hash);
        draft.troubled(trouble)
    }

    /// The hashes of files' bytes, in parallel; of one that cannot be read, of the reason.
    pub fn hashes(&self, paths: &[String]) -> Vec<u64> {
        let hash = |path: &String| {
            let mut buffer = Vec::new();
            match read::read_regular(&file_of(self.root, self.odd, path), 0, &mut buffer) {
                Ok(text) => hash::bytes(text.as_bytes()),
                Err(error) => hash_of_trouble(&error),
            }
        };
        paths.into_par_iter().map(hash).collect()
    }
}

/// Stands for the bytes of a note that cannot be read: as long as the reason is the same, nothing else is known of it. No text has it.
fn hash_of_trouble(error: &Unreadable) -> u64 {
    !hash::bytes(error.to_string().as_bytes())
}

/// The facts of a note that cannot be read: its problem; and why, and whether its bytes are no text.
pub fn unread(error: &Unreadable) -> (NoteFacts, (String, bool)) {
    let message = error.to_string();
    let not_text = matches!(error, Unreadable::NotUtf8 { .. });
    let code = if not_text { "not-utf-8" } else { "unreadable-file" };
    let problem = Problem { code, span: Span::default(), message: message.clone() };
    (NoteFacts { problems: vec![problem], ..NoteFacts::default() }, (message, not_text))
}
