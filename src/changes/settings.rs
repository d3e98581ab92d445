//! Changes of the settings' text: a setting is set or taken out, and comments, order and everything else stay. What comes out is read by
//! the settings' own reader before it is given. Knows which names are free, and no meaning of any.

use std::fmt;

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, TableLike, Value};

use crate::base::change::Edit;
use crate::base::span::Span;
use crate::config::street::TERMS;
use crate::config::{Config, Counting, IndexLocation, parse};

/// The settings' text after a change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settings {
    /// The whole text.
    pub text: String,
    /// The setting's value before, as TOML; `None`: it was not set.
    pub was: Option<String>,
    /// Its value now.
    pub now: Option<String>,
}

/// Why the settings are not changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refused {
    /// There is no such setting: a sentence, with what was perhaps meant.
    Unknown(String),
    /// The value is not one the setting takes: a sentence.
    Value(String),
    /// The text is no TOML, or changes otherwise than asked: a sentence.
    Text(String),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::Unknown(message) | Refused::Value(message) | Refused::Text(message) => f.write_str(message),
        }
    }
}

/// Sections whose keys are the owner's, which may hold dots and slashes.
const FREE: &[&[&str]] =
    &[&["cadence", "tiers"], &["cadence", "tags"], &["cadence", "folders"], &["keys"], &["channels"], &["marks"], &["searches"]];

/// The parts of a setting's name: `cadence.tags.family/close` is three.
fn parts(key: &str) -> Vec<String> {
    let own = |part: &str| part.trim().trim_matches('"').to_owned();
    for section in FREE {
        let prefix = format!("{}.", section.join("."));
        if let Some(rest) = key.strip_prefix(&prefix).filter(|rest| !rest.is_empty()) {
            return section.iter().map(|part| (*part).to_owned()).chain([own(rest)]).collect();
        }
    }
    key.split('.').map(own).collect()
}

/// Sets a setting to what was typed: a TOML value, else a text, else a list of texts with commas between, whichever the setting takes.
pub fn set(text: &str, key: &str, typed: &str) -> Result<Settings, Refused> {
    let mut refusal = None;
    for value in candidates(typed) {
        match set_value(text, key, value) {
            Ok(settings) => return Ok(settings),
            Err(refused @ Refused::Value(_)) => drop(refusal.get_or_insert(refused)),
            Err(refused) => return Err(refused),
        }
    }
    Err(refusal.unwrap_or_else(|| Refused::Value(format!("`{key}` takes another value"))))
}

/// What a typed value may be, the likeliest first.
fn candidates(typed: &str) -> Vec<Value> {
    let typed = typed.trim();
    let list: Array = typed.split(',').map(str::trim).filter(|item| !item.is_empty()).collect();
    let written = typed.parse::<Value>().ok().map(|value| value.decorated("", ""));
    written.into_iter().chain([Value::from(typed), Value::from(list)]).collect()
}

/// Sets a setting to this very text.
pub fn set_text(text: &str, key: &str, value: &str) -> Result<Settings, Refused> {
    set_value(text, key, Value::from(value))
}

fn set_value(text: &str, key: &str, value: Value) -> Result<Settings, Refused> {
    let parts = parts(key);
    let mut source = Source::read(text)?;
    let Some((name, sections)) = parts.split_last() else { return Err(Refused::Unknown("no setting is named".to_owned())) };
    let mut table: &mut dyn TableLike = source.document.as_table_mut();
    // Below `cadence = { … }` everything stands in braces.
    let mut inline = false;
    for (depth, section) in sections.iter().enumerate() {
        if !table.contains_key(section) {
            let item = if inline {
                Item::Value(InlineTable::new().into())
            } else {
                section_item(depth + 1 < sections.len(), text.trim().is_empty())
            };
            table.insert(section, item);
        }
        inline |= table.get(section).is_some_and(Item::is_inline_table);
        let item = table.get_mut(section).ok_or_else(|| Refused::Text(format!("`{section}` cannot be written")))?;
        table = item.as_table_like_mut().ok_or_else(|| Refused::Text(format!("`{section}` is no section")))?;
    }
    let was = table.get(name).and_then(Item::as_value).map(shown);
    let now = Some(shown(&value));
    if table.get(name).is_some_and(|item| !item.is_value()) {
        return Err(Refused::Value(format!("`{key}` is a section")));
    }
    match table.get_mut(name).and_then(Item::as_value_mut) {
        Some(old) => {
            // Blanks and a comment around the old value stay.
            let decor = old.decor().clone();
            *old = value;
            *old.decor_mut() = decor;
        }
        None => drop(table.insert(name, Item::Value(value.decorated(" ", "")))),
    }
    finish(text, source, &parts, was, now)
}

/// A new section; `through` when it only holds other sections and needs no line of its own, `first` when nothing stands before it.
fn section_item(through: bool, first: bool) -> Item {
    let mut table = Table::new();
    table.set_implicit(through);
    table.decor_mut().set_prefix(if first { "" } else { "\n" });
    Item::Table(table)
}

/// Takes a setting out; its section stays.
pub fn unset(text: &str, key: &str) -> Result<Settings, Refused> {
    let parts = parts(key);
    let mut source = Source::read(text)?;
    let unchanged = || Settings { text: text.to_owned(), was: None, now: None };
    let Some((name, sections)) = parts.split_last() else { return Ok(unchanged()) };
    let mut table: &mut dyn TableLike = source.document.as_table_mut();
    for section in sections {
        match table.get_mut(section).and_then(Item::as_table_like_mut) {
            Some(inner) => table = inner,
            None => return Ok(unchanged()),
        }
    }
    let Some(was) = table.get(name).and_then(Item::as_value).map(shown) else { return Ok(unchanged()) };
    table.remove(name);
    finish(text, source, &parts, Some(was), None)
}

/// The parsed text and how its lines end.
struct Source {
    document: DocumentMut,
    bom: bool,
    crlf: bool,
}

impl Source {
    fn read(text: &str) -> Result<Source, Refused> {
        let bare = text.strip_prefix('\u{feff}').unwrap_or(text);
        let crlf = bare.contains("\r\n");
        if crlf && bare.replace("\r\n", "").contains('\n') {
            return Err(Refused::Text("its lines end in two ways; change it by hand".to_owned()));
        }
        let document = bare
            .replace("\r\n", "\n")
            .parse()
            .map_err(|error: toml_edit::TomlError| Refused::Text(error.message().lines().collect::<Vec<_>>().join(", ")))?;
        Ok(Source { document, bom: bare.len() < text.len(), crlf })
    }

    fn text(&self, last_newline: bool) -> String {
        let mut text = self.document.to_string();
        if !last_newline && text.ends_with('\n') {
            text.pop();
        }
        if self.crlf {
            text = text.replace('\n', "\r\n");
        }
        if self.bom { format!("\u{feff}{text}") } else { text }
    }
}

/// The gate: the new text is read, nothing in it is unknown that was not, and every other setting is as it was.
fn finish(old: &str, source: Source, parts: &[String], was: Option<String>, now: Option<String>) -> Result<Settings, Refused> {
    let text = source.text(old.is_empty() || old.ends_with('\n'));
    let (_, notices) = parse::parse(&text).map_err(|malformed| Refused::Value(malformed.message))?;
    let known = parse::parse(old).map(|(_, notices)| notices).unwrap_or_default();
    if let Some(notice) = notices.iter().find(|notice| !known.iter().any(|known| known.message == notice.message)) {
        return Err(Refused::Unknown(notice.message.clone()));
    }
    let key = join(parts);
    let others = |text: &str| listed(text).into_iter().filter(|(name, _)| *name != key).collect::<Vec<_>>();
    if others(old) != others(&text) {
        return Err(Refused::Text("other settings would change".to_owned()));
    }
    Ok(Settings { text, was, now })
}

/// The one edit that makes the old text the new one.
pub fn edit(old: &str, new: &str) -> Edit {
    let common = |one: &str, other: &str, back: bool| {
        let same = |(a, b): &(char, char)| a == b;
        let count = |chars: Vec<(char, char)>| chars.iter().take_while(|pair| same(pair)).map(|(c, _)| c.len_utf8()).sum::<usize>();
        if back { count(one.chars().rev().zip(other.chars().rev()).collect()) } else { count(one.chars().zip(other.chars()).collect()) }
    };
    let start = common(old, new, false);
    let (old_rest, new_rest) = (old.get(start..).unwrap_or_default(), new.get(start..).unwrap_or_default());
    let end = common(old_rest, new_rest, true);
    let text = new_rest.get(..new_rest.len() - end).unwrap_or_default().to_owned();
    Edit { span: Span::new(start, old.len() - end), text }
}

/// Every setting of a text by its full name, with its value as TOML, in the order of the text.
pub fn listed(text: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    if let Ok(source) = Source::read(text) {
        gather(source.document.as_table(), &mut Vec::new(), &mut all);
    }
    all
}

fn gather(table: &dyn TableLike, above: &mut Vec<String>, all: &mut Vec<(String, String)>) {
    for (name, item) in table.iter() {
        above.push(name.to_owned());
        match (item.as_table_like(), item.as_value()) {
            (Some(inner), _) => gather(inner, above, all),
            (None, Some(value)) => all.push((join(above), shown(value))),
            (None, None) => {}
        }
        above.pop();
    }
}

fn join(parts: &[String]) -> String {
    parts.join(".")
}

/// A value as TOML without what stands around it.
fn shown(value: &Value) -> String {
    let mut value = value.clone();
    value.decor_mut().clear();
    value.to_string().trim().to_owned()
}

/// What a script wants of a value: a text without its quotes.
pub fn bare(value: &str) -> String {
    value.parse::<Value>().ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_else(|| value.to_owned())
}

/// The full name of a setting as `listed` gives it.
pub fn full_name(key: &str) -> String {
    join(&parts(key))
}

/// Every setting with a default, in the order of the documentation, with that default as TOML.
pub fn defaults() -> Vec<(String, String)> {
    let config = Config::default();
    let text = |text: &str| shown(&Value::from(text));
    let list = |items: &[String]| shown(&Value::from(items.iter().map(String::as_str).collect::<Array>()));
    let counting = |counting: Counting| {
        text(match counting {
            Counting::Contact => "contact",
            Counting::Possible => "possible",
            Counting::Ignore => "ignore",
        })
    };
    let location = match config.index {
        IndexLocation::Cache => "cache",
        IndexLocation::Vault => "vault",
    };
    let mut all = vec![
        ("me", text(&config.me)),
        ("ignore", list(&[])),
        ("follow_symlinks", config.follow_symlinks.to_string()),
        ("templates", text("")),
        ("keys.prefix", list(&config.keys.prefix)),
        ("contacts.folders", list(&config.contacts.folders)),
        ("contacts.tags", list(&config.contacts.tags)),
        ("contacts.types", list(&config.contacts.types)),
        ("daily.folder", text("")),
        ("daily.format", text("")),
        ("dates.order", text("")),
        ("log.headings", list(&config.log_headings)),
        ("promises.theirs", list(&config.theirs)),
        ("mentions.daily", counting(config.mentions.daily)),
        ("mentions.entries", counting(config.mentions.entries)),
        ("mentions.journals", counting(config.mentions.journals)),
        ("mentions.names", counting(config.mentions.names)),
        ("cadence.default", text(&config.cadence.default.text)),
        ("report.days", config.report.days.to_string()),
        ("report.capacity", config.report.capacity.to_string()),
        ("report.attempt_days", config.report.attempt_days.to_string()),
        ("report.households", text(if config.report.households { "together" } else { "apart" })),
        ("follow_up.days", config.follow_up.days.to_string()),
        ("follow_up.until", config.follow_up.until.to_string()),
        ("follow_up.meetings", config.follow_up.meetings.to_string()),
        ("follow_up.headings", list(&config.follow_up.headings)),
        ("celebrate.lead_days", config.celebrate.lead_days.to_string()),
        ("celebrate.missed_days", config.celebrate.missed_days.to_string()),
        ("celebrate.milestone_days", config.celebrate.milestone_days.to_string()),
        ("feedback.wait_days", config.feedback.wait_days.to_string()),
        ("tension.decide_days", config.tension.decide_days.to_string()),
        ("index.location", text(location)),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect::<Vec<_>>();
    let tiers = config.cadence.tiers.iter().map(|(name, wanted)| (format!("cadence.tiers.{name}"), text(&wanted.text)));
    all.extend(tiers);
    let mut score = config.score;
    let terms = TERMS.iter().filter_map(|name| Some((format!("score.{name}"), format!("{:?}", score.term(name)?))));
    all.extend(terms.collect::<Vec<_>>());
    all
}

#[cfg(test)]
mod tests {
    use super::{Refused, edit, listed, set, unset};
    use crate::base::change::edited;

    const TEXT: &str = "# my settings\nme = \"Robin\" # that is me\n\n[cadence.tags]\nfamily = \"weekly\"   # always\n\n# the report\n[report]\ndays = 14\n";

    fn after(text: &str, key: &str, value: &str) -> Result<String, Refused> {
        set(text, key, value).map(|settings| settings.text)
    }

    fn ok(text: impl Into<String>) -> Result<String, Refused> {
        Ok(text.into())
    }

    #[test]
    fn values_are_set_where_they_stand() {
        assert_eq!(after(TEXT, "cadence.tags.family", "2 weeks"), ok(TEXT.replace("\"weekly\"", "\"2 weeks\"")));
        assert_eq!(after(TEXT, "report.days", "7"), ok(TEXT.replace("14", "7")));
        assert_eq!(after(TEXT, "me", "Robin Vale"), ok(TEXT.replace("\"Robin\"", "\"Robin Vale\"")));
        assert_eq!(after(TEXT, "me", "42"), ok(TEXT.replace("\"Robin\"", "\"42\"")));
        assert_eq!(after(TEXT, "cadence.tags.close/kin", "14"), ok(TEXT.replace("# always\n", "# always\n\"close/kin\" = 14\n")));
        assert_eq!(after(TEXT, "report.capacity", "5"), ok(format!("{TEXT}capacity = 5\n")));
        assert_eq!(after(TEXT, "follow_symlinks", "true"), ok(TEXT.replace("that is me\n", "that is me\nfollow_symlinks = true\n")));
    }

    #[test]
    fn new_sections_come_last() {
        assert_eq!(after("", "report.days", "7"), ok("[report]\ndays = 7\n"));
        assert_eq!(after("me = \"R\"\n", "cadence.tags.family", "2 weeks"), ok("me = \"R\"\n\n[cadence.tags]\nfamily = \"2 weeks\"\n"));
        assert_eq!(after("[report]\ndays = 7", "me", "R"), ok("me = \"R\"\n[report]\ndays = 7"));
        assert_eq!(after("cadence = { default = \"never\" }\n", "cadence.tags.a", "weekly").unwrap().lines().count(), 1);
        assert_eq!(
            after("[contacts]\n", "contacts.folders", "People, Clients/Old"),
            ok("[contacts]\nfolders = [\"People\", \"Clients/Old\"]\n")
        );
    }

    #[test]
    fn line_ends_and_marks_stay() {
        let text = format!("\u{feff}{}", TEXT.trim_end().replace('\n', "\r\n"));
        assert_eq!(after(&text, "report.days", "7"), ok(text.replace("14", "7")));
        assert_eq!(after(&text, "me", "R"), ok(text.replace("\"Robin\"", "\"R\"")));
    }

    #[test]
    fn what_the_reader_would_not_take_is_refused() {
        let refused = |key: &str, value: &str| after(TEXT, key, value).unwrap_err();
        assert_eq!(refused("reprot.days", "7"), Refused::Unknown("unknown setting `reprot`; did you mean `report`?".to_owned()));
        assert_eq!(refused("report.days", "soon"), Refused::Value("`report.days` wants a whole number, not a text".to_owned()));
        assert!(matches!(refused("cadence.tags.family", "montly"), Refused::Value(message) if message.contains("did you mean `monthly`?")));
        assert!(matches!(refused("report", "7"), Refused::Value(_)));
        assert!(matches!(refused("me.x", "7"), Refused::Text(_)));
        assert!(matches!(set("a = \n", "me", "x"), Err(Refused::Text(_))));
    }

    #[test]
    fn a_setting_is_taken_out() {
        let settings = unset(TEXT, "cadence.tags.family").unwrap();
        assert_eq!(settings.text, TEXT.replace("family = \"weekly\"   # always\n", ""));
        assert_eq!((settings.was.as_deref(), settings.now), (Some("\"weekly\""), None));
        assert_eq!(unset(TEXT, "report.capacity").unwrap().text, TEXT);
    }

    #[test]
    fn one_edit_tells_two_texts_apart() {
        for (old, new) in [("", "a"), ("é1", "é2"), ("aaa", "aa"), ("a\r\nb", "a\r\nc\r\nb"), ("é", "è"), ("x", "x")] {
            assert_eq!(edited(old.as_bytes(), &[edit(old, new)]).as_deref(), Some(new.as_bytes()));
        }
        assert_eq!(listed(TEXT)[1], ("cadence.tags.family".to_owned(), "\"weekly\"".to_owned()));
    }
}
