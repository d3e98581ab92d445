//! Takes back a change of the journal, or makes it again: every file of it together, byte for byte, and only where no file was changed
//! since. Makes no other change.

use std::fmt;
use std::path::Path;

use crate::files::apply::{Holds, Interrupted, holds, settle, swaps};
use crate::files::journal::{Entry, Hold, Journal, Recorded, State};
use crate::files::plain;
use crate::files::step::{Hook, steady};
use crate::files::swap::{self, NotDone, Place, Swap};
use crate::files::trouble::{Trouble, Why};

/// Which way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// Take a change back.
    Back,
    /// Make it again.
    Again,
}

/// What was taken back or made again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Undone {
    /// The change.
    pub entry: Entry,
    /// Its files that were written or removed; those that already were as wanted are left out.
    pub files: Vec<Swap>,
    /// Earlier changes found half made.
    pub interrupted: Vec<Interrupted>,
}

/// Why nothing was taken back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refused {
    /// There is no change to take back, or of that number.
    Nothing {
        /// The number asked for.
        number: Option<u64>,
        /// Which way.
        way: Way,
    },
    /// A file was changed since, perhaps by a later change of the journal.
    Since {
        /// The change.
        title: String,
        /// The file.
        path: String,
        /// Whether it is gone.
        gone: bool,
        /// The later change of that file: its number and title.
        later: Option<(u64, String)>,
    },
    /// A file could not be written.
    File {
        /// The trouble.
        trouble: Trouble,
        /// Files that were written and could not be put back.
        left: Vec<Trouble>,
    },
    /// The journal cannot be read.
    Journal(String),
}

impl Refused {
    /// What to do, in one line.
    pub fn hint(&self) -> Option<String> {
        match self {
            Refused::Nothing { .. } => Some("`vault undo --list` shows what can be taken back".to_owned()),
            Refused::Since { later: Some((number, _)), .. } => Some(format!("take that back first: `vault undo {number}`")),
            Refused::Since { .. } => Some("change the note by hand".to_owned()),
            Refused::File { trouble, .. } => trouble.hint().map(str::to_owned),
            Refused::Journal(_) => None,
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::Nothing { number: None, way: Way::Back } => f.write_str("there is nothing to take back"),
            Refused::Nothing { number: None, way: Way::Again } => f.write_str("there is nothing to make again"),
            Refused::Nothing { number: Some(number), way: Way::Back } => write!(f, "there is no change {number} to take back"),
            Refused::Nothing { number: Some(number), way: Way::Again } => write!(f, "there is no change {number} to make again"),
            Refused::Since { title, path, gone, later } => {
                let what = if *gone { "is gone" } else { "was changed" };
                match later {
                    Some((number, later)) => write!(f, "`{path}` {what} since `{title}`: by `{later}` (change {number})"),
                    None => write!(f, "`{path}` {what} since `{title}`"),
                }?;
                f.write_str("; nothing was taken back")
            }
            Refused::File { trouble, left } if left.is_empty() => write!(f, "{trouble}; nothing was changed"),
            Refused::File { trouble, left } => {
                write!(f, "{trouble}")?;
                left.iter().try_for_each(|left| write!(f, "; `{}` is already written: {left}", left.path))
            }
            Refused::Journal(message) => write!(f, "cannot read the journal: {message}"),
        }
    }
}

/// Takes back the newest change that stands, or the one of a number; the other way, makes again the one taken back last.
pub fn undo(root: &Path, journal: &Journal, number: Option<u64>, way: Way) -> Result<Undone, Refused> {
    undo_with(root, journal, number, way, &steady)
}

/// [`undo`] with a hook before each step.
pub fn undo_with(root: &Path, journal: &Journal, number: Option<u64>, way: Way, hook: Hook<'_>) -> Result<Undone, Refused> {
    let Plan { entries, entry, recorded, wanted, interrupted, .. } = plan(root, journal, number, way)?;
    let place = Place { root, prefix: &recorded.prefix, hook };
    swap::all(place, &wanted).map_err(|NotDone { trouble, left }| match trouble.why {
        Why::Changed | Why::Gone | Why::Exists if left.is_empty() => since(root, &entries, &entry, &trouble.path),
        _ => Refused::File { trouble, left },
    })?;
    if way == Way::Back {
        swap::remove_folders(&recorded.folders.iter().map(|folder| root.join(folder)).collect::<Vec<_>>());
    }
    let state = if way == Way::Back { State::Undone } else { State::Done };
    let _ = journal.mark(entry.number, entry.state, state);
    Ok(Undone { entry, files: wanted, interrupted })
}

/// What [`undo`] would do, without doing it.
pub fn preview(root: &Path, journal: &Journal, number: Option<u64>, way: Way) -> Result<Undone, Refused> {
    let Plan { entry, wanted, interrupted, .. } = plan(root, journal, number, way)?;
    Ok(Undone { entry, files: wanted, interrupted })
}

/// What is to be done, found possible.
struct Plan {
    entries: Vec<Entry>,
    entry: Entry,
    recorded: Recorded,
    wanted: Vec<Swap>,
    interrupted: Vec<Interrupted>,
    _hold: Hold,
}

fn plan(root: &Path, journal: &Journal, number: Option<u64>, way: Way) -> Result<Plan, Refused> {
    let _hold = journal.hold().map_err(|error| Refused::Journal(plain(&error)))?;
    let interrupted = settle(root, journal, &_hold);
    let entries = journal.entries().map_err(Refused::Journal)?;
    let entry = choose(&entries, number, way).cloned().ok_or(Refused::Nothing { number, way })?;
    let recorded = journal.load(entry.number, entry.state).map_err(Refused::Journal)?;
    let bad = |trouble| Refused::File { trouble, left: Vec::new() };
    let mut wanted = Vec::new();
    for swap in swaps(&recorded.change).map_err(bad)? {
        let holds = holds(root, &swap);
        let turned = match way {
            Way::Back => Swap { from: swap.to, to: swap.from, path: swap.path },
            Way::Again => swap,
        };
        match (holds, way) {
            (Holds::New, Way::Back) | (Holds::Old, Way::Again) => wanted.push(turned),
            (Holds::Old, Way::Back) | (Holds::New, Way::Again) => {}
            // The half of a file is known as well as the whole.
            (Holds::Torn, _) if entry.state == State::Half => {
                let from = swap::now(root, &turned.path).map_err(bad)?;
                wanted.push(Swap { from, ..turned });
            }
            _ => return Err(since(root, &entries, &entry, &turned.path)),
        }
    }
    Ok(Plan { entries, entry, recorded, wanted, interrupted, _hold })
}

/// Back: the newest that stands. Again: the oldest taken back after everything that stands.
fn choose(entries: &[Entry], number: Option<u64>, way: Way) -> Option<&Entry> {
    let fits = |entry: &&Entry| (entry.state == State::Undone) == (way == Way::Again) && entry.state != State::Open;
    match (number, way) {
        (Some(number), _) => entries.iter().filter(fits).find(|entry| entry.number == number),
        (None, Way::Back) => entries.iter().find(fits),
        (None, Way::Again) => entries.iter().take_while(fits).last(),
    }
}

fn since(root: &Path, entries: &[Entry], entry: &Entry, path: &str) -> Refused {
    let later = entries
        .iter()
        .rev()
        .find(|later| later.number > entry.number && later.state != State::Undone && later.paths.iter().any(|changed| changed == path));
    let gone = swap::now(root, path).is_ok_and(|now| now.is_none());
    let later = later.map(|later| (later.number, later.title.clone()));
    Refused::Since { title: entry.title.clone(), path: path.to_owned(), gone, later }
}
