//! `files::apply`, `files::journal` and `files::undo`: whatever fails, and whenever the process ends, a file holds its old bytes or its
//! new ones, and the journal tells which.

use std::cell::Cell;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use vault::base::change::{Change, Edit, FileChange};
use vault::base::span::Span;
use vault::files::apply::{Applied, NotApplied, apply, apply_with};
use vault::files::journal::{Journal, State};
use vault::files::step::Step;
use vault::files::undo::{Refused, Undone, Way, undo, undo_with};

use crate::support::{TODAY, day};

const ANA: &str = "---\ntags: [person]\n---\n# Ana\n";
const BO: &str = "Bo\r\nno last line";
const ANA_AFTER: &str = "---\ntags: [person]\ntier: A\n---\n# Ana\n";
const BO_AFTER: &str = "Bo Chen\r\nno last line";
const NEW: &str = "# New\n";

/// A vault of two notes and a cache folder beside it.
struct Fixture {
    folder: TempDir,
}

impl Fixture {
    fn new() -> Fixture {
        let fixture = Fixture { folder: tempfile::Builder::new().prefix("vault-apply-").tempdir().unwrap() };
        fs::create_dir_all(fixture.root().join("People")).unwrap();
        fixture.put("People/Ana.md", ANA);
        fixture.put("Bo.md", BO);
        fixture
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("notes")
    }

    fn journal(&self) -> Journal {
        Journal::new(&self.folder.path().join("cache"))
    }

    fn put(&self, path: &str, text: &str) {
        fs::write(self.root().join(path), text).unwrap();
    }

    fn text(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.root().join(path)).ok()
    }

    fn apply(&self, change: &Change) -> Result<Applied, NotApplied> {
        apply(&self.root(), change, &self.journal(), day(TODAY))
    }

    fn apply_with(&self, change: &Change, hook: &dyn Fn(Step, &str) -> io::Result<()>) -> Result<Applied, NotApplied> {
        apply_with(&self.root(), change, &self.journal(), day(TODAY), hook)
    }

    fn undo(&self) -> Result<Undone, Refused> {
        undo(&self.root(), &self.journal(), None, Way::Back)
    }

    fn redo(&self) -> Result<Undone, Refused> {
        undo(&self.root(), &self.journal(), None, Way::Again)
    }

    /// What the three files hold: `o` old, `n` new, `?` a third thing.
    fn state(&self) -> String {
        state(&self.root())
    }

    fn states(&self) -> Vec<State> {
        self.journal().entries().unwrap().iter().map(|entry| entry.state).collect()
    }
}

fn state(root: &Path) -> String {
    let text = |path: &str| fs::read_to_string(root.join(path)).ok();
    let one = |path: &str, old: Option<&str>, new: &str| match text(path) {
        now if now.as_deref() == old => 'o',
        Some(now) if now == new => 'n',
        _ => '?',
    };
    [one("People/Ana.md", Some(ANA), ANA_AFTER), one("Bo.md", Some(BO), BO_AFTER), one("Deep/Down/New.md", None, NEW)].iter().collect()
}

/// Sets a tier in Ana's note, writes Bo's family name and makes a new note two folders down.
fn change() -> Change {
    Change {
        title: "three files".to_owned(),
        files: vec![
            insert("People/Ana.md", ANA, ANA.find("---\n#").unwrap(), "tier: A\n"),
            insert("Bo.md", BO, 2, " Chen"),
            FileChange::Create { path: "Deep/Down/New.md".to_owned(), text: NEW.to_owned() },
        ],
    }
}

fn insert(path: &str, before: &str, at: usize, text: &str) -> FileChange {
    let edit = Edit { span: Span::new(at, at), text: text.to_owned() };
    FileChange::Modify { path: path.to_owned(), before: before.as_bytes().to_vec(), edits: vec![edit] }
}

fn only(file: FileChange) -> Change {
    Change { title: "one file".to_owned(), files: vec![file] }
}

/// Every file and folder below the root, so that nothing is left lying about.
fn names(root: &Path) -> Vec<String> {
    let mut names: Vec<String> = walkdir::WalkDir::new(root)
        .min_depth(1)
        .into_iter()
        .map(|entry| entry.unwrap().path().strip_prefix(root).unwrap().display().to_string())
        .collect();
    names.sort();
    names
}

#[test]
fn all_files_are_changed_taken_back_and_changed_again() {
    let fixture = Fixture::new();
    let applied = fixture.apply(&change()).unwrap();
    assert_eq!(applied.paths, ["People/Ana.md", "Bo.md", "Deep/Down/New.md"]);
    assert_eq!((fixture.state().as_str(), fixture.states()), ("nnn", vec![State::Done]));
    assert_eq!(names(&fixture.root()), ["Bo.md", "Deep", "Deep/Down", "Deep/Down/New.md", "People", "People/Ana.md"]);
    let undone = fixture.undo().unwrap();
    assert_eq!(undone.entry.title, "three files");
    let removed: Vec<&str> = undone.files.iter().filter(|file| file.to.is_none()).map(|file| file.path.as_str()).collect();
    assert_eq!(removed, ["Deep/Down/New.md"]);
    assert_eq!((fixture.state().as_str(), fixture.states()), ("ooo", vec![State::Undone]));
    assert_eq!(names(&fixture.root()), ["Bo.md", "People", "People/Ana.md"]);
    assert_eq!(fixture.undo(), Err(Refused::Nothing { number: None, way: Way::Back }));
    fixture.redo().unwrap();
    assert_eq!((fixture.state().as_str(), fixture.states()), ("nnn", vec![State::Done]));
    assert_eq!(fixture.redo(), Err(Refused::Nothing { number: None, way: Way::Again }));
}

#[test]
fn a_change_that_changes_nothing_writes_nothing() {
    let fixture = Fixture::new();
    let same = FileChange::Modify {
        path: "Bo.md".to_owned(),
        before: BO.into(),
        edits: vec![Edit { span: Span::new(0, 2), text: "Bo".to_owned() }],
    };
    assert_eq!(fixture.apply(&only(same)).unwrap(), Applied::default());
    assert_eq!(fixture.states(), []);
}

#[test]
fn a_file_that_differs_from_what_was_read_is_left_alone() {
    let fixture = Fixture::new();
    fixture.put("Bo.md", "somebody else was here");
    let error = fixture.apply(&change()).unwrap_err();
    assert_eq!(error.to_string(), "`Bo.md` was changed by another program meanwhile; nothing was changed");
    assert_eq!(error.hint(), Some("run the command again: it reads the note afresh"));
    assert_eq!((fixture.text("People/Ana.md").as_deref(), fixture.states()), (Some(ANA), vec![]));
    fs::remove_file(fixture.root().join("Bo.md")).unwrap();
    assert_eq!(fixture.apply(&change()).unwrap_err().to_string(), "`Bo.md` is no longer there; nothing was changed");
    assert_eq!(names(&fixture.root()), ["People", "People/Ana.md"]);
}

#[test]
fn a_new_file_never_overwrites() {
    let fixture = Fixture::new();
    let create = |path: &str| only(FileChange::Create { path: path.to_owned(), text: NEW.to_owned() });
    assert_eq!(fixture.apply(&create("Bo.md")).unwrap_err().to_string(), "`Bo.md` is already there; nothing was changed");
    // Another program makes the file at the last moment.
    let race = |step: Step, path: &str| {
        if step == Step::Rename {
            fixture.put(path, "theirs");
        }
        Ok(())
    };
    assert_eq!(fixture.apply_with(&create("Late.md"), &race).unwrap_err().to_string(), "`Late.md` is already there; nothing was changed");
    assert_eq!(fixture.text("Late.md").as_deref(), Some("theirs"));
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("nowhere.md", fixture.root().join("Link.md")).unwrap();
        assert_eq!(fixture.apply(&create("Link.md")).unwrap_err().to_string(), "`Link.md` is already there; nothing was changed");
    }
    fs::create_dir(fixture.root().join("Folder.md")).unwrap();
    assert!(fixture.apply(&create("Folder.md")).unwrap_err().to_string().contains("is already there"));
    assert!(fixture.apply(&create("Bo.md/Under.md")).is_err());
    assert_eq!(fixture.text("Bo.md").as_deref(), Some(BO));
}

#[test]
fn nothing_outside_the_vault_is_written() {
    let fixture = Fixture::new();
    let outside = fixture.folder.path().join("outside.md");
    fs::write(&outside, BO).unwrap();
    for path in ["../outside.md", "People/../../outside.md", "", "/outside.md", "./Bo.md/.."] {
        let error = fixture.apply(&only(insert(path, BO, 0, "x"))).unwrap_err().to_string();
        assert!(error.ends_with("leads out of the vault; nothing was changed"), "{path}: {error}");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&outside, fixture.root().join("Link.md")).unwrap();
        std::os::unix::fs::symlink(fixture.folder.path(), fixture.root().join("Up")).unwrap();
        for path in ["Link.md", "Up/outside.md"] {
            assert!(fixture.apply(&only(insert(path, BO, 0, "x"))).is_err(), "{path}");
        }
        assert!(fixture.apply(&only(FileChange::Create { path: "Up/New.md".to_owned(), text: String::new() })).is_err());
    }
    assert_eq!(fs::read_to_string(outside).unwrap(), BO);
    assert!(!fixture.folder.path().join("New.md").exists());
}

#[test]
fn edits_that_do_not_fit_are_refused() {
    let fixture = Fixture::new();
    let far = only(insert("Bo.md", BO, 999, "x"));
    assert_eq!(fixture.apply(&far).unwrap_err().to_string(), "the edits of `Bo.md` do not fit it; nothing was changed");
    let twice = Change { title: String::new(), files: vec![insert("Bo.md", BO, 0, "x"), insert("Bo.md", BO, 0, "y")] };
    assert!(fixture.apply(&twice).is_err());
    assert_eq!(fixture.state(), "ooo");
}

#[cfg(unix)]
#[test]
fn permissions_attributes_and_links_stay() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    let fixture = Fixture::new();
    let bo = fixture.root().join("Bo.md");
    fs::set_permissions(&bo, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("../Bo.md", fixture.root().join("People/Bo too.md")).unwrap();
    let attributes = rustix::fs::setxattr(&bo, "user.colour", b"blue", rustix::fs::XattrFlags::empty()).is_ok();
    fixture.apply(&only(insert("People/Bo too.md", BO, 2, " Chen"))).unwrap();
    assert_eq!(fixture.text("Bo.md").as_deref(), Some(BO_AFTER));
    assert!(fs::symlink_metadata(fixture.root().join("People/Bo too.md")).unwrap().is_symlink());
    assert_eq!(fs::metadata(&bo).unwrap().mode() & 0o7777, 0o640);
    if attributes {
        let mut value = [0; 16];
        let length = rustix::fs::getxattr(&bo, "user.colour", &mut value).unwrap();
        assert_eq!(&value[..length], b"blue");
    } else {
        eprintln!("skipped: no extended attributes here");
    }
    // A new file has the permissions any new file has.
    let plain = fixture.root().join("plain.md");
    fs::write(&plain, "").unwrap();
    fixture.apply(&only(FileChange::Create { path: "New.md".to_owned(), text: NEW.to_owned() })).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().mode() & 0o7777;
    assert_eq!(mode(&fixture.root().join("New.md")), mode(&plain));
    // The journal is the owner's alone.
    for entry in walkdir::WalkDir::new(fixture.folder.path().join("cache")) {
        let entry = entry.unwrap();
        let wanted = if entry.file_type().is_dir() { 0o700 } else { 0o600 };
        assert_eq!(mode(entry.path()), wanted, "{}", entry.path().display());
    }
}

#[cfg(unix)]
#[test]
fn a_read_only_file_is_left_alone() {
    use std::os::unix::fs::PermissionsExt;
    let fixture = Fixture::new();
    fs::set_permissions(fixture.root().join("Bo.md"), fs::Permissions::from_mode(0o444)).unwrap();
    let error = fixture.apply(&change()).unwrap_err();
    assert_eq!(error.to_string(), "`Bo.md` is read-only; nothing was changed");
    assert_eq!(fixture.state(), "ooo");
}

#[test]
fn an_undo_is_refused_for_a_file_changed_since() {
    let fixture = Fixture::new();
    fixture.apply(&change()).unwrap();
    fixture.put("Bo.md", "edited in Obsidian");
    let refused = fixture.undo().unwrap_err();
    assert_eq!(refused.to_string(), "`Bo.md` was changed since `three files`; nothing was taken back");
    assert_eq!(fixture.state(), "n?n");
    fs::remove_file(fixture.root().join("Bo.md")).unwrap();
    assert_eq!(fixture.undo().unwrap_err().to_string(), "`Bo.md` is gone since `three files`; nothing was taken back");
    // Changed while it is taken back.
    fixture.put("Bo.md", BO_AFTER);
    let race = |step: Step, path: &str| {
        if (step, path) == (Step::Rename, "People/Ana.md") {
            fixture.put("Bo.md", "at the last moment");
        }
        Ok(())
    };
    let refused = undo_with(&fixture.root(), &fixture.journal(), None, Way::Back, &race).unwrap_err();
    assert_eq!(refused.to_string(), "`Bo.md` was changed since `three files`; nothing was taken back");
    assert_eq!((fixture.state().as_str(), fixture.states()), ("n?n", vec![State::Done]));
    fixture.put("Bo.md", BO_AFTER);
    fixture.undo().unwrap();
    assert_eq!(fixture.state(), "ooo");
}

#[test]
fn a_later_change_of_the_same_file_is_named() {
    let fixture = Fixture::new();
    fixture.apply(&change()).unwrap();
    let later = Change { title: "later".to_owned(), files: vec![insert("Bo.md", BO_AFTER, 0, "Dr ")] };
    fixture.apply(&later).unwrap();
    let refused = undo(&fixture.root(), &fixture.journal(), Some(1), Way::Back).unwrap_err();
    assert_eq!(refused.to_string(), "`Bo.md` was changed since `three files`: by `later` (change 2); nothing was taken back");
    assert_eq!(refused.hint().as_deref(), Some("take that back first: `vault undo 2`"));
    let numbers = |fixture: &Fixture| fixture.journal().entries().unwrap().iter().map(|entry| entry.number).collect::<Vec<_>>();
    assert_eq!(numbers(&fixture), [2, 1]);
    assert_eq!((fixture.undo().unwrap().entry.number, fixture.undo().unwrap().entry.number), (2, 1));
    assert_eq!(fixture.state(), "ooo");
    assert_eq!((fixture.redo().unwrap().entry.number, fixture.redo().unwrap().entry.number), (1, 2));
    assert_eq!(fixture.text("Bo.md").as_deref(), Some("Dr Bo Chen\r\nno last line"));
}

#[test]
fn the_journal_is_bounded_by_number_size_and_age() {
    let fixture = Fixture::new();
    let root = fixture.root();
    for number in 0..205 {
        let path = format!("{number}.md");
        let create = only(FileChange::Create { path, text: String::new() });
        apply(&root, &create, &fixture.journal(), day("2026-01-01")).unwrap();
    }
    let entries = fixture.journal().entries().unwrap();
    assert_eq!((entries.len(), entries[0].number, entries[199].number), (200, 205, 6));
    // 90 days after the first of January.
    let create = |path: &str, text: &str| only(FileChange::Create { path: path.to_owned(), text: text.to_owned() });
    apply(&root, &create("a.md", ""), &fixture.journal(), day("2026-04-01")).unwrap();
    assert_eq!(fixture.journal().entries().unwrap().len(), 200);
    apply(&root, &create("b.md", ""), &fixture.journal(), day("2026-04-02")).unwrap();
    assert_eq!(fixture.journal().entries().unwrap().len(), 2);
    for path in ["c.md", "d.md", "e.md"] {
        apply(&root, &create(path, &"x".repeat(25 << 20)), &fixture.journal(), day("2026-04-02")).unwrap();
    }
    let paths: Vec<String> = fixture.journal().entries().unwrap().into_iter().flat_map(|entry| entry.paths).collect();
    assert_eq!(paths, ["e.md", "d.md"]);
}

#[test]
fn a_damaged_record_is_never_written_back() {
    let fixture = Fixture::new();
    fixture.apply(&only(insert("Bo.md", BO, 2, " Chen"))).unwrap();
    let record = fixture.folder.path().join("cache/journal/000001.done");
    let mut bytes = fs::read(&record).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    fs::write(&record, bytes).unwrap();
    assert_eq!(fixture.undo().unwrap_err().to_string(), "cannot read the journal: its record is damaged");
    assert_eq!(fixture.text("Bo.md").as_deref(), Some(BO_AFTER));
}

/// All steps a change of three files goes through, in order.
fn steps() -> Vec<(Step, String)> {
    let fixture = Fixture::new();
    let steps = std::cell::RefCell::new(Vec::new());
    let record = |step: Step, path: &str| {
        steps.borrow_mut().push((step, path.to_owned()));
        Ok(())
    };
    fixture.apply_with(&change(), &record).unwrap();
    steps.into_inner()
}

#[test]
fn a_failure_at_any_step_leaves_all_files_as_they_were() {
    let steps = steps();
    assert_eq!(steps.len(), 16, "{steps:?}");
    for (at, (step, path)) in steps.iter().enumerate() {
        let fixture = Fixture::new();
        let count = Cell::new(0);
        let hook = |_: Step, _: &str| {
            count.set(count.get() + 1);
            if count.get() == at + 1 { Err(io::Error::other("the disk is on fire")) } else { Ok(()) }
        };
        let result = fixture.apply_with(&change(), &hook);
        if *step == Step::Done {
            // The files are written; the next run finds that out.
            assert_eq!((result.is_ok(), fixture.state().as_str(), fixture.states()), (true, "nnn", vec![State::Open]));
            assert_eq!(fixture.undo().unwrap().interrupted, []);
            assert_eq!(fixture.state(), "ooo");
            continue;
        }
        let error = result.unwrap_err();
        let what =
            if *step == Step::Journal { "cannot keep the old bytes for `vault undo`".to_owned() } else { format!("cannot write `{path}`") };
        assert_eq!(error.to_string(), format!("{what}: the disk is on fire; nothing was changed"), "{step:?} {path}");
        assert_eq!((fixture.state().as_str(), fixture.states()), ("ooo", vec![]), "{step:?} {path}");
        assert_eq!(names(&fixture.root()), ["Bo.md", "People", "People/Ana.md"], "{step:?} {path}");
    }
}

#[test]
fn a_failure_that_goes_on_is_told_file_by_file_and_mended_by_undo() {
    for (at, (step, path)) in steps().iter().enumerate() {
        let fixture = Fixture::new();
        let count = Cell::new(0);
        let hook = |_: Step, _: &str| {
            count.set(count.get() + 1);
            if count.get() > at { Err(io::Error::other("the disk is on fire")) } else { Ok(()) }
        };
        let result = fixture.apply_with(&change(), &hook);
        let state = fixture.state();
        assert!(!state.contains('?'), "{step:?} {path}: {state}");
        if let Err(error) = result {
            let changed = state.matches('n').count();
            assert_eq!(error.left.len(), changed, "{step:?} {path}: {error}");
            let told = error.to_string();
            for left in &error.left {
                assert!(told.contains(&format!("`{}` stays changed", left.path)), "{told}");
            }
            assert_eq!(fixture.states(), if changed > 0 { vec![State::Half] } else { vec![] }, "{step:?} {path}");
        }
        if state.contains('n') {
            fixture.undo().unwrap();
            assert_eq!(fixture.state(), "ooo", "{step:?} {path}");
        }
    }
}

#[test]
fn another_program_writes_at_any_step() {
    for (at, (step, path)) in steps().iter().enumerate() {
        let fixture = Fixture::new();
        let count = Cell::new(0);
        let hook = |_: Step, _: &str| {
            count.set(count.get() + 1);
            if count.get() == at + 1 {
                fixture.put("Bo.md", "theirs");
            }
            Ok(())
        };
        let result = fixture.apply_with(&change(), &hook);
        let swapped = steps().iter().position(|step| *step == (Step::Rename, "Bo.md".to_owned())).unwrap();
        // Between the last comparison and the renaming nobody can look; before it, theirs stays and nothing else is changed.
        if at < swapped {
            assert_eq!(result.unwrap_err().to_string(), "`Bo.md` was changed by another program meanwhile; nothing was changed");
            assert_eq!((fixture.state().as_str(), fixture.text("Bo.md").as_deref()), ("o?o", Some("theirs")), "{step:?} {path}");
        } else if at > swapped {
            assert!(result.is_ok());
            assert_eq!(fixture.state(), "n?n", "{step:?} {path}");
        }
    }
}

/// Set in a child process: the vault's folder, and the number of the step to end at.
const CHILD: &str = "VAULT_TEST_ENDS_AT";

/// Does nothing unless it is run as the child of the next test.
#[test]
fn child_that_ends_within_a_change() {
    let Some((folder, at)) = std::env::var(CHILD).ok().and_then(|value| value.split_once('|').map(|(a, b)| (a.to_owned(), b.to_owned())))
    else {
        return;
    };
    let (folder, at) = (PathBuf::from(folder), at.parse::<usize>().unwrap());
    let count = Cell::new(0);
    let hook = |_: Step, _: &str| {
        count.set(count.get() + 1);
        if count.get() == at + 1 {
            // As by kill -9: nothing is cleaned up.
            let _ = Command::new("kill").args(["-9", &std::process::id().to_string()]).status();
            std::process::abort();
        }
        Ok(())
    };
    let _ = apply_with(&folder.join("notes"), &change(), &Journal::new(&folder.join("cache")), day(TODAY), &hook);
}

#[test]
fn a_process_killed_at_any_step_leaves_a_truthful_journal() {
    for (at, (step, path)) in steps().iter().enumerate() {
        let fixture = Fixture::new();
        let status = Command::new(std::env::current_exe().unwrap())
            .args(["apply::child_that_ends_within_a_change", "--exact"])
            .env(CHILD, format!("{}|{at}", fixture.folder.path().display()))
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .status()
            .unwrap();
        assert!(!status.success(), "the child should have been killed at {step:?}");
        let state = fixture.state();
        assert!(!state.contains('?'), "{step:?} {path}: {state}");
        match state.as_str() {
            // Not begun: the next run forgets it and sweeps up.
            "ooo" => assert_eq!(fixture.undo(), Err(Refused::Nothing { number: None, way: Way::Back }), "{step:?} {path}"),
            "nnn" => assert_eq!(fixture.undo().unwrap().interrupted, [], "{step:?} {path}"),
            _ => {
                let undone = fixture.undo().unwrap();
                let told: String = undone.interrupted[0]
                    .files
                    .iter()
                    .map(|(_, holds)| if *holds == vault::files::apply::Holds::New { 'n' } else { 'o' })
                    .collect();
                assert_eq!(told, state, "{step:?} {path}");
            }
        }
        assert_eq!(fixture.state(), "ooo", "{step:?} {path}");
        assert_eq!(names(&fixture.root()), ["Bo.md", "People", "People/Ana.md"], "{step:?} {path}");
    }
}
