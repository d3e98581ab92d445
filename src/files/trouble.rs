//! Why a file was not written, in words. Does nothing itself.

use std::fmt;
use std::io;

use crate::files::plain;

/// A file that could not be written, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trouble {
    /// The path from the vault's root.
    pub path: String,
    /// Why.
    pub why: Why,
}

/// Why a file could not be written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Why {
    /// It does not hold the bytes that were read.
    Changed,
    /// It must not be there and is.
    Exists,
    /// It must be there and is not.
    Gone,
    /// It, or a folder above it, is a link to a place outside the vault, or the path itself leads out.
    Outside,
    /// It is a folder, a pipe or the like.
    NotAFile,
    /// Its permissions forbid writing.
    ReadOnly,
    /// An edit lies outside the file or over another, or the file is named twice: a mistake of the program.
    BadEdits,
    /// The system refused, in its words.
    Io(String),
}

impl Trouble {
    pub(super) fn new(path: &str, why: Why) -> Trouble {
        Trouble { path: path.to_owned(), why }
    }

    pub(super) fn io(path: &str, error: &io::Error) -> Trouble {
        Trouble::new(path, Why::Io(plain(error)))
    }

    /// What to do, in one line.
    pub fn hint(&self) -> Option<&'static str> {
        match self.why {
            Why::Changed | Why::Gone => Some("run the command again: it reads the note afresh"),
            Why::ReadOnly => Some("allow writing to it first"),
            Why::Outside => Some("`vault` writes inside the vault only"),
            _ => None,
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = &self.path;
        match &self.why {
            Why::Changed => write!(f, "`{path}` was changed by another program meanwhile"),
            Why::Exists => write!(f, "`{path}` is already there"),
            Why::Gone => write!(f, "`{path}` is no longer there"),
            Why::Outside => write!(f, "`{path}` leads out of the vault"),
            Why::NotAFile => write!(f, "`{path}` is not a regular file"),
            Why::ReadOnly => write!(f, "`{path}` is read-only"),
            Why::BadEdits => write!(f, "the edits of `{path}` do not fit it"),
            Why::Io(message) => write!(f, "cannot write `{path}`: {message}"),
        }
    }
}
