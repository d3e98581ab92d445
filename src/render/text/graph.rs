//! A drawing of the graph in the language of Graphviz and in that of mermaid. The nodes are numbered in their order, so that nothing in a
//! name can be taken for more than a label.

use std::io::{self, Write};

use crate::book::Book;
use crate::book::graph::Bond;
use crate::render::clean::clean;
use crate::views::graph::{Drawing, Shared};

/// The words beside a tie.
fn label(bond: Bond) -> &'static str {
    match bond {
        Bond::Household => "household",
        Bond::IntroducedMe => "introduced me",
        Bond::Knows => "knows",
        Bond::Introduced => "introduced by me",
        Bond::Named => "named",
        Bond::Event => "event",
        Bond::Company => "company",
    }
}

fn shared(group: &Shared) -> String {
    match group.date {
        Some(date) => format!("{} ({date})", group.title),
        None => group.title.clone(),
    }
}

/// The number of a person in the drawing.
fn number(drawing: &Drawing, person: u32) -> usize {
    drawing.people.binary_search(&person).unwrap_or_default()
}

/// Writes the drawing for Graphviz.
pub fn dot(book: &Book, drawing: &Drawing, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "graph people {{")?;
    writeln!(out, "  layout=neato; overlap=false; splines=true;")?;
    writeln!(out, "  node [shape=ellipse, fontname=\"sans-serif\"];")?;
    writeln!(out, "  edge [fontname=\"sans-serif\", fontsize=9];")?;
    for (at, &person) in drawing.people.iter().enumerate() {
        let name = quoted(book.name(&book.contacts[person as usize]));
        let bold = if drawing.around.is_some_and(|(around, _)| around == person) { ", style=bold" } else { "" };
        writeln!(out, "  p{at} [label={name}{bold}];")?;
    }
    for (at, group) in drawing.groups.iter().enumerate() {
        let shape = if group.is_company { "box" } else { "note" };
        writeln!(out, "  g{at} [label={}, shape={shape}];", quoted(&shared(group)))?;
    }
    for tied in &drawing.ties {
        let (one, other) = (number(drawing, tied.tie.one), number(drawing, tied.tie.other));
        writeln!(out, "  p{one} -- p{other} [label={}, penwidth={:.1}];", quoted(label(tied.tie.bond)), 0.5 + 3.0 * tied.tie.strength)?;
    }
    for (at, group) in drawing.groups.iter().enumerate() {
        for &person in &group.people {
            writeln!(out, "  p{} -- g{at} [penwidth={:.1}];", number(drawing, person), 0.5 + 3.0 * group.strength)?;
        }
    }
    writeln!(out, "}}")
}

/// A text between quotes as Graphviz reads it: backslashes would begin its escapes.
fn quoted(text: &str) -> String {
    format!("\"{}\"", clean(text).replace('\\', "\\\\").replace('"', "\\\""))
}

/// Writes the drawing as mermaid.
pub fn mermaid(book: &Book, drawing: &Drawing, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "graph LR")?;
    for (at, &person) in drawing.people.iter().enumerate() {
        writeln!(out, "  p{at}([\"{}\"])", entities(book.name(&book.contacts[person as usize])))?;
    }
    for (at, group) in drawing.groups.iter().enumerate() {
        let (open, close) = if group.is_company { ("[", "]") } else { ("{{", "}}") };
        writeln!(out, "  g{at}{open}\"{}\"{close}", entities(&shared(group)))?;
    }
    for tied in &drawing.ties {
        let (one, other) = (number(drawing, tied.tie.one), number(drawing, tied.tie.other));
        writeln!(out, "  p{one} ---|{}| p{other}", label(tied.tie.bond))?;
    }
    for (at, group) in drawing.groups.iter().enumerate() {
        for &person in &group.people {
            writeln!(out, "  p{} --- g{at}", number(drawing, person))?;
        }
    }
    Ok(())
}

/// A text as mermaid reads it between quotes: whatever means something to it, to HTML or to Markdown by its number.
fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '"' | '#' | '&' | '<' | '>' | ';' | '`' | '*' | '_' | '\\' | '[' | ']' | '{' | '}' | '|' => {
                out.push_str(&format!("#{};", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{entities, quoted};

    #[test]
    fn names_are_labels_and_nothing_more() {
        assert_eq!(quoted("Ana \"Bo\" \\N\nDiaz"), "\"Ana \\\"Bo\\\" \\\\N Diaz\"");
        assert_eq!(entities("Ana \"Bo\" #1 <b>"), "Ana #34;Bo#34; #35;1 #60;b#62;");
    }
}
