//! What a writing command makes of a request: edits by span and new files, as plain data. Nothing here touches the disk.

pub mod place;
pub mod understand;
