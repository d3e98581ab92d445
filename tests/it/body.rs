//! The quick way through plain bodies against the Markdown parser's: the same lines, links and spans, whatever stands in the note.

use std::path::Path;

use vault::note::body::{read, read_by_parser};
use vault::note::front_matter;

use super::front_matter::oracles::{notes, shared};

/// How lines begin; the plain ones more often.
const STARTS: [&str; 52] = [
    "", "", "", "", "", "- ", "- ", "- ", "  - ", "\t- ", "\t", "\t\t- ", "* ", "+ ", "1. ", "2. ", "  1. ", "   - ", "    - ", "    ",
    "  ", " ", "# ", "## ", "> ", "> - ", "| ", "- [ ] ", "- [x] ", "  - [ ] ", "- [/] ", "- > ", "- # ", "```", "~~~", "-", "- - ",
    "10) ", "\u{a0}", " - ", "      - ", "1.", "=", "---", "<!-- ", "<div>", "  ```", "-\t", "- [ ]", "- **", "#", "%%",
];

/// What stands in lines; the first three more often.
const WORDS: [&str; 70] = [
    "a",
    "a b",
    "word",
    "[[Ana]]",
    "[[Ana|x]]",
    "![[p.png]]",
    "[[a#b]] c",
    "[x](https://e.org/a_b)",
    "[x](y.md)",
    "`code`",
    "``c`",
    "**bold**",
    "*it*",
    "_u_",
    "~5",
    "~~s~~",
    "<3",
    "<b>",
    "<!-- c -->",
    "\\",
    "\\*",
    "c:\\d",
    "[k:: v]",
    "[ ]",
    "[a][b]",
    "k:: v",
    "&amp;",
    "AT&T",
    "|",
    "a | b",
    "--- | ---",
    "---",
    "===",
    ":--",
    "2026-05-02",
    "é",
    "日本",
    "https://a.b/c",
    "`",
    "[",
    "]",
    "[[",
    "]]",
    "!",
    "#tag",
    "#",
    "x  ",
    "\t",
    "[[ ]]",
    "[[|x]]",
    "[[x|]]",
    "[[a*b]]",
    "*",
    "[^1]",
    "\u{3000}",
    "%%",
    "- ",
    "1. ",
    "^id",
    "]:",
    "```",
    "~",
    "<",
    "(a)",
    "\r",
    "\u{b}",
    "**",
    "-->",
    "[[a]]]",
    "- [ ]",
];

/// How lines end.
const ENDS: [&str; 12] = ["\n", "\n", "\n", "\n", "\n\n", "\n\n", " \n", "  \n", "\n \n", "\r\n", "\n\t\n", "\n\n\n"];

/// Whether both ways give the same.
fn agree(text: &str, from: usize) -> bool {
    format!("{:?}", read(text, from)) == format!("{:?}", read_by_parser(text, from))
}

/// Numbers that look random and are the same in every run (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % bound
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

/// A note of a few lines put together from all that could matter.
fn jumble(numbers: &mut Numbers) -> String {
    let mut text = String::new();
    for _ in 0..1 + numbers.below(8) {
        text.push_str(numbers.pick(&STARTS));
        for word in 0..numbers.below(4) {
            if word > 0 && numbers.below(3) > 0 {
                text.push(' ');
            }
            let words: &[&str] = if numbers.below(2) == 0 { &WORDS[..3] } else { &WORDS };
            text.push_str(numbers.pick(words));
        }
        text.push_str(numbers.pick(&ENDS));
    }
    if numbers.below(4) == 0 {
        text.truncate(text.trim_end_matches('\n').len());
    }
    text
}

#[test]
fn jumbled_notes_are_read_as_the_parser_reads_them() {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    for _ in 0..60_000 {
        let text = jumble(&mut numbers);
        assert!(agree(&text, 0), "{text:?}");
    }
}

#[test]
fn real_notes_are_read_as_the_parser_reads_them() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![here.join("sample-vault"), here.join("tests"), here.join("docs")];
    folders.extend(shared());
    let mut compared = 0;
    for path in folders.iter().flat_map(|folder| notes(folder)) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        assert!(agree(&text, front_matter::read(&text).body), "{}", path.display());
        compared += 1;
    }
    assert!(compared > 60, "only {compared} notes were found");
}

#[test]
fn what_a_list_holds_elsewhere_is_not_forgotten() {
    // A checkbox without text is read otherwise when its list is loose: by then an item before it was read the quick way.
    for text in ["- a\n\n- [ ] \n    b\n", "- a\n- [ ] \n    b\n", "- `a`\n\n- [[B]]\n- - \n- [ ]\n\n  b\n", "- a\n~~~\nx\n~~~\t\n~~~\ny\n"]
    {
        assert!(agree(text, 0), "{text:?}");
    }
}

#[test]
fn hostile_bodies_stay_linear() {
    let start = std::time::Instant::now();
    for line in [
        "- a\n  ~~b~~\n",
        "- a\n\n",
        "a | b\n",
        "- a\n```\n",
        "[[a\n",
        "> a\n",
        "- a\n\t- b\n",
        "# `\n",
        "`a` ~\n\n",
        "  - a\n- b\n```\nx\n```\n",
    ] {
        read(&line.repeat(40_000), 0);
    }
    let deep: String = (0..2_000).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect();
    read(&deep, 0);
    assert!(start.elapsed() < std::time::Duration::from_secs(60), "{:?}", start.elapsed());
}
