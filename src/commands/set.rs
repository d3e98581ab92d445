//! `vault set`.

use crate::base::change::{Change, FileChange};
use crate::changes::front_matter::{self, Refused};
use crate::changes::set::{self, How, Misfit, Typed, Understood};
use crate::commands::writing::{self, DryRun};
use crate::commands::{Failure, Session, who};

/// Set, add to or remove keys of a person's note
///
/// Only the front matter's own lines change; a note without one gets one. A key is written as the note already spells it. Cadences, dates,
/// tiers and statuses are checked; dates may be spoken (`birthday="7 April"`), and what was understood is said.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  vault set Ana Diaz cadence=monthly tier=B
  vault set ana tags+=climbing next_contact=\"next friday\"
  vault set ana --unset tier --dry-run")]
pub struct Args {
    /// Whom, then `key=value`, `key+=value` (adds to a list) or `key=` (removes)
    #[arg(value_name = "NAME… KEY=VALUE", required = true, num_args = 1..)]
    words: Vec<String>,
    /// Remove a key
    #[arg(long, value_name = "KEY")]
    unset: Vec<String>,
    #[command(flatten)]
    dry_run: DryRun,
}

/// Runs it.
pub fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let first = args.words.iter().position(|word| set::typed(word).is_some()).unwrap_or(args.words.len());
    let (name, words) = args.words.split_at(first);
    let mut typed = Vec::with_capacity(words.len() + args.unset.len());
    for word in words {
        let one = set::typed(word).ok_or_else(|| {
            Failure::new(format!("`{word}` is no `key=value`"))
                .hint("the name comes first; a value with blanks stands in quotes: `cadence=\"2 weeks\"`")
        })?;
        typed.push(one);
    }
    typed.extend(args.unset.iter().map(|key| Typed { key: key.clone(), how: How::Unset }));
    if typed.is_empty() {
        return Err(Failure::new("nothing is set").hint("write for example `vault set Ana cadence=monthly`"));
    }
    if name.is_empty() {
        return Err(Failure::new("no name is given").hint("write for example `vault set Ana cadence=monthly`"));
    }
    let contact = who::find(session, name)?;
    keys(session, contact, "set", &typed, args.dry_run)
}

/// Carries out requests for a contact's front matter. `verb` begins the journal's title.
pub fn keys(session: &mut Session<'_>, contact: u32, verb: &str, typed: &[Typed], dry_run: DryRun) -> Result<u8, Failure> {
    let (file, understood) = file(session, contact, typed)?;
    let book = &session.workspace.book;
    let name = book.name(&book.contacts[contact as usize]).to_owned();
    for one in &understood {
        for notice in &one.notices {
            writing::say(session, &format!("warning: {notice}"))?;
        }
        writing::say(session, &format!("{name}: {}", one.said))?;
    }
    let change = Change { title: title(verb, &name, typed), files: vec![file] };
    writing::carry_out(session, &change, dry_run)
}

/// What requests for a contact's front matter change in the note, and what was understood.
pub fn file(session: &Session<'_>, contact: u32, typed: &[Typed]) -> Result<(FileChange, Vec<Understood>), Failure> {
    let book = &session.workspace.book;
    let path = book.path(book.contacts[contact as usize].note).to_owned();
    let text = writing::open(session, &path)?;
    let understood = set::understand(book, book.as_of, &text, typed).map_err(misfit)?;
    let requests: Vec<_> = understood.iter().map(|one| one.request.clone()).collect();
    let edits = front_matter::edits(&text, &requests).map_err(|refused| refusal(&path, &refused))?;
    Ok((FileChange::Modify { path, before: text.into_bytes(), edits }, understood))
}

fn misfit(misfit: Misfit) -> Failure {
    let failure = Failure::new(misfit.message);
    match misfit.hint {
        Some(hint) => failure.hint(hint),
        None => failure,
    }
}

fn refusal(path: &str, refused: &Refused) -> Failure {
    let failure = Failure::new(format!("cannot change `{path}`: {refused}"));
    match refused {
        Refused::Malformed(_) | Refused::Unclosed => failure.hint(format!("`vault check \"{path}\"` shows the place")),
        Refused::Key { .. } | Refused::Misread(_) => failure.hint("change it by hand"),
    }
}

/// `set Ana Diaz tier=B tags+=climbing`.
fn title(verb: &str, name: &str, typed: &[Typed]) -> String {
    let one = |typed: &Typed| match &typed.how {
        How::Set(value) => format!("{}={value}", typed.key),
        How::Add(value) => format!("{}+={value}", typed.key),
        How::Unset => format!("{}=", typed.key),
    };
    format!("{verb} {name} {}", typed.iter().map(one).collect::<Vec<_>>().join(" "))
}
