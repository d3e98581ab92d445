//! Settings text into a `Config` (format page, section 9). Reads no file and no environment: the caller hands in the texts and shows what
//! was wrong with them.

pub mod channels;
pub mod ignore;
pub mod keys;
pub mod marks;
pub mod obsidian;
pub mod parse;
pub mod phrases;
pub mod street;
mod table;

use crate::base::fold;
use crate::base::span::Span;
use crate::base::when::Order;
use crate::config::channels::Channels;
use crate::config::ignore::Ignore;
use crate::config::keys::Keys;
use crate::config::marks::Marks;

/// Every setting of a vault. `Default` is a vault without settings.
#[derive(Clone, Debug)]
pub struct Config {
    /// The owner's own note: a name, path or link; empty when not said.
    pub me: String,
    /// What is not read.
    pub ignore: Ignore,
    /// Whether symbolic links to folders are followed.
    pub follow_symlinks: bool,
    /// The templates folders, from the root; `None`: every folder named Templates, Template or _templates; an empty list hides nothing.
    pub templates: Option<Vec<String>>,
    /// The vault's own front-matter keys.
    pub keys: Keys,
    /// What makes a note a contact.
    pub contacts: Contacts,
    /// Where daily notes lie: all of these apply; none: file names that are dates.
    pub daily: Vec<DailyNotes>,
    /// `dates.order`: how `03/04/2025` is read; `None`: it is not.
    pub date_order: Option<Order>,
    /// `log.headings`: the names of a Log section.
    pub log_headings: Vec<String>,
    /// The channels and what they are called.
    pub channels: Channels,
    /// The marks and what sets them.
    pub marks: Marks,
    /// What counts as contact outside a contact's own note.
    pub mentions: Mentions,
    /// How often to be in touch, where a contact does not say so.
    pub cadence: Cadences,
    /// `promises.theirs`: the headings under which a task is owed to me.
    pub theirs: Vec<String>,
    /// The report's measures.
    pub report: Report,
    /// Following up after events.
    pub follow_up: street::FollowUp,
    /// Birthdays, dates and milestones.
    pub celebrate: street::Celebrate,
    /// Asking for feedback.
    pub feedback: street::Feedback,
    /// What stands between us.
    pub tension: street::Tension,
    /// What each reason counts.
    pub score: street::Score,
    /// Where the index lies.
    pub index: IndexLocation,
    /// Saved searches: name and query, in the order of the file.
    pub searches: Vec<(String, String)>,
    /// How Obsidian writes what templates are filled with.
    pub written: Written,
}

/// How Obsidian writes dates in templates, and where its weekly notes lie.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    /// The Moment format of `{{date}}`.
    pub date_format: String,
    /// The Moment format of `{{time}}`.
    pub time_format: String,
    /// The weekly notes of Periodic Notes, where enabled.
    pub weekly: Option<DailyNotes>,
}

impl Default for Written {
    fn default() -> Written {
        Written { date_format: "YYYY-MM-DD".to_owned(), time_format: "HH:mm".to_owned(), weekly: None }
    }
}

impl Default for Config {
    fn default() -> Config {
        let log = ["Log", "History", "Interactions", "Contact log", "Conversations", "Touchpoints", "Timeline", "Meetings"];
        Config {
            me: String::new(),
            ignore: Ignore::default(),
            follow_symlinks: false,
            templates: None,
            keys: Keys::default(),
            contacts: Contacts::default(),
            daily: Vec::new(),
            date_order: None,
            log_headings: texts(&log),
            channels: Channels::default(),
            marks: Marks::default(),
            mentions: Mentions::default(),
            cadence: Cadences::default(),
            theirs: texts(&["They owe", "Things they owe me", "Waiting for", "Waiting on"]),
            report: Report::default(),
            follow_up: street::FollowUp::default(),
            celebrate: street::Celebrate::default(),
            feedback: street::Feedback::default(),
            tension: street::Tension::default(),
            score: street::Score::default(),
            index: IndexLocation::Cache,
            searches: Vec::new(),
            written: Written::default(),
        }
    }
}

/// What makes a note a contact (format page, section 2); all compare without case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Contacts {
    /// Folders, at any depth; `CRM/People` is two names in a row.
    pub folders: Vec<String>,
    /// Tags, without `#`; a tag below one counts too.
    pub tags: Vec<String>,
    /// Values of `type` and its synonyms.
    pub types: Vec<String>,
}

impl Default for Contacts {
    fn default() -> Contacts {
        Contacts {
            folders: texts(&["People", "Persons", "Contacts", "CRM/People", "CRM/Contacts", "Relationships"]),
            tags: texts(&["person", "people", "contact", "crm/person", "crm/contact"]),
            types: texts(&["person", "contact", "people", "crm-contact", "relationship", "individual"]),
        }
    }
}

/// One configured kind of daily note (format page, section 5).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DailyNotes {
    /// The folder from the root, without slashes at the ends; empty: the root.
    pub folder: String,
    /// The Moment format of the path below the folder, without extension; empty only before `with_obsidian`.
    pub format: String,
    /// The template's path, empty when there is none.
    pub template: String,
}

/// What something seen outside a contact's own note is taken for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Counting {
    /// It is contact.
    Contact,
    /// It is shown as possible contact and not counted.
    Possible,
    /// It is left out.
    Ignore,
}

/// The section `[mentions]`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mentions {
    /// A plain link in a daily note.
    pub daily: Counting,
    /// A link to another contact inside a dated entry of someone's note.
    pub entries: Counting,
    /// A dated line with a link in any other note.
    pub journals: Counting,
    /// A contact's plain name, without a link.
    pub names: Counting,
}

impl Default for Mentions {
    fn default() -> Mentions {
        Mentions { daily: Counting::Contact, entries: Counting::Possible, journals: Counting::Possible, names: Counting::Possible }
    }
}

/// A cadence as the settings write it, already found readable.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wanted {
    /// As written: `3 weeks`.
    pub text: String,
}

/// The section `[cadence]`: what holds where a contact names no cadence of its own. Order within each list is the file's.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cadences {
    /// For everyone else.
    pub default: Wanted,
    /// By tier; the built-in ones first.
    pub tiers: Vec<(String, Wanted)>,
    /// By tag, without `#`: the first that fits wins.
    pub tags: Vec<(String, Wanted)>,
    /// By folder, from the root, without slashes at the ends.
    pub folders: Vec<(String, Wanted)>,
}

impl Default for Cadences {
    fn default() -> Cadences {
        let wanted = |text: &str| Wanted { text: text.to_owned() };
        let tiers = [("A", "3 weeks"), ("B", "2 months"), ("C", "6 months"), ("D", "1 year")];
        Cadences {
            default: wanted("none"),
            tiers: tiers.into_iter().map(|(name, text)| (name.to_owned(), wanted(text))).collect(),
            tags: Vec::new(),
            folders: Vec::new(),
        }
    }
}

impl Cadences {
    /// The cadence of a tier, named as a fixed word (`a`, `Inner Circle`).
    pub fn of_tier(&self, tier: &str) -> Option<&Wanted> {
        let key = fold::key(tier);
        self.tiers.iter().find(|(name, _)| fold::key(name) == key).map(|(_, wanted)| wanted)
    }
}

/// The section `[report]`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Report {
    /// Days looked ahead: the window of *due soon*.
    pub days: u32,
    /// How many people a report suggests.
    pub capacity: u32,
    /// Days a person is quiet after an attempt (format page, section 10.4).
    pub attempt_days: u32,
    /// Whether contact with one of a household counts for all of it.
    pub households: bool,
}

impl Default for Report {
    fn default() -> Report {
        Report { days: 7, capacity: 10, attempt_days: 3, households: false }
    }
}

/// The setting `index.location`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IndexLocation {
    /// In the user's cache folder.
    Cache,
    /// In `.vault/index`.
    Vault,
}

/// The name of the settings file, from the root.
pub const SETTINGS_FILE: &str = ".vault/config.toml";

/// Something in a settings file that could not be used and is passed over: a warning.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// The file, from the root: `.vault/config.toml` or one of Obsidian's.
    pub file: &'static str,
    /// Where in that file's text.
    pub span: Span,
    /// The full name of the setting: `report.days`.
    pub key: String,
    /// One sentence, lower case, no full stop.
    pub message: String,
}

/// A settings file that cannot be read: the run stops (exit status 2).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Malformed {
    /// Where in the text of `.vault/config.toml`.
    pub span: Span,
    /// One sentence, lower case, no full stop.
    pub message: String,
}

/// Owned copies.
fn texts(list: &[&str]) -> Vec<String> {
    list.iter().map(|&text| text.to_owned()).collect()
}

/// A folder from the root as it is compared: `/` between names, none at the ends.
fn folder(text: &str) -> String {
    let text = text.trim().replace('\\', "/");
    let text = text.trim_start_matches("./").trim_matches('/');
    if text == "." { String::new() } else { text.to_owned() }
}
