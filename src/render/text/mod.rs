//! Text for people: aligned, within the terminal's width, no table borders.

pub mod agenda;
pub mod layout;
pub mod formats;
pub mod inspect;
pub mod list;
pub mod promises;
pub mod show;
pub mod status;
pub mod why;
