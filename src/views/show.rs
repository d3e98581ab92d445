//! One person: the interactions, promises and plans to show beside what the note says.

use std::rc::Rc;

use crate::book::Book;
use crate::views::places::Columns;
use crate::views::promises::{self, Row, Wanted};
use crate::views::why::{self, Counted};

/// The answer.
pub struct Show<'b> {
    /// The contact, an index of [`Book::contacts`].
    pub contact: u32,
    /// The interactions, newest first.
    pub interactions: Vec<Counted>,
    /// What is planned, soonest first.
    pub planned: Vec<Counted>,
    /// The open promises.
    pub promises: Vec<Row<'b>>,
}

/// Shows one contact with the interactions of the last `days` distinct days, or all.
pub fn of<'b>(book: &'b Book, text: &dyn Fn(u32) -> Rc<str>, contact: u32, days: Option<usize>) -> Show<'b> {
    let person = &book.contacts[contact as usize];
    let mut columns = Columns::new(text);
    let mut seen = 0;
    let mut before = None;
    let recent = book.interactions(person).iter().take_while(|interaction| {
        if before.replace(interaction.date) != Some(interaction.date) {
            seen += 1;
        }
        days.is_none_or(|days| seen <= days)
    });
    let interactions = recent.map(|interaction| why::counted(book, text, &mut columns, interaction)).collect();
    let planned = book.planned(person).iter().map(|interaction| why::counted(book, text, &mut columns, interaction)).collect();
    let wanted = Wanted { contact: Some(person.note), ..Wanted::default() };
    Show { contact, interactions, planned, promises: promises::of(book, text, wanted) }
}
