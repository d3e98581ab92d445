//! The listing a command printed last, kept in the cache folder so that a later one can be told a number of it. Holds places in notes and
//! the source lines there; a missing or unreadable one is as none.

use std::fs;
use std::io;
use std::path::Path;

use crate::files::cache;

/// A line of a listing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    /// The note, from the root.
    pub path: String,
    /// The source line, 1-based.
    pub row: u32,
    /// The text of that line, as it was.
    pub line: String,
}

/// The first line of a listing: its format.
const FORMAT: &str = "vault listing 1";

/// Keeps a listing under a name, readable by its owner alone.
pub fn keep(folder: &Path, name: &str, listed: &[Listed]) -> io::Result<()> {
    cache::create(folder)?;
    let mut text = String::from(FORMAT);
    for one in listed {
        // A path that cannot stand on a line has no number.
        let row = if one.path.contains(['\t', '\n', '\r']) || one.line.contains('\n') { 0 } else { one.row };
        let (path, line) = if row == 0 { ("", "") } else { (one.path.as_str(), one.line.as_str()) };
        text.push_str(&format!("\n{row}\t{path}\t{line}"));
    }
    let file = tempfile::NamedTempFile::new_in(folder)?;
    fs::write(file.path(), text)?;
    file.persist(folder.join(name)).map(drop).map_err(|error| error.error)
}

/// The listing kept under a name.
pub fn read(folder: &Path, name: &str) -> Option<Vec<Listed>> {
    let text = fs::read_to_string(folder.join(name)).ok()?;
    let mut lines = text.split('\n');
    if lines.next() != Some(FORMAT) {
        return None;
    }
    let one = |line: &str| {
        let mut parts = line.splitn(3, '\t');
        let (row, path, line) = (parts.next()?.parse().ok()?, parts.next()?, parts.next()?);
        Some(Listed { path: path.to_owned(), row, line: line.to_owned() })
    };
    lines.map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::{Listed, keep, read};

    #[test]
    fn a_listing_is_kept_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("cache");
        assert_eq!(read(&folder, "promises"), None);
        let listed = |path: &str, row: u32, line: &str| Listed { path: path.to_owned(), row, line: line.to_owned() };
        let listing = [listed("People/Ana.md", 3, "- [ ] a\tb\r"), listed("odd\nname.md", 4, "- [ ] c")];
        keep(&folder, "promises", &listing).unwrap();
        assert_eq!(read(&folder, "promises"), Some(vec![listing[0].clone(), listed("", 0, "")]));
        keep(&folder, "promises", &[]).unwrap();
        assert_eq!(read(&folder, "promises"), Some(Vec::new()));
        std::fs::write(folder.join("promises"), "something else").unwrap();
        assert_eq!(read(&folder, "promises"), None);
    }
}
