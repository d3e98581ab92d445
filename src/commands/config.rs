//! `vault config`.

use crate::base::change::{Change, FileChange};
use crate::changes::settings::{self, Refused};
use crate::commands::writing::{self, DryRun};
use crate::commands::{DONE, Failure, NOTHING, Session};
use crate::config::SETTINGS_FILE;
use crate::files::settings as files;
use crate::render::clean::clean;

/// Show or change the settings of the vault
///
/// They live in .vault/config.toml. Without a word more all of them are listed, those left at their default too. A value is checked before it
/// is written; comments and the order of the file stay.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  vault config
  vault config get report.days
  vault config set cadence.tags.family=\"2 weeks\"
  vault config unset report.days")]
pub struct Args {
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(clap::Subcommand, Debug)]
enum Action {
    /// Print one setting; exit status 1 when it is not set and has no default
    Get {
        /// Its name, such as `report.days`
        #[arg(value_name = "KEY")]
        key: String,
    },
    /// Set one: `KEY VALUE` or `KEY=VALUE`; a list is written with commas
    Set {
        /// Its name and its value
        #[arg(value_name = "KEY VALUE", required = true, num_args = 1..)]
        words: Vec<String>,
        #[command(flatten)]
        dry_run: DryRun,
    },
    /// Take one out, so that its default holds
    Unset {
        /// Its name
        #[arg(value_name = "KEY")]
        key: String,
        #[command(flatten)]
        dry_run: DryRun,
    },
}

/// Runs it.
pub fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let text = files::text(&session.workspace.root, SETTINGS_FILE)
        .map_err(|error| Failure::new(format!("cannot read `{SETTINGS_FILE}`: {error}")))?;
    let present = text.as_deref().unwrap_or_default();
    match &args.action {
        None => {
            for (name, value, set) in all(present) {
                let default = if set { "" } else { "  # default" };
                writeln!(session.out, "{} = {}{}", clean(&name), clean(&value), session.style.dim(default))?;
            }
            Ok(DONE)
        }
        Some(Action::Get { key }) => get(key, present, session),
        Some(Action::Set { words, dry_run }) => {
            let (key, value) = key_and_value(words)?;
            let changed = settings::set(present, &key, &value).map_err(|refused| failure(&key, &refused))?;
            carry_out(session, text, &key, changed, *dry_run)
        }
        Some(Action::Unset { key, dry_run }) => {
            let changed = settings::unset(present, key).map_err(|refused| failure(key, &refused))?;
            carry_out(session, text, key, changed, *dry_run)
        }
    }
}

/// `KEY VALUE…` or `KEY=VALUE`.
fn key_and_value(words: &[String]) -> Result<(String, String), Failure> {
    let pair = match words {
        [only] => only.split_once('=').map(|(key, value)| (key.to_owned(), value.to_owned())),
        [key, rest @ ..] => Some((key.clone(), rest.join(" "))),
        [] => None,
    };
    let (key, value) = pair.ok_or_else(|| {
        Failure::new("no value is given")
            .hint("write for example `vault config set report.days 14`; `vault config unset` takes a setting out")
    })?;
    Ok((key.trim().to_owned(), value))
}

fn get(key: &str, text: &str, session: &mut Session<'_>) -> Result<u8, Failure> {
    let name = settings::full_name(key);
    let all = all(text);
    if let Some((_, value, set)) = all.iter().find(|(known, ..)| *known == name) {
        writeln!(session.out, "{}", clean(&settings::bare(value)))?;
        if !set {
            writing::say(session, "this is the default")?;
        }
        return Ok(DONE);
    }
    let section: Vec<_> = all.iter().filter(|(known, ..)| known.strip_prefix(&name).is_some_and(|rest| rest.starts_with('.'))).collect();
    for (known, value, _) in &section {
        writeln!(session.out, "{} = {}", clean(known), clean(value))?;
    }
    if !section.is_empty() {
        return Ok(DONE);
    }
    // A name that could be set is no mistake.
    match settings::set(text, key, "") {
        Err(refused @ Refused::Unknown(_)) => Err(failure(key, &refused)),
        _ => {
            writing::say(session, &format!("`{name}` is not set"))?;
            Ok(NOTHING)
        }
    }
}

/// Name, value and whether it is set: the defaults in their order, each with what the text says instead, then the text's others.
fn all(text: &str) -> Vec<(String, String, bool)> {
    let mut set = settings::listed(text);
    let mut all = Vec::new();
    for (name, default) in settings::defaults() {
        match set.iter().position(|(known, _)| *known == name) {
            Some(at) => {
                let (name, value) = set.remove(at);
                all.push((name, value, true));
            }
            None => all.push((name, default, false)),
        }
    }
    all.extend(set.into_iter().map(|(name, value)| (name, value, true)));
    all
}

fn failure(key: &str, refused: &Refused) -> Failure {
    match refused {
        Refused::Text(message) => Failure::new(format!("cannot change `{SETTINGS_FILE}`: {message}")),
        Refused::Unknown(_) => Failure::new(refused.to_string()).hint("`vault config` lists the settings"),
        Refused::Value(message) if message.contains('`') => Failure::new(message.clone()),
        Refused::Value(message) => Failure::new(format!("`{key}`: {message}")),
    }
}

fn carry_out(
    session: &mut Session<'_>,
    before: Option<String>,
    key: &str,
    changed: settings::Settings,
    dry_run: DryRun,
) -> Result<u8, Failure> {
    let was = changed.was.as_deref().map(|was| format!("; it was {was}")).unwrap_or_default();
    let said = match (&changed.now, &changed.was) {
        (Some(now), _) => format!("`{key}` is {now}{was}"),
        (None, Some(_)) => format!("`{key}` is taken out{was}"),
        (None, None) => format!("`{key}` is not set"),
    };
    writing::say(session, &said)?;
    let title = match &changed.now {
        Some(now) => format!("config set {key} {now}"),
        None => format!("config unset {key}"),
    };
    let path = SETTINGS_FILE.to_owned();
    let file = match before {
        Some(before) => {
            let edits = vec![settings::edit(&before, &changed.text)];
            FileChange::Modify { path, before: before.into_bytes(), edits }
        }
        None if changed.text.is_empty() => return Ok(DONE),
        None => FileChange::Create { path, text: changed.text },
    };
    writing::carry_out(session, &Change { title, files: vec![file] }, dry_run)
}
