//! Times whole processes on the same vaults, in turn, beside floors no program can go below: `cargo bench --bench floors -- [VAULT…]`.
//!
//! The floors are this same binary run as a child (`floor.rs`), so that each pays for its start as `vault` does. A row is a command line with
//! what is done before it, outside the timing (`rows.rs`); rounds, medians and paired ratios are in `rounds.rs`; what is counted rather than
//! timed is in `counts.rs` and `churn.rs`. The answer is Markdown on stdout, progress goes to stderr. A vault named is never written to:
//! whatever needs a change is made on a copy below the target folder (`copies.rs`).
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for the terminal")]

mod arguments;
mod churn;
mod copies;
mod counts;
mod floor;
mod growth;
mod process;
mod rounds;
mod rows;
mod table;
mod vaults;
#[cfg(target_os = "linux")]
mod walk_linux;
#[cfg(not(target_os = "linux"))]
mod walk_portable;
mod word;

use std::path::Path;
use std::process::ExitCode;

use arguments::{Arguments, Asked};
use growth::Outcome;
use rows::Bench;

fn main() -> ExitCode {
    let given: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [flag, floor, vault] = given.as_slice()
        && flag == floor::CHILD
    {
        return floor::run(floor, Path::new(vault));
    }
    match arguments::read(&given).and_then(|asked| match asked {
        Asked::Help => {
            println!("{}", arguments::help());
            Ok(())
        }
        Asked::Run(arguments) => run(&arguments),
    }) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), String> {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("floors");
    let vaults = vaults::find(arguments, &scratch)?;
    println!("{}", table::machine());
    let mut outcomes = Vec::new();
    for (number, vault) in vaults.iter().enumerate() {
        outcomes
            .push(one(arguments, vault, &scratch.join(format!("work-{}", number + 1))).map_err(|e| format!("{}: {e}", vault.display()))?);
    }
    if arguments.wants("growth") {
        for pair in outcomes.windows(2) {
            print!("{}", growth::between(&pair[0], &pair[1]));
        }
    }
    Ok(())
}

/// Everything about one vault.
fn one(arguments: &Arguments, vault: &Path, folder: &Path) -> Result<Outcome, String> {
    vaults::empty(folder)?;
    let size = vaults::measure(vault);
    if size.notes == 0 {
        return Err("there is no note".to_owned());
    }
    let word = arguments.word.clone().map_or_else(|| word::choose(vault), Ok)?;
    let name = vault.file_name().map_or_else(|| vault.display().to_string(), |name| name.to_string_lossy().into_owned());
    println!("\n## `{name}`: {} notes, {:.1} MB, the word is `{word}`\n", size.notes, size.bytes as f64 / 1e6);
    let mut bench = Bench::new(arguments, vault, folder, &word)?;
    let (mut timed, skipped) = rows::timed(&mut bench)?;
    let mut remarks = skipped;
    remarks.extend(rounds::run(&mut timed, &mut bench.edits, arguments.rounds)?);
    print!("{}", table::rows(&timed));
    remarks.extend(counts::all(&bench, size)?);
    remarks.extend(churn::run(&mut bench)?);
    if arguments.wants("links") {
        let (table, said) = growth::links(&bench)?;
        print!("{table}");
        remarks.extend(said);
    }
    print!("{}", table::remarks(&remarks));
    let medians = timed.iter().filter_map(|row| Some((row.label.clone(), row.median()?))).collect();
    Ok(Outcome { name, size, medians })
}
