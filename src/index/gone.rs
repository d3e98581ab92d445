//! Which documents stand for notes that changed or went: told by their slots, which no term of the index names.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::query::{BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{BitSet, DocId, Score, SegmentReader, TantivyError};

use super::schema::SLOT;

/// Slots whose documents go. It is looked at when the writer commits, so that it may be filled until then.
#[derive(Clone, Debug, Default)]
pub(super) struct Gone(Arc<Mutex<HashSet<u32>>>);

impl Gone {
    /// The documents of one slot.
    pub(super) fn of(slot: u32) -> Gone {
        let gone = Gone::default();
        gone.add(slot);
        gone
    }

    /// Adds a slot; whether it is new.
    pub(super) fn add(&self, slot: u32) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(slot)
    }
}

impl Query for Gone {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for Gone {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let gone = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let slots = reader.fast_fields().u64(SLOT)?.first_or_default_col(u64::MAX);
        let mut documents = BitSet::with_max_value(reader.max_doc());
        for document in 0..reader.max_doc() {
            if u32::try_from(slots.get_val(document)).is_ok_and(|slot| gone.contains(&slot)) {
                documents.insert(document);
            }
        }
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(documents), boost)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Err(TantivyError::InvalidArgument("what is gone has no score".to_owned()))
    }
}
