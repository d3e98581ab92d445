//! `vault brief`.

use crate::base::spoken::{self, Lean};
use crate::commands::{DONE, Failure, Format, Session, event, several};
use crate::render::brief::{Occasion, Page};
use crate::render::{json, markdown, text};
use crate::views::brief::occasion::{self, Company};
use crate::views::{brief, words};

/// Show a page to read before meeting somebody
///
/// Who they are, how you met, family and names, the last talks, promises both ways, what was given, what to ask after and to be careful of:
/// one screen each. Without a name everyone planned for today: meetings, events, links in the day's note.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  vault brief \"Ana Diaz\" Bo
  vault brief --event \"Bonfire supper\"
  vault brief --on tomorrow --format markdown")]
pub struct Args {
    /// Whom; each name in quotes when there are several
    #[arg(value_name = "NAME", conflicts_with_all = ["event", "on"])]
    names: Vec<String>,
    /// Everyone at this event: the path or the name of its note
    #[arg(long, value_name = "NOTE", conflicts_with = "on")]
    event: Option<String>,
    /// Everyone planned for a day [default: today]
    #[arg(long, value_name = "DATE", num_args = 0..=1, default_missing_value = "today", allow_hyphen_values = true)]
    on: Option<String>,
}

/// Runs it.
pub fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let (occasion, company) = asked(args, session)?;
    let workspace = session.workspace;
    let book = &workspace.book;
    let texts = |note: u32| workspace.text(note);
    let briefs: Vec<_> = company.people.iter().map(|&contact| brief::of(book, &texts, contact)).collect();
    let page = Page { occasion: &occasion, briefs: &briefs, strangers: &company.strangers, unclear: &company.unclear };
    match session.format {
        Format::Json => json::brief::write(book, &page, session.out)?,
        Format::Markdown => markdown::brief::write(book, &page, session.out)?,
        _ => text::brief::write(book, &workspace.root, &page, &session.style, session.out)?,
    }
    Ok(DONE)
}

/// Whom the page is about, and why.
fn asked(args: &Args, session: &mut Session<'_>) -> Result<(Occasion, Company), Failure> {
    if !args.names.is_empty() {
        let people = several::find(session, &args.names)?;
        return Ok((Occasion::Named, Company { people, ..Company::default() }));
    }
    let book = &session.workspace.book;
    if let Some(name) = &args.event {
        let event = event::named(book, name)?;
        let title = words::title(book, event);
        return Ok((Occasion::Event { title, day: occasion::day(book, event) }, occasion::at(book, event)));
    }
    let day = match &args.on {
        Some(text) => spoken::read(text, book.as_of, Lean::Future).map_err(|misread| Failure::new(format!("`--on`: {misread}")))?,
        None => book.as_of,
    };
    let company = occasion::on(book, day);
    let events = company.events.iter().map(|&event| words::title(book, event)).collect();
    Ok((Occasion::Day { day, events }, company))
}
