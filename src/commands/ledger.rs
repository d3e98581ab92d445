//! `vault ledger`.

use crate::book::graph;
use crate::commands::{DONE, Failure, Format, Session, who};
use crate::render::{json, text};
use crate::views::ledger;

/// Show what was given and received, and how introductions went on
///
/// Entries marked #gave, #received and #intro are counted, each once, the older the less. With a name: each of them with its place.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  vault ledger                     the largest differences, both ways
  vault ledger Ana Diaz")]
pub struct Args {
    /// With whom, quotes are not needed [default: everyone]
    #[arg(value_name = "NAME")]
    name: Vec<String>,
    /// How many people each way, and introductions, at most; 0 for all
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
}

/// Runs it.
pub fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let contact = if args.name.is_empty() { None } else { Some(who::find(session, &args.name)?) };
    let workspace = session.workspace;
    let book = &workspace.book;
    let limit = if args.limit == 0 { usize::MAX } else { args.limit };
    let graph = graph::of(book);
    let answer = match contact {
        Some(contact) => ledger::of_one(book, &|note| workspace.text(note), &graph, contact),
        None => ledger::of_all(book, &graph, limit),
    };
    match session.format {
        Format::Json => json::ledger::write(book, &answer, session.out)?,
        _ => text::ledger::write(book, &answer, &session.style, session.out)?,
    }
    Ok(DONE)
}
