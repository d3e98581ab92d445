//! Which people a line may name: the longest name first, whole words only, nicknames and aliases, first names, initials (`Ana D.`),
//! hyphenated names, possessives; `\Ana` is nobody. Several people under one name are handed on, never chosen between here.

use std::ops::Range;

use crate::base::date_names::{month_at, weekday_at};
use crate::base::fold;
use crate::base::hash::FastMap;
use crate::changes::understand::common;
use crate::changes::understand::words::{Word, Words, is_letter, is_unspaced};

/// A person a line may name.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Known {
    /// The note.
    pub note: u32,
    /// The name.
    pub name: String,
    /// Aliases, nicknames, the file name.
    pub called: Vec<String>,
    /// E-mail addresses.
    pub emails: Vec<String>,
}

/// A name found in a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named {
    /// Where, without a possessive ending.
    pub place: Range<usize>,
    /// One past the ending.
    pub after: usize,
    /// The first of its words and one past the last, of [`Words::words`]; empty for addresses and links.
    pub words: Range<usize>,
    /// Whom it may mean: indices of the people, best kind of name only.
    pub who: Vec<usize>,
}

/// How a form of a name was made, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Kind {
    /// A whole name, alias or file name.
    Whole,
    /// First and last name of a longer one, or initials: `Ana Diaz` of Ana Maria Diaz, `Ana D.`, `A. Diaz`.
    Short,
    /// The first name.
    First,
}

struct Form {
    words: Vec<String>,
    exact: Vec<String>,
    kind: Kind,
    person: usize,
}

/// The forms of everybody's names, ready to be looked up.
pub struct Forms {
    forms: Vec<Form>,
    by_first: FastMap<String, Vec<usize>>,
    /// Names in scripts without spaces, the longest first.
    unspaced: Vec<(String, usize)>,
    emails: FastMap<String, Vec<usize>>,
    whole: FastMap<String, Vec<usize>>,
}

impl Forms {
    /// Makes the forms.
    pub fn new(people: &[Known]) -> Forms {
        let mut out = Forms {
            forms: Vec::new(),
            by_first: FastMap::default(),
            unspaced: Vec::new(),
            emails: FastMap::default(),
            whole: FastMap::default(),
        };
        for (person, known) in people.iter().enumerate() {
            for name in std::iter::once(&known.name).chain(&known.called) {
                out.whole.entry(fold::name(name)).or_default().push(person);
                out.name(name, person);
            }
            for email in &known.emails {
                out.emails.entry(fold::name(email)).or_default().push(person);
            }
        }
        out.unspaced.sort_by(|(one, _), (other, _)| other.chars().count().cmp(&one.chars().count()).then_with(|| one.cmp(other)));
        out.unspaced.dedup();
        for (at, form) in out.forms.iter().enumerate() {
            if let Some(first) = form.words.first() {
                out.by_first.entry(first.clone()).or_default().push(at);
            }
        }
        out
    }

    fn name(&mut self, name: &str, person: usize) {
        if name.chars().any(is_unspaced) {
            self.unspaced.push((fold::spelling(name.trim()), person));
        }
        self.add(split(name), Kind::Whole, person);
        if let Some((last, first)) = name.split_once(", ") {
            self.add(split(&format!("{first} {last}")), Kind::Whole, person);
        }
        if name.contains(['-', '\u{2010}']) {
            self.add(split(&name.replace(['-', '\u{2010}'], " ")), Kind::Whole, person);
        }
        // `Ana Diaz (Acme)`: what stands in brackets is no part of the name.
        let plain = name.split(['(', '[']).next().unwrap_or(name);
        let plain = plain.split_once(", ").map_or_else(|| plain.to_owned(), |(last, first)| format!("{first} {last}"));
        let parts: Vec<String> = split(&plain).into_iter().skip_while(|word| is_title(word)).collect();
        let [first, rest @ ..] = parts.as_slice() else { return };
        self.add(parts.clone(), Kind::Whole, person);
        let Some(last) = rest.last() else { return };
        self.add(vec![first.clone()], Kind::First, person);
        let initial = |word: &String| word.chars().next().map(String::from).unwrap_or_default();
        let initials: Vec<String> = rest.iter().map(initial).collect();
        self.add(vec![first.clone(), initial(last)], Kind::Short, person);
        self.add(vec![initial(first), last.clone()], Kind::Short, person);
        if rest.len() > 1 {
            self.add(vec![first.clone(), last.clone()], Kind::Short, person);
            self.add(std::iter::once(first.clone()).chain(initials.iter().cloned()).collect(), Kind::Short, person);
            let middle = initials.iter().take(rest.len() - 1).cloned();
            self.add(std::iter::once(first.clone()).chain(middle).chain([last.clone()]).collect(), Kind::Short, person);
        }
    }

    fn add(&mut self, words: Vec<String>, kind: Kind, person: usize) {
        if words.is_empty() || kind == Kind::First && words.iter().any(|word| word.chars().count() < 2) {
            return;
        }
        let exact = words.iter().map(|word| fold::name(word)).collect();
        self.forms.push(Form { words: words.iter().map(|word| loose(word)).collect(), exact, kind, person });
    }

    /// The names in a line, in order, without overlap. Nothing is found in `skip`.
    pub fn find(&self, line: &str, words: &Words, skip: &[Range<usize>]) -> Vec<Named> {
        let skipped = |place: &Range<usize>| skip.iter().any(|part| part.start < place.end && place.start < part.end);
        let mut found = self.links(line, words);
        found.extend(self.addresses(line, words));
        found.retain(|named| !skipped(&named.place));
        let mut at = 0;
        while at < words.words.len() {
            match self.at(line, &words.words, at).filter(|named| !skipped(&named.place)) {
                Some(named) => {
                    at = named.words.end;
                    found.push(named);
                }
                None => at += 1,
            }
        }
        for named in self.without_spaces(line, words) {
            if !skipped(&named.place)
                && !found.iter().any(|other| other.place.start < named.place.end && named.place.start < other.place.end)
            {
                found.push(named);
            }
        }
        found.sort_by_key(|named| named.place.start);
        found
    }

    /// Whether some name begins with this word.
    pub fn knows(&self, word: &str) -> bool {
        self.by_first.contains_key(&loose(word)) || self.unspaced.iter().any(|(name, _)| word.starts_with(name.as_str()))
    }

    /// Whether a name stands at a word, whatever follows it.
    fn begins_at(&self, line: &str, words: &[Word], at: usize) -> bool {
        words.get(at).is_some_and(|word| !word.closed && self.longest(line, words, at).is_some())
    }

    /// The longest name that begins at a word.
    fn at(&self, line: &str, words: &[Word], at: usize) -> Option<Named> {
        let (count, who) = self.longest(line, words, at)?;
        let (first, last) = (words.get(at)?, words.get(at + count - 1)?);
        if count == 1 && (self.is_no_name(line, words, at) || self.is_another(line, words, at)) {
            return None;
        }
        let mut end = last.end;
        let mut after = last.after;
        // `Ana D.`: the full stop of an initial is part of it.
        if count > 1 && last.of(line).chars().count() == 1 && after == end && line.get(end..).is_some_and(|rest| rest.starts_with('.')) {
            end += 1;
            after = end;
        }
        Some(Named { place: first.start..end, after, words: at..at + count, who })
    }

    /// How many words the longest name at a word has, and whom it means: whole names before first names, the exact spelling before others.
    fn longest(&self, line: &str, words: &[Word], at: usize) -> Option<(usize, Vec<usize>)> {
        let word = words.get(at).filter(|word| !word.closed)?;
        let candidates = self.by_first.get(&loose(word.of(line)))?;
        let fitting = candidates.iter().filter_map(|&form| self.forms.get(form)).filter(|form| fits(form, line, words, at));
        let fitting: Vec<&Form> = fitting.collect();
        let longest = fitting.iter().map(|form| form.words.len()).max()?;
        let kind = fitting.iter().filter(|form| form.words.len() == longest).map(|form| form.kind).min()?;
        let best: Vec<&&Form> = fitting.iter().filter(|form| form.words.len() == longest && form.kind == kind).collect();
        let spelled = |form: &&&&Form| {
            form.exact
                .iter()
                .enumerate()
                .all(|(offset, exact)| words.get(at + offset).is_some_and(|word| fold::name(word.of(line)) == *exact))
        };
        let exact: Vec<usize> = best.iter().filter(spelled).map(|form| form.person).collect();
        let mut who = if exact.is_empty() { best.iter().map(|form| form.person).collect() } else { exact };
        who.sort_unstable();
        who.dedup();
        Some((longest, who))
    }

    /// Whether a single word that is a name is meant as the word: `will`, `in May`.
    fn is_no_name(&self, line: &str, words: &[Word], at: usize) -> bool {
        let Some(word) = words.get(at) else { return true };
        let text = word.of(line);
        let next = words.get(at + 1).filter(|next| line.get(word.after..next.start).is_some_and(|between| between.trim().is_empty()));
        let before = at.checked_sub(1).and_then(|before| words.get(before));
        let before = before.filter(|before| line.get(before.after..word.start).is_some_and(|between| between.trim().is_empty()));
        if common::is_small(text) && !word.is_capital(line) {
            return true;
        }
        if month_at(text.as_bytes(), 0).is_some_and(|(_, end)| end == text.len()) {
            let number = |word: Option<&Word>| word.is_some_and(|word| word.of(line).starts_with(|c: char| c.is_ascii_digit()));
            if number(next) || number(before) || before.is_some_and(|before| common::precedes_a_month(before.of(line))) {
                return true;
            }
        }
        if !(common::is_word_name(text) || common::is_small(text) || common::is_relation(text)) {
            return false;
        }
        if !word.is_capital(line) {
            return true;
        }
        // `Will call Ana`: at the start of a sentence a capital says nothing.
        word.opens
            && word.ending(line).is_empty()
            && !line
                .get(word.after..)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with([',', ':', '&']) || rest.trim_start().starts_with('&'))
            && !next.is_some_and(|next| common::follows_a_name(next.of(line)) || self.begins_at(line, words, at + 1))
    }

    /// `Ana Karenina` is not the Ana we know: a first name right before an unknown surname.
    fn is_another(&self, line: &str, words: &[Word], at: usize) -> bool {
        surname(line, words, at).is_some() && !self.begins_at(line, words, at + 1)
    }

    fn links(&self, line: &str, words: &Words) -> Vec<Named> {
        let mut found = Vec::new();
        for link in &words.links {
            let target = line.get(link.target.clone()).unwrap_or("").trim();
            let name = target.rsplit('/').next().unwrap_or(target);
            let name = name.strip_suffix(".md").unwrap_or(name);
            if let Some(who) = self.whole.get(&fold::name(name)) {
                let mut who = who.clone();
                who.dedup();
                found.push(Named { place: link.whole.clone(), after: link.whole.end, words: 0..0, who });
            }
        }
        found
    }

    fn addresses(&self, line: &str, words: &Words) -> Vec<Named> {
        let one = |place: &Range<usize>| {
            let who = self.emails.get(&fold::name(line.get(place.clone())?))?.clone();
            Some(Named { place: place.clone(), after: place.end, words: 0..0, who })
        };
        words.emails.iter().filter_map(one).collect()
    }

    /// Names in scripts without spaces, wherever they stand; katakana names not within other katakana.
    fn without_spaces(&self, line: &str, words: &Words) -> Vec<Named> {
        let mut found: Vec<Named> = Vec::new();
        for (name, person) in &self.unspaced {
            for (start, matched) in line.match_indices(name.as_str()) {
                let place = start..start + matched.len();
                let (before, after) = (line.get(..place.start).unwrap_or(""), line.get(place.end..).unwrap_or(""));
                let is_kana = |c: char| matches!(c, '\u{30A0}'..='\u{30FF}');
                let inside = matched.chars().all(is_kana) && (before.ends_with(is_kana) || after.starts_with(is_kana));
                let latin = |c: char| is_letter(c) && !is_unspaced(c);
                let inside =
                    inside || matched.starts_with(latin) && before.ends_with(latin) || matched.ends_with(latin) && after.starts_with(latin);
                let closed = before.ends_with('\\') || words.links.iter().any(|link| link.whole.contains(&start));
                if inside || closed {
                    continue;
                }
                match found.iter_mut().find(|other| other.place.start < place.end && place.start < other.place.end) {
                    Some(same) if same.place == place => same.who.push(*person),
                    Some(_) => {}
                    None => found.push(Named { place: place.clone(), after: place.end, words: 0..0, who: vec![*person] }),
                }
            }
        }
        found
    }
}

/// The surname an unknown person's first name stands before: the capitalised word right behind it.
pub fn surname<'w>(line: &str, words: &'w [Word], at: usize) -> Option<&'w Word> {
    let (word, next) = (words.get(at)?, words.get(at + 1)?);
    let text = next.of(line);
    let adjacent = word.after == word.end && line.get(word.end..next.start).is_some_and(|between| matches!(between, " " | "\u{a0}"));
    let is_day = weekday_at(text.as_bytes(), 0).is_some_and(|(_, end)| end == text.len())
        || month_at(text.as_bytes(), 0).is_some_and(|(_, end)| end == text.len());
    (adjacent && next.is_capital(line) && !next.closed && !is_day && !common::is_small(text) && !common::is_doing(text)).then_some(next)
}

/// Whether the words of a line at a place are the form's: only white space and full stops between them, initials in capitals.
fn fits(form: &Form, line: &str, words: &[Word], at: usize) -> bool {
    let count = form.words.len();
    form.words.iter().enumerate().all(|(offset, wanted)| {
        let Some(word) = words.get(at + offset).filter(|word| !word.closed || offset > 0) else { return false };
        let joined = offset == 0
            || words.get(at + offset - 1).is_some_and(|before| {
                before.after == before.end
                    && line.get(before.end..word.start).is_some_and(|between| between.chars().all(|c| c.is_whitespace() || c == '.'))
            });
        let is_initial = count > 1 && wanted.chars().count() == 1;
        joined && loose(word.of(line)) == *wanted && (!is_initial || word.is_capital(line))
    })
}

/// The words of a name.
fn split(name: &str) -> Vec<String> {
    let words = crate::changes::understand::words::read(name);
    words.words.iter().map(|word| name.get(word.start..word.after).unwrap_or("").to_owned()).collect()
}

fn is_title(word: &str) -> bool {
    ["dr", "mr", "mrs", "ms", "mx", "prof", "sir", "dame", "rev", "fr", "herr", "frau"].iter().any(|title| word.eq_ignore_ascii_case(title))
}

/// How words compare: without case and accents, one kind of apostrophe and hyphen.
fn loose(word: &str) -> String {
    fold::loose(word).replace('’', "'").replace(['\u{2010}', '\u{2011}'], "-")
}
