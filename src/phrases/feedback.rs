//! Asking for feedback, waiting for it, and answering it.

use crate::base::date::{Date, Step};
use crate::base::english;

/// `gave you feedback 3 days ago; a word about it is still to come`.
pub fn unanswered(days: i64) -> String {
    format!("gave you feedback {}; a word about it is still to come", english::ago(days))
}

/// `asked on Mon 2026-11-02, no answer yet`.
pub fn waiting(asked: Date) -> String {
    format!("asked on {}, no answer yet", english::short_date(asked))
}

/// `last feedback 13 months ago, meant to be every year`; never: `not asked for feedback yet, meant to be every year`.
pub fn due(since: Option<i64>, wanted: Step) -> String {
    let wanted = english::every(wanted);
    match since {
        Some(days) => format!("last feedback {}, meant to be {wanted}", english::ago(days)),
        None => format!("not asked for feedback yet, meant to be {wanted}"),
    }
}

/// `they said: the tools, not the change`.
pub fn they_said(words: &str) -> String {
    format!("they said: {words}")
}

/// `you asked: what the pricing page leaves open`.
pub fn you_asked(words: &str) -> String {
    format!("you asked: {words}")
}

/// `Tue 2025-11-04 they said: the tools, not the change`.
pub fn they_said_on(day: Date, words: &str) -> String {
    format!("{} they said: {words}", english::short_date(day))
}
