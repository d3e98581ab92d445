//! Words all floors share. Nothing here touches the disk, the clock or the environment.

pub mod date;
pub mod diagnostic;
pub mod fold;
pub mod span;
pub mod when;
