//! The scan where the system is not Linux: the walk, and then each file's stamp by the standard library, on several threads. In each folder
//! the order is that of the names.

use std::collections::HashMap;
use std::fs::{self, Metadata};
use std::path::Path;

use crate::files::scan::{File, Folder, Found, Stamp};
use crate::files::walk::{self, NoteFile, Rules};

/// The notes by folder, in no order, with their stamps.
pub fn notes(root: &Path, rules: &Rules<'_>, workers: usize) -> Found {
    let (mut files, mut troubles) = (Vec::new(), Vec::new());
    for found in walk::notes(root, rules) {
        match found {
            Ok(file) => files.push(file),
            Err(trouble) => troubles.push(trouble),
        }
    }
    let share = files.len().div_ceil(workers.max(1)).max(1);
    let mut stamps: Vec<Option<(Stamp, bool)>> = vec![None; files.len()];
    std::thread::scope(|scope| {
        for (files, stamps) in files.chunks(share).zip(stamps.chunks_mut(share)) {
            scope.spawn(|| files.iter().zip(stamps).for_each(|(file, stamp)| *stamp = stamp_of(&file.path)));
        }
    });
    let mut folders = HashMap::new();
    for (file, stamp) in files.iter().zip(stamps) {
        if let Some((stamp, link)) = stamp {
            add(&mut folders, root, file, stamp, link);
        }
    }
    Found { folders: folders.into_values().collect(), troubles }
}

/// A file's stamp and whether it is a link; nothing if it is gone.
fn stamp_of(path: &Path) -> Option<(Stamp, bool)> {
    let is_gone = |error: std::io::Error| error.kind() == std::io::ErrorKind::NotFound;
    let link = match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_symlink() => true,
        Ok(metadata) => return Some((stamp(&metadata), false)),
        Err(error) => return (!is_gone(error)).then_some((Stamp::UNKNOWN, false)),
    };
    match fs::metadata(path) {
        Ok(metadata) => Some((stamp(&metadata), link)),
        Err(error) => (!is_gone(error)).then_some((Stamp::UNKNOWN, link)),
    }
}

/// The stamp in what the system says.
fn stamp(metadata: &Metadata) -> Stamp {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let nanoseconds = |seconds: i64, rest: i64| seconds.saturating_mul(1_000_000_000).saturating_add(rest);
        Stamp {
            mtime: nanoseconds(metadata.mtime(), metadata.mtime_nsec()),
            ctime: nanoseconds(metadata.ctime(), metadata.ctime_nsec()),
            size: metadata.size(),
            inode: metadata.ino(),
        }
    }
    #[cfg(not(unix))]
    {
        let nanoseconds = |time: std::time::Duration| i64::try_from(time.as_nanos()).unwrap_or(i64::MAX);
        let mtime = metadata.modified().map(|time| match time.duration_since(std::time::UNIX_EPOCH) {
            Ok(since) => nanoseconds(since),
            Err(before) => -nanoseconds(before.duration()),
        });
        Stamp { mtime: mtime.unwrap_or_default(), ctime: 0, size: metadata.len(), inode: 0 }
    }
}

/// Puts a file into its folder.
fn add<'f>(folders: &mut HashMap<&'f Path, Folder>, root: &Path, file: &'f NoteFile, stamp: Stamp, link: bool) {
    let Some((parent, own)) = file.path.parent().zip(file.path.file_name()) else { return };
    let (path, name) = file.name.rsplit_once('/').unwrap_or(("", &file.name));
    let folder = folders.entry(parent).or_insert_with(|| {
        let mut folder = Folder { path: path.to_owned(), ..Folder::default() };
        if parent.to_str().is_none() {
            folder.odd.path = parent.strip_prefix(root).ok().map(|path| path.as_os_str().to_owned());
        }
        folder
    });
    if own.to_str().is_none() {
        folder.odd.names.push((folder.files.len() as u32, own.to_owned()));
    }
    folder.names.push_str(name);
    folder.files.push(File { stamp, end: folder.names.len() as u32, lossy: file.lossy, link });
}
