//! What the state is written with: the codec all floors share.

pub use crate::base::codec::{Get, put, put_date, put_signed, put_text};
