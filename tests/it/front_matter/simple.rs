//! The quick way through simple front matter against the YAML parser's: the same fields, spans and problems, or declined.

#![allow(clippy::print_stdout, reason = "the figures are for whoever runs the comparison")]

use std::path::Path;

use vault::note::front_matter::{is_simple, read, read_by_parser};

use super::oracles::{notes, shared};

/// What can stand where it should not, or looks as if it should not.
const AWKWARD: [&str; 84] = [
    "a",
    "b c",
    "é",
    "日本",
    "（",
    "😀",
    " ",
    "  ",
    ":",
    ": ",
    " :",
    "::",
    "key:value",
    "key :",
    "k: v",
    "#",
    " #",
    " # c",
    "a#b",
    "#tag",
    "-",
    "- ",
    "- - x",
    "-1",
    "--",
    "--03-14",
    "-a",
    "-,",
    "---",
    "---x",
    "--- x",
    "...",
    "? ",
    "?",
    "?a",
    "&a",
    "&a x",
    "*a",
    "!t",
    "!!str ",
    "|",
    "|\n  x",
    ">",
    "> x",
    "%",
    "%A",
    "@",
    "`",
    "{",
    "}",
    "[",
    "]",
    "[[x]]",
    "\"[[A|b, c]]\"",
    "[]",
    "[a, b]",
    "[a, 'b', \"c\"]",
    ", ",
    ",",
    "\"",
    "'",
    "''",
    "\"\"",
    "\"x\"",
    "'x y'",
    "\\",
    "\"\\n\"",
    "\t",
    "\r",
    "\r\n",
    "\n",
    "\n  ",
    "\n- ",
    "\n  - ",
    "2024-01-05",
    "12:30",
    "0123",
    "null",
    "~",
    "true",
    "<<",
    "\u{a0}",
    "\u{85}",
    "\u{feff}",
];

/// Characters that YAML refuses, and ones near them.
const STRANGE: [&str; 11] =
    ["\0", "\u{1}", "\u{7f}", "\u{80}", "\u{9f}", "\u{2028}", "\u{e000}", "\u{fffd}", "\u{fffe}", "\u{ffff}", "\u{10ffff}"];

/// Lines of the shape that is read quickly.
const SIMPLE: [&str; 34] = [
    "name: Ann Lee",
    "met: 2024-01-05",
    "phone: +44 20 7946",
    "at: 12:30",
    "url: https://a.b/c?d=e#f",
    "empty:",
    "blank:  ",
    "nothing: null",
    "nix: Null",
    "nada: [NULL, Null]",
    "none: ~",
    "truth: true",
    "company: \"[[Acme Ltd]]\"",
    "said: 'it: is #1, [so]'",
    "void: \"\"",
    "tags: [a, b-c, 'd e', \"#f\"]",
    "list: []",
    "one: [ a ]",
    "nulls: [null, ~]",
    "tags:\n  - a\n  - \"b\"",
    "tags:\n- a\n- b\n- null",
    "x:\n    - 'y'\n\n    - -1\n# c\n    - z",
    "# a comment",
    "",
    "name: Bo",
    "last contacted: a, b [c] {d} 'e' \"f\" \\g",
    "Größe-1.b_c: 日本（x）",
    "é: --03-14",
    "name : x",
    "q:\n\n  - a: b",
    "q:\n# c\n- a",
    "n: ",
    "trail: a   ",
    "tags: [a b  , c:d]",
];

/// Small numbers from a seed, the same on every machine.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 33) as usize) % bound
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

/// Asserts that both ways read `text` alike; returns whether the quick one took it.
fn same(text: &str) -> bool {
    let simple = is_simple(text);
    if simple {
        let (quick, slow) = (read(text), read_by_parser(text));
        assert_eq!(quick, slow, "{text:?}");
    }
    simple
}

/// How many of the blocks in a folder there are, and how many of them are read quickly.
fn share(folder: &Path) -> (usize, usize) {
    let (mut blocks, mut simple) = (0, 0);
    for path in notes(folder) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        blocks += usize::from(read(&text).front.is_some());
        simple += usize::from(same(&text));
    }
    println!("{}: {simple} of {blocks} blocks are simple", folder.display());
    (blocks, simple)
}

#[test]
fn simple_shapes_are_taken_and_others_declined() {
    for line in SIMPLE {
        let simple = !["name : x", "q:\n\n  - a: b"].contains(&line);
        for text in [format!("---\n{line}\n---\n"), format!("\u{feff}---\r\n{line}\r\nz: 1\r\n---\r\nbody").replace("\n\n", "\r\n\r\n")] {
            assert_eq!(same(&text), simple, "{text:?}");
        }
    }
    for line in [
        "company: [[Acme]]",
        "a: b: c",
        "a: b:",
        "a: b # c",
        "a: #b",
        "a: [b",
        "a: [b, [c]]",
        "a: [b,]",
        "a: [b: c]",
        "a: {b: c}",
        "a: \"b\\n\"",
        "a: \"b\" c",
        "a: 'it''s'",
        "a: b\n  c",
        "a:\n  b",
        "a:\n  b: c",
        "a: |\n  b",
        "a:\tb",
        "a: b\tc",
        "'a': b",
        "- a",
        "a",
        "a: @b",
        "a: - b",
        "a:\n  - - b",
        "a:\n  - b\n - c",
        "a:\n  -",
        "a:\n  - b: c",
        "a: &b c",
        "a: !b c",
        "<<: a",
        "a: b\n...",
        "a: \u{feff}b",
        "a: \u{80}",
        "a: [-, b]",
        "a:b",
        "  a: b",
        "{{a}}: b",
        "a: %b",
        "a: `b",
        "a: b\rc: d",
        "a: ? b",
        "a: [b:]",
        "a: [? b]",
        "a: ,b",
    ] {
        assert!(!same(&format!("---\n{line}\n---\n")), "{line}");
    }
    assert!(same("---\n---\n") && same("---\n\n# c\n---\n") && !same("body"));
    for (length, simple) in [(100, true), (1_100, false)] {
        assert_eq!(same(&format!("---\n{}: x\n---\n", "k".repeat(length))), simple);
        let long = "v ".repeat(length);
        for line in [
            format!("a: {long}"),
            format!("a: \"{long}\""),
            format!("a: [{long}, '{long}', b]"),
            format!("a:\n- {long}\n- \"{long}\"\n- b"),
        ] {
            assert!(same(&format!("---\n{line}\n---\n")));
        }
    }
}

#[test]
fn both_ways_agree_on_what_people_wrote() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["sample-vault", "templates", "tests"] {
        share(&here.join(folder));
    }
    let Some(shared) = shared() else {
        println!("skipped: no shared data beside the project");
        return;
    };
    for folder in ["vault-hivemind-people", "vault-kepano", "vault-tasknotes", "templates-groepl", "gray-matter", "python-frontmatter"] {
        assert!(share(&shared.join(folder)).0 > 0, "{folder}");
    }
    let suite = shared.join("yaml-test-suite/src");
    let files = walkdir::WalkDir::new(suite).sort_by_file_name().into_iter().filter_map(Result::ok);
    for file in files.filter(|entry| entry.file_type().is_file()) {
        let Ok(source) = std::fs::read_to_string(file.path()) else { continue };
        let Ok(serde_yaml::Value::Sequence(cases)) = serde_yaml::from_str(&source) else { continue };
        for yaml in cases.iter().filter_map(|case| case.get("yaml")?.as_str()) {
            for yaml in [yaml, &yaml.replace('␣', " ").replace("∎\n", "").replace("——»", "\t")] {
                same(&format!("---\n{yaml}\n---\n"));
            }
        }
    }
}

/// Simple lines with awkward pieces put in, characters taken out and lines moved.
#[test]
fn both_ways_agree_on_damaged_blocks() {
    let mut numbers = Numbers(0x5eed);
    let mut taken = 0;
    for round in 0..60_000 {
        let mut content = String::new();
        for _ in 0..=numbers.below(4) {
            content += numbers.pick(&SIMPLE);
            content += if numbers.below(6) == 0 { "\r\n" } else { "\n" };
        }
        for _ in 0..numbers.below(4) {
            let mut at = numbers.below(content.len() + 1);
            while !content.is_char_boundary(at) {
                at -= 1;
            }
            match numbers.below(8) {
                0 if at < content.len() => drop(content.remove(at)),
                1 => content.insert_str(at, numbers.pick(&STRANGE)),
                2 => content
                    .insert_str(content[..at].rfind('\n').map_or(0, |end| end + 1), ["  ", " ", "    ", "- ", "  - "][numbers.below(5)]),
                _ => content.insert_str(at, numbers.pick(&AWKWARD)),
            }
        }
        let end = if round % 2 == 0 { "\n" } else { "" };
        taken += usize::from(same(&format!("---\n{content}{end}---\nbody\n")));
    }
    println!("{taken} of 60000 damaged blocks are simple");
    assert!(taken > 10_000);
}

/// Every value, item and flow item of two pieces and of many random ones, and every key.
#[test]
fn both_ways_agree_on_awkward_scalars() {
    let mut taken = 0;
    let mut check = |scalar: &str| {
        for (before, after) in [
            ("a: ", "\nz: 1\n"),
            ("a:\n  - ", "\n  - y\n"),
            ("a:\n- y\n- ", "\n"),
            ("tags: [y, ", "]\n"),
            ("t: [", ", z]\n"),
            ("k", ": v\n"),
            ("", ": v\n"),
            ("a: \"", "\"\n"),
            ("a: '", "'\n"),
            ("# ", "\na: b\n"),
        ] {
            taken += usize::from(same(&format!("---\n{before}{scalar}{after}---\n")));
        }
    };
    for one in AWKWARD.iter().chain(&STRANGE) {
        for two in AWKWARD.iter().chain(&STRANGE) {
            check(&[*one, two].concat());
        }
    }
    let mut numbers = Numbers(0xb10c);
    for _ in 0..6_000 {
        let pieces = (0..3 + numbers.below(4)).map(|_| numbers.pick(&AWKWARD));
        check(&pieces.collect::<String>());
    }
    println!("{taken} awkward blocks are simple");
    assert!(taken > 10_000);
}
