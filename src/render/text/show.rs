//! The text of `show`: one person on one screen.

use std::io::{self, Write};
use std::path::Path;

use crate::base::date::Anniversary;
use crate::base::english;
use crate::book::Book;
use crate::book::contact::{Contact, Person, Standing};
use crate::render::clean::clean;
use crate::render::style::{Style, pad, width};
use crate::render::text::{layout, promises, status};
use crate::views::agenda::years;
use crate::views::show::Show;
use crate::views::why::Counted;

const LABEL: usize = 12;

/// Writes the person. `root` is the vault's folder, for the link behind the name.
pub fn write(book: &Book, root: &Path, show: &Show<'_>, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let contact = &book.contacts[show.contact as usize];
    let person = book.person(contact);
    let name = style.file_link(&style.bold(&clean(&person.name)), &root.join(book.path(contact.note)));
    let tier = person.tier.as_ref().map(|tier| format!("  tier {}", clean(tier))).unwrap_or_default();
    writeln!(out, "{name}{}  {}", style.dim(&tier), style.dim(&clean(book.path(contact.note))))?;
    let sentence = clean(&status::sentence(book, contact)).into_owned();
    for line in crate::render::style::wrap(&sentence, style.width) {
        writeln!(out, "{}", if status::asks(contact) { style.warn(&line) } else { line })?;
    }
    writeln!(out)?;
    details(book, contact, style, out)?;
    sections(book, show, style, out)
}

fn details(book: &Book, contact: &Contact, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let person = book.person(contact);
    let mut rows: Vec<(&str, String)> = Vec::new();
    let mut add = |label: &'static str, text: String| {
        if !text.trim().is_empty() {
            rows.push((label, text));
        }
    };
    let one = |text: &Option<String>| text.clone().unwrap_or_default();
    add("company", person.companies.join(", "));
    add("role", one(&person.role));
    add("city", person.cities.join(", "));
    add("email", person.emails.join(", "));
    add("phone", person.phones.join(", "));
    add("pronouns", one(&person.pronouns));
    add("timezone", one(&person.timezone));
    add("links", person.links.join(", "));
    add("aliases", person.aliases.join(", "));
    add("tags", person.tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" "));
    add("how met", how_met(person));
    // Of somebody who has died the days of remembrance alone are named.
    let is_living = person.standing != Standing::Deceased;
    if is_living {
        add("birthday", person.birthday.map_or_else(|| one(&person.birthday_text), |date| yearly(book, date, true)));
    }
    for date in person.dates.iter().filter(|date| is_living || date.is_remembrance()) {
        add("date", format!("{}: {}", date.label, yearly(book, date.date, false)));
    }
    add("talk about", person.talk_about.join("; "));
    add("interests", person.interests.join(", "));
    for (label, text) in &rows {
        layout::hanging(&style.dim(&pad(label, LABEL)), LABEL, &clean(text), style, out)?;
    }
    for (label, texts) in [("prefers", &person.prefers), ("careful", &person.cautions)] {
        if !texts.is_empty() {
            layout::hanging(&style.warn(&pad(label, LABEL)), LABEL, &clean(&texts.join("; ")), style, out)?;
        }
    }
    Ok(())
}

/// The day they met, and how, each once.
fn how_met(person: &Person) -> String {
    let day = person.met.map(|met| met.to_string());
    let how = person.how_met.iter().filter(|text| Some(*text) != day.as_ref());
    day.iter().chain(how).cloned().collect::<Vec<_>>().join("; ")
}

/// `1990-04-07, turns 37 on Wed 2027-04-07, in 4 months`; of another date `2016-06-20, 11 years on …`.
fn yearly(book: &Book, date: Anniversary, is_birthday: bool) -> String {
    let written = english::anniversary(date);
    let Some(next) = date.next_from(book.as_of) else { return written };
    let ahead = english::ahead(book.as_of.days_until(next));
    match years(date, next) {
        Some(years) => {
            let years = if is_birthday { format!("turns {years}") } else { english::count(i64::from(years), "year") };
            format!("{written}, {years} on {}, {ahead}", english::short_date(next))
        }
        None => format!("{written}, next {}, {ahead}", english::short_date(next)),
    }
}

fn sections(book: &Book, show: &Show<'_>, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let contact = &book.contacts[show.contact as usize];
    for (title, theirs) in [("I owe", false), ("They owe", true)] {
        let rows: Vec<_> = show.promises.iter().filter(|row| row.promise.theirs == theirs).collect();
        if !rows.is_empty() {
            writeln!(out, "\n{}", style.bold(title))?;
            rows.into_iter().try_for_each(|row| promises::line(book, row, None, style, out))?;
        }
    }
    if !show.planned.is_empty() {
        writeln!(out, "\n{}", style.bold("Planned"))?;
        entries(book, &show.planned, style, out)?;
    }
    if show.interactions.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", style.bold("Last in touch"))?;
    entries(book, &show.interactions, style, out)?;
    let shown = days(&show.interactions);
    let all = contact.days as usize;
    if all > shown {
        writeln!(out, "  {}", style.dim(&format!("and {} before", english::count((all - shown) as i64, "day"))))?;
    }
    Ok(())
}

/// One line a day: the first place that says something speaks for it.
fn entries(book: &Book, all: &[Counted], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    for day in all.chunk_by(|one, other| one.interaction.date == other.interaction.date) {
        let Some(one) = day.iter().find(|one| !one.said.is_empty()).or_else(|| day.first()) else { continue };
        let channel =
            day.iter().find_map(|one| one.interaction.channel).and_then(|channel| book.config.channels.name(channel)).unwrap_or("");
        let head = format!("  {}  {} ", one.interaction.date, pad(&clean(channel), 8));
        let place = layout::place(book, one.interaction.place.note, one.interaction.place.row);
        layout::placed(&head, width(&head), &clean(&one.said), &place, style, out)?;
    }
    Ok(())
}

fn days(all: &[Counted]) -> usize {
    all.chunk_by(|one, other| one.interaction.date == other.interaction.date).count()
}
