//! Which segments are merged: few stay, and a small change never rewrites a large one.

use tantivy::SegmentMeta;
use tantivy::merge_policy::{LogMergePolicy, MergeCandidate, MergePolicy};

/// A segment of fewer notes is small.
const SMALL: u32 = 1000;

/// So many small ones become one.
const TOGETHER: usize = 6;

/// Small segments with each other, large ones only with their like.
#[derive(Debug, Default)]
pub(super) struct Merging {
    large: LogMergePolicy,
}

impl MergePolicy for Merging {
    fn compute_merge_candidates(&self, segments: &[SegmentMeta]) -> Vec<MergeCandidate> {
        let (small, large): (Vec<SegmentMeta>, Vec<SegmentMeta>) = segments.iter().cloned().partition(|segment| segment.num_docs() < SMALL);
        let mut merges = self.large.compute_merge_candidates(&large);
        if small.len() >= TOGETHER {
            merges.push(MergeCandidate(small.iter().map(SegmentMeta::id).collect()));
        }
        merges
    }
}
