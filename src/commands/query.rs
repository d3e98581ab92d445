//! The query of a command line, read and made ready; a mistake in it is a failure that shows the place.

use crate::book::Book;
use crate::commands::{Failure, Session};
use crate::query::tree::Node;
use crate::query::{self, Mistake, Reading, arguments};
use crate::render::text;
use crate::views::filter;

/// Reads the arguments of a command line as one query: the query, and what it asks.
pub fn read(session: &Session<'_>, arguments: &[String]) -> Result<(String, Node), Failure> {
    let book = &session.workspace.book;
    let reading = reading(book);
    let text = arguments::join(arguments, &reading);
    let read = query::parse(&text, &reading).and_then(|node| filter::ready(book, node, &text));
    read.map(|node| (text, node)).map_err(|mistake| failure(session, &mistake))
}

/// What queries are read with.
pub fn reading(book: &Book) -> Reading<'_> {
    Reading { today: book.as_of, order: book.config.date_order, saved: &book.config.searches }
}

/// A mistake as a failure.
pub fn failure(session: &Session<'_>, mistake: &Mistake) -> Failure {
    let mut failure = Failure::new(mistake.message.clone()).hint(mistake.hint.clone());
    failure.excerpt = Some(text::query::place(mistake, &session.style));
    failure
}
