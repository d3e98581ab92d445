//! A word after an event: who is listed from which day to which, in which order, with what; who has no note yet, and `vault follow-up`.

use serde_json::json;

use crate::street_rows::{answer, names, rows};
use crate::support::TestVault;

fn person(keys: &str, log: &str) -> String {
    format!("---\ntype: person\n{keys}---\n\n## Log\n\n{log}")
}

const CONFERENCE: &str = "---\ntype: conference\ndate: 2026-05-04..05\nattendees:\n  - \"[[Ana Diaz]]\"\n  - \"[[Bo]]\"\n  - \"[[Cy]]\"\n---\n\
    Two days by the river.\n\n## Met\n\n- [[Di]]: runs the archive #received\n- [[Mara Lind]] and [[Jo Park|Jo]] build audio guides\n\n\
    ## Later\n\n- [[Ana Diaz]] — liked the talk on maps\n- [ ] send [[Bo]] the slides\n- [[Some page]]\n";

/// Ana and Bo have been known for long, Cy is new and has a word in his own note, Di is linked under *Met* only.
fn conference() -> TestVault {
    TestVault::new(&[
        ("Events/River Conf.md", CONFERENCE),
        ("People/Ana Diaz.md", &person("", "- 2026-01-02 call: the budget\n- 2026-05-09 call: thanked her\n")),
        ("People/Bo.md", &person("", "- 2026-01-02 call: the flat\n- 2026-05-10 call: no answer\n")),
        ("People/Cy.md", &person("", "- 2026-05-05 dinner: collects bird calls\n")),
        ("People/Di.md", &person("", "")),
    ])
}

#[test]
fn everybody_of_an_event_is_listed_until_there_is_a_word() {
    let vault = conference();
    let why = |first: &str, due: &str| format!("{first} at River Conf (Tue 2026-05-05), due {due}");
    // Until the last day the event counts on the day asked for.
    assert_eq!(rows(&vault, "2026-05-03", "follow_up"), [""; 0]);
    assert_eq!(
        rows(&vault, "2026-05-05", "follow_up"),
        [
            format!("Cy: {} | noted there: collects bird calls", why("first met", "in 2 days")),
            format!("Di: {} | noted there: runs the archive", why("first met", "in 2 days")),
            format!("Ana Diaz: {} | noted there: liked the talk on maps", why("met", "in 2 days")),
            format!("Bo: {} | you promised: send Bo the slides", why("met", "in 2 days")),
        ]
    );
    assert_eq!(
        rows(&vault, "2026-05-06", "follow_up")[2],
        format!("Ana Diaz: {} | noted there: liked the talk on maps", why("met", "tomorrow"))
    );
    assert_eq!(names(&vault, "2026-05-08", "follow_up"), ["Cy", "Di", "Ana Diaz", "Bo"]);
    assert_eq!(
        rows(&vault, "2026-05-08", "follow_up")[1],
        format!("Di: {} | noted there: runs the archive", why("first met", "yesterday"))
    );
    // A word closes it; an attempt leaves them in peace for three days.
    assert_eq!(names(&vault, "2026-05-09", "follow_up"), ["Cy", "Di", "Bo"]);
    assert_eq!(names(&vault, "2026-05-10", "follow_up"), ["Cy", "Di"]);
    assert_eq!(names(&vault, "2026-05-12", "follow_up"), ["Cy", "Di"]);
    assert_eq!(names(&vault, "2026-05-13", "follow_up"), ["Cy", "Di", "Bo"]);
    // The fourteenth day is the last; who is listed here is not among the new ones as well.
    assert_eq!(names(&vault, "2026-05-19", "follow_up"), ["Cy", "Di", "Bo"]);
    assert_eq!(names(&vault, "2026-05-19", "new"), [""; 0]);
    assert_eq!(names(&vault, "2026-05-20", "follow_up"), [""; 0]);
}

#[test]
fn the_events_come_the_latest_first_and_meetings_ask_for_new_people_only() {
    let known = person("", "- 2026-01-02 call\n");
    let files = [
        ("Meetings/2026-05-10 Budget.md", "---\nattendees: [\"[[Ana]]\", \"[[New Nell]]\"]\n---\n"),
        ("Notes/Catch-up.md", "---\ntype: 1-1\ndate: 2026-05-11\nwith: \"[[Bo]]\"\n---\n"),
        ("Events/Supper.md", "---\ntype: event\ndate: 2026-05-09\nguests: [\"[[Cy]]\", \"[[Ed]]\", \"[[Flo]]\", \"[[Sam]]\"]\n---\n"),
        ("Events/Opening.md", "---\ntype: event\ndate: 2026-05-12\n---\nWith [[Di]], and [[Gus]] for an hour.\n"),
        // Still to come.
        ("Events/Concert.md", "---\ntype: event\ndate: 2026-05-30\nguests: [\"[[Hal]]\"]\n---\n"),
        ("People/Ana.md", &known),
        ("People/Bo.md", &known),
        ("People/Cy.md", &known),
        ("People/Di.md", &known),
        ("People/Ed.md", "---\ntype: person\nstatus: archived\n---\n"),
        ("People/Flo.md", "---\ntype: person\nstatus: do-not-contact\n---\n"),
        ("People/Gus.md", "---\ntype: person\nsnooze_until: 2026-06-01\n---\n"),
        ("People/Hal.md", &known),
        ("People/New Nell.md", &person("", "")),
        // A name that two have is nobody's.
        ("People/Sam A.md", &person("aliases: [Sam]\n", "")),
        ("People/Sam B.md", &person("aliases: [Sam]\n", "")),
    ];
    let vault = TestVault::new(&files);
    assert_eq!(
        rows(&vault, "2026-05-20", "follow_up"),
        [
            "Di: met at Opening (Tue 2026-05-12), due 6 days ago | noted there: With Di, and Gus for an hour.",
            "New Nell: first met at Budget (Sun 2026-05-10), due 8 days ago",
            "Cy: met at Supper (Sat 2026-05-09), due 9 days ago",
        ]
    );
    vault.write(".vault/config.toml", b"[follow_up]\nmeetings = true\ndays = 5\nuntil = 10\n");
    assert_eq!(
        rows(&vault, "2026-05-20", "follow_up"),
        [
            "Di: met at Opening (Tue 2026-05-12), due 3 days ago | noted there: With Di, and Gus for an hour.",
            "Bo: met at Catch-up (Mon 2026-05-11), due 4 days ago",
            "New Nell: first met at Budget (Sun 2026-05-10), due 5 days ago",
            "Ana: met at Budget (Sun 2026-05-10), due 5 days ago",
        ]
    );
}

#[test]
fn those_without_a_note_are_named_once_an_event() {
    let vault = conference();
    assert_eq!(
        answer(&vault, "2026-05-19", "follow_up")["sections"][0]["without_note"],
        json!([{ "event": "River Conf", "path": "Events/River Conf.md", "names": ["Mara Lind", "Jo Park"] }])
    );
    let text = vault.run(&["--as-of", "2026-05-19", "--quiet", "report", "--only", "follow_up"]);
    assert!(
        text.ends_with("\n\n  2 people of River Conf have no note yet: Mara Lind and Jo Park; `vault\n  follow-up \"River Conf\"`\n"),
        "{text}"
    );
    assert_eq!(answer(&vault, "2026-05-20", "follow_up")["sections"], json!([]));
    // Where everybody else has heard a word the line stands alone.
    let vault = TestVault::new(&[
        ("Events/Tea.md", "---\ntype: event\ndate: 2026-05-18\nguests: Ana, Mara Lind\n---\n"),
        ("People/Ana.md", &person("", "- 2026-05-19 call\n")),
    ]);
    let text = vault.run(&["--quiet", "report", "--only", "follow_up"]);
    assert!(text.ends_with("no word since\n\n  1 person of Tea has no note yet: Mara Lind; `vault follow-up \"Tea\"`\n"), "{text}");
}

#[test]
fn the_command_lists_everybody_who_was_there() {
    let vault = conference();
    let text = vault.run(&["--as-of", "2026-05-11", "follow-up", "river"]);
    assert_eq!(
        text,
        "River Conf  Tue 2026-05-05, 6 days ago\n\
         \n  Cy  new, no word since, due 4 days ago\n    collects bird calls\n\
         \n  Di  new, no word since, due 4 days ago\n    runs the archive\n\
         \n  Ana Diaz  in touch again 2 days ago (Sat 2026-05-09)\n    liked the talk on maps\n\
         \n  Bo  no word since, due 4 days ago\n\
         \n  Mara Lind  no note yet, Events/River Conf.md:14\n    Mara Lind and Jo build audio guides\n\
         \n  Jo Park  no note yet, Events/River Conf.md:14\n    Mara Lind and Jo build audio guides\n\
         \n2 notes are missing: `vault follow-up \"River Conf\" --create` makes them; with\n`--dry-run` it shows them first\n"
    );
    for name in ["River Conf", "events/river conf", "Events/River Conf.md", "[[River Conf]]"] {
        assert_eq!(vault.run(&["--as-of", "2026-05-11", "follow-up", name]), text, "{name}");
    }
    for (name, error) in [
        ("rivr", "error: no event is called `rivr`\nhint: did you mean `River Conf`?\n"),
        ("People/Bo", "error: `People/Bo.md` is no event\n"),
        ("", "error: the name is empty\n"),
        ("opera", "error: no event is called `opera`\nhint: write its path, its title or a part of it\n"),
    ] {
        let output = vault.output(&["follow-up", name]);
        assert!(output.status == 2 && output.stderr.starts_with(error), "{name}: {}", output.stderr);
    }
    let vault = TestVault::new(&[
        ("Events/2026-01-01 Tea.md", "---\ntype: event\n---\n"),
        ("Events/2026-02-01 Tea.md", "---\ntype: event\n---\n# Tea\n"),
    ]);
    let output = vault.output(&["follow-up", "tea"]);
    assert!(output.stderr.starts_with("error: `tea` could mean 2 events\n"), "{}", output.stderr);
    let output = vault.output(&["follow-up", "2026-01-01"]);
    assert_eq!((output.status, output.stdout.ends_with("\n\nIt names nobody.\n")), (1, true), "{}", output.stderr);
}

#[test]
fn missing_notes_are_made_and_taken_back() {
    let vault = conference();
    let note = |name: &str, text: &str| {
        let template = std::fs::read_to_string(crate::support::repository().join("templates/contact.md")).unwrap();
        let (front, body) = template.split_once("created: {{date:YYYY-MM-DD}}\n---\n\n{{cursor}}\n").unwrap();
        let front = format!("{front}created: 2026-05-20\nmet: 2026-05-05\nmet_at: \"[[River Conf]]\"\n---\n\n\n");
        (format!("People/{name}.md"), format!("{front}{body}\n- 2026-05-05 met at [[River Conf]]: {text}\n"))
    };
    let (mara, jo) = (note("Mara Lind", "Mara Lind and Jo build audio guides"), note("Jo Park", "Mara Lind and Jo build audio guides"));
    let output = vault.output(&["follow-up", "river", "--create", "--dry-run"]);
    assert!(output.stdout.contains("+- 2026-05-05 met at [[River Conf]]: Mara Lind and Jo build audio guides\n"), "{}", output.stdout);
    let output = vault.changes(&["follow-up", "river", "--create"], &[(&mara.0, Some(&mara.1)), (&jo.0, Some(&jo.1))]);
    assert_eq!(
        (output.stdout.as_str(), output.stderr.as_str()),
        ("People/Mara Lind.md\nPeople/Jo Park.md\n", "met at River Conf on Tue 2026-05-05\n")
    );
    // They are new acquaintances now, and asked for a word; nothing is left to be made.
    assert_eq!(names(&vault, "2026-05-19", "follow_up"), ["Cy", "Di", "Jo Park", "Mara Lind", "Bo"]);
    let output = vault.output(&["follow-up", "river", "--create"]);
    assert_eq!((output.status, output.stderr.as_str()), (1, "everybody it names has a note already\n"));
    vault.changes(&["undo"], &[(&mara.0, None), (&jo.0, None)]);
}

#[test]
fn what_cannot_be_made_is_said_and_the_rest_is_made() {
    let vault = TestVault::new(&[
        (
            "Events/Tea.md",
            "---\ntype: event\ndate: 2026-05-18\nguests: [\"jo@example.com\", \"Mara: Lind\", \"[[Clients/Teo]]\", \"Ana\", \"A/B\", \"A|B\"]\n---\n",
        ),
        ("Events/Soon.md", "---\ntype: event\ndate: 2026-05-30\nguests: Teo\n---\n"),
        ("Events/Never.md", "---\ntype: event\nguests: Teo\n---\n"),
        // A plain note of that name, which nothing overwrites.
        ("People/_index.md", ""),
        ("People/Clients/Bo.md", &person("", "")),
        ("People/Cy.md", &person("", "")),
        ("People/Di.md", &person("", "")),
        (".vault/templates/contact.md", "---\ntype: person\nmet: {{met}}\n---\n# {{name}}\n"),
    ]);
    vault.write("People/Ana.MD", b"not in use");
    let output = vault.change(&["follow-up", "tea", "--create"]);
    assert_eq!(output.status, 0, "{}", output.stderr);
    assert!(output.stderr.contains("warning: no note is made for `jo@example.com`: an address is no name\n"), "{}", output.stderr);
    assert!(
        output.stderr.contains("warning: no note is made for `A|B`: `People/A-B.md` is made for somebody else of that name\n"),
        "{}",
        output.stderr
    );
    assert_eq!(vault.bytes("People/Ana.MD"), b"not in use");
    let text = String::from_utf8(vault.bytes("People/Mara - Lind.md")).unwrap();
    assert_eq!(
        text,
        "---\ntype: person\nmet: 2026-05-18\nmet_at: \"[[Tea]]\"\naliases:\n  - \"Mara: Lind\"\n---\n# Mara: Lind\n\n## Log\n\n- 2026-05-18 met at [[Tea]]\n"
    );
    assert!(output.stdout.contains("Clients/Teo.md\n"), "{}", output.stdout);
    for (event, error) in [
        ("soon", "error: `Soon` is still to come, on Sat 2026-05-30\n"),
        ("never", "error: `Events/Never.md` does not say on which day it was\n"),
    ] {
        let output = vault.output(&["follow-up", event, "--create"]);
        assert!(output.status == 2 && output.stderr.starts_with(error), "{event}: {}", output.stderr);
    }
    assert!(vault.run(&["follow-up", "soon"]).ends_with("\n  Teo\n"));
}

#[test]
fn a_template_that_writes_the_day_means_the_event_s() {
    let vault = TestVault::new(&[
        ("Templates/Person.md", "---\ntags: [person]\nmet: \"{{date}}\"\ncreated: {{date}}\n---\n\n## Log\n\n- {{date}} \n"),
        ("Events/Fair.md", "---\ntype: conference\ndate: 2026-05-15\n---\n\n## Met\n\n- [[Lena Fischer]], makes sound trails\n"),
    ]);
    let made = "---\ntags: [person]\nmet: \"2026-05-15\"\ncreated: 2026-05-20\nmet_at: \"[[Fair]]\"\n---\n\n## Log\n\n- 2026-05-15 met at [[Fair]]: makes sound trails\n";
    let output = vault.changes(&["follow-up", "fair", "--create"], &[("People/Lena Fischer.md", Some(made))]);
    assert!(!output.stderr.contains("warning"), "{}", output.stderr);
    // A note that was made is no word to them: they are followed up as if it had been there.
    assert_eq!(names(&vault, "2026-05-20", "follow_up"), ["Lena Fischer"]);
}

#[test]
fn a_mark_in_the_line_of_an_event_counts_once_when_the_note_is_made() {
    let vault = TestVault::new(&[
        (
            "Events/Fair.md",
            "---\ntype: conference\ndate: 2026-05-18\n---\n## Met\n\n- [[Nell Orr]]: runs the archive, promised her the map #promised by 2026-05-21\n",
        ),
        ("People/Bo.md", &person("", "")),
    ]);
    assert!(!vault.output(&["promises", "--all"]).stdout.contains("Nell"));
    vault.change(&["follow-up", "fair", "--create"]);
    let text = String::from_utf8(vault.bytes("People/Nell Orr.md")).unwrap();
    assert!(text.ends_with("\n- 2026-05-18 met at [[Fair]]: runs the archive, promised her the map by 2026-05-21\n"), "{text}");
    // The line of the event is the promise: the entry made from it is not another.
    let promises: serde_json::Value = serde_json::from_str(&vault.run(&["--format", "json", "promises", "--all"])).unwrap();
    let all: Vec<_> = promises["promises"].as_array().unwrap().iter().map(|one| (&one["path"], &one["due"])).collect();
    assert_eq!(all, [(&json!("Events/Fair.md"), &json!("2026-05-21"))]);
}

#[test]
fn a_name_of_an_event_may_be_the_file_name_of_a_note() {
    let vault = TestVault::new(&[
        ("Events/Fair.md", "---\ntype: conference\ndate: 2026-05-18\nwith: [Ana, Bo, Cy]\n---\n"),
        ("People/Ana.md", &person("name: Ana Diaz\n", "")),
        ("People/Bo.md", &person("", "")),
        // Two people have a note of that name: neither is meant.
        ("People/Cy.md", &person("name: Cy One\n", "")),
        ("Clients/Cy.md", &person("name: Cy Two\n", "")),
    ]);
    let one = answer(&vault, "2026-05-20", "follow_up");
    assert!(one["sections"][0].get("without_note").is_none(), "{one}");
    assert_eq!(names(&vault, "2026-05-20", "follow_up"), ["Ana Diaz", "Bo"]);
    let text = vault.run(&["--as-of", "2026-05-20", "follow-up", "fair"]);
    assert!(text.ends_with("\n  Cy  could be several people\n    Clients/Cy.md and People/Cy.md\n"), "{text}");
    let output = vault.output(&["--as-of", "2026-05-20", "follow-up", "fair", "--create"]);
    assert_eq!((output.status, output.stderr.as_str()), (1, "everybody it names has a note already\n"));
}

#[test]
fn only_a_later_day_ends_it_and_the_command_agrees() {
    let vault = TestVault::new(&[
        ("Events/Fair.md", "---\ntype: conference\ndate: 2026-05-11\nwith: [Ana, Bo, Cy]\n---\n"),
        // Known before, with an entry of their own on the day of the event.
        ("People/Ana.md", &person("", "- 2026-05-11 dinner: her new kiln\n- 2026-01-02 call\n")),
        ("People/Bo.md", &person("", "- 2026-05-12 call\n- 2026-01-02 call\n")),
        ("People/Cy.md", &person("status: paused\n", "- 2026-01-02 call\n")),
    ]);
    assert_eq!(rows(&vault, "2026-05-14", "follow_up"), ["Ana: met at Fair (Mon 2026-05-11), due yesterday | noted there: her new kiln"]);
    assert_eq!(
        vault.run(&["--as-of", "2026-05-14", "follow-up", "fair"]),
        "Fair  Mon 2026-05-11, 3 days ago\n\n  Ana  no word since, due yesterday\n    her new kiln\n\n  \
         Bo  in touch again 2 days ago (Tue 2026-05-12)\n\n  Cy  paused\n"
    );
}

#[test]
fn an_address_is_not_counted_among_those_without_a_note() {
    let vault = TestVault::new(&[
        ("Events/Fair.md", "---\ntype: conference\ndate: 2026-05-18\nguests: [info@example.com, Jo Park]\n---\n"),
        ("Events/Tea.md", "---\ntype: event\ndate: 2026-05-19\nguests: [bo@example.com, jo@example.com]\n---\n"),
        ("People/Bo.md", &person("email: bo@example.com\n", "")),
    ]);
    assert_eq!(
        answer(&vault, "2026-05-20", "follow_up")["sections"][0]["without_note"],
        json!([{ "event": "Fair", "path": "Events/Fair.md", "names": ["Jo Park"] }])
    );
    assert_eq!(
        vault.run(&["--as-of", "2026-05-20", "--quiet", "follow-up", "fair"]),
        "Fair  Mon 2026-05-18, 2 days ago\n\n  Jo Park  no note yet, Events/Fair.md:4\n"
    );
    // An address that somebody has is theirs.
    assert_eq!(
        vault.run(&["--as-of", "2026-05-20", "--quiet", "follow-up", "tea"]),
        "Tea  Tue 2026-05-19, yesterday\n\n  Bo  new, no word since, due tomorrow\n"
    );
    let output = vault.output(&["--as-of", "2026-05-20", "follow-up", "tea", "--create"]);
    assert_eq!(
        (output.status, output.stderr.as_str()),
        (
            1,
            "warning: no note is made for `jo@example.com`: an address is no name\nhint: `vault new contact NAME --set email=jo@example.com \
             --set met=2026-05-19` makes it under their name\neverybody it names has a note already\n"
        )
    );
}

#[test]
fn without_a_name_the_events_of_the_last_days_are_listed() {
    let vault = conference();
    vault.write("Events/Tea.md", b"---\ntype: event\ndate: 2026-05-11\nguests: [Ana Diaz]\n---\n");
    // Too long ago, without a day, and still to come.
    vault.write("Events/Old.md", b"---\ntype: event\ndate: 2026-04-26\nguests: [Bo]\n---\n");
    vault.write("Events/Some.md", b"---\ntype: event\nguests: [Bo]\n---\n");
    vault.write("Events/Next.md", b"---\ntype: event\ndate: 2026-05-12\nguests: [Bo]\n---\n");
    // Cy and Di have not heard a word, Ana has since met; Bo was tried the day before and is left in peace.
    assert_eq!(
        vault.run(&["--as-of", "2026-05-11", "follow-up"]),
        "Tea  Mon 2026-05-11, today\n  1 person waits for a word\nRiver Conf  Tue 2026-05-05, 6 days ago\n  2 people wait for a word\n\n\
         `vault follow-up EVENT` names them, with what was noted.\n"
    );
    let json: serde_json::Value = serde_json::from_str(&vault.run(&["--as-of", "2026-05-11", "--format", "json", "follow-up"])).unwrap();
    assert_eq!(
        json["events"],
        json!([
            { "event": "Tea", "path": "Events/Tea.md", "date": "2026-05-11", "waiting": 1 },
            { "event": "River Conf", "path": "Events/River Conf.md", "date": "2026-05-05", "waiting": 2 },
        ])
    );
    let none = vault.output(&["--as-of", "2026-04-20", "follow-up"]);
    assert_eq!((none.status, none.stdout.as_str()), (1, "No event in the last 14 days.\n"));
    // Which is to be followed up with notes is to be said.
    assert_eq!(vault.output(&["follow-up", "--create"]).status, 2);
}

#[test]
fn showing_only_may_be_asked_for_where_nothing_is_written() {
    let vault = conference();
    let (plain, dry) = (["--as-of", "2026-05-11", "follow-up", "river"], ["--as-of", "2026-05-11", "follow-up", "river", "--dry-run"]);
    assert_eq!(vault.run(&dry), vault.run(&plain));
    assert_eq!(vault.run(&["suggest", "cadence", "Bo", "--dry-run"]), vault.run(&["suggest", "cadence", "Bo"]));
}

#[test]
fn an_event_that_is_not_there_is_answered_with_those_that_were() {
    let vault = conference();
    for day in ["02", "03", "04"] {
        vault.write(format!("Events/Tea {day}.md"), format!("---\ntype: event\ndate: 2026-05-{day}\n---\n").as_bytes());
    }
    // Still to come.
    vault.write("Events/Concert.md", b"---\ntype: event\ndate: 2026-05-30\n---\n");
    let hints = "hint: write its path, its title or a part of it\nhint: the latest: `River Conf`, `Tea 04` and `Tea 03`\n";
    for arguments in [["follow-up", "zzz"].as_slice(), &["brief", "--event", "zzz"]] {
        let output = vault.output(arguments);
        assert_eq!((output.status, output.stderr), (2, format!("error: no event is called `zzz`\n{hints}")), "{arguments:?}");
    }
    let output = vault.output(&["brief", "--event", "rivr"]);
    assert_eq!(output.stderr, "error: no event is called `rivr`\nhint: did you mean `River Conf`?\n");
}

#[test]
fn words_about_a_name_that_two_people_share_are_noted_of_neither() {
    let vault = TestVault::new(&[
        ("Events/Fair.md", "---\ndate: 2026-05-05\nattendees: [\"[[Ann Smith]]\"]\n---\n- [[Ann]]: is leaving her husband\n"),
        ("People/Ann Smith.md", &person("aliases: [Ann]\n", "")),
        ("People/Ann Lee.md", &person("aliases: [Ann]\n", "")),
    ]);
    let said = vault.run(&["--as-of", "2026-05-08", "report", "--only", "follow_up"]);
    assert!(said.contains("Ann Smith") && !said.contains("husband"), "{said}");
}
