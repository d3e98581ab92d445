//! Where the notes lie, as bytes: the folders with their stamps, and the paths of the files in the order in which the disk lists them. It is read
//! first: with it the files can be looked at while the rest is read, and a folder in which nothing came or went need not be listed again.

use std::sync::Arc;

use crate::base::stamp::{Listed, Stamp};
use crate::book::folder;
use crate::book::state::codec::{Get, put, put_signed, put_text};
use crate::book::state::{Piece, State};

/// The most bytes all paths have together: what a [`Piece`] can tell.
const MOST: usize = 1 << 31;

/// Where the notes of a state lie.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Places {
    /// The folders that were looked into, by path; none where it is not known what their times tell.
    pub folders: Vec<Listed>,
    /// Of the files of one folder after the other: where their paths end.
    ends: Vec<usize>,
    /// The paths of the files, each with a zero byte behind it.
    pub paths: Arc<String>,
}

impl Places {
    /// The places of a state's notes.
    pub fn of(state: &State) -> Places {
        let mut paths = String::new();
        let mut ends: Vec<usize> = Vec::new();
        let mut before = None;
        for &slot in &state.listed {
            let path = state.path_of(slot);
            paths.push_str(path);
            paths.push('\0');
            if before.replace(folder(path)) == Some(folder(path)) {
                ends.pop();
            }
            ends.push(paths.len());
        }
        Places { folders: state.folders.clone(), ends, paths: Arc::new(paths) }
    }

    /// Where each path stands, in the order of the listing.
    pub fn each(&self, mut each: impl FnMut(Piece)) {
        let mut start = 0;
        for end in memchr::memchr_iter(0, self.paths.as_bytes()) {
            each((start, end as u32 - start));
            start = end as u32 + 1;
        }
    }

    /// Each folder that holds files, and the paths of these, each with a zero byte behind it.
    pub fn of_folders(&self) -> impl Iterator<Item = (&str, &str)> {
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let paths = self.paths.get(start..end).unwrap_or("");
            start = end;
            (folder(paths.split('\0').next().unwrap_or("")), paths)
        })
    }

    /// Writes them; the paths packed by LZ4, since they share names.
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
        put(out, self.ends.len() as u64);
        let mut before = 0;
        for &end in &self.ends {
            put(out, (end - before) as u64);
            before = end;
        }
        put(out, self.paths.len() as u64);
        let packed = lz4_flex::block::compress(self.paths.as_bytes());
        put(out, packed.len() as u64);
        out.extend_from_slice(&packed);
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
        let mut end: usize = 0;
        for _ in 0..get.number() {
            end = end.checked_add(get.number() as usize)?;
            get.is_whole().then_some(())?;
            places.ends.push(end);
        }
        let whole = get.number() as usize;
        let packed = get.number() as usize;
        let packed = get.bytes(packed);
        if !get.is_whole() || whole != end || whole > MOST {
            return None;
        }
        let paths = lz4_flex::block::decompress(packed, whole).ok()?;
        places.paths = Arc::new(String::from_utf8(paths).ok()?);
        (places.paths.len() == whole && (whole == 0 || places.paths.ends_with('\0'))).then_some(places)
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
    use std::sync::Arc;

    use super::Places;
    use crate::base::stamp::{Listed, Stamp};
    use crate::book::state::codec::Get;

    #[test]
    fn places_come_back() {
        let stamp = Stamp { mtime: 1_764_000_000_123_456_789, ctime: 1_764_000_000_223_456_789, size: 4096, inode: 1 << 40 };
        let folder = |path: &str, files: u32, stamp: Option<Stamp>| Listed { path: path.to_owned(), stamp, files };
        let places = Places {
            folders: vec![folder("", 0, None), folder("Jörg", 2, Some(stamp)), folder("Jöns/x", 1, Some(Stamp { mtime: -5, ..stamp }))],
            // Paths of 10, 12 and 14 bytes, and a zero byte behind each.
            ends: vec![24, 39],
            paths: Arc::new("Jörg/a.md\0Jörg/bé.md\0Jöns/x/c d.md\0".to_owned()),
        };
        let mut bytes = Vec::new();
        places.write(&mut bytes);
        let mut get = Get::new(&bytes);
        let read = Places::read(&mut get).unwrap();
        assert_eq!((&read, get.at()), (&places, bytes.len()));
        let mut paths = Vec::new();
        read.each(|(start, length)| paths.push(&read.paths[start as usize..(start + length) as usize]));
        assert_eq!(paths, ["Jörg/a.md", "Jörg/bé.md", "Jöns/x/c d.md"]);
        let folders: Vec<(&str, &str)> = read.of_folders().collect();
        assert_eq!(folders, [("Jörg", "Jörg/a.md\0Jörg/bé.md\0"), ("Jöns/x", "Jöns/x/c d.md\0")]);
        for cut in 0..bytes.len() {
            assert_eq!(Places::read(&mut Get::new(&bytes[..cut])), None);
        }
    }
}
