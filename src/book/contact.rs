//! A contact: what the note says of the person, and what the vault knows of the contact with them.

use crate::base::cadence::{Cadence, Wish};
use crate::base::date::{Anniversary, Date, Step};
use crate::base::when::{Order, When};
use crate::base::{birthday, cadence, fold};
use crate::book::finds::{Interaction, Marked, Seen, Signed};
use crate::book::keys::{Key, Sorted};
use crate::book::kind::tag_below;
use crate::book::rules::Rules;
use crate::book::state::core::Core;
use crate::book::status::{Due, Status};
use crate::book::{Note, values};
use crate::config::Config;
use crate::facts::{Field, NONE, NoteFacts};
use crate::note::yaml::Kind;

mod dates;
mod street;

/// A person with everything derived, on the book's day. What the note says of the person and where each date stands is read when it
/// is first asked for, through the book.
#[derive(Debug)]
pub struct Contact {
    /// The note.
    pub note: u32,
    /// What is asked of every contact: status keys, cadence, tier, birthday, dates of front matter.
    pub core: Core,
    /// How many distinct days there was contact on.
    pub days: u32,
    /// The day of the last contact.
    pub last: Option<Date>,
    /// The first day after the as-of date that something is planned for.
    pub next_planned: Option<Date>,
    /// The day counted from when there never was contact.
    pub baseline: Option<Baseline>,
    /// The day they are due, and how far along that is.
    pub due: Option<Due>,
    /// The status.
    pub status: Status,
    /// The person's own rhythm in half days; 0: there are not dates enough.
    pub(super) half_days: u32,
    /// The last attempt, when it is newer than the last contact.
    pub attempt: Option<Date>,
    /// Open promises.
    pub promises: Open,
    /// The last contact with somebody of the same household, when it counts and is later than their own.
    pub household_last: Option<Date>,
    /// Whether the last day of contact was that of an event.
    pub last_at_event: bool,
    /// Whether it was that of an event which is no ordinary meeting or call.
    pub last_at_gathering: bool,
    /// How many attempts came after the last contact.
    pub attempts: u8,
    /// What entries up to the as-of date are marked as, the latest first; those of one day in no order.
    pub signs: Box<[Signed]>,
}

/// What is told of a contact only when it is asked for.
#[derive(Debug, Default)]
pub struct Told {
    /// What the note says of the person.
    pub person: Person,
    /// All interactions up to the as-of date, newest first.
    pub interactions: Vec<Interaction>,
    /// Interactions after the as-of date, soonest first.
    pub planned: Vec<Interaction>,
    /// Dates seen and not counted, newest first.
    pub seen: Vec<Seen>,
    /// Marked entries, newest first.
    pub marked: Vec<Marked>,
}

impl Told {
    pub(super) fn last_channel(&self, last: Option<Date>) -> Option<u16> {
        self.interactions.iter().take_while(|interaction| Some(interaction.date) == last).find_map(|interaction| interaction.channel)
    }
}

impl Contact {
    /// The day of the last contact.
    pub fn last(&self) -> Option<Date> {
        self.last
    }

    /// The person's own rhythm in days, when there are dates enough.
    pub fn rhythm(&self) -> Option<f32> {
        // Whole and half days: exact in 32 bits for as long as people live.
        (self.half_days != 0).then(|| self.half_days as f32 / 2.0)
    }
}

/// How many promises are open.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Open {
    /// Mine.
    pub mine: u32,
    /// Mine that are overdue.
    pub mine_overdue: u32,
    /// Theirs.
    pub theirs: u32,
    /// Theirs that are overdue.
    pub theirs_overdue: u32,
}

/// A cadence and where it comes from.
#[derive(Clone, PartialEq, Debug)]
pub struct Holding {
    /// As written.
    pub text: String,
    /// As read.
    pub cadence: Cadence,
    /// `contact`, `tier`, `tag`, `folder` or `default`.
    pub source: &'static str,
}

/// The day counted from when there never was contact.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Baseline {
    /// The day.
    pub date: Date,
    /// Anything but the day they met.
    pub estimated: bool,
}

/// A yearly date of a person.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub struct YearlyDate {
    /// `birthday`, or the label as written.
    pub label: String,
    /// The day.
    pub date: Anniversary,
    /// The source line.
    pub row: u32,
    /// How many days ahead it is shown, when it says so.
    pub lead: Option<u32>,
}

/// What a contact's note says of the person.
#[derive(Clone, Default, Debug, serde::Serialize, serde::Deserialize)]
#[allow(missing_docs, reason = "each is the standard key of the same name in section 3 of the format page")]
pub struct Person {
    pub name: String,
    pub aliases: Vec<String>,
    pub tags: Vec<String>,
    pub companies: Vec<String>,
    pub role: Option<String>,
    pub emails: Vec<String>,
    pub phones: Vec<String>,
    pub birthday: Option<Anniversary>,
    /// The cadence as written in the note, and as read; `None` when unreadable.
    pub cadence: Option<(String, Option<Wish>)>,
    pub tier: Option<String>,
    pub met: Option<Date>,
    pub how_met: Vec<String>,
    pub cities: Vec<String>,
    pub ids: Vec<String>,
    pub timezone: Option<String>,
    pub pronouns: Option<String>,
    pub links: Vec<String>,
    /// The birthday as written, when it is no date.
    pub birthday_text: Option<String>,
    pub dates: Vec<YearlyDate>,
    pub created: Option<Date>,
    pub next_contact: Option<Date>,
    pub snooze_until: Option<Date>,
    pub standing: Standing,
    pub prefers: Vec<String>,
    pub boundaries: Vec<String>,
    /// The boundaries as they are said.
    pub cautions: Vec<String>,
    pub talk_about: Vec<String>,
    pub interests: Vec<String>,
    pub needs: Vec<String>,
    pub offers: Vec<String>,
    pub household: Option<String>,
    /// How often feedback is to be asked for, as written, and as read; `None` when unreadable.
    pub feedback: Option<(String, Option<Wish>)>,
    /// Who introduced them: the target of a link, or a name.
    pub introduced_by: Vec<String>,
    /// Whom they know: the targets of links, or names.
    pub knows: Vec<String>,
    /// `context`: work only, or personal only.
    pub context: Context,
    /// `quiet: weekends`.
    pub quiet_weekends: bool,
}

/// What a contact is for, by the key `context`.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, serde::Serialize, serde::Deserialize)]
pub enum Context {
    /// Nothing said, or both.
    #[default]
    Any,
    /// Work only.
    Work,
    /// Personal only.
    Personal,
}

/// What the status keys say.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, serde::Serialize, serde::Deserialize)]
pub enum Standing {
    /// Nothing, or `active`.
    #[default]
    Active,
    /// Not for now.
    Paused,
    /// No longer.
    Archived,
    /// Has died.
    Deceased,
    /// Wishes no contact.
    DoNotContact,
    /// Celebrations only.
    Ambient,
}

/// Reads the person of a contact's note. Dates are taken with the setting `dates.order`.
pub fn read(note: &Note, fields: &Sorted<'_>, config: &Config, rules: &Rules) -> Person {
    let facts = &note.facts;
    let day = |when: When| when.day(config.date_order);
    let text = |key: Key| fields.all(key).find_map(|field| values::one(&field.value));
    let texts = |key: Key| {
        let mut texts = Vec::new();
        fields.all(key).for_each(|field| values::add_leaves(&field.value, &mut texts));
        texts
    };
    let first_date = |key: Key| fields.all(key).find_map(|field| values::dates(&field.value).into_iter().find_map(|(when, _)| day(when)));
    let (name, role) = names(note, fields, rules);
    let (birthday, birthday_text) = birthday_of(fields, config.date_order);
    let mut talk_about = texts(Key::TalkAbout);
    talk_about.dedup();
    Person {
        name,
        aliases: texts(Key::Aliases),
        ids: texts(Key::Id),
        tags: tags(facts, fields, config),
        emails: texts(Key::Email),
        phones: texts(Key::Phone),
        companies: texts(Key::Company),
        role: text(Key::Role).or(role),
        cities: texts(Key::City),
        timezone: text(Key::Timezone),
        pronouns: text(Key::Pronouns),
        links: texts(Key::Links),
        birthday,
        birthday_text,
        dates: dates::yearly(facts, fields, config.date_order),
        met: first_date(Key::Met).or_else(|| first_date(Key::HowMet)),
        how_met: texts(Key::HowMet),
        created: first_date(Key::Created).or_else(|| first_date(Key::Date)),
        cadence: cadence_of(fields),
        tier: tier(fields, rules),
        next_contact: first_date(Key::NextContact),
        snooze_until: first_date(Key::SnoozeUntil),
        standing: standing(fields),
        prefers: texts(Key::Prefers),
        boundaries: texts(Key::Boundaries),
        cautions: cautions(fields),
        talk_about,
        interests: texts(Key::Interests),
        needs: texts(Key::Needs),
        offers: texts(Key::Offers),
        household: text(Key::Household),
        feedback: street::feedback(fields),
        introduced_by: street::introduced_by(fields),
        knows: street::people(fields, Key::Knows),
        context: street::context(fields),
        quiet_weekends: street::quiet_weekends(fields),
    }
}

/// The boundaries as they are said: `avoid: X`, `X only` for the keys that say so by their name.
fn cautions(fields: &Sorted<'_>) -> Vec<String> {
    let mut all = Vec::new();
    for field in fields.all(Key::Boundaries) {
        let key = fold::key(&field.key);
        for text in values::leaves(&field.value) {
            all.push(match key.as_str() {
                "avoid" | "donotraise" => format!("avoid: {text}"),
                "context" if street::context(fields) == Context::Any => continue,
                "context" => format!("{} only", text.to_lowercase()),
                _ => text,
            });
        }
    }
    all
}

/// The name, and the role when `title` is one (format page, sections 2, 10.2 and 10.15).
fn names(note: &Note, fields: &Sorted<'_>, rules: &Rules) -> (String, Option<String>) {
    let heading = note.facts.title.as_deref().filter(|title| is_name(title, rules));
    let title = fields.all(Key::Title).find_map(|field| values::one(&field.value));
    let same = |one: &str, other: &str| one == other || fold::name(one) == fold::name(other);
    let agrees = |title: &str| same(title, note.stem()) || heading.is_some_and(|heading| same(heading, title));
    let part = |key: Key| fields.all(key).find_map(|field| values::one(&field.value));
    let whole = fields.all(Key::Name).find_map(|field| match &field.value.kind {
        Kind::Mapping(entries) => {
            let joined: Vec<String> = ["first", "middle", "last"]
                .iter()
                .filter_map(|part| entries.iter().find(|(key, _)| key.text().is_some_and(|key| fold::key(key).starts_with(part))))
                .filter_map(|(_, value)| values::one(value))
                .collect();
            (!joined.is_empty()).then(|| joined.join(" "))
        }
        _ => values::one(&field.value),
    });
    let titled = title.clone().filter(|title| agrees(title));
    let two_parts = || match (part(Key::FirstName), part(Key::LastName)) {
        (Some(first), Some(last)) => Some(format!("{first} {last}")),
        _ => None,
    };
    let role = title.filter(|title| !agrees(title));
    let name = whole.or(titled).or_else(two_parts).or_else(|| heading.map(str::to_owned)).unwrap_or_else(|| note.stem().to_owned());
    let name = if is_collapsed(&name) { name } else { name.split_whitespace().collect::<Vec<_>>().join(" ") };
    (if name.is_empty() { note.stem().to_owned() } else { name }, role)
}

/// Whether the only white space is single spaces between words.
fn is_collapsed(name: &str) -> bool {
    !name.starts_with(' ') && !name.ends_with(' ') && !name.contains("  ") && !name.contains(|c: char| c.is_whitespace() && c != ' ')
}

fn is_name(heading: &str, rules: &Rules) -> bool {
    crate::base::date_text::leading(heading).is_none() && !fold::with_key(heading, |heading| rules.log.iter().any(|name| name == heading))
}

/// Front matter tags, and tags of the body that stand in no dated line (those are marks of an entry).
fn tags(facts: &NoteFacts, fields: &Sorted<'_>, config: &Config) -> Vec<String> {
    let mut tags: Vec<String> = Vec::with_capacity(fields.all(Key::Tags).map(|field| field.value.items().len()).sum());
    let mut add = |tag: String| {
        if !tags.iter().any(|known| known.eq_ignore_ascii_case(&tag)) {
            tags.push(tag);
        }
    };
    for key in [Key::Tags, Key::Categories] {
        for field in fields.all(key) {
            values::tags(&field.value).into_iter().for_each(&mut add);
        }
    }
    for (tag, at) in &facts.tags {
        let line = facts.lines.partition_point(|line| line.text.start <= *at).checked_sub(1).map(|line| &facts.lines[line]);
        let marks = line.is_some_and(|line| {
            line.text.contains(*at) && (line.when.is_some() || line.task.is_some() || line.parent != NONE && line.after_link)
        });
        if !marks && config.marks.mark_of_tag(tag).is_none() {
            add(tag.to_string());
        }
    }
    tags
}

fn birthday_of(fields: &Sorted<'_>, order: Option<Order>) -> (Option<Anniversary>, Option<String>) {
    let omit_year = fields.first(Key::Birthday).is_some_and(|field| match &field.value.kind {
        Kind::Mapping(entries) => entries.iter().any(|(key, _)| key.text().is_some_and(|key| fold::key(key).contains("omityear"))),
        _ => field.value.text().is_some_and(|text| fold::key(text).contains("omityear")),
    });
    for field in fields.all(Key::Birthday) {
        if let Some(text) = values::leaves(&field.value).into_iter().next() {
            let omit = omit_year || fold::key(&text).contains("omityear");
            return match birthday::read(&dates::as_written(&field.value).unwrap_or(text.clone()), omit, order) {
                Some(date) => (Some(date), None),
                None => (None, Some(text)),
            };
        }
    }
    (None, None)
}

/// The contact's own cadence with `cadence_max`; `keep_in_touch: true` says nothing.
fn cadence_of(fields: &Sorted<'_>) -> Option<(String, Option<Wish>)> {
    let said = |field: &&Field| !field.value.is_null() && field.value.boolean() != Some(true);
    let readable = |field: &&Field| field.value.text().is_some_and(|text| cadence::read(text).is_ok());
    // An unreadable one is as if absent when another key can be read.
    let field = fields.all(Key::Cadence).filter(said).find(readable).or_else(|| fields.all(Key::Cadence).find(said))?;
    let Some(text) = field.value.text() else { return Some((values::leaves(&field.value).join(", "), None)) };
    let mut wish = cadence::read(text).ok();
    let max = fields.value(Key::CadenceMax).and_then(|field| field.value.text()).and_then(|text| cadence::read(text).ok());
    if let (Some(Wish::Every(ideal)), Some(Wish::Every(max))) = (&mut wish, max)
        && max.ideal.rough_days() >= ideal.ideal.rough_days()
    {
        ideal.max = ideal.max.or(Some(max.ideal));
    }
    Some((text.trim().to_owned(), wish))
}

/// The tier as written; `priority` and `category` only when they name a tier of the settings.
fn tier(fields: &Sorted<'_>, rules: &Rules) -> Option<String> {
    fields.all(Key::Tier).find_map(|field| {
        let text = values::one(&field.value)?;
        let loose = matches!(fold::key(&field.key).as_str(), "priority" | "category");
        match rules.tier(&text) {
            Some((name, _)) => Some(name.clone()),
            None => (!loose).then_some(text),
        }
    })
}

/// What a status word says; `None` when it is unknown.
pub fn status_word(text: &str) -> Option<Standing> {
    Some(match fold::key(text).as_str() {
        "active" | "current" => Standing::Active,
        "paused" | "onhold" => Standing::Paused,
        "archived" | "inactive" => Standing::Archived,
        "deceased" | "dead" | "died" => Standing::Deceased,
        "donotcontact" | "dnc" | "nocontact" => Standing::DoNotContact,
        "ambient" => Standing::Ambient,
        _ => return None,
    })
}

fn standing(fields: &Sorted<'_>) -> Standing {
    // Set by `true`, `yes` or the day it happened; any other word may say the contrary.
    let is_set = |key: Key| {
        fields.all(key).any(|field| {
            let says_yes = field.value.text().is_some_and(|text| matches!(fold::key(text).as_str(), "true" | "yes" | "on"));
            says_yes || values::date(&field.value).is_some()
        })
    };
    let named: Vec<Standing> = [Key::Status, Key::ContactStyle]
        .into_iter()
        .flat_map(|key| fields.all(key).flat_map(|field| values::leaves(&field.value)))
        .filter_map(|text| status_word(&text))
        .collect();
    let is = |standing: Standing| named.contains(&standing);
    if is(Standing::Deceased) || is_set(Key::Deceased) {
        Standing::Deceased
    } else if is(Standing::DoNotContact) {
        Standing::DoNotContact
    } else if is(Standing::Archived) || is_set(Key::Archived) {
        Standing::Archived
    } else if is(Standing::Paused) || is_set(Key::Paused) {
        Standing::Paused
    } else if is(Standing::Ambient) {
        Standing::Ambient
    } else {
        Standing::Active
    }
}

/// The cadence that holds: the contact's own, its tier's, its tags', its folder's, the default's (format page, section 3).
pub fn holding(person: &Person, folder: &str, rules: &Rules) -> Option<Holding> {
    let hold = |text: &str, wish: &Wish, source: &'static str| match wish {
        Wish::Every(cadence) => Some(Some(Holding { text: text.to_owned(), cadence: *cadence, source })),
        Wish::Never => Some(None),
    };
    let own = || person.cadence.as_ref().and_then(|(text, wish)| hold(text, wish.as_ref()?, "contact"));
    let tier = || person.tier.as_ref().and_then(|tier| rules.tier(tier)).and_then(|(_, rule)| hold(&rule.text, &rule.wish, "tier"));
    let tag = || {
        let fitting = |wanted: &str| person.tags.iter().any(|tag| tag_below(tag, wanted));
        rules.tags.iter().find(|(wanted, _)| fitting(wanted)).and_then(|(_, rule)| hold(&rule.text, &rule.wish, "tag"))
    };
    let in_folder = || {
        let below = |wanted: &str| {
            let (folder, wanted) = (fold::name(folder), fold::name(wanted));
            folder == wanted || folder.strip_prefix(wanted.as_str()).is_some_and(|rest| rest.starts_with('/'))
        };
        let deepest = rules.folders.iter().filter(|(wanted, _)| below(wanted)).max_by_key(|(wanted, _)| wanted.len());
        deepest.and_then(|(_, rule)| hold(&rule.text, &rule.wish, "folder"))
    };
    let default = || hold(&rules.default.text, &rules.default.wish, "default");
    own().or_else(tier).or_else(tag).or_else(in_folder).or_else(default).flatten()
}

/// How often feedback is to be asked for: as the contact's note says, else by tag.
pub fn feedback(person: &Person, rules: &Rules) -> Option<Step> {
    let step = |wish: &Wish| match wish {
        Wish::Every(cadence) => Some(cadence.ideal),
        Wish::Never => None,
    };
    if let Some((_, Some(wish))) = &person.feedback {
        return step(wish);
    }
    let fitting = |wanted: &str| person.tags.iter().any(|tag| tag_below(tag, wanted));
    rules.feedback.iter().find(|(wanted, _)| fitting(wanted)).and_then(|(_, rule)| step(&rule.wish))
}
