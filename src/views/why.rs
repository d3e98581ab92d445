//! Why a contact is due: every date counted and every date seen but not counted, with its place, and how the due date follows.

use std::rc::Rc;

use crate::book::Book;
use crate::book::contact::{Contact, Standing};
use crate::book::finds::{Interaction, Place, Seen};
use crate::book::status::Status;
use crate::phrases;
use crate::phrases::why as say;
use crate::views::places::Columns;
use crate::views::words;

/// The answer.
pub struct Why {
    /// The contact, an index of [`Book::contacts`].
    pub contact: u32,
    /// How due date and status follow, a sentence a step.
    pub steps: Vec<String>,
    /// What counts, newest first.
    pub counted: Vec<Counted>,
    /// What does not, newest first.
    pub not_counted: Vec<NotCounted>,
}

/// A date that counts.
pub struct Counted {
    /// The interaction.
    pub interaction: Interaction,
    /// The column of its first byte, 1-based, in Unicode scalar values.
    pub column: u32,
    /// Its words in one line.
    pub text: String,
    /// The same without a channel set apart: what to show beside the channel.
    pub said: String,
}

/// A date that does not.
pub struct NotCounted {
    /// What was seen.
    pub seen: Seen,
    /// The column of its first byte, 1-based, in Unicode scalar values.
    pub column: u32,
    /// Its words in one line.
    pub text: String,
}

/// Explains one contact. Only the notes that speak of them are read.
pub fn of(book: &Book, text: &dyn Fn(u32) -> Rc<str>, contact: u32) -> Why {
    let person = &book.contacts[contact as usize];
    let mut columns = Columns::new(text);
    let counted = book.interactions(person).iter().map(|interaction| counted(book, text, &mut columns, interaction)).collect();
    let not_counted = book.seen(person).iter().map(|seen| NotCounted {
        seen: *seen,
        column: columns.column(&seen.place),
        text: seen_text(book, text, seen),
    });
    Why { contact, steps: steps(book, person), counted, not_counted: not_counted.collect() }
}

/// One interaction with its column and words.
pub fn counted(book: &Book, text: &dyn Fn(u32) -> Rc<str>, columns: &mut Columns<'_>, interaction: &Interaction) -> Counted {
    Counted {
        interaction: *interaction,
        column: columns.column(&interaction.place),
        text: words::of_place(book, text, &interaction.place),
        said: words::of_interaction(book, text, interaction),
    }
}

/// The words of a date that does not count. A date that no calendar knows is part of them, so that the text can be found.
fn seen_text(book: &Book, text: &dyn Fn(u32) -> Rc<str>, seen: &Seen) -> String {
    let words = words::of_place(book, text, &seen.place);
    if seen.date.is_some() {
        return words;
    }
    let written = written(book, text, &seen.place);
    match (written.is_empty() || words.contains(&written), words.is_empty()) {
        (true, _) => words,
        (false, true) => written,
        (false, false) => format!("{written} {words}"),
    }
}

/// The date as written at a place.
fn written(book: &Book, text: &dyn Fn(u32) -> Rc<str>, place: &Place) -> String {
    let line = words::line_at(book, place);
    line.map(|line| crate::note::plain::text(line.when_span.of(&text(place.note)))).unwrap_or_default()
}

fn steps(book: &Book, contact: &Contact) -> Vec<String> {
    let mut steps = Vec::new();
    steps.push(counted_from(book, contact));
    if let Some(last) = contact.household_last {
        steps.push(say::household(last, book.as_of));
    }
    steps.push(match &book.holding(contact) {
        Some(holding) => {
            let tier = book.person(contact).tier.as_deref().unwrap_or("");
            say::cadence(holding.cadence.ideal, holding.cadence.max, holding.source, tier)
        }
        None => match &book.person(contact).cadence {
            Some((written, None)) => say::no_cadence(Some(written)),
            _ => say::no_cadence(None),
        },
    });
    due_step(contact, &mut steps);
    let person = book.person(contact);
    if let Some(until) = person.snooze_until {
        steps.push(say::snoozed(until, book.as_of));
    }
    steps.push(status_step(book, contact));
    steps
}

fn counted_from(book: &Book, contact: &Contact) -> String {
    if let Some(last) = contact.last() {
        let channel = book.last_channel(contact).and_then(|channel| book.config.channels.name(channel));
        return say::last_contact(last, channel, book.as_of);
    }
    match contact.baseline {
        Some(baseline) => say::counted_from(baseline.date, baseline.estimated, contact.core.created == Some(baseline.date)),
        None => say::no_day(),
    }
}

fn due_step(contact: &Contact, steps: &mut Vec<String>) {
    if let (Some(next), Some(last)) = (contact.core.next_contact, contact.last())
        && next <= last
    {
        steps.push(say::spent(next));
    }
    let Some(due) = contact.due else {
        steps.push(say::never_due());
        return;
    };
    match (due.by_date, due.from, contact.core.cadence()) {
        (false, Some(from), Some(cadence)) => steps.push(say::due(from, cadence.ideal, due.date)),
        _ => steps.push(say::due_by_date(due.date)),
    }
}

fn status_step(book: &Book, contact: &Contact) -> String {
    let shown = contact.status.shown();
    let standing = match contact.core.standing {
        Standing::Active => None,
        Standing::Paused => Some(say::paused()),
        Standing::Archived => Some(say::archived()),
        Standing::Deceased => Some(say::died()),
        Standing::DoNotContact => Some(say::no_contact_wished()),
        Standing::Ambient => Some(phrases::say::ambient()),
    };
    if let Some(standing) = standing {
        return say::status(shown, &format!(", {standing}"));
    }
    match (contact.status, contact.due) {
        (Status::InTouch | Status::DueSoon, Some(due)) => say::status_due(shown, due.date, book.as_of),
        (Status::Due | Status::Overdue | Status::Lapsed, Some(due)) => {
            let so_far = due.from.map(|from| (from.days_until(book.as_of), from.days_until(due.date))).filter(|(_, whole)| *whole > 0);
            let ratio = so_far.map(|(gone, whole)| say::gone(gone, whole)).unwrap_or_default();
            let rule = match (contact.status, contact.core.cadence().and_then(|cadence| cadence.max), due.from) {
                (Status::Lapsed, ..) => say::lapsed(),
                (Status::Overdue, Some(max), Some(from)) => say::overdue(Some(from.plus(max))),
                (Status::Overdue, None, Some(_)) => say::overdue(None),
                _ => String::new(),
            };
            say::status(shown, &format!("{ratio}{rule}"))
        }
        _ => say::status(shown, ""),
    }
}
