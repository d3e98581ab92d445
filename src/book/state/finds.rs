//! The dates found for one contact as bytes: first every day with what it is, then where each is written. The first part alone tells
//! when there was contact; the second is read for the few contacts that are shown.

use crate::base::date::Date;
use crate::base::span::Span;
use crate::book::finds::{Find, Interaction, Marked, Place, Seen, Sign, Signed, Source};
use crate::book::standing::Reason;
use crate::book::state::codec::{Get, put, put_date, put_signed};

/// A day found: when, and how it counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Found {
    /// The number of the day ([`Date::number`]); 0: there is none.
    pub day: i32,
    /// What it is.
    pub what: What,
}

/// What a day found is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    /// It counts.
    Counted(Source),
    /// It does not.
    Seen(Reason),
    /// It says something more; with the number of the day from which it is to be asked after, or 0.
    Marked(Sign, i32),
}

const COUNTED: u8 = 0x80;
const MARKED: u8 = 0x40;

/// Writes the finds of the contact whose note is `own`, the latest day first: the days, and the places.
pub fn write(finds: &mut [Find], own: u32, out: &mut Vec<u8>, places: &mut Vec<u8>) {
    // The sort is stable: of one day the finds stay in the order of the notes.
    finds.sort_by_key(|find| std::cmp::Reverse(find.date()));
    put(out, finds.len() as u64);
    let mut before: Option<Date> = None;
    for find in finds.iter() {
        let date = find.date();
        let kind = kind(find);
        // Zero is no day; else one more than the days back from the one before.
        let back = match (date, before) {
            (None, _) => 0,
            (Some(date), None) => 1 + date.number() as u64,
            (Some(date), Some(before)) => 1 + date.days_until(before) as u64,
        };
        before = date.or(before);
        put(out, back);
        out.push(kind);
        if let Find::Marked(Marked { signed: Signed { sign: Sign::AskAfter, until, .. }, .. }) = find {
            put_date(out, *until);
        }
    }
    let mut near = Near::default();
    for find in finds.iter() {
        let place = find.place();
        let before = if place.note == own {
            put(places, 0);
            near.own
        } else {
            // Zero is its own note; else one more than the way from the other note before, zigzag.
            let way = i64::from(place.note) - i64::from(near.note);
            put(places, 1 + ((way << 1) ^ (way >> 63)) as u64);
            near.other(place.note)
        };
        put_signed(places, i64::from(place.row) - i64::from(before.0));
        put_signed(places, i64::from(place.at) - i64::from(before.1));
        put_signed(places, i64::from(place.words.start) - i64::from(place.at));
        put(places, u64::from(place.words.end.wrapping_sub(place.words.start)));
        near.remember(place, own);
        if let Find::Counted(counted) = find {
            put(places, counted.channel.map_or(0, |channel| u64::from(channel) + 1));
        }
    }
}

fn kind(find: &Find) -> u8 {
    match find {
        Find::Counted(counted) => COUNTED | counted.source as u8,
        Find::Seen(seen) => seen.reason as u8,
        Find::Marked(marked) => MARKED | marked.signed.sign as u8,
    }
}

/// Writes a find for a contact as it is held until all notes are read: each can be read alone, and passed over.
pub fn hold(contact: u32, find: &Find, out: &mut Vec<u8>) {
    put(out, u64::from(contact));
    let from = out.len();
    out.push(0);
    put_date(out, find.date());
    out.push(kind(find));
    if let Find::Marked(Marked { signed: Signed { sign: Sign::AskAfter, until, .. }, .. }) = find {
        put_date(out, *until);
    }
    let place = find.place();
    put(out, u64::from(place.note));
    put(out, u64::from(place.row));
    put(out, u64::from(place.at));
    put_signed(out, i64::from(place.words.start) - i64::from(place.at));
    put(out, u64::from(place.words.end.wrapping_sub(place.words.start)));
    if let Find::Counted(counted) = find {
        put(out, counted.channel.map_or(0, |channel| u64::from(channel) + 1));
    }
    // Numbers of at most ten bytes each: far below 256 together.
    let length = out.len() - from - 1;
    if let Some(place) = out.get_mut(from) {
        *place = length as u8;
    }
}

/// Goes through finds that are held: where each stands, and for which contact.
pub fn each_held(held: &[u8], mut each: impl FnMut(usize, u32)) {
    let mut get = Get::new(held);
    while get.at() < held.len() {
        let (at, contact) = (get.at(), get.small());
        let length = get.byte();
        get.bytes(usize::from(length));
        each(at, contact);
    }
}

/// The find that is held at a place, and its contact.
pub fn held(held: &[u8], at: usize) -> Option<(u32, Find)> {
    let get = &mut Get::new(held.get(at..)?);
    let (contact, _) = (get.small(), get.byte());
    let (date, kind) = (get.date(), get.byte());
    let what = what(kind, get);
    let (note, row, at) = (get.small(), get.small(), get.small());
    let start = i64::from(at).wrapping_add(get.signed()) as u32;
    let words = Span { start, end: start.wrapping_add(get.small()) };
    Some((contact, find(what, date, Place { note, row, at, words }, get)?))
}

/// A find of its parts; what counts is followed by its channel.
fn find(what: What, date: Option<Date>, place: Place, get: &mut Get<'_>) -> Option<Find> {
    Some(match what {
        What::Counted(source) => {
            let channel = get.number().checked_sub(1).map(|channel| channel as u16);
            Find::Counted(Interaction { date: date?, place, source, channel })
        }
        What::Seen(reason) => Find::Seen(Seen { date, place, reason }),
        What::Marked(sign, until) => {
            let until = if until == 0 { None } else { Date::from_number(until) };
            Find::Marked(Marked { signed: Signed { sign, date: date?, until }, place })
        }
    })
}

/// The places before, from which the next one is told: in the contact's own note, and in the last other one.
#[derive(Default)]
struct Near {
    own: (u32, u32),
    note: u32,
    other: (u32, u32),
}

impl Near {
    /// The row and offset before in another note; its beginning when it is not the one before.
    fn other(&self, note: u32) -> (u32, u32) {
        if note == self.note { self.other } else { (0, 0) }
    }

    fn remember(&mut self, place: &Place, own: u32) {
        if place.note == own {
            self.own = (place.row, place.at);
        } else {
            (self.note, self.other) = (place.note, (place.row, place.at));
        }
    }
}

/// Reads the days, the latest first.
#[inline]
pub fn days(get: &mut Get<'_>, mut each: impl FnMut(Found)) {
    let count = get.number();
    let mut before = 0;
    for _ in 0..count {
        let day = day(get, &mut before);
        let kind = get.byte();
        if !get.is_whole() {
            return;
        }
        let what = what(kind, get);
        each(Found { day, what });
    }
}

#[inline]
fn what(kind: u8, get: &mut Get<'_>) -> What {
    if kind & COUNTED != 0 {
        What::Counted(source(kind, get))
    } else if kind & MARKED != 0 {
        let sign = sign(kind, get);
        What::Marked(sign, if sign == Sign::AskAfter { get.small() as i32 } else { 0 })
    } else {
        What::Seen(reason(kind, get))
    }
}

/// The number of the next day; 0: there is none.
#[inline]
fn day(get: &mut Get<'_>, before: &mut i32) -> i32 {
    let back = get.number();
    if back == 0 {
        return 0;
    }
    let back = i32::try_from(back - 1).unwrap_or(i32::MAX);
    let day = if *before == 0 { back } else { before.saturating_sub(back) };
    // The days of the years 1 to 9999.
    if !(1..=3_652_059).contains(&day) {
        get.spoil();
        return 0;
    }
    *before = day;
    day
}

fn reason(kind: u8, get: &mut Get<'_>) -> Reason {
    Reason::ALL.get(usize::from(kind)).copied().unwrap_or_else(|| {
        get.spoil();
        Reason::Possible
    })
}

fn sign(kind: u8, get: &mut Get<'_>) -> Sign {
    Sign::ALL.get(usize::from(kind & !MARKED)).copied().unwrap_or_else(|| {
        get.spoil();
        Sign::Met
    })
}

fn source(kind: u8, get: &mut Get<'_>) -> Source {
    Source::ALL.get(usize::from(kind & !COUNTED)).copied().unwrap_or_else(|| {
        get.spoil();
        Source::Log
    })
}

/// Reads all finds of the contact whose note is `own`.
pub fn read(days: &[u8], places: &[u8], own: u32) -> Option<Vec<Find>> {
    let bytes = days;
    let mut get = Get::new(days);
    let count = usize::try_from(get.number()).ok().filter(|&count| count <= bytes.len())?;
    let mut days = Vec::with_capacity(count);
    let mut before = 0;
    for _ in 0..count {
        let day = day(&mut get, &mut before);
        let kind = get.byte();
        days.push((Date::from_number(day).filter(|_| day > 0), what(kind, &mut get)));
    }
    let known = get.is_whole();
    let mut get = Get::new(places);
    let mut finds = Vec::with_capacity(count);
    let mut near = Near::default();
    for (date, what) in days {
        let place = place(&mut get, own, &mut near);
        finds.push(find(what, date, place, &mut get)?);
    }
    (known && get.is_whole()).then_some(finds)
}

fn place(get: &mut Get<'_>, own: u32, near: &mut Near) -> Place {
    let (note, (row, at)) = match get.number().checked_sub(1) {
        None => (own, near.own),
        Some(way) => {
            let way = (way >> 1) as i64 ^ -((way & 1) as i64);
            let note = i64::from(near.note).wrapping_add(way) as u32;
            (note, near.other(note))
        }
    };
    let row = i64::from(row).wrapping_add(get.signed()) as u32;
    let at = i64::from(at).wrapping_add(get.signed());
    let start = at.wrapping_add(get.signed()) as u32;
    let end = start.wrapping_add(get.small());
    let place = Place { note, row, at: at as u32, words: Span { start, end } };
    near.remember(&place, own);
    place
}

#[cfg(test)]
mod tests {
    use super::{Found, What, days, each_held, held, hold, read, write};
    use crate::base::date::Date;
    use crate::base::span::Span;
    use crate::book::finds::{Find, Interaction, Marked, Place, Seen, Sign, Signed, Source};
    use crate::book::standing::Reason;
    use crate::book::state::codec::Get;

    #[test]
    fn finds_come_back_the_latest_first() {
        let place = |note: u32| Place { note, row: 12, at: 300, words: Span { start: 310, end: 325 } };
        let day = |text: &str| Date::parse_iso(text).unwrap();
        let older = Find::Counted(Interaction { date: day("2026-05-02"), place: place(7), source: Source::Log, channel: Some(3) });
        let newer = Find::Seen(Seen { date: Some(day("2026-11-20")), place: place(9), reason: Reason::IgnoredBySetting });
        let none = Find::Seen(Seen { date: None, place: Place { words: Span::default(), ..place(7) }, reason: Reason::OpenTask });
        let until = Some(day("2026-12-12"));
        let signed = Signed { sign: Sign::AskAfter, date: day("2026-06-01"), until };
        let asked = Find::Marked(Marked { signed, place: place(7) });
        let (mut bytes, mut places) = (Vec::new(), Vec::new());
        write(&mut [none, older, asked, newer], 7, &mut bytes, &mut places);
        let texts: Vec<String> = read(&bytes, &places, 7).unwrap().iter().map(|find| format!("{find:?}")).collect();
        assert_eq!(texts, [newer, asked, older, none].map(|find| format!("{find:?}")));
        let mut all = Vec::new();
        let finds = [none, older, asked, newer];
        (0..).zip(&finds).for_each(|(contact, find)| hold(contact, find, &mut all));
        let mut contacts = Vec::new();
        each_held(&all, |at, contact| contacts.push((contact, held(&all, at).map(|(of, find)| (of, format!("{find:?}"))))));
        let expected: Vec<_> = (0..).zip(&finds).map(|(contact, find)| (contact, Some((contact, format!("{find:?}"))))).collect();
        assert_eq!(contacts, expected);
        let mut found = Vec::new();
        days(&mut Get::new(&bytes), |one| found.push(one));
        assert_eq!(found[1], Found { day: day("2026-06-01").number(), what: What::Marked(Sign::AskAfter, day("2026-12-12").number()) });
        assert_eq!(found[2], Found { day: day("2026-05-02").number(), what: What::Counted(Source::Log) });
        assert_eq!(found[3], Found { day: 0, what: What::Seen(Reason::OpenTask) });
        for cut in 0..bytes.len() {
            assert!(read(&bytes[..cut], &places, 7).is_none());
        }
        for cut in 0..places.len() {
            assert!(read(&bytes, &places[..cut], 7).is_none());
        }
    }
}
