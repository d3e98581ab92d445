//! What is asked for of few notes, packed: the pieces of so many slots at a stretch stand in one block, compressed by LZ4 and unpacked when
//! one of them is first asked for.

use std::sync::OnceLock;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::book::state::codec::{Get, put};
use crate::book::state::{Piece, Row, State};

/// Marks a piece as one in a block: what is above is the offset there.
pub const IN_BLOCK: u32 = 1 << 31;

/// How many slots share a block.
const SLOTS: usize = 128;

/// Which pieces a block holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// What notes are called and ask for.
    Note,
    /// Persons and places.
    Told,
}

const KINDS: [Kind; 2] = [Kind::Note, Kind::Told];

/// A packed block: where it stands in the file, how long it is, and how long unpacked.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
struct Block {
    at: usize,
    length: usize,
    whole: usize,
}

/// The blocks of a file.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Blocks {
    blocks: Vec<Block>,
    unpacked: Vec<OnceLock<Box<[u8]>>>,
}

impl Blocks {
    /// The unpacked block that holds a slot's piece; empty when it cannot be unpacked.
    pub fn get(&self, kind: Kind, slot: u32, file: &[u8]) -> &[u8] {
        let number = slot as usize / SLOTS * KINDS.len() + kind as usize;
        let (Some(block), Some(place)) = (self.blocks.get(number), self.unpacked.get(number)) else { return &[] };
        place.get_or_init(|| {
            let packed = file.get(block.at..block.at + block.length).unwrap_or_default();
            lz4_flex::block::decompress(packed, block.whole).unwrap_or_default().into_boxed_slice()
        })
    }

    /// Reads where the blocks stand; `rows` get the offsets of their pieces. `None`: it makes no sense. The first block begins at `0`
    /// until [`Blocks::shift`] says where.
    pub fn read(get: &mut Get<'_>, rows: &mut [Row]) -> Option<(Blocks, usize)> {
        let count = rows.len().div_ceil(SLOTS) * KINDS.len();
        let mut blocks = Blocks { blocks: Vec::with_capacity(count), unpacked: Vec::new() };
        let mut at = 0;
        for _ in 0..count {
            let (length, whole) = (get.small() as usize, get.small() as usize);
            blocks.blocks.push(Block { at, length, whole });
            at += length;
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

    /// Says where in the file the first block begins.
    pub fn shift(&mut self, by: usize) {
        self.blocks.iter_mut().for_each(|block| block.at += by);
    }
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
        let packed: Vec<(Vec<u8>, usize)> = (0..count).into_par_iter().map(|number| self.block(number)).collect();
        for (bytes, whole) in &packed {
            put(out, bytes.len() as u64);
            put(out, *whole as u64);
        }
        packed.into_iter().map(|(bytes, _)| bytes).collect()
    }

    /// One block, packed, and how long it is unpacked. One that is as it was read is not packed again.
    fn block(&self, number: usize) -> (Vec<u8>, usize) {
        let kind = KINDS[number % KINDS.len()];
        let from = number / KINDS.len() * SLOTS;
        let rows = self.rows.get(from..(from + SLOTS).min(self.rows.len())).unwrap_or_default();
        let pieces: Vec<(u32, Piece)> =
            (from as u32..).zip(rows).filter(|(_, row)| row.alive).map(|(slot, row)| (slot, *piece_of(&mut row.clone(), kind))).collect();
        let whole: usize = pieces.iter().map(|(_, piece)| piece.1 as usize).sum();
        let before = self.blocks.blocks.get(number);
        if let Some(before) = before.filter(|before| before.whole == whole && pieces.iter().all(|(_, piece)| piece.0 >= IN_BLOCK)) {
            return (self.base.get(before.at..before.at + before.length).unwrap_or_default().to_vec(), whole);
        }
        let mut bytes = Vec::with_capacity(whole);
        pieces.iter().for_each(|(slot, piece)| bytes.extend_from_slice(self.packed(kind, *slot, *piece)));
        (lz4_flex::block::compress(&bytes), whole)
    }
}
