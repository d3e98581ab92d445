//! One note by itself: what it is and whom it is about, before it is joined with the others. Those of very many notes are held at once:
//! what is not asked for meanwhile is packed.

use crate::base::diagnostic::Problem;
use crate::base::fold;
use crate::base::stamp::Stamp;
use crate::book::Note;
use crate::book::contact::{self, Person};
use crate::book::keys::{Key, Order};
use crate::book::kind::{self, NoteKind};
use crate::book::names::{self, Called};
use crate::book::rules::Rules;
use crate::book::state::codec::Get;
use crate::book::state::core::Core;
use crate::book::state::{Piece, Row, body};
use crate::config::Config;
use crate::facts::{NoteFacts, packed};

/// One note by itself.
pub struct Draft {
    /// The path from the root.
    pub path: String,
    /// What it is.
    pub kind: NoteKind,
    order: Order,
    /// What it says; nothing while that is packed.
    facts: Option<Box<NoteFacts>>,
    problems: Vec<Problem>,
    pub(super) carried: Carried,
    /// The file's stamp when it was read.
    pub stamp: Stamp,
    /// A hash of its bytes.
    pub hash: u64,
}

/// What a note brings whatever the others say.
#[derive(Clone)]
pub(super) struct Carried {
    pub called: Called,
    /// Why it could not be read, and whether its bytes are no text.
    pub trouble: Option<Box<(String, bool)>>,
    /// Of a contact the core and the person, as they will be kept; then the facts while they are packed.
    bytes: Box<[u8]>,
    person: u32,
    facts: u32,
}

impl Carried {
    /// The core of a contact; empty for other notes.
    pub fn core(&self) -> &[u8] {
        self.bytes.get(..self.person as usize).unwrap_or_default()
    }

    /// The person of a contact.
    pub fn person(&self) -> &[u8] {
        self.bytes.get(self.person as usize..self.facts as usize).unwrap_or_default()
    }

    fn packed(&self) -> &[u8] {
        self.bytes.get(self.facts as usize..).unwrap_or_default()
    }
}

/// Room that serves many notes.
#[derive(Default)]
pub struct Room {
    bytes: Vec<u8>,
    front: Vec<u16>,
    whole: bool,
}

impl Room {
    /// For notes of which all they say will be asked for, or only what they say of each other.
    pub fn new(whole: bool) -> Room {
        Room { whole, ..Room::default() }
    }
}

/// The keys of the front matter that say something of other notes, or of days: what is asked for when notes are joined.
const JOINED: [Key; 8] = [Key::Categories, Key::Date, Key::Start, Key::End, Key::LastContact, Key::Interactions, Key::Type, Key::Attendees];

/// Reads one note's facts with the settings.
pub fn draft(path: String, facts: NoteFacts, config: &Config, rules: &Rules) -> Draft {
    Draft::of(path, facts, config, rules, &mut Room::default(), false).0
}

/// [`draft`] with the facts packed, and those given back.
pub fn packed_draft(path: String, facts: NoteFacts, config: &Config, rules: &Rules, room: &mut Room) -> (Draft, NoteFacts) {
    Draft::of(path, facts, config, rules, room, true)
}

impl Draft {
    fn of(path: String, facts: NoteFacts, config: &Config, rules: &Rules, room: &mut Room, pack: bool) -> (Draft, NoteFacts) {
        let order = rules.keys.order(&facts);
        let kind = kind::of(&path, &facts, &order.of(&facts), config, rules);
        let mut note = Note { path, facts, kind, order };
        let mut called = Called { file: names::key(note.stem()), ..Called::default() };
        let Room { bytes, front, whole } = room;
        bytes.clear();
        let mut start = 0;
        if kind == NoteKind::Contact {
            let person = contact::read(&note, &note.fields(), config, rules);
            called.names = std::iter::once(&person.name).chain(&person.aliases).chain(&person.ids).map(|name| names::key(name)).collect();
            called.emails = person.emails.iter().map(|email| names::key(email)).collect();
            core(rules, &note, &person).write(bytes);
            start = bytes.len();
            // Plain data: there is nothing in a person that cannot be written.
            *bytes = postcard::to_extend(&person, std::mem::take(bytes)).unwrap_or_default();
        }
        let end = bytes.len();
        let mut problems = Vec::new();
        if pack {
            note.order.numbers(&JOINED, front);
            packed::write(&note.facts, (!*whole).then_some(front), bytes);
            if *whole {
                problems = std::mem::take(&mut note.facts.problems);
            }
        }
        let carried = Carried { called, trouble: None, bytes: bytes.as_slice().into(), person: start as u32, facts: end as u32 };
        let Note { path, facts, kind, order } = note;
        let (open, rest) = if pack { (None, facts) } else { (Some(Box::new(facts)), NoteFacts::default()) };
        (Draft { path, kind, order, facts: open, problems, carried, stamp: Stamp::default(), hash: 0 }, rest)
    }

    /// The draft of a file that could not be read: why, and whether its bytes are no text.
    pub fn troubled(mut self, trouble: Option<(String, bool)>) -> Draft {
        self.carried.trouble = trouble.map(Box::new);
        self
    }

    /// Puts the note in the place of another, in its room.
    pub(super) fn open(self, note: &mut Note) -> Carried {
        let Draft { path, kind, order, facts, problems, carried, .. } = self;
        (note.path, note.kind, note.order) = (path, kind, order);
        match facts {
            Some(facts) => note.facts = *facts,
            None => {
                packed::read(carried.packed(), &mut note.facts);
                note.facts.problems = problems;
            }
        }
        carried
    }

    /// The note with its facts.
    pub(super) fn note(&self) -> Note {
        let mut facts = NoteFacts::default();
        match &self.facts {
            Some(open) => facts.clone_from(open),
            None => packed::read(self.carried.packed(), &mut facts),
        }
        Note { path: self.path.clone(), facts, kind: self.kind, order: self.order.clone() }
    }

    /// The keys of all names its links and attendees ask for.
    pub(super) fn asked(&self) -> Vec<u64> {
        let note = self.note();
        body::asked(&note, &note.fields())
    }

    /// The contact's name, folded: contacts are in the order of it.
    pub(super) fn folded_name(&self) -> Option<String> {
        // A person begins with the name, written as a text is.
        (self.kind == NoteKind::Contact).then(|| fold::name(Get::new(self.carried.person()).text()))
    }

    /// What is known of the note, without the bytes it brings.
    pub(super) fn row(&self, path: Piece, generation: u64) -> Row {
        let trouble = self.carried.trouble.as_deref();
        Row {
            path,
            stamp: self.stamp,
            hash: self.hash,
            generation,
            kind: self.kind,
            alive: true,
            unsettled: trouble.is_some_and(|(_, not_text)| !not_text),
            troubled: trouble.is_some(),
            contact: (0, 0),
            owed: (0, 0),
            note: (0, 0),
            told: (0, 0),
        }
    }
}

fn core(rules: &Rules, note: &Note, person: &Person) -> Core {
    let holding = contact::holding(person, note.folder(), rules);
    let is_broken = |code: &str| matches!(code, "malformed-front-matter" | "unclosed-front-matter");
    let unread = matches!(person.cadence, Some((_, None))) || note.facts.problems.iter().any(|problem| is_broken(problem.code));
    let tier = rules.tier_rank(person.tier.as_deref());
    let feedback = contact::feedback(person, rules);
    let mut core = Core::of(person, holding.map(|holding| (holding.cadence, holding.source)), feedback, tier as u16, unread);
    core.named_by_file = person.name == note.stem();
    core
}
