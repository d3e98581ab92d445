//! The work that is left, shared by the threads of a listing: folders to be listed and chunks of names to be asked for their stamps. Knows nothing
//! of either.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// How many chunks wait at most: this bounds the folders held open and the memory.
const FULL: usize = 128;

/// Something to do.
pub enum Work<F, C> {
    /// A folder to be listed.
    Folder(F),
    /// Names to be asked for.
    Chunk(C),
}

/// What is left to do.
pub struct Queue<F, C> {
    left: Mutex<Left<F, C>>,
    changed: Condvar,
}

struct Left<F, C> {
    folders: Vec<F>,
    chunks: VecDeque<C>,
    /// The threads at work, which may yet find more to do.
    busy: usize,
}

impl<F, C> Queue<F, C> {
    /// A queue that begins with one folder.
    pub fn new(first: F) -> Queue<F, C> {
        Queue { left: Mutex::new(Left { folders: vec![first], chunks: VecDeque::new(), busy: 0 }), changed: Condvar::new() }
    }

    /// Does all the work there is and will be, together with the other threads that call this.
    pub fn run(&self, mut work_on: impl FnMut(Work<F, C>)) {
        let mut left = self.lock();
        loop {
            if let Some(work) = left.next() {
                left.busy += 1;
                drop(left);
                work_on(work);
                left = self.lock();
                left.busy -= 1;
            } else if left.busy == 0 {
                self.changed.notify_all();
                return;
            } else {
                left = self.changed.wait(left).unwrap_or_else(PoisonError::into_inner);
            }
        }
    }

    /// Leaves folders to whoever is free.
    pub fn add_folders(&self, folders: impl IntoIterator<Item = F>) {
        let mut left = self.lock();
        let before = left.folders.len();
        left.folders.extend(folders);
        match left.folders.len() - before {
            0 => {}
            1 => self.changed.notify_one(),
            _ => self.changed.notify_all(),
        }
    }

    /// Leaves a chunk to whoever is free; gives it back if too many wait already.
    pub fn add_chunk(&self, chunk: C) -> Option<C> {
        let mut left = self.lock();
        if left.chunks.len() >= FULL {
            return Some(chunk);
        }
        left.chunks.push_back(chunk);
        self.changed.notify_one();
        None
    }

    fn lock(&self) -> MutexGuard<'_, Left<F, C>> {
        self.left.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<F, C> Left<F, C> {
    /// Folders first, since one folder's listing cannot be shared out; but not while many chunks wait.
    fn next(&mut self) -> Option<Work<F, C>> {
        if self.chunks.len() < FULL / 2
            && let Some(folder) = self.folders.pop()
        {
            return Some(Work::Folder(folder));
        }
        self.chunks.pop_front().map(Work::Chunk)
    }
}
