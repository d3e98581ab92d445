//! Joins all notes of a vault into a state, and reads one note against the others.

use std::borrow::Cow;
use std::cell::RefCell;

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use crate::base::date::Date;
use crate::base::fold;
use crate::base::stamp::Stamp;
use crate::book::contact::{self, Person};
use crate::book::finds::Find;
use crate::book::kind::{self, NoteKind};
use crate::book::names::{self, Called, Names, Shelf, Target};
use crate::book::nearest::Nearest;
use crate::book::own::{self, Asking, Ground};
use crate::book::rules::Rules;
use crate::book::state::apply::told;
use crate::book::state::body::{self, Body};
use crate::book::state::codec::Get;
use crate::book::state::core::Core;
use crate::book::state::{NOBODY, Row, State, finds, owed};
use crate::book::{Note, marked, others, promises, standing};
use crate::config::Config;
use crate::facts::{NoteFacts, Packed};

/// One note by itself: what it is and whom it is about, before it is joined with the others.
pub struct Draft {
    /// The note; without its facts while they are packed.
    pub note: Note,
    packed: Option<Packed>,
    /// The person a contact's note describes.
    person: Option<Written>,
    pub(super) called: Called,
    /// The file's stamp when it was read.
    pub stamp: Stamp,
    /// A hash of its bytes.
    pub hash: u64,
    /// Why it could not be read, and whether its bytes are no text.
    pub trouble: Option<(String, bool)>,
}

/// A person as it will be kept: those of very many notes are held at once.
struct Written {
    /// The core, then the person.
    bytes: Box<[u8]>,
    /// Where the person begins.
    person: usize,
}

impl Written {
    fn of(person: &Person, note: &Note, rules: &Rules) -> Written {
        let mut bytes = Vec::new();
        core(rules, note, person).write(&mut bytes);
        let start = bytes.len();
        // Plain data: there is nothing in a person that cannot be written.
        bytes.extend(postcard::to_allocvec(person).unwrap_or_default());
        Written { bytes: bytes.into_boxed_slice(), person: start }
    }

    fn core(&self) -> &[u8] {
        self.bytes.get(..self.person).unwrap_or_default()
    }

    fn person(&self) -> &[u8] {
        self.bytes.get(self.person..).unwrap_or_default()
    }
}

/// Reads one note's facts with the settings.
pub fn draft(path: String, facts: NoteFacts, config: &Config, rules: &Rules) -> Draft {
    let order = rules.keys.order(&facts);
    let kind = kind::of(&path, &facts, &order.of(&facts), config, rules);
    let note = Note { path, facts, kind, order };
    let person = (kind == NoteKind::Contact).then(|| contact::read(&note, &note.fields(), config, rules));
    let mut called = Called { file: names::key(note.stem()), ..Called::default() };
    if let Some(person) = &person {
        called.names = std::iter::once(&person.name).chain(&person.aliases).chain(&person.ids).map(|name| names::key(name)).collect();
        called.emails = person.emails.iter().map(|email| names::key(email)).collect();
    }
    let person = person.map(|person| Written::of(&person, &note, rules));
    Draft { note, packed: None, person, called, stamp: Stamp::default(), hash: 0, trouble: None }
}

/// Reads the notes in some slots of a state again.
pub type Reread<'r> = dyn Fn(&[u32], &State) -> Vec<(u32, Draft)> + 'r;

impl Draft {
    /// Packs the note's facts until they are needed, so that those of very many notes can be held; `room` serves many notes.
    pub fn pack(&mut self, room: &mut Vec<u8>) {
        self.packed = Packed::of(&mut self.note.facts, room);
        if self.packed.is_some() {
            self.note.facts = NoteFacts::default();
        }
    }

    /// The note with its facts.
    fn opened(&self) -> Cow<'_, Note> {
        match &self.packed {
            Some(packed) => Cow::Owned(Note { facts: packed.facts(), ..self.note.clone() }),
            None => Cow::Borrowed(&self.note),
        }
    }

    /// The keys of all names its links and attendees ask for.
    pub(super) fn asked(&self) -> Vec<u64> {
        let note = self.opened();
        body::asked(&note, &note.fields())
    }

    /// The contact's name, folded: contacts are in the order of it.
    pub(super) fn folded_name(&self) -> Option<String> {
        // A person begins with the name, written as a text is.
        self.person.as_ref().map(|person| fold::name(Get::new(person.person()).text()))
    }

    /// What is known of the note, without the bytes it brings.
    pub(super) fn row(&self, path: super::Piece, generation: u64) -> Row {
        let unsettled = self.trouble.as_ref().is_some_and(|(_, not_text)| !not_text);
        Row {
            path,
            stamp: self.stamp,
            hash: self.hash,
            generation,
            kind: self.note.kind,
            alive: true,
            unsettled,
            troubled: self.trouble.is_some(),
            contact: (0, 0),
            owed: (0, 0),
            note: (0, 0),
            told: (0, 0),
        }
    }
}

/// What some notes bring.
#[derive(Default)]
pub(super) struct Brought {
    /// Their bytes, one after the other: of each what it asks for, its promises, the core and the person of a contact.
    pub bytes: Vec<u8>,
    /// Where the bytes of each stand.
    pub notes: Vec<One>,
    /// The dates found, by the slots of the contacts.
    pub finds: Vec<others::For>,
    /// Their ranges of days.
    pub ranges: Vec<(u32, Date, Date)>,
    /// The events among them that name people without a note, and their days.
    pub newcomers: Vec<(u32, Date)>,
}

/// Where the bytes of one note stand: each of the four ends where the next begins.
#[derive(Clone, Copy)]
pub(super) struct One {
    pub slot: u32,
    start: u32,
    ends: [u32; 4],
}

impl One {
    pub(super) fn pieces<'b>(&self, bytes: &'b [u8]) -> [&'b [u8]; 4] {
        let mut start = self.start;
        self.ends.map(|end| {
            let piece = bytes.get(start as usize..end as usize).unwrap_or_default();
            start = end;
            piece
        })
    }
}

/// Reads one note against the others; `own` is room for its finds.
pub(super) fn bring(ground: &Ground<'_>, slot: u32, draft: &Draft, own: &mut Vec<Find>, brought: &mut Brought) {
    let note = &*draft.opened();
    let fields = note.fields();
    let asking = Asking { ground, index: slot, dates: Nearest::default(), linked: Nearest::default(), ranges: RefCell::default() };
    let found = brought.finds.len();
    let mut body = Body::default();
    let mut newcomers = None;
    if standing::is_read(note) {
        if asking.is_listed(slot) {
            own::finds(&asking, note, &fields, own);
            brought.finds.extend(own.drain(..).map(|find| (slot, find)));
        }
        if !note.facts.links.is_empty() || note.kind == NoteKind::Event || !note.facts.fields.is_empty() {
            others::finds(&asking, note, &fields, &mut brought.finds);
        }
        newcomers = marked::finds(&asking, note, &fields, &mut brought.finds);
        if !note.facts.tasks.is_empty() || !note.facts.tags.is_empty() {
            promises::read(&asking, note, &fields, &mut body.promises);
        }
    }
    brought.newcomers.extend(newcomers.map(|day| (slot, day)));
    body.trouble = draft.trouble.as_ref().map(|(message, not_text)| (message.as_str(), *not_text));
    body.called = draft.called.clone();
    body.asked = body::asked(note, &fields).into_iter().map(body::part).collect();
    body.asked.sort_unstable();
    body.asked.dedup();
    body.targets = brought.finds[found..].iter().map(|(contact, _)| *contact).filter(|&contact| contact != slot).collect();
    body.targets.sort_unstable();
    body.targets.dedup();
    let mut ranges = asking.ranges.take();
    ranges.sort_unstable();
    ranges.dedup();
    brought.ranges.extend(ranges.iter().map(|&(first, last)| (slot, first, last)));
    body.ranges = ranges;
    let out = &mut brought.bytes;
    let start = out.len() as u32;
    let mut ends = [0; 4];
    body.write(out);
    ends[0] = out.len() as u32;
    owed::write(&body.promises, out);
    ends[1] = out.len() as u32;
    let bare = ends[1];
    ends[2..].fill(bare);
    if let Some(person) = &draft.person {
        out.extend_from_slice(person.core());
        ends[2] = out.len() as u32;
        out.extend_from_slice(person.person());
        ends[3] = out.len() as u32;
    }
    brought.notes.push(One { slot, start, ends });
}

fn core(rules: &Rules, note: &Note, person: &Person) -> Core {
    let holding = contact::holding(person, note.folder(), rules);
    let is_broken = |code: &str| matches!(code, "malformed-front-matter" | "unclosed-front-matter");
    let unread = matches!(person.cadence, Some((_, None))) || note.facts.problems.iter().any(|problem| is_broken(problem.code));
    let tier = rules.tier_rank(person.tier.as_deref());
    let feedback = contact::feedback(person, rules);
    Core::of(person, holding.map(|holding| (holding.cadence, holding.source)), feedback, tier as u16, unread)
}

/// How many notes are read at a stretch.
const BATCH: usize = 256;

/// Joins all notes, given in the order in which the disk lists them. With `keep` the notes are given back, by slot.
pub fn build(drafts: Vec<Draft>, config: &Config, rules: &Rules, keep: bool) -> (State, Vec<Note>) {
    let mut state = State::empty();
    for draft in &drafts {
        let path = state.keep_path(&draft.note.path);
        state.rows.push(draft.row(path, 0));
    }
    state.listed = (0..drafts.len() as u32).collect();
    state.order = by_path(&drafts);
    let called: Vec<(u32, &Called)> = state.order.iter().map(|&slot| (slot, &drafts[slot as usize].called)).collect();
    let names = Names::new(&called);
    state.owner = owner(config, &names, &state, state.order.first().copied());
    state.people = people(&drafts, &state);
    let kind = |slot: u32| state.kind_of(slot);
    let ground = Ground { config, rules, names: &names, shelf: &state, kind: &kind, owner: state.owner, as_of: None };
    // Each note is let go as soon as it has been read against the others: what it brings takes its room.
    let read = |(at, batch): (usize, Vec<Draft>)| {
        let mut brought = Brought::default();
        let (mut own, mut notes) = (Vec::new(), Vec::new());
        for (slot, draft) in ((at * BATCH) as u32..).zip(batch) {
            bring(&ground, slot, &draft, &mut own, &mut brought);
            if keep {
                notes.push(draft.opened().into_owned());
            }
        }
        (brought, notes)
    };
    let (mut brought, notes): (Vec<Brought>, Vec<Vec<Note>>) = drafts.into_par_iter().chunks(BATCH).enumerate().map(read).unzip();
    let notes = notes.into_iter().flatten().collect();
    brought.iter_mut().for_each(|brought| {
        state.ranges.append(&mut brought.ranges);
        state.newcomers.append(&mut brought.newcomers);
    });
    keep_all(&mut state, brought);
    (state, notes)
}

/// The slots in the order of their paths.
fn by_path(drafts: &[Draft]) -> Vec<u32> {
    let mut sorted: Vec<(&str, u32)> = drafts.iter().map(|draft| draft.note.path.as_str()).zip(0..).collect();
    sorted.par_sort_unstable();
    sorted.into_iter().map(|(_, slot)| slot).collect()
}

fn people(drafts: &[Draft], state: &State) -> Vec<u32> {
    let listed = (0..).zip(drafts).filter(|(slot, _)| *slot != state.owner);
    let mut people: Vec<(String, &str, u32)> =
        listed.filter_map(|(slot, draft)| Some((draft.folded_name()?, draft.note.path.as_str(), slot))).collect();
    people.par_sort_unstable();
    people.into_iter().map(|(_, _, slot)| slot).collect()
}

/// The note the setting `me` names: a path, a file name, a link or a contact's name.
pub(super) fn owner(config: &Config, names: &Names, shelf: &dyn Shelf, first: Option<u32>) -> u32 {
    match (me(config), first) {
        (Some(me), Some(first)) => match names.link(me, first, shelf) {
            Target::Note(note) => note,
            _ => NOBODY,
        },
        _ => NOBODY,
    }
}

/// What the setting `me` names.
pub(super) fn me(config: &Config) -> Option<&str> {
    let me = config.me.trim();
    let me = me.strip_prefix("[[").and_then(|me| me.strip_suffix("]]")).unwrap_or(me);
    (!me.is_empty() && !me.starts_with('#')).then_some(me)
}

/// Keeps what the notes bring, and of each contact the finds, in the order of the notes.
fn keep_all(state: &mut State, mut brought: Vec<Brought>) {
    let count = brought.iter().map(|brought| brought.finds.len()).sum();
    let mut all: Vec<others::For> = Vec::with_capacity(count);
    for brought in &mut brought {
        all.append(&mut brought.finds);
        brought.finds = Vec::new();
    }
    // Where the finds of each slot begin, then which they are: a counting sort of indexes.
    let mut ends: Vec<u32> = vec![0; state.rows.len() + 1];
    all.iter().for_each(|(slot, _)| ends[*slot as usize + 1] += 1);
    for slot in 1..ends.len() {
        ends[slot] += ends[slot - 1];
    }
    let mut places: Vec<u32> = vec![0; all.len()];
    let mut next = ends.clone();
    for (at, (slot, _)) in (0..).zip(&all) {
        let place = &mut next[*slot as usize];
        places[*place as usize] = at;
        *place += 1;
    }
    let (owner, from) = (state.owner, ends);
    let write = |brought: Brought| {
        let mut bytes = Vec::with_capacity(brought.bytes.len() * 2);
        let mut lengths = Vec::with_capacity(brought.notes.len());
        let mut own: Vec<Find> = Vec::new();
        for one in &brought.notes {
            let [note, owed, core, person] = one.pieces(&brought.bytes);
            let mut ends = [0; 4];
            let mut close = |bytes: &Vec<u8>, at: usize| ends[at] = bytes.len();
            bytes.extend_from_slice(note);
            close(&bytes, 0);
            bytes.extend_from_slice(owed);
            close(&bytes, 1);
            if !core.is_empty() && one.slot != owner {
                let range = from[one.slot as usize] as usize..from[one.slot as usize + 1] as usize;
                own.clear();
                own.extend(places[range].iter().map(|&at| all[at as usize].1));
                bytes.extend_from_slice(core);
                let mut written = Vec::new();
                finds::write(&mut own, one.slot, &mut bytes, &mut written);
                close(&bytes, 2);
                bytes.extend_from_slice(&told(person, &written));
            } else {
                close(&bytes, 2);
            }
            close(&bytes, 3);
            lengths.push((one.slot, ends));
        }
        (bytes, lengths)
    };
    let written: Vec<_> = brought.into_par_iter().map(write).collect();
    state.extra.reserve_exact(written.iter().map(|(bytes, _)| bytes.len()).sum());
    for (bytes, lengths) in written {
        let mut start = 0;
        for (slot, ends) in lengths {
            let mut piece = |end: usize| {
                let piece = state.keep(bytes.get(start..end).unwrap_or_default());
                start = end;
                piece
            };
            let (note, owed, contact, told) = (piece(ends[0]), piece(ends[1]), piece(ends[2]), piece(ends[3]));
            let row = &mut state.rows[slot as usize];
            (row.note, row.owed, row.contact, row.told) = (note, owed, contact, told);
        }
    }
}
