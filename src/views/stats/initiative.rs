//! Who began: only where the first words of an entry say so. `she wrote`, `Ana rang`, `letter from her`, `got a card` are theirs; `wrote to
//! her`, `I called`, `sent the paper` mine; everything else is not told.

use crate::base::fold;
use crate::book::Book;
use crate::book::contact::Contact;
use crate::book::finds::{Interaction, Source};
use crate::book::names::Target;
use crate::views::words;

/// Who began.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Began {
    /// I did.
    Me,
    /// They did.
    Them,
}

/// Verbs that begin a contact, whoever is their subject.
const VERBS: &[&str] = &["called", "wrote", "rang", "phoned", "emailed", "e-mailed", "messaged", "texted", "invited", "sent", "visited"];
/// Verbs that begin one only when they are the subject.
const THEIRS: &[&str] = &["came"];
/// What is written, sent or made.
const THINGS: &[&str] = &[
    "letter",
    "card",
    "postcard",
    "email",
    "e-mail",
    "mail",
    "message",
    "text",
    "call",
    "note",
    "parcel",
    "invitation",
    "invite",
    "visit",
];
const ARTICLES: &[&str] = &["a", "an", "the", "her", "his", "their", "another", "long", "short", "nice", "kind", "lovely"];
const BETWEEN: &[&str] = &["just", "also", "kindly", "finally", "has", "have", "had", "then"];

/// Who began the contact of one day, from the first of its places that tells.
pub fn of_day(book: &Book, contact: &Contact, day: &[Interaction]) -> Option<Began> {
    let told = |one: &&Interaction| matches!(one.source, Source::Log | Source::Daily | Source::Task);
    day.iter().filter(told).find_map(|one| of_place(book, contact, one))
}

fn of_place(book: &Book, contact: &Contact, one: &Interaction) -> Option<Began> {
    let line = words::line_at(book, &one.place)?;
    let facts = &book.note(one.place.note).facts;
    let lead = facts.lead(line);
    // `call: she rang about the boat`: the channel set apart says nothing of who began.
    let lead = match book.config.channels.leading(lead) {
        Some((_, used)) => match lead.get(used..).map(str::trim_start) {
            Some(rest) if rest.starts_with([':', ',', '·', '–', '—', '-', '|']) => {
                rest.trim_start_matches([':', ',', '·', '–', '—', '-', '|', ' '])
            }
            _ => lead,
        },
        None => lead,
    };
    let index = facts.lines.partition_point(|known| known.start < line.start) as u32;
    let is_subject = || {
        let first = facts.links_of(index).next();
        line.after_link && first.is_some_and(|link| book.link(&link.target, one.place.note) == Target::Note(contact.note))
    };
    let called = |word: &str| book.called(contact.note).iter().any(|name| fold::loose(name).split(' ').next() == Some(&fold::loose(word)));
    of_words(lead, &is_subject, &called)
}

/// Who began by the first words; `is_subject`: they stand behind a link to the person; `called`: whether a word is the person's name.
fn of_words(lead: &str, is_subject: &dyn Fn() -> bool, called: &dyn Fn(&str) -> bool) -> Option<Began> {
    let words: Vec<String> = lead
        .split_whitespace()
        .take(6)
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .filter(|word| !word.is_empty())
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let verb = |rest: &[&str], more: &[&str]| {
        let rest: Vec<&str> = rest.iter().copied().skip_while(|word| BETWEEN.contains(word)).take(2).collect();
        let begins = rest.first().is_some_and(|verb| VERBS.contains(verb) || more.contains(verb));
        begins && !matches!(rest.get(1), Some(&("off" | "in")))
    };
    let thing = |rest: &[&str]| {
        rest.iter().position(|word| !ARTICLES.contains(word)).filter(|&at| rest.get(at).is_some_and(|word| THINGS.contains(word)))
    };
    let (first, rest) = words.split_first()?;
    match *first {
        "they" | "she" | "he" => verb(rest, THEIRS).then_some(Began::Them),
        "i" | "we" => verb(rest, &[]).then_some(Began::Me),
        "got" | "received" => thing(rest).map(|_| Began::Them),
        _ if verb(&words, &[]) || THEIRS.contains(first) => {
            if is_subject() {
                return Some(Began::Them);
            }
            (!THEIRS.contains(first)).then_some(Began::Me)
        }
        _ => match thing(&words).and_then(|at| words.get(at + 1)) {
            Some(&"from") => Some(Began::Them),
            Some(&"to") => Some(Began::Me),
            _ => (verb(rest, THEIRS) && called(first)).then_some(Began::Them),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{Began, of_words};

    #[test]
    fn the_first_words_tell_who_began_or_do_not() {
        let ana = |word: &str| word == "ana";
        for (lead, began) in [
            ("they called about the boat", Some(Began::Them)),
            ("She just wrote, four pages", Some(Began::Them)),
            ("Ana rang from the train", Some(Began::Them)),
            ("Bo rang from the train", None),
            ("got a letter, six pages", Some(Began::Them)),
            ("received the invitation", Some(Began::Them)),
            ("letter from her, six pages", Some(Began::Them)),
            ("a card to her for the move", Some(Began::Me)),
            ("he came for supper", Some(Began::Them)),
            ("came home late", None),
            ("I called after the exam", Some(Began::Me)),
            ("wrote to her about the job", Some(Began::Me)),
            ("sent two pages of comments", Some(Began::Me)),
            ("called off the lunch", None),
            ("we talked about chillies", None),
            ("she is judging a prize", None),
            ("asked how the show is going, she sent photos", None),
            ("the knee operation went well", None),
            ("got a new job", None),
            ("", None),
        ] {
            assert_eq!(of_words(lead, &|| false, &ana), began, "{lead}");
        }
        // Behind a link to them the verb is theirs.
        assert_eq!(of_words("called about the boat", &|| true, &ana), Some(Began::Them));
        assert_eq!(of_words("came for tea", &|| true, &ana), Some(Began::Them));
    }
}
