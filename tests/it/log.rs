//! `vault log`: what is written where, what is said, and what is refused. It is Wednesday, 20 May 2026.

use crate::support::TestVault;

const ANA: &str = "---\ntype: person\n---\n# Ana Diaz\n\n## Log\n\n- 2026-05-02 call: the new job\n";
const BO: &str = "---\ntype: person\naliases: [Bobby]\n---\n\n## 2026-05-01 Coffee\n\nBy the river.\n";

fn vault() -> TestVault {
    TestVault::new(&[("People/Ana Diaz.md", ANA), ("People/Bo Lind.md", BO)])
}

#[test]
fn one_line_in_free_words() {
    let vault = vault();
    let ana = format!(
        "{ANA}- 2026-05-19 coffee with Ana and Bo, promised Ana the deck by Friday\n\n## Promises\n\n- [ ] the deck 📅 2026-05-22\n"
    );
    let bo = format!("{BO}\n## 2026-05-19 Coffee with Ana and Bo, promised Ana the deck by Friday\n");
    let output = vault.changes(
        &["log", "yesterday: coffee with Ana and Bo, promised Ana the deck by Friday"],
        &[("People/Ana Diaz.md", Some(&ana)), ("People/Bo Lind.md", Some(&bo))],
    );
    assert_eq!(output.stdout, "People/Ana Diaz.md\nPeople/Bo Lind.md\n");
    assert_eq!(output.stderr, "Tue 2026-05-19, coffee, with Ana Diaz and Bo Lind\nI owe Ana Diaz: the deck, by Fri 2026-05-22\n");
    assert!(vault.run(&["why", "Ana"]).contains("2026-05-19"));
    assert!(vault.run(&["promises"]).contains("1  2026-05-22   Ana Diaz: the deck (due in 2 days)"));
    // All files of one command are taken back together.
    vault.changes(&["undo"], &[("People/Ana Diaz.md", Some(ANA)), ("People/Bo Lind.md", Some(BO))]);
}

#[test]
fn names_and_then_the_text() {
    let vault = vault();
    let ana = format!("{ANA}- 2026-05-15 lunch: talked about the budget (with Bo Lind)\n");
    let bo = format!("{BO}\n## 2026-05-15 Lunch\n\ntalked about the budget (with Ana Diaz)\n");
    let output = vault.changes(
        &["log", "Ana Diaz", "Bobby", "talked about the budget", "--date", "friday", "--channel", "lunch"],
        &[("People/Ana Diaz.md", Some(&ana)), ("People/Bo Lind.md", Some(&bo))],
    );
    assert_eq!(output.stderr, "Fri 2026-05-15, lunch, with Ana Diaz and Bo Lind\n");
    let one = vault.change(&["log", "Ana", "lunch", "--dry-run"]);
    assert!(one.stdout.contains("+- 2026-05-20 lunch\n"), "{}", one.stdout);
    let loose = vault.change(&["log", "had", "dinner", "with", "Ana", "--dry-run"]);
    assert!(loose.stdout.contains("+- 2026-05-20 dinner: had dinner with Ana\n"), "{}", loose.stdout);
    let json = vault.change(&["--format", "json", "list"]);
    assert!(json.stdout.contains("\"date\": \"2026-05-15\"") || json.stdout.contains("\"date\":\"2026-05-15\""), "{}", json.stdout);
}

#[test]
fn a_dry_run_writes_nothing() {
    let vault = vault();
    let output = vault.output(&["log", "lunch with Ana", "-n", "--to", "both"]);
    assert_eq!(output.status, 0);
    assert!(output.stdout.contains("+- 2026-05-20 lunch with Ana\n"), "{}", output.stdout);
    assert!(output.stdout.contains("[[Ana Diaz|Ana]]"), "{}", output.stdout);
}

#[test]
fn the_daily_note_names_people_with_links_and_one_day_counts_once() {
    let vault = vault();
    vault.write("Daily/2026-05-19.md", b"- bread\n");
    vault.write(".obsidian/daily-notes.json", br#"{"folder": "Daily"}"#);
    let daily = "- bread\n- met [[Ana Diaz|Ana]] and [[Bo Lind]], not Ana's sister\n";
    let output = vault
        .changes(&["log", "yesterday: met Ana and Bo Lind, not Ana's sister", "--to", "daily"], &[("Daily/2026-05-19.md", Some(daily))]);
    assert_eq!(output.stderr, "Tue 2026-05-19, meeting, with Ana Diaz and Bo Lind\n");
    let before = interactions(&vault);
    assert_eq!(vault.change(&["log", "yesterday: coffee with Ana", "--to", "both"]).status, 0);
    assert_eq!(interactions(&vault), before, "two days of contact, however many places");
    // A missing daily note is made.
    let output = vault.change(&["log", "call with Ana", "--to", "daily"]);
    assert!(output.stdout.ends_with("Daily/2026-05-20.md\n"), "{}{}", output.stdout, output.stderr);
    assert!(String::from_utf8(vault.bytes("Daily/2026-05-20.md")).unwrap().contains("- call with [[Ana Diaz|Ana]]"));
    assert_eq!(interactions(&vault), before + 1);
}

fn interactions(vault: &TestVault) -> u64 {
    let list: serde_json::Value = serde_json::from_str(&vault.run(&["--format", "json", "list"])).unwrap();
    let contacts = list["contacts"].as_array().unwrap();
    contacts.iter().find(|contact| contact["name"] == "Ana Diaz").unwrap()["interactions"].as_u64().unwrap()
}

/// Two people called Sam; Sam Reed is seen with Bo.
fn two_sams() -> TestVault {
    let person = "---\ntype: person\n---\n";
    TestVault::new(&[
        ("People/Ana Diaz.md", person),
        ("People/Bo Lind.md", person),
        ("People/Sam Reed.md", person),
        ("People/Sam Ito.md", person),
        ("2026-05-01.md", "- lunch with [[Bo Lind]] and [[Sam Reed]]\n"),
        ("2026-05-08.md", "- lunch with [[Bo Lind]] and [[Sam Reed]]\n"),
        ("2026-05-09.md", "- lunch with [[Bo Lind]] and [[Sam Ito]]\n"),
    ])
}

#[test]
fn who_usually_comes_along_settles_a_name() {
    let vault = two_sams();
    let output = vault.change(&["log", "coffee with Sam and Bo"]);
    assert_eq!(
        output.stderr,
        "taking `Sam` for Sam Reed, who is seen with the others, not Sam Ito\nWed 2026-05-20, coffee, with Sam Reed and Bo Lind\n"
    );
    assert_eq!(output.stdout, "People/Sam Reed.md\nPeople/Bo Lind.md\n");
}

#[test]
fn an_ambiguous_name_is_asked_about_or_refused() {
    let vault = two_sams();
    let output = vault.output(&["log", "coffee with Sam"]);
    assert_eq!(output.status, 2);
    assert_eq!(
        output.stderr,
        "error: `Sam` could mean 2 contacts\nhint: Sam Ito (People/Sam Ito.md)\nhint: Sam Reed (People/Sam Reed.md)\n\
         hint: write more of the name, or `\\Sam` for none of them\n"
    );
    let (output, asked) = vault.change_answering(&["log", "coffee with Sam, promised Sam the slides"], &["2"]);
    assert_eq!(asked, ["`Sam` could mean:\n  1  Sam Ito (People/Sam Ito.md)\n  2  Sam Reed (People/Sam Reed.md)\nWhich one?"]);
    assert_eq!(output.stdout, "People/Sam Reed.md\n");
    let text = String::from_utf8(vault.bytes("People/Sam Reed.md")).unwrap();
    assert!(text.contains("- 2026-05-20 coffee with Sam, promised Sam the slides\n") && text.contains("- [ ] the slides\n"), "{text}");
    let (output, _) = vault.change_answering(&["log", "coffee with Sam", "-n"], &["3"]);
    assert_eq!(output.status, 2);
}

#[test]
fn unknown_people_are_offered_a_note_or_named() {
    let vault = vault();
    for (arguments, error) in [
        (&["log", "met Zed Nobody"][..], "error: no contact is called `Zed Nobody`"),
        (&["log", "Anna Dias", "had a long lunch"][..], ""),
        (&["log", "Zed", "had a long lunch"][..], "error: no contact is called `Zed`"),
        (&["log", "a long day at the office"][..], "error: nobody in that line is a contact"),
        (&["log", "met Ana's sister"][..], "error: Ana Diaz is only spoken of there"),
        (&["log", "Ana", "Bo"][..], "error: these are names only"),
        (&["log", "Ana", "--channel", "lunhc", "x y"][..], "error: no channel is called `lunhc`"),
        (&["log", "6/5/2026: lunch with Ana"][..], "error: `6/5/2026` may be 2026-05-06 or 2026-06-05; write one of these"),
        (&["log", "lunch with Ana", "--date", "2026-02-31"][..], "error: the calendar has no day `2026-02-31`"),
    ] {
        let output = vault.output(&[arguments, &["-n"]].concat());
        if error.is_empty() {
            assert_eq!(output.stderr.lines().next(), Some("taking `Anna Dias` for Ana Diaz"));
            continue;
        }
        assert_eq!((output.status, output.stderr.lines().next()), (2, Some(error)), "{arguments:?}");
        let tells = error.ends_with("write one of these") || error.contains("calendar");
        assert!(tells || output.stderr.contains("hint: "), "{arguments:?}: {}", output.stderr);
    }
    let hints = |line: &str| vault.output(&["log", line, "-n"]).stderr;
    assert_eq!(
        hints("coffee with Anna Dias"),
        "error: no contact is called `Anna Dias`\nhint: did you mean `Ana Diaz`?\nhint: `vault new contact \"Anna Dias\"` makes a note\n"
    );
    let output = vault.change(&["log", "lunch with Ana and Zed", "-n"]);
    assert!(output.stderr.starts_with("`Zed` has no note, so nothing is written for them"), "{}", output.stderr);
    let (output, asked) = vault.change_answering(&["log", "lunch with Ana and Zed"], &["y"]);
    assert_eq!(asked, ["`Zed` has no note yet. Make one? [y/N]"]);
    assert_eq!(output.stderr, "Wed 2026-05-20, lunch, with Ana Diaz and Zed\n");
    assert!(String::from_utf8(vault.bytes("People/Zed.md")).unwrap().contains("- 2026-05-20 lunch with Ana and Zed"));
    assert!(vault.run(&["--format", "json", "why", "Zed"]).contains("2026-05-20"));
}

#[test]
fn what_does_not_count_is_said() {
    let vault = vault();
    let output = vault.change(&["log", "Ana", "tried to call, no answer", "-n"]);
    assert_eq!(output.stderr, "Wed 2026-05-20, with Ana Diaz\nan attempt: it does not count as contact\n");
    let output = vault.change(&["log", "tomorrow: lunch with Ana", "-n"]);
    assert_eq!(output.stderr, "Thu 2026-05-21, lunch, with Ana Diaz (planned)\n");
}

#[test]
fn a_note_that_would_not_be_read_is_left_alone() {
    let vault = vault();
    vault.write("People/Cy Poe.md", b"---\ntype: person\n---\n```\nnever closed\n");
    let output = vault.output(&["log", "lunch with Cy and Ana"]);
    assert_eq!(
        output.stderr.lines().nth(1),
        Some(
            "error: cannot log in `People/Cy Poe.md`: an entry at its end would not be read: a code block, a comment or a quote there is not closed"
        )
    );
    assert_eq!(output.status, 2);
}

#[test]
fn a_name_alone_is_no_entry() {
    let vault = vault();
    for words in [&["log", "Ana"][..], &["log", "Ana Diaz and Bobby"]] {
        let output = vault.output(words);
        assert!(output.stderr.starts_with("error: there is nothing to log\nhint: say what happened"), "{words:?}: {}", output.stderr);
        assert_eq!(output.status, 2);
    }
    assert!(vault.output(&["log", "Ana Diaz", "Bo"]).stderr.starts_with("error: these are names only\n"));
    // A channel says what happened.
    let output = vault.change(&["log", "Ana", "call", "-n"]);
    assert_eq!(output.stderr, "Wed 2026-05-20, call, with Ana Diaz\n");
}
