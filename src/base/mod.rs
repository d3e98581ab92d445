//! Words all floors share. Nothing here touches the disk, the clock or the environment.

pub mod birthday;
pub mod cadence;
pub mod change;
pub mod clock_scan;
pub mod codec;
pub mod date;
pub mod date_names;
pub mod date_scan;
pub mod date_stamp;
pub mod date_text;
pub mod diagnostic;
pub mod english;
pub mod file_date;
pub mod file_name;
pub mod fold;
pub mod hash;
pub mod moment;
pub mod moment_show;
pub mod now;
pub mod span;
pub mod spoken;
pub mod stamp;
pub mod when;
pub mod words;
