//! Edits of front matter, before and after.

use super::{Action, Request, Value, edits};
use crate::base::change::edited;

fn request(key: &str, action: Action) -> Request {
    Request { key: key.to_owned(), action }
}

fn set(key: &str, text: &str) -> Request {
    request(key, Action::Set(Value::Text(text.to_owned())))
}

fn list(key: &str, items: &[&str]) -> Request {
    request(key, Action::Set(Value::List(items.iter().map(|&item| item.to_owned()).collect())))
}

fn add(key: &str, items: &[&str]) -> Request {
    request(key, Action::Add(items.iter().map(|&item| item.to_owned()).collect()))
}

fn remove(key: &str) -> Request {
    request(key, Action::Remove)
}

/// The text after, or why not.
fn after(text: &str, requests: &[Request]) -> Result<String, String> {
    let edits = edits(text, requests).map_err(|refused| refused.to_string())?;
    Ok(String::from_utf8(edited(text.as_bytes(), &edits).unwrap()).unwrap())
}

/// The lines between the fences after.
fn inside(lines: &str, requests: &[Request]) -> Result<String, String> {
    let text = format!("---\n{lines}---\n# Body\n");
    let after = after(&text, requests)?;
    Ok(after.strip_prefix("---\n").unwrap().strip_suffix("---\n# Body\n").unwrap().to_owned())
}

fn ok(text: &str) -> Result<String, String> {
    Ok(text.to_owned())
}

#[test]
fn a_value_is_put_in_the_place_of_another() {
    for (before, wanted) in [
        ("tier: A\n", "tier: B\n"),
        ("tier: \"A\"\n", "tier: \"B\"\n"),
        ("tier: 'A'   # inner\n", "tier: 'B'   # inner\n"),
        ("a: 1\ntier:   A # why\nz: 2\n", "a: 1\ntier:   B # why\nz: 2\n"),
        ("tier:\n", "tier: B\n"),
        ("tier: \n", "tier: B\n"),
        ("tier:   # none yet\n", "tier: B   # none yet\n"),
        ("tier: null\n", "tier: B\n"),
        ("tier: [A]\n", "tier: B\n"),
        ("tier: [[A]]\n", "tier: B\n"),
        ("tier: {a: b}\n", "tier: B\n"),
        ("tier: |\n  A\n  long\nz: 2\n", "tier: B\nz: 2\n"),
        ("tier: >-  # folded\n  A\n\nz: 2\n", "tier: B  # folded\n\nz: 2\n"),
        ("tier:\n  A\n  long\nz: 2\n", "tier: B\nz: 2\n"),
        ("tier: A\n  long\nz: 2\n", "tier: B\nz: 2\n"),
        ("tier: # list\n  - A\n  - C\nz: 2\n", "tier: B # list\nz: 2\n"),
        ("tier:\n- A\nz: 2\n", "tier: B\nz: 2\n"),
        ("\"tier\" : A\n", "\"tier\" : B\n"),
        ("  tier: A\n  z: 2\n", "  tier: B\n  z: 2\n"),
    ] {
        assert_eq!(inside(before, &[set("tier", "B")]), ok(wanted), "{before:?}");
    }
}

#[test]
fn a_new_key_comes_last() {
    assert_eq!(inside("a: 1\n# last\n", &[set("tier", "B")]), ok("a: 1\n# last\ntier: B\n"));
    assert_eq!(inside("", &[set("tier", "B"), set("city", "Rome: old town")]), ok("tier: B\ncity: \"Rome: old town\"\n"));
    assert_eq!(inside("  a: 1\n", &[set("tier", "B")]), ok("  a: 1\n  tier: B\n"));
    assert_eq!(inside("a: |+\n  x\n\n", &[set("tier", "B")]), ok("a: |+\n  x\n\ntier: B\n"));
    assert_eq!(inside("l:\n- x\n", &[list("tags", &["a", "b"])]), ok("l:\n- x\ntags:\n- a\n- b\n"));
    assert_eq!(inside("l:\n    - x\n", &[add("tags", &["a"])]), ok("l:\n    - x\ntags:\n    - a\n"));
    assert_eq!(inside("a: 1\n", &[add("tags", &["a", "b", "a"])]), ok("a: 1\ntags:\n  - a\n  - b\n"));
}

#[test]
fn a_front_matter_is_begun() {
    assert_eq!(after("# Ana\n", &[set("tier", "B")]), ok("---\ntier: B\n---\n# Ana\n"));
    assert_eq!(after("", &[set("tier", "B")]), ok("---\ntier: B\n---\n"));
    assert_eq!(after("\u{feff}# Ana\r\nx", &[set("tier", "B")]), ok("\u{feff}---\r\ntier: B\r\n---\r\n# Ana\r\nx"));
    assert_eq!(after("---\n\nprose after a rule", &[set("tier", "B")]), ok("---\ntier: B\n---\n---\n\nprose after a rule"));
    assert_eq!(after("# Ana\n", &[remove("tier")]), ok("# Ana\n"));
}

#[test]
fn lists_grow_in_their_own_style() {
    for (before, wanted) in [
        ("tags:\n  - a\n", "tags:\n  - a\n  - b\n"),
        ("tags:\n- a # first\nz: 2\n", "tags:\n- a # first\n- b\nz: 2\n"),
        ("tags: [a]\n", "tags: [a, b]\n"),
        ("tags: [ a, c, ] # x\n", "tags: [ a, c, b, ] # x\n"),
        ("tags: []\n", "tags: [b]\n"),
        ("tags:\n", "tags:\n  - b\n"),
        ("tags:   # none\n", "tags: [b]   # none\n"),
        ("tags:\n  -\nz: 2\n", "tags:\n  - b\nz: 2\n"),
        ("tags: a\n", "tags: [a, b]\n"),
        ("tags: a, c\n", "tags: [a, c, b]\n"),
        ("tags: [b, a]\n", "tags: [b, a]\n"),
        ("tags: c b\n", "tags: c b\n"),
        ("tags: [\n  a,\n  c\n]\n", "tags: [\n  a,\n  c, b\n]\n"),
        ("tags:\n  - a\n  # between\n  - c\n", "tags:\n  - a\n  # between\n  - c\n  - b\n"),
        ("tags:\n  - \"a\"\n\n# after\nz: 2\n", "tags:\n  - \"a\"\n  - b\n\n# after\nz: 2\n"),
    ] {
        assert_eq!(inside(before, &[add("tags", &["b"])]), ok(wanted), "{before:?}");
    }
    assert_eq!(inside("company: Acme, Inc\n", &[add("company", &["[[Bolt]]"])]), ok("company: [\"Acme, Inc\", \"[[Bolt]]\"]\n"));
    assert_eq!(inside("company: [[Acme]]\n", &[add("company", &["Bolt"])]), ok("company: [\"[[Acme]]\", Bolt]\n"));
}

#[test]
fn a_list_is_put_in_the_place_of_another() {
    for (before, wanted) in [
        ("tags:\n- a\n- c\nz: 2\n", "tags:\n- x\n- v\nz: 2\n"),
        ("tags:\n    - a\n", "tags:\n    - x\n    - v\n"),
        ("tags: [a]\n", "tags: [x, v]\n"),
        ("tags: a # c\n", "tags: [x, v] # c\n"),
        ("tags:\n", "tags:\n  - x\n  - v\n"),
    ] {
        assert_eq!(inside(before, &[list("tags", &["x", "v"])]), ok(wanted), "{before:?}");
    }
    assert_eq!(inside("tags:\n  - a\nz: 2\n", &[list("tags", &[])]), ok("tags: []\nz: 2\n"));
}

#[test]
fn a_key_goes_with_its_lines() {
    for (before, wanted) in [
        ("tier: A # mine\nz: 2\n", "z: 2\n"),
        ("a: 1\ntier:\n  - x\n  - y # z\n# kept\nz: 2\n", "a: 1\n# kept\nz: 2\n"),
        ("a: 1\ntier: |\n  x\n\n  y\nz: 2\n", "a: 1\nz: 2\n"),
        ("tier: {a: 1,\n  b: 2}\n", ""),
        ("tier:\n", ""),
        ("a: 1\n", "a: 1\n"),
    ] {
        assert_eq!(inside(before, &[remove("tier")]), ok(wanted), "{before:?}");
    }
}

#[test]
fn crlf_stays_crlf() {
    let text = "\u{feff}---\r\ntags:\r\n  - a\r\ntier: A\r\n---\r\nbody\r\nend";
    let wanted = "\u{feff}---\r\ntags:\r\n  - a\r\n  - b\r\ntier: B\r\ncity: Rome\r\n---\r\nbody\r\nend";
    assert_eq!(after(text, &[add("tags", &["b"]), set("tier", "B"), set("city", "Rome")]), ok(wanted));
    let wanted = "\u{feff}---\r\ntier: A\r\n---\r\nbody\r\nend";
    assert_eq!(after(text, &[remove("tags")]), ok(wanted));
}

#[test]
fn what_cannot_be_edited_safely_is_refused() {
    for (before, key, why) in [
        ("tier: A\ntier: B\n", "tier", "the key `tier` is given twice"),
        ("tier: &t A\nz: *t\n", "tier", "the key `tier` has an anchor"),
        ("tier: A\nz: &t B\ny: *t\n", "y", "the key `y` stands for an anchored value"),
        ("tier: !!str A\n", "tier", "the key `tier` has a tag"),
        ("base: &b {x: 1}\n<<: *b\n", "<<", "the key `<<` merges other keys"),
        ("tier:\n  &t\n  - A\nz: *t\n", "tier", "the key `tier` has an anchor or a tag"),
        ("tier:\n  deep: A\n", "tier", "the key `tier` holds keys of its own"),
        ("? tier\n: A\n", "tier", "the key `tier` shares its line with something else"),
        ("{tier: A, z: 1}\n", "tier", "the key `tier` would stand in a front matter written in braces"),
        ("tier:\n  - A\n  # why\n  - C\n", "tier", "the key `tier` has comments within its value"),
    ] {
        assert_eq!(inside(before, &[set(key, "B")]), Err(why.to_owned()), "{before:?}");
    }
    // Another key uses the anchor.
    assert!(inside("tier:\n  - &t A\nz: *t\n", &[set("tier", "B")]).unwrap_err().starts_with("the front matter would not read as asked: "));
    assert!(inside("tier: [A\nz: 1\n", &[set("z", "B")]).unwrap_err().starts_with("the front matter cannot be read whole: "));
    assert_eq!(after("---\ntier: A\n# no end\n", &[set("tier", "B")]), Err("the front matter has no closing `---` line".to_owned()));
    assert_eq!(inside("a: 1\n", &[set("b", "1"), set("b", "2")]), Err("the key `b` is asked for twice".to_owned()));
    // Without the key, the blank line would be the block's.
    assert!(inside("a: >+\n  x\ntier: A\n\nz: 2\n", &[remove("tier")]).unwrap_err().contains("`a` would change"));
}
