//! The listing on Linux: raw listings, and `statx` by name in the open folder, so that no path is walked twice. While one thread lists a big
//! folder, the others already ask for what it has listed, a chunk of names at a time.

use std::borrow::Cow;
use std::ffi::{CStr, OsStr, OsString};
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::fs::{AtFlags, FileType, Mode, OFlags, RawDir, Statx, StatxFlags};
use rustix::io::Errno;

use crate::base::stamp::{Listed, Stamp};
use crate::files::listing::before::{Before, Same};
use crate::files::listing::queue::{Queue, Work};
use crate::files::listing::{File, Folder, Found, Unchanged, joined, local};
use crate::files::plain;
use crate::files::walk::{self, Rules, Trouble};

/// How many names are asked for at a time.
const CHUNK: usize = 256;
/// How many bytes of a listing are read at a time.
const BUFFER: usize = 1 << 16;

/// The notes by folder, the folders by path. A folder that is as it was `before` is not listed.
pub fn notes(root: &Path, rules: &Rules<'_>, before: Option<&Before<'_>>, workers: usize) -> Found {
    let first = Next { path: String::new(), raw: None, parent: None };
    // Where links are followed, what lies behind one changes without a trace in the folder.
    let before = before.filter(|_| !rules.follow_symlinks);
    let scan = Scan { root, rules, templates: walk::templates_of(rules), before, queue: Queue::new(first) };
    let mut all = Gathered::default();
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..workers).map(|_| scope.spawn(|| Worker::new(&scan).run())).collect();
        let own = Worker::new(&scan).run();
        for mut one in others.into_iter().filter_map(|other| other.join().ok()).chain([own]) {
            all.parts.append(&mut one.parts);
            all.troubles.append(&mut one.troubles);
            all.listed.append(&mut one.listed);
            all.unchanged.append(&mut one.unchanged);
        }
    });
    let odd = all.parts.iter_mut().flat_map(|part| std::mem::take(&mut part.odd)).collect();
    let mut found = Found { folders: put_together(all.parts), troubles: all.troubles, odd, unchanged: all.unchanged, listed: all.listed };
    found.listed.sort_unstable_by(|one, other| one.path.cmp(&other.path));
    found.unchanged.sort_unstable_by(|one, other| (&one.path, one.first).cmp(&(&other.path, other.first)));
    count(&mut found);
    found
}

/// Tells of each folder how many files it has.
fn count(found: &mut Found) {
    let mut holding = found.folders.iter().peekable();
    let mut unchanged = found.unchanged.iter().peekable();
    for folder in &mut found.listed {
        folder.files = holding.next_if(|one| one.path == folder.path).map_or(0, |one| one.files.len() as u32);
        while let Some(part) = unchanged.next_if(|part| part.path == folder.path) {
            folder.files += part.stamps.iter().flatten().count() as u32;
        }
    }
}

/// What a thread finds.
#[derive(Default)]
struct Gathered {
    parts: Vec<Part>,
    troubles: Vec<Trouble>,
    listed: Vec<Listed>,
    unchanged: Vec<Unchanged>,
}

/// What all threads share.
struct Scan<'s, 'b> {
    root: &'s Path,
    rules: &'s Rules<'s>,
    templates: Option<Vec<String>>,
    before: Option<&'s Before<'b>>,
    queue: Queue<Next, Chunk<'b>>,
}

/// A folder to be listed.
struct Next {
    path: String,
    /// The path as the disk has it, where it is not UTF-8.
    raw: Option<OsString>,
    /// The folder it was found in; known only if links are followed.
    parent: Option<Arc<Ancestor>>,
}

/// A folder and those above it, to know a link that leads back.
struct Ancestor {
    path: String,
    device_and_inode: (u64, u64),
    parent: Option<Arc<Ancestor>>,
}

/// A folder's place: as in [`Next`].
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    path: String,
    raw: Option<OsString>,
}

/// A folder that is open.
struct Open {
    place: Arc<Place>,
    handle: OwnedFd,
}

/// Names of one folder to be asked for.
struct Chunk<'b> {
    folder: Arc<Open>,
    /// Which of the folder's chunks it is.
    order: usize,
    /// Each with a zero byte behind it; those of an earlier listing are paths from the root.
    names: Cow<'b, [u8]>,
    /// How many names.
    count: usize,
    /// Which of them are links.
    links: Vec<usize>,
    /// Whether they are those of an earlier listing.
    known: bool,
}

/// The notes of a chunk.
struct Part {
    place: Arc<Place>,
    order: usize,
    names: String,
    files: Vec<File>,
    /// Those whose names from the root are not UTF-8.
    odd: Vec<(String, PathBuf)>,
}

/// One thread's work.
struct Worker<'s, 'b> {
    scan: &'s Scan<'s, 'b>,
    buffer: Vec<u8>,
    found: Gathered,
}

impl<'s, 'b> Worker<'s, 'b> {
    fn new(scan: &'s Scan<'s, 'b>) -> Worker<'s, 'b> {
        Worker { scan, buffer: Vec::with_capacity(BUFFER), found: Gathered::default() }
    }

    fn run(mut self) -> Gathered {
        self.scan.queue.run(|work| match work {
            Work::Folder(next) => self.list(next),
            Work::Chunk(chunk) if chunk.known => self.ask_again(&chunk),
            Work::Chunk(chunk) => self.ask(&chunk),
        });
        self.found
    }

    /// Lists a folder: leaves its folders and its names to whoever is free, but for the last names, which are asked for here.
    fn list(&mut self, next: Next) {
        let full = self.full(next.raw.as_deref().unwrap_or(OsStr::new(&next.path)));
        let handle = match rustix::fs::open(&full, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty()) {
            Ok(handle) => handle,
            // A root that is a file holds no notes.
            Err(Errno::NOTDIR) if next.path.is_empty() => return,
            Err(error) => {
                // The folder it stands in may be as it was the next time: then it is still tried.
                let listed = Listed { path: next.path.clone(), stamp: None, files: 0 };
                self.found.listed.extend((error != Errno::NOENT && next.raw.is_none()).then_some(listed));
                return self.tell(&next.path, &plain(&error.into()));
            }
        };
        let ancestor = self.scan.rules.follow_symlinks.then(|| ancestor(&handle, &next)).flatten();
        let place = Place { path: next.path, raw: next.raw };
        let folder = Arc::new(Open { place: Arc::new(place), handle });
        // Before anything in it is looked at.
        let mut stamp = if self.scan.rules.follow_symlinks { None } else { folder_stamp(&folder.handle) };
        let listed = |stamp: Option<Stamp>| Listed { path: folder.place.path.clone(), stamp, files: 0 };
        if let Some(same) = stamp.and_then(|stamp| self.scan.before?.same(&folder.place.path, stamp)) {
            self.found.listed.push(listed(stamp));
            return self.visit(&folder, same);
        }
        stamp = stamp.filter(|_| local::keeps_times(&folder.handle));
        let troubles = self.found.troubles.len();
        let mut chunk = Chunk::new(&folder, 0);
        let mut folders = Vec::new();
        let mut buffer = std::mem::take(&mut self.buffer);
        let mut entries = RawDir::new(&folder.handle, buffer.spare_capacity_mut());
        while let Some(entry) = entries.next() {
            let (name, kind) = match &entry {
                Ok(entry) => (entry.file_name(), entry.file_type()),
                Err(error) => {
                    self.tell(&folder.place.path, &plain(&(*error).into()));
                    break;
                }
            };
            let kind = self.kind(&folder, name, kind, ancestor.as_ref());
            let is_odd = || std::str::from_utf8(name.to_bytes()).is_err();
            if matches!(kind, Some(Kind::File { link: true })) || matches!(kind, Some(Kind::Folder)) && is_odd() {
                // Where a link leads may change without a trace here; a folder whose name is no text cannot be named the next time.
                stamp = None;
            }
            match kind {
                Some(Kind::Folder) => folders.extend(self.next(&folder.place, name, ancestor.as_ref())),
                Some(Kind::File { link }) => chunk.add(name, link),
                None => {}
            }
            if chunk.count == CHUNK {
                let order = chunk.order + 1;
                let full = std::mem::replace(&mut chunk, Chunk::new(&folder, order));
                self.leave(full);
            }
        }
        self.buffer = buffer;
        let stamp = stamp.filter(|_| self.found.troubles.len() == troubles);
        self.found.listed.extend(folder.place.raw.is_none().then(|| listed(stamp)));
        if !folders.is_empty() {
            self.scan.queue.add_folders(folders);
        }
        self.ask(&chunk);
    }

    /// Asks for the files of a folder that is as it was, and leaves the folders in it to whoever is free.
    fn visit(&mut self, folder: &Arc<Open>, same: Same<'_, 'b>) {
        let mut rest = same.paths().as_bytes();
        for order in 0.. {
            let ends = memchr::memchr_iter(0, rest).take(CHUNK);
            let Some((count, end)) = ends.enumerate().last() else { break };
            let (names, after) = rest.split_at(end + 1);
            rest = after;
            self.leave(Chunk { names: Cow::Borrowed(names), count: count + 1, known: true, ..Chunk::new(folder, order) });
        }
        let next = |path: &str| Next { path: path.to_owned(), raw: None, parent: None };
        self.scan.queue.add_folders(same.folders().map(next));
    }

    /// Leaves a chunk to whoever is free; if too many wait, it is asked for here.
    fn leave(&mut self, chunk: Chunk<'b>) {
        match self.scan.queue.add_chunk(chunk) {
            Some(refused) if refused.known => self.ask_again(&refused),
            Some(refused) => self.ask(&refused),
            None => {}
        }
    }

    /// What an entry of a folder is to the scan; nothing if it is left out.
    fn kind(&mut self, folder: &Open, name: &CStr, kind: FileType, ancestor: Option<&Arc<Ancestor>>) -> Option<Kind> {
        let bytes = name.to_bytes();
        if bytes.starts_with(b".") {
            return None;
        }
        let kind = match kind {
            // Some disks do not say it in a listing.
            FileType::Unknown => match rustix::fs::statat(&folder.handle, name, AtFlags::SYMLINK_NOFOLLOW) {
                Ok(stat) => FileType::from_raw_mode(stat.st_mode),
                Err(error) => return self.tell_of_entry(folder, bytes, error),
            },
            kind => kind,
        };
        match kind {
            FileType::Directory => Some(Kind::Folder),
            FileType::RegularFile => walk::is_markdown(bytes).then_some(Kind::File { link: false }),
            FileType::Symlink if self.scan.rules.follow_symlinks => match rustix::fs::statat(&folder.handle, name, AtFlags::empty()) {
                Ok(stat) if FileType::from_raw_mode(stat.st_mode) == FileType::Directory => {
                    match leads_back_to(ancestor, (stat.st_dev, stat.st_ino)) {
                        None => Some(Kind::Folder),
                        Some(_) if bytes == walk::NODE_MODULES => None,
                        Some(above) => {
                            let path = joined(&folder.place.path, &String::from_utf8_lossy(bytes));
                            self.found.troubles.push(Trouble { path, message: walk::leads_back(&above.path) });
                            None
                        }
                    }
                }
                Ok(_) => walk::is_markdown(bytes).then_some(Kind::File { link: true }),
                Err(error) => self.tell_of_entry(folder, bytes, error),
            },
            FileType::Symlink => walk::is_markdown(bytes).then_some(Kind::File { link: true }),
            _ => None,
        }
    }

    /// A folder in a folder, if it is looked into.
    fn next(&self, parent: &Place, name: &CStr, ancestor: Option<&Arc<Ancestor>>) -> Option<Next> {
        let bytes = name.to_bytes();
        let path = joined(&parent.path, &String::from_utf8_lossy(bytes));
        if !walk::is_folder_wanted(bytes, &path, self.scan.rules, self.scan.templates.as_deref()) {
            return None;
        }
        let is_odd = parent.raw.is_some() || std::str::from_utf8(bytes).is_err();
        let raw = is_odd.then(|| parent.below(OsStr::from_bytes(bytes)).into_os_string());
        Some(Next { path, raw, parent: ancestor.cloned() })
    }

    /// Asks for the stamps of a chunk's names.
    fn ask(&mut self, chunk: &Chunk<'_>) {
        let place = &chunk.folder.place;
        let mut part = Part::new(chunk);
        let mut full = if place.path.is_empty() { String::new() } else { [&place.path, "/"].concat() };
        let prefix = full.len();
        let mut rest = &*chunk.names;
        for at in 0..chunk.count {
            let Ok(raw) = CStr::from_bytes_until_nul(rest) else { break };
            rest = rest.get(raw.count_bytes() + 1..).unwrap_or_default();
            let name = raw.to_string_lossy();
            full.truncate(prefix);
            full.push_str(&name);
            if (self.scan.rules.hides)(&full) {
                continue;
            }
            let link = chunk.links.binary_search(&at).is_ok();
            if link {
                match walk::leads_to_a_file_in(self.scan.root, &self.path_of(place, raw)) {
                    Ok(true) => {}
                    Ok(false) => continue,
                    Err(error) => {
                        self.tell(&full, &walk::cannot_follow(&error));
                        continue;
                    }
                }
            }
            let Some(stamp) = self.stamp(&chunk.folder, raw, link) else { continue };
            if place.raw.is_some() || matches!(name, Cow::Owned(_)) {
                part.odd.push((full.clone(), self.path_of(place, raw)));
            }
            part.names.push_str(&name);
            part.files.push(File { end: part.names.len() as u32, stamp });
        }
        if !part.files.is_empty() {
            self.found.parts.push(part);
        }
    }

    /// Asks for the stamps of a chunk's names of an earlier listing.
    fn ask_again(&mut self, chunk: &Chunk<'_>) {
        let mut part = Unchanged { path: chunk.folder.place.path.clone(), first: (chunk.order * CHUNK) as u32, stamps: Vec::new() };
        part.stamps.reserve_exact(chunk.count);
        let prefix = if part.path.is_empty() { 0 } else { part.path.len() + 1 };
        let mut rest = &*chunk.names;
        for _ in 0..chunk.count {
            let name = rest.get(prefix..).and_then(|name| CStr::from_bytes_until_nul(name).ok());
            part.stamps.push(name.and_then(|name| self.stamp(&chunk.folder, name, false)));
            rest = rest.get(prefix + name.map_or(0, CStr::count_bytes) + 1..).unwrap_or_default();
        }
        self.found.unchanged.push(part);
    }

    /// A file's stamp; nothing if it is gone or no file any more.
    fn stamp(&self, folder: &Open, name: &CStr, link: bool) -> Option<Stamp> {
        let flags = if link { AtFlags::empty() } else { AtFlags::SYMLINK_NOFOLLOW };
        match rustix::fs::statx(&folder.handle, name, flags, WANTED) {
            Ok(stat) => (FileType::from_raw_mode(stat.stx_mode.into()) == FileType::RegularFile).then(|| stamp_in(&stat)),
            Err(Errno::NOENT) => None,
            // Systems before 2017, and some boxes around programs, do not have the call.
            Err(Errno::NOSYS) => stamp_of(&self.path_of(&folder.place, name), link),
            Err(_) => Some(Stamp::default()),
        }
    }

    /// Where something lies, from its path from the root.
    fn full(&self, path: &OsStr) -> PathBuf {
        if path.is_empty() { self.scan.root.to_owned() } else { self.scan.root.join(path) }
    }

    /// Where an entry of a folder lies.
    fn path_of(&self, folder: &Place, name: &CStr) -> PathBuf {
        self.full(folder.below(OsStr::from_bytes(name.to_bytes())).as_os_str())
    }

    fn tell(&mut self, path: &str, message: &str) {
        let path = if path.is_empty() { "." } else { path };
        self.found.troubles.push(Trouble { path: path.to_owned(), message: message.to_owned() });
    }

    /// Tells of an entry that may be a note, or hold some, and cannot be looked at.
    fn tell_of_entry(&mut self, folder: &Open, name: &[u8], error: Errno) -> Option<Kind> {
        if name != walk::NODE_MODULES && (error != Errno::NOENT || walk::is_markdown(name)) {
            self.tell(&joined(&folder.place.path, &String::from_utf8_lossy(name)), &plain(&error.into()));
        }
        None
    }
}

/// What an entry of a folder is.
enum Kind {
    Folder,
    File { link: bool },
}

impl Place {
    /// The path from the root of an entry, as the disk has it.
    fn below(&self, name: &OsStr) -> PathBuf {
        Path::new(self.raw.as_deref().unwrap_or(OsStr::new(&self.path))).join(name)
    }
}

impl Chunk<'_> {
    fn new(folder: &Arc<Open>, order: usize) -> Self {
        Chunk { folder: Arc::clone(folder), order, names: Cow::default(), count: 0, links: Vec::new(), known: false }
    }

    fn add(&mut self, name: &CStr, link: bool) {
        if link {
            self.links.push(self.count);
        }
        self.names.to_mut().extend_from_slice(name.to_bytes_with_nul());
        self.count += 1;
    }
}

impl Part {
    fn new(chunk: &Chunk<'_>) -> Part {
        let names = String::with_capacity(chunk.names.len() - chunk.count);
        let files = Vec::with_capacity(chunk.count);
        Part { place: Arc::clone(&chunk.folder.place), order: chunk.order, names, files, odd: Vec::new() }
    }
}

/// What is asked of a file.
const WANTED: StatxFlags =
    StatxFlags::TYPE.union(StatxFlags::SIZE).union(StatxFlags::MTIME).union(StatxFlags::CTIME).union(StatxFlags::INO);

fn stamp_in(stat: &Statx) -> Stamp {
    Stamp {
        mtime: nanoseconds(stat.stx_mtime.tv_sec, stat.stx_mtime.tv_nsec.into()),
        ctime: nanoseconds(stat.stx_ctime.tv_sec, stat.stx_ctime.tv_nsec.into()),
        size: stat.stx_size,
        inode: stat.stx_ino,
    }
}

/// The stamp of an open folder; nothing where the system does not tell.
fn folder_stamp(folder: &OwnedFd) -> Option<Stamp> {
    rustix::fs::statx(folder, c"", AtFlags::EMPTY_PATH, WANTED).ok().as_ref().map(stamp_in)
}

/// A folder as one to which links may lead back.
fn ancestor(handle: &OwnedFd, folder: &Next) -> Option<Arc<Ancestor>> {
    let stat = rustix::fs::fstat(handle).ok()?;
    let device_and_inode = (stat.st_dev, stat.st_ino);
    Some(Arc::new(Ancestor { path: folder.path.clone(), device_and_inode, parent: folder.parent.clone() }))
}

/// The nearest of the folders above that is this one.
fn leads_back_to(ancestor: Option<&Arc<Ancestor>>, device_and_inode: (u64, u64)) -> Option<&Ancestor> {
    std::iter::successors(ancestor.map(Arc::as_ref), |above| above.parent.as_deref())
        .find(|above| above.device_and_inode == device_and_inode)
}

/// A file's stamp by its path.
pub fn stamp_of(path: &Path, link: bool) -> Option<Stamp> {
    use std::os::unix::fs::MetadataExt;
    match if link { std::fs::metadata(path) } else { std::fs::symlink_metadata(path) } {
        Ok(stat) => stat.is_file().then(|| Stamp {
            mtime: nanoseconds(stat.mtime(), stat.mtime_nsec()),
            ctime: nanoseconds(stat.ctime(), stat.ctime_nsec()),
            size: stat.size(),
            inode: stat.ino(),
        }),
        Err(error) => (error.kind() != io::ErrorKind::NotFound).then_some(Stamp::default()),
    }
}

fn nanoseconds(seconds: i64, rest: i64) -> i64 {
    seconds.saturating_mul(1_000_000_000).saturating_add(rest)
}

/// The folders of all parts.
fn put_together(mut parts: Vec<Part>) -> Vec<Folder> {
    parts.sort_unstable_by(|one, other| (&one.place, one.order).cmp(&(&other.place, other.order)));
    let mut folders = Vec::new();
    for parts in parts.chunk_by_mut(|one, other| one.place == other.place) {
        let Some((first, more)) = parts.split_first_mut() else { continue };
        let (mut names, mut files) = (std::mem::take(&mut first.names), std::mem::take(&mut first.files));
        names.reserve_exact(more.iter().map(|part| part.names.len()).sum());
        files.reserve_exact(more.iter().map(|part| part.files.len()).sum());
        for part in more {
            let start = names.len() as u32;
            names.push_str(&std::mem::take(&mut part.names));
            files.extend(std::mem::take(&mut part.files).into_iter().map(|file| File { end: file.end + start, ..file }));
        }
        folders.push(Folder { path: first.place.path.clone(), names, files });
    }
    folders
}
