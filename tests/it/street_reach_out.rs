//! Communicate regularly, respect boundaries: who is in *Reach out* on which day, in which order, and why. Worked out by hand.

use crate::support::TestVault;

/// The names of *Reach out* in their order, on a day.
fn named(vault: &TestVault, day: &str, more: &[&str]) -> Vec<String> {
    let text = vault.run(&[&["--as-of", day, "--format", "json", "report", "--only", "reach_out"], more].concat());
    let answer: serde_json::Value = serde_json::from_str(&text).unwrap();
    let rows = |section: &serde_json::Value| section["rows"].as_array().cloned().unwrap_or_default();
    let sections = answer["sections"].as_array().cloned().unwrap_or_default();
    sections.iter().flat_map(rows).map(|row| row["name"].as_str().unwrap_or_default().to_owned()).collect()
}

/// The part of the text report from a heading on.
fn text(vault: &TestVault, day: &str, more: &[&str]) -> String {
    let text = vault.run(&[&["--as-of", day, "report", "--only", "reach_out"], more].concat());
    text.split_once("Reach out").map_or(String::new(), |(_, rest)| rest.to_owned())
}

fn person(cadence: &str, last: &str) -> String {
    format!("---\n{cadence}\n---\n- {last} call\n")
}

#[test]
fn regular_contact_somebody_is_named_from_the_due_day_until_the_next_contact() {
    let vault = TestVault::new(&[("People/Ana.md", &person("cadence: 10 days", "2026-05-04"))]);
    assert_eq!(named(&vault, "2026-05-13", &[]), [""; 0]);
    assert_eq!(named(&vault, "2026-05-14", &[]), ["Ana"]);
    assert!(text(&vault, "2026-05-14", &[]).contains("why   due today\n"));
    assert!(text(&vault, "2026-05-18", &[]).contains("why   due 4 days ago\n"));
    vault.write("People/Ana.md", b"---\ncadence: 10 days\n---\n- 2026-05-04 call\n- 2026-05-18 call\n");
    assert_eq!(named(&vault, "2026-05-18", &[]), [""; 0]);
    assert_eq!(named(&vault, "2026-05-28", &[]), ["Ana"]);
}

#[test]
fn the_order_is_a_sum_that_explain_prints() {
    let vault = TestVault::new(&[
        // Half of a cadence late: 15 of 10 days are 1.50; 5 days of waiting are 0.05 × 5 / 7 = 0.04.
        ("People/Ana.md", &person("cadence: 10 days", "2026-05-05")),
        // Tier A: 22 of 21 days are 1.05, one day waiting 0.01, the first of four tiers 2.00.
        ("People/Bo.md", &person("tier: A", "2026-04-28")),
        // Due today: 1.00, and an overdue promise 0.50.
        ("People/Cy.md", "---\ncadence: 10 days\n---\n- 2026-05-10 call\n\n- [ ] send the map 📅 2026-05-19\n"),
        // Due today, a birthday in six days 0.30, something to ask after 0.30.
        ("People/Di.md", "---\ncadence: 10 days\nbirthday: 05-26\n---\n- 2026-05-10 call about the knee #ask-after 2026-05-12\n"),
        // Due today, tried once since, and some days ago: 0.20 less.
        ("People/Ed.md", "---\ncadence: 10 days\n---\n- 2026-05-10 call\n- 2026-05-15 no answer\n"),
    ]);
    assert_eq!(named(&vault, "2026-05-20", &[]), ["Bo", "Di", "Ana", "Cy", "Ed"]);
    let text = text(&vault, "2026-05-20", &["--explain"]);
    for sum in [
        "score 3.06 = tier 2.00 + overdue 1.05 + waiting 0.01",
        "score 1.60 = overdue 1.00 + birthday 0.30 + ask_after 0.30",
        "score 1.54 = overdue 1.50 + waiting 0.04",
        "score 1.50 = overdue 1.00 + promise 0.50",
        "score 0.80 = overdue 1.00 + attempts -0.20",
    ] {
        assert!(text.contains(sum), "{sum}\n{text}");
    }
    // The two strongest reasons are said, not a third.
    assert!(text.contains("why   due today; birthday on Tue 2026-05-26\n"), "{text}");
    assert!(text.contains("why   due today; a promise of yours is overdue\n"), "{text}");
}

#[test]
fn what_is_celebrated_is_what_adds_to_the_sum() {
    let person = |log: &str| format!("---\ncadence: 10 days\n---\n{log}");
    let vault = TestVault::new(&[
        // To be asked after, without a day of its own: from the day it was told.
        ("People/Ana.md", &person("- 2026-05-10 call about the knee #ask-after\n")),
        // Two successes: the later one had its word on the same day, the earlier one as well then.
        ("People/Bo.md", &person("- 2026-05-08 call 🎉\n- 2026-05-10 call 🎉, congratulated him\n")),
        ("People/Cy.md", &person("- 2026-05-08 note: the post 🎉\n- 2026-05-10 call\n")),
    ]);
    let sums = text(&vault, "2026-05-20", &["--explain"]);
    for sum in ["1.30 = overdue 1.00 + ask_after 0.30", "1.00 = overdue 1.00\n", "1.30 = overdue 1.00 + milestone 0.30"] {
        assert_eq!(sums.matches(sum).count(), 1, "{sum}\n{sums}");
    }
    let celebrate = vault.run(&["--as-of", "2026-05-20", "report", "--only", "celebrate"]);
    assert!(celebrate.contains("\n  Ana ") && celebrate.contains("\n  Cy ") && !celebrate.contains("\n  Bo "), "{celebrate}");
}

#[test]
fn each_term_can_be_set() {
    let vault = TestVault::new(&[
        (".vault/config.toml", "[score]\npromise = 5\nbirthday = 0\nwaiting = 0\n"),
        ("People/Ana.md", &person("cadence: 10 days", "2026-05-05")),
        ("People/Cy.md", "---\ncadence: 10 days\nbirthday: 05-26\n---\n- 2026-05-10 call\n\n- [ ] send the map 📅 2026-05-19\n"),
    ]);
    let text = text(&vault, "2026-05-20", &["--explain"]);
    assert!(text.contains("score 6.00 = promise 5.00 + overdue 1.00\n"), "{text}");
    assert!(text.contains("score 1.50 = overdue 1.50\n"), "{text}");
}

/// Twelve people of tier A who are long overdue, one of B, C and D just due.
fn crowd() -> TestVault {
    let vault = TestVault::empty();
    for number in 0..12 {
        vault.write(format!("People/A{number:02}.md"), person("tier: A", "2026-02-20").as_bytes());
    }
    for (tier, last) in [("B", "2026-03-20"), ("C", "2025-11-20"), ("D", "2025-05-20")] {
        vault.write(format!("People/{tier}.md"), person(&format!("tier: {tier}"), last).as_bytes());
    }
    vault
}

#[test]
fn a_week_has_room_for_ten_and_one_of_each_tier_is_among_them() {
    let vault = crowd();
    let expected = ["A00", "A01", "A02", "A03", "A04", "A05", "A06", "B", "C", "D"];
    assert_eq!(named(&vault, "2026-05-20", &[]), expected);
    assert!(text(&vault, "2026-05-20", &[]).contains("and 5 more due: `vault list status:due,overdue`"));
    // The same notes and day always give the same list.
    assert_eq!(named(&vault, "2026-05-20", &["--no-index"]), expected);
    assert_eq!(named(&vault, "2026-05-20", &["--limit", "2"]), ["A00", "B"]);
    assert_eq!(named(&vault, "2026-05-20", &["--limit", "0"]).len(), 15);
    vault.write(".vault/config.toml", b"[report]\ncapacity = 5\n");
    assert_eq!(named(&vault, "2026-05-20", &[]), ["A00", "A01", "B", "C", "D"]);
}

#[test]
fn those_left_out_grow_until_they_are_in() {
    let vault = TestVault::new(&[
        (".vault/config.toml", "[report]\ncapacity = 2\n[cadence.tiers]\nA = \"1 week\"\n"),
        ("People/Rarely.md", &person("cadence: 1 year", "2025-05-20")),
    ]);
    let met = |last: &str| ["Often", "Still"].map(|name| vault.write(format!("People/{name}.md"), person("tier: A", last).as_bytes()));
    // All due today: 1.00 + 2.00 twice against 1.00.
    met("2026-05-13");
    assert_eq!(named(&vault, "2026-05-20", &[]), ["Often", "Still"]);
    // The two are met every week and due again each Wednesday. Rarely is 40 weeks late: 645 of 365 days are 1.77, waiting adds 2.00.
    met("2027-02-17");
    assert_eq!(named(&vault, "2027-02-24", &[]), ["Rarely", "Often"]);
}

#[test]
fn boundaries_go_before_any_score() {
    let gone = |status: &str| format!("---\ncadence: 10 days\n{status}\n---\n- 2026-01-01 call\n");
    let vault = TestVault::new(&[
        ("People/Ana.md", "---\ncadence: 10 days\ncontext: work\navoid: the merger\nprefers: email\n---\n- 2026-05-05 call\n"),
        ("People/Bo.md", "---\ncadence: 10 days\nquiet: weekends\n---\n- 2026-05-05 call\n"),
        ("People/Cy.md", "---\ncadence: 10 days\ncontext: [work, personal]\n---\n- 2026-05-05 call\n"),
        ("People/Do.md", &gone("status: do-not-contact")),
        ("People/Ed.md", &gone("deceased: 2026-02-01")),
        ("People/Fe.md", &gone("paused: true")),
    ]);
    // A Friday, a Saturday, a Sunday, a Monday.
    assert_eq!(named(&vault, "2026-05-22", &[]), ["Ana", "Bo", "Cy"]);
    assert_eq!(named(&vault, "2026-05-23", &[]), ["Cy"]);
    assert_eq!(named(&vault, "2026-05-24", &[]), ["Cy"]);
    assert_eq!(named(&vault, "2026-05-25", &[]), ["Ana", "Bo", "Cy"]);
    assert!(text(&vault, "2026-05-23", &[]).contains("On a working day: Ana and Bo."));
    // So do tension and a word after an event.
    vault.write("People/Gus.md", b"---\ncontext: work\n---\n- 2026-05-20 call, sharp words #tension\n");
    vault.write("Events/Fair.md", b"---\ntype: conference\ndate: 2026-05-20\npeople: [Hal]\n---\n");
    vault.write("People/Hal.md", b"---\nquiet: weekends\n---\n");
    let saturday = vault.run(&["--as-of", "2026-05-23", "report", "--only", "tension,follow_up"]);
    assert!(saturday.contains("On a working day: Gus.") && saturday.contains("On a working day: Hal."), "{saturday}");
    let monday = vault.run(&["--as-of", "2026-05-25", "report", "--only", "tension,follow_up"]);
    assert!(monday.contains("\n  Gus  ") && monday.contains("\n  Hal  ") && !monday.contains("working day"), "{monday}");
    assert!(text(&vault, "2026-05-22", &[]).contains("care  avoid: the merger; work only; prefers email\n"));
    for day in ["2026-05-22", "2027-05-22"] {
        let whole = vault.run(&["--as-of", day, "report", "--limit", "0"]);
        assert!(!["Do", "Ed", "Fe"].iter().any(|name| whole.contains(&format!("  {name} "))), "{whole}");
    }
}

#[test]
fn open_tension_leaves_out_the_birthday() {
    let note = "---\ncadence: 10 days\nbirthday: 05-22\n---\n- 2026-05-05 call, sharp words #tension\n";
    let vault = TestVault::new(&[("People/Ana.md", note)]);
    assert!(!text(&vault, "2026-05-20", &[]).contains("birthday"));
    vault.write("People/Ana.md", format!("{note}- 2026-05-06 call, all good #resolved\n").as_bytes());
    assert!(text(&vault, "2026-05-20", &[]).contains("birthday on Fri 2026-05-22"));
}

#[test]
fn a_household_is_one_visit() {
    let files = [
        ("People/Ana.md", "---\ncadence: 10 days\nhousehold: Diaz\n---\n- 2026-05-05 call\n"),
        ("People/Bo.md", "---\ncadence: 20 days\nhousehold: \"[[Diaz]]\"\n---\n- 2026-04-25 call\n"),
        ("People/Cy.md", "---\ncadence: 10 days\n---\n- 2026-05-05 call\n"),
    ];
    let vault = TestVault::new(&files);
    assert_eq!(named(&vault, "2026-05-20", &[]), ["Ana", "Cy"]);
    assert!(text(&vault, "2026-05-20", &[]).contains("why   due 5 days ago; Bo of the same household is due too\n"));
    // Apart, a call with Ana leaves Bo due; together it counts for both.
    vault.write("People/Ana.md", b"---\ncadence: 10 days\nhousehold: Diaz\n---\n- 2026-05-19 call\n");
    assert_eq!(named(&vault, "2026-05-20", &[]), ["Cy", "Bo"]);
    vault.write(".vault/config.toml", b"[report]\nhouseholds = \"together\"\n");
    assert_eq!(named(&vault, "2026-05-20", &[]), ["Cy"]);
    let why = vault.run(&["--as-of", "2026-05-20", "why", "Bo"]);
    assert!(why.contains("contact with the household: 2026-05-19, yesterday, counts for all of it"), "{why}");
    assert!(why.contains("due: 2026-05-19 + 20 days = 2026-06-08"), "{why}");
}

#[test]
fn those_of_one_company_are_named_beside_each_other() {
    let vault = TestVault::new(&[
        ("People/Ana.md", "---\ncadence: 10 days\ncompany: Oxlip\n---\n- 2026-05-05 call\n"),
        ("People/Bo.md", "---\ncadence: 10 days\ncompany: \"[[Companies/Oxlip]]\"\n---\n- 2026-05-09 call\n"),
        ("People/Cy.md", "---\ncadence: 10 days\ncompany: Acme\n---\n- 2026-05-09 call\n"),
    ]);
    let text = text(&vault, "2026-05-20", &[]);
    assert!(text.contains("why   due 5 days ago; due at Oxlip too: Bo\n"), "{text}");
    assert!(text.contains("why   due yesterday; due at Oxlip too: Ana\n"), "{text}");
    assert_eq!(text.matches("due at").count(), 2);
}

#[test]
fn a_day_behind_a_mark_is_no_contact() {
    let vault = TestVault::new(&[
        ("People/Ana.md", "---\ncadence: 10 days\n---\n- 2026-05-02 call\n\nShe has her exam #ask-after [[2026-05-12]]\n"),
        ("Daily/2026-05-03.md", "- [[Ana]] has her exam #ask-after [[2026-05-14]], #promised a cake by [[2026-05-15]]\n"),
    ]);
    let list = vault.run(&["list"]);
    assert!(list.contains("overdue         2026-05-03 17 days ago     2026-05-13"), "{list}");
}

#[test]
fn a_day_named_for_one_of_a_household_stays_theirs() {
    let vault = TestVault::new(&[
        (".vault/config.toml", "[report]\nhouseholds = \"together\"\n"),
        ("People/Ana.md", "---\ncadence: 1 year\nhousehold: Diaz\nnext_contact: 2026-05-18\n---\n- 2026-05-02 call\n"),
        ("People/Bo.md", "---\nhousehold: Diaz\n---\n- 2026-05-19 call\n"),
    ]);
    assert_eq!(named(&vault, "2026-05-20", &[]), ["Ana"]);
}

#[test]
fn those_who_rest_on_a_weekend_are_named_where_they_would_stand() {
    let vault = TestVault::new(&[
        ("People/Ada.md", "---\ncontext: work\nbirthday: 1980-05-24\n---\n- 2026-05-20 call\n"),
        ("People/Ben.md", "---\nquiet: weekends\nfeedback: yearly\n---\n- 2026-05-20 call\n"),
        ("People/Cleo.md", "---\ncontext: work\n---\n- 2026-05-20 call, sharp words #tension\n"),
        // Neither is anything asked for of those who are put off, paused or at rest for good.
        ("People/Dan.md", "---\ncontext: work\nsnooze_until: 2026-06-30\n---\n- 2026-05-20 call, sharp words #tension\n"),
        ("People/Eva.md", "---\ncontext: work\nstatus: paused\nbirthday: 1980-05-24\nfeedback: yearly\n---\n- 2026-05-20 call\n"),
        ("People/Flo.md", "---\ncontext: work\nbirthday: 1980-05-24\ndeceased: 2026-01-01\n---\n"),
        // Free on weekends.
        ("People/Gil.md", "---\nbirthday: 1980-05-24\n---\n- 2026-05-20 call\n"),
    ]);
    let section = |day: &str, id: &str| {
        let answer = crate::street_rows::answer(&vault, day, id);
        let names = |key: &str| {
            let all = answer["sections"][0][key].as_array().into_iter().flatten();
            all.map(|one| one["name"].as_str().unwrap_or("").to_owned()).collect::<Vec<_>>().join(", ")
        };
        (names("rows"), names("resting"))
    };
    let of = |rows: &str, resting: &str| (rows.to_owned(), resting.to_owned());
    // A Friday, a Saturday, a Sunday, a Monday.
    for day in ["2026-05-22", "2026-05-25"] {
        assert_eq!(section(day, "celebrate"), of("Ada, Gil", ""), "{day}");
        assert_eq!(section(day, "feedback"), of("Ben", ""), "{day}");
        assert_eq!(section(day, "tension"), of("Cleo", ""), "{day}");
    }
    for day in ["2026-05-23", "2026-05-24"] {
        assert_eq!(section(day, "celebrate"), of("Gil", "Ada"), "{day}");
        assert_eq!(section(day, "feedback"), of("", "Ben"), "{day}");
        assert_eq!(section(day, "tension"), of("", "Cleo"), "{day}");
    }
}

#[test]
fn of_very_many_who_are_due_soon_the_first_are_named() {
    // Due on 2026-05-16, two days after the day asked for.
    let note = person("cadence: 10 days", "2026-05-06");
    let paths: Vec<String> = (10..25).map(|number| format!("People/Person {number}.md")).collect();
    let files: Vec<(&str, &str)> = paths.iter().map(|path| (path.as_str(), note.as_str())).collect();
    let vault = TestVault::new(&files);
    let words = |more: &[&str]| text(&vault, "2026-05-14", more).split_whitespace().collect::<Vec<_>>().join(" ");
    let said = words(&[]);
    assert!(said.contains("Due soon: Person 10 (in 2 days), Person 11 (in 2 days),"), "{said}");
    assert!(said.contains("Person 21 (in 2 days) and 3 more (`vault report --only reach_out --limit 0`)."), "{said}");
    assert!(!said.contains("Person 22"), "{said}");
    let all = words(&["--limit", "0"]);
    assert!(all.contains("Person 23 (in 2 days) and Person 24 (in 2 days)."), "{all}");
    let json = vault.run(&["--as-of", "2026-05-14", "--format", "json", "report"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["sections"][0]["due_soon"].as_array().unwrap().len(), 15);
}
