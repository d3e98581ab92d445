//! `vault edit`.

use crate::book::finds::Place;
use crate::commands::inspect::note_named;
use crate::commands::{Failure, Session, editor};

/// Open a note in your editor, at the last entry
///
/// NAME is a contact, by name, alias or a unique part of one, or the path of any note. The editor is `$VISUAL`, else `$EDITOR`; editors known
/// to take a line open at the last entry of a contact's note.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  vault edit Ana Diaz
  EDITOR=\"code --wait\" vault edit \"Meetings/2026-11-12 Oxlip kickoff\"")]
pub struct Args {
    /// Whom, or which note; quotes are not needed
    #[arg(value_name = "NAME", required = true, num_args = 1..)]
    name: Vec<String>,
}

/// Runs it.
pub fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let note = note_named(&args.name, session)?;
    let book = &session.workspace.book;
    let line = book.contact_of(note).and_then(|contact| {
        let own = |place: &Place| place.note == note;
        book.interactions(contact).iter().map(|interaction| interaction.place).find(own).map(|place| place.row)
    });
    let path = book.path(note).to_owned();
    editor::open(session, &path, line)
}
