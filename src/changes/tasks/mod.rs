//! Tasks as they are written in notes: their style, a new one at its place, one completed with the next of a recurring one.

pub mod add;
pub mod complete;
pub mod recur;
pub mod style;
