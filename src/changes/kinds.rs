//! The kinds of notes `vault new` makes and where the template of each comes from: the vault's own folder, then Obsidian's, then the
//! built-in one. Works on paths handed in.

use crate::base::fold;
use crate::book::stem;
use crate::changes::template::BUILT_IN;

/// What a new note is about, where `vault` knows more of it than its template says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Subject {
    /// A person.
    Contact,
    /// An organisation.
    Company,
    /// A meeting: a day and its attendees.
    Meeting,
    /// A conference, a dinner, a party.
    Event,
    /// A day.
    Daily,
    /// A week.
    Weekly,
    /// The user's own kind.
    Other,
}

impl Subject {
    /// The subjects with a built-in template, in the order of [`BUILT_IN`].
    pub const KNOWN: [Subject; 6] = [Subject::Contact, Subject::Company, Subject::Meeting, Subject::Event, Subject::Daily, Subject::Weekly];

    /// The words for it, folded as fixed words are, its name first.
    fn words(self) -> &'static [&'static str] {
        match self {
            Subject::Contact => &["contact", "person", "people"],
            Subject::Company => &["company", "companies", "organization", "organisation"],
            Subject::Meeting => &["meeting", "meetings"],
            Subject::Event => &["event", "events"],
            Subject::Daily => &["daily", "dailynote"],
            Subject::Weekly => &["weeklyreview", "weekly", "weeklynote", "weekreview"],
            Subject::Other => &[],
        }
    }

    /// The name of its kind; empty for the user's own.
    pub fn name(self) -> &'static str {
        Subject::KNOWN.iter().zip(BUILT_IN).find(|(known, _)| **known == self).map_or("", |(_, (name, _))| name)
    }

    fn of(word: &str) -> Subject {
        let key = bare(word);
        Subject::KNOWN.into_iter().find(|subject| subject.words().contains(&key.as_str())).unwrap_or(Subject::Other)
    }
}

/// A kind of note.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kind {
    /// What it is called on the command line.
    pub name: String,
    /// What its notes are about.
    pub subject: Subject,
    /// Its template, from the root; `None`: the built-in one.
    pub template: Option<String>,
}

/// The template files of a vault, from the root.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Files {
    /// Those in `.vault/templates`.
    pub own: Vec<String>,
    /// The one Obsidian names for daily notes.
    pub daily: Option<String>,
    /// The one Obsidian names for weekly notes.
    pub weekly: Option<String>,
    /// Those in Obsidian's templates folders.
    pub obsidian: Vec<String>,
}

/// A file name as a kind is looked up: without case, spaces, dashes, underscores and the word `template`.
fn bare(name: &str) -> String {
    let key = fold::key(name);
    let key = key.strip_suffix("template").or_else(|| key.strip_prefix("template")).filter(|rest| !rest.is_empty()).unwrap_or(&key);
    key.to_owned()
}

/// Every kind: the known ones first, then the user's own by name.
pub fn all(files: &Files) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = Subject::KNOWN.into_iter().map(|subject| known(subject, files)).collect();
    for path in files.own.iter().chain(&files.obsidian) {
        let name = stem(path);
        let used = kinds.iter().any(|kind| kind.template.as_ref() == Some(path) || fold::key(&kind.name) == fold::key(name));
        if !used {
            kinds.push(Kind { name: name.to_owned(), subject: Subject::of(name), template: Some(path.clone()) });
        }
    }
    let rest = kinds.split_off(Subject::KNOWN.len());
    let mut rest: Vec<(String, Kind)> = rest.into_iter().map(|kind| (fold::name(&kind.name), kind)).collect();
    rest.sort_by(|one, other| one.0.cmp(&other.0));
    kinds.extend(rest.into_iter().map(|(_, kind)| kind));
    kinds
}

/// A known kind with the template that holds for it.
fn known(subject: Subject, files: &Files) -> Kind {
    let named = |paths: &[String]| subject.words().iter().find_map(|word| paths.iter().find(|path| bare(stem(path)) == *word)).cloned();
    let configured = match subject {
        Subject::Daily => files.daily.clone(),
        Subject::Weekly => files.weekly.clone(),
        _ => None,
    };
    let template = named(&files.own).or(configured).or_else(|| named(&files.obsidian));
    Kind { name: subject.name().to_owned(), subject, template }
}

/// The kind a word names: a known one, else a template by its whole file name, else a synonym of a known one, else a template by its name without the word
/// `template`.
pub fn find(word: &str, kinds: &[Kind]) -> Option<Kind> {
    let key = fold::key(word);
    let exactly = kinds.iter().find(|kind| fold::key(&kind.name) == key);
    let by_word = || kinds.iter().find(|kind| kind.subject.words().contains(&key.as_str()));
    let loosely = || kinds.iter().find(|kind| bare(&kind.name) == bare(word));
    let by_file = || kinds.iter().find(|kind| kind.template.as_ref().is_some_and(|path| fold::key(stem(path)) == key));
    exactly.or_else(by_file).or_else(by_word).or_else(loosely).cloned()
}

#[cfg(test)]
mod tests {
    use super::{Files, Kind, Subject, all, find};

    fn files() -> Files {
        let texts = |list: &[&str]| list.iter().map(|text| text.to_string()).collect();
        Files {
            own: texts(&[".vault/templates/meeting.md", ".vault/templates/Book.md"]),
            daily: Some("Templates/Day.md".to_owned()),
            weekly: None,
            obsidian: texts(&[
                "Templates/Contact Template.md",
                "Templates/People Template.md",
                "Templates/Meeting.md",
                "Templates/book.md",
                "Templates/Weekly.md",
            ]),
        }
    }

    #[test]
    fn the_nearest_template_holds() {
        let kinds = all(&files());
        let shown: Vec<(&str, Option<&str>)> = kinds.iter().map(|kind| (kind.name.as_str(), kind.template.as_deref())).collect();
        assert_eq!(
            shown,
            [
                ("contact", Some("Templates/Contact Template.md")),
                ("company", None),
                ("meeting", Some(".vault/templates/meeting.md")),
                ("event", None),
                ("daily", Some("Templates/Day.md")),
                ("weekly-review", Some("Templates/Weekly.md")),
                ("Book", Some(".vault/templates/Book.md")),
                ("People Template", Some("Templates/People Template.md")),
            ]
        );
    }

    #[test]
    fn kinds_are_found_by_many_words() {
        let kinds = all(&files());
        let named = |word: &str| find(word, &kinds).map(|kind: Kind| (kind.subject, kind.template.unwrap_or_default()));
        assert_eq!(named("Person"), Some((Subject::Contact, "Templates/Contact Template.md".to_owned())));
        assert_eq!(named("people template"), Some((Subject::Contact, "Templates/People Template.md".to_owned())));
        assert_eq!(named("BOOK"), Some((Subject::Other, ".vault/templates/Book.md".to_owned())));
        assert_eq!(named("weekly"), Some((Subject::Weekly, "Templates/Weekly.md".to_owned())));
        assert_eq!(named("Weekly_Review"), named("weekly"));
        assert_eq!(named("recipe"), None);
    }
}
