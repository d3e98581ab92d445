//! Finds forms that stand at given distances: a word, a phrase, pairs of characters; each form a word or the beginning of one.

use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, InvertedIndexReader, Searcher, SegmentReader, TERMINATED};

use super::hits::{self, Hit};
use super::trouble::Error;
use crate::base::words::Form;

/// The notes in which the forms stand so, in one name or in the text.
pub(super) fn find(searcher: &Searcher, forms: &[Form]) -> Result<Vec<Hit>, Error> {
    match forms {
        [] => Ok(Vec::new()),
        [form] => hits::gather(searcher, |segment, field, counts| {
            let inverted = segment.inverted_index(field)?;
            for term in terms(&inverted, form)? {
                hits::count_term(segment, &inverted, &term, counts)?;
            }
            Ok(())
        }),
        forms => hits::gather(searcher, |segment, field, counts| count_phrase(segment, field, forms, counts)),
    }
}

/// The terms of the segment that a form means.
fn terms(inverted: &InvertedIndexReader, form: &Form) -> Result<Vec<TermInfo>, Error> {
    if !form.prefix {
        return Ok(inverted.terms().get(&form.text)?.into_iter().collect());
    }
    let mut found = Vec::new();
    let mut stream = inverted.terms().range().ge(&form.text).into_stream()?;
    while stream.advance() && stream.key().starts_with(form.text.as_bytes()) {
        found.push(stream.value().clone());
    }
    Ok(found)
}

fn count_phrase(segment: &SegmentReader, field: Field, forms: &[Form], counts: &mut [u32]) -> Result<(), Error> {
    let inverted = segment.inverted_index(field)?;
    let mut cursors = Vec::with_capacity(forms.len());
    for form in forms {
        let found = terms(&inverted, form)?;
        if found.is_empty() {
            return Ok(());
        }
        let size = found.iter().map(|term| u64::from(term.doc_freq)).sum();
        let open = |term: &TermInfo| inverted.read_postings_from_terminfo(term, IndexRecordOption::WithFreqsAndPositions);
        let postings = found.iter().map(open).collect::<Result<Vec<_>, _>>()?;
        cursors.push(Cursor { postings, offset: form.offset, size });
    }
    // The rarest leads.
    cursors.sort_by_key(|cursor| cursor.size);
    let (mut starts, mut others, mut both) = (Vec::new(), Vec::new(), Vec::new());
    let mut document = 0;
    while let Some(found) = next_common(&mut cursors, document) {
        starts.clear();
        for (index, cursor) in cursors.iter_mut().enumerate() {
            if index == 0 {
                cursor.starts(found, &mut starts);
            } else {
                cursor.starts(found, &mut others);
                both.clear();
                both.extend(starts.iter().copied().filter(|start| others.binary_search(start).is_ok()));
                std::mem::swap(&mut starts, &mut both);
            }
        }
        if let Some(count) = counts.get_mut(found as usize) {
            *count += u32::try_from(starts.len()).unwrap_or(u32::MAX);
        }
        document = found + 1;
    }
    Ok(())
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
    postings: Vec<SegmentPostings>,
    offset: u32,
    size: u64,
}

impl Cursor {
    /// The first document from `target` on.
    fn seek(&mut self, target: DocId) -> DocId {
        let at = |postings: &mut SegmentPostings| if postings.doc() < target { postings.seek(target) } else { postings.doc() };
        self.postings.iter_mut().map(at).min().unwrap_or(TERMINATED)
    }

    /// Where a phrase with this form in its place would begin in the document, sorted.
    fn starts(&mut self, document: DocId, starts: &mut Vec<u32>) {
        starts.clear();
        for postings in self.postings.iter_mut().filter(|postings| postings.doc() == document) {
            postings.append_positions_with_offset(0, starts);
        }
        starts.retain(|&position| position >= self.offset);
        for position in starts.iter_mut() {
            *position -= self.offset;
        }
        starts.sort_unstable();
        starts.dedup();
    }
}
