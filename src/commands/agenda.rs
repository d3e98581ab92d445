//! `vault agenda`.

use crate::commands::{DONE, Failure, Format, Session};
use crate::render::{json, text};
use crate::views::agenda;

/// Show what is coming: planned meetings, birthdays, dates, dues, promises
///
/// From the day asked for to the last of the days, both included. Who is archived, has died or wishes no contact is left out.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  vault agenda
  vault agenda --days 60")]
pub struct Args {
    /// How many days ahead
    #[arg(long, value_name = "N", default_value_t = 14, value_parser = clap::value_parser!(u32).range(0..=3660))]
    days: u32,
}

/// Runs it.
pub fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let workspace = session.workspace;
    let book = &workspace.book;
    let entries = agenda::of(book, &|note| workspace.text(note), args.days);
    match session.format {
        Format::Json => json::agenda::write(book, args.days, &entries, session.out)?,
        _ => text::agenda::write(book, args.days, &entries, &session.style, session.out)?,
    }
    Ok(DONE)
}
