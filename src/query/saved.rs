//! Saved searches: finding one by its name, and what a name may be.

use crate::base::fold;
use crate::base::span::Span;

use super::lex::is_name;
use super::suggest::{near, one_of};
use super::tree::Node;

/// The saved search of this name, case forgiven; else what to do.
pub(super) fn named<'s>(name: &str, saved: &'s [(String, String)]) -> Result<(&'s str, &'s str), String> {
    let exact = saved.iter().rev().find(|(known, _)| known == name);
    let found = exact.or_else(|| saved.iter().rev().find(|(known, _)| fold::name(known) == fold::name(name)));
    found.map(|(name, query)| (name.as_str(), query.as_str())).ok_or_else(|| {
        let names = || saved.iter().map(|(known, _)| known.as_str());
        match near(name, names()) {
            Some(near) => format!("did you mean `@{near}`?"),
            None if saved.is_empty() => "`vault search QUERY --save NAME` saves one; put the word in quotes to look for it".to_owned(),
            None => format!("the saved searches are {}", one_of(names()).replace(" or ", " and ")),
        }
    })
}

/// Why a text can be no name of a saved search; `None` when it can.
pub fn wrong_name(name: &str) -> Option<&'static str> {
    if name.is_empty() {
        Some("the name is empty")
    } else if !name.chars().all(is_name) {
        Some("a name holds letters, digits, `-` and `_` only")
    } else if name.chars().count() > 60 {
        Some("the name is longer than 60 letters")
    } else {
        None
    }
}

/// Puts every condition of a saved search where it is named.
pub(super) fn put(node: &mut Node, span: Span) {
    match node {
        Node::All(nodes) | Node::Any(nodes) => nodes.iter_mut().for_each(|node| put(node, span)),
        Node::Not(node) => put(node, span),
        Node::Leaf(leaf) => leaf.span = span,
    }
}
