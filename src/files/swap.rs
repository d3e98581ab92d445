//! Puts new bytes in the place of a file's old ones, so that whatever happens the file holds the old or the new, never a third; several
//! files all or none. Links are followed inside the vault; owner, permissions and extended attributes stay.
//!
//! First every file is compared with what was read and its new bytes are written and synced beside it; only then each takes its place,
//! after being compared once more. Knows no journal.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use crate::files::inside;
use crate::files::step::{Hook, Step};
use crate::files::trouble::{Trouble, Why};
use crate::files::{attributes, read};

/// What one file holds before and after; `None`: it is not there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Swap {
    /// The path from the root.
    pub path: String,
    /// Its bytes before.
    pub from: Option<Vec<u8>>,
    /// Its bytes after.
    pub to: Option<Vec<u8>>,
}

impl Swap {
    fn back(&self) -> Swap {
        Swap { path: self.path.clone(), from: self.to.clone(), to: self.from.clone() }
    }
}

/// Where and how files are written.
#[derive(Clone, Copy)]
pub(super) struct Place<'p> {
    pub(super) root: &'p Path,
    /// The beginning of the temporary files' names.
    pub(super) prefix: &'p str,
    pub(super) hook: Hook<'p>,
}

/// Why nothing was changed, or what stayed changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct NotDone {
    /// The first trouble.
    pub(super) trouble: Trouble,
    /// The files that were changed before it and could not be put back.
    pub(super) left: Vec<Trouble>,
}

/// The end of the temporary files' names.
pub(super) const SUFFIX: &str = ".tmp";

/// Makes all swaps, or none.
pub(super) fn all(place: Place<'_>, swaps: &[Swap]) -> Result<(), NotDone> {
    let nothing_yet = |trouble| NotDone { trouble, left: Vec::new() };
    let mut made = Vec::new();
    let ready: Result<Vec<Ready>, Trouble> = swaps.iter().map(|swap| prepare(place, swap, &mut made)).collect();
    let ready = ready.map_err(|trouble| {
        remove_folders(&made);
        nothing_yet(trouble)
    })?;
    let mut ready = ready.into_iter();
    for (at, swap) in swaps.iter().enumerate() {
        let Some(next) = ready.next() else { break };
        if let Err((trouble, swapped)) = commit(place, swap, next) {
            // The other temporary files go before the folders they lie in.
            drop(ready);
            let done = swaps.get(..at + usize::from(swapped)).unwrap_or_default();
            let left = roll_back(place, done);
            remove_folders(&made);
            return Err(NotDone { trouble, left });
        }
    }
    Ok(())
}

/// Puts the old bytes back, the last first; gives those that could not be.
fn roll_back(place: Place<'_>, done: &[Swap]) -> Vec<Trouble> {
    let back = |swap: &Swap| {
        let swap = swap.back();
        let ready = prepare(place, &swap, &mut Vec::new())?;
        commit(place, &swap, ready).map_err(|(trouble, _)| trouble)
    };
    done.iter().rev().filter_map(|swap| back(swap).err()).collect()
}

/// Removes folders that were made and are empty, the deepest first.
pub(super) fn remove_folders(made: &[PathBuf]) {
    for folder in made.iter().rev() {
        let _ = fs::remove_dir(folder);
    }
}

/// A swap whose new bytes are on the disk.
enum Ready {
    Replace {
        target: PathBuf,
        new: NamedTempFile,
    },
    /// The folder forbids new files, the file may be written.
    InPlace {
        target: PathBuf,
    },
    Create {
        target: PathBuf,
        new: NamedTempFile,
    },
    Remove {
        target: PathBuf,
    },
    Nothing,
}

fn prepare(place: Place<'_>, swap: &Swap, made: &mut Vec<PathBuf>) -> Result<Ready, Trouble> {
    let path = swap.path.as_str();
    let io = |error: io::Error| Trouble::io(path, &error);
    match (&swap.from, &swap.to) {
        (None, None) => Ok(Ready::Nothing),
        (Some(from), Some(to)) => {
            let target = inside::existing(place.root, path)?;
            let old = same(&target, from, path)?;
            let metadata = old.metadata().map_err(io)?;
            if metadata.permissions().readonly() || !may_write(&target) {
                return Err(Trouble::new(path, Why::ReadOnly));
            }
            match temporary(place, &target, None) {
                Ok(mut new) => {
                    write(place, path, &mut new, to).map_err(io)?;
                    attributes::copy(&old, &metadata, new.as_file()).map_err(io)?;
                    sync(place, path, &new).map_err(io)?;
                    Ok(Ready::Replace { target, new })
                }
                Err(error) if error.kind() == ErrorKind::PermissionDenied => Ok(Ready::InPlace { target }),
                Err(error) => Err(io(error)),
            }
        }
        (None, Some(to)) => {
            let (target, missing) = inside::absent(place.root, path)?;
            for folder in missing {
                fs::create_dir(&folder).map_err(io)?;
                made.push(folder);
            }
            let mut new = temporary(place, &target, Some(0o666)).map_err(io)?;
            write(place, path, &mut new, to).map_err(io)?;
            sync(place, path, &new).map_err(io)?;
            Ok(Ready::Create { target, new })
        }
        (Some(from), None) => {
            let target = place.root.join(path);
            let real = inside::existing(place.root, path)?;
            // A link is nothing that was created here.
            if fs::symlink_metadata(&target).map_err(io)?.is_symlink() {
                return Err(Trouble::new(path, Why::Changed));
            }
            same(&real, from, path)?;
            Ok(Ready::Remove { target: real })
        }
    }
}

/// Lets the new bytes take their place. An error says too whether they had.
fn commit(place: Place<'_>, swap: &Swap, ready: Ready) -> Result<(), (Trouble, bool)> {
    let path = swap.path.as_str();
    let before = |error: io::Error| (Trouble::io(path, &error), false);
    let old = swap.from.as_deref().unwrap_or_default();
    let compare = |target: &Path| {
        (place.hook)(Step::Compare, path).map_err(before)?;
        same(target, old, path).map_err(|trouble| (trouble, false))?;
        (place.hook)(Step::Rename, path).map_err(before)
    };
    let target = match ready {
        Ready::Nothing => return Ok(()),
        Ready::Replace { target, new } => {
            compare(&target)?;
            new.persist(&target).map_err(|error| before(error.error))?;
            target
        }
        Ready::InPlace { target } => {
            compare(&target)?;
            return in_place(&target, swap.to.as_deref().unwrap_or_default()).map_err(|error| {
                let put_back = in_place(&target, old).is_ok();
                (Trouble::io(path, &error), !put_back)
            });
        }
        Ready::Create { target, new } => {
            (place.hook)(Step::Rename, path).map_err(before)?;
            new.persist_noclobber(&target).map_err(|error| match error.error.kind() {
                ErrorKind::AlreadyExists => (Trouble::new(path, Why::Exists), false),
                _ => before(error.error),
            })?;
            target
        }
        Ready::Remove { target } => {
            compare(&target)?;
            fs::remove_file(&target).map_err(before)?;
            target
        }
    };
    sync_folder(place, path, &target).map_err(|error| (Trouble::io(path, &error), true))
}

/// Opens a file that must hold these bytes.
fn same(target: &Path, bytes: &[u8], path: &str) -> Result<File, Trouble> {
    let gone = |error: io::Error| match error.kind() {
        ErrorKind::NotFound => Trouble::new(path, Why::Gone),
        _ => Trouble::io(path, &error),
    };
    let mut file = File::open(target).map_err(gone)?;
    let mut now = Vec::with_capacity(bytes.len() + 1);
    Read::by_ref(&mut file).take(bytes.len() as u64 + 1).read_to_end(&mut now).map_err(|error| Trouble::io(path, &error))?;
    if now == bytes { Ok(file) } else { Err(Trouble::new(path, Why::Changed)) }
}

/// What a file holds now; `None` when it is not there.
pub(super) fn now(root: &Path, path: &str) -> Result<Option<Vec<u8>>, Trouble> {
    match inside::existing(root, path) {
        Ok(target) => read::bytes(&target).map(Some).map_err(|error| Trouble::new(path, Why::Io(error.to_string()))),
        Err(Trouble { why: Why::Gone, .. }) => Ok(None),
        Err(trouble) => Err(trouble),
    }
}

/// A new empty file beside `target`, hidden from note programs by its dot. Without a mode it is the user's alone.
fn temporary(place: Place<'_>, target: &Path, mode: Option<u32>) -> io::Result<NamedTempFile> {
    let folder = target.parent().unwrap_or(place.root);
    let mut builder = Builder::new();
    builder.prefix(place.prefix).suffix(SUFFIX);
    #[cfg(unix)]
    let permissions = mode.map(std::os::unix::fs::PermissionsExt::from_mode);
    #[cfg(not(unix))]
    let permissions = mode.and(None);
    if let Some(permissions) = permissions {
        builder.permissions(permissions);
    }
    builder.tempfile_in(folder)
}

fn write(place: Place<'_>, path: &str, new: &mut NamedTempFile, bytes: &[u8]) -> io::Result<()> {
    let (first, rest) = bytes.split_at(bytes.len() / 2);
    new.write_all(first)?;
    (place.hook)(Step::Write, path)?;
    new.write_all(rest)
}

fn sync(place: Place<'_>, path: &str, new: &NamedTempFile) -> io::Result<()> {
    (place.hook)(Step::Sync, path)?;
    new.as_file().sync_all()
}

/// Writes over a file from its beginning: cut short, it holds new bytes and then old ones.
fn in_place(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::options().write(true).open(target)?;
    file.write_all(bytes)?;
    file.set_len(bytes.len() as u64)?;
    file.sync_all()
}

fn sync_folder(place: Place<'_>, path: &str, target: &Path) -> io::Result<()> {
    (place.hook)(Step::SyncFolder, path)?;
    folder_to_disk(target.parent().unwrap_or(place.root))
}

/// Brings a folder's names to the disk, where the system can.
pub(super) fn folder_to_disk(folder: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported | ErrorKind::PermissionDenied) => Ok(()),
        done => done,
    }
}

#[cfg(unix)]
fn may_write(target: &Path) -> bool {
    rustix::fs::access(target, rustix::fs::Access::WRITE_OK).is_ok()
}

#[cfg(not(unix))]
fn may_write(_: &Path) -> bool {
    true
}
