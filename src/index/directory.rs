//! How tantivy reaches the folder: as it would by itself, but without waiting for the disk after every file.
//!
//! The index is a cache: what a loss of power destroys is built anew, if it is noticed. It is, because the stamps name the run of the system they
//! were written in, and in another run every checksum is compared first. Where the system does not tell its runs apart, files are synced as usual.

use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::Directory;
use tantivy::directory::error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, DirectoryLock, FileHandle, Lock, META_LOCK, MmapDirectory, TerminatingWrite, WatchCallback, WatchHandle, WritePtr,
};

/// The folder of the index.
#[derive(Clone, Debug)]
pub(super) struct Folder {
    inner: MmapDirectory,
    root: PathBuf,
    sync: bool,
}

impl Folder {
    pub(super) fn open(root: &Path) -> Result<Folder, OpenDirectoryError> {
        Ok(Folder { inner: MmapDirectory::open(root)?, root: root.to_owned(), sync: system_run().is_none() })
    }
}

/// The name of this run of the system, from its start to its end; nothing where it has none.
pub(super) fn system_run() -> Option<String> {
    let name = fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

impl Directory for Folder {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.inner.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.inner.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.inner.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        if self.sync {
            return self.inner.open_write(path);
        }
        match File::options().write(true).create_new(true).open(self.root.join(path)) {
            Ok(file) => Ok(BufWriter::new(Box::new(Written(file)))),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(OpenWriteError::FileAlreadyExists(path.to_owned())),
            Err(error) => Err(OpenWriteError::wrap_io_error(error, path.to_owned())),
        }
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.inner.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        if self.sync {
            return self.inner.atomic_write(path, data);
        }
        // There is one writer, so the name need not be a new one.
        let temporary = self.root.join(format!(".tmp-{}", path.display()));
        fs::write(&temporary, data)?;
        fs::rename(temporary, self.root.join(path))
    }

    fn sync_directory(&self) -> io::Result<()> {
        if self.sync { self.inner.sync_directory() } else { Ok(()) }
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        match self.inner.acquire_lock(lock) {
            // Where nothing can be written, a reader has no writer to keep out.
            Err(LockError::IoError(error)) if lock.filepath == META_LOCK.filepath && cannot_lock(error.kind()) => {
                Ok(DirectoryLock::from(Box::new(())))
            }
            result => result,
        }
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.inner.watch(callback)
    }
}

fn cannot_lock(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem)
}

/// A file that is done when its bytes are handed to the system.
struct Written(File);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl TerminatingWrite for Written {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        self.0.flush()
    }
}
