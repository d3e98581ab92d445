//! Who a link or a plain name means (format page, section 6). Two people are never merged by guess.

use crate::base::fold;
use crate::base::hash::FastMap;
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

/// The names of a vault: file names of all notes; names, aliases, ids and e-mails of contacts.
#[derive(Default)]
pub struct Names {
    files: FastMap<Box<str>, Holders>,
    contacts: FastMap<Box<str>, Holders>,
    emails: FastMap<Box<str>, Holders>,
    contact_of: Vec<u32>,
    paths: Paths,
}

/// What one note is called, folded.
#[derive(Default)]
pub struct Called {
    /// Its file name.
    pub file: Box<str>,
    /// A contact's name, aliases and ids.
    pub names: Vec<Box<str>>,
    /// A contact's e-mail addresses.
    pub emails: Vec<Box<str>>,
}

/// The paths of all notes, one after the other.
#[derive(Default)]
struct Paths {
    text: String,
    ends: Vec<usize>,
}

impl Paths {
    fn push(&mut self, path: &str) {
        self.text.push_str(path);
        self.ends.push(self.text.len());
    }

    fn of(&self, note: u32) -> &str {
        let note = note as usize;
        let start = note.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(note).and_then(|&end| self.text.get(start..end)).unwrap_or("")
    }
}

const NO_CONTACT: u32 = u32::MAX;

/// The notes that carry a name: nearly always one.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Holders {
    One(u32),
    Several(Vec<u32>),
}

impl Holders {
    fn as_slice(&self) -> &[u32] {
        match self {
            Holders::One(only) => std::slice::from_ref(only),
            Holders::Several(notes) => notes,
        }
    }

    fn add(&mut self, note: u32) {
        match self {
            Holders::One(only) if *only == note => {}
            Holders::One(only) => *self = Holders::Several(vec![*only, note]),
            Holders::Several(notes) if notes.contains(&note) => {}
            Holders::Several(notes) => notes.push(note),
        }
    }
}

fn gather(about: usize, names: impl Iterator<Item = (Box<str>, u32)>) -> FastMap<Box<str>, Holders> {
    let mut map: FastMap<Box<str>, Holders> = FastMap::default();
    map.reserve(about);
    for (name, note) in names {
        map.entry(name).and_modify(|holders| holders.add(note)).or_insert(Holders::One(note));
    }
    map
}

impl Names {
    /// Gathers the names of all notes, in their order: the path of each and what it is called (the owner's note among them).
    pub fn new<'a>(notes: impl ExactSizeIterator<Item = (&'a str, Called)>) -> Names {
        let count = notes.len();
        let mut paths = Paths { text: String::new(), ends: Vec::with_capacity(count) };
        let mut files = Vec::with_capacity(count);
        let (mut names, mut emails) = (Vec::new(), Vec::new());
        for ((path, called), index) in notes.zip(0..) {
            paths.push(path);
            files.push((called.file, index));
            names.extend(called.names.into_iter().map(|name| (name, index)));
            emails.extend(called.emails.into_iter().map(|email| (email, index)));
        }
        let (files, (contacts, emails)) = rayon::join(
            || gather(count, files.into_iter()),
            || (gather(names.len(), names.into_iter()), gather(emails.len(), emails.into_iter())),
        );
        Names { files, contacts, emails, contact_of: vec![NO_CONTACT; count], paths }
    }

    /// Says which note is which contact, once their order is known.
    pub fn number(&mut self, contact: u32, note: u32) {
        self.contact_of[note as usize] = contact;
    }

    /// The contact whose note this is; `None` for the owner's own note too.
    pub fn contact_of(&self, note: u32) -> Option<u32> {
        self.contact_of.get(note as usize).copied().filter(|&contact| contact != NO_CONTACT)
    }

    /// The notes that carry a contact name, alias or id.
    pub fn holders(&self, name: &str) -> &[u32] {
        fold::with_name(name, |name| self.contacts.get(name)).map_or(&[], Holders::as_slice)
    }

    /// All contact names with the notes that carry them.
    pub fn all_holders(&self) -> impl Iterator<Item = (&str, &[u32])> {
        self.contacts.iter().map(|(name, notes)| (&**name, notes.as_slice()))
    }

    /// Where a link in the note `from` leads. `is_contact` says whether a note is a contact's.
    pub fn link(&self, target: &str, from: u32, is_contact: &dyn Fn(u32) -> bool) -> Target {
        let target = target.split('#').next().unwrap_or(target).trim();
        if target.is_empty() {
            // `[[#heading]]` leads to the note itself.
            return Target::Note(from);
        }
        let target = without_extension(target);
        let stem = file_name(target);
        let Some(files) = fold::with_name(stem, |stem| self.files.get(stem)) else { return self.by_name(target) };
        let from_folder = folder(self.paths.of(from));
        if target.starts_with("./") || target.starts_with("../") {
            let Some(absolute) = join(from_folder, target) else { return Target::Nowhere };
            return self.exact(files.as_slice(), &absolute).map_or(Target::Nowhere, Target::Note);
        }
        let target = target.trim_start_matches('/');
        let files = files.as_slice();
        if let [only] = files
            && !target.contains('/')
        {
            return Target::Note(*only);
        }
        if let Some(note) = self.exact(files, target) {
            return Target::Note(note);
        }
        if let Some(note) = self.exact(files, &format!("{from_folder}/{target}")) {
            return Target::Note(note);
        }
        let suffix = format!("/{}", fold::name(target));
        let mut fitting: Vec<u32> = if target.contains('/') {
            files.iter().copied().filter(|&file| self.folded(file).ends_with(&suffix)).collect()
        } else {
            files.to_vec()
        };
        let spelled = fold::spelling(target);
        let exact: Vec<u32> =
            fitting.iter().copied().filter(|&file| fold::spelling(without_extension(self.paths.of(file))).ends_with(&spelled)).collect();
        if !exact.is_empty() {
            fitting = exact;
        }
        fitting.sort_by_key(|&file| (self.paths.of(file).chars().count(), file));
        match fitting.as_slice() {
            [] => self.by_name(target),
            [only] => Target::Note(*only),
            [shortest, ..] => {
                let people: Vec<u32> = fitting.iter().copied().filter(|&file| is_contact(file)).collect();
                if is_contact(*shortest) && people.len() > 1 { Target::Ambiguous(people) } else { Target::Note(*shortest) }
            }
        }
    }

    /// Whom a plain name, id or e-mail in a people key means: contacts only, and only when unique.
    pub fn person(&self, text: &str) -> Target {
        match self.by_name(text) {
            Target::Nowhere => one_of(fold::with_name(text, |text| self.emails.get(text))),
            found => found,
        }
    }

    fn by_name(&self, name: &str) -> Target {
        one_of(fold::with_name(name, |name| self.contacts.get(name)))
    }

    /// The file at exactly this path from the root, the exact spelling first.
    fn exact(&self, files: &[u32], path: &str) -> Option<u32> {
        let wanted = fold::name(path);
        let spelled = fold::spelling(path);
        let fitting = || files.iter().copied().filter(|&file| self.folded(file) == wanted);
        fitting().find(|&file| fold::spelling(without_extension(self.paths.of(file))) == spelled).or_else(|| fitting().next())
    }

    fn folded(&self, file: u32) -> String {
        fold::name(without_extension(self.paths.of(file)))
    }
}

fn one_of(holders: Option<&Holders>) -> Target {
    match holders.map(Holders::as_slice) {
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
