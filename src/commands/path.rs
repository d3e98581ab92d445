//! `vault path`.

use crate::base::fold;
use crate::book::Book;
use crate::book::graph;
use crate::commands::{DONE, Failure, Format, NOTHING, Session, who};
use crate::render::clean::clean;
use crate::render::{json, text};
use crate::views::path::{self, To};

/// Find the best ways to a warm introduction: whom to ask, and how well each step is known
///
/// Introductions, `knows`, households, entries that name somebody else, events and companies of at most 30 people tie people to each
/// other. A way has at most two people between you and the one you want to meet. The exit status is 1 when there is none.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  vault path --to Bo Chen
  vault path --to \"Kumo Type\" --limit 1")]
pub struct Args {
    /// A person or a company, quotes are not needed
    #[arg(long, value_name = "NAME", required = true, num_args = 1..)]
    to: Vec<String>,
    /// How many ways at most
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..))]
    limit: u16,
}

/// Runs it.
pub fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let book = &session.workspace.book;
    let text = args.to.join(" ");
    let (to, forgiven) = target(book, &text)?;
    if let (true, To::Person(contact), false) = (forgiven, &to, session.quiet) {
        writeln!(session.err, "taking `{}` for `{}`", clean(book.name(&book.contacts[*contact as usize])), clean(text.trim()))?;
    }
    let ways = path::of(book, &graph::of(book), to, usize::from(args.limit));
    match session.format {
        Format::Json => json::path::write(book, &ways, session.out)?,
        _ => text::path::write(book, &ways, &session.style, session.out)?,
    }
    Ok(if ways.is_empty() { NOTHING } else { DONE })
}

/// Whom a text means: whoever is called exactly so, a company, somebody called nearly so, the one company called so in part. Tells whether a typo was forgiven.
fn target(book: &Book, text: &str) -> Result<(To, bool), Failure> {
    if let Some(contact) = who::exactly(book, text) {
        return Ok((To::Person(contact), false));
    }
    if let Some(company) = path::company(book, text) {
        return Ok((company, false));
    }
    match who::named_or_none(book, text)? {
        Some((contact, forgiven)) => Ok((To::Person(contact), forgiven)),
        None => path::company_in_part(book, text).map(|company| (company, false)).ok_or_else(|| unknown(book, text.trim())),
    }
}

/// Nobody and no company is called so: what is called nearly so.
fn unknown(book: &Book, wanted: &str) -> Failure {
    let loose = fold::loose(wanted);
    let near = |name: &String| {
        let name = fold::loose(name);
        name.contains(&loose) || strsim::damerau_levenshtein(&name, &loose) <= (loose.chars().count() / 3).max(1)
    };
    let companies: Vec<String> = path::companies(book).into_iter().filter(near).take(3).map(|name| format!("`{name}`")).collect();
    if companies.is_empty() {
        let mut failure = who::unknown(book, wanted);
        failure.message = format!("no contact and no company is called `{wanted}`");
        return failure;
    }
    Failure::new(format!("no contact and no company is called `{wanted}`")).hint(format!("did you mean {}?", companies.join(" or ")))
}
