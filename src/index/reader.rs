//! Opens the index and asks it. Every answer holds the notes that are there now, sorted by slot, and is the same however the index came about.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use tantivy::{Index, IndexMeta, ReloadPolicy, Searcher};
use xxhash_rust::xxh3::xxh3_64;

use super::directory::Folder;
use super::hits::{self, Hit, Piece};
use super::schema::adopt;
use super::trouble::{Error, guard};
use super::typo::Near as NearWord;
use super::{Mark, Texts, folder, phrase, stamps};
use crate::base::words::query_forms;

/// How often opening is tried again when another process commits in between.
const TRIES: u32 = 20;

/// An index as it was when it was opened.
pub struct Reader {
    index: Index,
    searcher: Searcher,
    meta: IndexMeta,
    mark: Option<Mark>,
    folder: Option<PathBuf>,
    texts: Option<Texts>,
    /// All segments, those of what lies over it too.
    pieces: Vec<Piece>,
}

/// What is spelled nearly as the word asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Near {
    /// The folded words taken for it, sorted.
    pub words: Vec<String>,
    /// The notes that hold one of them.
    pub hits: Vec<Hit>,
}

impl Reader {
    /// Opens the index in `folder`. Its files must be those that were written, or have the right checksums.
    pub fn open(folder: &Path) -> Result<Reader, Error> {
        if !folder.join("meta.json").exists() {
            return Err(Error::Absent);
        }
        guard(|| {
            let index = Index::open(Folder::open(folder)?)?;
            adopt(&index)?;
            let trusted = check(&index, folder)?;
            let reader = Reader::of(index, Some(folder.to_owned()))?;
            if !trusted {
                stamps::verify_counts(reader.searcher.segment_readers())?;
                reader.stamp(folder);
            }
            Ok(reader)
        })
    }

    /// The index as it is now, its mark and its notes of one commit.
    pub(super) fn of(index: Index, folder: Option<PathBuf>) -> Result<Reader, Error> {
        let mut meta = index.load_metas()?;
        for _ in 0..TRIES {
            let searcher = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?.searcher();
            let after = index.load_metas()?;
            if same(&meta, &after) {
                let mark = after.payload.as_deref().map(Mark::from_payload).transpose()?;
                let pieces = Piece::of(&searcher, &BTreeSet::new())?;
                return Ok(Reader { index, searcher, meta: after, mark, folder, texts: None, pieces });
            }
            meta = after;
        }
        Err(Error::Busy)
    }

    /// With the texts at hand: a phrase with a common word in it is looked for in those that hold its other words.
    pub fn reading(self, texts: Texts) -> Reader {
        Reader { texts: Some(texts), ..self }
    }

    /// With newer words of some notes in their place: `changed` are the slots of notes that changed, came or went, `newer` holds those of them
    /// that are there. What lies in the folder stays as it is.
    pub fn under(self, newer: &Reader, changed: &BTreeSet<u32>) -> Result<Reader, Error> {
        guard(|| {
            let mut pieces = Piece::of(&self.searcher, changed)?;
            pieces.extend(Piece::of(&newer.searcher, &BTreeSet::new())?);
            Ok(Reader { pieces, ..self })
        })
    }

    /// How far it has come; nothing when nothing was committed.
    pub fn mark(&self) -> Option<Mark> {
        self.mark
    }

    /// How many pieces the index is in.
    pub fn segments(&self) -> usize {
        self.searcher.segment_readers().len()
    }

    /// How many notes it holds.
    pub fn documents(&self) -> u32 {
        self.pieces.iter().map(Piece::documents).sum()
    }

    /// How many bytes it takes on the disk.
    pub fn bytes(&self) -> u64 {
        self.folder.as_deref().map_or(0, folder::bytes)
    }

    /// Reads all of it and compares every file with its checksum.
    pub fn verify(&self) -> Result<(), Error> {
        guard(|| {
            if self.folder.is_some() {
                stamps::verify_files(&self.index, &self.meta)?;
            }
            stamps::verify_counts(self.searcher.segment_readers())
        })
    }

    /// The notes that hold a word; one of several parts (`ana@example.com`, `東京都`) as a phrase.
    pub fn word(&self, word: &str) -> Result<Vec<Hit>, Error> {
        self.phrase(word)
    }

    /// The notes that hold these words one behind the other, in one name or in the text. None when there is no word in it.
    pub fn phrase(&self, text: &str) -> Result<Vec<Hit>, Error> {
        let forms = query_forms(text);
        guard(|| phrase::find(&self.pieces, &forms, self.texts.as_ref()))
    }

    /// As [`Reader::phrase`], its last word being the beginning of one.
    pub fn prefix(&self, text: &str) -> Result<Vec<Hit>, Error> {
        let mut forms = query_forms(text);
        if let Some(last) = forms.last_mut() {
            last.prefix |= last.spaced;
        }
        guard(|| phrase::find(&self.pieces, &forms, self.texts.as_ref()))
    }

    /// The notes that hold the word or one that is a single typo from it: a letter more, less or changed, or two neighbours swapped. Numbers
    /// and words of several parts are taken as they are.
    pub fn near(&self, word: &str) -> Result<Near, Error> {
        let forms = query_forms(word);
        let [form] = forms.as_slice() else { return Ok(Near { words: Vec::new(), hits: self.phrase(word)? }) };
        if !form.spaced || form.text.chars().all(char::is_numeric) {
            return Ok(Near { words: Vec::new(), hits: self.phrase(word)? });
        }
        let automaton = NearWord::new(&form.text);
        let mut words = BTreeSet::new();
        let hits = guard(|| {
            hits::gather(&self.pieces, |piece, part, counts| {
                for field in part.fields() {
                    let inverted = piece.segment.inverted_index(field)?;
                    let mut terms = inverted.terms().search(&automaton).into_stream()?;
                    while terms.advance() {
                        let alive = hits::count_term(piece, &inverted, terms.value(), counts)?;
                        if alive && let Ok(term) = std::str::from_utf8(terms.key()) {
                            words.insert(term.to_owned());
                        }
                    }
                }
                Ok(())
            })
        })?;
        Ok(Near { words: words.into_iter().collect(), hits })
    }

    /// Every note.
    pub fn all(&self) -> Result<Vec<Hit>, Error> {
        guard(|| hits::all(&self.pieces))
    }

    pub(super) fn index(&self) -> Index {
        self.index.clone()
    }

    /// Writes down the files just checked, when nobody writes.
    fn stamp(&self, folder: &Path) {
        let Ok(_lock) = folder::lock(folder) else { return };
        if self.index.load_metas().is_ok_and(|meta| same(&meta, &self.meta)) {
            stamps::write(folder, &self.meta);
        }
    }
}

impl Mark {
    /// Two numbers and their sum, as the commit keeps them.
    pub(super) fn to_payload(self) -> String {
        let numbers = format!("{} {}", self.epoch, self.generation);
        format!("{numbers} {:016x}", xxh3_64(numbers.as_bytes()))
    }

    fn from_payload(payload: &str) -> Result<Mark, Error> {
        let mut numbers = payload.split(' ').map(str::parse);
        let (Some(Ok(epoch)), Some(Ok(generation))) = (numbers.next(), numbers.next()) else {
            return Err(Error::Broken("its mark cannot be read".to_owned()));
        };
        let mark = Mark { epoch, generation };
        if mark.to_payload() == payload { Ok(mark) } else { Err(Error::Broken("its mark has a wrong checksum".to_owned())) }
    }
}

/// Sees that the files can be trusted: whether they are those written down; if not, their checksums are right.
fn check(index: &Index, folder: &Path) -> Result<bool, Error> {
    let mut meta = index.load_metas()?;
    for _ in 0..TRIES {
        if stamps::hold(folder, &meta) {
            return Ok(true);
        }
        let checked = stamps::verify_files(index, &meta);
        let after = index.load_metas()?;
        if same(&meta, &after) {
            return checked.map(|()| false);
        }
        // Another process has committed meanwhile, and may have removed what was to be checked.
        meta = after;
    }
    Err(Error::Busy)
}

fn same(one: &IndexMeta, other: &IndexMeta) -> bool {
    let ids = |meta: &IndexMeta| meta.segments.iter().map(|segment| (segment.id(), segment.delete_opstamp())).collect::<Vec<_>>();
    one.opstamp == other.opstamp && one.payload == other.payload && ids(one) == ids(other)
}
