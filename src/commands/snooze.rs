//! `vault snooze`.

use crate::base::date::Date;
use crate::base::spoken::{self, Lean, Misread};
use crate::changes::set::{How, Typed};
use crate::commands::writing::DryRun;
use crate::commands::{Failure, Session, set, who};

/// Leave a person out of the report until a day
///
/// Writes `snooze_until` into the person's note. The day may be spoken: friday, "2 weeks", "in a month", 2026-11-23. `off` ends it.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  vault snooze Ana Diaz 2 weeks
  vault snooze ana friday --dry-run
  vault snooze ana off")]
pub struct Args {
    /// Whom, then until when
    #[arg(value_name = "NAME… DATE", required = true, num_args = 1..)]
    words: Vec<String>,
    #[command(flatten)]
    dry_run: DryRun,
}

/// Runs it.
pub fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let today = session.workspace.book.as_of;
    let (name, until) = split(&args.words, today)?;
    let how = match until {
        None => How::Unset,
        Some(day) if day <= today => {
            return Err(Failure::new(format!("{day} is not to come")).hint("write a later day, or `off` to end it"));
        }
        Some(day) => How::Set(day.to_string()),
    };
    let contact = who::find(session, name)?;
    set::keys(session, contact, "snooze", &[Typed { key: "snooze_until".to_owned(), how }], args.dry_run)
}

/// The name and the day: the longest end of the words that is a day, with a name before it. No day: `off`.
fn split(words: &[String], today: Date) -> Result<(&[String], Option<Date>), Failure> {
    for at in 1..words.len() {
        let (name, rest) = words.split_at(at);
        let text = rest.join(" ");
        if text.eq_ignore_ascii_case("off") {
            return Ok((name, None));
        }
        if let Ok(day) = day(&text, today) {
            return Ok((name, Some(day)));
        }
    }
    let hint = "write for example `vault snooze Ana friday` or `vault snooze Ana \"2 weeks\"`";
    match words.split_last() {
        Some((last, name)) if !name.is_empty() => {
            let misread = day(last, today).err().map_or_else(|| format!("`{last}` is no date"), |misread| misread.to_string());
            Err(Failure::new(misread))
        }
        _ => Err(Failure::new("no day is given").hint(hint)),
    }
}

/// A day, or a length of time from today.
fn day(text: &str, today: Date) -> Result<Date, Misread> {
    spoken::read(text, today, Lean::Future).or_else(|misread| spoken::read(&format!("in {text}"), today, Lean::Future).map_err(|_| misread))
}
