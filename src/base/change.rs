//! A change of files as plain data: new files, and edits by byte span. What a writing command makes; `files::apply` carries it out, a dry
//! run prints it as a diff.
//!
//! Refuses to touch the disk.

use crate::base::span::Span;

/// Puts a text in the place of the bytes of a span; an empty span inserts, an empty text deletes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    /// What is replaced: byte offsets of the file as it was read, a byte order mark included.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// What happens to one file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FileChange {
    /// A file that must not exist yet.
    Create {
        /// The path from the vault's root, with `/`.
        path: String,
        /// Its whole text.
        text: String,
    },
    /// Edits of a file that must still hold the bytes that were read.
    Modify {
        /// The path from the vault's root, with `/`.
        path: String,
        /// The bytes the edits were made for.
        before: Vec<u8>,
        /// The edits, in order, without overlap.
        edits: Vec<Edit>,
    },
}

impl FileChange {
    /// The path from the vault's root.
    pub fn path(&self) -> &str {
        match self {
            FileChange::Create { path, .. } | FileChange::Modify { path, .. } => path,
        }
    }

    /// The bytes afterwards; `None` when an edit lies outside the file or overlaps the one before it.
    pub fn after(&self) -> Option<Vec<u8>> {
        match self {
            FileChange::Create { text, .. } => Some(text.clone().into_bytes()),
            FileChange::Modify { before, edits, .. } => edited(before, edits),
        }
    }
}

/// Everything one command changes, taken back together by `vault undo`.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Change {
    /// The command in a few words, for `undo --list`: `log lunch with Ana Diaz`.
    pub title: String,
    /// The files, each at most once.
    pub files: Vec<FileChange>,
}

/// The bytes with the edits made; `None` when an edit lies outside of them or overlaps the one before it.
pub fn edited(before: &[u8], edits: &[Edit]) -> Option<Vec<u8>> {
    let mut after = Vec::with_capacity(before.len() + edits.iter().map(|edit| edit.text.len()).sum::<usize>());
    let mut at = 0;
    for edit in edits {
        let (start, end) = (edit.span.start as usize, edit.span.end as usize);
        if end < start {
            return None;
        }
        after.extend_from_slice(before.get(at..start)?);
        after.extend_from_slice(edit.text.as_bytes());
        before.get(start..end)?;
        at = end;
    }
    after.extend_from_slice(before.get(at..)?);
    Some(after)
}

#[cfg(test)]
mod tests {
    use super::{Edit, edited};
    use crate::base::span::Span;

    fn edit(start: u32, end: u32, text: &str) -> Edit {
        Edit { span: Span { start, end }, text: text.to_owned() }
    }

    #[test]
    fn edits_replace_insert_and_delete() {
        let after = edited(b"one two three", &[edit(0, 0, "> "), edit(4, 7, "2"), edit(7, 13, "")]).unwrap();
        assert_eq!(after, b"> one 2");
    }

    #[test]
    fn edits_outside_or_across_each_other_are_refused() {
        assert_eq!(edited(b"abc", &[edit(2, 5, "")]), None);
        assert_eq!(edited(b"abc", &[edit(0, 2, ""), edit(1, 3, "")]), None);
    }
}
