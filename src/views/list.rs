//! Contacts, filtered and sorted.

use std::cmp::Ordering;

use crate::base::fold;
use crate::book::Book;
use crate::book::contact::Contact;
use crate::book::kind::tag_below;
use crate::book::status::Status;

/// By what to sort.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// The most pressing first: status, then due date
    Due,
    /// By name
    Name,
    /// The longest silence first
    Last,
    /// By tier, in the order of the settings
    Tier,
    /// By status
    Status,
}

/// The contacts of an answer.
pub struct List {
    /// Indexes of [`Book::contacts`], sorted.
    pub contacts: Vec<u32>,
}

/// A filter that is not understood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unknown {
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub hint: String,
}

/// One word of a query.
enum Test {
    Name(String),
    Status(Vec<Status>),
    Tag(Vec<String>),
    Tier(Vec<String>),
    City(Vec<String>),
    Company(Vec<String>),
}

const FIELDS: &[&str] = &["status", "tag", "tier", "city", "company"];

/// The contacts that match every word of `query`, sorted.
pub fn of(book: &Book, query: &[String], sort: Sort) -> Result<List, Unknown> {
    let tests = query.iter().flat_map(|part| words(part)).map(|word| test(&word)).collect::<Result<Vec<_>, _>>()?;
    let fits = |contact: &Contact| tests.iter().all(|(wanted, test)| matches(book, contact, test) == *wanted);
    let mut contacts: Vec<u32> = (0..book.contacts.len() as u32).filter(|&at| fits(&book.contacts[at as usize])).collect();
    contacts.sort_by(|&one, &other| compare(&book.contacts[one as usize], &book.contacts[other as usize], sort).then(one.cmp(&other)));
    Ok(List { contacts })
}

/// The words of a query part; quoted words stay together: `city:"New York"`.
fn words(part: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut quoted = false;
    for c in part.chars() {
        match c {
            '"' => quoted = !quoted,
            c if c.is_whitespace() && !quoted => words.push(std::mem::take(&mut word)),
            c => word.push(c),
        }
    }
    words.push(word);
    // One shell argument that is one filter keeps its spaces: 'city:New York'.
    if words.len() > 1
        && part.split_once(':').is_some_and(|(field, _)| FIELDS.contains(&field.trim_start_matches(['-', '\u{2212}'])))
        && !part[part.find(':').unwrap_or(0) + 1..].contains(':')
    {
        return vec![part.replace('"', "")];
    }
    words.retain(|word| !word.is_empty());
    words
}

fn test(word: &str) -> Result<(bool, Test), Unknown> {
    let (wanted, word) = match word.strip_prefix(['-', '\u{2212}']) {
        Some(rest) if !rest.is_empty() => (false, rest),
        _ => (true, word),
    };
    let Some((field, values)) = word.split_once(':') else { return Ok((wanted, Test::Name(fold::loose(word)))) };
    let values: Vec<String> = values.split(',').map(|value| value.trim().to_owned()).filter(|value| !value.is_empty()).collect();
    if values.is_empty() {
        return Err(Unknown {
            message: format!("the filter `{field}:` has no value"),
            hint: format!("write for example `{}`", example(field)),
        });
    }
    let folded = || values.iter().map(|value| fold::loose(value)).collect::<Vec<_>>();
    let test = match field {
        "status" => Test::Status(values.iter().map(|value| status(value)).collect::<Result<_, _>>()?),
        "tag" => Test::Tag(values.iter().map(|value| value.trim_start_matches('#').to_owned()).collect()),
        "tier" => Test::Tier(values.iter().map(|value| fold::key(value)).collect()),
        "city" => Test::City(folded()),
        "company" => Test::Company(folded()),
        _ => {
            let near = FIELDS.iter().find(|known| strsim::damerau_levenshtein(known, field) <= 2);
            let hint = match near {
                Some(near) => format!("did you mean `{near}:`?"),
                None => format!("the filters are {}", FIELDS.iter().map(|field| format!("`{field}:`")).collect::<Vec<_>>().join(", ")),
            };
            return Err(Unknown { message: format!("there is no filter `{field}:`"), hint });
        }
    };
    Ok((wanted, test))
}

fn example(field: &str) -> &'static str {
    match field {
        "status" => "status:overdue",
        "tier" => "tier:A",
        "city" => "city:Lisbon",
        "company" => "company:Acme",
        _ => "tag:family",
    }
}

fn status(word: &str) -> Result<Status, Unknown> {
    let key = fold::key(word);
    Status::ALL.into_iter().find(|status| fold::key(status.word()) == key).ok_or_else(|| {
        let near = Status::ALL.iter().map(|status| status.word()).min_by_key(|known| strsim::damerau_levenshtein(&fold::key(known), &key));
        let all = Status::ALL.iter().map(|status| status.word()).collect::<Vec<_>>().join(", ");
        let hint = match near.filter(|near| strsim::damerau_levenshtein(&fold::key(near), &key) <= 2) {
            Some(near) => format!("did you mean `status:{near}`?"),
            None => format!("the statuses are {all}"),
        };
        Unknown { message: format!("there is no status `{word}`"), hint }
    })
}

fn matches(book: &Book, contact: &Contact, test: &Test) -> bool {
    let person = book.person(contact);
    let has = |texts: &[String], wanted: &[String]| texts.iter().any(|text| wanted.iter().any(|part| fold::loose(text).contains(part)));
    match test {
        Test::Name(part) => std::iter::once(&person.name).chain(&person.aliases).any(|name| fold::loose(name).contains(part)),
        Test::Status(wanted) => wanted.contains(&contact.status),
        Test::Tag(wanted) => wanted.iter().any(|wanted| person.tags.iter().any(|tag| tag_below(tag, wanted))),
        Test::Tier(wanted) => person.tier.as_ref().is_some_and(|tier| wanted.contains(&fold::key(tier))),
        Test::City(wanted) => has(&person.cities, wanted),
        Test::Company(wanted) => has(&person.companies, wanted),
    }
}

fn compare(one: &Contact, other: &Contact, sort: Sort) -> Ordering {
    let due = |contact: &Contact| contact.due.map_or((1, None), |due| (0, Some(due.date)));
    match sort {
        Sort::Due => (one.status, due(one)).cmp(&(other.status, due(other))),
        Sort::Name => Ordering::Equal,
        Sort::Last => one.last().cmp(&other.last()),
        Sort::Tier => one.core.tier.cmp(&other.core.tier),
        Sort::Status => one.status.cmp(&other.status),
    }
}
