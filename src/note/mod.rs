//! Reads one text: front matter, headings, lines, links and tasks, each with its byte span. Never fails; what cannot be read is a problem.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::base::diagnostic::Problem;
use crate::base::span::Span;

pub mod body;
pub mod fields;
pub mod front_matter;
pub mod hidden;
pub mod link;
pub mod plain;
mod plain_line;
mod quick;
mod recover;
mod simple;
pub mod tags;
pub mod task;
pub mod yaml;

use body::{Body, Piece, Place};
use front_matter::FrontMatter;

/// One text, read.
pub struct Note<'t> {
    /// The front matter, when there is one.
    pub front: Option<FrontMatter>,
    /// The body's lines and links.
    pub body: Body<'t>,
    /// The mark of a region `vault` wrote that is never closed.
    pub open_region: Option<Span>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// Reads a text. Never fails and never panics.
pub fn parse(text: &str) -> Note<'_> {
    parse_in(text, Room::default())
}

/// Room that serves many notes.
#[derive(Default)]
pub struct Room {
    /// For the body's lines.
    pub pieces: Vec<Piece>,
    /// For the fields of the front matter.
    pub fields: Vec<front_matter::Field>,
}

/// [`parse`] with room.
pub fn parse_in(text: &str, Room { pieces, fields }: Room) -> Note<'_> {
    let front_matter::Read { front, body: from, mut problems } = front_matter::read_in(text, fields);
    // The Markdown parser is another's code: should it panic on one note, that note's body is lost and said so, nothing else.
    let mut body = catch_unwind(AssertUnwindSafe(|| body::read_in(text, from, pieces))).unwrap_or_else(|_| {
        let message = "the Markdown parser failed on this note, so only its front matter was read".to_owned();
        problems.push(Problem { code: "unreadable-markdown", span: Span::new(from, text.len()), message });
        Body::default()
    });
    hidden::merge(&mut body.code);
    hidden::merge(&mut body.struck);
    body.comments.extend(hidden::percent_comments(text, from, &body.code));
    hidden::merge(&mut body.comments);
    let (regions, open_region) = hidden::generated(text, from, &body.code);
    if !body.comments.is_empty() || !regions.is_empty() {
        for piece in &mut body.pieces {
            if hidden::inside(&regions, piece.text.start) {
                piece.place = Place::Generated;
            } else if hidden::inside(&body.comments, piece.text.start) {
                piece.place = Place::Comment;
            }
        }
    }
    body.regions = regions;
    Note { front, body, open_region, problems }
}
