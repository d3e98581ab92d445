//! `key=value` requests for a contact's note: which of the note's own keys is meant, whether the value is one that will be understood, and
//! what to say about it. Makes requests for `front_matter`; edits nothing.

mod value;

use crate::base::date::Date;
use crate::base::fold;
use crate::book::Book;
use crate::book::keys::{Key, TABLE};
use crate::changes::front_matter::{Action, Request, Value};
use crate::note::front_matter::{self, Field};
use crate::note::yaml::Kind;

/// One request as typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Typed {
    /// The key.
    pub key: String,
    /// What to do.
    pub how: How,
}

/// What to do with a key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum How {
    /// `key=value`.
    Set(String),
    /// `key+=value`.
    Add(String),
    /// `key=`, `--unset key`.
    Unset,
}

/// A request as it was understood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Understood {
    /// What the front matter is asked for.
    pub request: Request,
    /// What was understood, in one line.
    pub said: String,
    /// What may not be as meant.
    pub notices: Vec<String>,
}

/// Why a request is not carried out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Misfit {
    /// One sentence, lower case.
    pub message: String,
    /// What to write instead.
    pub hint: Option<String>,
}

impl Misfit {
    fn new(message: String) -> Misfit {
        Misfit { message, hint: None }
    }

    fn hint(mut self, hint: impl Into<String>) -> Misfit {
        self.hint = Some(hint.into());
        self
    }
}

/// Reads `key=value`, `key+=value` or `key=`; `None` when the word is none of these.
pub fn typed(word: &str) -> Option<Typed> {
    let (key, value) = word.split_once('=')?;
    let (key, adds) = match key.strip_suffix('+') {
        Some(key) => (key, true),
        None => (key, false),
    };
    let key = key.trim();
    let plausible = !key.is_empty() && key.len() <= 100 && !key.contains(['\n', '\r']);
    let value = value.trim().to_owned();
    let how = match (adds, value.is_empty()) {
        (_, true) => How::Unset,
        (true, false) => How::Add(value),
        (false, false) => How::Set(value),
    };
    plausible.then(|| Typed { key: key.to_owned(), how })
}

/// What is known when a request is read.
#[derive(Clone, Copy)]
pub(crate) struct Asking<'a> {
    pub(crate) book: &'a Book,
    pub(crate) today: Date,
    /// The note's text, for the values it has.
    pub(crate) text: &'a str,
    pub(crate) fields: &'a [Field],
}

/// Understands requests for the note whose text this is; `today` is the day relative dates are seen from.
pub fn understand(book: &Book, today: Date, text: &str, typed: &[Typed]) -> Result<Vec<Understood>, Misfit> {
    let front = front_matter::read(text).front;
    let fields = front.as_ref().map_or(&[][..], |front| &front.fields);
    let asking = Asking { book, today, text, fields };
    let mut all: Vec<Understood> = Vec::new();
    for one in typed {
        let next = understand_one(asking, one, typed)?;
        // `tags+=a tags+=b` is one request.
        match all.iter_mut().find(|before| before.request.key == next.request.key) {
            None => all.push(next),
            Some(before) => match (&mut before.request.action, next.request.action) {
                (Action::Add(items), Action::Add(more)) => {
                    items.extend(more);
                    before.said = format!("{}; {}", before.said, next.said);
                }
                _ => return Err(Misfit::new(format!("`{}` is given twice", one.key))),
            },
        }
    }
    Ok(all)
}

fn understand_one(asking: Asking<'_>, typed: &Typed, others: &[Typed]) -> Result<Understood, Misfit> {
    let standard = asking.book.rules.keys.read(&typed.key).map(|(key, _)| key);
    let field = own_field(asking, &typed.key, standard);
    let key = field.map_or_else(|| typed.key.clone(), |field| field.key.clone());
    let mut notices = Vec::new();
    if standard.is_none() && field.is_none() && typed.how != How::Unset {
        notices.extend(unknown_key(&typed.key));
    }
    let was = field.filter(|field| !field.value.is_null()).map(|field| shown(asking.text, field));
    let (action, said) = match &typed.how {
        How::Unset => (
            Action::Remove,
            match (field, &was) {
                (None, _) => format!("`{key}` is not there"),
                (_, None) => format!("`{key}` removed"),
                (_, Some(was)) => format!("`{key}` removed; it was `{was}`"),
            },
        ),
        How::Add(value) => {
            let items = value::items(standard, value)?;
            let said = format!("`{key}` gets {}", items.iter().map(|item| format!("`{item}`")).collect::<Vec<_>>().join(", "));
            (Action::Add(items), said)
        }
        How::Set(text) => {
            let has_cadence = || has_value(asking, Key::Cadence) || others.iter().any(|other| is_cadence(asking, other));
            let meant = value::read(asking, standard, field, text, &has_cadence)?;
            notices.extend(meant.notice);
            let remark = meant.remark.filter(|remark| remark != text.trim()).map(|remark| format!(" ({remark})")).unwrap_or_default();
            let now = match &meant.value {
                Value::Text(text) | Value::Plain(text) => format!("`{text}`"),
                Value::List(items) => items.iter().map(|item| format!("`{item}`")).collect::<Vec<_>>().join(", "),
            };
            let was = match was.map(|was| format!("`{was}`")) {
                Some(was) if was == now => ", as it was".to_owned(),
                Some(was) => format!("; it was {was}"),
                None => String::new(),
            };
            (Action::Set(meant.value), format!("`{key}` is {now}{remark}{was}"))
        }
    };
    Ok(Understood { request: Request { key, action }, said, notices })
}

fn is_cadence(asking: Asking<'_>, typed: &Typed) -> bool {
    matches!(typed.how, How::Set(_)) && asking.book.rules.keys.read(&typed.key).is_some_and(|(key, _)| key == Key::Cadence)
}

fn has_value(asking: Asking<'_>, key: Key) -> bool {
    let is_key = |field: &&Field| asking.book.rules.keys.read(&field.key).is_some_and(|(found, _)| found == key);
    asking.fields.iter().filter(is_key).any(|field| !field.value.is_null())
}

/// Standard keys whose spellings mean one thing, so that `cadence=` may write the note's `contact_every`.
const SAME: &[Key] = &[
    Key::Cadence,
    Key::CadenceMax,
    Key::LastContact,
    Key::NextContact,
    Key::SnoozeUntil,
    Key::Birthday,
    Key::Tier,
    Key::Status,
    Key::Timezone,
    Key::Company,
    Key::Role,
    Key::City,
    Key::Tags,
    Key::Aliases,
    Key::Email,
    Key::Prefers,
];

/// Spellings of those that often mean something else.
const OTHERWISE: &[&str] = &[
    "priority",
    "category",
    "companies",
    "location",
    "place",
    "label",
    "labels",
    "nickname",
    "nicknames",
    "position",
    "channel",
    "interval",
];

/// The note's field for a key as typed: of that spelling, else the one that is read for the same standard key.
fn own_field<'f>(asking: Asking<'f>, typed: &str, standard: Option<Key>) -> Option<&'f Field> {
    let exact = asking.fields.iter().find(|field| field.key == typed);
    let folded = || asking.fields.iter().find(|field| fold::key(&field.key) == fold::key(typed));
    let synonym = || {
        let standard = standard.filter(|key| SAME.contains(key))?;
        let rank = |field: &&Field| {
            let (key, rank) = asking.book.rules.keys.read(&field.key)?;
            let other = OTHERWISE.contains(&fold::key(&field.key).as_str());
            (key == standard && !other).then_some((field.value.is_null(), rank))
        };
        asking.fields.iter().filter(|field| rank(field).is_some()).min_by_key(rank)
    };
    exact.or_else(folded).or_else(synonym)
}

/// A notice that nobody reads a key, with the one that was perhaps meant.
fn unknown_key(typed: &str) -> Option<String> {
    let folded = &fold::key(typed);
    let near = TABLE
        .iter()
        .flat_map(|(_, name, spellings)| spellings.iter().map(move |spelling| (strsim::osa_distance(spelling, folded), *name)))
        .filter(|(distance, _)| *distance <= if folded.len() > 5 { 2 } else { 1 })
        .min();
    Some(match near {
        Some((_, near)) => format!("`{typed}` is no key that means anything to `vault`; did you mean `{near}`?"),
        None => format!("`{typed}` is no key that means anything to `vault`"),
    })
}

/// A field's value as written, on one line, at most 60 characters of it.
fn shown(text: &str, field: &Field) -> String {
    let texts: Vec<&str> = match &field.value.kind {
        Kind::Sequence(items) => items.iter().map(|item| item.text().unwrap_or_else(|| item.span.of(text))).collect(),
        _ => vec![field.value.text().unwrap_or_else(|| field.value.span.of(text))],
    };
    let line = texts.join(", ").split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= 60 { line } else { line.chars().take(59).chain(['…']).collect() }
}
