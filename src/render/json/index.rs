//! The JSON of `index`.

use std::io::{self, Write};

use serde::Serialize;

use crate::base::date::Date;
use crate::render::json;
use crate::workspace::Status;

#[derive(Serialize)]
struct Answer {
    version: u32,
    as_of: String,
    location: String,
    notes: u32,
    entries: u64,
    bytes: u64,
    facts_bytes: Option<u64>,
    words_bytes: Option<u64>,
    segments: Option<usize>,
    age_seconds: Option<u64>,
    words_fresh: bool,
}

#[derive(Serialize)]
struct Damage<'d> {
    version: u32,
    as_of: String,
    damage: &'d [String],
}

/// Writes what is kept.
pub fn write(as_of: Date, status: &Status, out: &mut dyn Write) -> io::Result<()> {
    let words = status.words.as_ref();
    let answer = Answer {
        version: json::VERSION,
        as_of: as_of.to_string(),
        location: status.location.display().to_string(),
        notes: status.notes,
        entries: status.entries,
        bytes: status.facts_bytes.unwrap_or(0) + words.map_or(0, |words| words.bytes),
        facts_bytes: status.facts_bytes,
        words_bytes: words.map(|words| words.bytes),
        segments: words.map(|words| words.segments),
        age_seconds: status.age,
        words_fresh: words.is_some_and(|words| words.is_fresh),
    };
    json::write(&answer, out)
}

/// Writes what is wrong with what is kept.
pub fn write_damage(as_of: Date, damage: &[String], out: &mut dyn Write) -> io::Result<()> {
    json::write(&Damage { version: json::VERSION, as_of: as_of.to_string(), damage }, out)
}
