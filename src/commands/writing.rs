//! What every command that writes does alike: open a note for editing, say what was understood, then show the change as a diff or make it
//! and print the files changed. Decides no change itself.

use std::path::Path;

use crate::base::change::Change;
use crate::commands::{DONE, Failure, Session};
use crate::files::apply::{self, Applied, Holds, Interrupted};
use crate::files::journal::Journal;
use crate::files::read::{self, Encoding};
use crate::render::clean::clean;
use crate::render::diff;

/// The option of every command that writes.
#[derive(clap::Args, Clone, Copy, Debug)]
pub struct DryRun {
    /// Show what would be changed as a diff, and change nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// The text of a note, as it is on the disk now, for editing: its offsets are the file's.
pub fn open(session: &Session<'_>, path: &str) -> Result<String, Failure> {
    let cannot = |why: String| Failure::new(format!("cannot change `{path}`: {why}"));
    let text = read::read(&session.workspace.root.join(path)).map_err(|error| cannot(error.to_string()))?;
    match text.encoding {
        Encoding::Utf8 => Ok(text.text),
        Encoding::Utf16 => Err(cannot("it is written in UTF-16".to_owned()).hint("save it as UTF-8 first")),
    }
}

/// Says what was understood.
pub fn say(session: &mut Session<'_>, text: &str) -> Result<(), Failure> {
    if !session.quiet {
        writeln!(session.err, "{}", clean(text))?;
    }
    Ok(())
}

/// Makes a change and prints the files changed; with `--dry-run` prints it as a diff.
pub fn carry_out(session: &mut Session<'_>, change: &Change, dry_run: DryRun) -> Result<u8, Failure> {
    if dry_run.dry_run {
        diff::write(change, &session.style, session.out)?;
        return Ok(DONE);
    }
    let applied = make(session, change)?;
    print_paths(session, applied.paths.iter().map(String::as_str))?;
    if applied.number.is_none() {
        say(session, "nothing to change")?;
    }
    Ok(DONE)
}

/// Makes a change, prints no file, and warns of those an earlier run did not finish.
pub fn make(session: &mut Session<'_>, change: &Change) -> Result<Applied, Failure> {
    let root = &session.workspace.root;
    let applied = apply::apply(root, change, &journal(session), session.today).map_err(|not| {
        let failure = Failure::new(not.to_string());
        match not.hint() {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    })?;
    tell_interrupted(session, &applied.interrupted)?;
    Ok(applied)
}

/// The vault's journal of changes.
pub fn journal(session: &Session<'_>) -> Journal {
    Journal::new(session.cache)
}

/// Prints the files a command changed, a line each.
pub fn print_paths<'p>(session: &mut Session<'_>, paths: impl Iterator<Item = &'p str>) -> Result<(), Failure> {
    for path in paths {
        let file = session.workspace.root.join(Path::new(path));
        writeln!(session.out, "{}", session.style.file_link(&clean(path), &file))?;
    }
    Ok(())
}

/// Warns of changes that an earlier run did not finish.
pub fn tell_interrupted(session: &mut Session<'_>, interrupted: &[Interrupted]) -> Result<(), Failure> {
    for change in interrupted {
        writeln!(session.err, "warning: `{}` (change {}) was interrupted:", clean(&change.title), change.number)?;
        for (path, holds) in &change.files {
            let what = match holds {
                Holds::Old => "is as it was",
                Holds::New => "is changed",
                Holds::Torn => "is half written",
                Holds::Other => "was changed since",
            };
            writeln!(session.err, "warning:   `{}` {what}", clean(path))?;
        }
        writeln!(session.err, "hint: `vault undo {}` takes it back", change.number)?;
    }
    Ok(())
}
