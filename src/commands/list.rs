//! `vault list`.

use crate::commands::{DONE, Failure, Format, NOTHING, Session, query};
use crate::render::{json, text};
use crate::views::list::{self, Sort};

/// By what to sort.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
enum By {
    /// The most pressing first: status, then due date
    Due,
    /// By name
    Name,
    /// The longest silence first
    Last,
    /// By tier, in the order of the settings
    Tier,
    /// By status
    Status,
}

impl From<By> for Sort {
    fn from(by: By) -> Sort {
        match by {
            By::Due => Sort::Due,
            By::Name => Sort::Name,
            By::Last => Sort::Last,
            By::Tier => Sort::Tier,
            By::Status => Sort::Status,
        }
    }
}

/// List contacts with last contact, due date and status
///
/// Words filter by name and alias, and filters by what is known: status: tag: tier: city: company: role: channel: path: has: met: last: due:
/// date: birthday: interactions: and name:; all must match. Several values of one filter are separated by commas; a minus sign or NOT in
/// front excludes; OR and parentheses choose. Dates (2026-05-02, 2026-05, december), ranges (a..b), comparisons and ages are understood:
/// last:>90d, due:<7d, interactions:3..9. @NAME is a search saved by `vault search --save`.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  vault list
  vault list status:due,overdue --sort last
  vault list tag:family -city:London
  vault list 'last:>90d (tier:A OR has:promise)'")]
pub struct Args {
    /// Words of a name, and filters
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// By what to sort
    #[arg(long, value_enum, default_value_t = By::Due)]
    sort: By,
}

/// Runs it.
pub fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let book = &session.workspace.book;
    let (_, query) = query::read(session, &args.query)?;
    let list = list::of(book, &query, args.sort.into());
    match session.format {
        Format::Json => json::list::write(book, &list, session.out)?,
        Format::Paths => text::list::write_paths(book, &list, session.out)?,
        _ => text::list::write(book, &list, &session.style, session.out)?,
    }
    Ok(if list.contacts.is_empty() && !query.is_empty() { NOTHING } else { DONE })
}
