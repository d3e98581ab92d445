//! Joins all facts into a book.

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use rayon::slice::{ParallelSlice, ParallelSliceMut};

use crate::base::date::Date;
use crate::base::fold;
use crate::book::contact::{self, Baseline, Contact, Open, Person};
use crate::book::finds::{Find, Interaction, Seen, Source};
use crate::book::kind::{self, NoteKind};
use crate::book::names::{Called, Names, Target};
use crate::book::nearest::Nearest;
use crate::book::own::{self, Asking};
use crate::book::promises::{self, Promise, State};
use crate::book::rules::Rules;
use crate::book::standing::{self, Reason};
use crate::book::status::{self, Question};
use crate::book::{Book, Note, others, rhythm};
use crate::config::Config;
use crate::facts::NoteFacts;

/// One note by itself: what it is and whom it is about, before it is joined with the others.
pub struct Draft {
    note: Note,
    /// The person a contact's note describes.
    person: Option<Box<Person>>,
    called: Called,
}

/// Reads one note's facts with the settings.
pub fn draft(path: String, facts: NoteFacts, config: &Config, rules: &Rules) -> Draft {
    let order = rules.keys.order(&facts);
    let kind = kind::of(&path, &facts, &order.of(&facts), config, rules);
    let note = Note { path, facts, kind, order };
    let person = (kind == NoteKind::Contact).then(|| Box::new(contact::read(&note, &note.fields(), config, rules)));
    let folded = |text: &String| fold::name(text).into_boxed_str();
    let mut called = Called { file: fold::name(note.stem()).into_boxed_str(), ..Called::default() };
    if let Some(person) = &person {
        called.names = std::iter::once(&person.name).chain(&person.aliases).chain(&person.ids).map(folded).collect();
        called.emails = person.emails.iter().map(folded).collect();
    }
    Draft { note, person, called }
}

/// Builds the book of all notes for a day.
pub fn build(config: Config, rules: Rules, as_of: Date, drafts: Vec<Draft>) -> Book {
    let (notes, called, mut people) = in_order(drafts);
    let names = Names::new(notes.iter().map(|note| note.path.as_str()).zip(called));
    let owner = owner(&config, &names, &notes);
    people.retain(|(_, note, _)| *note != owner);
    // Notes are sorted by path, so the index breaks ties as the path would.
    people.par_sort_by(|one, other| (&one.0, one.1).cmp(&(&other.0, other.1)));
    let mut book = Book { as_of, config, rules, notes, owner, contacts: Vec::new(), names, promises: Vec::new() };
    for (contact, (_, note, _)) in people.iter().enumerate() {
        book.names.number(contact as u32, *note);
    }
    let said = said(&book);
    let finds = by_contact(&book, people.len(), &said);
    book.promises = said.into_iter().flat_map(|said| said.promises).collect();
    // Notes come in order, and so do most promises of a note.
    book.promises.sort_by_key(|promise| (promise.note, promise.at));
    let contacts = people.into_par_iter().zip(finds).map(|((_, note, person), finds)| contact(&book, note, *person, finds));
    book.contacts = contacts.collect();
    count_promises(&mut book);
    book
}

/// A contact's folded name, note and person.
type Named = (Box<str>, u32, Box<Person>);

/// The notes in the order of their paths, what each is called, and the people among them.
fn in_order(drafts: Vec<Draft>) -> (Vec<Note>, Vec<Called>, Vec<Named>) {
    let mut drafts: Vec<Option<Draft>> = drafts.into_iter().map(Some).collect();
    let mut sorted: Vec<(&str, u32)> =
        drafts.iter().zip(0..).map(|(draft, at)| (draft.as_ref().map_or("", |draft| draft.note.path.as_str()), at)).collect();
    // Nearly in order already, since the walk goes by name.
    sorted.par_sort();
    let sorted: Vec<u32> = sorted.into_iter().map(|(_, at)| at).collect();
    let mut notes = Vec::with_capacity(sorted.len());
    let mut called = Vec::with_capacity(sorted.len());
    let mut people: Vec<Named> = Vec::new();
    for Draft { note, person, called: names } in sorted.into_iter().filter_map(|at| drafts.get_mut(at as usize)?.take()) {
        if let Some(person) = person {
            people.push((names.names.first().cloned().unwrap_or_default(), notes.len() as u32, person));
        }
        notes.push(note);
        called.push(names);
    }
    (notes, called, people)
}

/// The note the setting `me` names: a path, a file name, a link or a contact's name.
fn owner(config: &Config, names: &Names, notes: &[Note]) -> u32 {
    let me = config.me.trim();
    let me = me.strip_prefix("[[").and_then(|me| me.strip_suffix("]]")).unwrap_or(me);
    if me.is_empty() || notes.is_empty() {
        return u32::MAX;
    }
    if me.starts_with('#') {
        return u32::MAX;
    }
    match names.link(me, 0, &|note| notes[note as usize].kind == NoteKind::Contact) {
        Target::Note(note) => note,
        _ => u32::MAX,
    }
}

/// What some notes say about contacts, by the contact's note.
#[derive(Default)]
struct Said {
    finds: Vec<others::For>,
    promises: Vec<Promise>,
}

/// What the notes say, in their order.
fn said(book: &Book) -> Vec<Said> {
    /// How many notes are read at a stretch.
    const BATCH: usize = 256;
    let indexes: Vec<u32> = (0..book.notes.len() as u32).collect();
    let batches = indexes.par_chunks(BATCH).map(|batch| {
        let mut said = Said::default();
        let mut own = Vec::new();
        batch.iter().for_each(|&index| say(book, index, &mut own, &mut said));
        said
    });
    batches.collect()
}

/// Adds what one note says; `own` is room for its finds.
fn say(book: &Book, index: u32, own: &mut Vec<Find>, said: &mut Said) {
    let Some(note) = book.notes.get(index as usize).filter(|note| standing::is_read(note)) else { return };
    let asking = Asking { book, index, dates: Nearest::default(), linked: Nearest::default() };
    let fields = note.fields();
    if asking.is_listed(index) {
        own::finds(&asking, note, &fields, own);
        said.finds.extend(own.drain(..).map(|find| (index, find)));
    }
    if !note.facts.links.is_empty() || note.kind == NoteKind::Event || !note.facts.fields.is_empty() {
        others::finds(&asking, note, &fields, &mut said.finds);
    }
    if !note.facts.tasks.is_empty() || note.kind == NoteKind::Contact {
        promises::read(&asking, note, &fields, &mut said.promises);
    }
}

/// The finds of each contact, in the order of the notes.
fn by_contact(book: &Book, contacts: usize, said: &[Said]) -> Vec<Vec<Find>> {
    let mut finds: Vec<Vec<Find>> = Vec::new();
    finds.resize_with(contacts, Vec::new);
    // Each thread goes through everything and keeps what is for its contacts.
    let share = contacts.div_ceil(rayon::current_num_threads()).max(1);
    finds.par_chunks_mut(share).enumerate().for_each(|(at, finds)| {
        let first = at * share;
        let all = || said.iter().flat_map(|said| &said.finds);
        let of = |note: u32| (book.names.contact_of(note)? as usize).checked_sub(first).filter(|&own| own < share);
        let mut counts = vec![0; finds.len()];
        all().filter_map(|(note, _)| of(*note)).for_each(|own| counts[own] += 1);
        for (finds, count) in finds.iter_mut().zip(counts) {
            finds.reserve_exact(count);
        }
        for (note, find) in all() {
            if let Some(own) = of(*note) {
                finds[own].push(*find);
            }
        }
    });
    finds
}

fn contact(book: &Book, note: u32, person: Person, finds: Vec<Find>) -> Contact {
    let counted = finds.iter().filter(|find| matches!(find, Find::Counted(_))).count();
    let mut interactions: Vec<Interaction> = Vec::with_capacity(counted);
    let mut planned: Vec<Interaction> = Vec::new();
    let mut seen: Vec<Seen> = Vec::with_capacity(finds.len() - counted);
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
    seen.sort_by(|one, other| {
        other.date.cmp(&one.date).then_with(|| (one.place.note, one.place.at).cmp(&(other.place.note, other.place.at)))
    });
    let mut days: Vec<Date> = interactions.iter().map(|interaction| interaction.date).collect();
    days.dedup();
    let last = days.first().copied();
    let baseline = if last.is_some() { None } else { baseline(book, &person, &seen) };
    let cadence = contact::holding(&person, book.notes[note as usize].folder(), &book.rules);
    let question =
        Question { as_of: book.as_of, window: book.config.report.days, person: &person, cadence: cadence.as_ref(), last, baseline };
    let (due, status) = status::of(&question);
    let attempt =
        seen.iter().filter(|one| one.reason == Reason::Attempt).filter_map(|one| one.date).filter(|&date| date <= book.as_of).max();
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

fn count_promises(book: &mut Book) {
    for promise in book.promises.iter().filter(|promise| promise.state == State::Open) {
        for &person in &promise.contacts {
            let Some(contact) = book.names.contact_of(person) else { continue };
            let counts = &mut book.contacts[contact as usize].promises;
            let (open, overdue) = if promise.theirs {
                (&mut counts.theirs, &mut counts.theirs_overdue)
            } else {
                (&mut counts.mine, &mut counts.mine_overdue)
            };
            *open += 1;
            *overdue += u32::from(promise.overdue);
        }
    }
}
