//! All facts joined with the settings and the as-of date: who each link means, last contact with its provenance, due date, status,
//! promises. The only place where anything is derived across files.

use crate::base::date::Date;
use crate::config::Config;
use crate::facts::NoteFacts;

pub mod build;
pub mod contact;
pub mod events;
pub mod finds;
pub mod keys;
pub mod kind;
pub mod names;
pub mod nearest;
mod others;
mod own;
pub mod promises;
pub mod rhythm;
pub mod rules;
pub mod standing;
pub mod status;
pub mod values;

use contact::Contact;
use kind::NoteKind;
use names::Names;
use promises::Promise;
use rules::Rules;

/// One note of the vault: where it is, what it says and what it is.
pub struct Note {
    /// The path from the root, with `/`.
    pub path: String,
    /// What it says.
    pub facts: NoteFacts,
    /// What it is.
    pub kind: NoteKind,
    order: keys::Order,
}

impl Note {
    /// Its fields by standard key.
    pub fn fields(&self) -> keys::Sorted<'_> {
        self.order.of(&self.facts)
    }

    /// The file name without its extension.
    pub fn stem(&self) -> &str {
        stem(&self.path)
    }

    /// The folder, without a trailing slash; empty for the root.
    pub fn folder(&self) -> &str {
        folder(&self.path)
    }
}

/// The folder of a path, without a trailing slash; empty for the root.
pub fn folder(path: &str) -> &str {
    memchr::memrchr(b'/', path.as_bytes()).and_then(|slash| path.get(..slash)).unwrap_or("")
}

/// The file name of a path without folders and extension.
pub fn stem(path: &str) -> &str {
    without_extension(file_name(path))
}

/// What stands behind the last slash.
pub fn file_name(path: &str) -> &str {
    memchr::memrchr(b'/', path.as_bytes()).and_then(|slash| path.get(slash + 1..)).unwrap_or(path)
}

/// A path without `.md` or `.markdown`.
pub fn without_extension(path: &str) -> &str {
    for extension in [".md", ".markdown"] {
        if let Some(at) = path.len().checked_sub(extension.len())
            && path.get(at..).is_some_and(|end| end.eq_ignore_ascii_case(extension))
        {
            return &path[..at];
        }
    }
    path
}

/// Everything known, on one day.
pub struct Book {
    /// The day the question is asked for.
    pub as_of: Date,
    /// The settings.
    pub config: Config,
    /// The settings, made ready for use.
    pub rules: Rules,
    /// All notes, sorted by path.
    pub notes: Vec<Note>,
    /// The owner's own note, or `u32::MAX`.
    pub owner: u32,
    /// All contacts but the owner, sorted by name, then path.
    pub contacts: Vec<Contact>,
    /// Who a link or a name means.
    pub names: Names,
    /// All promises, sorted by path and line.
    pub promises: Vec<Promise>,
}

impl Book {
    /// The contact whose note has this index.
    pub fn contact_of(&self, note: u32) -> Option<&Contact> {
        self.names.contact_of(note).map(|contact| &self.contacts[contact as usize])
    }

    /// The path of a note.
    pub fn path(&self, note: u32) -> &str {
        &self.notes[note as usize].path
    }
}
