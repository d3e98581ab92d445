//! Why a contact is due: every date counted and every date seen but not counted, with its place, and how the due date follows.

use std::rc::Rc;

use crate::base::date::{Date, Step};
use crate::base::english;
use crate::book::Book;
use crate::book::contact::{Contact, Standing};
use crate::book::finds::{Interaction, Place, Seen};
use crate::book::standing::Reason;
use crate::book::status::Status;
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

/// What a reason means, in plain words.
pub fn reason_words(reason: Reason) -> &'static str {
    match reason {
        Reason::OpenTask => "a task that is not ticked",
        Reason::NotContactMark => "marked as something learnt, not done together",
        Reason::Attempt => "an attempt that reached nobody",
        Reason::Quote => "in a quote or callout",
        Reason::Code => "in code",
        Reason::Comment => "in a comment",
        Reason::Embed => "an embedded note",
        Reason::Generated => "written by `vault` itself",
        Reason::Struck => "struck through",
        Reason::Future => "after the day asked for, so planned",
        Reason::ImpossibleDate => "no calendar has this day",
        Reason::ImpreciseDate => "names no exact day",
        Reason::AmbiguousDate => "no year, or day and month could be swapped (`order` under `[dates]` decides)",
        Reason::OutsideLog => "outside the log section, or part of another item",
        Reason::Possible => "a mention that may be contact; see `[mentions]`",
        Reason::AmbiguousName => "the name could mean another contact",
        Reason::IgnoredBySetting => "ignored by the setting `[mentions]`",
    }
}

/// A step as a length: `3 weeks`, `1 month`.
pub fn length(step: Step) -> String {
    let every = english::every(step);
    let length = every.strip_prefix("every ").unwrap_or(&every);
    if length.starts_with(|c: char| c.is_ascii_digit()) { length.to_owned() } else { format!("1 {length}") }
}

fn steps(book: &Book, contact: &Contact) -> Vec<String> {
    let mut steps = Vec::new();
    steps.push(counted_from(book, contact));
    if let Some(last) = contact.household_last {
        steps.push(format!("contact with the household: {last}, {}, counts for all of it", english::ago(last.days_until(book.as_of))));
    }
    steps.push(match &book.holding(contact) {
        Some(holding) => {
            let max = holding.cadence.max.map(|max| format!(", at most {}", length(max))).unwrap_or_default();
            let source = match holding.source {
                "contact" => "in the note itself".to_owned(),
                "tier" => format!("by tier {}", book.person(contact).tier.as_deref().unwrap_or("")),
                other => format!("by {other}"),
            };
            format!("cadence: {}{max}, {source}", english::every(holding.cadence.ideal))
        }
        None => match &book.person(contact).cadence {
            Some((written, None)) => format!("cadence: none, because `{written}` is no cadence"),
            _ => "cadence: none".to_owned(),
        },
    });
    due_step(contact, &mut steps);
    let person = book.person(contact);
    if let Some(until) = person.snooze_until {
        let over = if until < book.as_of { ", which is over" } else { "" };
        steps.push(format!("snoozed until {until}{over}"));
    }
    steps.push(status_step(book, contact));
    steps
}

fn counted_from(book: &Book, contact: &Contact) -> String {
    if let Some(last) = contact.last() {
        let channel = book
            .last_channel(contact)
            .and_then(|channel| book.config.channels.name(channel))
            .map(|name| format!(", {name}"))
            .unwrap_or_default();
        return format!("last contact: {last}{channel}, {}", english::ago(last.days_until(book.as_of)));
    }
    match contact.baseline {
        Some(baseline) => {
            let from = if !baseline.estimated {
                "the day you met"
            } else if contact.core.created == Some(baseline.date) {
                "the day the note was created"
            } else {
                "the earliest dated line"
            };
            format!("no contact yet: counted from {}, {from}", baseline.date)
        }
        None => "no contact yet, and no day to count from".to_owned(),
    }
}

fn due_step(contact: &Contact, steps: &mut Vec<String>) {
    if let (Some(next), Some(last)) = (contact.core.next_contact, contact.last())
        && next <= last
    {
        steps.push(format!("next_contact {next} is not after the last contact, so it is spent"));
    }
    let Some(due) = contact.due else {
        steps.push("due: never by itself".to_owned());
        return;
    };
    match (due.by_date, due.from, contact.core.cadence) {
        (false, Some(from), Some(cadence)) => steps.push(format!("due: {from} + {} = {}", length(cadence.ideal), due.date)),
        _ => steps.push(format!("due: {}, named by next_contact whatever the cadence says", due.date)),
    }
}

fn status_step(book: &Book, contact: &Contact) -> String {
    let shown = contact.status.shown();
    let standing = match contact.core.standing {
        Standing::Active => None,
        Standing::Paused => Some("paused in the note"),
        Standing::Archived => Some("archived in the note"),
        Standing::Deceased => Some("has died"),
        Standing::DoNotContact => Some("wishes no contact"),
        Standing::Ambient => Some("celebrations only"),
    };
    if let Some(standing) = standing {
        return format!("status: {shown}, {standing}");
    }
    let late = |due: Date| due.days_until(book.as_of);
    match (contact.status, contact.due) {
        (Status::InTouch | Status::DueSoon, Some(due)) => format!("status: {shown}, due {}", english::ahead(-late(due.date))),
        (Status::Due | Status::Overdue | Status::Lapsed, Some(due)) => {
            let so_far = due.from.map(|from| (from.days_until(book.as_of), from.days_until(due.date))).filter(|(_, whole)| *whole > 0);
            let ratio = so_far.map(|(gone, whole)| format!(", {gone} of {} gone", english::count(whole, "day"))).unwrap_or_default();
            let rule = match (contact.status, contact.core.cadence.and_then(|cadence| cadence.max), due.from) {
                (Status::Lapsed, ..) => ": more than 6 times the cadence".to_owned(),
                (Status::Overdue, Some(max), Some(from)) => format!(": after the maximum, {}", from.plus(max)),
                (Status::Overdue, None, Some(_)) => ": 1.5 times the cadence or more".to_owned(),
                _ => String::new(),
            };
            format!("status: {shown}{ratio}{rule}")
        }
        _ => format!("status: {shown}"),
    }
}
