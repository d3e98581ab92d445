//! `vault init`.

use std::path::{Path, PathBuf};

use crate::base::change::{Change, FileChange};
use crate::base::english;
use crate::changes::setup;
use crate::commands::writing::{self, DryRun};
use crate::commands::{DONE, Failure, Session, check};
use crate::config::DailyNotes;
use crate::files::{read, root};
use crate::render::clean::clean;
use crate::render::text;

/// Set up a folder of notes: say what is recognised, and write the settings
///
/// Reads Obsidian's settings and looks at the folders. Writes `.vault/config.toml`, in which every default stands commented out, and
/// `.vault/.gitignore`. Files that are there are left alone, notes in any case.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  vault init
  vault init ~/Notes --templates
  vault init --sample ~/sample-vault")]
pub struct Args {
    /// The folder [default: that of `--vault`, else the current one]
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Make a small vault to try everything on, in a new folder
    #[arg(long, requires = "folder", conflicts_with = "templates")]
    sample: bool,
    /// Also write the built-in templates into `.vault/templates`, to be changed
    #[arg(long)]
    templates: bool,
    #[command(flatten)]
    dry_run: DryRun,
}

impl Args {
    /// The folder to set up, made when the sample goes there.
    pub fn root(&self, vault: Option<&Path>, current: &Path) -> Result<PathBuf, Failure> {
        let named = self.folder.as_deref().or(vault);
        let root: PathBuf = current.join(named.unwrap_or(Path::new(""))).components().collect();
        if root.is_dir() {
            return Ok(root);
        }
        let shown = named.unwrap_or(&root).display().to_string();
        if !self.sample {
            return Err(Failure::new(format!("`{shown}` is no folder")).hint("make it first, or give the folder your notes are in"));
        }
        if self.dry_run.dry_run {
            return Err(Failure::new(format!("`{shown}` is not there yet")).hint("without `--dry-run` it is made"));
        }
        root::make(&root).map_err(|why| Failure::new(format!("cannot make the folder `{shown}`: {why}")))?;
        Ok(root)
    }
}

/// Runs it.
pub fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let root = session.workspace.root.clone();
    if args.sample {
        return sample(args, &root, session);
    }
    if !session.quiet {
        told(session)?;
    }
    let files: Vec<FileChange> = setup::files(args.templates).into_iter().filter(|file| is_missing(&root, file.path())).collect();
    if files.is_empty() {
        writing::say(session, "already set up: nothing to change")?;
        return Ok(DONE);
    }
    writing::carry_out(session, &Change { title: "init".to_owned(), files }, args.dry_run)
}

fn sample(args: &Args, root: &Path, session: &mut Session<'_>) -> Result<u8, Failure> {
    let files = setup::sample();
    let (missing, there): (Vec<FileChange>, Vec<FileChange>) = files.into_iter().partition(|file| is_missing(root, file.path()));
    if missing.is_empty() {
        writing::say(session, "the sample vault is there already: nothing to change")?;
        return Ok(DONE);
    }
    let is_sample = there.iter().any(|file| file.path() == ".vault/config.toml" && same(root, file));
    if !is_sample && root::has_files(root) {
        return Err(
            Failure::new(format!("`{}` is not empty", root.display())).hint("give a new folder; the sample is never mixed with your notes")
        );
    }
    let count = missing.len() as i64;
    let change = Change { title: "init --sample".to_owned(), files: missing };
    if args.dry_run.dry_run {
        return writing::carry_out(session, &change, args.dry_run);
    }
    writing::make(session, &change)?;
    writeln!(session.out, "{}", clean(&root.display().to_string()))?;
    writing::say(
        session,
        &format!("wrote {}; try `vault --vault {} report --as-of 2026-11-23`", english::count(count, "file"), root.display()),
    )?;
    Ok(DONE)
}

/// Whether nothing of that name is there, not even a link that leads nowhere.
fn is_missing(root: &Path, path: &str) -> bool {
    root.join(path).symlink_metadata().is_err()
}

fn same(root: &Path, file: &FileChange) -> bool {
    read::bytes(&root.join(file.path())).ok() == file.after()
}

/// What of Obsidian's settings is used, and what was recognised.
fn told(session: &mut Session<'_>) -> Result<(), Failure> {
    let config = &session.workspace.book.config;
    let notes = |what: &str, notes: &DailyNotes| {
        let folder = if notes.folder.is_empty() { "the vault's folder".to_owned() } else { format!("`{}`", clean(&notes.folder)) };
        format!("{what} notes in {folder}, named `{}`", clean(&notes.format))
    };
    let mut lines: Vec<String> = config.daily.iter().map(|daily| notes("daily", daily)).collect();
    lines.extend(config.written.weekly.as_ref().map(|weekly| notes("weekly", weekly)));
    lines.extend(config.templates.iter().flatten().map(|folder| format!("templates in `{}`", clean(folder))));
    if !lines.is_empty() {
        writeln!(session.out, "From Obsidian's settings")?;
        for line in lines {
            writeln!(session.out, "  {line}")?;
        }
        writeln!(session.out)?;
    }
    let (overview, counts) = check::overview(session.workspace);
    text::check::write_overview(&overview, counts, &session.style, session.out)?;
    writeln!(session.out)?;
    Ok(())
}
