//! Which contact a name on the command line means: by path, name, alias, id or a unique part of one; case, accents and small typos are
//! forgiven. Several matches are an error that lists them, never a guess.

use crate::base::fold;
use crate::book::Book;
use crate::book::contact::Contact;
use crate::commands::{Failure, Session};
use crate::render::clean::clean;

/// The contact (an index of [`Book::contacts`]) that the words of a command line name together; says on stderr when a typo was forgiven.
pub fn find(session: &mut Session<'_>, words: &[String]) -> Result<u32, Failure> {
    let book = &session.workspace.book;
    let text = words.join(" ");
    let (contact, forgiven) = named(book, &text)?;
    if forgiven && !session.quiet {
        let name = book.name(&book.contacts[contact as usize]);
        writeln!(session.err, "taking `{}` for `{}`", clean(name), clean(text.trim()))?;
    }
    Ok(contact)
}

/// The contact a text names, and whether a typo was forgiven.
pub fn named(book: &Book, text: &str) -> Result<(u32, bool), Failure> {
    let wanted = text.trim().trim_start_matches("[[").trim_end_matches("]]");
    let loose = fold::loose(wanted);
    if loose.is_empty() {
        return Err(Failure::new("the name is empty").hint("write a name, an alias or a part of one"));
    }
    let folded = fold::name(wanted);
    let exactly =
        |contact: &Contact| fold::name(book.path(contact.note)) == folded || called(book, contact).any(|name| fold::name(name) == folded);
    let loosely = |contact: &Contact| called(book, contact).any(|name| fold::loose(name) == loose);
    let words: Vec<&str> = split(&loose).collect();
    let by_words = |contact: &Contact| {
        called(book, contact).any(|name| {
            let name = fold::loose(name);
            let name: Vec<&str> = split(&name).collect();
            !words.is_empty() && name.windows(words.len()).any(|part| part == words)
        })
    };
    let by_part = |contact: &Contact| called(book, contact).any(|name| fold::loose(name).contains(&loose));
    let steps: [&dyn Fn(&Contact) -> bool; 4] = [&exactly, &loosely, &by_words, &by_part];
    for fits in steps {
        match matches(book, fits).as_slice() {
            [] => {}
            [only] => return Ok((*only, false)),
            several => return Err(ambiguous(book, wanted, several)),
        }
    }
    let near = nearest(book, &loose, forgiven(&loose));
    match near.as_slice() {
        [] => Err(unknown(book, wanted, &loose)),
        [only] => Ok((*only, true)),
        several => Err(ambiguous(book, wanted, several)),
    }
}

fn called<'b>(book: &'b Book, contact: &'b Contact) -> impl Iterator<Item = &'b str> {
    let person = book.person(contact);
    let stem = book.note(contact.note).stem();
    std::iter::once(person.name.as_str()).chain(std::iter::once(stem)).chain(person.aliases.iter().chain(&person.ids).map(String::as_str))
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn matches(book: &Book, fits: &dyn Fn(&Contact) -> bool) -> Vec<u32> {
    (0..).zip(&book.contacts).filter(|(_, contact)| fits(contact)).map(|(at, _)| at).collect()
}

/// How many letters may be wrong.
fn forgiven(text: &str) -> usize {
    match text.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        _ => 2,
    }
}

/// The contacts whose name, or as many words of it as were given, is nearest, at most `most` letters away.
fn nearest(book: &Book, loose: &str, most: usize) -> Vec<u32> {
    let count = split(loose).count().max(1);
    let mut best = most;
    let mut found: Vec<u32> = Vec::new();
    for (at, contact) in (0..).zip(&book.contacts) {
        let Some(distance) = called(book, contact).map(|name| distance(&fold::loose(name), loose, count)).min() else { continue };
        if distance > best || distance == 0 && most == 0 {
            continue;
        }
        if distance < best {
            best = distance;
            found.clear();
        }
        found.push(at);
    }
    found
}

fn distance(name: &str, wanted: &str, count: usize) -> usize {
    let words: Vec<&str> = split(name).collect();
    let parts = words.windows(count).map(|part| part.join(" "));
    parts.chain(std::iter::once(name.to_owned())).map(|part| strsim::damerau_levenshtein(&part, wanted)).min().unwrap_or(usize::MAX)
}

fn ambiguous(book: &Book, wanted: &str, several: &[u32]) -> Failure {
    const SHOWN: usize = 12;
    let mut failure = Failure::new(format!("`{wanted}` could mean {} contacts", several.len()));
    for &at in several.iter().take(SHOWN) {
        let contact = &book.contacts[at as usize];
        failure = failure.hint(format!("{} ({})", book.name(contact), book.path(contact.note)));
    }
    if several.len() > SHOWN {
        failure = failure.hint(format!("and {} more", several.len() - SHOWN));
    }
    failure.hint("write more of the name, or the path")
}

fn unknown(book: &Book, wanted: &str, loose: &str) -> Failure {
    let failure = Failure::new(format!("no contact is called `{wanted}`"));
    let near = nearest(book, loose, (loose.chars().count() / 2).max(1));
    let names: Vec<String> = near.iter().take(3).map(|&at| format!("`{}`", book.name(&book.contacts[at as usize]))).collect();
    if names.is_empty() {
        failure.hint("`vault list` shows everyone")
    } else {
        failure.hint(format!("did you mean {}?", names.join(" or ")))
    }
}
