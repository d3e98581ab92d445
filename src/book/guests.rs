//! Who was at an event, as its note names them: contacts, people who have no note yet, and names that could be several people's; with
//! the line that tells something of each. Guesses at nothing, and reads no text.

use crate::base::fold;
use crate::base::hash::FastMap;
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
    /// Whether an address is all there is: nothing to call somebody by.
    pub fn is_address(&self) -> bool {
        self.name.contains('@')
    }

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
    let mut list = List::default();
    for attendee in &people {
        let text = &attendee.named.text;
        let target = if attendee.named.link { names.link(text, event, book) } else { names.person(text, book) };
        list.add(book, target, (text, attendee.named.link), attendee.row);
    }
    let facts = &note.facts;
    let links = || plain_links(note, &fields);
    for (line, link) in links() {
        let is_met = facts.ancestors(line).any(|(_, above)| standing::is_named(facts, above, &book.rules.met));
        let target = names.link(&link.target, event, book);
        if is_met || people.is_empty() && matches!(target, Target::Note(_) | Target::Ambiguous(_)) {
            list.add(book, target, (&link.target, true), line.row);
        }
    }
    for (line, link) in links().filter(|(line, _)| line.task.is_none() && says_something(facts, line)) {
        let Some(who) = who(book, names.link(&link.target, event, book), (&link.target, true)) else { continue };
        if let Some(guest) = list.find(&who).filter(|guest| guest.noted.is_none()) {
            guest.noted = Some(Place { note: event, row: line.row, at: line.start, words: line.text });
        }
    }
    list.guests
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

/// Those met so far, each once, and where they stand among them.
#[derive(Default)]
struct List {
    guests: Vec<Guest>,
    known: FastMap<String, usize>,
}

impl List {
    fn add(&mut self, book: &Book, target: Target, text: (&str, bool), row: u32) {
        let Some(who) = who(book, target, text) else { return };
        if matches!(&who, Who::Nobody(newcomer) if newcomer.name.is_empty()) {
            return;
        }
        let guests = &mut self.guests;
        self.known.entry(key(&who)).or_insert_with(|| {
            guests.push(Guest { who, row, noted: None });
            guests.len() - 1
        });
    }

    fn find(&mut self, who: &Who) -> Option<&mut Guest> {
        let at = *self.known.get(&key(who))?;
        self.guests.get_mut(at)
    }
}

/// What is the same for the same person.
fn key(who: &Who) -> String {
    match who {
        Who::Contact(note) => format!("={note}"),
        Who::Nobody(newcomer) => fold::name(&newcomer.name),
        Who::Unclear(name, people) => format!("?{name}{people:?}"),
    }
}
