//! The lines that carry tags and may speak of a contact: plain text, no open tasks.

use crate::book::names::Target;
use crate::facts::{Line, NoteFacts};
use crate::lint::context::{Context, Noted};
use crate::note::body::Place;
use crate::note::link::LinkKind;

/// The lines of a note with a tag in them, each with its index.
pub(super) fn lines<'c>(noted: Noted<'c>) -> impl Iterator<Item = (u32, &'c Line)> {
    let facts = &noted.note.facts;
    let reads = |line: &Line| line.place == Place::Plain && matches!(line.task, None | Some('x' | 'X'));
    (0..).zip(&facts.lines).filter(move |(_, line)| !facts.tags.is_empty() && reads(line) && facts.tags_in(line.text).next().is_some())
}

/// Whether a line has a day of its own or from above.
pub(super) fn is_dated(facts: &NoteFacts, line: &Line) -> bool {
    line.when.is_some() || facts.ancestors(line).any(|(_, above)| above.when.is_some())
}

/// Where the links of a line lead; embeds and dates left out.
pub(super) fn targets(context: &Context<'_>, noted: Noted<'_>, index: u32) -> Vec<Target> {
    let links = noted.note.facts.links_of(index).filter(|link| link.kind != LinkKind::Embed && link.when.is_none());
    links.map(|link| context.book.link(&link.target, noted.index)).collect()
}

/// Whether a line links a contact, or two of which one is meant.
pub(super) fn links_somebody(context: &Context<'_>, noted: Noted<'_>, index: u32) -> bool {
    targets(context, noted, index).iter().any(|target| match target {
        Target::Note(note) => context.is_contact(*note),
        Target::Ambiguous(_) => true,
        Target::Nowhere => false,
    })
}
