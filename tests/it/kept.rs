//! `vault index`, and what is kept in the cache folder under every misfortune: kills, damage, two processes at once.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use vault::base::date::Date;
use vault::workspace::{self, Options};

use crate::support::{copy_folder, repository};

/// A copy of the sample vault and a cache folder, asked by processes of their own.
struct Kept {
    place: tempfile::TempDir,
}

impl Kept {
    fn new() -> Kept {
        let place = tempfile::tempdir().unwrap();
        copy_folder(&repository().join("sample-vault"), &place.path().join("vault"));
        Kept { place }
    }

    fn note(&self) -> PathBuf {
        self.place.path().join("vault/People/Bo.md")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vault"));
        command.arg("--vault").arg(self.place.path().join("vault")).args(["--as-of", "2026-11-23"]).args(arguments);
        command.env_clear().env("XDG_CACHE_HOME", self.place.path().join("cache"));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn output(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// The answer of a command that succeeds and has nothing to warn of.
    fn answer(&self, arguments: &[&str]) -> String {
        let output = self.output(arguments);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""), "{arguments:?}");
        text(&output.stdout)
    }

    fn json(&self, arguments: &[&str]) -> serde_json::Value {
        serde_json::from_str(&self.answer(arguments)).unwrap()
    }

    /// The vault's folder in the cache.
    fn cache(&self) -> PathBuf {
        fs::read_dir(self.place.path().join("cache/vault")).unwrap().flatten().next().unwrap().path()
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() { found.extend(files(&entry.path())) } else { found.push(entry.path()) }
    }
    found.sort();
    found
}

/// A small generator of numbers that look random (Knuth's MMIX constants).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

/// Kills a process after a while, unless it has ended.
fn kill_after(mut child: Child, while_: Duration) {
    let start = Instant::now();
    while start.elapsed() < while_ {
        if child.try_wait().unwrap().is_some() {
            break;
        }
        std::hint::spin_loop();
    }
    let _ = child.kill();
    child.wait().unwrap();
}

#[test]
fn the_index_tells_what_it_holds() {
    let vault = Kept::new();
    let before = vault.json(&["index", "--status", "--format", "json"]);
    assert_eq!(before["words_bytes"], serde_json::Value::Null);
    let schema = fs::read_to_string(repository().join("docs/schema/index.schema.json")).unwrap();
    let schema = jsonschema::draft202012::new(&serde_json::from_str(&schema).unwrap()).unwrap();
    assert!(schema.is_valid(&before), "{before}");
    assert!(schema.is_valid(&vault.json(&["index", "--verify", "--format", "json"])));
    let notes = before["notes"].as_u64().unwrap();
    let text = vault.answer(&["index"]);
    assert!(text.starts_with("location  "), "{text}");
    assert!(text.contains(&format!("\nnotes     {notes}, ")) && text.contains("up to date"), "{text}");
    let after = vault.json(&["index", "--status", "--format", "json"]);
    assert!(after["words_bytes"].as_u64() > Some(0) && after["facts_bytes"].as_u64() > Some(0));
    assert_eq!((after["words_fresh"].as_bool(), after["segments"].as_u64()), (Some(true), Some(1)));
    assert_eq!(vault.answer(&["index", "--verify"]).lines().count(), 1);
    let rebuilt = vault.json(&["index", "--rebuild", "--format", "json"]);
    assert_eq!(rebuilt["entries"], after["entries"]);
    let refused = vault.output(&["index", "--no-index"]);
    assert_eq!(refused.status.code(), Some(2));
}

#[test]
fn verify_names_facts_that_are_not_the_notes() {
    let vault = Kept::new();
    vault.answer(&["index"]);
    let facts = vault.cache().join("facts");
    let mut bytes = fs::read(&facts).unwrap();
    bytes.truncate(100);
    fs::write(&facts, bytes).unwrap();
    // The damage is mended before it is looked for: the run itself has read the notes.
    assert_eq!(vault.output(&["index", "--verify"]).status.code(), Some(0));
    // A fact that is wrong, in a file whose checksums are right.
    let settings = u64::from_le_bytes(fs::read(&facts).unwrap()[60..68].try_into().unwrap());
    let mut state = workspace::load(&vault.cache(), settings).unwrap();
    let lost = state.people.pop().unwrap();
    assert_eq!(state.path_of(lost), "People/王小雨.md");
    fs::write(&facts, state.write()).unwrap();
    let output = vault.output(&["index", "--verify"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("the contacts are others, or in another order"), "{said}");
}

/// What tells a state from every other that was built anew.
fn epoch(vault: &Kept) -> Vec<u8> {
    fs::read(vault.cache().join("facts")).unwrap()[44..52].to_vec()
}

#[test]
fn a_saved_search_reads_no_note_anew_and_another_setting_does() {
    let vault = Kept::new();
    vault.answer(&["report"]);
    let first = epoch(&vault);
    vault.output(&["search", "harbour", "--save", "port"]);
    assert!(vault.answer(&["search", "--saved"]).contains("@port  harbour"));
    vault.answer(&["report"]);
    assert_eq!(epoch(&vault), first);
    let settings = vault.place.path().join("vault/.vault/config.toml");
    let text = fs::read_to_string(&settings).unwrap();
    fs::write(&settings, text.replace("2 weeks", "3 weeks")).unwrap();
    vault.answer(&["report"]);
    assert_ne!(epoch(&vault), first);
}

#[test]
fn facts_lost_with_the_power_do_not_hide_what_changes_next() {
    let vault = Kept::new();
    let facts = || vault.cache().join("facts");
    let note = |bird: &str| fs::write(vault.note(), format!("# Bo\n\n- 2026-09-02 call about the {bird}\n")).unwrap();
    let found = |bird: &str| vault.json(&["search", bird, "--format", "json"])["hits"].as_array().unwrap().len();
    note("kestrel");
    assert_eq!(found("kestrel"), 1);
    vault.answer(&["index"]);
    let before = fs::read(facts()).unwrap();
    note("falcon");
    vault.answer(&["index"]);
    assert_eq!(found("falcon"), 1);
    // The words have come to the disk, the facts and the note have not.
    fs::write(facts(), before).unwrap();
    note("kestrel");
    fs::write(vault.place.path().join("vault/People/Wren.md"), "# Wren\n\n- 2026-09-03 saw an osprey\n").unwrap();
    vault.answer(&["index"]);
    assert_eq!(found("osprey"), 1);
    assert_eq!(found("kestrel"), 1);
    assert_eq!(vault.output(&["search", "falcon"]).status.code(), Some(1));
}

#[test]
fn a_lock_that_is_held_costs_a_warning_and_no_answer() {
    let vault = Kept::new();
    let right = vault.answer(&["report", "--no-index"]);
    vault.answer(&["report"]);
    fs::remove_file(vault.cache().join("facts")).unwrap();
    let lock = fs::File::options().write(true).open(vault.cache().join("lock")).unwrap();
    lock.lock().unwrap();
    let output = vault.output(&["report"]);
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stdout)), (Some(0), right.as_str().into()));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("another process is writing there"), "{said}");
    drop(lock);
    assert_eq!(vault.answer(&["report"]), right);
}

#[test]
fn whoever_is_overtaken_answers_anew_and_sets_nothing_back() {
    let vault = Kept::new();
    vault.answer(&["search", "harbour"]);
    let day = Date::parse_iso("2026-11-23").unwrap();
    let now = || std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_nanos() as i64;
    let cache = vault.cache();
    let open = |may_open_again| {
        let options = Options { cache: Some(&cache), now: now(), keep_all: true, may_open_again, ..Options::default() };
        workspace::open(&vault.place.path().join("vault"), day, &options).unwrap()
    };
    let (patient, last) = (open(true), open(false));
    patient.finish();
    last.finish();
    fs::write(vault.note(), "# Bo\n\n- 2026-09-02 call about the kestrel\n").unwrap();
    vault.answer(&["index"]);
    assert_eq!(vault.json(&["search", "kestrel", "--format", "json"])["hits"].as_array().unwrap().len(), 1);
    assert!(patient.words(None).is_err() && patient.was_overtaken());
    // One that may not begin again answers from memory, and leaves the newer words alone.
    assert!(last.words(None).unwrap().warning.is_none() && !last.was_overtaken());
    assert_eq!(vault.json(&["index", "--status", "--format", "json"])["words_fresh"], true);
}

/// How many processes are killed; `KILLS=300` asks for more than a quick run wants.
fn kills() -> u64 {
    std::env::var("KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(25)
}

#[test]
fn a_killed_run_leaves_a_healthy_index() {
    let vault = Kept::new();
    let mut dice = Dice(99);
    let question = ["search", "kestrel", "--format", "json"];
    vault.output(&question);
    let mut most = 0;
    for round in 0..kills() {
        if round % 10 == 9 {
            fs::remove_dir_all(vault.cache()).unwrap();
        }
        let word = format!("kestrel{round}");
        fs::write(vault.note(), format!("# Bo\n\n- 2026-09-{:02} call about the {word}\n", 1 + round % 28)).unwrap();
        let spoken = vault.command(&["index"]).spawn().unwrap();
        kill_after(spoken, Duration::from_micros(dice.below(60_000)));
        let found = vault.json(&["search", &word, "--format", "json"]);
        assert_eq!(found["hits"][0]["path"], "People/Bo.md", "round {round}: {found}");
        let with = vault.answer(&["report", "--format", "json"]);
        assert_eq!(with, vault.answer(&["report", "--format", "json", "--no-index"]), "round {round}");
        most = most.max(files(&vault.cache()).len());
    }
    vault.answer(&["index"]);
    assert_eq!(vault.output(&["index", "--verify"]).status.code(), Some(0));
    let last = files(&vault.cache()).len();
    let names = || files(&vault.cache()).iter().map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect::<Vec<_>>();
    assert!(last <= 60 && most <= 90, "{last} and at most {most} files: {:?}", names());
    assert!(names().iter().all(|name| !name.starts_with(".tmp") && !name.starts_with(".unfinished")), "{:?}", names());
}

#[test]
fn damage_gives_right_answers_or_a_new_index() {
    let vault = Kept::new();
    let mut dice = Dice(3);
    let questions: [&[&str]; 3] = [&["search", "harbour", "--format", "json"], &["report", "--format", "json"], &["list", "last:>30d"]];
    let right = questions.map(|question| vault.answer(question));
    for round in 0..24 {
        let all = files(&vault.cache());
        let file = &all[dice.below(all.len() as u64) as usize];
        let mut bytes = fs::read(file).unwrap();
        let at = dice.below(bytes.len().max(1) as u64) as usize;
        match round % 4 {
            0 => fs::remove_file(file).unwrap(),
            1 => fs::write(file, &bytes[..at.min(bytes.len())]).unwrap(),
            2 if !bytes.is_empty() => {
                bytes[at] ^= 1 << dice.below(8);
                fs::write(file, bytes).unwrap();
            }
            _ => fs::write(file, b"something else").unwrap(),
        }
        for (question, right) in questions.iter().zip(&right) {
            let output = vault.output(question);
            let what = format!("round {round}: {question:?} after damage to {}", file.display());
            assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stdout)), (Some(0), right.as_str().into()), "{what}");
        }
    }
}

#[test]
fn two_processes_at_once_answer_alike() {
    let vault = Kept::new();
    for round in 0..6 {
        fs::write(vault.note(), format!("# Bo\n\n- 2026-09-{:02} call about falcons\n", 1 + round)).unwrap();
        let both: Vec<Child> = (0..4).map(|_| vault.command(&["search", "falcons", "--format", "json"]).spawn().unwrap()).collect();
        let answers: Vec<Output> = both.into_iter().map(|child| child.wait_with_output().unwrap()).collect();
        for answer in &answers {
            assert_eq!(answer.status.code(), Some(0), "{}", String::from_utf8_lossy(&answer.stderr));
            assert_eq!(answer.stdout, answers[0].stdout);
        }
    }
    assert_eq!(vault.output(&["index", "--verify"]).status.code(), Some(0));
}

#[test]
fn a_few_changes_are_found_and_written_only_when_they_are_many() {
    let vault = Kept::new();
    vault.answer(&["index"]);
    let people = vault.place.path().join("vault/People");
    let found = |word: &str| {
        let found = vault.output(&["search", word, "--format", "paths"]);
        String::from_utf8_lossy(&found.stdout).into_owned()
    };
    let words_are_written = || vault.json(&["index", "--status", "--format", "json"])["words_fresh"] == true;
    for round in 0..24 {
        let bird = format!("77{round:02}");
        fs::write(people.join(format!("New {round:02}.md")), format!("# New {round:02}\n\n- 2026-09-02 saw the {bird} go by\n")).unwrap();
        if round % 6 == 5 {
            assert_eq!(found(&bird), format!("People/New {round:02}.md\n"));
            assert_eq!(found("\"saw the 7703 go\""), "People/New 03.md\n");
        }
    }
    fs::write(people.join("New 03.md"), "# New 03\n").unwrap();
    fs::remove_file(people.join("New 04.md")).unwrap();
    assert_eq!((found("7703").as_str(), found("7704").as_str(), found("7705").as_str()), ("", "", "People/New 05.md\n"));
    assert!(!words_are_written(), "so few notes are read again the next time");
    for round in 24..30 {
        fs::write(people.join(format!("New {round}.md")), format!("# New {round}\n\n- 2026-09-02 saw the 77{round}\n")).unwrap();
    }
    assert_eq!(found("7729"), "People/New 29.md\n");
    assert!(words_are_written());
    assert_eq!((found("7703").as_str(), found("7711").as_str()), ("", "People/New 11.md\n"));
    // The words lag behind facts that a report has kept: they catch up at once.
    for round in 30..60 {
        fs::write(people.join(format!("New {round}.md")), format!("# New {round}\n\n- 2026-09-02 saw the 77{round}\n")).unwrap();
    }
    vault.answer(&["report"]);
    fs::write(people.join("New 30.md"), "# New 30\n\nAn osprey.\n").unwrap();
    assert_eq!((found("osprey").as_str(), found("7730").as_str()), ("People/New 30.md\n", ""));
    assert_eq!(vault.output(&["index", "--verify"]).status.code(), Some(0));
}

/// The notes of the sample vault that a command opens, as often as it does, when all is kept in a cache folder; nothing where strace cannot tell.
fn opened(cache: &Path, arguments: &[&str]) -> Option<Vec<String>> {
    let trace = cache.join("trace");
    let mut traced = Command::new("strace");
    traced.args(["-f", "-qq", "-xx", "-e", "trace=open,openat", "-o"]).arg(&trace).arg(env!("CARGO_BIN_EXE_vault"));
    traced.arg("--vault").arg(repository().join("sample-vault")).args(["--as-of", "2026-11-23"]).args(arguments);
    traced.env_clear().env("PATH", std::env::var_os("PATH")?).env("XDG_CACHE_HOME", cache);
    let output = traced.output().ok()?;
    assert_eq!(output.status.code(), Some(0));
    let text = fs::read_to_string(&trace).ok()?;
    // A line is a call: `openat(5, "\x41\x6e\x61\x2e\x6d\x64", O_RDONLY|O_CLOEXEC) = 6`.
    let byte = |digits: &str| u8::from_str_radix(digits, 16).ok();
    let name = |quoted: &str| String::from_utf8(quoted.split("\\x").filter_map(byte).collect()).ok();
    let names = text.lines().filter_map(|line| name(line.split('"').nth(1)?)).filter(|name| name.ends_with(".md"));
    Some(names.map(|path| Path::new(&path).file_stem().unwrap_or_default().to_string_lossy().into_owned()).collect())
}

#[test]
fn with_nothing_changed_only_notes_that_are_shown_are_opened_and_each_once() {
    let cache = tempfile::tempdir().unwrap();
    if opened(cache.path(), &["index"]).is_none() {
        eprintln!("strace is not installed or may not follow a process: what is opened is not counted");
        return;
    }
    let opened = |arguments: &[&str]| opened(cache.path(), arguments).unwrap();
    assert_eq!(opened(&["list"]), [""; 0]);
    assert_eq!(opened(&["show", "Theo"]), ["Theo Lindgren"]);
    let each_once = |mut notes: Vec<String>| {
        let times = notes.len();
        notes.sort();
        notes.dedup();
        assert_eq!(notes.len(), times, "{notes:?}");
        notes
    };
    let found = each_once(opened(&["search", "harbour", "--limit", "2"]));
    assert!((1..=11).contains(&found.len()), "{found:?}");
    let report = ["report", "--limit", "2", "--format", "json"];
    let output = Command::new(env!("CARGO_BIN_EXE_vault"))
        .args(["--as-of", "2026-11-23", "--vault"])
        .arg(repository().join("sample-vault"))
        .args(report)
        .env("XDG_CACHE_HOME", cache.path())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let notes = each_once(opened(&report));
    assert!(notes.len() > 10, "{notes:?}");
    let unnamed: Vec<&String> = notes.iter().filter(|name| !said.contains(&format!("{name}.md"))).collect();
    // What Ines Marchetti is promised stands there.
    assert_eq!(unnamed, ["2026-11-20"]);
    assert!(said.contains("Send Ines Marchetti the essay on waiting rooms"));
}
