//! Be genuine: what matters to somebody is at hand when they are to be written to, and before one meets them. Worked out by hand.

use crate::support::TestVault;

const ANA: &str = "\
---
cadence: 10 days
met_at: the climbing wall in Leeds
talk_about: [her choir, the knee]
---
## Log

- 2026-05-04 call: the knee is better, she sings again in June #gave
- 2026-04-20 coffee, the old flat
";

#[test]
fn what_matters_is_at_hand() {
    let vault = TestVault::new(&[("People/Ana.md", ANA)]);
    let report = vault.run(&["report", "--only", "reach_out"]);
    assert!(
        report.contains("    say   last time: the knee is better, she sings again in June\n          ask about: her choir and the knee\n"),
        "{report}"
    );
    let brief = vault.run(&["brief", "Ana"]);
    for words in ["the climbing wall in Leeds", "the knee is better, she sings again in June", "the old flat", "her choir"] {
        assert!(brief.contains(words), "{words}\n{brief}");
    }
    // The words of a later entry take their place.
    vault.write("People/Ana.md", format!("{ANA}- 2026-05-08 message, the flat is sold\n").as_bytes());
    assert!(vault.run(&["report", "--only", "reach_out"]).contains("last time: the flat is sold\n"));
}
