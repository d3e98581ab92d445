//! Notes in many shapes, and what each is with one entry more: worked out by hand. The entry is lunch on Friday, 20 November 2026.

use super::{Entry, place};
use crate::base::change::edited;
use crate::base::date::Date;
use crate::config::{Config, DailyNotes};

/// A note, and the same with `lunch` and the text `the budget`: `+` marks the lines that are new.
const SHAPES: &[(&str, &str)] = &[
    // No log yet.
    ("", "+## Log\n+\n+- 2026-11-20 lunch: the budget\n"),
    ("# Ana\n", "# Ana\n+\n+## Log\n+\n+- 2026-11-20 lunch: the budget\n"),
    ("# Ana\n\n", "# Ana\n\n+## Log\n+\n+- 2026-11-20 lunch: the budget\n"),
    ("---\ntype: person\n---\n", "---\ntype: person\n---\n+\n+## Log\n+\n+- 2026-11-20 lunch: the budget\n"),
    // An empty log.
    ("## Log\n", "## Log\n+\n+- 2026-11-20 lunch: the budget\n"),
    ("## History\n\n## Ideas\n\n- a book\n", "## History\n+\n+- 2026-11-20 lunch: the budget\n\n## Ideas\n\n- a book\n"),
    ("## Log\n\nWhat we did.\n\n## Ideas\n", "## Log\n\nWhat we did.\n+\n+- 2026-11-20 lunch: the budget\n\n## Ideas\n"),
    // Bullets.
    (
        "## Log\n\n- 2026-05-02 coffee\n- 2026-05-09 call: plans\n",
        "## Log\n\n- 2026-05-02 coffee\n- 2026-05-09 call: plans\n+- 2026-11-20 lunch: the budget\n",
    ),
    (
        "## Log\n\n- 2026-05-09 call: plans\n- 2026-05-02 coffee\n",
        "## Log\n\n+- 2026-11-20 lunch: the budget\n- 2026-05-09 call: plans\n- 2026-05-02 coffee\n",
    ),
    ("* 2026-05-02: coffee\n* 2026-05-09: call\n", "* 2026-05-02: coffee\n* 2026-05-09: call\n+* 2026-11-20: lunch: the budget\n"),
    ("+ 2026-05-02 coffee\n", "+ 2026-05-02 coffee\n++ 2026-11-20 lunch: the budget\n"),
    ("1. 2026-05-02 coffee\n2. 2026-05-09 call\n", "1. 2026-05-02 coffee\n2. 2026-05-09 call\n+3. 2026-11-20 lunch: the budget\n"),
    ("- [x] 2026-05-02 coffee\n", "- [x] 2026-05-02 coffee\n+- [x] 2026-11-20 lunch: the budget\n"),
    ("- 2026-05-02 coffee\n\n- 2026-05-09 call\n", "- 2026-05-02 coffee\n\n- 2026-05-09 call\n+\n+- 2026-11-20 lunch: the budget\n"),
    (
        "## Log\n- 2026\n  - 2026-05-02 coffee\n  - 2026-05-09 call\n",
        "## Log\n- 2026\n  - 2026-05-02 coffee\n  - 2026-05-09 call\n+  - 2026-11-20 lunch: the budget\n",
    ),
    ("-   2026-05-02 coffee\n", "-   2026-05-02 coffee\n+-   2026-11-20 lunch: the budget\n"),
    // A year's heading holds entries and is none, in a year that has no heading yet too.
    (
        "## Log\n### 2025\n- 2025-05-09 call\n- 2025-05-02 call\n### 2024\n- 2024-05-02 call\n",
        "## Log\n### 2025\n+- 2026-11-20 lunch: the budget\n- 2025-05-09 call\n- 2025-05-02 call\n### 2024\n- 2024-05-02 call\n",
    ),
    // Between others.
    ("- 2026-05-02 coffee\n- 2027-01-03 call\n", "- 2026-05-02 coffee\n+- 2026-11-20 lunch: the budget\n- 2027-01-03 call\n"),
    (
        "- 2026-05-02 coffee\n  - by the river\n  - with Bo\n- 2027-01-03 call\n",
        "- 2026-05-02 coffee\n  - by the river\n  - with Bo\n+- 2026-11-20 lunch: the budget\n- 2027-01-03 call\n",
    ),
    // Dates.
    ("- [[2026-05-02]] — coffee\n", "- [[2026-05-02]] — coffee\n+- [[2026-11-20]] — lunch: the budget\n"),
    (
        "- [[Daily/2026-05-02|2026-05-02]] call\n",
        "- [[Daily/2026-05-02|2026-05-02]] call\n+- [[Daily/2026-11-20|2026-11-20]] lunch: the budget\n",
    ),
    (
        "- [[Journal/2026/05/02.05|Sat 2 May]] call\n",
        "- [[Journal/2026/05/02.05|Sat 2 May]] call\n+- [[Journal/2026/11/20.11|Fri 20 November]] lunch: the budget\n",
    ),
    ("- **2026-05-02:** lunch\n", "- **2026-05-02:** lunch\n+- **2026-11-20:** lunch: the budget\n"),
    ("- **2026-05-02 Coffee by the river**\n", "- **2026-05-02 Coffee by the river**\n+- 2026-11-20 Lunch: the budget\n"),
    ("- 2 May 2026 — call\n", "- 2 May 2026 — call\n+- 20 November 2026 — lunch: the budget\n"),
    ("- 2 May 2026 — call\n- 3 Oct 2026 — call\n", "- 2 May 2026 — call\n- 3 Oct 2026 — call\n+- 20 Nov 2026 — lunch: the budget\n"),
    ("- Sat 2026-05-02, call\n", "- Sat 2026-05-02, call\n+- Fri 2026-11-20, lunch: the budget\n"),
    ("- 2026-05-02 14:30 call\n", "- 2026-05-02 14:30 call\n+- 2026-11-20 lunch: the budget\n"),
    ("- 20260502 call\n", "- 20260502 call\n+- 20261120 lunch: the budget\n"),
    ("- (2026-05-02) call\n", "- (2026-05-02) call\n+- (2026-11-20) lunch: the budget\n"),
    ("- 25.05.2026 call\n", "- 25.05.2026 call\n+- 20.11.2026 lunch: the budget\n"),
    // Separators and channels.
    ("- 2026-05-02 · slack · asked about X\n", "- 2026-05-02 · slack · asked about X\n+- 2026-11-20 · lunch · the budget\n"),
    ("- 2026-05-02 | call | the paper\n", "- 2026-05-02 | call | the paper\n+- 2026-11-20 | lunch | the budget\n"),
    ("- 2026-05-02 - Call - the paper\n", "- 2026-05-02 - Call - the paper\n+- 2026-11-20 - Lunch - the budget\n"),
    ("- **2026-05-02** (email) sent the paper\n", "- **2026-05-02** (email) sent the paper\n+- **2026-11-20** (lunch) the budget\n"),
    ("- 2026-05-02 #call the paper\n", "- 2026-05-02 #call the paper\n+- 2026-11-20 #lunch the budget\n"),
    ("2026-05-02 = call\n", "2026-05-02 = call\n+2026-11-20 = lunch: the budget\n"),
    ("2026-05-02 call\nby the river\n\nHello.\n", "2026-05-02 call\nby the river\n+2026-11-20 lunch: the budget\n\nHello.\n"),
    // Headings.
    ("## 2026-05-02 Coffee\n", "## 2026-05-02 Coffee\n+\n+## 2026-11-20 Lunch: the budget\n"),
    (
        "## 2026-05-02 Coffee\n\nBy the river.\n\n## 2026-05-09 Call\n\nPlans.\n",
        "## 2026-05-02 Coffee\n\nBy the river.\n\n## 2026-05-09 Call\n\nPlans.\n+\n+## 2026-11-20 Lunch\n+\n+the budget\n",
    ),
    (
        "## 2026-05-09 call\n- plans\n\n## 2026-05-02 coffee\n- the river\n",
        "+## 2026-11-20 lunch\n+- the budget\n+\n## 2026-05-09 call\n- plans\n\n## 2026-05-02 coffee\n- the river\n",
    ),
    ("### [[2026-05-02]] 14:30 - Meeting\n", "### [[2026-05-02]] 14:30 - Meeting\n+\n+### [[2026-11-20]] - Lunch: the budget\n"),
    ("### Coffee (2026-05-02)\n", "### Coffee (2026-05-02)\n+\n+### Lunch: the budget (2026-11-20)\n"),
    ("## May 2, 2026 - 1 on 1\n", "## May 2, 2026 - 1 on 1\n+\n+## November 20, 2026 - lunch: the budget\n"),
    // Tables.
    (
        "| Date | What | Notes |\n|---|---|---|\n| 2026-05-02 | Call | plans |\n",
        "| Date | What | Notes |\n|---|---|---|\n| 2026-05-02 | Call | plans |\n+| 2026-11-20 | Lunch | the budget |\n",
    ),
    (
        "| Date | Notes |\n|---|---|\n| 2026-05-09 | call, plans |\n| 2026-05-02 | coffee |\n",
        "| Date | Notes |\n|---|---|\n+| 2026-11-20 | lunch: the budget |\n| 2026-05-09 | call, plans |\n| 2026-05-02 | coffee |\n",
    ),
    // Children.
    ("- [[2026-05-02]]\n  - lunch by the river\n", "- [[2026-05-02]]\n  - lunch by the river\n+- [[2026-11-20]] lunch\n+  - the budget\n"),
    // What is elsewhere stays out of it.
    (
        "## Career\n\n- 2020-01-01 Acme\n\n## Log\n\n- 2026-05-02 coffee\n\n## Ideas\n\n- x\n",
        "## Career\n\n- 2020-01-01 Acme\n\n## Log\n\n- 2026-05-02 coffee\n+- 2026-11-20 lunch: the budget\n\n## Ideas\n\n- x\n",
    ),
    (
        "## Log\n\n### 2025\n\n- 2025-05-02 coffee\n\n### 2026\n\n- 2026-05-02 coffee\n",
        "## Log\n\n### 2025\n\n- 2025-05-02 coffee\n\n### 2026\n\n- 2026-05-02 coffee\n+- 2026-11-20 lunch: the budget\n",
    ),
    (
        "## Log\n\n- [x] call about it ✅ 2026-05-09\n- [x] lunch by the canal ✅ 2026-05-02\n\n## Promises\n\n- [ ] x\n",
        "## Log\n\n+- 2026-11-20 lunch: the budget\n- [x] call about it ✅ 2026-05-09\n- [x] lunch by the canal ✅ 2026-05-02\n\n## Promises\n\n- [ ] x\n",
    ),
    ("- 2026-05-02 note: likes tea\n", "- 2026-05-02 note: likes tea\n+- 2026-11-20 lunch: the budget\n"),
    ("had a long talk on [[2026-05-02]]\n", "had a long talk on [[2026-05-02]]\n+\n+## Log\n+\n+- 2026-11-20 lunch: the budget\n"),
];

#[test]
fn an_entry_takes_the_shape_of_its_neighbours() {
    let mut wrong = Vec::new();
    for (source, expected) in SHAPES {
        for ending in ["\n", "\r\n"] {
            let source = source.replace('\n', ending);
            let expected = without_marks(expected, source.starts_with('+')).replace('\n', if source.is_empty() { "\n" } else { ending });
            let got = with_lunch(&source).unwrap_or_else(|| "nowhere".to_owned());
            if got != expected {
                wrong.push(format!("{source:?}\n  expected {expected:?}\n  got      {got:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n{} wrong", wrong.join("\n"), wrong.len());
}

#[test]
fn a_note_without_a_last_line_ending_stays_so() {
    assert_eq!(with_lunch("# Ana").as_deref(), Some("# Ana\n\n## Log\n\n- 2026-11-20 lunch: the budget"));
    assert_eq!(with_lunch("- 2026-05-02 call").as_deref(), Some("- 2026-05-02 call\n- 2026-11-20 lunch: the budget"));
    assert_eq!(with_lunch("\u{feff}- 2026-05-02 call").as_deref(), Some("\u{feff}- 2026-05-02 call\n- 2026-11-20 lunch: the budget"));
}

#[test]
fn where_nothing_would_be_read_back_there_is_no_place() {
    for source in ["```\nopen\n", "<!-- open\n", "%% open\n"] {
        assert_eq!(with_lunch(source), None, "{source:?}");
    }
    // A date that has two readings is not written as the others are.
    let day = |text: &str| Date::parse_iso(text).unwrap();
    let entry = Entry { date: day("2026-05-06"), channel: Some("lunch"), text: "x", reads_as: lunch() };
    let source = "- 25.05.2026 call\n";
    let edit = place("People/Ana.md", source, &entry, &Config::default(), day("2026-12-31")).unwrap();
    assert_eq!(edit.text, "- 2026-05-06 lunch: x\n");
}

/// The marked lines without their marks. Where the note's own lines begin with a plus, only doubled ones are marks.
fn without_marks(text: &str, plus: bool) -> String {
    text.split_inclusive('\n')
        .map(|line| {
            if plus {
                line.strip_prefix("++").map_or(line.to_owned(), |rest| format!("+{rest}"))
            } else {
                line.strip_prefix('+').unwrap_or(line).to_owned()
            }
        })
        .collect()
}

fn lunch() -> Option<u16> {
    Config::default().channels.id_named("lunch")
}

fn with_lunch(source: &str) -> Option<String> {
    let day = |text: &str| Date::parse_iso(text).unwrap();
    let daily = DailyNotes { folder: "Journal".to_owned(), format: "YYYY/MM/DD.MM".to_owned(), template: String::new() };
    let config = Config { daily: vec![daily], ..Config::default() };
    let entry = Entry { date: day("2026-11-20"), channel: Some("lunch"), text: "the budget", reads_as: lunch() };
    let edit = place("People/Ana.md", source, &entry, &config, day("2026-12-31"))?;
    let after = edited(source.as_bytes(), &[edit])?;
    Some(String::from_utf8(after).unwrap())
}
