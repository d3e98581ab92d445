//! A page to read before meeting somebody: who they are, how you met, the last talks, what is open between you. Opens the notes of those it
//! is about and of what it quotes, and no others.

use std::rc::Rc;

use crate::base::date::{Anniversary, Date};
use crate::base::fold;
use crate::book::contact::{Contact, Standing};
use crate::book::finds::{Marked, Sign};
use crate::book::names::Target;
use crate::book::{Book, tension};
use crate::note::body::Place;
use crate::note::yaml::{Kind, Node};
use crate::views::promises::{self, Row, Wanted};
use crate::views::report::say;
use crate::views::words;

pub mod occasion;

/// How many of the last days of contact are told.
const TALKS: usize = 3;
/// How many of the last things given, and of those received.
const GIVEN: usize = 2;
/// For so many days a milestone is news, and longer where there was no talk since.
const NEWS: i64 = 90;
/// Dates so many days ahead are told.
const DATES: i64 = 60;

/// One person's page.
pub struct Brief<'b> {
    /// The person: an index of [`Book::contacts`].
    pub contact: u32,
    /// The tension that is open.
    pub tension: Option<Said>,
    /// How they met, without the day and without who introduced them.
    pub how_met: Vec<String>,
    /// Who introduced them.
    pub introduced_by: Vec<String>,
    /// Front matter keys about family, and what they say.
    pub family: Vec<(String, String)>,
    /// The others of the household.
    pub household: Vec<u32>,
    /// The birthday and other dates of the next weeks: label, date, the day it falls on.
    pub dates: Vec<(String, Anniversary, Date)>,
    /// The yearly dates that are further off: label, date.
    pub later: Vec<(String, Anniversary)>,
    /// The last days of contact, the latest first.
    pub talks: Vec<Talk>,
    /// The next day that something is planned on.
    pub planned: Option<Talk>,
    /// The open promises.
    pub promises: Vec<Row<'b>>,
    /// What I gave last.
    pub gave: Vec<Said>,
    /// What they gave last.
    pub received: Vec<Said>,
    /// Their milestones since the last talk or of the last months.
    pub milestones: Vec<Said>,
    /// What is to be asked after, and was not.
    pub ask_after: Vec<Said>,
    /// The feedback I asked for and have not noted.
    pub feedback: Option<Said>,
}

/// A day of contact and its words.
pub struct Talk {
    /// The day.
    pub date: Date,
    /// The channel's number.
    pub channel: Option<u16>,
    /// The words; may be empty.
    pub text: String,
    /// The note they stand in.
    pub note: u32,
    /// The source line, 1-based.
    pub row: u32,
}

/// A marked entry and its words.
pub struct Said {
    /// The day.
    pub date: Date,
    /// The day from which it is to be asked after.
    pub from: Option<Date>,
    /// The words.
    pub text: String,
    /// The note they stand in.
    pub note: u32,
    /// The source line, 1-based.
    pub row: u32,
}

/// The page of one contact.
pub fn of<'b>(book: &'b Book, texts: &dyn Fn(u32) -> Rc<str>, contact: u32) -> Brief<'b> {
    let person = &book.contacts[contact as usize];
    let told = book.person(person);
    let said = |marked: &Marked| Said {
        date: marked.signed.date,
        from: marked.signed.until,
        text: say::of_entry(book, texts, marked.place),
        note: marked.place.note,
        row: marked.place.row,
    };
    let all = |sign: Sign, most: usize, fits: &dyn Fn(&Marked) -> bool| {
        let of = book.marked(person).iter().filter(|marked| marked.signed.sign == sign).filter(|marked| fits(marked));
        once_a_line(of).take(most).map(said).collect::<Vec<Said>>()
    };
    let last = |sign: Sign| person.signs.iter().filter(|signed| signed.sign == sign).map(|signed| signed.date).max();
    let got = last(Sign::FeedbackGot);
    let waited = last(Sign::FeedbackAsked).filter(|&day| got.is_none_or(|got| got < day));
    let news = book.as_of.plus_days(-NEWS);
    let news = person.last().map_or(news, |last| last.min(news));
    let asked = |marked: &Marked| person.last().is_some_and(|last| marked.signed.until.is_none_or(|until| until <= last));
    let (dates, later) = dates(book, person);
    let wanted = Wanted { contact: Some(person.note), ..Wanted::default() };
    Brief {
        contact,
        tension: tension::since(person).and_then(|day| all(Sign::Tension, 1, &|marked| marked.signed.date == day).pop()),
        how_met: how_met(book, person),
        introduced_by: told.introduced_by.iter().map(|named| called(book, named, person.note)).collect(),
        family: family(book, person.note),
        household: household(book, contact),
        dates,
        later,
        talks: talks(book, texts, person),
        planned: planned(book, texts, person),
        promises: promises::of(book, texts, wanted),
        gave: all(Sign::Gave, GIVEN, &|_| true),
        received: all(Sign::Received, GIVEN, &|_| true),
        milestones: all(Sign::Milestone, usize::MAX, &|marked| marked.signed.date >= news),
        ask_after: all(Sign::AskAfter, usize::MAX, &|marked| !asked(marked)),
        feedback: waited.and_then(|day| all(Sign::FeedbackAsked, 1, &|marked| marked.signed.date == day).pop()),
    }
}

/// Of several finds in one line the first.
fn once_a_line<'m>(marked: impl Iterator<Item = &'m Marked>) -> impl Iterator<Item = &'m Marked> {
    let mut seen: Vec<(u32, u32)> = Vec::new();
    marked.filter(move |marked| {
        let place = (marked.place.note, marked.place.row);
        let new = !seen.contains(&place);
        seen.push(place);
        new
    })
}

/// A name as it is shown: of a link the name of the contact it leads to, else what the link shows.
fn called(book: &Book, named: &str, from: u32) -> String {
    let target = book.link(named, from);
    let contact = match target {
        Target::Note(note) => book.contact_of(note),
        _ => None,
    };
    contact.map_or_else(|| crate::book::stem(named.split('#').next().unwrap_or(named)).to_owned(), |contact| book.name(contact).to_owned())
}

/// How they met, each once, without the day itself and without who introduced them.
fn how_met(book: &Book, contact: &Contact) -> Vec<String> {
    let person = book.person(contact);
    let by: Vec<String> = person.introduced_by.iter().map(|named| fold::name(crate::book::stem(named))).collect();
    let day = person.met.map(|met| met.to_string());
    let mut how: Vec<String> = Vec::new();
    for text in &person.how_met {
        if Some(text) != day.as_ref() && !by.contains(&fold::name(text)) && !how.contains(text) {
            how.push(text.clone());
        }
    }
    how
}

/// Keys that name family, folded.
const FAMILY: &[&str] = &[
    "partner",
    "spouse",
    "wife",
    "husband",
    "fiance",
    "fiancee",
    "boyfriend",
    "girlfriend",
    "children",
    "child",
    "kids",
    "kid",
    "son",
    "sons",
    "daughter",
    "daughters",
    "family",
    "parents",
    "mother",
    "father",
    "siblings",
    "sister",
    "sisters",
    "brother",
    "brothers",
    "grandchildren",
    "pets",
    "pet",
    "dog",
    "dogs",
    "cat",
    "cats",
];

/// The keys of a note that name family, with what they say, in the order of the note.
fn family(book: &Book, note: u32) -> Vec<(String, String)> {
    let note = book.note(note);
    let is_read = |line: u32| note.facts.line(line).is_none_or(|line| line.place == Place::Plain);
    let fields = note.facts.fields.iter().filter(|field| is_read(field.line));
    let named = fields.filter(|field| FAMILY.contains(&fold::key(&field.key).as_str()));
    let said = named.map(|field| (field.key.replace(['_', '-'], " ").to_lowercase(), names(&field.value)));
    said.filter(|(_, text)| !text.is_empty()).collect()
}

/// The texts of a value; a map's with their keys: `Mia: 2019-03-12`.
fn names(value: &Node) -> String {
    let part = |(key, value): &(Node, Node)| match (key.text(), crate::book::values::leaves(value).join(", ")) {
        (Some(key), text) if !text.is_empty() => format!("{key}: {text}"),
        (Some(key), _) => key.to_owned(),
        (None, text) => text,
    };
    match &value.kind {
        Kind::Mapping(entries) => entries.iter().map(part).collect::<Vec<_>>().join(", "),
        Kind::Sequence(items) => items.iter().map(names).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", "),
        _ => crate::book::values::leaves(value).join(", "),
    }
}

/// The others who share a contact's household.
fn household(book: &Book, contact: u32) -> Vec<u32> {
    let person = &book.contacts[contact as usize];
    let Some(name) = book.person(person).household.as_deref().filter(|_| person.core.household != 0).map(fold::name) else {
        return Vec::new();
    };
    let shares = |other: &Contact| other.core.household == person.core.household;
    let same = |other: &Contact| book.person(other).household.as_deref().map(fold::name).as_deref() == Some(name.as_str());
    (0..).zip(&book.contacts).filter(|&(at, other)| at != contact && shares(other) && same(other)).map(|(at, _)| at).collect()
}

type Near = Vec<(String, Anniversary, Date)>;

/// The yearly dates of a person: those of the next weeks, the nearest first, and the others as they stand in the note.
fn dates(book: &Book, contact: &Contact) -> (Near, Vec<(String, Anniversary)>) {
    let person = book.person(contact);
    // Of somebody who has died the days of remembrance alone are named.
    let is_living = person.standing != Standing::Deceased;
    let birthday = person.birthday.filter(|_| is_living).map(|date| ("birthday".to_owned(), date));
    let others =
        person.dates.iter().filter(|yearly| is_living || yearly.is_remembrance()).map(|yearly| (yearly.label.clone(), yearly.date));
    let others = others.filter(|(label, _)| person.birthday.is_none() || fold::key(label) != "birthday");
    let (mut near, mut later) = (Vec::new(), Vec::new());
    for (label, date) in birthday.clone().into_iter().chain(others) {
        match date.next_from(book.as_of).filter(|&on| book.as_of.days_until(on) <= DATES) {
            Some(on) => near.push((label, date, on)),
            None => later.push((label, date)),
        }
    }
    near.sort_by_key(|(_, _, on)| *on);
    (near, later)
}

/// The last days of contact: of each the first place that says something, and the first channel named.
fn talks(book: &Book, texts: &dyn Fn(u32) -> Rc<str>, contact: &Contact) -> Vec<Talk> {
    let days = book.interactions(contact).chunk_by(|one, other| one.date == other.date);
    let talk = |day: &[crate::book::finds::Interaction]| {
        let said = |one: &crate::book::finds::Interaction| say::without_marks(book, &words::of_interaction(book, texts, one));
        let first = day.first()?;
        let (one, text) = day.iter().map(|one| (one, said(one))).find(|(_, text)| !text.is_empty()).unwrap_or((first, String::new()));
        let channel = day.iter().find_map(|one| one.channel);
        Some(Talk { date: one.date, channel, text, note: one.place.note, row: one.place.row })
    };
    days.take(TALKS).filter_map(talk).collect()
}

fn planned(book: &Book, texts: &dyn Fn(u32) -> Rc<str>, contact: &Contact) -> Option<Talk> {
    let one = book.planned(contact).first()?;
    let text = say::without_marks(book, &words::of_interaction(book, texts, one));
    Some(Talk { date: one.date, channel: one.channel, text, note: one.place.note, row: one.place.row })
}
