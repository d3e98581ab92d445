//! The vault's own names for front-matter keys (the section `[keys]`). The standard keys' built-in synonyms are not here.

use std::collections::BTreeMap;

use crate::base::fold;

/// The standard keys a vault may map its own to (format page, sections 2, 3 and 5).
pub const STANDARD: &[&str] = &[
    "name",
    "aliases",
    "tags",
    "type",
    "id",
    "email",
    "phone",
    "company",
    "role",
    "city",
    "timezone",
    "pronouns",
    "links",
    "birthday",
    "dates",
    "met",
    "created",
    "cadence",
    "cadence_max",
    "tier",
    "last_contact",
    "next_contact",
    "snooze_until",
    "status",
    "prefers",
    "boundaries",
    "talk_about",
    "interactions",
    "interests",
    "needs",
    "offers",
    "household",
    "feedback",
    "quiet",
    "knows",
    "date",
    "people",
    "attendees",
    "participants",
    "with",
];

/// Prefixes that are dropped and own keys that stand for standard ones.
#[derive(Clone, Debug)]
pub struct Keys {
    /// Prefixes dropped from a key, such as `prm-`.
    pub prefix: Vec<String>,
    /// Own key, folded -> standard key, as the table of the format page writes it.
    own: BTreeMap<String, String>,
}

impl Default for Keys {
    fn default() -> Keys {
        Keys { prefix: ["prm-", "cnt:", "person_"].map(str::to_owned).to_vec(), own: BTreeMap::new() }
    }
}

impl Keys {
    /// Maps an own key to a standard one.
    pub fn map(&mut self, standard: &str, own: &str) {
        self.own.insert(fold::key(own), standard.to_owned());
    }

    /// The standard key of that name, read as a fixed word; `None` when there is none.
    pub fn standard(name: &str) -> Option<&'static str> {
        let key = fold::key(name);
        STANDARD.iter().find(|standard| fold::key(standard) == key).copied()
    }

    /// The standard key that the settings give for a key as written, with or without a prefix. `None`: the settings say nothing.
    pub fn mapped(&self, key: &str) -> Option<&str> {
        if self.own.is_empty() {
            return None;
        }
        let whole = self.own.get(&fold::key(key));
        whole.or_else(|| self.own.get(&fold::key(self.without_prefix(key)))).map(String::as_str)
    }

    /// The key without the first configured prefix that it begins with; case does not matter, nor which of space, dash and underscore it is.
    /// A key that is nothing but a prefix stays.
    pub fn without_prefix<'k>(&self, key: &'k str) -> &'k str {
        let same = |a: u8, b: u8| separator(a) && separator(b) || a.eq_ignore_ascii_case(&b);
        for prefix in &self.prefix {
            let begins = key.len() > prefix.len() && prefix.bytes().zip(key.bytes()).all(|(a, b)| same(a, b));
            if let Some(rest) = key.get(prefix.len()..).filter(|_| begins && !prefix.is_empty()) {
                return rest;
            }
        }
        key
    }
}

fn separator(byte: u8) -> bool {
    matches!(byte, b' ' | b'-' | b'_')
}

#[cfg(test)]
mod tests {
    use super::Keys;

    #[test]
    fn prefixes_are_dropped() {
        let keys = Keys::default();
        for (key, rest) in [
            ("prm-snooze-until", "snooze-until"),
            ("PRM_tier", "tier"),
            ("cnt:birthday", "birthday"),
            ("person_name", "name"),
            ("person", "person"),
            ("personal", "personal"),
            ("prm-", "prm-"),
            ("é", "é"),
        ] {
            assert_eq!(keys.without_prefix(key), rest);
        }
    }

    #[test]
    fn own_keys_stand_for_standard_ones() {
        let mut keys = Keys::default();
        assert_eq!(keys.mapped("how often"), None);
        keys.map("cadence", "how_often");
        assert_eq!(keys.mapped("How Often"), Some("cadence"));
        assert_eq!(keys.mapped("prm-how-often"), Some("cadence"));
        assert_eq!(keys.mapped("often"), None);
        assert_eq!(Keys::standard("lastContact"), Some("last_contact"));
    }
}
