//! Whom a week has room for: the highest sums, one of each tier at least, those of a household together.

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};

use crate::base::hash::FastMap;
use crate::book::Book;
use crate::views::report::{Reason, Row, row};

/// Someone who may be suggested.
struct Candidate {
    score: f64,
    contact: u32,
    /// Those of the same household who are due as well.
    others: Vec<u32>,
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
    let mut scored: Vec<(f64, u32)> = candidates.into_par_iter().with_min_len(1024).map(|contact| (score(contact), contact)).collect();
    scored.sort_by(|(one, first), (other, second)| other.total_cmp(one).then(first.cmp(second)));
    let people = scored.len();
    let candidates = households(book, scored);
    let chosen = fair(book, candidates, limit);
    let shown: usize = chosen.iter().map(|candidate| 1 + candidate.others.len()).sum();
    let rows: Vec<Row> =
        chosen.into_iter().map(|candidate| Row { others: candidate.others, ..row(candidate.contact, terms(candidate.contact)) }).collect();
    let all = rows.len() + people - shown;
    (rows, all)
}

/// Those of one household become one candidate: the first of them, who is the best.
fn households(book: &Book, scored: Vec<(f64, u32)>) -> Vec<Candidate> {
    let mut first: FastMap<u32, usize> = FastMap::default();
    let mut candidates: Vec<Candidate> = Vec::with_capacity(scored.len());
    for (score, contact) in scored {
        let household = book.contacts[contact as usize].core.household;
        if household != 0 {
            if let Some(&at) = first.get(&household) {
                candidates[at].others.push(contact);
                continue;
            }
            first.insert(household, candidates.len());
        }
        candidates.push(Candidate { score, contact, others: Vec::new() });
    }
    candidates
}

/// The first `limit` of candidates that are in their order, but the best of each tier in any case, as far as there is room.
fn fair(book: &Book, mut candidates: Vec<Candidate>, limit: usize) -> Vec<Candidate> {
    if candidates.len() <= limit {
        return candidates;
    }
    let mut seen = vec![false; book.rules.tiers.len()];
    let mut room = limit;
    let mut chosen = vec![false; candidates.len()];
    for (at, candidate) in candidates.iter().enumerate() {
        let tier = usize::from(book.contacts[candidate.contact as usize].core.tier);
        if room > 0 && seen.get(tier) == Some(&false) {
            seen[tier] = true;
            chosen[at] = true;
            room -= 1;
        }
    }
    for chosen in chosen.iter_mut().filter(|chosen| !**chosen).take(room) {
        *chosen = true;
    }
    let mut chosen = chosen.into_iter();
    candidates.retain(|_| chosen.next() == Some(true));
    candidates.sort_by(|one, other| other.score.total_cmp(&one.score).then(one.contact.cmp(&other.contact)));
    candidates
}
