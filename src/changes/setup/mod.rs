//! The files `vault init` makes: settings with every default, the built-in templates, the sample vault. Texts only; what is there already is
//! for the caller to leave alone.

mod sample;

pub use sample::SAMPLE;

use crate::base::change::FileChange;
use crate::changes::template::BUILT_IN;
use crate::config::SETTINGS_FILE;

/// The settings file: every default, commented out.
pub const SETTINGS: &str = include_str!("config.toml");
/// What version control is to leave out of `.vault`.
pub const GITIGNORE: &str = include_str!("gitignore");

/// The files of a set-up, paths from the root; the templates only when asked for.
pub fn files(templates: bool) -> Vec<FileChange> {
    let create = |path: String, text: &str| FileChange::Create { path, text: text.to_owned() };
    let mut files = vec![create(SETTINGS_FILE.to_owned(), SETTINGS), create(".vault/.gitignore".to_owned(), GITIGNORE)];
    if templates {
        files.extend(BUILT_IN.iter().map(|(name, text)| create(format!(".vault/templates/{name}.md"), text)));
    }
    files
}

/// The files of the sample vault.
pub fn sample() -> Vec<FileChange> {
    SAMPLE.iter().map(|(path, text)| FileChange::Create { path: (*path).to_owned(), text: (*text).to_owned() }).collect()
}

#[cfg(test)]
mod tests {
    use super::SETTINGS;
    use crate::config::Config;
    use crate::config::parse::{KNOWN, parse};

    /// The settings with the marks before them taken away.
    fn uncommented() -> String {
        let line = |line: &str| match line.strip_prefix('#') {
            Some(rest) if rest.starts_with(|c: char| c.is_ascii_alphabetic()) => format!("{rest}\n"),
            _ => format!("{line}\n"),
        };
        SETTINGS.lines().map(line).collect()
    }

    #[test]
    fn the_settings_hold_every_default() {
        for text in [SETTINGS.to_owned(), uncommented()] {
            let (read, notices) = parse(&text).unwrap();
            assert_eq!(notices, []);
            let shown = |config: &Config| {
                let parts = (&config.me, &config.templates, &config.contacts, &config.daily, config.date_order, &config.log_headings);
                let more = (&config.mentions, &config.cadence, &config.theirs, config.report, config.index, &config.searches);
                let channels: Vec<String> = config.channels.names().map(str::to_owned).collect();
                format!("{parts:?} {more:?} {:?} {} {channels:?}", config.keys, config.follow_symlinks)
            };
            assert_eq!(shown(&read), shown(&Config::default()));
        }
    }

    #[test]
    fn every_setting_is_shown() {
        let text = uncommented();
        for known in KNOWN {
            let section = known.rsplit_once('.').map_or("", |(section, _)| section);
            let name = known.rsplit('.').next().unwrap();
            let body = if section.is_empty() {
                text.split("\n[").next().unwrap()
            } else {
                let from = text.find(&format!("\n[{section}]\n")).unwrap_or_else(|| panic!("no [{section}]"));
                text[from + 2..].split("\n[").next().unwrap()
            };
            let shown = name.is_empty() || body.lines().any(|line| line.starts_with(&format!("{name} = ")));
            assert!(shown, "{known} is not shown");
        }
    }
}
