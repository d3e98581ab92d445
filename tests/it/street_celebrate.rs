//! Celebrating through the days: birthdays and dates with their lead, missed ones, successes, what is to be asked after, remembrance.

use crate::street_rows::{names, rows};
use crate::support::TestVault;

const LOG: &str = "\n## Log\n\n";

fn person(keys: &str, log: &str) -> String {
    format!("---\ntype: person\n{keys}---\n{LOG}{log}")
}

#[test]
fn a_birthday_is_shown_a_week_ahead_and_a_week_after() {
    // 23 May 2026 is a Saturday.
    let vault = TestVault::new(&[("People/Ana.md", &person("birthday: 1990-05-23\n", "- 2026-04-01 call\n"))]);
    for (day, expected) in [
        ("2026-05-15", None),
        ("2026-05-16", Some("turns 36 on Sat 2026-05-23, in 7 days, at the weekend")),
        ("2026-05-22", Some("turns 36 on Sat 2026-05-23, tomorrow, at the weekend")),
        ("2026-05-23", Some("turns 36 on Sat 2026-05-23, today")),
        ("2026-05-24", Some("turned 36 on Sat 2026-05-23, yesterday")),
        ("2026-05-30", Some("turned 36 on Sat 2026-05-23, 7 days ago")),
        ("2026-05-31", None),
    ] {
        let expected: Vec<String> = expected.map(|why| format!("Ana: {why}")).into_iter().collect();
        assert_eq!(rows(&vault, day, "celebrate"), expected, "{day}");
    }
    // In touch on the day, or congratulated after it: nothing was missed.
    for entry in ["2026-05-23 call", "2026-05-25 note: congratulated by card"] {
        let log = format!("- 2026-04-01 call\n- {entry}\n");
        let vault = TestVault::new(&[("People/Ana.md", &person("birthday: 1990-05-23\n", &log))]);
        assert_eq!(rows(&vault, "2026-05-26", "celebrate"), [""; 0], "{entry}");
    }
}

#[test]
fn a_date_has_a_lead_of_its_own() {
    let dates = "dates:\n  - { label: wedding, date: 2016-06-20, lead: 3 weeks }\n  - { label: name day, date: 06-20 }\n  - { label: exam, date: 06-20, lead: 1 }\n";
    let settings = "[celebrate]\nlead_days = 10\n";
    let vault = TestVault::new(&[("People/Ana.md", &person(dates, "")), (".vault/config.toml", settings)]);
    let wedding = |when: &str| format!("Ana: wedding, 10 years, on Sat 2026-06-20, {when}, at the weekend");
    assert_eq!(rows(&vault, "2026-05-29", "celebrate"), [""; 0]);
    assert_eq!(rows(&vault, "2026-05-30", "celebrate"), [wedding("in 21 days")]);
    assert_eq!(rows(&vault, "2026-06-09", "celebrate"), [wedding("in 11 days")]);
    let name_day = "name day on Sat 2026-06-20, in 10 days, at the weekend";
    assert_eq!(rows(&vault, "2026-06-10", "celebrate"), [format!("{}; {name_day}", wedding("in 10 days"))]);
    // No date is hidden that lies within the days of the report.
    let is_shown = |day: &str| rows(&vault, day, "celebrate")[0].contains("exam on Sat");
    assert_eq!((is_shown("2026-06-12"), is_shown("2026-06-13")), (false, true));
}

#[test]
fn a_success_asks_for_a_word_until_there_is_one() {
    let vault = TestVault::new(&[
        ("People/Ana.md", &person("", "- 2026-05-02 mail: her paper was accepted #milestone\n- 2026-05-10 call: congratulated her\n")),
        // On the same day.
        ("People/Bo.md", &person("", "- 2026-05-03 call: he passed 🎉, congratulated him\n")),
        // A call alone says nothing about it; in a child item.
        ("People/Cy.md", &person("", "- 2026-05-04 lunch\n    - won the prize 🎉\n- 2026-05-06 call: the weather\n")),
        // A new role, written in the log.
        ("People/Di.md", &person("", "- 2026-05-05 mail: [role:: head of maps]\n")),
        // In the day's note, two people in one line.
        ("Daily/2026-05-06.md", "- [[Ed]] and [[Flo]] signed the lease 🎉\n"),
        ("People/Ed.md", &person("", "")),
        ("People/Flo.md", &person("", "- 2026-05-07 message: #congratulated\n")),
        // Planned, archived, wishing no contact, tense.
        ("People/Gus.md", &person("", "- 2026-05-30 the premiere 🎉\n")),
        ("People/Hal.md", &person("status: archived\n", "- 2026-05-05 call 🎉\n")),
        ("People/Ida.md", &person("status: do-not-contact\nbirthday: 05-12\n", "- 2026-05-05 call 🎉\n")),
        ("People/Jo.md", &person("birthday: 05-12\n", "- 2026-05-05 call: promoted 🎉\n- 2026-05-06 call: unkind words #tension\n")),
    ]);
    assert_eq!(
        rows(&vault, "2026-05-02", "celebrate"),
        ["Ana: their success, noted Sat 2026-05-02, today | congratulate: her paper was accepted"]
    );
    assert_eq!(
        rows(&vault, "2026-05-09", "celebrate"),
        [
            "Ana: their success, noted Sat 2026-05-02, 7 days ago | congratulate: her paper was accepted",
            "Cy: their success, noted Mon 2026-05-04, 5 days ago | congratulate: won the prize 🎉 | last time: the weather",
            "Di: their success, noted Tue 2026-05-05, 4 days ago | congratulate: [role:: head of maps]",
            "Ed: their success, noted Wed 2026-05-06, 3 days ago | congratulate: Ed and Flo signed the lease 🎉",
        ]
    );
    assert_eq!(names(&vault, "2026-05-10", "celebrate"), ["Cy", "Di", "Ed"]);
    // The last day is the fourteenth after it.
    assert_eq!(names(&vault, "2026-05-18", "celebrate"), ["Cy", "Di", "Ed"]);
    assert_eq!(names(&vault, "2026-05-19", "celebrate"), ["Di", "Ed"]);
    assert_eq!(names(&vault, "2026-05-21", "celebrate"), [""; 0]);
}

#[test]
fn what_was_to_come_is_asked_after_until_it_was_asked() {
    let vault = TestVault::new(&[
        ("People/Ana.md", &person("", "- 2026-05-01 call: the knee operation #ask-after 2026-05-12\n- 2026-05-20 call: all well\n")),
        // Contact on the day itself is enough; before it is not.
        ("People/Bo.md", &person("", "- 2026-05-01 call: his exam #ask-after 2026-05-12\n- 2026-05-11 call\n- 2026-05-13 message\n")),
        // Where something stands between us the question still does.
        ("People/Cy.md", &person("", "- 2026-05-01 call: the hearing #ask-after 2026-05-14 #tension\n")),
        // A day that is past when it is noted.
        ("People/Di.md", &person("", "- 2026-05-16 mail: the move was hard #ask-after 2026-05-10\n")),
    ]);
    assert_eq!(rows(&vault, "2026-05-11", "celebrate"), [""; 0]);
    assert_eq!(
        rows(&vault, "2026-05-12", "celebrate"),
        [
            "Ana: ask how it went, from Tue 2026-05-12 on | Fri 2026-05-01: the knee operation",
            "Bo: ask how it went, from Tue 2026-05-12 on | Fri 2026-05-01: his exam",
        ]
    );
    assert_eq!(names(&vault, "2026-05-13", "celebrate"), ["Ana"]);
    assert_eq!(names(&vault, "2026-05-16", "celebrate"), ["Ana", "Cy"]);
    assert_eq!(names(&vault, "2026-05-17", "celebrate"), ["Di", "Ana", "Cy"]);
    assert_eq!(names(&vault, "2026-05-20", "celebrate"), ["Di", "Cy"]);
    // After thirty days it rests.
    assert_eq!(names(&vault, "2026-06-13", "celebrate"), ["Cy"]);
    assert_eq!(names(&vault, "2026-06-14", "celebrate"), [""; 0]);
}

#[test]
fn who_has_died_is_remembered_and_not_congratulated() {
    let dead = "status: deceased\nbirthday: 1950-05-22\ndates:\n  died: 2023-05-24\n  wedding: 1980-05-23\n";
    let living = "dates:\n  \"Remembrance of her father\": 05-24\n";
    let vault = TestVault::new(&[
        ("People/Ana.md", &person(dead, "- 2022-05-02 call: the prize 🎉\n- 2023-01-01 call\n")),
        ("People/Bo.md", &person(living, "- 2026-05-02 call: unkind words #tension\n")),
        ("People/Cy.md", &person("status: archived\ndates:\n  died: 2023-05-24\n", "")),
    ]);
    assert_eq!(
        rows(&vault, "2026-05-20", "celebrate"),
        [
            "Ana: remembrance of Ana, 3 years, on Sun 2026-05-24, in 4 days, at the weekend",
            "Bo: Remembrance of her father on Sun 2026-05-24, in 4 days, at the weekend | last time: unkind words",
        ]
    );
    let run = |command: &[&str]| vault.run(&[&["--as-of", "2026-05-20"], command].concat());
    // Neither the birthday on 22 May nor the wedding on 23 May.
    let agenda = run(&["agenda"]);
    assert!(agenda.starts_with("Sun 2026-05-24  in 4 days\n  date         Ana: remembrance, 3 years  People/Ana.md:"), "{agenda}");
    assert!(!agenda.contains("birthday") && !agenda.contains("Cy"), "{agenda}");
    let brief = run(&["brief", "Ana"]);
    assert!(brief.contains("\ndates       remembrance, 3 years, on Sun 2026-05-24, in 4 days, at the weekend\n"), "{brief}");
    let show = run(&["show", "Ana"]);
    assert!(show.contains("\ndate        died: 2023-05-24, 3 years on Sun 2026-05-24, in 4 days\n"), "{show}");
    for page in [&brief, &show] {
        assert!(!page.contains("birthday") && !page.contains("wedding") && !page.contains("turns"), "{page}");
    }
    assert_eq!(names(&vault, "2026-05-24", "celebrate"), ["Ana", "Bo"]);
    // Nobody has missed a day of the dead.
    assert_eq!(names(&vault, "2026-05-25", "celebrate"), ["Bo"]);
}

#[test]
fn a_day_without_a_year_is_told_in_words() {
    let front = "birthday: 08-14\ndates:\n  wedding: 2025-06-20\n  name day: 05-22\n";
    let vault = TestVault::new(&[("People/Ana.md", &person(front, ""))]);
    // On Wednesday 2026-05-20.
    let brief = vault.run(&["brief", "Ana"]);
    // 86 days ahead; the pages look 60 ahead.
    assert!(brief.contains("\n            birthday 14 August\n"), "{brief}");
    let show = vault.run(&["show", "Ana"]);
    assert!(show.contains("\nbirthday    14 August, next Fri 2026-08-14, in "), "{show}");
    assert!(show.contains("\ndate        wedding: 2025-06-20, 1 year on Sat 2026-06-20, in "), "{show}");
    assert!(show.contains("\ndate        name day: 22 May, next Fri 2026-05-22, in 2 days\n"), "{show}");
}

#[test]
fn what_is_quoted_reads_as_a_sentence() {
    let day = "- note: [[Ivy Ash]] moved 🎉\n- 14:00 [[Di]] passed 🎉\n- [[Eve]] #gave me a lamp 🎉\n- tea with [[Flo]], she opened her shop #milestone #received\n";
    let vault = TestVault::new(&[
        ("Daily/2026-05-18.md", day),
        ("People/Bo.md", &person("", "- 2026-05-18 #milestone [[Eve]] #promised to bring the ladder\n")),
        ("People/Di.md", &person("", "")),
        ("People/Eve.md", &person("", "")),
        ("People/Flo.md", &person("", "")),
        ("People/Ivy Ash.md", &person("", "")),
    ]);
    let said: Vec<String> =
        rows(&vault, "2026-05-20", "celebrate").iter().map(|row| row.split(" | ").nth(1).unwrap_or("").to_owned()).collect();
    assert_eq!(
        said,
        [
            "congratulate: Eve promised to bring the ladder",
            "congratulate: Di passed 🎉",
            "congratulate: Eve gave me a lamp 🎉",
            "congratulate: tea with Flo, she opened her shop",
            "congratulate: Ivy Ash moved 🎉",
        ]
    );
}

#[test]
fn each_person_has_one_row_with_all_there_is_to_celebrate() {
    let vault = TestVault::new(&[
        (
            "People/Ana.md",
            &person(
                "birthday: 1990-05-23\n",
                "- 2026-05-10 call: the knee operation #ask-after 2026-05-19\n- 2026-05-17 lunch by the canal\n    - her studio won the library job 🎉\n",
            ),
        ),
        ("People/Bo.md", &person("birthday: 05-21\n", "")),
    ]);
    // On Wednesday 2026-05-20; the success of the 17th came after the operation was noted: nothing is left to ask.
    assert_eq!(
        rows(&vault, "2026-05-20", "celebrate"),
        [
            "Ana: their success, noted Sun 2026-05-17, 3 days ago; turns 36 on Sat 2026-05-23, in 3 days, at the weekend \
             | congratulate: her studio won the library job 🎉 | last time: lunch by the canal",
            "Bo: birthday on Thu 2026-05-21, tomorrow",
        ]
    );
    let vault = TestVault::new(&[(
        "People/Ana.md",
        &person("birthday: 1990-05-23\n", "- 2026-05-17 mail: her paper is out 🎉\n- 2026-05-18 call: the exam #ask-after 2026-05-19\n"),
    )]);
    assert_eq!(
        rows(&vault, "2026-05-20", "celebrate"),
        ["Ana: their success, noted Sun 2026-05-17, 3 days ago; ask how it went, from Tue 2026-05-19 on; turns 36 on Sat 2026-05-23, \
          in 3 days, at the weekend | congratulate: her paper is out 🎉 | Mon 2026-05-18: the exam"]
    );
}

#[test]
fn nothing_is_said_twice_in_a_report() {
    let keys = "cadence: weekly\nprefers: [coffee]\ntalk_about: [the choir]\n";
    let vault = TestVault::new(&[("People/Ana.md", &person(keys, "- 2026-05-02 call: short words about the fee #tension\n"))]);
    let report = vault.run(&["report"]);
    for once in ["short words about the fee", "ask about: the choir", "prefers coffee"] {
        assert_eq!(report.matches(once).count(), 1, "{once}: {report}");
    }
    assert!(report.contains("\n    why   due 11 days ago\n    say   as under Tension\n"), "{report}");
    // JSON keeps everything, and a section alone as well.
    let json = vault.run(&["report", "--format", "json"]);
    assert_eq!(json.matches("ask about: the choir").count(), 2, "{json}");
    assert!(vault.run(&["report", "--only", "reach_out"]).contains("last time: short words about the fee"));
    // No sentence about nobody being due, where only some sections are looked at.
    let none = vault.run(&["report", "--only", "feedback"]);
    assert!(none.contains("\n\nThere is nothing in the sections you chose.\n") && !none.contains("nobody is due"), "{none}");
}
