//! Interactions in a contact's own note (format page, section 4 and 10.4 to 10.9).

use std::cell::RefCell;

use crate::base::date::Date;
use crate::base::span::Span;
use crate::base::when::When;
use crate::book::finds::{Find, Interaction, Place, Seen, Source, day};
use crate::book::keys::{Key, Sorted};
use crate::book::kind::NoteKind;
use crate::book::names::{Names, Shelf, Target};
use crate::book::nearest::Nearest;
use crate::book::rules::Rules;
use crate::book::standing::{self, Reason, Says};
use crate::book::{Note, values};
use crate::config::Config;
use crate::facts::{Line, Link, NONE, NoteFacts};
use crate::note::body::Kind;
use crate::note::link::LinkKind;
use crate::note::yaml::Node;

/// What the notes are read against: the settings, what each note is, and whom names mean. Notes have the numbers of the state.
pub struct Ground<'g> {
    /// The settings.
    pub config: &'g Config,
    /// The settings, made ready for use.
    pub rules: &'g Rules,
    /// Who a link or a name means; at least the names asked for.
    pub names: &'g Names,
    /// The notes.
    pub shelf: &'g dyn Shelf,
    /// What a note is.
    pub kind: &'g (dyn Fn(u32) -> NoteKind + Sync),
    /// The owner's own note, or `u32::MAX`.
    pub owner: u32,
    /// The day on which a range under way counts; `None`: on its last day.
    pub as_of: Option<Date>,
}

impl Ground<'_> {
    /// Where a link in the note `from` leads.
    pub fn link(&self, target: &str, from: u32) -> Target {
        self.names.link(target, from, self.shelf)
    }
}

/// What is asked of the rest of the vault while one note is read.
pub struct Asking<'b> {
    /// The settings, the other notes and their names.
    pub ground: &'b Ground<'b>,
    /// The note's number.
    pub index: u32,
    /// The date each line has of its own or by what it stands under.
    pub dates: Nearest<When>,
    /// The contacts each line links, or the nearest line it stands under.
    pub linked: Nearest<Vec<u32>>,
    /// The keys of the note's links.
    pub links: &'b [[u64; 2]],
    /// What some lines say, in their order.
    pub said: RefCell<Vec<(u32, Says)>>,
    /// The ranges met, which count on another day while they are under way.
    pub ranges: RefCell<Vec<(Date, Date)>>,
}

/// How many bytes on each side of a link are its words.
const AROUND: u32 = 600;

impl<'b> Asking<'b> {
    /// Asks for one note, with the keys of its links.
    pub fn new(ground: &'b Ground<'b>, index: u32, links: &'b [[u64; 2]]) -> Asking<'b> {
        let (dates, linked) = (Nearest::default(), Nearest::default());
        Asking { ground, index, links, dates, linked, said: RefCell::default(), ranges: RefCell::default() }
    }

    /// The day of a daily note a link leads to.
    pub fn daily_note(&self, target: &str) -> Option<Date> {
        match self.ground.link(target, self.index) {
            Target::Note(note) => match (self.ground.kind)(note) {
                NoteKind::Daily(day) => Some(day),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a note is a contact's that is listed (the owner's is not).
    pub fn is_listed(&self, note: u32) -> bool {
        note != self.ground.owner && self.is_contact(note)
    }

    /// Whether a note is a contact's, the owner's own among them.
    pub fn is_contact(&self, note: u32) -> bool {
        (self.ground.kind)(note) == NoteKind::Contact
    }

    /// The listed contact a link leads to, when it is one and only one.
    pub fn contact_at(&self, target: &str) -> Option<u32> {
        match self.ground.link(target, self.index) {
            Target::Note(note) if self.is_listed(note) => Some(note),
            _ => None,
        }
    }

    /// What the first words, marks and place of a line say.
    pub fn says(&self, facts: &NoteFacts, line: &Line, index: u32) -> Says {
        let mut said = self.said.borrow_mut();
        match said.binary_search_by_key(&index, |(line, _)| *line) {
            Ok(at) => said[at].1,
            Err(at) => {
                let says = Says::of(facts, line, self.ground.config);
                // Most are asked for in their order; the others not so often that all should be moved for them.
                if at == said.len() {
                    said.push((index, says));
                }
                says
            }
        }
    }

    /// The date a link names: by itself, by the daily format, or because it leads to a daily note.
    pub fn link_date(&self, link: &Link) -> Option<When> {
        match link.when {
            // The vault's own format explains what by itself has two readings or none.
            Some(When::Year(_) | When::Month(..) | When::Ambiguous { .. } | When::Yearless(..) | When::Impossible) | None => {
                let bare = link.target.split('#').next().unwrap_or("");
                let by_format = || self.ground.rules.daily.iter().find_map(|daily| daily.read_link(bare));
                // A link without a digit is never a day: most links are names.
                if !bare.bytes().any(|byte| byte.is_ascii_digit()) && bare.is_ascii() {
                    return None;
                }
                by_format()
                    .or_else(|| self.daily_note(bare))
                    .map(When::Day)
                    .or(link.when.filter(|when| !matches!(when, When::Year(_) | When::Month(..))))
            }
            when => when,
        }
    }

    /// The date a line begins with. A link's target by the vault's own format goes before what has by itself two readings or none.
    pub fn line_when(&self, facts: &NoteFacts, line: &Line, index: u32) -> Option<When> {
        match line.when {
            Some(When::Ambiguous { .. } | When::Yearless(..) | When::Impossible) => {
                let link = facts.links_of(index).find(|link| link.span.overlaps(line.when_span));
                link.and_then(|link| self.link_date(link)).or(line.when)
            }
            when => when,
        }
    }

    /// Where a line stands.
    pub fn place(&self, line: &Line) -> Place {
        Place { note: self.index, row: line.row, at: line.start, words: standing::words(line) }
    }

    /// Where a link stands.
    pub fn link_place(&self, line: &Line, link: &Link) -> Place {
        // Of a very long line only what stands around the link.
        let start = line.text.start.max(link.span.start.saturating_sub(AROUND));
        let end = line.text.end.min(link.span.end.saturating_add(AROUND));
        Place { note: self.index, row: line.row, at: link.span.start, words: Span { start, end } }
    }

    /// The day of a written date.
    pub fn day(&self, when: When) -> Result<Date, Reason> {
        if let When::Range(first, last) = when {
            self.ranges.borrow_mut().push((first, last));
        }
        day(when, self.ground.config.date_order, self.ground.as_of)
    }
}

/// Which parts of a note hold its log.
struct Log {
    /// The headings with a log's name.
    headings: Vec<u32>,
    /// Whether a section with a log's name holds at least one dated line.
    exists: bool,
    /// The first heading of level two, by its place.
    first_section: u32,
}

impl Log {
    fn of(facts: &NoteFacts, names: &[String]) -> Log {
        let headings: Vec<u32> =
            (0..).zip(&facts.lines).filter(|(_, line)| standing::is_named(facts, line, names)).map(|(index, _)| index).collect();
        let first_section =
            facts.lines.iter().find(|line| matches!(line.kind, Kind::Heading(level) if level >= 2)).map_or(u32::MAX, |line| line.start);
        let mut log = Log { headings, exists: false, first_section };
        log.exists =
            !log.headings.is_empty() && facts.lines.iter().any(|line| (line.when.is_some() || line.after_link) && log.holds(facts, line));
        log
    }

    /// Whether a line stands in a log section.
    fn holds(&self, facts: &NoteFacts, line: &Line) -> bool {
        !self.headings.is_empty() && facts.ancestors(line).any(|(index, _)| self.headings.binary_search(&index).is_ok())
    }

    fn reads(&self, facts: &NoteFacts, line: &Line) -> bool {
        !self.exists || line.start < self.first_section || matches!(line.kind, Kind::Heading(_)) || self.holds(facts, line)
    }
}

/// The finds of a contact's own note for that contact.
pub fn finds(asking: &Asking<'_>, note: &Note, fields: &Sorted<'_>, out: &mut Vec<Find>) {
    let facts = &note.facts;
    let log = Log::of(facts, &asking.ground.rules.log);
    for (index, line) in facts.lines.iter().enumerate() {
        let index = index as u32;
        let before = out.len();
        let dated = match asking.line_when(facts, line, index) {
            Some(when) => Some((when, standing::words(line))),
            None => leading_link(asking, facts, line, index),
        };
        if let Some((when, words)) = dated {
            entry(asking, facts, (line, index), when, words, &log, out);
            // A date link in a line that has its own date is text.
            continue;
        }
        if line.task.is_some() {
            task(asking, facts, line, index, out);
        }
        if out.len() == before && !standing::is_ticked(line.task) {
            date_links(asking, facts, line, index, out);
        }
    }
    channel_fields(asking, facts, out);
    front_matter(asking, note, fields, out);
}

/// A line that begins with a link which only the vault's daily format explains.
fn leading_link(asking: &Asking<'_>, facts: &NoteFacts, line: &Line, index: u32) -> Option<(When, Span)> {
    if !line.after_link {
        return None;
    }
    let link = facts.links_of(index).next()?;
    if link.kind == LinkKind::Embed || link.span.start > line.text.start + 4 {
        return None;
    }
    let when = asking.link_date(link)?;
    Some((when, Span { start: link.span.end.min(line.text.end), end: line.text.end }))
}

fn entry(asking: &Asking<'_>, facts: &NoteFacts, (line, index): (&Line, u32), when: When, words: Span, log: &Log, out: &mut Vec<Find>) {
    let place = Place { words, ..asking.place(line) };
    let date = asking.day(when);
    let seen = |reason: Reason| Find::Seen(Seen { date: date.ok(), place, reason });
    if is_child(line) && !log.holds(facts, line) {
        // Part of its parent: text of that entry when the parent is dated, else outside any log.
        let parent_dated =
            facts.ancestors(line).take_while(|(_, above)| !matches!(above.kind, Kind::Heading(_))).any(|(_, above)| above.when.is_some());
        if !parent_dated {
            out.push(seen(Reason::OutsideLog));
        }
        return;
    }
    let Says { refusal, channel } = asking.says(facts, line, index);
    if let Some(reason) = refusal {
        out.push(seen(reason));
        return;
    }
    if !log.reads(facts, line) {
        out.push(seen(Reason::OutsideLog));
        return;
    }
    match date {
        Ok(date) => out.push(Find::Counted(Interaction { date, place, source: Source::Log, channel })),
        Err(reason) => out.push(seen(reason)),
    }
}

/// Whether the line begins an item inside another item.
fn is_child(line: &Line) -> bool {
    matches!(line.kind, Kind::Item(depth) if depth > 0) && line.first
}

/// `- [x] call about the budget ✅ 2026-05-02`: contact when it begins with a channel (section 5).
fn task(asking: &Asking<'_>, facts: &NoteFacts, line: &Line, index: u32, out: &mut Vec<Find>) {
    let config = asking.ground.config;
    let Some(done) = facts.task_of(index).and_then(|task| task.done) else { return };
    let Some(channel) = channel_to_do(facts, line, config) else { return };
    let date = asking.day(done);
    let place = asking.place(line);
    let reason = asking.says(facts, line, index).refusal;
    out.push(match (date, reason) {
        (Ok(date), None) => Find::Counted(Interaction { date, place, source: Source::Task, channel: Some(channel) }),
        (date, reason) => Find::Seen(Seen { date: date.ok(), place, reason: reason.or(date.err()).unwrap_or(Reason::ImpossibleDate) }),
    });
}

/// The channel a task begins with, named as something to do: `call about the budget`, not `called in the loan`.
fn channel_to_do(facts: &NoteFacts, line: &Line, config: &Config) -> Option<u16> {
    let lead = facts.lead(line);
    let (channel, used) = config.channels.leading_id(lead)?;
    (!lead[..used].trim_end_matches([':', ')', ']', '*']).ends_with("ed")).then_some(channel)
}

/// `… had a long talk on [[2026-05-02]] …`: a date link in prose, anywhere in the note.
fn date_links(asking: &Asking<'_>, facts: &NoteFacts, line: &Line, index: u32, out: &mut Vec<Find>) {
    // Links of a child of a dated entry belong to that entry.
    let inherits =
        || facts.ancestors(line).take_while(|(_, above)| !matches!(above.kind, Kind::Heading(_))).any(|(_, above)| above.when.is_some());
    for link in facts.links_of(index).filter(|link| !facts.is_of_a_mark(link)) {
        let Some(when) = asking.link_date(link) else { continue };
        if inherits() {
            return;
        }
        let date = asking.day(when);
        let place = asking.link_place(line, link);
        let embed = (link.kind == LinkKind::Embed).then_some(Reason::Embed);
        let says = asking.says(facts, line, index);
        let reason = embed.or(standing::of_place(link.place)).or(says.refusal);
        out.push(match (date, reason) {
            (Ok(date), None) => Find::Counted(Interaction { date, place, source: Source::DateLink, channel: says.channel }),
            (date, reason) => Find::Seen(Seen { date: date.ok(), place, reason: reason.or(date.err()).unwrap_or(Reason::ImpossibleDate) }),
        });
    }
}

/// `- [call:: 2026-05-02] the budget`: an inline field named as a channel.
fn channel_fields(asking: &Asking<'_>, facts: &NoteFacts, out: &mut Vec<Find>) {
    let config = asking.ground.config;
    for field in facts.fields.iter().filter(|field| field.line != NONE) {
        let Some(line) = facts.line(field.line) else { continue };
        // `met::` says how you met, whatever channel the word may name elsewhere.
        if asking.ground.rules.keys.read(&field.key).is_some() {
            continue;
        }
        let Some(channel) = config.channels.id_named(&field.key).filter(|_| line.when.is_none()) else { continue };
        let Some(when) = values::date(&field.value) else { continue };
        let date = asking.day(when);
        let words = Span { start: field.span.end.min(line.text.end), end: line.text.end };
        let place = Place { note: asking.index, row: field.row, at: line.start, words };
        let reason = asking.says(facts, line, field.line).refusal;
        out.push(match (date, reason) {
            (Ok(date), None) => Find::Counted(Interaction { date, place, source: Source::Log, channel: Some(channel) }),
            (date, reason) => Find::Seen(Seen { date: date.ok(), place, reason: reason.or(date.err()).unwrap_or(Reason::ImpossibleDate) }),
        });
    }
}

/// The manual `last_contact` and the list `interactions`.
fn front_matter(asking: &Asking<'_>, note: &Note, fields: &Sorted<'_>, out: &mut Vec<Find>) {
    let place = |row: u32, span: Span| Place { note: asking.index, row, at: span.start, words: span };
    let mut push = |when: When, place: Place, channel: Option<u16>, reason: Option<Reason>| {
        let date = asking.day(when);
        out.push(match (date, reason) {
            (Ok(date), None) => Find::Counted(Interaction { date, place, source: Source::FrontMatter, channel }),
            (date, reason) => Find::Seen(Seen { date: date.ok(), place, reason: reason.or(date.err()).unwrap_or(Reason::ImpossibleDate) }),
        });
    };
    // Given by several synonyms, the latest stands (section 10.13).
    let manual =
        fields.all(Key::LastContact).flat_map(|field| values::dates(&field.value).into_iter().map(move |(when, span)| (field, when, span)));
    if let Some((field, when, span)) = manual.max_by_key(|(_, when, _)| asking.day(*when).ok()) {
        // A manual date has no words of its own.
        let key = place(field.row, Span { start: field.key_span.start, end: span.end });
        push(when, Place { words: Span::default(), ..key }, None, None);
    }
    for field in fields.all(Key::Interactions) {
        for item in field.value.items() {
            let part = |name: &str| {
                item.entries().iter().find(|(key, _)| key.text().is_some_and(|key| key.eq_ignore_ascii_case(name))).map(|(_, value)| value)
            };
            let Some(when) = part("date").and_then(values::date) else { continue };
            let config = asking.ground.config;
            let text = part("text").or_else(|| part("note")).or_else(|| part("summary"));
            let channel = part("channel").or_else(|| part("type")).and_then(Node::text).and_then(|word| config.channels.id_named(word));
            let row = note.facts.front_row(item.span.start);
            push(when, Place { words: text.map_or(item.span, |text| text.span), ..place(row, item.span) }, channel, None);
        }
    }
}
