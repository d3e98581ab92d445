//! Global flags, the clock and the environment, dispatch, exit status. The only module that asks what day it is.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{CommandFactory, FromArgMatches};

use crate::base::date::Date;
use crate::base::english;
use crate::base::spoken::{self, Lean};
use crate::commands::{Cli, ColorWhen, Command, Failure, Format, Session};
use crate::files::{cache, root};
use crate::render::clean::clean;
use crate::render::style::{Style, Terminal};
use crate::workspace::{self, Kept, Options};

/// Everything a run sees of the world.
pub struct World<'w> {
    /// The arguments, the program's name first.
    pub arguments: Vec<OsString>,
    /// The current folder.
    pub folder: PathBuf,
    /// The environment.
    pub variable: &'w dyn Fn(&str) -> Option<OsString>,
    /// The calendar.
    pub today: fn() -> Date,
    /// The clock: nanoseconds since 1970.
    pub now: fn() -> i64,
    /// What the output streams are.
    pub terminal: Terminal,
    /// Data.
    pub out: &'w mut dyn Write,
    /// Narration.
    pub err: &'w mut dyn Write,
}

/// Runs one command line and returns the exit status: 0 done, 1 the honest negative, 2 could not do it, wholly or in part.
pub fn run(world: World<'_>) -> u8 {
    let World { arguments, folder, variable, today, now, terminal, out, err } = world;
    let plain = is_plain(variable);
    let colored_help = if plain { clap::ColorChoice::Never } else { clap::ColorChoice::Auto };
    let width = terminal.width.unwrap_or(80).min(100);
    let command = Cli::command().color(colored_help).term_width(width);
    let cli = match command.try_get_matches_from(arguments.into_iter().map(exclusion)).and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => return usage(&error, &terminal, plain, out, err),
    };
    let style = style(&cli, &terminal, variable);
    let day = match day(&cli, variable, today) {
        Ok(day) => day,
        Err(failure) => return fail(&failure, err),
    };
    // The day that words were understood as is always said.
    if cli.as_of.as_deref().is_some_and(|text| Date::parse_iso(text.trim()).is_none()) && !cli.quiet {
        let _ = writeln!(err, "as of {}", english::short_date(day));
    }
    if cli.format == Format::Json && !cli.command.needs_vault() && !matches!(cli.command, Command::Check(_)) {
        return fail(&Failure::new("this command writes text only").hint("leave `--format` out"), err);
    }
    let result = if cli.command.needs_vault() {
        let vault = cli.vault.as_deref().map(|path| if path.is_absolute() { path.to_path_buf() } else { folder.join(path) });
        with_vault(&cli, vault.as_deref(), &folder, variable, (day, now()), style, out, err)
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
    variable: &dyn Fn(&str) -> Option<OsString>,
    (day, now): (Date, i64),
    style: Style,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<u8, Failure> {
    if cli.format == Format::Markdown && !matches!(cli.command, Command::Report(_)) {
        return Err(Failure::new("only `report` can be written as markdown").hint("leave `--format` out, or say `--format json`"));
    }
    let vault_path = variable("VAULT_PATH");
    let root =
        root::find(vault, vault_path.as_deref(), folder).map_err(|missing| Failure::new(missing.to_string()).hint(missing.hint()))?;
    let cache = cache::folder(&root, variable("XDG_CACHE_HOME").as_deref(), variable("HOME").as_deref()).filter(|_| !cli.no_index);
    let options = Options {
        cache: cache.as_deref(),
        now,
        rebuild: matches!(&cli.command, Command::Index(args) if args.rebuilds()),
        all_facts: matches!(cli.command, Command::Check(_)),
    };
    let workspace = workspace::open(&root, day, &options)
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
    let mut session = Session { workspace: &workspace, format: cli.format, style, quiet: cli.quiet, folder, out, err };
    let status = cli.command.run(&mut session);
    if let Kept::No(message) = workspace.finish()
        && !cli.quiet
    {
        writeln!(session.err, "warning: what was read cannot be kept for the next time: {}", clean(&message))?;
        writeln!(session.err, "hint: `--no-index` reads the notes alone")?;
    }
    let status = status?;
    Ok(if partly { 2 } else { status })
}

/// `-city:London` excludes by a filter and is no flag: its minus sign is handed on as U+2212, which the query reads as one.
fn exclusion(argument: OsString) -> OsString {
    let rest = argument.to_str().and_then(|text| text.strip_prefix('-'));
    match rest.filter(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()) && rest.contains(':')) {
        Some(filter) => OsString::from(format!("\u{2212}{filter}")),
        None => argument,
    }
}

/// `--as-of`, else `$VAULT_TODAY`, else the clock.
fn day(cli: &Cli, variable: &dyn Fn(&str) -> Option<OsString>, today: fn() -> Date) -> Result<Date, Failure> {
    let named = variable("VAULT_TODAY").map(|text| text.to_string_lossy().into_owned()).filter(|text| !text.trim().is_empty());
    let base = match &named {
        Some(text) => Date::parse_iso(text.trim())
            .ok_or_else(|| Failure::new(format!("`$VAULT_TODAY` is `{text}`, which is no date")).hint("write it as 2026-11-23"))?,
        None => today(),
    };
    match &cli.as_of {
        None => Ok(base),
        Some(text) => spoken::read(text, base, Lean::Past).map_err(|misread| Failure::new(format!("`--as-of`: {misread}"))),
    }
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
