//! The lines of the report around its rows.

use crate::base::date::Date;
use crate::base::english;

/// A section's heading, by its word in JSON.
pub fn title(section: &str) -> &'static str {
    match section {
        "promises" => "Promises",
        "tension" => "Tension",
        "follow_up" => "Follow up",
        "reach_out" => "Reach out",
        "celebrate" => "Celebrate",
        "give_back" => "Give back",
        "feedback" => "Feedback",
        "coming_up" => "Coming up",
        "drifting" => "Drifting",
        "decide" => "Decide",
        "new" => "New",
        _ => "",
    }
}

/// What a section holds, in a line, by its word in JSON.
pub fn about(section: &str) -> &'static str {
    match section {
        "promises" => "yours first, then theirs",
        "tension" => "something stands between you",
        "follow_up" => "met at an event, no word since",
        "reach_out" => "due by their cadence; the order is a sum that `--explain` shows",
        "celebrate" => "birthdays, dates, successes, and what to ask after",
        "give_back" => "they gave more than you did lately; whom you could bring together",
        "feedback" => "whom to ask, and who has not answered yet",
        "coming_up" => "already planned",
        "drifting" => "no cadence set, quiet for longer than is usual between you",
        "decide" => "long past their cadence: revive it, relax the cadence, or let go",
        "new" => "met or added lately, or with nothing noted yet",
        _ => "",
    }
}

/// `Mon 2026-11-23: 33 contacts, 23 with a cadence; 55 % of these in touch, 4 due, 4 overdue`; `percent` is none where nobody has a
/// cadence, `counts` hold a number and a word each.
pub fn summary(today: Date, contacts: u32, with_cadence: u32, percent: Option<u32>, counts: &[(u32, &str)]) -> String {
    let contacts = english::count(i64::from(contacts), "contact");
    let day = english::short_date(today);
    let Some(percent) = percent else { return format!("{day}: {contacts}") };
    let counts: Vec<String> = counts.iter().map(|(count, word)| format!("{count} {word}")).collect();
    format!("{day}: {contacts}, {with_cadence} with a cadence; {percent} % of these in touch, {}", counts.join(", "))
}

/// `and 12 more due: …` and the command that lists them, by the section's word in JSON.
pub fn more(section: &str, more: usize) -> String {
    match section {
        "reach_out" => format!("and {more} more due: `vault list status:due,overdue`"),
        "decide" => format!("and {more} more: `vault list status:lapsed`"),
        "promises" => format!("and {more} more: `vault promises`"),
        section => format!("and {more} more: `vault report --only {section} --limit 0`"),
    }
}

/// How many more there are than are named, and the command that names all, by the section's word in JSON:
/// ``12 more (`vault report --only reach_out --limit 0`)``.
pub fn others(section: &str, more: usize) -> String {
    format!("{more} more (`vault report --only {section} --limit 0`)")
}

/// `Tried lately, so left in peace for now: Imogen Clarke (2 days ago).`
pub fn tried(people: &[String]) -> String {
    format!("Tried lately, so left in peace for now: {}.", english::list(people))
}

/// `Imogen Clarke (2 days ago)`.
pub fn tried_on(name: &str, day: Date, today: Date) -> String {
    format!("{name} ({})", english::ago(day.days_until(today)))
}

/// `Due soon: Kit Hargreaves (tomorrow).`
pub fn soon(people: &[String]) -> String {
    format!("Due soon: {}.", english::list(people))
}

/// `Kit Hargreaves (tomorrow)`.
pub fn due_on(name: &str, day: Date, today: Date) -> String {
    format!("{name} ({})", english::ahead(today.days_until(day)))
}

/// Nothing to do.
pub fn nothing(days: u32) -> String {
    format!("Nothing to do: nobody is due, and nothing is coming up in {}.", english::count(i64::from(days), "day"))
}

/// Nothing in the sections that were asked for; the others may have something.
pub fn nothing_chosen() -> String {
    "There is nothing in the sections you chose.".to_owned()
}

/// That some notes hold something unreadable, so that nobody is quietly never due.
pub fn unread(count: u32) -> String {
    let says = if count == 1 { "says" } else { "say" };
    format!("{} {says} something that could not be read; `vault check` shows where.", english::count(i64::from(count), "contact"))
}

/// There is nobody among some notes.
pub fn nobody(notes: u32) -> String {
    let notes = english::count(i64::from(notes), "note");
    format!(
        "No contacts found in {notes}. A note is a contact when it lies in a folder named People, has the tag `person`, or says `type: person` in its front matter. \
         `vault check --summary` tells what was seen."
    )
}

/// Nobody has a cadence: two paragraphs, the second to be typed.
pub fn no_cadence(known: usize, contacts: u32) -> [String; 2] {
    let contacts = english::count(i64::from(contacts), "contact");
    [
        format!(
            "Nobody has a cadence yet, so nobody can be due. {known} of {contacts} have contact noted; begin with the handful of people who matter most, and say how often you want to be in touch, in whichever way suits you:"
        ),
        "  in a note's front matter        cadence: monthly\n  a tier (A 3 weeks … D 1 year)   tier: B\n  a rule in .vault/config.toml    [cadence.tags]\n                                  family = \"2 weeks\"\n  for everybody, there too        [cadence]\n                                  default = \"3 months\"".to_owned(),
    ]
}
