//! The state as a file: a head; where the notes lie; what is known of each, with the days and promises of all; then packed blocks, which are
//! read one by one when they are asked for. Each part has a checksum of its own.
//!
//! What is not exactly as it was written is no state: a truncated, damaged or foreign file gives none, never a wrong one.

use std::sync::Arc;

use crate::base::date::Date;
use crate::base::hash;
use crate::base::stamp::Stamp;
use crate::book::kind::NoteKind;
use crate::book::state::blocks::{Blocks, Source};
use crate::book::state::codec::{Get, put, put_date, put_signed};
use crate::book::state::places::Places;
use crate::book::state::{Piece, Row, State};

/// Raised whenever the same state would be written otherwise, or the same facts would give another state.
pub const VERSION: u32 = 8;

const MAGIC: &[u8; 8] = b"vaultfax";
/// Magic, version, the lengths of the two parts behind it, and their checksums.
const HEAD: usize = 8 + 4 + 4 * 8;

/// How many bytes of a file say which state it is.
pub const IDENTIFIED: usize = HEAD + 16;

/// What a file begins with: of each of its two parts how many bytes it has, and its checksum.
#[derive(Clone, Copy, Debug)]
pub struct Head {
    places: (u64, u64),
    notes: (u64, u64),
}

impl Head {
    /// Reads the first [`IDENTIFIED`] bytes of a file; `None` when it is no state of this version.
    pub fn read(file: &[u8]) -> Option<Head> {
        if file.get(..8)? != MAGIC || file.get(8..12)? != VERSION.to_le_bytes() {
            return None;
        }
        let mut get = Get::new(file.get(12..HEAD)?);
        let places = (get.eight(), get.eight());
        Some(Head { places, notes: (get.eight(), get.eight()) })
    }

    /// Where the first part stands, and how long it is.
    pub fn places(&self) -> (u64, u64) {
        (HEAD as u64, self.places.0)
    }

    /// Where the second part stands, and how long it is; `None` when that makes no sense.
    pub fn notes(&self) -> Option<(u64, u64)> {
        Some(((HEAD as u64).checked_add(self.places.0)?, self.notes.0))
    }

    /// Where the blocks begin; `None` when that makes no sense.
    pub fn blocks(&self) -> Option<u64> {
        let (at, length) = self.notes()?;
        at.checked_add(length)
    }
}

/// Epoch and generation of the state a file begins with; `None` when it is no state of this version.
pub fn identity(file: &[u8]) -> Option<(u64, u64)> {
    Head::read(file)?;
    let mut get = Get::new(file.get(HEAD..)?);
    let identity = (get.eight(), get.eight());
    get.is_whole().then_some(identity)
}

/// What the first part of a file holds.
#[derive(Debug)]
pub struct First {
    identity: (u64, u64),
    settings: u64,
    /// When the files were last looked at.
    pub looked: i64,
    /// Where the notes lie.
    pub places: Places,
}

impl First {
    /// Reads it. `None` when it is not exactly what [`State::write`] wrote with these settings.
    pub fn read(head: &Head, bytes: &[u8], settings: u64) -> Option<First> {
        if head.places != (bytes.len() as u64, hash::bytes(bytes)) {
            return None;
        }
        let mut get = Get::new(bytes);
        let identity = (get.eight(), get.eight());
        if get.eight() != settings {
            return None;
        }
        let first = First { identity, settings, looked: get.signed(), places: Places::read(&mut get)? };
        (get.is_whole() && get.at() == bytes.len()).then_some(first)
    }
}

impl State {
    /// The whole file.
    pub fn write(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.base.len() + self.extra.len() + self.rows.len() * 64);
        out.extend_from_slice(MAGIC);
        out.extend_from_slice(&VERSION.to_le_bytes());
        out.resize(HEAD, 0);
        for number in [self.epoch, self.generation, self.settings] {
            out.extend_from_slice(&number.to_le_bytes());
        }
        put_signed(&mut out, self.looked);
        Places::of(self).write(&mut out);
        let notes = out.len();
        let blocks = self.write_notes(&mut out);
        let part = |from: usize, to: usize| {
            let bytes = out.get(from..to).unwrap_or_default();
            [(bytes.len() as u64).to_le_bytes(), hash::bytes(bytes).to_le_bytes()]
        };
        let parts = [part(HEAD, notes), part(notes, out.len())].concat().concat();
        if let Some(place) = out.get_mut(HEAD - parts.len()..HEAD) {
            place.copy_from_slice(&parts);
        }
        blocks.iter().for_each(|block| out.extend_from_slice(block));
        out
    }

    /// Writes what is known of the notes; returns the blocks, whose places it holds.
    fn write_notes(&self, out: &mut Vec<u8>) -> Vec<Vec<u8>> {
        put(out, self.past.len() as u64);
        self.past.iter().for_each(|past| put(out, self.generation.wrapping_sub(*past)));
        put(out, u64::from(self.owner));
        put(out, self.rows.len() as u64);
        let mut before = Row::nothing();
        for row in &self.rows {
            write_row(row, &before, out);
            before = if row.alive { *row } else { Row::nothing() };
        }
        write_slots(&self.order, self.rows.len(), out);
        write_runs(&self.ranks_of_people(), out);
        write_runs(&self.listed, out);
        put(out, self.ranges.len() as u64);
        for (slot, first, last) in &self.ranges {
            put(out, u64::from(*slot));
            put_date(out, Some(*first));
            put_date(out, Some(*last));
        }
        put(out, self.newcomers.len() as u64);
        for (slot, day) in &self.newcomers {
            put(out, u64::from(*slot));
            put_date(out, Some(*day));
        }
        let blocks = self.pack(out);
        for row in self.rows.iter().filter(|row| row.alive) {
            for piece in [row.contact, row.owed] {
                out.extend_from_slice(self.plain(piece));
            }
        }
        blocks
    }

    /// Reads the second part of a file; the first is still to be added by [`State::with`]. `packed_length` is the length of all blocks, which
    /// are read from `source`. `None` when it is not exactly what [`State::write`] wrote; of a block that is not, see [`State::is_damaged`].
    pub fn read(head: &Head, notes: Vec<u8>, packed_length: u64, source: Source) -> Option<State> {
        if head.notes != (notes.len() as u64, hash::bytes(&notes)) {
            return None;
        }
        let mut get = Get::new(&notes);
        let mut state = State::empty();
        for _ in 0..get.number() {
            state.past.push(get.number());
            get.is_whole().then_some(())?;
        }
        state.owner = get.small();
        let count = get.number() as usize;
        state.rows.reserve_exact(count.min(notes.len()));
        let mut before = Row::nothing();
        let mut at: u32 = 0;
        for _ in 0..count {
            let row = read_row(&mut get, &before, &mut at)?;
            state.rows.push(row);
            before = row;
        }
        state.order = slots(&mut get, count)?;
        let ranks = runs(&mut get, state.order.len())?;
        state.people = ranks.into_iter().map(|rank| state.order.get(rank as usize).copied()).collect::<Option<_>>()?;
        state.listed = runs(&mut get, count)?;
        for _ in 0..get.number() {
            state.ranges.push((get.small(), get.date()?, get.date()?));
        }
        for _ in 0..get.number() {
            state.newcomers.push((get.small(), get.date()?));
        }
        let (blocks, packed) = Blocks::read(&mut get, &mut state.rows, source)?;
        state.blocks = blocks;
        let plain = get.at();
        let whole = get.is_whole() && plain + at as usize == notes.len() && packed as u64 == packed_length;
        // What has been read is not held a second time.
        state.base = notes;
        state.base.drain(..plain);
        state.base.shrink_to_fit();
        whole.then_some(state)
    }

    /// Adds the first part, with the path of each note; `None` when the two are not of one file.
    pub fn with(mut self, first: &First) -> Option<State> {
        (self.epoch, self.generation) = first.identity;
        (self.settings, self.looked) = (first.settings, first.looked);
        let generation = self.generation;
        self.past.iter_mut().for_each(|past| *past = generation.wrapping_sub(*past));
        let mut slots = self.listed.iter();
        let mut fits = true;
        first.places.each(|path| match slots.next().and_then(|&slot| self.rows.get_mut(slot as usize)) {
            Some(row) if row.alive => row.path = path,
            _ => fits = false,
        });
        fits &= slots.next().is_none();
        self.folders.clone_from(&first.places.folders);
        self.paths = Arc::clone(&first.places.paths);
        fits.then_some(self)
    }
}

impl State {
    /// The places of the contacts in the order of the paths: nearly one behind the other, since most notes are called as the contacts are.
    fn ranks_of_people(&self) -> Vec<u32> {
        let mut ranks = vec![0; self.rows.len()];
        (0..).zip(&self.order).for_each(|(rank, &slot)| ranks[slot as usize] = rank);
        self.people.iter().map(|&slot| ranks[slot as usize]).collect()
    }
}

impl Row {
    fn nothing() -> Row {
        Row {
            path: (0, 0),
            stamp: Stamp::default(),
            hash: 0,
            generation: 0,
            kind: NoteKind::Plain,
            alive: false,
            unsettled: false,
            troubled: false,
            contact: (0, 0),
            owed: (0, 0),
            note: (0, 0),
            told: (0, 0),
        }
    }
}

fn write_row(row: &Row, before: &Row, out: &mut Vec<u8>) {
    let (kind, day) = kind_number(row.kind);
    out.push(kind | u8::from(row.alive) << 4 | u8::from(row.unsettled) << 5 | u8::from(row.troubled) << 6);
    put(out, row.generation);
    if !row.alive {
        return;
    }
    if day.is_some() {
        put_date(out, day);
    }
    // Files are mostly written one after the other, and often never touched again.
    put_signed(out, row.stamp.ctime.wrapping_sub(before.stamp.ctime));
    put_signed(out, row.stamp.mtime.wrapping_sub(row.stamp.ctime));
    put(out, row.stamp.size);
    put_signed(out, row.stamp.inode.wrapping_sub(before.stamp.inode) as i64);
    out.extend_from_slice(&row.hash.to_le_bytes());
    for (_, length) in [row.contact, row.owed, row.note, row.told] {
        put(out, u64::from(length));
    }
}

fn read_row(get: &mut Get<'_>, before: &Row, at: &mut u32) -> Option<Row> {
    let flags = get.byte();
    let mut row = Row {
        alive: flags & 0x10 != 0,
        unsettled: flags & 0x20 != 0,
        troubled: flags & 0x40 != 0,
        generation: get.number(),
        ..Row::nothing()
    };
    if !row.alive {
        return Some(row);
    }
    row.kind = kind_of(flags & 0xf, get)?;
    row.stamp.ctime = before.stamp.ctime.wrapping_add(get.signed());
    row.stamp.mtime = row.stamp.ctime.wrapping_add(get.signed());
    row.stamp.size = get.number();
    row.stamp.inode = before.stamp.inode.wrapping_add(get.signed() as u64);
    row.hash = get.eight();
    let mut piece = || -> Option<Piece> {
        let piece = (*at, get.small());
        *at = at.checked_add(piece.1)?;
        Some(piece)
    };
    (row.contact, row.owed) = (piece()?, piece()?);
    (row.note.1, row.told.1) = (get.small(), get.small());
    get.is_whole().then_some(row)
}

/// How many bytes hold the number of one of so many slots.
fn width(count: usize) -> usize {
    (1..4).find(|width| count >> (8 * width) == 0).unwrap_or(4)
}

fn write_slots(slots: &[u32], count: usize, out: &mut Vec<u8>) {
    put(out, slots.len() as u64);
    slots.iter().for_each(|slot| out.extend(slot.to_le_bytes().into_iter().take(width(count))));
}

fn slots(get: &mut Get<'_>, count: usize) -> Option<Vec<u32>> {
    let length = usize::try_from(get.number()).ok().filter(|&length| length <= count)?;
    let width = width(count);
    let slot = |bytes: &[u8]| bytes.iter().rev().fold(0, |slot, &byte| slot << 8 | u32::from(byte));
    let slots: Vec<u32> = get.bytes(length * width).chunks_exact(width).map(slot).collect();
    slots.iter().all(|&slot| (slot as usize) < count).then_some(slots)
}

/// Slots that mostly follow each other: the first of each run, and how many there are.
fn write_runs(slots: &[u32], out: &mut Vec<u8>) {
    let runs = || slots.chunk_by(|one, next| one.checked_add(1) == Some(*next));
    put(out, runs().count() as u64);
    for run in runs() {
        put(out, u64::from(run[0]));
        put(out, run.len() as u64);
    }
}

fn runs(get: &mut Get<'_>, count: usize) -> Option<Vec<u32>> {
    let mut slots = Vec::new();
    for _ in 0..get.number() {
        let (first, length) = (get.small(), get.small());
        let end = first.checked_add(length).filter(|&end| end as usize <= count)?;
        if slots.len() + length as usize > count {
            return None;
        }
        slots.extend(first..end);
    }
    get.is_whole().then_some(slots)
}

fn kind_number(kind: NoteKind) -> (u8, Option<Date>) {
    match kind {
        NoteKind::Template => (0, None),
        NoteKind::Contact => (1, None),
        NoteKind::Company => (2, None),
        NoteKind::Event => (3, None),
        NoteKind::Daily(day) => (4, Some(day)),
        NoteKind::Dated(day) => (5, Some(day)),
        NoteKind::Conflict => (6, None),
        NoteKind::Plain => (7, None),
    }
}

fn kind_of(number: u8, get: &mut Get<'_>) -> Option<NoteKind> {
    Some(match number {
        0 => NoteKind::Template,
        1 => NoteKind::Contact,
        2 => NoteKind::Company,
        3 => NoteKind::Event,
        4 => NoteKind::Daily(get.date()?),
        5 => NoteKind::Dated(get.date()?),
        6 => NoteKind::Conflict,
        7 => NoteKind::Plain,
        _ => return None,
    })
}
