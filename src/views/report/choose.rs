//! Whom a week has room for: the highest sums, one of each tier at least, those of a household together.

use std::cmp::Ordering;

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};

use crate::base::hash::{FastMap, FastSet};
use crate::book::Book;
use crate::views::report::{Reason, Row, row};

/// Someone who may be suggested.
#[derive(Clone, Copy)]
struct Candidate {
    score: f64,
    contact: u32,
    household: u32,
    tier: u16,
}

/// The rows for some contacts, by score, ties by name, and how many there are in all. When there is no room for everyone, each tier of
/// the settings that has anyone is in with its best; the rest are the best of all. The words of `terms` are put together for the chosen.
pub fn rows(
    book: &Book,
    candidates: Vec<u32>,
    limit: usize,
    score: &(dyn Fn(u32) -> f64 + Sync),
    terms: &dyn Fn(u32) -> Vec<Reason>,
) -> (Vec<Row>, usize) {
    let candidate = |contact: u32| {
        let core = &book.contacts[contact as usize].core;
        Candidate { score: score(contact), contact, household: core.household, tier: core.tier }
    };
    let mut due: Vec<Candidate> = candidates.into_par_iter().with_min_len(1024).map(candidate).collect();
    due.sort_unstable_by(order);
    let people = due.len();
    let (firsts, others) = households(due);
    let chosen = fair(book, firsts, limit);
    let mut same: FastMap<u32, Vec<u32>> = FastMap::default();
    others.iter().for_each(|other| same.entry(other.household).or_default().push(other.contact));
    // Nobody without a household is among the others.
    let with = |chosen: &Candidate| same.get(&chosen.household).cloned().unwrap_or_default();
    let rows: Vec<Row> = chosen.iter().map(|chosen| Row { others: with(chosen), ..row(chosen.contact, terms(chosen.contact)) }).collect();
    let shown: usize = rows.iter().map(|row| 1 + row.others.len()).sum();
    let all = rows.len() + people - shown;
    (rows, all)
}

/// By score, ties by name.
fn order(one: &Candidate, other: &Candidate) -> Ordering {
    other.score.total_cmp(&one.score).then(one.contact.cmp(&other.contact))
}

/// The first of each household, who is the best, and those who have none; and the others of the households.
fn households(due: Vec<Candidate>) -> (Vec<Candidate>, Vec<Candidate>) {
    let mut seen: FastSet<u32> = FastSet::default();
    due.into_iter().partition(|candidate| candidate.household == 0 || seen.insert(candidate.household))
}

/// The first `limit` of candidates that are in their order, but the best of each tier in any case, as far as there is room.
fn fair(book: &Book, mut candidates: Vec<Candidate>, limit: usize) -> Vec<Candidate> {
    if candidates.len() <= limit {
        return candidates;
    }
    let mut seen = vec![false; book.rules.tiers.len()];
    let mut chosen: Vec<Candidate> = Vec::new();
    candidates.retain(|candidate| {
        let seen = seen.get_mut(usize::from(candidate.tier));
        let best = chosen.len() < limit && seen.is_some_and(|seen| !std::mem::replace(seen, true));
        chosen.extend(best.then_some(*candidate));
        !best
    });
    chosen.extend(candidates.into_iter().take(limit.saturating_sub(chosen.len())));
    chosen.sort_unstable_by(order);
    chosen
}
