//! A walk with the standard library and two threads, where there is no faster one. Hidden files and folders are left out. Trouble with a note
//! counts as nothing.

use std::io::Read;
use std::path::{Path, PathBuf};

use rayon::ThreadPoolBuilder;
use rayon::iter::{ParallelBridge, ParallelIterator};

/// A note by its path.
pub struct Note {
    path: PathBuf,
}

impl Note {
    /// Asks for size and time; a number made of them.
    pub fn stat(&self) -> u64 {
        let Ok(found) = std::fs::symlink_metadata(&self.path) else { return 0 };
        let time = found.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
        found.len() ^ time.map_or(0, |time| u64::from(time.subsec_nanos()))
    }

    /// Reads all of it into the buffer.
    pub fn read<'b>(&self, buffer: &'b mut Vec<u8>) -> &'b [u8] {
        buffer.clear();
        let _ = std::fs::File::open(&self.path).and_then(|mut file| file.read_to_end(buffer));
        buffer
    }
}

/// Does `work` for every note, on two threads, and returns the sum of what it says.
pub fn each_note(root: &Path, work: impl Fn(&Note, &mut Vec<u8>) -> u64 + Sync) -> u64 {
    let notes = || {
        let notes = crate::vaults::walk(root).par_bridge();
        notes.map_init(Vec::new, |buffer, path| work(&Note { path }, buffer)).reduce(|| 0, u64::wrapping_add)
    };
    match ThreadPoolBuilder::new().num_threads(2).build() {
        Ok(pool) => pool.install(notes),
        Err(_) => notes(),
    }
}
