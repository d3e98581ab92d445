//! Where the notes lie, as bytes: the folders with their stamps, and the names of the files in the order in which the disk lists them. It is read
//! first: with it the files can be looked at while the rest is read, and a folder in which nothing came or went need not be listed again.

use crate::base::stamp::{Listed, Stamp};
use crate::book::state::State;
use crate::book::state::codec::{Get, put, put_signed, put_text};
use crate::book::{file_name, folder};

/// Where the notes of a state lie.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Places {
    /// The folders that were looked into, by path; none where it is not known what their times tell.
    pub folders: Vec<Listed>,
    /// The folders of the files, in the order of the listing: path, how many files, where their names begin and end.
    groups: Vec<(String, u32, usize, usize)>,
    /// The names of the files, each with a zero byte behind it.
    names: String,
}

impl Places {
    /// The places of a state's notes.
    pub fn of(state: &State) -> Places {
        let mut places = Places { folders: state.folders.clone(), ..Places::default() };
        for &slot in &state.listed {
            let path = state.path_of(slot);
            let start = places.names.len();
            places.names.push_str(file_name(path));
            places.names.push('\0');
            let end = places.names.len();
            match places.groups.last_mut().filter(|group| group.0 == folder(path)) {
                Some(group) => (group.1, group.3) = (group.1 + 1, end),
                None => places.groups.push((folder(path).to_owned(), 1, start, end)),
            }
        }
        places
    }

    /// How many files there are.
    pub fn count(&self) -> usize {
        self.groups.iter().map(|group| group.1 as usize).sum()
    }

    /// The path of each file, in the order of the listing; `each` is told its folder and its name.
    pub fn each(&self, mut each: impl FnMut(&str, &str)) {
        for (folder, _, start, end) in &self.groups {
            let names = self.names.get(*start..*end).unwrap_or("");
            names.split_terminator('\0').for_each(|name| each(folder, name));
        }
    }

    /// The names of the files of each folder that holds some, each with a zero byte behind it.
    pub fn names(&self) -> impl Iterator<Item = (&str, &str)> {
        self.groups.iter().map(|(folder, _, start, end)| (folder.as_str(), self.names.get(*start..*end).unwrap_or("")))
    }

    /// Writes them.
    pub fn write(&self, out: &mut Vec<u8>) {
        put(out, self.folders.len() as u64);
        let mut before = "";
        for folder in &self.folders {
            put_path(out, &folder.path, &mut before);
            put(out, u64::from(folder.files) << 1 | u64::from(folder.stamp.is_some()));
            if let Some(stamp) = folder.stamp {
                put_signed(out, stamp.ctime);
                put_signed(out, stamp.mtime.wrapping_sub(stamp.ctime));
                put(out, stamp.size);
                put(out, stamp.inode);
            }
        }
        put(out, self.groups.len() as u64);
        let mut before = "";
        for (folder, count, start, end) in &self.groups {
            put_path(out, folder, &mut before);
            put(out, u64::from(*count));
            put(out, (end - start) as u64);
        }
        put_text(out, &self.names);
    }

    /// Reads them; `None` when it makes no sense.
    pub fn read(get: &mut Get<'_>) -> Option<Places> {
        let mut places = Places::default();
        for _ in 0..get.number() {
            let path = path(get, places.folders.last().map(|folder| folder.path.as_str()))?;
            let head = get.number();
            let stamp = (head & 1 == 1).then(|| {
                let ctime = get.signed();
                Stamp { ctime, mtime: ctime.wrapping_add(get.signed()), size: get.number(), inode: get.number() }
            });
            get.is_whole().then_some(())?;
            places.folders.push(Listed { path, stamp, files: u32::try_from(head >> 1).ok()? });
        }
        for _ in 0..get.number() {
            let path = path(get, places.groups.last().map(|group| group.0.as_str()))?;
            let (count, length) = (get.small(), get.number() as usize);
            get.is_whole().then_some(())?;
            let start = places.groups.last().map_or(0, |group| group.3);
            places.groups.push((path, count, start, start.checked_add(length)?));
        }
        get.text().clone_into(&mut places.names);
        let end = places.groups.last().map_or(0, |group| group.3);
        let counted = places.names.bytes().filter(|&byte| byte == 0).count();
        let whole = get.is_whole() && end == places.names.len() && counted == places.count();
        whole.then_some(places)
    }
}

/// Writes a path by what it shares with the one before.
fn put_path<'p>(out: &mut Vec<u8>, path: &'p str, before: &mut &'p str) {
    let shared = path.bytes().zip(before.bytes()).take_while(|(one, other)| one == other).count();
    let shared = (0..=shared).rev().find(|&at| path.is_char_boundary(at)).unwrap_or(0);
    put(out, shared as u64);
    put_text(out, path.get(shared..).unwrap_or(""));
    *before = path;
}

fn path(get: &mut Get<'_>, before: Option<&str>) -> Option<String> {
    let shared = before.unwrap_or("").get(..get.number() as usize)?;
    Some([shared, get.text()].concat())
}

#[cfg(test)]
mod tests {
    use super::Places;
    use crate::base::stamp::{Listed, Stamp};
    use crate::book::state::codec::Get;

    #[test]
    fn places_come_back() {
        let stamp = Stamp { mtime: 1_764_000_000_123_456_789, ctime: 1_764_000_000_223_456_789, size: 4096, inode: 1 << 40 };
        let folder = |path: &str, files: u32, stamp: Option<Stamp>| Listed { path: path.to_owned(), stamp, files };
        let places = Places {
            folders: vec![folder("", 0, None), folder("Jörg", 2, Some(stamp)), folder("Jöns/x", 1, Some(Stamp { mtime: -5, ..stamp }))],
            groups: vec![("Jörg".to_owned(), 2, 0, 12), ("Jöns/x".to_owned(), 1, 12, 19)],
            names: "a.md\0bé.md\0c d.md\0".to_owned(),
        };
        let mut bytes = Vec::new();
        places.write(&mut bytes);
        let mut get = Get::new(&bytes);
        let read = Places::read(&mut get).unwrap();
        assert_eq!((&read, get.at()), (&places, bytes.len()));
        let mut paths = Vec::new();
        read.each(|folder, name| paths.push(format!("{folder}/{name}")));
        assert_eq!(paths, ["Jörg/a.md", "Jörg/bé.md", "Jöns/x/c d.md"]);
        for cut in 0..bytes.len() {
            assert_eq!(Places::read(&mut Get::new(&bytes[..cut])), None);
        }
    }
}
