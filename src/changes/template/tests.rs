//! What templates give, worked out by hand.

use super::{Left, Rendered, Values, Why, prompts, render};
use crate::base::now::Now;
use crate::base::span::Span;

/// Filled on Wednesday 25 November 2026 at 14:05, with the title `Ana Diaz`.
fn filled_with(template: &str, set: &[(&str, &str)], people: &[&str]) -> Rendered {
    let set: Vec<(String, String)> = set.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect();
    let people: Vec<String> = people.iter().map(|person| person.to_string()).collect();
    let values = Values {
        title: "Ana Diaz",
        name: "Ana \"A\" Diaz",
        now: Now::parse("2026-11-25T14:05").unwrap(),
        date_format: "YYYY-MM-DD",
        time_format: "HH:mm",
        set: &set,
        people: &people,
    };
    render(template, &values)
}

fn filled(template: &str) -> Rendered {
    filled_with(template, &[], &[])
}

#[test]
fn obsidians_own_names() {
    for (template, expected) in [
        ("# {{title}}", "# Ana Diaz"),
        ("{{Title}} {{ TITLE }}", "Ana Diaz Ana Diaz"),
        ("{{name}}", "Ana \"A\" Diaz"),
        ("{{date}} {{time}}", "2026-11-25 14:05"),
        ("{{DATE:YYYY-MM-DD, HH:mm}}", "2026-11-25, 14:05"),
        ("{{date:dddd [the] Do}} {{time:h:mm a}}", "Wednesday the 25th 2:05 pm"),
        ("{{date:}}", "2026-11-25"),
        ("{{date:[{]YYYY}}", "{2026"),
        // Steps: 30 November is the fifth day ahead, 2027 no leap year.
        ("{{date+7d}} {{date-1d}} {{date + 2 w}}", "2026-12-02 2026-11-24 2026-12-09"),
        ("{{date+3M:YYYY-MM-DD}} {{date+1y}} {{date-1q:MMM}}", "2027-02-25 2027-11-25 Aug"),
        ("{{date+1M-25d}} {{date+3}}", "2026-11-30 2026-11-28"),
        ("{{time+55m}} {{time-15h:YYYY-MM-DD HH:mm}} {{date+1m}}", "15:00 2026-11-24 23:05 2026-12-25"),
        ("{{yesterday}} {{tomorrow:ddd}} {{monday}} {{Sunday:D MMM}}", "2026-11-24 Thu 2026-11-23 29 Nov"),
        ("no placeholders { here }", "no placeholders { here }"),
        ("{{\ntitle}}", "{{\ntitle}}"),
        ("{{ {{title}}", "{{ Ana Diaz"),
        ("3 <% 4 {{title}}", "3 <% 4 Ana Diaz"),
        ("", ""),
    ] {
        let rendered = filled(template);
        assert_eq!((rendered.text.as_str(), rendered.left.len()), (expected, 0), "{template}");
    }
}

#[test]
fn what_is_not_known_stays_and_is_named() {
    let template =
        "{{author}}\r\n{{date+7x}} {{}} {{VALUE:who}} <% tp.web.daily_quote() %>\n<%* tR += 'x';\nmore() %>\n{{{title}}}\n{{#each a}}";
    let rendered = filled(template);
    // `{{{title}}}` is another program's; its inner part, `{title`, is no name.
    assert_eq!(rendered.text, template);
    let whys: Vec<(&str, Why)> = rendered.left.iter().map(|left| (left.span.of(template), left.why.clone())).collect();
    assert_eq!(
        whys,
        [
            ("{{author}}", Why::Unknown("author".into())),
            ("{{date+7x}}", Why::Unknown("date+7x".into())),
            ("{{}}", Why::Unknown(String::new())),
            ("{{VALUE:who}}", Why::Unknown("VALUE:who".into())),
            ("<% tp.web.daily_quote() %>", Why::Expression),
            ("<%* tR += 'x';\nmore() %>", Why::Script),
            ("{{{title}}", Why::Unknown("{title".into())),
            ("{{#each a}}", Why::Unknown("#each a".into())),
        ]
    );
}

#[test]
fn values_are_set_by_name() {
    let rendered = filled_with(
        "{{How Met}} {{city}} {{title}} {{prompt:Which city?}} {{prompt:other}}",
        &[("how_met", "at {{date}}"), ("which city?", "Rome"), ("unused", "x"), ("title", "T")],
        &[],
    );
    // A value is text: what looks like a placeholder in it stays.
    assert_eq!(rendered.text, "at {{date}} {{city}} T Rome {{prompt:other}}");
    assert_eq!(rendered.used, [true, true, false, true]);
    assert_eq!(
        rendered.left,
        [
            Left { span: Span::new(12, 20), why: Why::Unknown("city".into()) },
            Left { span: Span::new(54, 70), why: Why::Unanswered("other".into()) }
        ]
    );
    assert_eq!(prompts("{{prompt:City}} {{Prompt: city }} {{prompt:}} <% {{prompt:no}} %> {{prompt:Year}}"), ["City", "Year"]);
}

#[test]
fn the_cursor_is_where_the_first_mark_stood() {
    let rendered = filled("{{title}}: {{cursor}}here <% tp.file.cursor(2) %>!");
    assert_eq!((rendered.text.as_str(), rendered.cursor), ("Ana Diaz: here !", Some(10)));
    assert_eq!(filled("none").cursor, None);
}

#[test]
fn a_line_is_written_for_each_person() {
    let template = "with: {{people}}\n- [ ] thank {{each person}} by {{date+7d}}\nend";
    let two = filled_with(template, &[], &["[[Ana]]", "[[Bo]]"]);
    assert_eq!(two.text, "with: [[Ana]], [[Bo]]\n- [ ] thank [[Ana]] by 2026-12-02\n- [ ] thank [[Bo]] by 2026-12-02\nend");
    assert!(two.left.is_empty() && two.named_people);
    assert_eq!(filled(template).text, "with: {{people}}\nend");
    assert_eq!(filled_with("- {{each person}}", &[], &["[[Ana]]", "[[Bo]]"]).text, "- [[Ana]]\n- [[Bo]]");
}

#[test]
fn a_few_expressions_of_templater_are_translated() {
    for (template, expected) in [
        ("<% tp.file.title %>", "Ana Diaz"),
        ("<% tp.date.now() %>", "2026-11-25"),
        ("<%tp.date.now(\"Do MMMM YYYY\")%>", "25th November 2026"),
        ("<% tp.date.now(\"YYYY-MM-DD\", -7) %>", "2026-11-18"),
        ("<% tp.date.now('YYYY-MM-DD', 7); %>", "2026-12-02"),
        ("<% tp.date.now(\"YYYY-MM-DD\", \"P-1M\") %>", "2026-10-25"),
        ("<% tp.date.now(\"YYYY-MM-DD\", \"P1Y\") %>", "2027-11-25"),
        ("<% tp.date.now(\"HH:mm\", \"PT2H30M\") %>", "16:35"),
        ("<% tp.date.now(\"YYYY-MM-DD\", 1, \"2026-12-31\") %>", "2027-01-01"),
        ("<% tp.date.now(\"D MMM\", -1, \"03.05.2026\", \"DD.MM.YYYY\") %>", "2 May"),
        ("<% tp.date.today() %>", "2026-11-25"),
        ("<% tp.date.tomorrow(\"dddd\") %>", "Thursday"),
        ("<% tp.date.yesterday() %>", "2026-11-24"),
        ("<% tp.file.creation_date() %>", "2026-11-25 14:05"),
        ("<% tp.file.creation_date(\"[year] YYYY\") %>", "year 2026"),
        ("a\n<%- tp.file.title -%>\nb", "aAna Diazb"),
        ("a \n\n<%_ tp.file.title _%> \n b", "aAna Diazb"),
    ] {
        let rendered = filled(template);
        assert_eq!((rendered.text.as_str(), rendered.left.len()), (expected, 0), "{template}");
    }
    for template in [
        "<% tp.date.now(\"YYYY\", 1, tp.file.title) %>",
        "<% tp.date.now(\"YYYY\" + x) %>",
        "<% tp.date.now(`${x}`) %>",
        "<% tp.date.now(\"a\\nb\") %>",
        "<% tp.date.now(\"YYYY\", 1.5) %>",
        "<% tp.date.now(\"YYYY\", \"P\") %>",
        "<% tp.date.now(\"YYYY\", 1, \"2026-02-31\") %>",
        "<% tp.date.weekday(\"YYYY-MM-DD\", 0) %>",
        "<% await tp.system.prompt(\"x\") %>",
        "<% tp.file.title.toUpperCase() %>",
        "<% tp.file.cursor_append('x') %>",
        "<%+ tp.date.now() %>",
        "<%- tp.user.x() -%>\nkept",
        "<% %>",
    ] {
        let rendered = filled(template);
        assert_eq!((rendered.text.as_str(), rendered.left.len()), (template, 1), "{template}");
    }
}

#[test]
fn hostile_templates_are_linear() {
    for piece in ["{{", "<%", "{{ {{", "}}", "<% {{", "{{date"] {
        let text = piece.repeat(50_000);
        assert_eq!(filled(&text).text, text);
    }
}
