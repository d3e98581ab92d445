//! Lines and columns of places in notes: the only conversion of byte offsets to what people and scripts are shown.

use std::collections::HashMap;
use std::rc::Rc;

use crate::base::span::LineIndex;
use crate::book::finds::Place;

/// Columns of places, with each note's lines found once.
pub struct Columns<'t> {
    text: &'t dyn Fn(u32) -> Rc<str>,
    notes: HashMap<u32, (Rc<str>, LineIndex)>,
}

impl<'t> Columns<'t> {
    /// Reads notes through `text` when they are first asked for.
    pub fn new(text: &'t dyn Fn(u32) -> Rc<str>) -> Columns<'t> {
        Columns { text, notes: HashMap::new() }
    }

    /// The column (1-based, in Unicode scalar values) of a place's first byte; 1 when it begins on an earlier line than its words.
    pub fn column(&mut self, place: &Place) -> u32 {
        let (text, index) = self.notes.entry(place.note).or_insert_with(|| {
            let text = (self.text)(place.note);
            let index = LineIndex::new(&text);
            (text, index)
        });
        let (row, column) = index.line_column(text, place.at);
        if row == place.row { column } else { 1 }
    }
}
