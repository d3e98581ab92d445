//! The gate every edit of a front matter goes through: the new text is read again, and only what was asked may have changed. Edits nothing.

use crate::base::change::{Edit, edited};
use crate::changes::front_matter::{Action, Refused, Request, Value};
use crate::note::front_matter::{self, Field, Read};
use crate::note::yaml::{Kind, Node};

/// Refuses edits after which any other key, the body or the asked keys read otherwise than they should.
pub(super) fn check(text: &str, old: &Read, edits: &[Edit], requests: &[Request]) -> Result<(), Refused> {
    let misread = |what: String| Err(Refused::Misread(what));
    let after = edited(text.as_bytes(), edits).and_then(|bytes| String::from_utf8(bytes).ok());
    let Some(after) = after else { return misread("the edits do not fit".to_owned()) };
    let new = front_matter::read(&after);
    let count = |read: &Read, code: &str| read.problems.iter().filter(|problem| problem.code == code).count();
    if let Some(problem) = new.problems.iter().find(|problem| count(&new, problem.code) > count(old, problem.code)) {
        return misread(problem.message.clone());
    }
    if after.get(new.body..) != text.get(old.body..) {
        return misread("the body would begin elsewhere".to_owned());
    }
    let is_asked = |field: &&Field| requests.iter().any(|request| request.key == field.key);
    let fields = |read: &Read| read.front.as_ref().map(|front| front.fields.clone()).unwrap_or_default();
    let (old_fields, new_fields) = (fields(old), fields(&new));
    let mut others = new_fields.iter().filter(|field| !is_asked(field));
    for field in old_fields.iter().filter(|field| !is_asked(field)) {
        match others.next() {
            Some(now) if now.key == field.key && same(&now.value, &field.value) => {}
            _ => return misread(format!("`{}` would change", field.key)),
        }
    }
    if let Some(more) = others.next() {
        return misread(format!("`{}` would appear", more.key));
    }
    for request in requests {
        let find = |fields: &[Field]| fields.iter().find(|field| field.key == request.key).map(|field| field.value.clone());
        if !holds(&request.action, find(&old_fields).as_ref(), find(&new_fields).as_ref()) {
            return misread(format!("`{}` would not hold the value", request.key));
        }
    }
    Ok(())
}

/// Whether a key's new value is what was asked.
fn holds(action: &Action, old: Option<&Node>, new: Option<&Node>) -> bool {
    match (action, new) {
        (Action::Remove, new) => new.is_none(),
        (_, None) => false,
        (Action::Set(Value::Text(text)), Some(new)) => new.text() == Some(text),
        (Action::Set(Value::Plain(text)), Some(new)) => match &new.kind {
            Kind::Scalar { text: found, plain: true } => found == text,
            _ => false,
        },
        (Action::Set(Value::List(items)), Some(new)) => {
            matches!(new.kind, Kind::Sequence(_)) && texts(new).is_some_and(|texts| texts.iter().eq(items))
        }
        (Action::Add(items), Some(new)) => {
            let before: &[Node] = old.map_or(&[], |old| old.items());
            // Nothing that was there may be lost; a text of several tags becomes an item each.
            let kept = before.iter().filter(|node| !node.is_null()).all(|node| match &node.kind {
                Kind::Link(_) => true,
                Kind::Scalar { text, .. } => {
                    let whole = |found: &str| found == text || text.split([',', ' ']).any(|word| word == found);
                    new.items().iter().any(|now| now.text().is_some_and(whole))
                }
                _ => new.items().iter().any(|now| same(now, node)),
            });
            let present = |item: &String| {
                new.items().iter().any(|node| match &node.kind {
                    Kind::Scalar { text, .. } => text == item || text.split([',', ' ']).any(|word| word == item),
                    Kind::Link(link) => format!("[[{link}]]") == *item,
                    _ => false,
                })
            };
            kept && items.iter().all(present)
        }
    }
}

fn texts(node: &Node) -> Option<Vec<String>> {
    node.items().iter().map(|item| item.text().map(str::to_owned)).collect()
}

/// Whether two values are the same, wherever they stand.
pub(super) fn same(one: &Node, other: &Node) -> bool {
    match (&one.kind, &other.kind) {
        (Kind::Sequence(one), Kind::Sequence(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Kind::Mapping(one), Kind::Mapping(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(&one.0, &other.0) && same(&one.1, &other.1))
        }
        (one, other) => one == other,
    }
}
