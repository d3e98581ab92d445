//! Which command lines are timed, on which vault, with which cache folder. A command that is not installed, or that this `vault` does not
//! know, is left out with a word.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::arguments::Arguments;
use crate::copies::Edits;
use crate::floor;
use crate::process::Run;
use crate::rounds::{Before, Row};
use crate::vaults::can_run;

/// The day asked for.
const DAY: &str = "2026-01-15";
/// What makes a copy necessary.
const CHANGING: &[&str] = &["report-changed", "search-changed", "sqlite-changed", "stat-copy", "churn"];

/// A vault to time, and what is needed for it.
pub struct Bench<'a> {
    /// What was asked for.
    pub arguments: &'a Arguments,
    /// The vault.
    pub vault: &'a Path,
    /// The copy for changes, when there are any.
    pub edits: Option<Edits>,
    /// The word to search for.
    pub word: String,
    /// A folder of the benchmark's own.
    pub folder: PathBuf,
    /// Whether `vault search` is known.
    pub knows_search: bool,
    /// Whether `vault index` is known.
    pub knows_index: bool,
    own: PathBuf,
}

impl<'a> Bench<'a> {
    /// Looks at what the program knows, and copies the vault when it is to be changed.
    pub fn new(arguments: &'a Arguments, vault: &'a Path, folder: &Path, word: &str) -> Result<Bench<'a>, String> {
        let own = std::env::current_exe().map_err(|error| error.to_string())?;
        let changes = CHANGING.iter().any(|row| arguments.wants(row));
        let edits = if changes { Some(Edits::on_copy(vault, folder.join("copy"))?) } else { None };
        let mut bench = Bench {
            arguments,
            vault,
            edits,
            word: word.to_owned(),
            folder: folder.to_path_buf(),
            knows_search: false,
            knows_index: false,
            own,
        };
        bench.knows_search = bench.knows("search");
        bench.knows_index = bench.knows("index");
        Ok(bench)
    }

    fn knows(&self, command: &str) -> bool {
        let program = self.arguments.program.clone();
        let arguments = [command, "--help"].map(OsString::from).to_vec();
        Run { program, arguments, cache: self.folder.clone() }.output().is_ok_and(|output| output.status.success())
    }

    /// `vault WORDS` on a vault, with a cache folder of this name.
    pub fn vault_run(&self, vault: &Path, words: &[&str], cache: &str) -> Run {
        let global = ["--vault".into(), vault.as_os_str().to_owned(), "--as-of".into(), DAY.into()];
        let arguments = global.into_iter().chain(words.iter().map(OsString::from)).collect();
        Run { program: self.arguments.program.clone(), arguments, cache: self.folder.join(cache) }
    }

    /// Any other program.
    fn run(&self, program: &Path, words: &[&str], vault: &Path) -> Run {
        let arguments = words.iter().map(OsString::from).chain([vault.as_os_str().to_owned()]).collect();
        Run { program: program.to_path_buf(), arguments, cache: self.folder.join("cache-none") }
    }

    fn floor(&self, name: &str, vault: &Path) -> Run {
        self.run(&self.own, &[floor::CHILD, name], vault)
    }

    /// The script of the peer, its database, and a vault.
    fn sqlite(&self, database: &str, vault: &Path) -> Run {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/floors/peer_fts5.py");
        self.run(Path::new("python3"), &[script, &self.folder.join(database).to_string_lossy()], vault)
    }

    /// The copy that is changed, or the vault where nothing is.
    pub fn copy(&self) -> PathBuf {
        self.edits.as_ref().map_or_else(|| self.vault.to_path_buf(), |edits| edits.vault.clone())
    }
}

/// A row without times.
pub fn row(key: &'static str, label: &str, run: Run, before: Before) -> Row {
    Row { key, label: label.to_owned(), run, before, over: None, times: Vec::new(), peak: None }
}

/// The rows to time, and words on those left out.
pub fn timed(bench: &mut Bench<'_>) -> Result<(Vec<Row>, Vec<String>), String> {
    let (vault, copy) = (bench.vault, bench.copy());
    let word = bench.word.clone();
    let over = |row: Row, over: &'static str| Row { over: Some(over), ..row };
    let mut rows = vec![
        row("stat", "W: stat walk", bench.floor("stat", vault), Before::Nothing),
        row("stat-copy", "W on the copy", bench.floor("stat", &copy), Before::Nothing),
        row("read", "read every byte", bench.floor("read", vault), Before::Nothing),
        row("parse", "P: read and parse", bench.floor("parse", vault), Before::Nothing),
        row("rg", "G: `rg -l -w WORD`", bench.run(Path::new("rg"), &["-l", "-w", "--", &word], vault), Before::Nothing),
        row("find", "`find -printf`", find(bench, vault), Before::Nothing),
        row("sqlite", "SQLite FTS5, nothing changed", bench.sqlite("peer.db", vault), Before::Nothing),
        over(row("sqlite-changed", "SQLite FTS5, one note changed", bench.sqlite("peer-copy.db", &copy), Before::Change), "sqlite"),
        row("report", "`report`, nothing changed", bench.vault_run(vault, &["report"], "cache-warm"), Before::Nothing),
        row("search", "`search WORD`, nothing changed", bench.vault_run(vault, &["search", &word], "cache-warm"), Before::Nothing),
        over(
            row("report-changed", "one note changed, `report`", bench.vault_run(&copy, &["report"], "cache-report"), Before::Change),
            "report",
        ),
        over(
            row(
                "search-changed",
                "one note changed, `search WORD`",
                bench.vault_run(&copy, &["search", &word], "cache-search"),
                Before::Change,
            ),
            "search",
        ),
        row("report-no-index", "`report --no-index`", bench.vault_run(vault, &["report", "--no-index"], "cache-none"), Before::Nothing),
        row("report-first", "`report`, the first ever", bench.vault_run(vault, &["report"], "cache-first"), Before::EmptyCache),
        row("rebuild", "`index --rebuild`, cold", bench.vault_run(vault, &["index", "--rebuild"], "cache-rebuild"), Before::EmptyCache),
    ];
    rows.retain(|row| bench.arguments.wants(row.key));
    let mut left_out = Vec::new();
    let missing: [(&str, bool, &str); 5] = [
        ("rg", can_run("rg"), "ripgrep is not installed"),
        ("find", cfg!(target_os = "linux") && can_run("find"), "`find` of GNU is not installed"),
        ("sqlite", can_run("python3"), "python3 is not installed"),
        ("search", bench.knows_search, "this `vault` has no `search`"),
        ("rebuild", bench.knows_index, "this `vault` has no `index`"),
    ];
    for (name, is_there, reason) in missing {
        let is_of = |row: &Row| row.key.split('-').next() == Some(name);
        if !is_there && rows.iter().any(is_of) {
            rows.retain(|row| !is_of(row));
            left_out.push(format!("`{name}` is left out: {reason}"));
        }
    }
    Ok((rows, left_out))
}

fn find(bench: &Bench<'_>, vault: &Path) -> Run {
    let words = ["-name", "*.md", "-printf", "%p %s %T@ %i\\n"];
    let arguments = [vault.as_os_str().to_owned()].into_iter().chain(words.map(OsString::from)).collect();
    Run { arguments, ..bench.run(Path::new("find"), &[], vault) }
}
