//! How the times grow: from one vault to the next, and with the number of links.

use crate::copies::double_links;
use crate::rounds::{self, Before};
use crate::rows::{Bench, row};
use crate::table::ms;
use crate::vaults::{Size, measure};

/// What is remembered of a vault.
pub struct Outcome {
    /// Its name.
    pub name: String,
    /// Its size.
    pub size: Size,
    /// The label and the median seconds of each row.
    pub medians: Vec<(String, f64)>,
}

/// The table from one vault to the next.
pub fn between(small: &Outcome, large: &Outcome) -> String {
    let ratio = |large: f64, small: f64| format!("{:.2}", large / small);
    let notes = ratio(large.size.notes as f64, small.size.notes as f64);
    let bytes = ratio(large.size.bytes as f64, small.size.bytes as f64);
    let mut text = format!("\n## From `{}` to `{}`: {notes} times the notes, {bytes} times the bytes\n\n", small.name, large.name);
    text.push_str("| | times as long | ÷ notes |\n|---|---|---|\n");
    for (label, after) in &large.medians {
        let Some((_, before)) = small.medians.iter().find(|(name, _)| name == label) else { continue };
        let per_note = (after / before) / (large.size.notes as f64 / small.size.notes as f64);
        text.push_str(&format!("| {label} | {} | {per_note:.2} |\n", ratio(*after, *before)));
    }
    text
}

/// The same rows on the vault and on one with the lines with links written twice, in turn.
pub fn links(bench: &Bench<'_>) -> Result<(String, Vec<String>), String> {
    let twice = bench.folder.join("links");
    let (before, after) = double_links(bench.vault, &twice)?;
    let bytes = measure(&twice).bytes as f64 / measure(bench.vault).bytes as f64;
    let mut rows = Vec::new();
    for (vault, cache) in [(bench.vault, "cache-links-1"), (twice.as_path(), "cache-links-2")] {
        let run = |words: &[&str], part: &str| bench.vault_run(vault, words, &format!("{cache}-{part}"));
        rows.push(row("report", "`report`, nothing changed", run(&["report"], "warm"), Before::Nothing));
        rows.push(row("report-no-index", "`report --no-index`", run(&["report", "--no-index"], "none"), Before::Nothing));
        rows.push(row("report-first", "`report`, the first ever", run(&["report"], "first"), Before::EmptyCache));
        if bench.knows_index {
            rows.push(row("rebuild", "`index --rebuild`, cold", run(&["index", "--rebuild"], "rebuild"), Before::EmptyCache));
        }
    }
    let said = rounds::run(&mut rows, &mut None, bench.arguments.rounds)?;
    let mut text = format!(
        "\n{before} links, then {after} ({:.2} times the links, {bytes:.2} times the bytes):\n\n| | ms | ms with the links | times as long |\n|---|---|---|---|\n",
        after as f64 / (before.max(1)) as f64
    );
    let half = rows.len() / 2;
    for (plain, linked) in rows.iter().zip(&rows[half..]) {
        let (Some(first), Some(second)) = (plain.median(), linked.median()) else { continue };
        let ratio = linked.against(plain, |own, base| own / base).unwrap_or_default();
        text.push_str(&format!("| {} | {} | {} | {ratio:.2} |\n", plain.label, ms(first), ms(second)));
    }
    Ok((text, said))
}
