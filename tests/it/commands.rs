//! `show`, `why`, `promises`, `agenda`, `inspect` and their like from the command line to the answer, on small vaults.

use serde_json::{Value, json};

use crate::world::{Vault, run};

/// The values at `keys` of each object of a list, as one line each.
fn rows(list: &Value, keys: &[&str]) -> Vec<String> {
    let shown = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    list.as_array().unwrap().iter().map(|one| keys.iter().map(|key| shown(&one[key])).collect::<Vec<_>>().join(" | ")).collect()
}

#[test]
fn a_name_is_matched_by_the_nearest_rule_that_fits() {
    let vault = Vault::new(&[
        ("People/Ana Diaz.md", "---\naliases: [Anita]\nid: p-17\n---\n"),
        ("People/Ana María López.md", ""),
        ("People/José Álvarez.md", ""),
        ("People/Bo Lind.md", ""),
        ("People/Bo Lindqvist.md", ""),
        ("People/Work/Sam Lee.md", ""),
        ("People/Home/Sam Lee.md", ""),
    ]);
    for (words, path, said) in [
        (&["Ana", "Diaz"][..], "People/Ana Diaz.md", ""),
        (&["ANITA"], "People/Ana Diaz.md", ""),
        (&["p-17"], "People/Ana Diaz.md", ""),
        (&["jose alvarez"], "People/José Álvarez.md", ""),
        (&["maria"], "People/Ana María López.md", ""),
        // An exact name before a longer one, a whole word before a part.
        (&["bo", "lind"], "People/Bo Lind.md", ""),
        (&["lind"], "People/Bo Lind.md", ""),
        (&["qvist"], "People/Bo Lindqvist.md", ""),
        (&["People/Work/Sam Lee.md"], "People/Work/Sam Lee.md", ""),
        (&["ana dias"], "People/Ana Diaz.md", "taking `Ana Diaz` for `ana dias`\n"),
        (&["alvares"], "People/José Álvarez.md", "taking `José Álvarez` for `alvares`\n"),
    ] {
        let said_all = vault.run(&[&["--format", "json", "why"], words].concat());
        assert_eq!((said_all.status, said_all.err.as_str()), (0, said), "{words:?}");
        assert_eq!(said_all.json()["contact"]["path"], path, "{words:?}");
    }
    for (words, err) in [
        (
            "ana",
            "error: `ana` could mean 2 contacts\nhint: Ana Diaz (People/Ana Diaz.md)\nhint: Ana María López (People/Ana María López.md)\n\
             hint: write more of the name, or the path\n",
        ),
        (
            "Sam Lee",
            "error: `Sam Lee` could mean 2 contacts\nhint: Sam Lee (People/Home/Sam Lee.md)\nhint: Sam Lee (People/Work/Sam Lee.md)\n\
             hint: write more of the name, or the path\n",
        ),
        ("anitttt", "error: no contact is called `anitttt`\nhint: did you mean `Ana Diaz`?\n"),
        ("zzzzzzzz", "error: no contact is called `zzzzzzzz`\nhint: `vault list` shows everyone\n"),
        (" ", "error: the name is empty\nhint: write a name, an alias or a part of one\n"),
    ] {
        let said = vault.run(&["show", words]);
        assert_eq!((said.status, said.out.as_str(), said.err.as_str()), (2, "", err), "{words}");
    }
    assert_eq!(vault.run(&["-q", "why", "ana dias"]).err, "");
}

const EVERY_REASON: &str = "\
# Ana Diaz
- 2026-11-01 coffee: the budget

## Log
- 2026-10-02 call: counted
- [ ] 2026-10-03 open
- 2026-10-04 note: has a dog
- 2026-10-05 call: no answer
> 2026-10-06 quoted
```
2026-10-07 code
```
%%
2026-10-08 comment
%%

talk ![[2026-10-09]]
<!-- vault:begin report -->
- 2026-10-10 written
<!-- vault:end -->
- ~~2026-10-11 call~~
- 2026-12-12 dinner
- 2026-02-31 call
- 2026-09 trip
- 03/04/2025 lunch

## Career
- 2026-10-13 new job
";

#[test]
fn every_reason_not_to_count_is_said_with_its_place() {
    let vault = Vault::new(&[
        (".vault/config.toml", "[mentions]\ndaily = \"ignore\"\n"),
        ("People/Ana Diaz.md", EVERY_REASON),
        ("People/Bo Lind.md", "- 2026-10-14 lunch with [[Ana Diaz]]\n"),
        ("People/Cy.md", "---\naliases: [Twin]\n---\n"),
        ("People/Dee.md", "---\naliases: [Twin]\n---\n"),
        ("2026-10-15.md", "saw [[Ana Diaz]]\n"),
        ("Meetings/2026-10-16 Review.md", "---\ntype: meeting\nattendees: [Twin]\n---\n"),
    ]);
    let why = vault.json(&["why", "ana"]);
    assert_eq!(
        rows(&why["counted"], &["date", "path", "line", "column", "kind", "channel", "text"]),
        [
            "2026-11-01 | People/Ana Diaz.md | 2 | 1 | log | coffee | coffee: the budget",
            "2026-10-02 | People/Ana Diaz.md | 5 | 1 | log | call | call: counted",
        ]
    );
    let mut not_counted = rows(&why["not_counted"], &["date", "path", "line", "reason"]);
    // Dates that name no day come last, in the order of the file.
    assert_eq!(
        not_counted.split_off(not_counted.len() - 3),
        [
            "null | People/Ana Diaz.md | 23 | impossible_date",
            "null | People/Ana Diaz.md | 24 | imprecise_date",
            "null | People/Ana Diaz.md | 25 | ambiguous_date",
        ]
    );
    assert_eq!(
        not_counted,
        [
            "2026-12-12 | People/Ana Diaz.md | 22 | future",
            "2026-10-15 | 2026-10-15.md | 1 | ignored_by_setting",
            "2026-10-14 | People/Bo Lind.md | 1 | possible",
            "2026-10-13 | People/Ana Diaz.md | 28 | outside_log",
            "2026-10-11 | People/Ana Diaz.md | 21 | struck",
            "2026-10-10 | People/Ana Diaz.md | 19 | generated",
            "2026-10-09 | People/Ana Diaz.md | 17 | embed",
            "2026-10-08 | People/Ana Diaz.md | 14 | comment",
            "2026-10-07 | People/Ana Diaz.md | 11 | code",
            "2026-10-06 | People/Ana Diaz.md | 9 | quote",
            "2026-10-05 | People/Ana Diaz.md | 8 | attempt",
            "2026-10-04 | People/Ana Diaz.md | 7 | not_contact_mark",
            "2026-10-03 | People/Ana Diaz.md | 6 | open_task",
        ]
    );
    let text = why["not_counted"].as_array().unwrap().iter().find(|one| one["reason"] == "impossible_date").unwrap();
    assert_eq!(text["text"], "2026-02-31 call");
    for twin in ["Cy", "Dee"] {
        let why = vault.json(&["why", twin]);
        assert_eq!(
            rows(&why["not_counted"], &["date", "path", "line", "column", "reason", "text"]),
            ["2026-10-16 | Meetings/2026-10-16 Review.md | 3 | 13 | ambiguous_name | Review"]
        );
    }
}

#[test]
fn how_a_due_date_follows() {
    let vault = Vault::new(&[("People/Ana Diaz.md", "---\ncadence: 3 weeks\n---\n- 2026-10-25 coffee: asked about\n  the new job\n")]);
    let why = vault.json(&["why", "ana"]);
    // 2026-10-25 + 21 days = 2026-11-15; 29 of 21 days gone is less than 1.5 times.
    assert_eq!(why["due"]["next_due"], "2026-11-15");
    assert_eq!(why["due"]["status"], "due");
    assert_eq!(
        why["due"]["steps"],
        json!([
            "last contact: 2026-10-25, coffee, 29 days ago",
            "cadence: every 3 weeks, in the note itself",
            "due: 2026-10-25 + 3 weeks = 2026-11-15",
            "status: due, 29 of 21 days gone",
        ])
    );
    assert_eq!(
        vault.run(&["why", "ana"]).out,
        "\
Ana Diaz is due: due 8 days ago (2026-11-15), every 3 weeks, last contact
2026-10-25 coffee, 29 days ago

  last contact: 2026-10-25, coffee, 29 days ago
  cadence: every 3 weeks, in the note itself
  due: 2026-10-25 + 3 weeks = 2026-11-15
  status: due, 29 of 21 days gone

Counted
  2026-10-25  log           coffee   asked about  People/Ana Diaz.md:4
"
    );
}

#[test]
fn the_words_of_an_entry_come_from_below_when_its_line_has_none() {
    let vault = Vault::new(&[
        (
            "People/Ana.md",
            "- [[2026-11-01]]\n\t- the *budget*\n\t- [x] the [[Bo|dog]]\n\n## 2026-10-01 Coffee\n\nA long talk\nabout trees.\n\nMore.\n\n### Budget (2026-09-01)\n\n\
             | date | what | notes |\n|---|---|---|\n| 2026-08-01 | call | long |\n",
        ),
        ("2026-07-01.md", "- [[Ana]]\n  - told me of the move\n"),
        ("Meetings/2026-06-01 Board.md", "---\nattendees: '[[Ana]]'\n---\n"),
    ]);
    let texts = rows(&vault.json(&["why", "ana"])["counted"], &["date", "channel", "text"]);
    assert_eq!(
        texts,
        [
            "2026-11-01 | null | the budget; the dog",
            "2026-10-01 | coffee | Coffee",
            "2026-09-01 | null | Budget",
            "2026-08-01 | call | call · long",
            "2026-07-01 | null | told me of the move",
            "2026-06-01 | meeting | Board",
        ]
    );
    let show = vault.run(&["show", "ana"]).out;
    assert!(show.contains("  2026-10-01  coffee   A long talk about trees.  People/Ana.md:5\n"), "{show}");
    assert!(show.contains("  and 1 day before\n"), "{show}");
}

const PROMISES: &str = "\
- [ ] #task Send the *deck* 📅 2026-11-20 🔁 every month ⏫
- [ ] Ring the bell [due:: 2026-12-01]
- [ ] Fix the gate due:2026-02-31
- [ ] Some day
- [x] Sent the map ✅ 2026-11-02
- [-] Build the boat
- [ ] Return my book #waiting by 2026-11-10
- 2026-11-05 call: lend him the saw #promised
- 2026-11-06 coffee, #asked for the recipe

## They owe

- [ ] The contract
";

#[test]
fn promises_stand_in_the_order_to_look_at_them() {
    let vault =
        Vault::new(&[("People/Ana.md", PROMISES), ("People/Bo.md", ""), ("Plan.md", "- [ ] Thank [[Bo]] and [[Ana]] 📅 2026-11-19\n")]);
    let keys = ["owner", "text", "due", "overdue", "state", "path", "line"];
    let open = [
        "mine | Fix the gate | null | false | open | People/Ana.md | 3",
        "mine | Thank Bo and Ana | 2026-11-19 | true | open | Plan.md | 1",
        "mine | Send the deck | 2026-11-20 | true | open | People/Ana.md | 1",
        "mine | Ring the bell | 2026-12-01 | false | open | People/Ana.md | 2",
        "mine | Some day | null | false | open | People/Ana.md | 4",
        "mine | lend him the saw | null | false | open | People/Ana.md | 8",
        "theirs | Return my book | 2026-11-10 | true | open | People/Ana.md | 7",
        "theirs | for the recipe | null | false | open | People/Ana.md | 9",
        "theirs | The contract | null | false | open | People/Ana.md | 13",
    ];
    let answer = vault.json(&["promises"]);
    assert_eq!(rows(&answer["promises"], &keys), open);
    let first = &answer["promises"][0];
    assert_eq!((&first["due_text"], &first["priority"]), (&json!("2026-02-31"), &Value::Null));
    let deck = &answer["promises"][2];
    assert_eq!(
        (&deck["recurrence"], &deck["priority"], &deck["contacts"]),
        (&json!("every month"), &json!("high"), &json!(["People/Ana.md"]))
    );
    assert_eq!(answer["promises"][1]["contacts"], json!(["People/Bo.md", "People/Ana.md"]));
    let closed = [
        "mine | Sent the map | null | false | kept | People/Ana.md | 5",
        "mine | Build the boat | null | false | cancelled | People/Ana.md | 6",
    ];
    assert_eq!(rows(&vault.json(&["promises", "--all"])["promises"], &keys), [&open[..], &closed].concat());
    assert_eq!(rows(&vault.json(&["promises", "--theirs"])["promises"], &keys), open[6..]);
    assert_eq!(rows(&vault.json(&["promises", "--mine", "bo"])["promises"], &keys), open[1..2]);
    assert_eq!(
        vault.run(&["promises", "--mine"]).out,
        "\
I owe
  1  no such day  Ana: Fix the gate (due 2026-02-31)  People/Ana.md:3
  2  2026-11-19   Bo and Ana: Thank Bo and Ana (due 4 days ago)  Plan.md:1
  3  2026-11-20   Ana: Send the deck (due 3 days ago, high priority, every
                  month)  People/Ana.md:1
  4  2026-12-01   Ana: Ring the bell (due in 8 days)  People/Ana.md:2
  5               Ana: Some day  People/Ana.md:4
  6               Ana: lend him the saw  People/Ana.md:8
"
    );
    assert_eq!(vault.run(&["promises", "--mine", "--theirs"]).status, 2);
}

#[test]
fn the_agenda_tells_what_comes_day_by_day() {
    let vault = Vault::new(&[
        (
            "People/Ana.md",
            "---\nbirthday: 2000-02-29\ncadence: 1 month\nanniversary: 2015-03-01\n---\n- 2027-01-28 call\n- 2027-02-28 dinner: at hers\n",
        ),
        (
            "People/Bo.md",
            "---\nbirthday: --03-14\nsnooze_until: 2027-03-02\ncadence: 1 week\n---\n- 2027-02-20 call\n- [ ] Send it 📅 2027-03-03\n",
        ),
        ("People/Cy.md", "---\nbirthday: 1990-03-01\nstatus: deceased\n---\n"),
        ("People/Dee.md", "---\nbirthday: 1990-03-15\nstatus: do-not-contact\n---\n"),
    ]);
    let keys = ["date", "kind", "text", "path", "line"];
    // 2027 has no 29 February: the day before.
    let answer = vault.json(&["--as-of", "2027-02-28", "agenda"]);
    assert_eq!(answer["days"], 14);
    assert_eq!(
        rows(&answer["entries"], &keys),
        [
            "2027-02-28 | birthday | turns 27 | People/Ana.md | 2",
            "2027-03-01 | date | anniversary, 12 years | People/Ana.md | 4",
            "2027-03-02 | snooze_ends |  | People/Bo.md | 3",
            "2027-03-03 | promise | I owe: Send it | People/Bo.md | 7",
            // The fourteenth day is the last.
            "2027-03-14 | birthday |  | People/Bo.md | 2",
        ]
    );
    let before = vault.json(&["--as-of", "2027-02-27", "agenda", "--days", "1"]);
    assert_eq!(
        rows(&before["entries"], &keys),
        [
            "2027-02-28 | planned | dinner: at hers | People/Ana.md | 7",
            "2027-02-28 | birthday | turns 27 | People/Ana.md | 2",
            "2027-02-28 | due | every month, last contact 2027-01-28 | People/Ana.md | 6",
        ]
    );
    let leap = vault.json(&["--as-of", "2028-02-28", "agenda", "--days", "1"]);
    assert_eq!(rows(&leap["entries"], &["date", "text"]), ["2028-02-29 | turns 28"]);
    assert_eq!(
        vault.run(&["--as-of", "2027-02-27", "agenda", "--days", "1"]).out,
        "\
Sun 2027-02-28  tomorrow
  planned      Ana: dinner: at hers  People/Ana.md:7
  birthday     Ana: turns 27  People/Ana.md:2
  due          Ana: every month, last contact 2027-01-28  People/Ana.md:6
"
    );
    assert_eq!(vault.run(&["--as-of", "2027-05-01", "agenda", "--days", "1"]).out, "Nothing in the next 1 day.\n");
}

#[test]
fn inspect_gives_the_bytes_of_everything_it_sees() {
    let text = "---\ntags: [person]\nphone: 0049\ncompany: \"[[Acmé|the firm]]\"\n---\n# Ána\n\n- 2026-05-02 call: see ![[x]] #gave\n\t- [/] do it 📅 2026-05-09\n\n(met:: 2026-01-02) [Bo](Bo%20B.md)\n";
    let vault = Vault::new(&[("People/Ána.md", text), ("Acmé.md", ""), ("People/Bo B.md", "")]);
    let answer = vault.json(&["inspect", "People/Ána"]);
    let at = |span: &Value| &text[span[0].as_u64().unwrap() as usize..span[1].as_u64().unwrap() as usize];
    assert_eq!((&answer["path"], &answer["kind"]), (&json!("People/Ána.md"), &json!("contact")));
    let front = &answer["front_matter"];
    assert_eq!((&front["phone"]["value"], at(&front["phone"]["span"])), (&json!("0049"), "0049"));
    assert_eq!(front["tags"]["value"], json!(["person"]));
    assert_eq!(rows(&answer["headings"], &["level", "text", "line"]), ["1 | Ána | 6"]);
    assert_eq!(at(&answer["headings"][0]["span"]), "# Ána");
    assert_eq!(
        rows(&answer["links"], &["kind", "target", "display", "line", "resolves_to", "in"]),
        [
            "wikilink | Acmé | the firm | 4 | Acmé.md | front_matter",
            "embed | x | null | 8 | null | body",
            "markdown | Bo B.md | Bo | 11 | People/Bo B.md | body",
        ]
    );
    let links = answer["links"].as_array().unwrap();
    assert_eq!(links.iter().map(|link| at(&link["span"])).collect::<Vec<_>>(), ["[[Acmé|the firm]]", "![[x]]", "[Bo](Bo%20B.md)"]);
    assert_eq!(rows(&answer["tags"], &["tag", "line", "in"]), ["person | 2 | front_matter", "gave | 8 | body"]);
    assert_eq!(rows(&answer["tasks"], &["state", "mark", "text", "line", "due"]), ["open | / | do it | 9 | 2026-05-09"]);
    assert_eq!(at(&answer["tasks"][0]["span"]), "- [/] do it 📅 2026-05-09");
    assert_eq!(rows(&answer["entries"], &["date", "channel", "line"]), ["2026-05-02 | call | 8"]);
    assert_eq!(at(&answer["entries"][0]["span"]), "- 2026-05-02 call: see ![[x]] #gave\n\t- [/] do it 📅 2026-05-09");
    assert_eq!(rows(&answer["inline_fields"], &["key", "value", "line"]), ["met | 2026-01-02 | 11"]);
    assert_eq!(answer["diagnostics"], json!([]));
}

#[test]
fn inspect_says_why_a_link_leads_nowhere() {
    let vault = Vault::new(&[("a/People/Sam.md", ""), ("b/People/Sam.md", ""), ("Note.md", "[[Sam]]\n"), ("Bad.md", "---\na: [\n---\n")]);
    let link = &vault.json(&["inspect", "Note"])["links"][0];
    assert_eq!((&link["resolves_to"], &link["ambiguous"]), (&Value::Null, &json!(["a/People/Sam.md", "b/People/Sam.md"])));
    assert_eq!(vault.json(&["inspect", "Bad"])["diagnostics"].as_array().unwrap().len(), 1);
    assert_eq!(vault.run(&["inspect", "Nobody.md"]).status, 2);
}

#[test]
fn a_person_on_one_screen() {
    let vault = Vault::new(&[(
        "People/Ana Diaz.md",
        "---\ncompany: Acme\nrole: CTO\nemail: ana@example.com\nbirthday: 1990-04-07\nboundaries: not about work\nprefers: call\ntier: A\nmet: 2019-05-01\n---\n\
         - 2026-11-20 call: the \u{1b}[31mbudget\n- [ ] send the deck 📅 2026-11-20\n",
    )]);
    // 2026-11-20 + 3 weeks = 2026-12-11, 18 days ahead; the next 7 April is 135 days ahead: 135 * 12 / 365 = 4 months.
    assert_eq!(
        vault.run(&["show", "ana"]).out,
        "\
Ana Diaz  tier A  People/Ana Diaz.md
in touch: due in 18 days (2026-12-11), every 3 weeks, last contact 2026-11-20
call, 3 days ago

company     Acme
role        CTO
email       ana@example.com
how met     2019-05-01
birthday    1990-04-07, turns 37 on Wed 2027-04-07, in 4 months
prefers     call
careful     not about work

I owe
  2026-11-20   send the deck (due 3 days ago)  People/Ana Diaz.md:12

Last in touch
  2026-11-20  call     the \u{fffd}[31mbudget  People/Ana Diaz.md:11
"
    );
    let shown = vault.json(&["show", "ana"]);
    assert_eq!(
        (&shown["met"], &shown["boundaries"], &shown["interaction_days"]),
        (&json!("2019-05-01"), &json!(["not about work"]), &json!(1))
    );
    assert_eq!(shown["promise_counts"], json!({ "mine": 1, "theirs": 0, "overdue": 1 }));
    assert!(shown.get("timezone").is_none());
}

#[test]
fn completions_manual_and_formats_need_no_vault() {
    let nowhere = tempfile::tempdir().unwrap();
    for (arguments, held) in [
        (&["completions", "bash"][..], "_vault()"),
        (&["completions", "zsh"], "#compdef vault"),
        (&["completions", "fish"], "complete -c vault"),
        (&["completions", "elvish"], "edit:completion"),
        (&["completions", "powershell"], "Register-ArgumentCompleter"),
        (&["man"], ".TH vault"),
        (&["man", "why"], ".TH vault-why"),
        (&["formats"], "sms"),
        (&["help", "formats"], "sms"),
    ] {
        let said = run(nowhere.path(), arguments);
        assert_eq!((said.status, said.err.as_str()), (0, ""), "{arguments:?}");
        assert!(said.out.contains(held), "{arguments:?}");
    }
    let said = run(nowhere.path(), &["man", "whi"]);
    assert_eq!((said.status, said.err.lines().next()), (2, Some("error: there is no command `whi`")));
}

#[test]
fn check_lists_its_rules_when_no_code_is_named() {
    let vault = Vault::new(&[]);
    let said = vault.run(&["check", "--explain"]);
    assert_eq!(said.status, 0);
    assert!(said.out.lines().any(|line| line.split_whitespace().eq(["unknown-cadence", "warning"])), "{}", said.out);
}
