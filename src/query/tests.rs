//! The language: text in, what is asked out. It is Wednesday 20 May 2026.

use super::tree::{Birthdays, Days, Leaf, Node, Test};
use super::{Mistake, Reading, arguments, parse};
use crate::base::date::Date;
use crate::base::when::Order;

fn saved() -> Vec<(String, String)> {
    [
        ("clients", "tag:client -status:archived"),
        ("Ring", "@ring2"),
        ("ring2", "@Ring"),
        ("broken", "city:London tagg:x"),
        ("either", "ana OR bo"),
    ]
    .map(|(name, query)| (name.to_owned(), query.to_owned()))
    .to_vec()
}

fn read(query: &str) -> Result<Node, Mistake> {
    let saved = saved();
    parse(query, &Reading { today: Date::from_ymd(2026, 5, 20).unwrap(), order: None, saved: &saved })
}

/// A tree in one line: `(a b)` all, `(a | b)` any, `!a` not.
fn shown(node: &Node) -> String {
    let joined = |nodes: &[Node], sign: &str| format!("({})", nodes.iter().map(shown).collect::<Vec<_>>().join(sign));
    match node {
        Node::All(nodes) => joined(nodes, " "),
        Node::Any(nodes) => joined(nodes, " | "),
        Node::Not(node) => format!("!{}", shown(node)),
        Node::Leaf(Leaf { test, .. }) => condition(test),
    }
}

fn condition(test: &Test) -> String {
    let day = |day: &Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let days = |days: &Days| match days {
        Days::Range(from, to) => format!("{}..{}", day(from), day(to)),
        Days::Never => "never".to_owned(),
    };
    match test {
        Test::Word(word) => word.clone(),
        Test::Prefix(word) => format!("{word}*"),
        Test::Phrase(words) => format!("\"{words}\""),
        Test::Holds(text, parts) => format!("{text:?}={}", parts.join("/")),
        Test::Tag(tags) => format!("Tag={}", tags.join("/")),
        Test::Tier(tiers) => format!("Tier={}", tiers.join("/")),
        Test::Channel(channels) => format!("Channel={}", channels.join("/")),
        Test::Status(statuses) => format!("Status={}", statuses.join("/")),
        Test::Has(has) => format!("Has={has:?}"),
        Test::Kind(kinds) => format!("Kind={kinds:?}"),
        Test::Day(field, ranges) => format!("{field:?}={}", ranges.iter().map(days).collect::<Vec<_>>().join("/")),
        Test::Birthday(ranges) => {
            let one = |range: &Birthdays| match range {
                Birthdays::Season(from, to) => format!("{:02}-{:02}..{:02}-{:02}", from.0, from.1, to.0, to.1),
                Birthdays::Born(from, to) => format!("born {}..{}", day(from), day(to)),
                Birthdays::Next(from, to) => format!("next {}..{}", day(from), day(to)),
            };
            format!("Birthday={}", ranges.iter().map(one).collect::<Vec<_>>().join("/"))
        }
        Test::Interactions(ranges) => {
            let one = |range: &super::tree::Numbers| {
                format!("{}..{}", range.least, if range.most == u32::MAX { "∞".to_owned() } else { range.most.to_string() })
            };
            format!("Interactions={}", ranges.iter().map(one).collect::<Vec<_>>().join("/"))
        }
    }
}

#[test]
fn words_and_signs() {
    for (query, expected) in [
        ("", "()"),
        ("  ", "()"),
        ("harbour", "harbour"),
        ("Łukasz o'Brien", "(Łukasz o'Brien)"),
        ("\"new job\"", "\"new job\""),
        ("“new job” x", "(\"new job\" x)"),
        ("new\" \"york", "\"new york\""),
        ("wor*", "wor*"),
        ("-draft", "!draft"),
        ("\u{2212}draft NOT work -\"new job\"", "(!draft !work !\"new job\")"),
        ("--draft", "draft"),
        ("NOT -draft", "draft"),
        ("a - b", "(a - b)"),
        ("a OR b c", "(a | (b c))"),
        ("(a OR b) c", "((a | b) c)"),
        ("a AND b OR -(c d)", "((a b) | !(c d))"),
        ("a(b OR c)d", "(a (b | c) d)"),
        ("a or b", "(a or b)"),
        ("ana@example.com", "ana@example.com"),
        ("https://example.com/x 14:30", "(https://example.com/x 14:30)"),
        ("\"tag:x\"", "\"tag:x\""),
        ("5>3", "5>3"),
    ] {
        assert_eq!(read(query).map(|node| shown(&node)), Ok(expected.to_owned()), "{query:?}");
    }
}

#[test]
fn fields() {
    for (query, expected) in [
        ("tag:family", "Tag=family"),
        ("tag:#family/close,work", "Tag=family/close/work"),
        ("-tag:x", "!Tag=x"),
        ("\u{2212}tag:x", "!Tag=x"),
        ("TIER:a,B", "Tier=a/B"),
        ("city:\"New York\",London", "City=New York/London"),
        ("city:\"Paris, Texas\"", "City=Paris, Texas"),
        ("city:London,", "City=London"),
        ("city:lon*", "City=lon"),
        ("company:\"Acme\" role:editor path:People/", "(Company=Acme Role=editor Path=People/)"),
        ("status:due,Never-Contacted", "Status=due/never_contacted"),
        ("status:\"due soon\"", "Status=due_soon"),
        ("has:promises,email", "Has=[Promise, Email]"),
        ("has:cities has:boundaries", "(Has=[City] Has=[Boundary])"),
        ("kind:entries", "Kind=[Entry]"),
        ("channel:call,video", "Channel=call/video"),
        ("interactions:>5", "Interactions=6..∞"),
        ("interactions:0,3..9", "Interactions=0..0/3..9"),
        ("interactions:<=2", "Interactions=0..2"),
        ("interactions:<2", "Interactions=0..1"),
        ("met:conference", "Met=conference"),
        ("met:2024", "Met=2024-01-01..2024-12-31"),
        ("met:<1y", "Met=2025-05-21..2026-05-20"),
        ("name:ana -(city:Lisbon OR tier:A)", "(Name=ana !(City=Lisbon | Tier=A))"),
    ] {
        assert_eq!(read(query).map(|node| shown(&node)), Ok(expected.to_owned()), "{query:?}");
    }
}

#[test]
fn dates_and_ages() {
    for (query, expected) in [
        // 20 May less 90 days is 19 February: longer ago ends the day before.
        ("last:>90d", "Last=..2026-02-18"),
        ("last:>=90d", "Last=..2026-02-19"),
        ("last:<90d", "Last=2026-02-20..2026-05-20"),
        ("last:<=2w", "Last=2026-05-06..2026-05-20"),
        ("last:=1mo", "Last=2026-04-20..2026-04-20"),
        ("last:1w..1y", "Last=2025-05-20..2026-05-13"),
        ("last:>\"3 months\"", "Last=..2026-02-19"),
        ("last:never", "Last=never"),
        ("last:<2026-01-01", "Last=..2025-12-31"),
        ("last:>2026-04", "Last=2026-05-01.."),
        ("last:<=2025", "Last=..2025-12-31"),
        ("due:<7d", "Due=..2026-05-26"),
        ("due:<=1w", "Due=..2026-05-27"),
        ("due:>30d", "Due=2026-06-20.."),
        ("due:0d..7d", "Due=2026-05-20..2026-05-27"),
        ("due:today", "Due=2026-05-20..2026-05-20"),
        ("due:friday", "Due=2026-05-22..2026-05-22"),
        ("due:june", "Due=2026-06-01..2026-06-30"),
        ("due:april", "Due=2027-04-01..2027-04-30"),
        ("date:2026-05", "Date=2026-05-01..2026-05-31"),
        ("date:2026-02-14,2026-03", "Date=2026-02-14..2026-02-14/2026-03-01..2026-03-31"),
        ("date:2026-01..2026-03", "Date=2026-01-01..2026-03-31"),
        ("date:2026-03-10..", "Date=2026-03-10.."),
        ("date:..2025", "Date=..2025-12-31"),
        ("date:december", "Date=2025-12-01..2025-12-31"),
        ("date:May", "Date=2026-05-01..2026-05-31"),
        ("date:\"march 2025\"", "Date=2025-03-01..2025-03-31"),
        ("date:\"2 May 2026\"", "Date=2026-05-02..2026-05-02"),
        ("date:yesterday", "Date=2026-05-19..2026-05-19"),
        ("date:\"last friday\"", "Date=2026-05-15..2026-05-15"),
        // The day asked for is Wednesday 2026-05-20.
        ("date:\"last week\"", "Date=2026-05-11..2026-05-17"),
        ("date:\"This Month\"", "Date=2026-05-01..2026-05-31"),
        ("date:\"next year\"", "Date=2027-01-01..2027-12-31"),
        ("date:23/11/2025", "Date=2025-11-23..2025-11-23"),
        ("date:2026-05-02..04", "Date=2026-05-02..2026-05-04"),
        ("birthday:december", "Birthday=12-01..12-31"),
        ("birthday:dec..feb", "Birthday=12-01..02-31"),
        ("birthday:12-24", "Birthday=12-24..12-24"),
        ("birthday:\"4 Apr\"", "Birthday=04-04..04-04"),
        ("birthday:today", "Birthday=05-20..05-20"),
        ("birthday:<30d", "Birthday=next 2026-05-20..2026-06-18"),
        ("birthday:1990", "Birthday=born 1990-01-01..1990-12-31"),
        ("birthday:1990-04-07", "Birthday=born 1990-04-07..1990-04-07"),
        ("birthday:<1970", "Birthday=born ..1969-12-31"),
        ("birthday:1970..1979", "Birthday=born 1970-01-01..1979-12-31"),
    ] {
        assert_eq!(read(query).map(|node| shown(&node)), Ok(expected.to_owned()), "{query:?}");
    }
    let reading = Reading { today: Date::from_ymd(2026, 5, 20).unwrap(), order: Some(Order::Dmy), saved: &[] };
    assert_eq!(parse("date:03/04/2025", &reading).map(|node| shown(&node)), Ok("Date=2025-04-03..2025-04-03".to_owned()));
}

/// A mistake as `place: message; hint`, the place being the text marked.
fn mistake(query: &str) -> String {
    match read(query) {
        Ok(node) => format!("understood as {}", shown(&node)),
        Err(mistake) => format!("[{}] {}; {}", mistake.span.of(&mistake.query), mistake.message, mistake.hint),
    }
}

#[test]
fn mistakes_have_a_place_and_a_hint() {
    for (query, expected) in [
        ("ana stattus:due", "[stattus] there is no filter `stattus:`; did you mean `status:`?"),
        ("org:Acme", "[org] there is no filter `org:`; did you mean `company:`?"),
        ("status:over", "[over] there is no status `over`; the statuses are"),
        ("status:overdeu", "[overdeu] there is no status `overdeu`; did you mean `status:overdue`?"),
        ("has:promis,email", "[promis] `has:` knows no `promis`; did you mean `has:promise`?"),
        ("has:car", "[car] `has:` knows no `car`; the values of `has:` are `promise`, `birthday`,"),
        ("kind:person", "[person] `kind:` knows no `person`; the kinds are `note` and `entry`"),
        ("city:", "[city:] the filter `city:` has no value; write for example `city:\"New York\"`, without a space"),
        ("tag: family", "[tag:] the filter `tag:` has no value; write for example `tag:family,work`, without a space"),
        ("city:\"\"", "[city:\"\"] the filter `city:` has no value"),
        ("city:*", "[*] `*` would hold for everyone; write for example `city:\"New York\"`"),
        ("last:90d", "[90d] `last:90d` could mean within or beyond; write `last:<90d` for less long ago, `last:>90d` for longer ago"),
        ("last:soonish", "[soonish] `soonish` is no date and no age; write for example `last:>90d`, `last:2026-05-02`,"),
        ("date:2026-02-31", "[2026-02-31] the calendar has no day `2026-02-31`;"),
        ("date:2026-13", "[2026-13] "),
        ("date:6/5/2026", "[6/5/2026] `6/5/2026` may be 2026-05-06 or 2026-06-05; write one of these;"),
        ("date:2026-05..2026-03", "[2026-05..2026-03] the range runs backwards;"),
        ("due:>", "[>] a date is missing; write for example `due:<7d`"),
        ("birthday:maybe", "[maybe] `maybe` is no day, month or year of birth;"),
        ("interactions:>five", "[>five] `five` is no whole number; write for example `interactions:>5`"),
        ("interactions:9..3", "[9..3] the range runs backwards; write `3..9`"),
        ("interactions:<0", "[<0] nothing is less than 0;"),
        ("last>90d", "[last>90d] the filter `last` lacks its colon; write `last:>90d`"),
        ("\"new job", "[\"new job] this quote is never closed; put a `\"` behind"),
        ("city:\"New York", "[\"New York] this quote is never closed;"),
        ("\"\"", "[\"\"] there is nothing between the quotes;"),
        ("(a b", "[(] this bracket is never closed; put a `)` behind what belongs together"),
        ("a b)", "[)] this bracket closes nothing;"),
        ("a ()", "[)] there is nothing between these brackets;"),
        ("(", "[(] this bracket is never closed;"),
        ("OR b", "[OR] `OR` stands between two things, and one is missing; write `this OR that`, or `\"OR\"` to look for the word"),
        ("a OR", "[OR] `OR` stands between two things"),
        ("a AND OR b", "[AND] `AND` stands between two things"),
        ("a NOT", "[NOT] there is nothing here to leave out;"),
        ("*ana", "[*] a `*` stands only behind the beginning of a word;"),
        ("a*b", "[*] a `*` stands only behind the beginning of a word;"),
        ("@client", "[@client] there is no saved search `@client`; did you mean `@clients`?"),
        ("@Ring", "[@Ring] the saved search `@Ring` uses itself;"),
        ("x @broken", "[tagg] there is no filter `tagg:`; did you mean `tag:`?"),
    ] {
        let said = mistake(query);
        assert!(said.starts_with(expected), "{query:?}\nsaid     {said}\nexpected {expected}");
    }
}

#[test]
fn a_saved_search_stands_in_brackets() {
    for (query, expected) in [
        ("@clients", "(Tag=client !Status=archived)"),
        ("@CLIENTS harbour", "((Tag=client !Status=archived) harbour)"),
        ("-@either x", "(!(ana | bo) x)"),
        ("\"@clients\"", "\"@clients\""),
    ] {
        assert_eq!(read(query).map(|node| shown(&node)), Ok(expected.to_owned()), "{query:?}");
    }
    let broken = read("x @broken").unwrap_err();
    assert_eq!((broken.query.as_str(), broken.saved.as_deref()), ("city:London tagg:x", Some("broken")));
    let own = read("a @clients").unwrap();
    let mut places = Vec::new();
    own.each(true, &mut |leaf, wanted| places.push((leaf.span.start, leaf.span.end, wanted)));
    assert_eq!(places, [(0, 1, true), (2, 10, true), (2, 10, false)]);
}

#[test]
fn shell_arguments() {
    let saved = saved();
    let reading = Reading { today: Date::from_ymd(2026, 5, 20).unwrap(), order: None, saved: &saved };
    for (arguments, expected) in [
        (&["ana", "bo"][..], "ana bo"),
        (&["city:New York"], "city:\"New York\""),
        (&["-city:New York", "x"], "-city:\"New York\" x"),
        (&["\u{2212}city:Lisbon, New York"], "\u{2212}city:Lisbon,\"New York\""),
        (&["city: London"], "city:London"),
        (&["status:due soon"], "status:\"due soon\""),
        (&["status:due, overdue"], "status:due,overdue"),
        (&["status:due harbour"], "status:due harbour"),
        (&["tag:family harbour"], "tag:family harbour"),
        (&["last:>3 months"], "last:\">3 months\""),
        (&["date:May 2, 2026"], "date:\"May 2, 2026\""),
        (&["city:London OR city:Paris"], "city:London OR city:Paris"),
        (&["city:London OR ana"], "city:London OR ana"),
        (&["city:\"New York\" ana"], "city:\"New York\" ana"),
        (&["new job"], "new job"),
        (&["", " "], ""),
    ] {
        assert_eq!(arguments::join(arguments, &reading), expected, "{arguments:?}");
    }
}

#[test]
fn no_query_is_too_deep_or_too_long() {
    let deep = format!("{}a{}", "(".repeat(100_000), ")".repeat(100_000));
    assert!(mistake(&deep).contains("too deep"));
    assert_eq!(read(&format!("{}a", "-".repeat(100_000))).map(|node| shown(&node)), Ok("a".to_owned()));
    assert!(read(&"a OR ".repeat(50_000)).is_err());
    assert!(read(&"a ".repeat(50_000)).is_ok());
}
