//! `vault show`.

use crate::commands::{DONE, Failure, Format, Session, who};
use crate::render::{json, text};
use crate::views::show;

/// How many days of contact the text shows.
const RECENT: usize = 5;

/// Show one person: details, status, promises, dates, cautions, the last interactions
///
/// NAME is a name, an alias, an id or a unique part of one; case, accents and small typos are forgiven.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  vault show Ana Diaz
  vault show ana --format json")]
pub struct Args {
    /// Whom, quotes are not needed
    #[arg(value_name = "NAME", required = true, num_args = 1..)]
    name: Vec<String>,
}

/// Runs it.
pub fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let contact = who::find(session, &args.name)?;
    let workspace = session.workspace;
    let book = &workspace.book;
    let text = |note: u32| workspace.text(note);
    match session.format {
        Format::Json => json::show::write(book, &show::of(book, &text, contact, None), session.out)?,
        _ => text::show::write(book, &workspace.root, &show::of(book, &text, contact, Some(RECENT)), &session.style, session.out)?,
    }
    Ok(DONE)
}
