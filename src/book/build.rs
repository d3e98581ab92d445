//! Joins all facts into a book.

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use crate::base::date::Date;
use crate::base::fold;
use crate::book::contact::{self, Baseline, Contact, Open, Person};
use crate::book::finds::{Find, Interaction, Seen, Source};
use crate::book::kind::{self, NoteKind};
use crate::book::names::{Called, Names, Target};
use crate::book::own::{self, Asking};
use crate::book::promises::{self, Promise, State};
use crate::book::rules::Rules;
use crate::book::standing::{self, Reason};
use crate::book::status::{self, Question};
use crate::book::{Book, Note, others, rhythm};
use crate::config::Config;
use crate::facts::NoteFacts;

/// What one note says about contacts.
#[derive(Default)]
struct Said {
    own: Vec<Find>,
    others: Vec<others::For>,
    promises: Vec<Promise>,
}

/// Builds the book of `notes` (path, facts) for a day.
pub fn build(config: Config, as_of: Date, notes: Vec<(String, NoteFacts)>) -> Book {
    let rules = Rules::new(&config);
    let mut notes: Vec<Note> = notes
        .into_par_iter()
        .map(|(path, facts)| {
            let order = rules.keys.order(&facts);
            let kind = kind::of(&path, &facts, &order.of(&facts), &config, &rules);
            Note { path, facts, kind, order }
        })
        .collect();
    notes.par_sort_unstable_by(|one, other| one.path.cmp(&other.path));
    let mut people: Vec<(u32, Person)> = notes
        .par_iter()
        .enumerate()
        .filter(|(_, note)| note.kind == NoteKind::Contact)
        .map(|(index, note)| (index as u32, contact::read(note, &note.fields(), &config, &rules)))
        .collect();
    let names = Names::new(&notes, &people.iter().map(called).collect::<Vec<_>>());
    let owner = owner(&config, &names, &notes);
    people.retain(|(note, _)| *note != owner);
    // Notes are sorted by path, so the index breaks ties as the path would.
    people.par_sort_by_cached_key(|(note, person)| (fold::name(&person.name), *note));
    let mut book = Book { as_of, config, rules, notes, owner, contacts: Vec::new(), names, promises: Vec::new() };
    for (contact, (note, _)) in people.iter().enumerate() {
        book.names.number(contact as u32, *note);
    }
    let said: Vec<Said> = (0..book.notes.len() as u32).into_par_iter().map(|index| said(&book, index)).collect();
    let mut finds: Vec<Vec<Find>> = (0..people.len()).map(|_| Vec::new()).collect();
    for (index, said) in said.into_iter().enumerate() {
        if let Some(contact) = book.names.contact_of(index as u32) {
            finds[contact as usize].extend(said.own);
        }
        for (person, find) in said.others {
            if let Some(contact) = book.names.contact_of(person) {
                finds[contact as usize].push(find);
            }
        }
        book.promises.extend(said.promises);
    }
    close_marked(&mut book.promises);
    let contacts: Vec<Contact> = people.into_par_iter().zip(finds).map(|((note, person), finds)| contact(&book, note, person, finds)).collect();
    book.contacts = contacts;
    count_promises(&mut book);
    book
}

fn called<'a>((note, person): &'a (u32, Person)) -> Called<'a> {
    let names = std::iter::once(&person.name).chain(&person.aliases).chain(&person.ids).map(String::as_str).collect();
    Called { note: *note, names, emails: person.emails.iter().map(String::as_str).collect() }
}

/// The note the setting `me` names: a path, a file name, a link or a contact's name.
fn owner(config: &Config, names: &Names, notes: &[Note]) -> u32 {
    let me = config.me.trim();
    let me = me.strip_prefix("[[").and_then(|me| me.strip_suffix("]]")).unwrap_or(me);
    if me.is_empty() || notes.is_empty() {
        return u32::MAX;
    }
    match names.link(me, 0, &|note| notes[note as usize].kind == NoteKind::Contact) {
        Target::Note(note) => note,
        _ => u32::MAX,
    }
}

fn said(book: &Book, index: u32) -> Said {
    let note = &book.notes[index as usize];
    let mut said = Said::default();
    if !standing::is_read(note) {
        return said;
    }
    let asking = Asking { book, index };
    let fields = note.fields();
    if asking.is_listed(index) {
        own::finds(&asking, note, &fields, &mut said.own);
    }
    if !note.facts.links.is_empty() || note.kind == NoteKind::Event || !note.facts.fields.is_empty() {
        others::finds(&asking, note, &fields, &mut said.others);
    }
    if !note.facts.tasks.is_empty() || note.kind == NoteKind::Contact {
        promises::read(&asking, note, &fields, &mut said.promises);
    }
    said
}

fn contact(book: &Book, note: u32, person: Person, finds: Vec<Find>) -> Contact {
    let mut interactions: Vec<Interaction> = Vec::new();
    let mut planned: Vec<Interaction> = Vec::new();
    let mut seen: Vec<Seen> = Vec::new();
    for find in finds {
        match find {
            Find::Counted(interaction) if interaction.date > book.as_of => {
                seen.push(Seen { date: Some(interaction.date), place: interaction.place, reason: Reason::Future });
                planned.push(interaction);
            }
            Find::Counted(interaction) => interactions.push(interaction),
            Find::Seen(one) => seen.push(one),
        }
    }
    // Newest first; on one day the person's own note first, then by path and line.
    let order = |one: &Interaction| (one.place.note != note, one.source == Source::FrontMatter, one.place.note, one.place.at);
    interactions.sort_by(|one, other| other.date.cmp(&one.date).then_with(|| order(one).cmp(&order(other))));
    planned.sort_by(|one, other| one.date.cmp(&other.date).then_with(|| order(one).cmp(&order(other))));
    seen.sort_by(|one, other| other.date.cmp(&one.date).then_with(|| (one.place.note, one.place.at).cmp(&(other.place.note, other.place.at))));
    let mut days: Vec<Date> = interactions.iter().map(|interaction| interaction.date).collect();
    days.dedup();
    let last = days.first().copied();
    let baseline = if last.is_some() { None } else { baseline(book, &person, &seen) };
    let cadence = contact::holding(&person, book.notes[note as usize].folder(), &book.rules);
    let question = Question { as_of: book.as_of, window: book.config.report.days, person: &person, cadence: cadence.as_ref(), last, baseline };
    let (due, status) = status::of(&question);
    let attempt = seen.iter().filter(|one| one.reason == Reason::Attempt).filter_map(|one| one.date).filter(|&date| date <= book.as_of).max();
    Contact {
        note,
        cadence,
        days: days.len() as u32,
        baseline,
        due,
        status,
        rhythm: rhythm::of(&days),
        attempt: attempt.filter(|&attempt| last.is_none_or(|last| attempt >= last)),
        promises: Open::default(),
        person,
        interactions,
        planned,
        seen,
    }
}

/// Of the met keys the first that holds a date; then `created`; then the earliest entry, note or attempt up to the as-of date
/// (format page, section 10.11).
fn baseline(book: &Book, person: &Person, seen: &[Seen]) -> Option<Baseline> {
    let past = |date: &Date| *date <= book.as_of;
    let met = person.met.filter(past).map(|date| Baseline { date, estimated: false });
    let created = || person.created.filter(past).map(|date| Baseline { date, estimated: true });
    let earliest = || {
        let told = |one: &&Seen| matches!(one.reason, Reason::NotContactMark | Reason::Attempt);
        seen.iter().filter(told).filter_map(|one| one.date).filter(past).min().map(|date| Baseline { date, estimated: true })
    };
    met.or_else(created).or_else(earliest)
}

/// A `#promised` entry is kept by a ticked task of the same note with the same words: those carry no text here, so only `#kept` closes
/// them; sorts the promises by note and place.
fn close_marked(promises: &mut [Promise]) {
    promises.par_sort_by_key(|promise| (promise.note, promise.at));
}

fn count_promises(book: &mut Book) {
    for promise in book.promises.iter().filter(|promise| promise.state == State::Open) {
        for &person in &promise.contacts {
            let Some(contact) = book.names.contact_of(person) else { continue };
            let counts = &mut book.contacts[contact as usize].promises;
            let (open, overdue) = if promise.theirs { (&mut counts.theirs, &mut counts.theirs_overdue) } else { (&mut counts.mine, &mut counts.mine_overdue) };
            *open += 1;
            *overdue += u32::from(promise.overdue);
        }
    }
}
