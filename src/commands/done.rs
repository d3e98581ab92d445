//! `vault done`.

use crate::base::change::{Change, Edit, FileChange, edited};
use crate::base::date::Date;
use crate::base::english;
use crate::base::fold;
use crate::base::span::Span;
use crate::base::spoken::{self, Lean};
use crate::book::promises::State;
use crate::changes::place::{self, Entry};
use crate::changes::tasks::complete::{self, Completed, Next, Refused};
use crate::commands::writing::{self, DryRun};
use crate::commands::{Failure, Session, listing, owed, who};
use crate::facts;
use crate::render::clean::clean;
use crate::views::promises::{self, Row, Wanted};

/// Complete a promise, by its number in `vault promises` or by words of it
///
/// The task is ticked and gets its day (`✅ 2026-05-20`, in the style it has); of a recurring one the next is written above it. A promise
/// marked `#promised` or `#asked` is closed by an entry marked `#kept`, or by `#kept` in its own line. When the line was changed since it was listed, nothing is done.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  vault done 2
  vault done deck
  vault done --contact Ana send deck")]
pub struct Args {
    /// The number in the last `vault promises`, or words of it
    #[arg(value_name = "N|WORDS", required_unless_present = "contact")]
    words: Vec<String>,
    /// Only what is about this contact
    #[arg(long, value_name = "NAME")]
    contact: Option<String>,
    /// The day it was done [default: today]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    date: Option<String>,
    #[command(flatten)]
    dry_run: DryRun,
}

/// A promise to be completed.
struct Chosen {
    path: String,
    row: u32,
    line: String,
}

/// Runs it.
pub fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let today = session.workspace.book.as_of;
    let day = match &args.date {
        Some(text) => spoken::read(text, today, Lean::Past).map_err(|misread| Failure::new(misread.to_string()))?,
        None => today,
    };
    let number = match args.words.as_slice() {
        [word] if args.contact.is_none() => word.parse::<usize>().ok(),
        _ => None,
    };
    let chosen = match number {
        Some(number) => {
            let listed = listing::place(session, number)?;
            Chosen { path: listed.path, row: listed.row, line: listed.line }
        }
        None => by_words(args, session)?,
    };
    let source = writing::open(session, &chosen.path)?;
    if listing::line_of(&source, chosen.row) != chosen.line {
        return Err(Failure::new(format!("line {} of `{}` has changed since it was listed", chosen.row, chosen.path))
            .hint("`vault promises` lists the promises as they are now"));
    }
    let facts = facts::read(&source);
    let style = owed::style(session, &source).dates;
    let title = format!("done {}", shown(session, &chosen).unwrap_or_else(|| chosen.line.trim().to_owned()));
    let edits = match complete::complete(&source, &facts, chosen.row, day, style) {
        Ok(completed) => {
            tell(session, &chosen, &completed, day)?;
            completed.edits
        }
        Err(Refused::NoTask) => vec![kept(session, &chosen, &source, day)?],
        Err(Refused::Done) => return Err(Failure::new(format!("`{}` is done already", title.trim_start_matches("done ")))),
        Err(Refused::Closed) => return Err(Failure::new(format!("`{}` was called off or moved", title.trim_start_matches("done ")))),
    };
    let change = Change { title, files: vec![FileChange::Modify { path: chosen.path, before: source.into_bytes(), edits }] };
    writing::carry_out(session, &change, args.dry_run)
}

/// The words of a promise as they are listed.
fn shown(session: &Session<'_>, chosen: &Chosen) -> Option<String> {
    let workspace = session.workspace;
    let found = workspace
        .book
        .all_promises()
        .iter()
        .find(|promise| promise.row == chosen.row && workspace.book.path(promise.note) == chosen.path)?;
    Some(promises::row(&workspace.book, &|note| workspace.text(note), found).text)
}

/// The one open promise that all words stand in.
fn by_words(args: &Args, session: &mut Session<'_>) -> Result<Chosen, Failure> {
    let contact = match &args.contact {
        Some(name) => Some(who::find(session, std::slice::from_ref(name))?),
        None => None,
    };
    let workspace = session.workspace;
    let book = &workspace.book;
    let contact = contact.map(|contact| book.contacts[contact as usize].note);
    let rows = promises::of(book, &|note| workspace.text(note), Wanted { contact, ..Wanted::default() });
    let joined = args.words.join(" ");
    let wanted = fold::loose(&joined);
    let words: Vec<&str> = wanted.split_whitespace().collect();
    let whole = |row: &&Row<'_>| fold::loose(&row.text) == wanted;
    let name = |note: &u32| book.contact_of(*note).map_or(String::new(), |contact| book.name(contact).to_owned());
    let parts = |row: &&Row<'_>| {
        let names: Vec<String> = row.promise.contacts.iter().map(name).collect();
        // The line as it stands too: of `call 🔁 every week` only the rule would be left.
        let line = listing::line_of(&workspace.text(row.promise.note), row.promise.row).to_owned();
        let text = fold::loose(&format!("{} {} {line}", names.join(" "), row.text));
        words.iter().all(|word| text.contains(word))
    };
    let exact: Vec<&Row<'_>> = rows.iter().filter(whole).collect();
    let found = if exact.len() == 1 { exact } else { rows.iter().filter(parts).collect() };
    let chosen = |row: &Row<'_>| Chosen {
        path: book.path(row.promise.note).to_owned(),
        row: row.promise.row,
        line: listing::line_of(&workspace.text(row.promise.note), row.promise.row).to_owned(),
    };
    let line = |row: &&Row<'_>| {
        let names: Vec<String> = row.promise.contacts.iter().map(name).collect();
        format!("{}: {} ({}:{})", english::list(&names), row.text, book.path(row.promise.note), row.promise.row)
    };
    match found.as_slice() {
        [only] => Ok(chosen(only)),
        [] => Err(Failure::new(if joined.is_empty() {
            "no promise is open there".to_owned()
        } else {
            format!("no open promise says `{joined}`")
        })
        .hint("`vault promises` lists them")),
        several => {
            let failure = Failure::new(format!(
                "{} open promises {}",
                several.len(),
                if joined.is_empty() { "are there".to_owned() } else { format!("say `{joined}`") }
            ));
            let failure = several.iter().take(9).fold(failure, |failure, row| failure.hint(line(row)));
            let failure = failure.hint("write more of its words, or use its number in `vault promises`");
            let Some(ask) = session.outside.ask else { return Err(failure) };
            let listed: Vec<String> =
                (1..).zip(several).take(9).map(|(number, row)| format!("  {number}  {}", clean(&line(row)))).collect();
            let answer = ask(&format!("{}\nWhich one?", listed.join("\n"))).ok().and_then(|answer| answer.trim().parse::<usize>().ok());
            answer.and_then(|number| several.get(number.checked_sub(1)?)).map(|row| chosen(row)).ok_or(failure)
        }
    }
}

fn tell(session: &mut Session<'_>, chosen: &Chosen, completed: &Completed, day: Date) -> Result<(), Failure> {
    let text = shown(session, chosen).unwrap_or_default();
    writing::say(session, &format!("done on {}: {text}", english::short_date(day)))?;
    match &completed.next {
        Next::None => Ok(()),
        Next::Made(Some(next)) => writing::say(session, &format!("the next one: {}", english::short_date(*next))),
        Next::Made(None) => writing::say(session, "the next one has no day"),
        Next::Unread(rule) => {
            writing::say(session, &format!("no next one was made: the rule `{rule}` is not understood, or its day is none"))
        }
    }
}

/// An entry that closes a promise made without a task: `- 2026-05-20 note: the deck #kept`.
fn kept(session: &mut Session<'_>, chosen: &Chosen, source: &str, day: Date) -> Result<Edit, Failure> {
    let workspace = session.workspace;
    let book = &workspace.book;
    let found = book.promises.iter().find(|promise| promise.row == chosen.row && book.path(promise.note) == chosen.path);
    let Some(promise) = found.filter(|promise| promise.state == State::Open) else {
        return Err(
            Failure::new(format!("line {} of `{}` holds no open promise", chosen.row, chosen.path)).hint("`vault promises` lists them")
        );
    };
    let words = promises::row(book, &|note| workspace.text(note), promise).text;
    let words: Vec<&str> = words.split_whitespace().filter(|word| !word.starts_with('#')).collect();
    let text = format!("note: {} #kept", words.join(" "));
    let entry = Entry { date: day, channel: None, text: &text, reads_as: None };
    let at = promise.at;
    let closes = |edit: &Edit| place::closes(&chosen.path, source, edit, at, &book.config, book.as_of);
    // An entry of its own tells the day in the log; where it would close another promise, or the note is nobody's, the line itself says it.
    let own_note = book.contact_index(promise.note).is_some();
    let edit = if own_note { place::place(&chosen.path, source, &entry, &book.config, book.as_of).filter(closes) } else { None };
    let edit = edit
        .or_else(|| in_its_line(source, chosen.row, day))
        .ok_or_else(|| Failure::new("the promise cannot be marked as kept there").hint("write `#kept` into its line by hand"))?;
    writing::say(session, &format!("kept on {}: {}", english::short_date(day), words.join(" ")))?;
    Ok(edit)
}

/// ` #kept 2026-05-20` at the end of the promise's own line, in a table in its last cell; `None` where it would not be read.
fn in_its_line(source: &str, row: u32, day: Date) -> Option<Edit> {
    let line = listing::line_of(source, row);
    let start = line.as_ptr() as usize - source.as_ptr() as usize;
    let mut words = line.trim_end();
    if words.trim_start().starts_with('|') {
        words = words.trim_end_matches('|').trim_end();
    }
    let at = start + words.len();
    let edit = Edit { span: Span::new(at, at), text: format!(" #kept {day}") };
    let after = edited(source.as_bytes(), std::slice::from_ref(&edit)).and_then(|bytes| String::from_utf8(bytes).ok())?;
    let facts = facts::read(&after);
    let read = facts.lines.iter().find(|line| line.row == row)?;
    let said = facts.tags_in(read.text).any(|tag| tag == "kept");
    said.then_some(edit)
}
