//! The sections `[follow_up]`, `[celebrate]`, `[feedback]`, `[tension]` and `[score]`.

use crate::config::parse::{MOST_DAYS, wanted};
use crate::config::table::Entry;
use crate::config::{Config, Malformed};

/// The most a term of the score may add.
const MOST_WEIGHT: f64 = 1000.0;

/// Reads a setting of one of these sections; `false` when it is not known.
pub fn read(config: &mut Config, section: &str, entry: &Entry<'_>) -> Result<bool, Malformed> {
    match (section, entry.key) {
        ("follow_up", "days") => config.follow_up.days = entry.number(MOST_DAYS)?,
        ("follow_up", "until") => config.follow_up.until = entry.number(MOST_DAYS)?,
        ("follow_up", "meetings") => config.follow_up.meetings = entry.flag()?,
        ("follow_up", "headings") => config.follow_up.headings = entry.texts()?,
        ("celebrate", "lead_days") => config.celebrate.lead_days = entry.number(MOST_DAYS)?,
        ("celebrate", "missed_days") => config.celebrate.missed_days = entry.number(MOST_DAYS)?,
        ("celebrate", "milestone_days") => config.celebrate.milestone_days = entry.number(MOST_DAYS)?,
        ("feedback", "wait_days") => config.feedback.wait_days = entry.number(MOST_DAYS)?,
        ("feedback", "tags") => {
            for tag in entry.table()? {
                config.feedback.tags.push((tag.key.trim().trim_start_matches('#').to_owned(), wanted(&tag)?));
            }
        }
        ("tension", "decide_days") => config.tension.decide_days = entry.number(MOST_DAYS)?,
        ("score", name) => match config.score.term(name) {
            Some(term) => *term = entry.decimal(MOST_WEIGHT)?,
            None => return Ok(false),
        },
        _ => return Ok(false),
    }
    Ok(true)
}
