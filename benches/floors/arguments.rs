//! The words behind `--`: which vaults, which rows, how many rounds. Reads no file.

use std::path::PathBuf;

/// What may be named in `--rows`, with what it is.
pub const ROWS: &[(&str, &str)] = &[
    ("stat", "W: list all folders and stat every note, two threads"),
    ("read", "read every byte of every note, two threads"),
    ("parse", "P: read every note and parse it with pulldown-cmark, two threads"),
    ("rg", "G: `rg -l -w WORD`"),
    ("find", "`find -printf` of path, size, time and inode"),
    ("sqlite", "SQLite FTS5 from Python's standard library, nothing changed"),
    ("report", "`vault report`, nothing changed"),
    ("report-no-index", "`vault report --no-index`"),
    ("report-first", "`vault report`, no cache folder"),
    ("search", "`vault search WORD`, nothing changed"),
    ("rebuild", "`vault index --rebuild`, no cache folder"),
    ("report-changed", "one note changed, then `vault report`"),
    ("search-changed", "one note changed, then `vault search WORD`"),
    ("sqlite-changed", "one note changed, then SQLite FTS5"),
    ("stat-copy", "W on the copy the changes are made in, to show that it is like the vault"),
    ("sizes", "bytes kept beside bytes of notes"),
    ("opened", "how many notes a warm `report` and `search` open (strace)"),
    ("churn", "300 changes of one note, a process each"),
    ("links", "the same vault with every line with a link written twice"),
    ("growth", "from each vault to the next"),
];

/// Timed even when `--rows` does not name them, since ratios are to these.
const FLOORS: &[&str] = &["stat", "parse", "rg"];

/// How often each row is timed unless `--rounds` says so.
const ROUNDS: usize = 11;

/// What to time.
pub struct Arguments {
    /// The vaults named.
    pub vaults: Vec<PathBuf>,
    /// How often each row is timed.
    pub rounds: usize,
    /// The rows named.
    rows: Option<Vec<String>>,
    /// Whether the floors are left out that are not named.
    only: bool,
    /// The word to look for, in place of one chosen.
    pub word: Option<String>,
    /// The program to time, in place of the one just built.
    pub program: PathBuf,
}

/// What the words ask for.
pub enum Asked {
    /// How to ask.
    Help,
    /// To time.
    Run(Arguments),
}

impl Arguments {
    /// Whether a row is to be shown.
    pub fn wants(&self, row: &str) -> bool {
        match &self.rows {
            None => true,
            Some(rows) => rows.iter().any(|named| named == row) || (!self.only && FLOORS.contains(&row)),
        }
    }
}

/// Reads the words.
pub fn read(given: &[String]) -> Result<Asked, String> {
    let mut arguments = Arguments {
        vaults: Vec::new(),
        rounds: ROUNDS,
        rows: None,
        only: false,
        word: None,
        program: PathBuf::from(env!("CARGO_BIN_EXE_vault")),
    };
    let mut words = given.iter();
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(|| format!("`{word}` needs a value behind it"));
        match word.as_str() {
            "-h" | "--help" => return Ok(Asked::Help),
            "--rounds" => {
                let text = value()?;
                arguments.rounds =
                    text.parse().ok().filter(|&n| n > 0).ok_or_else(|| format!("`--rounds {text}` is no number of rounds"))?;
            }
            "--rows" => arguments.rows = Some(rows(value()?)?),
            "--only" => arguments.only = true,
            "--word" => arguments.word = Some(value()?.clone()),
            "--program" => arguments.program = PathBuf::from(value()?),
            flag if flag.starts_with("--") => return Err(format!("there is no flag `{flag}`; `--help` names them")),
            vault => arguments.vaults.push(PathBuf::from(vault)),
        }
    }
    if arguments.only && arguments.rows.is_none() {
        return Err("`--only` goes with `--rows`".to_owned());
    }
    Ok(Asked::Run(arguments))
}

fn rows(list: &str) -> Result<Vec<String>, String> {
    let names: Vec<String> = list.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    match names.iter().find(|name| ROWS.iter().all(|(known, _)| known != name)) {
        Some(unknown) => Err(format!("there is no row `{unknown}`; `--help` names them")),
        None => Ok(names),
    }
}

/// How to ask.
pub fn help() -> String {
    let mut text = "\
cargo bench --bench floors -- [VAULT…] [--rounds N] [--rows A,B] [--only] [--word WORD] [--program PATH]

Without a VAULT those in $VAULT_BENCH are taken (a list like $PATH), else vaults are made below the target folder.
--rows   time these, and the floors they are compared with; with --only without the floors
--word   look for this in place of a word chosen from the notes
--program  time this `vault` in place of the one just built

Rows:
"
    .to_owned();
    for (name, what) in ROWS {
        text.push_str(&format!("  {name:<16} {what}\n"));
    }
    text
}
