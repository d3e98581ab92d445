//! `vault stats`: counts worked out by hand as of Wednesday 2026-05-20.

use serde_json::{Value, json};

use crate::support::TestVault;

fn vault() -> TestVault {
    TestVault::new(&[
        (
            "People/Ana Diaz.md",
            "---\ncadence: monthly\nmet: 2025-01-01\n---\n## Log\n\n\
             - 2026-05-20 call: she rang about the boat\n- 2026-05-02 coffee\n- 2026-05-02 walk, the same day\n\
             - 2026-03-15 letter from her\n- 2025-06-01 wrote to her\n- 2025-05-31 call: before the twelve months\n\
             - 2026-06-01 lunch, planned\n- 2026-05-19 note: not contact\n\n\
             ## Promises\n\n\
             - [x] in time 📅 2026-05-01 ✅ 2026-05-01\n- [x] a day late 📅 2026-05-01 ✅ 2026-05-02\n- [x] without a day\n\
             - [-] called off in time 📅 2026-05-01 ❌ 2026-05-01\n- [-] called off after it 📅 2026-05-01 ❌ 2026-05-02\n\
             - [-] called off some day 📅 2026-05-01\n- [>] moved\n\
             - [ ] thirty days late 📅 2026-04-20\n- [ ] a day more 📅 2026-04-19\n- [ ] open\n\n\
             ## They owe\n\n- [ ] the ladder\n- [x] the book\n",
        ),
        ("People/Bo Chen.md", "---\ncadence: weekly\n---\n- 2026-05-19 lunch\n- 2026-04-20 lunch\n"),
        ("People/Cy Moss.md", "- 2026-05-20 call: I called about the tent\n"),
        ("People/Di Park.md", "---\ncadence: weekly\nstatus: paused\n---\n- 2026-05-01 visit\n"),
        ("Daily/2026-05-18.md", "- [[Cy Moss]] came by for tea\n"),
        ("Daily/2026-05-17.md", "- saw [[Cy Moss]] on the stairs\n"),
    ])
}

fn answer(vault: &TestVault, arguments: &[&str]) -> Value {
    serde_json::from_str(&vault.run(&[&["stats", "--format", "json"], arguments].concat())).unwrap()
}

#[test]
fn days_channels_and_who_began() {
    let vault = vault();
    let ana = answer(&vault, &["Ana", "Diaz"]);
    // The twelve months begin on 1 June 2025; one day with two entries counts once, planned days and notes do not.
    assert_eq!((&ana["days"], &ana["months"][0]), (&json!(4), &json!({ "month": "2025-06", "days": 1 })));
    assert_eq!((&ana["months"][9]["days"], &ana["months"][11]["days"]), (&json!(1), &json!(2)));
    assert_eq!(ana["initiative"], json!({ "mine": 1, "theirs": 2, "untold": 1 }));
    // The calendar goes back 52 weeks from Monday 2026-05-18: to Monday 2025-05-19.
    let days: Vec<&str> = ana["calendar"].as_array().unwrap().iter().map(|day| day["date"].as_str().unwrap()).collect();
    assert_eq!(days, ["2025-05-31", "2025-06-01", "2026-03-15", "2026-05-02", "2026-05-20"]);
    let all = answer(&vault, &[]);
    // Ana 4, Bo 2, Cy 3, Di 1.
    assert_eq!((&all["days"], &all["contact"]), (&json!(10), &Value::Null));
    // Cy came by, and I called him; a meeting on the stairs nobody began.
    assert_eq!(all["initiative"], json!({ "mine": 2, "theirs": 3, "untold": 5 }));
    let channels: Vec<String> = all["channels"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| format!("{} {}", one["channel"].as_str().unwrap_or("-"), one["days"]))
        .collect();
    assert_eq!(channels, ["call 2", "lunch 2", "visit 2", "letter 1", "coffee 1", "- 2"]);
    assert_eq!(all["calendar"].as_array().unwrap().iter().find(|day| day["date"] == "2026-05-20").unwrap()["people"], 2);
}

#[test]
fn promises_kept_late_and_broken() {
    let vault = vault();
    let promises = &answer(&vault, &["Ana Diaz"])["promises"];
    assert_eq!(promises["mine"], json!({ "on_time": 2, "late": 1, "broken": 2, "open": 2 }));
    assert_eq!(promises["theirs"], json!({ "on_time": 1, "late": 0, "broken": 0, "open": 1 }));
    assert_eq!(answer(&vault, &["Bo"])["promises"]["mine"], json!({ "on_time": 0, "late": 0, "broken": 0, "open": 0 }));
}

#[test]
fn who_was_in_touch_at_the_end_of_each_month() {
    let vault = vault();
    let points = answer(&vault, &[])["in_touch"].clone();
    let at = |day: &str| {
        let point = points.as_array().unwrap().iter().find(|point| point["date"] == day).unwrap();
        (point["in_touch"].as_u64().unwrap(), point["of"].as_u64().unwrap())
    };
    // Ana monthly: on 30 June 2025 due soon (due 1 July); due from then. Bo is known from April only; paused Di is in no figure.
    assert_eq!(at("2025-06-30"), (1, 1));
    assert_eq!(at("2025-07-31"), (0, 1));
    assert_eq!(at("2026-03-31"), (1, 1));
    // 30 April: Ana was due on 15 April, Bo on 27 April.
    assert_eq!(at("2026-04-30"), (0, 2));
    assert_eq!(at("2026-05-20"), (2, 2));
    let bo = answer(&vault, &["Bo"])["in_touch"].clone();
    assert_eq!(bo.as_array().unwrap().last().unwrap()["status"], "in_touch");
    assert_eq!(bo[10], json!({ "date": "2026-04-30", "in_touch": 0, "of": 1, "percent": 0, "status": "due" }));
}

#[test]
fn the_plots_are_ascii_where_nobody_looks() {
    let vault = vault();
    let text = vault.run(&["stats", "Bo", "Chen"]);
    assert!(text.is_ascii(), "{text}");
    assert!(text.starts_with("Bo Chen: 2 days of contact in twelve months\n\nDays of contact by month\n  2025-06  0\n"), "{text}");
    assert!(text.contains("  2026-04  1  #  due\n  2026-05  1  #  in touch\n"), "{text}");
    // The week of Monday 18 May holds three days so far.
    let tuesday = text.lines().find(|line| line.starts_with("  Tue ")).unwrap();
    assert_eq!(tuesday, format!("  Tue {}#", ".".repeat(52)));
    assert!(text.contains("Who began\n  not told by the notes\n"), "{text}");
    assert!(text.contains("Promises\n  yours   none\n  theirs  none\n"), "{text}");
    let all = vault.run(&["stats"]);
    assert!(all.starts_with("Wed 2026-05-20: 4 contacts, 10 days of contact in twelve months\n"), "{all}");
    assert!(all.contains("  you 2 times, they 3 times; the notes do not tell of the other 5 days\n"), "{all}");
    assert!(all.contains("  yours   3 kept, 1 of them late; 2 broken; 2 open\n"), "{all}");
    assert!(all.contains("  2026-04    0 % of 2\n  2026-05  100 % of 2    ########################################\n"), "{all}");
    assert!(TestVault::empty().run(&["stats"]).contains("0 contacts, 0 days of contact"));
}

#[test]
fn nothing_is_told_of_the_time_before_the_first_contact() {
    let vault = TestVault::new(&[
        ("People/Ana.md", "---\ncadence: weekly\nmet: 2024-01-01\n---\n- 2026-03-15 call\n"),
        ("People/Bo.md", "---\ncadence: weekly\nmet: 2024-01-01\n---\n- [ ] the ladder\n"),
    ]);
    let ana = vault.run(&["stats", "Ana"]);
    // Weekly: from 15 March to the 31st is sixteen days, to 30 April forty-six, more than six weeks.
    assert!(ana.contains("\n  2026-01  0\n  2026-02  0\n  2026-03  1  #  overdue\n  2026-04  0     lapsed\n"), "{ana}");
    assert_eq!(vault.run(&["stats", "Bo"]), "Bo: no contact noted yet\n\nPromises\n  yours   0 kept; 0 broken; 1 open\n  theirs  none\n");
}
