//! The fastest plain walk on Linux: one thread lists folders (getdents) and hands the names over in batches, the other works on the notes by
//! file descriptors relative to their folder, and the first helps when all is listed. Hidden files and folders are left out. Trouble with a
//! note or a folder counts as nothing.

use std::ffi::CStr;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use rustix::fs::{AtFlags, CWD, FileType, Mode, OFlags, RawDir, StatxFlags, openat, statx};

/// How much of a folder is listed at once.
const LISTING: usize = 64 * 1024;
/// How many bytes of names are handed over at once.
const BATCH: usize = 8 * 1024;

/// A note by its name in an open folder.
pub struct Note<'n> {
    folder: BorrowedFd<'n>,
    name: &'n CStr,
}

/// Names in one folder, each ended by a NUL.
struct Batch {
    folder: Arc<OwnedFd>,
    names: Vec<u8>,
}

impl Note<'_> {
    /// Asks for size, time and inode; a number made of them.
    pub fn stat(&self) -> u64 {
        let mask = StatxFlags::SIZE | StatxFlags::MTIME | StatxFlags::INO;
        let found = statx(self.folder, self.name, AtFlags::SYMLINK_NOFOLLOW, mask);
        found.map_or(0, |stat| stat.stx_size ^ stat.stx_ino ^ u64::from(stat.stx_mtime.tv_nsec))
    }

    /// Reads all of it into the buffer.
    pub fn read<'b>(&self, buffer: &'b mut Vec<u8>) -> &'b [u8] {
        let Ok(file) = openat(self.folder, self.name, OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty()) else { return &[] };
        let mut filled = 0;
        loop {
            if filled == buffer.len() {
                buffer.resize((buffer.len() * 2).max(LISTING), 0);
            }
            let room = buffer.len() - filled;
            let count = rustix::io::read(&file, &mut buffer[filled..]).unwrap_or(0);
            filled += count;
            // A regular file gives less than was asked for at its end only.
            if count < room {
                break;
            }
        }
        &buffer[..filled]
    }
}

/// Does `work` for every note, on two threads, and returns the sum of what it says.
pub fn each_note(root: &Path, work: impl Fn(&Note<'_>, &mut Vec<u8>) -> u64 + Sync) -> u64 {
    let sum = AtomicU64::new(0);
    let (sender, receiver) = channel();
    let receiver = Mutex::new(receiver);
    std::thread::scope(|scope| {
        scope.spawn(|| sum.fetch_add(take(&receiver, &work), Ordering::Relaxed));
        list(root, sender);
        sum.fetch_add(take(&receiver, &work), Ordering::Relaxed);
    });
    sum.into_inner()
}

/// Works on batches until there are no more.
fn take(receiver: &Mutex<Receiver<Batch>>, work: impl Fn(&Note<'_>, &mut Vec<u8>) -> u64) -> u64 {
    let mut sum: u64 = 0;
    let mut buffer = Vec::new();
    loop {
        let next = receiver.lock().map(|receiver| receiver.recv());
        let Ok(Ok(batch)) = next else { return sum };
        let folder = batch.folder.as_fd();
        for name in batch.names.split_inclusive(|&byte| byte == 0) {
            if let Ok(name) = CStr::from_bytes_with_nul(name) {
                sum = sum.wrapping_add(work(&Note { folder, name }, &mut buffer));
            }
        }
    }
}

/// Lists all folders below the root and hands their notes over.
fn list(root: &Path, sender: Sender<Batch>) {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let mut space = Vec::with_capacity(LISTING);
    let mut folders: Vec<OwnedFd> = openat(CWD, root, flags, Mode::empty()).into_iter().collect();
    while let Some(folder) = folders.pop() {
        let folder = Arc::new(folder);
        let mut names = Vec::with_capacity(BATCH + 256);
        let mut listing = RawDir::new(&*folder, space.spare_capacity_mut());
        while let Some(Ok(entry)) = listing.next() {
            let name = entry.file_name();
            if name.to_bytes().starts_with(b".") {
                continue;
            }
            let kind = match entry.file_type() {
                FileType::Unknown => kind(&folder, name),
                known => known,
            };
            if kind == FileType::Directory {
                folders.extend(openat(&*folder, name, flags | OFlags::NOFOLLOW, Mode::empty()));
            } else if kind == FileType::RegularFile && is_note(name.to_bytes()) {
                names.extend_from_slice(name.to_bytes_with_nul());
            }
            if names.len() >= BATCH {
                let full = std::mem::replace(&mut names, Vec::with_capacity(BATCH + 256));
                let _ = sender.send(Batch { folder: folder.clone(), names: full });
            }
        }
        let _ = sender.send(Batch { folder: folder.clone(), names });
    }
}

fn is_note(name: &[u8]) -> bool {
    name.last_chunk::<3>().is_some_and(|end| end.eq_ignore_ascii_case(b".md"))
}

/// The kind of an entry whose file system does not say it in its listing.
fn kind(folder: &OwnedFd, name: &CStr) -> FileType {
    let found = statx(folder, name, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::TYPE);
    found.map_or(FileType::Unknown, |stat| FileType::from_raw_mode(stat.stx_mode.into()))
}
