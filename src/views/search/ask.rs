//! A query made ready to be asked of notes and entries: its words looked up in the index, its tree answered with yes, no, or "the text must
//! be read".

use crate::base::date::Date;
use crate::book::Book;
use crate::index::{self, Reader, score};
use crate::query::Mistake;
use crate::query::tree::{Day, Kind, Leaf, Node, Test, Text};
use crate::views::filter;
use crate::views::marks::Pattern;

/// The fewest letters of a word in which a typo is forgiven.
const LONG: usize = 5;

/// An answer for a note or entry, `Maybe` when only its text can tell. In the order of hope.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Verdict {
    /// It does not fit.
    No,
    /// It may.
    Maybe,
    /// It fits.
    Yes,
}

impl Verdict {
    /// Yes or no.
    pub fn of(fits: bool) -> Verdict {
        if fits { Verdict::Yes } else { Verdict::No }
    }

    fn not(self) -> Verdict {
        match self {
            Verdict::No => Verdict::Yes,
            Verdict::Maybe => Verdict::Maybe,
            Verdict::Yes => Verdict::No,
        }
    }
}

/// Words that are looked for.
pub struct Words {
    /// As typed.
    pub typed: String,
    /// What stands for them in a text.
    pub pattern: Pattern,
    /// Whether they must be there, not be missing.
    pub wanted: bool,
    /// The words taken for them because nothing is spelled so.
    pub taken: Vec<String>,
    /// By note: how well it holds them; below nothing where it does not.
    scores: Vec<f32>,
    /// By note: whether its names hold them.
    named: Vec<bool>,
}

impl Words {
    /// Whether a note holds them.
    pub fn holds(&self, note: u32) -> bool {
        self.score(note).is_some()
    }

    /// Whether the names of a note hold them.
    pub fn names(&self, note: u32) -> bool {
        self.named.get(note as usize) == Some(&true)
    }

    /// How well a note holds them.
    pub fn score(&self, note: u32) -> Option<f64> {
        self.scores.get(note as usize).filter(|score| **score >= 0.0).map(|score| f64::from(*score))
    }
}

/// A query, ready.
pub struct Ask {
    node: Part,
    /// The words it looks for.
    pub words: Vec<Words>,
    /// Whether it asks about the day or channel of an entry.
    pub dated: bool,
    /// Whether it asks about the channel of an entry.
    pub channels: bool,
    /// Whether it asks for entries or whole notes.
    pub kinds: bool,
    /// Whether it asks about the person.
    pub personal: bool,
}

enum Part {
    All(Vec<Part>),
    Any(Vec<Part>),
    Not(Box<Part>),
    Words(usize),
    Field(Test),
}

/// What is asked about.
pub struct Thing<'t> {
    /// The note it is or lies in.
    pub note: u32,
    /// Whose it is: an index of the book's contacts.
    pub person: Option<u32>,
    /// Its day.
    pub date: Option<Date>,
    /// Its channel.
    pub channel: Option<u16>,
    /// What it is.
    pub kind: Kind,
    /// Whether it holds the words of this number.
    pub holds: &'t dyn Fn(usize) -> Verdict,
}

/// Why a query could not be asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Trouble {
    /// There is a mistake in it.
    Mistake(Mistake),
    /// The index does not serve.
    Index(index::Error),
}

impl From<index::Error> for Trouble {
    fn from(error: index::Error) -> Trouble {
        Trouble::Index(error)
    }
}

impl Ask {
    /// Looks the words of a query up.
    pub fn new(book: &Book, query: &str, node: &Node, reader: &Reader) -> Result<Ask, Trouble> {
        let mut ask = Ask { node: Part::All(Vec::new()), words: Vec::new(), dated: false, channels: false, kinds: false, personal: false };
        let look = Look { book, query, reader };
        ask.node = ask.part(node, true, &look)?;
        Ok(ask)
    }

    fn part(&mut self, node: &Node, wanted: bool, look: &Look<'_>) -> Result<Part, Trouble> {
        let parts = |ask: &mut Ask, nodes: &[Node]| nodes.iter().map(|node| ask.part(node, wanted, look)).collect::<Result<Vec<_>, _>>();
        Ok(match node {
            Node::All(nodes) => Part::All(parts(self, nodes)?),
            Node::Any(nodes) => Part::Any(parts(self, nodes)?),
            Node::Not(node) => Part::Not(Box::new(self.part(node, !wanted, look)?)),
            Node::Leaf(leaf) => match &leaf.test {
                Test::Word(_) | Test::Prefix(_) | Test::Phrase(_) => {
                    self.words.push(look.up(leaf, wanted)?);
                    Part::Words(self.words.len() - 1)
                }
                test => {
                    match test {
                        Test::Day(Day::Date, _) => self.dated = true,
                        Test::Channel(_) => (self.dated, self.channels) = (true, true),
                        Test::Kind(_) => self.kinds = true,
                        Test::Holds(Text::Path, _) => {}
                        _ => self.personal = true,
                    }
                    Part::Field(test.clone())
                }
            },
        })
    }

    /// Whether a thing fits.
    pub fn verdict(&self, book: &Book, thing: &Thing<'_>) -> Verdict {
        verdict(&self.node, &|part| match part {
            Part::Words(number) => (thing.holds)(*number),
            Part::Field(test) => Verdict::of(fits(book, thing, test)),
            _ => Verdict::Maybe,
        })
    }

    /// Whether something in a note may fit, as far as the words tell.
    pub fn may_fit(&self, note: u32) -> bool {
        let verdict = verdict(&self.node, &|part| match part {
            Part::Words(number) => self.words.get(*number).map_or(Verdict::No, |words| Verdict::of(words.holds(note))),
            _ => Verdict::Maybe,
        });
        verdict != Verdict::No
    }

    /// The score of a note: the sum over the words wanted.
    pub fn score(&self, note: u32) -> f64 {
        self.words.iter().filter(|words| words.wanted).filter_map(|words| words.score(note)).sum()
    }

    /// What to mark in a text.
    pub fn patterns(&self) -> Vec<&Pattern> {
        self.words.iter().filter(|words| words.wanted).map(|words| &words.pattern).collect()
    }
}

fn verdict(part: &Part, leaf: &dyn Fn(&Part) -> Verdict) -> Verdict {
    match part {
        Part::All(parts) => {
            let mut all = Verdict::Yes;
            for part in parts {
                all = all.min(verdict(part, leaf));
                if all == Verdict::No {
                    break;
                }
            }
            all
        }
        Part::Any(parts) => {
            let mut any = Verdict::No;
            for part in parts {
                any = any.max(verdict(part, leaf));
                if any == Verdict::Yes {
                    break;
                }
            }
            any
        }
        Part::Not(part) => verdict(part, leaf).not(),
        part => leaf(part),
    }
}

fn fits(book: &Book, thing: &Thing<'_>, test: &Test) -> bool {
    match test {
        Test::Kind(kinds) => kinds.contains(&thing.kind),
        Test::Day(Day::Date, days) => thing.date.is_some() && filter::any(days, thing.date),
        Test::Channel(channels) => filter::is_by(book, thing.channel, channels),
        Test::Holds(Text::Path, parts) => filter::is_at(book.path(thing.note), parts),
        test => {
            let person = thing.person.and_then(|person| book.contacts.get(person as usize));
            person.is_some_and(|person| filter::holds(book, person, test))
        }
    }
}

/// Looks words up.
struct Look<'l> {
    book: &'l Book,
    query: &'l str,
    reader: &'l Reader,
}

impl Look<'_> {
    fn up(&self, leaf: &Leaf, wanted: bool) -> Result<Words, Trouble> {
        let (typed, mut pattern) = match &leaf.test {
            Test::Prefix(text) => (format!("{text}*"), Pattern::beginning(text)),
            Test::Word(text) | Test::Phrase(text) => (text.clone(), Pattern::of(text)),
            _ => (String::new(), Pattern::default()),
        };
        if pattern.is_empty() {
            let message = format!("there is no word in `{typed}`");
            let hint = "write letters or digits to look for".to_owned();
            return Err(Trouble::Mistake(Mistake { message, query: self.query.to_owned(), saved: None, span: leaf.span, hint }));
        }
        let (mut hits, mut taken, mut worth) = match &leaf.test {
            Test::Prefix(text) => (self.reader.prefix(text)?, Vec::new(), 1.0),
            Test::Phrase(text) => (self.reader.phrase(text)?, Vec::new(), 1.0),
            _ => (self.reader.word(&typed)?, Vec::new(), 1.0),
        };
        let is_long = pattern
            .ways
            .first()
            .is_some_and(|forms| matches!(forms.as_slice(), [form] if form.spaced && form.text.chars().count() >= LONG));
        if hits.is_empty() && wanted && is_long && matches!(leaf.test, Test::Word(_)) {
            let near = self.reader.near(&typed)?;
            if !near.hits.is_empty() {
                pattern = Pattern::one_of(&near.words);
                (hits, taken, worth) = (near.hits, near.words, score::NEAR);
            }
        }
        let rarity = score::rarity(hits.len(), self.reader.documents());
        let notes = self.book.notes() as usize;
        let (mut scores, mut named) = (vec![-1.0; notes], vec![false; notes]);
        for hit in hits {
            let Some(note) = self.book.note_in(hit.slot) else { continue };
            if let (Some(score), Some(is_named)) = (scores.get_mut(note as usize), named.get_mut(note as usize)) {
                *score = (worth * score::score(&hit, rarity)) as f32;
                *is_named = hit.names > 0;
            }
        }
        Ok(Words { typed, pattern, wanted, taken, scores, named })
    }
}
