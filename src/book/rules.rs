//! The settings made ready for the book: formats compiled, words folded, cadences read.

use crate::base::cadence::{self, Wish};
use crate::base::date::Date;
use crate::base::fold;
use crate::base::moment::Format;
use crate::book::keys::Keys;
use crate::config::Config;

/// What the settings say, ready for use.
pub struct Rules {
    /// The meaning of front matter keys.
    pub keys: Keys,
    /// The daily notes' folders and formats.
    pub daily: Vec<Daily>,
    /// The headings of a log, folded.
    pub log: Vec<String>,
    /// The headings under which a promise is theirs, folded.
    pub theirs: Vec<String>,
    /// The headings of an event's note under which those met are linked, folded.
    pub met: Vec<String>,
    /// How often feedback is asked for, by tag.
    pub feedback: Vec<(String, Rule)>,
    /// Cadences by tier: name and wish.
    pub tiers: Vec<(String, Rule)>,
    /// Cadences by tag, first match first.
    pub tags: Vec<(String, Rule)>,
    /// Cadences by folder.
    pub folders: Vec<(String, Rule)>,
    /// For everyone else.
    pub default: Rule,
}

/// A cadence a setting gives.
#[derive(Clone, PartialEq, Debug)]
pub struct Rule {
    /// As written.
    pub text: String,
    /// As read; `Never` where it could not be (the settings parser reports that).
    pub wish: Wish,
}

/// One configured kind of daily note.
pub struct Daily {
    /// The folder from the root; empty for the root.
    pub folder: String,
    format: Format,
}

impl Daily {
    /// The day of the note at this path (without extension), when it is one of these.
    pub fn read(&self, path: &str) -> Option<Date> {
        if self.folder.is_empty() {
            return self.format.read(path);
        }
        let (head, rest) = (path.get(..self.folder.len())?, path.get(self.folder.len()..)?);
        let inside = head.eq_ignore_ascii_case(&self.folder) || fold::name(head) == fold::name(&self.folder);
        self.format.read(rest.strip_prefix('/').filter(|_| inside)?)
    }

    /// The day a link's target names in this format, with or without the folder.
    pub fn read_link(&self, target: &str) -> Option<Date> {
        self.format.read(target).or_else(|| self.read(target))
    }
}

impl Rules {
    /// Makes the settings ready.
    pub fn new(config: &Config) -> Rules {
        let folded = |words: &[String]| words.iter().map(|word| fold::key(word)).collect();
        let rules =
            |list: &[(String, crate::config::Wanted)]| list.iter().map(|(name, wanted)| (name.clone(), rule(&wanted.text))).collect();
        Rules {
            keys: Keys::new(config),
            daily: config
                .daily
                .iter()
                .filter_map(|daily| Some(Daily { folder: daily.folder.clone(), format: Format::new(&daily.format)? }))
                .collect(),
            log: folded(&config.log_headings),
            theirs: folded(&config.theirs),
            met: folded(&config.follow_up.headings),
            feedback: rules(&config.feedback.tags),
            tiers: rules(&config.cadence.tiers),
            tags: rules(&config.cadence.tags),
            folders: rules(&config.cadence.folders),
            default: rule(&config.cadence.default.text),
        }
    }

    /// The rule of a tier, named as a fixed word.
    pub fn tier(&self, tier: &str) -> Option<&(String, Rule)> {
        // Nearly always written as the settings write it.
        let exact = self.tiers.iter().find(|(name, _)| name == tier);
        exact.or_else(|| {
            let key = fold::key(tier);
            self.tiers.iter().find(|(name, _)| fold::key(name) == key)
        })
    }

    /// The place of a tier among the settings' tiers: their number for an unknown one, one more for none.
    pub fn tier_rank(&self, tier: Option<&str>) -> usize {
        match tier {
            Some(tier) => {
                let place = fold::with_key(tier, |tier| self.tiers.iter().position(|(name, _)| fold::with_key(name, |name| name == tier)));
                place.unwrap_or(self.tiers.len())
            }
            None => self.tiers.len() + 1,
        }
    }
}

fn rule(text: &str) -> Rule {
    Rule { text: text.to_owned(), wish: cadence::read(text).unwrap_or(Wish::Never) }
}
