//! `vault suggest cadence`: who gets one, at which threshold, what is written and what is not. Days and medians are worked out by hand.

use vault::base::date::Date;

use crate::support::{TODAY, TestVault};

/// A log whose last day is `last`, with these gaps before it.
fn log(front: &str, last: &str, gaps: &[i64]) -> String {
    let mut day = Date::parse_iso(last).unwrap();
    let mut text = format!("---\n{front}\n---\n## Log\n\n- {day} call\n");
    for gap in gaps {
        day = day.plus_days(-gap);
        text.push_str(&format!("- {day} call\n"));
    }
    text
}

fn vault(notes: &[(&str, String)]) -> TestVault {
    let vault = TestVault::empty();
    for (name, text) in notes {
        vault.write(format!("People/{name}.md"), text.as_bytes());
    }
    vault
}

/// The first lines up to the blank one, the diffs left out.
fn sentences(out: &str) -> Vec<&str> {
    out.lines().take_while(|line| !line.is_empty()).collect()
}

#[test]
fn a_rhythm_becomes_a_cadence_and_one_never_kept_is_relaxed() {
    assert_eq!(TODAY, "2026-05-20");
    let notes = [
        // Medians: 15.5; 71; 50.5 with three quarters up to 71, more than 1.4 times as much.
        ("Ana Diaz", log("tags: [friend]", "2026-05-16", &[16, 12, 16, 15]) + "- 2026-05-28 dinner, planned\n"),
        ("Bo Chen", log("contact_every: monthly", "2026-05-01", &[70, 72, 70, 73])),
        ("Cy Moss", log("tier: A", "2026-05-10", &[30, 71, 30, 71])),
        ("Di Park", log("tags: [friend]", "2026-05-16", &[20, 20, 20])),
        ("Fay Lee", log("cadence: none", "2026-05-16", &[14, 14, 14, 14])),
        ("Gus Orr", log("tags: [friend]", "2024-05-16", &[14, 14, 14, 14])),
        ("Hal Roe", log("status: archived", "2026-05-16", &[14, 14, 14, 14])),
    ];
    let vault = vault(&notes);
    let output = vault.output(&["suggest", "cadence"]);
    assert_eq!(
        sentences(&output.stdout),
        [
            "A rhythm, and no cadence",
            "  Ana Diaz → 2 weeks: in touch about every 16 days of late (4 gaps of 12 to 16",
            "  days)",
            "A cadence that is not kept",
            "  Cy Moss → 6 weeks..2 months: meant to be every 3 weeks (by tier), in fact",
            "  about every 51 days: relax?",
            "  Bo Chen → 2 months: meant to be every month, in fact about every 71 days:",
            "  relax?",
        ]
    );
    // The change of each, as `set` makes it: in the note's own key where it has one.
    let changed: Vec<&str> = output.stdout.lines().filter(|line| line.starts_with(['+', '-']) && line.contains(':')).collect();
    assert_eq!(changed, ["+cadence: 2 weeks", "+cadence: 6 weeks..2 months", "-contact_every: monthly", "+contact_every: 2 months"]);
    assert_eq!(output.stderr, "Nothing is written yet: `vault suggest cadence NAME --apply` does it.\n");
    let output = vault.output(&["suggest", "cadence", "Di Park", "Fay Lee", "Gus Orr", "Hal Roe"]);
    assert_eq!(
        output.stdout,
        "Di Park: 4 days of contact are too few to tell a rhythm from; five or more over\nthree weeks tell one\n\
         Fay Lee: no reminders are wanted (`cadence: none`)\n\
         Gus Orr: about every 14 days until 2 years ago; that rhythm has ended, so\nnothing is suggested\n\
         Hal Roe: archived; nothing to suggest\n"
    );
    assert_eq!((output.status, output.stderr.as_str()), (0, ""));
}

#[test]
fn each_threshold_and_the_day_beside_it() {
    for (front, gaps, suggested) in [
        ("tags: [friend]", &[7, 7, 7][..], None),
        // Twenty days are no three weeks.
        ("tags: [friend]", &[5, 5, 5, 5], None),
        ("tags: [friend]", &[5, 5, 5, 6], Some("weekly")),
        // Half as long again as meant is still kept.
        ("cadence: 20 days", &[30, 30, 30, 30], None),
        ("cadence: 20 days", &[31, 31, 31, 31], Some("monthly")),
        ("cadence: 20d..40d", &[39, 39, 39, 39], None),
        ("cadence: 20d..40d", &[41, 41, 41, 41], Some("6 weeks")),
        // Seen more often than meant: nothing to relax.
        ("cadence: quarterly", &[14, 14, 14, 14], None),
        // Only the latest twelve gaps speak.
        ("tags: [friend]", &[14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 200, 200, 200, 200], Some("2 weeks")),
    ] {
        let vault = vault(&[("Ana Diaz", log(front, "2026-05-16", gaps))]);
        let answer: serde_json::Value = serde_json::from_str(&vault.run(&["suggest", "cadence", "--format", "json"])).unwrap();
        assert_eq!(answer["suggestions"][0]["suggested"]["text"].as_str(), suggested, "{front} {gaps:?}");
    }
}

#[test]
fn a_suggestion_is_written_only_when_asked_for_and_can_be_taken_back() {
    let ana = log("tags: [friend] # since school", "2026-05-16", &[14, 14, 14, 14]);
    let bo = log("cadence: weekly", "2026-05-16", &[35, 35, 35, 35]);
    let vault = vault(&[("Ana Diaz", ana.clone()), ("Bo Chen", bo.clone())]);
    let with_cadence = ana.replace("since school\n", "since school\ncadence: 2 weeks\n");
    // Nobody is there to be asked, and nobody is named.
    let refused = vault.output(&["suggest", "cadence", "--apply"]);
    assert_eq!(
        (refused.status, refused.stderr.as_str()),
        (2, "error: whose cadence is to be written is not said\nhint: name them: `vault suggest cadence NAME… --apply`\n")
    );
    let shown = vault.output(&["suggest", "cadence", "Ana", "Diaz", "--apply", "--dry-run"]);
    assert!(shown.stdout.contains("+cadence: 2 weeks"), "{}", shown.stdout);
    let output = vault.changes(&["suggest", "cadence", "Ana", "Diaz", "--apply"], &[("People/Ana Diaz.md", Some(&with_cadence))]);
    assert_eq!(output.stdout, "People/Ana Diaz.md\n");
    assert_eq!(output.stderr, "Ana Diaz: in touch about every 14 days of late (4 gaps of 14 days): `cadence` is `2 weeks`\n");
    vault.changes(&["undo"], &[("People/Ana Diaz.md", Some(&ana))]);
    // On a terminal all that is shown is written after a question.
    let (output, asked) = vault.change_answering(&["suggest", "cadence", "--apply"], &["no"]);
    assert_eq!((output.status, asked.as_slice()), (0, &["Write these 2 cadences? [y/N]".to_owned()][..]));
    assert_eq!((vault.bytes("People/Ana Diaz.md"), vault.bytes("People/Bo Chen.md")), (ana.clone().into_bytes(), bo.clone().into_bytes()));
    vault.change_answering(&["suggest", "cadence", "--apply"], &["y"]);
    assert_eq!(vault.bytes("People/Ana Diaz.md"), with_cadence.into_bytes());
    assert_eq!(vault.bytes("People/Bo Chen.md"), bo.replace("weekly", "monthly").into_bytes());
    vault.changes(&["undo"], &[("People/Ana Diaz.md", Some(&ana)), ("People/Bo Chen.md", Some(&bo))]);
    let refused = vault.output(&["suggest", "cadence", "--apply", "--format", "json"]);
    assert_eq!(refused.status, 2);
}
