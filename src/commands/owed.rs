//! Promises on their way into notes, for `vault promise` and `vault log`: in which style, where, and that they are read back.

use crate::base::date::Date;
use crate::base::english;
use crate::changes::place;
use crate::changes::tasks::add;
use crate::changes::tasks::style::{Dates, Style};
use crate::commands::drafts::Drafts;
use crate::commands::{Failure, Session};
use crate::facts;

/// A promise to be written into one contact's note.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Owed {
    /// What.
    pub text: String,
    /// By when.
    pub due: Option<Date>,
    /// Whether they owe it to me.
    pub theirs: bool,
}

impl Owed {
    /// What was understood, in one line.
    pub fn told(&self, name: &str) -> String {
        let due = self.due.map_or_else(String::new, |due| format!(", by {}", english::short_date(due)));
        if self.theirs { format!("{name} owes me: {}{due}", self.text) } else { format!("I owe {name}: {}{due}", self.text) }
    }
}

/// At most so many notes are asked for the style of their tasks.
const ASKED: usize = 200;

/// The style of a note's own tasks where they have dates, else of the vault's.
pub fn style(session: &Session<'_>, source: &str) -> Style {
    let own = facts::read(source);
    let texts = |source: &str, facts: &facts::NoteFacts| -> Vec<String> {
        facts.lines.iter().filter(|line| line.task.is_some()).map(|line| line.text.of(source).to_owned()).collect()
    };
    let own = texts(source, &own);
    if own.iter().any(|text| Dates::of(text).is_some()) {
        return Style::most(own.iter().map(String::as_str));
    }
    let book = &session.workspace.book;
    // The notes that hold promises first, then others.
    let mut notes: Vec<u32> = book.promises.iter().map(|promise| promise.note).collect();
    notes.dedup();
    let others = book.all().filter(|note| !notes.contains(note)).take(ASKED.saturating_sub(notes.len())).collect::<Vec<u32>>();
    let mut all = Vec::new();
    for note in notes.into_iter().take(ASKED).chain(others) {
        let text = session.workspace.text(note);
        if text.contains("[ ]") || text.contains("[x]") {
            all.extend(texts(&text, &facts::read(&text)));
        }
    }
    Style::most(all.iter().map(String::as_str))
}

/// Puts promises into a contact's note.
pub fn put(session: &Session<'_>, drafts: &mut Drafts, path: &str, promises: &[Owed], today: Date) -> Result<(), Failure> {
    let config = &session.workspace.book.config;
    for theirs in [false, true] {
        let source = drafts.text(session, path)?;
        let facts = facts::read(&source);
        let style = style(session, &source);
        let wanted = promises.iter().filter(|promise| promise.theirs == theirs);
        let tasks: Vec<String> = wanted.map(|promise| style.task(&promise.text, promise.due, today)).collect();
        let Some(edit) = add::add(&source, &facts, &tasks, theirs, config) else { continue };
        if !place::owes_more(path, &source, &edit, (tasks.len(), theirs), config, today) {
            return Err(Failure::new(format!("cannot put a promise into `{path}`: {}", place::NO_PLACE))
                .hint("close it, or write the task by hand"));
        }
        drafts.edit(path, [edit]);
    }
    Ok(())
}
