//! `vault check`.

use std::collections::HashMap;
use std::io::Write;
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;

use crate::base::span::{LineIndex, Span};
use crate::commands::{DONE, Failure, Format, NOTHING, Session};
use crate::files::settings;
use crate::lint::{self, Counts, Diagnostic, Outside, Unusable, rules, summary};
use crate::render::{json, text};
use crate::workspace::{Placed, Workspace};

/// Report what in the notes could not be read, or was probably not meant
///
/// Each finding is shown with its place and with what to write instead. Nothing is changed. The exit status is 1 when anything at all
/// was found.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  vault check
  vault check People Daily/2026-11-07.md
  vault check --explain ambiguous-name")]
pub struct Args {
    /// Notes and folders, from the vault or from the current folder [default: the whole vault]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Say what was found in the vault, what was not, and what to do next: why is my list empty?
    #[arg(long)]
    summary: bool,
    /// Print what a rule does and what to write instead; without a code, list the rules
    #[arg(long, value_name = "CODE", num_args = 0..=1, default_missing_value = "", conflicts_with_all = ["paths", "summary"])]
    explain: Option<String>,
}

impl Args {
    /// Whether only a rule's page is asked for, which needs no vault.
    pub fn explains(&self) -> bool {
        self.explain.is_some()
    }
}

/// Prints the page of a rule.
pub fn explain(args: &Args, out: &mut dyn Write) -> Result<u8, Failure> {
    let code = args.explain.as_deref().unwrap_or_default();
    if code.is_empty() {
        for rule in rules::RULES {
            writeln!(out, "{:<24}{}", rule.code, rule.severity.word())?;
        }
        return Ok(DONE);
    }
    let rule = rules::named(code).map_err(|near| {
        let failure = Failure::new(format!("there is no rule `{code}`"));
        match near {
            Some(near) => failure.hint(format!("did you mean `{near}`?")),
            None => failure.hint(format!("the rules are {}", rules::RULES.iter().map(|rule| rule.code).collect::<Vec<_>>().join(", "))),
        }
    })?;
    out.write_all(rule.page.as_bytes())?;
    Ok(DONE)
}

/// Runs it.
pub fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let workspace = session.workspace;
    let book = &workspace.book;
    let texts = SettingsTexts::read(workspace);
    let mut diagnostics = lint::run(book, &|note| workspace.text(note), &outside(workspace, &texts));
    let mut notes = book.notes();
    if !args.paths.is_empty() {
        let prefixes = prefixes(args, session, &diagnostics)?;
        diagnostics.retain(|diagnostic| is_below(&diagnostic.path, &prefixes));
        notes = book.all().filter(|&note| is_below(book.path(note), &prefixes)).count() as u32;
    }
    let counts = Counts::of(&diagnostics);
    let overview = args.summary.then(|| summary::of(book));
    let text_of = |diagnostic: &Diagnostic| match diagnostic.note {
        Some(note) => workspace.text(note),
        None => texts.of(&diagnostic.path),
    };
    match (session.format, &overview) {
        (Format::Json, overview) => json::check::write(book, &diagnostics, &text_of, notes, overview.as_ref(), session.out)?,
        (_, Some(overview)) => {
            text::check::write_overview(overview, counts, &session.style, session.out)?;
        }
        (_, None) => {
            text::check::write(&diagnostics, &text_of, &session.style, session.out)?;
            if !session.quiet {
                text::check::write_counts(counts, notes, session.out)?;
            }
        }
    }
    Ok(if diagnostics.is_empty() { DONE } else { NOTHING })
}

/// The texts of the settings files in which something could not be used.
struct SettingsTexts(HashMap<String, Rc<str>>);

impl SettingsTexts {
    fn read(workspace: &Workspace) -> SettingsTexts {
        let read = |file: &str| settings::text(&workspace.root, file).ok().flatten().unwrap_or_default();
        SettingsTexts(workspace.notices.iter().map(|notice| (notice.file.clone(), Rc::from(read(&notice.file)))).collect())
    }

    fn of(&self, path: &str) -> Rc<str> {
        self.0.get(path).cloned().unwrap_or_else(|| Rc::from(""))
    }
}

fn outside(workspace: &Workspace, texts: &SettingsTexts) -> Outside {
    let settings = |notice: &Placed| Unusable {
        path: notice.file.clone(),
        span: word_at(&texts.of(&notice.file), notice.at),
        message: notice.message.clone(),
    };
    Outside {
        settings: workspace.notices.iter().map(settings).collect(),
        unread: workspace.troubles.iter().map(|trouble| (trouble.path.clone(), trouble.message.clone())).collect(),
    }
}

/// The word at a 1-based line and column.
fn word_at(text: &str, (line, column): (u32, u32)) -> Span {
    let lines = LineIndex::new(text);
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1) as usize).map(str::len).sum();
    let rest = text.get(start..).unwrap_or_default();
    let at = rest.char_indices().nth(column.saturating_sub(1) as usize).map_or(rest.len(), |(at, _)| at);
    let word = rest.get(at..).unwrap_or_default();
    let end = match word.strip_prefix('"') {
        Some(quoted) => quoted.find(['"', '\n']).map_or(word.len(), |end| end + 2),
        None => word.find(|c: char| c.is_whitespace() || matches!(c, '=' | ']' | ',' | ':')).unwrap_or(word.len()),
    };
    let span = Span::new(start + at, start + at + end.min(word.len()));
    debug_assert_eq!(lines.line(span.start), line.max(1).min(lines.line(text.len() as u32)));
    span
}

/// What the arguments name, as paths from the root. A path is taken from the current folder when something there is so named, else from
/// the vault.
fn prefixes(args: &Args, session: &Session<'_>, diagnostics: &[Diagnostic]) -> Result<Vec<String>, Failure> {
    let root = plain(&session.workspace.root);
    let book = &session.workspace.book;
    let is_known = |prefix: &String| {
        let prefix = std::slice::from_ref(prefix);
        book.all().any(|note| is_below(book.path(note), prefix)) || diagnostics.iter().any(|diagnostic| is_below(&diagnostic.path, prefix))
    };
    let mut prefixes = Vec::with_capacity(args.paths.len());
    for path in &args.paths {
        let from_folder = plain(&session.folder.join(path)).strip_prefix(&root).ok().map(slashed);
        let from_vault = || plain(&root.join(path)).strip_prefix(&root).ok().map(slashed);
        let found = from_folder.filter(is_known).or_else(|| from_vault().filter(is_known));
        let unknown = || {
            Failure::new(format!("there is no note or folder `{}` in this vault", path.display()))
                .hint("name it from the vault's folder, such as `People/Ann.md`")
        };
        prefixes.push(found.ok_or_else(unknown)?);
    }
    Ok(prefixes)
}

/// Whether a path is one of `prefixes` or lies below one; the empty one holds everything.
fn is_below(path: &str, prefixes: &[String]) -> bool {
    prefixes
        .iter()
        .any(|prefix| prefix.is_empty() || path.strip_prefix(prefix.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

/// A path without `.` and `..`, as written: links are not followed.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(plain.pop()),
            part => plain.push(part),
        }
    }
    plain
}

fn slashed(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
