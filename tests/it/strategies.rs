//! The table of docs/strategies.md: every strategy has a way to be noted, an effect in the report, and a test that exists.

use std::fs;

#[test]
fn every_strategy_is_noted_shown_and_proved() {
    let page = fs::read_to_string("docs/strategies.md").unwrap();
    let rows: Vec<Vec<&str>> = page
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| strategy"))
        .map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect())
        .collect();
    assert!(rows.len() >= 9, "{} rows", rows.len());
    for row in rows {
        assert_eq!(row.len(), 4, "{row:?}");
        assert!(row.iter().all(|cell| !cell.is_empty()), "{row:?}");
        let tests: Vec<&str> = row[3].split('`').skip(1).step_by(2).collect();
        assert!(!tests.is_empty(), "{row:?}");
        for test in tests {
            let (file, name) = test.split_once("::").unwrap_or_else(|| panic!("{test} names no file"));
            let source = fs::read_to_string(format!("tests/it/{file}.rs")).unwrap_or_else(|_| panic!("there is no tests/it/{file}.rs"));
            assert!(source.contains(&format!("#[test]\nfn {name}()")), "there is no test {test}");
        }
    }
    let links = page.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    for link in links {
        assert!(fs::exists(format!("docs/{link}")).unwrap(), "there is no docs/{link}");
    }
}
