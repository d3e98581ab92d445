//! Runs `tests/cases/**/*.md`: text in, text out. CONTRIBUTING.md says how a case is written; `UPDATE_CASES=1 cargo test` rewrites the
//! expectations. Holds no expectation itself.

mod answer;
mod page;

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{TestVault, repository};
use page::{Case, Fence};

/// A case that came out otherwise than its page says.
struct Difference {
    place: String,
    command: String,
    expected: String,
    found: String,
}

#[test]
fn every_case_comes_out_as_its_page_says() {
    let update = std::env::var_os("UPDATE_CASES").is_some();
    let mut pages = Vec::new();
    find_pages(&repository().join("tests/cases"), &mut pages);
    pages.sort();
    assert!(pages.len() > 3, "the case pages are gone: {pages:?}");
    let (mut differences, mut count) = (Vec::new(), 0);
    for page in &pages {
        let text = fs::read_to_string(page).expect("a case page is UTF-8");
        let cases = page::read(&text).unwrap_or_else(|message| panic!("{}: {message}", page.display()));
        let mut rewritten = text.clone();
        // From the end, so that the places of earlier expectations stay.
        for case in cases.iter().rev() {
            for answer in run(case).into_iter().rev() {
                count += answer.lines;
                if answer.found != answer.expected {
                    let name = page.strip_prefix(repository()).unwrap_or(page).display();
                    rewritten.replace_range(answer.range, &answer.found);
                    let place = format!("{name}:{} ({})", answer.row, case.title);
                    differences.push(Difference { place, command: answer.command, expected: answer.expected, found: answer.found });
                }
            }
        }
        if update && rewritten != text {
            fs::write(page, rewritten).expect("the case page can be written");
        }
    }
    eprintln!("{count} cases on {} pages", pages.len());
    if !update {
        report(&differences);
    }
}

fn find_pages(folder: &Path, pages: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder of cases").flatten() {
        let path = entry.path();
        if path.is_dir() {
            find_pages(&path, pages);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            pages.push(path);
        }
    }
}

/// What one expectation fence asks, says and gets.
struct Answered {
    command: String,
    row: usize,
    range: std::ops::Range<usize>,
    expected: String,
    found: String,
    /// How many cases it holds.
    lines: usize,
}

fn run(case: &Case) -> Vec<Answered> {
    let answered = |fence: &Fence, command: &str, found: String, lines: usize| Answered {
        command: command.to_owned(),
        row: fence.row,
        range: fence.range.clone(),
        expected: fence.text.clone(),
        found,
        lines,
    };
    let outs = case.fences.iter().filter_map(|fence| {
        if let Some(command) = fence.info.strip_prefix("out ") {
            return Some(answered(fence, command, answer::of(&vault(case, None), command), 1));
        }
        let command = fence.info.strip_prefix("each ")?;
        let lines: Vec<String> = fence.text.lines().map(|line| each(case, command, line)).collect();
        let found = lines.iter().map(|line| format!("{line}\n")).collect();
        Some(answered(fence, command, found, lines.len()))
    });
    outs.collect()
}

/// One line of an `each` fence: `INPUT => OUTPUT`, where INPUT takes the place of `$LINE` in every file of the case.
fn each(case: &Case, command: &str, line: &str) -> String {
    let input = line.split_once(" =>").map_or(line, |(input, _)| input);
    let given = input.trim_end().replace("\\n", "\n").replace("\\t", "\t");
    let output = answer::of(&vault(case, Some(&given)), command);
    let output = output.trim_end().replace('\n', " ; ");
    format!("{} => {}", input.trim_end(), if output.is_empty() { "nothing" } else { &output })
}

fn vault(case: &Case, line: Option<&str>) -> TestVault {
    let vault = TestVault::empty();
    for fence in &case.fences {
        if let Some((path, text)) = fence.file() {
            let put = |text: String| match line {
                Some(line) => text.replace("$LINE", line),
                None => text,
            };
            vault.write(put(path), put(text).as_bytes());
        }
    }
    vault
}

fn report(differences: &[Difference]) {
    for difference in differences {
        eprintln!("\n{} — {}", difference.place, difference.command);
        let expected: Vec<&str> = difference.expected.lines().collect();
        let found: Vec<&str> = difference.found.lines().collect();
        for line in expected.iter().filter(|line| !found.contains(line)) {
            eprintln!("  expected  {line}");
        }
        for line in found.iter().filter(|line| !expected.contains(line)) {
            eprintln!("  found     {line}");
        }
        if expected.iter().all(|line| found.contains(line)) && found.iter().all(|line| expected.contains(line)) {
            eprintln!("  the lines come in another order or number: {}", found.join(" / "));
        }
    }
    assert!(differences.is_empty(), "{} expectations differ (UPDATE_CASES=1 rewrites them)", differences.len());
}
