//! `vault who`: whose an address or number is. And which contact a name on the command line means: by path, name, alias, id or a unique part of one; case, accents and small typos are
//! forgiven. Several matches are an error that lists them, never a guess.

use crate::base::fold;
use crate::book::Book;
use crate::book::contact::Contact;
use crate::commands::{DONE, Failure, Format, NOTHING, Session};
use crate::render::clean::clean;
use crate::render::{json, text};
use crate::views::who;

/// Say whose an e-mail address, phone number or handle is
///
/// Addresses may be a part, such as a domain; numbers are compared in any format, at home or from abroad, with or without (0); handles with
/// or without @, and addresses of profiles. Who has the very same comes alone, else all of whose it is a part. The exit status is 1 when it
/// is nobody's.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  vault who +44 20 7946 0188
  vault who @brightledger.example")]
pub struct Args {
    /// The address, number or handle, quotes are not needed
    #[arg(value_name = "TEXT", required = true, num_args = 1..)]
    text: Vec<String>,
}

/// Runs it.
pub fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let asked = args.text.join(" ");
    if asked.trim().is_empty() {
        return Err(Failure::new("the text is empty").hint("write an e-mail address, a phone number or a handle"));
    }
    let workspace = session.workspace;
    let book = &workspace.book;
    let matches = who::of(book, &asked);
    match session.format {
        Format::Json => json::who::write(book, asked.trim(), &matches, session.out)?,
        _ => text::who::write(book, &workspace.root, &matches, &session.style, session.out)?,
    }
    Ok(if matches.is_empty() { NOTHING } else { DONE })
}

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
    named_or_none(book, text)?.ok_or_else(|| {
        let wanted = text.trim().trim_start_matches("[[").trim_end_matches("]]");
        unknown(book, wanted)
    })
}

/// The contact that has exactly this name, alias or path, but for case.
pub fn exactly(book: &Book, text: &str) -> Option<u32> {
    let folded = fold::name(text);
    let fits = |contact: &Contact| called(book, contact).any(|name| fold::name(name) == folded);
    matches(book, &fits).first().copied()
}

/// [`named`]; `None` where nobody is called so.
pub fn named_or_none(book: &Book, text: &str) -> Result<Option<(u32, bool)>, Failure> {
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
            [only] => return Ok(Some((*only, false))),
            several => return Err(ambiguous(book, wanted, several)),
        }
    }
    let near = nearest(book, &loose, forgiven(&loose));
    match near.as_slice() {
        [] => Ok(None),
        [only] => Ok(Some((*only, true))),
        several => Err(ambiguous(book, wanted, several)),
    }
}

fn called<'b>(book: &'b Book, contact: &'b Contact) -> impl Iterator<Item = &'b str> {
    let person = book.person(contact);
    let stem = book.stem(contact.note);
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

/// Nobody is called so: who is called nearly so.
pub fn unknown(book: &Book, wanted: &str) -> Failure {
    let loose = &fold::loose(wanted);
    let failure = Failure::new(format!("no contact is called `{wanted}`"));
    let near = nearest(book, loose, (loose.chars().count() / 2).max(1));
    let names: Vec<String> = near.iter().take(3).map(|&at| format!("`{}`", book.name(&book.contacts[at as usize]))).collect();
    if names.is_empty() {
        failure.hint("`vault list` shows everyone")
    } else {
        failure.hint(format!("did you mean {}?", names.join(" or ")))
    }
}
