//! What a search finds first: sixty queries over the sample vault and a small vault of names and scripts, each with the place of its first
//! hit, found by reading the notes.

use std::path::Path;

use serde_json::Value;

use crate::support::{TestVault, repository, run_in};

/// The place of the first hit; `nothing`, or the error.
fn first(folder: &Path, query: &[&str], as_of: &str) -> String {
    let said = run_in(folder, &[&["search", "--format", "json"], query].concat(), Some(as_of));
    if said.status == 2 {
        return said.stderr;
    }
    let answer: Value = serde_json::from_str(&said.stdout).unwrap();
    match answer["hits"].as_array().unwrap().first() {
        Some(hit) => format!("{}:{}", hit["path"].as_str().unwrap(), hit["line"]),
        None => "nothing".to_owned(),
    }
}

fn check(folder: &Path, as_of: &str, cases: &[(&[&str], &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(query, expected)| (query, expected, first(folder, query, as_of)))
        .filter(|(_, expected, found)| *expected != found)
        .map(|(query, expected, found)| format!("{query:?}\n  expected {expected}\n  found    {found}"))
        .collect();
    assert!(wrong.is_empty(), "{} of {} queries\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn the_first_hit_in_the_sample_vault() {
    check(
        &repository().join("sample-vault"),
        "2026-11-23",
        &[
            // Words: an entry that holds them all comes before a note that does.
            (&["lighthouse"], "People/Clients/Ruth Abernathy.md:17"),
            (&["bandoneon"], "People/José Álvarez.md:18"),
            (&["trombone"], "People/Leo Castellan.md:8"),
            (&["harbour", "swim"], "People/Leo Castellan.md:7"),
            (&["harbour", "snow"], "People/Family/Charlotte Vale.md:12"),
            (&["pumpkins", "owl"], "People/Family/Daniel Vale.md:13"),
            (&["honey"], "People/Imogen Clarke.md:14"),
            (&["bees"], "Meetings/Brightledger reunion.md:6"),
            (&["cribbage"], "People/Harold Finch.md:12"),
            (&["Machynlleth"], "People/Imogen Clarke.md:8"),
            (&["umbrellas"], "Daily/2026-10-20.md:2"),
            (&["granddaughter"], "People/Priya Raman.md:18"),
            // Names: the person's own note comes first.
            (&["Imogen"], "People/Imogen Clarke.md:1"),
            (&["Amara"], "People/Amara Okafor.md:1"),
            (&["Lottie"], "People/Family/Charlotte Vale.md:1"),
            (&["Doreen"], "People/Doreen Pike.md:1"),
            (&["Imogen", "foxglove"], "People/Imogen Clarke.md:16"),
            (&["Priya", "pricing"], "People/Priya Raman.md:13"),
            // Accents and case.
            (&["jose"], "People/José Álvarez.md:1"),
            (&["ALVAREZ"], "People/José Álvarez.md:1"),
            (&["goteborg"], "People/Theo Lindgren.md:4"),
            (&["zoe", "pumpkin"], "People/Clients/Zoë Brandt.md:14"),
            // Typos.
            (&["trombonne"], "People/Leo Castellan.md:8"),
            (&["lighthosue"], "People/Clients/Ruth Abernathy.md:17"),
            (&["Imogem"], "People/Imogen Clarke.md:1"),
            (&["zzzzzz"], "nothing"),
            // Phrases.
            (&["\"green overhang\""], "Daily/2026-11-17.md:1"),
            (&["\"overhang green\""], "nothing"),
            (&["\"spring show\"", "model"], "People/Samira Haddad.md:16"),
            // Beginnings, either (of two words as rare the shorter note is first), neither.
            (&["foxgl*"], "People/Imogen Clarke.md:16"),
            (&["trombone", "OR", "swarm"], "People/Leo Castellan.md:8"),
            (&["harbour", "-lighthouse", "-trombone", "-letter", "-model"], "People/Priya Raman.md:18"),
            (&["(lighthouse OR cribbage) -harbour"], "People/Harold Finch.md:12"),
            // Fields and dates.
            (&["tag:family", "call", "robin"], "Daily/2026-11-22.md:1"),
            (&["tag:family", "date:2026-11-08"], "People/Family/Margaret Vale.md:20"),
            (&["city:lisbon"], "People/José Álvarez.md:1"),
            (&["name:ruth", "date:2026-08"], "People/Clients/Ruth Abernathy.md:16"),
            (&["channel:letter", "date:2026"], "People/Imogen Clarke.md:16"),
            (&["kind:entry", "name:leo"], "Daily/2026-10-20.md:2"),
            (&["kind:note", "harbour"], "Companies/Lantern Quay Museum.md:5"),
            (&["path:Companies", "kettle"], "Companies/Tidewheel Studio.md:5"),
            (&["wall", "date:november", "name:kit", "soup"], "Daily/2026-11-10.md:1"),
            (&["date:2026-06-27"], "Meetings/Brightledger reunion.md:3"),
            // Other scripts.
            (&["小雨"], "People/王小雨.md:1"),
            (&["王"], "People/王小雨.md:1"),
        ],
    );
}

#[test]
fn the_first_hit_among_names_and_scripts() {
    let vault = TestVault::new(&[
        (
            "People/Jörg Müller.md",
            "---\ncity: Köln\ntags: [client]\n---\nDreht Filme über Brücken.\n\n## Log\n\n- 2026-05-01 call: the new job at the harbour\n- 2026-03-01 lunch: an old job, and a new kitchen\n",
        ),
        ("People/Søren Ågård.md", "---\ncity: Århus\n---\n- 2026-04-10 coffee: rye bread\n- 2026-01-05 email: sent the recipe\n"),
        (
            "People/佐藤花子.md",
            "---\naliases: [Hanako]\n---\n東京都庁で働いている。\n\n## Log\n\n- 2026-05-10 call: 京都の桜について話した\n- 2026-04-02 coffee: コーヒーを飲んだ\n",
        ),
        ("People/김민수.md", "- 2026-02-02 call: 서울에서 만나자\n"),
        ("People/Łukasz Żak.md", "- 2026-05-05 visit: brought pierogi #gave\n"),
        (
            "People/Ann Example.md",
            "---\nemail: ann.long@example.com\nphone: \"+44 20 7946 0999\"\n---\n- 2026-05-15 call: asked about https://example.org/bread at 14:30\n",
        ),
        ("Daily/2026-05-12.md", "- Walk with [[Jörg Müller]] along the canal\n- Lunch with [[Ann Example]], too much bread\n"),
        ("Recipes/Bread.md", "# Bread\n\nRye, salt, water. Rye again.\n"),
    ]);
    check(
        vault.root(),
        "2026-05-20",
        &[
            (&["muller"], "People/Jörg Müller.md:1"),
            (&["mueller"], "People/Jörg Müller.md:1"),
            (&["MÜLLER", "harbour"], "People/Jörg Müller.md:9"),
            (&["koln"], "People/Jörg Müller.md:2"),
            (&["brucken"], "People/Jörg Müller.md:5"),
            (&["\"new job\""], "People/Jörg Müller.md:9"),
            (&["new", "job", "kitchen"], "People/Jörg Müller.md:10"),
            (&["aarhus"], "People/Søren Ågård.md:2"),
            (&["soren"], "People/Søren Ågård.md:1"),
            (&["lukasz"], "People/Łukasz Żak.md:1"),
            (&["zak", "pierogy"], "People/Łukasz Żak.md:1"),
            (&["京都"], "People/佐藤花子.md:8"),
            (&["東京"], "People/佐藤花子.md:4"),
            (&["都庁"], "People/佐藤花子.md:4"),
            (&["コーヒー"], "People/佐藤花子.md:9"),
            (&["서울"], "People/김민수.md:1"),
            (&["hanako"], "People/佐藤花子.md:1"),
            (&["ann.long@example.com"], "People/Ann Example.md:2"),
            (&["\"14:30\""], "People/Ann Example.md:5"),
            (&["rye"], "Recipes/Bread.md:3"),
            (&["bread", "name:ann", "-example.org"], "Daily/2026-05-12.md:2"),
            (&["canal", "tag:client"], "Daily/2026-05-12.md:1"),
            (&["canal", "name:ann"], "nothing"),
            (&["bread", "--sort", "date"], "People/Ann Example.md:5"),
            (&["date:<7d"], "People/Ann Example.md:5"),
            (&["channel:visit"], "People/Łukasz Żak.md:1"),
        ],
    );
}
