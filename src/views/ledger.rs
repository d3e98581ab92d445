//! What was given and received, with dates and places; and introductions, with how they went on.

use std::cmp::Ordering;

use crate::base::date::Date;
use crate::base::fold;
use crate::book::Book;
use crate::book::contact::Contact;
use crate::book::finds::{Marked, Sign};
use crate::book::graph::{Bond, Graph, GroupKind, NOBODY, Tie};
use crate::book::keys::Key;
use crate::book::kind::NoteKind;
use crate::book::ledger::{self, Ledger, More};
use crate::views::report::{Texts, say};
use crate::views::words;

/// One thing given or received.
pub struct Thing {
    /// What it is, when, and where it is written.
    pub marked: Marked,
    /// Whether I gave it.
    pub mine: bool,
    /// Whether it still counts: within the last two years.
    pub counts: bool,
    /// The words of the entry.
    pub text: String,
}

/// An introduction that concerns two contacts.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Introduction {
    /// Of one I made: one of the two. Of one I was given: who introduced me.
    pub one: u32,
    /// Of one I made: the other. Of one I was given: to whom. [`NOBODY`] when they have no note.
    pub other: u32,
    /// Whether it can be told who of the two introduced me.
    pub sure: bool,
    /// Whether I made it.
    pub mine: bool,
    /// The day, when it is known.
    pub date: Option<Date>,
    /// The note, and the line, 0 for front matter.
    pub place: Option<(u32, u32)>,
    /// The last day of what came of it: of one I made the two noted together, of one I was given contact with the person.
    pub since: Option<Date>,
}

/// The answer: of one contact, or of everyone.
pub struct Answer {
    /// Whether it is of one contact.
    pub of_one: bool,
    /// The contacts with their sums: the one, or those with whom most went one way, those who gave more first, the even ones last.
    pub contacts: Vec<(u32, Ledger)>,
    /// What was given and received with the one, newest first.
    pub things: Vec<Thing>,
    /// The introductions, newest first.
    pub introductions: Vec<Introduction>,
}

/// What was given and received with one contact.
pub fn of_one(book: &Book, texts: Texts<'_>, graph: &Graph, index: u32) -> Answer {
    let contact = &book.contacts[index as usize];
    let things = of(book, contact).into_iter().map(|marked| Thing {
        marked: *marked,
        mine: ledger::is_mine(marked.signed.sign) == Some(true),
        counts: marked.signed.date.days_until(book.as_of) <= ledger::WITHIN,
        text: text(book, texts, marked),
    });
    let introductions = introductions(book, graph).into_iter().filter(|one| one.one == index || one.other == index);
    Answer {
        of_one: true,
        contacts: vec![(index, ledger::of(contact, book.as_of))],
        things: things.collect(),
        introductions: introductions.map(|one| placed(book, one)).collect(),
    }
}

/// Those with whom the most more went one way than the other, `limit` each way; and as many introductions.
pub fn of_all(book: &Book, graph: &Graph, limit: usize) -> Answer {
    let all = (0..).zip(&book.contacts).filter(|(_, contact)| !contact.signs.is_empty());
    let mut all: Vec<(u32, Ledger)> = all.map(|(index, contact)| (index, ledger::of(contact, book.as_of))).collect();
    all.retain(|(_, ledger)| !ledger.is_empty());
    all.sort_by(|(one, first), (other, second)| second.balance.total_cmp(&first.balance).then(one.cmp(other)));
    let theirs = all.iter().filter(|(_, ledger)| ledger.more() == More::Theirs).take(limit);
    let mine = all.iter().rev().filter(|(_, ledger)| ledger.more() == More::Mine).take(limit);
    let even = all.iter().filter(|(_, ledger)| ledger.more() == More::Even).take(limit);
    let contacts = theirs.chain(mine).chain(even).copied().collect();
    let mut introductions = introductions(book, graph);
    introductions.truncate(limit);
    let introductions = introductions.into_iter().map(|one| placed(book, one)).collect();
    Answer { of_one: false, contacts, things: Vec::new(), introductions }
}

/// With the line of front matter, which is looked up in the note.
fn placed(book: &Book, one: Introduction) -> Introduction {
    Introduction { place: one.place.map(|place| at(book, place, "introducedby")), ..one }
}

/// The place of a tie with its line: of front matter the line of the key, folded as given, looked up in the note.
pub fn at(book: &Book, (note, row): (u32, u32), key: &str) -> (u32, u32) {
    if row > 0 || book.kind(note) != NoteKind::Contact {
        return (note, row);
    }
    let note_of = book.note(note);
    let fields = note_of.fields();
    let field = [Key::HowMet, Key::Knows].into_iter().flat_map(|key| fields.all(key)).find(|field| fold::key(&field.key) == key);
    (note, field.map_or(0, |field| field.row))
}

/// The entries that say something was given, newest first; the same sign of one day once, in the person's own note if it stands there.
pub fn of<'b>(book: &'b Book, contact: &'b Contact) -> Vec<&'b Marked> {
    let mut given: Vec<&Marked> = book.marked(contact).iter().filter(|one| ledger::is_mine(one.signed.sign).is_some()).collect();
    given.sort_by_key(|one| (std::cmp::Reverse(one.signed.date), one.signed.sign, one.place.note != contact.note));
    given.dedup_by_key(|one| (one.signed.date, one.signed.sign));
    given
}

/// The words of an entry, without its marks.
pub fn text(book: &Book, texts: Texts<'_>, marked: &Marked) -> String {
    say::without_marks(book, &words::of_place(book, texts, &marked.place))
}

/// All introductions, newest first, those without a day last.
pub fn introductions(book: &Book, graph: &Graph) -> Vec<Introduction> {
    let mut all: Vec<Introduction> = graph.ties.iter().filter_map(|tie| introduction(book, graph, tie)).collect();
    all.extend((0..).zip(&book.contacts).flat_map(|(index, contact)| alone(book, graph, index, contact)));
    all.sort_by(|one, other| {
        match (one.date, other.date) {
            (Some(one), Some(other)) => other.cmp(&one),
            (one, other) => other.is_some().cmp(&one.is_some()),
        }
        .then_with(|| (one.one, one.other, one.place).cmp(&(other.one, other.other, other.place)))
    });
    all
}

fn introduction(book: &Book, graph: &Graph, tie: &Tie) -> Option<Introduction> {
    let (one, other) = match tie.bond {
        Bond::Introduced => (tie.one, tie.other),
        Bond::IntroducedMe if tie.from == tie.other => (tie.other, tie.one),
        Bond::IntroducedMe => (tie.one, tie.other),
        _ => return None,
    };
    let mine = tie.bond == Bond::Introduced;
    let since = if mine { last_together(graph, tie) } else { last_since(book, other, tie.date) };
    Some(Introduction { one, other, sure: mine || tie.from != NOBODY, mine, date: tie.date, place: tie.place, since })
}

/// Introductions noted with one contact and nobody else who has a note.
fn alone(book: &Book, graph: &Graph, index: u32, contact: &Contact) -> Vec<Introduction> {
    let signs = |sign: Sign| matches!(sign, Sign::Introduced | Sign::IntroducedMe);
    if !contact.signs.iter().any(|signed| signs(signed.sign)) {
        return Vec::new();
    }
    let introduced = graph.ties_of(index).filter(|tie| matches!(tie.bond, Bond::Introduced | Bond::IntroducedMe));
    let told: Vec<(u32, u32)> = introduced.filter_map(|tie| tie.place).collect();
    let lonely = of(book, contact).into_iter().filter(|one| signs(one.signed.sign) && !told.contains(&(one.place.note, one.place.row)));
    lonely
        .map(|one| Introduction {
            one: index,
            other: NOBODY,
            sure: true,
            mine: one.signed.sign == Sign::Introduced,
            date: Some(one.signed.date),
            place: Some((one.place.note, one.place.row)),
            since: None,
        })
        .collect()
}

/// The last day two people were noted together after I introduced them.
fn last_together(graph: &Graph, tie: &Tie) -> Option<Date> {
    let after = |date: &Date| tie.date.is_none_or(|introduced| *date > introduced);
    let ties = graph.between(tie.one, tie.other);
    let dates = ties.iter().filter(|one| matches!(one.bond, Bond::Named | Bond::Event)).filter_map(|one| one.date);
    dates.filter(after).max_by(Ord::cmp)
}

/// The last contact with somebody I was introduced to, when it came after that.
fn last_since(book: &Book, person: u32, introduced: Option<Date>) -> Option<Date> {
    let last = book.contacts.get(person as usize)?.last()?;
    match introduced.map(|introduced| last.cmp(&introduced)) {
        Some(Ordering::Less | Ordering::Equal) => None,
        _ => Some(last),
    }
}

/// The title of a group: a company's name, or an event's.
pub fn title(book: &Book, graph: &Graph, group: u32) -> String {
    match graph.groups.get(group as usize).map(|group| &group.kind) {
        Some(GroupKind::Company(name, _)) => name.to_string(),
        Some(GroupKind::Event(note, _)) => words::title(book, *note),
        None => String::new(),
    }
}
