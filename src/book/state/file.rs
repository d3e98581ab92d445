//! The state as a file: a head; a plain part with its checksum, which holds what is known of each note; then packed blocks, each with a
//! checksum of its own, which are read one by one when they are asked for.
//!
//! What is not exactly as it was written is no state: a truncated, damaged or foreign file gives none, never a wrong one.

use crate::base::date::Date;
use crate::base::hash;
use crate::base::stamp::Stamp;
use crate::book::kind::NoteKind;
use crate::book::state::blocks::{Blocks, Source};
use crate::book::state::codec::{Get, put, put_date, put_signed, put_text};
use crate::book::state::{Piece, Row, State};

/// Raised whenever the same state would be written otherwise, or the same facts would give another state.
pub const VERSION: u32 = 4;

const MAGIC: &[u8; 8] = b"vaultfax";
/// Magic, version, the length of the plain part and its checksum.
const HEAD: usize = 8 + 4 + 8 + 8;

/// How many bytes of a file say which state it is.
pub const IDENTIFIED: usize = HEAD + 16;

/// Epoch and generation of the state a file begins with; `None` when it is no state of this version.
pub fn identity(head: &[u8]) -> Option<(u64, u64)> {
    plain_length(head)?;
    let mut get = Get::new(head.get(HEAD..)?);
    let identity = (get.eight(), get.eight());
    get.is_whole().then_some(identity)
}

/// How many bytes a file's head and plain part have together, by its first bytes; `None` when it is no state of this version.
pub fn plain_length(head: &[u8]) -> Option<u64> {
    if head.get(..8)? != MAGIC || head.get(8..12)? != VERSION.to_le_bytes() {
        return None;
    }
    let length = u64::from_le_bytes(head.get(12..20)?.try_into().ok()?);
    length.checked_add(HEAD as u64)
}

impl State {
    /// The whole file.
    pub fn write(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.base.len() + self.extra.len() + self.paths.len() + self.rows.len() * 40);
        out.extend_from_slice(MAGIC);
        out.extend_from_slice(&VERSION.to_le_bytes());
        out.extend_from_slice(&[0; 16]);
        for number in [self.epoch, self.generation, self.settings] {
            out.extend_from_slice(&number.to_le_bytes());
        }
        put(&mut out, self.past.len() as u64);
        self.past.iter().for_each(|past| put(&mut out, self.generation.wrapping_sub(*past)));
        put_signed(&mut out, self.looked);
        put(&mut out, u64::from(self.owner));
        put(&mut out, self.rows.len() as u64);
        put(&mut out, self.paths.len() as u64);
        let mut before = Row::nothing();
        let mut path = "";
        for row in &self.rows {
            let own = if row.alive { self.text(row.path) } else { "" };
            write_row(row, &before, path, own, &mut out);
            before = if row.alive { *row } else { Row::nothing() };
            path = own;
        }
        write_slots(&self.order, self.rows.len(), &mut out);
        write_runs(&self.ranks_of_people(), &mut out);
        write_runs(&self.listed, &mut out);
        put(&mut out, self.ranges.len() as u64);
        for (slot, first, last) in &self.ranges {
            put(&mut out, u64::from(*slot));
            put_date(&mut out, Some(*first));
            put_date(&mut out, Some(*last));
        }
        put(&mut out, self.newcomers.len() as u64);
        for (slot, day) in &self.newcomers {
            put(&mut out, u64::from(*slot));
            put_date(&mut out, Some(*day));
        }
        let blocks = self.pack(&mut out);
        for row in self.rows.iter().filter(|row| row.alive) {
            for piece in [row.contact, row.owed] {
                out.extend_from_slice(self.plain(piece));
            }
        }
        let plain = out.get(HEAD..).unwrap_or_default();
        let (length, sum) = (plain.len() as u64, hash::bytes(plain));
        if let Some(place) = out.get_mut(HEAD - 16..HEAD) {
            place.copy_from_slice(&[length.to_le_bytes(), sum.to_le_bytes()].concat());
        }
        blocks.iter().for_each(|block| out.extend_from_slice(block));
        out
    }

    /// Reads a file from its head and plain part, the length of the rest, and where the blocks are read from. `None` when it is not
    /// exactly what [`State::write`] wrote with these settings; of a block that is not, see [`State::is_damaged`].
    pub fn read(file: Vec<u8>, packed_length: u64, source: Source, settings: u64) -> Option<State> {
        let (head, rest) = file.split_at_checked(HEAD)?;
        let sum = u64::from_le_bytes(head.get(20..)?.try_into().ok()?);
        if plain_length(head)? != file.len() as u64 || sum != hash::bytes(rest) {
            return None;
        }
        let mut get = Get::new(rest);
        let mut state = State::empty();
        state.epoch = get.eight();
        state.generation = get.eight();
        state.settings = get.eight();
        if state.settings != settings {
            return None;
        }
        for _ in 0..get.number() {
            state.past.push(state.generation.wrapping_sub(get.number()));
            get.is_whole().then_some(())?;
        }
        state.looked = get.signed();
        state.owner = get.small();
        let count = get.number() as usize;
        let paths = get.number() as usize;
        state.rows.reserve_exact(count.min(rest.len()));
        state.paths.reserve_exact(paths.min(rest.len() * 8));
        let mut before = Row::nothing();
        let mut at: u32 = 0;
        for _ in 0..count {
            let row = read_row(&mut get, &before, &mut state.paths, &mut at)?;
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
        let plain = HEAD + get.at();
        state.blocks = blocks;
        let whole = get.is_whole() && plain + at as usize == file.len() && packed as u64 == packed_length;
        state.from = plain;
        state.base = file;
        whole.then_some(state)
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

fn write_row(row: &Row, before: &Row, path_before: &str, path: &str, out: &mut Vec<u8>) {
    let (kind, day) = kind_number(row.kind);
    out.push(kind | u8::from(row.alive) << 4 | u8::from(row.unsettled) << 5 | u8::from(row.troubled) << 6);
    put(out, row.generation);
    if !row.alive {
        return;
    }
    if day.is_some() {
        put_date(out, day);
    }
    let shared = path.bytes().zip(path_before.bytes()).take_while(|(one, other)| one == other).count();
    let shared = (0..=shared).rev().find(|&at| path.is_char_boundary(at)).unwrap_or(0);
    put(out, shared as u64);
    put_text(out, path.get(shared..).unwrap_or(""));
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

fn read_row(get: &mut Get<'_>, before: &Row, paths: &mut String, at: &mut u32) -> Option<Row> {
    let flags = get.byte();
    let mut row = Row {
        alive: flags & 0x10 != 0,
        unsettled: flags & 0x20 != 0,
        troubled: flags & 0x40 != 0,
        generation: get.number(),
        ..Row::nothing()
    };
    if !row.alive {
        // An empty path stands before the next one.
        row.path = (paths.len() as u32, 0);
        row.stamp.inode = 0;
        return Some(row);
    }
    row.kind = kind_of(flags & 0xf, get)?;
    let shared = get.number() as usize;
    let suffix = get.text();
    let start = paths.len();
    let (from, length) = (before.path.0 as usize, before.path.1 as usize);
    if shared > length {
        return None;
    }
    let end = from + shared;
    paths.get(from..end)?;
    paths.extend_from_within(from..end);
    paths.push_str(suffix);
    row.path = (start as u32, (paths.len() - start) as u32);
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
