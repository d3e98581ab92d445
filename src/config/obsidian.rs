//! What Obsidian's own settings say of daily notes, templates and ignored paths (format page, section 1). Pure functions from the JSON
//! texts; broken JSON is a notice and never stops a run.

use serde_json::Value;

use crate::base::span::Span;
use crate::config::{Config, DailyNotes, Notice, Written, folder};

/// Obsidian's settings of daily notes.
pub const DAILY_FILE: &str = ".obsidian/daily-notes.json";
/// The settings of the plugin Periodic Notes.
pub const PERIODIC_FILE: &str = ".obsidian/plugins/periodic-notes/data.json";
/// Obsidian's settings of templates.
pub const TEMPLATES_FILE: &str = ".obsidian/templates.json";
/// The settings of the plugin Templater.
pub const TEMPLATER_FILE: &str = ".obsidian/plugins/templater-obsidian/data.json";
/// Obsidian's general settings.
pub const APP_FILE: &str = ".obsidian/app.json";

/// The format Obsidian uses when none is set.
const DEFAULT_FORMAT: &str = "YYYY-MM-DD";
/// The format of weekly notes when none is set.
const DEFAULT_WEEKLY: &str = "gggg-[W]ww";

/// The texts of the settings files that exist.
#[derive(Clone, Copy, Default, Debug)]
pub struct Texts<'t> {
    /// `DAILY_FILE`.
    pub daily: Option<&'t str>,
    /// `PERIODIC_FILE`.
    pub periodic: Option<&'t str>,
    /// `TEMPLATES_FILE`.
    pub templates: Option<&'t str>,
    /// `TEMPLATER_FILE`.
    pub templater: Option<&'t str>,
    /// `APP_FILE`.
    pub app: Option<&'t str>,
}

/// What Obsidian's settings say.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct ObsidianSettings {
    /// Daily notes, Obsidian's own first, then those of Periodic Notes; all apply.
    pub daily: Vec<DailyNotes>,
    /// Templates folders from the root; `None`: not set; an empty list: the root, which hides nothing.
    pub templates: Option<Vec<String>>,
    /// `userIgnoreFilters`, as written.
    pub ignore: Vec<String>,
    /// How dates are written in templates, and the weekly notes.
    pub written: Written,
    /// What could not be read.
    pub notices: Vec<Notice>,
}

/// Reads the settings that exist.
pub fn read(texts: &Texts<'_>) -> ObsidianSettings {
    let mut settings = ObsidianSettings::default();
    if let Some(value) = json(texts.daily, DAILY_FILE, &mut settings.notices) {
        settings.daily.push(daily_notes(&value, "template"));
    }
    if let Some(value) = json(texts.periodic, PERIODIC_FILE, &mut settings.notices) {
        periodic(&value, &mut settings.daily);
        settings.written.weekly = weekly(&value);
    }
    for (text, file, key) in [(texts.templates, TEMPLATES_FILE, "folder"), (texts.templater, TEMPLATER_FILE, "templates_folder")] {
        let value = json(text, file, &mut settings.notices);
        for (format, name) in [(&mut settings.written.date_format, "dateFormat"), (&mut settings.written.time_format, "timeFormat")] {
            let own = value.as_ref().map_or("", |value| text_at(value, name)).trim();
            if !own.is_empty() {
                own.clone_into(format);
            }
        }
        let Some(named) = value.as_ref().and_then(|value| crate::config::parse::templates(text_at(value, key))) else { continue };
        let folders = settings.templates.get_or_insert_default();
        folders.extend(named.into_iter().filter(|folder| !folders.contains(folder)).collect::<Vec<_>>());
    }
    if let Some(value) = json(texts.app, APP_FILE, &mut settings.notices) {
        let filters = value.get("userIgnoreFilters").and_then(Value::as_array);
        settings.ignore.extend(filters.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned));
    }
    settings
}

impl Config {
    /// Fills what `.vault/config.toml` left empty; ignore filters of both apply. Also returned: what could not be read or used.
    pub fn with_obsidian(mut self, settings: &ObsidianSettings) -> (Config, Vec<Notice>) {
        let mut notices = settings.notices.clone();
        match self.daily.first_mut() {
            None => self.daily.clone_from(&settings.daily),
            Some(own) => {
                let theirs = settings.daily.first();
                if own.folder.is_empty() {
                    own.folder = theirs.map_or_else(String::new, |daily| daily.folder.clone());
                }
                if own.format.is_empty() {
                    own.format = theirs.map_or_else(|| DEFAULT_FORMAT.to_owned(), |daily| daily.format.clone());
                }
                if own.template.is_empty() {
                    own.template = theirs.map_or_else(String::new, |daily| daily.template.clone());
                }
            }
        }
        if self.templates.is_none() {
            self.templates.clone_from(&settings.templates);
        }
        self.written.clone_from(&settings.written);
        for filter in &settings.ignore {
            if let Err(error) = self.ignore.add_obsidian(filter) {
                let message = format!("cannot read the pattern `{filter}`, so it hides nothing: {error}");
                notices.push(Notice { file: APP_FILE, span: Span::default(), key: "userIgnoreFilters".to_owned(), message });
            }
        }
        (self, notices)
    }
}

/// The daily notes of Periodic Notes, in the shape of its version 0 (`daily`) or 1 (`calendarSets`), where enabled.
fn periodic(value: &Value, daily: &mut Vec<DailyNotes>) {
    let enabled = |value: &Value| value.get("enabled").and_then(Value::as_bool) == Some(true);
    let old = value.get("daily").filter(|value| enabled(value)).map(|value| daily_notes(value, "template"));
    let sets = value.get("calendarSets").and_then(Value::as_array).into_iter().flatten();
    let new = sets.filter_map(|set| set.get("day")).filter(|value| enabled(value)).map(|value| daily_notes(value, "templatePath"));
    for notes in old.into_iter().chain(new) {
        if !daily.contains(&notes) {
            daily.push(notes);
        }
    }
}

/// The weekly notes of Periodic Notes, where enabled.
fn weekly(value: &Value) -> Option<DailyNotes> {
    let enabled = |value: &&Value| value.get("enabled").and_then(Value::as_bool) == Some(true);
    let old = value.get("weekly").filter(enabled).map(|value| notes(value, "template", DEFAULT_WEEKLY));
    let sets = value.get("calendarSets").and_then(Value::as_array).into_iter().flatten();
    old.or_else(|| sets.filter_map(|set| set.get("week")).find(enabled).map(|value| notes(value, "templatePath", DEFAULT_WEEKLY)))
}

/// Folder, format and template of daily notes, with Obsidian's defaults.
fn daily_notes(value: &Value, template: &str) -> DailyNotes {
    notes(value, template, DEFAULT_FORMAT)
}

fn notes(value: &Value, template: &str, usual: &str) -> DailyNotes {
    let format = text_at(value, "format").trim();
    DailyNotes {
        folder: folder(text_at(value, "folder")),
        format: if format.is_empty() { usual.to_owned() } else { format.to_owned() },
        template: folder(text_at(value, template)),
    }
}

/// The text under a key; empty when there is none.
fn text_at<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or("")
}

/// The JSON of a file that exists; a notice when it is none.
fn json(text: Option<&str>, file: &'static str, notices: &mut Vec<Notice>) -> Option<Value> {
    let text = text?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return None;
    }
    match serde_json::from_str(text) {
        Ok(value) => Some(value),
        Err(error) => {
            let at = offset(text, error.line(), error.column());
            let message = format!("cannot read Obsidian's settings, so they are not used: {error}");
            notices.push(Notice { file, span: Span::new(at, at), key: String::new(), message });
            None
        }
    }
}

/// The byte offset of a 1-based line and a column that counts bytes.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let starts = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
    let start = std::iter::once(0).chain(starts).nth(line.saturating_sub(1)).unwrap_or(text.len());
    (start + column.saturating_sub(1)).min(text.len())
}

#[cfg(test)]
mod tests {
    use super::{DailyNotes, Texts, offset, read};
    use crate::config::parse::parse;

    fn daily(folder: &str, format: &str, template: &str) -> DailyNotes {
        DailyNotes { folder: folder.to_owned(), format: format.to_owned(), template: template.to_owned() }
    }

    #[test]
    fn both_kinds_of_daily_notes_apply() {
        let texts = Texts {
            daily: Some(r#"{"folder": "/Journal/", "template": "Templates/Day"}"#),
            periodic: Some(r#"{"daily": {"enabled": true, "folder": "Daily", "format": "YYYY/MM/DD"}, "weekly": {"enabled": true}}"#),
            ..Texts::default()
        };
        let settings = read(&texts);
        assert_eq!(settings.daily, [daily("Journal", "YYYY-MM-DD", "Templates/Day"), daily("Daily", "YYYY/MM/DD", "")]);
        let off = Texts { periodic: Some(r#"{"daily": {"enabled": false, "folder": "Daily"}}"#), ..Texts::default() };
        assert!(read(&off).daily.is_empty());
    }

    #[test]
    fn templates_and_filters_are_read() {
        let texts = Texts {
            templates: Some(r#"{"folder": "Meta/Templates"}"#),
            templater: Some(r#"{"templates_folder": "Meta/Templates/"}"#),
            app: Some(r#"{"userIgnoreFilters": ["Archive/", "/(?=x)/", 3]}"#),
            ..Texts::default()
        };
        let (config, notices) = parse("").unwrap().0.with_obsidian(&read(&texts));
        assert_eq!(config.templates, Some(vec!["Meta/Templates".to_owned()]));
        assert!(config.ignore.hides("Archive/a.md") && !config.ignore.hides("x.md"));
        assert_eq!(notices.len(), 1);
        assert!(notices[0].message.starts_with("cannot read the pattern `/(?=x)/`"), "{}", notices[0].message);
        let root = Texts { templater: Some(r#"{"templates_folder": "/"}"#), ..Texts::default() };
        assert_eq!(read(&root).templates, Some(Vec::new()));
        let unset = Texts { templater: Some(r#"{"templates_folder": ""}"#), ..Texts::default() };
        assert_eq!(read(&unset).templates, None);
    }

    #[test]
    fn broken_json_is_a_notice() {
        let settings = read(&Texts { app: Some("{\n  oops"), daily: Some("\u{feff}{}"), ..Texts::default() });
        assert_eq!(settings.daily, [daily("", "YYYY-MM-DD", "")]);
        assert_eq!(settings.notices.len(), 1);
        assert_eq!(settings.notices[0].file, ".obsidian/app.json");
        assert_eq!(read(&Texts { app: Some("[]"), daily: Some(" "), ..Texts::default() }), super::ObsidianSettings::default());
        assert_eq!(offset("ab\ncd", 2, 2), 4);
        assert_eq!(offset("ab", 9, 9), 2);
    }

    #[test]
    fn our_settings_win_and_obsidian_fills_the_rest() {
        let obsidian = read(&Texts { daily: Some(r#"{"folder": "Journal", "format": "DD-MM-YYYY"}"#), ..Texts::default() });
        let (config, _) = parse("[daily]\nfolder = \"Days\"").unwrap().0.with_obsidian(&obsidian);
        assert_eq!(config.daily, [daily("Days", "DD-MM-YYYY", "")]);
        let (config, _) = parse("[daily]\nformat = \"YYYYMMDD\"").unwrap().0.with_obsidian(&read(&Texts::default()));
        assert_eq!(config.daily, [daily("", "YYYYMMDD", "")]);
    }
}
