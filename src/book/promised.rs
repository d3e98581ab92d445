//! Promises without a task: entries marked `#promised` (mine) or `#asked` (theirs), in any note (format page, sections 4 and 10.20).
//!
//! One is due on the day named behind *by*. It is open until an entry of its note is marked `#kept`, or a task there with the same words is
//! ticked; a `#kept` in its own line closes it as well.

use crate::base::date::Date;
use crate::base::when::{Order, When};
use crate::book::keys::Sorted;
use crate::book::kind::NoteKind;
use crate::book::own::Asking;
use crate::book::promises::{Promise, State, owners};
use crate::book::{Note, events, others, standing};
use crate::config::marks::Mark;
use crate::facts::{CueKind, Line, NoteFacts, wording};
use crate::note::body::{Kind, Place};

/// The tag that says that a promise was kept.
const KEPT: &str = "kept";

/// An entry that says that a promise was kept.
struct Kept {
    line: u32,
    day: Date,
}

/// The promises made in the entries of a note. `attendees` are the people of an event's note.
pub fn read(asking: &Asking<'_>, note: &Note, fields: &Sorted<'_>, attendees: &mut dyn FnMut() -> Vec<u32>, out: &mut Vec<Promise>) {
    let facts = &note.facts;
    let order = asking.ground.config.date_order;
    let of_note = match note.kind {
        NoteKind::Daily(day) | NoteKind::Dated(day) => Some(day),
        NoteKind::Event => events::read_in(asking, note, fields).date.and_then(Result::ok),
        _ => None,
    };
    let day_of = |index: u32, line: &Line| {
        let own = line.when.and_then(|when| when.day(order));
        own.or_else(|| others::line_date(asking, facts, index).and_then(Result::ok)).or(of_note)
    };
    let mut made: Vec<(u32, Promise)> = Vec::new();
    let mut kept: Vec<Kept> = Vec::new();
    for (index, line) in (0..).zip(&facts.lines) {
        if line.place != Place::Plain || line.task.is_some() || matches!(line.kind, Kind::Row) && line.when.is_none() {
            continue;
        }
        let mark = facts
            .tags_in(line.text)
            .find_map(|tag| asking.ground.config.marks.mark_of_tag(tag).filter(|mark| matches!(mark, Mark::Promised | Mark::Asked)));
        let says_kept = facts.tags_at(line.text).find(|(tag, _)| tag.eq_ignore_ascii_case(KEPT)).map(|(_, at)| at);
        let Some(mark) = mark else {
            if let Some(day) = says_kept.and_then(|_| day_of(index, line)) {
                kept.push(Kept { line: index, day });
            }
            continue;
        };
        let Some(day) = day_of(index, line) else { continue };
        let mut contacts = owners(asking, note, index);
        if contacts.is_empty() && note.kind == NoteKind::Event {
            // Of several people who were there only a name can say who is meant.
            contacts = Some(attendees()).filter(|people| people.len() == 1).unwrap_or_default();
        }
        if contacts.is_empty() {
            continue;
        }
        let cue = |wanted: &dyn Fn(u32, CueKind) -> Option<When>| facts.cues_in(line.text).find_map(|cue| wanted(cue.at, cue.kind));
        let due = cue(&|_, kind| match kind {
            CueKind::By(when) => Some(when),
            _ => None,
        });
        let kept_on = cue(&|at, kind| match kind {
            CueKind::After(when) if Some(at) == says_kept => Some(when),
            _ => None,
        });
        let done = match says_kept {
            Some(_) => Some(kept_on.and_then(|when| when.day(order))),
            None => ticked(facts, index, day, order),
        };
        made.push((
            index,
            Promise {
                note: asking.index,
                row: line.row,
                at: line.start,
                text: standing::words(line),
                contacts,
                theirs: mark == Mark::Asked,
                state: if done.is_some() { State::Kept } else { State::Open },
                due,
                due_day: due.and_then(|due| due.day(order)),
                scheduled: None,
                start: None,
                created: Some(day),
                done: done.flatten(),
                priority: None,
                overdue: false,
            },
        ));
    }
    close(facts, &mut made, kept);
    out.extend(made.into_iter().map(|(_, promise)| promise));
}

/// Each `#kept` closes, of the promises made before it, the one that shares most words with it; where none or several do, the one made
/// last.
fn close(facts: &NoteFacts, made: &mut [(u32, Promise)], mut kept: Vec<Kept>) {
    kept.sort_by_key(|kept| (kept.day, kept.line));
    for kept in kept {
        let words = facts.wording(kept.line);
        let shared = |line: u32| facts.wording(line).iter().filter(|word| words.contains(word)).count();
        let open = made.iter_mut().filter(|(_, promise)| promise.state == State::Open && promise.created <= Some(kept.day));
        if let Some((_, promise)) = open.max_by_key(|(line, promise)| (shared(*line), promise.created)) {
            promise.state = State::Kept;
            promise.done = Some(kept.day);
        }
    }
}

/// Whether a task with the same words as an entry of that day is ticked, and the day it was done, when the task says so. One that was
/// done before the entry is another.
fn ticked(facts: &NoteFacts, entry: u32, day: Date, order: Option<Order>) -> Option<Option<Date>> {
    let words = facts.wording(entry);
    let tasks = facts.tasks.iter().filter(|task| facts.line(task.line).is_some_and(|line| standing::is_ticked(line.task)));
    let done = |when: Option<When>| when.and_then(|when| when.day(order));
    tasks
        .filter(|task| wording::same(words, facts.wording(task.line)))
        .map(|task| done(task.done))
        .find(|done| done.is_none_or(|done| done >= day))
}
