//! The steps of writing, each of which may fail: tests hand in a hook that fails or ends the process at one of them. Does nothing itself.

use std::io;

/// A step of writing, named to the hook before it is taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// The bytes of before are put into the journal.
    Journal,
    /// The temporary file is half written.
    Write,
    /// The temporary file is whole and will be synced.
    Sync,
    /// The file is compared with what was read, for the last time.
    Compare,
    /// The temporary file takes the file's place, or the file is removed.
    Rename,
    /// The folder is synced.
    SyncFolder,
    /// The journal marks the change as done.
    Done,
}

/// What is asked before each step, with the file's path from the root (empty for the journal's); an error counts as the step's own.
pub type Hook<'h> = &'h dyn Fn(Step, &str) -> io::Result<()>;

/// The hook of every real run.
pub fn steady(_: Step, _: &str) -> io::Result<()> {
    Ok(())
}
