//! The facts file is a cache: with it, without it, and after any change to the notes, every answer has the same bytes.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::support::{Output, copy_folder, repository, run_later, run_with};

/// A vault and a cache folder beside it.
struct Cached {
    place: tempfile::TempDir,
    day: &'static str,
}

impl Cached {
    /// A copy of a folder of notes.
    fn copy(of: &Path) -> Cached {
        let place = tempfile::tempdir().unwrap();
        copy_folder(of, &place.path().join("vault"));
        Cached { place, day: "2026-11-23" }
    }

    fn root(&self) -> PathBuf {
        self.place.path().join("vault")
    }

    fn cache(&self) -> PathBuf {
        self.place.path().join("cache")
    }

    /// The facts file, when there is one.
    fn facts(&self) -> Option<PathBuf> {
        let vaults = self.cache().join("vault");
        let folder = fs::read_dir(vaults).ok()?.flatten().next()?;
        Some(folder.path().join("facts")).filter(|path| path.exists())
    }

    fn run(&self, arguments: &[&str], cached: bool) -> Output {
        run_with(&self.root(), arguments, Some(self.day), cached.then(|| self.cache()).as_deref())
    }

    /// Holds an answer from the cache against the one from the notes.
    fn same(&self, arguments: &[&str], after: &str) {
        let told = |output: &Output| format!("{}\n{}\n{}", output.status, output.stderr, output.stdout);
        let (with, without) = (self.run(arguments, true), self.run(arguments, false));
        if told(&with) != told(&without) {
            let differing = told(&with)
                .lines()
                .zip(told(&without).lines())
                .find(|(one, other)| one != other)
                .map(|(one, other)| format!("{one}\n{other}"));
            panic!("vault {} after {after}: with and without index:\n{}", arguments.join(" "), differing.unwrap_or_default());
        }
    }
}

/// A small generator of numbers that look random (Knuth's MMIX constants).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }

    fn pick<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        &from[self.below(from.len())]
    }
}

/// The notes below a folder, sorted.
fn notes(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if path.is_dir() && !hidden {
            found.extend(notes(&path));
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
    found.sort();
    found
}

const NAMES: &[&str] = &["Ana Diaz", "Bo", "José Müller", "Theo Lindgren", "Aisha Bello", "Imogen Clarke", "Zoë"];

/// Changes something in a vault, and says what.
fn change(root: &Path, dice: &mut Dice) -> String {
    let all = notes(root);
    let note = dice.pick(&all).clone();
    let name = *dice.pick(NAMES);
    let other = *dice.pick(NAMES);
    let day = format!("2026-{:02}-{:02}", 1 + dice.below(12), 1 + dice.below(28));
    let said = |what: &str, path: &Path| format!("{what} {}", path.strip_prefix(root).unwrap_or(path).display());
    let append = |path: &Path, line: &str| {
        let mut text = fs::read(path).unwrap();
        text.extend_from_slice(line.as_bytes());
        fs::write(path, text).unwrap();
    };
    match dice.below(16) {
        0 | 1 => {
            append(&note, &format!("\n- {day} call: about [[{name}]] and [[{other}]]\n"));
            said("a dated line in", &note)
        }
        2 => {
            append(&note, &format!("\n- [ ] send [[{name}]] the deck 📅 {day}\n"));
            said("a task in", &note)
        }
        3 => {
            let path = root.join("People").join(format!("{name}.md"));
            fs::write(&path, format!("---\naliases: [{other}]\ncadence: 2 weeks\nbirthday: {day}\n---\n# {name}\n\n- {day} lunch\n"))
                .unwrap();
            said("a person", &path)
        }
        4 => {
            let path = root.join("Daily").join(format!("{day}.md"));
            fs::create_dir_all(root.join("Daily")).unwrap();
            fs::write(&path, format!("- coffee with [[{name}]]\n- [x] call [[{other}]] ✅ {day}\n")).unwrap();
            said("a day", &path)
        }
        5 => {
            let path = root.join("Meetings").join(format!("{day} Fair.md"));
            fs::create_dir_all(root.join("Meetings")).unwrap();
            // Under way on the day asked for, now and then.
            fs::write(&path, format!("---\ndate: 2026-11-20..2026-11-{}\nattendees: [{name}, \"[[{other}]]\"]\n---\n", 21 + dice.below(9)))
                .unwrap();
            said("an event", &path)
        }
        6 if all.len() > 30 => {
            fs::remove_file(&note).unwrap();
            said("the deletion of", &note)
        }
        7 => {
            let to = note.with_file_name(format!("{name} {}.md", dice.below(5)));
            fs::rename(&note, &to).unwrap();
            format!("{} to {}", said("a move of", &note), to.display())
        }
        8 => {
            let lower = note.file_name().unwrap().to_string_lossy().to_lowercase();
            fs::rename(&note, note.with_file_name(lower)).unwrap();
            said("lower case for", &note)
        }
        9 => {
            let second = dice.pick(&all).clone();
            let aside = root.join("aside.md");
            fs::rename(&note, &aside).unwrap();
            if second != note {
                fs::rename(&second, &note).unwrap();
            }
            fs::rename(&aside, &second).unwrap();
            said("a swap of", &note)
        }
        10 => {
            let text = fs::read(&note).unwrap();
            fs::write(&note, text).unwrap();
            said("a touch of", &note)
        }
        11 => {
            // The same length within the same moment.
            let text = fs::read_to_string(&note).unwrap_or_default();
            fs::write(&note, text.replace("2026-10", "2026-09").replace("- [ ]", "- [x]")).unwrap();
            said("other digits in", &note)
        }
        12 => {
            let text = fs::read_to_string(&note).unwrap_or_default();
            fs::write(&note, text.replacen("---\n", &format!("---\ntags: [person]\nnickname: {name}\n"), 1)).unwrap();
            said("a nickname in", &note)
        }
        13 => {
            fs::write(&note, [b"broken \xff\xfe".as_slice(), &fs::read(&note).unwrap()].concat()).unwrap();
            said("bytes that are no text in", &note)
        }
        14 => {
            let settings = ["", "me = \"Bo\"\n", "[mentions]\ndaily = \"possible\"\n", "[cadence]\ndefault = \"monthly\"\n"];
            fs::create_dir_all(root.join(".vault")).unwrap();
            fs::write(root.join(".vault/config.toml"), dice.pick(&settings)).unwrap();
            "other settings".to_owned()
        }
        _ => {
            let folder = root.join(dice.pick(&["Team", "People/Close", "Notes"]));
            fs::create_dir_all(&folder).unwrap();
            let to = folder.join(note.file_name().unwrap());
            fs::rename(&note, &to).unwrap();
            format!("{} to {}", said("a move of", &note), to.display())
        }
    }
}

const QUESTIONS: &[&[&str]] = &[
    &["report", "--limit", "0"],
    &["list"],
    &["promises", "--all", "--format", "json"],
    &["agenda", "--format", "json"],
    &["why", "Bo"],
    &["show", "Aisha", "--format", "json"],
    &["check", "--format", "json"],
    &["check", "--summary"],
    &["why", "Theo", "--format", "json"],
    &["search", "harbour", "--format", "json"],
    &["who", "example"],
    &["in", "London"],
    &["report", "--format", "markdown", "--explain"],
    &["ledger"],
    &["graph", "--format", "json"],
];

#[test]
fn every_answer_is_the_same_after_each_of_two_hundred_changes() {
    let vault = Cached::copy(&repository().join("sample-vault"));
    let mut dice = Dice(20_261_123);
    let root = vault.root();
    for question in QUESTIONS {
        vault.same(question, "nothing");
    }
    for round in 0..200 {
        let what = format!("change {round}, {}", change(&root, &mut dice));
        vault.same(&["list", "--format", "json"], &what);
        vault.same(&["report", "--format", "json", "--limit", "0"], &what);
        vault.same(QUESTIONS[dice.below(QUESTIONS.len())], &what);
    }
}

/// Writes a vault of 120 people with aliases that some share, entries, links, tasks, a hundred days and thirty meetings.
fn generate(root: &Path) {
    let mut dice = Dice(42);
    let write = |path: String, text: String| {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let person = |number: usize| format!("Person {number:03}");
    for number in 0..120 {
        let (month, day) = (1 + dice.below(11), 1 + dice.below(28));
        let (friend, tier) = (person(dice.below(120)), ["A", "B", "C", "D"][dice.below(4)]);
        let mut text =
            format!("---\ntags: [person]\ntier: {tier}\naliases: [Nick {}]\n---\n# {}\n\n## Log\n\n", number % 80, person(number));
        for _ in 0..dice.below(6) {
            text += &format!("- 2026-{:02}-{:02} lunch with [[{friend}]]\n", 1 + dice.below(12), 1 + dice.below(28));
        }
        text += &format!("- [ ] send the list 📅 2026-{month:02}-{day:02}\n");
        write(format!("People/{}.md", person(number)), text);
    }
    for number in 0..100 {
        let line = format!("- call with [[{}]] and [[Nick {}]]\n", person(dice.below(120)), dice.below(80));
        write(format!("Daily/2026-{:02}-{:02}.md", 1 + number / 10, 1 + number % 10), line);
    }
    for number in 0..30 {
        let (one, other) = (person(dice.below(120)), person(dice.below(120)));
        write(
            format!("Meetings/Talk {number}.md"),
            format!("---\ndate: 2026-{:02}-15\nattendees: [\"[[{one}]]\", {other}]\n---\n", 1 + number % 12),
        );
    }
}

#[test]
fn every_answer_of_a_generated_vault_is_the_same_after_each_of_two_hundred_changes() {
    let place = tempfile::tempdir().unwrap();
    fs::create_dir_all(place.path().join("vault/.vault")).unwrap();
    let vault = Cached { place, day: "2026-11-23" };
    let root = vault.root();
    generate(&root);
    let questions: [&[&str]; 5] = [
        &["promises", "--all", "--format", "json"],
        &["why", "Person 007"],
        &["search", "lunch", "--limit", "5"],
        &["agenda"],
        &["show", "Person 011"],
    ];
    let mut dice = Dice(7);
    for round in 0..200 {
        let what = format!("change {round}, {}", change(&root, &mut dice));
        vault.same(&["report", "--format", "json", "--limit", "0"], &what);
        if round % 4 == 0 {
            vault.same(questions[round / 4 % questions.len()], &what);
        }
    }
}

/// Sets the times of all folders and notes back, so that every change after it is seen in them.
fn age(folder: &Path) {
    let past = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for entry in fs::read_dir(folder).unwrap().flatten().filter(|entry| !entry.file_name().to_string_lossy().starts_with('.')) {
        if entry.path().is_dir() { age(&entry.path()) } else { File::open(entry.path()).unwrap().set_modified(past).unwrap() }
    }
    File::open(folder).unwrap().set_modified(past).unwrap();
}

#[test]
#[cfg(unix)]
fn folders_that_are_not_listed_again_hide_no_change() {
    let place = tempfile::tempdir().unwrap();
    fs::create_dir_all(place.path().join("vault/.vault")).unwrap();
    let vault = Cached { place, day: "2026-11-23" };
    generate(&vault.root());
    let question = ["report", "--format", "json", "--limit", "0"];
    let later = |cache: Option<PathBuf>| run_later(&vault.root(), &question, Some(vault.day), cache.as_deref()).stdout;
    let mut dice = Dice(11);
    for round in 0..120 {
        age(&vault.root());
        later(Some(vault.cache()));
        let what = change(&vault.root(), &mut dice);
        assert_eq!(later(Some(vault.cache())), later(None), "change {round}, {what}");
    }
}

#[test]
fn another_day_is_answered_from_the_same_facts() {
    let mut vault = Cached::copy(&repository().join("sample-vault"));
    fs::write(vault.root().join("Meetings/Fair.md"), "---\ndate: 2026-11-20..2026-11-26\npeople: [Theo Lindgren]\n---\n").unwrap();
    for day in ["2026-11-23", "2025-01-01", "2026-11-19", "2026-11-20", "2026-11-25", "2026-11-26", "2027-06-01", "2026-11-23"] {
        vault.day = day;
        for question in QUESTIONS {
            vault.same(question, day);
        }
    }
}

#[test]
fn a_note_changed_within_one_tick_of_the_clock_is_seen() {
    let vault = Cached::copy(&repository().join("sample-vault"));
    let note = vault.root().join("People/Bo.md");
    for day in 10..40 {
        fs::write(&note, format!("# Bo\n\n- 2026-09-{:02} call\n", 1 + day % 20)).unwrap();
        vault.same(&["why", "Bo"], "a change");
    }
}

#[test]
fn damaged_facts_are_never_believed() {
    let vault = Cached::copy(&repository().join("sample-vault"));
    let question = ["report", "--format", "json", "--limit", "0"];
    let right = vault.run(&question, false).stdout;
    let mut dice = Dice(7);
    for round in 0..120 {
        assert_eq!(vault.run(&question, true).stdout, right);
        let facts = vault.facts().expect("the facts are kept");
        let mut bytes = fs::read(&facts).unwrap();
        let at = dice.below(bytes.len());
        match round % 6 {
            0 => bytes.truncate(at),
            1 => bytes[at] ^= 1 << dice.below(8),
            2 => bytes[at..].fill(0),
            3 => bytes.extend_from_slice(b"more"),
            4 => bytes = b"no facts at all".to_vec(),
            _ => {
                fs::remove_file(&facts).unwrap();
                continue;
            }
        }
        fs::write(&facts, bytes).unwrap();
        let output = vault.run(&question, true);
        assert_eq!((output.stdout.as_str(), output.stderr.as_str(), output.status), (right.as_str(), "", 0), "damage {round} at {at}");
    }
}

#[cfg(unix)]
#[test]
fn what_cannot_be_kept_is_said_and_the_answer_is_right() {
    use std::os::unix::fs::PermissionsExt;
    let vault = Cached::copy(&repository().join("sample-vault"));
    let right = vault.run(&["report"], false).stdout;
    // A file where the folder should be: no right of any user helps against that.
    fs::write(vault.cache(), "").unwrap();
    let output = vault.run(&["report"], true);
    assert_eq!((output.stdout.as_str(), output.status), (right.as_str(), 0));
    assert_eq!(output.stderr.lines().filter(|line| line.starts_with("warning:")).count(), 1, "{}", output.stderr);
    assert_eq!(vault.run(&["report", "--quiet"], true).stderr, "");
    fs::remove_file(vault.cache()).unwrap();
    assert_eq!(vault.run(&["report"], true).stderr, "");
    let facts = vault.facts().unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&facts), mode(facts.parent().unwrap())), (0o600, 0o700));
}

#[test]
fn what_is_known_of_a_day_is_the_same_in_whatever_order_it_came() {
    let vault = Cached::copy(&repository().join("sample-vault"));
    // Of one day one note counts, the other is only seen.
    let (day, journal) = (vault.root().join("Daily/2026-09-14.md"), vault.root().join("Journal.md"));
    for round in 0..2 {
        for (path, line) in [(&day, "- coffee with [[Bo]]\n"), (&journal, "- 2026-09-14 lunch with [[Bo]]\n")] {
            fs::write(path, format!("{line}\nround {round}\n")).unwrap();
            vault.run(&["report"], true);
            let verified = vault.run(&["index", "--verify"], true);
            assert_eq!(verified.status, 0, "round {round}, {}: {}", path.display(), verified.stdout);
        }
    }
}

#[test]
fn a_note_that_still_cannot_be_read_is_no_news() {
    let vault = Cached::copy(&repository().join("sample-vault"));
    // Above the most bytes a note may have; it has none on the disk.
    let large = File::create(vault.root().join("People/Large.md")).unwrap();
    large.set_len(70 << 20).unwrap();
    assert_eq!(vault.run(&["report"], true).status, 2);
    let facts = || fs::read(vault.facts().unwrap()).unwrap();
    let before = facts();
    vault.same(&["report"], "a note too large");
    assert!(facts() == before, "nothing has changed, and other facts are kept");
    large.set_len(0).unwrap();
    vault.same(&["report"], "a note that can be read again");
    assert_eq!(vault.run(&["report"], true).status, 0);
}
