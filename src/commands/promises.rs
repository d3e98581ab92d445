//! `vault promises`.

use crate::commands::{DONE, Failure, Format, Session, listing, who};
use crate::render::{json, text};
use crate::views::promises::{self, Wanted};

/// List open promises, mine and theirs, the overdue first
///
/// Promises are the tasks in a contact's note, the tasks elsewhere that link a contact, and entries marked #promised or #asked. The
/// numbers are for `vault done`.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  vault promises
  vault promises --mine Ana Diaz")]
pub struct Args {
    /// Only those about this contact [default: everyone]
    #[arg(value_name = "NAME")]
    name: Vec<String>,
    /// Also the kept, cancelled and moved ones
    #[arg(long)]
    all: bool,
    /// Only what I owe
    #[arg(long, conflicts_with = "theirs")]
    mine: bool,
    /// Only what they owe
    #[arg(long)]
    theirs: bool,
}

/// Runs it.
pub fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let contact = if args.name.is_empty() { None } else { Some(who::find(session, &args.name)?) };
    let workspace = session.workspace;
    let book = &workspace.book;
    let contact = contact.map(|contact| book.contacts[contact as usize].note);
    let wanted = Wanted { all: args.all, mine: args.mine, theirs: args.theirs, contact };
    let rows = promises::of(book, &|note| workspace.text(note), wanted);
    match session.format {
        Format::Json => json::promises::write(book, &rows, session.out)?,
        _ => {
            text::promises::write(book, &rows, &session.style, session.out)?;
            listing::keep(session, &rows);
        }
    }
    Ok(DONE)
}
