//! What a note is: template, contact, company, event, daily note or plain note (format page, sections 2, 5 and 10).

use crate::base::date::Date;
use crate::base::{file_date, fold};
use crate::book::keys::{Key, Sorted};
use crate::book::rules::Rules;
use crate::book::{file_name, stem, values, without_extension};
use crate::config::Config;
use crate::facts::NoteFacts;

/// One note is one thing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoteKind {
    /// Holds unrendered placeholders where a name should be.
    Template,
    /// A person's note.
    Contact,
    /// An organisation's note.
    Company,
    /// A note about a meeting, conference, dinner.
    Event,
    /// A day's note.
    Daily(Date),
    /// A plain note whose file name holds a date.
    Dated(Date),
    /// A copy a sync program made.
    Conflict,
    /// Anything else.
    Plain,
}

impl NoteKind {
    /// The word used in JSON.
    pub fn word(self) -> &'static str {
        match self {
            NoteKind::Template => "template",
            NoteKind::Contact => "contact",
            NoteKind::Company => "company",
            NoteKind::Event => "event",
            NoteKind::Daily(_) => "daily",
            NoteKind::Dated(_) | NoteKind::Conflict | NoteKind::Plain => "note",
        }
    }
}

const COMPANY_TYPES: &[&str] = &["company", "organization", "organisation"];
const COMPANY_FOLDERS: &[&str] = &["companies", "organizations", "organisations"];
const EVENT_TYPES: &[&str] = &["meeting", "event", "call", "conference"];
const EVENT_FOLDERS: &[&str] = &["meetings", "events"];
const PEOPLE_CATEGORIES: &[&str] = &["people", "person", "contacts"];

/// What a note is, by its path, its facts and the settings. `fields` are its front matter and inline fields by standard key.
pub fn of(path: &str, facts: &NoteFacts, fields: &Sorted<'_>, config: &Config, rules: &Rules) -> NoteKind {
    if is_conflict_copy(path) {
        return NoteKind::Conflict;
    }
    if is_template(facts) {
        return NoteKind::Template;
    }
    let folder = Folders::of(path);
    // The folder is asked first: most contacts lie in theirs, and it is soon told.
    if in_contacts_folder(path, &folder, config) {
        return NoteKind::Contact;
    }
    let types = types(fields);
    if is_contact(facts, fields, &types, config) {
        return NoteKind::Contact;
    }
    if has(&types, COMPANY_TYPES) || folder.any(COMPANY_FOLDERS) && !is_index(path, COMPANY_FOLDERS) {
        return NoteKind::Company;
    }
    if is_event_type(&types, config) || folder.any(EVENT_FOLDERS) && !is_index(path, EVENT_FOLDERS) {
        return NoteKind::Event;
    }
    let bare = without_extension(path);
    if let Some(day) = rules.daily.iter().find_map(|daily| daily.read(bare)) {
        return NoteKind::Daily(day);
    }
    if dated_with_people(fields) && types.is_empty() {
        return NoteKind::Event;
    }
    if let Some(day) = file_date::daily(bare) {
        return NoteKind::Daily(day);
    }
    let Some(day) = file_date::dated(stem(path)) else { return NoteKind::Plain };
    let in_daily_folder = rules.daily.iter().any(|daily| !daily.folder.is_empty() && folder.is_below(&daily.folder));
    if in_daily_folder { NoteKind::Daily(day) } else { NoteKind::Dated(day) }
}

/// The values of the type keys, folded.
fn types(fields: &Sorted<'_>) -> Vec<String> {
    fields.all(Key::Type).flat_map(|field| values::leaves(&field.value)).map(|text| fold::key(&text)).collect()
}

/// An event's type, also by the names of the channels people meet on: `one_on_one`, `1:1`, `standup`, `[[Meetings]]`.
fn is_event_type(types: &[String], config: &Config) -> bool {
    const MEETING: &[&str] = &["meeting", "call", "video", "event"];
    has(types, EVENT_TYPES) || types.iter().any(|word| config.channels.named(word).is_some_and(|channel| MEETING.contains(&channel)))
}

fn has(words: &[String], wanted: &[&str]) -> bool {
    words.iter().any(|word| wanted.contains(&word.as_str()))
}

/// A note is a template outside the templates folder only when a placeholder stands in a name key, `aliases`, `tags` or `type`
/// (format page, section 10.2).
fn is_template(facts: &NoteFacts) -> bool {
    const NAMING: &[&str] = &[
        "name",
        "fullname",
        "title",
        "fn",
        "firstname",
        "lastname",
        "aliases",
        "alias",
        "nickname",
        "nicknames",
        "tags",
        "tag",
        "type",
        "kind",
        "notetype",
        "fileclass",
    ];
    facts.placeholders.iter().any(|key| NAMING.contains(&fold::key(key).as_str()))
}

fn is_contact(facts: &NoteFacts, fields: &Sorted<'_>, types: &[String], config: &Config) -> bool {
    if !types.is_empty()
        && config.contacts.types.iter().any(|wanted| fold::with_key(wanted, |wanted| types.iter().any(|word| word == wanted)))
    {
        return true;
    }
    let categories = || {
        fields
            .all(Key::Categories)
            .flat_map(|field| values::leaves(&field.value))
            .any(|text| PEOPLE_CATEGORIES.contains(&fold::key(&text).as_str()))
    };
    let listed = || {
        fields
            .all(Key::Categories)
            .flat_map(|field| values::people(&field.value))
            .any(|named| PEOPLE_CATEGORIES.contains(&fold::key(&named.text).as_str()))
    };
    if categories() || listed() {
        return true;
    }
    let front_tags = || fields.all(Key::Tags).flat_map(|field| values::tags(&field.value));
    front_tags().any(|tag| is_contact_tag(&tag, config)) || facts.tags.iter().any(|(tag, _)| is_contact_tag(tag, config))
}

fn is_contact_tag(tag: &str, config: &Config) -> bool {
    config.contacts.tags.iter().any(|wanted| tag_below(tag, wanted))
}

/// Whether `tag` is `wanted` or one below it, without regard to case.
pub fn tag_below(tag: &str, wanted: &str) -> bool {
    let wanted = wanted.trim_start_matches('#');
    tag.get(..wanted.len()).is_some_and(|head| {
        head.eq_ignore_ascii_case(wanted) || !(head.is_ascii() && wanted.is_ascii()) && fold::name(head) == fold::name(wanted)
    }) && (tag.len() == wanted.len() || tag.as_bytes()[wanted.len()] == b'/')
}

fn in_contacts_folder(path: &str, folder: &Folders, config: &Config) -> bool {
    if !config.contacts.folders.iter().any(|wanted| folder.contains(wanted)) {
        return false;
    }
    fold::with_name(stem(path), |stem| {
        // Named as its folder: an index note only when that folder is itself a contacts folder (section 10.3).
        let last = |wanted: &str| fold::name(wanted.rsplit('/').next().unwrap_or(wanted));
        let is_folder_note = || config.contacts.folders.iter().any(|wanted| last(wanted) == stem);
        !(matches!(stem, "_index" | "readme" | "moc") || fold::with_name(folder.last(), |own| own == stem) && is_folder_note())
    })
}

fn is_index(path: &str, folders: &[&str]) -> bool {
    let stem = fold::name(stem(path));
    matches!(stem.as_str(), "_index" | "readme" | "moc") || folders.contains(&stem.as_str())
}

/// `date`/`Date & Time`/`when` together with `people`, `attendees`, `participants` or `with` (format page, section 5). A people key in
/// the body makes a daily note no event, but any note with a front matter date one.
fn dated_with_people(fields: &Sorted<'_>) -> bool {
    const MEETING: &[&str] = &["people", "attendees", "participants", "with"];
    let dated = fields.all(Key::Date).any(|field| !field.value.is_null() && field.line == crate::facts::NONE);
    dated
        && fields.all(Key::Attendees).any(|field| {
            field.line == crate::facts::NONE
                && !values::people(&field.value).is_empty()
                && MEETING.contains(&fold::key(&field.key).as_str())
        })
}

/// `X (conflict …)`, `X (conflicted copy …)`, `X.sync-conflict-…`, `X (Case Conflict)` (format page, section 1).
pub fn is_conflict_copy(path: &str) -> bool {
    let name = file_name(path);
    // Every one of them holds `fl`, in some case.
    if !memchr::memchr2_iter(b'f', b'F', name.as_bytes()).any(|at| name.as_bytes().get(at + 1).is_some_and(|next| next | 32 == b'l')) {
        return false;
    }
    if !name.is_ascii() || memchr::memmem::find(name.as_bytes(), b"onflict").is_some() || name.contains("ONFLICT") {
        let lower = name.to_lowercase();
        return lower.contains(".sync-conflict-")
            || ["(conflict", "(case conflict", "(unicode encoding conflict"].iter().any(|mark| lower.contains(mark))
            || lower.contains("conflicted copy");
    }
    false
}

/// The folders a note lies in.
struct Folders<'p> {
    folders: Vec<&'p str>,
}

impl<'p> Folders<'p> {
    fn of(path: &'p str) -> Folders<'p> {
        let mut folders: Vec<&str> = path.split('/').collect();
        folders.pop();
        Folders { folders }
    }

    fn last(&self) -> &'p str {
        self.folders.last().copied().unwrap_or("")
    }

    fn any(&self, names: &[&str]) -> bool {
        self.folders.iter().any(|folder| fold::with_name(folder, |folder| names.contains(&folder)))
    }

    /// Whether the folders hold the (possibly nested) folder `wanted` at any depth.
    fn contains(&self, wanted: &str) -> bool {
        if memchr::memchr(b'/', wanted.as_bytes()).is_none() {
            return !wanted.is_empty() && self.folders.iter().any(|folder| same(folder, wanted));
        }
        let parts = || wanted.split('/').filter(|part| !part.is_empty());
        let count = parts().count();
        count > 0 && self.folders.windows(count).any(|window| window.iter().zip(parts()).all(|(one, other)| same(one, other)))
    }

    /// Whether the note lies in `folder` (from the root) or below it.
    fn is_below(&self, folder: &str) -> bool {
        let parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
        self.folders.len() >= parts.len() && self.folders.iter().zip(&parts).all(|(one, other)| same(one, other))
    }
}

fn same(one: &str, other: &str) -> bool {
    one == other || one.eq_ignore_ascii_case(other) || (!one.is_ascii() && fold::name(one) == fold::name(other))
}
