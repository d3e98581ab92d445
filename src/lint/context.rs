//! What the rules look at: the book, the fields of each note under their standard keys, and the dates that give no day.

use std::cell::OnceCell;
use std::rc::Rc;

use crate::base::fold;
use crate::base::span::Span;
use crate::book::contact::Contact;
use crate::book::keys::Sorted;
use crate::book::kind::NoteKind;
use crate::book::{Book, Note};
use crate::lint::Outside;
use crate::lint::written::{self, Written};

/// A rule's finding, before it has a code and a severity.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// The file or folder, from the root.
    pub path: String,
    /// The note.
    pub note: Option<u32>,
    /// The bytes meant; empty at 0: the file as a whole.
    pub span: Span,
    /// One sentence, lower case, no full stop.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

impl Finding {
    /// Adds what to write instead.
    pub fn help(mut self, help: impl Into<String>) -> Finding {
        self.help = Some(help.into());
        self
    }
}

/// A note with its fields under their standard keys.
#[derive(Clone, Copy)]
pub struct Noted<'c> {
    /// The note's index.
    pub index: u32,
    /// The note.
    pub note: &'c Note,
    /// Its front matter and inline fields.
    pub fields: &'c Sorted<'c>,
}

/// What the rules look at.
pub struct Context<'c> {
    /// Everything known.
    pub book: &'c Book,
    /// What is wrong outside the notes.
    pub outside: &'c Outside,
    /// Dates that give no day where one was wanted.
    pub(super) written: Vec<Written>,
    text_of: &'c dyn Fn(u32) -> Rc<str>,
    loose_names: OnceCell<Vec<(String, u32)>>,
    fields: Vec<Sorted<'c>>,
}

impl<'c> Context<'c> {
    /// Looks at a book.
    pub fn new(book: &'c Book, text_of: &'c dyn Fn(u32) -> Rc<str>, outside: &'c Outside) -> Context<'c> {
        book.open_all();
        let fields: Vec<Sorted<'c>> = book.all().map(|note| book.note(note).fields()).collect();
        let mut context = Context { book, outside, written: Vec::new(), text_of, loose_names: OnceCell::new(), fields };
        context.written = written::dates(&context);
        context
    }

    /// A note by its index.
    pub fn note(&self, index: u32) -> Option<Noted<'_>> {
        Some(Noted { index, note: self.book.note(index), fields: self.fields.get(index as usize)? })
    }

    /// The notes that are read: no templates, no copies of sync programs.
    pub fn read(&self) -> impl Iterator<Item = Noted<'_>> {
        self.all().filter(|noted| !matches!(noted.note.kind, NoteKind::Template | NoteKind::Conflict))
    }

    /// All notes.
    pub fn all(&self) -> impl Iterator<Item = Noted<'_>> {
        (0..).zip(&self.fields).map(|(index, fields)| Noted { index, note: self.book.note(index), fields })
    }

    /// The contacts with their notes.
    pub fn contacts(&self) -> impl Iterator<Item = (&Contact, Noted<'_>)> {
        self.book.contacts.iter().filter_map(|contact| Some((contact, self.note(contact.note)?)))
    }

    /// Whether a note is a contact's (the owner's too).
    pub fn is_contact(&self, note: u32) -> bool {
        self.book.kind(note) == NoteKind::Contact
    }

    /// A finding in a note.
    pub fn finding(&self, note: u32, span: Span, message: impl Into<String>) -> Finding {
        Finding { path: self.book.path(note).to_owned(), note: Some(note), span, message: message.into(), help: None }
    }

    /// The text at a place of a note, at most 60 characters of it.
    pub fn quote(&self, note: u32, span: Span) -> String {
        shortened(span.of(&self.text(note)))
    }

    /// Where a name stands in a value that holds several; the whole value when that cannot be told.
    pub fn part(&self, note: u32, value: Span, name: &str) -> Span {
        // A list of thousands is not searched for each of them.
        if value.end - value.start > 4096 {
            return value;
        }
        let text = self.text(note);
        match memchr::memmem::find(value.of(&text).as_bytes(), name.as_bytes()) {
            Some(at) => Span::new(at, at + name.len()).shifted(value.start as usize),
            None => value,
        }
    }

    /// The names and aliases of all contacts without accents and case, each with its contact's index.
    pub fn loose_names(&self) -> &[(String, u32)] {
        self.loose_names.get_or_init(|| {
            let contacts = self.book.contacts.iter().enumerate();
            let names = contacts.flat_map(|(index, contact)| {
                let person = self.book.person(contact);
                std::iter::once(&person.name).chain(&person.aliases).map(move |name| (fold::loose(name), index as u32))
            });
            names.collect()
        })
    }

    /// The text of a note.
    pub fn text(&self, note: u32) -> Rc<str> {
        (self.text_of)(note)
    }

    /// The parser's problems of one code, each as a finding. A template is left alone: also a plain note with unrendered placeholders.
    pub fn problems(&self, code: &str, found: &mut Vec<Finding>, help: &str) {
        for noted in self.read() {
            let facts = &noted.note.facts;
            if facts.problems.is_empty() || !facts.placeholders.is_empty() && noted.note.kind != NoteKind::Contact {
                continue;
            }
            found.extend(self.problems_of(noted, code, help));
        }
    }

    /// The problems of one code in one note.
    pub fn problems_of(&self, noted: Noted<'_>, code: &str, help: &str) -> Vec<Finding> {
        let problems = noted.note.facts.problems.iter().filter(|problem| problem.code == code);
        let finding = |finding: Finding| if help.is_empty() { finding } else { finding.help(help) };
        problems.map(|problem| finding(self.finding(noted.index, problem.span, problem.message.clone()))).collect()
    }
}

/// At most 60 characters of a text, on one line.
pub fn shortened(text: &str) -> String {
    let mut shown: String = text.chars().take(60).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if shown.len() < text.len() {
        shown.truncate(shown.trim_end().len());
        shown.push('…');
    }
    shown
}
