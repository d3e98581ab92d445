//! The words and signs notes are read by, as a page: dates, channels, marks, tasks, cadences.

use crate::config::channels::BUILT_IN;
use crate::config::marks::Mark;
use crate::render::style::wrap;

/// The page, in 80 columns.
pub fn page() -> String {
    let mut page = String::new();
    page.push_str("Dates that begin an entry:\n");
    for line in DATES {
        page.push_str(&format!("  {line}\n"));
    }
    page.push_str("\nChannels: the first word after the date, in brackets, as a tag or an emoji\n");
    for (name, synonyms) in BUILT_IN {
        row(&mut page, name, synonyms);
    }
    page.push_str("\nMarks: as a tag anywhere in an entry, most also as its first word\n");
    for mark in Mark::ALL {
        let tag = format!("#{}", mark.name());
        row(&mut page, &tag, mark.synonyms());
    }
    page.push_str("\nTasks:\n");
    for line in TASKS {
        page.push_str(&format!("  {line}\n"));
    }
    page.push_str("\nCadences:\n");
    for line in CADENCES {
        page.push_str(&format!("  {line}\n"));
    }
    page.push_str("\nMore channels, marks and tiers: [channels], [marks] and [cadence.tiers] in\n.vault/config.toml\n");
    page
}

fn row(page: &mut String, name: &str, synonyms: &[&str]) {
    const INDENT: usize = 18;
    let lines = wrap(&synonyms.join(", "), 80 - INDENT);
    page.push_str(format!("  {name:<16}{}", lines.first().map_or("", String::as_str)).trim_end());
    page.push('\n');
    for line in lines.iter().skip(1) {
        page.push_str(&format!("{:INDENT$}{line}\n", ""));
    }
}

const DATES: &[&str] = &[
    "2026-05-02   2026/05/02   2026.05.02   20260502   2026-5-2",
    "[[2026-05-02]]   **2026-05-02**   (2026-05-02)   2026-05-02T14:30",
    "2 May 2026   May 2, 2026   2nd May 2026   Sat 2026-05-02",
    "2026-05-02..04   2026-05-02 - 2026-05-04   02–04 May 2026",
    "03/04/2025 when `order` is set under [dates]; a part above 12 decides alone",
];

const TASKS: &[&str] = &[
    "[ ] and [/] open   [x] kept   [-] cancelled   [>] moved",
    "due: 📅 2026-05-09   [due:: 2026-05-09]   due:2026-05-09",
    "     @due(2026-05-09)   @2026-05-09   by 2026-05-09   (2026-05-09) at the end",
    "others: ⏳ planned   🛫 start   ➕ created   ✅ done   ❌ cancelled",
    "        🔁 every month   🆔 and ⛔ are left out of the words",
    "priority: 🔺 highest   ⏫ high   🔼 medium   🔽 low   ⏬ lowest",
    "theirs: #waiting   WAITING   waiting-for::   below a heading `They owe`",
];

const CADENCES: &[&str] = &[
    "14   14d   2w   2 weeks   every 3 months   3mo   P3M   4w..6w   none",
    "daily   weekly   fortnightly   monthly   bimonthly   quarterly   twice a year",
    "yearly   tiers: A 3 weeks   B 2 months   C 6 months   D 1 year",
];

#[cfg(test)]
mod tests {
    use super::page;

    #[test]
    fn the_page_fits_and_names_every_channel() {
        let page = page();
        for line in page.lines() {
            assert!(crate::render::style::width(line) <= 80, "{line}");
        }
        for word in ["coffee", "sms", "#ask-after", "fyi", "quarterly"] {
            assert!(page.contains(word), "{word}");
        }
    }
}
