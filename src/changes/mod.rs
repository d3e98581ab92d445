//! Requests into changes: what a command wants becomes edits by span and new files, as plain data. Touches no disk, asks no clock.

pub mod front_matter;
pub mod set;
pub mod settings;
