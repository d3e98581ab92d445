//! Compares what lies on the disk with what a state knows of it.

use crate::base::hash::FastMap;
use crate::base::stamp::Stamp;
use crate::book::state::State;
use crate::files::listing::Found;

/// A file may have been changed again within so many nanoseconds without its stamp telling: two seconds, the coarsest clock of a file
/// system in use (FAT's).
pub const GRANULE: i64 = 2_000_000_000;

/// What differs.
#[derive(Default)]
pub struct Differences {
    /// Notes whose stamp is another, or does not tell: slot and stamp.
    pub touched: Vec<(u32, Stamp)>,
    /// Files that were not there: path and stamp.
    pub new: Vec<(String, Stamp)>,
    /// Notes that are gone.
    pub gone: Vec<u32>,
    /// All files in the order of the disk; those that are new by their number in `new` plus the number of slots.
    pub listed: Vec<u32>,
    /// Whether that is another order than before.
    pub reordered: bool,
}

/// How far ahead the next file is looked for in the order of before, before it is looked up by its path.
const AHEAD: usize = 16;

/// Compares a listing with a state. A stamp does not tell when the file was changed at about the time it was looked at.
pub fn compare(found: &Found, state: &State) -> Differences {
    let mut differences = Differences::default();
    let mut seen = vec![false; state.rows.len()];
    let mut by_path: Option<FastMap<&str, u32>> = None;
    let mut next = 0;
    differences.listed.reserve(state.listed.len());
    for folder in &found.folders {
        let mut start = 0;
        for file in &folder.files {
            let name = folder.names.get(start..file.end as usize).unwrap_or("");
            start = file.end as usize;
            let is_it = |slot: &u32| is_at(state.path_of(*slot), &folder.path, name);
            let ahead = state.listed.get(next..).unwrap_or_default().iter().take(AHEAD).position(is_it);
            let slot = match ahead {
                Some(ahead) => {
                    next += ahead + 1;
                    state.listed.get(next - 1).copied()
                }
                None => {
                    let known = by_path.get_or_insert_with(|| state.alive().map(|(slot, _)| (state.path_of(slot), slot)).collect());
                    known.get(joined(&folder.path, name).as_str()).copied()
                }
            };
            let Some(slot) = slot.filter(|&slot| !std::mem::replace(&mut seen[slot as usize], true)) else {
                differences.listed.push((state.rows.len() + differences.new.len()) as u32);
                differences.new.push((joined(&folder.path, name), file.stamp));
                continue;
            };
            differences.listed.push(slot);
            let row = &state.rows[slot as usize];
            if row.unsettled || row.stamp != file.stamp || row.stamp.newest() >= state.looked - GRANULE {
                differences.touched.push((slot, file.stamp));
            }
        }
    }
    differences.gone = state.alive().map(|(slot, _)| slot).filter(|&slot| !seen[slot as usize]).collect();
    differences.reordered = differences.listed != state.listed;
    differences
}

/// All files of a listing, with their stamps.
pub fn all(found: &Found) -> Vec<(String, Stamp)> {
    let mut all = Vec::new();
    for folder in &found.folders {
        let mut start = 0;
        for file in &folder.files {
            let name = folder.names.get(start..file.end as usize).unwrap_or("");
            start = file.end as usize;
            all.push((joined(&folder.path, name), file.stamp));
        }
    }
    all
}

fn is_at(path: &str, folder: &str, name: &str) -> bool {
    if folder.is_empty() {
        return path == name;
    }
    path.len() == folder.len() + 1 + name.len()
        && path.ends_with(name)
        && path.as_bytes().get(folder.len()) == Some(&b'/')
        && path.starts_with(folder)
}

/// A folder's path and a file's name.
pub fn joined(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}
