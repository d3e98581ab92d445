//! Whether the files of the index are still those that were written: their sizes and times, kept beside them. A file changed by anything but the
//! writer is noticed here for the price of a stat; then the checksums tell whether the change matters.

use std::fmt::Write;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use tantivy::directory::error::OpenReadError;
use tantivy::fastfield::AliveBitSet;
use tantivy::{Index, IndexMeta, SegmentReader};
use xxhash_rust::xxh3::xxh3_64;

use super::directory::system_run;
use super::schema::SLOT;
use super::trouble::Error;

const STAMPS: &str = "stamps";
const META: &str = "meta.json";
const MANAGED: &str = ".managed.json";

/// Writes down the files as they are. Under the lock only. Without stamps the next reader checks everything, so a failure is none.
pub(super) fn write(folder: &Path, meta: &IndexMeta) {
    let temporary = folder.join(".tmp-stamps");
    if fs::write(&temporary, current(folder, meta)).and_then(|()| fs::rename(&temporary, folder.join(STAMPS))).is_err() {
        let _ = fs::remove_file(temporary);
    }
}

/// Whether the files are those that were written down.
pub(super) fn hold(folder: &Path, meta: &IndexMeta) -> bool {
    fs::read_to_string(folder.join(STAMPS)).is_ok_and(|written| written == current(folder, meta))
}

/// Reads every file and compares it with its checksum. To be done before anything else reads it: what is damaged may mislead the reader.
pub(super) fn verify_files(index: &Index, meta: &IndexMeta) -> Result<(), Error> {
    for (path, needed) in files(meta) {
        match index.directory().validate_checksum(&path) {
            Ok(true) => {}
            Err(OpenReadError::FileDoesNotExist(_)) if !needed => {}
            Ok(false) => return Err(Error::Broken(format!("`{}` has a wrong checksum", path.display()))),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Compares the counts that are kept twice with each other.
pub(super) fn verify_counts(segments: &[SegmentReader]) -> Result<(), Error> {
    for segment in segments {
        let alive = segment.alive_bitset().map_or(segment.max_doc() as usize, AliveBitSet::num_alive_docs);
        let rows = segment.fast_fields().u64(SLOT)?.num_docs();
        if rows != segment.max_doc() || alive != segment.num_docs() as usize {
            return Err(Error::Broken("its counts do not agree".to_owned()));
        }
    }
    Ok(())
}

/// Whether the list of files that the writer may remove names all that are in use. Under the lock only.
pub(super) fn are_managed(index: &Index, folder: &Path, meta: &IndexMeta) -> bool {
    let managed = index.directory().list_managed_files();
    files(meta).all(|(path, _)| managed.contains(&path) || !folder.join(path).exists())
}

/// The run of the system (see `directory`), a line a file, in order, and a hash of `meta.json` and of all these lines.
fn current(folder: &Path, meta: &IndexMeta) -> String {
    let mut names: Vec<String> = files(meta).map(|(path, _)| path.to_string_lossy().into_owned()).collect();
    names.push(MANAGED.to_owned());
    names.sort_unstable();
    let run = system_run().unwrap_or_default();
    let mut lines = format!("run {run}\n{META} {:016x}\n", xxh3_64(&fs::read(folder.join(META)).unwrap_or_default()));
    for name in names {
        if let Ok(metadata) = fs::metadata(folder.join(&name)) {
            let _ = writeln!(lines, "{name} {} {}", metadata.len(), modified(&metadata));
        }
    }
    let sum = xxh3_64(lines.as_bytes());
    let _ = writeln!(lines, "{sum:016x}");
    lines
}

/// The files of the segments, and whether each must be there: one without deletions has no list of them.
fn files(meta: &IndexMeta) -> impl Iterator<Item = (PathBuf, bool)> {
    use tantivy::index::SegmentComponent::{Delete, FastFields, FieldNorms, Positions, Postings, Store, Terms};
    let always = [Postings, Positions, Terms, Store, FastFields, FieldNorms];
    meta.segments.iter().flat_map(move |segment| {
        let deletions = (segment.relative_path(Delete), segment.has_deletes());
        always.clone().map(|component| (segment.relative_path(component), true)).into_iter().chain([deletions])
    })
}

fn modified(metadata: &Metadata) -> u128 {
    metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()).map_or(0, |since| since.as_nanos())
}
