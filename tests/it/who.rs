//! `vault who` and `vault in`: whose an address or number is, and who is in a place.

use crate::support::TestVault;

fn vault() -> TestVault {
    TestVault::new(&[
        (
            "People/Ana Diaz.md",
            "---\nemail: Ana.Diaz@example.com\nphone: \"+44 (0)20 7946 0188\"\ncity: São Paulo\ncadence: weekly\nlast_contact: 2026-01-01\nlinkedin: https://example.com/in/ana-diaz\n---\n",
        ),
        (
            "People/Bo Lind.md",
            "---\nemails: [bo@example.org, bo@work.example]\nphone:\n  mobile: 020 7946 0999\ncity: \"[[Paulo Afonso]]\"\nsocial:\n  - \"@bolind\"\n---\n",
        ),
    ])
}

#[test]
fn whose_it_is() {
    let vault = vault();
    for (text, expected) in [
        (&["ana.diaz@EXAMPLE.com"][..], "Ana Diaz  email   Ana.Diaz@example.com  People/Ana Diaz.md\n"),
        (&["work.example"], "Bo Lind  email   bo@work.example  People/Bo Lind.md\n"),
        (&["+44", "20", "7946", "0188"], "Ana Diaz  phone   +44 (0)20 7946 0188  People/Ana Diaz.md\n"),
        (&["02079460188"], "Ana Diaz  phone   +44 (0)20 7946 0188  People/Ana Diaz.md\n"),
        (&["+44 20 7946 0999"], "Bo Lind  phone   020 7946 0999  People/Bo Lind.md\n"),
        (&["BoLind"], "Bo Lind  handle  @bolind  People/Bo Lind.md\n"),
        (&["@ana-diaz"], "Ana Diaz  handle  https://example.com/in/ana-diaz  People/Ana Diaz.md\n"),
        (&["example.com/in/ana-diaz"], "Ana Diaz  handle  https://example.com/in/ana-diaz  People/Ana Diaz.md\n"),
    ] {
        assert_eq!(vault.run(&[&["who"], text].concat()), expected, "{text:?}");
    }
    let nobody = vault.output(&["who", "nobody@example.net"]);
    assert_eq!((nobody.status, nobody.stdout.as_str()), (1, "Nobody.\n"));
    assert_eq!(vault.output(&["who", " "]).status, 2);
}

#[test]
fn who_is_there() {
    let vault = vault();
    let names = |place: &[&str]| {
        let output = vault.output(&[&["in"], place, &["--format", "json"]].concat());
        let answer: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
        answer["contacts"].as_array().unwrap().iter().map(|contact| contact["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(&["sao", "paulo"]), ["Ana Diaz"]);
    // Ana is due, Bo has no cadence.
    assert_eq!(names(&["PAULO"]), ["Ana Diaz", "Bo Lind"]);
    let nobody = vault.output(&["in", "Lisbon"]);
    assert_eq!((nobody.status, nobody.stdout.as_str()), (1, "Nobody in `Lisbon`.\n"));
}
