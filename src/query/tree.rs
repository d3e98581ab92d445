//! What a query asks, as plain data. Days and numbers are ranges with both ends included.

use crate::base::date::Date;
use crate::base::span::Span;

/// A query or a part of one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Node {
    /// Every one of these; an empty query holds for everything.
    All(Vec<Node>),
    /// At least one of these.
    Any(Vec<Node>),
    /// Not this.
    Not(Box<Node>),
    /// One condition.
    Leaf(Leaf),
}

/// One condition and its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Leaf {
    /// What is asked.
    pub test: Test,
    /// Where it stands in the query that was typed; of a condition from a saved search, where that is named.
    pub span: Span,
}

/// What one condition asks. Of several values one must fit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Test {
    /// A word, as typed.
    Word(String),
    /// The beginning of a word, without its `*`.
    Prefix(String),
    /// Words in this order.
    Phrase(String),
    /// A text of the contact holds one of these.
    Holds(Text, Vec<String>),
    /// A tag, or one below it; without `#`.
    Tag(Vec<String>),
    /// The tier.
    Tier(Vec<String>),
    /// The channel of an entry.
    Channel(Vec<String>),
    /// The status, by its word in JSON.
    Status(Vec<&'static str>),
    /// Something is there.
    Has(Vec<Has>),
    /// What a hit of `search` is.
    Kind(Vec<Kind>),
    /// A day of the contact or entry.
    Day(Day, Vec<Days>),
    /// The birthday.
    Birthday(Vec<Birthdays>),
    /// How many days of contact there were.
    Interactions(Vec<Numbers>),
}

/// A text to look into.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Text {
    /// The name and aliases.
    Name,
    /// The city.
    City,
    /// The company.
    Company,
    /// The role.
    Role,
    /// The note's path.
    Path,
    /// How they were met.
    Met,
}

/// What a contact may have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "named as in the language")]
pub enum Has {
    Alias,
    Birthday,
    Boundary,
    Cadence,
    City,
    Company,
    /// Any day of contact.
    Contact,
    /// Another yearly date than the birthday.
    Date,
    Email,
    /// A link to somewhere else: a site, a profile.
    Link,
    Met,
    /// Something learnt and noted beside contact.
    Note,
    Phone,
    /// Contact after the day asked for.
    Plan,
    /// An open promise, mine or theirs.
    Promise,
    Role,
    Tag,
    /// Something stands between us, and is not resolved.
    Tension,
    Tier,
    Timezone,
    /// Something to talk about.
    Topic,
}

/// What a hit is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A whole note.
    Note,
    /// A dated entry of one.
    Entry,
}

/// Which day is asked about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Day {
    /// The last contact.
    Last,
    /// The due date.
    Due,
    /// The date of an entry.
    Date,
    /// The day they met.
    Met,
}

/// A range of days; an end that is missing is open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Days {
    /// From one day to another, both included.
    Range(Option<Date>, Option<Date>),
    /// No such day at all.
    Never,
}

impl Days {
    /// Whether a day, or none, is meant.
    pub fn hold(self, day: Option<Date>) -> bool {
        match (self, day) {
            (Days::Range(from, to), Some(day)) => from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to),
            (Days::Never, day) => day.is_none(),
            (Days::Range(..), None) => false,
        }
    }
}

/// Which birthdays are meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Birthdays {
    /// From one day of the year to another (month, day), both included; around the new year when the first is later.
    Season((u8, u8), (u8, u8)),
    /// Born in these days.
    Born(Option<Date>, Option<Date>),
    /// The next one falls on one of these days.
    Next(Option<Date>, Option<Date>),
}

/// A range of numbers, both ends included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Numbers {
    /// The least.
    pub least: u32,
    /// The most.
    pub most: u32,
}

impl Numbers {
    /// Whether a number is meant.
    pub fn hold(self, number: u32) -> bool {
        self.least <= number && number <= self.most
    }
}

impl Node {
    /// Shows every condition to `visit`, in order; `wanted` is false for one under an odd number of negations.
    pub fn each<'n>(&'n self, wanted: bool, visit: &mut dyn FnMut(&'n Leaf, bool)) {
        match self {
            Node::All(nodes) | Node::Any(nodes) => nodes.iter().for_each(|node| node.each(wanted, visit)),
            Node::Not(node) => node.each(!wanted, visit),
            Node::Leaf(leaf) => visit(leaf, wanted),
        }
    }

    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        matches!(self, Node::All(nodes) if nodes.is_empty())
    }
}
