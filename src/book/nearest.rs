//! What a line or the nearest one it stands under says, found once for each line: a thousand children ask their parent once.

use std::cell::RefCell;

use crate::facts::{Line, NoteFacts};

/// Answers by line: none yet, or what was found.
pub struct Nearest<T>(RefCell<Vec<Option<Option<T>>>>);

impl<T> Default for Nearest<T> {
    fn default() -> Nearest<T> {
        Nearest(RefCell::default())
    }
}

impl<T: Clone> Nearest<T> {
    /// What the line `index` says by `own`, else the nearest line it stands under.
    pub fn find(&self, facts: &NoteFacts, index: u32, own: impl Fn(u32, &Line) -> Option<T>) -> Option<T> {
        let known = |index: u32| self.0.borrow().get(index as usize).cloned().flatten();
        let mut next = index;
        let mut found = None;
        // Parents always stand before their children, so the walk ends.
        while let Some(line) = facts.line(next) {
            if let Some(known) = known(next) {
                found = known;
                break;
            }
            found = own(next, line);
            if found.is_some() || line.parent >= next {
                break;
            }
            next = line.parent;
        }
        let last = next;
        let mut answers = self.0.borrow_mut();
        answers.resize(facts.lines.len(), None);
        next = index;
        while let (Some(line), Some(answer)) = (facts.line(next), answers.get_mut(next as usize)) {
            *answer = Some(found.clone());
            if next == last || line.parent >= next {
                break;
            }
            next = line.parent;
        }
        found
    }
}
