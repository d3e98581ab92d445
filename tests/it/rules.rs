//! The rules of `vault check`: each page's example makes exactly its rule fire, what to use instead does not, and `docs/rules.md` is
//! fresh. `UPDATE_DOCS=1` writes that page anew.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests")]

use std::fs;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use vault::base::date::Date;
use vault::base::diagnostic::Problem;
use vault::base::span::Span;
use vault::book::rules::Rules;
use vault::book::state::gather;
use vault::book::{Book, build};
use vault::config::Config;
use vault::facts::NoteFacts;
use vault::lint::rules::{RULES, Rule, named};
use vault::lint::{self, Diagnostic, Outside, Unusable};
use vault::workspace;

const HEADINGS: [&str; 4] = ["What it does", "Why is this bad", "Example", "Use instead"];

/// Rules whose example no text can hold.
const TOLD: &[&str] = &["unreadable-file", "unreadable-markdown"];

fn day() -> Date {
    Date::from_ymd(2026, 11, 23).unwrap()
}

/// The text of a page's section.
fn section<'p>(page: &'p str, heading: &str) -> &'p str {
    let from = page.find(&format!("\n## {heading}\n")).unwrap_or_else(|| panic!("no section {heading} in:\n{page}"));
    let rest = &page[from + heading.len() + 5..];
    // The files of an example hold headings of their own.
    let end = HEADINGS.iter().filter_map(|heading| rest.find(&format!("\n## {heading}\n"))).min().unwrap_or(rest.len());
    rest[..end].trim()
}

/// The fenced files of a section: kind, path, text.
fn files(section: &str) -> Vec<(String, String, String)> {
    let mut files = Vec::new();
    let mut lines = section.lines();
    while let Some(line) = lines.next() {
        let fence: String = line.chars().take_while(|c| *c == '`').collect();
        if fence.len() < 3 {
            continue;
        }
        let (kind, path) = line[fence.len()..].split_once(' ').expect("a fence names a kind and a path");
        let text: Vec<&str> = lines.by_ref().take_while(|line| *line != fence).collect();
        files.push((kind.to_owned(), path.to_owned(), text.join("\n") + "\n"));
    }
    files
}

/// `\xE9` as one byte.
fn bytes(text: &str) -> Vec<u8> {
    let mut parts = text.split("\\x");
    let mut bytes = parts.next().unwrap().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend_from_slice(&part.as_bytes()[2..]);
    }
    bytes
}

fn write(root: &Path, files: &[(String, String, String)]) {
    for (kind, path, text) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let content = if kind == "bytes" { bytes(text) } else { text.clone().into_bytes() };
        fs::write(path, content).unwrap();
    }
}

/// Runs all rules over the files of a section.
fn check(section: &str) -> Vec<Diagnostic> {
    let files = files(section);
    assert!(!files.is_empty(), "no files in:\n{section}");
    let root = tempfile::tempdir().unwrap();
    write(root.path(), &files);
    let vault = workspace::open(root.path(), day(), &workspace::Options::default()).unwrap();
    let outside = Outside {
        settings: vault
            .notices
            .iter()
            .map(|notice| Unusable { path: notice.file.clone(), span: Span::default(), message: notice.message.clone() })
            .collect(),
        unread: vault.troubles.iter().map(|trouble| (trouble.path.clone(), trouble.message.clone())).collect(),
    };
    lint::run(&vault.book, &|note| vault.text(note), &outside)
}

fn codes(diagnostics: &[Diagnostic]) -> Vec<&'static str> {
    let mut codes: Vec<_> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

#[test]
fn examples_make_exactly_their_rule_fire() {
    for rule in RULES.iter().filter(|rule| !TOLD.contains(&rule.code)) {
        let found = check(section(rule.page, "Example"));
        assert_eq!(codes(&found), [rule.code], "{}: {found:#?}", rule.code);
        let found = check(section(rule.page, "Use instead"));
        assert_eq!(codes(&found), [""; 0], "{}: {found:#?}", rule.code);
    }
}

/// The book of at most one note, which says these facts.
fn book(facts: Option<NoteFacts>) -> Book {
    let config = Config::default();
    let rules = Rules::new(&config);
    let draft = facts.map(|facts| gather::draft("People/Ann Lee.md".to_owned(), facts, &config, &rules));
    let (state, notes) = gather::build(vec![draft.into_iter().collect()], &config, &rules, true);
    let on = build::day(&state, day()).unwrap();
    build::book(Arc::new(state), on, config, rules, notes, Box::new(|_| NoteFacts::default()))
}

#[test]
fn problems_no_text_can_show_are_reported() {
    for code in TOLD.iter().copied() {
        let problem = Problem { code, span: Span::default(), message: "permission denied".to_owned() };
        let facts = NoteFacts { problems: vec![problem], ..NoteFacts::default() };
        let book = book(Some(facts));
        let found = lint::run(&book, &|_| Rc::from(""), &Outside::default());
        assert_eq!(codes(&found), [code]);
        assert_eq!((found[0].path.as_str(), found[0].message.as_str()), ("People/Ann Lee.md", "permission denied"));
    }
    let book = book(None);
    let outside = Outside { unread: vec![("Locked".to_owned(), "permission denied".to_owned())], ..Outside::default() };
    assert_eq!(codes(&lint::run(&book, &|_| Rc::from(""), &outside)), ["unreadable-file"]);
}

#[test]
fn pages_have_the_four_headings_in_order() {
    for rule in RULES {
        let mut fenced = false;
        let heading = |line: &&str| {
            fenced ^= line.starts_with("```");
            !fenced && line.starts_with("## ")
        };
        let headings: Vec<&str> = rule.page.lines().filter(heading).map(|line| &line[3..]).collect();
        assert_eq!(headings, HEADINGS, "{}", rule.code);
        assert!(rule.page.starts_with(&format!("# {}\n", rule.code)), "{}", rule.code);
    }
    assert!(RULES.windows(2).all(|pair| pair[0].code < pair[1].code), "the rules are sorted by code");
}

#[test]
fn codes_are_found_and_near_ones_proposed() {
    assert_eq!(named("Unknown_Cadence").map(|rule| rule.code).ok(), Some("unknown-cadence"));
    assert_eq!(named("unknown-cadense").map(|rule| rule.code).err(), Some(Some("unknown-cadence")));
    assert_eq!(named("cadence").map(|rule| rule.code).err(), Some(Some("unknown-cadence")));
    assert_eq!(named("zebra").map(|rule| rule.code).err(), Some(None));
}

/// The paths and first bytes of the findings with a code.
fn places(files: &str, code: &str) -> Vec<(String, u32)> {
    check(files).into_iter().filter(|found| found.code == code).map(|found| (found.path, found.span.start)).collect()
}

#[test]
fn nothing_is_said_of_people_where_there_are_none() {
    let found = check(
        "```md Meetings/Retro.md\n---\nattendees: Ann, [[Bo]]\n---\n[[People/Nobody]]\n```\n\
         ```md 2026-05-02.md\n---\nwith: [\"[[Ann]]\"]\ncadence: montly\nstatus: archve\n---\n- 03/04/2026 and 31 February\n```\n\
         ```md Notes/Idea.md\nSee [[Not written yet]].\n```",
    );
    assert_eq!(codes(&found), [""; 0], "{found:#?}");
}

#[test]
fn templates_outside_their_folder_are_quiet() {
    let found = check(
        "```md Vorlagen/Person.md\n---\nname: {{title}}\ntags: #person\ncadence: often\n---\n- 2026-02-31 call\n```\n\
         ```md Vorlagen/Day.md\n---\ncreated: {{date}} at {{time}}\ncreated: x\n---\n```",
    );
    assert_eq!(codes(&found), [""; 0], "{found:#?}");
}

#[test]
fn an_ambiguous_name_is_reported_once_a_link() {
    let people = "```md People/A/Sam.md\n1\n```\n```md People/B/Sam.md\n2\n```\n";
    let found = places(&format!("{people}```md Daily/2026-05-02.md\n[[Sam]] and [[Sam]] and `[[Sam]]`\n```"), "ambiguous-name");
    let day = "Daily/2026-05-02.md".to_owned();
    assert_eq!(found, [(day.clone(), 0), (day, 12)]);
}

#[test]
fn each_name_of_a_list_is_found_where_it_stands() {
    let files = "```md People/Ann Lee.md\nx\n```\n```md Meetings/2026-05-02.md\n---\nattendees: Ann Lee, Zed, [[Bo]], Cy\n---\n```";
    let day = |at: u32| ("Meetings/2026-05-02.md".to_owned(), at);
    assert_eq!(places(files, "attendee-not-found"), [day(24), day(37)]);
    assert_eq!(places(files, "unresolved-person"), [day(31)]);
}

#[test]
fn other_tools_words_are_left_alone() {
    let note = |line: &str| format!("```md People/Ann.md\n---\n{line}\n---\n```");
    for line in [
        "status: canon",
        "status: lead",
        "status: draft",
        "priority: high",
        "category: friends",
        "last_contact: never",
        "birthday: unclear",
        "keep_in_touch: true",
    ] {
        assert_eq!(codes(&check(&note(line))), [""; 0], "{line}");
    }
    for (line, code) in [
        ("prm-status: cold", "unknown-status"),
        ("birthday: 1990-02-31", "impossible-date"),
        ("last_contact: 12 May", "yearless-date"),
        ("cadence: 0", "unknown-cadence"),
        ("snooze_until: 2027", "unreadable-date"),
    ] {
        assert_eq!(codes(&check(&note(line))), [code], "{line}");
    }
}

/// The messages of the findings, each with its help.
fn said(files: &str) -> Vec<String> {
    let said = |found: Diagnostic| format!("{}: {} / {}", found.code, found.message, found.help.unwrap_or_default());
    check(files).into_iter().map(said).collect()
}

/// What is said of a contact's note with that front matter and body.
fn said_of(front: &str, body: &str) -> Vec<String> {
    said(&format!("```md People/Ann Lee.md\n---\ntags: [person]\n{front}---\n{body}```\n```md People/Bo.md\n---\ntags: [person]\n---\n```"))
}

#[test]
fn keys_one_or_two_letters_off_are_named() {
    for (key, near) in [
        ("cadance", "cadence"),
        ("contextt", "context"),
        ("Snooze Untill", "snooze_until"),
        ("birtday", "birthday"),
        ("last_contcat", "last_contact"),
    ] {
        let expected = format!("unknown-key: no key is called `{key}`, so it is not read / did you mean `{near}`?");
        assert_eq!(said_of(&format!("{key}: work\n"), ""), [expected], "{key}");
    }
    for key in [
        "content",
        "metadata",
        "contact",
        "link",
        "creator",
        "created_by",
        "favourite",
        "hobbies",
        "spouse",
        "photo",
        "state",
        "locations",
        "directReports",
    ] {
        assert_eq!(said_of(&format!("{key}: x\n"), ""), [""; 0], "{key}");
    }
    // A key of many notes is the vault's own; the fourth note makes it one.
    let note = |name: &str| format!("```md People/{name}.md\n---\ntags: [person]\ntopicz: x\n---\n```\n");
    assert_eq!(said(&["A", "B", "C"].map(note).concat()).len(), 3);
    assert_eq!(said(&["A", "B", "C", "D"].map(note).concat()), [""; 0]);
}

#[test]
fn marks_one_or_two_letters_off_are_named() {
    for (tag, near) in [("mileston", "milestone"), ("resloved", "resolved"), ("feedback-got", "feedback/got"), ("recieved", "received")] {
        let expected = format!("unknown-mark: no mark is called `#{tag}`, so it marks nothing / did you mean `#{near}`?");
        assert_eq!(said_of("", &format!("- 2026-05-02 call #{tag}\n")), [expected], "{tag}");
    }
    for body in [
        "- 2026-05-02 call #tired #notes #request #family\n",
        "No day here #mileston\n",
        "- [ ] 2026-05-02 call #mileston\n",
        "`- 2026-05-02 call #mileston`\n",
        "- 2026-05-02 #mileston\n- 2026-05-03 #mileston\n- 2026-05-04 #mileston\n- 2026-05-05 #mileston\n",
    ] {
        assert_eq!(said_of("", body), [""; 0], "{body}");
    }
    let daily = |line: &str| format!("```md People/Ann.md\n---\ntags: [person]\n---\n```\n```md Daily/2026-05-02.md\n{line}\n```");
    assert_eq!(places(&daily("- [[Ann]] passed #mileston"), "unknown-mark"), [("Daily/2026-05-02.md".to_owned(), 17)]);
    assert_eq!(said(&daily("- the house is done #mileston")), [""; 0]);
}

#[test]
fn a_mark_wants_a_day_that_can_be_read() {
    for (text, quoted) in [
        ("#promised the list by Friday", "by Friday"),
        ("the list by tomorrow, surely #asked", "by tomorrow"),
        ("#promised it by 27/11", "by 27/11"),
        ("#promised it by next week or so", "by next week"),
        ("#promised it by the end of May", "by the end of"),
    ] {
        let expected = format!(
            "mark-without-date: `{quoted}` is no date that can be read, so this promise has no due day / write the date: `by 2027-01-08`"
        );
        assert_eq!(said_of("", &format!("- 2026-05-02 call {text}\n")), [expected], "{text}");
    }
    let asks = "mark-without-date: `#ask-after` has no date behind it that can be read, so it asks from the day of its line on / \
                write the day from which to ask: `#ask-after 2027-01-08`";
    for text in ["#ask-after", "#ask-after next week", "#ask-after 2026-11-31", "#ask-after 12 Dec"] {
        assert_eq!(said_of("", &format!("- 2026-05-02 call {text}\n")), [asks], "{text}");
    }
    for text in [
        "#ask-after 2026-12-12",
        "#ask-after [[2026-12-12]]",
        "#promised it by 2026-12-12",
        "#promised it by hand",
        "#promised it by Friday, by [[2026-12-12]]",
        "sent it by Friday",
        "#promised a call",
        "#promised a song by Bo",
    ] {
        assert_eq!(said_of("", &format!("- 2026-05-02 call {text}\n")), [""; 0], "{text}");
    }
}

#[test]
fn values_that_say_nothing_are_named() {
    for (front, code) in [
        ("feedback: sometimes", "unknown-cadence"),
        ("dates: [{label: wedding, date: 2016-06-06, lead: soonish}]", "unknown-cadence"),
        ("birthday: 02-30", "impossible-date"),
        ("birthday: --0431", "impossible-date"),
        ("introduced_by: \"[[Nobody]]\"", "unresolved-person"),
        ("knows: [\"[[Bo]]\", \"[[Zed]]\"]", "unresolved-person"),
        ("context: wrk", "unknown-word"),
        ("quiet: sundays", "unknown-word"),
    ] {
        let found = said_of(&format!("{front}\n"), "");
        assert!(found.len() == 1 && found[0].starts_with(&format!("{code}: ")), "{front}: {found:?}");
    }
    for front in [
        "feedback: yearly",
        "feedback: never",
        "feedback: liked the second draft a lot",
        "dates: [{label: wedding, date: 2016-06-06, lead: 3 weeks}]",
        "dates: [{label: wedding, date: 2016-06-06, lead: 14}]",
        "birthday: 02-29",
        "birthday: 13-45",
        "introduced_by: my aunt",
        "knows: \"[[Bo]]\"",
        "context: [Work, \"no news of the divorce\"]",
        "quiet: weekends",
    ] {
        assert_eq!(said_of(&format!("{front}\n"), ""), [""; 0], "{front}");
    }
}

#[test]
fn marks_about_nobody_are_named() {
    let files = |path: &str, text: &str| {
        format!(
            "```md People/Ann Lee.md\n---\ntags: [person]\n---\n```\n```md People/Bo.md\n---\ntags: [person]\n---\n```\n```md {path}\n{text}\n```"
        )
    };
    let day = "Daily/2026-05-02.md";
    let lost = "mark-about-nobody: there is no note `An Lee`, so `#gave` is about nobody / did you mean `Ann Lee`?";
    let bare = "mark-about-nobody: `#gave` is about nobody / link the person in the line: `[[Name]]`";
    let plan = "Meetings/2026-05-02 Plan.md";
    for (path, text, expected) in [
        (day, "- [[An Lee]] came by #gave", lost),
        ("Notes/Work.md", "- 2026-05-02 [[An Lee]] came by #gave", lost),
        (day, "- lunch #gave", bare),
        (plan, "---\nattendees: [Ann Lee, Bo]\n---\n- a book #gave", bare),
    ] {
        assert_eq!(said(&files(path, text)), [expected], "{text}");
    }
    for (path, text) in [
        (day, "- [[Ann Lee]] came by #gave"),
        (day, "- [[Ann Lee]]\n  - the atlas #gave"),
        (day, "- [[An Lee]] came by #note"),
        (day, "- [ ] a book for An #gave"),
        (day, "- the roof #milestone\n- the door #milestone\n- the wall #milestone\n- the path #milestone"),
        ("Notes/Work.md", "- 2026-05-02 the roof #milestone"),
        ("Notes/Work.md", "[[An Lee]] came by #gave"),
        (plan, "---\nattendees: [Ann Lee]\n---\n- a book #gave"),
        (plan, "---\nattendees: [Ann Lee, Bo]\n---\n- #promised the minutes"),
    ] {
        assert_eq!(said(&files(path, text)), [""; 0], "{text}");
    }
}

/// The page of all rules.
fn page() -> String {
    let mut page = String::from(
        "# Rules\n\nWhat `vault check` reports. This page is made from the rules' own pages, which `vault check --explain CODE` prints; \
         their examples are run as tests, as of 2026-11-23.\n\n| rule | severity | what it does |\n|---|---|---|\n",
    );
    for rule in RULES {
        page.push_str(&format!("| [`{code}`](#{code}) | {} | {} |\n", rule.severity.word(), first_sentence(rule), code = rule.code));
    }
    for rule in RULES {
        let mut fenced = false;
        page.push('\n');
        for line in rule.page.lines() {
            fenced ^= line.starts_with("```");
            let demoted = if line.starts_with('#') && !fenced { "#" } else { "" };
            page.push_str(&format!("{demoted}{line}\n"));
        }
    }
    page
}

fn first_sentence(rule: &Rule) -> String {
    let text = section(rule.page, "What it does").replace('\n', " ");
    let end = text.find(". ").map_or(text.len(), |end| end + 1);
    text[..end].replace('|', "\\|")
}

#[test]
fn the_page_of_rules_is_fresh() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, page()).unwrap();
    }
    assert!(fs::read_to_string(&file).unwrap_or_default() == page(), "docs/rules.md is stale: run the tests with UPDATE_DOCS=1");
}
