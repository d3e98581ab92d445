//! The fields of the language: their names, an example of each, and how their values are read.

use super::dates::Manner;
use super::lex::Value;
use super::suggest::{near, one_of};
use super::tree::{Day, Has, Kind, Test, Text};
use super::{Fault, Reading, birthday, dates, numbers};

/// A field of the language.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name, without the colon.
    pub name: &'static str,
    /// How it is used.
    pub example: &'static str,
    /// What it asks.
    pub about: &'static str,
    is: Is,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Is {
    Text(Text),
    Tag,
    Tier,
    Channel,
    Status,
    Has,
    Kind,
    Day(Day),
    Birthday,
    Interactions,
}

const fn field(name: &'static str, example: &'static str, about: &'static str, is: Is) -> Field {
    Field { name, example, about, is }
}

/// All fields, in the order of the help.
pub const FIELDS: &[Field] = &[
    field("name", "name:diaz", "part of the name or an alias", Is::Text(Text::Name)),
    field("tag", "tag:family,work", "the tag, or one below it", Is::Tag),
    field("tier", "tier:A", "the tier", Is::Tier),
    field("city", "city:\"New York\"", "part of the city", Is::Text(Text::City)),
    field("company", "company:Acme", "part of the company", Is::Text(Text::Company)),
    field("role", "role:editor", "part of the role", Is::Text(Text::Role)),
    field("channel", "channel:call,video", "contact by this channel", Is::Channel),
    field("path", "path:People/", "part of the note's path", Is::Text(Text::Path)),
    field("status", "status:due,overdue", "the status", Is::Status),
    field("has", "has:promise", "what is known of the person", Is::Has),
    field("kind", "kind:entry", "whole notes, or dated entries (search only)", Is::Kind),
    field("met", "met:2024", "when they met, or part of how", Is::Text(Text::Met)),
    field("last", "last:>90d", "the last contact", Is::Day(Day::Last)),
    field("due", "due:<7d", "the due date", Is::Day(Day::Due)),
    field("date", "date:2026-05", "a day of contact; in search, of the entry found", Is::Day(Day::Date)),
    field("birthday", "birthday:december", "the birthday", Is::Birthday),
    field("interactions", "interactions:>5", "on how many days there was contact", Is::Interactions),
];

/// Other words for fields, as they stand in notes.
const OTHERS: &[(&str, &str)] = &[
    ("person", "name"),
    ("contact", "name"),
    ("alias", "name"),
    ("tags", "tag"),
    ("circle", "tier"),
    ("location", "city"),
    ("place", "city"),
    ("in", "city"),
    ("org", "company"),
    ("organization", "company"),
    ("employer", "company"),
    ("work", "company"),
    ("job", "role"),
    ("title", "role"),
    ("via", "channel"),
    ("by", "channel"),
    ("file", "path"),
    ("folder", "path"),
    ("is", "status"),
    ("type", "kind"),
    ("seen", "last"),
    ("on", "date"),
    ("when", "date"),
    ("day", "date"),
    ("born", "birthday"),
    ("bday", "birthday"),
    ("count", "interactions"),
];

/// The statuses: the words of the JSON field `status`, the most pressing first.
pub const STATUSES: [&str; 11] =
    ["overdue", "due", "due_soon", "lapsed", "never_contacted", "in_touch", "snoozed", "paused", "ambient", "no_cadence", "archived"];

const HAS: [(&str, Has); 21] = [
    ("promise", Has::Promise),
    ("birthday", Has::Birthday),
    ("email", Has::Email),
    ("phone", Has::Phone),
    ("tension", Has::Tension),
    ("company", Has::Company),
    ("cadence", Has::Cadence),
    ("city", Has::City),
    ("note", Has::Note),
    ("alias", Has::Alias),
    ("boundary", Has::Boundary),
    ("contact", Has::Contact),
    ("date", Has::Date),
    ("link", Has::Link),
    ("met", Has::Met),
    ("plan", Has::Plan),
    ("role", Has::Role),
    ("tag", Has::Tag),
    ("tier", Has::Tier),
    ("timezone", Has::Timezone),
    ("topic", Has::Topic),
];

const KINDS: [(&str, Kind); 2] = [("note", Kind::Note), ("entry", Kind::Entry)];

/// The field of this name.
pub(super) fn named(name: &Value) -> Result<&'static Field, Fault> {
    let key = name.text.to_lowercase();
    if let Some(field) = FIELDS.iter().find(|field| field.name == key) {
        return Ok(field);
    }
    let other = OTHERS.iter().find(|(other, _)| *other == key).map(|&(_, name)| name);
    let hint = match other.or_else(|| near(&key, FIELDS.iter().map(|field| field.name))) {
        Some(near) => format!("did you mean `{near}:`?"),
        None => format!("the filters are {}; put the words in quotes to look for them", all()),
    };
    Err(Fault::new(name.span, format!("there is no filter `{}:`", name.text), hint))
}

fn all() -> String {
    FIELDS.iter().map(|field| format!("`{}:`", field.name)).collect::<Vec<_>>().join(", ")
}

impl Field {
    /// Whether any text would be a value.
    pub(super) fn takes_any_text(&self) -> bool {
        matches!(self.is, Is::Text(_) | Is::Tier | Is::Tag | Is::Channel)
    }

    /// Whether any word would be a value, but no two of them.
    pub(super) fn takes_any_word(&self) -> bool {
        matches!(self.is, Is::Tag | Is::Channel)
    }

    /// Reads what stands behind the colon.
    pub(super) fn read(&self, values: &[Value], reading: &Reading<'_>) -> Result<Test, Fault> {
        let texts = || values.iter().map(|value| value.text.trim().trim_end_matches('*').to_owned()).collect::<Vec<_>>();
        Ok(match self.is {
            Is::Text(Text::Met) => self.met(values, reading)?,
            Is::Text(text) => Test::Holds(text, self.filled(texts(), values)?),
            Is::Tag => Test::Tag(self.filled(texts().iter().map(|text| text.trim_start_matches('#').to_owned()).collect(), values)?),
            Is::Tier => Test::Tier(texts()),
            Is::Channel => Test::Channel(texts()),
            Is::Status => Test::Status(each(values, |value| one(value, "status", "statuses", STATUSES.map(|word| (word, word))))?),
            Is::Has => Test::Has(each(values, |value| one(value, "has", "values of `has:`", HAS))?),
            Is::Kind => Test::Kind(each(values, |value| one(value, "kind", "kinds", KINDS))?),
            Is::Day(day) => {
                let manner = Manner { field: self.name, ahead: day == Day::Due, never: matches!(day, Day::Last | Day::Due) };
                Test::Day(day, each(values, |value| dates::read(value, manner, reading))?)
            }
            Is::Birthday => Test::Birthday(each(values, |value| birthday::read(value, reading))?),
            Is::Interactions => Test::Interactions(each(values, numbers::read)?),
        })
    }

    /// Every text says something.
    fn filled(&self, texts: Vec<String>, values: &[Value]) -> Result<Vec<String>, Fault> {
        match texts.iter().zip(values).find(|(text, _)| text.is_empty()) {
            Some((_, value)) => Err(Fault::new(
                value.span,
                format!("`{}` would hold for everyone", value.text),
                format!("write for example `{}`", self.example),
            )),
            None => Ok(texts),
        }
    }

    /// A date, when the value begins like one, else part of how they met.
    fn met(&self, values: &[Value], reading: &Reading<'_>) -> Result<Test, Fault> {
        let is_date = |value: &Value| {
            value.text.trim_start().starts_with(|c: char| c.is_ascii_digit() || matches!(c, '<' | '>' | '=' | '≤' | '≥' | '.'))
        };
        if values.iter().any(is_date) {
            let manner = Manner { field: "met", ahead: false, never: false };
            return Ok(Test::Day(Day::Met, each(values, |value| dates::read(value, manner, reading))?));
        }
        let texts = values.iter().map(|value| value.text.trim().trim_end_matches('*').to_owned()).collect();
        Ok(Test::Holds(Text::Met, self.filled(texts, values)?))
    }
}

fn each<T>(values: &[Value], read: impl FnMut(&Value) -> Result<T, Fault>) -> Result<Vec<T>, Fault> {
    values.iter().map(read).collect()
}

/// One of some words; case, spaces, dashes, underscores and a plural are forgiven.
fn one<T: Copy, const N: usize>(value: &Value, field: &str, what: &str, known: [(&'static str, T); N]) -> Result<T, Fault> {
    let key = crate::base::fold::key(&value.text);
    let fits = |word: &str, key: &str| crate::base::fold::key(word) == key;
    let singular = key.strip_suffix("ies").map(|stem| format!("{stem}y")).or_else(|| key.strip_suffix('s').map(str::to_owned));
    let find = |key: &str| known.iter().find(|(word, _)| fits(word, key)).map(|&(_, read)| read);
    if let Some(read) = find(&key).or_else(|| find(singular.as_deref().filter(|_| field != "status")?)) {
        return Ok(read);
    }
    let message = match field {
        "status" => format!("there is no status `{}`", value.text.trim()),
        field => format!("`{field}:` knows no `{}`", value.text.trim()),
    };
    let hint = match near(&key, known.iter().map(|(word, _)| *word)) {
        Some(near) => format!("did you mean `{field}:{near}`?"),
        None => format!("the {what} are {}", one_of(known.iter().map(|(word, _)| *word)).replace(" or ", " and ")),
    };
    Err(Fault::new(value.span, message, hint))
}
