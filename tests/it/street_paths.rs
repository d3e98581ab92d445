//! Introductions and paths: whom to ask about somebody, by what each step is known, and who is never asked; the graph drawn.

use serde_json::{Value, json};

use crate::support::TestVault;

fn ways(vault: &TestVault, to: &str) -> Vec<Vec<String>> {
    let output = vault.output(&["path", "--to", to, "--format", "json"]);
    let answer: Value = serde_json::from_str(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", output.stderr));
    let step = |step: &Value| step["to"]["name"].as_str().unwrap().to_owned();
    let way = |way: &Value| way["steps"].as_array().unwrap().iter().map(step).collect();
    answer["ways"].as_array().unwrap().iter().map(way).collect()
}

#[test]
fn each_step_says_how_strong_and_how_recent_it_is_and_by_what() {
    let vault = TestVault::new(&[
        ("People/Ana.md", "---\navoid: money\n---\n- 2026-05-08 call\n- 2026-04-08 call\n- 2026-03-08 call\n- 2024-03-08 call\n"),
        ("People/Bo.md", "---\nknows: [\"[[Ana]]\", \"[[Cy]]\"]\n---\n"),
        ("People/Cy.md", "- 2021-05-20 call\n"),
        ("Events/Print fair.md", "---\ndate: 2021-05-15\nattendees: [\"[[Ana]]\", \"[[Bo]]\"]\n---\n# Print fair\n"),
    ]);
    // Ana: 2^(-12/180) + 2^(-42/180) + 2^(-73/180) + 2^(-803/180) = 0.955 + 0.851 + 0.755 + 0.045 = 2.606; of 4.606: 0.566.
    // Ana and Bo: knows 0.7, the fair a quarter of 0.6: 1 - 0.3 * 0.85 = 0.745. Bo and Cy: 0.7.
    assert_eq!(
        vault.run(&["path", "--to", "Cy"]),
        "\
You know Cy yourself: last contact 5 years ago

Ask Ana to ask Bo about Cy
  you and Ana, strong: last contact 12 days ago, 3 days of contact in a year
  Ana and Bo, strong: Bo knows Ana  People/Bo.md:2
    also both were at Print fair, 5 years ago  Events/Print fair.md
  Bo and Cy, strong: Bo knows Cy  People/Bo.md:2
  care: avoid: money

Ask Bo about Cy
  you and Bo, slight: last contact 5 years ago
  Bo and Cy, strong: Bo knows Cy  People/Bo.md:2
"
    );
    let answer: Value = serde_json::from_str(&vault.run(&["path", "--to", "Cy", "--format", "json"])).unwrap();
    let way = &answer["ways"][0];
    assert_eq!((&way["score"], &way["ask"]["name"]), (&json!(0.295), &json!("Ana")));
    let strengths: Vec<&Value> = way["steps"].as_array().unwrap().iter().map(|step| &step["strength"]).collect();
    assert_eq!(strengths, [&json!(0.566), &json!(0.745), &json!(0.7)]);
    assert_eq!(answer["direct"][0]["lately"], false);
}

#[test]
fn a_way_has_at_most_two_people_between() {
    let vault = TestVault::new(&[
        ("People/Ana.md", "---\nknows: \"[[Bo]]\"\n---\n- 2026-05-08 call\n"),
        ("People/Bo.md", "---\nknows: \"[[Cy]]\"\n---\n"),
        ("People/Cy.md", "---\nknows: \"[[Di]]\"\n---\n"),
        ("People/Di.md", ""),
    ]);
    assert_eq!(ways(&vault, "Bo"), [["Ana", "Bo"]]);
    assert_eq!(ways(&vault, "Cy"), [["Ana", "Bo", "Cy"]]);
    let none = vault.output(&["path", "--to", "Di"]);
    assert_eq!((none.status, none.stdout.as_str()), (1, "Nobody you are in touch with is tied to Di in your notes\n"));
    let answer: Value = serde_json::from_str(&vault.output(&["path", "--to", "Di", "--format", "json"]).stdout).unwrap();
    assert_eq!((&answer["ways"], &answer["direct"]), (&json!([]), &json!([])));
}

#[test]
fn people_are_tied_by_what_the_notes_say() {
    let ana = "- 2026-05-08 call\n";
    let many: String = (0..29).map(|number| format!("  - Guest {number}\n")).collect();
    let guests: Vec<(String, &str)> = (0..29).map(|number| (format!("People/Guest {number}.md"), "")).collect();
    let fair = |people: &str| format!("---\ntype: event\ndate: 2026-05-15\nattendees:\n{people}---\n");
    let both = "  - \"[[Ana]]\"\n  - Bo\n";
    for (what, ana_more, bo, path, note, text) in [
        ("knows", "", "---\nknows: Ana\n---\n", "", "", "Bo knows Ana"),
        ("introduced_me", "", "---\nintroduced_by: \"[[Ana]]\"\nmet: 2026-05-01\n---\n", "", "", "Ana introduced you to Bo 19 days ago"),
        ("introduced_me", "- 2026-05-01 introduced me to [[Bo]] #intro\n", "", "", "", "Ana introduced you to Bo 19 days ago"),
        ("introduced", "- 2026-05-01 introduced her to [[Bo]] #intro\n", "", "", "", "you introduced Ana and Bo 19 days ago"),
        ("introduced", "", "", "Daily/2026-05-01.md", "- introduced [[Ana]] to [[Bo]] #intro\n", "you introduced Ana and Bo 19 days ago"),
        (
            "introduced_me",
            "",
            "",
            "Daily/2026-05-01.md",
            "- [[Ana]] introduced me to [[Bo]] #intro\n",
            "Ana introduced you to Bo 19 days ago",
        ),
        (
            "introduced_me",
            "",
            "",
            "Daily/2026-05-01.md",
            "- met [[Bo]] through [[Ana]] #intro #received\n",
            "one of Ana and Bo introduced you to the other 19 days ago",
        ),
        ("named", "- 2026-05-01 lunch with [[Bo]]\n", "", "", "", "Bo is named in an entry about Ana 19 days ago"),
        (
            "named",
            "- 2026-05-01 lunch with [[Bo]]\n- 2026-04-01 lunch with [[Bo]]\n",
            "",
            "",
            "",
            "Bo is named in entries about Ana on 2 days, the last 19 days ago",
        ),
        ("household", "", "---\nhousehold: The Mill\n---\n", "", "", "Ana and Bo share a household"),
        ("company", "", "---\ncompany: \"[[kumo type]]\"\n---\n", "", "", "both are at Kumo Type"),
        ("event", "", "", "Events/Print fair.md", &fair(both), "both were at Print fair, 5 days ago"),
        // Thirty people at a fair may know each other, thirty-one do not.
        (
            "event",
            "",
            "",
            "Events/Print fair.md",
            &fair(&format!("{both}{}", many.replacen("  - Guest 28\n", "", 1))),
            "both were at Print fair, 5 days ago",
        ),
        ("", "", "", "Events/Print fair.md", &fair(&format!("{both}{many}")), ""),
        // Planned, quoted, undated, ambiguous.
        ("", "- 2026-05-21 lunch with [[Bo]]\n", "", "", "", ""),
        ("", "> - 2026-05-01 lunch with [[Bo]]\n", "", "", "", ""),
        ("", "\n\nSee [[Bo]].\n", "", "", "", ""),
        ("", "", "---\nknows: Sam\n---\n", "", "", ""),
        ("", "", "---\ncompany: Freelance\n---\n", "", "", ""),
    ] {
        let front = "---\nhousehold: the mill\ncompany: [Kumo Type, Freelance]\naliases: Sam\n---\n";
        let ana = format!("{front}{ana}{ana_more}");
        let mut files = vec![("People/Ana.md", ana.as_str()), ("People/Bo.md", bo), ("People/Cy.md", "---\naliases: Sam\n---\n")];
        if !path.is_empty() {
            files.push((path, note));
        }
        files.extend(guests.iter().map(|(path, text)| (path.as_str(), *text)));
        let vault = TestVault::new(&files);
        let output = vault.output(&["path", "--to", "Bo", "--format", "json"]);
        let answer: Value = serde_json::from_str(&output.stdout).unwrap();
        let by = &answer["ways"][0]["steps"][1]["by"];
        let shown = || format!("{what} {ana_more}{bo}{note}{answer}");
        assert_eq!(by[0]["kind"].as_str().unwrap_or_default(), what, "{}", shown());
        assert_eq!(by[0]["text"].as_str().unwrap_or_default(), text, "{}", shown());
    }
}

#[test]
fn some_are_never_asked_and_some_never_asked_about() {
    for (front, more, may) in [
        ("", "", true),
        ("status: archived\n", "", false),
        ("status: do-not-contact\n", "", false),
        ("deceased: 2026-05-10\n", "", false),
        ("paused: true\n", "", false),
        ("", "- 2026-05-02 short words about the fee #tension\n", false),
        ("", "- 2026-05-02 short words about the fee #tension\n- 2026-05-03 all well #resolved\n", true),
    ] {
        let ana = format!("---\n{front}knows: \"[[Bo]]\"\n---\n- 2026-05-08 call\n{more}");
        // Neither by me nor by somebody else.
        let zoe =
            "---\nknows: \"[[Ana]]\"\n---\n- 2026-05-08 call\n- 2026-05-09 call\n- 2026-05-10 call\n- 2026-05-11 call\n- 2026-05-12 call\n";
        let vault = TestVault::new(&[("People/Ana.md", &ana), ("People/Bo.md", ""), ("People/Zoe.md", zoe)]);
        let asked = ways(&vault, "Bo");
        assert_eq!(asked.iter().flatten().any(|name| name == "Ana"), may, "{front}{more}: {asked:?}");
    }
    for (front, said) in [
        ("status: do-not-contact", "Bo wishes no contact: no way is suggested\n"),
        ("deceased: true", "Bo has died: no way is suggested\n"),
    ] {
        let bo = format!("---\n{front}\nknows: Ana\n---\n");
        let vault = TestVault::new(&[("People/Ana.md", "- 2026-05-08 call\n"), ("People/Bo.md", &bo)]);
        let output = vault.output(&["path", "--to", "Bo"]);
        assert_eq!((output.status, output.stdout.as_str()), (1, said));
    }
}

#[test]
fn somebody_i_am_in_touch_with_is_said_to_be_so() {
    let vault = TestVault::new(&[("People/Bo.md", "- 2026-02-19 call\n")]);
    // 90 days, then 91.
    for (day, said) in [
        ("2026-05-20", "You are in touch with Bo yourself: last contact 12 weeks ago, 1 day of contact\nin a year\n"),
        ("2026-05-21", "You know Bo yourself: last contact 13 weeks ago, 1 day of contact in a year\n"),
    ] {
        assert_eq!(vault.run(&["path", "--to", "Bo", "--as-of", day]), said);
    }
}

#[test]
fn a_company_is_reached_through_its_people() {
    let vault = TestVault::new(&[
        ("People/Ana.md", "---\nknows: [\"[[Bo]]\", \"[[Cy]]\"]\n---\n- 2026-05-08 call\n"),
        ("People/Bo.md", "---\ncompany: Kumo Type\n---\n- 2020-05-08 call\n"),
        ("People/Cy.md", ""),
        ("People/Di.md", "---\ncompany: Kumo Type\nstatus: archived\n---\n- 2026-05-08 call\n"),
        ("Companies/Oak.md", "[[Cy]] looks after us.\n"),
    ]);
    assert_eq!(
        vault.run(&["path", "--to", "kumo", "type"]),
        "\
Kumo Type: Bo and Di
You know Bo yourself: last contact 6 years ago

Ask Ana about Bo
  you and Ana, good: last contact 12 days ago, 1 day of contact in a year
  Ana and Bo, strong: Ana knows Bo  People/Ana.md:2
"
    );
    assert_eq!(ways(&vault, "Oak"), [["Ana", "Cy"]]);
    // A part of the name is enough, when one company alone has it.
    assert_eq!(ways(&vault, "umo"), [["Ana", "Bo"]]);
    let typo = vault.output(&["path", "--to", "Kumo Tpye"]);
    assert_eq!(
        (typo.status, typo.stderr.as_str()),
        (2, "error: no contact and no company is called `Kumo Tpye`\nhint: did you mean `Kumo Type`?\n")
    );
    let nobody = vault.output(&["path", "--to", "Xyzzy"]);
    assert_eq!((nobody.status, nobody.stderr.lines().next()), (2, Some("error: no contact and no company is called `Xyzzy`")));
}

#[test]
fn nobody_is_asked_about_whom_i_am_in_touch_with() {
    let knows = "---\nknows: [\"[[Bo]]\", \"[[Cy]]\", \"[[Di]]\"]\n---\n- 2026-05-08 call\n";
    let at = |log: &str| format!("---\ncompany: Kumo Type\n---\n{log}");
    let vault = TestVault::new(&[
        ("People/Ana.md", knows),
        ("People/Bo.md", &at("- 2026-05-14 call\n")),
        ("People/Cy.md", &at("")),
        ("People/Di.md", &at("- 2026-05-02 short words about the fee #tension\n")),
    ]);
    assert_eq!(
        vault.run(&["path", "--to", "Bo"]),
        "You are in touch with Bo yourself: last contact 6 days ago, 1 day of contact in\na year\n"
    );
    // Of the company Bo is in touch with me; with Di something is open; Cy is whom I do not know, and Bo is a colleague of Cy.
    let ways = ways(&vault, "Kumo Type");
    assert_eq!(ways, [["Ana", "Cy"], ["Bo", "Cy"]]);
    let said = vault.run(&["path", "--to", "Kumo Type"]);
    assert!(said.contains("You are in touch with Bo yourself") && !said.contains("know Di") && !said.contains("with Di"), "{said}");
    // No line ends in blanks, a household included, which no line of a note tells.
    let house = "---\nhousehold: The Mill\n---\n";
    let ana = format!("{house}- 2026-05-08 call\n");
    let vault = TestVault::new(&[("People/Ana.md", &ana), ("People/Eve.md", house)]);
    let said = vault.run(&["path", "--to", "Eve"]);
    assert!(said.ends_with(": Ana and Eve share a household\n"), "{said}");
}

#[test]
fn the_graph_is_drawn_in_three_forms() {
    let vault = TestVault::new(&[
        ("People/Ana \"A\" Diaz.md", "---\ncompany: Kumo & Co\nknows: \"[[Bo]]\"\n---\n- 2026-05-08 call\n"),
        ("People/Bo.md", "---\ncompany: Kumo & Co\n---\n"),
        ("People/Cy.md", ""),
    ]);
    assert_eq!(
        vault.run(&["graph"]),
        "\
graph people {
  layout=neato; overlap=false; splines=true;
  node [shape=ellipse, fontname=\"sans-serif\"];
  edge [fontname=\"sans-serif\", fontsize=9];
  p0 [label=\"Ana \\\"A\\\" Diaz\"];
  p1 [label=\"Bo\"];
  p2 [label=\"Cy\"];
  g0 [label=\"Kumo & Co\", shape=box];
  p0 -- p1 [label=\"knows\", penwidth=2.6];
  p0 -- g0 [penwidth=2.9];
  p1 -- g0 [penwidth=2.9];
}
"
    );
    assert_eq!(vault.run(&["graph", "--format", "dot"]), vault.run(&["graph"]));
    assert_eq!(
        vault.run(&["graph", "--around", "Bo", "--steps", "1", "--format", "mermaid"]),
        "\
graph LR
  p0([\"Ana #34;A#34; Diaz\"])
  p1([\"Bo\"])
  g0[\"Kumo #38; Co\"]
  p0 ---|knows| p1
  p0 --- g0
  p1 --- g0
"
    );
    let answer: Value = serde_json::from_str(&vault.run(&["graph", "--format", "json"])).unwrap();
    let ids: Vec<&str> = answer["nodes"].as_array().unwrap().iter().map(|node| node["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["People/Ana \"A\" Diaz.md", "People/Bo.md", "People/Cy.md", "company:Kumo & Co"]);
    assert_eq!(answer["edges"][0]["text"], "Ana \"A\" Diaz knows Bo");
    assert_eq!(answer["edges"].as_array().unwrap().len(), 3);
    let elsewhere = vault.output(&["list", "--format", "dot"]);
    assert_eq!(
        (elsewhere.status, elsewhere.stderr.as_str()),
        (2, "error: only `graph` can be drawn\nhint: leave `--format` out, or say `--format json`\n")
    );
    let markdown = vault.output(&["graph", "--format", "markdown"]);
    assert_eq!(markdown.status, 2);
    let steps = vault.output(&["graph", "--around", "Bo", "--steps", "0"]);
    assert_eq!(steps.status, 2);
}
