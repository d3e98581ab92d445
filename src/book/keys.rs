//! The standard keys of section 3 of the format page, and which of a vault's own keys mean them.

use crate::base::fold;
use crate::base::hash::{FastMap, FastSet};
use crate::config::Config;
use crate::facts::{Field, NONE, NoteFacts};
use crate::note::task;

/// A standard key.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[allow(missing_docs, reason = "each is the key of the same name in section 3")]
pub enum Key {
    Name,
    FirstName,
    LastName,
    Title,
    Aliases,
    Tags,
    Categories,
    Email,
    Phone,
    Company,
    Role,
    City,
    Timezone,
    Pronouns,
    Links,
    Birthday,
    Dates,
    Met,
    HowMet,
    Created,
    Date,
    Start,
    End,
    Cadence,
    CadenceMax,
    Tier,
    LastContact,
    NextContact,
    SnoozeUntil,
    Status,
    Paused,
    Archived,
    Deceased,
    ContactStyle,
    Prefers,
    Boundaries,
    TalkAbout,
    Interactions,
    Type,
    Id,
    Attendees,
    Interests,
    Needs,
    Offers,
    Household,
    Feedback,
    Quiet,
    Knows,
}

/// Standard keys with the spellings read for each, folded, in order of precedence. A spelling may stand under one key only.
pub const TABLE: &[(Key, &str, &[&str])] = &[
    (Key::Name, "name", &["name", "fullname", "fn"]),
    (Key::FirstName, "first_name", &["firstname", "givenname"]),
    (Key::LastName, "last_name", &["lastname", "familyname", "surname"]),
    (Key::Title, "title", &["title"]),
    (Key::Aliases, "aliases", &["aliases", "alias", "nickname", "nicknames"]),
    (Key::Tags, "tags", &["tags", "tag", "labels", "label"]),
    (Key::Categories, "categories", &["categories"]),
    (Key::Email, "email", &["email", "emails", "emailaddress"]),
    (Key::Phone, "phone", &["phone", "phones", "phonenumber", "phonenumbers", "tel", "telephone", "mobile", "cell"]),
    (Key::Company, "company", &["company", "org", "organization", "organisation", "employer", "companies"]),
    (Key::Role, "role", &["role", "job", "jobtitle", "position"]),
    (Key::City, "city", &["city", "location", "loc", "town", "basedin", "place"]),
    (Key::Timezone, "timezone", &["timezone", "tz"]),
    (Key::Pronouns, "pronouns", &["pronouns"]),
    (Key::Links, "links", &["links", "social", "socials", "linkedin", "twitter", "mastodon", "github", "website", "url"]),
    (Key::Birthday, "birthday", &["birthday", "bday", "born", "birth", "dob", "birthdate", "dateofbirth"]),
    (Key::Dates, "dates", &["dates", "importantdates", "anniversary", "anniversaries"]),
    (Key::Met, "met", &["met", "metdate"]),
    (Key::HowMet, "how_met", &["metat", "howmet", "howwemet", "metthrough", "introducedby"]),
    (Key::Created, "created", &["created", "datecreated", "createdat"]),
    (Key::Date, "date", &["date", "date&time", "dateandtime", "when"]),
    (Key::Start, "start", &["start"]),
    (Key::End, "end", &["end"]),
    (
        Key::Cadence,
        "cadence",
        &["cadence", "frequency", "contactevery", "keepintouch", "contactcadence", "cadencedays", "contactfrequency", "interval"],
    ),
    (Key::CadenceMax, "cadence_max", &["cadencemax"]),
    (Key::Tier, "tier", &["tier", "circle", "relationshiptier", "priority", "category"]),
    (Key::LastContact, "last_contact", &["lastcontact", "lastcontacted", "lastchat", "lastinteraction", "lasttouch", "lastcontactdate"]),
    (Key::NextContact, "next_contact", &["nextcontact", "nextcontactdue", "nextfollowup", "followupdate", "followup", "nextcontactdate"]),
    (Key::SnoozeUntil, "snooze_until", &["snoozeuntil", "snooze", "snoozeduntil"]),
    (Key::Status, "status", &["status"]),
    (Key::Paused, "paused", &["paused"]),
    (Key::Archived, "archived", &["archived"]),
    (Key::Deceased, "deceased", &["deceased", "died", "dateofdeath"]),
    (Key::ContactStyle, "contact_style", &["contactstyle"]),
    (Key::Prefers, "prefers", &["prefers", "channel", "preferredchannel", "contactvia"]),
    (Key::Boundaries, "boundaries", &["boundaries", "avoid", "donotraise", "context"]),
    (Key::TalkAbout, "talk_about", &["talkabout", "askabout", "topics", "nexttime"]),
    (Key::Interactions, "interactions", &["interactions"]),
    (Key::Type, "type", &["type", "kind", "notetype", "fileclass"]),
    (Key::Id, "id", &["id"]),
    (
        Key::Attendees,
        "attendees",
        &[
            "people",
            "attendees",
            "participants",
            "guests",
            "with",
            "organizer",
            "organiser",
            "host",
            "hosts",
            "manager",
            "directreport",
            "party",
            "speaker",
            "speakers",
        ],
    ),
    (Key::Interests, "interests", &["interests"]),
    (Key::Needs, "needs", &["needs", "need", "lookingfor", "seeks"]),
    (Key::Offers, "offers", &["offers", "offer", "canhelpwith"]),
    (Key::Household, "household", &["household"]),
    (Key::Feedback, "feedback", &["feedback", "feedbackevery"]),
    (Key::Quiet, "quiet", &["quiet"]),
    (Key::Knows, "knows", &["knows"]),
];

/// Finds the standard key a written key means.
pub struct Keys {
    known: FastMap<&'static str, (Key, u8)>,
    own: crate::config::keys::Keys,
}

/// The rank of a vault's own key: after the built-in spellings.
const OWN_RANK: u8 = 100;

impl Keys {
    /// The built-in table with the `[keys]` of the settings.
    pub fn new(config: &Config) -> Keys {
        let mut known = FastMap::default();
        for (key, _, spellings) in TABLE {
            for (rank, spelling) in spellings.iter().enumerate() {
                known.insert(*spelling, (*key, rank as u8));
            }
        }
        Keys { known, own: config.keys.clone() }
    }

    /// The standard key and the rank of the spelling (lower wins), when the key is known.
    pub fn read(&self, written: &str) -> Option<(Key, u8)> {
        if let Some(standard) = self.own.mapped(written) {
            return fold::with_key(standard, |key| self.known.get(key)).map(|found| (found.0, OWN_RANK));
        }
        if let Some(found) = self.known.get(written).or_else(|| fold::with_key(written, |key| self.known.get(key))) {
            return Some(*found);
        }
        let bare = self.own.without_prefix(written);
        if bare.len() == written.len() { None } else { fold::with_key(bare, |key| self.known.get(key)).copied() }
    }

    /// Which fields of a note stand for standard keys. Fields with a placeholder as value are absent.
    pub fn order(&self, facts: &NoteFacts) -> Order {
        let mut order: Vec<Entry> = Vec::with_capacity(facts.fields.len());
        let placeholders: FastSet<&str> = facts.placeholders.iter().map(|key| &**key).collect();
        for (at, field) in facts.fields.iter().enumerate().take(usize::from(u16::MAX)) {
            let inline = field.line != NONE;
            if inline && !facts.line(field.line).is_some_and(readable) {
                continue;
            }
            let Some((key, rank)) = self.read(&field.key) else { continue };
            // `[created:: …]` in a task is the task's, not the person's.
            if inline && facts.line(field.line).is_some_and(|line| line.task.is_some()) && task::is_sign_key(&field.key) {
                continue;
            }
            if !inline && placeholders.contains(&*field.key) {
                continue;
            }
            order.push(Entry { key, rank: u16::from(rank) + if inline { INLINE } else { 0 }, field: at as u16 });
        }
        order.sort_by_key(|entry| (entry.key, entry.rank, entry.field));
        // A key given twice in the same spelling: the last one stands (format page, section 3).
        let few = order.len() <= 24;
        let mut seen: FastSet<&str> = FastSet::default();
        let mut kept: Vec<Entry> = Vec::with_capacity(order.len());
        for entry in order.into_iter().rev() {
            let written = facts.fields.get(usize::from(entry.field)).map_or("", |field| &*field.key);
            // Few fields are compared with each other, many by a table.
            let is_new = |kept: &[Entry]| {
                let same = |other: &Entry| facts.fields.get(usize::from(other.field)).is_some_and(|field| *field.key == *written);
                !kept.iter().any(|other| other.rank < INLINE && same(other))
            };
            if entry.rank >= INLINE || if few { is_new(&kept) } else { seen.insert(written) } {
                kept.push(entry);
            }
        }
        kept.reverse();
        let order = kept;
        Order(order.into_boxed_slice())
    }
}

/// What is added to the rank of inline fields: front matter comes first (section 10.13).
const INLINE: u16 = 1000;

/// One known field.
#[derive(Clone, Copy, Debug)]
struct Entry {
    key: Key,
    rank: u16,
    field: u16,
}

/// The known fields of a note, by key and precedence.
#[derive(Clone, Debug, Default)]
pub struct Order(Box<[Entry]>);

impl Order {
    /// The fields, with the facts they were ordered from.
    pub fn of<'f>(&'f self, facts: &'f NoteFacts) -> Sorted<'f> {
        Sorted { order: &self.0, facts }
    }

    /// Replaces what is in a list by the numbers of the fields that mean one of some keys, in their order.
    pub fn numbers(&self, keys: &[Key], numbers: &mut Vec<u16>) {
        numbers.clear();
        numbers.extend(self.0.iter().filter(|entry| keys.contains(&entry.key)).map(|entry| entry.field));
        numbers.sort_unstable();
    }

    /// The fields with some numbers, which are in order, and the inline ones.
    pub fn only(&self, numbers: &[u16], facts: &NoteFacts) -> Order {
        let is_inline = |entry: &Entry| facts.fields.get(usize::from(entry.field)).is_some_and(|field| field.line != NONE);
        let kept = self.0.iter().filter(|entry| numbers.binary_search(&entry.field).is_ok() || is_inline(entry));
        Order(kept.copied().collect())
    }
}

fn readable(line: &crate::facts::Line) -> bool {
    matches!(line.place, crate::note::body::Place::Plain | crate::note::body::Place::Quote)
}

/// A note's fields by standard key; within a key in the order of precedence (section 10.13).
#[derive(Clone, Copy)]
pub struct Sorted<'f> {
    order: &'f [Entry],
    facts: &'f NoteFacts,
}

impl<'f> Sorted<'f> {
    /// All fields of a key, best first.
    pub fn all(&self, key: Key) -> impl Iterator<Item = &'f Field> + 'f {
        let Sorted { order, facts } = *self;
        let from = order.partition_point(|entry| entry.key < key);
        order[from..].iter().take_while(move |entry| entry.key == key).filter_map(|entry| facts.fields.get(usize::from(entry.field)))
    }

    /// The best field of a key.
    pub fn first(&self, key: Key) -> Option<&'f Field> {
        self.all(key).next()
    }

    /// The best field of a key that has a value.
    pub fn value(&self, key: Key) -> Option<&'f Field> {
        self.all(key).find(|field| !field.value.is_null())
    }
}
