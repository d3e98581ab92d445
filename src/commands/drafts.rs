//! The files one command is about to change, each with its text and the edits so far. Writes nothing.

use crate::base::change::{Change, Edit, FileChange, edited};
use crate::commands::{Failure, Session, writing};

/// A file that will be changed or made.
struct Draft {
    path: String,
    text: String,
    is_new: bool,
    edits: Vec<Edit>,
}

/// All files of one command.
#[derive(Default)]
pub struct Drafts {
    files: Vec<Draft>,
}

impl Drafts {
    /// The text of a file as it is now; read from the disk when it is first asked for.
    pub fn text(&mut self, session: &Session<'_>, path: &str) -> Result<String, Failure> {
        if let Some(draft) = self.files.iter().find(|draft| draft.path == path) {
            return Ok(draft.text.clone());
        }
        let text = writing::open(session, path)?;
        self.files.push(Draft { path: path.to_owned(), text: text.clone(), is_new: false, edits: Vec::new() });
        Ok(text)
    }

    /// Adds a file that is to be made.
    pub fn create(&mut self, file: FileChange) {
        if let FileChange::Create { path, text } = file {
            self.files.push(Draft { path, text, is_new: true, edits: Vec::new() });
        }
    }

    /// Adds edits of a file whose text was asked for or made; of those at one place the first stays first.
    pub fn edit(&mut self, path: &str, edits: impl IntoIterator<Item = Edit>) {
        if let Some(draft) = self.files.iter_mut().find(|draft| draft.path == path) {
            draft.edits.extend(edits);
            draft.edits.sort_by_key(|edit| edit.span.start);
        }
    }

    /// The change of all files with edits.
    pub fn change(self, title: String) -> Result<Change, Failure> {
        let mut files = Vec::new();
        for Draft { path, text, is_new, edits } in self.files {
            let after = edited(text.as_bytes(), &edits).and_then(|bytes| String::from_utf8(bytes).ok());
            let after = after.ok_or_else(|| Failure::new(format!("cannot change `{path}` at two places that overlap")))?;
            if is_new {
                files.push(FileChange::Create { path, text: after });
            } else if !edits.is_empty() {
                files.push(FileChange::Modify { path, before: text.into_bytes(), edits });
            }
        }
        Ok(Change { title, files })
    }
}
