//! `vault new`.

use crate::base::change::{Change, FileChange};
use crate::base::now::Now;
use crate::base::spoken::{self, Lean};
use crate::base::{english, file_name, fold};
use crate::book::{file_name as last_part, folder as folder_of, stem};
use crate::changes::kinds::{self, Files, Kind, Subject};
use crate::changes::new_note::{self, NewNote, Wanted};
use crate::changes::template::{built_in, prompts};
use crate::commands::writing::{self, DryRun};
use crate::commands::{DONE, Failure, Session, editor, new_people, who};
use crate::files::{read, templates};
use crate::render::clean::clean;
use crate::render::style::{pad, width};
use crate::render::text::left;
use crate::workspace::Workspace;

/// Make a note from a template: contact, company, meeting, event, daily, weekly-review, or a kind of your own
///
/// A template is looked for in `.vault/templates`, then in Obsidian's templates folder, then among the built-in ones; any file name there is a
/// kind. Nothing in a template is ever run; what is not known stays as it is and is named. A note that is there is never overwritten.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  vault new contact \"Ana Diaz\" --set cadence=monthly --edit
  vault new meeting \"Budget\" --with \"Ana Diaz\" --with Bo --date tomorrow
  vault new daily
  vault new --list")]
pub struct Args {
    /// What to make
    #[arg(value_name = "KIND", required_unless_present = "list")]
    kind: Option<String>,
    /// What it is called; of a daily note or weekly review its day, which may be left out
    #[arg(value_name = "NAME", num_args = 0..)]
    name: Vec<String>,
    /// A value for `{{key}}` in the template, else for a key of its front matter
    #[arg(long, value_name = "KEY=VALUE", value_parser = pair)]
    set: Vec<(String, String)>,
    /// Somebody who takes part
    #[arg(long, value_name = "NAME")]
    with: Vec<String>,
    /// Make notes for those of `--with` who have none
    #[arg(long, requires = "with")]
    create: bool,
    /// The day it is about [default: today]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    date: Option<String>,
    /// The folder to put it in [default: where such notes are]
    #[arg(long, value_name = "FOLDER")]
    folder: Option<String>,
    /// Open it in your editor
    #[arg(short, long, conflicts_with = "dry_run")]
    edit: bool,
    /// Show the kinds and where the template of each comes from
    #[arg(long, conflicts_with_all = ["kind", "set", "with", "date", "folder", "edit"])]
    list: bool,
    #[command(flatten)]
    dry_run: DryRun,
}

/// Runs it.
pub fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let kinds = kinds::all(&files(session));
    let Some(word) = args.kind.as_ref().filter(|_| !args.list) else { return list(&kinds, session) };
    let kind = kinds::find(word, &kinds).ok_or_else(|| unknown(word, &kinds))?;
    let place = place(args, &kind, session)?;
    if let Some(there) = there(session, &place.path) {
        return already(args, &kind, &place.path, &there, session);
    }
    let people = new_people::read(session, &args.with, args.create)?;
    let note = made(&kind, &place, &args.set, &people.links, session)?;
    let mut change = Change { title: format!("new {} {}", kind.name, place.title), files: Vec::new() };
    for person in &people.create {
        let contact = kinds::find("contact", &kinds).unwrap_or_else(|| kind.clone());
        let place = Place { now: place.now, ..contact_place(session, person, None)? };
        let note = made(&contact, &place, &[], &[], session)?;
        change.files.push(FileChange::Create { path: place.path, text: note.text });
    }
    change.files.insert(0, FileChange::Create { path: place.path.clone(), text: note.text.clone() });
    let status = writing::carry_out(session, &change, args.dry_run)?;
    if args.edit {
        let line = note.cursor.map(|at| note.text.get(..at).unwrap_or("").matches('\n').count() as u32 + 1);
        return editor::open(session, &place.path, line);
    }
    Ok(status)
}

/// Where a note goes and what it is called.
struct Place {
    path: String,
    title: String,
    name: String,
    now: Now,
}

/// The template files of the vault.
pub fn files(session: &Session<'_>) -> Files {
    files_of(session.workspace)
}

/// The template files of a vault.
pub fn files_of(workspace: &Workspace) -> Files {
    let (root, config) = (&workspace.root, &workspace.book.config);
    let named = |path: &str| {
        let path = templates::spelled(root, &if path.to_lowercase().ends_with(".md") { path.to_owned() } else { format!("{path}.md") });
        root.join(&path).is_file().then_some(path)
    };
    let template = |notes: Option<&crate::config::DailyNotes>| {
        notes.filter(|notes| !notes.template.is_empty()).and_then(|notes| named(&notes.template))
    };
    Files {
        own: templates::own(root),
        daily: template(config.daily.first()),
        weekly: template(config.written.weekly.as_ref()),
        obsidian: templates::obsidian(root, config.templates.as_deref()),
    }
}

/// The day, the name and the path.
fn place(args: &Args, kind: &Kind, session: &mut Session<'_>) -> Result<Place, Failure> {
    let book = &session.workspace.book;
    let name = args.name.join(" ");
    let dated = matches!(kind.subject, Subject::Daily | Subject::Weekly);
    let typed = match (&args.date, name.trim()) {
        (Some(_), name) if dated && !name.is_empty() => {
            return Err(Failure::new("the day is given twice").hint("leave out the name or `--date`"));
        }
        (Some(date), _) => Some(date.as_str()),
        (None, name) if dated && !name.is_empty() => Some(name),
        _ => None,
    };
    let lean = if kind.subject == Subject::Meeting { Lean::Future } else { Lean::Past };
    let day = match typed {
        Some(text) => spoken::read(text, book.as_of, lean).map_err(|misread| Failure::new(misread.to_string()))?,
        None => book.as_of,
    };
    if typed.is_some() {
        writing::say(session, &format!("date: {}", english::short_date(day)))?;
    }
    let now = session.outside.now.on(day);
    let path = match kind.subject {
        Subject::Daily => new_note::daily_path(book, now),
        Subject::Weekly => new_note::weekly_path(book, now),
        _ => {
            let (file, folder) = (mended(&name, session)?, folder(args, kind, session)?);
            let begins = new_note::begins_with_day(book, kind.subject) && crate::base::file_date::dated(&file).is_none();
            let file = if begins { format!("{day} {file}") } else { file };
            if kind.subject == Subject::Contact {
                is_free(session, &name)?;
            }
            new_note::join(&folder, &file)
        }
    };
    let path = templates::spelled(&session.workspace.root, &path);
    let title = stem(&path).to_owned();
    let name = if name.trim().is_empty() || dated { title.clone() } else { name.trim().to_owned() };
    Ok(Place { path, title, name, now })
}

/// Where a contact's note goes, of somebody met.
fn contact_place(session: &mut Session<'_>, name: &str, folder: Option<&str>) -> Result<Place, Failure> {
    let folder = folder.map_or_else(|| new_note::folder(&session.workspace.book, Subject::Contact), str::to_owned);
    let path = templates::spelled(&session.workspace.root, &new_note::join(&folder, &mended(name, session)?));
    if let Some(there) = there(session, &path) {
        return Err(clash(&path, &there));
    }
    Ok(Place { title: stem(&path).to_owned(), path, name: name.to_owned(), now: session.outside.now })
}

/// The file name of a name; what had to be changed is said.
fn mended(name: &str, session: &mut Session<'_>) -> Result<String, Failure> {
    if name.trim().is_empty() {
        return Err(Failure::new("a name is needed").hint("write it behind the kind, such as `vault new contact \"Ana Diaz\"`"));
    }
    let file = file_name::of(name).map_err(|refused| {
        let hint = match refused {
            file_name::Refused::Path(_) => "give a name; `--folder` says where the note goes",
            file_name::Refused::Empty(_) => "give a name with letters or digits",
        };
        Failure::new(refused.to_string()).hint(hint)
    })?;
    if fold::name(&file) != fold::name(name) {
        writing::say(session, &format!("file name: `{file}`, as `{}` can be no file name everywhere", name.trim()))?;
    }
    Ok(file)
}

fn folder(args: &Args, kind: &Kind, session: &Session<'_>) -> Result<String, Failure> {
    match &args.folder {
        None => Ok(new_note::folder(&session.workspace.book, kind.subject)),
        Some(text) => file_name::folder(text).ok_or_else(|| {
            Failure::new(format!("`{text}` is no folder of the vault")).hint("write it from the vault's folder: `People/Clients`")
        }),
    }
}

/// A contact of this name must not be there, wherever its note lies.
fn is_free(session: &Session<'_>, name: &str) -> Result<(), Failure> {
    let book = &session.workspace.book;
    let Some(contact) = who::exactly(book, name) else { return Ok(()) };
    let path = book.path(book.contacts[contact as usize].note);
    Err(Failure::new(format!("`{}` has a note already: `{path}`", name.trim()))
        .hint("`vault edit` opens it; another person of the same name needs another one"))
}

/// What lies at a path, as the disk spells it, but for case and normal form.
fn there(session: &Session<'_>, path: &str) -> Option<String> {
    let folder = folder_of(path);
    let names = ["", "markdown"].map(|other| match other {
        "" => last_part(path).to_owned(),
        other => format!("{}.{other}", stem(path)),
    });
    let name = names.iter().find_map(|name| templates::alike(&session.workspace.root.join(folder), name))?;
    Some(if folder.is_empty() { name } else { format!("{folder}/{name}") })
}

fn clash(path: &str, there: &str) -> Failure {
    let failure = Failure::new(format!("`{there}` is there already"));
    if there == path {
        failure.hint("`vault edit` opens it; nothing is ever overwritten")
    } else {
        failure.hint(format!("`{path}` differs only in case, accents or extension, which some systems take for the same file"))
    }
}

/// A day's or week's note that is there is no failure: it can be opened.
fn already(args: &Args, kind: &Kind, path: &str, there: &str, session: &mut Session<'_>) -> Result<u8, Failure> {
    if !matches!(kind.subject, Subject::Daily | Subject::Weekly) {
        return Err(clash(path, there));
    }
    writing::say(session, &format!("`{there}` is there already"))?;
    if args.edit {
        return editor::open(session, there, None);
    }
    writing::print_paths(session, std::iter::once(there))?;
    Ok(DONE)
}

/// The note at a path, filled from a template with nothing but its name and day.
pub fn from_template(kind: &Kind, path: &str, now: Now, session: &mut Session<'_>) -> Result<NewNote, Failure> {
    let title = stem(path).to_owned();
    made(kind, &Place { path: path.to_owned(), name: title.clone(), title, now }, &[], &[], session)
}

/// Fills the template; asks what it asks, and says what of it stays.
fn made(kind: &Kind, place: &Place, set: &[(String, String)], people: &[String], session: &mut Session<'_>) -> Result<NewNote, Failure> {
    let (template, origin) = match &kind.template {
        Some(path) => {
            let text = read::read(&session.workspace.root.join(path));
            (text.map_err(|error| Failure::new(format!("cannot read the template `{path}`: {error}")))?.text, path.as_str())
        }
        None => (built_in(&kind.name).unwrap_or_default().to_owned(), ""),
    };
    let mut set = set.to_vec();
    answer(&template, &mut set, session)?;
    let wanted =
        Wanted { subject: kind.subject, title: &place.title, name: &place.name, now: place.now, set: &set, people, template: &template };
    let note = new_note::of(&session.workspace.book, &wanted);
    if !origin.is_empty() {
        writing::say(session, &format!("template: `{origin}`"))?;
    }
    if !session.quiet {
        left::write(&template, origin, &note.left, session.err)?;
        for sentence in &note.unfilled {
            writeln!(session.err, "warning: {}", clean(sentence))?;
        }
    }
    Ok(note)
}

/// Asks the questions of a template that `--set` does not answer.
fn answer(template: &str, set: &mut Vec<(String, String)>, session: &mut Session<'_>) -> Result<(), Failure> {
    for label in prompts(template) {
        if set.iter().any(|(key, _)| fold::key(key) == fold::key(&label)) {
            continue;
        }
        let Some(ask) = session.outside.ask else {
            return Err(Failure::new(format!("the template asks for `{label}`, and there is no terminal to ask on"))
                .hint(format!("answer it with `--set \"{label}=…\"`")));
        };
        let text = ask(&format!("{}:", clean(&label))).map_err(|error| Failure::new(format!("`{label}` was not answered: {error}")))?;
        set.push((label, text));
    }
    Ok(())
}

fn list(kinds: &[Kind], session: &mut Session<'_>) -> Result<u8, Failure> {
    let columns = kinds.iter().map(|kind| width(&clean(&kind.name))).max().unwrap_or(0);
    for kind in kinds {
        let origin = kind.template.as_deref().unwrap_or("built in");
        writeln!(session.out, "{}  {}", pad(&clean(&kind.name), columns), clean(origin))?;
    }
    Ok(DONE)
}

fn unknown(word: &str, kinds: &[Kind]) -> Failure {
    let failure = Failure::new(format!("no template makes a `{word}`"));
    let near = kinds
        .iter()
        .map(|kind| (strsim::osa_distance(&fold::key(word), &fold::key(&kind.name)), kind))
        .min_by_key(|(distance, _)| *distance);
    match near {
        Some((distance, kind)) if distance <= 2 => failure.hint(format!("did you mean `{}`?", kind.name)),
        _ => failure.hint("`vault new --list` shows the kinds; a file in `.vault/templates` makes another"),
    }
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.trim().is_empty() => Ok((key.trim().to_owned(), value.to_owned())),
        _ => Err("write it as key=value".to_owned()),
    }
}

/// A contact's new note, for a command that meets somebody unknown: its path and text.
pub fn contact(session: &mut Session<'_>, name: &str) -> Result<FileChange, Failure> {
    contact_in(session, name, None, &[], None)
}

/// The same, in a folder of its own when one is given, with values for the template and its front matter, as if made on `day`.
pub fn contact_in(
    session: &mut Session<'_>,
    name: &str,
    folder: Option<&str>,
    set: &[(String, String)],
    day: Option<crate::base::date::Date>,
) -> Result<FileChange, Failure> {
    is_free(session, name)?;
    let mut place = contact_place(session, name, folder)?;
    if let Some(day) = day {
        place.now = session.outside.now.on(day);
    }
    fresh("contact", place, set, session)
}

/// The note of a day: where it lies already, or its path and text.
pub fn daily(session: &mut Session<'_>, day: crate::base::date::Date) -> Result<Result<String, FileChange>, Failure> {
    let now = session.outside.now.on(day);
    let path = templates::spelled(&session.workspace.root, &new_note::daily_path(&session.workspace.book, now));
    if let Some(there) = there(session, &path) {
        return Ok(Ok(there));
    }
    let title = stem(&path).to_owned();
    fresh("daily", Place { name: title.clone(), title, path, now }, &[], session).map(Err)
}

fn fresh(kind: &str, place: Place, set: &[(String, String)], session: &mut Session<'_>) -> Result<FileChange, Failure> {
    let kinds = kinds::all(&files(session));
    let kind = kinds::find(kind, &kinds).ok_or_else(|| unknown(kind, &kinds))?;
    let note = made(&kind, &place, set, &[], session)?;
    Ok(FileChange::Create { path: place.path, text: note.text })
}
