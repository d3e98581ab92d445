//! Markdown, for a note.
