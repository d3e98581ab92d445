//! The promises of one note as bytes. Whether one is open is told without reading it.

use crate::base::date::Date;
use crate::base::span::Span;
use crate::base::when::When;
use crate::book::promises::{Promise, State};
use crate::book::state::codec::{Get, put, put_date, put_signed};
use crate::note::task::Priority;

const STATES: [State; 4] = [State::Open, State::Kept, State::Cancelled, State::Moved];
const PRIORITIES: [Priority; 5] = [Priority::Highest, Priority::High, Priority::Medium, Priority::Low, Priority::Lowest];

/// What is said of the day a promise is due: nothing, one day, or something else.
const DUE_DAY: u64 = 1;
const DUE_OTHER: u64 = 2;

/// Writes promises; nothing when there are none.
pub fn write(promises: &[Promise], out: &mut Vec<u8>) {
    let mut bytes = Vec::new();
    for promise in promises {
        bytes.clear();
        write_one(promise, &mut bytes);
        put(out, (bytes.len() as u64) << 1 | u64::from(promise.state == State::Open));
        out.extend_from_slice(&bytes);
    }
}

fn write_one(promise: &Promise, out: &mut Vec<u8>) {
    let state = STATES.iter().position(|known| *known == promise.state).unwrap_or(0) as u64;
    let priority =
        promise.priority.and_then(|priority| PRIORITIES.iter().position(|known| *known == priority)).map_or(0, |at| at as u64 + 1);
    let due = match (promise.due, promise.due_day) {
        (None, _) => 0,
        (Some(When::Day(day)), Some(due)) if day == due => DUE_DAY,
        _ => DUE_OTHER,
    };
    let days = [promise.due_day, promise.scheduled, promise.start, promise.created, promise.done];
    let has = days.iter().enumerate().fold(0, |has, (bit, day)| has | u64::from(day.is_some()) << bit);
    put(out, has | due << 5 | state << 7 | u64::from(promise.theirs) << 9 | priority << 10);
    put(out, u64::from(promise.row));
    put(out, u64::from(promise.at));
    put_signed(out, i64::from(promise.text.start) - i64::from(promise.at));
    put(out, u64::from(promise.text.end.wrapping_sub(promise.text.start)));
    put(out, promise.contacts.len() as u64);
    promise.contacts.iter().for_each(|&contact| put(out, u64::from(contact)));
    days.iter().flatten().for_each(|day| put_date(out, Some(*day)));
    if due == DUE_OTHER {
        // Plain data: there is nothing in it that cannot be written.
        out.extend(postcard::to_allocvec(&promise.due).unwrap_or_default());
    }
}

/// What is asked of every open promise: all the rest is read for those that are shown.
pub struct Short {
    /// The source line, 1-based.
    pub row: u32,
    /// The item's first byte.
    pub at: u32,
    /// The day it is due, when it can be told.
    pub due: Option<Date>,
    /// Whether it has a due date that no calendar knows.
    pub is_impossible: bool,
    /// Whether they owe it to me.
    pub theirs: bool,
    /// The day it was written.
    pub created: Option<Date>,
}

/// Goes through the open promises in some bytes, each with the slots of those it is about; `None` when the bytes are no promises.
pub fn open(bytes: &[u8], mut each: impl FnMut(Short, &[u32]) -> Option<()>) -> Option<()> {
    let mut get = Get::new(bytes);
    let mut people = Vec::new();
    while get.is_whole() && get.at() < bytes.len() {
        let head = get.number();
        let bytes = get.bytes((head >> 1) as usize);
        if head & 1 == 1 {
            people.clear();
            let short = short(bytes, &mut people)?;
            each(short, &people)?;
        }
    }
    get.is_whole().then_some(())
}

fn short(bytes: &[u8], people: &mut Vec<u32>) -> Option<Short> {
    let mut get = Get::new(bytes);
    let flags = get.number();
    let has = |bit: u32| flags >> bit & 1 == 1;
    let (row, at) = (get.small(), get.small());
    get.signed();
    get.small();
    let count = usize::try_from(get.number()).ok().filter(|&count| count <= bytes.len())?;
    people.extend((0..count).map(|_| get.small()));
    let mut day = |bit: u32| if has(bit) { get.date() } else { None };
    let [due, _, _, created, _] = [day(0), day(1), day(2), day(3), day(4)];
    let is_impossible = flags >> 5 & 3 == DUE_OTHER
        && matches!(postcard::from_bytes(bytes.get(get.at()..)?).ok()?, Some(When::Impossible | When::Backwards));
    get.is_whole().then_some(Short { row, at, due, is_impossible, theirs: has(9), created })
}

/// The promises of the note in a slot, the open ones or all; `None` when the bytes are no promises.
pub fn read(bytes: &[u8], slot: u32, all: bool) -> Option<Vec<Promise>> {
    let mut get = Get::new(bytes);
    let mut promises = Vec::new();
    while get.is_whole() && get.at() < bytes.len() {
        let head = get.number();
        let bytes = get.bytes((head >> 1) as usize);
        if all || head & 1 == 1 {
            promises.push(read_one(bytes, slot)?);
        }
    }
    get.is_whole().then_some(promises)
}

fn read_one(bytes: &[u8], slot: u32) -> Option<Promise> {
    let mut get = Get::new(bytes);
    let flags = get.number();
    let (row, at) = (get.small(), get.small());
    let start = i64::from(at).wrapping_add(get.signed()) as u32;
    let end = start.wrapping_add(get.small());
    let count = usize::try_from(get.number()).ok().filter(|&count| count <= bytes.len())?;
    let contacts = (0..count).map(|_| get.small()).collect();
    let mut day = |bit: u32| -> Option<Option<Date>> { if flags >> bit & 1 == 1 { Some(Some(get.date()?)) } else { Some(None) } };
    let (due_day, scheduled, begin, created, done) = (day(0)?, day(1)?, day(2)?, day(3)?, day(4)?);
    let due = match flags >> 5 & 3 {
        DUE_DAY => Some(When::Day(due_day?)),
        DUE_OTHER => postcard::from_bytes(bytes.get(get.at()..)?).ok()?,
        _ => None,
    };
    let priority = ((flags >> 10) as usize).checked_sub(1).and_then(|at| PRIORITIES.get(at).copied());
    get.is_whole().then_some(Promise {
        note: slot,
        row,
        at,
        text: Span { start, end },
        contacts,
        theirs: flags >> 9 & 1 == 1,
        state: *STATES.get((flags >> 7 & 3) as usize)?,
        due,
        due_day,
        scheduled,
        start: begin,
        created,
        done,
        priority,
        overdue: false,
    })
}

#[cfg(test)]
mod tests {
    use super::{Short, open, read, write};
    use crate::base::date::Date;
    use crate::base::span::Span;
    use crate::base::when::When;
    use crate::book::promises::{Promise, State};
    use crate::note::task::Priority;

    #[test]
    fn promises_come_back() {
        let day = |text: &str| Date::parse_iso(text);
        let still = Promise {
            note: 7,
            row: 12,
            at: 300,
            text: Span { start: 306, end: 341 },
            contacts: vec![7, 1 << 20],
            theirs: true,
            state: State::Open,
            due: day("2026-05-09").map(When::Day),
            due_day: day("2026-05-09"),
            scheduled: None,
            start: day("2026-05-01"),
            created: None,
            done: None,
            priority: Some(Priority::Lowest),
            overdue: false,
        };
        let kept = Promise { state: State::Kept, due: Some(When::Month(2026, 5)), due_day: None, done: day("2026-05-20"), ..still.clone() };
        let bare = Promise { contacts: Vec::new(), due: None, due_day: None, start: None, priority: None, theirs: false, ..kept.clone() };
        let all = [still, kept, bare];
        let mut bytes = Vec::new();
        write(&all, &mut bytes);
        let shown = |promises: &[Promise]| promises.iter().map(|promise| format!("{promise:?}")).collect::<Vec<_>>();
        assert_eq!(shown(&read(&bytes, 7, true).unwrap()), shown(&all));
        assert_eq!(shown(&read(&bytes, 7, false).unwrap()), shown(&all[..1]));
        let mut shorts = Vec::new();
        let mut note = |short: Short, people: &[u32]| {
            shorts.push((short.row, short.at, short.due, short.created, short.theirs, people.to_vec()));
            Some(())
        };
        open(&bytes, &mut note).unwrap();
        assert_eq!(shorts, [(12, 300, day("2026-05-09"), None, true, vec![7, 1 << 20])]);
        let none: Vec<usize> = (1..bytes.len()).filter(|&cut| read(&bytes[..cut], 7, true).is_none()).collect();
        // Only between two promises do cut bytes read as fewer.
        assert_eq!(none.len(), bytes.len() - 3);
    }
}
