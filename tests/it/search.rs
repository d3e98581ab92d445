//! `vault search`: hits, their places and marks, its mistakes, saved searches.

use serde_json::{Value, json};

use crate::support::TestVault;

fn vault() -> TestVault {
    TestVault::new(&[
        (
            "People/Ana Diaz.md",
            "---\naliases: [Anita]\ntags: [family]\ncity: Lisbon\n---\nSails.\n\n## Log\n\n- 2026-05-02 call: the harbour at night\n  - and the harbour café\n- 2026-04-01 lunch: the new boat\n- 2026-03-01 note: harbour fees went up\n",
        ),
        ("People/Bo Lind.md", "---\ncity: Porto\n---\n- 2026-05-10 coffee: harbour walk with [[Ana Diaz]]\n"),
        ("Daily/2026-05-12.md", "- Harbour swim with [[Ana Diaz]] and [[Bo Lind]]\n- Quiet harbour evening\n"),
        ("Events/Regatta.md", "---\ntype: event\ndate: 2026-05-16\nattendees: [Bo Lind]\n---\nSailed out of the harbour.\n"),
        ("Ideas.md", "# Ideas\n\nA harbour of ideas\n"),
        ("Templates/Person.md", "harbour\n"),
    ])
}

fn json_of(vault: &TestVault, arguments: &[&str]) -> Value {
    let output = vault.output(&[&["search", "--format", "json"], arguments].concat());
    serde_json::from_str(&output.stdout).unwrap_or_else(|_| panic!("{arguments:?}: {}{}", output.stdout, output.stderr))
}

/// Each hit as `path:line kind date channel people`.
fn hits(vault: &TestVault, arguments: &[&str]) -> Vec<String> {
    let answer = json_of(vault, arguments);
    let one = |hit: &Value| {
        let word = |value: &Value| value.as_str().unwrap_or("-").to_owned();
        let mut people: Vec<String> = hit["contact"]["name"].as_str().map(str::to_owned).into_iter().collect();
        people.extend(hit["others"].as_array().unwrap().iter().map(|other| word(&other["name"])));
        format!(
            "{}:{} {} {} {} {}",
            word(&hit["path"]),
            hit["line"],
            word(&hit["kind"]),
            word(&hit["date"]),
            word(&hit["channel"]),
            people.join("+")
        )
    };
    answer["hits"].as_array().unwrap().iter().map(one).collect()
}

#[test]
fn entries_come_with_their_day_channel_and_people() {
    let vault = vault();
    let mut all = hits(&vault, &["harbour", "--limit", "0"]);
    all.sort();
    assert_eq!(
        all,
        [
            "Daily/2026-05-12.md:1 entry 2026-05-12 - Ana Diaz+Bo Lind",
            "Events/Regatta.md:6 entry 2026-05-16 event Bo Lind",
            "Ideas.md:3 note - - ",
            "People/Ana Diaz.md:10 entry 2026-05-02 call Ana Diaz",
            "People/Ana Diaz.md:13 entry 2026-03-01 - Ana Diaz",
            "People/Bo Lind.md:4 entry 2026-05-10 coffee Bo Lind",
        ]
    );
    assert_eq!(json_of(&vault, &["harbour"])["total"], 5);
    assert_eq!(json_of(&vault, &["harbour", "--limit", "1"])["total"], 5);
    assert_eq!(json_of(&vault, &["harbour", "--limit", "1"])["hits"].as_array().unwrap().len(), 1);
}

#[test]
fn an_entry_in_anothers_note_belongs_to_those_in_its_line() {
    let vault = vault();
    for (query, expected) in [
        (
            &["harbour", "tag:family"][..],
            &[
                "Daily/2026-05-12.md:1 entry 2026-05-12 - Ana Diaz+Bo Lind",
                "People/Ana Diaz.md:10 entry 2026-05-02 call Ana Diaz",
                "People/Ana Diaz.md:13 entry 2026-03-01 - Ana Diaz",
            ][..],
        ),
        (&["harbour", "evening", "tag:family"], &[]),
        (&["harbour", "evening"], &["Daily/2026-05-12.md:2 note 2026-05-12 - "]),
        (&["anita", "boat"], &["People/Ana Diaz.md:12 entry 2026-04-01 lunch Ana Diaz"]),
        (&["kind:note", "harbour", "city:lisbon"], &["People/Ana Diaz.md:10 note - - Ana Diaz"]),
        (&["date:2026-04"], &["People/Ana Diaz.md:12 entry 2026-04-01 lunch Ana Diaz"]),
        (
            &["harbour", "date:2026-05-11.."],
            &["Daily/2026-05-12.md:1 entry 2026-05-12 - Ana Diaz+Bo Lind", "Events/Regatta.md:6 entry 2026-05-16 event Bo Lind"],
        ),
        (
            &["channel:coffee,lunch", "--sort", "date"],
            &["People/Bo Lind.md:4 entry 2026-05-10 coffee Bo Lind", "People/Ana Diaz.md:12 entry 2026-04-01 lunch Ana Diaz"],
        ),
        (&["tag:family"], &["People/Ana Diaz.md:1 note - - Ana Diaz"]),
        (&["sails", "-boat"], &[]),
        (&["sails", "NOT", "anchor"], &["People/Ana Diaz.md:6 note - - Ana Diaz"]),
        (&["nothing-like-it"], &[]),
    ] {
        let mut found = hits(&vault, query);
        if !query.contains(&"--sort") {
            found.sort();
        }
        assert_eq!(found, expected, "{query:?}");
        assert_eq!(vault.output(&[&["search"], query].concat()).status, u8::from(expected.is_empty()), "{query:?}");
    }
}

#[test]
fn the_total_is_the_number_of_notes_with_hits() {
    let vault = vault();
    for query in [
        "harbour",
        "harbour OR boat",
        "ana",
        "kind:entry",
        "kind:note",
        "tag:family harbour",
        "2026-05-12 tag:family",
        "date:2026-05",
        "-harbour",
        "harbour -date:2026-05",
        "name:bo harbour evening",
        "kind:entry harbour -channel:call",
        "regatta",
        "regatta name:bo",
        "-tag:family",
        "kind:entry OR ideas",
        "(ana OR bo) harbour",
        "has:tag",
    ] {
        let answer = json_of(&vault, &[query, "--limit", "0"]);
        let paths: std::collections::BTreeSet<&str> =
            answer["hits"].as_array().unwrap().iter().map(|hit| hit["path"].as_str().unwrap()).collect();
        assert_eq!(answer["total"], paths.len(), "{query}");
        let dated = json_of(&vault, &[query, "--limit", "0", "--sort", "date"]);
        assert_eq!(answer["hits"].as_array().unwrap().len(), dated["hits"].as_array().unwrap().len(), "{query}");
    }
}

#[test]
fn the_words_found_are_marked() {
    let vault = vault();
    let answer = json_of(&vault, &["cafe", "harbour"]);
    let hit = &answer["hits"][0];
    assert_eq!(hit["snippet"], "call: the harbour at night … and the harbour café");
    assert_eq!(hit["highlights"], json!([[10, 17], [37, 44], [45, 49]]));
    assert_eq!(
        vault.run(&["search", "harbour", "name:bo", "date:2026-05-10"]),
        "Bo Lind  2026-05-10 (10 days ago), coffee  People/Bo Lind.md:4\n  coffee: harbour walk with Ana Diaz\n\n1 hit in 1 note.\n"
    );
    let bold = vault.run(&["search", "sails", "--color", "always"]);
    assert!(bold.contains("\u{1b}[1mSails\u{1b}[0m."), "{bold}");
    assert_eq!(
        vault.run(&["search", "harbour", "tag:family", "--format", "paths", "--sort", "date"]),
        "Daily/2026-05-12.md\nPeople/Ana Diaz.md\n"
    );
    assert_eq!(vault.run(&["list", "tag:family", "--format", "paths"]), "People/Ana Diaz.md\n");
    assert_eq!(vault.output(&["promises", "--format", "paths"]).status, 2);
}

#[test]
fn a_typo_is_forgiven_and_said() {
    let vault = vault();
    let output = vault.output(&["search", "harbuor", "-draft", "city:Porto"]);
    assert_eq!((output.status, output.stderr.as_str()), (0, "`harbuor` stands nowhere: taking it for `harbour`\n"));
    assert_eq!(json_of(&vault, &["harbuor"])["taken"], json!([{ "word": "harbuor", "for": ["harbour"] }]));
    // Four letters, or a word to be left out, are taken as they are.
    assert_eq!(vault.output(&["search", "saisl", "sials"]).status, 0);
    assert_eq!(vault.output(&["search", "baot"]).status, 1);
}

#[test]
fn a_mistake_is_shown_with_its_place() {
    let vault = vault();
    for (query, expected) in [
        (
            &["harbour", "stattus:due"][..],
            "error: there is no filter `stattus:`\n  harbour stattus:due\n          ^^^^^^^\nhint: did you mean `status:`?\n",
        ),
        (&["(harbour"], "error: this bracket is never closed\n  (harbour\n  ^\nhint: put a `)` behind what belongs together\n"),
        (&["channel:cal"], "error: there is no channel `cal`\n  channel:cal\n  ^^^^^^^^^^^\nhint: did you mean `channel:call`?\n"),
        (
            &["harbour", "!!!"],
            "error: there is no word in `!!!`\n  harbour !!!\n          ^^^\nhint: write letters or digits to look for\n",
        ),
        (&[" "], "error: the query is empty\nhint: write a word or a filter, such as `vault search harbour`\n"),
        (
            &["@clients"],
            "error: there is no saved search `@clients`\n  @clients\n  ^^^^^^^^\nhint: `vault search QUERY --save NAME` saves one; put the word in quotes to look for it\n",
        ),
    ] {
        let output = vault.output(&[&["search"], query].concat());
        assert_eq!((output.status, output.stderr.as_str()), (2, expected), "{query:?}");
    }
}

#[test]
fn a_search_is_saved_and_used() {
    let vault = vault();
    let config = "# mine\n[report]\ndays = 14 # two weeks\n\n[searches]\nfam = \"tag:family\"\n";
    vault.write(".vault/config.toml", config.as_bytes());
    let wanted = format!("{config}sea = '\"harbour swim\" OR sails'\n");
    let output = vault.changes(&["search", "\"harbour swim\" OR sails", "--save", "sea"], &[(".vault/config.toml", Some(&wanted))]);
    assert_eq!(output.stderr, "`@sea` stands for the query now\n");
    assert!(output.stdout.ends_with("2 hits in 2 notes.\n"), "{}", output.stdout);
    assert_eq!(vault.run(&["search", "--saved"]), "@fam  tag:family\n@sea  \"harbour swim\" OR sails\n");
    assert_eq!(hits(&vault, &["@sea", "@fam", "sails"]), ["People/Ana Diaz.md:6 note - - Ana Diaz"]);
    assert_eq!(vault.run(&["list", "@fam", "--format", "paths"]), "People/Ana Diaz.md\n");
    let output = vault.output(&["list", "@fan"]);
    assert!(output.stderr.ends_with("hint: did you mean `@fam`?\n"), "{}", output.stderr);
    // A search that would use itself, or has no name, is not kept.
    for (name, said) in [("fam", "the saved search `@fam` uses itself"), ("a b", "`a b` cannot be the name of a search")] {
        let output = vault.output(&["search", "@fam", "--save", name]);
        assert_eq!(output.status, 2);
        assert!(output.stderr.contains(said), "{}", output.stderr);
    }
    // A broken one shows its own text.
    vault.write(".vault/config.toml", b"[searches]\nbad = \"tagg:x\"\n");
    let output = vault.output(&["list", "ana", "@bad"]);
    assert_eq!(
        output.stderr,
        "error: there is no filter `tagg:`\n  in the saved search `@bad`\n  tagg:x\n  ^^^^\nhint: did you mean `tag:`?\n"
    );
}

#[test]
fn the_first_search_saved_makes_the_settings() {
    let vault = vault();
    let diff = vault.run(&["search", "sails", "--save", "sea", "--dry-run"]);
    assert!(diff.contains("+sea = \"sails\""), "{diff}");
    vault.changes(&["search", "sails", "--save", "@sea"], &[(".vault/config.toml", Some("[searches]\nsea = \"sails\"\n"))]);
    vault.changes(&["undo"], &[(".vault/config.toml", None)]);
    assert_eq!(vault.output(&["search", "--saved"]).status, 1);
}

#[test]
fn lists_are_filtered_by_the_whole_language() {
    let vault = TestVault::new(&[
        (
            "People/Ana.md",
            "---\ntier: A\nbirthday: 1990-12-24\nemail: ana@example.com\nrole: Editor\nmet: 2020-03-01\n---\n## Log\n\n- 2026-05-15 call: hello\n- 2026-01-02 lunch: soup #tension\n- [ ] Send the book\n",
        ),
        (
            "People/Bo.md",
            "---\ntier: B\nbirthday: 05-25\ntags: [work]\nhow_met: at the conference in Porto\n---\n## Log\n\n- 2026-01-10 coffee: talked #tension\n- 2026-02-10 call: all good #resolved\n- 2026-03-01 note: moved house\n",
        ),
        ("People/Jörg Cy.md", "---\ncadence: weekly\n---\nNever met.\n"),
    ]);
    for (query, expected) in [
        (&["last:>90d"][..], "Bo"),
        (&["last:<2026-03-01"], "Bo"),
        (&["last:never"], "Jörg Cy"),
        (&["last:2026-05"], "Ana"),
        (&["due:<7d"], "Ana? "),
        (&["birthday:december"], "Ana"),
        (&["birthday:<7d"], "Bo"),
        (&["birthday:1990"], "Ana"),
        (&["interactions:>1"], "Ana Bo"),
        (&["interactions:0"], "Jörg Cy"),
        (&["has:promise"], "Ana"),
        (&["has:tension"], "Ana"),
        (&["has:note"], "Bo"),
        (&["has:email", "role:edit"], "Ana"),
        (&["-has:cadence"], ""),
        (&["channel:coffee"], "Bo"),
        (&["date:2026-02"], "Bo"),
        (&["met:conference"], "Bo"),
        (&["met:2020"], "Ana"),
        (&["path:people/b"], "Bo"),
        (&["name:joerg"], "Jörg Cy"),
        (&["joerg", "OR", "bo"], "Bo Jörg Cy"),
        (&["(tier:A OR tag:work) -channel:coffee"], "Ana"),
        (&["cy*"], "Jörg Cy"),
        (&["-ana"], "Bo Jörg Cy"),
    ] {
        let output = vault.output(&[&["list", "--sort", "name", "--format", "json"], query].concat());
        let answer: Value = serde_json::from_str(&output.stdout).unwrap_or_else(|_| panic!("{query:?} {}", output.stderr));
        let names: Vec<&str> = answer["contacts"].as_array().unwrap().iter().map(|contact| contact["name"].as_str().unwrap()).collect();
        if !expected.contains('?') {
            assert_eq!(names.join(" "), expected, "{query:?}");
        }
    }
}
