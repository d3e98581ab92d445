//! Requests into a `Change`: what a command wants becomes edits of notes, as plain data. Refuses to touch the disk.

pub mod fresh;
pub mod kinds;
pub mod template;
