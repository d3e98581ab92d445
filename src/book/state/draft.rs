//! One note by itself: what it is and whom it is about, before it is joined with the others. Those of very many notes are held at once:
//! what is not asked for meanwhile is packed.

use crate::base::diagnostic::Problem;
use crate::base::fold;
use crate::base::stamp::Stamp;
use crate::book::Note;
use crate::book::contact::{self, Person};
use crate::book::keys::{Key, Order};
use crate::book::kind::{self, NoteKind};
use crate::book::names::{self, Called, Of};
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
    /// Why it could not be read, and whether its bytes are no text.
    pub trouble: Option<Box<(String, bool)>>,
    /// The key of the file's name.
    file: u64,
    /// Of a contact the core and the person, as they will be kept, and the keys of names and of e-mail addresses; then the facts while
    /// they are packed. Each of the first four ends where the next begins.
    bytes: Box<[u8]>,
    ends: [u32; 4],
}

impl Carried {
    fn piece(&self, at: usize) -> &[u8] {
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&end| end as usize);
        let end = self.ends.get(at).map_or(self.bytes.len(), |&end| end as usize);
        self.bytes.get(start..end).unwrap_or_default()
    }

    /// The core of a contact; empty for other notes.
    pub fn core(&self) -> &[u8] {
        self.piece(0)
    }

    /// The person of a contact.
    pub fn person(&self) -> &[u8] {
        self.piece(1)
    }

    /// Goes through the keys of one sort that the note is called by.
    pub fn each_key(&self, of: Of, mut each: impl FnMut(u64)) {
        let keys = match of {
            Of::File => return each(self.file),
            Of::Contact => self.piece(2),
            Of::Email => self.piece(3),
        };
        let (keys, _) = keys.as_chunks::<8>();
        keys.iter().for_each(|key| each(u64::from_le_bytes(*key)));
    }

    /// What the note is called.
    pub fn called(&self) -> Called {
        let mut called = Called { file: self.file, ..Called::default() };
        self.each_key(Of::Contact, |key| called.names.push(key));
        self.each_key(Of::Email, |key| called.emails.push(key));
        called
    }

    fn packed(&self) -> &[u8] {
        self.piece(4)
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
        let file = names::key(note.stem());
        let Room { bytes, front, whole } = room;
        bytes.clear();
        let mut ends = [0; 4];
        if kind == NoteKind::Contact {
            let person = contact::read(&note, &note.fields(), config, rules);
            core(rules, &note, &person).write(bytes);
            ends[0] = bytes.len() as u32;
            // Plain data: there is nothing in a person that cannot be written.
            *bytes = postcard::to_extend(&person, std::mem::take(bytes)).unwrap_or_default();
            ends[1] = bytes.len() as u32;
            let mut put_key = |name: &String| bytes.extend_from_slice(&names::key(name).to_le_bytes());
            std::iter::once(&person.name).chain(&person.aliases).chain(&person.ids).for_each(&mut put_key);
            let names = 1 + person.aliases.len() + person.ids.len();
            person.emails.iter().for_each(&mut put_key);
            ends[2] = ends[1] + 8 * names as u32;
            ends[3] = bytes.len() as u32;
        }
        let mut problems = Vec::new();
        if pack {
            note.order.numbers(&JOINED, front);
            packed::write(&note.facts, (!*whole).then_some(front), bytes);
            if *whole {
                problems = std::mem::take(&mut note.facts.problems);
            } else {
                note.order = note.order.only(front, &note.facts);
            }
        }
        let carried = Carried { trouble: None, file, bytes: bytes.as_slice().into(), ends };
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

#[cfg(test)]
mod tests {
    use super::{Draft, Room, draft, packed_draft};
    use crate::book::rules::Rules;
    use crate::book::state::gather;
    use crate::config::Config;
    use crate::facts;

    #[test]
    fn packed_notes_bring_what_open_ones_do() {
        let notes = [
            (
                "People/Ana.md",
                "---\nname: Ana Diaz\naliases: [Annie]\nemail: a@b.c\ntags: [friend]\ncadence: monthly\nlast_contact: 2026-05-01\ninteractions:\n  - {date: 2026-04-01, channel: call}\n---\n- 2026-05-02 call with [[Bo]] #gave\n- [call:: 2026-03-02] tea\n- [ ] send it 📅 2026-06-01\n",
            ),
            (
                "Meetings/Lunch.md",
                "---\ndate: 2026-05-03\ntype: lunch\nattendees:\n  - Ana Diaz\n  - \"[[Bo]]\"\n  - Cy\n---\nwith [[Ana]] (met:: 2026-01-02)\n## Met\n- [[Bo]]\n",
            ),
            ("Meetings/Trip.md", "---\nstart: 2026-05-06\nend: 2026-05-09\ncategories: [call]\npeople: a@b.c\n---\n"),
            ("Daily/2026-05-04.md", "---\npeople: [Bo]\nmood: good\n---\n- call [[Ana]]\n- tea, participants:: Bo\n"),
            ("People/Bo.md", "# Bo\n\n## Log\n\n- 2026-05-05 walk\n"),
        ];
        let (config, rules) = (Config::default(), Rules::new(&Config::default()));
        let build = |whole: bool, read: &dyn Fn(&str, &str) -> Draft| {
            let drafts = notes.iter().map(|(path, text)| read(path, text)).collect();
            let (state, notes) = gather::build(vec![drafts], &config, &rules, whole);
            let facts: Vec<String> = notes.iter().map(|note| format!("{:?}", note.facts)).collect();
            (state.write(), facts)
        };
        for whole in [false, true] {
            let open = build(whole, &|path, text| draft(path.to_owned(), facts::read(text), &config, &rules));
            let packed =
                build(whole, &|path, text| packed_draft(path.to_owned(), facts::read(text), &config, &rules, &mut Room::new(whole)).0);
            assert!(open == packed, "{whole}");
        }
    }
}
