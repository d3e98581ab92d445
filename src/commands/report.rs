//! `vault report`.

use crate::commands::writing::DryRun;
use crate::commands::{DONE, Failure, Format, NOTHING, Session, report_note};
use crate::render::{json, markdown, text};
use crate::views::report::{self, Options, SectionId};

/// Say whom to reach out to, why, and what to say
///
/// Sections: promises, tension, follow_up, reach_out, celebrate, give_back, feedback, coming_up, drifting, decide, new; each only when it
/// has something to say.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  vault report
  vault report --days 14 --only promises,celebrate
  vault report --only reach_out --explain
  vault report --write
  vault report --write \"Reviews/Birthdays\" --only celebrate
  vault report --check --quiet || echo \"someone is due\"")]
pub struct Args {
    /// How many days to look ahead [default: the setting report.days, 7]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=3660))]
    days: Option<u32>,
    /// How many rows in a section, 0 for all; the rest is counted [default: 10]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Only these sections, separated by commas
    #[arg(long, value_name = "SECTIONS", value_delimiter = ',', value_parser = section)]
    only: Vec<SectionId>,
    /// Show the sum behind each place in the order
    #[arg(long)]
    explain: bool,
    /// Exit with status 1 when somebody is due or overdue
    #[arg(long)]
    check: bool,
    /// Write it into a note, in place of what was written there before [default: the note of the week, which takes all sections]
    #[arg(long, value_name = "PATH", num_args = 0..=1)]
    write: Option<Option<String>>,
    /// With --write: show what would be changed as a diff, and change nothing
    #[arg(short = 'n', long, requires = "write")]
    dry_run: bool,
}

impl Args {
    /// Whether it is written into a note.
    pub fn writes(&self) -> bool {
        self.write.is_some()
    }
}

/// Runs it.
pub fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    if args.write == Some(None) && !args.only.is_empty() {
        let message = "`--only` would leave the note of the week with these sections alone";
        return Err(Failure::new(message).hint("name another note: `--write \"Reviews/This week\"`, or leave `--only` out"));
    }
    let workspace = session.workspace;
    let book = &workspace.book;
    let options = Options { days: args.days.unwrap_or(book.config.report.days), limit: args.limit, only: args.only.clone() };
    let report = report::of(book, &|note| workspace.text(note), &options);
    if let Some(path) = &args.write {
        let mut text = Vec::new();
        markdown::report(book, &report, args.explain, &mut text)?;
        report_note::write(path.as_deref(), &String::from_utf8_lossy(&text), DryRun { dry_run: args.dry_run }, session)?;
        let due = report.summary.due + report.summary.overdue > 0;
        return Ok(if args.check && due { NOTHING } else { DONE });
    }
    match session.format {
        Format::Json => json::report::write(book, &report, session.out)?,
        Format::Markdown => markdown::report(book, &report, args.explain, session.out)?,
        _ => {
            let showing =
                text::report::Showing { style: &session.style, root: &workspace.root, explain: args.explain, quiet: session.quiet };
            text::report::write(book, &report, &showing, session.out)?;
        }
    }
    let due = report.summary.due + report.summary.overdue > 0;
    Ok(if args.check && due { NOTHING } else { DONE })
}

fn section(word: &str) -> Result<SectionId, String> {
    let key = crate::base::fold::key(word);
    SectionId::ALL.into_iter().find(|id| crate::base::fold::key(id.word()) == key).ok_or_else(|| {
        let all = SectionId::ALL.map(SectionId::word).join(", ");
        format!("the sections are {all}")
    })
}
