//! Who a link or a plain name means (format page, section 6). Two people are never merged by guess.

use crate::base::hash::FastMap;
use crate::base::{fold, hash};
use crate::book::{file_name, folder, without_extension};

/// What a link leads to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Target {
    /// One note.
    Note(u32),
    /// Several contacts, between which only a guess could choose.
    Ambiguous(Vec<u32>),
    /// No note.
    Nowhere,
}

/// The notes names lead to, by their numbers.
pub trait Shelf: Sync {
    /// The path of a note from the root.
    fn path(&self, note: u32) -> &str;
    /// Whether a note is a contact's (the owner's too).
    fn is_contact(&self, note: u32) -> bool;
}

/// The names of a vault: file names of all notes; names, aliases, ids and e-mails of contacts. Each is kept as its [`key`].
#[derive(Default)]
pub struct Names {
    files: Table,
    contacts: Table,
    emails: Table,
}

/// What one note is called, each name as its [`key`].
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Called {
    /// Its file name.
    pub file: u64,
    /// A contact's name, aliases and ids.
    pub names: Vec<u64>,
    /// A contact's e-mail addresses.
    pub emails: Vec<u64>,
}

/// A name as it is looked up: 64 bits of its folded form.
pub fn key(name: &str) -> u64 {
    fold::with_name(name, |name| hash::bytes(name.as_bytes()))
}

/// The keys under which the target of a link is looked up: of its file name and of the whole.
pub fn keys_of_link(target: &str) -> [u64; 2] {
    let target = without_extension(bare(target)).trim_start_matches('/');
    let stem = file_name(target);
    let whole = key(target);
    [if stem.len() == target.len() { whole } else { key(stem) }, whole]
}

/// A target without its heading.
fn bare(target: &str) -> &str {
    target.split('#').next().unwrap_or(target).trim()
}

/// Who carries each name: nearly always one note. Several are kept in the order of their paths.
#[derive(Default)]
struct Table {
    /// The note; or, from [`SEVERAL`] on, the number of a list.
    one: FastMap<u64, u32>,
    lists: Vec<Vec<u32>>,
}

/// Above the numbers of all notes.
const SEVERAL: u32 = 1 << 31;

impl Table {
    fn of(of: Of, each: &EachName<'_>) -> Table {
        let mut count = 0;
        each(of, &mut |_, _| count += 1);
        let mut table = Table::default();
        table.one.reserve(count);
        each(of, &mut |name, note| table.add(name, note));
        table
    }

    fn add(&mut self, name: u64, note: u32) {
        let known = self.one.entry(name).or_insert(note);
        match known.checked_sub(SEVERAL) {
            // A note brings all its names at a stretch.
            Some(list) => {
                let list = self.lists.get_mut(list as usize).filter(|list| list.last() != Some(&note));
                list.into_iter().for_each(|list| list.push(note));
            }
            None if *known == note => {}
            None => {
                self.lists.push(vec![*known, note]);
                *known = SEVERAL + (self.lists.len() - 1) as u32;
            }
        }
    }

    /// The notes that carry a name.
    fn get(&self, name: u64) -> Option<&[u32]> {
        let known = self.one.get(&name)?;
        Some(match known.checked_sub(SEVERAL) {
            Some(list) => self.lists.get(list as usize)?,
            None => std::slice::from_ref(known),
        })
    }
}

/// What a name is of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Of {
    /// A file.
    File,
    /// A contact's name, alias or id.
    Contact,
    /// A contact's e-mail address.
    Email,
}

/// Goes through the keys of one sort, each with the note that carries it, in the order of the notes' paths.
pub type EachName<'e> = dyn Fn(Of, &mut dyn FnMut(u64, u32)) + Sync + 'e;

impl Names {
    /// Gathers what notes are called, given in the order of their paths.
    pub fn new(called: &[(u32, &Called)]) -> Names {
        Names::gather(&|of, add| {
            for (note, called) in called {
                match of {
                    Of::File => add(called.file, *note),
                    Of::Contact => called.names.iter().for_each(|key| add(*key, *note)),
                    Of::Email => called.emails.iter().for_each(|key| add(*key, *note)),
                }
            }
        })
    }

    /// Gathers what notes are called.
    pub fn gather(each: &EachName<'_>) -> Names {
        let (files, (contacts, emails)) =
            rayon::join(|| Table::of(Of::File, each), || (Table::of(Of::Contact, each), Table::of(Of::Email, each)));
        Names { files, contacts, emails }
    }

    /// Where a link in the note `from` leads.
    pub fn link(&self, target: &str, from: u32, shelf: &dyn Shelf) -> Target {
        self.link_of(keys_of_link(target), target, from, shelf)
    }

    /// The same, with the keys of the link.
    pub fn link_of(&self, [stem, whole]: [u64; 2], target: &str, from: u32, shelf: &dyn Shelf) -> Target {
        let target = bare(target);
        if target.is_empty() {
            // `[[#heading]]` leads to the note itself.
            return Target::Note(from);
        }
        let target = without_extension(target);
        let Some(files) = self.files.get(stem) else { return one_of(self.contacts.get(whole)) };
        let from_folder = folder(shelf.path(from));
        if target.starts_with("./") || target.starts_with("../") {
            let Some(absolute) = join(from_folder, target) else { return Target::Nowhere };
            return exact(files, &absolute, shelf).map_or(Target::Nowhere, Target::Note);
        }
        let target = target.trim_start_matches('/');
        if let [only] = files
            && !target.contains('/')
        {
            return Target::Note(*only);
        }
        if let Some(note) = exact(files, target, shelf) {
            return Target::Note(note);
        }
        if let Some(note) = exact(files, &format!("{from_folder}/{target}"), shelf) {
            return Target::Note(note);
        }
        let suffix = format!("/{}", fold::name(target));
        let mut fitting: Vec<u32> = if target.contains('/') {
            files.iter().copied().filter(|&file| folded(file, shelf).ends_with(&suffix)).collect()
        } else {
            files.to_vec()
        };
        let spelled = fold::spelling(target);
        let exact: Vec<u32> =
            fitting.iter().copied().filter(|&file| fold::spelling(without_extension(shelf.path(file))).ends_with(&spelled)).collect();
        if !exact.is_empty() {
            fitting = exact;
        }
        fitting.sort_by_key(|&file| (shelf.path(file).chars().count(), shelf.path(file)));
        match fitting.as_slice() {
            [] => one_of(self.contacts.get(whole)),
            [only] => Target::Note(*only),
            [shortest, ..] => {
                let people: Vec<u32> = fitting.iter().copied().filter(|&file| shelf.is_contact(file)).collect();
                if shelf.is_contact(*shortest) && people.len() > 1 { Target::Ambiguous(people) } else { Target::Note(*shortest) }
            }
        }
    }

    /// Whom a plain name, id, e-mail or file name in a people key means: contacts only, and only when unique.
    pub fn person(&self, text: &str, shelf: &dyn Shelf) -> Target {
        match self.by_name(text) {
            Target::Nowhere => match one_of(self.emails.get(key(text))) {
                Target::Nowhere => self.by_file(text, shelf),
                found => found,
            },
            found => found,
        }
    }

    /// The contacts whose notes have that file name.
    fn by_file(&self, name: &str, shelf: &dyn Shelf) -> Target {
        let files = self.files.get(key(name)).unwrap_or_default();
        let people: Vec<u32> = files.iter().copied().filter(|&file| shelf.is_contact(file)).collect();
        match people[..] {
            [] => Target::Nowhere,
            [only] => Target::Note(only),
            _ => Target::Ambiguous(people),
        }
    }

    fn by_name(&self, name: &str) -> Target {
        one_of(self.contacts.get(key(name)))
    }
}

/// The file at exactly this path from the root, the exact spelling first.
fn exact(files: &[u32], path: &str, shelf: &dyn Shelf) -> Option<u32> {
    let wanted = fold::name(path);
    let spelled = fold::spelling(path);
    let fitting = || files.iter().copied().filter(|&file| folded(file, shelf) == wanted);
    fitting().find(|&file| fold::spelling(without_extension(shelf.path(file))) == spelled).or_else(|| fitting().next())
}

fn folded(file: u32, shelf: &dyn Shelf) -> String {
    fold::name(without_extension(shelf.path(file)))
}

fn one_of(holders: Option<&[u32]>) -> Target {
    match holders {
        None | Some([]) => Target::Nowhere,
        Some([only]) => Target::Note(*only),
        Some(several) => Target::Ambiguous(several.to_vec()),
    }
}

/// `../People/Ana` seen from a folder; `None` when it leaves the vault.
fn join(folder: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
