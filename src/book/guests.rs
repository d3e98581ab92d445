//! Who was at an event, as its note names them: contacts, people who have no note yet, and names that could be several people's; with
//! the line that tells something of each. Guesses at nothing, and reads no text.

use crate::base::fold;
use crate::book::finds::Place;
use crate::book::keys::{Key, Sorted};
use crate::book::names::{Names, Target};
use crate::book::{Book, Note, events, file_name, folder, standing, without_extension};
use crate::facts::{Line, Link, NoteFacts};
use crate::note::body;
use crate::note::link::LinkKind;

/// Somebody an event's note names.
#[derive(Clone, PartialEq, Debug)]
pub struct Guest {
    /// Who.
    pub who: Who,
    /// The source line that names them first.
    pub row: u32,
    /// The first line of the body that links them and says something more.
    pub noted: Option<Place>,
}

/// Whom a name at an event means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Who {
    /// The contact with this note.
    Contact(u32),
    /// Nobody yet.
    Nobody(Newcomer),
    /// One of several contacts.
    Unclear(String, Vec<u32>),
}

/// Somebody who has no note.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Newcomer {
    /// The name as written.
    pub name: String,
    /// The folder that a link to them names.
    pub folder: String,
}

impl Newcomer {
    fn named(text: &str, link: bool) -> Newcomer {
        if !link {
            return Newcomer { name: text.trim().to_owned(), folder: String::new() };
        }
        let bare = without_extension(text.split('#').next().unwrap_or(text).trim());
        Newcomer { name: file_name(bare).trim().to_owned(), folder: folder(bare.trim_start_matches('/')).to_owned() }
    }
}

/// Those an event's note names, in its order: by its keys, under a heading such as *Met*, and without any key anywhere. The owner, notes that
/// are no contact's, and links elsewhere are left out. `names` are at least those the note asks for.
pub fn of(book: &Book, names: &Names, event: u32) -> Vec<Guest> {
    let note = book.note(event);
    let fields = note.fields();
    let people = events::people(note, &fields);
    let mut guests: Vec<Guest> = Vec::new();
    for attendee in &people {
        let text = &attendee.named.text;
        let target = if attendee.named.link { names.link(text, event, book) } else { names.person(text, book) };
        add(book, &mut guests, target, (text, attendee.named.link), attendee.row);
    }
    let facts = &note.facts;
    let links = || plain_links(note, &fields);
    for (line, link) in links() {
        let is_met = facts.ancestors(line).any(|(_, above)| standing::is_named(facts, above, &book.rules.met));
        let target = names.link(&link.target, event, book);
        if is_met || people.is_empty() && matches!(target, Target::Note(_) | Target::Ambiguous(_)) {
            add(book, &mut guests, target, (&link.target, true), line.row);
        }
    }
    for (line, link) in links().filter(|(line, _)| line.task.is_none() && says_something(facts, line)) {
        let who = who(book, names.link(&link.target, event, book), (&link.target, true));
        if let Some(guest) = guests.iter_mut().find(|guest| guest.noted.is_none() && Some(&guest.who) == who.as_ref()) {
            guest.noted = Some(Place { note: event, row: line.row, at: line.start, words: line.text });
        }
    }
    guests
}

/// The links of the body that count, each with its line; those of a people field are read with the keys.
fn plain_links<'n>(note: &'n Note, fields: &'n Sorted<'n>) -> impl Iterator<Item = (&'n Line, &'n Link)> {
    let facts = &note.facts;
    let is_named = |line: u32| fields.all(Key::Attendees).any(|field| field.line == line);
    let links = facts.links.iter().filter(|link| link.kind != LinkKind::Embed && link.place == body::Place::Plain && link.when.is_none());
    let links = links.filter(move |link| !is_named(link.line)).filter_map(|link| Some((facts.line(link.line)?, link)));
    links.filter(|(line, _)| line.place == body::Place::Plain)
}

/// Whether there is more in a line than a link: words, or lines below it.
fn says_something(facts: &NoteFacts, line: &Line) -> bool {
    line.end > line.text.end || facts.lead(line).contains(char::is_alphanumeric)
}

/// Whom a text means, as it leads somewhere; with the text whether it is a link's target.
fn who(book: &Book, target: Target, (text, link): (&str, bool)) -> Option<Who> {
    Some(match target {
        Target::Note(note) if book.contact_index(note).is_some() => Who::Contact(note),
        Target::Note(_) => return None,
        Target::Nowhere => Who::Nobody(Newcomer::named(text, link)),
        Target::Ambiguous(people) => Who::Unclear(Newcomer::named(text, link).name, people),
    })
}

fn add(book: &Book, guests: &mut Vec<Guest>, target: Target, text: (&str, bool), row: u32) {
    let Some(who) = who(book, target, text) else { return };
    let is_same = |known: &Who| match (known, &who) {
        (Who::Nobody(known), Who::Nobody(new)) => fold::name(&known.name) == fold::name(&new.name),
        (known, new) => known == new,
    };
    let is_empty = matches!(&who, Who::Nobody(newcomer) if newcomer.name.is_empty());
    if !is_empty && !guests.iter().any(|guest| is_same(&guest.who)) {
        guests.push(Guest { who, row, noted: None });
    }
}
