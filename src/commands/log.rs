//! `vault log`.

use crate::base::english;
use crate::base::spoken::{self, Lean};
use crate::changes::people::{self, Together};
use crate::changes::understand::names::Forms;
use crate::changes::understand::{Knowledge, Understood, channel, understand};
use crate::commands::drafts::Drafts;
use crate::commands::log_entry::{self, Spoken};
use crate::commands::owed::{self, Owed};
use crate::commands::writing::{self, DryRun};
use crate::commands::{Failure, Session, log_people};

/// Add a dated entry to each person's note, the daily note, or both
///
/// Give the names and then the text, or one line in free words: names, nicknames and initials are found in it, and the day, the channel and
/// promises are understood; `\Ana` is nobody. What was understood is said. The entry stands where the note has its log, in the shape of the
/// entries there, else under a new `## Log`. A promise becomes a task.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  vault log \"yesterday: coffee with Ana and Bo, promised Ana the deck by Friday\"
  vault log \"Ana Diaz\" Bo \"lunch, talked about the budget\" --date friday
  vault log \"call with Ana\" --to both --dry-run")]
pub struct Args {
    /// Names, then what happened in quotes; or one line in free words
    #[arg(value_name = "NAME… TEXT", required = true, num_args = 1..)]
    words: Vec<String>,
    /// When it happened [default: what the text says, else today]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    date: Option<String>,
    /// How: call, email, coffee, lunch … [default: what the text says]
    #[arg(long, value_name = "CHANNEL")]
    channel: Option<String>,
    /// Where to write it
    #[arg(long, value_enum, default_value_t = To::Contact)]
    to: To,
    #[command(flatten)]
    dry_run: DryRun,
}

/// Where an entry is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub enum To {
    /// In each person's note
    Contact,
    /// In the daily note, with links
    Daily,
    /// In both; it counts once
    Both,
}

/// Runs it.
pub fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let mut drafts = Drafts::default();
    let (names, line) = log_people::split(session, &args.words)?;
    let mut there = log_people::Present::default();
    for name in &names {
        log_people::named(session, name, &mut there, &mut drafts)?;
    }
    let mut understood = read(session, &line, &there)?;
    if let Some(text) = &args.date {
        understood.date =
            spoken::read(text, session.workspace.book.as_of, Lean::Past).map_err(|misread| Failure::new(misread.to_string()))?;
    }
    let named = args.channel.as_deref().map(|word| channel_named(session, word)).transpose()?;
    log_people::settle(session, &line, &mut understood, &mut there, &mut drafts)?;
    let spoken = Spoken { line: &line, understood: &understood, channel: named.or(understood.channel), there: &there };
    log_entry::tell(session, &spoken, &names)?;
    if args.to != To::Daily {
        log_entry::into_contacts(session, &spoken, &mut drafts)?;
    }
    if args.to != To::Contact {
        log_entry::into_daily(session, &spoken, &mut drafts)?;
    }
    promises(session, &understood, &there, &mut drafts)?;
    let title = log_entry::title(session, &spoken);
    writing::carry_out(session, &drafts.change(title)?, args.dry_run)
}

/// Understands the line with everybody in the vault.
fn read(session: &Session<'_>, line: &str, there: &log_people::Present) -> Result<Understood, Failure> {
    let book = &session.workspace.book;
    let known = people::known(book);
    let together = Together::new(book);
    let knowledge = Knowledge {
        people: &known,
        forms: &Forms::new(&known),
        together: &|one, other| together.times(one, other),
        channels: &book.config.channels,
        today: book.as_of,
        date_order: book.config.date_order,
        given: &there.notes,
    };
    let understood = understand(line, &knowledge).map_err(|misread| Failure::new(misread.to_string()))?;
    let is_empty = understood.text(line, &|_, _| None).is_empty() || names_only(line, &understood);
    if is_empty && understood.channel.is_none() {
        return Err(Failure::new("there is nothing to log").hint("say what happened: `vault log Ana \"coffee, talked about the new job\"`"));
    }
    Ok(understood)
}

/// Whether the line names people and says nothing more.
fn names_only(line: &str, understood: &Understood) -> bool {
    let is_named = |at: usize| understood.mentions.iter().any(|mention| mention.span.contains(at as u32));
    let rest: String = line.char_indices().map(|(at, c)| if is_named(at) { ' ' } else { c }).collect();
    !understood.mentions.is_empty() && rest.split(|c: char| !c.is_alphanumeric()).all(|word| matches!(word, "" | "and" | "with"))
}

/// The channel a word of the command line names.
fn channel_named(session: &Session<'_>, word: &str) -> Result<u16, Failure> {
    let channels = &session.workspace.book.config.channels;
    channels.id_named(word).ok_or_else(|| {
        let near = channels.names().map(|name| (strsim::osa_distance(name, &word.to_lowercase()), name)).min();
        let failure = Failure::new(format!("no channel is called `{}`", word.trim()));
        match near {
            Some((distance, name)) if distance <= 2 => failure.hint(format!("did you mean `{name}`?")),
            _ => failure.hint("`vault formats` lists the channels; `[channels]` in the settings adds one"),
        }
    })
}

/// Writes the promises of the line as tasks.
fn promises(session: &mut Session<'_>, understood: &Understood, there: &log_people::Present, drafts: &mut Drafts) -> Result<(), Failure> {
    let mut by_person: Vec<(String, String, Vec<Owed>)> = Vec::new();
    for promise in &understood.promises {
        let named: Vec<u32> =
            promise.mentions.iter().filter_map(|&at| understood.mentions.get(at)).filter_map(|mention| mention.person()).collect();
        let book = &session.workspace.book;
        let people: Vec<(String, String)> = if named.is_empty() {
            there.all(book)
        } else {
            named.iter().filter_map(|&note| Some((book.name(book.contact_of(note)?).to_owned(), book.path(note).to_owned()))).collect()
        };
        for (name, path) in people {
            let owed = Owed { text: promise.text.clone(), due: promise.due, theirs: promise.theirs };
            match by_person.iter_mut().find(|(_, other, _)| *other == path) {
                Some((.., owes)) if owes.contains(&owed) => {}
                Some((.., owes)) => owes.push(owed),
                None => by_person.push((name, path, vec![owed])),
            }
        }
    }
    for (name, path, owes) in by_person {
        for owed in &owes {
            writing::say(session, &owed.told(&name))?;
        }
        let today = session.workspace.book.as_of;
        owed::put(session, drafts, &path, &owes, today)?;
    }
    Ok(())
}

/// The words for a day and a channel: `Tue 2026-05-19, coffee`.
pub fn day_and_channel(session: &Session<'_>, spoken: &Spoken<'_>) -> String {
    let day = english::short_date(spoken.understood.date);
    match spoken.channel.and_then(|id| session.workspace.book.config.channels.name(id)) {
        Some(name) => format!("{day}, {name}"),
        None => day,
    }
}

/// The channel a text is read back with.
pub fn reads_as(session: &Session<'_>, text: &str) -> Option<u16> {
    channel::of_text(text, &session.workspace.book.config.channels)
}
