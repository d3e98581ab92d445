//! Front matter as people write it, and as nobody should: what is read, what is reported, and in what time.

pub mod oracles;
mod simple;

use std::time::{Duration, Instant};

use vault::base::span::Span;
use vault::note::front_matter::{Field, FrontMatter, Read, read};
use vault::note::yaml::{Kind, Node};

/// A node in one line: `null`, text in quotes when it is not plain, `[[link]]`, `[…]`, `{…}`.
fn show(node: &Node) -> String {
    match &node.kind {
        Kind::Null => "null".to_owned(),
        Kind::Scalar { text, plain: true } => text.clone(),
        Kind::Scalar { text, plain: false } => format!("{text:?}"),
        Kind::Link(text) => format!("[[{text}]]"),
        Kind::Sequence(items) => format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(", ")),
        Kind::Mapping(pairs) => {
            let pairs = pairs.iter().map(|(key, value)| format!("{}: {}", show(key), show(value)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
        }
    }
}

/// The fields, one a line.
fn fields(read: &Read) -> Vec<String> {
    let shown = |field: &Field| format!("{}: {}", field.key, show(&field.value));
    read.front.iter().flat_map(|front| front.fields.iter().map(shown)).collect()
}

/// The problems: code, what the span holds, message.
fn problems<'t>(text: &'t str, read: &'t Read) -> Vec<(&'static str, &'t str, &'t str)> {
    read.problems.iter().map(|problem| (problem.code, problem.span.of(text), problem.message.as_str())).collect()
}

fn front(read: &Read) -> &FrontMatter {
    let Some(front) = &read.front else { panic!("no front matter: {:?}", read.problems) };
    front
}

/// The one value of `x:` in a block that has no other key and no problem.
fn value(yaml: &str) -> Node {
    let text = format!("---\nx: {yaml}\n---\n");
    let read = read(&text);
    assert_eq!(problems(&text, &read), [], "{yaml}");
    let [field] = front(&read).fields.as_slice() else { panic!("{yaml}: {:?}", read.front) };
    field.value.clone()
}

#[test]
fn block_and_body() {
    // text, the content, the body; no content where there is no front matter
    for (text, content, body) in [
        ("---\na: 1\n---\nbody\n", Some("a: 1\n"), "body\n"),
        ("---\na: 1\n---\nbody", Some("a: 1\n"), "body"),
        ("---\na: 1\n---", Some("a: 1\n"), ""),
        ("---\n---\nbody", Some(""), "body"),
        ("---\n---", Some(""), ""),
        ("---\n\n# only a comment\n---\nbody", Some("\n# only a comment\n"), "body"),
        ("\u{feff}---\na: 1\n---\nbody", Some("a: 1\n"), "body"),
        ("\u{feff}body", None, "body"),
        ("---\r\na: 1\r\n---\r\nbody\r\n", Some("a: 1\r\n"), "body\r\n"),
        ("--- \t\na: 1\n---\t \nbody", Some("a: 1\n"), "body"),
        ("---\na: 1\n----\nb: 2\n---\nbody", Some("a: 1\n----\nb: 2\n"), "body"),
        ("---\na: |\n  x\n  ---\n  y\n---\nbody", Some("a: |\n  x\n  ---\n  y\n"), "body"),
        ("---\na: \"x\n---\ny\"\n---\nbody", Some("a: \"x\n"), "y\"\n---\nbody"),
        ("---\na: 1\n---\nbody\n\n---\nmore\n", Some("a: 1\n"), "body\n\n---\nmore\n"),
        ("----\na: 1\n----\n", None, "----\na: 1\n----\n"),
        (" ---\na: 1\n---\n", None, " ---\na: 1\n---\n"),
        ("\n---\na: 1\n---\n", None, "\n---\na: 1\n---\n"),
        ("---js\na: 1\n---\n", None, "---js\na: 1\n---\n"),
        ("---\n\nA thematic break.\n", None, "---\n\nA thematic break.\n"),
        ("---", None, "---"),
        ("", None, ""),
    ] {
        let read = read(text);
        assert_eq!(read.front.as_ref().map(|front| front.content.of(text)), content, "{text:?}");
        assert_eq!(text.get(read.body..), Some(body), "{text:?}");
        if let Some(front) = &read.front {
            let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
            assert_eq!(front.block, Span::new(start, read.body), "{text:?}");
        }
    }
}

#[test]
fn spans_are_offsets_into_the_file() {
    let text = "\u{feff}---\r\nname: José Díaz\r\n\"e-mail\": 'a@b.c'\r\ntags:\r\n- x\r\n- y\r\nempty:\r\nbio: |\r\n  one\r\n  two\r\n\r\n---\r\nbody";
    let read = read(text);
    assert_eq!(problems(text, &read), []);
    let spans = front(&read).fields.iter().map(|field| (field.key_span.of(text), field.value.span.of(text), field.span.of(text)));
    assert_eq!(
        spans.collect::<Vec<_>>(),
        [
            ("name", "José Díaz", "name: José Díaz"),
            ("\"e-mail\"", "'a@b.c'", "\"e-mail\": 'a@b.c'"),
            ("tags", "- x\r\n- y", "tags:\r\n- x\r\n- y"),
            ("empty", "", "empty:"),
            ("bio", "one\r\n  two", "bio: |\r\n  one\r\n  two"),
        ]
    );
    assert_eq!(fields(&read), ["name: José Díaz", "e-mail: \"a@b.c\"", "tags: [x, y]", "empty: null", "bio: \"one\\ntwo\\n\""]);
}

#[test]
fn unclosed_is_reported_only_where_a_key_follows() {
    let reported = |text: &str| read(text).problems.iter().map(|problem| problem.code).collect::<Vec<_>>();
    for text in ["---\nname: Ann\n\nbody\n", "---\nname: Ann\n...\nbody\n", "---\n\nLast Contacted:\n", "\u{feff}---\r\na: 1\r\n----\r\n"] {
        assert_eq!(reported(text), ["unclosed-front-matter"], "{text:?}");
        assert!(read(text).front.is_none());
    }
    for text in [
        "---\n\nSome prose, with a note: this one.\n",
        "---\n# Heading: x\n",
        "---\nhttp://example.org\n",
        "---\n- a: b\n",
        "---\n",
        "text\n---\na: 1\n",
    ] {
        assert_eq!(reported(text), <[&str; 0]>::default(), "{text:?}");
    }
    let text = "\u{feff}---\nname: Ann\n";
    assert_eq!(
        problems(text, &read(text)),
        [("unclosed-front-matter", "---", "the front matter has no closing `---` line, so it is not read")]
    );
    assert_eq!(read(text).body, 3);
}

#[test]
fn scalars_stay_text() {
    for plain in [
        "+442079460000",
        "+441234567",
        "0123",
        "0207946",
        "007",
        "no",
        "Yes",
        "on",
        "y",
        "2024-01-05",
        "--03-14",
        "1.50",
        "0x1F",
        "1e3",
        "12:30",
        "14",
        "every 3 months",
        "Ann's",
        "a#b",
        "http://a.b/c?d=e",
    ] {
        let node = value(plain);
        assert_eq!(node.kind, Kind::Scalar { text: plain.to_owned(), plain: true });
        assert_eq!((node.text(), node.boolean(), node.is_null()), (Some(plain), None, false));
        assert_eq!(node.span, Span::new(7, 7 + plain.len()));
    }
    for (yaml, truth) in
        [("true", Some(true)), ("False", Some(false)), ("TRUE", Some(true)), ("\"true\"", None), ("tRue", None), ("!!str true", None)]
    {
        assert_eq!(value(yaml).boolean(), truth, "{yaml}");
    }
    for null in ["", "null", "~", "Null", "NULL", "# a comment", "&a"] {
        assert_eq!(value(null).kind, Kind::Null, "{null}");
        assert_eq!(value(null).items(), []);
    }
    for (quoted, text) in [
        ("'null'", "null"),
        ("\"~\"", "~"),
        ("''", ""),
        ("!!str", ""),
        ("!!str null", "null"),
        ("'it''s'", "it's"),
        ("\"a\\tb\\u00e9\"", "a\tbé"),
    ] {
        assert_eq!(value(quoted).kind, Kind::Scalar { text: text.to_owned(), plain: false }, "{quoted}");
    }
    assert_eq!(value("one\n  two\n\n  three").text(), Some("one two\nthree"));
    assert_eq!(value(">-\n  one\n  two").text(), Some("one two"));
    assert_eq!(value("|\n  one\n   two").text(), Some("one\n two\n"));
    assert_eq!(value("Ann # not this").text(), Some("Ann"));
}

#[test]
fn collections_and_aliases() {
    for (yaml, shown) in [
        ("[a, 'b', [c]]", "[a, \"b\", [c]]"),
        ("{work: a@b, home: [c, d]}", "{work: a@b, home: [c, d]}"),
        ("\n  work: 1\n  home: 2", "{work: 1, home: 2}"),
        ("\n- a\n-\n- b: 1\n  c: 2", "[a, null, {b: 1, c: 2}]"),
        ("&a [1, 2]\ny: *a", ""),
        ("[&a 1, *a, *a]", "[1, 1, 1]"),
        ("{{date}}", "{{date: null}: null}"),
        ("[a, b,]", "[a, b]"),
        ("[]", "[]"),
    ] {
        if shown.is_empty() {
            let text = format!("---\nx: {yaml}\n<<: *a\n---\n");
            assert_eq!(fields(&read(&text)), ["x: [1, 2]", "y: [1, 2]", "<<: [1, 2]"]);
        } else {
            assert_eq!(show(&value(yaml)), shown, "{yaml}");
        }
    }
    let text = "---\n{{VALUE:key}}: x\n? [a, b]\n: y\n: z\n1: w\n---\n";
    assert_eq!(fields(&read(text)), ["{{VALUE:key}}: x", "[a, b]: y", ": z", "1: w"]);
}

#[test]
fn unquoted_links() {
    for (yaml, link) in [
        ("[[Acme Ltd]]", "Acme Ltd"),
        ("[[Acme|The, Acme]]", "Acme|The, Acme"),
        ("[[a/b#c]]", "a/b#c"),
        ("[[2024-01-05]]", "2024-01-05"),
        ("[[A: b]]", "A: b"),
    ] {
        let text = format!("---\nx: {yaml}\n---\n");
        let read = read(&text);
        assert_eq!(front(&read).fields[0].value.link(), Some(link));
        let message = format!("quote the link, or other programs read it as a list: `\"[[{link}]]\"`");
        assert_eq!(problems(&text, &read), [("unquoted-link", yaml, message.as_str())]);
    }
    let text = "---\na: [[[A]], [[B]]]\nb:\n  - [[C]]\n  - \"[[D]]\"\n---\n";
    let lists = read(text);
    assert_eq!(fields(&lists), ["a: [[[A]], [[B]]]", "b: [[[C]], \"[[D]]\"]"]);
    assert_eq!(problems(text, &lists).iter().map(|problem| problem.1).collect::<Vec<_>>(), ["[[A]]", "[[B]]", "[[C]]"]);
    for (yaml, shown) in
        [("[ [A] ]", "[[A]]"), ("[[A], [B]]", "[[A], [B]]"), ("[[]]", "[[]]"), ("[[\"A\"]]", "[[\"A\"]]"), ("[[A\n  b]]", "[[A b]]")]
    {
        assert!(matches!(value(yaml).kind, Kind::Sequence(_)), "{yaml}");
        assert_eq!(show(&value(yaml)), shown);
    }
}

#[test]
fn commented_tags() {
    let tags = |yaml: &str| {
        let text = format!("---\n{yaml}\n---\n");
        let read = read(&text);
        problems(&text, &read).iter().map(|problem| (problem.0, problem.1.to_owned())).collect::<Vec<_>>()
    };
    let found = |comments: &[&str]| comments.iter().map(|comment| ("commented-tags", (*comment).to_owned())).collect::<Vec<_>>();
    assert_eq!(tags("tags: #a #b"), found(&["#a #b"]));
    assert_eq!(tags("Tags:   #a/b  "), found(&["#a/b"]));
    assert_eq!(tags("tags:\n  - #a\n  - b\n  - #c"), found(&["#a", "#c"]));
    assert_eq!(tags("tags:\n- #a\nname: x"), found(&["#a"]));
    assert_eq!(tags("tags: work #home"), found(&["#home"]));
    assert_eq!(tags("tags:\n- a #b"), found(&["#b"]));
    for fine in [
        "tags: # none yet",
        "tags:\n  # - a\n  - b",
        "tags: ['#a', \"#b\"]",
        "tags:\n  - '#a' # x",
        "tags: a#b",
        "name: x #y",
        "tags:\n#a comment\n- b",
    ] {
        assert_eq!(tags(fine), [], "{fine}");
    }
}

#[test]
fn duplicate_keys_are_kept_and_reported() {
    let text = "---\nname: Ann\ncity: Rome\nname: Bo\n'name': Cy\nName: Di\n---\n";
    let few = read(text);
    assert_eq!(fields(&few), ["name: Ann", "city: Rome", "name: Bo", "name: Cy", "Name: Di"]);
    let message = "the key `name` is already on line 2; the last one counts";
    assert_eq!(problems(text, &few), [("duplicate-key", "name", message), ("duplicate-key", "'name'", message)]);
    let many = (0..50).map(|key| format!("k{key}: 1\n")).collect::<String>();
    let text = format!("---\n{many}k7: 2\n---\n");
    assert_eq!(problems(&text, &read(&text)), [("duplicate-key", "k7", "the key `k7` is already on line 9; the last one counts")]);
}

/// `name` before and `phone` behind the bad key; both are read, and the bad one is one problem.
#[test]
fn one_bad_key_never_loses_another() {
    let links = "links must be quoted, several in a list: `[\"[[A]]\", \"[[B]]\"]`";
    for (bad, at, message) in [
        ("people: [[A]], [[B]]", ",", format!("cannot read the value of `people`: {links}")),
        ("twitter: @ann", "@", "cannot read the value of `twitter`: `@` must be quoted".to_owned()),
        ("full: Ann: boss", ":", "cannot read the value of `full`: text with a colon and a space must be quoted".to_owned()),
        ("bio: \"Ann", "\"", "cannot read the value of `bio`: the quote is not closed".to_owned()),
        ("notes:\n\t- x", "-", "cannot read the value of `notes`: a tab cannot indent; use spaces".to_owned()),
        ("x: [[Acme]] since 2020", "s", format!("cannot read the value of `x`: {links}")),
        ("tags: [a, b", "[", "cannot read the value of `tags`: the bracket `[` is not closed".to_owned()),
        ("a: x\0y", "\0", "cannot read the value of `a`: it holds a NUL character".to_owned()),
        ("@b: x", "@", "cannot read the key `@b`: `@` must be quoted".to_owned()),
        ("c: \"x\" y", "y", "cannot read the value of `c`: something follows the closing quote; quote the whole text".to_owned()),
        (
            "d: *x",
            "*x",
            "cannot read the value of `d`: nothing is named `&…` as this `*…` asks; text that begins with `*` must be quoted".to_owned(),
        ),
        ("e: {{date}} x", "x", "cannot read the value of `e`: text that begins with `{{` must be quoted".to_owned()),
        ("just some words", "just some words", "this line is no `key: value`".to_owned()),
    ] {
        let text = format!("---\nname: Ann\n{bad}\nphone: 0123\n---\nbody");
        let read = read(&text);
        assert_eq!(fields(&read), ["name: Ann", "phone: 0123"], "{bad}");
        assert_eq!(problems(&text, &read), [("malformed-front-matter", at, message.as_str())], "{bad}");
        let place = read.problems[0].span.start as usize;
        assert!((14..14 + bad.len()).contains(&place), "{bad}: {place}");
        assert_eq!(text.get(read.body..), Some("body"));
    }
}

#[test]
fn several_errors_are_told_at_once() {
    let text = "---\n\n# mine\nname: Ann\na: @x\ntags:\n- p\n- q\nb: `y\n\nc: |\n  k: v\n  : @\nd: 1\n---\n";
    let mixed = read(text);
    assert_eq!(fields(&mixed), ["name: Ann", "tags: [p, q]", "c: \"k: v\\n: @\\n\"", "d: 1"]);
    assert_eq!(mixed.problems.len(), 2);
    let indented = "---\n  name: Ann\n  a: @x\n  b: 2\n---\n";
    assert_eq!(fields(&read(indented)), ["name: Ann", "b: 2"]);
    let dots = "---\na: 1\n...\nb: 2\n---\n";
    let dotted = read(dots);
    assert_eq!(fields(&dotted), ["a: 1", "b: 2"]);
    assert_eq!(dotted.problems.len(), 1);
    let directive = "---\n%YAML 1.2\na: 1\n---\n";
    assert_eq!(fields(&read(directive)), ["a: 1"]);
    assert_eq!(read(directive).problems.len(), 1);
}

#[test]
fn what_is_no_map_is_one_problem() {
    for (content, message) in [
        ("- a\n- b\n", "the front matter has no `key: value` lines"),
        ("just words\nand more\n", "the front matter has no `key: value` lines"),
        ("[a: 1, b: @]\n", "cannot read the front matter: `@` must be quoted"),
        ("{a: 1,\nb: @}\n", "cannot read the front matter: `@` must be quoted"),
        ("- a: 1\nb: 2\n- @c: 3\n", ""),
    ] {
        let text = format!("---\n{content}---\nbody");
        let read = read(&text);
        assert_eq!(fields(&read), <[&str; 0]>::default(), "{content}");
        assert_eq!(read.problems.len(), 1, "{content}: {:?}", read.problems);
        assert_eq!(read.problems[0].code, "malformed-front-matter");
        if !message.is_empty() {
            assert_eq!(read.problems[0].message, message);
        }
        assert_eq!(text.get(read.body..), Some("body"));
    }
    assert_eq!(fields(&read("---\n{a: 1, b: [c]}\n---\n")), ["a: 1", "b: [c]"]);
}

/// Reads a hostile text in bounded time; returns the codes of its problems.
fn hostile(name: &str, text: &str) -> Vec<String> {
    let start = Instant::now();
    let read = read(text);
    let took = start.elapsed();
    assert!(took < Duration::from_secs(60), "{name} took {took:?}");
    assert!(text.is_char_boundary(read.body), "{name}");
    read.problems.into_iter().map(|problem| problem.message).collect()
}

#[test]
fn bombs_are_bounded() {
    let mut aliases = String::from("---\nname: Ann\na: &a [x, x, x, x, x, x, x, x, x]\n");
    for (this, last) in ["b", "c", "d", "e", "f", "g", "h", "i"].iter().zip(["a", "b", "c", "d", "e", "f", "g", "h"]) {
        aliases += &format!("{this}: &{this} [{}]\n", vec![format!("*{last}"); 9].join(", "));
    }
    aliases += "phone: 1\n---\nbody";
    let bomb = read(&aliases);
    let shown = fields(&bomb);
    assert_eq!((shown.first().map(String::as_str), shown.last().map(String::as_str)), (Some("name: Ann"), Some("phone: 1")));
    assert!(shown.len() < 8 && shown.iter().map(String::len).sum::<usize>() < 100_000);
    assert!(bomb.problems.iter().all(|problem| problem.message.ends_with("too many repeated parts")), "{:?}", bomb.problems);

    let reported = |name: &str, content: &str| hostile(name, &format!("---\nname: Ann\n{content}\nphone: 1\n---\nbody"));
    let deep = |key: &str| vec![format!("cannot read the value of `{key}`: too many lists inside lists")];
    assert_eq!(reported("brackets", &format!("x: {}", "[".repeat(20_000))), deep("x"));
    assert_eq!(reported("braces", &format!("x: {}", "{".repeat(20_000))).len(), 1);
    assert_eq!(reported("dashes", &format!("x:\n  {}", "- ".repeat(20_000))), deep("x"));
    assert_eq!(reported("questions", &format!("x:\n  {}a", "? ".repeat(20_000))), deep("x"));
    let stairs = (0..500).map(|depth| format!("{}k:\n", " ".repeat(depth))).collect::<String>();
    assert_eq!(hostile("stairs", &format!("---\n{stairs}---\n")).len(), 1);
    let tower = format!("a: &a {}{}\nb: &b {}*a{}", "[".repeat(100), "]".repeat(100), "[".repeat(100), "]".repeat(100));
    assert_eq!(reported("tower", &tower), deep("b"));
    assert_eq!(reported("itself", "x: &x [*x]"), ["cannot read the value of `x`: it repeats itself"]);
    let long = format!("x: &x '{}'\ny: [{}]", "a".repeat(100_000), "*x, ".repeat(100));
    assert_eq!(reported("long copies", &long), ["cannot read the value of `y`: too many repeated parts"]);

    let line = "x".repeat(5_000_000);
    assert_eq!(hostile("a long line", &format!("---\na: {line}\n---\n")), ["the front matter is larger than 1 MiB, so it is not read"]);
    assert_eq!(hostile("an open long line", &format!("---\na: {line}")).len(), 1);
    assert_eq!(hostile("a long body", &format!("---\na: 1\n---\n{line}")).len(), 0);
    assert_eq!(hostile("near fences", &format!("---\na: 1\n{}", "---x\n".repeat(1_000_000))).len(), 1);
    let again = hostile("one key again and again", &format!("---\n{}---\n", ":\n".repeat(500_000)));
    assert_eq!((again.len(), again[499_998].as_str()), (499_999, "the key `` is already on line 2; the last one counts"));
    let again = hostile("tags again and again on a line", &format!("---\n{{{}}}\n---\n", "tags: a, ".repeat(100_000)));
    assert_eq!(again.len(), 99_999);
    let just_below = "x".repeat((1 << 20) - 20);
    assert_eq!(reported("a long value", &format!("{just_below}: [")).len(), 1);
    for (name, part) in [
        ("bad keys", "a: @\n"),
        ("keys", "a:\n"),
        ("keys without a name", ":\n"),
        ("comments", "# c\n"),
        ("blanks", "\n"),
        ("quotes", "a: \"\n"),
        ("anchors", "a: &a [&b [&c [&d ["),
        ("many aliases", "- &a [*a]\n"),
        ("colons", ": "),
        ("open flows", "[a, "),
        ("dashes a line", "- - - -\n"),
        ("percent", "%A\n"),
        ("tabs", "\t"),
        ("returns", "\r"),
        ("marks", "\u{feff}"),
        ("nul", "\0"),
    ] {
        for tail in ["", ": @\n"] {
            let content = part.repeat(1_000_000 / part.len());
            hostile(name, &format!("---\n{content}{tail}\n---\n"));
        }
    }
}

/// Every text of up to three pieces that matter to YAML: nothing panics, spans fit, the body is where the block ends.
#[test]
fn no_combination_of_pieces_panics() {
    let pieces = [
        "a: ", "b:", "\n", "- ", "[", "]", "{", "}", "[[x]]", "{{", ",", "\"", "'", "|", ">\n ", "#", " #t", "&a ", "*a", "!", "!!str ",
        "%", "@", "\t", "  ", "\r\n", "...", "---", "? ", ":", "é", "\u{feff}", "\0", "tags: ", "\\", "<<: ", "~", "😀",
    ];
    let mut count = 0;
    let mut check = |content: &str| {
        for text in [format!("---\n{content}\n---\n"), format!("---\nn: 1\n{content}\n---\n")] {
            let read = read(&text);
            count += 1;
            for problem in &read.problems {
                assert!(text.get(problem.span.range()).is_some(), "{text:?}: {problem:?}");
            }
            for field in read.front.iter().flat_map(|front| &front.fields) {
                for span in [field.span, field.key_span, field.value.span] {
                    assert!(text.get(span.range()).is_some(), "{text:?}: {field:?}");
                }
                assert!(field.key_span.start == field.span.start && field.span.end >= field.value.span.end, "{text:?}: {field:?}");
            }
        }
    };
    for one in pieces {
        for two in pieces {
            for three in pieces {
                check(&[one, two, three].concat());
                check(&["a: ", one, two, three].concat());
            }
        }
    }
    assert_eq!(count, 4 * 38 * 38 * 38);
}
