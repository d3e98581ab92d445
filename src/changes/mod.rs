//! Requests into changes: what a command wants becomes edits by span and new files, as plain data. Touches no disk, asks no clock.

pub mod fresh;
pub mod front_matter;
pub mod kinds;
pub mod new_note;
pub mod people;
pub mod place;
pub mod region;
pub mod set;
pub mod settings;
pub mod setup;
pub mod tasks;
pub mod template;
pub mod understand;
