//! The entry of `vault log`: its words, for a contact's note and for the day's, and what is told of it.

use crate::base::change::FileChange;
use crate::base::english;
use crate::book::without_extension;
use crate::changes::place::{self, Entry, at_end, day_names};
use crate::changes::understand::Understood;
use crate::commands::drafts::Drafts;
use crate::commands::log::{day_and_channel, reads_as};
use crate::commands::log_people::Present;
use crate::commands::{Failure, Session, new, new_people, writing};
use crate::config::Counting;
use crate::config::marks::Mark;
use crate::facts;

/// What happened, with whom.
pub struct Spoken<'s> {
    /// The line as typed.
    pub line: &'s str,
    /// What was understood of it.
    pub understood: &'s Understood,
    /// The channel.
    pub channel: Option<u16>,
    /// Who was there.
    pub there: &'s Present,
}

/// The text, and the channel's name where the text must be put behind it to be read so.
struct Worded {
    channel: Option<String>,
    text: String,
}

impl Worded {
    fn of(session: &Session<'_>, text: String, channel: Option<u16>) -> Worded {
        let name = channel.filter(|_| reads_as(session, &text) != channel).and_then(|id| session.workspace.book.config.channels.name(id));
        Worded { channel: name.map(str::to_owned), text }
    }

    fn line(&self) -> String {
        match &self.channel {
            Some(channel) if self.text.is_empty() => channel.clone(),
            Some(channel) => format!("{channel}: {}", self.text),
            None => self.text.clone(),
        }
    }
}

/// `log lunch with Ana Diaz`, for `vault undo --list`.
pub fn title(session: &Session<'_>, spoken: &Spoken<'_>) -> String {
    let book = &session.workspace.book;
    let names: Vec<String> = spoken.there.all(book).into_iter().map(|(name, _)| name).collect();
    let channel = spoken.channel.and_then(|id| book.config.channels.name(id));
    format!("log {}with {}", channel.map_or(String::new(), |channel| format!("{channel} ")), english::list(&names))
}

/// Says what was understood.
pub fn tell(session: &mut Session<'_>, spoken: &Spoken<'_>, given: &[String]) -> Result<(), Failure> {
    let book = &session.workspace.book;
    let understood = spoken.understood;
    let names: Vec<String> = spoken.there.all(book).into_iter().map(|(name, _)| name).collect();
    let planned = if understood.date > book.as_of { " (planned)" } else { "" };
    let mut lines = vec![format!("{}, with {}{planned}", day_and_channel(session, spoken), english::list(&names))];
    let text = understood.text(spoken.line, &|_, _| None);
    match mark(session, &text) {
        Some(Mark::Attempt) => lines.push("an attempt: it does not count as contact".to_owned()),
        Some(Mark::Note) => lines.push("a note: it does not count as contact".to_owned()),
        _ => {}
    }
    let mut spoken_of: Vec<&str> = Vec::new();
    for mention in understood.mentions.iter().filter(|mention| !mention.present) {
        let Some(contact) = mention.person().filter(|note| !spoken.there.notes.contains(note)).and_then(|note| book.contact_of(note))
        else {
            continue;
        };
        if !spoken_of.contains(&book.name(contact)) {
            spoken_of.push(book.name(contact));
        }
    }
    if !spoken_of.is_empty() && given.is_empty() {
        lines.push(format!("only spoken of: {}", english::list(&spoken_of)));
    }
    lines.iter().try_for_each(|line| writing::say(session, line))
}

/// The mark an entry begins with that makes it no contact.
fn mark(session: &Session<'_>, text: &str) -> Option<Mark> {
    let config = &session.workspace.book.config;
    let leading = config.marks.leading(text).map(|(mark, _)| mark);
    let unanswered =
        || config.channels.leading(text).is_some_and(|(_, used)| text.get(used..).is_some_and(|rest| config.marks.is_unanswered(rest)));
    leading.or_else(|| unanswered().then_some(Mark::Attempt))
}

/// Puts the entry into the note of everybody who was there.
pub fn into_contacts(session: &mut Session<'_>, spoken: &Spoken<'_>, drafts: &mut Drafts) -> Result<(), Failure> {
    let all = spoken.there.all(&session.workspace.book);
    for (name, path) in &all {
        let mut text = spoken.understood.text(spoken.line, &|_, _| None);
        // Those named apart from the text would be lost in each other's notes.
        let others: Vec<&str> = all
            .iter()
            .filter(|(_, other)| other != path)
            .filter(|(other, _)| !is_told(session, spoken, other))
            .map(|(other, _)| other.as_str())
            .collect();
        if !others.is_empty() {
            text = format!("{text} (with {})", english::list(&others)).trim_start().to_owned();
        }
        let worded = Worded::of(session, text, spoken.channel);
        let book = &session.workspace.book;
        let source = drafts.text(session, path)?;
        let entry = Entry {
            date: spoken.understood.date,
            channel: worded.channel.as_deref(),
            text: &worded.text,
            reads_as: reads_as(session, &worded.line()),
        };
        let edit = place::place(path, &source, &entry, &book.config, book.as_of).ok_or_else(|| {
            Failure::new(format!("cannot log in `{path}`: {}", place::NO_PLACE)).hint(format!("close it, or use `--to daily` for {name}"))
        })?;
        drafts.edit(path, [edit]);
    }
    Ok(())
}

/// Whether the text names somebody who was there.
fn is_told(session: &Session<'_>, spoken: &Spoken<'_>, name: &str) -> bool {
    let book = &session.workspace.book;
    let mentioned = spoken.understood.mentions.iter().filter_map(|mention| mention.person()).filter_map(|note| book.contact_of(note));
    mentioned.map(|contact| book.name(contact)).any(|other| other == name) || spoken.line.contains(name)
}

/// Puts the entry into the day's note, with links; the note is made where it is missing.
pub fn into_daily(session: &mut Session<'_>, spoken: &Spoken<'_>, drafts: &mut Drafts) -> Result<(), Failure> {
    let date = spoken.understood.date;
    let path = match new::daily(session, date)? {
        Ok(path) => path,
        Err(file) => {
            let path = file.path().to_owned();
            drafts.create(file);
            path
        }
    };
    let source = drafts.text(session, &path)?;
    let book = &session.workspace.book;
    let target = |note: u32| new_people::link(book, note).trim_start_matches("[[").split(['|', ']']).next().unwrap_or("").to_owned();
    let link = |note: u32, written: &str| {
        let target = target(note);
        Some(if target == written { format!("[[{target}]]") } else { format!("[[{target}|{written}]]") })
    };
    let mut text = spoken.understood.text(spoken.line, &link);
    let in_text = |note: &u32| spoken.understood.mentions.iter().any(|mention| mention.present && mention.person() == Some(*note));
    let apart = spoken.there.notes.iter().filter(|note| !in_text(note)).map(|&note| new_people::link(book, note));
    let made = spoken.there.made.iter().map(|(_, path)| format!("[[{}]]", crate::book::stem(path)));
    let apart: Vec<String> = apart.chain(made).collect();
    if !apart.is_empty() {
        text = format!("{text} (with {})", english::list(&apart)).trim_start().to_owned();
    }
    let plain = spoken.understood.text(spoken.line, &|_, _| None);
    let line = match Worded::of(session, plain, spoken.channel).channel {
        Some(channel) if text.is_empty() => channel,
        Some(channel) => format!("{channel}: {text}"),
        None => text,
    };
    let read = facts::read(&source);
    let edit = place::log(&source, &read, &line, &book.config).unwrap_or_else(|| at_end(&source, &line));
    let change = FileChange::Modify { path: path.clone(), before: source.clone().into_bytes(), edits: vec![edit.clone()] };
    let after = change.after().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
    let mut people = Vec::new();
    for (_, path) in spoken.there.all(book) {
        let text = drafts.text(session, &path)?;
        people.push((path, text));
    }
    if !day_names((&path, &after), &people, date, &book.config, book.as_of) {
        return Err(Failure::new(format!("cannot log in `{path}`: {}", place::NO_PLACE)).hint("close it, or use `--to contact`"));
    }
    drafts.edit(&path, [edit]);
    if book.config.mentions.daily != Counting::Contact {
        let stem = without_extension(&path).to_owned();
        writing::say(session, &format!("links in `{stem}` do not count as contact, by the setting `mentions.daily`"))?;
    }
    Ok(())
}
