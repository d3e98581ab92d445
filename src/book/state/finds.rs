//! The dates found for one contact as bytes: first every day with what it is, then where each is written. The first part alone tells
//! when there was contact; the second is read for the few contacts that are shown.

use crate::base::date::Date;
use crate::base::span::Span;
use crate::book::finds::{Find, Interaction, Place, Seen, Source};
use crate::book::standing::Reason;
use crate::book::state::codec::{Get, put, put_signed};

/// A day found: when, and how it counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Found {
    /// The day, when there is one.
    pub date: Option<Date>,
    /// Why it does not count; `None`: it does.
    pub reason: Option<Reason>,
}

const COUNTED: u8 = 0x80;

/// Writes the finds of the contact whose note is `own`, the latest day first: the days, and the places.
pub fn write(finds: &mut [Find], own: u32, out: &mut Vec<u8>, places: &mut Vec<u8>) {
    // The sort is stable: of one day the finds stay in the order of the notes.
    finds.sort_by_key(|find| std::cmp::Reverse(date_of(find)));
    put(out, finds.len() as u64);
    let mut before: Option<Date> = None;
    for find in finds.iter() {
        let (date, kind) = match find {
            Find::Counted(counted) => (Some(counted.date), COUNTED | counted.source as u8),
            Find::Seen(seen) => (seen.date, seen.reason as u8),
        };
        // Zero is no day; else one more than the days back from the one before.
        let back = match (date, before) {
            (None, _) => 0,
            (Some(date), None) => 1 + date.number() as u64,
            (Some(date), Some(before)) => 1 + date.days_until(before) as u64,
        };
        before = date.or(before);
        put(out, back);
        out.push(kind);
    }
    for find in finds.iter() {
        let (place, channel) = match find {
            Find::Counted(counted) => (&counted.place, counted.channel.map_or(0, |channel| u64::from(channel) + 1)),
            Find::Seen(seen) => (&seen.place, 0),
        };
        put(places, if place.note == own { 0 } else { u64::from(place.note) + 1 });
        put(places, u64::from(place.row));
        put(places, u64::from(place.at));
        put_signed(places, i64::from(place.words.start) - i64::from(place.at));
        put_signed(places, i64::from(place.words.end) - i64::from(place.words.start));
        if matches!(find, Find::Counted(_)) {
            put(places, channel);
        }
    }
}

fn date_of(find: &Find) -> Option<Date> {
    match find {
        Find::Counted(counted) => Some(counted.date),
        Find::Seen(seen) => seen.date,
    }
}

/// Reads the days, the latest first.
pub fn days(get: &mut Get<'_>, mut each: impl FnMut(Found)) {
    let count = get.number();
    let mut before: Option<Date> = None;
    for _ in 0..count {
        let date = day(get, &mut before);
        let kind = get.byte();
        if !get.is_whole() {
            return;
        }
        each(Found { date, reason: if kind & COUNTED != 0 { None } else { Some(reason(kind, get)) } });
    }
}

#[inline]
fn day(get: &mut Get<'_>, before: &mut Option<Date>) -> Option<Date> {
    let back = get.number().checked_sub(1)?;
    let date = match *before {
        None => i32::try_from(back).ok().and_then(Date::from_number),
        Some(before) => Date::from_number(before.number().saturating_sub(i32::try_from(back).unwrap_or(i32::MAX))),
    };
    if date.is_none() {
        get.spoil();
    }
    *before = date.or(*before);
    date
}

fn reason(kind: u8, get: &mut Get<'_>) -> Reason {
    Reason::ALL.get(usize::from(kind)).copied().unwrap_or_else(|| {
        get.spoil();
        Reason::Possible
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
    let mut before = None;
    for _ in 0..count {
        let date = day(&mut get, &mut before);
        days.push((date, get.byte()));
    }
    let known = get.is_whole();
    let mut get = Get::new(places);
    let mut finds = Vec::with_capacity(count);
    for (date, kind) in days {
        let place = place(&mut get, own);
        if kind & COUNTED != 0 {
            let channel = get.number().checked_sub(1).map(|channel| channel as u16);
            let source = source(kind, &mut get);
            finds.push(Find::Counted(Interaction { date: date?, place, source, channel }));
        } else {
            finds.push(Find::Seen(Seen { date, place, reason: reason(kind, &mut get) }));
        }
    }
    (known && get.is_whole()).then_some(finds)
}

fn place(get: &mut Get<'_>, own: u32) -> Place {
    let note = get.number().checked_sub(1).map_or(own, |note| note as u32);
    let (row, at) = (get.small(), get.small());
    let start = i64::from(at) + get.signed();
    let end = start + get.signed();
    Place { note, row, at, words: Span { start: start as u32, end: end as u32 } }
}

#[cfg(test)]
mod tests {
    use super::{Found, days, read, write};
    use crate::base::date::Date;
    use crate::base::span::Span;
    use crate::book::finds::{Find, Interaction, Place, Seen, Source};
    use crate::book::standing::Reason;
    use crate::book::state::codec::Get;

    #[test]
    fn finds_come_back_the_latest_first() {
        let place = |note: u32| Place { note, row: 12, at: 300, words: Span { start: 310, end: 325 } };
        let day = |text: &str| Date::parse_iso(text).unwrap();
        let older = Find::Counted(Interaction { date: day("2026-05-02"), place: place(7), source: Source::Log, channel: Some(3) });
        let newer = Find::Seen(Seen { date: Some(day("2026-11-20")), place: place(9), reason: Reason::IgnoredBySetting });
        let none = Find::Seen(Seen { date: None, place: Place { words: Span::default(), ..place(7) }, reason: Reason::OpenTask });
        let (mut bytes, mut places) = (Vec::new(), Vec::new());
        write(&mut [none, older, newer], 7, &mut bytes, &mut places);
        let texts: Vec<String> = read(&bytes, &places, 7).unwrap().iter().map(|find| format!("{find:?}")).collect();
        assert_eq!(texts, [newer, older, none].map(|find| format!("{find:?}")));
        let mut found = Vec::new();
        days(&mut Get::new(&bytes), |one| found.push(one));
        assert_eq!(found[1], Found { date: Some(day("2026-05-02")), reason: None });
        assert_eq!(found[2], Found { date: None, reason: Some(Reason::OpenTask) });
        for cut in 0..bytes.len() {
            assert!(read(&bytes[..cut], &places, 7).is_none());
        }
        for cut in 0..places.len() {
            assert!(read(&bytes, &places[..cut], 7).is_none());
        }
    }
}
