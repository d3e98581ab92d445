//! `vault search`.

use crate::base::change::{Change, FileChange};
use crate::changes::settings;
use crate::commands::writing::{self, DryRun};
use crate::commands::{DONE, Failure, Format, NOTHING, Session, query};
use crate::config::SETTINGS_FILE;
use crate::files::settings as files;
use crate::query::{self as language, saved};
use crate::render::clean::clean;
use crate::render::diff;
use crate::render::{json, text};
use crate::views::search::{self, Found, Order, Question, Trouble};

/// In which order hits come.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
enum By {
    /// The best first
    Score,
    /// The newest first
    Date,
}

/// Find words in notes and their dated entries, the best first
///
/// All words must match; accents and case do not matter, and one typo is forgiven in a word of five letters or more that stands nowhere.
/// "Words in quotes" stand so, wor* is the beginning of a word, -word or NOT leaves out, OR and parentheses choose. Filters:
/// name: tag: tier: city: company: role: channel: path: status: has: kind:note|entry met: last: due: date: birthday: interactions:,
/// with dates (2026-05-02, 2026-05, december), ranges (a..b), comparisons and ages (last:>90d, due:<7d). @NAME is a saved search.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  vault search harbour
  vault search '\"new job\" tag:family date:2026'
  vault search kitchen -name:ana --sort date
  vault search 'tag:client last:>60d' --save quiet-clients
  vault list @quiet-clients")]
pub struct Args {
    /// Words and filters
    #[arg(value_name = "QUERY", required_unless_present = "saved")]
    query: Vec<String>,
    /// In which order
    #[arg(long, value_enum, default_value_t = By::Score)]
    sort: By,
    /// How many hits at most; 0 for all
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// Keep the query under a name in .vault/config.toml: @NAME stands for it then
    #[arg(long, value_name = "NAME")]
    save: Option<String>,
    /// List the saved searches
    #[arg(long, conflicts_with_all = ["query", "save"])]
    saved: bool,
    #[command(flatten)]
    dry_run: DryRun,
}

impl Args {
    /// Whether the settings are changed.
    pub fn saves(&self) -> bool {
        self.save.is_some()
    }
}

/// Runs it.
pub fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    if args.saved {
        return list_saved(session);
    }
    let (typed, asked) = query::read(session, &args.query)?;
    if asked.is_empty() {
        return Err(Failure::new("the query is empty").hint("write a word or a filter, such as `vault search harbour`"));
    }
    if let Some(name) = &args.save {
        let change = save(name, &typed, session)?;
        if args.dry_run.dry_run {
            diff::write(&change, &session.style, session.out)?;
            return Ok(DONE);
        }
        writing::make(session, &change)?;
        let name = name.strip_prefix('@').unwrap_or(name);
        writing::say(session, &format!("`@{name}` stands for the query now"))?;
    }
    let order = match args.sort {
        By::Score => Order::Score,
        By::Date => Order::Date,
    };
    let workspace = session.workspace;
    let book = &workspace.book;
    let question = Question { text: &typed, query: &asked, order, limit: args.limit };
    let words = workspace.words(session.outside.progress).map_err(|error| Failure::new(error.to_string()))?;
    if let Some(warning) = words.warning.as_ref().filter(|_| !session.quiet) {
        writeln!(session.err, "warning: the words cannot be kept for the next time: {}", clean(warning))?;
    }
    let found = search::of(book, &question, &words.reader, &|note| workspace.text(note));
    let found = match found {
        Ok(found) => found,
        Err(Trouble::Mistake(mistake)) => return Err(query::failure(session, &mistake)),
        Err(Trouble::Index(error)) => return Err(Failure::new(error.to_string())),
    };
    say_taken(&found, session)?;
    match session.format {
        Format::Json => json::search::write(book, &typed, &found, session.out)?,
        Format::Paths => text::search::write_paths(book, &found, session.out)?,
        _ => text::search::write(book, &workspace.root, &found, &session.style, session.out)?,
    }
    Ok(if found.hits.is_empty() { NOTHING } else { DONE })
}

/// Says which words were taken for words that stand nowhere.
fn say_taken(found: &Found, session: &mut Session<'_>) -> Result<(), Failure> {
    if session.quiet {
        return Ok(());
    }
    for (typed, taken) in &found.taken {
        let taken: Vec<String> = taken.iter().map(|word| format!("`{}`", clean(word))).collect();
        writeln!(session.err, "`{}` stands nowhere: taking it for {}", clean(typed), taken.join(", "))?;
    }
    Ok(())
}

/// The change that keeps a query under a name in the settings.
fn save(name: &str, typed: &str, session: &Session<'_>) -> Result<Change, Failure> {
    let name = name.strip_prefix('@').unwrap_or(name);
    if let Some(wrong) = saved::wrong_name(name) {
        return Err(
            Failure::new(format!("`{name}` cannot be the name of a search: {wrong}")).hint("write for example `--save quiet-clients`")
        );
    }
    let book = &session.workspace.book;
    // A search that would use itself is refused before it is kept.
    let mut searches = book.config.searches.clone();
    searches.retain(|(known, _)| known != name);
    searches.push((name.to_owned(), typed.to_owned()));
    let reading = language::Reading { saved: &searches, ..query::reading(book) };
    language::parse(&format!("@{name}"), &reading).map_err(|mistake| query::failure(session, &mistake))?;
    let cannot = |why: String| Failure::new(format!("cannot change `{SETTINGS_FILE}`: {why}"));
    let before = files::text(&session.workspace.root, SETTINGS_FILE).map_err(|error| cannot(error.to_string()))?;
    let text = before.as_deref().unwrap_or_default();
    let changed = settings::set_text(text, &format!("searches.{name}"), typed).map_err(|refused| cannot(refused.to_string()))?;
    let path = SETTINGS_FILE.to_owned();
    let file = match before {
        Some(before) => {
            let edits = vec![settings::edit(&before, &changed.text)];
            FileChange::Modify { path, before: before.into_bytes(), edits }
        }
        None => FileChange::Create { path, text: changed.text },
    };
    Ok(Change { title: format!("search --save {name}"), files: vec![file] })
}

/// Lists the saved searches.
fn list_saved(session: &mut Session<'_>) -> Result<u8, Failure> {
    let book = &session.workspace.book;
    match session.format {
        Format::Json => json::search::write_saved(book, session.out)?,
        _ => text::search::write_saved(book, &session.style, session.out)?,
    }
    Ok(if book.config.searches.is_empty() { NOTHING } else { DONE })
}
