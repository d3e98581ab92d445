//! Whether a value typed for a standard key is one that will be understood, and how it is written: dates as ISO days, lists as lists, truth
//! values plain. Says why not; guesses nothing.

use crate::base::cadence::{self, Wish};
use crate::base::date::Date;
use crate::base::spoken::{self, Lean};
use crate::base::when::When;
use crate::base::{birthday, date_text, english, fold};
use crate::book::contact;
use crate::book::keys::Key;
use crate::changes::front_matter::Value;
use crate::changes::set::{Asking, Misfit};
use crate::note::front_matter::Field;
use crate::note::yaml::Kind;

/// A value as it will be written.
pub(super) struct Meant {
    pub(super) value: Value,
    /// What it means, where the text does not say it.
    pub(super) remark: Option<String>,
    pub(super) notice: Option<String>,
}

impl Meant {
    fn text(text: impl Into<String>) -> Meant {
        Meant { value: Value::Text(text.into()), remark: None, notice: None }
    }

    fn remark(mut self, remark: String) -> Meant {
        self.remark = Some(remark);
        self
    }
}

/// The words a status may be.
const STATUS: &[&str] = &["active", "paused", "archived", "deceased", "ambient", "do-not-contact"];

/// Reads the text typed for a key.
pub(super) fn read(
    asking: Asking<'_>,
    key: Option<Key>,
    field: Option<&Field>,
    text: &str,
    has_cadence: &dyn Fn() -> bool,
) -> Result<Meant, Misfit> {
    match key {
        Some(Key::Cadence) => cadence(text),
        Some(Key::CadenceMax) => match cadence::read_step(text) {
            Ok(step) => Ok(Meant::text(text).remark(english::every(step))),
            Err(why) => Err(Misfit::new(why.to_string())),
        },
        Some(Key::Birthday) => yearly(asking, text),
        Some(Key::LastContact | Key::Met | Key::Created) => date(asking, key, field, text, Lean::Past),
        Some(Key::NextContact | Key::SnoozeUntil | Key::Date | Key::Start | Key::End) => date(asking, key, field, text, Lean::Future),
        Some(Key::Tier) => tier(asking, text, has_cadence),
        Some(Key::Status | Key::ContactStyle) => status(text),
        Some(Key::Paused | Key::Archived) => match truth(text) {
            Some(value) => Ok(plain(value)),
            None => Err(Misfit::new(format!("`{text}` is neither `true` nor `false`"))),
        },
        Some(Key::Tags | Key::Aliases | Key::Categories) => Ok(list(items_of(key, text)?)),
        _ if field.is_some_and(|field| matches!(field.value.kind, Kind::Sequence(_))) => Ok(list(items_of(key, text)?)),
        None | Some(Key::Deceased) if matches!(text, "true" | "false") => Ok(plain(text == "true")),
        _ => Ok(Meant::text(text)),
    }
}

/// What is added to a list: of the tag key each word.
pub(super) fn items(key: Option<Key>, text: &str) -> Result<Vec<String>, Misfit> {
    match key {
        Some(Key::Tags) => items_of(key, text),
        _ => Ok(vec![text.to_owned()]),
    }
}

fn items_of(key: Option<Key>, text: &str) -> Result<Vec<String>, Misfit> {
    if key != Some(Key::Tags) {
        return Ok(text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect());
    }
    let tags = text.split([',', ' ']).map(|tag| tag.trim().trim_start_matches('#')).filter(|tag| !tag.is_empty());
    tags.map(|tag| {
        let fits = tag.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '/') || !c.is_ascii());
        let number = tag.chars().all(|c| c.is_ascii_digit());
        if fits && !number {
            Ok(tag.to_owned())
        } else {
            Err(Misfit::new(format!("`{tag}` is no tag")).hint("a tag is of letters, digits, `-`, `_` and `/`, and not of digits alone"))
        }
    })
    .collect()
}

fn list(items: Vec<String>) -> Meant {
    Meant { value: Value::List(items), remark: None, notice: None }
}

fn plain(value: bool) -> Meant {
    Meant { value: Value::Plain(value.to_string()), remark: None, notice: None }
}

fn truth(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "true" | "yes" => Some(true),
        "false" | "no" => Some(false),
        _ => None,
    }
}

fn cadence(text: &str) -> Result<Meant, Misfit> {
    match cadence::read(text) {
        Ok(Wish::Never) => Ok(Meant::text(text).remark("no reminders".to_owned())),
        Ok(Wish::Every(cadence)) => {
            let most = cadence.max.map(|max| format!(", at most {}", english::every(max))).unwrap_or_default();
            Ok(Meant::text(text).remark(format!("{}{most}", english::every(cadence.ideal))))
        }
        Err(why) => Err(Misfit::new(why.to_string())),
    }
}

/// A day, written as ISO; in a link where the note has it in one. A date with a time stays as typed.
fn date(asking: Asking<'_>, key: Option<Key>, field: Option<&Field>, text: &str, lean: Lean) -> Result<Meant, Misfit> {
    let whole = text.trim_start_matches("[[").trim_end_matches("]]");
    if whole.contains(':') && matches!(date_text::value(whole), Some(When::Day(_))) {
        return Ok(Meant::text(text));
    }
    let day = match spoken::read(whole, asking.today, lean) {
        Ok(day) => day,
        // Where one met, and not when.
        Err(_) if key == Some(Key::Met) => return Ok(Meant::text(text)),
        Err(misread) => return Err(Misfit::new(misread.to_string())),
    };
    if key == Some(Key::LastContact) && day > asking.today {
        return Err(Misfit::new(format!("{day} is still to come")));
    }
    let linked = whole.len() < text.len() || field.is_some_and(|field| is_link(asking.text, field));
    let written = if linked { format!("[[{day}]]") } else { day.to_string() };
    Ok(Meant::text(written).remark(when(day, asking.today)))
}

/// `Wednesday, in 2 weeks`.
fn when(day: Date, today: Date) -> String {
    format!("{}, {}", english::weekday_name(day), english::ahead(today.days_until(day)))
}

fn is_link(text: &str, field: &Field) -> bool {
    let written = field.value.text().unwrap_or_else(|| field.value.span.of(text));
    written.starts_with("[[") && written.ends_with("]]") && date_text::value(written.trim_matches(['[', ']'])).is_some()
}

fn yearly(asking: Asking<'_>, text: &str) -> Result<Meant, Misfit> {
    match birthday::read(text, false, asking.book.config.date_order) {
        Some(day) => Ok(Meant::text(day.to_string())),
        None => Err(Misfit::new(format!("`{text}` is no day of the year")).hint("write it as `1990-04-07`, `7 April` or `--04-07`")),
    }
}

fn tier(asking: Asking<'_>, text: &str, has_cadence: &dyn Fn() -> bool) -> Result<Meant, Misfit> {
    let rules = &asking.book.rules;
    match rules.tier(text) {
        Some(_) => Ok(Meant::text(text)),
        // With a cadence of its own the word is the owner's to choose.
        None if has_cadence() => Ok(Meant::text(text)),
        None => {
            let known: Vec<String> = rules.tiers.iter().map(|(name, _)| format!("`{name}`")).collect();
            let hint = format!("the tiers are {}; `vault config set cadence.tiers.{text} \"2 months\"` adds one", english::list(&known));
            Err(Misfit::new(format!("the tier `{text}` has no cadence")).hint(hint))
        }
    }
}

fn status(text: &str) -> Result<Meant, Misfit> {
    if contact::status_word(text).is_some() {
        return Ok(Meant::text(text));
    }
    let folded = fold::key(text);
    let near = STATUS.iter().map(|known| (strsim::osa_distance(&fold::key(known), &folded), *known)).min();
    match near.filter(|(distance, _)| *distance <= 2 && folded.len() > 3) {
        Some((_, near)) => Err(Misfit::new(format!("the status `{text}` is unknown")).hint(format!("did you mean `{near}`?"))),
        None => {
            let known: Vec<String> = STATUS.iter().map(|known| format!("`{known}`")).collect();
            let notice = format!("the status `{text}` changes nothing for `vault`; it knows {}", english::list(&known));
            Ok(Meant { notice: Some(notice), ..Meant::text(text) })
        }
    }
}
