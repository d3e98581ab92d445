//! `vault check --fix`: carries out the edits that findings bring with them, each note's together. Makes no edit of its own.

use crate::base::change::{Change, Edit, FileChange};
use crate::base::english;
use crate::base::span::LineIndex;
use crate::commands::writing::{self, DryRun};
use crate::commands::{DONE, Failure, NOTHING, Session};
use crate::lint::{Diagnostic, fix};

/// Mends what can be mended of these findings, which are sorted by path; 0 when nothing remains.
pub fn run(session: &mut Session<'_>, diagnostics: &[Diagnostic], dry_run: DryRun) -> Result<u8, Failure> {
    let mut files = Vec::new();
    let mut mended = 0;
    for of_file in diagnostics.chunk_by(|one, other| one.path == other.path) {
        let fixable: Vec<&Diagnostic> = of_file.iter().filter(|diagnostic| diagnostic.is_fixable()).collect();
        let Some(first) = fixable.first() else { continue };
        let read = first.note.map(|note| session.workspace.text(note));
        let text = match writing::open(session, &first.path) {
            Ok(text) if read.as_deref() == Some(text.as_str()) => text,
            Ok(_) => {
                writing::say(session, &format!("warning: `{}` was changed meanwhile and is left as it is", first.path))?;
                continue;
            }
            Err(failure) => {
                writing::say(session, &format!("warning: {}", failure.message))?;
                continue;
            }
        };
        let edits = together(&fixable);
        if !fix::is_safe(&text, &edits) {
            writing::say(session, &format!("warning: `{}` is left as it is: mended together its values would read otherwise", first.path))?;
            continue;
        }
        let lines = LineIndex::new(&text);
        for diagnostic in fixable.iter().filter(|diagnostic| diagnostic.fix.iter().all(|edit| edits.contains(edit))) {
            let (line, column) = lines.line_column(&text, diagnostic.span.start);
            let verb = if dry_run.dry_run { "can be mended" } else { "mended" };
            writing::say(session, &format!("{}:{line}:{column}: {verb}[{}]: {}", diagnostic.path, diagnostic.code, diagnostic.message))?;
            mended += 1;
        }
        files.push(FileChange::Modify { path: first.path.clone(), before: text.into_bytes(), edits });
    }
    let remain = diagnostics.len() - mended;
    if !files.is_empty() {
        let title = format!("check --fix: {}", english::count(mended as i64, "finding"));
        writing::carry_out(session, &Change { title, files }, dry_run)?;
    }
    let all = english::count(diagnostics.len() as i64, "finding");
    let said = match (mended, remain) {
        (0, 0) => "nothing to mend".to_owned(),
        (0, _) => format!("none of {all} can be mended safely; `vault check` shows them"),
        (_, 0) => format!("{all}, all mended"),
        (_, _) => format!("{mended} of {all} mended; `vault check` shows the others"),
    };
    let said = if dry_run.dry_run { said.replace("mended;", "can be mended;").replace("all mended", "all can be mended") } else { said };
    writing::say(session, &said)?;
    Ok(if remain == 0 { DONE } else { NOTHING })
}

/// The edits of all findings, in order, each once; of two that overlap the first.
fn together(fixable: &[&Diagnostic]) -> Vec<Edit> {
    let mut edits: Vec<Edit> = fixable.iter().flat_map(|diagnostic| &diagnostic.fix).cloned().collect();
    edits.sort_by_key(|edit| edit.span);
    let mut kept: Vec<Edit> = Vec::with_capacity(edits.len());
    for edit in edits {
        if kept.last().is_none_or(|last| last.span.end <= edit.span.start && *last != edit) {
            kept.push(edit);
        }
    }
    kept
}
