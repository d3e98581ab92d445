//! Reads notes from the disk into drafts, many in parallel.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::base::diagnostic::Problem;
use crate::base::hash;
use crate::base::span::Span;
use crate::base::stamp::Stamp;
use crate::book::rules::Rules;
use crate::book::state::gather::{self, Draft};
use crate::config::Config;
use crate::facts::{self, NoteFacts, Scratch};
use crate::files::read::{self, Unreadable};
use crate::workspace::{Progress, file_of};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use rayon::slice::ParallelSlice;

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

/// How many notes are read at a stretch.
const BATCH: usize = 128;

impl Reader<'_> {
    /// Reads files in parallel, in their order.
    pub fn all(&self, wanted: Vec<Wanted>) -> Vec<Draft> {
        self.watched(wanted, None)
    }

    /// The same; `progress` is told how far it has come.
    pub fn watched(&self, wanted: Vec<Wanted>, progress: Option<&Progress<'_>>) -> Vec<Draft> {
        if wanted.len() < 8 {
            return self.batch(&wanted, false);
        }
        let done = AtomicUsize::new(0);
        let read = |batch: &[Wanted]| {
            let drafts = self.batch(batch, true);
            let done = done.fetch_add(batch.len(), Ordering::Relaxed) + batch.len();
            if let Some(progress) = progress {
                progress("reading notes", done, wanted.len());
            }
            drafts
        };
        let batches: Vec<Vec<Draft>> = wanted.par_chunks(BATCH).map(read).collect();
        let mut drafts = Vec::with_capacity(wanted.len());
        batches.into_iter().for_each(|mut batch| drafts.append(&mut batch));
        drafts
    }

    /// Reads files one after the other; of very many notes the facts are packed until all are read.
    fn batch(&self, wanted: &[Wanted], pack: bool) -> Vec<Draft> {
        let mut buffer = Vec::new();
        let mut scratch = Scratch::default();
        let mut room = Vec::new();
        let draft = |(path, stamp): &Wanted| {
            let mut draft = self.one(path.clone(), *stamp, &mut buffer, &mut scratch);
            if pack {
                draft.pack(&mut room);
            }
            draft
        };
        wanted.iter().map(draft).collect()
    }

    /// Reads one file. One that cannot be read has no facts but its problem.
    fn one(&self, path: String, stamp: Stamp, buffer: &mut Vec<u8>, scratch: &mut Scratch) -> Draft {
        let (facts, hash, trouble) = match read::read_regular(&file_of(self.root, self.odd, &path), buffer) {
            Ok(text) => (facts::read_with(&text, scratch), hash::bytes(text.as_bytes()), None),
            Err(error) => {
                let (facts, trouble) = unread(&error);
                (facts, hash_of_trouble(&error), Some(trouble))
            }
        };
        let mut draft = gather::draft(path, facts, self.config, self.rules);
        (draft.stamp, draft.hash, draft.trouble) = (stamp, hash, trouble);
        draft
    }

    /// The hashes of files' bytes, in parallel; of one that cannot be read, of the reason.
    pub fn hashes(&self, paths: &[String]) -> Vec<u64> {
        let hash = |path: &String| {
            let mut buffer = Vec::new();
            match read::read_regular(&file_of(self.root, self.odd, path), &mut buffer) {
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
