//! Two other readers as oracles: wherever `gray_matter` and `serde_yaml` read a front matter, the same keys and values are read here,
//! with the known differences counted one by one. The official YAML suite's own expectations are a third.

#![allow(clippy::print_stdout, reason = "the figures are for whoever runs the comparison")]

use std::collections::BTreeMap;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use gray_matter::engine::YAML;
use gray_matter::{Matter, Pod};
use serde_yaml::Value;
use vault::note::front_matter::{Field, Read, read};
use vault::note::yaml::{Kind, Node};

/// How often each known difference was met, agreements among them.
type Figures = BTreeMap<&'static str, usize>;

const AGREE: &str = "agree";
const REFUSED: &str = "the oracle refuses the block";
const SKIPPED: &str = "not shown to the oracle (large, or with many aliases)";
const DROPPED: &str = "the oracle drops a key that is a map, as in `{{date}}`";
const NO_FIELDS: &str = "no block, or no field, on either side";

/// Why two values differ; `None` when the oracle's is the same one, numbers compared as numbers.
fn differs(node: &Node, value: &Value) -> Option<&'static str> {
    match (&node.kind, value) {
        (_, Value::Tagged(tagged)) => differs(node, &tagged.value),
        (Kind::Null, Value::Null) => None,
        // The oracle reads an unquoted link as a list in a list.
        (Kind::Link(_), Value::Sequence(outer)) if matches!(outer.as_slice(), [Value::Sequence(_)]) => None,
        (Kind::Scalar { text, plain }, _) => match value {
            Value::String(string) if string == text => None,
            Value::Bool(truth) if node.boolean() == Some(*truth) => None,
            Value::Number(number) if *plain && number.as_f64().is_some_and(|number| is_number(text, number)) => None,
            _ => Some("a scalar differs"),
        },
        (Kind::Sequence(items), Value::Sequence(values)) if items.len() == values.len() => {
            items.iter().zip(values).find_map(|(item, value)| differs(item, value))
        }
        (Kind::Mapping(pairs), Value::Mapping(values)) if pairs.len() == values.len() => pairs.iter().find_map(|(key, item)| match values
            .iter()
            .find(|(other, _)| differs(key, other).is_none() || key.is_null() && other.as_str() == Some(""))
        {
            Some((_, value)) => differs(item, value),
            None => Some("a key inside a map differs"),
        }),
        // `{{date}}` is a map whose key is a map: gray_matter drops such keys.
        (Kind::Mapping(pairs), Value::Mapping(values)) if values.is_empty() && pairs.iter().all(|(key, _)| key.text().is_none()) => {
            Some(DROPPED)
        }
        _ => Some("another kind of value"),
    }
}

/// Whether a plain text is this number in YAML 1.2 core: digits, sign, `0x`, `0o`, fraction, exponent.
fn is_number(text: &str, number: f64) -> bool {
    let digits = text.trim_start_matches(['+', '-']);
    let radix =
        |prefix: &str, base| digits.strip_prefix(prefix).and_then(|rest| u64::from_str_radix(rest, base).ok()).map(|value| value as f64);
    let special = match digits.to_ascii_lowercase().as_str() {
        ".inf" => Some(f64::INFINITY),
        ".nan" => Some(f64::NAN),
        _ => None,
    };
    let value = radix("0x", 16).or(radix("0o", 8)).or(radix("0b", 2)).or(special).or(digits.parse().ok());
    value.is_some_and(|value: f64| value.is_nan() && number.is_nan() || value == number.abs())
}

/// Compares the last value of each key with the oracle's map.
fn compare(read: &Read, value: &Value) -> &'static str {
    let fields: &[Field] = read.front.as_ref().map_or(&[], |front| &front.fields);
    let map = match value {
        Value::Mapping(map) => map,
        Value::Tagged(tagged) => match &tagged.value {
            Value::Mapping(map) => map,
            _ => return AGREE,
        },
        Value::Null if fields.is_empty() => return NO_FIELDS,
        _ if fields.is_empty() => return "no map on either side",
        _ => return "the oracle sees no map",
    };
    for (key, value) in map {
        let last = |field: &&Field| match key {
            Value::String(name) => field.key == *name,
            Value::Null => matches!(field.key.as_str(), "" | "null" | "~"),
            Value::Bool(truth) => field.key.eq_ignore_ascii_case(&truth.to_string()),
            Value::Number(number) => number.as_f64().is_some_and(|number| is_number(&field.key, number)),
            _ => field.key.starts_with(['{', '[', '?', '-']) || field.key.contains(": "),
        };
        match fields.iter().rev().find(last) {
            Some(field) => {
                if let Some(why) = differs(&field.value, value) {
                    return why;
                }
            }
            None if key.as_str() == Some("") && fields.iter().any(|field| field.key.is_empty()) => {}
            None => return "a key is missing here",
        }
    }
    if fields.len() > map.len() { "more keys here" } else { AGREE }
}

/// Whether the oracles may see it: they have no limits of their own that hold.
fn harmless(text: &str) -> bool {
    text.len() <= 256 * 1024 && text.matches('*').count() < 2_000 && text.lines().take(100).filter(|line| line.contains(": *")).count() < 8
}

fn with_serde_yaml(text: &str, read: &Read) -> &'static str {
    let Some(front) = &read.front else { return NO_FIELDS };
    let content = front.content.of(text).to_owned();
    if !harmless(&content) {
        return SKIPPED;
    }
    match catch_unwind(move || serde_yaml::from_str::<Value>(&content)) {
        Ok(Ok(value)) => compare(read, &value),
        _ => REFUSED,
    }
}

fn with_gray_matter(text: &str, read: &Read) -> &'static str {
    if !harmless(text) {
        return SKIPPED;
    }
    let owned = text.to_owned();
    let parsed = catch_unwind(move || Matter::<YAML>::new().parse::<Pod>(&owned).map(|parsed| (parsed.matter, parsed.data)));
    let Ok(Ok((_, data))) = parsed else { return REFUSED };
    match (&read.front, data) {
        (None, None) => NO_FIELDS,
        (None, Some(_)) => "read only by the oracle",
        (Some(front), None | Some(Pod::Null)) if front.fields.is_empty() => NO_FIELDS,
        (Some(_), None) if text.starts_with('\u{feff}') => "a byte order mark hides the block from the oracle",
        (Some(_), None) => "read only here",
        (Some(_), Some(data)) => compare(read, &value_of(data)),
    }
}

fn value_of(pod: Pod) -> Value {
    match pod {
        Pod::Null => Value::Null,
        Pod::String(text) => Value::String(text),
        Pod::Integer(number) => Value::Number(number.into()),
        Pod::Float(number) => Value::Number(number.into()),
        Pod::Boolean(truth) => Value::Bool(truth),
        Pod::Array(items) => Value::Sequence(items.into_iter().map(value_of).collect()),
        Pod::Hash(map) => Value::Mapping(map.into_iter().map(|(key, value)| (Value::String(key), value_of(value))).collect()),
    }
}

/// The folder of data shared by projects beside this one, when there is one.
pub fn shared() -> Option<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    ["../shared/data", "../../shared/data"].iter().map(|path| here.join(path)).find(|path| path.is_dir())
}

/// Every note below a folder, in a fixed order.
pub fn notes(folder: &Path) -> Vec<PathBuf> {
    let files =
        walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    let wanted = |path: &PathBuf| path.extension().is_some_and(|end| end == "md" || end == "txt");
    files.map(walkdir::DirEntry::into_path).filter(wanted).collect()
}

/// Compares one folder with both oracles; prints every difference and the figures.
fn compare_folder(folder: &Path) -> (Figures, Figures) {
    let (mut serde, mut gray) = (Figures::new(), Figures::new());
    for path in notes(folder) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let read = read(&text);
        for (oracle, result, figures) in
            [("serde_yaml", with_serde_yaml(&text, &read), &mut serde), ("gray_matter", with_gray_matter(&text, &read), &mut gray)]
        {
            *figures.entry(result).or_default() += 1;
            if ![AGREE, NO_FIELDS].contains(&result) {
                println!("{oracle}: {result}: {}", path.display());
            }
        }
    }
    println!("{}: serde_yaml {serde:?}, gray_matter {gray:?}", folder.display());
    (serde, gray)
}

/// Texts written here, with what each oracle is known to do otherwise.
#[test]
fn inline_texts_agree() {
    for (text, serde, gray) in [
        ("---\nname: Ann\ntags: [a, b]\nn: 14\nt: true\ne:\nf: 1.5\nq: 'x'\nb: |\n  one\n  two\n---\nbody\n", AGREE, AGREE),
        ("---\r\nname: Ann\r\nlist:\r\n- a\r\n- b\r\n---\r\nbody\r\n", AGREE, AGREE),
        ("---\nm: {a: 1, b: [x, y]}\nn:\n  - k: v\n    l: w\n---\n", AGREE, AGREE),
        ("---\na: &x [1, 2]\nb: *x\n---\n", AGREE, AGREE),
        ("---\ncompany: [[Acme Ltd]]\nx: [[Acme|The, Acme]]\n---\n", AGREE, AGREE),
        ("---\nno: no\non: On\ny: y\nd: 2024-01-05\nm: --03-14\n---\n", AGREE, AGREE),
        ("---\nphone: +441234567\nzero: '0123'\n---\n", AGREE, AGREE),
        ("---\nfolded: >-\n  a\n  b\nplain: one\n  two\nquoted: \"a\\u00e9\\n\"\n---\n", AGREE, AGREE),
        ("body only\n", NO_FIELDS, NO_FIELDS),
        ("---\n---\nbody\n", NO_FIELDS, NO_FIELDS),
        // The known differences.
        ("\u{feff}---\nname: Ann\n---\n", AGREE, "a byte order mark hides the block from the oracle"),
        ("---\nname: Ann\nname: Bo\n---\n", REFUSED, REFUSED),
        ("---\nname: Ann\npeople: [[A]], [[B]]\n---\n", REFUSED, REFUSED),
        ("---\na: x\0y\n---\n", REFUSED, "a key is missing here"),
        ("---\nzero: 0123\n---\n", AGREE, AGREE),
    ] {
        let read = read(text);
        assert_eq!((with_serde_yaml(text, &read), with_gray_matter(text, &read)), (serde, gray), "{text:?}");
    }
}

#[test]
fn shared_data_agrees() {
    let Some(shared) = shared() else {
        println!("skipped: no shared data beside the project");
        return;
    };
    // A template's `{{date}}`, JavaScript between the fences: nothing else may differ.
    let known = [AGREE, NO_FIELDS, DROPPED, "no map on either side"];
    for folder in ["gray-matter", "python-frontmatter", "vault-hivemind-people", "vault-kepano", "vault-tasknotes", "templates-groepl"] {
        let (serde, gray) = compare_folder(&shared.join(folder));
        for (why, count) in serde.iter().chain(&gray) {
            let refused = *why == REFUSED && folder == "gray-matter" && *count == 1;
            assert!(known.contains(why) || refused, "{folder}: {why}");
        }
        assert!(!serde.contains_key(DROPPED), "{folder}");
    }
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-vault");
    if sample.is_dir() {
        let (serde, gray) = compare_folder(&sample);
        let mark = "a byte order mark hides the block from the oracle";
        assert!(serde.keys().chain(gray.keys()).all(|why| known.contains(why) || *why == mark), "{serde:?} {gray:?}");
    }
}

#[test]
fn yaml_suite_agrees() {
    let Some(shared) = shared() else {
        println!("skipped: no shared data beside the project");
        return;
    };
    let (mut figures, mut different) = (Figures::new(), Vec::new());
    let files = walkdir::WalkDir::new(shared.join("yaml-test-suite/src")).sort_by_file_name().into_iter().filter_map(Result::ok);
    for file in files.filter(|entry| entry.file_type().is_file()) {
        let Ok(source) = std::fs::read_to_string(file.path()) else { continue };
        let Ok(Value::Sequence(cases)) = serde_yaml::from_str::<Value>(&source) else {
            *figures.entry("the case itself is not readable").or_default() += 1;
            continue;
        };
        for case in &cases {
            let Some(yaml) = case.get("yaml").and_then(Value::as_str) else { continue };
            let fail = case.get("fail").and_then(Value::as_bool) == Some(true);
            let result = suite_case(yaml, case.get("json").and_then(Value::as_str), fail);
            *figures.entry(result).or_default() += 1;
            if result != AGREE && !result.starts_with("left out") && result != "fails, and is reported" {
                different.push((file.file_name().to_string_lossy().into_owned(), result));
            }
        }
    }
    println!("yaml-test-suite: {figures:?}");
    // The parser is lenient where people are: a quoted text may go on behind a tab.
    let lenient = [("DK95.yaml", "fails, but is read")];
    assert_eq!(different.iter().map(|(name, why)| (name.as_str(), *why)).collect::<Vec<_>>(), lenient);
    assert!(figures.get(AGREE).is_some_and(|&count| count >= 94), "{figures:?}");
}

/// One input of the suite between fences, against its JSON.
fn suite_case(yaml: &str, json: Option<&str>, fail: bool) -> &'static str {
    let mut input = yaml.replace('␣', " ").replace('←', "\r").replace('⇔', "\u{feff}").replace('↵', "").replace("∎\n", "");
    for dashes in (0..=4).rev() {
        input = input.replace(&format!("{}»", "—".repeat(dashes)), "\t");
    }
    if input.lines().any(|line| line.trim_end() == "---") {
        return "left out: a line closes the block";
    }
    let text = format!("---\n{}\n---\n", input.strip_suffix('\n').unwrap_or(&input));
    let read = read(&text);
    let malformed = read.problems.iter().any(|problem| problem.code == "malformed-front-matter" || problem.code == "duplicate-key");
    if fail {
        return if malformed { "fails, and is reported" } else { "fails, but is read" };
    }
    let Some(Ok(json @ serde_json::Value::Object(_))) = json.map(serde_json::from_str::<serde_json::Value>) else {
        return "left out: no single map";
    };
    let value = serde_yaml::to_value(json).unwrap_or(Value::Null);
    if malformed { "reported as malformed" } else { compare(&read, &value) }
}
