//! `vault suggest`.

use crate::base::change::{Change, FileChange};
use crate::base::fold;
use crate::changes::set::{How, Typed};
use crate::commands::writing::{self, DryRun};
use crate::commands::{DONE, Failure, Format, Session, set, several};
use crate::phrases::suggest as phrases;
use crate::render::{json, text};
use crate::views::suggest::{self, Suggestion, Verdict};

/// How many suggestions are shown, unless told otherwise.
const LIMIT: usize = 10;

/// Suggest what would fit, from how it has been: a cadence
///
/// Suggestions are shown as the change they would make; nothing is written until it is asked for.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  vault suggest cadence
  vault suggest cadence \"Ana Diaz\" --apply")]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

/// What is suggested.
#[derive(clap::Subcommand, Debug)]
enum What {
    Cadence(Cadence),
}

/// Suggest how often to be in touch, from the median of recent gaps
///
/// For people without a cadence whose last days of contact tell a rhythm (four gaps or more, over three weeks or more), and for people whose
/// cadence is never kept. Where the gaps scatter, an ideal and a maximum are suggested. With --apply the key `cadence` of each person's note
/// is written: of those named, else, on a terminal, of those shown after a question.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  vault suggest cadence
  vault suggest cadence \"Ana Diaz\" Bo
  vault suggest cadence Ana --apply")]
struct Cadence {
    /// Whose [default: everyone's]
    #[arg(value_name = "NAME")]
    name: Vec<String>,
    /// How many to show, 0 for all
    #[arg(long, value_name = "N", default_value_t = LIMIT)]
    limit: usize,
    /// Write what is suggested
    #[arg(long)]
    apply: bool,
    /// Show what would be changed as a diff, and change nothing, with --apply too
    #[arg(short = 'n', long)]
    dry_run: bool,
}

impl Args {
    /// Whether notes are changed.
    pub fn writes(&self) -> bool {
        let What::Cadence(cadence) = &self.what;
        cadence.apply
    }
}

/// Runs it.
pub fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let What::Cadence(args) = &args.what;
    if args.apply && args.name.is_empty() && session.outside.ask.is_none() {
        return Err(Failure::new("whose cadence is to be written is not said").hint("name them: `vault suggest cadence NAME… --apply`"));
    }
    let (mut suggestions, remarks) = asked(args, session)?;
    let all = suggestions.len();
    suggestions.truncate(if args.limit == 0 || !args.name.is_empty() { all } else { args.limit });
    let more = all - suggestions.len();
    if session.format == Format::Json {
        json::suggest::write(&session.workspace.book, &suggestions, more, session.out)?;
        return Ok(DONE);
    }
    let changes: Vec<Result<FileChange, Failure>> = suggestions.iter().map(|one| file(session, one)).collect();
    if args.apply && !args.name.is_empty() {
        return apply(&suggestions, changes, &remarks, args, session);
    }
    {
        let book = &session.workspace.book;
        let shown = text::suggest::Shown { suggestions: &suggestions, remarks: &remarks, more };
        text::suggest::write(book, &shown, &session.style, session.out)?;
        for change in &changes {
            match change {
                Ok(file) => {
                    let change = Change { title: String::new(), files: vec![file.clone()] };
                    crate::render::diff::write(&change, &session.style, session.out)?;
                }
                Err(failure) => writeln!(session.out, "{}", crate::render::clean::clean(&failure.message))?,
            }
        }
    }
    match session.outside.ask {
        _ if suggestions.is_empty() => Ok(DONE),
        Some(ask) if args.apply && !args.dry_run => {
            session.out.flush()?;
            let writable = changes.iter().filter(|change| change.is_ok()).count();
            let yes = ask(&phrases::ask(writable)).is_ok_and(|answer| matches!(fold::key(&answer).as_str(), "y" | "yes"));
            if yes {
                return apply(&suggestions, changes, &[], args, session);
            }
            writing::say(session, "nothing is changed")?;
            Ok(DONE)
        }
        _ => {
            if !args.apply {
                writing::say(session, phrases::accept())?;
            }
            Ok(DONE)
        }
    }
}

/// The suggestions asked for, and what is to be said of the people named for whom there is none.
fn asked(args: &Cadence, session: &mut Session<'_>) -> Result<(Vec<Suggestion>, Vec<String>), Failure> {
    if args.name.is_empty() {
        return Ok((suggest::all(&session.workspace.book), Vec::new()));
    }
    let (mut suggestions, mut remarks) = (Vec::new(), Vec::new());
    for person in several::find(session, &args.name)? {
        match suggest::one(&session.workspace.book, person) {
            Verdict::Suggest(one) => suggestions.push(one),
            Verdict::Nothing(why) => remarks.push(why),
        }
    }
    Ok((suggestions, remarks))
}

/// What accepting a suggestion changes: the same as `vault set NAME cadence=…`.
fn file(session: &Session<'_>, suggestion: &Suggestion) -> Result<FileChange, Failure> {
    let typed = [Typed { key: "cadence".to_owned(), how: How::Set(suggestion.text.clone()) }];
    set::file(session, suggestion.contact, &typed).map(|(file, _)| file)
}

/// Writes suggestions; a note that cannot be changed is a failure where it was named, else left out.
fn apply(
    suggestions: &[Suggestion],
    changes: Vec<Result<FileChange, Failure>>,
    remarks: &[String],
    args: &Cadence,
    session: &mut Session<'_>,
) -> Result<u8, Failure> {
    let mut files = Vec::new();
    let mut names = Vec::new();
    for (suggestion, change) in suggestions.iter().zip(changes) {
        let book = &session.workspace.book;
        let name = book.name(&book.contacts[suggestion.contact as usize]).to_owned();
        match change {
            Ok(file) => files.push(file),
            Err(_) if args.name.is_empty() => continue,
            Err(failure) => return Err(failure),
        }
        writing::say(session, &format!("{name}: {}: `cadence` is `{}`", suggestion.why, suggestion.text))?;
        names.push(name);
    }
    for remark in remarks {
        writing::say(session, remark)?;
    }
    if files.is_empty() {
        return Ok(DONE);
    }
    let change = Change { title: format!("suggest cadence {}", names.join(", ")), files };
    writing::carry_out(session, &change, DryRun { dry_run: args.dry_run })
}
