//! The front end: a file a command. A command reads as: ask the book a question, render the answer, return a status.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Parser, Subcommand, ValueEnum};

use crate::base::date::Date;
use crate::base::now::Now;
use crate::render::style::Style;
use crate::workspace::{Progress, Workspace};

mod agenda;
mod brief;
mod check;
pub mod complete;
mod completions;
mod config;
mod done;
mod drafts;
mod edit;
mod editor;
mod event;
mod follow_up;
mod formats;
mod graph;
mod r#in;
mod index;
mod init;
mod inspect;
mod ledger;
mod list;
mod listing;
mod log;
mod log_entry;
mod log_people;
mod man;
mod mending;
mod new;
mod new_people;
mod open;
mod owed;
mod path;
mod promise;
mod promises;
mod query;
mod report;
mod report_note;
mod search;
mod set;
mod several;
mod show;
mod snooze;
mod stats;
mod suggest;
mod undo;
pub mod who;
mod why;
pub mod writing;

/// Keep in touch with the people in your notes.
///
/// Reads a folder of markdown notes as they are, works out when you were last in touch with each person, and says whom to reach out to,
/// why, and what to say. Nothing is stored anywhere else and nothing leaves this machine.
#[derive(Parser, Debug)]
#[command(name = "vault", version, disable_help_subcommand = false, after_help = EXAMPLES, max_term_width = 100)]
pub struct Cli {
    /// The folder of notes [default: $VAULT_PATH, else the nearest folder above with .vault or .obsidian]
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "DIR")]
    pub vault: Option<PathBuf>,
    /// Ask for another day: 2026-11-23, yesterday, "3 days ago", friday [default: today]
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "DATE", allow_hyphen_values = true)]
    pub as_of: Option<String>,
    /// How to write the answer
    #[arg(long, global = true, help_heading = EVERYWHERE, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// When to use colour and links
    #[arg(long, global = true, help_heading = EVERYWHERE, value_enum, default_value_t = ColorWhen::Auto, value_name = "WHEN")]
    pub color: ColorWhen,
    /// Read the notes themselves, and keep nothing for the next time
    #[arg(long, global = true, help_heading = EVERYWHERE)]
    pub no_index: bool,
    /// Only the answer: no warnings, no hints
    #[arg(short, long, global = true, help_heading = EVERYWHERE)]
    pub quiet: bool,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// Where the help lists what every command takes, below its own options.
const EVERYWHERE: &str = "Options of every command";

const EXAMPLES: &str = "\
Examples:
  vault report                     whom to reach out to this week
  vault --vault ~/Notes list       everyone, the most pressing first
  vault why \"Ana Diaz\"             each date that counts, with its place";

/// How an answer is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// For scripts
    Json,
    /// For a note (report and brief only)
    Markdown,
    /// The paths of the notes, one a line (list and search only)
    Paths,
    /// For Graphviz (graph only, and its default)
    Dot,
    /// For a mermaid block in a note (graph only)
    Mermaid,
}

/// When to use colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum ColorWhen {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The commands.
#[derive(Subcommand, Debug)]
#[allow(missing_docs, reason = "the help is each command's Args")]
pub enum Command {
    Report(report::Args),
    List(list::Args),
    Show(show::Args),
    Why(why::Args),
    Search(search::Args),
    Who(who::Args),
    In(r#in::Args),
    Brief(brief::Args),
    Promises(promises::Args),
    Ledger(ledger::Args),
    Path(path::Args),
    Graph(graph::Args),
    Agenda(agenda::Args),
    FollowUp(follow_up::Args),
    Stats(stats::Args),
    Inspect(inspect::Args),
    Index(index::Args),
    Formats(formats::Args),
    Completions(completions::Args),
    Man(man::Args),
    #[command(name = "__complete", hide = true)]
    Complete(complete::Args),
    Check(check::Args),
    Init(init::Args),
    New(new::Args),
    Log(log::Args),
    Promise(promise::Args),
    Done(done::Args),
    Edit(edit::Args),
    Open(open::Args),
    Set(set::Args),
    Suggest(suggest::Args),
    Config(config::Args),
    Snooze(snooze::Args),
    Undo(undo::Args),
}

/// What a command works with.
pub struct Session<'s> {
    /// The opened vault.
    pub workspace: &'s Workspace,
    /// The vault's cache folder, which need not be there.
    pub cache: &'s Path,
    /// Today, whatever day is asked for: changes are dated by it.
    pub today: Date,
    /// The world outside the vault.
    pub outside: Outside<'s>,
    /// How to write the answer.
    pub format: Format,
    /// Colour, links, width.
    pub style: Style,
    /// Whether hints are unwanted.
    pub quiet: bool,
    /// The current folder.
    pub folder: &'s Path,
    /// Data.
    pub out: &'s mut dyn Write,
    /// Narration.
    pub err: &'s mut dyn Write,
}

/// Asks a question on the terminal and gives the line typed.
pub type Ask<'s> = &'s dyn Fn(&str) -> io::Result<String>;

/// Runs another program and gives its exit status.
pub type Launch<'s> = &'s dyn Fn(&[OsString]) -> io::Result<i32>;

/// The world outside the vault, as far as commands may see it.
#[derive(Clone, Copy)]
pub struct Outside<'s> {
    /// The environment.
    pub variable: &'s dyn Fn(&str) -> Option<OsString>,
    /// The time it is.
    pub now: Now,
    /// The terminal to ask on, when there is one.
    pub ask: Option<Ask<'s>>,
    /// Runs another program.
    pub launch: Launch<'s>,
    /// Shows how far long work has come.
    pub progress: Option<&'s Progress<'s>>,
}

/// Why a command could not do its work (exit status 2).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    /// One sentence, lower case, no full stop.
    pub message: String,
    /// What was typed, with the place that is meant marked; safe to show.
    pub excerpt: Option<String>,
    /// What to do next.
    pub hints: Vec<String>,
    /// The reader of the answer went away: no failure at all.
    pub broken_pipe: bool,
}

impl Failure {
    /// A failure with its sentence.
    pub fn new(message: impl Into<String>) -> Failure {
        Failure { message: message.into(), excerpt: None, hints: Vec::new(), broken_pipe: false }
    }

    /// Adds what to do next.
    pub fn hint(mut self, hint: impl Into<String>) -> Failure {
        self.hints.push(hint.into());
        self
    }
}

/// 0: done.
pub const DONE: u8 = 0;
/// 1: the honest negative.
pub const NOTHING: u8 = 1;

impl Command {
    /// Whether the command reads a vault.
    pub fn needs_vault(&self) -> bool {
        match self {
            Command::Formats(_) | Command::Completions(_) | Command::Man(_) | Command::Complete(_) => false,
            Command::Check(args) => !args.explains(),
            _ => true,
        }
    }

    /// The folder of a command that needs no vault to be there.
    pub fn own_root(&self, vault: Option<&Path>, current: &Path) -> Option<Result<PathBuf, Failure>> {
        match self {
            Command::Init(args) => Some(args.root(vault, current)),
            _ => None,
        }
    }

    /// Whether the command changes files, which is told in text only.
    pub fn writes(&self) -> bool {
        let fills = matches!(self, Command::Report(args) if args.writes()) || matches!(self, Command::Check(args) if args.fixes());
        let saves = matches!(self, Command::Search(args) if args.saves());
        fills
            || saves
            || matches!(self, Command::FollowUp(args) if args.creates())
            || matches!(self, Command::Log(_) | Command::Promise(_) | Command::Done(_))
            || matches!(self, Command::Init(_) | Command::New(_) | Command::Edit(_) | Command::Open(_))
            || matches!(self, Command::Suggest(args) if args.writes())
            || matches!(self, Command::Set(_) | Command::Config(_) | Command::Snooze(_) | Command::Undo(_))
    }

    /// Runs a command that reads a vault.
    pub fn run(&self, session: &mut Session<'_>) -> Result<u8, Failure> {
        match self {
            Command::Report(args) => report::run(args, session),
            Command::List(args) => list::run(args, session),
            Command::Show(args) => show::run(args, session),
            Command::Why(args) => why::run(args, session),
            Command::Search(args) => search::run(args, session),
            Command::Who(args) => who::run(args, session),
            Command::In(args) => r#in::run(args, session),
            Command::Brief(args) => brief::run(args, session),
            Command::Promises(args) => promises::run(args, session),
            Command::Ledger(args) => ledger::run(args, session),
            Command::Path(args) => path::run(args, session),
            Command::Graph(args) => graph::run(args, session),
            Command::Stats(args) => stats::run(args, session),
            Command::Agenda(args) => agenda::run(args, session),
            Command::FollowUp(args) => follow_up::run(args, session),
            Command::Inspect(args) => inspect::run(args, session),
            Command::Index(args) => index::run(args, session),
            Command::Formats(_) | Command::Completions(_) | Command::Man(_) | Command::Complete(_) => self.run_alone(session.out),
            Command::Check(args) => check::run(args, session),
            Command::Init(args) => init::run(args, session),
            Command::New(args) => new::run(args, session),
            Command::Log(args) => log::run(args, session),
            Command::Promise(args) => promise::run(args, session),
            Command::Done(args) => done::run(args, session),
            Command::Edit(args) => edit::run(args, session),
            Command::Open(args) => open::run(args, session),
            Command::Set(args) => set::run(args, session),
            Command::Suggest(args) => suggest::run(args, session),
            Command::Config(args) => config::run(args, session),
            Command::Snooze(args) => snooze::run(args, session),
            Command::Undo(args) => undo::run(args, session),
        }
    }

    /// Runs a command that reads none.
    pub fn run_alone(&self, out: &mut dyn Write) -> Result<u8, Failure> {
        match self {
            Command::Formats(_) => formats::run(out),
            Command::Completions(args) => completions::run(args, out),
            Command::Man(args) => man::run(args, out),
            Command::Check(args) => check::explain(args, out),
            _ => Ok(DONE),
        }
    }
}
