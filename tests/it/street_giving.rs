//! Giving back: who gave more than I did, day by day; what the ledger says; whom to bring together.

use serde_json::{Value, json};

use crate::support::TestVault;

const ANA: &str = "---\nprefers: call\n---\n- 2026-03-02 lunch: lent me her projector #received\n- 2026-04-10 call: read my talk and made it shorter #received\n";

/// The names in the section *Give back* on a day, with their codes.
fn listed(vault: &TestVault, day: &str) -> Vec<String> {
    let answer = json(vault, &["report", "--only", "give_back", "--as-of", day]);
    let rows = answer["sections"][0]["rows"].as_array().cloned().unwrap_or_default();
    let said = |row: &Value| format!("{} {}", row["reasons"][0]["code"].as_str().unwrap(), row["name"].as_str().unwrap());
    rows.iter().map(said).collect()
}

fn json(vault: &TestVault, arguments: &[&str]) -> Value {
    serde_json::from_str(&vault.run(&[arguments, &["--format", "json"]].concat())).unwrap()
}

#[test]
fn who_gave_twice_is_listed_until_it_is_long_ago_or_given_back() {
    let vault = TestVault::new(&[("People/Ana.md", ANA)]);
    // 2^(-39/365) = 0.929 on the day of the second thing; both together fall to 1 after 345.9 days more.
    for (day, is_listed) in
        [("2026-03-02", false), ("2026-04-09", false), ("2026-04-10", true), ("2027-03-21", true), ("2027-03-22", false)]
    {
        assert_eq!(listed(&vault, day), if is_listed { vec!["give_back Ana"] } else { vec![] }, "{day}");
    }
    vault.write("People/Ana.md", format!("{ANA}- 2026-05-21 visit: brought her the prints #gave\n").as_bytes());
    assert_eq!(listed(&vault, "2026-05-20"), ["give_back Ana"], "what is planned is not given yet");
    assert_eq!(listed(&vault, "2026-05-21"), [""; 0], "closed on the same day");
}

#[test]
fn the_row_says_what_they_gave_newest_first() {
    let vault = TestVault::new(&[("People/Ana.md", ANA)]);
    assert_eq!(
        vault.run(&["report", "--only", "give_back"]),
        "Wed 2026-05-20: 1 contact\n\nGive back  they gave more than you did lately; whom you could bring together\n\n  \
         Ana  last call 40 days ago (2026-04-10)\n    why   gave you 2 things since March; you gave none\n    \
         say   2026-04-10 call: read my talk and made it shorter\n          2026-03-02 lunch: lent me her projector\n    \
         care  prefers call\n"
            .to_owned()
            + &welcome()
    );
    let row = &json(&vault, &["report", "--only", "give_back"])["sections"][0]["rows"][0];
    // 2^(-79/365) + 2^(-40/365) = 0.861 + 0.927
    assert_eq!((&row["score"], &row["line"], &row["source"]), (&json!(1.79), &json!(5), &json!("People/Ana.md")));
}

/// What is said below a report when nobody has a cadence.
fn welcome() -> String {
    let vault = TestVault::new(&[("People/Ana.md", "- 2026-05-01 call\n")]);
    let said = vault.run(&["report", "--only", "give_back"]);
    said[said.find("\nNobody has").unwrap()..].to_owned()
}

#[test]
fn some_are_left_in_peace() {
    let gave = "- 2026-03-02 lunch: a book #received\n- 2026-04-10 call: a talk #received\n";
    let person = |front: &str, more: &str| format!("---\n{front}\n---\n{gave}{more}");
    for (front, more, is_listed) in [
        ("city: Bristol", "", true),
        ("status: archived", "", false),
        ("status: do-not-contact", "", false),
        ("deceased: true", "", false),
        ("status: paused", "", false),
        ("contact_style: ambient", "", false),
        ("snooze_until: 2026-05-20", "", false),
        ("snooze_until: 2026-05-19", "", true),
        ("city: Bristol", "- 2026-05-01 call: short words about the fee #tension\n", false),
        ("city: Bristol", "- 2026-05-01 call: short words about the fee #tension\n- 2026-05-01 call again, all well #resolved\n", true),
        ("city: Bristol", "- 2026-05-01 all well #resolved\n- 2026-05-02 short words #tension\n", false),
        ("city: Bristol", "- 2026-05-21 planned: short words #tension\n", true),
    ] {
        let vault = TestVault::new(&[("People/Ana.md", &person(front, more))]);
        let expected: &[&str] = if is_listed { &["give_back Ana"] } else { &[] };
        assert_eq!(listed(&vault, "2026-05-20"), expected, "{front} {more}");
    }
}

#[test]
fn marks_stand_in_any_note_and_count_once_a_day() {
    let vault = TestVault::new(&[
        // The same book, noted twice: one thing.
        ("People/Bo.md", "- 2026-05-19 coffee: lent me a book #received\n"),
        ("Daily/2026-05-19.md", "- [[Bo]] lent me a book #received\n"),
        // Two people of one line; a child of an entry; a meeting of two.
        ("People/Cy.md", ""),
        ("People/Di.md", "- 2026-05-10 call\n  - she sent me her list of printers #received\n"),
        ("Daily/2026-05-11.md", "- dinner at [[Cy]] and [[Di]], they cooked #received\n"),
        ("Meetings/2026-05-12 Print.md", "---\npeople: [\"[[Cy]]\"]\n---\n- prices\n  - gave me the numbers of two suppliers #received\n"),
    ]);
    assert_eq!(listed(&vault, "2026-05-20"), ["give_back Cy", "give_back Di"]);
    let counts = |name: &str, day: &str| {
        let ledger = json(&vault, &["ledger", name, "--as-of", day]);
        (ledger["contacts"][0]["received_count"].as_u64().unwrap(), ledger["things"].as_array().unwrap().len())
    };
    assert_eq!(counts("Bo", "2026-05-20"), (1, 1));
    assert_eq!(counts("Cy", "2026-05-20"), (2, 2));
    // Two years are 730 days; what is older is still told.
    assert_eq!(counts("Bo", "2028-05-18"), (1, 1));
    assert_eq!(counts("Bo", "2028-05-19"), (0, 1));
}

#[test]
fn at_most_three_people_are_named_and_the_rest_counted() {
    let person = |number: u32| {
        let text = format!("- 2026-05-0{} lunch #received\n- 2026-05-01 call #received\n", number + 1);
        (format!("People/P{number}.md"), text)
    };
    let files: Vec<(String, String)> = (1..=5).map(person).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let vault = TestVault::new(&files);
    // The later, the heavier.
    assert_eq!(listed(&vault, "2026-05-20"), ["give_back P5", "give_back P4", "give_back P3"]);
    let all = json(&vault, &["report", "--only", "give_back", "--limit", "0"]);
    assert_eq!(all["sections"][0]["rows"].as_array().unwrap().len(), 5);
    let said = vault.run(&["report", "--only", "give_back"]);
    assert!(said.contains("\n  and 2 more: `vault report --only give_back --limit 0`\n"), "{said}");
}

const SEEKER: &str =
    "---\ncity: Bristol\nneeds: [a good dentist]\n---\nlooking_for:: a climbing partner, somebody with a van\n- 2026-05-01 call\n";

#[test]
fn those_who_could_help_each_other_are_named_with_both_notes() {
    let vault = TestVault::new(&[
        ("People/Ana.md", SEEKER),
        ("People/Bo.md", "---\noffers: [lifts to the airport, Climbs on Sundays]\navoid: phone\n---\n- 2026-05-02 call\n"),
        ("People/Cy.md", "---\ninterests: [climbing, jazz]\n---\n- 2026-05-19 call\n"),
    ]);
    let said = vault.run(&["report", "--only", "give_back"]);
    let expected = "\n  Ana  last call 19 days ago (2026-05-01)\n    why   Ana looks for a climbing partner; Bo offers Climbs on Sundays\n    \
                    say   with Bo: avoid: phone\n    People/Ana.md:5 and People/Bo.md:2\n";
    assert!(said.contains(expected), "{said}");
    let markdown = vault.run(&["report", "--only", "give_back", "--format", "markdown"]);
    assert!(markdown.contains("\n    - say: with Bo: avoid: phone\n    - [[People/Ana]] and [[People/Bo]]\n"), "{markdown}");
    let row = &json(&vault, &["report", "--only", "give_back"])["sections"][0]["rows"][0];
    assert_eq!((&row["other_source"], &row["other_line"]), (&json!("People/Bo.md"), &json!(2)));
    assert_eq!(row["also"], json!([{ "name": "Bo", "path": "People/Bo.md" }]));
    assert_eq!(row["reasons"][0]["code"], "introduce");
}

#[test]
fn nobody_is_introduced_to_whom_they_know_or_who_is_to_be_left_in_peace() {
    let bo = "---\noffers: climbing lessons\n";
    let cases: &[(&str, &str, &str, &str)] = &[
        // Ana's note, Bo's note, another note; whom Ana is brought together with.
        ("", "", "", "Bo"),
        ("company: Acme\n", "company: \"[[acme]]\"\n", "", "Cy"),
        ("household: Diaz\n", "household: diaz\n", "", "Cy"),
        ("knows: \"[[Bo]]\"\n", "", "", "Cy"),
        ("", "introduced_by: Ana\n", "", "Cy"),
        ("", "status: do-not-contact\n", "", "Cy"),
        ("", "status: archived\n", "", "Cy"),
        ("", "status: paused\n", "", "Cy"),
        ("", "snooze_until: 2026-06-01\n", "", "Cy"),
        ("", "", "- [[Ana]], meet [[Bo]]: introduced them #intro\n", "Cy"),
        ("status: archived\n", "", "", ""),
    ];
    for (ana, more, daily, expected) in cases {
        let vault = TestVault::new(&[
            ("People/Ana.md", &format!("---\n{ana}---\nlooking_for:: a climbing partner\n- 2026-05-01 call\n")),
            ("People/Bo.md", &format!("{bo}{more}---\n- 2026-05-02 call\n")),
            ("People/Cy.md", "---\ninterests: climbing\n---\n- 2026-05-19 call\n"),
            ("Daily/2026-05-18.md", daily),
        ]);
        let answer = json(&vault, &["report", "--only", "give_back"]);
        let found = answer["sections"][0]["rows"][0]["also"][0]["name"].as_str().unwrap_or_default();
        assert_eq!(found, *expected, "{ana}{more}{daily}");
    }
    // An entry of the one that names the other.
    let vault = TestVault::new(&[
        ("People/Ana.md", "---\nneeds: a climbing partner\n---\n- 2026-05-01 lunch with [[Bo]]\n"),
        ("People/Bo.md", &format!("{bo}---\n- 2026-05-02 call\n")),
    ]);
    assert_eq!(listed(&vault, "2026-05-20"), [""; 0]);
}

#[test]
fn whoever_could_help_several_is_asked_for_one_of_them_first() {
    let vault = TestVault::new(&[
        ("People/Ana.md", "---\nneeds: a climbing partner\n---\n"),
        ("People/Bo.md", "---\nneeds: climbing shoes\n---\n"),
        ("People/Cy.md", "---\nneeds: a jazz band\n---\n"),
        ("People/Di.md", "---\ninterests: climbing\n---\n"),
        ("People/Eve.md", "---\ninterests: jazz\n---\n"),
    ]);
    assert_eq!(listed(&vault, "2026-05-20"), ["introduce Ana", "introduce Cy", "introduce Bo"]);
}

#[test]
fn the_ledger_of_one_person() {
    let vault = TestVault::new(&[
        (
            "People/Ana.md",
            "- 2026-05-02 call: introduced her to [[Bo]] #intro\n- 2026-04-10 call: read my talk #received\n- 2026-03-02 lunch: lent me her projector #received\n- 2021-01-02 tea: a jar of honey #received\n- 2026-01-10 introduced me to [[Cy]] #intro\n",
        ),
        ("People/Bo.md", "- 2026-05-12 lunch with [[Ana]]\n"),
        ("People/Cy.md", "- 2026-01-10 call\n"),
        ("People/Di.md", "---\nintroduced_by: \"[[Ana]]\"\nmet: 2025-02-03\n---\n- 2025-02-04 coffee\n"),
    ]);
    assert_eq!(
        vault.run(&["ledger", "ana"]),
        "\
Ana  People/Ana.md
In the last two years Ana gave you 2 things and an introduction, and you gave an
introduction: they gave clearly more lately

Received
  2026-04-10  call: read my talk  People/Ana.md:2
  2026-03-02  lunch: lent me her projector  People/Ana.md:3
  2026-01-10  introduced me to Cy  People/Ana.md:5
  2021-01-02  tea: a jar of honey  People/Ana.md:4

Given
  2026-05-02  call: introduced her to Bo  People/Ana.md:1

Introductions
  2026-05-02  you introduced Ana and Bo: noted together since, last 8 days ago
              (2026-05-12)  People/Ana.md:1
  2026-01-10  Ana introduced you to Cy: no word since  People/Ana.md:5
  2025-02-03  Ana introduced you to Di: in touch since, last 15 months ago
              (2025-02-04)  People/Di.md:2
"
    );
    let answer = json(&vault, &["ledger", "Ana"]);
    let contact = &answer["contacts"][0];
    // 2^(-40/365) + 2^(-79/365) + 2^(-130/365) = 0.927 + 0.861 + 0.781; given 2^(-18/365) = 0.966
    assert_eq!((&contact["received"], &contact["given"], &contact["balance"]), (&json!(2.57), &json!(0.97), &json!(1.6)));
    assert_eq!(
        (&contact["introductions_made"], &contact["introductions_received"], &contact["much"]),
        (&json!(1), &json!(1), &json!(true))
    );
    assert_eq!(answer["things"][3]["kind"], "introduced_me");
    assert_eq!(answer["things"][4]["counts"], false);
}

#[test]
fn the_ledger_of_everyone() {
    let vault = TestVault::new(&[
        ("People/Ana.md", ANA),
        ("People/Bo.md", "- 2026-05-02 call: sent him the list #gave\n- 2026-01-02 introduced him to a printer #intro\n"),
        ("People/Cy.md", "- 2026-05-02 call\n"),
        // One each, the later one theirs: even.
        ("People/Di.md", "- 2026-05-02 call: sent her the map #received\n- 2026-01-02 call: sent her the list #gave\n"),
    ]);
    assert_eq!(
        vault.run(&["ledger"]),
        "\
They gave more
  Ana  gave you 2 things since March; you gave none

You gave more
  Bo  you gave 1 thing and an introduction since January; they gave none

About even
  Di  gave you 1 thing on Sat 2026-05-02; you gave 1 thing

Introductions
  2026-01-02  you made an introduction for Bo  People/Bo.md:2
"
    );
    let nothing = TestVault::new(&[("People/Cy.md", "- 2026-05-02 call\n")]);
    assert_eq!(nothing.run(&["ledger"]), "Nothing given or received is noted in the last two years.\n");
    assert_eq!(nothing.run(&["ledger", "Cy"]), "Cy  People/Cy.md\nNothing given or received is noted with Cy in the last two years\n");
    let typo = nothing.output(&["ledger", "Xyz"]);
    assert_eq!((typo.status, typo.stderr.lines().next()), (2, Some("error: no contact is called `Xyz`")));
}
