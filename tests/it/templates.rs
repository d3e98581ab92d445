//! Templates of any kind: what is not known comes out byte for byte and is named, once each; what is known never runs into it.

use proptest::prelude::{Strategy, prop_assert, prop_assert_eq, prop_oneof, proptest};
use vault::base::now::Now;
use vault::changes::template::{Values, render};

/// A piece of a template, what it gives, and how many expressions of it stay.
type Piece = (String, String, usize);

fn piece() -> impl Strategy<Value = Piece> {
    let same = |text: String, left: usize| (text.clone(), text, left);
    prop_oneof![
        // Anything that begins no placeholder and ends none.
        "[a-zé🎉 \\r\\n\\t\"'`:;#|\\[\\]()*_>\u{0}\u{feff}-]{0,12}".prop_map(move |text| same(text, 0)),
        "\\{\\{[a-z]{1,3}[0-9][a-z :+|.-]{0,9}\\}\\}".prop_map(move |text| same(text, 1)),
        "<%[*+~ ][a-z(){};'\" \\n.=]{0,20}%>".prop_map(move |text| same(text, 1)),
        "(<% tp\\.(user|system|web|obsidian)\\.[a-z_]{1,9}\\([a-z\"', ]{0,9}\\) %>)".prop_map(move |text| same(text, 1)),
        proptest::sample::select(vec![
            ("{{title}}", "Ana"),
            ("{{ DATE }}", "2026-11-25"),
            ("{{date+1w:D.M.}}", "2.12."),
            ("{{time}}", "14:05"),
            ("<% tp.file.title %>", "Ana"),
            ("<% tp.date.now('Q') %>", "4"),
            ("{{cursor}}", ""),
        ])
        .prop_map(|(text, given)| (text.to_owned(), given.to_owned(), 0)),
    ]
}

proptest! {
    #[test]
    fn nothing_is_lost_and_nothing_run(pieces in proptest::collection::vec(piece(), 0..20)) {
        let template: String = pieces.iter().map(|(text, ..)| text.as_str()).collect();
        let expected: String = pieces.iter().map(|(_, given, _)| given.as_str()).collect();
        let values = Values {
            title: "Ana",
            name: "Ana",
            now: Now::parse("2026-11-25T14:05").unwrap(),
            date_format: "YYYY-MM-DD",
            time_format: "HH:mm",
            set: &[],
            people: &[],
        };
        let rendered = render(&template, &values);
        prop_assert_eq!(&rendered.text, &expected);
        prop_assert_eq!(rendered.left.len(), pieces.iter().map(|(_, _, left)| left).sum::<usize>());
        for left in &rendered.left {
            prop_assert!(rendered.text.contains(left.span.of(&template)) && !left.span.of(&template).is_empty());
        }
    }

    #[test]
    fn any_text_is_rendered(template in "(\\{\\{|\\}\\}|<%|%>|[-_*]|date|time|prompt:|[+]|[0-9]|\\PC|\n){0,40}") {
        let people = ["[[Ana]]".to_owned()];
        let set = [("a".to_owned(), "{{date}}".to_owned())];
        let now = Now::parse("9999-12-31T23:59:59").unwrap();
        render(&template, &Values { title: "", name: "", now, date_format: "[", time_format: "\\", set: &set, people: &people });
    }
}
