//! What the entries about a contact are marked as: value given, tension, a milestone … (format page, section 4). An entry of their own
//! note speaks of them; elsewhere a marked line speaks of the contacts it links, or stands under.
//!
//! Also who an event's note says was met there, and whether it names people who have no note.

use crate::base::date::Date;
use crate::book::events;
use crate::book::finds::{Find, Marked, Sign, Signed};
use crate::book::keys::{Key, Sorted};
use crate::book::kind::NoteKind;
use crate::book::names::Target;
use crate::book::others::{self, For};
use crate::book::own::Asking;
use crate::book::{Note, promises, standing};
use crate::config::marks::Mark;
use crate::facts::{CueKind, Line, NoteFacts};
use crate::note::body::{Kind, Place};
use crate::note::link::LinkKind;

/// What the marked lines of a note say, for each contact they are about; in an event's note also who was met.
/// Returns the day of an event that names people who have no note.
pub fn finds(asking: &Asking<'_>, note: &Note, fields: &Sorted<'_>, out: &mut Vec<For>) -> Option<Date> {
    let event = (note.kind == NoteKind::Event).then(|| events::read_in(asking, note, fields));
    let facts = &note.facts;
    for (index, line) in (0..).zip(&facts.lines) {
        if line.place != Place::Plain || line.task.is_some() && !standing::is_ticked(line.task) {
            continue;
        }
        let signs = signs(asking, facts, line, index);
        if signs.is_empty() {
            continue;
        }
        let own = || others::line_date(asking, facts, index).and_then(Result::ok);
        let of_note = || match (&note.kind, &event) {
            (NoteKind::Daily(day) | NoteKind::Dated(day), _) => Some(*day),
            (_, Some(event)) => event.date.and_then(Result::ok),
            _ => None,
        };
        let day = own().or_else(of_note);
        for (sign, until) in signs {
            let Some(date) = day.or(until) else { continue };
            let until = (sign == Sign::AskAfter).then(|| until.unwrap_or(date));
            let place = asking.place(line);
            let marked = Find::Marked(Marked { signed: Signed { sign, date, until }, place });
            about(asking, note, index, sign, event.as_ref(), &mut |contact| out.push((contact, marked)));
        }
    }
    event.and_then(|event| met(asking, facts, &event, out))
}

/// The contacts a marked line is about.
fn about(asking: &Asking<'_>, note: &Note, index: u32, sign: Sign, event: Option<&events::Event>, add: &mut dyn FnMut(u32)) {
    let mut people = promises::owners(asking, note, index);
    // Whoever they were introduced to was introduced as well.
    if sign == Sign::Introduced && note.kind == NoteKind::Contact {
        for link in note.facts.links_of(index).filter(|link| link.kind != LinkKind::Embed && link.place == Place::Plain) {
            if let Some(other) = asking.contact_at(&link.target).filter(|other| !people.contains(other)) {
                people.push(other);
            }
        }
    }
    // `[[Ana]] introduced me to [[Bo]]`: Ana did.
    if sign == Sign::IntroducedMe && people.len() > 1 {
        let before = note.facts.line(index).map_or(0, |line| linked_before(&note.facts, line));
        people.truncate(if before == 0 { people.len() } else { before });
    }
    // A meeting of two needs no name in every line.
    if let (true, Some(events::Event { people: attendees, .. })) = (people.is_empty(), event) {
        let known = attendees.iter().filter_map(|attendee| match others::who(asking, attendee) {
            Target::Note(person) if asking.is_listed(person) => Some(person),
            _ => None,
        });
        let mut known: Vec<u32> = known.collect();
        known.sort_unstable();
        known.dedup();
        if let [only] = known[..] {
            people.push(only);
        }
    }
    people.into_iter().for_each(add);
}

/// The signs of a line, each once, with the date written behind it.
fn signs(asking: &Asking<'_>, facts: &NoteFacts, line: &Line, index: u32) -> Vec<(Sign, Option<Date>)> {
    let ground = asking.ground;
    let marks = &ground.config.marks;
    let order = ground.config.date_order;
    let mut found: Vec<(Mark, Option<Date>)> = Vec::new();
    let mut congratulated = false;
    let behind = |at: u32| {
        let mut cues = facts.cues_in(line.text);
        cues.find_map(|cue| match cue.kind {
            CueKind::After(when) if cue.at == at => when.day(order),
            _ => None,
        })
    };
    for (tag, at) in facts.tags_at(line.text) {
        match marks.mark_of_tag(tag) {
            Some(mark) => found.push((mark, behind(at))),
            None => congratulated |= tag.eq_ignore_ascii_case("congratulated"),
        }
    }
    for cue in facts.cues_in(line.text) {
        match cue.kind {
            CueKind::Sign(sign) => found.extend(marks.of_sign(sign).map(|mark| (mark, None))),
            CueKind::Congratulated => congratulated = true,
            CueKind::After(_) | CueKind::By(_) => {}
        }
    }
    if line.when.is_some() || line.first && matches!(line.kind, Kind::Item(_)) {
        let lead = facts.lead(line);
        let to_me = |used: usize| matches!(lead.get(used..).unwrap_or("").split_whitespace().next(), Some("me" | "us"));
        // `gave me a book` says that it was received.
        // Behind a name the word says what they did: `[[Di]] gave a talk`, `[[Di]] received a prize`.
        let leading = marks.leading(lead).and_then(|(mark, used)| match mark {
            Mark::Gave if to_me(used) => Some(Mark::Received),
            Mark::Gave | Mark::Received if line.after_link => None,
            mark => Some(mark),
        });
        found.extend(leading.map(|mark| (mark, None)));
    }
    let dated = line.when.is_some();
    for field in facts.fields_of(index) {
        let is_news = || dated && matches!(ground.rules.keys.read(&field.key), Some((Key::Company | Key::Role, _)));
        let date = crate::book::values::date(&field.value).and_then(|when| when.day(order));
        match marks.mark_of_tag(&field.key) {
            Some(mark) => found.push((mark, date)),
            None if is_news() => found.push((Mark::Milestone, None)),
            None => {}
        }
    }
    let received = found.iter().any(|(mark, _)| *mark == Mark::Received);
    let mut signs: Vec<(Sign, Option<Date>)> = Vec::new();
    let lead = facts.lead(line);
    for (mark, date) in found {
        let Some(sign) = sign(mark, lead, received) else { continue };
        if !signs.iter().any(|(known, _)| *known == sign) {
            signs.push((sign, date));
        }
    }
    if congratulated {
        signs.push((Sign::Congratulated, None));
    }
    // An attempt that reached nobody resolves nothing.
    if signs.iter().any(|(sign, _)| *sign == Sign::Resolved) && asking.says(facts, line, index).refusal == Some(standing::Reason::Attempt) {
        signs.retain(|(sign, _)| *sign != Sign::Resolved);
    }
    // An introduction is given or received; the second mark only says which.
    if signs.iter().any(|(sign, _)| *sign == Sign::IntroducedMe) {
        signs.retain(|(sign, _)| *sign != Sign::Received);
    }
    signs
}

/// The sign a mark is, by the first words where the mark leaves it open.
fn sign(mark: Mark, lead: &str, received: bool) -> Option<Sign> {
    Some(match mark {
        Mark::Gave => Sign::Gave,
        Mark::Received => Sign::Received,
        Mark::Intro if received || introduces_me(lead) => Sign::IntroducedMe,
        Mark::Intro => Sign::Introduced,
        Mark::FeedbackAsked => Sign::FeedbackAsked,
        Mark::Feedback if lead.to_lowercase().contains("asked") => Sign::FeedbackAsked,
        Mark::Feedback | Mark::FeedbackGot => Sign::FeedbackGot,
        Mark::Tension => Sign::Tension,
        Mark::Resolved => Sign::Resolved,
        Mark::Milestone => Sign::Milestone,
        Mark::AskAfter => Sign::AskAfter,
        Mark::Promised | Mark::Asked | Mark::Note | Mark::Attempt => return None,
    })
}

/// How an entry begins that says that they introduced me.
const INTRODUCED_ME: [&str; 6] = ["introduced me", "introduced us", "introduces me", "intro to me", "connected me", "put me in touch"];

/// Whether an entry begins by saying that they introduced me.
fn introduces_me(lead: &str) -> bool {
    let lead = lead.to_lowercase();
    INTRODUCED_ME.iter().any(|words| lead.contains(words))
}

/// How many wikilinks stand before the words that they introduced me.
fn linked_before(facts: &NoteFacts, line: &Line) -> usize {
    let lead = facts.lead(line).to_lowercase();
    let said = INTRODUCED_ME.iter().filter_map(|words| lead.find(words)).min();
    said.and_then(|at| lead.get(..at)).map_or(0, |before| usize::from(line.after_link) + before.matches("[[").count())
}

/// Those an event's note links under a heading such as *Met*. Returns the event's day when it names somebody who has no note.
fn met(asking: &Asking<'_>, facts: &NoteFacts, event: &events::Event, out: &mut Vec<For>) -> Option<Date> {
    let date = event.date.and_then(Result::ok)?;
    let is_known = |attendee: &events::Attendee| others::who(asking, attendee) != Target::Nowhere;
    let mut unknown = event.people.iter().any(|attendee| !is_known(attendee));
    let met = &asking.ground.rules.met;
    for (index, line) in (0..).zip(&facts.lines) {
        let is_under = || facts.ancestors(line).any(|(_, above)| standing::is_named(facts, above, met));
        if line.place != Place::Plain || facts.links_of(index).next().is_none() || !is_under() {
            continue;
        }
        for link in facts.links_of(index).filter(|link| link.kind != LinkKind::Embed && link.place == Place::Plain && link.when.is_none()) {
            match asking.ground.link(&link.target, asking.index) {
                Target::Note(person) if asking.is_listed(person) => {
                    let signed = Signed { sign: Sign::Met, date, until: None };
                    out.push((person, Find::Marked(Marked { signed, place: asking.link_place(line, link) })));
                }
                Target::Nowhere => unknown = true,
                _ => {}
            }
        }
    }
    unknown.then_some(date)
}

#[cfg(test)]
mod tests;
