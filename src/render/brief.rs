//! The lines of a page before a meeting, which text and markdown share: label, words, how much they matter. Wraps and colours nothing.

use crate::base::english;
use crate::book::Book;
use crate::book::contact::{Contact, Person, Standing};
use crate::book::status::Status;
use crate::phrases::{brief as phrases, celebrate};
use crate::views::brief::{Brief, Said, Talk};

/// How many open promises of each side are told.
const PROMISES: usize = 3;

/// One line of the page.
pub struct Line {
    /// What it is about.
    pub label: &'static str,
    /// The words; not yet cleaned.
    pub text: String,
    /// Whether it asks for care.
    pub careful: bool,
    /// How soon it gives way on a full screen: 0 never, the highest first.
    pub yields: u8,
}

/// The lines, in their order: what to be careful of first.
pub fn lines(book: &Book, brief: &Brief<'_>) -> Vec<Line> {
    let contact = &book.contacts[brief.contact as usize];
    let person = book.person(contact);
    let mut lines = Vec::new();
    let mut add = |label: &'static str, yields: u8, text: String| {
        if !text.trim().is_empty() {
            lines.push(Line { label, text, careful: matches!(label, "careful" | "tension"), yields });
        }
    };
    add("careful", 0, person.cautions.join("; "));
    if let Some(tension) = &brief.tension {
        add("tension", 0, phrases::tension(tension.date, book.as_of, &tension.text));
    }
    add("prefers", 0, person.prefers.join(", "));
    add("who", 0, who(person));
    add("status", 0, status(book, contact));
    add("met", 0, phrases::met(person.met, &brief.how_met, &brief.introduced_by));
    for (at, text) in family(book, brief, person).into_iter().enumerate() {
        add("family", if at < 3 { 1 } else { 7 }, text);
    }
    for (at, (label, date, on)) in brief.dates.iter().enumerate() {
        let told = match person.standing {
            Standing::Deceased => celebrate::date("remembrance", *date, *on, book.as_of),
            _ => celebrate::date(label, *date, *on, book.as_of),
        };
        add("dates", if at == 0 { 1 } else { 6 }, told);
    }
    let later: Vec<String> = brief.later.iter().map(|(label, date)| celebrate::plain(label, *date)).collect();
    add("dates", 8, later.join(", "));
    for (at, talk) in brief.talks.iter().enumerate() {
        add("talks", [0, 2, 5].get(at).copied().unwrap_or(9), talked(book, talk));
    }
    if let Some(talk) = &brief.planned {
        add("planned", 1, talked(book, talk));
    }
    for (label, theirs) in [("you owe", false), ("they owe", true)] {
        let open: Vec<_> = brief.promises.iter().filter(|row| row.promise.theirs == theirs).collect();
        for (at, row) in open.iter().take(PROMISES).enumerate() {
            let due = row.promise.due_day;
            add(label, [0, 3, 4].get(at).copied().unwrap_or(9), phrases::promise(due, row.promise.overdue, &row.text));
        }
        if open.len() > PROMISES {
            add(label, 3, phrases::more_promises(open.len() - PROMISES));
        }
    }
    for (label, said) in [("you gave", &brief.gave), ("they gave", &brief.received)] {
        for (at, one) in said.iter().enumerate() {
            add(label, if at == 0 { 2 } else { 8 }, dated(one));
        }
    }
    for (at, one) in brief.milestones.iter().enumerate() {
        add("milestone", if at == 0 { 1 } else { 6 }, dated(one));
    }
    for (at, one) in brief.ask_after.iter().enumerate() {
        add("ask after", if at == 0 { 0 } else { 5 }, phrases::ask_after(one.from.unwrap_or(one.date), book.as_of, &one.text));
    }
    if let Some(asked) = &brief.feedback {
        add("feedback", 1, phrases::feedback(asked.date, book.as_of, &asked.text));
    }
    for (at, topic) in person.talk_about.iter().enumerate() {
        add("talk about", if at < 2 { 1 } else { 6 }, topic.clone());
    }
    add("looking for", 7, person.needs.join(", "));
    add("offers", 8, person.offers.join(", "));
    add("interests", 9, person.interests.join(", "));
    lines
}

/// `Art director, Pellinore Books; Bristol; she/her`.
fn who(person: &Person) -> String {
    let work: Vec<&str> = person.role.iter().chain(&person.companies).map(String::as_str).collect();
    let parts = [work.join(", "), person.cities.join(", "), person.pronouns.clone().unwrap_or_default()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}

fn status(book: &Book, contact: &Contact) -> String {
    let stands = match contact.core.standing {
        Standing::Deceased => &crate::phrases::why::died(),
        Standing::DoNotContact => &crate::phrases::why::no_contact_wished(),
        _ => contact.status.shown(),
    };
    let asks = !matches!(contact.status, Status::Archived | Status::Paused | Status::Ambient);
    let due = contact.due.filter(|_| asks).map(|due| book.as_of.days_until(due.date));
    let every = contact.core.cadence().filter(|_| asks).map(|cadence| english::every(cadence.ideal));
    let channel = book.last_channel(contact).and_then(|channel| book.config.channels.name(channel)).unwrap_or("contact");
    let last = contact.last().map(|last| (channel, last.days_until(book.as_of)));
    phrases::status(stands, every.as_deref(), last, due)
}

fn family(book: &Book, brief: &Brief<'_>, person: &Person) -> Vec<String> {
    let mut family: Vec<String> = brief.family.iter().map(|(key, names)| format!("{key}: {names}")).collect();
    if let Some(household) = &person.household {
        let others: Vec<&str> = brief.household.iter().map(|&at| book.name(&book.contacts[at as usize])).collect();
        family.push(format!("household: {}", phrases::household(household, &others)));
    }
    family
}

fn talked(book: &Book, talk: &Talk) -> String {
    let channel = talk.channel.and_then(|channel| book.config.channels.name(channel)).unwrap_or("");
    // `lunch by the canal` says how by itself.
    let told = talk.text.get(..channel.len()).is_some_and(|start| start.eq_ignore_ascii_case(channel));
    let said = [channel, talk.text.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ");
    format!("{}  {}", talk.date, if told { &talk.text } else { &said })
}

fn dated(said: &Said) -> String {
    format!("{}  {}", said.date, said.text)
}

/// The people without a note, and the unclear names, a sentence each.
pub fn others(strangers: &[String], unclear: &[String]) -> Vec<String> {
    let mut said = Vec::new();
    if !strangers.is_empty() {
        said.push(phrases::strangers(strangers));
    }
    if !unclear.is_empty() {
        said.push(phrases::unclear(unclear));
    }
    said
}

/// The occasion in one line, where there is one.
pub fn title(book: &Book, page: &Page<'_, '_>) -> Option<String> {
    match page.occasion {
        Occasion::Named => None,
        Occasion::Event { title, day } => Some(phrases::event(title, *day, book.as_of, page.briefs.len())),
        Occasion::Day { day, events } => Some(phrases::day(*day, book.as_of, page.briefs.len(), events)),
    }
}

/// What is said when nobody is to be met.
pub fn nobody(page: &Page<'_, '_>) -> String {
    match page.occasion {
        Occasion::Event { title, .. } => phrases::nobody_at(title),
        Occasion::Day { day, .. } => phrases::nobody(*day),
        Occasion::Named => english::list::<&str>(&[]),
    }
}

/// Why these people.
pub enum Occasion {
    /// They were named.
    Named,
    /// They are at an event.
    Event {
        /// What it is called.
        title: String,
        /// Its day.
        day: Option<crate::base::date::Date>,
    },
    /// They are met on a day.
    Day {
        /// The day.
        day: crate::base::date::Date,
        /// The events of that day, by what they are called.
        events: Vec<String>,
    },
}

/// All that is shown.
pub struct Page<'p, 'b> {
    /// Why these people.
    pub occasion: &'p Occasion,
    /// A page each.
    pub briefs: &'p [Brief<'b>],
    /// Those who have no note.
    pub strangers: &'p [String],
    /// Names that several people bear.
    pub unclear: &'p [String],
}
