//! What is asked for of few notes, packed: the pieces of so many slots at a stretch stand in one block, compressed by LZ4 and unpacked when
//! one of them is first asked for.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::base::hash;
use crate::book::state::codec::{Get, put};
use crate::book::state::{Piece, Row, State};

/// Marks a piece as one in a block: what is above is the offset there.
pub const IN_BLOCK: u32 = 1 << 31;

/// How many slots share a block.
pub(super) const SLOTS: usize = 128;

/// How many bytes the dictionary has at most: LZ4 sees 64 KB at once, this and a block.
const DICTIONARY: usize = 36_000;

/// Which pieces a block holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// What notes are called and ask for.
    Note,
    /// Persons and places.
    Told,
}

const KINDS: [Kind; 2] = [Kind::Note, Kind::Told];

/// A packed block: where it stands behind the plain part of the file, how long it is and how long unpacked, and its checksum.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
struct Block {
    at: usize,
    length: usize,
    whole: usize,
    sum: u64,
}

/// Reads so many bytes at a place behind the plain part of the file.
#[derive(Clone)]
pub struct Source(pub Arc<dyn Fn(usize, usize) -> Option<Vec<u8>> + Send + Sync>);

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Source")
    }
}

/// The blocks of a file.
#[derive(Clone, Debug, Default)]
pub struct Blocks {
    blocks: Vec<Block>,
    unpacked: Vec<OnceLock<Box<[u8]>>>,
    source: Option<Source>,
    /// What blocks of persons and places are packed with, since others are like them: pieces of some notes.
    dictionary: Arc<Vec<u8>>,
    damaged: Arc<AtomicBool>,
}

impl Blocks {
    /// The unpacked block that holds a slot's piece; empty when it is not what was written, which is remembered.
    pub fn get(&self, kind: Kind, slot: u32) -> &[u8] {
        let place = self.unpacked.get(number_of(kind, slot));
        place.map_or(&[], |place| place.get_or_init(|| self.once(kind, slot)))
    }

    /// The same, and it is not kept.
    pub fn once(&self, kind: Kind, slot: u32) -> Box<[u8]> {
        let number = number_of(kind, slot);
        let Some(block) = self.blocks.get(number) else { return Box::default() };
        let unpacked = self.packed(number).and_then(|packed| self.unpack(number, &packed, block));
        unpacked.unwrap_or_else(|| {
            self.damaged.store(true, Ordering::Relaxed);
            Box::default()
        })
    }

    /// A block as it stands in the file, when it is what was written.
    fn packed(&self, number: usize) -> Option<Vec<u8>> {
        let block = self.blocks.get(number)?;
        let packed = (self.source.as_ref()?.0)(block.at, block.length)?;
        (hash::bytes(&packed) == block.sum).then_some(packed)
    }

    /// Whether a block was not what was written.
    pub fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Relaxed)
    }

    /// Remembers that something was not what was written.
    pub fn say_damaged(&self) {
        self.damaged.store(true, Ordering::Relaxed);
    }

    /// Reads every block.
    pub fn are_whole(&self) -> bool {
        (0..self.blocks.len()).into_par_iter().all(|number| {
            self.packed(number).zip(self.blocks.get(number)).and_then(|(packed, block)| self.unpack(number, &packed, block)).is_some()
        })
    }

    /// `None`: it is not so long as was written.
    fn unpack(&self, number: usize, packed: &[u8], block: &Block) -> Option<Box<[u8]>> {
        let dictionary = dictionary(&self.dictionary, number);
        let unpacked = lz4_flex::block::decompress_with_dict(packed, block.whole, dictionary).ok()?;
        (unpacked.len() == block.whole).then(|| unpacked.into_boxed_slice())
    }

    /// Reads where the blocks stand, and how long they are together; `rows` get the offsets of their pieces. `None`: it makes no sense.
    pub fn read(get: &mut Get<'_>, rows: &mut [Row], source: Source) -> Option<(Blocks, usize)> {
        let count = rows.len().div_ceil(SLOTS) * KINDS.len();
        let (whole, packed) = (get.number() as usize, get.number() as usize);
        let dictionary = lz4_flex::block::decompress(get.bytes(packed), whole.min(DICTIONARY)).ok()?;
        let mut blocks = Blocks { source: Some(source), dictionary: Arc::new(dictionary), ..Blocks::default() };
        blocks.blocks.reserve_exact(count);
        let mut at: usize = 0;
        for _ in 0..count {
            let (length, whole, sum) = (get.small() as usize, get.small() as usize, get.eight());
            blocks.blocks.push(Block { at, length, whole, sum });
            at = at.checked_add(length)?;
        }
        blocks.unpacked.resize_with(count, OnceLock::new);
        for (stretch, rows) in rows.chunks_mut(SLOTS).enumerate() {
            for kind in KINDS {
                let mut offset: u32 = 0;
                for row in rows.iter_mut().filter(|row| row.alive) {
                    let piece = piece_of(row, kind);
                    piece.0 = IN_BLOCK | offset;
                    offset = offset.checked_add(piece.1).filter(|&offset| offset < IN_BLOCK)?;
                }
                if offset as usize != blocks.blocks.get(stretch * KINDS.len() + kind as usize)?.whole {
                    return None;
                }
            }
        }
        Some((blocks, at))
    }
}

/// What a block is packed with.
fn dictionary(all: &[u8], number: usize) -> &[u8] {
    if number % KINDS.len() == Kind::Told as usize { all } else { &[] }
}

fn number_of(kind: Kind, slot: u32) -> usize {
    slot as usize / SLOTS * KINDS.len() + kind as usize
}

fn piece_of(row: &mut Row, kind: Kind) -> &mut Piece {
    match kind {
        Kind::Note => &mut row.note,
        Kind::Told => &mut row.told,
    }
}

impl State {
    /// Packs all blocks: writes where they will stand, and returns them.
    pub(super) fn pack(&self, out: &mut Vec<u8>) -> Vec<Vec<u8>> {
        let count = self.rows.len().div_ceil(SLOTS) * KINDS.len();
        // Blocks that stay as they were read need the one they were packed with.
        let words = if self.blocks.blocks.is_empty() { Arc::new(self.likely()) } else { Arc::clone(&self.blocks.dictionary) };
        let shared = lz4_flex::block::compress(&words);
        put(out, words.len() as u64);
        put(out, shared.len() as u64);
        out.extend_from_slice(&shared);
        let packed: Vec<(Vec<u8>, usize)> = (0..count).into_par_iter().map(|number| self.block(number, &words)).collect();
        for (bytes, whole) in &packed {
            put(out, bytes.len() as u64);
            put(out, *whole as u64);
            out.extend_from_slice(&hash::bytes(bytes).to_le_bytes());
        }
        packed.into_iter().map(|(bytes, _)| bytes).collect()
    }

    /// One block, packed, and how long it is unpacked. One that is as it was read is not packed again.
    fn block(&self, number: usize, words: &[u8]) -> (Vec<u8>, usize) {
        let kind = KINDS[number % KINDS.len()];
        let from = number / KINDS.len() * SLOTS;
        let rows = self.rows.get(from..(from + SLOTS).min(self.rows.len())).unwrap_or_default();
        let pieces: Vec<(u32, Piece)> =
            (from as u32..).zip(rows).filter(|(_, row)| row.alive).map(|(slot, row)| (slot, *piece_of(&mut row.clone(), kind))).collect();
        let whole: usize = pieces.iter().map(|(_, piece)| piece.1 as usize).sum();
        let before = self.blocks.blocks.get(number);
        if before.is_some_and(|before| before.whole == whole && pieces.iter().all(|(_, piece)| piece.0 >= IN_BLOCK))
            && let Some(packed) = self.blocks.packed(number)
        {
            return (packed, whole);
        }
        let mut bytes = Vec::with_capacity(whole);
        pieces.iter().for_each(|(slot, piece)| bytes.extend_from_slice(self.packed(kind, *slot, *piece)));
        (lz4_flex::block::compress_with_dict(&bytes, dictionary(words, number)), whole)
    }

    /// Pieces of notes from all over the vault, for the dictionary.
    fn likely(&self) -> Vec<u8> {
        let all: usize = self.rows.iter().map(|row| row.told.1 as usize).sum();
        let mut words = Vec::new();
        let mut passed = 0;
        for (slot, row) in self.alive() {
            let length = row.told.1 as usize;
            passed += length;
            // As large a part of the dictionary as has been passed of all.
            if words.len() * all <= passed * DICTIONARY && words.len() + length <= DICTIONARY {
                words.extend_from_slice(self.packed(Kind::Told, slot, row.told));
            }
        }
        words
    }
}
