//! `vault in`.

use crate::base::fold;
use crate::base::span::Span;
use crate::commands::{DONE, Failure, Format, NOTHING, Session};
use crate::query::tree::{Leaf, Node, Test, Text};
use crate::render::clean::clean;
use crate::render::{json, text};
use crate::views::list::{self, Sort};

/// List who is in a place, who is due first
///
/// PLACE is a city or a part of its name, as the notes say it (`city`, `location` …); case and accents do not matter. The exit status is 1
/// when nobody is there.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  vault in Lisbon
  vault in New York --format json")]
pub struct Args {
    /// Where, quotes are not needed
    #[arg(value_name = "PLACE", required = true, num_args = 1..)]
    place: Vec<String>,
}

/// Runs it.
pub fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let place = args.place.join(" ");
    let wanted = fold::loose(&place);
    if wanted.is_empty() {
        return Err(Failure::new("the place is empty").hint("write a city or a part of its name"));
    }
    let book = &session.workspace.book;
    let query = Node::Leaf(Leaf { test: Test::Holds(Text::City, vec![wanted]), span: Span::default() });
    let list = list::of(book, &query, Sort::Due);
    match session.format {
        Format::Json => json::list::write_in(book, place.trim(), &list, session.out)?,
        _ if list.contacts.is_empty() => writeln!(session.out, "Nobody in `{}`.", clean(place.trim()))?,
        _ => text::list::write(book, &list, &session.style, session.out)?,
    }
    Ok(if list.contacts.is_empty() { NOTHING } else { DONE })
}
