//! `vault undo`.

use std::io;

use crate::base::english;
use crate::commands::writing::{self, DryRun};
use crate::commands::{DONE, Failure, Session};
use crate::files::journal::{Entry, State};
use crate::files::undo::{self, Refused, Way};
use crate::render::clean::clean;
use crate::render::diff;
use crate::render::style::{cut, pad, width};

/// Take back what `vault` last wrote, unless the file was changed since
///
/// All files of one command are taken back together, byte for byte; a note it made is removed. When one of them was changed since, by you
/// or another program, nothing is taken back. The last 200 changes of the last 90 days are kept, in the cache folder.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  vault undo
  vault undo --list
  vault undo 12 --dry-run")]
pub struct Args {
    /// The number of a change, as `--list` shows it [default: the last one]
    #[arg(value_name = "N")]
    number: Option<u64>,
    /// List the changes that are kept, the newest first
    #[arg(long, conflicts_with_all = ["number", "redo", "dry_run"])]
    list: bool,
    /// Make again what was taken back last
    #[arg(long)]
    redo: bool,
    #[command(flatten)]
    dry_run: DryRun,
}

/// Runs it.
pub fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let journal = writing::journal(session);
    if args.list {
        let entries = journal.entries().map_err(|message| Failure::new(format!("cannot read the journal: {message}")))?;
        list(&entries, session)?;
        return Ok(DONE);
    }
    let way = if args.redo { Way::Again } else { Way::Back };
    let run = if args.dry_run.dry_run { undo::preview } else { undo::undo };
    let undone = run(&session.workspace.root, &journal, args.number, way).map_err(failure)?;
    writing::tell_interrupted(session, &undone.interrupted)?;
    if args.dry_run.dry_run {
        for file in &undone.files {
            diff::write_file(&file.path, file.from.as_deref(), file.to.as_deref(), &session.style, session.out)?;
        }
        return Ok(DONE);
    }
    let done = if args.redo { "made again" } else { "took back" };
    writing::say(session, &format!("{done} `{}` of {}", undone.entry.title, undone.entry.day))?;
    for file in undone.files.iter().filter(|file| file.to.is_none()) {
        writing::say(session, &format!("removed `{}`", file.path))?;
    }
    writing::print_paths(session, undone.files.iter().map(|file| file.path.as_str()))?;
    Ok(DONE)
}

fn failure(refused: Refused) -> Failure {
    let failure = Failure::new(refused.to_string());
    match refused.hint() {
        Some(hint) => failure.hint(hint),
        None => failure,
    }
}

/// A line a change: number, day, what was done, which files, and whether it stands.
fn list(entries: &[Entry], session: &mut Session<'_>) -> io::Result<()> {
    let style = session.style;
    let digits = entries.iter().map(|entry| entry.number.to_string().len()).max().unwrap_or(0);
    let titles = entries.iter().map(|entry| width(&clean(&entry.title))).max().unwrap_or(0).min(style.width / 2);
    for entry in entries {
        let files = match entry.paths.as_slice() {
            [only] => clean(only).into_owned(),
            several => english::count(several.len() as i64, "file"),
        };
        let state = match entry.state {
            State::Done => "",
            State::Open | State::Half => "  interrupted",
            State::Undone => "  taken back",
        };
        let title = pad(&cut(&clean(&entry.title), titles), titles);
        let line = format!("{:>digits$}  {}  {title}  {files}", entry.number, entry.day);
        let line = cut(&line, style.width.saturating_sub(state.len()));
        writeln!(session.out, "{}{}", line.trim_end(), style.dim(state))?;
    }
    Ok(())
}
