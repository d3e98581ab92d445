//! The full-text index by itself: what it finds, that its history leaves no trace, and what it does when its files are not what it wrote.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use vault::index::{Error, Hit, Mark, Reader, SMALL_HEAP, Writer, discard, discard_others, folder_name};

const MARK: Mark = Mark { epoch: 7, generation: 1 };

/// A note by hand: its names and its text.
type Written = (&'static [&'static str], &'static str);

const NOTES: &[Written] = &[
    (&["Ana Diaz", "Anita"], "# Ana Diaz\n- 2026-05-02 coffee by the river with Björn"),
    (&["Björn Müller"], "email: bjorn.mueller@example.com\nLunch by the river. The coffee was cold."),
    (&["José García"], "Met Ana once. River walks; river, river!"),
    (&["山田太郎"], "東京都に住んでいる。京都が好き。"),
    (&["Hannah Weber"], "works at A社 in 川崎, phone 0049 12345"),
];

struct Folder {
    _outer: tempfile::TempDir,
    path: PathBuf,
}

fn folder() -> Folder {
    let outer = tempfile::tempdir().unwrap();
    let path = outer.path().join("cache").join(folder_name());
    Folder { _outer: outer, path }
}

fn fresh(path: &Path) -> Writer {
    Writer::open(path, true, 1, SMALL_HEAP).unwrap()
}

fn again(path: &Path) -> Writer {
    Writer::open(path, false, 1, SMALL_HEAP).unwrap()
}

fn put_all(writer: Writer, notes: &[Written]) -> Reader {
    for (slot, (names, text)) in (0..).zip(notes) {
        writer.put(slot, names, text).unwrap();
    }
    with_texts(writer.commit(MARK).unwrap())
}

/// A reader of [`NOTES`] with their texts at hand.
fn with_texts(reader: Reader) -> Reader {
    reader.reading(Box::new(|slot| NOTES[slot as usize].1.to_owned()))
}

fn memory() -> Writer {
    Writer::in_memory(1, SMALL_HEAP).unwrap()
}

fn sample() -> Reader {
    put_all(memory(), NOTES)
}

fn slots(hits: &[Hit]) -> Vec<u32> {
    hits.iter().map(|hit| hit.slot).collect()
}

/// `word`, `"a phrase"`, `prefix*`, `near~`.
fn ask(reader: &Reader, question: &str) -> Vec<Hit> {
    let answer = if let Some(prefix) = question.strip_suffix('*') {
        reader.prefix(prefix)
    } else if let Some(near) = question.strip_suffix('~') {
        reader.near(near).map(|near| near.hits)
    } else if question.starts_with('"') {
        reader.phrase(question)
    } else {
        reader.word(question)
    };
    answer.unwrap()
}

#[track_caller]
fn finds(question: &str, expected: &[u32]) {
    assert_eq!(slots(&ask(&sample(), question)), expected, "{question}");
}

#[test]
fn words_are_found_in_names_and_text_in_any_spelling() {
    finds("ana", &[0, 2]);
    finds("ANA", &[0, 2]);
    finds("jose", &[2]);
    finds("José", &[2]);
    for question in ["müller", "muller", "mueller", "Mu\u{308}ller"] {
        finds(question, &[1]);
    }
    finds("björn", &[0, 1]);
    finds("bjoern", &[0, 1]);
    finds("tea", &[]);
    finds("", &[]);
    finds("!?", &[]);
}

#[test]
fn counts_and_lengths_are_those_of_the_note() {
    let reader = sample();
    let river: Vec<(u32, u32, u32)> = ask(&reader, "river").iter().map(|hit| (hit.slot, hit.names, hit.text)).collect();
    assert_eq!(river, [(0, 0, 1), (1, 0, 1), (2, 0, 3)]);
    // Met Ana once River walks river river
    assert_eq!(ask(&reader, "garcia"), [Hit { slot: 2, names: 1, text: 0, name_words: 2, text_words: 7 }]);
    // `Ana Diaz` once in the names, once in the text; the names are three words together.
    let ana = ask(&reader, "ana")[0];
    assert_eq!((ana.names, ana.text, ana.name_words), (1, 1, 3));
}

#[test]
fn phrases_stand_together_and_within_one_name() {
    finds("\"by the river\"", &[0, 1]);
    finds("\"the coffee\"", &[1]);
    finds("\"coffee the\"", &[]);
    finds("\"river river\"", &[2]);
    finds("bjorn.mueller@example.com", &[1]);
    finds("\"ana diaz\"", &[0]);
    // The end of one name and the beginning of the next are no phrase, nor are a name and the text.
    finds("\"diaz anita\"", &[]);
    finds("\"anita ana\"", &[]);
    finds("\"2026-05-02\"", &[0]);
    finds("\"the riv*", &[0, 1]);
}

#[test]
fn beginnings_of_words_are_found() {
    finds("riv*", &[0, 1, 2]);
    finds("an*", &[0, 2]);
    finds("müll*", &[1]);
    finds("muel*", &[1]);
    finds("zz*", &[]);
}

#[test]
fn any_piece_of_a_text_without_spaces_is_found() {
    finds("東京", &[3]);
    finds("東京都", &[3]);
    finds("京都", &[3]);
    finds("都", &[3]);
    finds("太", &[3]);
    finds("田太郎", &[3]);
    finds("住んでいる", &[3]);
    finds("東都", &[]);
    finds("川", &[4]);
    finds("A社", &[4]);
    finds("B社", &[]);
    finds("東*", &[3]);
}

#[test]
fn one_typo_is_forgiven() {
    let reader = sample();
    for question in ["hanah", "hannahh", "hannha", "hannoh", "xannah", "annah"] {
        let near = reader.near(question).unwrap();
        assert_eq!((near.words, slots(&near.hits)), (vec!["hannah".to_owned()], vec![4]), "{question}");
    }
    finds("hanxa~", &[]);
    finds("coffe~", &[0, 1]);
    // `muller` and `mueller` are both near `mulller`, and are one note.
    assert_eq!(reader.near("muleller").unwrap().words, ["mueller"]);
    // A number is a number.
    finds("12346~", &[]);
    finds("12345~", &[4]);
    // Pairs of characters are not letters to be mistaken.
    finds("東都~", &[]);
}

#[test]
fn only_words_that_notes_hold_now_are_near() {
    let folder = folder();
    put_all(fresh(&folder.path), NOTES);
    let writer = again(&folder.path);
    writer.delete(4).unwrap();
    let reader = writer.commit(MARK).unwrap();
    let near = reader.near("hanah").unwrap();
    assert_eq!((near.words, near.hits), (Vec::new(), Vec::new()));
    assert_eq!((reader.documents(), slots(&reader.all().unwrap())), (4, vec![0, 1, 2, 3]));
}

#[test]
fn a_folder_and_memory_answer_alike_and_a_mark_is_kept() {
    let folder = folder();
    assert_eq!(Reader::open(&folder.path).err(), Some(Error::Absent));
    assert_eq!(Writer::open(&folder.path, false, 1, SMALL_HEAP).err(), Some(Error::Absent));
    put_all(fresh(&folder.path), NOTES);
    let (kept, memory) = (with_texts(Reader::open(&folder.path).unwrap()), sample());
    for question in QUESTIONS {
        assert_eq!(ask(&kept, question), ask(&memory, question), "{question}");
    }
    assert_eq!((kept.mark(), memory.mark()), (Some(MARK), Some(MARK)));
    assert!(kept.bytes() > 0 && memory.bytes() == 0);
    kept.verify().unwrap();
    memory.verify().unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&folder.path).unwrap().permissions().mode() & 0o777, 0o700);
    }
}

const QUESTIONS: &[&str] =
    &["ana", "river", "\"by the river\"", "riv*", "müller", "東京", "都", "hanah~", "cofee~", "2026", "note", "\"note four\"", "wor*"];

/// Answers to everything, as far as they depend on the notes.
fn answers(reader: &Reader) -> Vec<Vec<Hit>> {
    let mut answers: Vec<Vec<Hit>> = QUESTIONS.iter().map(|question| ask(reader, question)).collect();
    answers.push(reader.all().unwrap());
    answers
}

#[test]
fn history_leaves_no_trace_and_no_duplicates() {
    const WORDS: [&str; 8] = ["river", "ana", "note four", "coffee", "by the river", "words hannah", "東京都", "Müller 2026"];
    let folder = folder();
    let mut notes: BTreeMap<u32, String> = BTreeMap::new();
    let mut random: u64 = 42;
    let mut next = |below: u64| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) % below
    };
    drop(fresh(&folder.path).commit(MARK).unwrap());
    for round in 0..12 {
        let writer = again(&folder.path);
        for _ in 0..=next(4) {
            let slot = next(12) as u32;
            if next(4) == 0 {
                writer.delete(slot).unwrap();
                notes.remove(&slot);
            } else {
                let text: Vec<&str> = (0..1 + next(5)).map(|_| WORDS[next(8) as usize]).collect();
                writer.put(slot, &["Ana", "Note Four"], &text.join(" ")).unwrap();
                notes.insert(slot, text.join(" "));
            }
        }
        let texts = || {
            let notes = notes.clone();
            Box::new(move |slot| notes.get(&slot).cloned().unwrap_or_default())
        };
        let edited = writer.commit(Mark { epoch: 7, generation: round }).unwrap().reading(texts());
        let anew = memory();
        for (slot, text) in notes.iter().rev() {
            anew.put(*slot, &["Ana", "Note Four"], text).unwrap();
        }
        let anew = anew.commit(MARK).unwrap().reading(texts());
        assert_eq!(answers(&edited), answers(&anew), "round {round}");
        assert_eq!(slots(&edited.all().unwrap()), notes.keys().copied().collect::<Vec<_>>());
    }
}

#[test]
fn many_small_changes_leave_few_segments_and_files() {
    let folder = folder();
    put_all(fresh(&folder.path), NOTES);
    for round in 0..40 {
        let writer = again(&folder.path);
        writer.put(5 + round, &["Someone"], &format!("note number{round}")).unwrap();
        let reader = writer.commit(Mark { epoch: 7, generation: round.into() }).unwrap();
        assert!(reader.segments() <= 6, "{} segments after {round} changes", reader.segments());
    }
    let reader = Reader::open(&folder.path).unwrap();
    assert_eq!((reader.documents(), slots(&ask(&reader, "number39"))), (45, vec![44]));
    assert!(fs::read_dir(&folder.path).unwrap().count() <= 8 * 7 + 6);
}

#[test]
fn one_writer_at_a_time_and_readers_beside_it() {
    let folder = folder();
    put_all(fresh(&folder.path), NOTES);
    let writer = again(&folder.path);
    assert_eq!(writer.mark(), Some(MARK));
    assert_eq!(Writer::open(&folder.path, false, 1, SMALL_HEAP).err(), Some(Error::Busy));
    assert_eq!(Writer::open(&folder.path, true, 1, SMALL_HEAP).err(), Some(Error::Busy));
    assert_eq!(discard(&folder.path), Err(Error::Busy));
    writer.put(0, &["Ana"], "tea").unwrap();
    let beside = Reader::open(&folder.path).unwrap();
    assert_eq!(slots(&ask(&beside, "diaz")), [0]);
    let after = writer.commit(Mark { epoch: 7, generation: 2 }).unwrap();
    // What was opened before stays as it was.
    assert_eq!((slots(&ask(&beside, "diaz")), beside.mark()), (vec![0], Some(MARK)));
    assert_eq!((slots(&ask(&after, "diaz")), slots(&ask(&after, "tea"))), (vec![], vec![0]));
}

#[test]
fn readers_see_whole_commits_while_a_writer_goes_on() {
    let folder = folder();
    drop(put_all(fresh(&folder.path), NOTES));
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for generation in 2..30 {
                // A reader that has checked the files holds the lock for a moment to say so.
                let writer = loop {
                    match Writer::open(&folder.path, false, 1, SMALL_HEAP) {
                        Ok(writer) => break writer,
                        Err(error) => assert_eq!(error, Error::Busy),
                    }
                };
                writer.put(0, &[], &format!("generation{generation} river")).unwrap();
                writer.put(10 + generation, &[], &format!("generation{generation} river")).unwrap();
                writer.commit(Mark { epoch: 7, generation: generation.into() }).unwrap();
            }
            done.store(true, std::sync::atomic::Ordering::SeqCst);
        });
        while !done.load(std::sync::atomic::Ordering::SeqCst) {
            let reader = match Reader::open(&folder.path) {
                Ok(reader) => reader,
                Err(error) => panic!("{error}"),
            };
            let generation = u32::try_from(reader.mark().unwrap().generation).unwrap();
            if generation > 1 {
                assert_eq!(slots(&ask(&reader, &format!("generation{generation}"))), [0, 10 + generation]);
                assert_eq!(reader.documents(), NOTES.len() as u32 + generation - 1);
            }
        }
    });
}

#[test]
fn changes_from_several_threads_are_all_there() {
    let folder = folder();
    let writer = Writer::open(&folder.path, true, 2, 2 * SMALL_HEAP).unwrap();
    std::thread::scope(|scope| {
        for thread in 0..3 {
            let writer = &writer;
            scope.spawn(move || {
                for slot in (thread..300).step_by(3) {
                    writer.put(slot, &[], &format!("slot{slot} {}", "many words ".repeat(100))).unwrap();
                }
            });
        }
    });
    let reader = writer.commit(MARK).unwrap();
    assert_eq!(slots(&reader.all().unwrap()), (0..300).collect::<Vec<_>>());
    assert_eq!(slots(&ask(&reader, "slot217")), [217]);
}

#[test]
fn an_unfinished_writer_changes_nothing_and_its_rests_are_swept() {
    let folder = folder();
    put_all(fresh(&folder.path), NOTES);
    let writer = again(&folder.path);
    writer.delete(0).unwrap();
    drop(writer);
    fs::write(folder.path.join(".tmpAbCdEf"), "left").unwrap();
    let reader = Reader::open(&folder.path).unwrap();
    assert_eq!((reader.documents(), reader.mark()), (5, Some(MARK)));
    drop(again(&folder.path));
    assert!(!folder.path.join(".tmpAbCdEf").exists());
}

/// The files of the index, those of the lock apart.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_none_or(|extension| extension != "lock"));
    files.sort();
    files
}

fn set_time(path: &Path, seconds: u64) {
    let time = std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds);
    fs::File::options().append(true).open(path).unwrap().set_modified(time).unwrap();
}

#[test]
fn damage_is_noticed_or_does_not_matter() {
    let folder = folder();
    put_all(fresh(&folder.path), NOTES);
    let writer = again(&folder.path);
    writer.put(2, &["José"], "changed words by the river").unwrap();
    let expected = answers(&with_texts(writer.commit(Mark { epoch: 7, generation: 2 }).unwrap()));
    let (mut noticed, mut harmless) = (0, 0);
    for path in files(&folder.path) {
        let good = fs::read(&path).unwrap();
        let places = [0, good.len() / 4, good.len() / 2, good.len() * 3 / 4, good.len() - 1];
        let mut bad: Vec<Option<Vec<u8>>> = Vec::new();
        for place in places {
            let mut flipped = good.clone();
            flipped[place] ^= 0x41;
            bad.push(Some(flipped));
            bad.push(Some(good[..place].to_vec()));
        }
        bad.push(None);
        for bytes in bad {
            match &bytes {
                Some(bytes) => {
                    fs::write(&path, bytes).unwrap();
                    set_time(&path, 1_700_000_000);
                }
                None => fs::remove_file(&path).unwrap(),
            }
            match Reader::open(&folder.path) {
                Ok(reader) => {
                    harmless += 1;
                    assert_eq!(reader.mark(), Some(Mark { epoch: 7, generation: 2 }));
                    assert_eq!(answers(&with_texts(reader)), expected, "{}", path.display());
                }
                Err(Error::Broken(_) | Error::Absent) => noticed += 1,
                Err(other) => panic!("{}: {other}", path.display()),
            }
            fs::write(&path, &good).unwrap();
        }
    }
    assert!(noticed > 40 && harmless > 0, "{noticed} noticed, {harmless} harmless");
    assert_eq!(answers(&with_texts(Reader::open(&folder.path).unwrap())), expected);
}

#[test]
fn files_of_an_earlier_run_of_the_system_are_checked_whatever_their_time() {
    let folder = folder();
    put_all(fresh(&folder.path), NOTES);
    let path = files(&folder.path).into_iter().find(|path| path.extension().is_some_and(|extension| extension == "idx")).unwrap();
    let time = fs::metadata(&path).unwrap().modified().unwrap();
    // What a loss of power leaves: a file of the right size and time, without its bytes.
    let good = fs::read(&path).unwrap();
    fs::write(&path, vec![0; good.len()]).unwrap();
    fs::File::options().append(true).open(&path).unwrap().set_modified(time).unwrap();
    let stamps = folder.path.join("stamps");
    let written = fs::read_to_string(&stamps).unwrap();
    fs::write(&stamps, written.replacen("run ", "run 0", 1)).unwrap();
    assert!(matches!(Reader::open(&folder.path), Err(Error::Broken(_))));
    // Undamaged, they are checked once and written down anew.
    fs::write(&path, good).unwrap();
    set_time(&path, 1_700_000_000);
    assert_eq!(Reader::open(&folder.path).unwrap().documents(), 5);
    let anew = fs::read_to_string(&stamps).unwrap();
    assert!(anew != written && anew.starts_with(written.lines().next().unwrap()));
}

#[test]
fn a_foreign_or_damaged_folder_is_dropped_and_built_anew() {
    let folder = folder();
    put_all(fresh(&folder.path), NOTES);
    fs::write(folder.path.join("meta.json"), "{}").unwrap();
    assert!(matches!(Reader::open(&folder.path), Err(Error::Broken(_))));
    assert!(matches!(Writer::open(&folder.path, false, 1, SMALL_HEAP), Err(Error::Broken(_))));
    discard(&folder.path).unwrap();
    assert!(!folder.path.exists());
    assert_eq!(discard(&folder.path), Ok(()));
    // A file where the folder should be.
    fs::write(&folder.path, "x").unwrap();
    let reader = put_all(fresh(&folder.path), NOTES);
    assert_eq!(slots(&ask(&reader, "jose")), [2]);
}

#[test]
fn indexes_of_other_versions_are_cleared_away() {
    let folder = folder();
    put_all(fresh(&folder.path), NOTES);
    let beside = folder.path.with_file_name("words-0-0.1");
    fs::create_dir(&beside).unwrap();
    let not_ours = folder.path.with_file_name("facts");
    fs::create_dir(&not_ours).unwrap();
    discard_others(&folder.path);
    assert!(!beside.exists() && not_ours.exists());
    assert_eq!(Reader::open(&folder.path).unwrap().documents(), 5);
}

#[test]
fn the_words_of_dates_are_found_alone_and_in_phrases() {
    let writer = memory();
    writer.put(0, &[], "2026-05-02 tea; 2026/05/17, 05-02 and 10:30").unwrap();
    writer.put(1, &[], "2025-05-05 call 2026").unwrap();
    writer.put(2, &[], "05 02 2026 05").unwrap();
    let reader = writer.commit(MARK).unwrap();
    let counts = |hits: Vec<Hit>| hits.iter().map(|hit| (hit.slot, hit.text)).collect::<Vec<_>>();
    let found = |text: &str| counts(reader.phrase(text).unwrap());
    assert_eq!(found("2026"), [(0, 2), (1, 1), (2, 1)]);
    assert_eq!(found("05"), [(0, 3), (1, 2), (2, 2)]);
    assert_eq!(found("02"), [(0, 2), (2, 1)]);
    assert_eq!(found("2026-05-02"), [(0, 1)]);
    assert_eq!(found("2026-05"), [(0, 2), (2, 1)]);
    assert_eq!(found("05-02"), [(0, 2), (2, 1)]);
    assert_eq!(found("05-05"), [(1, 1)]);
    assert_eq!(found("02 tea"), [(0, 1)]);
    assert_eq!(found("tea 2026 05"), [(0, 1)]);
    assert_eq!(found("17 05"), [(0, 1)]);
    assert_eq!(found("05 call"), [(1, 1)]);
    assert_eq!(found("10:30"), [(0, 1)]);
    assert!(found("02 05").is_empty());
    assert_eq!(counts(reader.prefix("0").unwrap()), [(0, 5), (1, 2), (2, 3)]);
    assert_eq!(counts(reader.prefix("2026 0").unwrap()), [(0, 2), (2, 1)]);
    // Each word of a date counts to the length of the text.
    assert_eq!(reader.phrase("call").unwrap().iter().map(|hit| hit.text_words).collect::<Vec<_>>(), [5]);
}
