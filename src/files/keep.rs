//! Files of the cache folder that are written whole: read, and replaced in one step under a lock. What lies there may vanish at any time.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use crate::files::{cache, plain};

/// The lock that everyone who writes in a cache folder holds.
const LOCK: &str = "lock";
/// How often, and for how long each time, another process is waited for that writes there.
const PATIENCE: (u32, Duration) = (200, Duration::from_millis(5));
/// What a file is called while it is written.
const UNFINISHED: &str = ".unfinished-";

/// The right to write in a cache folder, until it is dropped.
pub struct Lock {
    folder: PathBuf,
    _file: File,
}

/// Reads a file of a cache folder; nothing when it is not there or cannot be read.
pub fn read(folder: &Path, name: &str) -> Option<Vec<u8>> {
    fs::read(folder.join(name)).ok()
}

/// A file of a cache folder that is read piece by piece. It stays what it was when another one takes its place.
pub struct Pieces {
    file: Mutex<File>,
    /// Its length in bytes.
    pub length: u64,
}

/// Opens a file of a cache folder; nothing when it is not there or cannot be read.
pub fn pieces(folder: &Path, name: &str) -> Option<Pieces> {
    let file = File::open(folder.join(name)).ok()?;
    let length = file.metadata().ok()?.len();
    Some(Pieces { file: Mutex::new(file), length })
}

impl Pieces {
    /// So many bytes from a place on; nothing when there are not so many.
    pub fn read(&self, at: u64, count: usize) -> Option<Vec<u8>> {
        if at.checked_add(count as u64)? > self.length {
            return None;
        }
        let mut bytes = vec![0; count];
        let mut file = self.file.lock().ok()?;
        file.seek(SeekFrom::Start(at)).ok()?;
        file.read_exact(&mut bytes).ok()?;
        Some(bytes)
    }
}

/// Waits a while for the right to write in a folder, which is made when it is missing. The lock is the kernel's: it goes with its process.
///
/// Errors: the folder cannot be made or written, or another process holds the lock, in a few words.
pub fn lock(folder: &Path) -> Result<Lock, String> {
    lock_within(folder, PATIENCE)
}

fn lock_within(folder: &Path, (attempts, pause): (u32, Duration)) -> Result<Lock, String> {
    let file = open_lock(folder).map_err(|error| plain(&error))?;
    for attempt in 0..=attempts {
        match file.try_lock() {
            Ok(()) => return Ok(Lock { folder: folder.to_path_buf(), _file: file }),
            Err(TryLockError::WouldBlock) if attempt < attempts => std::thread::sleep(pause),
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(error)) => return Err(plain(&error)),
        }
    }
    Err("another process is writing there".to_owned())
}

fn open_lock(folder: &Path) -> io::Result<File> {
    cache::create(folder)?;
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    owner_only(&mut options);
    options.open(folder.join(LOCK))
}

fn owner_only(options: &mut OpenOptions) {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    #[cfg(not(unix))]
    let _ = options;
}

impl Lock {
    /// Replaces a file of the folder, or makes it; readable by its owner alone. Nobody ever sees half of it.
    ///
    /// Errors: it cannot be written; the one before stays.
    pub fn replace(&self, name: &str, bytes: &[u8]) -> Result<(), String> {
        let unfinished = self.folder.join(format!("{UNFINISHED}{name}"));
        let written = || -> io::Result<()> {
            let mut options = OpenOptions::new();
            options.write(true).create(true).truncate(true);
            owner_only(&mut options);
            options.open(&unfinished)?.write_all(bytes)?;
            fs::rename(&unfinished, self.folder.join(name))
        };
        written().map_err(|error| {
            let _ = fs::remove_file(&unfinished);
            plain(&error)
        })
    }

    /// The first bytes of a file, at most so many.
    pub fn head(&self, name: &str, most: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        if let Ok(file) = File::open(self.folder.join(name)) {
            let _ = file.take(most as u64).read_to_end(&mut bytes);
        }
        bytes
    }
}

/// The size of a file of a cache folder, and when it was last written, in nanoseconds since 1970.
pub fn size_and_time(folder: &Path, name: &str) -> Option<(u64, i64)> {
    let metadata = fs::metadata(folder.join(name)).ok()?;
    let written = metadata.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
    Some((metadata.len(), i64::try_from(written.as_nanos()).unwrap_or(i64::MAX)))
}

/// Removes a file of a cache folder.
///
/// Errors: it is there and cannot be removed.
pub fn remove(folder: &Path, name: &str) -> Result<(), String> {
    match fs::remove_file(folder.join(name)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(plain(&error)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{lock, lock_within, read, remove};

    #[test]
    fn a_lock_that_another_holds_is_not_waited_for_without_end() {
        let place = tempfile::tempdir().unwrap();
        let held = lock(place.path()).unwrap();
        let refused = lock_within(place.path(), (3, Duration::from_millis(1))).err();
        assert_eq!(refused.as_deref(), Some("another process is writing there"));
        drop(held);
        assert!(lock_within(place.path(), (0, Duration::ZERO)).is_ok());
    }

    #[test]
    fn a_file_is_replaced_whole_and_is_its_owners() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("cache/of/it");
        assert_eq!(read(&folder, "facts"), None);
        let held = lock(&folder).unwrap();
        held.replace("facts", b"one").unwrap();
        held.replace("facts", b"two, longer").unwrap();
        assert_eq!(read(&folder, "facts").unwrap(), b"two, longer");
        assert_eq!(held.head("facts", 3), b"two");
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 2, "the file and its lock");
        remove(&folder, "facts").unwrap();
        remove(&folder, "facts").unwrap();
        assert_eq!(read(&folder, "facts"), None);
    }
}
