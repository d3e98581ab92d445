//! `vault why`.

use crate::commands::{DONE, Failure, Format, Session, who};
use crate::render::{json, text};
use crate::views::why;

/// Explain a due date: each dated line that counts, each that does not, with its place
///
/// NAME is a name, an alias, an id or a unique part of one; case, accents and small typos are forgiven.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  vault why Ana Diaz
  vault why ana --as-of 2026-06-01")]
pub struct Args {
    /// Whom, quotes are not needed
    #[arg(value_name = "NAME", required = true, num_args = 1..)]
    name: Vec<String>,
}

/// Runs it.
pub fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let contact = who::find(session, &args.name)?;
    let workspace = session.workspace;
    let why = why::of(&workspace.book, &|note| workspace.text(note), contact);
    match session.format {
        Format::Json => json::why::write(&workspace.book, &why, session.out)?,
        _ => text::why::write(&workspace.book, &why, &session.style, session.out)?,
    }
    Ok(DONE)
}
