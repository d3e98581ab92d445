//! Whom to introduce to whom: what one looks for and another offers or is interested in share a word.
//!
//! Only those are read who look for something, and those who offer something only when somebody does. Each is compared with the few
//! dozen people best in touch who share a word, never with everybody. Refuses to bring together two who know each other already.

use std::collections::BTreeSet;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::base::fold;
use crate::base::hash::{FastMap, FastSet};
use crate::book::Book;
use crate::book::contact::Contact;
use crate::book::finds::Sign;
use crate::book::keys::Key;
use crate::book::names::Target;
use crate::book::values;
use crate::facts::Field;
use crate::phrases;
use crate::views::report::crowd::{Crowd, Group};
use crate::views::report::{Reason, Row, give_back, row, say};

/// How many people who offer a word are looked at: those last in touch.
const LOOKED_AT: usize = 48;
/// How many things one person looks for or offers are looked at.
const MOST: usize = 32;
/// How many of the best for one need are held against what is known of the two.
const TRIED: usize = 8;

/// Words that say nothing of what is looked for.
const STOP: [&str; 94] = [
    "about", "advic", "all", "also", "and", "any", "anybody", "anyon", "anyth", "are", "around", "best", "but", "can", "cheap", "could",
    "every", "few", "find", "for", "from", "get", "gett", "giv", "good", "great", "hav", "help", "her", "him", "his", "how", "idea",
    "interest", "into", "just", "kind", "know", "learn", "lik", "local", "look", "lot", "lov", "mak", "man", "mor", "most", "much", "need",
    "new", "nic", "not", "off", "old", "one", "other", "our", "out", "own", "peopl", "person", "plac", "real", "really", "sam", "see",
    "seek", "small", "som", "somebody", "someon", "someth", "start", "tak", "thank", "that", "the", "their", "them", "thing", "thi", "tip",
    "tim", "use", "very", "want", "way", "well", "who", "with", "work", "would", "year",
];

/// What somebody looks for or offers, with its words.
struct Said<'b> {
    contact: u32,
    text: &'b str,
    /// Whether it is offered, not only an interest.
    offered: bool,
    words: BTreeSet<String>,
}

/// Two people who may be brought together.
struct Pair<'b> {
    need: &'b Said<'b>,
    offer: &'b Said<'b>,
    weight: f64,
}

/// The rows, at most `most`, and how many there are: one for each person who looks for something.
pub fn rows(book: &Book, crowd: &Crowd, most: usize) -> (Vec<Row>, usize) {
    let suggested = |group: Group| -> Vec<u32> {
        let may = crowd.group(group, book).filter(|(_, contact)| give_back::may_be_suggested(book, contact));
        may.map(|(index, _)| index).collect()
    };
    let seekers = suggested(Group::Seeking);
    if seekers.is_empty() {
        return (Vec::new(), 0);
    }
    let needs: Vec<Said<'_>> = seekers.iter().flat_map(|&seeker| said(book, seeker, false)).collect();
    let mut helpers = suggested(Group::Offering);
    // Those best in touch are the easiest to ask.
    helpers.sort_by_key(|&helper| (std::cmp::Reverse(book.contacts[helper as usize].last()), helper));
    let offers: Vec<Said<'_>> = helpers.par_iter().flat_map_iter(|&helper| said(book, helper, true)).collect();
    let mut holding: FastMap<&str, Vec<u32>> = FastMap::default();
    for (at, offer) in (0..).zip(&offers) {
        for word in &offer.words {
            let holders = holding.entry(word).or_default();
            if holders.len() < LOOKED_AT {
                holders.push(at);
            }
        }
    }
    let mut pairs: Vec<Pair<'_>> = Vec::new();
    let mut known: FastMap<(u32, u32), bool> = FastMap::default();
    for of_one in needs.chunk_by(|one, other| one.contact == other.contact) {
        pairs.extend(of_one.iter().filter_map(|need| pair(book, need, &offers, &holding, &mut known)).max_by(|one, other| {
            // The last of equals would be taken: the first need written goes first.
            one.weight.total_cmp(&other.weight).then(std::cmp::Ordering::Greater)
        }));
    }
    pairs.sort_by(|one, other| other.weight.total_cmp(&one.weight).then(one.need.contact.cmp(&other.need.contact)));
    // Whoever could help several is asked for one of them first.
    let mut helpers: FastSet<u32> = FastSet::default();
    let (first, again): (Vec<Pair<'_>>, Vec<Pair<'_>>) = pairs.into_iter().partition(|pair| helpers.insert(pair.offer.contact));
    let pairs: Vec<Pair<'_>> = first.into_iter().chain(again).collect();
    let all = pairs.len();
    (pairs.iter().take(most).map(|pair| suggestion(book, pair)).collect(), all)
}

/// The best for one need who does not know them yet; `known` remembers who of two know each other.
fn pair<'b>(
    book: &Book,
    need: &'b Said<'b>,
    offers: &'b [Said<'b>],
    holding: &FastMap<&str, Vec<u32>>,
    known: &mut FastMap<(u32, u32), bool>,
) -> Option<Pair<'b>> {
    let mut seen: FastSet<u32> = FastSet::default();
    let mut found: Vec<Pair<'b>> = Vec::new();
    for &at in need.words.iter().filter_map(|word| holding.get(word.as_str())).flatten() {
        let Some(offer) = offers.get(at as usize).filter(|offer| offer.contact != need.contact && seen.insert(at)) else { continue };
        let shared = need.words.intersection(&offer.words).count();
        found.push(Pair { need, offer, weight: shared as f64 + if offer.offered { 0.5 } else { 0.0 } });
    }
    // The sort is stable: of equals whoever is best in touch.
    found.sort_by(|one, other| other.weight.total_cmp(&one.weight));
    let mut are_strangers = |one: u32, other: u32| !*known.entry((one, other)).or_insert_with(|| know_each_other(book, one, other));
    found.into_iter().take(TRIED).find(|pair| are_strangers(pair.need.contact, pair.offer.contact))
}

fn suggestion(book: &Book, pair: &Pair<'_>) -> Row {
    let name = |contact: u32| book.name(&book.contacts[contact as usize]);
    let (need, offer) = (pair.need, pair.offer);
    let text = phrases::ledger::introduce(name(need.contact), need.text, name(offer.contact), offer.text, offer.offered);
    let mut row = row(need.contact, vec![Reason { code: "introduce", text, weight: pair.weight }]);
    row.others.push(offer.contact);
    row
}

/// The two notes a suggestion rests on, with their lines; and what to take care of with the second person.
pub fn tell(book: &Book, row: &mut Row, other: u32) {
    let (one, other) = (&book.contacts[row.contact as usize], &book.contacts[other as usize]);
    let said = row.reasons.first().map(|reason| reason.text.clone()).unwrap_or_default();
    let needs = line(book, one.note, &[Key::Needs], &said);
    row.place = Some((one.note, needs));
    let offers = line(book, other.note, &[Key::Offers, Key::Interests], &said);
    row.other_place = Some((other.note, offers));
    let cautions = say::cautions(book, other);
    if !cautions.is_empty() {
        row.say = vec![phrases::ledger::care(book.name(other), &cautions.join("; "))];
    }
}

/// The line of the first of these keys whose words are said, else of the first that a note has.
fn line(book: &Book, note: u32, keys: &[Key], said: &str) -> u32 {
    let note = book.note(note);
    let fields = note.fields();
    let all = || keys.iter().flat_map(|&key| fields.all(key));
    let is_said = |field: &&Field| {
        let texts = values::leaves(&field.value);
        texts.iter().flat_map(|text| text.split([',', ';'])).any(|text| !text.trim().is_empty() && said.contains(text.trim()))
    };
    all().find(is_said).or_else(|| all().next()).map_or(1, |field| field.row)
}

/// What somebody looks for, or (`offers`) offers and is interested in, each part with its words.
fn said(book: &Book, index: u32, offers: bool) -> Vec<Said<'_>> {
    let person = book.person(&book.contacts[index as usize]);
    let part = |text: &'_ str, offered: bool| {
        let words = words_of(text);
        (!words.is_empty()).then_some((words, offered))
    };
    let lists: [(&[String], bool); 2] =
        if offers { [(&person.offers, true), (&person.interests, false)] } else { [(&person.needs, false), (&[], false)] };
    let mut all = Vec::new();
    for (texts, offered) in lists {
        for text in texts.iter().flat_map(|text| text.split([',', ';'])).map(str::trim) {
            all.extend(part(text, offered).map(|(words, offered)| Said { contact: index, text, offered, words }));
        }
    }
    all.truncate(MOST);
    all
}

/// The words that count, without endings.
fn words_of(text: &str) -> BTreeSet<String> {
    let folded = fold::loose(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 2 || !word.is_ascii());
    words.map(root).filter(|root| !root.is_empty() && !STOP.contains(&root.as_str())).collect()
}

/// A word without the endings of plural and `-ing`, and without an `e` left at the end: `lessons`, `classes`, `climbing`, `dance`.
fn root(word: &str) -> String {
    let long = |rest: &str| rest.chars().count() > 2 && rest.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    let mut root = word.to_owned();
    if let Some(rest) = root.strip_suffix("ies").filter(|rest| long(rest)) {
        root = format!("{rest}y");
    } else if let Some(rest) = root.strip_suffix("es").filter(|rest| long(rest) && rest.ends_with(['x', 's', 'h'])) {
        root = rest.to_owned();
    } else if let Some(rest) = root.strip_suffix('s').filter(|rest| long(rest) && !rest.ends_with(['s', 'u'])) {
        root = rest.to_owned();
    }
    if let Some(rest) = root.strip_suffix("ing").filter(|rest| long(rest)) {
        let mut end = rest.chars().rev();
        // `running`: the doubled letter goes too.
        let doubled = end.next().is_some_and(|last| end.next() == Some(last) && !matches!(last, 'l' | 's' | 'z'));
        root = rest.get(..rest.len() - usize::from(doubled)).unwrap_or(rest).to_owned();
    }
    if let Some(rest) = root.strip_suffix('e').filter(|rest| long(rest)) {
        root = rest.to_owned();
    }
    root
}

/// Whether two people know each other, as far as their notes tell: one household or company, introduced, or one's note names the other.
fn know_each_other(book: &Book, one: u32, other: u32) -> bool {
    let (one, other) = (&book.contacts[one as usize], &book.contacts[other as usize]);
    let household = one.core.household != 0 && one.core.household == other.core.household;
    let companies: FastSet<String> = book.person(one).companies.iter().map(|name| fold::name(name)).collect();
    let company = book.person(other).companies.iter().any(|name| companies.contains(&fold::name(name)));
    household || company || names(book, one, other) || names(book, other, one) || introduced(book, one, other)
}

/// Whether what is noted of `one` names `other`.
fn names(book: &Book, one: &Contact, other: &Contact) -> bool {
    let person = book.person(one);
    let is_other = |name: &String| match book.link(name, one.note) {
        Target::Nowhere => book.names().person(name, book) == Target::Note(other.note),
        target => target == Target::Note(other.note),
    };
    let entries = || {
        let counted = book.interactions(other).iter().map(|one| one.place.note);
        counted.chain(book.seen(other).iter().map(|seen| seen.place.note)).any(|note| note == one.note)
    };
    person.introduced_by.iter().chain(&person.knows).any(is_other) || entries()
}

/// Whether one line introduces the two.
fn introduced(book: &Book, one: &Contact, other: &Contact) -> bool {
    let lines = |contact: &'_ Contact| -> FastSet<(u32, u32)> {
        let marked = book.marked(contact).iter().filter(|one| matches!(one.signed.sign, Sign::Introduced | Sign::IntroducedMe));
        marked.map(|one| (one.place.note, one.place.row)).collect()
    };
    !lines(one).is_disjoint(&lines(other))
}

#[cfg(test)]
mod tests {
    use super::{STOP, root, words_of};

    #[test]
    fn endings_go_and_words_that_say_nothing() {
        for (one, other) in [
            ("a climbing partner", "climb partner"),
            ("dance classes", "dancing class"),
            ("running", "runs"),
            ("hobbies", "a hobby"),
            ("letterpress printing", "letterpress prints"),
        ] {
            assert_eq!(words_of(one), words_of(other), "{one}");
        }
        assert!(words_of("help with the new things").is_empty());
        // The list holds roots, each as it is compared.
        for word in STOP {
            assert_eq!(root(word), word);
        }
    }
}
