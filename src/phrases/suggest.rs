//! Cadences that would fit: what the notes say of a rhythm, and a question, never an order.

use crate::base::english;

/// The rhythm that two numbers of days describe: `about every 14 days`.
fn about(days: f32) -> String {
    let whole = days.round().max(1.0) as i64;
    if whole == 1 { "about every day".to_owned() } else { format!("about every {whole} days") }
}

/// `in touch about every 16 days of late (4 gaps of 12 to 16 days)`, of somebody without a cadence.
pub fn rhythm(median: f32, gaps: usize, shortest: i32, longest: i32) -> String {
    let spread = if shortest == longest {
        format!("of {}", english::count(shortest.into(), "day"))
    } else {
        format!("of {shortest} to {longest} days")
    };
    format!("in touch {} of late ({} {spread})", about(median), english::count(gaps as i64, "gap"))
}

/// `meant to be every month (by tier), in fact about every 71 days: relax?`, of somebody with a cadence that is never kept.
pub fn relax(meant: &str, source: &str, median: f32) -> String {
    let by = if source == "contact" { String::new() } else { format!(" (by {source})") };
    format!("meant to be {meant}{by}, in fact {}: relax?", about(median))
}

/// `Kit Hargreaves: every week, in fact about every 7 days; nothing to suggest`.
pub fn keeps(name: &str, meant: &str, median: f32) -> String {
    format!("{name}: {meant}, in fact {}; nothing to suggest", about(median))
}

/// `Ana Diaz: 2 days of contact are too few to tell a rhythm from; five or more over three weeks tell one`.
pub fn too_few(name: &str, days: usize) -> String {
    let are = if days == 1 { "is" } else { "are" };
    format!(
        "{name}: {} {} too few to tell a rhythm from; five or more over three weeks tell one",
        english::count_of(days as i64, "day of contact", "days of contact"),
        are
    )
}

/// `Ana Diaz: about every 14 days until 9 months ago; that rhythm has ended, so nothing is suggested`.
pub fn ended(name: &str, median: f32, days: i64) -> String {
    format!("{name}: {} until {}; that rhythm has ended, so nothing is suggested", about(median), english::ago(days))
}

/// `Leo Castellan: no reminders are wanted (cadence: none)`.
pub fn declined(name: &str) -> String {
    format!("{name}: no reminders are wanted (`cadence: none`)")
}

/// `Callum Reid: paused; nothing to suggest`.
pub fn resting(name: &str, status: &str) -> String {
    format!("{name}: {status}; nothing to suggest")
}

/// What is said when nobody's cadence needs a word.
pub fn nobody() -> &'static str {
    "Nothing to suggest: cadences fit, or there is too little to tell a rhythm from."
}

/// `and 3 more: \`vault suggest cadence --limit 0\``.
pub fn more(count: usize) -> String {
    format!("and {count} more: `vault suggest cadence --limit 0`")
}

/// How a suggestion is accepted.
pub fn accept() -> &'static str {
    "Nothing is written yet: `vault suggest cadence NAME --apply` does it."
}

/// The question before all that is shown is written: `Write these 3 cadences? [y/N]`.
pub fn ask(count: usize) -> String {
    if count == 1 { "Write this cadence? [y/N]".to_owned() } else { format!("Write these {count} cadences? [y/N]") }
}

/// The heading of those who have a rhythm and no cadence.
pub fn rhythm_title() -> &'static str {
    "A rhythm, and no cadence"
}

/// The heading of those whose cadence does not fit.
pub fn unkept_title() -> &'static str {
    "A cadence that is not kept"
}
