//! The text of `index`.

use std::io::{self, Write};

use crate::base::english;
use crate::render::clean::clean;
use crate::workspace::Status;

/// Writes what is kept.
pub fn write(status: &Status, out: &mut dyn Write) -> io::Result<()> {
    let location = status.location.display().to_string();
    writeln!(out, "location  {}", clean(&location))?;
    let entries = english::count(i64::try_from(status.entries).unwrap_or(i64::MAX), "dated line");
    writeln!(out, "notes     {}, {entries}", status.notes)?;
    match (status.facts_bytes, status.age) {
        (Some(bytes), Some(age)) => writeln!(out, "facts     {}, written {}", size(bytes), ago(age))?,
        _ => writeln!(out, "facts     none yet")?,
    }
    match &status.words {
        Some(words) => {
            let segments = english::count(words.segments as i64, "segment");
            let fresh = if words.is_fresh { "up to date" } else { "to be brought up to date by the next search" };
            writeln!(out, "words     {}, {segments}, {fresh}", size(words.bytes))
        }
        None => writeln!(out, "words     none yet: the first search makes them"),
    }
}

/// Writes what is wrong with what is kept.
pub fn write_damage(damage: &[String], out: &mut dyn Write) -> io::Result<()> {
    for one in damage {
        writeln!(out, "{}", clean(one))?;
    }
    if damage.is_empty() {
        writeln!(out, "All that is kept is as it was written, and says what the notes say.")
    } else {
        writeln!(out, "hint: `vault index --rebuild` makes it anew")
    }
}

/// `12 kB`, `3.4 MB`.
fn size(bytes: u64) -> String {
    match bytes {
        0..1000 => format!("{bytes} bytes"),
        1000..1_000_000 => format!("{} kB", bytes / 1000),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

fn ago(seconds: u64) -> String {
    match seconds {
        0..60 => "just now".to_owned(),
        60..3600 => format!("{} ago", english::count((seconds / 60) as i64, "minute")),
        3600..86_400 => format!("{} ago", english::count((seconds / 3600) as i64, "hour")),
        _ => english::ago((seconds / 86_400) as i64),
    }
}
