//! Opens a vault: settings, the facts file of the cache, what changed since on the disk; joined into a book for one day. Writes nothing
//! but the facts file, and nothing at all when that cannot be kept: then the answer comes from the notes.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::{Arc, OnceLock};

use crate::base::date::Date;
use crate::book::build::{self, Unreadable};
use crate::book::rules::Rules;
use crate::book::state::State;
use crate::book::state::file::First;
use crate::book::state::gather::{self, Draft};
use crate::book::state::patch::News;
use crate::book::{Book, Note};
use crate::config::{Config, IndexLocation};
use crate::files::listing::{self, Before, Found};
use crate::files::{cache, walk};

mod fresh;
mod keeper;
mod read_notes;
mod settings;
mod status;
mod texts;
mod words;

pub use keeper::{FACTS_FILE, Kept, load};
pub use settings::{OpenError, Placed};
pub use status::{Status, WordsStatus};
pub use words::Words;

use fresh::{Differences, GRANULE};
use keeper::Keeper;
use read_notes::{Reader, Wanted};
use texts::Texts;

/// An opened vault.
pub struct Workspace {
    /// The folder.
    pub root: PathBuf,
    odd: Vec<(String, PathBuf)>,
    /// Everything known on the day asked for.
    pub book: Book,
    /// What the settings hold that could not be used: file, line, column, message.
    pub notices: Vec<Placed>,
    /// Files and folders that could not be read.
    pub troubles: Vec<Trouble>,
    /// The cache folder; `None`: none is wanted, or none can be named.
    pub cache: Option<PathBuf>,
    now: i64,
    may_open_again: bool,
    overtaken: Cell<bool>,
    /// Epoch and generation of what should lie in the cache folder.
    kept: (u64, u64),
    /// Whether what changed is to be kept however little it is.
    keep_all: bool,
    keeper: Keeper,
    texts: Arc<Texts>,
    shown: RefCell<HashMap<u32, Rc<str>>>,
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

/// How a vault is opened.
#[derive(Clone, Copy, Default)]
pub struct Options<'o> {
    /// The cache folder of the vault when the settings name no other; `None`: nothing is kept.
    pub cache: Option<&'o Path>,
    /// The clock: nanoseconds since 1970.
    pub now: i64,
    /// Throw away what is kept and read every note.
    pub rebuild: bool,
    /// The facts of all notes will be asked for.
    pub all_facts: bool,
    /// Look at every byte of what is kept before anything is answered from it: for a command that cannot be run again.
    pub whole: bool,
    /// Keep even a small change, in the facts and in the words.
    pub keep_all: bool,
    /// Whether the vault may be opened once more when another process keeps something else meanwhile.
    pub may_open_again: bool,
    /// Told how far long work has come.
    pub progress: Option<&'o Progress<'o>>,
}

/// Is told what is being done, how much of it is done and how much there is; from any thread.
pub type Progress<'p> = dyn Fn(&str, usize, usize) + Sync + 'p;

/// Says that there is nothing to wait for, should the reading end before it has said what it found.
struct Known<'f>(&'f OnceLock<Option<First>>);

impl Drop for Known<'_> {
    fn drop(&mut self) {
        // When it is set, it stays.
        let _ = self.0.set(None);
    }
}

/// Opens the vault at `root` as of a day.
pub fn open(root: &Path, as_of: Date, options: &Options<'_>) -> Result<Workspace, OpenError> {
    let settings::Settings { config, notices, key } = settings::read(root)?;
    let rules = Rules::new(&config);
    let cache = options.cache.map(|folder| match config.index {
        IndexLocation::Cache => folder.to_path_buf(),
        IndexLocation::Vault => cache::in_vault(root),
    });
    let opened = cache.as_deref().filter(|_| !options.rebuild).and_then(keeper::open);
    let first: OnceLock<Option<First>> = OnceLock::new();
    let walk = || {
        let _known = Known(&first);
        listed(root, &config, first.get_or_init(|| opened.as_ref()?.first(key)).as_ref())
    };
    let rest = || opened.as_ref()?.rest()?.with(first.wait().as_ref()?);
    // The walk begins first, so that what the rest waits for comes.
    let (mut found, kept) = rayon::join(walk, rest);
    let kept = kept.filter(|state| !options.whole || state.is_whole());
    drop((opened, first));
    let reader = Reader { root, config: &config, rules: &rules, odd: &found.odd };
    let before = kept.as_ref().map(identity_of);
    let mut fresh = match kept.and_then(|state| catch_up(state, &found, &reader, options)) {
        Some(fresh) if !fresh.state.is_damaged() => fresh,
        _ if found.unchanged.is_empty() => anew(&found, &reader, key, options),
        _ => anew(&listed(root, &config, None), &reader, key, options),
    };
    // The listing of a large vault is large, and has been compared.
    (found.folders, found.unchanged) = Default::default();
    let before = before.filter(|_| !options.rebuild);
    let keep = |state: Option<Arc<State>>| match (&cache, state) {
        (Some(folder), Some(state)) => Keeper::store(folder.clone(), state, before),
        _ => Keeper::default(),
    };
    let mut kept = before.filter(|_| fresh.kept.is_none()).unwrap_or(identity_of(&fresh.state));
    let mut keeper = keep(fresh.kept.take());
    if options.keep_all
        && keeper.finish() == Kept::Yes
        && let Some(state) = cache.as_deref().filter(|_| kept != before.unwrap_or_default()).and_then(|folder| load(folder, key))
    {
        // For the words that are built next: what is read piece by piece takes less room than what was just put together.
        fresh.state = Arc::new(state);
    }
    let mut day = day_of(&mut fresh.state, as_of, &reader);
    // An answer that lacks something is given again, but for those of commands that cannot be run again.
    if !day.as_ref().is_ok_and(|day| !options.whole || build::is_readable(&fresh.state, day)) {
        // Bytes that hold their checksum and cannot be read: the work of another program.
        fresh = anew(&listed(root, &config, None), &reader, key, options);
        kept = identity_of(&fresh.state);
        keeper = keep(fresh.kept.take());
        day = day_of(&mut fresh.state, as_of, &reader);
    }
    let day = day.map_err(|Unreadable| OpenError::SettingsUnreadable("the facts cannot be read back".to_owned()))?;
    let mut troubles = troubles(&fresh.state, &found);
    troubles.sort();
    let texts = Arc::new(Texts::new(root.to_path_buf(), found.odd.clone()));
    let loader = {
        let texts = Arc::clone(&texts);
        Box::new(move |path: &str| texts.facts(path))
    };
    let book = build::book(fresh.state, day, config, rules, fresh.notes, loader);
    Ok(Workspace {
        root: root.to_path_buf(),
        odd: found.odd,
        book,
        notices,
        troubles,
        cache,
        now: options.now,
        may_open_again: options.may_open_again,
        overtaken: Cell::new(false),
        kept,
        keep_all: options.keep_all,
        keeper,
        texts,
        shown: RefCell::default(),
    })
}

/// So few notes are rather read again the next time than all that is known be written anew.
const SMALL: usize = 24;

/// What tells a state from others.
fn identity_of(state: &State) -> (u64, u64) {
    (state.epoch, state.generation)
}

/// A state that knows what lies on the disk.
struct Fresh {
    state: Arc<State>,
    /// The state as it is to be kept, when it is another than the one that is.
    kept: Option<Arc<State>>,
    /// The notes by slot, when their facts will all be asked for.
    notes: Vec<Note>,
}

/// The files; folders in which nothing came or went since they were `known` are not listed again.
fn listed(root: &Path, config: &Config, known: Option<&First>) -> Found {
    let rules = walk::Rules {
        follow_symlinks: config.follow_symlinks,
        hides: &|path| config.ignore.hides(path),
        hides_folder: &|path| config.ignore.hides_folder(path),
        templates: config.templates.as_deref(),
    };
    let before = known.map(|first| Before::new(&first.places.folders, first.places.of_folders(), first.looked - GRANULE));
    listing::again(root, &rules, before.as_ref())
}

/// Reads every note.
fn anew(found: &Found, reader: &Reader<'_>, key: u64, options: &Options<'_>) -> Fresh {
    let read = || {
        let drafts = reader.watched(fresh::all(found), options.all_facts, options.progress);
        gather::build(drafts, reader.config, reader.rules, options.all_facts)
    };
    // Threads that end leave the memory they have freed to those that begin later: to the ones that index words.
    let (mut state, notes) = match rayon::ThreadPoolBuilder::new().build() {
        Ok(threads) => threads.install(read),
        Err(_) => read(),
    };
    state.epoch = RandomState::new().hash_one(options.now);
    state.settings = key;
    state.looked = options.now;
    state.folders = found.listed.clone();
    let state = Arc::new(state);
    Fresh { kept: Some(Arc::clone(&state)), state, notes }
}

/// Brings a state up to date; `None` when it is better made anew.
fn catch_up(mut state: State, found: &Found, reader: &Reader<'_>, options: &Options<'_>) -> Option<Fresh> {
    let Differences { touched, new, gone, listed, reordered } = fresh::compare(found, &state);
    let paths: Vec<String> = touched.iter().map(|(slot, _)| state.path_of(*slot).to_owned()).collect();
    if state.is_too_much(touched.len() + new.len() + gone.len()) && state.is_too_much(new.len() + gone.len()) {
        return None;
    }
    let hashes = reader.hashes(&paths);
    let mut changed: Vec<(u32, Wanted)> = Vec::new();
    let mut settled = false;
    for ((&(slot, stamp), hash), path) in touched.iter().zip(hashes).zip(paths) {
        let row = &mut state.rows[slot as usize];
        if hash == row.hash {
            // Other times, the same bytes; or it still cannot be read.
            settled |= row.stamp != stamp || !row.unsettled && stamp.newest() < options.now - GRANULE;
            row.stamp = stamp;
        } else {
            changed.push((slot, (path, stamp)));
        }
    }
    if state.is_too_much(changed.len() + new.len() + gone.len()) {
        return None;
    }
    let differing = new.len() + gone.len();
    let is_news = !(changed.is_empty() && new.is_empty() && gone.is_empty());
    let slots = state.rows.len() as u32;
    if is_news {
        let (numbers, wanted): (Vec<u32>, Vec<Wanted>) = changed.into_iter().unzip();
        let changed = numbers.into_iter().zip(reader.all(wanted)).collect();
        let clock = u64::try_from(options.now / 1000).unwrap_or(0);
        let news = News { changed, new: reader.all(new), gone, clock };
        let reread = |slots: &[u32], state: &State| reread(slots, state, reader);
        state.patch(news, &reread, reader.config, reader.rules)?;
    }
    debug_assert!(listed.iter().all(|&slot| (slot as usize) < state.rows.len() && (slot < slots || is_news)));
    state.listed = listed;
    let learnt = !is_news && fresh::saves_listing((&state.folders, state.looked), (&found.listed, options.now));
    state.folders = found.listed.clone();
    let is_small = !options.keep_all && !learnt && touched.len() + differing <= SMALL;
    if is_small || !(is_news || settled || reordered || learnt) {
        return Some(Fresh { state: Arc::new(state), kept: None, notes: Vec::new() });
    }
    state.looked = options.now;
    let state = Arc::new(state);
    Some(Fresh { kept: Some(Arc::clone(&state)), state, notes: Vec::new() })
}

/// Reads the notes in some slots again.
fn reread(slots: &[u32], state: &State, reader: &Reader<'_>) -> Vec<(u32, Draft)> {
    let wanted = slots.iter().map(|&slot| (state.path_of(slot).to_owned(), state.rows[slot as usize].stamp)).collect();
    slots.iter().copied().zip(reader.all(wanted)).collect()
}

/// What a state says on a day, with ranges of days that are under way counted on it.
fn day_of(state: &mut Arc<State>, as_of: Date, reader: &Reader<'_>) -> Result<build::Day, Unreadable> {
    if state.ranges.iter().any(|(_, first, last)| *first <= as_of && as_of < *last) {
        let reread = |slots: &[u32], state: &State| reread(slots, state, reader);
        Arc::make_mut(state).count_ranges(as_of, &reread, reader.config, reader.rules);
    }
    build::day(state, as_of)
}

fn troubles(state: &State, found: &Found) -> Vec<Trouble> {
    let walked =
        found.troubles.iter().map(|trouble| Trouble { path: trouble.path.clone(), message: trouble.message.clone(), not_text: false });
    let unread = state.troubles().into_iter().map(|(path, message, not_text)| Trouble { path, message, not_text });
    walked.chain(unread).collect()
}

/// The file at a path from the root, whose name may be none of UTF-8.
fn file_of(root: &Path, odd: &[(String, PathBuf)], path: &str) -> PathBuf {
    let named = odd.iter().find(|(shown, _)| shown == path).map(|(_, path)| path.clone());
    named.unwrap_or_else(|| root.join(path))
}

impl Workspace {
    /// The text of a note, read when it is first asked for; empty when it can no longer be read.
    pub fn text(&self, note: u32) -> Rc<str> {
        self.shown
            .borrow_mut()
            .entry(note)
            .or_insert_with(|| self.texts.get(self.book.path(note)).map_or_else(|_| Rc::from(""), |text| Rc::from(&*text)))
            .clone()
    }

    /// The state of all notes, read anew.
    fn anew(&self) -> State {
        let found = listed(&self.root, &self.book.config, None);
        let reader = Reader { root: &self.root, config: &self.book.config, rules: &self.book.rules, odd: &found.odd };
        gather::build(vec![reader.all(fresh::all(&found))], reader.config, reader.rules, false).0
    }

    /// Whether something that was kept turned out to be damaged while the answer was given: the answer may lack it.
    pub fn is_damaged(&self) -> bool {
        self.book.state().is_damaged()
    }

    /// Whether another process kept something else meanwhile, so that the answer was not given: it is to be asked for again.
    pub fn was_overtaken(&self) -> bool {
        self.overtaken.get()
    }

    /// Waits until what is known is kept for the next run.
    pub fn finish(&self) -> Kept {
        self.keeper.finish()
    }
}
