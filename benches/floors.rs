//! Times whole processes on the same vaults: `cargo bench --bench floors -- VAULT…`.
//!
//! In turn, round after round, so that what slows the machine slows all alike: (a) walking and reading every note, (b) reading and parsing
//! them with the Markdown parser alone, (c) `vault list` and (d) `vault report`. (a) and (b) are this same binary run as a child. Shown are
//! the median of the wall time, the ratio to (a), and the peak of memory.
//!
//! The peak is `VmHWM` of `/proc/PID/status`, read every few milliseconds while the child runs (the mark only grows, so the last reading is
//! off by what the last milliseconds added); where there is no `/proc` it is left out. No unsafe code and no crate is needed for it.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for the terminal")]

use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use pulldown_cmark::{Options, Parser};
use rayon::iter::{ParallelBridge, ParallelIterator};
use walkdir::WalkDir;

/// How often each is timed.
const ROUNDS: usize = 11;
/// The day asked for.
const DAY: &str = "2026-01-15";
/// The first argument of a child.
const CHILD: &str = "--floor";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [flag, floor, vault] = arguments.as_slice()
        && flag == CHILD
    {
        println!("{}", floor_of(Path::new(vault), floor == "parse"));
        return ExitCode::SUCCESS;
    }
    if arguments.is_empty() {
        eprintln!("nothing to time: name vaults behind `--`");
        return ExitCode::SUCCESS;
    }
    for vault in &arguments {
        if let Err(message) = time(vault) {
            eprintln!("error: {vault}: {message}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

/// Reads every note, and parses it when asked; returns a number that depends on all of it, so that nothing is left out.
fn floor_of(vault: &Path, parse: bool) -> usize {
    let is_hidden = |entry: &walkdir::DirEntry| entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".");
    let notes = WalkDir::new(vault).into_iter().filter_entry(|entry| !is_hidden(entry)).flatten();
    notes
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension.eq_ignore_ascii_case("md")))
        .par_bridge()
        .map(|entry| {
            let bytes = std::fs::read(entry.path()).unwrap_or_default();
            if !parse {
                return bytes.len();
            }
            let text = String::from_utf8_lossy(&bytes);
            let options = Options::ENABLE_WIKILINKS | Options::ENABLE_TASKLISTS | Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
            Parser::new_ext(&text, options).count()
        })
        .sum()
}

/// What is timed: a name, a program and its arguments.
struct Contender {
    name: &'static str,
    program: String,
    arguments: Vec<String>,
    times: Vec<Duration>,
    peak: Option<u64>,
}

fn time(vault: &str) -> Result<(), String> {
    let own = std::env::current_exe().map_err(|error| error.to_string())?.to_string_lossy().into_owned();
    let contender = |name, program: &str, arguments: &[&str]| Contender {
        name,
        program: program.to_owned(),
        arguments: arguments.iter().map(|&argument| argument.to_owned()).collect(),
        times: Vec::with_capacity(ROUNDS),
        peak: None,
    };
    let program = env!("CARGO_BIN_EXE_vault");
    let mut contenders = [
        contender("read", &own, &[CHILD, "read", vault]),
        contender("read and parse", &own, &[CHILD, "parse", vault]),
        contender("vault list", program, &["--vault", vault, "--as-of", DAY, "list"]),
        contender("vault report", program, &["--vault", vault, "--as-of", DAY, "report"]),
    ];
    // One round unseen, so that all find the files in the system's cache.
    for round in 0..=ROUNDS {
        for contender in &mut contenders {
            let (time, peak) = run(contender)?;
            contender.peak = contender.peak.max(peak);
            if round > 0 {
                contender.times.push(time);
            }
        }
    }
    println!("\n{vault}, median of {ROUNDS} rounds");
    println!("{:<16}{:>12}{:>12}{:>12}{:>10}{:>12}", "", "median ms", "fastest ms", "slowest ms", "ratio", "peak MB");
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    let mut first = None;
    for contender in &mut contenders {
        contender.times.sort();
        let [fastest, .., slowest] = contender.times.as_slice() else { return Err("no round was timed".to_owned()) };
        let median = ms(contender.times[contender.times.len() / 2]);
        let base = *first.get_or_insert(median);
        let peak = contender.peak.map_or("?".to_owned(), |kilobytes| format!("{:.1}", kilobytes as f64 / 1024.0));
        println!("{:<16}{median:>12.1}{:>12.1}{:>12.1}{:>10.2}{peak:>12}", contender.name, ms(*fastest), ms(*slowest), median / base);
    }
    Ok(())
}

/// Runs one process; its wall time and the peak of its memory in kilobytes.
fn run(contender: &Contender) -> Result<(Duration, Option<u64>), String> {
    let begun = Instant::now();
    let mut child = Command::new(&contender.program)
        .args(&contender.arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("{}: {error}", contender.program))?;
    let status_file = format!("/proc/{}/status", child.id());
    let mut peak = None;
    loop {
        match child.try_wait().map_err(|error| error.to_string())? {
            // 0 and 1 are answers; 2 is partly one, which is timed all the same.
            Some(status) if status.code().is_some_and(|code| code <= 2) => return Ok((begun.elapsed(), peak)),
            Some(status) => return Err(format!("{} ended with {status}", contender.name)),
            None => {
                peak = peak.max(std::fs::read_to_string(&status_file).ok().and_then(|text| high_water(&text)));
                std::thread::sleep(Duration::from_millis(1));
            }
        }
    }
}

/// `VmHWM` in kilobytes.
fn high_water(status: &str) -> Option<u64> {
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().trim_end_matches("kB").trim().parse().ok()
}
