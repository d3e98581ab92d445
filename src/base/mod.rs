//! Words all floors share. Nothing here touches the disk, the clock or the environment.

pub mod clock_scan;
pub mod date;
pub mod date_names;
pub mod date_scan;
pub mod date_stamp;
pub mod date_text;
pub mod diagnostic;
pub mod fold;
pub mod span;
pub mod when;
