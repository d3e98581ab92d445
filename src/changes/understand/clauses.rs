//! A sentence in clauses, and the promises among them: `promised Ana the deck by Friday`, `I owe Bo 20 euros`, `asked Bo for the slides`,
//! `Ana will send the contract`.

use std::ops::Range;

use crate::base::date::Date;
use crate::changes::understand::common;
use crate::changes::understand::day::Calendar;
use crate::changes::understand::names::Named;
use crate::changes::understand::words::Word;

/// A promise found in a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// What is promised, as written, without the day.
    pub text: String,
    /// The day it is due.
    pub due: Option<Date>,
    /// Whether they owe it.
    pub theirs: bool,
    /// The people it names, as places of the list of names; empty: whoever was there.
    pub people: Vec<usize>,
    /// Where it stands in the line, the day included.
    pub place: Range<usize>,
}

/// What the clauses of a line are read from.
pub struct Sentence<'s> {
    /// The line.
    pub line: &'s str,
    /// Its words.
    pub words: &'s [Word],
    /// The names in it.
    pub names: &'s [Named],
    /// How days are read.
    pub calendar: Calendar,
}

/// A part of a clause: a word, or a name.
#[derive(Clone, Copy, Debug)]
enum Part<'t> {
    Word(&'t str, usize, usize),
    Name(usize, usize, usize),
}

impl Part<'_> {
    fn start(&self) -> usize {
        match self {
            Part::Word(_, start, _) | Part::Name(_, start, _) => *start,
        }
    }

    fn end(&self) -> usize {
        match self {
            Part::Word(_, _, end) | Part::Name(_, _, end) => *end,
        }
    }

    fn is(&self, words: &[&str]) -> bool {
        matches!(self, Part::Word(text, ..) if words.iter().any(|word| text.eq_ignore_ascii_case(word)))
    }
}

impl<'s> Sentence<'s> {
    /// The clauses of a stretch of the line. A comma in a list of names parts nothing.
    pub fn clauses(&self, from: usize, to: usize) -> Vec<Range<usize>> {
        let mut cuts: Vec<(usize, usize)> = Vec::new();
        let text = self.line.get(from..to).unwrap_or("");
        for (at, c) in text.char_indices() {
            let at = from + at;
            let next = at + c.len_utf8();
            let spaced = self.line.get(next..to).is_none_or(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace));
            let cut = match c {
                ';' | '!' | '?' => true,
                '.' => spaced && !self.names.iter().any(|name| name.place.end == next),
                ',' => spaced && !self.is_list_comma(at),
                '—' | '–' => true,
                '-' => spaced && self.line.get(..at).is_some_and(|before| before.ends_with(' ')),
                _ => false,
            };
            if cut && !self.names.iter().any(|name| name.place.contains(&at)) {
                cuts.push((at, next));
            }
        }
        for joint in [" and ", " & ", " then ", " but "] {
            for (at, _) in text.match_indices(joint) {
                let (at, next) = (from + at, from + at + joint.len());
                if self.promise_begins(next, to) {
                    cuts.push((at, next));
                }
            }
        }
        cuts.sort_unstable();
        let mut clauses = Vec::new();
        let mut start = from;
        for (end, next) in cuts {
            if end >= start {
                clauses.push(start..end);
                start = next;
            }
        }
        clauses.push(start..to);
        clauses.retain(|clause| self.line.get(clause.clone()).is_some_and(|text| !text.trim().is_empty()));
        clauses
    }

    /// Whether a comma parts names: behind it stands a name alone, before another comma, `and` or the end.
    fn is_list_comma(&self, at: usize) -> bool {
        let rest = self.line.get(at + 1..).unwrap_or("");
        let rest = rest.trim_start();
        let mut start = self.line.len() - rest.len();
        let listed = self.names.iter().any(|name| self.line.get(name.after..at).is_some_and(|between| between.trim().is_empty()));
        if !listed {
            return false;
        }
        if let Some(after) = ["and ", "& "].iter().find_map(|word| rest.strip_prefix(word)) {
            start = self.line.len() - after.trim_start().len();
            return self.names.iter().any(|name| name.place.start == start);
        }
        let Some(name) = self.names.iter().find(|name| name.place.start == start && name.after == name.place.end) else { return false };
        let behind = self.line.get(name.after..).unwrap_or("").trim_start();
        behind.is_empty()
            || behind.starts_with([',', '&', '.', ';', ')', ':'])
            || behind.starts_with("and ")
            || matches!(self.calendar.trailing(behind), Ok(Some((_, said))) if said.start == 0)
    }

    /// Whether a promise begins here.
    fn promise_begins(&self, from: usize, to: usize) -> bool {
        let parts = self.parts(from, to);
        self.opening(&parts).is_some()
    }

    /// The words and names of a stretch.
    fn parts(&self, from: usize, to: usize) -> Vec<Part<'s>> {
        let mut parts = Vec::new();
        let names = self.names.iter().enumerate().filter(|(_, name)| from <= name.place.start && name.place.end <= to);
        parts.extend(names.clone().map(|(at, name)| Part::Name(at, name.place.start, name.after)));
        for word in self.words.iter().filter(|word| from <= word.start && word.after <= to) {
            if !names.clone().any(|(_, name)| name.place.start < word.after && word.start < name.after) {
                parts.push(Part::Word(self.line.get(word.start..word.after).unwrap_or(""), word.start, word.after));
            }
        }
        parts.sort_by_key(Part::start);
        parts
    }

    /// The promises of the clauses.
    pub fn promises(&self, clauses: &[Range<usize>]) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let mut at = 0;
        while let Some(clause) = clauses.get(at) {
            at += 1;
            let parts = self.parts(clause.start, clause.end);
            let Some((theirs, begun)) = self.opening(&parts) else { continue };
            // `…, the slides and the notes by Friday` goes on with what is promised.
            let mut end = clause.end;
            while let Some(next) = clauses.get(at).filter(|next| self.goes_on(end, next)) {
                end = next.end;
                at += 1;
            }
            let before = self.names.iter().rposition(|name| name.place.start < clause.start);
            self.one(&self.parts(clause.start, end), theirs, begun, end, before, &mut found);
        }
        found
    }

    fn goes_on(&self, end: usize, next: &Range<usize>) -> bool {
        let parts = self.parts(next.start, next.end);
        let comma = self.line.get(end..next.start).is_some_and(|between| between.trim() == ",");
        comma && parts.first().is_some_and(|part| part.is(&["the", "a", "an", "my", "some", "to"]))
    }

    /// Whether a clause begins as a promise: whose it is, and where what is promised begins among the parts.
    fn opening(&self, parts: &[Part<'s>]) -> Option<(bool, Begun)> {
        let is = |at: usize, words: &[&str]| parts.get(at).is_some_and(|part: &Part<'_>| part.is(words));
        let mut at = usize::from(is(0, &["then", "also", "and", "but"]));
        let names_at = |at: usize| {
            parts.get(at..).unwrap_or_default().iter().take_while(|part| matches!(part, Part::Name(..)) || part.is(&["and"])).count()
        };
        // Somebody else's: `Ana promised …`, `Ana owes me …`, `Bo will send …`, `she'll bring …`.
        let named = names_at(at);
        let pronoun = usize::from(named == 0 && is(at, &["she", "he", "they"]));
        let subject = if named > 0 { named } else { pronoun };
        if subject > 0 {
            let verb = at + subject;
            let who = Begun { said: verb, people: at..at + named, pronoun: pronoun > 0 };
            if is(verb, &["promised", "promises"]) {
                return Some((true, Begun { said: verb + 1 + usize::from(is(verb + 1, &["me", "us"])), ..who }));
            }
            if is(verb, &["owes", "owe"]) {
                return Some((true, Begun { said: verb + 1 + usize::from(is(verb + 1, &["me", "us"])), ..who }));
            }
            if is(verb, &["will"]) && matches!(parts.get(verb + 1), Some(Part::Word(word, ..)) if common::is_doing(word)) {
                return Some((true, Begun { said: verb + 1, ..who }));
            }
            let short = parts.get(verb.wrapping_sub(1)).is_some_and(|part| {
                self.line.get(part.start()..part.end()).is_some_and(|text| text.ends_with("'ll") || text.ends_with("’ll"))
            });
            if named > 0 && short && matches!(parts.get(verb), Some(Part::Word(word, ..)) if common::is_doing(word)) {
                return Some((true, Begun { said: verb, ..who }));
            }
        }
        if is(at, &["she'll", "he'll", "they'll", "she’ll", "he’ll", "they’ll"])
            && matches!(parts.get(at + 1), Some(Part::Word(word, ..)) if common::is_doing(word))
        {
            return Some((true, Begun { said: at + 1, people: 0..0, pronoun: true }));
        }
        // Mine.
        if is(at, &["i'll", "i’ll"]) {
            return Some((false, Begun::at(at + 1)));
        }
        at += usize::from(is(at, &["i", "we"]));
        if is(at, &["promised", "promise", "owe"]) {
            return Some((false, Begun::at(at + 1)));
        }
        if at > 0 && is(at - 1, &["i"]) && is(at, &["will"]) {
            return Some((false, Begun::at(at + 1)));
        }
        if is(at, &["told", "said"]) {
            let whom = names_at(at + 1).max(usize::from(is(at + 1, &["her", "him", "them"])));
            let mut said = at + 1 + whom;
            said += usize::from(is(said, &["that"]));
            let will = is(said, &["i'd", "i’d", "i'll", "i’ll"]);
            if will || is(said, &["i"]) && is(said + 1, &["would", "will"]) {
                return Some((
                    false,
                    Begun {
                        said: said + if will { 1 } else { 2 },
                        people: at + 1..at + 1 + names_at(at + 1),
                        pronoun: whom > 0 && names_at(at + 1) == 0,
                    },
                ));
            }
        }
        // Asked of them.
        let asked = is(at, &["asked"]) || is(at, &["waiting"]) && is(at + 1, &["for", "on"]);
        if asked {
            let from = at + if is(at, &["asked"]) { 1 } else { 2 };
            let named = names_at(from);
            let pronoun = usize::from(named == 0 && is(from, &["her", "him", "them"]));
            let said = from + named + pronoun;
            if said > from && is(said, &["for", "to"]) {
                return Some((true, Begun { said: said + 1, people: from..from + named, pronoun: pronoun > 0 }));
            }
        }
        None
    }

    /// Reads what is promised, and to whom.
    fn one(&self, parts: &[Part<'s>], theirs: bool, begun: Begun, end: usize, before: Option<usize>, out: &mut Vec<Found>) {
        let is = |at: usize, words: &[&str]| parts.get(at).is_some_and(|part: &Part<'_>| part.is(words));
        let named = |range: Range<usize>| -> Vec<usize> {
            let parts = parts.get(range).unwrap_or_default().iter();
            parts.filter_map(|part| if let Part::Name(name, ..) = part { Some(*name) } else { None }).collect()
        };
        let mut said = begun.said;
        let mut people = named(begun.people.clone());
        if people.is_empty() && begun.pronoun {
            people.extend(before);
        }
        if !theirs && people.is_empty() {
            // The one it is promised to stands first: `promised Ana the deck`.
            let first = said;
            while matches!(parts.get(said), Some(Part::Name(..)))
                || is(said, &["and"]) && matches!(parts.get(said + 1), Some(Part::Name(..)))
            {
                said += 1;
            }
            people = named(first..said);
            if said == first && is(said, &["her", "him", "them"]) {
                people.extend(before);
                said += 1;
            }
        }
        said += usize::from(is(said, &["that"]));
        if is(said, &["i"]) && is(said + 1, &["would", "will"]) || is(said, &["she", "he", "they"]) && is(said + 1, &["would", "will"]) {
            said += 2;
        } else if is(said, &["i'd", "i’d", "i'll", "i’ll", "to", "she'd", "he'd", "they'd", "she’d", "he’d", "they’d"]) {
            said += 1;
        }
        let Some(from) = parts.get(said).map(Part::start) else { return };
        // `… the deck and Bo the slides`, `… the deck and to call`: two promises.
        let split = (said + 1..parts.len()).find(|&at| {
            is(at, &["and"])
                && (is(at + 1, &["to"])
                    || !theirs && matches!(parts.get(at + 1), Some(Part::Name(..))) && is(at + 2, &["the", "a", "an", "my", "some"]))
        });
        let stop = split.and_then(|at| parts.get(at)).map_or(end, Part::start);
        let place = from..stop;
        let text = self.line.get(place.clone()).unwrap_or("");
        let due = self.calendar.due(text);
        let (text, due) = match due {
            Some((date, said)) => {
                let (before, behind) = (text.get(..said.start).unwrap_or(""), text.get(said.end..).unwrap_or(""));
                (format!("{} {}", before.trim_end(), behind.trim_start_matches([',', ')', ' '])), Some(date))
            }
            None => (text.to_owned(), None),
        };
        let text = text.trim_matches(|c: char| c.is_whitespace() || ".,;:!(".contains(c)).to_owned();
        if people.is_empty() {
            // `promised to send Ana the deck`: whoever is named in it.
            people = named(said..split.unwrap_or(parts.len()));
        }
        if !text.is_empty() {
            out.push(Found { text, due, theirs, people: people.clone(), place });
        }
        if let Some(at) = split {
            let next = if is(at + 1, &["to"]) { at + 2 } else { at + 1 };
            let keep = is(at + 1, &["to"]);
            let begun = Begun { said: next, people: if keep { begun.people } else { 0..0 }, pronoun: false };
            let count = out.len();
            self.one(parts, theirs, begun, end, before, out);
            if keep && let Some(new) = out.get_mut(count).filter(|new| new.people.is_empty()) {
                new.people = people;
            }
        }
    }
}

/// Where a promise begins among the parts of its clause.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Begun {
    /// The first part of what is promised.
    said: usize,
    /// The parts that name whose it is.
    people: Range<usize>,
    /// Whether a pronoun does.
    pronoun: bool,
}

impl Begun {
    fn at(said: usize) -> Begun {
        Begun { said, people: 0..0, pronoun: false }
    }
}
