//! Reads some notes of a state again against the others and puts what they bring in the place of what they brought.

use std::collections::BTreeSet;

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use rayon::slice::ParallelSlice;

use crate::base::date::Date;
use crate::base::hash::FastSet;
use crate::book::finds::Find;
use crate::book::kind::NoteKind;
use crate::book::names::{self, Called, Names};
use crate::book::own::Ground;
use crate::book::rules::Rules;
use crate::book::state::blocks::SLOTS;
use crate::book::state::codec::{Get, put};
use crate::book::state::core::Core;
use crate::book::state::gather::{Bench, Brought, Draft, Reread, bring, me};
use crate::book::state::{NOBODY, Row, State, body, finds};
use crate::config::Config;

impl State {
    /// Puts what some notes bring in the place of what they brought, with ranges under way on `as_of` counted on that day. What `gone`
    /// notes brought is taken away. The names and kinds of all notes must be right already.
    pub fn redo(&mut self, redo: &[(u32, Draft)], gone: &[u32], as_of: Option<Date>, config: &Config, rules: &Rules) {
        let names = self.names_for(redo, config);
        let batches: Vec<Brought> = {
            let kind = |slot: u32| self.kind_of(slot);
            let ground = Ground { config, rules, names: &names, shelf: self, kind: &kind, owner: self.owner, as_of };
            let read = |(slot, draft): &(u32, Draft)| {
                let mut brought = Brought::default();
                bring(&ground, *slot, &draft.note(), draft.carried.clone(), &mut Bench::default(), &mut brought);
                brought
            };
            redo.into_par_iter().map(read).collect()
        };
        let again: FastSet<u32> = redo.iter().map(|(slot, _)| *slot).chain(gone.iter().copied()).collect();
        let mut touched: BTreeSet<u32> = again.iter().copied().collect();
        for &slot in &again {
            touched.extend(body::targets(self.note_bytes(slot)));
        }
        self.ranges.retain(|(slot, ..)| !again.contains(slot));
        self.newcomers.retain(|(slot, _)| !again.contains(slot));
        let mut new: Vec<(u32, Find)> = Vec::new();
        for mut brought in batches {
            let from = new.len();
            finds::each_held(&brought.finds, |at, _| new.extend(finds::held(&brought.finds, at)));
            touched.extend(new.iter().skip(from).map(|(contact, _)| *contact));
            self.ranges.append(&mut brought.ranges);
            self.newcomers.append(&mut brought.newcomers);
            for one in &brought.notes {
                let [note, owed, core, person] = one.pieces(&brought.bytes);
                let places = self.told_bytes(one.slot).1.to_vec();
                let days = self.days_of(one.slot).to_vec();
                let told = if core.is_empty() { Vec::new() } else { told(person, &places) };
                let row = one.slot as usize;
                self.rows[row].note = self.keep(note);
                self.rows[row].owed = self.keep(owed);
                self.rows[row].contact = self.keep(&if core.is_empty() { Vec::new() } else { [core, &days].concat() });
                self.rows[row].told = self.keep(&told);
            }
        }
        for &slot in gone {
            let row = &mut self.rows[slot as usize];
            (row.note, row.owed, row.contact, row.told) = Default::default();
        }
        // The stable sort keeps the order of the notes within a contact.
        new.sort_by_key(|(contact, find)| (*contact, find.place().note));
        for slot in touched {
            self.touch(slot, &again, &new);
        }
    }

    /// Writes the finds of one contact anew.
    fn touch(&mut self, slot: u32, again: &FastSet<u32>, new: &[(u32, Find)]) {
        let Some(row) = self.rows.get(slot as usize).copied() else { return };
        if !row.alive || row.kind != NoteKind::Contact || slot == self.owner {
            (self.rows[slot as usize].contact, self.rows[slot as usize].told) = Default::default();
            return;
        }
        let mut kept = self.finds_of(slot).unwrap_or_default();
        kept.retain(|find| !again.contains(&find.place().note));
        let from = new.partition_point(|(contact, _)| *contact < slot);
        kept.extend(new[from..].iter().take_while(|(contact, _)| *contact == slot).map(|(_, find)| *find));
        let mut contact = self.core_of(slot).to_vec();
        let mut places = Vec::new();
        finds::write(&mut kept, slot, &mut contact, &mut places);
        let told = told(self.told_bytes(slot).0, &places);
        self.rows[slot as usize].contact = self.keep(&contact);
        self.rows[slot as usize].told = self.keep(&told);
    }

    /// The names that some notes ask for, and the setting `me`.
    fn names_for(&self, redo: &[(u32, Draft)], config: &Config) -> Names {
        let mut wanted: FastSet<u64> = redo.iter().flat_map(|(_, draft)| draft.asked()).collect();
        wanted.extend(me(config).map(names::keys_of_link).into_iter().flatten());
        self.names_among(&wanted, &|slot| slot)
    }

    /// Who carries one of the wanted names; with `rank` in the place of slots.
    pub fn names_among(&self, wanted: &FastSet<u64>, rank: &dyn Fn(u32) -> u32) -> Names {
        let among = |(stretch, rows): (usize, &[Row])| {
            let slots = ((stretch * SLOTS) as u32..).zip(rows).filter(|(_, row)| row.alive);
            let called = slots.filter_map(|(slot, _)| {
                let bytes = self.note_bytes(slot);
                let mut is_wanted = false;
                body::each_key(bytes, |key| is_wanted |= wanted.contains(&key));
                is_wanted.then(|| (slot, body::called(bytes)))
            });
            called.collect::<Vec<(u32, Called)>>()
        };
        let called: Vec<Vec<(u32, Called)>> = self.rows.par_chunks(SLOTS).enumerate().map(among).collect();
        let called = called.into_iter().flatten().collect();
        self.names_of(called, rank)
    }

    /// What the contacts are called for whom a date was found in some notes; with `rank` in the place of slots.
    pub fn names_found(&self, notes: &[u32], rank: &dyn Fn(u32) -> u32) -> Names {
        let contacts: BTreeSet<u32> = notes.iter().flat_map(|&slot| body::targets(self.note_bytes(slot))).collect();
        self.names_of(contacts.into_iter().map(|slot| (slot, body::called(self.note_bytes(slot)))).collect(), rank)
    }

    fn names_of(&self, mut called: Vec<(u32, Called)>, rank: &dyn Fn(u32) -> u32) -> Names {
        called.sort_by(|(one, _), (other, _)| self.path_of(*one).cmp(self.path_of(*other)));
        let called: Vec<(u32, &Called)> = called.iter().map(|(slot, called)| (rank(*slot), called)).collect();
        Names::new(&called)
    }

    /// Who carries which name, for all notes; with `rank` in the place of slots.
    pub fn all_names(&self, rank: &dyn Fn(u32) -> u32) -> Names {
        let called: Vec<(u32, Called)> = self.order.iter().map(|&slot| (rank(slot), body::called(self.note_bytes(slot)))).collect();
        let called: Vec<(u32, &Called)> = called.iter().map(|(note, called)| (*note, called)).collect();
        Names::new(&called)
    }

    /// Counts the ranges under way on `as_of` on that day: reads the notes they stand in again.
    pub fn count_ranges(&mut self, as_of: Date, reread: &Reread<'_>, config: &Config, rules: &Rules) {
        let under_way = self.ranges.iter().filter(|(_, first, last)| *first <= as_of && as_of < *last);
        let mut slots: Vec<u32> = under_way.map(|(slot, ..)| *slot).collect();
        slots.sort_unstable();
        slots.dedup();
        if !slots.is_empty() {
            let drafts = reread(&slots, self);
            self.redo(&drafts, &[], Some(as_of), config, rules);
        }
    }
}

/// A person and places as they are kept together.
pub(super) fn told(person: &[u8], places: &[u8]) -> Vec<u8> {
    let mut told = Vec::with_capacity(person.len() + places.len() + 3);
    put(&mut told, person.len() as u64);
    told.extend_from_slice(person);
    told.extend_from_slice(places);
    told
}

impl State {
    /// The core of a contact, as bytes.
    pub(super) fn core_of(&self, slot: u32) -> &[u8] {
        let bytes = self.contact_bytes(slot);
        let mut get = Get::new(bytes);
        Core::read(&mut get);
        bytes.get(..get.at()).unwrap_or_default()
    }

    /// The days found for a contact, as bytes.
    fn days_of(&self, slot: u32) -> &[u8] {
        let bytes = self.contact_bytes(slot);
        bytes.get(self.core_of(slot).len()..).unwrap_or_default()
    }

    /// The setting `me` read again; `None` when the owner's note is another than before.
    pub(super) fn same_owner(&self, config: &Config) -> bool {
        let Some(me) = me(config) else { return self.owner == NOBODY };
        let names = self.names_among(&names::keys_of_link(me).into_iter().collect(), &|slot| slot);
        let first = self.order.first().copied();
        super::gather::owner(config, &names, self, first) == self.owner
    }
}
