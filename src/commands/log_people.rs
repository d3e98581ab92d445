//! The people of `vault log`: named before the text, or found in it. Who is ambiguous or unknown is asked about on a terminal and refused
//! elsewhere.

use crate::base::fold;
use crate::book::Book;
use crate::changes::understand::{Understood, Who};
use crate::commands::drafts::Drafts;
use crate::commands::{Failure, Session, new, who, writing};
use crate::render::clean::clean;

/// Who was there.
#[derive(Clone, Default, Debug)]
pub struct Present {
    /// By note, in order, each once.
    pub notes: Vec<u32>,
    /// People whose note is made now: name and path.
    pub made: Vec<(String, String)>,
}

impl Present {
    fn add(&mut self, note: u32) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// Everybody's name and path.
    pub fn all(&self, book: &Book) -> Vec<(String, String)> {
        let known = self.notes.iter().filter_map(|&note| Some((book.name(book.contact_of(note)?).to_owned(), book.path(note).to_owned())));
        known.chain(self.made.iter().cloned()).collect()
    }
}

/// The names and the text of a command line: the last word is the text when it is a sentence or the others are names; otherwise all of it
/// is one line in free words.
pub fn split(session: &Session<'_>, words: &[String]) -> Result<(Vec<String>, String), Failure> {
    let one_line = |words: &[String]| words.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((text, names)) = words.split_last().filter(|(_, names)| !names.is_empty()) else { return Ok((Vec::new(), one_line(words))) };
    let book = &session.workspace.book;
    let is_sentence = text.trim().contains(char::is_whitespace);
    let is_name = |name: &String| matches!(who::named_or_none(book, name), Ok(Some((_, false))));
    let is_text = !is_name(text) || book.config.channels.id_named(text).is_some();
    if is_text && (is_sentence || names.iter().all(is_name)) {
        return Ok((names.to_vec(), one_line(std::slice::from_ref(text))));
    }
    if words.iter().all(is_name) {
        return Err(Failure::new("these are names only").hint("say what happened, behind the names: `vault log Ana Bo \"lunch\"`"));
    }
    Ok((Vec::new(), one_line(words)))
}

/// Adds the person a name of the command line means; on a terminal a note can be made for somebody unknown.
pub fn named(session: &mut Session<'_>, name: &str, there: &mut Present, drafts: &mut Drafts) -> Result<(), Failure> {
    let book = &session.workspace.book;
    match who::named_or_none(book, name)? {
        Some((contact, forgiven)) => {
            let contact = &book.contacts[contact as usize];
            if forgiven {
                let taken = format!("taking `{}` for {}", name.trim(), book.name(contact));
                writing::say(session, &taken)?;
            }
            there.add(contact.note);
            Ok(())
        }
        None if make(session, name, there, drafts)? => Ok(()),
        None => Err(unknown(book, name)),
    }
}

/// Settles who was there: ambiguous names, and names nobody has.
pub fn settle(
    session: &mut Session<'_>,
    line: &str,
    understood: &mut Understood,
    there: &mut Present,
    drafts: &mut Drafts,
) -> Result<(), Failure> {
    let given = !there.notes.is_empty() || !there.made.is_empty();
    let matters: Vec<usize> = (0..understood.mentions.len())
        .filter(|at| {
            let promised = understood.promises.iter().any(|promise| promise.mentions.contains(at));
            understood.mentions.get(*at).is_some_and(|mention| promised || mention.present && !given)
        })
        .collect();
    for at in matters {
        let Some(mention) = understood.mentions.get(at) else { continue };
        let written = mention.span.of(line).to_owned();
        match mention.who.clone() {
            Who::Several(candidates) => {
                let person = chosen(session, &written, &candidates)?;
                understood.choose(at, person);
            }
            Who::One { person, instead_of, together } if !instead_of.is_empty() => {
                let book = &session.workspace.book;
                let name = |note: u32| book.contact_of(note).map_or("", |contact| book.name(contact));
                let why = if together > 0 { "who is seen with the others" } else { "who is named here" };
                let others: Vec<&str> = instead_of.iter().map(|&note| name(note)).collect();
                let told = format!("taking `{written}` for {}, {why}, not {}", name(person), others.join(" or "));
                writing::say(session, &told)?;
            }
            Who::One { .. } => {}
        }
    }
    if !given {
        for note in understood.present() {
            there.add(note);
        }
        for stranger in understood.strangers.clone() {
            let name = stranger.of(line).to_owned();
            if !make(session, &name, there, drafts)? && !there.notes.is_empty() {
                let hint = format!("`{name}` has no note, so nothing is written for them; `vault new contact \"{name}\"` makes one");
                writing::say(session, &hint)?;
            }
        }
    }
    if there.notes.is_empty() && there.made.is_empty() {
        return Err(nobody(session, line, understood));
    }
    Ok(())
}

/// Asks which of several people is meant; without a terminal that is refused.
fn chosen(session: &Session<'_>, written: &str, candidates: &[u32]) -> Result<u32, Failure> {
    let book = &session.workspace.book;
    let one = |note: &u32| format!("{} ({})", book.contact_of(*note).map_or("", |contact| book.name(contact)), book.path(*note));
    let names: Vec<String> = candidates.iter().map(one).collect();
    let refused = || {
        let failure = Failure::new(format!("`{written}` could mean {} contacts", candidates.len()));
        let failure = names.iter().take(12).fold(failure, |failure, name| failure.hint(name.clone()));
        failure.hint(format!("write more of the name, or `\\{written}` for none of them"))
    };
    let Some(ask) = session.outside.ask else { return Err(refused()) };
    let listed: Vec<String> = (1..).zip(&names).map(|(number, name)| format!("  {number}  {}", clean(name))).collect();
    let question = format!("`{}` could mean:\n{}\nWhich one?", clean(written), listed.join("\n"));
    let answer = ask(&question).ok().and_then(|answer| answer.trim().parse::<usize>().ok());
    answer.and_then(|number| candidates.get(number.checked_sub(1)?)).copied().ok_or_else(refused)
}

/// Offers to make a note for somebody unknown, on a terminal.
fn make(session: &mut Session<'_>, name: &str, there: &mut Present, drafts: &mut Drafts) -> Result<bool, Failure> {
    let Some(ask) = session.outside.ask else { return Ok(false) };
    let answer = ask(&format!("`{}` has no note yet. Make one? [y/N]", clean(name.trim())));
    if !answer.is_ok_and(|answer| matches!(fold::key(&answer).as_str(), "y" | "yes")) {
        return Ok(false);
    }
    let file = new::contact(session, name.trim())?;
    there.made.push((name.trim().to_owned(), file.path().to_owned()));
    drafts.create(file);
    Ok(true)
}

fn unknown(book: &Book, name: &str) -> Failure {
    match who::named_or_none(book, name) {
        // Free words are not forgiven a typo: who was meant is asked, not guessed.
        Ok(Some((contact, _))) => {
            let near = book.contacts.get(contact as usize).map_or("", |contact| book.name(contact));
            Failure::new(format!("no contact is called `{}`", name.trim())).hint(format!("did you mean `{near}`?")).hint(made(name))
        }
        Ok(None) => who::unknown(book, name.trim()).hint(made(name)),
        Err(several) => several,
    }
}

fn made(name: &str) -> String {
    format!("`vault new contact \"{}\"` makes a note", name.trim())
}

/// Nobody of the line is a contact who was there.
fn nobody(session: &Session<'_>, line: &str, understood: &Understood) -> Failure {
    let book = &session.workspace.book;
    if let Some(stranger) = understood.strangers.first() {
        return unknown(book, stranger.of(line));
    }
    let spoken_of = understood.mentions.iter().filter_map(|mention| mention.person()).filter_map(|note| book.contact_of(note)).next();
    match spoken_of {
        Some(contact) => Failure::new(format!("{} is only spoken of there", book.name(contact)))
            .hint(format!("name who was there: `vault log \"{}\" \"…\"`", book.name(contact))),
        None => Failure::new("nobody in that line is a contact").hint("name who was there: `vault log \"Ana Diaz\" \"…\"`"),
    }
}
