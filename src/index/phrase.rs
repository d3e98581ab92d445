//! Finds forms that stand at given distances: a word, a phrase, pairs of characters; each form a word or the beginning of one.
//!
//! Where a common word stands is not kept: a phrase with one is looked for by its other words, and then in the texts that hold them.

use std::sync::Arc;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, InvertedIndexReader, SegmentReader, TERMINATED};

use super::Texts;
use super::dates::{Pattern, is_day};
use super::hits::{self, Hit, Part, Piece};
use super::schema::{SLOT, fields};
use super::trouble::Error;
use crate::base::words::{self, Form};

/// The notes in which the forms stand so, in one name or in the text.
pub(super) fn find(pieces: &[Piece], forms: &[Form], texts: Option<&Texts>) -> Result<Vec<Hit>, Error> {
    match forms {
        [] => Ok(Vec::new()),
        [_] => hits::gather(pieces, |piece, part, counts| {
            let Found { exact, common } = Found::of(&piece.segment, part, forms, 0)?;
            for Meant { inverted, term, .. } in exact.iter().chain(&common) {
                hits::count_term(piece, inverted, term, counts)?;
            }
            Ok(())
        }),
        forms => hits::gather(pieces, |piece, part, counts| {
            let unsure = count_phrase(piece, part, forms, counts)?;
            if !unsure.is_empty() {
                count_in_texts(&piece.segment, &unsure, forms, texts, counts)?;
            }
            Ok(())
        }),
    }
}

/// A term that a form means.
struct Meant {
    inverted: Arc<InvertedIndexReader>,
    term: TermInfo,
    /// How far behind the position of the term the form stands: in the day of a date.
    shift: u32,
}

/// Which terms a form means.
struct Found {
    /// Those of which it is known where they stand.
    exact: Vec<Meant>,
    /// The common ones.
    common: Vec<Meant>,
}

impl Found {
    fn of(segment: &SegmentReader, part: Part, forms: &[Form], at: usize) -> Result<Found, Error> {
        let Some(form) = forms.get(at) else { return Ok(Found { exact: Vec::new(), common: Vec::new() }) };
        Ok(match part {
            Part::Names => Found { exact: terms(segment, fields().names, form)?, common: Vec::new() },
            Part::Text => {
                let mut exact = terms(segment, fields().text, form)?;
                days(segment, forms, at, &mut exact)?;
                Found { exact, common: terms(segment, fields().common, form)? }
            }
        })
    }
}

/// The terms of a field that a form means.
fn terms(segment: &SegmentReader, field: Field, form: &Form) -> Result<Vec<Meant>, Error> {
    let inverted = segment.inverted_index(field)?;
    let meant = |term: TermInfo| Meant { inverted: Arc::clone(&inverted), term, shift: 0 };
    if !form.prefix {
        return Ok(inverted.terms().get(&form.text)?.map(meant).into_iter().collect());
    }
    let mut found = Vec::new();
    let mut stream = inverted.terms().range().ge(&form.text).into_stream()?;
    while stream.advance() && stream.key().starts_with(form.text.as_bytes()) {
        if !is_day(stream.key()) {
            found.push(meant(stream.value().clone()));
        }
    }
    Ok(found)
}

/// Adds the days of dates that hold a form.
fn days(segment: &SegmentReader, forms: &[Form], at: usize, found: &mut Vec<Meant>) -> Result<(), Error> {
    for part in 0..2 {
        let Some(pattern) = Pattern::of(forms, at, part) else { continue };
        let inverted = segment.inverted_index(fields().text)?;
        let mut stream = inverted.terms().search(&pattern).into_stream()?;
        while stream.advance() {
            found.push(Meant { inverted: Arc::clone(&inverted), term: stream.value().clone(), shift: part as u32 });
        }
    }
    Ok(())
}

/// Counts how often the forms stand so; where a common word is among them, the documents are given back in which they may.
fn count_phrase(piece: &Piece, part: Part, forms: &[Form], counts: &mut [u32]) -> Result<Vec<DocId>, Error> {
    let mut cursors = Vec::with_capacity(forms.len());
    for (at, form) in forms.iter().enumerate() {
        let Found { exact, common } = Found::of(&piece.segment, part, forms, at)?;
        let found = || exact.iter().chain(&common);
        if found().next().is_none() {
            return Ok(Vec::new());
        }
        let is_exact = common.is_empty();
        let wanted = if is_exact { IndexRecordOption::WithFreqsAndPositions } else { IndexRecordOption::Basic };
        let size = found().map(|meant| u64::from(meant.term.doc_freq)).sum();
        let open = |meant: &Meant| Ok((meant.inverted.read_postings_from_terminfo(&meant.term, wanted)?, meant.shift));
        let postings = found().map(open).collect::<Result<Vec<_>, Error>>()?;
        cursors.push(Cursor { postings, offset: form.offset, size, is_exact });
    }
    // The rarest leads.
    cursors.sort_by_key(|cursor| cursor.size);
    let sure = cursors.iter().all(|cursor| cursor.is_exact);
    let mut unsure = Vec::new();
    let (mut starts, mut others, mut both) = (Vec::new(), Vec::new(), Vec::new());
    let mut document = 0;
    while let Some(found) = next_common(&mut cursors, document) {
        document = found + 1;
        let mut known = false;
        for cursor in cursors.iter_mut().filter(|cursor| cursor.is_exact) {
            if !known {
                cursor.starts(found, &mut starts);
            } else {
                cursor.starts(found, &mut others);
                both.clear();
                both.extend(starts.iter().copied().filter(|start| others.binary_search(start).is_ok()));
                std::mem::swap(&mut starts, &mut both);
            }
            known = true;
        }
        if sure {
            if let Some(count) = counts.get_mut(found as usize) {
                *count += u32::try_from(starts.len()).unwrap_or(u32::MAX);
            }
        } else if (!known || !starts.is_empty()) && piece.is_alive(found) {
            unsure.push(found);
        }
    }
    Ok(unsure)
}

/// Counts how often the forms stand so in the texts of documents.
fn count_in_texts(
    segment: &SegmentReader,
    documents: &[DocId],
    forms: &[Form],
    texts: Option<&Texts>,
    counts: &mut [u32],
) -> Result<(), Error> {
    let Some(texts) = texts else { return Err(Error::Broken("the texts are not at hand".to_owned())) };
    let slots = segment.fast_fields().u64(SLOT)?.first_or_default_col(u64::MAX);
    let count = |&document: &DocId| u32::try_from(slots.get_val(document)).map_or(0, |slot| count_in(&texts(slot), forms));
    let found: Vec<u32> = documents.par_iter().map(count).collect();
    for (document, found) in documents.iter().zip(found) {
        if let Some(count) = counts.get_mut(*document as usize) {
            *count += found;
        }
    }
    Ok(())
}

/// How often the forms stand so in a text.
fn count_in(text: &str, forms: &[Form]) -> u32 {
    let mut starts: Vec<Vec<u32>> = vec![Vec::new(); forms.len()];
    words::each(text, |token, word| {
        for (form, starts) in forms.iter().zip(&mut starts) {
            let is_it = if form.prefix { word.starts_with(&form.text) } else { word == form.text };
            let start = token.position.checked_sub(form.offset).filter(|start| is_it && starts.last() != Some(start));
            starts.extend(start);
        }
    });
    let Some((first, others)) = starts.split_first() else { return 0 };
    let stands = |start: &&u32| others.iter().all(|other| other.binary_search(start).is_ok());
    u32::try_from(first.iter().filter(stands).count()).unwrap_or(u32::MAX)
}

/// The first document from `document` on that all cursors hold.
fn next_common(cursors: &mut [Cursor], document: DocId) -> Option<DocId> {
    let mut target = document;
    'again: loop {
        for cursor in cursors.iter_mut() {
            let at = cursor.seek(target);
            if at == TERMINATED {
                return None;
            }
            if at > target {
                target = at;
                continue 'again;
            }
        }
        return Some(target);
    }
}

/// Where one form stands: the postings of all terms it means.
struct Cursor {
    /// Each with how far behind its positions the form stands.
    postings: Vec<(SegmentPostings, u32)>,
    offset: u32,
    size: u64,
    /// Whether it is known where the terms stand.
    is_exact: bool,
}

impl Cursor {
    /// The first document from `target` on.
    fn seek(&mut self, target: DocId) -> DocId {
        let at = |(postings, _): &mut (SegmentPostings, u32)| if postings.doc() < target { postings.seek(target) } else { postings.doc() };
        self.postings.iter_mut().map(at).min().unwrap_or(TERMINATED)
    }

    /// Where a phrase with this form in its place would begin in the document, sorted.
    fn starts(&mut self, document: DocId, starts: &mut Vec<u32>) {
        starts.clear();
        for (postings, shift) in self.postings.iter_mut().filter(|(postings, _)| postings.doc() == document) {
            postings.append_positions_with_offset(*shift, starts);
        }
        starts.retain(|&position| position >= self.offset);
        for position in starts.iter_mut() {
            *position -= self.offset;
        }
        starts.sort_unstable();
        starts.dedup();
    }
}

#[cfg(test)]
mod tests {
    use super::count_in;
    use crate::base::words::query_forms;

    #[test]
    fn a_phrase_is_counted_in_a_text_as_in_the_index() {
        let text = "By the river. The river walks by the River Müller, and the Muellers; 東京都 of the";
        let count = |phrase: &str| count_in(text, &query_forms(phrase));
        assert_eq!(count("the river"), 3);
        assert_eq!(count("by the river"), 2);
        assert_eq!(count("river the"), 1);
        assert_eq!(count("river mueller"), 1);
        assert_eq!(count("of the"), 1);
        assert_eq!(count("the of"), 0);
        assert_eq!(count("muellers 東京都 of"), 1);
        let mut forms = query_forms("the mue");
        forms[1].prefix = true;
        assert_eq!(count_in(text, &forms), 1);
    }
}
