//! Joins all notes of a vault into a state, and reads one note against the others.

use std::cell::RefCell;

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use crate::base::date::Date;
use crate::book::finds::Find;
use crate::book::kind::NoteKind;
use crate::book::names::{Called, Names, Shelf, Target};
use crate::book::nearest::Nearest;
use crate::book::own::{self, Asking, Ground};
use crate::book::rules::Rules;
use crate::book::state::apply::told;
use crate::book::state::body::{self, Body};
use crate::book::state::draft::Carried;
use crate::book::state::{NOBODY, State, finds, owed};
use crate::book::{Note, marked, others, promises, standing};
use crate::config::Config;

pub use crate::book::state::draft::{Draft, Room, draft, packed_draft};

/// Reads the notes in some slots of a state again.
pub type Reread<'r> = dyn Fn(&[u32], &State) -> Vec<(u32, Draft)> + 'r;

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
pub(super) fn bring(ground: &Ground<'_>, slot: u32, note: &Note, carried: &Carried, own: &mut Vec<Find>, brought: &mut Brought) {
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
    body.trouble = carried.trouble.as_deref().map(|(message, not_text)| (message.as_str(), *not_text));
    body.called = carried.called.clone();
    body.asked = body::asked(note, &fields).into_iter().map(body::half).collect();
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
    out.extend_from_slice(carried.core());
    ends[2] = out.len() as u32;
    out.extend_from_slice(carried.person());
    ends[3] = out.len() as u32;
    brought.notes.push(One { slot, start, ends });
}

/// How many notes are read at a stretch.
const BATCH: usize = 256;

/// Joins all notes, given in the order in which the disk lists them. With `keep` the notes are given back, by slot.
pub fn build(drafts: Vec<Draft>, config: &Config, rules: &Rules, keep: bool) -> (State, Vec<Note>) {
    let mut state = State::empty();
    for draft in &drafts {
        let path = state.keep_path(&draft.path);
        state.rows.push(draft.row(path, 0));
    }
    state.listed = (0..drafts.len() as u32).collect();
    state.order = by_path(&drafts);
    let called: Vec<(u32, &Called)> = state.order.iter().map(|&slot| (slot, &drafts[slot as usize].carried.called)).collect();
    let names = Names::new(&called);
    state.owner = owner(config, &names, &state, state.order.first().copied());
    state.people = people(&drafts, &state);
    let kind = |slot: u32| state.kind_of(slot);
    let ground = Ground { config, rules, names: &names, shelf: &state, kind: &kind, owner: state.owner, as_of: None };
    // Each note is let go as soon as it has been read against the others: what it brings takes its room.
    let read = |(at, batch): (usize, Vec<Draft>)| {
        let mut brought = Brought::default();
        let (mut own, mut notes) = (Vec::new(), Vec::new());
        let mut note = Note::default();
        for (slot, draft) in ((at * BATCH) as u32..).zip(batch) {
            let carried = draft.open(&mut note);
            bring(&ground, slot, &note, &carried, &mut own, &mut brought);
            if keep {
                notes.push(std::mem::take(&mut note));
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
    let mut sorted: Vec<(&str, u32)> = drafts.iter().map(|draft| draft.path.as_str()).zip(0..).collect();
    sorted.par_sort_unstable();
    sorted.into_iter().map(|(_, slot)| slot).collect()
}

fn people(drafts: &[Draft], state: &State) -> Vec<u32> {
    let listed = (0..).zip(drafts).filter(|(slot, _)| *slot != state.owner);
    let mut people: Vec<(String, &str, u32)> =
        listed.filter_map(|(slot, draft)| Some((draft.folded_name()?, draft.path.as_str(), slot))).collect();
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
