//! The listing where the system is not Linux: the walk, and then each file's stamp by the standard library, on several threads. In each folder
//! the order is that of the names.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io;
use std::path::Path;

use crate::base::stamp::Stamp;
use crate::files::listing::{File, Folder, Found};
use crate::files::walk::{self, NoteFile, Rules};

/// The notes by folder, the folders by path.
pub fn notes(root: &Path, rules: &Rules<'_>, workers: usize) -> Found {
    let (mut files, mut troubles) = (Vec::new(), Vec::new());
    for found in walk::notes(root, rules) {
        match found {
            Ok(file) => files.push(file),
            Err(trouble) => troubles.push(trouble),
        }
    }
    let share = files.len().div_ceil(workers.max(1)).max(1);
    let mut stamps: Vec<Option<Stamp>> = vec![None; files.len()];
    std::thread::scope(|scope| {
        for (files, stamps) in files.chunks(share).zip(stamps.chunks_mut(share)) {
            scope.spawn(|| files.iter().zip(stamps).for_each(|(file, stamp)| *stamp = stamp_of(&file.path)));
        }
    });
    let (mut folders, mut odd) = (BTreeMap::new(), Vec::new());
    for (file, stamp) in files.iter().zip(stamps) {
        let Some(stamp) = stamp else { continue };
        if file.lossy {
            odd.push((file.name.clone(), file.path.clone()));
        }
        add(&mut folders, file, stamp);
    }
    Found { folders: folders.into_values().collect(), troubles, odd, ..Found::default() }
}

/// The stamp of the file a path leads to; nothing if it is gone.
pub fn stamp_of(path: &Path) -> Option<Stamp> {
    match fs::metadata(path) {
        Ok(metadata) => Some(stamp(&metadata)),
        Err(error) => (error.kind() != io::ErrorKind::NotFound).then(Stamp::default),
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
fn add<'f>(folders: &mut BTreeMap<(&'f str, Option<&'f Path>), Folder>, file: &'f NoteFile, stamp: Stamp) {
    let (path, name) = file.name.rsplit_once('/').unwrap_or(("", &file.name));
    let folder = folders.entry((path, file.path.parent())).or_default();
    if folder.files.is_empty() {
        path.clone_into(&mut folder.path);
    }
    folder.names.push_str(name);
    folder.files.push(File { end: folder.names.len() as u32, stamp });
}
