//! Holds two states of one vault against each other: whatever way they came about, they must say the same.

use crate::base::hash::FastMap;
use crate::book::finds::{Find, Place};
use crate::book::promises::Promise;
use crate::book::state::codec::Get;
use crate::book::state::core::Core;
use crate::book::state::{State, body, owed};

impl State {
    /// How many dates were found for contacts.
    pub fn entries(&self) -> u64 {
        let count = |&slot: &u32| {
            let mut get = Get::new(self.contact_bytes(slot));
            Core::read(&mut get);
            get.number()
        };
        self.people.iter().map(count).sum()
    }

    /// Where another state says something else, a sentence each; the slots may differ.
    pub fn differences(&self, other: &State) -> Vec<String> {
        let theirs: FastMap<&str, u32> = other.alive().map(|(slot, _)| (other.path_of(slot), slot)).collect();
        let mut wrong = Vec::new();
        for (slot, row) in self.alive() {
            let path = self.path_of(slot);
            let Some(&there) = theirs.get(path) else {
                wrong.push(format!("`{path}` is missing"));
                continue;
            };
            let same = row.kind == other.kind_of(there)
                && row.hash == other.rows[there as usize].hash
                && self.core_of(slot) == other.core_of(there)
                && self.told_bytes(slot).0 == other.told_bytes(there).0
                && self.found(slot) == other.found(there)
                && self.promised(slot) == other.promised(there)
                && body::called(self.note_bytes(slot)) == body::called(other.note_bytes(there));
            if !same {
                wrong.push(format!("`{path}` says something else than is kept"));
            }
        }
        if other.order.len() != self.order.len() {
            wrong.push(format!("{} notes are kept, there are {}", other.order.len(), self.order.len()));
        }
        let newcomers = |state: &State| {
            let mut events: Vec<_> = state.newcomers.iter().map(|&(slot, day)| (state.path_of(slot).to_owned(), day)).collect();
            events.sort();
            events
        };
        if newcomers(self) != newcomers(other) {
            wrong.push("the events that name people without a note are others".to_owned());
        }
        let named = |state: &State| state.people.iter().map(|&slot| state.path_of(slot).to_owned()).collect::<Vec<_>>();
        if named(self) != named(other) {
            wrong.push("the contacts are others, or in another order".to_owned());
        }
        wrong
    }

    /// The finds of a contact with the paths of their notes, in an order of their own.
    fn found(&self, slot: u32) -> Option<Vec<String>> {
        let mut found: Vec<String> = self.finds_of(slot)?.iter().map(|find| self.shown(find)).collect();
        found.sort();
        Some(found)
    }

    fn shown(&self, find: &Find) -> String {
        let placed = |place: &Place| format!("{}:{}:{}:{:?}", self.path_of(place.note), place.row, place.at, place.words);
        match find {
            Find::Counted(one) => format!("{} {:?} {:?} {}", one.date, one.source, one.channel, placed(&one.place)),
            Find::Seen(one) => format!("{:?} {:?} {}", one.date, one.reason, placed(&one.place)),
            Find::Marked(one) => format!("{:?} {}", one.signed, placed(&one.place)),
        }
    }

    fn promised(&self, slot: u32) -> Option<Vec<String>> {
        let show = |mut promise: Promise| {
            let contacts: Vec<&str> = promise.contacts.iter().map(|&contact| self.path_of(contact)).collect();
            let contacts = contacts.join(" ");
            (promise.note, promise.contacts) = (0, Vec::new());
            format!("{promise:?} {contacts}")
        };
        Some(owed::read(self.owed_bytes(slot), slot, true)?.into_iter().map(show).collect())
    }
}
