//! The vault's facts joined, without a day: what each note is, whom it speaks of, and every date found for a contact, as compact bytes.
//!
//! It is built from all notes once and brought up to date note by note; a book for any day is read from it. It can be written as a file
//! and read back, so that notes that did not change need not be opened. Notes have a number here, their *slot*, that stays as long as
//! they exist.
//!
//! Refuses to touch the disk, and to know what day it is.

use std::sync::Arc;

use rayon::iter::{IndexedParallelIterator, ParallelIterator};
use rayon::slice::ParallelSlice;

use crate::base::date::Date;
use crate::base::stamp::{Listed, Stamp};
use crate::book::finds::Find;
use crate::book::kind::NoteKind;
use crate::book::names::Shelf;
use crate::book::promises::Promise;
use crate::book::state::blocks::{Blocks, IN_BLOCK, Kind, SLOTS};
use crate::book::state::codec::Get;
use crate::book::state::core::Core;

mod apply;
pub mod blocks;
pub(super) mod body;
pub mod codec;
mod compare;
pub mod core;
mod draft;
pub mod file;
pub mod finds;
pub mod gather;
pub(super) mod owed;
pub mod patch;
pub mod places;

/// No slot.
pub const NOBODY: u32 = u32::MAX;

/// A range of the state's bytes: where it begins and how long it is.
pub type Piece = (u32, u32);

/// What is known of one note.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Row {
    /// The path, a piece of the paths.
    path: Piece,
    /// The file's stamp when it was read.
    pub stamp: Stamp,
    /// A hash of its bytes.
    pub hash: u64,
    /// The generation in which it last changed, or went.
    pub generation: u64,
    /// What it is.
    pub kind: NoteKind,
    /// Whether the slot holds a note.
    pub alive: bool,
    /// Whether it must be read again whatever its stamp says: it could not be read.
    pub unsettled: bool,
    /// Whether it could not be read.
    troubled: bool,
    /// The core of a contact and the days found for it.
    contact: Piece,
    /// Its promises.
    owed: Piece,
    /// What it is called, which names it asks for, whom it speaks of. Packed in the file.
    note: Piece,
    /// The person of a contact, and where the days found for it are written. Packed in the file.
    told: Piece,
}

/// The facts of a vault, joined.
#[derive(Clone, Debug)]
pub struct State {
    /// Told apart from every other state that was built anew.
    pub epoch: u64,
    /// Which change of it this is: a number that grows, and that no other change gets, since it is taken from the clock.
    pub generation: u64,
    /// The generations it has come through, the latest last; of very many the latest.
    pub past: Vec<u64>,
    /// Everything that changes what notes mean, as one number: settings, versions of the reader.
    pub settings: u64,
    /// When the files were last looked at, in nanoseconds since 1970: what was changed just before may have been changed again since.
    pub looked: i64,
    /// The notes by slot.
    pub rows: Vec<Row>,
    /// The slots in the order of the paths.
    pub order: Vec<u32>,
    /// The slots of the contacts but the owner, by folded name, then path.
    pub people: Vec<u32>,
    /// The owner's own note, or [`NOBODY`].
    pub owner: u32,
    /// The slots of notes with ranges of days, and the ranges: while one is under way it counts on the day asked for.
    pub ranges: Vec<(u32, Date, Date)>,
    /// The slots of events that name people who have no note, and the events' days.
    pub newcomers: Vec<(u32, Date)>,
    /// The slots in the order in which the disk lists the files.
    pub listed: Vec<u32>,
    /// The folders whose files these are, by path.
    pub folders: Vec<Listed>,
    /// The paths as read from a file, and those that came since.
    paths: Arc<String>,
    new_paths: String,
    /// The plain pieces as read from a file. The packed ones are read block by block.
    base: Vec<u8>,
    blocks: Blocks,
    /// What came since.
    extra: Vec<u8>,
}

impl State {
    fn empty() -> State {
        State {
            epoch: 0,
            generation: 0,
            past: Vec::new(),
            settings: 0,
            looked: 0,
            rows: Vec::new(),
            order: Vec::new(),
            people: Vec::new(),
            owner: NOBODY,
            ranges: Vec::new(),
            newcomers: Vec::new(),
            listed: Vec::new(),
            folders: Vec::new(),
            paths: Arc::default(),
            new_paths: String::new(),
            base: Vec::new(),
            blocks: Blocks::default(),
            extra: Vec::new(),
        }
    }

    /// The path of the note in a slot.
    pub fn path_of(&self, slot: u32) -> &str {
        self.rows.get(slot as usize).map_or("", |row| self.text(row.path))
    }

    fn text(&self, (at, length): Piece) -> &str {
        let (at, length) = (at as usize, length as usize);
        let found = match at.checked_sub(self.paths.len()) {
            None => self.paths.get(at..at + length),
            Some(at) => self.new_paths.get(at..at + length),
        };
        found.unwrap_or("")
    }

    /// What a note is; a plain note where there is none.
    pub fn kind_of(&self, slot: u32) -> NoteKind {
        self.rows.get(slot as usize).map_or(NoteKind::Plain, |row| row.kind)
    }

    /// The slots that hold a note, with what is known of it.
    pub fn alive(&self) -> impl Iterator<Item = (u32, &Row)> {
        (0..).zip(&self.rows).filter(|(_, row)| row.alive)
    }

    /// Of a contact: its core, then the days found for it.
    pub fn contact_bytes(&self, slot: u32) -> &[u8] {
        self.rows.get(slot as usize).map_or(&[], |row| self.plain(row.contact))
    }

    pub(super) fn owed_bytes(&self, slot: u32) -> &[u8] {
        self.rows.get(slot as usize).map_or(&[], |row| self.plain(row.owed))
    }

    fn note_bytes(&self, slot: u32) -> &[u8] {
        self.rows.get(slot as usize).map_or(&[], |row| self.packed(Kind::Note, slot, row.note))
    }

    /// Of a contact: the person, then where the days found for it are written.
    pub fn told_bytes(&self, slot: u32) -> (&[u8], &[u8]) {
        person_in(self.rows.get(slot as usize).map_or(&[], |row| self.packed(Kind::Told, slot, row.told)))
    }

    /// What each contact is called, by slot: name and aliases, a zero byte between them; nothing for other notes. What is unpacked for it is
    /// not kept.
    pub fn all_called(&self) -> Vec<Box<str>> {
        let stretch = |(at, rows): (usize, &[Row])| {
            let block = self.blocks.once(Kind::Told, (at * SLOTS) as u32);
            let of = |row: &Row| {
                let (at, length) = row.told;
                let bytes = match at.checked_sub(IN_BLOCK) {
                    None => self.plain(row.told),
                    Some(offset) => block.get(offset as usize..(offset + length) as usize).unwrap_or_default(),
                };
                called(person_in(bytes).0)
            };
            rows.iter().map(of).collect::<Vec<_>>()
        };
        self.rows.par_chunks(SLOTS).enumerate().flat_map_iter(stretch).collect()
    }

    /// All dates found for a contact.
    pub fn finds_of(&self, slot: u32) -> Option<Vec<Find>> {
        let bytes = self.contact_bytes(slot);
        if bytes.is_empty() {
            return Some(Vec::new());
        }
        let mut get = Get::new(bytes);
        Core::read(&mut get);
        finds::read(bytes.get(get.at()..)?, self.told_bytes(slot).1, slot)
    }

    /// Bytes that stand in the file as they are.
    fn plain(&self, (at, length): Piece) -> &[u8] {
        let (at, length) = (at as usize, length as usize);
        let found = match at.checked_sub(self.base.len()) {
            None => self.base.get(at..at + length),
            Some(at) => self.extra.get(at..at + length),
        };
        found.unwrap_or_default()
    }

    /// Bytes that stand in a block of the file, or came since.
    fn packed(&self, kind: Kind, slot: u32, (at, length): Piece) -> &[u8] {
        match at.checked_sub(IN_BLOCK) {
            None => self.plain((at, length)),
            Some(offset) => {
                let block = self.blocks.get(kind, slot);
                block.get(offset as usize..(offset + length) as usize).unwrap_or_default()
            }
        }
    }

    /// Keeps bytes.
    fn keep(&mut self, bytes: &[u8]) -> Piece {
        let at = self.base.len() + self.extra.len();
        self.extra.extend_from_slice(bytes);
        (at as u32, bytes.len() as u32)
    }

    fn keep_path(&mut self, path: &str) -> Piece {
        let at = self.paths.len() + self.new_paths.len();
        self.new_paths.push_str(path);
        (at as u32, path.len() as u32)
    }

    /// Whether a block was not what was written: what was read from it is missing, and the state must be built anew.
    pub fn is_damaged(&self) -> bool {
        self.blocks.is_damaged()
    }

    /// Remembers that bytes were not what they should be, though their checksum was right: the work of another program.
    pub fn say_damaged(&self) {
        self.blocks.say_damaged();
    }

    /// Whether all blocks are what was written.
    pub fn is_whole(&self) -> bool {
        self.blocks.are_whole()
    }

    /// What could not be read: the notes' paths, why, and whether their bytes are no text.
    pub fn troubles(&self) -> Vec<(String, String, bool)> {
        let troubled = self.alive().filter(|(_, row)| row.troubled);
        let found = troubled.filter_map(|(slot, _)| {
            let (message, not_text) = body::trouble(self.note_bytes(slot))?;
            Some((self.path_of(slot).to_owned(), message.to_owned(), not_text))
        });
        found.collect()
    }

    /// Whether it has come through a generation, so that what changed since is known.
    pub fn has_been(&self, generation: u64) -> bool {
        self.generation == generation || self.past.binary_search(&generation).is_ok()
    }

    /// The slots of the notes that changed, came or went after a generation.
    pub fn changed_since(&self, generation: u64) -> impl Iterator<Item = (u32, bool)> {
        (0..).zip(&self.rows).filter(move |(_, row)| row.generation > generation).map(|(slot, row)| (slot, row.alive))
    }
}

/// The person, then where the days found for it are written.
fn person_in(told: &[u8]) -> (&[u8], &[u8]) {
    let mut get = Get::new(told);
    let length = get.number() as usize;
    let person = get.bytes(length);
    (person, told.get(get.at()..).unwrap_or_default())
}

/// Name and aliases, with which a person begins: a text, and how many texts follow.
fn called(person: &[u8]) -> Box<str> {
    if person.is_empty() {
        return Box::default();
    }
    let mut get = Get::new(person);
    let mut called = get.text().to_owned();
    for _ in 0..get.number() {
        if !get.is_whole() {
            break;
        }
        called.push('\0');
        called.push_str(get.text());
    }
    called.into_boxed_str()
}

/// The promises that stand in the note of a slot, the open ones or all; `None` when its bytes cannot be read.
pub fn read_promises(state: &State, slot: u32, all: bool) -> Option<Vec<Promise>> {
    owed::read(state.owed_bytes(slot), slot, all)
}

impl Shelf for State {
    fn path(&self, note: u32) -> &str {
        self.path_of(note)
    }

    fn is_contact(&self, note: u32) -> bool {
        self.kind_of(note) == NoteKind::Contact
    }
}
