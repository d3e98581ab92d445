//! `vault promise`.

use crate::base::spoken::{self, Lean};
use crate::changes::understand::day::Calendar;
use crate::commands::drafts::Drafts;
use crate::commands::owed::{self, Owed};
use crate::commands::writing::{self, DryRun};
use crate::commands::{Failure, Session, who};

/// Write down what you promised somebody, or they promised you, as a task in their note
///
/// The task is written as the vault writes its tasks (`📅`, `[due:: ]`, `due:` …) and stands with those the note has, else under a heading
/// `Promises`; theirs under `They owe`. A day at the end of the text, `by friday`, is when it is due.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  vault promise Ana \"send the deck\" --due friday
  vault promise \"Bo Lind\" \"return the book by 3 June\" --theirs")]
pub struct Args {
    /// Whom, then what
    #[arg(value_name = "NAME TEXT", required = true, num_args = 2..)]
    words: Vec<String>,
    /// By when [default: what the text says, else no day]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    due: Option<String>,
    /// They owe it to you
    #[arg(long)]
    theirs: bool,
    #[command(flatten)]
    dry_run: DryRun,
}

/// Runs it.
pub fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let (contact, text) = split(session, &args.words)?;
    let book = &session.workspace.book;
    let (name, path) = {
        let contact = &book.contacts[contact as usize];
        (book.name(contact).to_owned(), book.path(contact.note).to_owned())
    };
    let today = book.as_of;
    let calendar = Calendar { today, order: book.config.date_order };
    let (text, due) = match &args.due {
        Some(due) => (text, Some(spoken::read(due, today, Lean::Future).map_err(|misread| Failure::new(misread.to_string()))?)),
        None => match calendar.due(&text) {
            Some((due, place)) => {
                let (before, behind) = (text.get(..place.start).unwrap_or(""), text.get(place.end..).unwrap_or(""));
                (format!("{} {}", before.trim_end_matches([' ', ',']), behind.trim_start()).trim().to_owned(), Some(due))
            }
            None => (text, None),
        },
    };
    if text.trim().is_empty() {
        return Err(Failure::new("there is nothing promised").hint("say what: `vault promise Ana \"send the deck\"`"));
    }
    let owed = Owed { text, due, theirs: args.theirs };
    writing::say(session, &owed.told(&name))?;
    let mut drafts = Drafts::default();
    let title = format!("promise {} {} {name}", owed.text, if args.theirs { "by" } else { "to" });
    owed::put(session, &mut drafts, &path, &[owed], today)?;
    writing::carry_out(session, &drafts.change(title)?, args.dry_run)
}

/// The contact that as many of the first words as possible name, and the text behind them.
fn split(session: &mut Session<'_>, words: &[String]) -> Result<(u32, String), Failure> {
    let book = &session.workspace.book;
    let named = |count: &usize| {
        let name = words.get(..*count).unwrap_or_default().join(" ");
        matches!(who::named_or_none(book, &name), Ok(Some((_, false))))
    };
    let count = (1..words.len()).rev().find(named).unwrap_or(if words.len() == 2 { 1 } else { words.len() - 1 });
    let contact = who::find(session, words.get(..count).unwrap_or_default())?;
    let text = words.get(count..).unwrap_or_default().join(" ");
    Ok((contact, text.split_whitespace().collect::<Vec<_>>().join(" ")))
}
