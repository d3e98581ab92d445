//! `vault set` and `vault snooze`: what was understood, what is written, and that it can be taken back.

use crate::support::TestVault;

const ANA: &str = "---\ntags: [person]\ncadence: \"2 weeks\" # since Lisbon\nlast_contact: \"[[2026-05-02]]\"\n---\n# Ana Diaz\n";

fn vault() -> TestVault {
    TestVault::new(&[("People/Ana Diaz.md", ANA), ("People/Bo Lind.md", "no front matter\r\n")])
}

/// The first line of stderr of a run that must fail and change nothing.
fn refused(vault: &TestVault, arguments: &[&str]) -> String {
    let output = vault.output(arguments);
    assert_eq!((output.status, output.stdout.as_str()), (2, ""), "{arguments:?}: {}", output.stderr);
    output.stderr
}

#[test]
fn several_keys_are_set_at_once_and_taken_back() {
    let vault = vault();
    let wanted =
        "---\ntags: [person, climbing]\ncadence: \"monthly\" # since Lisbon\nlast_contact: \"[[2026-05-18]]\"\ntier: B\n---\n# Ana Diaz\n";
    let output = vault.changes(
        &["set", "ana", "cadence=monthly", "tier=B", "tags+=#climbing", "last_contact=monday"],
        &[("People/Ana Diaz.md", Some(wanted))],
    );
    assert_eq!(output.stdout, "People/Ana Diaz.md\n");
    assert_eq!(
        output.stderr,
        "Ana Diaz: `cadence` is `monthly` (every month); it was `2 weeks`\nAna Diaz: `tier` is `B`\nAna Diaz: `tags` gets `climbing`\n\
         Ana Diaz: `last_contact` is `[[2026-05-18]]` (Monday, 2 days ago); it was `[[2026-05-02]]`\n"
    );
    assert_eq!(vault.run(&["undo", "--list"]), "1  2026-05-20  set Ana Diaz cadence=monthly tier=B tag…  People/Ana Diaz.md\n");
    let output = vault.changes(&["undo"], &[("People/Ana Diaz.md", Some(ANA))]);
    assert_eq!(
        (output.stdout.as_str(), output.stderr.as_str()),
        ("People/Ana Diaz.md\n", "took back `set Ana Diaz cadence=monthly tier=B tags+=#climbing last_contact=monday` of 2026-05-20\n")
    );
    vault.changes(&["undo", "--redo"], &[("People/Ana Diaz.md", Some(wanted))]);
}

#[test]
fn a_dry_run_shows_the_change_and_makes_none() {
    let vault = vault();
    let output = vault.output(&["set", "ana", "tier=B", "--dry-run"]);
    assert_eq!(
        output.stdout,
        "--- a/People/Ana Diaz.md\n+++ b/People/Ana Diaz.md\n@@ -2,5 +2,6 @@\n tags: [person]\n cadence: \"2 weeks\" # since Lisbon\n \
         last_contact: \"[[2026-05-02]]\"\n+tier: B\n ---\n # Ana Diaz\n"
    );
    assert_eq!(output.status, 0);
    assert_eq!(vault.run(&["undo", "--list"]), "");
    vault.change(&["set", "ana", "tier=B"]);
    let output = vault.output(&["undo", "--dry-run"]);
    assert!(output.stdout.contains("\n-tier: B\n"), "{}", output.stdout);
}

#[test]
fn a_note_without_front_matter_gets_one_in_its_own_line_ends() {
    let vault = vault();
    vault.changes(&["set", "bo", "city=Rome"], &[("People/Bo Lind.md", Some("---\r\ncity: Rome\r\n---\r\nno front matter\r\n"))]);
    vault.changes(&["undo"], &[("People/Bo Lind.md", Some("no front matter\r\n"))]);
}

#[test]
fn keys_are_removed() {
    let vault = vault();
    let wanted = "---\ntags: [person]\n---\n# Ana Diaz\n";
    let output = vault.changes(&["set", "ana", "cadence=", "--unset", "last_contact"], &[("People/Ana Diaz.md", Some(wanted))]);
    assert_eq!(output.stderr, "Ana Diaz: `cadence` removed; it was `2 weeks`\nAna Diaz: `last_contact` removed; it was `[[2026-05-02]]`\n");
    let output = vault.changes(&["set", "ana", "tier="], &[]);
    assert_eq!((output.stdout.as_str(), output.stderr.as_str()), ("", "Ana Diaz: `tier` is not there\nnothing to change\n"));
}

#[test]
fn the_notes_own_spelling_of_a_key_is_used() {
    let vault = TestVault::new(&[
        (".vault/config.toml", "[keys]\ncadence = [\"how_often\"]\n"),
        ("People/Ana.md", "---\nContact Every: weekly\nlocation: Rome\ncategory: person\n---\n"),
        ("People/Bo.md", "---\nhow_often: weekly\nprm-tier: A\n---\n"),
    ]);
    let wanted = "---\nContact Every: monthly\nlocation: Rome\ncategory: person\ncity: Oslo\ntier: A\n---\n";
    vault.changes(&["set", "Ana", "cadence=monthly", "city=Oslo", "tier=A"], &[("People/Ana.md", Some(wanted))]);
    vault.changes(&["set", "Bo", "frequency=monthly", "tier=B"], &[("People/Bo.md", Some("---\nhow_often: monthly\nprm-tier: B\n---\n"))]);
}

#[test]
fn values_are_checked() {
    let vault = vault();
    for (words, said) in [
        (&["cadence=montly"][..], "error: `montly` is no cadence; did you mean `monthly`?\n"),
        (&["cadence=true"], "error: it does not say how often\n"),
        (&["next_contact=6/5/2026"], "error: `6/5/2026` may be 2026-05-06 or 2026-06-05; write one of these\n"),
        (&["last_contact=tomorrow"], "error: 2026-05-21 is still to come\n"),
        (&["birthday=someday"], "error: `someday` is no day of the year\nhint: write it as `1990-04-07`, `7 April` or `--04-07`\n"),
        (&["status=archved"], "error: the status `archved` is unknown\nhint: did you mean `archived`?\n"),
        (&["tags+=two words,42"], "error: `42` is no tag\nhint: a tag is of letters, digits, `-`, `_` and `/`, and not of digits alone\n"),
        (&["paused=maybe"], "error: `maybe` is neither `true` nor `false`\n"),
        (&["tier=A", "tier=B"], "error: `tier` is given twice\n"),
        (
            &["cadence=weekly", "more"],
            "error: `more` is no `key=value`\nhint: the name comes first; a value with blanks stands in quotes: `cadence=\"2 weeks\"`\n",
        ),
    ] {
        assert_eq!(refused(&vault, &[&["set", "ana"], words].concat()), said, "{words:?}");
    }
    assert_eq!(
        refused(&vault, &["set", "bo", "tier=Z"]),
        "error: the tier `Z` has no cadence\nhint: the tiers are `A`, `B`, `C` and `D`; `vault config set cadence.tiers.Z \"2 months\"` adds one\n"
    );
    assert_eq!(refused(&vault, &["set", "ana"]).lines().next(), Some("error: nothing is set"));
    assert_eq!(refused(&vault, &["set", "tier=A"]).lines().next(), Some("error: no name is given"));
    assert_eq!(refused(&vault, &["set", "nobody here", "tier=A"]).lines().next(), Some("error: no contact is called `nobody here`"));
    // With a cadence of its own, a tier may be any word.
    assert_eq!(vault.change(&["set", "ana", "tier=inner"]).status, 0);
}

#[test]
fn values_are_written_as_they_will_be_read() {
    for (word, line, said) in [
        ("birthday=7 April", "birthday: \"--04-07\"", "`birthday` is `--04-07`"),
        ("birthday=1990-04-07", "birthday: 1990-04-07", "`birthday` is `1990-04-07`"),
        ("next_contact=friday", "next_contact: 2026-05-22", "`next_contact` is `2026-05-22` (Friday, in 2 days)"),
        ("next_contact=in 2 weeks", "next_contact: 2026-06-03", "`next_contact` is `2026-06-03` (Wednesday, in 14 days)"),
        ("paused=yes", "paused: true", "`paused` is `true`"),
        ("company=[[Acme]]", "company: \"[[Acme]]\"", "`company` is `[[Acme]]`"),
        ("phone=+44 20 7946", "phone: \"+44 20 7946\"", "`phone` is `+44 20 7946`"),
        ("country=no", "country: \"no\"", "`country` is `no`"),
        ("aliases=Annie, A. D.", "aliases:\n  - Annie\n  - A. D.", "`aliases` is `Annie`, `A. D.`"),
        ("met=at a conference: Lisbon", "met: \"at a conference: Lisbon\"", "`met` is `at a conference: Lisbon`"),
        ("created=2026-05-02T10:30", "created: 2026-05-02T10:30", "`created` is `2026-05-02T10:30`"),
    ] {
        let vault = vault();
        let wanted = ANA.replace("---\n# Ana Diaz", &format!("{line}\n---\n# Ana Diaz"));
        let output = vault.changes(&["set", "ana", word], &[("People/Ana Diaz.md", Some(&wanted))]);
        let last = output.stderr.lines().last().unwrap();
        assert_eq!(last, format!("Ana Diaz: {said}"), "{word}");
    }
}

#[test]
fn an_unknown_key_is_written_with_a_notice() {
    let vault = vault();
    let output = vault.change(&["set", "ana", "cadance=weekly", "shoe size=42"]);
    assert_eq!(output.status, 0);
    assert!(
        output.stderr.starts_with("warning: `cadance` is no key that means anything to `vault`; did you mean `cadence`?\n"),
        "{}",
        output.stderr
    );
    assert!(output.stderr.contains("warning: `shoe size` is no key that means anything to `vault`\n"), "{}", output.stderr);
    let text = String::from_utf8(vault.bytes("People/Ana Diaz.md")).unwrap();
    assert!(text.contains("\ncadance: weekly\nshoe size: 42\n---\n"), "{text}");
    let quiet = vault.change(&["-q", "set", "ana", "hat=7"]);
    assert_eq!((quiet.stdout.as_str(), quiet.stderr.as_str()), ("People/Ana Diaz.md\n", ""));
}

#[test]
fn what_cannot_be_edited_is_left_alone() {
    let vault = TestVault::new(&[
        ("People/Ana.md", "---\ntier: A\ntier: B\n---\n"),
        ("People/Bo.md", "---\ntier: A\n# never closed\n"),
        ("People/Cy.md", "---\ntier: [A\n---\n"),
    ]);
    vault.write("People/Dee.md", b"\xff\xfe#\0");
    assert_eq!(
        refused(&vault, &["-q", "set", "Ana", "tier=C"]),
        "error: cannot change `People/Ana.md`: the key `tier` is given twice\nhint: change it by hand\n"
    );
    assert_eq!(
        refused(&vault, &["-q", "set", "Bo", "tier=C"]),
        "error: cannot change `People/Bo.md`: the front matter has no closing `---` line\nhint: `vault check \"People/Bo.md\"` shows the place\n"
    );
    assert!(refused(&vault, &["-q", "set", "Cy", "city=Rome"]).contains("the front matter cannot be read whole"));
    assert!(refused(&vault, &["-q", "set", "Dee", "city=Rome"]).contains("it is written in UTF-16\nhint: save it as UTF-8 first"));
}

#[test]
fn a_person_is_snoozed_until_a_day() {
    for (words, day, said) in [
        (&["Ana", "Diaz", "2", "weeks"][..], "2026-06-03", "Wednesday, in 14 days"),
        (&["ana", "2 weeks"], "2026-06-03", "Wednesday, in 14 days"),
        (&["ana", "in", "2", "weeks"], "2026-06-03", "Wednesday, in 14 days"),
        (&["ana", "friday"], "2026-05-22", "Friday, in 2 days"),
        (&["ana", "2026-11-23"], "2026-11-23", "Monday, in 6 months"),
        (&["ana", "a", "month"], "2026-06-20", "Saturday, in 31 days"),
    ] {
        let vault = vault();
        let wanted = ANA.replace("---\n# Ana Diaz", &format!("snooze_until: {day}\n---\n# Ana Diaz"));
        let output = vault.changes(&[&["snooze"], words].concat(), &[("People/Ana Diaz.md", Some(&wanted))]);
        assert_eq!(output.stderr, format!("Ana Diaz: `snooze_until` is `{day}` ({said})\n"), "{words:?}");
        let status = vault.run(&["list", "--format", "json"]);
        assert!(status.contains("\"status\": \"snoozed\""), "{status}");
        vault.changes(&["snooze", "ana", "off"], &[("People/Ana Diaz.md", Some(ANA))]);
    }
    let vault = vault();
    for (words, said) in [
        (&["ana", "yesterday"][..], "error: 2026-05-19 is not to come\nhint: write a later day, or `off` to end it\n"),
        (
            &["ana", "soon"],
            "error: `soon` is no date; write for example `2026-11-23`, `23 Nov`, `yesterday`, `3 days ago`, `in 2 weeks` or `friday`\n",
        ),
        (&["ana"], "error: no day is given\nhint: write for example `vault snooze Ana friday` or `vault snooze Ana \"2 weeks\"`\n"),
    ] {
        assert_eq!(refused(&vault, &[&["snooze"], words].concat()), said, "{words:?}");
    }
}

#[test]
fn what_is_understood_is_said_once() {
    let vault = vault();
    let said = |word: &str| vault.output(&["set", "ana", word, "-n"]).stderr;
    assert_eq!(said("cadence=every 3 weeks"), "Ana Diaz: `cadence` is `every 3 weeks`; it was `2 weeks`\n");
    assert_eq!(said("cadence=2 weeks"), "Ana Diaz: `cadence` is `2 weeks` (every 2 weeks), as it was\n");
}
