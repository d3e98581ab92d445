//! Which of several people under one name is meant: the one already named in full in the line, else the one who usually appears together
//! with the others, when that is clear. Otherwise nobody is chosen.

use crate::changes::understand::{Mention, Who};

/// Settles what can be settled. `together(a, b)` says how often two people (by note) appear together.
pub fn settle(mentions: &mut [Mention], together: &dyn Fn(u32, u32) -> u32) {
    let mut known: Vec<u32> = mentions.iter().filter_map(Mention::person).collect();
    known.sort_unstable();
    known.dedup();
    let open: Vec<(usize, Vec<u32>)> = (0..)
        .zip(mentions.iter())
        .filter_map(|(at, mention)| match &mention.who {
            Who::Several(candidates) => Some((at, candidates.clone())),
            Who::One { .. } => None,
        })
        .collect();
    for (at, candidates) in &open {
        let named: Vec<u32> = candidates.iter().copied().filter(|candidate| known.contains(candidate)).collect();
        let chosen = match named.as_slice() {
            [only] => Some((*only, 0)),
            _ => by_company(*at, candidates, &known, &open, together),
        };
        if let (Some((person, days)), Some(mention)) = (chosen, mentions.get_mut(*at)) {
            let others = candidates.iter().copied().filter(|&candidate| candidate != person).collect();
            mention.who = Who::One { person, instead_of: others, together: days };
        }
    }
}

/// The candidate who appears at least twice as often with the others of the line as any other candidate.
fn by_company(
    at: usize,
    candidates: &[u32],
    known: &[u32],
    open: &[(usize, Vec<u32>)],
    together: &dyn Fn(u32, u32) -> u32,
) -> Option<(u32, u32)> {
    let score = |candidate: u32| {
        let sure: u32 = known.iter().map(|&other| together(candidate, other)).sum();
        let unsure = open.iter().filter(|(other, whom)| *other != at && whom != candidates);
        sure + unsure.map(|(_, whom)| whom.iter().map(|&other| together(candidate, other)).max().unwrap_or(0)).sum::<u32>()
    };
    let mut scores: Vec<(u32, u32)> = candidates.iter().map(|&candidate| (score(candidate), candidate)).collect();
    scores.sort_by_key(|&(score, candidate)| (std::cmp::Reverse(score), candidate));
    match scores.as_slice() {
        [(best, person), (next, _), ..] if *best > 0 && *best >= 2 * next => Some((*person, *best)),
        _ => None,
    }
}
