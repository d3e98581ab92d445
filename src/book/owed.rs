//! The open promises of a day in short: what the report and the counts ask of all of them, in few bytes each and in no order. The
//! promises themselves are read for those that are shown.

use rayon::iter::{IndexedParallelIterator, ParallelIterator};
use rayon::slice::ParallelSlice;

use crate::base::date::Date;
use crate::book::NO_CONTACT;
use crate::book::build::Unreadable;
use crate::book::lazy::Known;
use crate::book::state::owed::{self, Short};

/// An open promise in short.
#[derive(Clone, Copy, Debug)]
pub struct Owed {
    /// The note it stands in.
    pub note: u32,
    /// The source line, 1-based.
    pub row: u32,
    /// The item's first byte.
    pub at: u32,
    /// The day it is due, when it can be told.
    pub due: Option<Date>,
    /// Whether it has a due date that no calendar knows.
    pub is_impossible: bool,
    /// Whether they owe it to me.
    pub theirs: bool,
    people: (u32, u32),
}

impl Owed {
    /// Whether it was due before a day.
    pub fn is_overdue(&self, as_of: Date) -> bool {
        self.due.is_some_and(|due| due < as_of)
    }
}

/// All of them.
#[derive(Default, Debug)]
pub struct AllOwed {
    all: Vec<Owed>,
    people: Vec<u32>,
}

impl AllOwed {
    /// Each with the contacts it is about, by their numbers, in the order of mention.
    pub fn iter(&self) -> impl Iterator<Item = (&Owed, &[u32])> {
        self.all.iter().map(|owed| (owed, self.people_of(owed)))
    }

    /// The contacts a promise is about, by their numbers, in the order of mention.
    pub fn people_of(&self, owed: &Owed) -> &[u32] {
        let (start, count) = (owed.people.0 as usize, owed.people.1 as usize);
        self.people.get(start..start + count).unwrap_or_default()
    }
}

/// How many notes are read at a stretch.
const BATCH: usize = 4096;

/// Reads them; none when their bytes are not what they should be, which is remembered.
pub(super) fn read(known: &Known) -> AllOwed {
    let batches = known.rank.par_chunks(BATCH).enumerate().map(|(at, ranks)| batch(known, (at * BATCH) as u32, ranks));
    let Ok(batches) = batches.collect::<Result<Vec<AllOwed>, Unreadable>>() else {
        known.state.say_damaged();
        return AllOwed::default();
    };
    let mut whole = AllOwed::default();
    whole.all.reserve_exact(batches.iter().map(|batch| batch.all.len()).sum());
    whole.people.reserve_exact(batches.iter().map(|batch| batch.people.len()).sum());
    for batch in batches {
        let from = whole.people.len() as u32;
        whole.all.extend(batch.all.iter().map(|owed| Owed { people: (owed.people.0 + from, owed.people.1), ..*owed }));
        whole.people.extend_from_slice(&batch.people);
    }
    whole
}

/// Those of some slots, given by the first one and the notes in them.
fn batch(known: &Known, first: u32, ranks: &[u32]) -> Result<AllOwed, Unreadable> {
    let mut of = AllOwed::default();
    for (slot, &note) in (first..).zip(ranks) {
        let each = |short: Short, slots: &[u32]| {
            // What is planned is not promised yet.
            if short.created.is_some_and(|created| created > known.as_of) {
                return Some(());
            }
            let start = of.people.len() as u32;
            for &slot in slots {
                let note = known.rank.get(slot as usize)?;
                of.people.extend(known.contact_of.get(*note as usize).filter(|&&contact| contact != NO_CONTACT));
            }
            let people = (start, of.people.len() as u32 - start);
            let Short { row, at, due, is_impossible, theirs, .. } = short;
            of.all.push(Owed { note, row, at, due, is_impossible, theirs, people });
            Some(())
        };
        owed::open(known.state.owed_bytes(slot), each).ok_or(Unreadable)?;
    }
    Ok(of)
}
