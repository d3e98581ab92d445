//! What is counted, not timed: the bytes kept beside the notes, and the notes a warm run opens.

use std::path::{Path, PathBuf};

use crate::rows::Bench;
use crate::vaults::{Size, bytes_below, can_run};

/// All counts, each a sentence.
pub fn all(bench: &Bench<'_>, size: Size) -> Result<Vec<String>, String> {
    let mut said = Vec::new();
    if bench.arguments.wants("sizes") {
        said.extend(sizes(bench, size)?);
    }
    if bench.arguments.wants("opened") {
        said.extend(opened(bench)?);
    }
    Ok(said)
}

fn sizes(bench: &Bench<'_>, size: Size) -> Result<Vec<String>, String> {
    // Makes what is kept, when no row has.
    bench.vault_run(bench.vault, &["report"], "cache-warm").time()?;
    if bench.knows_search {
        bench.vault_run(bench.vault, &["search", &bench.word], "cache-warm").time()?;
    }
    let Some(kept) = kept(&bench.folder.join("cache-warm")) else { return Ok(vec!["nothing is kept between runs".to_owned()]) };
    let facts = kept.join("facts").metadata().map_or(0, |found| found.len());
    let all = bytes_below(&kept);
    let part = |bytes: u64| format!("{:.1} MB = {:.3} of the notes' bytes", bytes as f64 / 1e6, bytes as f64 / size.bytes as f64);
    let mut said = vec![format!("facts: {} ({} B a note)", part(facts), facts / size.notes)];
    if bench.knows_search {
        said.push(format!("search: {}; all that is kept: {}", part(all - facts), part(all)));
    }
    Ok(said)
}

/// The vault's folder in a cache folder.
fn kept(cache: &Path) -> Option<PathBuf> {
    std::fs::read_dir(cache.join("vault")).ok()?.flatten().map(|entry| entry.path()).find(|path| path.is_dir())
}

fn opened(bench: &Bench<'_>) -> Result<Vec<String>, String> {
    if !can_run("strace") {
        return Ok(vec!["`opened` is left out: strace is not installed (`strace --version` must answer)".to_owned()]);
    }
    let mut said = Vec::new();
    for (words, is_known) in [(vec!["report"], true), (vec!["search", &bench.word], bench.knows_search)] {
        if !is_known {
            continue;
        }
        let run = bench.vault_run(bench.vault, &words, "cache-warm");
        run.time()?;
        said.push(match run.notes_opened(&bench.folder) {
            Ok(count) => format!("a warm `{}` opens {count} notes", words[0]),
            Err(reason) => format!("`opened` is left out: {reason}"),
        });
    }
    Ok(said)
}
