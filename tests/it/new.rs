//! `vault new`: folders, file names, clashes, people, days, questions, and other people's templates.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::support::{TestVault, shared};

/// 20 May 2026 is a Wednesday.
const CONTACT: &str = "---
type: person
aliases: []
company:
role:
email:
phone:
birthday:
how_met:
cadence: monthly
created: 2026-05-20
---



## Talk about

## Promises

## They owe

## Log
";

#[test]
fn a_contact_is_made_found_and_taken_back() {
    let vault = TestVault::empty();
    let made = vault.changes(&["new", "contact", "Ana", "Diaz", "--set", "cadence=monthly"], &[("People/Ana Diaz.md", Some(CONTACT))]);
    assert_eq!((made.stdout.as_str(), made.stderr.as_str()), ("People/Ana Diaz.md\n", ""));
    let list = vault.run(&["list"]);
    assert!(list.contains("Ana Diaz") && list.contains("2026-06-20"), "{list}");
    assert_eq!(vault.output(&["check"]).status, 0);
    let log = vault.run(&["undo", "--list"]);
    assert!(log.contains("new contact Ana Diaz"), "{log}");
    vault.changes(&["undo"], &[("People/Ana Diaz.md", None)]);
    assert!(!vault.root().join("People").exists());
}

#[test]
fn a_meeting_has_its_day_and_its_attendees() {
    let vault = TestVault::new(&[("People/Ana Diaz.md", ""), ("People/Bo Lind.md", ""), ("Old/Bo Lind.md", "")]);
    let arguments = ["new", "meeting", "Budget", "--with", "ana", "--with", "Bo Lind", "--with", "Cy", "--date", "tomorrow"];
    let text = "---\ntype: meeting\ndate: 2026-05-21\nattendees: [\"[[Ana Diaz]]\", \"[[People/Bo Lind|Bo Lind]]\", \"[[Cy]]\"]\n---\n\n## Before\n\n\n\n## Notes\n\n## To do\n";
    let made = vault.changes(&arguments, &[("Meetings/2026-05-21 Budget.md", Some(text))]);
    assert_eq!(made.stdout, "Meetings/2026-05-21 Budget.md\n");
    assert_eq!(made.stderr, "date: Thu 2026-05-21\n`Cy` has no note yet; the link is written all the same, and `--create` makes one\n");
    // The attendees are read: a day later it is contact.
    let why = vault.run(&["--as-of", "2026-05-21", "why", "ana"]);
    assert!(why.contains("2026-05-21"), "{why}");
}

#[test]
fn an_event_prepares_whom_to_follow_up_with() {
    let vault = TestVault::new(&[("People/Ana Diaz.md", ""), ("Templates/Person.md", "---\nmet: {{date}}\ntype: person\n---\n")]);
    let event = "---\ntype: event\ndate: 2026-05-16\nplace: Oslo\nguests: [\"[[Ana Diaz]]\", \"[[New Friend]]\"]\n---\n\n\n\n## Follow up with\n\n- [ ] Follow up with [[Ana Diaz]]\n- [ ] Follow up with [[New Friend]]\n";
    vault.changes(
        &["new", "event", "Dinner", "--with", "Ana", "--with", "New Friend", "--create", "--date", "saturday", "--set", "place=Oslo"],
        &[("Events/Dinner.md", Some(event)), ("People/New Friend.md", Some("---\nmet: 2026-05-16\ntype: person\n---\n"))],
    );
    let promises = vault.run(&["promises", "--mine"]);
    assert!(promises.contains("Ana Diaz: Follow up with Ana Diaz"), "{promises}");
    // Both files are one change.
    vault.changes(&["undo"], &[("Events/Dinner.md", None), ("People/New Friend.md", None)]);
}

#[test]
fn notes_go_where_such_notes_are() {
    let vault = TestVault::new(&[
        ("CRM/People/Clients/A.md", ""),
        ("CRM/People/Clients/B.md", ""),
        ("CRM/People/C.md", ""),
        ("orgs/Acme.md", "---\ntype: company\n---\n"),
        ("Events/Fair.md", ""),
        ("Events/Party.md", ""),
        ("Meetings/2026-01-01 X.md", ""),
        ("Meetings/2026-01-02 Y.md", ""),
        ("Meetings/Z.md", ""),
    ]);
    for (arguments, path) in [
        (&["contact", "Dee"][..], "CRM/People/Clients/Dee.md"),
        (&["contact", "Dee", "--folder", "crm/people"], "CRM/People/Dee.md"),
        (&["company", "Bolt"], "orgs/Bolt.md"),
        (&["event", "Gala"], "Events/Gala.md"),
        (&["meeting", "Plan"], "Meetings/2026-05-20 Plan.md"),
        (&["meeting", "2026-06-01 Plan"], "Meetings/2026-06-01 Plan.md"),
        (&["daily"], "2026-05-20.md"),
        (&["weekly"], "Weekly review/2026-W21.md"),
    ] {
        let output = vault.output(&[&["new"], arguments, &["--dry-run"]].concat());
        assert!(output.stdout.starts_with(&format!("--- /dev/null\n+++ b/{path}\n")), "{arguments:?}\n{}{}", output.stdout, output.stderr);
    }
}

#[test]
fn obsidians_settings_place_daily_and_weekly_notes() {
    let vault = TestVault::new(&[
        (".obsidian/daily-notes.json", r#"{"folder": "Journal", "format": "YYYY/MM-MMMM/DD dddd", "template": "Forms/Day"}"#),
        (
            ".obsidian/plugins/periodic-notes/data.json",
            r#"{"weekly": {"enabled": true, "folder": "Weeks", "format": "gggg-[W]ww", "template": ""}}"#,
        ),
        (".obsidian/templates.json", r#"{"folder": "Forms", "dateFormat": "D MMM YYYY", "timeFormat": "h A"}"#),
        ("Forms/Day.md", "# {{title}}\n{{date}} {{time}} {{yesterday:YYYY-MM-DD}}\n"),
    ]);
    vault.changes(
        &["new", "daily", "yesterday"],
        &[("Journal/2026/05-May/19 Tuesday.md", Some("# 19 Tuesday\n19 May 2026 12 AM 2026-05-18\n"))],
    );
    let again = vault.output(&["new", "daily", "yesterday"]);
    assert_eq!((again.status, again.stdout.as_str()), (0, "Journal/2026/05-May/19 Tuesday.md\n"));
    assert!(again.stderr.contains("is there already"), "{}", again.stderr);
    let weekly = vault.output(&["new", "weekly-review", "-n"]);
    assert!(weekly.stdout.contains("+++ b/Weeks/2026-W21.md\n"), "{}", weekly.stdout);
    assert!(weekly.stdout.contains("+18 May to 24 May 2026\n"), "{}", weekly.stdout);
}

#[test]
fn templates_are_taken_from_the_nearest_place() {
    let vault = TestVault::new(&[
        (".vault/templates/contact.md", "own {{title}}"),
        ("Templates/Person.md", "theirs"),
        ("Templates/Meeting.md", "\u{feff}---\ndate:\npeople: []\n---\r\n{{title}}"),
        ("Templates/Book Review.md", "by {{author}}, {{pages}} pages"),
        ("People/Ana.md", ""),
    ]);
    assert_eq!(
        vault.run(&["new", "--list"]),
        "contact        .vault/templates/contact.md\ncompany        built in\nmeeting        Templates/Meeting.md\nevent          built in\ndaily          built in\nweekly-review  built in\nBook Review    Templates/Book Review.md\nPerson         Templates/Person.md\n"
    );
    let output = vault.changes(&["new", "contact", "Zed"], &[("People/Zed.md", Some("own Zed"))]);
    assert_eq!(output.stderr, "template: `.vault/templates/contact.md`\n");
    vault.changes(
        &["new", "meeting", "M", "--with", "Ana"],
        &[("Meetings/2026-05-20 M.md", Some("---\ndate: 2026-05-20\npeople: [\"[[Ana]]\"]\n---\r\n2026-05-20 M"))],
    );
    let book =
        vault.changes(&["new", "BOOK-review", "Dune", "--set", "author=Herbert"], &[("Dune.md", Some("by Herbert, {{pages}} pages"))]);
    assert_eq!(
        book.stderr,
        "template: `Templates/Book Review.md`\nwarning: Templates/Book Review.md:1:16: `{{pages}}` is not known, so it stays\nhint: `--set pages=…` gives a value\n"
    );
}

#[test]
fn questions_of_a_template_are_answered_or_refused() {
    let vault = TestVault::new(&[("Templates/Trip.md", "to {{prompt:Which city?}}")]);
    let refused = vault.output(&["new", "trip", "X"]);
    assert_eq!(refused.status, 2);
    assert!(refused.stderr.contains("asks for `Which city?`") && refused.stderr.contains("--set \"Which city?=…\""), "{}", refused.stderr);
    vault.changes(&["new", "trip", "X", "--set", "which city?=Rome"], &[("X.md", Some("to Rome"))]);
}

#[test]
fn nothing_is_overwritten_and_no_path_leads_away() {
    let vault = TestVault::new(&[
        ("People/Ana Diaz.md", "---\naliases: [Annie]\n---\n"),
        ("People/Jose\u{301}.md", "decomposed"),
        ("Companies/ACME.markdown", ""),
        ("Templates/Trip.md", ""),
        ("trip.md", ""),
    ]);
    for (arguments, message) in [
        (&["contact", "ana diaz"][..], "`ana diaz` has a note already: `People/Ana Diaz.md`"),
        (&["contact", "Annie"], "has a note already: `People/Ana Diaz.md`"),
        (&["contact", "JOSÉ"], "has a note already"),
        (&["company", "acme"], "`Companies/ACME.markdown` is there already"),
        (&["trip", "Trip"], "`trip.md` is there already"),
        (
            &["company", "AC?ME"],
            "file name: `ACME`, as `AC?ME` can be no file name everywhere\nerror: `Companies/ACME.markdown` is there already",
        ),
        (&["contact", "../../x"], "is a path, not a name"),
        (&["contact", "/etc/x"], "is a path, not a name"),
        (&["contact", "C:\\x"], "is a path, not a name"),
        (&["contact", "x", "--folder", "../out"], "is no folder of the vault"),
        (&["contact", "x", "--folder", ".obsidian"], "is no folder of the vault"),
        (&["contact", "???"], "nothing of `???` can stand in a file name"),
        (&["contact"], "a name is needed"),
        (&["kontact", "x"], "no template makes a `kontact`"),
        (&["meeting", "x", "--date", "6/5/2026"], "may be 2026-05-06 or 2026-06-05"),
        (&["contact", "x", "--set", "novalue"], "write it as key=value"),
    ] {
        let output = vault.output(&[&["new"], arguments].concat());
        assert_eq!((output.status, output.stdout.as_str()), (2, ""), "{arguments:?}");
        assert_eq!(output.stderr.matches(message).count(), 1, "{arguments:?}\n{}", output.stderr);
        assert!(output.stderr.matches("file name: ").count() <= 1, "{arguments:?}\n{}", output.stderr);
    }
}

#[test]
fn a_name_that_no_file_can_have_is_kept_as_an_alias() {
    let vault = TestVault::empty();
    let output = vault.change(&["new", "contact", "AC/DC: \"Live\""]);
    assert_eq!(output.stdout, "People/AC-DC - Live.md\n");
    assert!(output.stderr.contains("file name: `AC-DC - Live`"), "{}", output.stderr);
    let text = String::from_utf8(vault.bytes("People/AC-DC - Live.md")).unwrap();
    assert!(text.contains("aliases: [\"AC/DC: \\\"Live\\\"\"]\n"), "{text}");
    assert!(vault.run(&["show", "AC/DC"]).contains("AC-DC - Live"));
    assert_eq!(vault.change(&["new", "contact", "aux"]).stdout, "People/aux_.md\n");
}

#[test]
fn templates_of_other_people_lose_nothing_and_run_nothing() {
    let mut rendered = 0;
    for folder in ["data/templates-groepl/Templates", "data/vault-kepano/Templates"] {
        let Some(folder) = shared(folder) else { continue };
        let vault = TestVault::empty();
        for (name, text) in files(&folder) {
            vault.write(Path::new("Templates").join(&name), text.as_bytes());
        }
        for (name, text) in files(&folder) {
            let kind = name.trim_end_matches(".md");
            let arguments: &[&str] =
                if kind.starts_with("Daily Note") { &["new", kind] } else { &["new", kind, "A new note", "--folder", "Made"] };
            let output = vault.change(arguments);
            assert_eq!(output.status, 0, "{kind}\n{}", output.stderr);
            let made = String::from_utf8(vault.bytes(output.stdout.trim_end())).unwrap();
            // Worked out without the program: what of these templates is known, and no more.
            let title = output.stdout.trim_end().trim_end_matches(".md").trim_start_matches("Made/");
            let text = text.trim_start_matches('\u{feff}').replace("{{DATE:YYYY-MM-DD, HH:mm}}", "2026-05-20, 00:00");
            let expected = text.replace("{{date}}", "2026-05-20").replace("{{Title}}", title).replace("{{title}}", title);
            // An event's day is filled in where the template leaves it empty.
            let expected = if kind == "Event Template" { expected.replace("\nstart: \n", "\nstart: 2026-05-20\n") } else { expected };
            assert_eq!(made, expected, "{kind}");
            // Each expression that is left stands in the note and is named.
            let left = expected.matches("{{").count() + expected.matches("<%").count();
            assert_eq!(output.stderr.matches(", so it stays").count(), left, "{kind}\n{}", output.stderr);
            fs::remove_file(vault.root().join(output.stdout.trim_end())).unwrap();
            rendered += 1;
        }
    }
    assert!(rendered == 0 || rendered >= 70, "{rendered} templates");
}

/// The markdown files of a folder: name, text.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).unwrap().flatten();
    let texts = entries.filter_map(|entry| Some((entry.file_name().into_string().ok()?, fs::read_to_string(entry.path()).ok()?)));
    texts.filter(|(name, _)| name.ends_with(".md")).collect()
}
