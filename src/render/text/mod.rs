//! Text for people: aligned, within the terminal's width, no table borders.

pub mod check;
pub mod list;
