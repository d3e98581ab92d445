//! Full text over notes and their dated entries, ranked. The index says which notes hold the words, the book whose they are and when; only the
//! notes that are shown are read.
//!
//! A hit is a dated entry that fits the query, else the note itself. Words in the names of a note hold for all of its entries. The order is by
//! score, then the newest first, then by path: it depends on the notes alone.

use std::cell::{OnceCell, RefCell};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::rc::Rc;

use crate::base::date::Date;
use crate::base::span::{LineIndex, Span};
use crate::book::Book;
use crate::book::kind::NoteKind;
use crate::book::names::Names;
use crate::index::Reader;
use crate::query::tree::{Kind, Node};
use crate::views::marks::Cut;
use crate::views::words;

mod ask;
mod entries;
mod snippet;

pub use ask::Trouble;
use ask::{Ask, Thing, Verdict};
use entries::Entry;
pub use snippet::Snippet;

/// In which order hits come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Order {
    /// The best first.
    Score,
    /// The newest first, what has no date last.
    Date,
}

/// What is asked.
pub struct Question<'q> {
    /// The query as typed.
    pub text: &'q str,
    /// What it says, made ready by `filter::ready`.
    pub query: &'q Node,
    /// The order.
    pub order: Order,
    /// How many hits at most; 0 for all.
    pub limit: usize,
}

/// The answer.
pub struct Found {
    /// How many notes hold hits.
    pub total: usize,
    /// The hits.
    pub hits: Vec<Hit>,
    /// Whether hits were left out.
    pub more: bool,
    /// Words that stand nowhere, and the words taken for them.
    pub taken: Vec<(String, Vec<String>)>,
}

/// A note or an entry that fits.
#[derive(Clone, Debug)]
pub struct Hit {
    /// How well its note answers.
    pub score: f64,
    /// The note.
    pub note: u32,
    /// The source line, 1-based.
    pub row: u32,
    /// What it is.
    pub kind: Kind,
    /// Whose it is, indexes of [`Book::contacts`].
    pub people: Vec<u32>,
    /// Its day.
    pub date: Option<Date>,
    /// Its channel.
    pub channel: Option<u16>,
    /// Its words.
    pub snippet: Snippet,
}

/// A note in which there is something.
struct Candidate {
    note: u32,
    score: f64,
    date: Option<Date>,
    /// Known without its text.
    sure: bool,
}

/// Answers a question. `text` reads a note.
pub fn of(book: &Book, question: &Question<'_>, reader: &Reader, text: &dyn Fn(u32) -> Rc<str>) -> Result<Found, Trouble> {
    let ask = Ask::new(book, question.text, question.query, reader)?;
    let search = Search { book, ask, text, elsewhere: OnceCell::new(), names: RefCell::default() };
    let mut candidates: Vec<Candidate> = book.all().filter_map(|note| search.candidate(note)).collect();
    // What only the text can tell is read before it is counted.
    candidates.retain(|candidate| candidate.sure || !search.hits(candidate).is_empty());
    candidates.sort_by(|one, other| {
        let path = |candidate: &Candidate| book.path(candidate.note);
        other.score.total_cmp(&one.score).then_with(|| other.date.cmp(&one.date)).then_with(|| path(one).cmp(path(other)))
    });
    let limit = if question.limit == 0 { usize::MAX } else { question.limit };
    let mut hits = Vec::new();
    // By date, the newest may stand in any of them.
    let is_enough = |hits: &Vec<Hit>| question.order == Order::Score && hits.len() > limit;
    for few in candidates.chunks(FEW) {
        if is_enough(&hits) {
            break;
        }
        if candidates.len().min(limit) <= MANY && question.order == Order::Score {
            search.ready(few);
        }
        for candidate in few {
            if is_enough(&hits) {
                break;
            }
            hits.extend(search.hits(candidate));
        }
    }
    if question.order == Order::Date {
        hits.sort_by_key(|hit| Reverse(hit.date));
    }
    let more = hits.len() > limit;
    hits.truncate(limit);
    let taken = search.ask.words.iter().filter(|words| !words.taken.is_empty());
    let taken = taken.map(|words| (words.typed.clone(), words.taken.clone())).collect();
    Ok(Found { total: candidates.len(), hits, more, taken })
}

/// So many notes are asked together whom they name.
const FEW: usize = 10;

/// Of more hits than this, the names of all notes are gathered at once.
const MANY: usize = 100;

struct Search<'s> {
    book: &'s Book,
    ask: Ask,
    text: &'s dyn Fn(u32) -> Rc<str>,
    elsewhere: OnceCell<HashMap<u32, Vec<u32>>>,
    /// Some notes, and who carries the names they ask for.
    names: RefCell<(Vec<u32>, Names)>,
}

impl Search<'_> {
    /// Whether there is something in a note, as far as can be told without its text.
    fn candidate(&self, note: u32) -> Option<Candidate> {
        let (book, ask) = (self.book, &self.ask);
        if matches!(book.kind(note), NoteKind::Template | NoteKind::Conflict) || !ask.may_fit(note) {
            return None;
        }
        let score = ask.score(note);
        if self.whole(note) == Verdict::Yes {
            // The day of an event stands in its note, which is read only to be shown.
            let date = if ask.dated || book.kind(note) != NoteKind::Event { self.own_date(note) } else { None };
            return Some(Candidate { note, score, date, sure: true });
        }
        // Of people alone, their own notes speak.
        if !(ask.dated || ask.kinds || ask.personal && !ask.words.is_empty()) {
            return None;
        }
        let fitting = self.entries(note).into_iter().map(|entry| (self.entry(&entry, None), entry.date));
        let fitting: Vec<(Verdict, Date)> = fitting.filter(|(verdict, _)| *verdict != Verdict::No).collect();
        let newest = fitting.iter().map(|(_, date)| *date).max()?;
        Some(Candidate { note, score, date: Some(newest), sure: fitting.iter().any(|(verdict, _)| *verdict == Verdict::Yes) })
    }

    /// Whether a note as a whole fits.
    fn whole(&self, note: u32) -> Verdict {
        let date = if self.ask.dated { self.own_date(note) } else { None };
        // A contact's note is of no day: its entries are.
        if self.ask.dated && date.is_none() {
            return Verdict::No;
        }
        let thing = Thing {
            note,
            person: self.book.contact_index(note),
            date,
            channel: None,
            kind: Kind::Note,
            holds: &|number| self.ask.words.get(number).map_or(Verdict::No, |words| Verdict::of(words.holds(note))),
        };
        self.ask.verdict(self.book, &thing)
    }

    /// Whether an entry fits one of its people; without its text, words that stand in the note may stand in it.
    fn entry(&self, entry: &Entry, cut: Option<&Cut>) -> Verdict {
        let note = entry.place.note;
        let holds = |number: usize| match (self.ask.words.get(number), cut) {
            (Some(words), _) if words.names(note) => Verdict::Yes,
            (Some(words), Some(cut)) => Verdict::of(cut.holds(&words.pattern)),
            (Some(words), None) if words.holds(note) => Verdict::Maybe,
            _ => Verdict::No,
        };
        let thing = |person: u32| Thing {
            note,
            person: Some(person),
            date: Some(entry.date),
            channel: entry.channel,
            kind: Kind::Entry,
            holds: &holds,
        };
        entry.people.iter().map(|&person| self.ask.verdict(self.book, &thing(person))).max().unwrap_or(Verdict::No)
    }

    /// Gathers whom some notes name, which are to be shown; a contact's note speaks of its own person.
    fn ready(&self, few: &[Candidate]) {
        let notes = few.iter().map(|candidate| candidate.note).filter(|&note| self.book.contact_index(note).is_none());
        let notes: Vec<u32> = notes.collect();
        if !notes.is_empty() {
            let names = self.book.names_found(&notes);
            self.names.replace((notes, names));
        }
    }

    /// The hits of a note: its entries that fit, else the note itself.
    fn hits(&self, candidate: &Candidate) -> Vec<Hit> {
        let (book, ask, note) = (self.book, &self.ask, candidate.note);
        let asks_entries = ask.dated || ask.kinds;
        let wanted = || ask.words.iter().filter(|words| words.wanted);
        let is_whole = self.whole(note) == Verdict::Yes;
        let by_name = is_whole && wanted().all(|words| words.names(note) || !words.holds(note));
        if !asks_entries && by_name {
            return vec![self.called(candidate)];
        }
        let text = (self.text)(note);
        let lines = LineIndex::new(&text);
        let mut hits = Vec::new();
        for entry in self.shown_entries(note) {
            let extent = entries::extent(book, &entry, &text);
            let cut = Cut::new(extent.within(&text));
            let speaks = asks_entries || !is_whole || wanted().any(|words| cut.holds(&words.pattern));
            if speaks && self.entry(&entry, Some(&cut)) == Verdict::Yes {
                hits.push(self.entry_hit(candidate, &entry, &text, extent, &lines));
            }
        }
        if hits.is_empty() && is_whole {
            hits.push(self.note(candidate));
        }
        hits
    }

    fn entry_hit(&self, candidate: &Candidate, entry: &Entry, text: &Rc<str>, extent: Span, lines: &LineIndex) -> Hit {
        let (book, patterns) = (self.book, self.ask.patterns());
        let own = words::of_place(book, &|_| text.clone(), &entry.place);
        let (mut row, mut said) = (entry.place.row, own);
        let cut = Cut::new(&said);
        // The line below it that holds the words, when its own does not hold them all.
        let missing: Vec<_> = patterns.iter().copied().filter(|pattern| !cut.holds(pattern)).collect();
        if let Some((at, line)) = snippet::best_line(text, extent, &missing)
            && line != said
        {
            let below = lines.line(at as u32);
            if entry.whole {
                (row, said) = (below, if said.is_empty() || line.starts_with(&said) { line } else { format!("{said} … {line}") });
            } else if below != row {
                said = if said.is_empty() { line } else { format!("{said} … {line}") };
            }
        }
        Hit {
            score: candidate.score,
            note: candidate.note,
            row,
            kind: Kind::Entry,
            people: entry.people.clone(),
            date: Some(entry.date),
            channel: entry.channel,
            snippet: snippet::of(&said, &patterns),
        }
    }

    /// A note found by its names: what it is, of a person in a few words.
    fn called(&self, candidate: &Candidate) -> Hit {
        let person = self.book.contact_index(candidate.note).and_then(|person| self.book.contact_in_short(person));
        let Some(contact) = person.filter(|_| !self.ask.words.is_empty()) else {
            return self.note(candidate);
        };
        let person = self.book.person(contact);
        let aliases = if person.aliases.is_empty() { String::new() } else { format!(" ({})", person.aliases.join(", ")) };
        let about = person.role.iter().chain(person.companies.first()).chain(person.cities.first());
        let said = about.fold(format!("{}{aliases}", person.name), |said, about| format!("{said}, {about}"));
        Hit {
            score: candidate.score,
            note: candidate.note,
            row: 1,
            kind: Kind::Note,
            people: self.book.contact_index(candidate.note).into_iter().collect(),
            date: None,
            channel: None,
            snippet: snippet::of(&said, &self.ask.patterns()),
        }
    }

    fn note(&self, candidate: &Candidate) -> Hit {
        let (book, note, patterns) = (self.book, candidate.note, self.ask.patterns());
        let text = (self.text)(note);
        let whole = Span::new(0, text.len());
        // The names are known: what else was asked for is shown.
        let unnamed = self.ask.words.iter().filter(|words| words.wanted && !words.names(note));
        let unnamed: Vec<_> = unnamed.map(|words| &words.pattern).collect();
        let best = snippet::best_line(&text, whole, &unnamed).or_else(|| snippet::best_line(&text, whole, &patterns));
        let (row, said) = match best {
            Some((at, line)) => (LineIndex::new(&text).line(at as u32), line),
            None => (
                1,
                book.contact_index(note)
                    .and_then(|person| book.contact_in_short(person))
                    .map_or_else(|| words::title(book, note), |contact| book.name(contact).to_owned()),
            ),
        };
        Hit {
            score: candidate.score,
            note,
            row,
            kind: Kind::Note,
            people: book.contact_index(note).into_iter().collect(),
            date: match book.kind(note) {
                NoteKind::Event => self.shown_entries(note).iter().find(|entry| entry.whole).map(|entry| entry.date),
                _ => self.own_date(note),
            },
            channel: None,
            snippet: snippet::of(&said, &patterns),
        }
    }

    /// The entries of a note that is shown.
    fn shown_entries(&self, note: u32) -> Vec<Entry> {
        let few = self.names.borrow();
        let names = if self.book.contact_index(note).is_some() || few.0.contains(&note) { &few.1 } else { self.book.names() };
        entries::of(self.book, names, note)
    }

    /// The entries of a note, without opening it.
    fn entries(&self, note: u32) -> Vec<Entry> {
        let own = self.book.contact_index(note);
        let people = match &own {
            Some(own) => std::slice::from_ref(own),
            None => self.elsewhere.get_or_init(|| entries::elsewhere(self.book)).get(&note).map_or(&[][..], Vec::as_slice),
        };
        entries::among(self.book, note, people, self.ask.channels)
    }

    /// The day a note is of.
    fn own_date(&self, note: u32) -> Option<Date> {
        match self.book.kind(note) {
            NoteKind::Daily(date) | NoteKind::Dated(date) => Some(date),
            NoteKind::Event => self.entries(note).iter().find(|entry| entry.whole).map(|entry| entry.date),
            _ => None,
        }
    }
}
