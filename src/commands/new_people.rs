//! The people a new note is about, as typed behind `--with`: their links, and who has no note yet. Writes nothing.

use crate::base::{file_name, fold};
use crate::book::Book;
use crate::book::without_extension;
use crate::commands::{Failure, Session, who, writing};
use crate::render::clean::clean;

/// Who takes part.
#[derive(Default)]
pub struct People {
    /// Their links, `[[Ana Diaz]]`, each once.
    pub links: Vec<String>,
    /// The names of those for whom a note is to be made.
    pub create: Vec<String>,
}

/// Reads the names. A name that several contacts have is refused; nobody's is linked all the same, and a note for it made when `create`
/// says so or, on a terminal, the user.
pub fn read(session: &mut Session<'_>, names: &[String], create: bool) -> Result<People, Failure> {
    let mut people = People::default();
    for name in names {
        let link = match who::named_or_none(&session.workspace.book, name)? {
            Some((contact, forgiven)) => {
                let book = &session.workspace.book;
                let note = book.contacts[contact as usize].note;
                if forgiven {
                    writing::say(session, &format!("taking `{}` for `{}`", book.stem(note), name.trim()))?;
                }
                link(book, note)
            }
            None => {
                let file =
                    file_name::of(name).map_err(|refused| Failure::new(refused.to_string()).hint("`--with` takes a person's name"))?;
                if create || asked(session, name)? {
                    people.create.push(name.trim().to_owned());
                } else {
                    writing::say(
                        session,
                        &format!("`{}` has no note yet; the link is written all the same, and `--create` makes one", name.trim()),
                    )?;
                }
                format!("[[{file}]]")
            }
        };
        if !people.links.contains(&link) {
            people.links.push(link);
        }
    }
    Ok(people)
}

fn asked(session: &Session<'_>, name: &str) -> Result<bool, Failure> {
    let Some(ask) = session.outside.ask else { return Ok(false) };
    let answer = ask(&format!("`{}` has no note yet. Make one? [y/N]", clean(name.trim())));
    Ok(answer.is_ok_and(|answer| matches!(fold::key(&answer).as_str(), "y" | "yes")))
}

/// `[[Ana Diaz]]`, with its folder where another note has the same file name.
pub fn link(book: &Book, note: u32) -> String {
    let path = without_extension(book.path(note));
    let name = book.stem(note);
    let folded = fold::name(name);
    let alike = book.all().filter(|other| fold::name(book.stem(*other)) == folded).count();
    if alike > 1 { format!("[[{path}|{name}]]") } else { format!("[[{name}]]") }
}
