//! The text of `.vault/config.toml` into a `Config` (format page, sections 9 and 10.21). A list replaces the built-in list; channels, marks
//! and tiers extend theirs.

use toml::de::DeTable;

use crate::base::span::Span;
use crate::base::when::Order;
use crate::base::{cadence, fold};
use crate::config::keys::{Keys, STANDARD};
use crate::config::marks::Mark;
use crate::config::table::{Entry, entries, span};
use crate::config::{Config, Counting, DailyNotes, IndexLocation, Malformed, Notice, SETTINGS_FILE, Wanted, folder};

/// Every setting with a fixed name. A name that ends with a dot is a section whose keys are free.
pub const KNOWN: &[&str] = &[
    "me",
    "ignore",
    "follow_symlinks",
    "templates",
    "keys.",
    "contacts.folders",
    "contacts.tags",
    "contacts.types",
    "daily.folder",
    "daily.format",
    "dates.order",
    "log.headings",
    "channels.",
    "marks.",
    "mentions.daily",
    "mentions.entries",
    "mentions.journals",
    "mentions.names",
    "cadence.default",
    "cadence.tiers.",
    "cadence.tags.",
    "cadence.folders.",
    "promises.theirs",
    "report.days",
    "report.capacity",
    "report.attempt_days",
    "report.households",
    "follow_up.days",
    "follow_up.until",
    "follow_up.meetings",
    "follow_up.headings",
    "celebrate.lead_days",
    "celebrate.missed_days",
    "celebrate.milestone_days",
    "feedback.wait_days",
    "feedback.tags.",
    "tension.decide_days",
    "score.overdue_most",
    "score.tier",
    "score.promise",
    "score.birthday",
    "score.milestone",
    "score.event",
    "score.ask_after",
    "score.drift",
    "score.ledger",
    "score.attempt",
    "score.waiting",
    "index.location",
    "searches.",
];

/// The most days a setting may name: a century.
const MOST_DAYS: u32 = 36_525;

/// Reads the settings. Unknown settings are passed over with a notice each.
///
/// Errors: the text is no TOML, a value has the wrong type, or a cadence or pattern cannot be read; with the place.
pub fn parse(text: &str) -> Result<(Config, Vec<Notice>), Malformed> {
    let shift = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let document = DeTable::parse(text.get(shift..).unwrap_or_default()).map_err(|error| Malformed {
        span: span(error.span().unwrap_or(0..0), shift),
        message: error.message().lines().collect::<Vec<_>>().join(", "),
    })?;
    let mut reader = Reader { config: Config::default(), daily: None, notices: Vec::new() };
    for entry in entries(document.get_ref(), "", shift) {
        reader.top(&entry)?;
    }
    reader.config.daily.extend(reader.daily);
    Ok((reader.config, reader.notices))
}

/// What has been read so far.
struct Reader {
    config: Config,
    daily: Option<DailyNotes>,
    notices: Vec<Notice>,
}

impl Reader {
    /// A setting or section of the file's top level.
    fn top(&mut self, entry: &Entry<'_>) -> Result<(), Malformed> {
        match entry.key {
            "me" => self.config.me = entry.text()?.trim().to_owned(),
            "ignore" => {
                for (text, span) in entry.list()? {
                    let unreadable = |error| Malformed { span, message: format!("cannot read the pattern `{text}`: {error}") };
                    self.config.ignore.add(text).map_err(unreadable)?;
                }
            }
            "follow_symlinks" => self.config.follow_symlinks = entry.flag()?,
            "templates" => self.config.templates = templates(entry.text()?),
            "searches" => {
                for search in entry.table()? {
                    self.config.searches.push((search.key.to_owned(), search.text()?.to_owned()));
                }
            }
            "keys" | "contacts" | "daily" | "dates" | "log" | "channels" | "marks" | "mentions" | "cadence" | "promises" | "report"
            | "follow_up" | "celebrate" | "feedback" | "tension" | "score" | "index" => {
                for inner in entry.table()? {
                    self.section(entry.key, &inner)?;
                }
            }
            _ => self.unknown(entry),
        }
        Ok(())
    }

    /// A setting in a section.
    fn section(&mut self, section: &str, entry: &Entry<'_>) -> Result<(), Malformed> {
        let config = &mut self.config;
        match (section, entry.key) {
            ("keys", "prefix") => config.keys.prefix = entry.texts()?,
            ("keys", _) => self.key(entry)?,
            ("contacts", "folders") => config.contacts.folders = entry.texts()?.iter().map(|text| folder(text)).collect(),
            ("contacts", "tags") => {
                config.contacts.tags = entry.texts()?.iter().map(|tag| tag.trim_start_matches('#').to_owned()).collect()
            }
            ("contacts", "types") => config.contacts.types = entry.texts()?,
            ("daily", "folder") => {
                let text = entry.text()?.trim();
                if !text.is_empty() {
                    self.daily().folder = folder(text);
                }
            }
            ("daily", "format") => {
                let text = entry.text()?.trim();
                if !text.is_empty() {
                    self.daily().format = text.to_owned();
                }
            }
            ("dates", "order") => {
                let orders = [("", None), ("dmy", Some(Order::Dmy)), ("mdy", Some(Order::Mdy))];
                config.date_order = choice(entry, &orders)?;
            }
            ("log", "headings") => config.log_headings = entry.texts()?,
            ("channels", name) => config.channels.extend(name, entry.texts()?.iter().map(String::as_str)),
            ("marks", name) => match mark(name) {
                Some(mark) => config.marks.extend(mark, entry.texts()?.iter().map(String::as_str)),
                None => self.unknown_among(entry, "mark", Mark::ALL.map(Mark::name).to_vec()),
            },
            ("mentions", "daily") => config.mentions.daily = counting(entry)?,
            ("mentions", "entries") => config.mentions.entries = counting(entry)?,
            ("mentions", "journals") => config.mentions.journals = counting(entry)?,
            ("mentions", "names") => config.mentions.names = counting(entry)?,
            ("cadence", "default") => config.cadence.default = wanted(entry)?,
            ("cadence", "tiers") => {
                for tier in entry.table()? {
                    self.tier(&tier)?;
                }
            }
            ("cadence", "tags") => {
                for tag in entry.table()? {
                    config.cadence.tags.push((tag.key.trim().trim_start_matches('#').to_owned(), wanted(&tag)?));
                }
            }
            ("cadence", "folders") => {
                for place in entry.table()? {
                    config.cadence.folders.push((folder(place.key), wanted(&place)?));
                }
            }
            ("promises", "theirs") => config.theirs = entry.texts()?,
            ("report", "days") => config.report.days = entry.number(MOST_DAYS)?,
            ("report", "capacity") => config.report.capacity = entry.number(u32::MAX)?,
            ("report", "attempt_days") => config.report.attempt_days = entry.number(MOST_DAYS)?,
            ("report", "households") => config.report.households = choice(entry, &[("apart", false), ("together", true)])?,
            ("follow_up" | "celebrate" | "feedback" | "tension" | "score", _) => {
                if !street::read(config, section, entry)? {
                    self.unknown(entry);
                }
            }
            ("index", "location") => config.index = choice(entry, &[("cache", IndexLocation::Cache), ("vault", IndexLocation::Vault)])?,
            _ => self.unknown(entry),
        }
        Ok(())
    }

    /// Own names for a standard key.
    fn key(&mut self, entry: &Entry<'_>) -> Result<(), Malformed> {
        let own = entry.texts()?;
        match Keys::standard(entry.key) {
            Some(standard) => own.iter().for_each(|own| self.config.keys.map(standard, own)),
            None => self.unknown_among(entry, "standard key", STANDARD.to_vec()),
        }
        Ok(())
    }

    /// A tier: a new one, or another cadence for a known one.
    fn tier(&mut self, entry: &Entry<'_>) -> Result<(), Malformed> {
        let wanted = wanted(entry)?;
        let key = fold::key(entry.key);
        match self.config.cadence.tiers.iter_mut().find(|(name, _)| fold::key(name) == key) {
            Some(known) => known.1 = wanted,
            None => self.config.cadence.tiers.push((entry.key.trim().to_owned(), wanted)),
        }
        Ok(())
    }

    /// The daily notes of the settings; what they leave empty is filled from Obsidian's.
    fn daily(&mut self) -> &mut DailyNotes {
        let empty = || DailyNotes { folder: String::new(), format: String::new(), template: String::new() };
        self.daily.get_or_insert_with(empty)
    }

    /// A setting nobody knows.
    fn unknown(&mut self, entry: &Entry<'_>) {
        let place = entry.name.rsplit_once('.').map_or("", |(section, _)| section);
        let elsewhere = KNOWN.iter().find(|known| known.rsplit('.').next() == Some(entry.key)).copied();
        let hint = elsewhere.map(str::to_owned).or_else(|| {
            let names = KNOWN.iter().map(|known| known.trim_end_matches('.'));
            closest(&entry.name, names.clone()).or_else(|| closest(&entry.name, names.filter_map(|name| Some(name.split_once('.')?.0))))
        });
        let hint = match hint {
            Some(name) if !name.contains('.') && !place.is_empty() && name == entry.key => {
                format!("; `{name}` belongs above the first [section]")
            }
            Some(name) => format!("; did you mean `{name}`?"),
            None => String::new(),
        };
        self.notice(entry.key_span, entry, format!("unknown setting `{}`{hint}", entry.name));
    }

    /// A name that is none of `known`.
    fn unknown_among(&mut self, entry: &Entry<'_>, what: &str, known: Vec<&str>) {
        let hint = closest(entry.key, known.into_iter()).map(|name| format!("; did you mean `{name}`?")).unwrap_or_default();
        self.notice(entry.key_span, entry, format!("unknown {what} `{}`{hint}", entry.key));
    }

    fn notice(&mut self, span: Span, entry: &Entry<'_>, message: String) {
        self.notices.push(Notice { file: SETTINGS_FILE, span, key: entry.name.clone(), message });
    }
}

/// The setting `templates`: a folder, `/` for none at all, or nothing said.
pub fn templates(text: &str) -> Option<Vec<String>> {
    if text.trim().is_empty() {
        return None;
    }
    let folder = folder(text);
    Some(if folder.is_empty() { Vec::new() } else { vec![folder] })
}

/// The mark a key of `[marks]` names; each word of the note and attempt groups stands for its group.
fn mark(name: &str) -> Option<Mark> {
    Mark::named(name).or_else(|| match fold::key(name).as_str() {
        "fyi" | "news" | "idea" => Some(Mark::Note),
        "tried" | "noanswer" | "voicemail" | "leftmessage" | "noreply" => Some(Mark::Attempt),
        _ => None,
    })
}

/// A cadence that can be read.
fn wanted(entry: &Entry<'_>) -> Result<Wanted, Malformed> {
    let text = entry.scalar("a cadence, such as \"3 weeks\"")?;
    match cadence::read(&text) {
        Ok(_) | Err(cadence::Unreadable::Silent) => Ok(Wanted { text }),
        Err(unreadable) => Err(entry.malformed(format!("`{}` is no cadence: {unreadable}", entry.name))),
    }
}

fn counting(entry: &Entry<'_>) -> Result<Counting, Malformed> {
    choice(entry, &[("contact", Counting::Contact), ("possible", Counting::Possible), ("ignore", Counting::Ignore)])
}

/// One of a few words.
fn choice<T: Copy>(entry: &Entry<'_>, choices: &[(&str, T)]) -> Result<T, Malformed> {
    let text = entry.text()?;
    let key = fold::key(text);
    choices.iter().find(|(word, _)| *word == key).map(|&(_, value)| value).ok_or_else(|| {
        let words: Vec<_> = choices.iter().map(|(word, _)| format!("\"{word}\"")).collect();
        entry.malformed(format!("`{}` is \"{text}\"; it is one of {}", entry.name, words.join(", ")))
    })
}

/// The name closest to what was written, when it is close enough to have been meant.
fn closest<'n>(written: &str, names: impl Iterator<Item = &'n str>) -> Option<String> {
    let most = 1 + written.len() / 4;
    names
        .map(|name| (strsim::osa_distance(written, name), name))
        .filter(|&(distance, _)| distance <= most.min(3))
        .min()
        .map(|(_, name)| name.to_owned())
}

mod street;
#[cfg(test)]
mod tests;
