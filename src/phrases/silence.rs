//! How a silence compares with what was meant or usual.

use crate::base::english;

/// `no contact for 7 months, meant to be every month`; where there never was any: `no contact in 7 months, …`.
pub fn lapsed(silence: i64, wished: &str, ever: bool) -> String {
    let how = if ever { "for" } else { "in" };
    format!("no contact {how} {}, meant to be {wished}", english::length(silence))
}

/// `quiet for 49 days, usually in touch every 14 days`.
pub fn drifting(silence: i64, rhythm: i64) -> String {
    format!("quiet for {}, usually in touch every {}", english::length(silence), english::length(rhythm))
}

/// `nothing noted yet, meant to be every 3 months`.
pub fn never(wished: &str) -> String {
    format!("nothing noted yet, meant to be {wished}")
}

/// `first contact 4 days ago, none since`.
pub fn first_contact(days: i64) -> String {
    format!("first contact {}, none since", english::ago(days))
}

/// `met 4 days ago, no contact since`; where only the note tells: `added 4 days ago, …`.
pub fn met(days: i64, estimated: bool) -> String {
    let what = if estimated { "added" } else { "met" };
    format!("{what} {}, no contact since", english::ago(days))
}
