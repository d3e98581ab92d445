//! From postings to hits: how often each note that is there holds what was asked for.

use tantivy::fastfield::AliveBitSet;
use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, InvertedIndexReader, Searcher, SegmentReader, TERMINATED};

use super::schema::{Fields, SLOT, fields};
use super::trouble::Error;

/// A note that holds what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The note.
    pub slot: u32,
    /// How often it stands in the note's names.
    pub names: u32,
    /// How often it stands in the note's text.
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

/// Asks every segment for both parts: `count` adds to the counts, one a document. Deleted documents are left out here.
pub(super) fn gather(
    searcher: &Searcher,
    mut count: impl FnMut(&SegmentReader, Part, &mut [u32]) -> Result<(), Error>,
) -> Result<Vec<Hit>, Error> {
    let mut hits = Vec::new();
    for segment in searcher.segment_readers() {
        let size = segment.max_doc() as usize;
        let (mut names, mut text) = (vec![0; size], vec![0; size]);
        count(segment, Part::Names, &mut names)?;
        count(segment, Part::Text, &mut text)?;
        push(segment, names.into_iter().zip(text), |names, text| names > 0 || text > 0, &mut hits)?;
    }
    hits.sort_unstable_by_key(|hit| hit.slot);
    Ok(hits)
}

/// Every note, holding nothing.
pub(super) fn all(searcher: &Searcher) -> Result<Vec<Hit>, Error> {
    let mut hits = Vec::new();
    for segment in searcher.segment_readers() {
        push(segment, (0..segment.max_doc()).map(|_| (0, 0)), |_, _| true, &mut hits)?;
    }
    hits.sort_unstable_by_key(|hit| hit.slot);
    Ok(hits)
}

fn push(
    segment: &SegmentReader,
    counts: impl Iterator<Item = (u32, u32)>,
    is_hit: impl Fn(u32, u32) -> bool,
    hits: &mut Vec<Hit>,
) -> Result<(), Error> {
    let slots = segment.fast_fields().u64(SLOT)?.first_or_default_col(u64::MAX);
    let name_lengths = segment.get_fieldnorms_reader(fields().names)?;
    let text_lengths = segment.get_fieldnorms_reader(fields().text)?;
    let common_lengths = segment.get_fieldnorms_reader(fields().common)?;
    let alive = segment.alive_bitset();
    for (document, (names, text)) in (0..).zip(counts) {
        if is_hit(names, text) && alive.is_none_or(|alive| alive.is_alive(document)) {
            let slot = u32::try_from(slots.get_val(document)).map_err(|_| Error::Broken("a note has no slot".to_owned()))?;
            let name_words = name_lengths.fieldnorm(document);
            let text_words = text_lengths.fieldnorm(document) + common_lengths.fieldnorm(document);
            hits.push(Hit { slot, names, text, name_words, text_words });
        }
    }
    Ok(())
}

/// Adds how often the documents hold a term; whether one that is there does.
pub(super) fn count_term(
    segment: &SegmentReader,
    inverted: &InvertedIndexReader,
    term: &TermInfo,
    counts: &mut [u32],
) -> Result<bool, Error> {
    let postings = inverted.read_postings_from_terminfo(term, IndexRecordOption::WithFreqs)?;
    Ok(count_postings(postings, segment.alive_bitset(), counts))
}

fn count_postings(mut postings: SegmentPostings, alive: Option<&AliveBitSet>, counts: &mut [u32]) -> bool {
    let mut any = false;
    let mut document = postings.doc();
    while document != TERMINATED {
        if alive.is_none_or(|alive| alive.is_alive(document))
            && let Some(count) = counts.get_mut(document as usize)
        {
            *count += postings.term_freq();
            any = true;
        }
        document = postings.advance();
    }
    any
}
