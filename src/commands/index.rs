//! `vault index`.

use crate::commands::{DONE, Failure, Format, NOTHING, Session};
use crate::render::{json, text};
use crate::workspace::Kept;

/// Look at the index, build it anew, or verify it
///
/// The index keeps what the notes say, so that a question need not read them all: facts for `report` and `list`, words for `search`. It is
/// kept fresh by every command and may be deleted at any time; this is for looking and mending. Without a flag it is brought up to date.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  vault index --status
  vault index --rebuild")]
pub struct Args {
    /// Say what is kept, how much and where
    #[arg(long)]
    status: bool,
    /// Throw it away and read every note
    #[arg(long, conflicts_with = "status")]
    rebuild: bool,
    /// Check every byte, and compare what is kept with what the notes say
    #[arg(long, conflicts_with_all = ["status", "rebuild"])]
    verify: bool,
}

impl Args {
    /// Whether every note is to be read.
    pub fn rebuilds(&self) -> bool {
        self.rebuild
    }
}

/// Runs it.
pub fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let workspace = session.workspace;
    if workspace.cache.is_none() {
        return Err(Failure::new("no index is kept")
            .hint("leave `--no-index` out, set $HOME or $XDG_CACHE_HOME, or say `location = \"vault\"` under `[index]` in the settings"));
    }
    if args.verify {
        let damage = workspace.verify();
        match session.format {
            Format::Json => json::index::write_damage(workspace.book.as_of, &damage, session.out)?,
            _ => text::index::write_damage(&damage, session.out)?,
        }
        return Ok(if damage.is_empty() { DONE } else { NOTHING });
    }
    if !args.status {
        if let Kept::No(message) = workspace.finish() {
            return Err(Failure::new(format!("the index cannot be kept: {message}")));
        }
        let words = workspace.words(session.outside.progress).map_err(|error| Failure::new(error.to_string()))?;
        if let Some(warning) = words.warning {
            return Err(Failure::new(warning));
        }
    }
    let status = workspace.status();
    match session.format {
        Format::Json => json::index::write(workspace.book.as_of, &status, session.out)?,
        _ => text::index::write(&status, session.out)?,
    }
    Ok(DONE)
}
