//! The words of all notes, ready to be searched.

use super::Workspace;
use crate::index::{self, Mark, Reader, Writer};

/// The index of a vault's words, and the note at each of its slots.
pub struct Words {
    /// The index.
    pub reader: Reader,
    notes: Vec<u32>,
}

impl Words {
    /// The note at a slot of the index.
    pub fn note(&self, slot: u32) -> Option<u32> {
        self.notes.get(slot as usize).copied()
    }
}

impl Workspace {
    /// The index of all words, made in memory.
    pub fn words(&self) -> Result<Words, index::Error> {
        let writer = Writer::in_memory(1, index::SMALL_HEAP)?;
        let notes: Vec<u32> = self.book.all().collect();
        for &note in &notes {
            let names = self.names(note);
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            writer.put(note, &names, self.text(note).to_string())?;
        }
        let reader = writer.commit(Mark { epoch: 0, generation: 0 })?;
        Ok(Words { reader, notes })
    }

    /// What a note is called: a contact's names, else its title; and its file name.
    fn names(&self, note: u32) -> Vec<String> {
        let book = &self.book;
        let mut names = match book.contact_of(note) {
            Some(contact) => [vec![book.name(contact).to_owned()], book.person(contact).aliases.clone()].concat(),
            None => book.note(note).facts.title.iter().map(|title| title.to_string()).collect(),
        };
        if !names.iter().any(|name| name == book.stem(note)) {
            names.push(book.stem(note).to_owned());
        }
        names
    }
}
