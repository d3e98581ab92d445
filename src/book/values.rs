//! Reading front matter values: one text, many texts, dates, people.

use crate::base::date_text;
use crate::base::span::Span;
use crate::base::when::When;
use crate::note::link::split_wikilink;
use crate::note::yaml::{Kind, Node};

/// The text shown for a scalar or link: `[[Acme|the firm]]` is `the firm`, `[[Companies/Acme]]` is `Acme`.
pub fn shown(text: &str) -> String {
    let text = text.trim();
    if memchr::memchr(b'[', text.as_bytes()).is_none() {
        return text.to_owned();
    }
    if let Some(inner) = link_inner(text) {
        return shown_link(inner);
    }
    if text.contains("[[") { crate::note::plain::text(text) } else { text.to_owned() }
}

fn shown_link(inner: &str) -> String {
    let (target, alias) = split_wikilink(inner);
    if let Some(alias) = alias.map(|at| inner[at..].trim()).filter(|alias| !alias.is_empty()) {
        return alias.to_owned();
    }
    let target = target.split('#').next().unwrap_or(target);
    crate::book::stem(target).to_owned()
}

/// What stands between `[[` and `]]` when the whole text is one wikilink.
pub fn link_inner(text: &str) -> Option<&str> {
    let inner = text.trim().strip_prefix("[[")?.strip_suffix("]]")?;
    (!inner.contains("[[") && !inner.contains("]]")).then_some(inner)
}

/// The text of a scalar or link node.
pub fn one(node: &Node) -> Option<String> {
    match &node.kind {
        Kind::Link(inner) => Some(shown_link(inner)),
        Kind::Scalar { text, .. } => Some(shown(text)).filter(|text| !text.is_empty()),
        Kind::Sequence(items) => items.iter().find_map(one),
        _ => None,
    }
}

/// Every text in a value: a scalar, the items of a list, the values of a map (at any depth).
pub fn leaves(node: &Node) -> Vec<String> {
    let mut texts = Vec::new();
    add_leaves(node, &mut texts);
    texts
}

/// Adds what [`leaves`] gives to a list, which takes no more room than it needs.
pub fn add_leaves(node: &Node, texts: &mut Vec<String>) {
    texts.reserve_exact(node.items().len());
    visit(node, &mut |text| texts.extend(Some(text).filter(|text| !text.is_empty())));
}

fn visit(node: &Node, add: &mut dyn FnMut(String)) {
    match &node.kind {
        Kind::Scalar { text, .. } => add(shown(text)),
        Kind::Link(inner) => add(shown(&shown_link(inner))),
        Kind::Sequence(items) => items.iter().for_each(|item| visit(item, add)),
        Kind::Mapping(entries) => {
            let value = entries
                .iter()
                .find(|(key, _)| key.text().is_some_and(|key| matches!(key, "value" | "number" | "email" | "address" | "url")));
            match value {
                Some((_, value)) => visit(value, add),
                None => entries.iter().for_each(|(_, value)| visit(value, add)),
            }
        }
        Kind::Null => {}
    }
}

/// A list of words: a list, or one text separated by commas or spaces; `#` dropped (the `tags` key).
pub fn tags(node: &Node) -> Vec<String> {
    let mut tags = Vec::new();
    let mut add = |text: &str| {
        for word in text.split([',', ' ', '\t', '\n']) {
            let word = word.trim().trim_start_matches('#').trim_end_matches('/');
            if !word.is_empty() {
                tags.push(word.to_owned());
            }
        }
    };
    match &node.kind {
        Kind::Sequence(items) => {
            for item in items {
                match one(item) {
                    Some(text) if text.starts_with('#') || !text.contains(' ') => add(&text),
                    Some(text) => tags_push(&mut add, &text),
                    None => {}
                }
            }
        }
        _ => {
            if let Some(text) = one(node) {
                add(&text);
            }
        }
    }
    tags
}

/// A list item with a space in it is several tags to Obsidian's eye only when separated by commas.
fn tags_push(add: &mut dyn FnMut(&str), text: &str) {
    for part in text.split(',') {
        add(&part.trim().replace(' ', "-"));
    }
}

/// A date value as written in a scalar or link.
pub fn date(node: &Node) -> Option<When> {
    match &node.kind {
        Kind::Scalar { text, .. } => date_text::value(text),
        Kind::Link(inner) => {
            let (target, alias) = split_wikilink(inner);
            crate::facts::link_date(target).or_else(|| alias.and_then(|at| date_text::value(&inner[at..])))
        }
        _ => None,
    }
}

/// The date a value is or begins with, and its span; lists give each of their dates.
pub fn dates(node: &Node) -> Vec<(When, Span)> {
    match &node.kind {
        Kind::Sequence(items) => items.iter().flat_map(dates).collect(),
        Kind::Scalar { text, .. } => {
            date_text::value(text).or_else(|| date_text::begins(text)).map(|when| (when, node.span)).into_iter().collect()
        }
        Kind::Link(_) => date(node).map(|when| (when, node.span)).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// Somebody named in a people key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named {
    /// The link's target or the name, e-mail or id.
    pub text: String,
    /// Whether it was written as a link.
    pub link: bool,
    /// The value it stands in.
    pub span: Span,
}

/// The people a value names: links, names, e-mails or ids, in a list, map values, or one text separated by commas or semicolons.
pub fn people(node: &Node) -> Vec<Named> {
    let mut named = Vec::new();
    gather(node, &mut named);
    named
}

fn gather(node: &Node, named: &mut Vec<Named>) {
    match &node.kind {
        Kind::Null => {}
        Kind::Link(inner) => named.push(Named { text: split_wikilink(inner).0.to_owned(), link: true, span: node.span }),
        Kind::Sequence(items) => items.iter().for_each(|item| gather(item, named)),
        Kind::Mapping(entries) => entries.iter().for_each(|(_, value)| gather(value, named)),
        Kind::Scalar { text, .. } => split_people(text, node.span, named),
    }
}

fn split_people(text: &str, span: Span, named: &mut Vec<Named>) {
    let mut rest = text;
    while let Some(open) = rest.find("[[") {
        let Some(close) = rest[open..].find("]]") else { break };
        plain_people(&rest[..open], span, named);
        named.push(Named { text: split_wikilink(&rest[open + 2..open + close]).0.to_owned(), link: true, span });
        rest = &rest[open + close + 2..];
    }
    plain_people(rest, span, named);
}

fn plain_people(text: &str, span: Span, named: &mut Vec<Named>) {
    for part in text.split([',', ';', '\n']) {
        let part = part.trim();
        let part = part.strip_prefix('@').unwrap_or(part).trim();
        // Between two links stand only joining words.
        if !part.is_empty() && !matches!(part, "and" | "&" | "+" | "-") {
            named.push(Named { text: part.to_owned(), link: false, span });
        }
    }
}
