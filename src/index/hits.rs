//! From postings to hits: how often each note that is there holds what was asked for.

use std::collections::BTreeSet;

use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, InvertedIndexReader, Searcher, SegmentReader, TERMINATED};

use super::schema::{Fields, LENGTH, SLOT, fields};
use super::trouble::Error;

/// A note that holds what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The note.
    pub slot: u32,
    /// How often it stands in the note's names.
    pub names: u32,
    /// How often it stands in the note's text; one of the commonest words counts once.
    pub text: u32,
    /// How many words its names have together, a little rounded above 40.
    pub name_words: u32,
    /// How many words its text has, a little rounded above 40.
    pub text_words: u32,
}

/// A part of a note that is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Names,
    Text,
}

impl Part {
    /// The fields its words are in.
    pub(super) fn fields(self) -> impl Iterator<Item = Field> {
        let Fields { names, text, common, .. } = fields();
        let (first, second) = if self == Part::Names { (names, None) } else { (text, Some(common)) };
        std::iter::once(first).chain(second)
    }
}

/// A segment, and which of its documents count.
pub(super) struct Piece {
    pub segment: SegmentReader,
    /// Documents that are there and stand for an older state of their notes, sorted.
    masked: Vec<DocId>,
}

impl Piece {
    /// The segments of an index without the notes in some slots.
    pub(super) fn of(searcher: &Searcher, without: &BTreeSet<u32>) -> Result<Vec<Piece>, Error> {
        let piece = |segment: &SegmentReader| {
            let mut masked = Vec::new();
            if !without.is_empty() {
                let slots = segment.fast_fields().u64(SLOT)?.first_or_default_col(u64::MAX);
                let is_masked = |document: &DocId| u32::try_from(slots.get_val(*document)).is_ok_and(|slot| without.contains(&slot));
                masked.extend((0..segment.max_doc()).filter(is_masked));
            }
            Ok(Piece { segment: segment.clone(), masked })
        };
        searcher.segment_readers().iter().map(piece).collect()
    }

    /// Whether a document counts.
    pub(super) fn is_alive(&self, document: DocId) -> bool {
        self.segment.alive_bitset().is_none_or(|alive| alive.is_alive(document)) && self.masked.binary_search(&document).is_err()
    }

    /// How many documents count.
    pub(super) fn documents(&self) -> u32 {
        let gone = |document: &&DocId| self.segment.alive_bitset().is_none_or(|alive| alive.is_alive(**document));
        self.segment.num_docs() - self.masked.iter().filter(gone).count() as u32
    }
}

/// Asks every segment for both parts: `count` adds to the counts, one a document. Deleted documents are left out here.
pub(super) fn gather(pieces: &[Piece], mut count: impl FnMut(&Piece, Part, &mut [u32]) -> Result<(), Error>) -> Result<Vec<Hit>, Error> {
    let mut hits = Vec::new();
    for piece in pieces {
        let size = piece.segment.max_doc() as usize;
        let (mut names, mut text) = (vec![0; size], vec![0; size]);
        count(piece, Part::Names, &mut names)?;
        count(piece, Part::Text, &mut text)?;
        push(piece, names.into_iter().zip(text), |names, text| names > 0 || text > 0, &mut hits)?;
    }
    hits.sort_unstable_by_key(|hit| hit.slot);
    Ok(hits)
}

/// Every note, holding nothing.
pub(super) fn all(pieces: &[Piece]) -> Result<Vec<Hit>, Error> {
    let mut hits = Vec::new();
    for piece in pieces {
        push(piece, (0..piece.segment.max_doc()).map(|_| (0, 0)), |_, _| true, &mut hits)?;
    }
    hits.sort_unstable_by_key(|hit| hit.slot);
    Ok(hits)
}

fn push(
    piece: &Piece,
    counts: impl Iterator<Item = (u32, u32)>,
    is_hit: impl Fn(u32, u32) -> bool,
    hits: &mut Vec<Hit>,
) -> Result<(), Error> {
    let segment = &piece.segment;
    let slots = segment.fast_fields().u64(SLOT)?.first_or_default_col(u64::MAX);
    let name_lengths = segment.get_fieldnorms_reader(fields().names)?;
    let text_lengths = segment.fast_fields().u64(LENGTH)?.first_or_default_col(0);
    for (document, (names, text)) in (0..).zip(counts) {
        if is_hit(names, text) && piece.is_alive(document) {
            let slot = u32::try_from(slots.get_val(document)).map_err(|_| Error::Broken("a note has no slot".to_owned()))?;
            let name_words = name_lengths.fieldnorm(document);
            let text_words = u32::try_from(text_lengths.get_val(document)).unwrap_or(u32::MAX);
            hits.push(Hit { slot, names, text, name_words, text_words });
        }
    }
    Ok(())
}

/// Adds how often the documents hold a term; whether one that is there does.
pub(super) fn count_term(piece: &Piece, inverted: &InvertedIndexReader, term: &TermInfo, counts: &mut [u32]) -> Result<bool, Error> {
    let postings = inverted.read_postings_from_terminfo(term, IndexRecordOption::WithFreqs)?;
    Ok(count_postings(postings, piece, counts))
}

fn count_postings(mut postings: SegmentPostings, piece: &Piece, counts: &mut [u32]) -> bool {
    let mut any = false;
    let mut document = postings.doc();
    while document != TERMINATED {
        if piece.is_alive(document)
            && let Some(count) = counts.get_mut(document as usize)
        {
            *count += postings.term_freq();
            any = true;
        }
        document = postings.advance();
    }
    any
}
