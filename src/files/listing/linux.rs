//! The walk on Linux: `getdents64` on each folder and `statx` below it, several threads at once.

use std::ffi::{CStr, OsStr};
use std::mem::MaybeUninit;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use rayon::Scope;
use rustix::fs::{AtFlags, CWD, FileType, Mode, OFlags, RawDir, Statx, StatxFlags, openat, statx};
use rustix::io::Errno;

use crate::base::stamp::Stamp;
use crate::files::listing::{File, Folder, Found, stamp};
use crate::files::plain;
use crate::files::walk::{self, Rules, Trouble};

/// How many files are asked for at a stretch.
const CHUNK: usize = 512;
/// Bytes of names the kernel is asked for at once.
const BUFFER: usize = 64 << 10;

/// What all threads share.
struct Walk<'w> {
    root: &'w Path,
    rules: &'w Rules<'w>,
    templates: Option<Vec<String>>,
    found: Mutex<Gathered>,
}

#[derive(Default)]
struct Gathered {
    /// Folder, number of the chunk in it, its files.
    chunks: Vec<(Arc<str>, u32, Chunk)>,
    troubles: Vec<Trouble>,
    odd: Vec<(String, PathBuf)>,
}

/// Some files of a folder: their names, and where each ends.
#[derive(Default)]
struct Chunk {
    names: Vec<u8>,
    files: Vec<File>,
}

/// The notes of a vault whose links to folders are not followed.
pub(super) fn notes(root: &Path, rules: &Rules<'_>) -> Found {
    let walk = Walk { root, rules, templates: walk::templates_of(rules), found: Mutex::default() };
    rayon::scope(|scope| match openat(CWD, root, FOLDER, Mode::empty()) {
        Ok(folder) => walk.list(scope, folder, String::new()),
        Err(error) => walk.trouble(String::new(), error),
    });
    let mut gathered = walk.found.into_inner().unwrap_or_default();
    gathered.chunks.sort_unstable_by(|one, other| (&one.0, one.1).cmp(&(&other.0, other.1)));
    gathered.odd.sort();
    let mut found = Found { folders: Vec::new(), troubles: gathered.troubles, odd: gathered.odd };
    for (path, _, chunk) in gathered.chunks {
        if found.folders.last().is_none_or(|last| *last.path != *path) {
            found.folders.push(Folder { path: path.to_string(), names: String::new(), files: Vec::new() });
        }
        if let Some(last) = found.folders.last_mut() {
            append(last, &chunk);
        }
    }
    found
}

const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);

/// Adds files to a folder. Names that are not UTF-8 are shown with replacement characters.
fn append(folder: &mut Folder, chunk: &Chunk) {
    let mut start = 0;
    for file in &chunk.files {
        let name = chunk.names.get(start..file.end as usize).unwrap_or_default();
        start = file.end as usize;
        folder.names.push_str(&String::from_utf8_lossy(name));
        folder.files.push(File { end: folder.names.len() as u32, stamp: file.stamp });
    }
}

impl Walk<'_> {
    /// Lists a folder; its files are asked for by other threads meanwhile.
    fn list<'s>(&'s self, scope: &Scope<'s>, folder: OwnedFd, path: String) {
        let folder = Arc::new(folder);
        let shown: Arc<str> = Arc::from(path.as_str());
        let mut buffer: Vec<u8> = Vec::with_capacity(BUFFER);
        let mut entries = RawDir::new(&*folder, buffer.spare_capacity_mut() as &mut [MaybeUninit<u8>]);
        let mut names: Vec<u8> = Vec::new();
        let mut count = 0;
        let mut chunks = 0;
        let mut send = |names: &mut Vec<u8>| {
            let names = std::mem::take(names);
            if !names.is_empty() {
                let (folder, shown, number) = (Arc::clone(&folder), Arc::clone(&shown), chunks);
                scope.spawn(move |_| self.ask(&folder, &shown, number, &names));
                chunks += 1;
            }
        };
        while let Some(entry) = entries.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.trouble(path.clone(), error);
                    break;
                }
            };
            let name = entry.file_name();
            if name.to_bytes().starts_with(b".") {
                continue;
            }
            let kind = match entry.file_type() {
                FileType::Unknown => kind_of(&folder, name),
                kind => kind,
            };
            match kind {
                FileType::Directory => self.enter(scope, &folder, name, &path),
                FileType::RegularFile | FileType::Symlink if walk::is_markdown(name.to_bytes()) => {
                    if kind == FileType::Symlink && !self.is_wanted_link(name, &path) {
                        continue;
                    }
                    names.extend_from_slice(name.to_bytes_with_nul());
                    count += 1;
                    if count % CHUNK == 0 {
                        send(&mut names);
                    }
                }
                _ => {}
            }
        }
        send(&mut names);
    }

    /// Opens a folder below another one and has it listed.
    fn enter<'s>(&'s self, scope: &Scope<'s>, above: &OwnedFd, name: &CStr, path: &str) {
        let below = below(path, &String::from_utf8_lossy(name.to_bytes()));
        if !walk::is_folder_wanted(name.to_bytes(), &below, self.rules, self.templates.as_deref()) {
            return;
        }
        match openat(above, name, FOLDER.union(OFlags::NOFOLLOW), Mode::empty()) {
            Ok(folder) => scope.spawn(move |scope| self.list(scope, folder, below)),
            // Removed since it was listed, or no folder any more.
            Err(Errno::NOENT | Errno::NOTDIR | Errno::LOOP) => {}
            Err(error) => self.trouble(below, error),
        }
    }

    /// Whether a link leads to a file of the vault; one that cannot be followed is a trouble.
    fn is_wanted_link(&self, name: &CStr, path: &str) -> bool {
        let shown = below(path, &String::from_utf8_lossy(name.to_bytes()));
        if (self.rules.hides)(&shown) {
            return false;
        }
        match walk::leads_to_a_file_in(self.root, &self.root.join(path).join(OsStr::from_bytes(name.to_bytes()))) {
            Ok(leads) => leads,
            Err(error) => {
                self.tell(Trouble { path: shown, message: format!("cannot follow the link: {}", plain(&error)) });
                false
            }
        }
    }

    /// Asks for the stamps of some files of a folder.
    fn ask(&self, folder: &OwnedFd, path: &Arc<str>, number: u32, names: &[u8]) {
        let mut chunk = Chunk::default();
        let mut odd = Vec::new();
        for name in names.split_inclusive(|&byte| byte == 0).filter_map(|name| CStr::from_bytes_with_nul(name).ok()) {
            let bytes = name.to_bytes();
            let shown = || below(path, &String::from_utf8_lossy(bytes));
            if (self.rules.hides)(&shown()) {
                continue;
            }
            let whole = || self.root.join(&**path).join(OsStr::from_bytes(bytes));
            let asked = statx(folder, name, AtFlags::SYMLINK_NOFOLLOW, ASKED);
            let stamp = match asked {
                Ok(asked) => match FileType::from_raw_mode(asked.stx_mode.into()) {
                    FileType::RegularFile => stamp_of(&asked),
                    // The stamp of the file it leads to.
                    FileType::Symlink => stamp(&whole()),
                    _ => continue,
                },
                Err(Errno::NOENT) => continue,
                Err(_) => Stamp::default(),
            };
            if std::str::from_utf8(bytes).is_err() {
                odd.push((shown(), whole()));
            }
            chunk.names.extend_from_slice(bytes);
            chunk.files.push(File { end: chunk.names.len() as u32, stamp });
        }
        if let Ok(mut found) = self.found.lock() {
            found.chunks.push((Arc::clone(path), number, chunk));
            found.odd.append(&mut odd);
        }
    }

    fn trouble(&self, path: String, error: Errno) {
        let path = if path.is_empty() { ".".to_owned() } else { path };
        self.tell(Trouble { path, message: plain(&error.into()) });
    }

    fn tell(&self, trouble: Trouble) {
        if let Ok(mut found) = self.found.lock() {
            found.troubles.push(trouble);
        }
    }
}

const ASKED: StatxFlags = StatxFlags::SIZE.union(StatxFlags::MTIME).union(StatxFlags::CTIME).union(StatxFlags::INO).union(StatxFlags::TYPE);

fn stamp_of(asked: &Statx) -> Stamp {
    let time = |seconds: i64, nanoseconds: u32| seconds.saturating_mul(1_000_000_000).saturating_add(i64::from(nanoseconds));
    Stamp {
        mtime: time(asked.stx_mtime.tv_sec, asked.stx_mtime.tv_nsec),
        ctime: time(asked.stx_ctime.tv_sec, asked.stx_ctime.tv_nsec),
        size: asked.stx_size,
        inode: asked.stx_ino,
    }
}

/// What lies under a name whose kind the file system does not list.
fn kind_of(folder: &OwnedFd, name: &CStr) -> FileType {
    statx(folder, name, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::TYPE)
        .map_or(FileType::Unknown, |asked| FileType::from_raw_mode(asked.stx_mode.into()))
}

fn below(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") }
}
