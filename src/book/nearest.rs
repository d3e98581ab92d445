//! What a line or the nearest one it stands under says, found once for each line: a thousand children ask their parent once.

use std::cell::RefCell;

use crate::base::hash::FastMap;
use crate::facts::{Line, NoteFacts};

/// Answers by line.
pub struct Nearest<T>(RefCell<FastMap<u32, Option<T>>>);

impl<T> Default for Nearest<T> {
    fn default() -> Nearest<T> {
        Nearest(RefCell::default())
    }
}

impl<T: Clone> Nearest<T> {
    /// What the line `index` says by `own`, else the nearest line it stands under.
    pub fn find(&self, facts: &NoteFacts, index: u32, own: impl Fn(u32, &Line) -> Option<T>) -> Option<T> {
        let mut walked = Vec::new();
        let mut next = index;
        let mut found = None;
        while let Some(line) = facts.line(next) {
            if let Some(known) = self.0.borrow().get(&next) {
                found = known.clone();
                break;
            }
            walked.push(next);
            found = own(next, line);
            // Parents always stand before their children, so the walk ends.
            if found.is_some() || line.parent >= next {
                break;
            }
            next = line.parent;
        }
        self.0.borrow_mut().extend(walked.into_iter().map(|line| (line, found.clone())));
        found
    }
}
