//! Facts as a few bytes, for the time in which those of all notes are held at once. Never written to the disk.

use crate::base::diagnostic::Problem;
use crate::facts::NoteFacts;

/// The most room taken, in bytes: far above what the facts of the largest note need.
const MOST: usize = 1 << 32;

/// One note's facts in about an eighth of their room.
#[derive(Clone, Debug)]
pub struct Packed {
    bytes: Box<[u8]>,
    problems: Vec<Problem>,
}

impl Packed {
    /// Packs facts; `room` serves many notes. `None`, which does not happen, when they cannot be written.
    pub fn of(facts: &mut NoteFacts, room: &mut Vec<u8>) -> Option<Packed> {
        let least = 4096 + 2 * facts.length as usize;
        if room.len() < least {
            room.resize(least, 0);
        }
        let bytes: Box<[u8]> = loop {
            let full = match postcard::to_slice(&*facts, room) {
                Ok(bytes) => break Box::from(&*bytes),
                Err(error) => error == postcard::Error::SerializeBufferFull,
            };
            if !full || room.len() > MOST {
                return None;
            }
            room.resize(room.len() * 2, 0);
        };
        Some(Packed { bytes, problems: std::mem::take(&mut facts.problems) })
    }

    /// The facts again.
    pub fn facts(&self) -> NoteFacts {
        // What was written just now can be read.
        NoteFacts { problems: self.problems.clone(), ..postcard::from_bytes(&self.bytes).unwrap_or_default() }
    }
}

#[cfg(test)]
mod tests {
    use super::Packed;
    use crate::facts;

    #[test]
    fn packed_facts_come_back_as_they_were() {
        let text = "---\nname: Ana\ntags: [a, \"b\"]\nx: [[Bo]]\nx: 1\nmap: {a: 1}\n---\n# Ana #t\n\n## Log\n\n- 2026-05-02 call [[Bo|B]] (met:: 2026-01-02)\n  - [x] pay \u{2705} 2026-05-03\n- ~~2026-02-30 x~~\n- 2026-05-02..04 y\n- 03/04/2025 z\n\n| 2026-05 | c |\n|---|---|\n| 2026-05-01 | d |\n\n> 2 May: e ![[f.png]]\n\n<!-- vault:begin -->\n";
        let mut facts = facts::read(text);
        let before = format!("{facts:?}");
        assert!(!facts.problems.is_empty());
        let packed = Packed::of(&mut facts, &mut Vec::new()).map(|packed| format!("{:?}", packed.facts()));
        assert_eq!(packed, Some(before));
    }
}
