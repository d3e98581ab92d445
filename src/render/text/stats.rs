//! The text of `stats`.

use std::io::{self, Write};

use crate::book::Book;
use crate::phrases::stats as phrases;
use crate::render::clean::clean;
use crate::render::style::{Style, cut, pad, width};
use crate::render::text::plot;
use crate::views::stats::{Kept, Stats};

/// The longest bar.
const BAR: usize = 40;

/// Writes the figures, plots as the style says.
pub fn write(book: &Book, stats: &Stats, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let days = stats.months.iter().map(|&(_, days)| days).sum();
    // Where nothing is noted there is nothing to draw.
    let nobody_yet = stats.contact.is_some_and(|at| book.contacts[at as usize].days == 0);
    let first = match stats.contact {
        Some(at) if nobody_yet => phrases::no_contact(&clean(book.name(&book.contacts[at as usize]))),
        Some(at) => phrases::person(&clean(book.name(&book.contacts[at as usize])), days, stats.rhythm),
        None => phrases::everybody(book.as_of, book.contacts.len(), days),
    };
    writeln!(out, "{first}")?;
    if !nobody_yet {
        heading("Days of contact by month", style, out)?;
        months(stats, style, out)?;
        heading("The year, a column a week", style, out)?;
        plot::calendar(stats.monday, &stats.calendar, style).iter().try_for_each(|line| writeln!(out, "  {line}"))?;
    }
    if days > 0 {
        heading("Channels", style, out)?;
        channels(book, stats, days, style, out)?;
        heading("Who began", style, out)?;
        let initiative = stats.initiative;
        writeln!(out, "  {}", phrases::initiative(initiative.mine, initiative.theirs, initiative.untold))?;
    }
    heading("Promises", style, out)?;
    let kept = |kept: &Kept| phrases::promises(kept.on_time, kept.late, kept.broken, kept.open);
    writeln!(out, "  yours   {}", kept(&stats.mine))?;
    writeln!(out, "  theirs  {}", kept(&stats.theirs))?;
    if stats.contact.is_none() && stats.in_touch.iter().any(|point| point.of > 0) {
        heading("In touch at the end of the month, of those with a cadence", style, out)?;
        for point in &stats.in_touch {
            let share = point.percent().map(|percent| phrases::share(percent, point.of)).unwrap_or_default();
            let bar = plot::bar(point.percent().unwrap_or(0), 100, BAR, style);
            line(&format!("  {}  {share:<12}  {bar}", month(point.day)), out)?;
        }
    }
    Ok(())
}

fn heading(title: &str, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n{}", style.bold(title))
}

fn line(text: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", text.trim_end())
}

/// `2026-11`.
fn month(day: crate::base::date::Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

/// A bar a month; of one person with the status at its end.
fn months(stats: &Stats, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let most = stats.months.iter().map(|&(_, days)| days).max().unwrap_or(0);
    let columns = if stats.contact.is_some() { (most as usize).clamp(1, BAR / 2) } else { BAR };
    let digits = most.to_string().len();
    for (&(first, days), point) in stats.months.iter().zip(&stats.in_touch) {
        let bar = pad(&plot::bar(days, most, columns, style), columns);
        let status = point.status.map(|status| status.shown()).unwrap_or_default();
        line(&format!("  {}  {days:>digits$}  {bar}  {}", month(first), style.dim(status)), out)?;
    }
    Ok(())
}

fn channels(book: &Book, stats: &Stats, days: u32, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let name =
        |channel: Option<u16>| clean(channel.and_then(|channel| book.config.channels.name(channel)).unwrap_or("not said")).into_owned();
    let label = stats.channels.iter().map(|&(channel, _)| width(&name(channel))).max().unwrap_or(0).min(20);
    let most = stats.channels.iter().map(|&(_, count)| count).max().unwrap_or(0);
    let digits = most.to_string().len();
    for &(channel, count) in &stats.channels {
        let bar = plot::bar(count, most, BAR / 2, style);
        let percent = (count * 100 + days / 2) / days;
        line(&format!("  {}  {count:>digits$}  {percent:>3} %  {bar}", pad(&cut(&name(channel), label), label)), out)?;
    }
    Ok(())
}
