//! `vault brief`: what stands on the page, in which order, for whom; worked out by hand as of Wednesday 2026-05-20.

use crate::support::TestVault;

const ANA: &str = "\
---
pronouns: she/her
tier: A
company: \"[[Acme]]\"
role: Designer
city: Lisbon
birthday: 1990-06-01
met: 2019-03-11
how_met: shared a desk
introduced_by: \"[[Bo Chen]]\"
partner: Rui
children:
  Mia: 2019
household: Diaz
dates:
  wedding: 2015-12-20
boundaries: the divorce of her parents
talk_about: [the marathon, the garden]
---
## Log

- 2026-05-10 call: hurt by the joke about the garden #tension
- 2026-05-02 coffee: lent me her ladder #received
- 2026-04-20 lunch: helped her move #gave
- 2026-04-01 email: asked her about my talk #feedback/asked
- 2026-03-01 visit: new job at Acme #milestone
- 2026-01-01 call: the exam is on 2 June #ask-after 2026-06-02
- 2025-11-11 call: won the prize #milestone

## Promises

- [ ] Send the photos 📅 2026-05-01
- [x] Old one ✅ 2026-04-01

## They owe

- [ ] The recipe 📅 2026-06-01
";

const PAGE: &str = "\
Ana Diaz  tier A  People/Ana Diaz.md
careful     the divorce of her parents
tension     something is open between you since Sun 2026-05-10, 10 days ago:
            hurt by the joke about the garden
who         Designer, Acme; Lisbon; she/her
status      in touch, every 3 weeks; last call 10 days ago; due in 11 days
met         2019-03-11, shared a desk; introduced by Bo Chen
family      partner: Rui
            children: Mia: 2019
            household: Diaz, with Rui Diaz
dates       turns 36 on Mon 2026-06-01, in 12 days
            wedding 2015-12-20
talks       2026-05-10  call: hurt by the joke about the garden
            2026-05-02  coffee: lent me her ladder
            2026-04-20  lunch: helped her move
you owe     was due 2026-05-01: Send the photos
they owe    due 2026-06-01: The recipe
you gave    2026-04-20  helped her move
they gave   2026-05-02  lent me her ladder
milestone   2026-03-01  new job at Acme
ask after   from 2026-06-02, in 13 days: the exam is on 2 June
feedback    you asked 49 days ago (2026-04-01), nothing noted yet: asked her ab…
talk about  the marathon
            the garden
";

fn people() -> TestVault {
    TestVault::new(&[
        ("People/Ana Diaz.md", ANA),
        ("People/Rui Diaz.md", "---\nhousehold: diaz\n---\n"),
        ("People/Bo Chen.md", "---\ncity: Porto\n---\n- 2026-05-18 lunch by the sea\n"),
        ("People/Cy Moss.md", "---\nnext_contact: 2026-05-20\n---\n"),
        ("People/Di Park.md", "---\nstatus: deceased\n---\n"),
    ])
}

/// The same with a day's note and an event to come.
fn vault() -> TestVault {
    let vault = people();
    vault.write("Daily/2026-05-20.md", b"- [ ] ask [[Bo Chen]] about the sea\n- a year since [[Di Park]]\n");
    vault.write("Events/Garden party.md", b"---\ntype: event\ndate: 2026-05-23\nguests: [\"[[Ana Diaz]]\", Dana Roe, Diaz]\n---\n");
    vault
}

fn names(vault: &TestVault, arguments: &[&str]) -> Vec<String> {
    let answer: serde_json::Value = serde_json::from_str(&vault.run(&[&["brief", "--format", "json"], arguments].concat())).unwrap();
    answer["people"].as_array().unwrap().iter().map(|person| person["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn one_person_fits_on_a_screen() {
    let vault = people();
    assert_eq!(vault.run(&["brief", "Ana", "Diaz"]), PAGE);
    assert_eq!(PAGE.lines().count(), 24);
    // One line more than a screen: what matters least gives way, and the last line says so.
    vault.write("People/Ana Diaz.md", ANA.replace("pronouns:", "interests: [choirs]\npronouns:").as_bytes());
    let page = vault.run(&["brief", "Ana Diaz"]);
    assert_eq!(page.lines().count(), 24);
    assert!(!page.contains("choirs") && !page.contains("wedding") && page.contains("the garden\n"), "{page}");
    assert_eq!(page.lines().last(), Some("… `vault show \"Ana Diaz\"` has the rest"));
    // Nothing is cut where it is printed.
    let printed = vault.run(&["brief", "Ana Diaz", "--format", "markdown"]);
    assert!(
        printed.starts_with("# Before meeting, Wed 2026-05-20\n\n## [[People/Ana Diaz|Ana Diaz]]\n\n- **careful**: the divorce"),
        "{printed}"
    );
    assert!(printed.contains("- interests: choirs\n") && printed.contains("nothing noted yet: asked her about my talk\n"), "{printed}");
}

#[test]
fn what_is_closed_or_asked_leaves_the_page() {
    let vault = people();
    let says = |line: &str, words: &[&str]| {
        vault.write("People/Ana Diaz.md", ANA.replace("## Log\n\n", &format!("## Log\n\n{line}\n")).as_bytes());
        let page = vault.run(&["brief", "Ana Diaz"]);
        words.iter().map(|word| page.contains(word)).collect::<Vec<_>>()
    };
    let open = ["something is open", "nothing noted yet", "the exam"];
    assert_eq!(says("- 2026-05-11 note: hm", &open), [true, true, true]);
    // On the same day is soon enough; before it is not.
    assert_eq!(says("- 2026-05-10 visit: talked it over #resolved", &open), [false, true, true]);
    assert_eq!(says("- 2026-05-09 visit: another matter #resolved", &open), [true, true, true]);
    assert_eq!(says("- 2026-04-02 email: she answered #feedback/got", &open), [true, false, true]);
    // What is still to come was not asked after; what is planned is no talk.
    assert_eq!(says("- 2026-06-03 call: planned", &["the exam", "planned     2026-06-03  call: planned"]), [true, true]);
    let asked = vault.run(&["brief", "Ana Diaz", "--as-of", "2026-06-02"]);
    assert!(asked.contains("ask after   since 2026-06-02: the exam is on 2 June"), "{asked}");
    let later = vault.run(&["brief", "Ana Diaz", "--as-of", "2026-06-03"]);
    assert!(!later.contains("the exam"), "{later}");
    // A milestone is news for ninety days, and longer when nobody has talked since.
    assert!(vault.run(&["brief", "Ana Diaz", "--as-of", "2026-05-30"]).contains("milestone   2026-03-01"));
    assert!(!vault.run(&["brief", "Ana Diaz", "--as-of", "2026-05-31"]).contains("milestone"));
    vault.write("People/Ana Diaz.md", b"- 2024-05-01 call: new job #milestone\n");
    assert!(vault.run(&["brief", "Ana Diaz"]).contains("milestone   2024-05-01  new job"));
}

#[test]
fn everyone_at_an_event_or_on_a_day() {
    let vault = vault();
    let party = vault.run(&["brief", "--event", "garden"]);
    assert!(party.starts_with("Garden party, Sat 2026-05-23, in 3 days: 1 person\n\nAna Diaz  tier A"), "{party}");
    assert!(party.contains("planned     2026-05-23  event: Garden party\n"), "{party}");
    assert!(party.ends_with("\nWithout a note: Dana Roe and Diaz.\n"), "{party}");
    let saturday = vault.run(&["brief", "--on", "2026-05-23"]);
    assert!(saturday.starts_with("Sat 2026-05-23, in 3 days: 1 person, Garden party\n"), "{saturday}");
    assert!(saturday.ends_with("\nWithout a note: Dana Roe and Diaz.\n"), "{saturday}");
    // Today: a link in the day's note, though nothing was done yet, and a day named for the next contact. Who has died is left in peace.
    assert_eq!(names(&vault, &[]), ["Bo Chen", "Cy Moss"]);
    assert_eq!(names(&vault, &["--on"]), ["Bo Chen", "Cy Moss"]);
    assert_eq!(names(&vault, &["--on", "2026-05-18"]), ["Bo Chen"]);
    assert_eq!(names(&vault, &["--on", "2026-05-10"]), ["Ana Diaz"]);
    assert_eq!(vault.run(&["brief", "--on", "2026-05-22"]), "Nobody is planned for Fri 2026-05-22.\n");
    // Several people are separated by a rule.
    let two = vault.run(&["brief", "Bo", "Cy"]);
    let rule = "─".repeat(80);
    assert_eq!(
        two,
        format!(
            "Bo Chen  People/Bo Chen.md\nwho         Porto\nstatus      no cadence; last lunch 2 days ago\ntalks       2026-05-18  lunch by the sea\nyou owe     ask Bo Chen about the sea\n{rule}\n\
             Cy Moss  People/Cy Moss.md\nstatus      due; no contact yet; due today\n"
        )
    );
    for (arguments, err) in [
        (&["brief", "--event", "People/Bo Chen"][..], "error: `People/Bo Chen.md` is no event\n"),
        (&["brief", "Nobody At All"], "error: no contact is called `Nobody At All`\n"),
        (&["brief", "--on", "someday"], "error: `--on`: "),
    ] {
        let output = vault.output(arguments);
        assert_eq!(output.status, 2, "{arguments:?}");
        assert!(output.stderr.starts_with(err), "{}", output.stderr);
    }
}

#[test]
fn a_name_in_several_words_is_one_person_or_several() {
    let vault = vault();
    assert_eq!(names(&vault, &["Ana", "Diaz"]), ["Ana Diaz"]);
    assert_eq!(names(&vault, &["Ana Diaz", "Bo Chen"]), ["Ana Diaz", "Bo Chen"]);
    assert_eq!(names(&vault, &["Bo", "Ana", "Bo"]), ["Bo Chen", "Ana Diaz"]);
    // `Diaz` alone could be two people.
    assert_eq!(vault.output(&["brief", "Bo", "Diaz"]).status, 2);
}
