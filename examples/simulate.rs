//! Two simulated years of somebody with 300 people who follows the weekly report, against the same person with a plain "most overdue
//! first" list and with random picks: `cargo run --release --example simulate`.
//!
//! Everything that happens comes from a seed: who writes by themselves, who answers, which weeks are skipped, what there is to
//! congratulate on. All three ways meet the same luck. `--tune` tries other weights for the report's sum, `--seed N` another world.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for the terminal")]

use std::fmt::Write as _;
use std::process::ExitCode;
use std::rc::Rc;
use std::sync::Arc;

use vault::base::date::Date;
use vault::book::Book;
use vault::book::build;
use vault::book::rules::Rules;
use vault::book::state::gather;
use vault::book::status::Status;
use vault::config::Config;
use vault::facts;
use vault::views::report::{self, SectionId};

/// The people of each tier: its name, how many, its cadence in days, and how likely they are to get in touch themselves in a week.
const TIERS: [(&str, usize, i64, f64); 4] = [("A", 12, 21, 0.12), ("B", 48, 61, 0.04), ("C", 100, 183, 0.012), ("D", 140, 365, 0.004)];
/// The first day, Monday 2025-01-06, as its number.
const START: i32 = 739_257;
/// The weeks simulated.
const WEEKS: i64 = 104;
/// The weeks counted: the second year, when the start no longer tells.
const COUNTED: i64 = 52;
/// How many people there is time for in a week.
const CAPACITY: usize = 10;
/// How likely somebody is to be reached.
const REACHED: f64 = 0.7;
/// How likely a week passes without a review.
const SKIPPED: f64 = 0.08;
/// How likely there is news to congratulate on in a week, and a promise to be made.
const NEWS: f64 = 0.01;

/// How the people of a week are chosen.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Way {
    Report,
    MostOverdue,
    Random,
}

/// One simulated person.
struct Person {
    tier: usize,
    front: String,
    log: String,
    last: i32,
    promised: Option<i32>,
    /// Since when they have been due without being named, as the number of a day.
    due_unnamed: Option<i32>,
}

/// What came of one way.
#[derive(Default)]
struct Outcome {
    /// The share in touch by tier, at the end of each quarter.
    quarters: Vec<[f64; 4]>,
    /// The mean share in touch by tier over the weeks counted.
    share: [f64; 4],
    /// The longest silence by tier over the weeks counted, in days.
    silence: [i64; 4],
    /// The longest anybody was due without being named, in days.
    unnamed: [i64; 4],
    /// How many have lapsed at the end.
    lapsed: usize,
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let seed = args.iter().position(|arg| arg == "--seed").and_then(|at| args.get(at + 1)).map_or(Some(1), |seed| seed.parse().ok());
    let Some(seed) = seed else {
        eprintln!("usage: simulate [--seed N] [--tune]");
        return ExitCode::from(2);
    };
    let config = Config::default();
    if args.iter().any(|arg| arg == "--tune") {
        tune(seed);
        return ExitCode::SUCCESS;
    }
    let ways = [(Way::Report, "the report"), (Way::MostOverdue, "most overdue first"), (Way::Random, "random picks")];
    let outcomes: Vec<(&str, Outcome)> = ways.iter().map(|(way, name)| (*name, simulate(*way, seed, &config))).collect();
    println!("In touch at the end of each quarter, in percent of each tier:\n");
    println!("| way | tier | {} |", (1..=8).map(|quarter| format!("Q{quarter}")).collect::<Vec<_>>().join(" | "));
    println!("|---|---|{}", "---|".repeat(8));
    for (name, outcome) in &outcomes {
        for (tier, (letter, ..)) in TIERS.iter().enumerate() {
            let shares: Vec<String> = outcome.quarters.iter().map(|quarter| format!("{:.0}", quarter[tier] * 100.0)).collect();
            println!("| {name} | {letter} | {} |", shares.join(" | "));
        }
    }
    println!("\nThe second year:\n");
    println!("| way | in touch A, B, C, D | all | longest silence A, B, C, D in days | longest due and not named | lapsed |");
    println!("|---|---|---|---|---|---|");
    for (name, outcome) in &outcomes {
        println!("| {name} | {} |", line(outcome));
    }
    ExitCode::SUCCESS
}

fn line(outcome: &Outcome) -> String {
    let shares: Vec<String> = outcome.share.iter().map(|share| format!("{:.0} %", share * 100.0)).collect();
    let silence: Vec<String> = outcome.silence.iter().map(i64::to_string).collect();
    let unnamed: Vec<String> = outcome.unnamed.iter().map(i64::to_string).collect();
    let all = everyone(outcome) * 100.0;
    format!("{} | {all:.0} % | {} | {} | {}", shares.join(", "), silence.join(", "), unnamed.join(", "), outcome.lapsed)
}

/// The share of all people in touch.
fn everyone(outcome: &Outcome) -> f64 {
    let people: usize = TIERS.iter().map(|(_, count, ..)| count).sum();
    TIERS.iter().zip(outcome.share).map(|((_, count, ..), share)| *count as f64 * share).sum::<f64>() / people as f64
}

/// Tries weights, over three worlds each.
fn tune(seed: u64) {
    println!(
        "| overdue_most | tier | waiting | A, B, C, D | all | longest due and not named | longest silence | lapsed |\n|---|---|---|---|---|---|---|---|"
    );
    for overdue_most in [3.0, 6.0] {
        for tier in [0.3, 0.6, 1.0, 2.0, 3.0, 4.0] {
            for waiting in [0.0, 0.05, 0.1, 0.2] {
                let mut config = Config::default();
                config.score.overdue_most = overdue_most;
                config.score.tier = tier;
                config.score.waiting = waiting;
                let mut mean = Outcome::default();
                for world in seed..seed + 3 {
                    let one = simulate(Way::Report, world, &config);
                    for tier in 0..TIERS.len() {
                        mean.share[tier] += one.share[tier] / 3.0;
                        mean.silence[tier] = mean.silence[tier].max(one.silence[tier]);
                        mean.unnamed[tier] = mean.unnamed[tier].max(one.unnamed[tier]);
                    }
                    mean.lapsed += one.lapsed;
                }
                println!("| {overdue_most} | {tier} | {waiting} | {} |", line(&mean));
            }
        }
    }
}

fn simulate(way: Way, seed: u64, config: &Config) -> Outcome {
    let rules = Rules::new(config);
    let Some(start) = Date::from_number(START) else { unreachable!("a day of the calendar") };
    let mut people = people(seed, start);
    let mut outcome = Outcome::default();
    let mut weeks = 0.0;
    for week in 0..WEEKS {
        let monday = start.plus_days(7 * week);
        let book = book(&people, monday, config, &rules);
        let shares = shares(&book, &people);
        if week % 13 == 12 {
            outcome.quarters.push(shares);
        }
        if week >= WEEKS - COUNTED {
            weeks += 1.0;
            for (tier, share) in shares.into_iter().enumerate() {
                outcome.share[tier] += share;
            }
            for person in &people {
                let silence = i64::from(monday.number() - person.last);
                outcome.silence[person.tier] = outcome.silence[person.tier].max(silence);
            }
        }
        let skipped = chance(seed, week, 0, "skipped") < SKIPPED;
        let named = if skipped { Vec::new() } else { choose(way, &book, &people, seed, week) };
        watch(&book, &mut people, &named, monday, week, &mut outcome);
        outcome.lapsed = book.contacts.iter().filter(|contact| contact.status == Status::Lapsed).count();
        for (index, person) in people.iter_mut().enumerate() {
            live(person, index as u64, named.contains(&index), seed, week, monday);
        }
    }
    outcome.share.iter_mut().for_each(|share| *share /= weeks);
    outcome
}

/// Everybody, with a last contact somewhere in one and a half cadences before the start.
fn people(seed: u64, start: Date) -> Vec<Person> {
    let mut people = Vec::new();
    for (tier, (letter, count, cadence, _)) in TIERS.iter().enumerate() {
        for _ in 0..*count {
            let index = people.len() as u64;
            let ago = (chance(seed, -1, index, "first") * 1.5 * *cadence as f64) as i64;
            let last = start.plus_days(-ago);
            let birthday = 1 + (chance(seed, -1, index, "birthday") * 364.0) as i64;
            let birthday = start.plus_days(birthday - 40 * 365);
            people.push(Person {
                tier,
                front: format!("---\ntier: {letter}\nbirthday: {birthday}\n---\n\n## Log\n\n"),
                log: format!("- {last} call\n"),
                last: last.number(),
                promised: None,
                due_unnamed: None,
            });
        }
    }
    people
}

/// The book of a day, read from the notes as the program reads them.
fn book(people: &[Person], as_of: Date, config: &Config, rules: &Rules) -> Book {
    let draft = |(index, person): (usize, &Person)| {
        let promise = person.promised.and_then(Date::from_number).map(|due| format!("\n## To do\n\n- [ ] send it 📅 {due}\n"));
        let text = format!("{}{}{}", person.front, person.log, promise.unwrap_or_default());
        gather::draft(format!("People/{index:03}.md"), facts::read(&text), config, rules)
    };
    let drafts = vec![people.iter().enumerate().map(draft).collect()];
    let (state, _) = gather::build(drafts, config, rules, false);
    let Ok(day) = build::day(&state, as_of) else { unreachable!("what was built now can be read") };
    build::book(Arc::new(state), day, config.clone(), Rules::new(config), Vec::new(), Box::new(|_| facts::NoteFacts::default()))
}

/// The number of a person, by the path of the note.
fn number(book: &Book, contact: u32) -> usize {
    book.stem(book.contacts[contact as usize].note).parse().unwrap_or_default()
}

fn choose(way: Way, book: &Book, people: &[Person], seed: u64, week: i64) -> Vec<usize> {
    match way {
        Way::Report => {
            let options = report::Options { days: 7, limit: None, only: vec![SectionId::ReachOut, SectionId::Decide] };
            let report = report::of(book, &|_| Rc::from(""), &options);
            let rows = |id: SectionId| report.sections.iter().filter(move |section| section.id == id).flat_map(|section| &section.rows);
            let mut named: Vec<usize> = rows(SectionId::ReachOut).map(|row| number(book, row.contact)).collect();
            // One of those to decide about each week takes the place of the last.
            if let Some(row) = rows(SectionId::Decide).next() {
                named.truncate(CAPACITY - 1);
                named.push(number(book, row.contact));
            }
            named
        }
        Way::MostOverdue => {
            let late = |contact: &vault::book::contact::Contact| contact.due.map(|due| due.date.days_until(book.as_of));
            let mut due: Vec<(i64, usize)> = (0..)
                .zip(&book.contacts)
                .filter_map(|(index, contact)| Some((late(contact).filter(|late| *late >= 0)?, number(book, index))))
                .collect();
            due.sort_by_key(|&(late, number)| (-late, number));
            due.into_iter().take(CAPACITY).map(|(_, number)| number).collect()
        }
        Way::Random => {
            let mut all: Vec<(u64, usize)> = (0..people.len()).map(|index| (hash(seed, week, index as u64, "pick"), index)).collect();
            all.sort_unstable();
            all.into_iter().take(CAPACITY).map(|(_, index)| index).collect()
        }
    }
}

/// Keeps account of who has been due for how long without being named.
fn watch(book: &Book, people: &mut [Person], named: &[usize], monday: Date, week: i64, outcome: &mut Outcome) {
    let mut is_due = vec![false; people.len()];
    for (index, contact) in (0..).zip(&book.contacts) {
        is_due[number(book, index)] = matches!(contact.status, Status::Due | Status::Overdue | Status::Lapsed);
    }
    for (index, person) in people.iter_mut().enumerate() {
        if !is_due[index] || named.contains(&index) {
            person.due_unnamed = None;
            continue;
        }
        let since = *person.due_unnamed.get_or_insert(monday.number());
        if week >= WEEKS - COUNTED {
            let days = i64::from(monday.number() - since);
            outcome.unnamed[person.tier] = outcome.unnamed[person.tier].max(days);
        }
    }
}

fn shares(book: &Book, people: &[Person]) -> [f64; 4] {
    let mut shares = [0.0; 4];
    for (index, contact) in (0..).zip(&book.contacts) {
        let tier = people[number(book, index)].tier;
        if matches!(contact.status, Status::InTouch | Status::DueSoon) {
            shares[tier] += 1.0 / TIERS[tier].1 as f64;
        }
    }
    shares
}

/// A week of one person: named by the list and reached or not, in touch by themselves, news, a promise.
fn live(person: &mut Person, index: u64, named: bool, seed: u64, week: i64, monday: Date) {
    let day = |what: &str| monday.plus_days((chance(seed, week, index, what) * 7.0) as i64);
    let mut write = |line: std::fmt::Arguments<'_>| {
        // Writing to a text cannot fail.
        let _ = writeln!(person.log, "{line}");
    };
    let mut met: Option<Date> = None;
    if named {
        if chance(seed, week, index, "reached") < REACHED {
            met = Some(day("day"));
        } else {
            write(format_args!("- {} no answer", day("day")));
        }
    }
    if chance(seed, week, index, "by themselves") < TIERS[person.tier].3 {
        let own = day("own day");
        met = Some(met.map_or(own, |met| met.max(own)));
    }
    if chance(seed, week, index, "news") < NEWS {
        write(format_args!("- {} note: a new post #milestone", day("news day")));
    }
    if let Some(met) = met {
        write(format_args!("- {met} call, congratulated"));
        person.last = met.number();
        person.promised = (chance(seed, week, index, "promise") < 0.1).then(|| met.plus_days(14).number());
    }
}

/// A number from 0 to 1 that only depends on what is asked.
fn chance(seed: u64, week: i64, person: u64, what: &str) -> f64 {
    (hash(seed, week, person, what) >> 11) as f64 / (1u64 << 53) as f64
}

/// Splitmix64 (Steele, Lea and Flood 2014) over what is asked.
fn hash(seed: u64, week: i64, person: u64, what: &str) -> u64 {
    let mut state = seed;
    let mut result = 0;
    let parts = [week as u64, person].into_iter().chain(what.bytes().map(u64::from));
    for part in parts {
        state = state.wrapping_add(part).wrapping_mul(0x2545_F491_4F6C_DD1D).wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        result = mixed ^ (mixed >> 31);
    }
    result
}
