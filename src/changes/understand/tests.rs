//! A table of lines and what is understood of them, worked out by hand. It is Wednesday, 20 May 2026.

use super::names::{Forms, Known};
use super::{Knowledge, Understood, Who, understand};
use crate::base::date::Date;
use crate::config::channels::Channels;

/// Everybody: the name, then aliases and nicknames; an address holds an `@`.
const PEOPLE: &[&[&str]] = &[
    &["Ana Diaz", "ana@acme.com"],
    &["Bo Lind"],
    &["Robert Sands", "Bob", "Rob"],
    &["Will Turner"],
    &["May Chen"],
    &["Mark Olsson"],
    &["Marie Curie"],
    &["George Washington Carver"],
    &["Grace Hopper", "The Admiral", "Amazing Grace"],
    &["Jean-Luc Picard"],
    &["José Álvarez"],
    &["Zoë O'Brien"],
    &["王芳"],
    &["山田花子", "花子"],
    &["김민수"],
    &["Anna Berg"],
    &["Chris Young"],
    &["Chris Adams"],
    &["Sam Reed"],
    &["Sam Ito"],
    &["James Moss"],
    &["Łukasz Nowak"],
    &["Dr. Nina Patel"],
    &["Helen Diaz", "Mum"],
    &["Al Pike"],
    &["Eva Maria Costa"],
    &["Юрий Гагарин"],
    &["Karl Moser (Acme)"],
];

/// How often two people appear together.
const TOGETHER: &[(&str, &str, u32)] = &[
    ("Sam Reed", "Bo Lind", 5),
    ("Sam Ito", "Bo Lind", 1),
    ("Chris Young", "Ana Diaz", 3),
    ("Chris Adams", "Ana Diaz", 2),
    ("Chris Adams", "Grace Hopper", 4),
    ("Chris Adams", "Sam Ito", 6),
];

/// The line; then day (of May 2026, or whole), channel, people (`(…)` only spoken of, `a/b` not settled), promises, the entry's text.
#[rustfmt::skip]
const LINES: &[(&str, &str, &str)] = &[
    // Days.
    ("yesterday: coffee with Ana and Bo, promised Ana the deck by Friday", "19 coffee: Ana Diaz, Bo Lind, (Ana Diaz); I owe Ana Diaz `the deck` by 22", "coffee with Ana and Bo, promised Ana the deck by Friday"),
    ("Got lunch with Grace and George.", "20 lunch: Grace Hopper, George Washington Carver", "Got lunch with Grace and George."),
    ("2014-12-31: Celebrated the new year with Marie.", "2014-12-31 -: Marie Curie", "Celebrated the new year with Marie."),
    ("friday: dinner with Bo", "15 dinner: Bo Lind", "dinner with Bo"),
    ("Friday coffee with Bo", "15 coffee: Bo Lind", "coffee with Bo"),
    ("on Monday, call with Ana", "18 call: Ana Diaz", "call with Ana"),
    ("last friday: dinner with Bo", "15 dinner: Bo Lind", "dinner with Bo"),
    ("3 days ago - lunch with Bo", "17 lunch: Bo Lind", "lunch with Bo"),
    ("two weeks ago Ana and I had lunch", "6 lunch: Ana Diaz", "Ana and I had lunch"),
    ("2 May coffee with Ana", "2 coffee: Ana Diaz", "coffee with Ana"),
    ("May 2, 2026: coffee with Ana", "2 coffee: Ana Diaz", "coffee with Ana"),
    ("the 3rd: coffee with Ana", "3 coffee: Ana Diaz", "coffee with Ana"),
    ("coffee with Ana yesterday", "19 coffee: Ana Diaz", "coffee with Ana"),
    ("coffee with Ana, Bo and Grace on friday", "15 coffee: Ana Diaz, Bo Lind, Grace Hopper", "coffee with Ana, Bo and Grace"),
    ("coffee with Ana (yesterday)", "19 coffee: Ana Diaz", "coffee with Ana"),
    ("drinks with Bo last night", "19 drinks: Bo Lind", "drinks with Bo"),
    ("call with Ana, 2 days ago.", "18 call: Ana Diaz", "call with Ana"),
    ("lunch with Ana", "20 lunch: Ana Diaz", "lunch with Ana"),
    ("lunch with Ana, she marries on 2026-09-12", "20 lunch: Ana Diaz", "lunch with Ana, she marries on 2026-09-12"),
    ("lunch with Ana, heard her dad died 3 weeks ago", "20 lunch: Ana Diaz", "lunch with Ana, heard her dad died 3 weeks ago"),
    ("yesterday: lunch with Ana, she moves on friday", "19 lunch: Ana Diaz", "lunch with Ana, she moves on friday"),
    ("lunch with Ana, she comes back next week", "20 lunch: Ana Diaz", "lunch with Ana, she comes back next week"),
    ("tomorrow: lunch with Ana", "21 lunch: Ana Diaz", "lunch with Ana"),
    ("call with Bo next friday", "20 call: Bo Lind", "call with Bo next friday"),
    ("coffee with Ana yesterday, promised her the deck by Friday", "19 coffee: Ana Diaz; I owe Ana Diaz `the deck` by 22", "coffee with Ana, promised her the deck by Friday"),
    ("lunch with Bo on 2 May. He moved house.", "2 lunch: Bo Lind", "lunch with Bo. He moved house."),
    ("lunch with Bo (yesterday), he moved house", "19 lunch: Bo Lind", "lunch with Bo, he moved house"),
    ("lunch with Ana next friday, she moves", "20 lunch: Ana Diaz", "lunch with Ana next friday, she moves"),
    ("In two weeks Ana moves to Oslo", "20 -: Ana Diaz", "In two weeks Ana moves to Oslo"),
    ("Sat with Ana by the river", "20 -: Ana Diaz", "Sat with Ana by the river"),
    ("Sat: brunch with Ana", "16 breakfast: Ana Diaz", "brunch with Ana"),
    ("1 on 1 with Ana", "20 meeting: Ana Diaz", "1 on 1 with Ana"),
    ("yesterday 14:30 call with Ana", "19 call: Ana Diaz", "14:30 call with Ana"),
    ("this morning: call with Ana", "20 call: Ana Diaz", "call with Ana"),
    // Names.
    ("Invented debugging with Amazing Grace.", "20 -: Grace Hopper", "Invented debugging with Amazing Grace."),
    ("Grace and I went to \\Marie's Diner. \\George had to cancel", "20 -: Grace Hopper", "Grace and I went to Marie's Diner. George had to cancel"),
    ("lunch with \\Ana and Bo", "20 lunch: Bo Lind", "lunch with Ana and Bo"),
    ("lunch with Ana D.", "20 lunch: Ana Diaz", "lunch with Ana D."),
    ("lunch with Ana D and Bo L.", "20 lunch: Ana Diaz, Bo Lind", "lunch with Ana D and Bo L."),
    ("lunch with A. Diaz", "20 lunch: Ana Diaz", "lunch with A. Diaz"),
    ("lunch with George W. Carver", "20 lunch: George Washington Carver", "lunch with George W. Carver"),
    ("lunch with Eva Costa", "20 lunch: Eva Maria Costa", "lunch with Eva Costa"),
    ("lunch with Chris A.", "20 lunch: Chris Adams", "lunch with Chris A."),
    ("met Jean-Luc at the pub", "20 drinks: Jean-Luc Picard", "met Jean-Luc at the pub"),
    ("lunch with Jean Luc Picard", "20 lunch: Jean-Luc Picard", "lunch with Jean Luc Picard"),
    ("lunch with Ana-Maria", "20 lunch: nobody; unknown Ana-Maria", "lunch with Ana-Maria"),
    ("lunch with Bob", "20 lunch: Robert Sands", "lunch with Bob"),
    ("lunch with Robert and Rob", "20 lunch: Robert Sands, Robert Sands", "lunch with Robert and Rob"),
    ("coffee with ana and bo", "20 coffee: Ana Diaz, Bo Lind", "coffee with ana and bo"),
    ("dinner with ANA", "20 dinner: Ana Diaz", "dinner with ANA"),
    ("lunch with Anna", "20 lunch: Anna Berg", "lunch with Anna"),
    ("banana bread with Bo at the Botanic garden", "20 -: Bo Lind", "banana bread with Bo at the Botanic garden"),
    ("read \"Ana Karenina\" with Bo", "20 -: Bo Lind", "read \"Ana Karenina\" with Bo"),
    ("\"Bo\" and 'Ana' came over", "20 visit: Bo Lind, Ana Diaz", "\"Bo\" and 'Ana' came over"),
    ("dinner at Ana's", "20 dinner: Ana Diaz", "dinner at Ana's"),
    ("coffee at James' place", "20 coffee: James Moss", "coffee at James' place"),
    ("met Ana's sister", "20 meeting: (Ana Diaz)", "met Ana's sister"),
    ("met Ana's new boss with Bo", "20 meeting: (Ana Diaz), Bo Lind", "met Ana's new boss with Bo"),
    ("call with Bo about Ana and Grace", "20 call: Bo Lind, (Ana Diaz), (Grace Hopper)", "call with Bo about Ana and Grace"),
    ("lunch with Jose Alvarez", "20 lunch: José Álvarez", "lunch with Jose Alvarez"),
    ("lunch with Jose\u{301}", "20 lunch: José Álvarez", "lunch with Jose\u{301}"),
    ("lunch with Zoe O’Brien and lukasz", "20 lunch: Zoë O'Brien, Łukasz Nowak", "lunch with Zoe O’Brien and lukasz"),
    ("与王芳喝咖啡", "20 -: 王芳", "与王芳喝咖啡"),
    ("ランチ、花子さんと", "20 -: 山田花子", "ランチ、花子さんと"),
    ("coffee with 山田花子 and 김민수", "20 coffee: 山田花子, 김민수", "coffee with 山田花子 and 김민수"),
    ("звонок, Юрий", "20 -: Юрий Гагарин", "звонок, Юрий"),
    ("call with Nina", "20 call: Dr. Nina Patel", "call with Nina"),
    ("call with Dr. Nina Patel", "20 call: Dr. Nina Patel", "call with Dr. Nina Patel"),
    ("call with Mum", "20 call: Helen Diaz", "call with Mum"),
    ("call with Karl Moser", "20 call: Karl Moser (Acme)", "call with Karl Moser"),
    ("emailed ana@acme.com the paper", "20 email: Ana Diaz", "emailed ana@acme.com the paper"),
    ("emailed bo@ana.org and read Bo.pdf, see https://ana.io/Ana #ana", "20 email: nobody", "emailed bo@ana.org and read Bo.pdf, see https://ana.io/Ana #ana"),
    ("call with [[Ana Diaz]] and [[People/Bo Lind|Bo]]", "20 call: Ana Diaz, Bo Lind", "call with [[Ana Diaz]] and [[People/Bo Lind|Bo]]"),
    ("lunch with @Ana", "20 lunch: Ana Diaz", "lunch with @Ana"),
    ("Ana: lunch by the river", "20 lunch: Ana Diaz", "lunch by the river"),
    ("Ana, Bo & Grace - lunch yesterday", "19 lunch: Ana Diaz, Bo Lind, Grace Hopper", "lunch"),
    ("Ana Lopez and Bo for lunch", "20 lunch: Bo Lind", "Ana Lopez and Bo for lunch"),
    ("told Al I would will the rest", "20 -: Al Pike; I owe Al Pike `will the rest`", "told Al I would will the rest"),
    // Names that are words.
    ("will call Ana", "20 -: Ana Diaz", "will call Ana"),
    ("Will call Ana about it", "20 -: Ana Diaz", "Will call Ana about it"),
    ("Will and Ana came over", "20 visit: Will Turner, Ana Diaz", "Will and Ana came over"),
    ("lunch with Will, he will mark the papers", "20 lunch: Will Turner", "lunch with Will, he will mark the papers"),
    ("met May in May", "20 meeting: May Chen", "met May in May"),
    ("lunch with May on 2 May", "2 lunch: May Chen", "lunch with May"),
    ("a bill to mark, with grace, for Mark", "20 -: Mark Olsson", "a bill to mark, with grace, for Mark"),
    // Two people with one first name.
    ("coffee with Sam and Bo", "20 coffee: Sam Reed, Bo Lind", "coffee with Sam and Bo"),
    ("coffee with Sam", "20 coffee: Sam Reed/Sam Ito", "coffee with Sam"),
    ("coffee with Chris and Ana", "20 coffee: Chris Young/Chris Adams, Ana Diaz", "coffee with Chris and Ana"),
    ("coffee with Chris and Grace", "20 coffee: Chris Adams, Grace Hopper", "coffee with Chris and Grace"),
    ("coffee with Chris and Sam", "20 coffee: Chris Adams, Sam Ito", "coffee with Chris and Sam"),
    ("coffee with Sam Ito, promised Sam the slides", "20 coffee: Sam Ito, (Sam Ito); I owe Sam Ito `the slides`", "coffee with Sam Ito, promised Sam the slides"),
    // Channels.
    ("had a quick call with Ana", "20 call: Ana Diaz", "had a quick call with Ana"),
    ("Ana called about the lunch", "20 call: Ana Diaz", "Ana called about the lunch"),
    ("met Ana for lunch", "20 lunch: Ana Diaz", "met Ana for lunch"),
    ("caught up with Bo over coffee", "20 coffee: Bo Lind", "caught up with Bo over coffee"),
    ("talked to Ana on the phone", "20 call: Ana Diaz", "talked to Ana on the phone"),
    ("went for a walk with Ana", "20 walk: Ana Diaz", "went for a walk with Ana"),
    ("☎ Ana, about the flat", "20 call: Ana Diaz", "☎ Ana, about the flat"),
    ("Ana got the job", "20 -: Ana Diaz", "Ana got the job"),
    // Promises.
    ("promised Ana the deck", "20 -: Ana Diaz; I owe Ana Diaz `the deck`", "promised Ana the deck"),
    ("coffee with Bo, promised Ana the deck", "20 coffee: Bo Lind, (Ana Diaz); I owe Ana Diaz `the deck`", "coffee with Bo, promised Ana the deck"),
    ("call with Ana, promised to send her the deck by 3 June", "20 call: Ana Diaz; I owe all `send her the deck` by 2026-06-03", "call with Ana, promised to send her the deck by 3 June"),
    ("call with Bo and I promised to send Ana the deck tomorrow", "20 call: Bo Lind, (Ana Diaz); I owe Ana Diaz `send Ana the deck` by 21", "call with Bo and I promised to send Ana the deck tomorrow"),
    ("asked Bo for the slides by Monday", "20 -: Bo Lind; they owe Bo Lind `the slides` by 25", "asked Bo for the slides by Monday"),
    ("lunch with Ana; asked Bo to review my CV", "20 lunch: Ana Diaz, (Bo Lind); they owe Bo Lind `review my CV`", "lunch with Ana; asked Bo to review my CV"),
    ("asked Bo about the slides", "20 -: Bo Lind", "asked Bo about the slides"),
    ("call with Bo, he will send the contract by friday", "20 call: Bo Lind; they owe Bo Lind `send the contract` by 22", "call with Bo, he will send the contract by friday"),
    ("lunch with Ana, she will marry in June", "20 lunch: Ana Diaz", "lunch with Ana, she will marry in June"),
    ("dinner with Ana, I owe her 20 euros", "20 dinner: Ana Diaz; I owe Ana Diaz `20 euros`", "dinner with Ana, I owe her 20 euros"),
    ("dinner with Ana, Bo owes me lunch", "20 dinner: Ana Diaz, (Bo Lind); they owe Bo Lind `lunch`", "dinner with Ana, Bo owes me lunch"),
    ("promised Ana the deck by Friday and Bo the slides by Monday", "20 -: Ana Diaz, Bo Lind; I owe Ana Diaz `the deck` by 22; I owe Bo Lind `the slides` by 25", "promised Ana the deck by Friday and Bo the slides by Monday"),
    ("coffee with Ana, promised her the deck and asked her for the slides", "20 coffee: Ana Diaz; I owe Ana Diaz `the deck`; they owe Ana Diaz `the slides`", "coffee with Ana, promised her the deck and asked her for the slides"),
    ("lunch with Bo, promised the deck, the notes and the plan by the end of the month", "20 lunch: Bo Lind; I owe all `the deck, the notes and the plan` by 31", "lunch with Bo, promised the deck, the notes and the plan by the end of the month"),
    ("told Ana I'd call her mum", "20 -: Ana Diaz; I owe Ana Diaz `call her mum`", "told Ana I'd call her mum"),
    ("coffee with Ana. I'll bring the book on Friday.", "20 coffee: Ana Diaz; I owe all `bring the book` by 22", "coffee with Ana. I'll bring the book on Friday."),
    ("Ana promised me the recipe", "20 -: Ana Diaz; they owe Ana Diaz `the recipe`", "Ana promised me the recipe"),
    ("yesterday Ana promised to introduce me to Bo", "19 -: Ana Diaz, (Bo Lind); they owe Ana Diaz `introduce me to Bo`", "Ana promised to introduce me to Bo"),
    ("promised Ana and Bo the photos", "20 -: Ana Diaz, Bo Lind; I owe Ana Diaz, Bo Lind `the photos`", "promised Ana and Bo the photos"),
    // Nobody, and people nobody knows.
    ("long day at the office", "20 -: nobody", "long day at the office"),
    ("coffee with Zed and Ana", "20 coffee: Ana Diaz; unknown Zed", "coffee with Zed and Ana"),
    ("met Ana Lopez", "20 meeting: nobody; unknown Ana Lopez", "met Ana Lopez"),
    ("lunch with Ana, Quentin Blake and Bo", "20 lunch: Ana Diaz, Bo Lind; unknown Quentin Blake", "lunch with Ana, Quentin Blake and Bo"),
    ("lunch with Ana in Berlin", "20 lunch: Ana Diaz", "lunch with Ana in Berlin"),
];

#[test]
fn lines_are_understood() {
    assert!(LINES.len() >= 80);
    let people = people();
    let mut wrong = Vec::new();
    for (line, expected, text) in LINES {
        match in_may(line, &people) {
            Ok(understood) => {
                let told = told(line, &understood, &people);
                let written = understood.text(line, &|_, _| None);
                if told != *expected || written != *text {
                    wrong.push(format!("{line}\n  expected {expected}\n  got      {told}\n  text     {written}"));
                }
            }
            Err(misread) => wrong.push(format!("{line}\n  {misread}")),
        }
    }
    assert!(wrong.is_empty(), "\n{}\n{} of {}", wrong.join("\n"), wrong.len(), LINES.len());
}

#[test]
fn a_date_that_could_be_two_days_or_none_is_refused() {
    let people = people();
    for (line, message) in [
        ("6/5/2026: coffee with Ana", "`6/5/2026` may be 2026-05-06 or 2026-06-05; write one of these"),
        ("2026-02-31 coffee with Ana", "the calendar has no day `2026-02-31`"),
        ("coffee with Ana 6/5/2026", "`6/5/2026` may be 2026-05-06 or 2026-06-05; write one of these"),
        ("2026-05: coffee with Ana", "`2026-05` is not one day"),
    ] {
        assert_eq!(in_may(line, &people).map_err(|misread| misread.to_string()), Err(message.to_owned()), "{line}");
    }
}

#[test]
fn names_become_links_where_people_were_there() {
    let people = people();
    for (line, expected) in [
        ("coffee with Ana and Bo Lind", "coffee with [[Ana Diaz|Ana]] and [[Bo Lind]]"),
        ("dinner at Ana's with \\Bo", "dinner at [[Ana Diaz|Ana]]'s with Bo"),
        ("met Ana's sister with Bo", "met Ana's sister with [[Bo Lind|Bo]]"),
        ("call with [[Ana Diaz]]", "call with [[Ana Diaz]]"),
    ] {
        let understood = in_may(line, &people).unwrap();
        let link = |person: u32, written: &str| {
            let name = &people[person as usize].name;
            Some(if name == written { format!("[[{name}]]") } else { format!("[[{name}|{written}]]") })
        };
        assert_eq!(understood.text(line, &link), expected);
    }
}

#[test]
fn any_line_is_read_without_panic() {
    let people = people();
    let pieces = [
        "Ana", "'", "’s", "\\", "[[", "]]", "`", "@", "王芳", "é", " ", "and", "promised", "by", "friday", ",", ".", "🙂", "-", "(", "Sam",
        "14:30",
    ];
    let forms = Forms::new(&people);
    let mut seed = 7_u64;
    for _ in 0..1000 {
        let mut line = String::new();
        for _ in 0..8 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            line.push_str(pieces[(seed >> 33) as usize % pieces.len()]);
        }
        if let Ok(understood) = in_may_with(&line, &people, &forms) {
            let _ = understood.text(&line, &|_, written| Some(format!("[[{written}]]")));
        }
    }
}

fn people() -> Vec<Known> {
    let one = |(note, called): (u32, &&[&str])| Known {
        note,
        name: called[0].to_owned(),
        called: called[1..].iter().filter(|name| !name.contains('@')).map(|&name| name.to_owned()).collect(),
        emails: called.iter().filter(|name| name.contains('@')).map(|&name| name.to_owned()).collect(),
    };
    (0..).zip(PEOPLE).map(one).collect()
}

fn in_may(line: &str, people: &[Known]) -> Result<Understood, crate::base::spoken::Misread> {
    in_may_with(line, people, &Forms::new(people))
}

fn in_may_with(line: &str, people: &[Known], forms: &Forms) -> Result<Understood, crate::base::spoken::Misread> {
    let channels = Channels::default();
    let together = |one: u32, other: u32| {
        let (one, other) = (PEOPLE[one as usize][0], PEOPLE[other as usize][0]);
        TOGETHER.iter().find(|(a, b, _)| (*a, *b) == (one, other) || (*b, *a) == (one, other)).map_or(0, |(_, _, days)| *days)
    };
    let with = Knowledge {
        people,
        forms,
        together: &together,
        channels: &channels,
        today: Date::parse_iso("2026-05-20").unwrap(),
        date_order: None,
        given: &[],
    };
    understand(line, &with)
}

/// What was understood, in the words of the table.
fn told(line: &str, understood: &Understood, people: &[Known]) -> String {
    let name = |person: u32| people[person as usize].name.clone();
    let day = |date: Date| if (date.year(), date.month()) == (2026, 5) { date.day().to_string() } else { date.to_string() };
    let mut who: Vec<String> = Vec::new();
    for mention in &understood.mentions {
        let named = match &mention.who {
            Who::One { person, .. } => name(*person),
            Who::Several(several) => several.iter().map(|&person| name(person)).collect::<Vec<_>>().join("/"),
        };
        who.push(if mention.present { named } else { format!("({named})") });
    }
    let who = if who.is_empty() { "nobody".to_owned() } else { who.join(", ") };
    let channel = understood.channel.and_then(|id| Channels::default().name(id).map(str::to_owned)).unwrap_or("-".to_owned());
    let mut told = format!("{} {channel}: {who}", day(understood.date));
    for promise in &understood.promises {
        let to: Vec<String> = promise.mentions.iter().filter_map(|&at| understood.mentions[at].person()).map(name).collect();
        let to = if to.is_empty() { "all".to_owned() } else { to.join(", ") };
        let whose = if promise.theirs { "they owe" } else { "I owe" };
        told.push_str(&format!("; {whose} {to} `{}`", promise.text));
        if let Some(due) = promise.due {
            told.push_str(&format!(" by {}", day(due)));
        }
    }
    for stranger in &understood.strangers {
        told.push_str(&format!("; unknown {}", stranger.of(line)));
    }
    told
}
