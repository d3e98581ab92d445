//! Global flags, the clock and the environment, dispatch, exit status. The only module that asks what day it is.

use std::cell::Cell;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{CommandFactory, FromArgMatches};

use crate::base::date::Date;
use crate::base::english;
use crate::base::now::Now;
use crate::base::spoken::{self, Lean};
use crate::commands::{Ask, Cli, ColorWhen, Command, Failure, Format, Launch, Outside, Session, complete};
use crate::config::IndexLocation;
use crate::files::{cache, root};
use crate::render::clean::clean;
use crate::render::style::{Style, Terminal};
use crate::workspace::{self, Kept, Options, Progress};

/// Everything a run sees of the world.
pub struct World<'w> {
    /// The arguments, the program's name first.
    pub arguments: Vec<OsString>,
    /// The current folder.
    pub folder: PathBuf,
    /// The environment.
    pub variable: &'w dyn Fn(&str) -> Option<OsString>,
    /// The clock, with the time of day.
    pub clock: fn() -> Now,
    /// Asks a question on the terminal; `None` where there is none to ask on.
    pub ask: Option<Ask<'w>>,
    /// Runs another program, words of its command line first, and waits for its exit status.
    pub launch: Launch<'w>,
    /// The calendar.
    pub today: fn() -> Date,
    /// The clock: nanoseconds since 1970.
    pub now: fn() -> i64,
    /// Shows how far long work has come; `None`: nobody looks.
    pub progress: Option<&'w Progress<'w>>,
    /// What the output streams are.
    pub terminal: Terminal,
    /// Data.
    pub out: &'w mut dyn Write,
    /// Narration.
    pub err: &'w mut dyn Write,
}

/// Runs one command line and returns the exit status: 0 done, 1 the honest negative, 2 could not do it, wholly or in part.
pub fn run(world: World<'_>) -> u8 {
    let World { arguments, folder, variable, today, now, clock, ask, launch, progress, terminal, out, err } = world;
    let plain = is_plain(variable);
    let colored_help = if plain { clap::ColorChoice::Never } else { clap::ColorChoice::Auto };
    let width = terminal.width.unwrap_or(80).min(100);
    let command = Cli::command().color(colored_help).term_width(width);
    let cli = match command.try_get_matches_from(exclusions(arguments)).and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => return usage(&error, &terminal, plain, out, err),
    };
    let style = style(&cli, &terminal, variable);
    let days = match days(&cli, variable, today) {
        Ok(days) => days,
        Err(failure) => return fail(&failure, err),
    };
    let (_, day) = days;
    // The day that words were understood as is always said.
    if cli.as_of.as_deref().is_some_and(|text| Date::parse_iso(text.trim()).is_none()) && !cli.quiet {
        let _ = writeln!(err, "as of {}", english::short_date(day));
    }
    if cli.format == Format::Json && cli.command.writes() {
        return fail(&Failure::new("this command writes text only").hint("leave `--format` out"), err);
    }
    if cli.format == Format::Json && !cli.command.needs_vault() && !matches!(cli.command, Command::Check(_)) {
        return fail(&Failure::new("this command writes text only").hint("leave `--format` out"), err);
    }
    let result = if let Command::Complete(args) = &cli.command {
        let open = |vault: Option<&Path>| {
            let root = root::find(vault, variable("VAULT_PATH").as_deref(), &folder).ok()?;
            let cache = cache::folder(&root, variable("XDG_CACHE_HOME").as_deref(), variable("HOME").as_deref());
            let options = Options { cache: cache.as_deref(), now: now(), whole: true, ..Options::default() };
            workspace::open(&root, days.1, &options).ok()
        };
        complete::run(args, &open, out)
    } else if cli.command.needs_vault() {
        let vault = cli.vault.as_deref().map(|path| if path.is_absolute() { path.to_path_buf() } else { folder.join(path) });
        let outside = Outside { variable, now: moment(variable, clock), ask, launch, progress };
        with_vault(&cli, vault.as_deref(), &folder, outside, (days, now()), style, out, err)
    } else {
        cli.command.run_alone(out)
    };
    match result {
        Ok(status) => status,
        Err(failure) => fail(&failure, err),
    }
}

#[allow(clippy::too_many_arguments, reason = "the world, taken apart once")]
fn with_vault(
    cli: &Cli,
    vault: Option<&Path>,
    folder: &Path,
    outside: Outside<'_>,
    ((today, day), now): ((Date, Date), i64),
    style: Style,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<u8, Failure> {
    if cli.format == Format::Markdown && !matches!(cli.command, Command::Report(_) | Command::Brief(_)) {
        return Err(
            Failure::new("only `report` and `brief` can be written as markdown").hint("leave `--format` out, or say `--format json`")
        );
    }
    if cli.format == Format::Paths && !matches!(cli.command, Command::List(_) | Command::Search(_)) {
        return Err(Failure::new("only `list` and `search` can be written as paths").hint("leave `--format` out, or say `--format json`"));
    }
    if matches!(cli.format, Format::Dot | Format::Mermaid) && !matches!(cli.command, Command::Graph(_)) {
        return Err(Failure::new("only `graph` can be drawn").hint("leave `--format` out, or say `--format json`"));
    }
    let variable = outside.variable;
    let vault_path = variable("VAULT_PATH");
    let root = match cli.command.own_root(vault, folder) {
        Some(root) => root?,
        None => {
            root::find(vault, vault_path.as_deref(), folder).map_err(|missing| Failure::new(missing.to_string()).hint(missing.hint()))?
        }
    };
    let fate = Cell::new(Fate::Given);
    let answer = |how: How, out: &mut dyn Write, err: &mut dyn Write| {
        answer(cli, &root, folder, outside, ((today, day), now), style, (how, &fate), out, err)
    };
    if cli.command.writes() {
        return answer(How::Once, out, err);
    }
    // What was kept is held against its checksums piece by piece, as it is asked for: an answer that lacks something is given again.
    let mut how = How::First;
    for _ in 0..ATTEMPTS {
        let (mut first_out, mut first_err) = (Vec::new(), Vec::new());
        fate.set(Fate::Given);
        let answered = answer(how, &mut first_out, &mut first_err);
        how = match fate.get() {
            Fate::Given => {
                err.write_all(&first_err)?;
                out.write_all(&first_out)?;
                return answered;
            }
            Fate::Damaged => How::Rebuilt,
            Fate::Overtaken => How::Again,
        };
    }
    answer(if how == How::Rebuilt { how } else { How::Once }, out, err)
}

/// How often an answer is tried before it is given as it comes.
const ATTEMPTS: usize = 3;

/// How an answer is given.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    /// It may be given again.
    First,
    /// The same, and all that changed is kept.
    Again,
    /// From the notes, because what was kept is damaged.
    Rebuilt,
    /// It is given but once.
    Once,
}

/// What became of an answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It holds.
    Given,
    /// What was kept is damaged: it lacks something.
    Damaged,
    /// Another process has kept something newer, or the words cannot be kept without the facts.
    Overtaken,
}

/// Opens the vault and runs the command.
#[allow(clippy::too_many_arguments, reason = "the world, taken apart once")]
fn answer(
    cli: &Cli,
    root: &Path,
    folder: &Path,
    outside: Outside<'_>,
    ((today, day), now): ((Date, Date), i64),
    style: Style,
    (how, fate): (How, &Cell<Fate>),
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<u8, Failure> {
    let variable = outside.variable;
    let cache_folder = cache::folder(root, variable("XDG_CACHE_HOME").as_deref(), variable("HOME").as_deref());
    let cache = cache_folder.as_deref().filter(|_| !cli.no_index);
    let options = Options {
        cache,
        now,
        rebuild: how == How::Rebuilt || matches!(&cli.command, Command::Index(args) if args.rebuilds()),
        all_facts: matches!(cli.command, Command::Check(_)),
        whole: cli.command.writes(),
        keep_all: how != How::First || matches!(cli.command, Command::Index(_)),
        may_open_again: matches!(how, How::First | How::Again),
        progress: outside.progress.filter(|_| !cli.quiet),
    };
    let workspace = workspace::open(root, day, &options)
        .map_err(|error| Failure::new(error.to_string()).hint("mend that line, or take it out to use the default"))?;
    // `check` names the same places as findings.
    if !cli.quiet && !matches!(cli.command, Command::Check(_)) {
        for notice in &workspace.notices {
            writeln!(err, "warning: {}", clean(&notice.to_string()))?;
        }
        for trouble in &workspace.troubles {
            writeln!(err, "warning: cannot read `{}`: {}", clean(&trouble.path), clean(&trouble.message))?;
        }
    }
    let partly = !workspace.troubles.is_empty();
    // The process ends after the answer: freeing every note one by one would take as long as reading them.
    let workspace = std::mem::ManuallyDrop::new(workspace);
    // The journal of changes is kept with or without an index.
    let journal = match workspace.book.config.index {
        IndexLocation::Cache => cache_folder,
        IndexLocation::Vault => None,
    };
    let journal = journal.unwrap_or_else(|| cache::in_vault(root));
    let mut session =
        Session { workspace: &workspace, cache: &journal, today, outside, format: cli.format, style, quiet: cli.quiet, folder, out, err };
    let status = cli.command.run(&mut session);
    fate.set(match (workspace.is_damaged(), workspace.was_overtaken()) {
        (true, _) => Fate::Damaged,
        (_, true) => Fate::Overtaken,
        _ => Fate::Given,
    });
    if let Kept::No(message) = workspace.finish()
        && !cli.quiet
    {
        writeln!(session.err, "warning: what was read cannot be kept for the next time: {}", clean(&message))?;
        writeln!(session.err, "hint: `--no-index` reads the notes alone")?;
    }
    let status = status?;
    Ok(if partly { 2 } else { status })
}

/// In a query `-city:London` and `-draft` exclude and are no flags: their minus sign is handed on as U+2212, which the query reads as one.
fn exclusions(arguments: Vec<OsString>) -> impl Iterator<Item = OsString> {
    let mut asks = false;
    arguments.into_iter().map(move |argument| {
        asks |= argument == "search" || argument == "list";
        let rest = argument.to_str().and_then(|text| text.strip_prefix('-'));
        match rest.filter(|rest| excludes(rest, asks)) {
            Some(rest) => OsString::from(format!("\u{2212}{rest}")),
            None => argument,
        }
    })
}

/// Whether what follows a minus sign is a part of a query: a filter anywhere, behind `search` or `list` also a word that is no cluster of
/// flags, a phrase or a bracket.
fn excludes(rest: &str, asks: bool) -> bool {
    let is_filter = rest.starts_with(|c: char| c.is_ascii_alphabetic()) && rest.contains(':');
    let is_word = rest.chars().nth(1).is_some() && rest.starts_with(char::is_alphabetic) && !rest.chars().all(|c| "hqvVn".contains(c));
    is_filter || asks && (is_word || rest.starts_with(['"', '(', '@', '\u{201c}']))
}

/// Today (`$VAULT_TODAY`, else the clock) and the day asked for (`--as-of`, else today).
fn days(cli: &Cli, variable: &dyn Fn(&str) -> Option<OsString>, today: fn() -> Date) -> Result<(Date, Date), Failure> {
    let named = variable("VAULT_TODAY").map(|text| text.to_string_lossy().into_owned()).filter(|text| !text.trim().is_empty());
    let base = match &named {
        Some(text) => Now::parse(text)
            .map(|now| now.date)
            .ok_or_else(|| Failure::new(format!("`$VAULT_TODAY` is `{text}`, which is no date")).hint("write it as 2026-11-23"))?,
        None => today(),
    };
    match &cli.as_of {
        None => Ok((base, base)),
        Some(text) => match spoken::read(text, base, Lean::Past) {
            Ok(day) => Ok((base, day)),
            Err(misread) => Err(Failure::new(format!("`--as-of`: {misread}"))),
        },
    }
}

/// The time it is: of a fixed day its start, where none is given.
fn moment(variable: &dyn Fn(&str) -> Option<OsString>, clock: fn() -> Now) -> Now {
    variable("VAULT_TODAY").and_then(|text| Now::parse(&text.to_string_lossy())).unwrap_or_else(clock)
}

/// Whether the environment asks for no colour: a non-empty `NO_COLOR` (no-color.org) or a dumb terminal.
fn is_plain(variable: &dyn Fn(&str) -> Option<OsString>) -> bool {
    variable("NO_COLOR").is_some_and(|value| !value.is_empty()) || variable("TERM").is_some_and(|term| term == "dumb")
}

fn style(cli: &Cli, terminal: &Terminal, variable: &dyn Fn(&str) -> Option<OsString>) -> Style {
    let plain = is_plain(variable);
    let color = match cli.color {
        ColorWhen::Always => true,
        ColorWhen::Never => false,
        ColorWhen::Auto => terminal.stdout && !plain,
    };
    Style {
        color,
        links: color && terminal.stdout && terminal.links,
        width: terminal.width.filter(|_| terminal.stdout).unwrap_or(80).clamp(40, 120),
        blocks: terminal.stdout && variable("TERM").is_none_or(|term| term != "dumb"),
    }
}

fn usage(error: &clap::Error, terminal: &Terminal, plain: bool, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let (to, colored): (&mut dyn Write, bool) = if error.use_stderr() { (err, terminal.stderr) } else { (out, terminal.stdout) };
    let text = error.render();
    let _ = if colored && !plain { write!(to, "{}", text.ansi()) } else { write!(to, "{text}") };
    if error.use_stderr() { 2 } else { 0 }
}

fn fail(failure: &Failure, err: &mut dyn Write) -> u8 {
    if failure.broken_pipe {
        return 0;
    }
    let _ = writeln!(err, "error: {}", clean(&failure.message));
    if let Some(excerpt) = &failure.excerpt {
        let _ = writeln!(err, "{excerpt}");
    }
    for hint in &failure.hints {
        let _ = writeln!(err, "hint: {}", clean(hint));
    }
    2
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        let mut failure = Failure::new(format!("cannot write the answer: {error}"));
        failure.broken_pipe = error.kind() == io::ErrorKind::BrokenPipe;
        failure
    }
}
