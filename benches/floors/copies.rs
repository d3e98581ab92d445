//! Copies of a vault, for what changes notes: one changed note by note, one with every line with a link written twice. The vault itself is
//! only read. Copies are made in the order of names and keep the times of their files, so that they cost what the vault costs.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::vaults;

/// A copy in which one note after the other is changed.
pub struct Edits {
    /// The copy.
    pub vault: PathBuf,
    notes: Vec<PathBuf>,
    done: usize,
}

impl Edits {
    /// Copies the vault.
    pub fn on_copy(vault: &Path, to: PathBuf) -> Result<Edits, String> {
        copy(vault, &to, |_, bytes| bytes)?;
        let notes = vaults::notes(&to);
        Ok(Edits { vault: to, notes, done: 0 })
    }

    /// Changes one note, another each time: adds an interaction as its last line.
    pub fn change(&mut self) -> Result<(), String> {
        // A prime larger than most steps spreads the changes over all folders.
        let note = self.notes.get(self.done * 7_919 % self.notes.len().max(1)).ok_or("there is no note to change")?;
        self.done += 1;
        let mut file = OpenOptions::new().append(true).open(note).map_err(|error| format!("{}: {error}", note.display()))?;
        writeln!(file, "\n- 2026-01-10 call: change {} of the benchmark", self.done).map_err(|error| error.to_string())
    }
}

/// Copies a vault with every line of a note's body that holds a link written twice; how many links the notes had and have.
pub fn double_links(vault: &Path, to: &Path) -> Result<(usize, usize), String> {
    let (mut before, mut after) = (0, 0);
    copy(vault, to, |path, bytes| {
        if path.extension().is_none_or(|extension| !extension.eq_ignore_ascii_case("md")) {
            return bytes;
        }
        let doubled = doubled(&bytes);
        before += links(&bytes);
        after += links(&doubled);
        doubled
    })?;
    Ok((before, after))
}

fn links(bytes: &[u8]) -> usize {
    bytes.windows(2).filter(|pair| pair == b"[[").count()
}

/// A line in the front matter stays as it is.
fn doubled(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() * 3 / 2);
    let mut is_front = bytes.starts_with(b"---");
    for (number, line) in bytes.split_inclusive(|&byte| byte == b'\n').enumerate() {
        out.extend_from_slice(line);
        if !is_front && links(line) > 0 {
            if !line.ends_with(b"\n") {
                out.push(b'\n');
            }
            out.extend_from_slice(line);
        }
        is_front &= number == 0 || !line.starts_with(b"---");
    }
    out
}

/// Copies all but version control, each file's bytes as `change` returns them.
fn copy(from: &Path, to: &Path, mut change: impl FnMut(&Path, Vec<u8>) -> Vec<u8>) -> Result<(), String> {
    eprintln!("copying {} …", from.display());
    vaults::empty(to)?;
    for entry in WalkDir::new(from).sort_by_file_name().into_iter().filter_entry(|entry| entry.file_name() != ".git") {
        let entry = entry.map_err(|error| error.to_string())?;
        let said = |error: std::io::Error| format!("{}: {error}", entry.path().display());
        let place = to.join(entry.path().strip_prefix(from).map_err(|error| error.to_string())?);
        if entry.file_type().is_dir() {
            fs::create_dir_all(&place).map_err(said)?;
        } else if entry.file_type().is_file() {
            let bytes = change(entry.path(), fs::read(entry.path()).map_err(said)?);
            let mut file = File::create(&place).map_err(said)?;
            file.write_all(&bytes).map_err(said)?;
            let time = entry.metadata().ok().and_then(|found| found.modified().ok());
            time.map_or(Ok(()), |time| file.set_modified(time)).map_err(said)?;
        }
    }
    Ok(())
}
