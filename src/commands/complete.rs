//! `vault __complete`: what a shell offers at the cursor. Called by the scripts that `vault completions` prints; never by people. Says nothing
//! when it cannot help.

mod offers;
mod shell;

use std::io::Write;
use std::path::Path;

use clap::{Arg, Command, CommandFactory};

use crate::commands::{Cli, DONE, Failure};
use crate::workspace::Workspace;
use offers::{Offer, Wish};

/// Offer what may stand at the cursor of a command line
///
/// For the scripts of `vault completions`.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Which shell: bash, zsh or fish
    shell: String,
    /// Where bash breaks words
    #[arg(default_value = "")]
    breaks: String,
    /// The words behind the program's name, the one at the cursor last; for bash the line up to the cursor
    #[arg(last = true)]
    words: Vec<String>,
}

/// Opens the vault named on the line, or the usual one; `None` when there is none.
pub type Open<'s> = &'s dyn Fn(Option<&Path>) -> Option<Workspace>;

/// Writes a line for each offer.
pub fn run(args: &Args, open: Open<'_>, out: &mut dyn Write) -> Result<u8, Failure> {
    let line = match args.shell.as_str() {
        "bash" => shell::bash(args.words.first().map_or("", String::as_str), &args.breaks),
        _ => shell::Line::of_words(&args.words),
    };
    let place = place(&line.before, &line.current);
    if place.wish == Some(Wish::Files) {
        writeln!(out, ":files")?;
        return Ok(DONE);
    }
    let offers = offers::of(&place, open);
    for offer in offers.iter().filter(|offer| !offer.text.contains(['\n', '\r', '\t'])) {
        match args.shell.as_str() {
            "bash" => writeln!(out, "{}", line.quoted(&offer.text))?,
            _ => writeln!(out, "{}\t{}", offer.text, offer.help.replace(['\n', '\r', '\t'], " "))?,
        }
    }
    Ok(DONE)
}

/// What is wanted at the cursor.
struct Place<'l> {
    /// What of, when it is a value.
    wish: Option<Wish>,
    /// Offers that need no vault: commands, options, fixed words.
    fixed: Vec<Offer>,
    /// What is put before each offer: `--with=`.
    lead: String,
    /// What is typed of the value.
    typed: &'l str,
    /// The words before that belong to the same value: `Ana` in `vault show Ana Di`.
    joined: Vec<&'l str>,
    /// The vault named on the line.
    vault: Option<&'l str>,
}

/// Walks the words before the cursor along the definition of the command line.
fn place<'l>(before: &'l [String], current: &'l str) -> Place<'l> {
    let mut root = Cli::command();
    root.build();
    let mut command = &root;
    let mut awaiting: Option<&Arg> = None;
    let mut positional: Vec<&str> = Vec::new();
    let mut only_positional = false;
    let mut vault = None;
    for word in before {
        let optional = awaiting.is_some_and(is_optional) && word.starts_with('-');
        if let Some(option) = awaiting.take().filter(|_| !optional) {
            if option.get_id() == "vault" {
                vault = Some(word.as_str());
            }
        } else if word == "--" && !only_positional {
            only_positional = true;
        } else if word.starts_with('-') && word.len() > 1 && !only_positional {
            match word.split_once('=') {
                Some(("--vault", value)) => vault = Some(value),
                Some(_) => {}
                None => awaiting = option(command, word).filter(|option| takes_value(option)),
            }
        } else if let Some(next) = command.find_subcommand(word).filter(|_| positional.is_empty()) {
            command = next;
        } else {
            positional.push(word);
        }
    }
    let mut place = Place { wish: None, fixed: Vec::new(), lead: String::new(), typed: current, joined: Vec::new(), vault };
    if let Some(option) = awaiting.filter(|option| !(is_optional(option) && current.starts_with('-'))) {
        value(&mut place, command, option);
    } else if let (Some((name, typed)), false) = (current.split_once('=').filter(|_| current.starts_with("--")), only_positional) {
        if let Some(option) = option(command, name) {
            (place.lead, place.typed) = (format!("{name}="), typed);
            value(&mut place, command, option);
        }
    } else if current.starts_with('-') && !only_positional {
        place.fixed = options(command);
    } else if command.has_subcommands() && positional.is_empty() {
        let commands = command.get_subcommands().filter(|command| !command.is_hide_set());
        place.fixed = commands.map(|command| Offer::new(command.get_name(), &about(command.get_about()))).collect();
    } else {
        let places: Vec<&Arg> = command.get_positionals().collect();
        let many = |arg: &Arg| arg.get_num_args().is_some_and(|range| range.max_values() > 1);
        let at = places.get(positional.len()).or_else(|| places.last().filter(|arg| many(arg)));
        if let Some(arg) = at {
            let first = places.iter().position(|known| known.get_id() == arg.get_id()).unwrap_or(0);
            place.joined = positional.get(first..).unwrap_or_default().to_vec();
            value(&mut place, command, arg);
        }
    }
    place
}

fn option<'c>(command: &'c Command, word: &str) -> Option<&'c Arg> {
    command.get_arguments().find(|arg| match word.strip_prefix("--") {
        Some(long) => arg.get_long() == Some(long),
        // Of `-nq VALUE` the last letter counts.
        None => arg.get_short().is_some() && arg.get_short() == word.chars().last(),
    })
}

fn takes_value(arg: &Arg) -> bool {
    arg.get_action().takes_values()
}

/// Whether an option can stand without its value.
fn is_optional(arg: &Arg) -> bool {
    arg.get_num_args().is_some_and(|range| range.min_values() == 0)
}

fn options(command: &Command) -> Vec<Offer> {
    let shown = command.get_arguments().filter(|arg| !arg.is_hide_set());
    shown.filter_map(|arg| Some(Offer::new(&format!("--{}", arg.get_long()?), &about(arg.get_help())))).collect()
}

fn about(help: Option<&clap::builder::StyledStr>) -> String {
    help.map(|help| help.to_string().lines().next().unwrap_or("").to_owned()).unwrap_or_default()
}

/// The values of an option or positional: those the definition names, else what its place says.
fn value(place: &mut Place<'_>, command: &Command, arg: &Arg) {
    let known = arg.get_possible_values();
    if !known.is_empty() {
        place.fixed = known.iter().map(|value| Offer::new(value.get_name(), &about(value.get_help()))).collect();
        return;
    }
    place.wish = offers::wish(command.get_name(), arg.get_id().as_str(), place.joined.len());
}
