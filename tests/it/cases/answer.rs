//! The small questions of case pages, answered in one short line a finding, straight from the book. Says nothing the book does not.

use std::fmt::Write as _;

use vault::base::span::LineIndex;
use vault::base::when::When;
use vault::book::contact::{Contact, Holding, Person, Standing};
use vault::book::finds::{Place, Source};
use vault::book::kind::NoteKind;
use vault::book::names::Target;
use vault::workspace::{self, Workspace};

use crate::support::{TODAY, TestVault, day, run_in};

/// The answer to a command of a case page: `facts NAME`, `due NAME`, `person NAME`, `promises`, `links PATH`, `kind`, `problems`, or
/// `vault …` for the program itself. `--as-of DATE` at the end asks for another day.
pub fn of(vault: &TestVault, command: &str) -> String {
    let (command, as_of) = command.split_once(" --as-of ").unwrap_or((command, TODAY));
    if let Some(arguments) = command.strip_prefix("vault ") {
        let output = run_in(vault.root(), &arguments.split(' ').collect::<Vec<_>>(), Some(as_of));
        let status = if output.status == 0 { String::new() } else { format!("status {}\n", output.status) };
        return format!("{}{}{status}", output.stdout, output.stderr);
    }
    let workspace = match workspace::open(vault.root(), day(as_of), &workspace::Options::default()) {
        Ok(workspace) => workspace,
        Err(error) => return format!("error {error}\n"),
    };
    let (verb, name) = command.split_once(' ').unwrap_or((command, ""));
    match verb {
        "kind" => kinds(&workspace),
        "promises" => promises(&workspace),
        "problems" => problems(&workspace),
        "links" => links(&workspace, name),
        "names" => workspace.book.contacts.iter().map(|contact| format!("{}\n", workspace.book.name(contact))).collect(),
        _ => {
            let by_name = |contact: &&Contact| workspace.book.name(contact) == name || workspace.book.stem(contact.note) == name;
            let Some(contact) = workspace.book.contacts.iter().find(by_name) else { return format!("no contact {name}\n") };
            match verb {
                "facts" => facts(&workspace, contact),
                "due" => due(&workspace, contact),
                "person" => person(workspace.book.person(contact)),
                _ => panic!("`{command}` is no command of a case page"),
            }
        }
    }
}

/// `2026-05-02 log call :7 "the words"` for what counts, `- 2026-05-02 open_task :9` for what does not. A place in the contact's own note
/// has no path.
fn facts(workspace: &Workspace, contact: &Contact) -> String {
    let place = |place: &Place| {
        let path = if place.note == contact.note { "" } else { workspace.book.path(place.note) };
        format!("{path}:{}", place.row)
    };
    let mut out = String::new();
    for interaction in workspace.book.interactions(contact) {
        let channel = interaction.channel.and_then(|channel| workspace.book.config.channels.name(channel)).unwrap_or("-");
        let text = workspace.text(interaction.place.note);
        let words = vault::note::plain::text(interaction.place.words.of(&text));
        let words = if interaction.source == Source::FrontMatter || words.is_empty() { String::new() } else { format!(" \"{words}\"") };
        let _ = writeln!(out, "{} {} {channel} {}{words}", interaction.date, interaction.source.word(), place(&interaction.place));
    }
    for seen in workspace.book.seen(contact) {
        let date = seen.date.map_or("?".to_owned(), |date| date.to_string());
        let _ = writeln!(out, "- {date} {} {}", seen.reason.word(), place(&seen.place));
    }
    out
}

fn due(workspace: &Workspace, contact: &Contact) -> String {
    let mut out = String::new();
    if let Some(last) = contact.last() {
        let _ = writeln!(out, "last {last}");
    }
    if let Some(baseline) = contact.baseline {
        let _ = writeln!(out, "baseline {}{}", baseline.date, if baseline.estimated { " estimated" } else { "" });
    }
    if let Some(holding) = &workspace.book.holding(contact) {
        let _ = writeln!(out, "cadence {}", cadence(holding));
    }
    if let Some(due) = contact.due {
        let _ = writeln!(out, "due {}", due.date);
    }
    let _ = writeln!(out, "status {}", contact.status.word());
    out
}

fn cadence(holding: &Holding) -> String {
    let step = |step: vault::base::date::Step| match (step.months, step.days) {
        (0, days) => format!("{days}d"),
        (months, 0) => format!("{months}mo"),
        (months, days) => format!("{months}mo {days}d"),
    };
    let max = holding.cadence.max.map(|max| format!("..{}", step(max))).unwrap_or_default();
    format!("{}{max} by {}", step(holding.cadence.ideal), holding.source)
}

/// Every standard value that was read, but the name when it is the file's.
fn person(person: &Person) -> String {
    let mut out = String::new();
    let mut say = |key: &str, value: String| {
        if !value.is_empty() {
            let _ = writeln!(out, "{key} {value}");
        }
    };
    let list = |values: &[String]| values.join(" | ");
    let date = |date: Option<vault::base::date::Date>| date.map(|date| date.to_string()).unwrap_or_default();
    say("name", Some(person.name.clone()).filter(|name| name != "Ana").unwrap_or_default());
    say("aliases", list(&person.aliases));
    say("ids", list(&person.ids));
    say("tags", list(&person.tags));
    say("emails", list(&person.emails));
    say("phones", list(&person.phones));
    say("companies", list(&person.companies));
    say("role", person.role.clone().unwrap_or_default());
    say("cities", list(&person.cities));
    say("timezone", person.timezone.clone().unwrap_or_default());
    say("pronouns", person.pronouns.clone().unwrap_or_default());
    say("links", list(&person.links));
    say("birthday", person.birthday.map(|birthday| birthday.to_string()).unwrap_or_default());
    say("birthday_text", person.birthday_text.clone().unwrap_or_default());
    let dates: Vec<String> = person.dates.iter().map(|yearly| format!("{}: {}", yearly.label, yearly.date)).collect();
    say("dates", list(&dates));
    say("met", date(person.met));
    say("how_met", list(&person.how_met));
    say("created", date(person.created));
    say(
        "cadence",
        person
            .cadence
            .as_ref()
            .map(|(text, wish)| if wish.is_some() { text.clone() } else { format!("unreadable {text}") })
            .unwrap_or_default(),
    );
    say("tier", person.tier.clone().unwrap_or_default());
    say("next_contact", date(person.next_contact));
    say("snooze_until", date(person.snooze_until));
    say("standing", if person.standing == Standing::Active { String::new() } else { format!("{:?}", person.standing).to_lowercase() });
    say("prefers", list(&person.prefers));
    say("boundaries", list(&person.boundaries));
    say("talk_about", list(&person.talk_about));
    say("interests", list(&person.interests));
    out
}

/// `mine open People/Ana.md:3 "send the paper" Ana due 2026-05-09 overdue`.
fn promises(workspace: &Workspace) -> String {
    let book = &workspace.book;
    let mut out = String::new();
    for promise in book.all_promises() {
        let text = workspace.text(promise.note);
        let raw = promise.text.of(&text);
        let words = vault::note::plain::text(&vault::note::task::words_of(raw, &vault::note::task::read(raw)));
        let people: Vec<&str> = promise.contacts.iter().map(|&note| book.stem(note)).collect();
        let owner = if promise.theirs { "theirs" } else { "mine" };
        let _ =
            write!(out, "{owner} {} {}:{} \"{words}\" {}", promise.state.word(), book.path(promise.note), promise.row, people.join(" + "));
        if let Some(due) = promise.due {
            let shown = match (promise.due_day, due) {
                (Some(day), _) => day.to_string(),
                (None, When::Impossible | When::Backwards) => "impossible".to_owned(),
                (None, _) => "unclear".to_owned(),
            };
            let _ = write!(out, " due {shown}");
        }
        for (word, date) in
            [("scheduled", promise.scheduled), ("start", promise.start), ("created", promise.created), ("done", promise.done)]
        {
            if let Some(date) = date {
                let _ = write!(out, " {word} {date}");
            }
        }
        if let Some(priority) = promise.priority {
            let _ = write!(out, " {}", priority.word());
        }
        out.push_str(if promise.overdue { " overdue\n" } else { "\n" });
    }
    out
}

/// `Bo -> People/Bo.md` for each link of the body of a note.
fn links(workspace: &Workspace, path: &str) -> String {
    let book = &workspace.book;
    let Some(from) = book.note_at(path) else { return format!("no note {path}\n") };
    let mut out = String::new();
    for link in &book.note(from).facts.links {
        let to = match book.link(&link.target, from) {
            Target::Note(note) => book.path(note).to_owned(),
            Target::Ambiguous(people) => {
                format!("ambiguous {}", people.iter().map(|&note| book.path(note)).collect::<Vec<_>>().join(" | "))
            }
            Target::Nowhere => "nowhere".to_owned(),
        };
        let _ = writeln!(out, "{} -> {to}", link.target);
    }
    out
}

/// `contact People/Ana.md` for each note that is read.
fn kinds(workspace: &Workspace) -> String {
    let word = |kind: &NoteKind| match kind {
        NoteKind::Daily(day) => format!("daily {day}"),
        NoteKind::Dated(day) => format!("dated {day}"),
        NoteKind::Conflict => "conflict".to_owned(),
        kind => kind.word().to_owned(),
    };
    let book = &workspace.book;
    book.all().map(|note| format!("{} {}\n", word(&book.kind(note)), book.path(note))).collect()
}

/// `People/Ana.md:3:1 code` for each problem of a note, then what could not be read, then what the settings hold that is no setting.
fn problems(workspace: &Workspace) -> String {
    let mut out = String::new();
    for (index, note) in workspace.book.all().map(|index| (index, workspace.book.note(index))) {
        let text = workspace.text(index);
        let lines = LineIndex::new(&text);
        for problem in &note.facts.problems {
            let (line, column) = lines.line_column(&text, problem.span.start);
            let _ = writeln!(out, "{}:{line}:{column} {}", note.path, problem.code);
        }
    }
    for trouble in &workspace.troubles {
        let _ = writeln!(out, "{} {}", trouble.path, trouble.message);
    }
    for notice in &workspace.notices {
        let _ = writeln!(out, "{notice}");
    }
    out
}
