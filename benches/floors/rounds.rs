//! Runs rows in turn, round after round, so that what slows the machine slows all alike; a ratio is the median of the ratios round by round.

use std::path::PathBuf;
use std::time::Duration;

use crate::copies::Edits;
use crate::process::Run;
use crate::vaults;

/// What is done before each run, outside the timing.
pub enum Before {
    /// Nothing: the run before has left all as it is wanted.
    Nothing,
    /// The cache folder is emptied.
    EmptyCache,
    /// The same command is run, then one note is changed.
    Change,
}

/// What is timed.
pub struct Row {
    /// Its name in `--rows`.
    pub key: &'static str,
    /// Its name in the table.
    pub label: String,
    /// The command line.
    pub run: Run,
    /// What is done before it.
    pub before: Before,
    /// The row whose time is taken off to see what a change costs.
    pub over: Option<&'static str>,
    /// The times in seconds, one a round.
    pub times: Vec<f64>,
    /// The peak of memory in kilobytes.
    pub peak: Option<u64>,
}

impl Row {
    fn prepare(&self, edits: &mut Option<Edits>) -> Result<(), String> {
        match self.before {
            Before::Nothing => Ok(()),
            Before::EmptyCache => vaults::empty(&self.run.cache),
            Before::Change => {
                self.run.time()?;
                edits.as_mut().ok_or("there is no copy to change")?.change()
            }
        }
    }

    /// The median in seconds.
    pub fn median(&self) -> Option<f64> {
        median(self.times.clone())
    }

    /// The median of what `of` says of this row's time and the other's in the same round.
    pub fn against(&self, other: &Row, of: impl Fn(f64, f64) -> f64) -> Option<f64> {
        median(self.times.iter().zip(&other.times).map(|(&own, &base)| of(own, base)).collect())
    }
}

/// Runs all rows; what is to be remarked about them. A row that gives no answer is taken out.
pub fn run(rows: &mut Vec<Row>, edits: &mut Option<Edits>, rounds: usize) -> Result<Vec<String>, String> {
    let mut remarks = Vec::new();
    let mut failed = Vec::new();
    // Once unseen: files come into the system's cache, and what is kept between runs is made.
    for row in rows.iter() {
        eprint!("\rfirst run: {:<24}", row.key);
        row.prepare(edits)?;
        let output = row.run.output()?;
        let said = String::from_utf8_lossy(&output.stderr).lines().find(|line| !line.trim().is_empty()).unwrap_or_default().to_owned();
        if output.status.code().is_none_or(|code| code >= 2) && output.stdout.is_empty() {
            remarks.push(format!("`{}` is left out: it ended with {}: {said}", row.key, output.status));
            failed.push(row.key);
        } else if !said.is_empty() {
            remarks.push(format!("`{}` said: {said}", row.key));
        }
    }
    rows.retain(|row| !failed.contains(&row.key));
    for round in 1..=rounds {
        eprint!("\rround {round} of {rounds}{:<24}", "");
        for row in rows.iter_mut() {
            row.prepare(edits)?;
            let time: Duration = row.run.time()?;
            row.times.push(time.as_secs_f64());
        }
    }
    for row in rows.iter_mut() {
        eprint!("\rmemory: {:<24}", row.key);
        row.prepare(edits)?;
        let scratch = row.run.cache.parent().map_or_else(PathBuf::new, PathBuf::from);
        row.peak = row.run.peak(&scratch)?;
    }
    eprint!("\r{:<40}\r", "");
    Ok(remarks)
}

/// The one in the middle.
pub fn median(mut numbers: Vec<f64>) -> Option<f64> {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied()
}
