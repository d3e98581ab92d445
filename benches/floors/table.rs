//! Writes what was measured as Markdown. Measures nothing.

use crate::rounds::Row;

/// The machine in general terms, with a warning when others are at work on it.
pub fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut text = format!("{cores} cores, {} {}; whole processes, warm file cache", std::env::consts::OS, std::env::consts::ARCH);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load: f64 = load.split(' ').next().and_then(|number| number.parse().ok()).unwrap_or(0.0);
    if load > cores as f64 / 2.0 {
        text.push_str(&format!("\n\n**The machine is busy (load {load:.1}): do not trust these figures.**"));
    }
    text
}

/// The table of timed rows.
pub fn rows(rows: &[Row]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let rounds = rows[0].times.len();
    let mut text = format!(
        "| {rounds} rounds | median ms (min–max) | ÷ W | ÷ P | ÷ G | over unchanged | peak memory |\n|---|---|---|---|---|---|---|\n"
    );
    for row in rows {
        let ratio = |key: &str| {
            let base = rows.iter().find(|base| base.key == key)?;
            row.against(base, |own, base| own / base).map(|ratio| format!("{ratio:.2}"))
        };
        let over = row.over.and_then(|key| rows.iter().find(|base| base.key == key));
        let over = over.and_then(|base| row.against(base, |own, base| own - base)).map(|seconds| format!("{:+.1} ms", seconds * 1e3));
        let peak = row.peak.map(|kilobytes| format!("{:.1} MB", kilobytes as f64 / 1024.0));
        let cell = |text: Option<String>| text.unwrap_or_else(|| "–".to_owned());
        text.push_str(&format!(
            "| {} | {} | {} | {} | {} | {} | {} |\n",
            row.label,
            spread(&row.times),
            cell(ratio("stat")),
            cell(ratio("parse")),
            cell(ratio("rg")),
            over.unwrap_or_default(),
            cell(peak)
        ));
    }
    text
}

/// The median, the fastest and the slowest, in milliseconds.
pub fn spread(times: &[f64]) -> String {
    let fastest = times.iter().copied().fold(f64::INFINITY, f64::min);
    let slowest = times.iter().copied().fold(0.0, f64::max);
    let median = crate::rounds::median(times.to_vec()).unwrap_or_default();
    format!("{} ({}–{})", ms(median), ms(fastest), ms(slowest))
}

/// Seconds as milliseconds, with as many digits as mean something.
pub fn ms(seconds: f64) -> String {
    let ms = seconds * 1e3;
    if ms < 99.95 { format!("{ms:.1}") } else { format!("{ms:.0}") }
}

/// Remarks as a list.
pub fn remarks(remarks: &[String]) -> String {
    let mut text = String::new();
    for remark in remarks {
        text.push_str(&format!("{}* {remark}\n", if text.is_empty() { "\n" } else { "" }));
    }
    text
}
