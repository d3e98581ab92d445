//! The report in a note of the vault, between marks: the note of the week, or the one named. The rest of the note is not touched.

use crate::base::change::{Change, FileChange, edited};
use crate::base::file_name;
use crate::book::{file_name as last_part, folder, without_extension};
use crate::changes::{kinds, new_note, region};
use crate::commands::writing::{self, DryRun};
use crate::commands::{Failure, Session, new};
use crate::files::templates::spelled;

/// Writes the text into the note at `path`, from the vault; without one, into the note of the week, made from its template when need be.
pub fn write(path: Option<&str>, text: &str, dry_run: DryRun, session: &mut Session<'_>) -> Result<u8, Failure> {
    let root = session.workspace.root.clone();
    let week = session.outside.now.on(session.workspace.book.as_of);
    let path = match path {
        Some(path) => named(path)?,
        None => new_note::weekly_path(&session.workspace.book, week),
    };
    let path = spelled(&root, &path);
    let refused = |refused: region::Refused| {
        let hint = match refused {
            region::Refused::Unclosed => "end it, or take its first line away",
            region::Refused::Hidden => "close it first",
        };
        Failure::new(format!("cannot write into `{path}`: {refused}")).hint(hint)
    };
    let text = below_a_title(text);
    let file = if root.join(&path).symlink_metadata().is_ok() {
        let before = writing::open(session, &path)?;
        FileChange::Modify {
            path: path.clone(),
            edits: region::edits(&before, "report", &text).map_err(refused)?,
            before: before.into_bytes(),
        }
    } else {
        let begun = match path == spelled(&root, &new_note::weekly_path(&session.workspace.book, week)) {
            true => begun(&path, week, session)?,
            false => String::new(),
        };
        let edits = region::edits(&begun, "report", &text).map_err(refused)?;
        let whole = edited(begun.as_bytes(), &edits).and_then(|bytes| String::from_utf8(bytes).ok());
        FileChange::Create { path: path.clone(), text: whole.unwrap_or_default() }
    };
    writing::carry_out(session, &Change { title: format!("report into {path}"), files: vec![file] }, dry_run)
}

/// The report as a section of a note: its headings a level lower, since the note has a title of its own.
fn below_a_title(text: &str) -> String {
    let lower = |line: &str| if line.starts_with('#') { format!("#{line}") } else { line.to_owned() };
    let mut lines: Vec<String> = text.lines().map(lower).collect();
    lines.push(String::new());
    lines.join("\n")
}

/// A path from the vault as typed, with its extension.
fn named(path: &str) -> Result<String, Failure> {
    let bare = without_extension(path.trim().trim_start_matches("./"));
    let name = file_name::of(last_part(bare)).ok().filter(|name| name == last_part(bare));
    match (file_name::folder(folder(bare)), name) {
        (Some(folder), Some(name)) if folder.is_empty() => Ok(format!("{name}.md")),
        (Some(folder), Some(name)) => Ok(format!("{folder}/{name}.md")),
        _ => {
            Err(Failure::new(format!("`{path}` can be no note of the vault")).hint("write it from the vault's folder: `Reviews/This week`"))
        }
    }
}

/// The text of a new note of the week.
fn begun(path: &str, week: crate::base::now::Now, session: &mut Session<'_>) -> Result<String, Failure> {
    let kinds = kinds::all(&new::files(session));
    let Some(kind) = kinds::find("weekly-review", &kinds) else { return Ok(String::new()) };
    Ok(new::from_template(&kind, path, week, session)?.text)
}
