//! The text of `ledger`.

use std::io::{self, Write};

use crate::base::date::Date;
use crate::book::Book;
use crate::book::graph::NOBODY;
use crate::book::ledger::{Ledger, More};
use crate::phrases;
use crate::phrases::ledger::Count;
use crate::render::clean::clean;
use crate::render::style::{Style, pad};
use crate::render::text::layout;
use crate::views::ledger::{Answer, Introduction, Thing};

/// Writes the ledger of one contact, or of everyone.
pub fn write(book: &Book, answer: &Answer, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    if answer.of_one {
        for &(contact, ledger) in &answer.contacts {
            one(book, contact, &ledger, &answer.things, style, out)?;
        }
    } else {
        everyone(book, answer, style, out)?;
    }
    if answer.introductions.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", style.bold("Introductions"))?;
    answer.introductions.iter().try_for_each(|introduction| line(book, introduction, style, out))
}

fn one(book: &Book, contact: u32, ledger: &Ledger, things: &[Thing], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let contact = &book.contacts[contact as usize];
    let name = clean(book.name(contact));
    writeln!(out, "{}  {}", style.bold(&name), style.dim(&clean(book.path(contact.note))))?;
    let (received, given) = counts(ledger);
    let mut sentence = phrases::ledger::both(&name, received, given);
    if !ledger.is_empty() {
        sentence = format!("{sentence}: {}", phrases::ledger::balance(ledger.balance, ledger.is_much()));
    }
    layout::hanging("", 0, &sentence, style, out)?;
    for (title, mine) in [("Received", false), ("Given", true)] {
        let some: Vec<&Thing> = things.iter().filter(|thing| thing.mine == mine).collect();
        if some.is_empty() {
            continue;
        }
        writeln!(out, "\n{}", style.bold(title))?;
        for thing in some {
            let place = layout::place(book, thing.marked.place.note, thing.marked.place.row);
            layout::placed(&format!("  {}  ", thing.marked.signed.date), 14, &clean(&thing.text), &place, style, out)?;
        }
    }
    Ok(())
}

fn everyone(book: &Book, answer: &Answer, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    if answer.contacts.is_empty() {
        return writeln!(out, "{}", phrases::ledger::nothing());
    }
    let mut gap = "";
    for (title, more) in
        [(phrases::ledger::theirs(), More::Theirs), (phrases::ledger::mine(), More::Mine), (phrases::ledger::even(), More::Even)]
    {
        let some: Vec<&(u32, Ledger)> = answer.contacts.iter().filter(|(_, ledger)| ledger.more() == more).collect();
        if some.is_empty() {
            continue;
        }
        writeln!(out, "{gap}{}", style.bold(title))?;
        gap = "\n";
        let names: Vec<String> = some.iter().map(|(contact, _)| clean(book.name(&book.contacts[*contact as usize])).into_owned()).collect();
        let columns = names.iter().map(|name| crate::render::style::width(name)).max().unwrap_or(0).min(30);
        for (name, (_, ledger)) in names.iter().zip(some) {
            let (received, given) = counts(ledger);
            let words = if more != More::Mine {
                phrases::ledger::gave(received, ledger.received_since.unwrap_or(book.as_of), given, book.as_of)
            } else {
                phrases::ledger::given(given, ledger.given_since.unwrap_or(book.as_of), received, book.as_of)
            };
            let head = format!("  {}  ", pad(name, columns));
            layout::hanging(&head, crate::render::style::width(&head), &words, style, out)?;
        }
    }
    Ok(())
}

fn counts(ledger: &Ledger) -> (Count, Count) {
    (
        Count { all: ledger.received_count, introductions: ledger.introduced_me },
        Count { all: ledger.given_count, introductions: ledger.introduced },
    )
}

fn line(book: &Book, introduction: &Introduction, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let date = introduction.date.map_or_else(|| "no date".to_owned(), |date: Date| date.to_string());
    let place = introduction.place.map(|(note, row)| match row {
        0 => clean(book.path(note)).into_owned(),
        row => layout::place(book, note, row),
    });
    let text = sentence(book, introduction);
    layout::placed(&format!("  {}  ", pad(&date, 10)), 14, &clean(&text), &place.unwrap_or_default(), style, out)
}

/// Who introduced whom, and how it went on.
pub fn sentence(book: &Book, introduction: &Introduction) -> String {
    let name = |contact: u32| book.contacts.get(contact as usize).map_or("", |contact| book.name(contact));
    let (one, other) = (name(introduction.one), name(introduction.other));
    let who = match introduction {
        Introduction { other: NOBODY, mine, .. } => return phrases::ledger::introduced_somebody(one, *mine),
        Introduction { mine: true, .. } => phrases::ledger::introduced(one, other),
        Introduction { sure: true, .. } => phrases::ledger::introduced_me(one, other),
        _ => phrases::ledger::introduced_me_either(one, other),
    };
    format!("{who}: {}", outcome(book, introduction))
}

/// How an introduction went on.
pub fn outcome(book: &Book, introduction: &Introduction) -> String {
    if introduction.mine {
        phrases::ledger::together(introduction.since, book.as_of)
    } else {
        phrases::ledger::in_touch(introduction.since, book.as_of)
    }
}
