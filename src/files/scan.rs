//! Finds the notes of a vault with the stamp of each: what is needed to know which notes are as they were, without opening one. Finds what
//! `files::walk` finds, by the same rules, but faster: the folders are listed and the files asked for their stamps on several threads at once.
//! Compares nothing with what was, and keeps nothing.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(any(not(target_os = "linux"), test))]
mod portable;
#[cfg(target_os = "linux")]
mod queue;

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use crate::files::walk::{Rules, Trouble};

/// What the system says of a file without opening it. A file whose stamp is as it was is taken for unchanged.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Stamp {
    /// When its bytes were last written, in nanoseconds since 1970.
    pub mtime: i64,
    /// When anything of it last changed, in nanoseconds since 1970; 0 where the system keeps no such time.
    pub ctime: i64,
    /// Its length in bytes.
    pub size: u64,
    /// Its number on its disk; 0 where the system has none.
    pub inode: u64,
}

impl Stamp {
    /// The stamp of a file the system tells nothing of, say in a folder that may be listed but not entered. Such a file is never unchanged.
    pub const UNKNOWN: Stamp = Stamp { mtime: 0, ctime: 0, size: 0, inode: 0 };

    /// Whether the system told it.
    pub fn is_known(&self) -> bool {
        *self != Stamp::UNKNOWN
    }
}

/// What a scan finds.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Found {
    /// The folders that hold notes themselves, by their paths.
    pub folders: Vec<Folder>,
    /// What could not be looked into, by path.
    pub troubles: Vec<Trouble>,
}

/// A folder that holds notes. Few allocations, however many notes: their names stand in one text.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Folder {
    /// From the root, `/` between names, empty for the root itself; what is not UTF-8 is shown with replacement characters.
    pub path: String,
    /// The names of its notes, one after the other.
    pub names: String,
    /// Its notes, in the order in which the system lists them: the same as long as nothing in the folder comes, goes or is renamed.
    pub files: Vec<File>,
    /// What is needed to open what is not UTF-8.
    odd: Odd,
}

/// A note in its folder.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct File {
    /// Its stamp; of the file it leads to, if it is a link.
    pub stamp: Stamp,
    /// Where its name ends in the folder's `names`; it begins where the one before ends.
    pub end: u32,
    /// Whether its name from the root is not UTF-8.
    pub lossy: bool,
    /// Whether it is a symbolic link.
    pub link: bool,
}

/// The names as the disk has them, where they are not UTF-8.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
struct Odd {
    /// The folder's path from the root.
    path: Option<OsString>,
    /// Files by their place in the folder, ascending.
    names: Vec<(u32, OsString)>,
}

impl Folder {
    /// The name of a file of this folder, without the folder; empty if there is none at this place.
    pub fn name(&self, at: usize) -> &str {
        let end = |at: usize| self.files.get(at).map_or(0, |file| file.end as usize);
        let start = at.checked_sub(1).map_or(0, end);
        self.names.get(start..end(at)).unwrap_or_default()
    }

    /// The name of a file from the root.
    pub fn full_name(&self, at: usize) -> String {
        joined(&self.path, self.name(at))
    }

    /// Where a file lies: what is opened.
    pub fn path_of(&self, root: &Path, at: usize) -> PathBuf {
        let folder = self.odd.path.as_deref().unwrap_or(OsStr::new(&self.path));
        let odd = self.odd.names.binary_search_by_key(&at, |(place, _)| *place as usize).ok();
        let name = odd.and_then(|odd| self.odd.names.get(odd)).map_or(OsStr::new(self.name(at)), |(_, name)| name);
        let mut path = root.to_owned();
        if !folder.is_empty() {
            path.push(folder);
        }
        path.push(name);
        path
    }
}

impl Found {
    /// How many notes there are.
    pub fn count(&self) -> usize {
        self.folders.iter().map(|folder| folder.files.len()).sum()
    }
}

/// The vault's notes with their stamps: the same notes and the same troubles as those of `walk::notes`, but that a file which goes while the
/// scan runs is left out.
pub fn notes(root: &Path, rules: &Rules<'_>) -> Found {
    #[cfg(target_os = "linux")]
    let mut found = linux::notes(root, rules, workers());
    #[cfg(not(target_os = "linux"))]
    let mut found = portable::notes(root, rules, workers());
    found.folders.sort_by(|one, other| (&one.path, &one.odd.path).cmp(&(&other.path, &other.odd.path)));
    found.troubles.sort();
    found
}

/// How many threads look: one for each processor, but not so many that they only wait for each other.
fn workers() -> usize {
    std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 8)
}

/// A name below a folder, both from the root.
fn joined(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { [folder, "/", name].concat() }
}

#[cfg(test)]
mod tests;
