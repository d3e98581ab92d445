//! `vault inspect`.

use std::path::{Component, Path, PathBuf};

use crate::base::fold;
use crate::book::{Book, without_extension};
use crate::commands::{DONE, Failure, Format, Session, who};
use crate::render::{json, text};
use crate::views::inspect;

/// Show what is seen in one note: front matter, headings, links, tags, tasks, entries
///
/// NOTE is a path from the vault, else a path from the current folder, else a contact's name.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  vault inspect \"People/Ana Diaz.md\"
  vault inspect ana --format json")]
pub struct Args {
    /// A path, with or without .md, or a contact's name
    #[arg(value_name = "NOTE", required = true, num_args = 1..)]
    note: Vec<String>,
}

/// Runs it.
pub fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let workspace = session.workspace;
    let book = &workspace.book;
    let note = note(args, session)?;
    let inspect = inspect::of(book, note, &workspace.text(note));
    match session.format {
        Format::Json => json::inspect::write(book, &inspect, session.out)?,
        _ => text::inspect::write(book, &inspect, &session.style, session.out)?,
    }
    Ok(DONE)
}

fn note(args: &Args, session: &mut Session<'_>) -> Result<u32, Failure> {
    let workspace = session.workspace;
    let book = &workspace.book;
    let text = args.note.join(" ");
    if let Some(note) = at_path(book, text.trim_start_matches("./")) {
        return Ok(note);
    }
    let file = plainly(&session.folder.join(&text));
    let below = |root: &Path| file.strip_prefix(root).ok().map(|path| path.to_string_lossy().replace('\\', "/"));
    let relative = below(&workspace.root).or_else(|| below(&plainly(&workspace.root)));
    if let Some(note) = relative.as_ref().and_then(|path| at_path(book, path)) {
        return Ok(note);
    }
    let on_disk = workspace.root.join(&text).is_file() || relative.is_some() && file.is_file();
    if on_disk {
        return Err(Failure::new(format!("`{text}` is not among the notes that are read"))
            .hint("hidden, ignored and template files are left out; see `vault check --summary`"));
    }
    let contact = who::find(session, &args.note)?;
    Ok(book.contacts[contact as usize].note)
}

/// The note at a path from the root, its extension optional, the exact spelling first.
fn at_path(book: &Book, path: &str) -> Option<u32> {
    let exact = book.note_at(path);
    let wanted = fold::name(without_extension(path));
    let loosely = || book.all().find(|&note| fold::name(without_extension(book.path(note))) == wanted);
    exact.or_else(loosely)
}

/// A path without `.` and `..`, told from its words alone.
fn plainly(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}
