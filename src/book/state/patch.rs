//! Brings a state up to date with notes that changed, came or went, by reading again those and the ones whose links may mean others now.

use crate::base::fold;
use crate::base::hash::FastSet;
use crate::book::kind::NoteKind;
use crate::book::names::Called;
use crate::book::rules::Rules;
use crate::book::state::codec::Get;
use crate::book::state::gather::{Draft, Reread};
use crate::book::state::{State, body, core};
use crate::book::stem;
use crate::config::Config;

/// What happened to the notes of a vault since the state was made.
#[derive(Default)]
pub struct News {
    /// Notes with other bytes than before.
    pub changed: Vec<(u32, Draft)>,
    /// Notes that were not there before.
    pub new: Vec<Draft>,
    /// Notes that are gone.
    pub gone: Vec<u32>,
    /// The clock, by which the change is told apart from all others.
    pub clock: u64,
}

/// How many generations are remembered.
const PAST: usize = 256;

impl News {
    /// How many notes are concerned.
    pub fn len(&self) -> usize {
        self.changed.len() + self.new.len() + self.gone.len()
    }

    /// Whether nothing happened.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl State {
    /// Whether so many notes are too many to be read again one by one.
    pub fn is_too_much(&self, notes: usize) -> bool {
        notes > 256.max(self.order.len() / 8)
    }

    /// Takes in what happened. Returns the slots of the new notes; `None` when the state is better built anew: too much hangs on it.
    /// `reread` reads the notes in some slots again.
    pub fn patch(&mut self, news: News, reread: &Reread<'_>, config: &Config, rules: &Rules) -> Option<Vec<u32>> {
        let News { changed, new, gone, clock } = news;
        self.past.push(self.generation);
        self.past.drain(..self.past.len().saturating_sub(PAST));
        // A file that is lost with the power takes its number with it: a counter would give the number out twice.
        self.generation = clock.max(self.generation + 1);
        let mut keys: FastSet<u32> = FastSet::default();
        for (slot, draft) in &changed {
            let before = body::called(self.note_bytes(*slot));
            let same_kind = self.kind_of(*slot) == draft.kind;
            differences(&before, &draft.carried.called(), same_kind, &mut keys);
        }
        for &slot in &gone {
            differences(&body::called(self.note_bytes(slot)), &Called::default(), false, &mut keys);
        }
        for draft in &new {
            differences(&Called::default(), &draft.carried.called(), false, &mut keys);
        }
        self.take_out(&gone);
        let mut redo: Vec<(u32, Draft)> = Vec::with_capacity(changed.len() + new.len());
        for (slot, draft) in changed {
            let row = &mut self.rows[slot as usize];
            let before = *row;
            *row = draft.row(row.path, self.generation);
            (row.note, row.owed, row.contact, row.told) = (before.note, before.owed, before.contact, before.told);
            redo.push((slot, draft));
        }
        let mut slots = Vec::with_capacity(new.len());
        for draft in new {
            let slot = self.put_in(&draft);
            slots.push(slot);
            redo.push((slot, draft));
        }
        let direct: FastSet<u32> = redo.iter().map(|(slot, _)| *slot).collect();
        if !keys.is_empty() {
            // The keys of what came must be known before names are asked for.
            for (slot, draft) in &redo {
                self.call(*slot, draft);
            }
            let wanted = |part: u32| keys.contains(&part);
            let asks = |slot: u32| !direct.contains(&slot) && body::asks_for(self.note_bytes(slot), &wanted);
            let affected: Vec<u32> = self.alive().map(|(slot, _)| slot).filter(|&slot| asks(slot)).collect();
            if self.is_too_much(affected.len()) || !self.same_owner(config) {
                return None;
            }
            let again = reread(&affected, self);
            // One that was changed since the files were looked at may be called otherwise by now.
            if again.iter().any(|(slot, draft)| draft.hash != self.rows[*slot as usize].hash) {
                return None;
            }
            redo.extend(again);
        }
        self.redo(&redo, &gone, None, config, rules);
        self.sort_people(&redo, &direct);
        Some(slots)
    }

    /// Frees the slots of notes that are gone.
    fn take_out(&mut self, gone: &[u32]) {
        if gone.is_empty() {
            return;
        }
        let out: FastSet<u32> = gone.iter().copied().collect();
        for &slot in gone {
            let generation = self.generation;
            let row = &mut self.rows[slot as usize];
            row.alive = false;
            row.kind = NoteKind::Plain;
            row.generation = generation;
        }
        for slots in [&mut self.order, &mut self.people, &mut self.listed] {
            slots.retain(|slot| !out.contains(slot));
        }
    }

    /// Gives a new note a slot.
    fn put_in(&mut self, draft: &Draft) -> u32 {
        let path = self.keep_path(&draft.path);
        let row = draft.row(path, self.generation);
        let slot = self.rows.len() as u32;
        self.rows.push(row);
        let at = self.order.partition_point(|&other| self.path_of(other) < draft.path.as_str());
        self.order.insert(at, slot);
        slot
    }

    /// Writes down what a note is called, so that others find it.
    fn call(&mut self, slot: u32, draft: &Draft) {
        let before = self.note_bytes(slot);
        // Whom it spoke of must stay known until that is taken away.
        let targets = body::targets(before);
        let body = body::Body { called: draft.carried.called(), targets, ..body::Body::default() };
        let mut bytes = Vec::new();
        body.write(&mut bytes);
        self.rows[slot as usize].note = self.keep(&bytes);
    }

    /// Puts the contacts among some notes in their places by name.
    fn sort_people(&mut self, redo: &[(u32, Draft)], direct: &FastSet<u32>) {
        self.people.retain(|slot| !direct.contains(slot));
        for (slot, draft) in redo.iter().filter(|(slot, _)| direct.contains(slot) && *slot != self.owner) {
            let Some(name) = draft.folded_name() else { continue };
            let path = draft.path.as_str();
            let at = self.people.partition_point(|&other| {
                let theirs = fold::name(self.name_of(other));
                (theirs.as_str(), self.path_of(other)) < (name.as_str(), path)
            });
            self.people.insert(at, *slot);
        }
    }

    /// The name of the contact in a slot.
    pub fn name_of(&self, slot: u32) -> &str {
        if core::is_named_by_file(self.contact_bytes(slot)) {
            return stem(self.path_of(slot));
        }
        // A person begins with the name, written as a text is.
        Get::new(self.told_bytes(slot).0).text()
    }
}

/// Adds the names by which a note is called now and was not before, or the other way round.
fn differences(before: &Called, now: &Called, same_kind: bool, keys: &mut FastSet<u32>) {
    let of = |called: &Called| -> FastSet<u64> {
        let all = called.names.iter().chain(&called.emails).copied();
        all.chain((called.file != 0).then_some(called.file)).collect()
    };
    let (before, now) = (of(before), of(now));
    if same_kind {
        keys.extend(before.symmetric_difference(&now).map(|key| body::part(*key)));
    } else {
        keys.extend(before.union(&now).map(|key| body::part(*key)));
    }
}

#[cfg(test)]
mod tests {
    use crate::base::hash;
    use crate::book::rules::Rules;
    use crate::book::state::State;
    use crate::book::state::gather::{self, Draft};
    use crate::book::state::patch::News;
    use crate::config::Config;
    use crate::facts;

    #[test]
    fn a_note_that_has_changed_once_more_is_not_taken_in_half() {
        let config = Config::default();
        let rules = Rules::new(&config);
        let draft = |path: &str, text: &str| -> Draft {
            let mut draft = gather::draft(path.to_owned(), facts::read(text), &config, &rules);
            draft.hash = hash::bytes(text.as_bytes());
            draft
        };
        let patched = |again: &str| {
            let linking = draft("People/Ana.md", "- 2026-05-02 lunch with [[Bo]]\n");
            let (mut state, _) = gather::build(vec![vec![linking]], &config, &rules, false);
            let news = News { new: vec![draft("People/Bo.md", "# Bo\n")], ..News::default() };
            let reread = |slots: &[u32], _: &State| slots.iter().map(|&slot| (slot, draft("People/Ana.md", again))).collect();
            state.patch(news, &reread, &config, &rules)
        };
        assert_eq!(patched("- 2026-05-02 lunch with [[Bo]]\n"), Some(vec![1]));
        assert_eq!(patched("---\naliases: [Annie]\n---\n- 2026-05-02 lunch with [[Bo]]\n"), None);
    }
}
