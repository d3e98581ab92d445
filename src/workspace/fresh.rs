//! Compares what lies on the disk with what a state knows of it.

use crate::base::hash::FastMap;
use crate::base::stamp::{Listed, Stamp};
use crate::book::state::State;
use crate::files::listing::{Folder, Found, Unchanged};

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
    let mut comparing = Comparing::new(state);
    let mut unchanged = found.unchanged.iter().peekable();
    for folder in &found.folders {
        while let Some(part) = unchanged.next_if(|part| part.path < folder.path) {
            comparing.unchanged(part);
        }
        comparing.folder(folder);
    }
    unchanged.for_each(|part| comparing.unchanged(part));
    comparing.differences()
}

/// A comparison under way.
struct Comparing<'s> {
    state: &'s State,
    differences: Differences,
    seen: Vec<bool>,
    /// Where the files of each folder begin in the order of before.
    first: FastMap<&'s str, u32>,
    by_path: Option<FastMap<&'s str, u32>>,
    /// The place in the order of before that is looked at next.
    next: usize,
}

impl<'s> Comparing<'s> {
    fn new(state: &'s State) -> Comparing<'s> {
        let mut first = FastMap::default();
        let mut place = 0;
        for folder in &state.folders {
            first.insert(folder.path.as_str(), place);
            place += folder.files;
        }
        let mut differences = Differences::default();
        differences.listed.reserve(state.listed.len());
        Comparing { state, differences, seen: vec![false; state.rows.len()], first, by_path: None, next: 0 }
    }

    /// Files of a folder that was not listed again: they are where they were.
    fn unchanged(&mut self, part: &Unchanged) {
        let first = self.first.get(part.path.as_str()).map_or(usize::MAX, |first| (first + part.first) as usize);
        let slots = self.state.listed.get(first..).unwrap_or_default();
        for (&slot, &stamp) in slots.iter().zip(&part.stamps) {
            if let Some(stamp) = stamp {
                self.seen[slot as usize] = true;
                self.there(slot, stamp);
            }
        }
        self.next = first.saturating_add(part.stamps.len());
    }

    fn folder(&mut self, folder: &Folder) {
        let state = self.state;
        let mut start = 0;
        for file in &folder.files {
            let name = folder.names.get(start..file.end as usize).unwrap_or("");
            start = file.end as usize;
            let is_it = |slot: &u32| is_at(state.path_of(*slot), &folder.path, name);
            let ahead = state.listed.get(self.next..).unwrap_or_default().iter().take(AHEAD).position(is_it);
            let slot = match ahead {
                Some(ahead) => {
                    self.next += ahead + 1;
                    state.listed.get(self.next - 1).copied()
                }
                None => {
                    let all = || state.alive().map(|(slot, _)| (state.path_of(slot), slot)).collect();
                    let known = self.by_path.get_or_insert_with(all);
                    known.get(joined(&folder.path, name).as_str()).copied()
                }
            };
            match slot.filter(|&slot| !std::mem::replace(&mut self.seen[slot as usize], true)) {
                Some(slot) => self.there(slot, file.stamp),
                None => {
                    let differences = &mut self.differences;
                    differences.listed.push((state.rows.len() + differences.new.len()) as u32);
                    differences.new.push((joined(&folder.path, name), file.stamp));
                }
            }
        }
    }

    /// A file that is known is there.
    fn there(&mut self, slot: u32, stamp: Stamp) {
        self.differences.listed.push(slot);
        let row = &self.state.rows[slot as usize];
        if row.unsettled || row.stamp != stamp || row.stamp.newest() >= self.state.looked - GRANULE {
            self.differences.touched.push((slot, stamp));
        }
    }

    fn differences(self) -> Differences {
        let Comparing { state, mut differences, seen, .. } = self;
        differences.reordered = differences.listed != state.listed;
        // As many as there were, and none of them new: none is gone.
        if differences.reordered || !differences.new.is_empty() || differences.listed.len() != state.order.len() {
            differences.gone = state.alive().map(|(slot, _)| slot).filter(|&slot| !seen[slot as usize]).collect();
        }
        differences
    }
}

/// In folders of so many notes together it pays to know that nothing came or went.
const MANY: u32 = 256;

/// Whether what is known now of the times of folders saves listing many notes the next time, and what was known before would not; each
/// with the clock by which it was looked at.
pub fn saves_listing((before, looked): (&[Listed], i64), (now, clock): (&[Listed], i64)) -> bool {
    let tells = |folder: &&Listed, clock: i64| folder.stamp.is_some_and(|stamp| stamp.newest() < clock - GRANULE);
    let known = before.iter().filter(|folder| tells(folder, looked)).map(|folder| (folder.path.as_str(), folder.stamp));
    let known: FastMap<&str, Option<Stamp>> = known.collect();
    let is_new = |folder: &&Listed| tells(folder, clock) && known.get(folder.path.as_str()) != Some(&folder.stamp);
    now.iter().filter(is_new).map(|folder| folder.files).sum::<u32>() > MANY
}

/// All files of a listing in which all folders were listed, with their stamps.
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

#[cfg(test)]
mod tests {
    use super::{GRANULE, Listed, Stamp, saves_listing};

    #[test]
    fn a_folder_changed_just_before_it_was_kept_is_worth_keeping_once_more() {
        let folder = |mtime: i64, files: u32| {
            let stamp = Stamp { mtime, ctime: mtime, size: 4096, inode: 7 };
            [Listed { path: "People".to_owned(), stamp: Some(stamp), files }]
        };
        let (day, second) = (1_764_000_000 * 1_000_000_000, 1_000_000_000);
        let many = folder(day, 300);
        // Looked at a second after it was changed, and again an hour later: only then does its time tell anything.
        assert!(!saves_listing((&[], day), (&many, day + second)));
        assert!(saves_listing((&many, day + second), (&many, day + 3600 * second)));
        assert!(!saves_listing((&many, day + GRANULE + second), (&many, day + 3600 * second)));
        assert!(!saves_listing((&many, day + second), (&folder(day, 20), day + 3600 * second)), "not for a few notes");
        assert!(saves_listing((&many, day + 60 * second), (&folder(day + 90 * second, 300), day + 3600 * second)));
    }
}
