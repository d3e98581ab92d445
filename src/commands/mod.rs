//! The front end: a file a command. A command reads as: ask the book a question, render the answer, return a status.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Parser, Subcommand, ValueEnum};

use crate::render::style::Style;
use crate::workspace::Workspace;

mod agenda;
mod check;
mod completions;
mod formats;
mod index;
mod inspect;
mod list;
mod man;
mod promises;
mod report;
mod show;
pub mod who;
mod why;

/// Keep in touch with the people in your notes.
///
/// Reads a folder of markdown notes as they are, works out when you were last in touch with each person, and says whom to reach out to,
/// why, and what to say. Nothing is stored anywhere else and nothing leaves this machine.
#[derive(Parser, Debug)]
#[command(name = "vault", version, disable_help_subcommand = false, after_help = EXAMPLES, max_term_width = 100)]
pub struct Cli {
    /// The folder of notes [default: $VAULT_PATH, else the nearest folder above with .vault or .obsidian]
    #[arg(long, global = true, value_name = "DIR")]
    pub vault: Option<PathBuf>,
    /// Ask for another day: 2026-11-23, yesterday, "3 days ago", friday [default: today]
    #[arg(long, global = true, value_name = "DATE", allow_hyphen_values = true)]
    pub as_of: Option<String>,
    /// How to write the answer
    #[arg(long, global = true, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// When to use colour and links
    #[arg(long, global = true, value_enum, default_value_t = ColorWhen::Auto, value_name = "WHEN")]
    pub color: ColorWhen,
    /// Read the notes themselves, and keep nothing for the next time
    #[arg(long, global = true)]
    pub no_index: bool,
    /// Only the answer: no warnings, no hints
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

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
    /// For a note (report only)
    Markdown,
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
    Promises(promises::Args),
    Agenda(agenda::Args),
    Inspect(inspect::Args),
    Index(index::Args),
    Formats(formats::Args),
    Completions(completions::Args),
    Man(man::Args),
    Check(check::Args),
}

/// What a command works with.
pub struct Session<'s> {
    /// The opened vault.
    pub workspace: &'s Workspace,
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

/// Why a command could not do its work (exit status 2).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    /// One sentence, lower case, no full stop.
    pub message: String,
    /// What to do next.
    pub hints: Vec<String>,
    /// The reader of the answer went away: no failure at all.
    pub broken_pipe: bool,
}

impl Failure {
    /// A failure with its sentence.
    pub fn new(message: impl Into<String>) -> Failure {
        Failure { message: message.into(), hints: Vec::new(), broken_pipe: false }
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
            Command::Formats(_) | Command::Completions(_) | Command::Man(_) => false,
            Command::Check(args) => !args.explains(),
            _ => true,
        }
    }

    /// Runs a command that reads a vault.
    pub fn run(&self, session: &mut Session<'_>) -> Result<u8, Failure> {
        match self {
            Command::Report(args) => report::run(args, session),
            Command::List(args) => list::run(args, session),
            Command::Show(args) => show::run(args, session),
            Command::Why(args) => why::run(args, session),
            Command::Promises(args) => promises::run(args, session),
            Command::Agenda(args) => agenda::run(args, session),
            Command::Inspect(args) => inspect::run(args, session),
            Command::Index(args) => index::run(args, session),
            Command::Formats(_) | Command::Completions(_) | Command::Man(_) => self.run_alone(session.out),
            Command::Check(args) => check::run(args, session),
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
