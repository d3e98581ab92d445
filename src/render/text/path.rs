//! The text of `path`.

use std::io::{self, Write};

use crate::base::english;
use crate::book::Book;
use crate::book::graph::Mine;
use crate::phrases;
use crate::render::clean::clean;
use crate::render::style::Style;
use crate::render::text::layout;
use crate::views::path::{self, To, Told, Way, Ways};

/// How many people of a company are named.
const NAMED: usize = 5;

/// Writes the ways.
pub fn write(book: &Book, ways: &Ways, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let name = |person: u32| clean(book.name(&book.contacts[person as usize])).into_owned();
    let target = match &ways.to {
        To::Person(person) => name(*person),
        To::Company(company, _, people) => {
            let company = clean(company).into_owned();
            let names: Vec<String> = people.iter().take(NAMED).map(|&person| name(person)).collect();
            let more = people.len().saturating_sub(NAMED);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let names = if more.is_empty() { english::list(&names) } else { names.join(", ") };
            if !names.is_empty() {
                layout::hanging("", 0, &format!("{}: {names}{more}", style.bold(&company)), style, out)?;
            }
            company
        }
    };
    if let Some((person, deceased)) = ways.in_peace {
        return layout::hanging("", 0, &phrases::path::left_in_peace(&name(person), deceased), style, out);
    }
    for (person, mine) in ways.direct.iter().take(NAMED) {
        let lately = path::is_lately(mine, book.as_of);
        layout::hanging("", 0, &phrases::path::yourself(&name(*person), lately, mine.last, mine.days, book.as_of), style, out)?;
    }
    // Nobody else needs to be asked about whom I am in touch with.
    let in_touch = |(_, mine): &(u32, Mine)| path::is_lately(mine, book.as_of);
    if matches!(ways.to, To::Person(_)) && ways.direct.first().is_some_and(in_touch) {
        return Ok(());
    }
    if ways.ways.is_empty() {
        if ways.direct.is_empty() {
            layout::hanging("", 0, &phrases::path::no_way(&target), style, out)?;
        }
        return Ok(());
    }
    let mut gap = if ways.direct.is_empty() && matches!(ways.to, To::Person(_)) { "" } else { "\n" };
    for way in &ways.ways {
        write!(out, "{gap}")?;
        gap = "\n";
        one(book, way, &name, style, out)?;
    }
    Ok(())
}

fn one(book: &Book, way: &Way, name: &dyn Fn(u32) -> String, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let names: Vec<String> = way.people.iter().map(|&person| name(person)).collect();
    let (ask, through, target) = match names.as_slice() {
        [ask, target] => (ask, None, target),
        [ask, through, target] => (ask, Some(through.as_str()), target),
        _ => return Ok(()),
    };
    layout::hanging("", 0, &style.bold(&phrases::path::ask(ask, through, target)), style, out)?;
    let mine = phrases::path::mine(way.mine.last, way.mine.days, book.as_of);
    let you = phrases::path::step(&phrases::path::you_and(ask), way.mine.strength, &mine);
    layout::hanging("  ", 4, &you, style, out)?;
    for one in &way.steps {
        let pair = phrases::path::pair(&name(one.from), &name(one.to));
        for (at, told) in one.ties.iter().enumerate() {
            let text = clean(&told.text);
            let text = if at == 0 { phrases::path::step(&pair, one.strength, &text) } else { phrases::path::also(&text) };
            layout::placed(if at == 0 { "  " } else { "    " }, 4, &text, &place(book, told), style, out)?;
        }
    }
    if !way.cautions.is_empty() {
        layout::hanging("  care: ", 8, &clean(&way.cautions.join("; ")), style, out)?;
    }
    Ok(())
}

fn place(book: &Book, told: &Told) -> String {
    match told.place {
        None => String::new(),
        Some((note, 0)) => clean(book.path(note)).into_owned(),
        Some((note, row)) => layout::place(book, note, row),
    }
}
