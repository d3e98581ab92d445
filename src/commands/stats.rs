//! `vault stats`.

use crate::commands::{DONE, Failure, Format, Session, who};
use crate::render::style::Style;
use crate::render::{json, text};
use crate::views::stats;

/// Show how it has been: contact by month and day, channels, who began, promises kept, who was in touch
///
/// Of one person, or of everybody. A day of contact is one day with one person. Who began is told only where the words of an entry say so
/// (`she wrote`, `sent the paper`). Plots are of block characters on a terminal, of ASCII elsewhere.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  vault stats
  vault stats Ana Diaz --ascii")]
pub struct Args {
    /// Whose, quotes are not needed [default: everybody's]
    #[arg(value_name = "NAME")]
    name: Vec<String>,
    /// Draw with ASCII characters on a terminal too
    #[arg(long)]
    ascii: bool,
}

/// Runs it.
pub fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let contact = if args.name.is_empty() { None } else { Some(who::find(session, &args.name)?) };
    let workspace = session.workspace;
    let book = &workspace.book;
    let stats = stats::of(book, &|note| workspace.text(note), contact);
    match session.format {
        Format::Json => json::stats::write(book, &stats, session.out)?,
        _ => {
            let style = Style { blocks: session.style.blocks && !args.ascii, ..session.style };
            text::stats::write(book, &stats, &style, session.out)?;
        }
    }
    Ok(DONE)
}
