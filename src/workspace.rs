//! Opens a vault: settings and notes from the disk, joined into a book for one day. Reads in parallel; writes nothing.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::mpsc;

use crate::base::date::Date;
use crate::base::diagnostic::Problem;
use crate::base::span::{LineIndex, Span};
use crate::book::Book;
use crate::book::build::{self, Draft};
use crate::book::rules::Rules;
use crate::config::{Config, Notice, SETTINGS_FILE, obsidian, parse};
use crate::facts::{self, NoteFacts};
use crate::files::read::{self, Unreadable};
use crate::files::settings;
use crate::files::walk::{self, NoteFile};
use crate::index::{self, Mark, Reader, Writer};

/// An opened vault.
pub struct Workspace {
    /// The folder.
    pub root: PathBuf,
    /// Everything known on the day asked for.
    pub book: Book,
    /// What the settings hold that could not be used: file, line, column, message.
    pub notices: Vec<Placed>,
    /// Files and folders that could not be read.
    pub troubles: Vec<Trouble>,
    texts: RefCell<HashMap<u32, Rc<str>>>,
}

/// A file or folder that could not be read.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Trouble {
    /// The path from the root.
    pub path: String,
    /// One sentence, lower case.
    pub message: String,
    /// Whether it is a note whose bytes are no text (it stays listed by its file name).
    pub not_text: bool,
}

/// A message with its place in a settings file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Placed {
    /// The file, from the root.
    pub file: String,
    /// Line and column, 1-based.
    pub at: (u32, u32),
    /// One sentence, lower case.
    pub message: String,
}

impl fmt::Display for Placed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.at.0, self.at.1, self.message)
    }
}

/// Why a vault could not be opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum OpenError {
    /// The settings file is malformed.
    Settings(Placed),
    /// The settings file cannot be read.
    SettingsUnreadable(String),
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OpenError::Settings(placed) => write!(f, "{placed}"),
            OpenError::SettingsUnreadable(message) => write!(f, "cannot read `{SETTINGS_FILE}`: {message}"),
        }
    }
}

/// Opens the vault at `root` as of a day.
pub fn open(root: &Path, as_of: Date) -> Result<Workspace, OpenError> {
    let (config, notices) = settings(root)?;
    let rules = Rules::new(&config);
    let (drafts, mut troubles) = read_notes(root, &config, &rules);
    troubles.sort();
    let book = build::build(config, rules, as_of, drafts);
    Ok(Workspace { root: root.to_path_buf(), book, notices, troubles, texts: RefCell::default() })
}

impl Workspace {
    /// The text of a note, read when it is first asked for; empty when it can no longer be read.
    pub fn text(&self, note: u32) -> Rc<str> {
        self.texts
            .borrow_mut()
            .entry(note)
            .or_insert_with(|| {
                let path = self.root.join(self.book.path(note));
                read::read(&path).map_or_else(|_| Rc::from(""), |text| Rc::from(text.text))
            })
            .clone()
    }
}

/// The words of all notes, ready to be searched.
pub struct Words {
    /// The index.
    pub reader: Reader,
    /// The note at each slot of it.
    notes: Vec<u32>,
}

impl Words {
    /// The note at a slot of the index.
    pub fn note(&self, slot: u32) -> Option<u32> {
        self.notes.get(slot as usize).copied()
    }
}

impl Workspace {
    /// The index of all words, made in memory.
    pub fn words(&self) -> Result<Words, index::Error> {
        let writer = Writer::in_memory(1, index::SMALL_HEAP)?;
        let notes: Vec<u32> = (0..self.book.notes.len() as u32).collect();
        for &note in &notes {
            let names = self.names(note);
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            writer.put(note, &names, self.text(note).to_string())?;
        }
        let reader = writer.commit(Mark { epoch: 0, generation: 0 })?;
        Ok(Words { reader, notes })
    }

    /// What a note is called: a contact's names, else its title; and its file name.
    fn names(&self, note: u32) -> Vec<String> {
        let read = &self.book.notes[note as usize];
        let mut names = match self.book.contact_of(note) {
            Some(contact) => [vec![contact.person.name.clone()], contact.person.aliases.clone()].concat(),
            None => read.facts.title.iter().map(|title| title.to_string()).collect(),
        };
        if !names.iter().any(|name| name == read.stem()) {
            names.push(read.stem().to_owned());
        }
        names
    }
}

fn settings(root: &Path) -> Result<(Config, Vec<Placed>), OpenError> {
    let unreadable = |error: Unreadable| OpenError::SettingsUnreadable(error.to_string());
    let text = settings::text(root, SETTINGS_FILE).map_err(unreadable)?.unwrap_or_default();
    let (config, mut notices) = parse::parse(&text).map_err(|malformed| {
        OpenError::Settings(Placed { file: SETTINGS_FILE.to_owned(), at: place(&text, malformed.span), message: malformed.message })
    })?;
    // Obsidian's own settings are a help, never a reason to fail.
    let theirs = |file: &str| settings::text(root, file).ok().flatten();
    let texts = [obsidian::DAILY_FILE, obsidian::PERIODIC_FILE, obsidian::TEMPLATES_FILE, obsidian::TEMPLATER_FILE, obsidian::APP_FILE]
        .map(|file| (file, theirs(file)));
    let [daily, periodic, templates, templater, app] = &texts;
    let read = obsidian::read(&obsidian::Texts {
        daily: daily.1.as_deref(),
        periodic: periodic.1.as_deref(),
        templates: templates.1.as_deref(),
        templater: templater.1.as_deref(),
        app: app.1.as_deref(),
    });
    let (config, more) = config.with_obsidian(&read);
    notices.extend(more);
    let source = |notice: &Notice| match texts.iter().find(|(file, _)| *file == notice.file) {
        Some((_, theirs)) => theirs.clone().unwrap_or_default(),
        None => text.clone(),
    };
    let placed = notices.iter().map(|notice| Placed {
        file: notice.file.to_owned(),
        at: place(&source(notice), notice.span),
        message: notice.message.clone(),
    });
    let placed = placed.collect();
    Ok((config, placed))
}

fn place(text: &str, span: Span) -> (u32, u32) {
    LineIndex::new(text).line_column(text, span.start)
}

/// How many notes are read at a stretch.
const BATCH: usize = 256;

/// Reads every note in parallel, while the walk goes on.
fn read_notes(root: &Path, config: &Config, rules: &Rules) -> (Vec<Draft>, Vec<Trouble>) {
    let wanted = walk::Rules {
        follow_symlinks: config.follow_symlinks,
        hides: &|path| config.ignore.hides(path),
        hides_folder: &|path| config.ignore.hides_folder(path),
        templates: config.templates.as_deref(),
    };
    let (sender, receiver) = mpsc::channel();
    let mut troubles = Vec::new();
    rayon::scope(|scope| {
        let read = |files: Vec<NoteFile>| {
            let sender = sender.clone();
            // The receiver outlives the scope.
            scope.spawn(move |_| drop(sender.send(read_batch(files, config, rules))));
        };
        let mut batch = Vec::with_capacity(BATCH);
        for found in walk::notes(root, &wanted) {
            match found {
                Ok(file) => batch.push(file),
                Err(trouble) => troubles.push(Trouble { path: trouble.path, message: trouble.message, not_text: false }),
            }
            if batch.len() == BATCH {
                read(std::mem::replace(&mut batch, Vec::with_capacity(BATCH)));
            }
        }
        read(batch);
    });
    drop(sender);
    let mut drafts = Vec::new();
    for (read, unread) in receiver {
        drafts.extend(read);
        troubles.extend(unread);
    }
    (drafts, troubles)
}

/// Reads some notes one after the other. One that cannot be read has no facts but its problem.
fn read_batch(files: Vec<NoteFile>, config: &Config, rules: &Rules) -> (Vec<Draft>, Vec<Trouble>) {
    let mut buffer = Vec::new();
    let mut scratch = facts::Scratch::default();
    let mut drafts = Vec::with_capacity(files.len());
    let mut troubles = Vec::new();
    for file in files {
        let facts = match read::read_regular(&file.path, &mut buffer) {
            Ok(text) => facts::read_with(&text, &mut scratch),
            Err(error) => {
                let message = error.to_string();
                let not_text = matches!(error, Unreadable::NotUtf8 { .. });
                let code = if not_text { "not-utf-8" } else { "unreadable-file" };
                troubles.push(Trouble { path: file.name.clone(), message: message.clone(), not_text });
                NoteFacts { problems: vec![Problem { code, span: Span::default(), message }], ..NoteFacts::default() }
            }
        };
        drafts.push(build::draft(file.name, facts, config, rules));
    }
    (drafts, troubles)
}
