//! Text for people: aligned, within the terminal's width, no table borders.

pub mod list;
pub mod report;
