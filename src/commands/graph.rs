//! `vault graph`.

use crate::book::graph;
use crate::commands::{DONE, Failure, Format, Session, who};
use crate::render::{json, text};
use crate::views;

/// Draw who knows whom: people, the companies and events they share, and what ties them
///
/// For Graphviz unless `--format mermaid` or `--format json` asks for another form. Companies and events of more than 30 people, and
/// those that one person alone names, are left out.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  vault graph | dot -Tsvg -o people.svg
  vault graph --around \"Ana Diaz\" --format mermaid")]
pub struct Args {
    /// Only those around this contact
    #[arg(long, value_name = "NAME")]
    around: Option<String>,
    /// How many steps around
    #[arg(long, value_name = "N", default_value_t = 2, requires = "around", value_parser = clap::value_parser!(u32).range(1..=6))]
    steps: u32,
}

/// Runs it.
pub fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let around = match &args.around {
        Some(name) => Some((who::find(session, std::slice::from_ref(name))?, args.steps)),
        None => None,
    };
    let book = &session.workspace.book;
    let drawing = views::graph::of(book, &graph::of(book), around);
    match session.format {
        Format::Json => json::graph::write(book, &drawing, session.out)?,
        Format::Mermaid => text::graph::mermaid(book, &drawing, session.out)?,
        _ => text::graph::dot(book, &drawing, session.out)?,
    }
    Ok(DONE)
}
