//! `vault follow-up`.

use crate::base::change::{Change, FileChange, edited};
use crate::base::date::Date;
use crate::base::{english, file_name, fold};
use crate::changes::place::{self, Entry};
use crate::commands::log::reads_as;
use crate::commands::writing::{self, DryRun};
use crate::commands::{DONE, Failure, Format, NOTHING, Session, event, new, new_people};
use crate::render::clean::clean;
use crate::render::{json, text};
use crate::views::follow_up::{self, FollowUp, Nobody};

/// List who was at an event, with whether there was a word since, and make the missing notes
///
/// EVENT is the path of its note, its title, or a unique part of it; without one the events of the last days are listed, with how many people
/// wait for a word. With --create everybody the note names who has no note gets one from
/// the contact template, with the day and the event, and the line about them as the first entry of the log.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  vault follow-up
  vault follow-up \"Kindred Interfaces\"
  vault follow-up \"Kindred Interfaces\" --create --dry-run
  vault follow-up \"Kindred Interfaces\" --create")]
pub struct Args {
    /// Which event; quotes are not needed [default: list those of the last days]
    #[arg(value_name = "EVENT", num_args = 0..)]
    event: Vec<String>,
    /// Make the notes of those who have none
    #[arg(long, requires = "event")]
    create: bool,
    /// Show what would be made as a diff, and change nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
}

impl Args {
    /// Whether notes are made.
    pub fn creates(&self) -> bool {
        self.create
    }
}

/// Runs it.
pub fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let workspace = session.workspace;
    let book = &workspace.book;
    if args.event.is_empty() {
        let recent = follow_up::recent(book);
        match session.format {
            Format::Json => json::follow_up::write_recent(book, &recent, session.out)?,
            _ => text::follow_up::write_recent(book, &recent, &session.style, session.quiet, session.out)?,
        }
        return Ok(if recent.is_empty() { NOTHING } else { DONE });
    }
    let event = event::named(book, &args.event.join(" "))?;
    let found = follow_up::of(book, &|note| workspace.text(note), event);
    if args.create {
        return create(&found, DryRun { dry_run: args.dry_run }, session);
    }
    match session.format {
        Format::Json => json::follow_up::write(book, &found, session.out)?,
        _ => text::follow_up::write(book, &found, &session.style, session.quiet, session.out)?,
    }
    Ok(if found.known.is_empty() && found.nobody.is_empty() && found.unclear.is_empty() { NOTHING } else { DONE })
}

fn create(found: &FollowUp, dry_run: DryRun, session: &mut Session<'_>) -> Result<u8, Failure> {
    let book = &session.workspace.book;
    let path = book.path(found.event);
    let day = found.day.ok_or_else(|| {
        Failure::new(format!("`{path}` does not say on which day it was")).hint("write `date: 2026-11-19` into its front matter")
    })?;
    if day > book.as_of {
        return Err(Failure::new(format!("`{}` is still to come, on {}", found.title, english::short_date(day)))
            .hint("nobody has been met there yet; `vault new contact` makes a note at any time"));
    }
    for address in &found.addresses {
        let failure = Failure::new("an address is no name")
            .hint(format!("`vault new contact NAME --set email={address} --set met={day}` makes it under their name"));
        left_out(address, &failure, session)?;
    }
    if found.nobody.is_empty() {
        writing::say(session, "everybody it names has a note already")?;
        return Ok(NOTHING);
    }
    let link = new_people::link(book, found.event);
    writing::say(session, &format!("met at {} on {}", found.title, english::short_date(day)))?;
    let mut change = Change { title: format!("follow up {}", found.title), files: Vec::new() };
    for person in &found.nobody {
        match contact(person, &link, day, session) {
            Ok(file) if change.files.iter().any(|other| fold::name(other.path()) == fold::name(file.path())) => {
                left_out(
                    &person.newcomer.name,
                    &Failure::new(format!("`{}` is made for somebody else of that name", file.path())),
                    session,
                )?;
            }
            Ok(file) => change.files.push(file),
            Err(failure) => left_out(&person.newcomer.name, &failure, session)?,
        }
    }
    if change.files.is_empty() {
        return Err(Failure::new("no note could be made").hint("the warnings above say why; `vault new contact` makes one by hand"));
    }
    writing::carry_out(session, &change, dry_run)
}

/// Says why somebody gets no note.
fn left_out(name: &str, failure: &Failure, session: &mut Session<'_>) -> Result<(), Failure> {
    writeln!(session.err, "warning: no note is made for `{}`: {}", clean(name), clean(&failure.message))?;
    if !session.quiet {
        for hint in &failure.hints {
            writeln!(session.err, "hint: {}", clean(hint))?;
        }
    }
    Ok(())
}

/// The note of somebody met: from the template, with the day, the event, and the line about them as the first entry.
fn contact(person: &Nobody, event: &str, day: Date, session: &mut Session<'_>) -> Result<FileChange, Failure> {
    let name = person.newcomer.name.as_str();
    let set = [("met".to_owned(), day.to_string()), ("met_at".to_owned(), event.to_owned())];
    let folder = file_name::folder(&person.newcomer.folder).filter(|folder| !folder.is_empty());
    let file = new::contact_in(session, name, folder.as_deref(), &set, Some(day))?;
    let FileChange::Create { path, text } = file else { return Ok(file) };
    // Where a template begins the log with an empty entry of the day, the line about them takes its place.
    let is_empty_entry =
        |line: &str| line.trim_start_matches(['-', '*', '+', ' ']).trim_end_matches([' ', ':', '\r', '\n']) == day.to_string();
    let is_left = |line: &&str| !(line.starts_with(['-', '*', '+']) && is_empty_entry(line));
    let left: String = text.split_inclusive('\n').filter(is_left).collect();
    let text = if left.len() == text.len() { text } else { format!("{}\n", left.trim_end()) };
    // The note is made today, whatever day the rest of it is of.
    let text = text.replacen(&format!("\ncreated: {day}"), &format!("\ncreated: {}", session.workspace.book.as_of), 1);
    let words = if person.noted.is_empty() { format!("met at {event}") } else { format!("met at {event}: {}", person.noted) };
    let entry = Entry { date: day, channel: None, text: &words, reads_as: reads_as(session, &words) };
    let book = &session.workspace.book;
    let edit = place::place(&path, &text, &entry, &book.config, book.as_of);
    let logged = edit.and_then(|edit| edited(text.as_bytes(), &[edit])).and_then(|bytes| String::from_utf8(bytes).ok());
    let text = match logged {
        Some(logged) => logged,
        None => {
            writeln!(session.err, "warning: `{}` gets no entry: {}", clean(&path), place::NO_PLACE)?;
            text
        }
    };
    Ok(FileChange::Create { path, text })
}
