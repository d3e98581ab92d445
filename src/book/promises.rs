//! Promises: tasks I owe a contact, or a contact owes me (format page, section 7).

use crate::base::date::Date;
use crate::base::span::Span;
use crate::base::when::When;
use crate::book::Note;
use crate::book::events;
use crate::book::keys::Sorted;
use crate::book::kind::NoteKind;
use crate::book::names::Target;
use crate::book::others;
use crate::book::own::Asking;
use crate::book::promised;
use crate::book::standing;
use crate::facts::{Line, Link, NoteFacts};
use crate::note::body::Place;
use crate::note::task::Priority;

/// The state of a promise.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub enum State {
    /// `[ ]`, `[/]` and unknown states.
    Open,
    /// `[x]`.
    Kept,
    /// `[-]`.
    Cancelled,
    /// `[>]`.
    Moved,
}

impl State {
    /// The state of a task with that character between its brackets.
    pub fn of(task: Option<char>) -> State {
        match task {
            Some('x' | 'X') => State::Kept,
            Some('-') => State::Cancelled,
            Some('>') => State::Moved,
            _ => State::Open,
        }
    }

    /// The word used in JSON.
    pub fn word(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Kept => "kept",
            State::Cancelled => "cancelled",
            State::Moved => "moved",
        }
    }
}

/// A promise, mine or theirs.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Promise {
    /// The note it stands in.
    pub note: u32,
    /// The source line, 1-based.
    pub row: u32,
    /// The item's first byte.
    pub at: u32,
    /// Its text with its signs.
    pub text: Span,
    /// The notes of the contacts it is about, in the order of mention.
    pub contacts: Vec<u32>,
    /// Whether they owe it to me.
    pub theirs: bool,
    /// Its state.
    pub state: State,
    /// The day it is due, as written.
    pub due: Option<When>,
    /// The day it is due, when it can be told.
    pub due_day: Option<Date>,
    /// The day it is planned for.
    pub scheduled: Option<Date>,
    /// The day it may begin.
    pub start: Option<Date>,
    /// The day it was written.
    pub created: Option<Date>,
    /// The day it was kept.
    pub done: Option<Date>,
    /// Its importance.
    pub priority: Option<Priority>,
    /// Open, and due before the as-of date; told by [`Promise::on`].
    pub overdue: bool,
}

impl Promise {
    /// The promise as it stands on a day.
    pub fn on(mut self, as_of: Date) -> Promise {
        self.overdue = self.state == State::Open && self.due_day.is_some_and(|due| due < as_of);
        self
    }

    /// Whether it has a due date that no calendar knows.
    pub fn is_impossible(&self) -> bool {
        matches!(self.due, Some(When::Impossible | When::Backwards))
    }
}

/// The promises of one note.
pub fn read(asking: &Asking<'_>, note: &Note, fields: &Sorted<'_>, out: &mut Vec<Promise>) {
    let facts = &note.facts;
    let mut attendees: Option<Vec<u32>> = None;
    for task in &facts.tasks {
        let Some(line) = facts.line(task.line) else { continue };
        if !matches!(line.place, Place::Plain | Place::Quote | Place::Struck) {
            continue;
        }
        let mut contacts = owners(asking, note, task.line);
        if contacts.is_empty() && note.kind == NoteKind::Event {
            contacts = attendees.get_or_insert_with(|| present(asking, note, fields)).clone();
        }
        if contacts.is_empty() {
            continue;
        }
        let day = |when: Option<When>| when.and_then(|when| when.day(asking.ground.config.date_order));
        let state = State::of(line.task);
        let due_day = day(task.due);
        out.push(Promise {
            note: asking.index,
            row: line.row,
            at: line.start,
            text: line.text,
            contacts,
            theirs: task.waiting || is_theirs(asking, facts, line),
            state,
            due: task.due,
            due_day,
            scheduled: day(task.scheduled),
            start: day(task.start),
            created: day(task.created),
            done: day(task.done),
            priority: task.priority,
            overdue: false,
        });
    }
    if !facts.tags.is_empty() {
        let mut attendees = || attendees.get_or_insert_with(|| present(asking, note, fields)).clone();
        promised::read(asking, note, fields, &mut attendees, out);
    }
}

/// Whose promise a task is: the note's contact; else those linked in the line, in the nearest item above it, in the nearest heading.
pub(super) fn owners(asking: &Asking<'_>, note: &Note, index: u32) -> Vec<u32> {
    if note.kind == NoteKind::Contact {
        return if asking.is_listed(asking.index) { vec![asking.index] } else { Vec::new() };
    }
    let facts = &note.facts;
    let linked = |index: u32, _: &Line| {
        let mut people: Vec<u32> = Vec::new();
        let seen = |link: &&Link| !matches!(link.place, Place::Comment | Place::Generated);
        for link in facts.links_of(index).filter(seen) {
            if let Some(person) = asking.contact_at(&link.target)
                && !people.contains(&person)
            {
                people.push(person);
            }
        }
        (!people.is_empty()).then_some(people)
    };
    asking.linked.find(facts, index, linked).unwrap_or_default()
}

fn present(asking: &Asking<'_>, note: &Note, fields: &Sorted<'_>) -> Vec<u32> {
    let mut people = Vec::new();
    for attendee in events::people(note, fields) {
        if let Target::Note(person) = others::who(asking, &attendee)
            && asking.is_listed(person)
            && !people.contains(&person)
        {
            people.push(person);
        }
    }
    people
}

fn is_theirs(asking: &Asking<'_>, facts: &NoteFacts, line: &Line) -> bool {
    facts.tags_in(line.text).any(|tag| crate::book::kind::tag_below(tag, "waiting"))
        || facts.ancestors(line).any(|(_, above)| standing::is_named(facts, above, &asking.ground.rules.theirs))
}
