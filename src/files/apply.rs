//! Carries out a change: all its files or none, each atomically, with the old bytes in the journal first. A change that an earlier run
//! left half made (the machine stopped) is found here and told. Makes no change of its own.

use std::collections::HashSet;
use std::fmt;
use std::fs;
use std::io;
use std::path::Path;

use crate::base::change::{Change, FileChange};
use crate::base::date::Date;
use crate::files::journal::{Hold, Journal, Recorded, State};
use crate::files::step::{Hook, Step, steady};
use crate::files::swap::{self, NotDone, Place, SUFFIX, Swap};
use crate::files::trouble::{Trouble, Why};
use crate::files::{inside, plain};

/// A change that was made.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Applied {
    /// Its number in the journal; `None` when nothing had to be changed.
    pub number: Option<u64>,
    /// The files that were changed, from the root.
    pub paths: Vec<String>,
    /// Earlier changes that were found half made.
    pub interrupted: Vec<Interrupted>,
}

/// A change that an earlier run did not finish.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Interrupted {
    /// Its number in the journal.
    pub number: u64,
    /// The command in a few words.
    pub title: String,
    /// Its files, and what each holds.
    pub files: Vec<(String, Holds)>,
}

/// What a file of a change holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Holds {
    /// The bytes of before the change.
    Old,
    /// The bytes of after it.
    New,
    /// New bytes and then old ones: writing in place was cut short.
    Torn,
    /// Something else: it was changed since.
    Other,
}

/// Why a change was not made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotApplied {
    /// What went wrong.
    pub cause: Cause,
    /// Files that were changed before that and could not be put back; `vault undo` can.
    pub left: Vec<Trouble>,
}

/// What went wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Cause {
    /// With a file.
    File(Trouble),
    /// The journal could not be written, for the reason.
    Journal(String),
}

impl NotApplied {
    /// What to do, in one line.
    pub fn hint(&self) -> Option<&'static str> {
        match &self.cause {
            _ if !self.left.is_empty() => Some("`vault undo` puts them back"),
            Cause::File(trouble) => trouble.hint(),
            Cause::Journal(_) => {
                Some("the old bytes are kept before a note is changed: set `XDG_CACHE_HOME` to a folder that can be written")
            }
        }
    }
}

impl fmt::Display for NotApplied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cause {
            Cause::File(trouble) => write!(f, "{trouble}")?,
            Cause::Journal(message) => write!(f, "cannot keep the old bytes for `vault undo`: {message}")?,
        }
        if self.left.is_empty() {
            return f.write_str("; nothing was changed");
        }
        for left in &self.left {
            write!(f, "; `{}` stays changed: {left}", left.path)?;
        }
        Ok(())
    }
}

/// Carries out a change in the vault at `root`; `today` dates it in the journal.
pub fn apply(root: &Path, change: &Change, journal: &Journal, today: Date) -> Result<Applied, NotApplied> {
    apply_with(root, change, journal, today, &steady)
}

/// [`apply`] with a hook before each step.
pub fn apply_with(root: &Path, change: &Change, journal: &Journal, today: Date, hook: Hook<'_>) -> Result<Applied, NotApplied> {
    let change = effective(change);
    let swaps = swaps(&change).map_err(|trouble| not_applied(Cause::File(trouble)))?;
    let hold = journal.hold().map_err(no_journal)?;
    let interrupted = settle(root, journal, &hold);
    if swaps.is_empty() {
        return Ok(Applied { interrupted, ..Applied::default() });
    }
    let folders = missing_folders(root, &change).map_err(|trouble| not_applied(Cause::File(trouble)))?;
    let recorded = hook(Step::Journal, "").and_then(|()| journal.record(&change, &folders, today));
    let (number, prefix) = recorded.map_err(no_journal)?;
    if let Err(NotDone { trouble, left }) = swap::all(Place { root, prefix: &prefix, hook }, &swaps) {
        if left.is_empty() {
            journal.forget(number, State::Open);
        } else {
            let _ = journal.mark(number, State::Open, State::Half);
        }
        return Err(NotApplied { cause: Cause::File(trouble), left });
    }
    // Left open, it is found to be done by the next run.
    let _ = hook(Step::Done, "").and_then(|()| journal.mark(number, State::Open, State::Done));
    journal.prune(today);
    let paths = change.files.iter().map(|file| file.path().to_owned()).collect();
    Ok(Applied { number: Some(number), paths, interrupted })
}

fn not_applied(cause: Cause) -> NotApplied {
    NotApplied { cause, left: Vec::new() }
}

fn no_journal(error: io::Error) -> NotApplied {
    not_applied(Cause::Journal(plain(&error)))
}

/// The change without the files whose bytes would stay as they are.
fn effective(change: &Change) -> Change {
    let differs = |file: &&FileChange| match file {
        FileChange::Create { .. } => true,
        FileChange::Modify { before, .. } => file.after().as_ref() != Some(before),
    };
    Change { title: change.title.clone(), files: change.files.iter().filter(differs).cloned().collect() }
}

/// What each file holds before and after.
pub(super) fn swaps(change: &Change) -> Result<Vec<Swap>, Trouble> {
    let mut seen = HashSet::new();
    let swap = |file: &FileChange| {
        let fits = seen.insert(file.path().to_owned());
        let after = file.after().filter(|_| fits).ok_or_else(|| Trouble::new(file.path(), Why::BadEdits))?;
        let from = match file {
            FileChange::Create { .. } => None,
            FileChange::Modify { before, .. } => Some(before.clone()),
        };
        Ok(Swap { path: file.path().to_owned(), from, to: Some(after) })
    };
    change.files.iter().map(swap).collect()
}

/// The folders new files need that are not there, from the root.
fn missing_folders(root: &Path, change: &Change) -> Result<Vec<String>, Trouble> {
    let mut folders: Vec<String> = Vec::new();
    for file in &change.files {
        if let FileChange::Create { path, .. } = file {
            let (_, missing) = inside::absent(root, path)?;
            let names = missing.iter().filter_map(|folder| folder.strip_prefix(root).ok());
            let names =
                names.map(|folder| folder.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"));
            let fresh: Vec<String> = names.filter(|name| !folders.contains(name)).collect();
            folders.extend(fresh);
        }
    }
    Ok(folders)
}

/// Looks at the changes an earlier run left open: those made whole are marked so, those not begun are forgotten, and of the others it
/// tells what each file holds. Temporary files left behind are removed.
pub(super) fn settle(root: &Path, journal: &Journal, _: &Hold) -> Vec<Interrupted> {
    let mut interrupted = Vec::new();
    for entry in journal.entries().unwrap_or_default().into_iter().rev().filter(|entry| entry.state == State::Open) {
        let Ok(recorded) = journal.load(entry.number, State::Open) else {
            journal.forget(entry.number, State::Open);
            continue;
        };
        remove_temporary(root, &recorded);
        let Ok(swaps) = swaps(&recorded.change) else { continue };
        let files: Vec<(String, Holds)> = swaps.iter().map(|swap| (swap.path.clone(), holds(root, swap))).collect();
        if files.iter().all(|(_, holds)| *holds == Holds::New) {
            let _ = journal.mark(entry.number, State::Open, State::Done);
        } else if files.iter().all(|(_, holds)| *holds == Holds::Old) {
            swap::remove_folders(&recorded.folders.iter().map(|folder| root.join(folder)).collect::<Vec<_>>());
            journal.forget(entry.number, State::Open);
        } else {
            let _ = journal.mark(entry.number, State::Open, State::Half);
            interrupted.push(Interrupted { number: entry.number, title: entry.title, files });
        }
    }
    interrupted
}

/// What a file holds of a swap.
pub(super) fn holds(root: &Path, swap: &Swap) -> Holds {
    match swap::now(root, &swap.path) {
        Ok(now) if now == swap.to => Holds::New,
        Ok(now) if now == swap.from => Holds::Old,
        Ok(Some(now)) => match (&swap.from, &swap.to) {
            (Some(old), Some(new)) if is_torn(&now, old, new) => Holds::Torn,
            _ => Holds::Other,
        },
        _ => Holds::Other,
    }
}

/// Whether `now` is new bytes and then what the old ones had there.
fn is_torn(now: &[u8], old: &[u8], new: &[u8]) -> bool {
    let written = now.iter().zip(new).take_while(|(one, other)| one == other).count();
    if now.len() > old.len() {
        return written == now.len();
    }
    let kept = now.iter().rev().zip(old.iter().rev()).take_while(|(one, other)| one == other).count();
    now.len() == old.len() && written + kept >= now.len()
}

fn remove_temporary(root: &Path, recorded: &Recorded) {
    for file in &recorded.change.files {
        let path = root.join(file.path());
        let path = fs::canonicalize(&path).unwrap_or(path);
        let Some(entries) = path.parent().and_then(|folder| fs::read_dir(folder).ok()) else { continue };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let ours = name.to_str().is_some_and(|name| name.starts_with(&recorded.prefix) && name.ends_with(SUFFIX));
            if ours && entry.file_type().is_ok_and(|kind| kind.is_file()) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_torn;

    #[test]
    fn a_file_cut_short_is_known_by_its_two_halves() {
        let (old, new) = (b"one two three", b"one 2 three and more");
        for cut in 1..=new.len() {
            let mut torn = new[..cut].to_vec();
            torn.extend(old.get(cut..).unwrap_or_default());
            assert!(is_torn(&torn, old, new), "{cut}");
        }
        assert!(is_torn(b"2e two three", b"one two three", b"2").eq(&false));
        assert!(is_torn(b"2ne two three", b"one two three", b"2"));
        assert!(!is_torn(b"one 2 threx", old, new));
        assert!(!is_torn(b"something else", old, new));
    }
}
