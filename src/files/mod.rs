//! Walks a vault, reads its files, and carries out changes of them. Nothing else below the front ends touches the disk. Parses nothing,
//! and knows no setting but those handed in.

pub mod apply;
mod attributes;
pub mod cache;
mod inside;
pub mod journal;
pub mod keep;
pub mod kept;
pub mod listing;
pub mod read;
pub mod root;
pub mod settings;
pub mod step;
pub mod swap;
pub mod templates;
pub mod trouble;
pub mod undo;
pub mod walk;

use std::io;

/// What went wrong, in the words of a message: lower case, without the system's error number.
fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::NotFound => "no such file".to_owned(),
        _ => {
            let text = error.to_string();
            let text = text.split(" (os error").next().unwrap_or_default();
            let mut letters = text.chars();
            letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
        }
    }
}
