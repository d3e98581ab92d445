//! The full-text index: which notes hold which words. A cache in a folder of its own, made of the notes and known by their slots; deleting it
//! costs time, never an answer. The only module that names tantivy.
//!
//! It knows nothing of people, dates or settings, prints nothing, and trusts nothing it cannot check: what stands in the folder is either what
//! the last commit wrote there, or [`Error::Broken`], upon which the caller calls [`discard`] and builds it anew.
//!
//! * [`Writer`] puts notes in and commits them with a [`Mark`]; one at a time, by a lock beside the folder.
//! * [`Reader`] answers words, phrases, prefixes and near spellings with [`Hit`]s that depend on the notes alone, not on the order in which they
//!   came or on what was there before.
//! * [`score`] ranks hits.

mod common;
mod dates;
mod directory;
mod folder;
mod gone;
mod hits;
mod merging;
mod phrase;
mod reader;
mod schema;
pub mod score;
mod stamps;
mod tokens;
mod trouble;
mod typo;
mod writer;

pub use folder::{discard, discard_others, folder_name};
pub use hits::Hit;
pub use reader::{Near, Reader};
pub use trouble::Error;
pub use writer::Writer;

/// How far the index has come: every change of the facts file up to this generation of this epoch is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Which numbering of slots is meant.
    pub epoch: u64,
    /// The change it has come to.
    pub generation: u64,
}

/// Reads the text of the note in a slot as it was put in; empty when it is gone.
pub type Texts = Box<dyn Fn(u32) -> String + Send + Sync>;

/// The memory a writer of a few changes takes.
pub const SMALL_HEAP: usize = 15_000_000;

/// The memory the two threads of a fresh build take together: less makes more and smaller segments, and a larger index.
pub const LARGE_HEAP: usize = 120_000_000;
