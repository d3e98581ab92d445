//! What of a template was left as it is, each with its place, as warnings.

use std::io::{self, Write};

use crate::base::span::LineIndex;
use crate::changes::template::{Left, Why};
use crate::render::clean::clean;

/// The most of an expression that is shown, in characters.
const SHOWN: usize = 60;

/// Writes a line for each. `origin` is the template's path, empty for a built-in one.
pub fn write(template: &str, origin: &str, left: &[Left], out: &mut dyn Write) -> io::Result<()> {
    let index = LineIndex::new(template);
    for left in left {
        let (line, column) = index.line_column(template, left.span.start);
        let text = left.span.of(template);
        let mut shown: String = text.chars().take(SHOWN).map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
        if text.chars().count() > SHOWN {
            shown.push('…');
        }
        let why = match &left.why {
            Why::Unknown(_) => "is not known",
            Why::Unanswered(_) => "is not answered",
            Why::Expression => "is not translated",
            Why::Script => "is a script, which is never run",
        };
        writeln!(out, "warning: {}:{line}:{column}: `{}` {why}, so it stays", clean(origin), clean(&shown))?;
    }
    // One name is enough of an example.
    let name = left.iter().find_map(|left| match &left.why {
        Why::Unknown(name) if !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_- ".contains(c)) => Some(name),
        _ => None,
    });
    match name {
        Some(name) if name.contains(' ') => writeln!(out, "hint: `--set \"{}=…\"` gives a value", clean(name)),
        Some(name) => writeln!(out, "hint: `--set {}=…` gives a value", clean(name)),
        None => Ok(()),
    }
}
