//! All facts joined with the settings and the as-of date: who each link means, last contact with its provenance, due date, status,
//! promises. The only place where anything is derived across files.

use std::sync::{Arc, OnceLock};

use crate::base::date::Date;
use crate::config::Config;
use crate::facts::NoteFacts;

pub mod build;
pub mod contact;
pub mod events;
pub mod finds;
pub mod graph;
pub mod guests;
pub mod history;
pub mod keys;
pub mod kind;
pub mod lazy;
pub mod ledger;
mod marked;
pub mod names;
pub mod nearest;
mod others;
pub mod owed;
mod own;
mod promised;
pub mod promises;
pub mod rhythm;
pub mod rules;
pub mod standing;
pub mod state;
pub mod status;
pub mod tension;
pub mod values;

use contact::{Contact, Holding, Person};
use finds::{Interaction, Marked, Seen};
use kind::NoteKind;
use lazy::{Contacts, Few, Known, Promises};
use names::Names;
use promises::Promise;
use rules::Rules;
use state::State;

/// One note of the vault: where it is, what it says and what it is.
#[derive(Clone)]
pub struct Note {
    /// The path from the root, with `/`.
    pub path: String,
    /// What it says.
    pub facts: NoteFacts,
    /// What it is.
    pub kind: NoteKind,
    order: keys::Order,
}

impl Note {
    /// Its fields by standard key.
    pub fn fields(&self) -> keys::Sorted<'_> {
        self.order.of(&self.facts)
    }

    /// The file name without its extension.
    pub fn stem(&self) -> &str {
        stem(&self.path)
    }

    /// The folder, without a trailing slash; empty for the root.
    pub fn folder(&self) -> &str {
        folder(&self.path)
    }
}

impl Default for Note {
    fn default() -> Note {
        Note { path: String::new(), facts: NoteFacts::default(), kind: NoteKind::Plain, order: keys::Order::default() }
    }
}

/// The folder of a path, without a trailing slash; empty for the root.
pub fn folder(path: &str) -> &str {
    memchr::memrchr(b'/', path.as_bytes()).and_then(|slash| path.get(..slash)).unwrap_or("")
}

/// The file name of a path without folders and extension.
pub fn stem(path: &str) -> &str {
    without_extension(file_name(path))
}

/// What stands behind the last slash.
pub fn file_name(path: &str) -> &str {
    memchr::memrchr(b'/', path.as_bytes()).and_then(|slash| path.get(slash + 1..)).unwrap_or(path)
}

/// A path without `.md` or `.markdown`.
pub fn without_extension(path: &str) -> &str {
    for extension in [".md", ".markdown"] {
        if let Some(at) = path.len().checked_sub(extension.len())
            && path.get(at..).is_some_and(|end| end.eq_ignore_ascii_case(extension))
        {
            return &path[..at];
        }
    }
    path
}

/// Reads a note's facts when they are asked for; nothing when it can no longer be read.
pub type Loader = Box<dyn Fn(&str) -> NoteFacts + Send + Sync>;

/// Everything known, on one day. Notes are numbered in the order of their paths, contacts in the order of their names.
pub struct Book {
    /// The day the question is asked for.
    pub as_of: Date,
    /// The settings.
    pub config: Config,
    /// The settings, made ready for use.
    pub rules: Rules,
    /// The owner's own note, or `u32::MAX`.
    pub owner: u32,
    /// All contacts but the owner, sorted by name, then path.
    pub contacts: Contacts,
    /// The open promises, sorted by path and line.
    pub promises: Promises,
    all_promises: OnceLock<Vec<Promise>>,
    state: Arc<State>,
    known: Arc<Known>,
    opened: Few<Note>,
    /// What is told of the few contacts it is asked of, by note.
    told: Few<contact::Told>,
    promised: Few<Vec<Promise>>,
    /// What stands where no note is.
    nothing: Box<Note>,
    unknown: Box<contact::Told>,
    names: OnceLock<Names>,
    loader: Loader,
}

const NO_CONTACT: u32 = u32::MAX;

impl Book {
    /// How many notes there are.
    pub fn notes(&self) -> u32 {
        self.state.order.len() as u32
    }

    /// All notes by their numbers.
    pub fn all(&self) -> impl Iterator<Item = u32> + use<> {
        0..self.notes()
    }

    fn slot(&self, note: u32) -> u32 {
        self.state.order.get(note as usize).copied().unwrap_or(u32::MAX)
    }

    /// The slot of a note in the state this book was read from: its number for the search index.
    pub fn slot_of(&self, note: u32) -> u32 {
        self.slot(note)
    }

    /// The note in a slot of the state.
    pub fn note_in(&self, slot: u32) -> Option<u32> {
        self.known.rank.get(slot as usize).copied().filter(|&note| note != u32::MAX)
    }

    /// The state this book was read from.
    pub fn state(&self) -> &Arc<State> {
        &self.state
    }

    /// The path of a note from the root, with `/`.
    pub fn path(&self, note: u32) -> &str {
        self.state.path_of(self.slot(note))
    }

    /// The file name of a note without its extension.
    pub fn stem(&self, note: u32) -> &str {
        stem(self.path(note))
    }

    /// What a note is.
    pub fn kind(&self, note: u32) -> NoteKind {
        self.state.kind_of(self.slot(note))
    }

    /// The note at a path.
    pub fn note_at(&self, path: &str) -> Option<u32> {
        self.state.order.binary_search_by(|&slot| self.state.path_of(slot).cmp(path)).ok().map(|at| at as u32)
    }

    /// A note with its facts, which are read when they are first asked for.
    pub fn note(&self, note: u32) -> &Note {
        let read = || {
            let path = self.path(note).to_owned();
            let facts = (self.loader)(&path);
            let order = self.rules.keys.order(&facts);
            Note { kind: self.kind(note), path, facts, order }
        };
        self.opened.get(note, read).unwrap_or(&self.nothing)
    }

    /// Reads the facts of all notes, in parallel, for a question that asks them all.
    pub fn open_all(&self) {
        use rayon::iter::{IntoParallelIterator, ParallelIterator};
        (0..self.notes()).into_par_iter().for_each(|note| {
            self.note(note);
        });
    }

    /// The contact whose note has this number: an index of [`Book::contacts`]; `None` for the owner's own note too.
    pub fn contact_index(&self, note: u32) -> Option<u32> {
        self.known.contact_of.get(note as usize).copied().filter(|&contact| contact != NO_CONTACT)
    }

    /// The contact whose note has this number.
    pub fn contact_of(&self, note: u32) -> Option<&Contact> {
        self.contact_index(note).map(|contact| &self.contacts[contact as usize])
    }

    /// A contact by its index, to say who it is and what was found for them: its promises are not counted, nor what a household shares.
    pub fn contact_in_short(&self, index: u32) -> Option<&Contact> {
        self.contacts.in_short(index)
    }

    /// The name of a contact, without reading the rest of what its note says.
    pub fn name<'b>(&'b self, contact: &Contact) -> &'b str {
        self.state.name_of(self.slot(contact.note))
    }

    /// What the note of a contact says of the person.
    pub fn person<'b>(&'b self, contact: &'b Contact) -> &'b Person {
        &self.told(contact).person
    }

    /// What a contact is called: name and aliases; nothing for other notes. Read without being kept.
    pub fn called(&self, note: u32) -> Vec<String> {
        match self.contact_index(note) {
            Some(_) => {
                let person = build::person(self, note);
                std::iter::once(person.name).chain(person.aliases).collect()
            }
            None => Vec::new(),
        }
    }

    /// The same of all contacts, by slot, a zero byte between the names.
    pub fn all_called(&self) -> Vec<Box<str>> {
        self.state.all_called()
    }

    /// All interactions up to the as-of date, newest first; one day may stand several times, once for each place.
    pub fn interactions<'b>(&'b self, contact: &'b Contact) -> &'b [Interaction] {
        &self.told(contact).interactions
    }

    /// Interactions after the as-of date, soonest first.
    pub fn planned<'b>(&'b self, contact: &'b Contact) -> &'b [Interaction] {
        &self.told(contact).planned
    }

    /// The days after the as-of date, up to another, for which something is planned, soonest first; told without reading where they are written.
    pub fn planned_days(&self, contact: &Contact, until: Date) -> Vec<Date> {
        build::planned_days(&self.state, self.slot(contact.note), self.as_of, until)
    }

    /// Dates seen and not counted, newest first.
    pub fn seen<'b>(&'b self, contact: &'b Contact) -> &'b [Seen] {
        &self.told(contact).seen
    }

    /// The marked entries up to the as-of date, newest first.
    pub fn marked<'b>(&'b self, contact: &'b Contact) -> &'b [Marked] {
        &self.told(contact).marked
    }

    /// The events since a day that name people who have no note: their notes and days, the latest first.
    pub fn newcomers(&self, since: Date) -> Vec<(u32, Date)> {
        let recent = self.state.newcomers.iter().filter(|(_, day)| (since..=self.as_of).contains(day));
        let mut found: Vec<(u32, Date)> = recent.filter_map(|&(slot, day)| Some((self.note_in(slot)?, day))).collect();
        found.sort_by_key(|&(note, day)| (std::cmp::Reverse(day), note));
        found
    }

    /// The interactions on the day of the last contact.
    pub fn last_places<'b>(&'b self, contact: &'b Contact) -> &'b [Interaction] {
        let interactions = self.interactions(contact);
        let count = interactions.iter().take_while(|interaction| Some(interaction.date) == contact.last()).count();
        interactions.get(..count).unwrap_or_default()
    }

    /// The channel of the last contact: the first of its places that names one, the person's own note first.
    pub fn last_channel(&self, contact: &Contact) -> Option<u16> {
        self.told(contact).last_channel(contact.last())
    }

    /// The cadence that holds, with its text.
    pub fn holding(&self, contact: &Contact) -> Option<Holding> {
        contact.core.cadence()?;
        contact::holding(self.person(contact), folder(self.path(contact.note)), &self.rules)
    }

    fn told(&self, contact: &Contact) -> &contact::Told {
        self.told.get(contact.note, || build::told(self, contact.note)).unwrap_or(&self.unknown)
    }

    /// The open promises in short, in no order.
    pub fn owed(&self) -> &owed::AllOwed {
        self.known.owed()
    }

    /// The open promises that stand in a note, by line; read when they are first asked for.
    pub fn promises_in(&self, note: u32) -> &[Promise] {
        let read = || {
            let mut all = Vec::new();
            match build::add_promises(&self.state, self.slot(note), &self.known.rank, self.as_of, false, &mut all) {
                Ok(()) => all,
                Err(build::Unreadable) => Vec::new(),
            }
        };
        self.promised.get(note, read).map_or(&[], Vec::as_slice)
    }

    /// All promises, the kept, cancelled and moved ones too, sorted by path and line.
    pub fn all_promises(&self) -> &[Promise] {
        // The open ones have been read from the same bytes.
        self.all_promises.get_or_init(|| build::promises(&self.state, &self.known.rank, self.as_of, true))
    }

    /// Where a link in a note leads.
    pub fn link(&self, target: &str, from: u32) -> names::Target {
        self.names().link(target, from, self)
    }

    /// Who carries one of the names that some notes ask for: as good as all names for their links and people, and gathered sooner.
    pub fn names_asked(&self, notes: &[u32]) -> Names {
        let wanted = notes.iter().map(|&note| self.note(note)).flat_map(|note| state::body::asked(note, &note.fields())).collect();
        self.state.names_among(&wanted, &|slot| self.known.rank.get(slot as usize).copied().unwrap_or(u32::MAX))
    }

    /// What those are called for whom a date was found in some notes: enough to find them there, and not to tell them from others whose
    /// name is the same.
    pub fn names_found(&self, notes: &[u32]) -> Names {
        let slots: Vec<u32> = notes.iter().map(|&note| self.slot(note)).collect();
        self.state.names_found(&slots, &|slot| self.known.rank.get(slot as usize).copied().unwrap_or(u32::MAX))
    }

    /// Who is called what.
    pub fn names(&self) -> &Names {
        self.names.get_or_init(|| self.state.all_names(&|slot| self.known.rank.get(slot as usize).copied().unwrap_or(u32::MAX)))
    }
}

impl names::Shelf for Book {
    fn path(&self, note: u32) -> &str {
        Book::path(self, note)
    }

    fn is_contact(&self, note: u32) -> bool {
        self.kind(note) == NoteKind::Contact
    }
}
