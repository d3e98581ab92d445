//! What one line in free words says: `yesterday: coffee with Ana and Bo, promised Ana the deck by Friday`. A pure function of the line, the
//! people and the day; what is ambiguous is handed on, never guessed.
//!
//! The rules for names are those the program `friends` made popular: nicknames, first names when unique, initials, hyphenated names, the
//! longest name first, possessives, whole words only, `\Ana` for nobody, and an ambiguous name settled by who usually appears together.

use std::ops::Range;

use crate::base::date::Date;
use crate::base::span::Span;
use crate::base::spoken::Misread;
use crate::base::when::Order;
use crate::config::channels::Channels;

pub mod channel;
mod clauses;
mod common;
pub mod day;
pub mod names;
mod present;
mod settle;
#[cfg(test)]
mod tests;
mod words;

use clauses::Sentence;
use day::Calendar;
use names::{Forms, Known, Named};

/// What a line is understood with.
pub struct Knowledge<'k> {
    /// Everybody.
    pub people: &'k [Known],
    /// Their names, made ready.
    pub forms: &'k Forms,
    /// How often two people, by note, appear together.
    pub together: &'k dyn Fn(u32, u32) -> u32,
    /// The channels.
    pub channels: &'k Channels,
    /// The day it is.
    pub today: Date,
    /// How `03/04/2025` is read.
    pub date_order: Option<Order>,
    /// The people named apart from the line, by note: then those in the line are only mentioned.
    pub given: &'k [u32],
}

/// Whom a name means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Who {
    /// One person, by note.
    One {
        /// The note.
        person: u32,
        /// The others the name could have meant.
        instead_of: Vec<u32>,
        /// How often the person appears together with the others of the line, where that settled it.
        together: u32,
    },
    /// Several, between whom only a guess could choose.
    Several(Vec<u32>),
}

/// A person named in the line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mention {
    /// Where, without a possessive ending.
    pub span: Span,
    /// Whom it means.
    pub who: Who,
    /// Whether the person was there, and not only spoken of.
    pub present: bool,
}

impl Mention {
    /// The person, when settled.
    pub fn person(&self) -> Option<u32> {
        match self.who {
            Who::One { person, .. } => Some(person),
            Who::Several(_) => None,
        }
    }
}

/// A promise in the line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Promise {
    /// What is promised, without the day.
    pub text: String,
    /// The day it is due.
    pub due: Option<Date>,
    /// Whether they owe it to me.
    pub theirs: bool,
    /// The mentions it is about; empty: everybody who was there.
    pub mentions: Vec<usize>,
}

/// What is understood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Understood {
    /// The day.
    pub date: Date,
    /// The words that say the day.
    pub dated: Option<Span>,
    /// The channel.
    pub channel: Option<u16>,
    /// The people, in order.
    pub mentions: Vec<Mention>,
    /// The promises, in order.
    pub promises: Vec<Promise>,
    /// Names of people nobody knows.
    pub strangers: Vec<Span>,
    /// The part of the line that is the entry's text.
    pub body: Span,
    /// Backslashes that keep a name from being one: no part of the text.
    pub escapes: Vec<u32>,
    /// The words of the day amid the line, and what parts them from the words before: no part of the text.
    pub left_out: Option<Span>,
}

impl Understood {
    /// The people who were there, by note, each once.
    pub fn present(&self) -> Vec<u32> {
        let mut people: Vec<u32> = Vec::new();
        for person in self.mentions.iter().filter(|mention| mention.present).filter_map(Mention::person) {
            if !people.contains(&person) {
                people.push(person);
            }
        }
        people
    }

    /// Says whom an ambiguous mention means, and so every mention of the same people.
    pub fn choose(&mut self, mention: usize, person: u32) {
        let Some(Who::Several(candidates)) = self.mentions.get(mention).map(|mention| mention.who.clone()) else { return };
        for other in self.mentions.iter_mut().filter(|other| other.who == Who::Several(candidates.clone())) {
            let instead_of = candidates.iter().copied().filter(|&candidate| candidate != person).collect();
            other.who = Who::One { person, instead_of, together: 0 };
        }
    }

    /// The entry's text: names as written, or as the links that `link` gives for the people who were there.
    pub fn text(&self, line: &str, link: &dyn Fn(u32, &str) -> Option<String>) -> String {
        let mut text = String::new();
        let mut at = self.body.start;
        let inside = |at: u32| self.body.start <= at && at < self.body.end;
        let mut cuts: Vec<(u32, u32, Option<String>)> =
            self.escapes.iter().filter(|&&at| inside(at)).map(|&at| (at, at + 1, None)).collect();
        cuts.extend(self.left_out.map(|words| (words.start, words.end, None)));
        for mention in self.mentions.iter().filter(|mention| mention.present && inside(mention.span.start)) {
            let written = mention.span.of(line);
            if !written.starts_with("[[")
                && let Some(person) = mention.person()
            {
                cuts.extend(link(person, written).map(|link| (mention.span.start, mention.span.end, Some(link))));
            }
        }
        cuts.sort();
        for (start, end, put) in cuts {
            text.push_str(Span { start: at, end: start }.of(line));
            text.push_str(put.as_deref().unwrap_or(""));
            at = end;
        }
        text.push_str(Span { start: at, end: self.body.end }.of(line));
        text.trim().to_owned()
    }
}

/// Understands a line. A date with two readings, or that no calendar knows, is an error.
pub fn understand(line: &str, with: &Knowledge<'_>) -> Result<Understood, Misread> {
    let calendar = Calendar { today: with.today, order: with.date_order };
    let mut from = 0;
    let mut dated: Option<(Date, Range<usize>)> = None;
    if let Some((date, said, rest)) = calendar.leading(line)? {
        dated = Some((date, said));
        from = rest;
    }
    let read = words::read(line);
    let skip: Vec<Range<usize>> = dated.iter().map(|(_, said)| said.clone()).collect();
    let mut names = with.forms.find(line, &read, &skip);
    let addressed = addressed(line, from, &names);
    let mut front = 0;
    if let Some((count, rest)) = addressed {
        front = count;
        from = rest;
        if dated.is_none()
            && let Some((date, said, rest)) = calendar.leading(line.get(from..).unwrap_or(""))?
        {
            dated = Some((date, said.start + from..said.end + from));
            from += rest;
            names.retain(|name| name.place.end <= said.start + from || name.place.start >= from);
        }
    }
    let mut end = from + line.get(from..).unwrap_or("").trim_end().len();
    let sentence = Sentence { line, words: &read.words, names: &names, calendar };
    let clauses = sentence.clauses(from, end);
    let promises = sentence.promises(&clauses);
    let mut left_out = None;
    if dated.is_none()
        && let Some((date, said, cut)) = trailing(line, from, end, &clauses, &promises, calendar)?
    {
        names.retain(|name| name.place.end <= said.start || name.place.start >= said.end);
        dated = Some((date, said));
        if cut.end == end {
            end = cut.start;
        } else {
            left_out = Some(Span::new(cut.start, cut.end));
        }
    }
    let body = from..end;
    let first_clause = clauses.first().map_or(end, |clause| clause.end);
    let channel = channel::find(line, &body, first_clause, &names, with.channels);
    let mentions = mentions(line, &read, &names, &promises, front, with);
    let escapes =
        read.words.iter().filter(|word| word.escaped && with.forms.knows(word.of(line))).map(|word| word.start as u32 - 1).collect();
    Ok(Understood {
        date: dated.as_ref().map_or(with.today, |(date, _)| *date),
        dated: dated.map(|(_, said)| Span::new(said.start, said.end)),
        channel,
        strangers: present::strangers(line, &read.words, &names),
        mentions,
        promises: promises
            .into_iter()
            .map(|found| Promise { text: found.text, due: found.due, theirs: found.theirs, mentions: found.people })
            .collect(),
        body: Span::new(body.start, body.end),
        escapes,
        left_out,
    })
}

/// `Ana and Bo: lunch`: how many names the text is put behind, and where the text begins.
fn addressed(line: &str, from: usize, names: &[Named]) -> Option<(usize, usize)> {
    let mut at = from;
    for (count, name) in names.iter().filter(|name| name.place.start >= from).enumerate() {
        let between = line.get(at..name.place.start)?.trim();
        if !matches!(between, "" | "," | "and" | "&" | "+" | ", and") || count == 0 && !between.is_empty() || name.after != name.place.end {
            return None;
        }
        at = name.after;
        let rest = line.get(at..)?;
        let text = [": ", " - ", " – ", " — ", " | "].iter().find_map(|sign| rest.strip_prefix(sign));
        if let Some(text) = text {
            return Some((count + 1, line.len() - text.trim_start().len()));
        }
    }
    None
}

/// The day the line says at its end (alone in the last clause, where there are more), or at the end of its first clause; where, and what
/// the text loses with it.
fn trailing(
    line: &str,
    from: usize,
    end: usize,
    clauses: &[Range<usize>],
    promises: &[clauses::Found],
    calendar: Calendar,
) -> Result<Option<(Date, Range<usize>, Range<usize>)>, Misread> {
    let said_in = |clause: Range<usize>| {
        let day = calendar.trailing(line.get(clause.clone()).unwrap_or(""))?;
        Ok(day.map(|(date, said)| (date, said.start + clause.start..said.end + clause.start)).filter(|(_, said)| {
            let due = |promise: &clauses::Found| promise.due.is_some() && promise.place.start < said.end && said.start < promise.place.end;
            said.start > from && !promises.iter().any(due)
        }))
    };
    let before = |at: usize| {
        let text = line.get(..at).unwrap_or("");
        text.trim_end_matches(|c: char| c.is_whitespace() || ",;:(–—-".contains(c)).len().max(from)
    };
    let (Some(first), Some(last)) = (clauses.first(), clauses.last()) else { return Ok(None) };
    if let Some((date, said)) = said_in(last.start..end)? {
        let alone = line.get(last.start..said.start).is_some_and(|before| before.trim().trim_matches('(').is_empty());
        if clauses.len() == 1 || alone {
            let cut = before(said.start)..end;
            return Ok(Some((date, said, cut)));
        }
    }
    if clauses.len() == 1 {
        return Ok(None);
    }
    Ok(said_in(first.clone())?.map(|(date, said)| {
        let closed = line.get(said.clone()).is_some_and(|words| words.starts_with('('))
            && line.get(said.end..).is_some_and(|rest| rest.starts_with(')'));
        let cut = before(said.start)..said.end + usize::from(closed);
        (date, said, cut)
    }))
}

fn mentions(
    line: &str,
    read: &words::Words,
    names: &[Named],
    promises: &[clauses::Found],
    front: usize,
    with: &Knowledge<'_>,
) -> Vec<Mention> {
    let note = |person: &usize| with.people.get(*person).map(|known| known.note);
    let there = present::present(line, &read.words, names, promises, front);
    let mut mentions: Vec<Mention> = Vec::with_capacity(names.len());
    for (name, present) in names.iter().zip(there) {
        let mut people: Vec<u32> = name.who.iter().filter_map(note).collect();
        people.sort_unstable();
        people.dedup();
        let given: Vec<u32> = people.iter().copied().filter(|person| with.given.contains(person)).collect();
        let people = if given.len() == 1 { given } else { people };
        let who = match people.as_slice() {
            [only] => Who::One { person: *only, instead_of: Vec::new(), together: 0 },
            _ => Who::Several(people),
        };
        mentions.push(Mention { span: Span::new(name.place.start, name.place.end), who, present });
    }
    settle::settle(&mut mentions, with.together);
    if !with.given.is_empty() {
        for mention in &mut mentions {
            mention.present = mention.person().is_some_and(|person| with.given.contains(&person));
        }
    }
    mentions
}
