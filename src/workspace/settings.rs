//! The settings of a vault: its own and Obsidian's, with what in them could not be used.

use std::fmt;
use std::path::Path;

use crate::base::hash;
use crate::base::span::{LineIndex, Span};
use crate::book::state::file;
use crate::config::{Config, Notice, SETTINGS_FILE, obsidian, parse};
use crate::facts;
use crate::files::read::Unreadable;
use crate::files::settings;

/// A message with its place in a settings file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Placed {
    /// The file, from the root.
    pub file: String,
    /// Line and column, 1-based.
    pub at: (u32, u32),
    /// One sentence, lower case.
    pub message: String,
}

impl fmt::Display for Placed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.at.0, self.at.1, self.message)
    }
}

/// Why a vault could not be opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum OpenError {
    /// The settings file is malformed.
    Settings(Placed),
    /// The settings file cannot be read.
    SettingsUnreadable(String),
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OpenError::Settings(placed) => write!(f, "{placed}"),
            OpenError::SettingsUnreadable(message) => write!(f, "cannot read `{SETTINGS_FILE}`: {message}"),
        }
    }
}

/// The settings of a vault.
pub struct Settings {
    /// All of them.
    pub config: Config,
    /// What could not be used.
    pub notices: Vec<Placed>,
    /// A number that is another as soon as the reader is, or a setting that decides what notes mean.
    pub key: u64,
}

/// Reads the settings of the vault at `root`.
pub fn read(root: &Path) -> Result<Settings, OpenError> {
    let unreadable = |error: Unreadable| OpenError::SettingsUnreadable(error.to_string());
    let text = settings::text(root, SETTINGS_FILE).map_err(unreadable)?.unwrap_or_default();
    let (config, mut notices) = parse::parse(&text).map_err(|malformed| {
        OpenError::Settings(Placed { file: SETTINGS_FILE.to_owned(), at: place(&text, malformed.span), message: malformed.message })
    })?;
    // Obsidian's own settings are a help, never a reason to fail.
    let theirs = |file: &str| settings::text(root, file).ok().flatten();
    let texts = [obsidian::DAILY_FILE, obsidian::PERIODIC_FILE, obsidian::TEMPLATES_FILE, obsidian::TEMPLATER_FILE, obsidian::APP_FILE]
        .map(|file| (file, theirs(file)));
    let [daily, periodic, templates, templater, app] = &texts;
    let read = obsidian::read(&obsidian::Texts {
        daily: daily.1.as_deref(),
        periodic: periodic.1.as_deref(),
        templates: templates.1.as_deref(),
        templater: templater.1.as_deref(),
        app: app.1.as_deref(),
    });
    let (config, more) = config.with_obsidian(&read);
    notices.extend(more);
    let source = |notice: &Notice| match texts.iter().find(|(file, _)| *file == notice.file) {
        Some((_, theirs)) => theirs.clone().unwrap_or_default(),
        None => text.clone(),
    };
    let placed = notices.iter().map(|notice| Placed {
        file: notice.file.to_owned(),
        at: place(&source(notice), notice.span),
        message: notice.message.clone(),
    });
    let notices = placed.collect();
    let key = key(&config);
    Ok(Settings { config, notices, key })
}

/// One number of all that decides what notes mean: the settings but the saved searches, the versions of the reader, of the facts and of
/// the state.
fn key(config: &Config) -> u64 {
    let means = Config { searches: Vec::new(), ..config.clone() };
    let all = format!("{} {} {}\n{means:?}", env!("CARGO_PKG_VERSION"), facts::VERSION, file::VERSION);
    hash::bytes(all.as_bytes())
}

fn place(text: &str, span: Span) -> (u32, u32) {
    LineIndex::new(text).line_column(text, span.start)
}
