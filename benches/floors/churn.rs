//! Many changes of one note, each seen by a process of its own: does the index stay in few pieces, and do updates stay quick.

use serde_json::Value;

use crate::rounds::median;
use crate::rows::Bench;
use crate::table::ms;

/// How many changes.
const CHANGES: usize = 300;
/// How many of the first and the last are taken together.
const EDGE: usize = 11;

/// Changes notes and searches after each; a sentence on how that went.
pub fn run(bench: &mut Bench<'_>) -> Result<Vec<String>, String> {
    if !bench.arguments.wants("churn") {
        return Ok(Vec::new());
    }
    let words = if bench.knows_search { vec!["search", bench.word.as_str()] } else { vec!["report"] };
    let name = words[0].to_owned();
    let search = bench.vault_run(&bench.copy(), &words, "cache-churn");
    let status = bench.vault_run(&bench.copy(), &["index", "--status", "--format", "json"], "cache-churn");
    search.time()?;
    let mut times = Vec::with_capacity(CHANGES);
    for change in 1..=CHANGES {
        eprint!("\rchange {change} of {CHANGES}");
        bench.edits.as_mut().ok_or("there is no copy to change")?.change()?;
        times.push(search.time()?.as_secs_f64());
    }
    eprint!("\r{:<40}\r", "");
    let middle = |part: &[f64]| ms(median(part.to_vec()).unwrap_or_default());
    let mut sorted = times.clone();
    sorted.sort_by(f64::total_cmp);
    let segments = if bench.knows_index {
        let answer: Option<Value> = serde_json::from_slice(&status.output()?.stdout).ok();
        answer
            .as_ref()
            .and_then(segments)
            .map_or("`index --status` does not say in how many segments".to_owned(), |count| format!("{count} segments"))
    } else {
        "this `vault` has no `index` to ask for segments".to_owned()
    };
    Ok(vec![format!(
        "{CHANGES} changes of one note, each followed by `{name}` in a process of its own: {segments} at the end; median ms of the first {EDGE} {}, \
         of the last {EDGE} {}, of all {}, 99 of 100 below {}, slowest {}",
        middle(&times[..EDGE]),
        middle(&times[CHANGES - EDGE..]),
        middle(&times),
        ms(sorted[CHANGES * 99 / 100]),
        ms(sorted[CHANGES - 1])
    )])
}

/// The number under `segments`, wherever it stands.
fn segments(answer: &Value) -> Option<u64> {
    match answer {
        Value::Object(fields) => fields.get("segments").and_then(Value::as_u64).or_else(|| fields.values().find_map(segments)),
        Value::Array(values) => values.iter().find_map(segments),
        _ => None,
    }
}
