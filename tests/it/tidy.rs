//! The order of the source: floors, outside crates, edges, sizes, head comments. Reads the floors from the table in `src/lib.rs`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::repository;

/// A source file: its path from the repository and its text without comments, strings' contents and test modules.
struct Source {
    path: String,
    module: String,
    text: String,
    code: String,
}

/// Files with more than 400 lines of code, each with its reason. The list may only shrink.
const LONG: &[(&str, &str)] = &[];

/// Which outside crate may be named where: the crate, then path prefixes.
const OUTSIDE: &[(&str, &[&str])] = &[
    ("chrono", &["src/base/date.rs", "src/base/now.rs"]),
    ("pulldown_cmark", &["src/note/"]),
    ("granit_parser", &["src/note/"]),
    ("rustix", &["src/files/"]),
    ("walkdir", &["src/files/"]),
    ("xxhash_rust", &["src/index/", "src/base/hash.rs", "src/files/"]),
    ("postcard", &["src/files/", "src/book/", "src/facts/"]),
    ("tempfile", &["src/files/"]),
    ("clap", &["src/cli.rs", "src/commands/"]),
    ("clap_complete", &["src/cli.rs", "src/commands/"]),
    ("clap_mangen", &["src/cli.rs", "src/commands/"]),
    ("annotate_snippets", &["src/render/"]),
    ("unicode_width", &["src/render/"]),
    ("similar", &["src/render/"]),
    ("toml_edit", &["src/changes/"]),
    ("toml", &["src/config/"]),
    ("indicatif", &["src/main.rs"]),
    ("lz4_flex", &["src/book/state/"]),
    ("serde_json", &["src/render/", "src/config/"]),
    ("rayon", &["src/book/", "src/index/phrase.rs", "src/workspace/", "src/files/listing/", "src/views/report/"]),
    ("regex", &["src/config/ignore.rs"]),
    ("tantivy", &["src/index/"]),
    ("tantivy_fst", &["src/index/typo.rs", "src/index/dates.rs"]),
    ("terminal_size", &["src/main.rs"]),
    ("supports_hyperlinks", &["src/main.rs"]),
];

/// What touches the world, and where that is done.
const EDGES: &[(&str, &[&str])] = &[
    ("std::fs", &["src/files/", "src/index/"]),
    ("std::env", &["src/main.rs"]),
    ("std::process", &["src/main.rs"]),
    ("std::net", &[]),
    ("Date::today", &["src/main.rs", "src/base/now.rs"]),
    ("Now::read", &["src/main.rs"]),
    ("SystemTime", &["src/main.rs"]),
    ("Instant::now", &["src/main.rs"]),
    ("println!", &[]),
    ("eprintln!", &[]),
    ("print!(", &[]),
    ("dbg!", &[]),
];

/// What is nowhere in the program.
const NOWHERE: &[&str] = &["super::super", ".unwrap()", ".expect(", "todo!", "unimplemented!", "#[ignore", "unsafe {"];

#[test]
fn modules_name_only_lower_floors() {
    let floors = floors();
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| source.module != "lib" && source.module != "main") {
        let Some(own) = floors.get(source.module.as_str()) else {
            wrong.push(format!("{}: the module `{}` is not in the table of src/lib.rs", source.path, source.module));
            continue;
        };
        for named in crate_paths(&source.code) {
            match floors.get(named.as_str()) {
                _ if named == source.module => {}
                Some(floor) if floor < own => {}
                Some(floor) => wrong.push(format!("{} (floor {own}) names `crate::{named}` (floor {floor})", source.path)),
                None => wrong.push(format!("{}: `crate::{named}` is no module of the table", source.path)),
            }
        }
    }
    assert_none(wrong);
}

#[test]
fn the_library_has_the_modules_of_the_table() {
    let floors = floors();
    let text = fs::read_to_string(repository().join("src/lib.rs")).unwrap();
    let mut wrong = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with("//!") && !line.trim().is_empty()) {
        match line.strip_prefix("pub mod ").and_then(|rest| rest.strip_suffix(';')) {
            Some(module) if floors.contains_key(module) => {}
            _ => wrong.push(format!("src/lib.rs holds more than the modules of its table: {line}")),
        }
    }
    assert_none(wrong);
}

#[test]
fn nothing_is_imported_wholesale() {
    let mut wrong = Vec::new();
    for source in sources() {
        for line in source.code.lines().map(str::trim).filter(|line| line.starts_with("use ") || line.starts_with("pub use ")) {
            if line.contains("::*") {
                wrong.push(format!("{}: {line}", source.path));
            }
            if source.path == "src/lib.rs" {
                wrong.push(format!("src/lib.rs re-exports: {line}"));
            }
        }
    }
    assert_none(wrong);
}

#[test]
fn outside_crates_stay_where_they_belong() {
    let mut wrong = Vec::new();
    for source in sources() {
        for (name, places) in OUTSIDE {
            if names_crate(&source.code, name) && !places.iter().any(|place| source.path.starts_with(place)) {
                wrong.push(format!("{} names the crate `{name}`", source.path));
            }
        }
    }
    assert_none(wrong);
}

#[test]
fn the_world_is_touched_at_the_edges() {
    let mut wrong = Vec::new();
    for source in sources() {
        for (what, places) in EDGES {
            if source.code.contains(what) && !places.iter().any(|place| source.path.starts_with(place)) {
                wrong.push(format!("{} holds `{what}`", source.path));
            }
        }
        for what in NOWHERE.iter().filter(|&&what| source.code.contains(what)) {
            wrong.push(format!("{} holds `{what}`", source.path));
        }
    }
    assert_none(wrong);
}

#[test]
fn files_are_short_and_say_what_they_own() {
    let mut wrong = Vec::new();
    for source in sources() {
        let lines = source.code.lines().filter(|line| !line.trim().is_empty()).count();
        let reason = LONG.iter().find(|(path, _)| *path == source.path);
        match (lines > 400, reason) {
            (true, None) => wrong.push(format!("{}: {lines} lines of code", source.path)),
            (false, Some(_)) => wrong.push(format!("{} is short again: take it off the list", source.path)),
            _ => {}
        }
        if !source.text.starts_with("//!") {
            wrong.push(format!("{} does not open with //!", source.path));
        }
    }
    for path in rust_files("tests").into_iter().chain(rust_files("benches")).chain(rust_files("examples")) {
        let text = fs::read_to_string(repository().join(&path)).unwrap();
        if !text.starts_with("//!") {
            wrong.push(format!("{path} does not open with //!"));
        }
        if code_of(&text).contains("#[ignore") {
            wrong.push(format!("{path} ignores a test"));
        }
    }
    assert_none(wrong);
}

#[test]
fn every_command_is_described_and_tested() {
    let mut wrong = Vec::new();
    let mut tests = String::new();
    for path in rust_files("tests") {
        tests.push_str(&fs::read_to_string(repository().join(path)).unwrap());
    }
    for page in case_pages() {
        tests.push_str(&fs::read_to_string(page).unwrap());
    }
    let commands = rust_files("src/commands");
    for path in commands.iter().filter(|path| path.as_str() != "src/commands/mod.rs") {
        let text = fs::read_to_string(repository().join(path)).unwrap();
        let name = Path::new(path).file_stem().unwrap().to_string_lossy();
        let described = text.split("pub struct Args").next().is_some_and(|before| before.lines().any(|line| line.starts_with("/// ")));
        if !text.contains("pub struct Args") {
            continue;
        }
        if !described {
            wrong.push(format!("{path}: its Args have no doc comment, which is the help"));
        }
        // A file without arguments is shared by commands, and none itself.
        let is_command = text.contains("pub struct Args");
        if is_command
            && !tests.contains(&format!("\"{name}\""))
            && !tests.contains(&format!("\"__{name}\""))
            && !tests.contains(&format!("vault {name}"))
        {
            wrong.push(format!("no test runs `vault {name}`"));
        }
    }
    assert_none(wrong);
}

#[test]
fn the_code_reader_sees_code_only() {
    let code = code_of(
        "//! doc\nuse a::b; // crate::x\nlet t = \"crate::y \\\" z\"; /* crate::z */\nlet c = '\"'; let l: &'static str = r#\"todo!\"#;\n#[cfg(test)]\nmod tests {\n  x.unwrap();\n}\nfn after() {}\n",
    );
    assert_eq!(
        code.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>(),
        ["use a::b;", "let t = \"\";", "let c = ' '; let l: &'static str = r#\"\"#;", "fn after() {}"]
    );
}

/// The floors of the table in the doc comment of `src/lib.rs`.
fn floors() -> BTreeMap<String, u32> {
    let text = fs::read_to_string(repository().join("src/lib.rs")).unwrap();
    let mut floors = BTreeMap::new();
    for row in text.lines().filter_map(|line| line.strip_prefix("//! |")) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let (Some(Ok(floor)), Some(names)) = (cells.first().map(|cell| cell.parse()), cells.get(1)) else { continue };
        for name in names.split(',') {
            floors.insert(name.trim().trim_matches('`').to_owned(), floor);
        }
    }
    assert!(floors.len() > 8, "the floors table of src/lib.rs cannot be read");
    floors
}

fn sources() -> Vec<Source> {
    let paths = rust_files("src");
    assert!(paths.len() > 20);
    let read = |path: String| {
        let text = fs::read_to_string(repository().join(&path)).unwrap();
        let rest = path.trim_start_matches("src/");
        let module = rest.split('/').next().unwrap_or(rest).trim_end_matches(".rs").to_owned();
        let code = code_of(&text);
        Source { path, module, text, code }
    };
    // A file of tests (`#[cfg(test)] mod tests;`) is no part of the program.
    paths.into_iter().filter(|path| !path.ends_with("/tests.rs") && !path.contains("/tests/")).map(read).collect()
}

fn rust_files(folder: &str) -> Vec<String> {
    let mut paths = Vec::new();
    files_below(&repository().join(folder), "rs", &mut paths);
    let name = |path: PathBuf| path.strip_prefix(repository()).unwrap_or(&path).to_string_lossy().replace('\\', "/");
    let mut names: Vec<String> = paths.into_iter().map(name).collect();
    names.sort();
    names
}

fn case_pages() -> Vec<PathBuf> {
    let mut pages = Vec::new();
    files_below(&repository().join("tests/cases"), "md", &mut pages);
    pages
}

fn files_below(folder: &Path, extension: &str, paths: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            files_below(&path, extension, paths);
        } else if path.extension().is_some_and(|found| found == extension) {
            paths.push(path);
        }
    }
}

/// The first names of all `crate::…` paths, those of `use crate::{a, b}` too.
fn crate_paths(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(group) => {
                let (mut depth, mut fresh, mut name) = (0, true, String::new());
                for c in group.chars() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => fresh = true,
                        c if fresh && (c.is_alphanumeric() || c == '_') => name.push(c),
                        _ if fresh && !name.is_empty() => {
                            names.push(std::mem::take(&mut name));
                            fresh = false;
                        }
                        _ => {}
                    }
                }
            }
            None => names.push(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()),
        }
    }
    names
}

/// Whether code names an outside crate: in a path or a `use`.
fn names_crate(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = &code[at + name.len()..];
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':' || c == '.') && after.starts_with("::")
    })
}

/// The text without comments, without what stands in strings and without `#[cfg(test)]` modules.
fn code_of(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &text[at..];
        if rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
        } else if rest.starts_with("/*") {
            at += rest.find("*/").map_or(rest.len(), |end| end + 2);
        } else if let Some(marks) = raw_string(rest, &code) {
            let close = format!("\"{}", &rest[1..marks]);
            let end = rest[marks + 1..].find(&close).map_or(rest.len(), |end| marks + 1 + end);
            code.push_str(&rest[..=marks]);
            code.push_str(&close[..close.len().min(rest.len() - end)]);
            at += (end + close.len()).min(rest.len());
        } else if rest.starts_with('"') {
            let mut end = 1;
            while end < rest.len() && bytes[at + end] != b'"' {
                end += if bytes[at + end] == b'\\' { 2 } else { 1 };
            }
            code.push_str("\"\"");
            at += end + 1;
        } else if let Some(length) = character(rest) {
            code.push_str("' '");
            at += length;
        } else {
            let c = rest.chars().next().unwrap();
            code.push(c);
            at += c.len_utf8();
        }
    }
    without_tests(&code)
}

/// The place of the opening quote of `r"…"` or `r#"…"#`.
fn raw_string(rest: &str, before: &str) -> Option<usize> {
    let hashes = rest.strip_prefix('r')?;
    if before.ends_with(|c: char| c.is_alphanumeric() || c == '_') {
        return None;
    }
    let count = hashes.len() - hashes.trim_start_matches('#').len();
    hashes[count..].starts_with('"').then_some(1 + count)
}

/// The length of a character literal; a lifetime is none.
fn character(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('\'')?;
    if inner.starts_with('\\') {
        return inner[2..].find('\'').map(|end| end + 4);
    }
    let c = inner.chars().next()?;
    inner[c.len_utf8()..].starts_with('\'').then_some(c.len_utf8() + 2)
}

fn without_tests(code: &str) -> String {
    let mut kept = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(at) = rest.find("#[cfg(test)]") {
        kept.push_str(&rest[..at]);
        let after = &rest[at..];
        // To the end of the item: its closing brace, or the semicolon of `mod tests;`.
        let (mut depth, mut end) = (0, after.len());
        for (index, c) in after.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 && (c == '}' || c == ';') {
                end = index + 1;
                break;
            }
        }
        rest = &after[end..];
    }
    kept.push_str(rest);
    kept
}

fn assert_none(wrong: Vec<String>) {
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}
