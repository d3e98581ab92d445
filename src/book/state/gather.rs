//! Joins all notes of a vault into a state, and reads one note against the others.

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use crate::base::date::Date;
use crate::book::finds::Find;
use crate::book::kind::NoteKind;
use crate::book::names::{Names, Shelf, Target};
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
    /// The dates found, as they are held.
    pub finds: Vec<u8>,
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

/// Room that serves many notes while they are read against the others.
#[derive(Default)]
pub(super) struct Bench {
    own: Vec<Find>,
    finds: Vec<others::For>,
    links: Vec<[u64; 2]>,
}

/// Reads one note against the others.
pub(super) fn bring(ground: &Ground<'_>, slot: u32, note: &Note, carried: Carried, bench: &mut Bench, brought: &mut Brought) {
    let fields = note.fields();
    let Bench { own, finds: found, links } = bench;
    body::keys_of_links(note, links);
    found.clear();
    let asking = Asking::new(ground, slot, links);
    let mut body = Body::default();
    let mut newcomers = None;
    if standing::is_read(note) {
        if asking.is_listed(slot) {
            own::finds(&asking, note, &fields, own);
            found.extend(own.drain(..).map(|find| (slot, find)));
        }
        if !note.facts.links.is_empty() || note.kind == NoteKind::Event || !note.facts.fields.is_empty() {
            others::finds(&asking, note, &fields, found);
        }
        newcomers = marked::finds(&asking, note, &fields, found);
        if !note.facts.tasks.is_empty() || !note.facts.tags.is_empty() {
            promises::read(&asking, note, &fields, &mut body.promises);
        }
    }
    brought.newcomers.extend(newcomers.map(|day| (slot, day)));
    body.trouble = carried.trouble.as_deref().map(|(message, not_text)| (message.as_str(), *not_text));
    body.called = carried.called();
    body.asked = body::asked_by(links, &fields).into_iter().map(body::part).collect();
    body.asked.sort_unstable();
    body.asked.dedup();
    body.targets = found.iter().map(|(contact, _)| *contact).filter(|&contact| contact != slot).collect();
    body.targets.sort_unstable();
    body.targets.dedup();
    found.iter().for_each(|(contact, find)| finds::hold(*contact, find, &mut brought.finds));
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

/// Joins all notes, given in the order in which the disk lists them, so many at a stretch. With `keep` the notes are given back, by slot.
pub fn build(drafts: Vec<Vec<Draft>>, config: &Config, rules: &Rules, keep: bool) -> (State, Vec<Note>) {
    let mut state = State::empty();
    let count = drafts.iter().map(Vec::len).sum();
    state.rows.reserve_exact(count);
    for draft in drafts.iter().flatten() {
        let path = state.keep_path(&draft.path);
        state.rows.push(draft.row(path, 0));
    }
    state.listed = (0..count as u32).collect();
    state.order = by_path(&state);
    let (brought, notes): (Vec<Brought>, Vec<Vec<Note>>) = {
        let names = {
            let carried: Vec<&Carried> = drafts.iter().flatten().map(|draft| &draft.carried).collect();
            Names::gather(&|of, add| state.order.iter().for_each(|&slot| carried[slot as usize].each_key(of, |key| add(key, slot))))
        };
        state.owner = owner(config, &names, &state, state.order.first().copied());
        state.people = people(&drafts, &state);
        // They are asked for at random, and the rows are large.
        let kinds: Vec<NoteKind> = state.rows.iter().map(|row| row.kind).collect();
        let kind = |slot: u32| kinds.get(slot as usize).copied().unwrap_or(NoteKind::Plain);
        let ground = Ground { config, rules, names: &names, shelf: &state, kind: &kind, owner: state.owner, as_of: None };
        // Each note is let go as soon as it has been read against the others: what it brings takes its room.
        let read = |(first, drafts): (u32, Vec<Draft>)| {
            let (mut brought, mut bench) = (Brought::default(), Bench::default());
            let (mut note, mut notes) = (Note::default(), Vec::new());
            for (slot, draft) in (first..).zip(drafts) {
                let carried = draft.open(&mut note);
                bring(&ground, slot, &note, carried, &mut bench, &mut brought);
                if keep {
                    notes.push(std::mem::take(&mut note));
                }
            }
            (brought, notes)
        };
        let firsts = drafts.iter().scan(0, |next: &mut u32, drafts| {
            let first = *next;
            *next += drafts.len() as u32;
            Some(first)
        });
        let firsts: Vec<u32> = firsts.collect();
        firsts.into_par_iter().zip(drafts).map(read).unzip()
    };
    keep_all(&mut state, brought);
    (state, notes.into_iter().flatten().collect())
}

/// The slots in the order of their paths.
fn by_path(state: &State) -> Vec<u32> {
    let mut sorted: Vec<(&str, u32)> = (0..).zip(&state.rows).map(|(slot, _)| (state.path_of(slot), slot)).collect();
    sorted.par_sort_unstable();
    sorted.into_iter().map(|(_, slot)| slot).collect()
}

fn people(drafts: &[Vec<Draft>], state: &State) -> Vec<u32> {
    let listed = (0..).zip(drafts.iter().flatten()).filter(|(slot, _)| *slot != state.owner);
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
    let mut all: Vec<u8> = Vec::with_capacity(brought.iter().map(|brought| brought.finds.len()).sum());
    for brought in &mut brought {
        all.append(&mut std::mem::take(&mut brought.finds));
        state.ranges.append(&mut brought.ranges);
        state.newcomers.append(&mut brought.newcomers);
    }
    // Where the finds of each slot begin, then where they stand: a counting sort.
    let mut from: Vec<u32> = vec![0; state.rows.len() + 1];
    finds::each_held(&all, |_, slot| from[slot as usize + 1] += 1);
    for slot in 1..from.len() {
        from[slot] += from[slot - 1];
    }
    let mut places: Vec<u32> = vec![0; from.last().copied().unwrap_or(0) as usize];
    let mut next = from.clone();
    finds::each_held(&all, |at, slot| {
        let place = &mut next[slot as usize];
        places[*place as usize] = at as u32;
        *place += 1;
    });
    drop(next);
    let owner = state.owner;
    let write = |brought: Brought| {
        let mut bytes = Vec::with_capacity(brought.bytes.len() * 2);
        let mut lengths = Vec::with_capacity(brought.notes.len());
        let (mut own, mut written): (Vec<Find>, Vec<u8>) = Default::default();
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
                own.extend(places[range].iter().filter_map(|&at| finds::held(&all, at as usize)).map(|(_, find)| find));
                bytes.extend_from_slice(core);
                written.clear();
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
    // So many at a stretch that all cores are busy, and no more: all that the notes bring should not be held twice.
    let mut brought = brought.into_iter();
    loop {
        let some: Vec<Brought> = brought.by_ref().take(AT_A_STRETCH).collect();
        if some.is_empty() {
            break;
        }
        let written: Vec<_> = some.into_par_iter().map(write).collect();
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
    state.extra.shrink_to_fit();
}

/// How many stretches of notes are written at once.
const AT_A_STRETCH: usize = 64;
