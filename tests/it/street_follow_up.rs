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
