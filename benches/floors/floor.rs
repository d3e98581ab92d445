//! The floors, each a child process of the benchmark: what any program must at least do to see that nothing changed (stat), to look into
//! every note (read), and to understand every note (parse). Two threads each, as the definitions in `docs/performance.md` say.

use std::path::Path;
use std::process::ExitCode;

use pulldown_cmark::{Options, Parser};

#[cfg(target_os = "linux")]
use crate::walk_linux::each_note;
#[cfg(not(target_os = "linux"))]
use crate::walk_portable::each_note;

/// The first argument of a child.
pub const CHILD: &str = "--floor";

/// Does the work of one floor and prints a number that depends on all of it, so that nothing can be left out.
pub fn run(floor: &str, vault: &Path) -> ExitCode {
    let sum = match floor {
        "stat" => each_note(vault, |note, _| note.stat()),
        "read" => each_note(vault, |note, buffer| note.read(buffer).len() as u64),
        "parse" => each_note(vault, |note, buffer| parse(note.read(buffer))),
        _ => return ExitCode::FAILURE,
    };
    println!("{sum}");
    ExitCode::SUCCESS
}

/// How many events the parser sees, with the options of `src/note/body.rs`.
fn parse(bytes: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(bytes);
    let options = Options::ENABLE_WIKILINKS
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES;
    Parser::new_ext(&text, options).count() as u64
}
