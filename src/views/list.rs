//! Contacts, filtered and sorted.

use std::cmp::Ordering;

use crate::book::Book;
use crate::book::contact::Contact;
use crate::query::tree::Node;
use crate::views::filter;

/// By what to sort.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// The most pressing first: status, then due date
    Due,
    /// By name
    Name,
    /// The longest silence first
    Last,
    /// By tier, in the order of the settings
    Tier,
    /// By status
    Status,
}

/// The contacts of an answer.
pub struct List {
    /// Indexes of [`Book::contacts`], sorted.
    pub contacts: Vec<u32>,
}

/// The contacts that fit a query, sorted.
pub fn of(book: &Book, query: &Node, sort: Sort) -> List {
    let mut contacts: Vec<u32> =
        (0..).zip(&book.contacts).filter(|(_, contact)| filter::fits(book, contact, query)).map(|(at, _)| at).collect();
    contacts.sort_by(|&one, &other| compare(&book.contacts[one as usize], &book.contacts[other as usize], sort).then(one.cmp(&other)));
    List { contacts }
}

fn compare(one: &Contact, other: &Contact, sort: Sort) -> Ordering {
    let due = |contact: &Contact| contact.due.map_or((1, None), |due| (0, Some(due.date)));
    match sort {
        Sort::Due => (one.status, due(one)).cmp(&(other.status, due(other))),
        Sort::Name => Ordering::Equal,
        Sort::Last => one.last().cmp(&other.last()),
        Sort::Tier => one.core.tier.cmp(&other.core.tier),
        Sort::Status => one.status.cmp(&other.status),
    }
}
