//! What one note brings to the others, as bytes: what it is called, which names it asks for, its trouble, whom it speaks of, its promises.

use crate::base::date::Date;
use crate::book::keys::{Key, Sorted};
use crate::book::names::{self, Called};
use crate::book::promises::Promise;
use crate::book::state::codec::{Get, put, put_text};
use crate::book::{Note, values};

/// What a note brings, beside the dates it gives to contacts.
#[derive(Default)]
pub struct Body<'b> {
    /// Why it could not be read, and whether its bytes are no text.
    pub trouble: Option<(&'b str, bool)>,
    /// What it is called.
    pub called: Called,
    /// The names it asks for, as parts of their keys, sorted.
    pub asked: Vec<u32>,
    /// The slots of the contacts it speaks of, its own left out, sorted.
    pub targets: Vec<u32>,
    /// Its ranges of days.
    pub ranges: Vec<(Date, Date)>,
    /// Its promises.
    pub promises: Vec<Promise>,
}

/// The part of a key that is kept of a name that is asked for: so short that now and then a note is read again for nothing, and that three
/// bytes hold the way to the next.
pub fn part(key: u64) -> u32 {
    key as u32 >> 11
}

/// The keys of a note's links.
pub fn keys_of_links(note: &Note, keys: &mut Vec<[u64; 2]>) {
    keys.clear();
    keys.extend(note.facts.links.iter().map(|link| names::keys_of_link(&link.target)));
}

/// The keys of all names a note asks for.
pub fn asked(note: &Note, fields: &Sorted<'_>) -> Vec<u64> {
    let mut links = Vec::new();
    keys_of_links(note, &mut links);
    asked_by(&links, fields)
}

/// The same, with the keys of its links.
pub fn asked_by(links: &[[u64; 2]], fields: &Sorted<'_>) -> Vec<u64> {
    let mut keys: Vec<u64> = links.iter().flatten().copied().collect();
    for field in fields.all(Key::Attendees) {
        for named in values::people(&field.value) {
            keys.extend(names::keys_of_link(&named.text));
            keys.push(names::key(&named.text));
        }
    }
    keys
}

impl Body<'_> {
    /// Writes it.
    pub fn write(&self, out: &mut Vec<u8>) {
        put(out, self.trouble.map_or(0, |(_, not_text)| 1 + u64::from(not_text)));
        if let Some((message, _)) = self.trouble {
            put_text(out, message);
        }
        out.extend_from_slice(&self.called.file.to_le_bytes());
        let names = self.called.names.as_slice();
        // Most contacts' notes are called as the contact is.
        let others = names.strip_prefix(&[self.called.file]).unwrap_or(names);
        put(out, (others.len() as u64) << 1 | u64::from(others.len() < names.len()));
        others.iter().for_each(|key| out.extend_from_slice(&key.to_le_bytes()));
        put(out, self.called.emails.len() as u64);
        self.called.emails.iter().for_each(|key| out.extend_from_slice(&key.to_le_bytes()));
        for numbers in [&self.asked, &self.targets] {
            put(out, numbers.len() as u64);
            let mut before = 0;
            for &number in numbers {
                put(out, u64::from(number.wrapping_sub(before)));
                before = number;
            }
        }
        put(out, self.ranges.len() as u64);
        for (first, last) in &self.ranges {
            put(out, first.number() as u64);
            put(out, last.number() as u64);
        }
    }
}

/// Why a note could not be read.
pub fn trouble(bytes: &[u8]) -> Option<(&str, bool)> {
    let mut get = Get::new(bytes);
    match get.number() {
        0 => None,
        not_text => Some((get.text(), not_text == 2)),
    }
}

fn past_trouble<'b>(bytes: &'b [u8]) -> Get<'b> {
    let mut get = Get::new(bytes);
    if get.number() != 0 {
        get.text();
    }
    get
}

/// What a note is called.
pub fn called(bytes: &[u8]) -> Called {
    let mut get = past_trouble(bytes);
    let file = get.eight();
    let count = get.number();
    let mut names = if count & 1 == 1 { vec![file] } else { Vec::new() };
    names.extend((0..count >> 1).map_while(|_| get.is_whole().then(|| get.eight())));
    let emails = (0..get.number()).map_while(|_| get.is_whole().then(|| get.eight())).collect();
    Called { file, names, emails }
}

/// Goes through all keys a note is called by, without keeping them.
pub fn each_key(bytes: &[u8], mut each: impl FnMut(u64)) {
    let mut get = past_trouble(bytes);
    each(get.eight());
    for shift in [1, 0] {
        for _ in 0..get.number() >> shift {
            each(get.eight());
        }
    }
}

fn past_called<'b>(bytes: &'b [u8]) -> Get<'b> {
    let mut get = past_trouble(bytes);
    get.eight();
    for shift in [1, 0] {
        let count = (get.number() >> shift) as usize;
        get.bytes(count.saturating_mul(8));
    }
    get
}

fn numbers(get: &mut Get<'_>, mut each: impl FnMut(u32)) {
    let count = get.number();
    let mut before: u32 = 0;
    for _ in 0..count {
        if !get.is_whole() {
            return;
        }
        before = before.wrapping_add(get.small());
        each(before);
    }
}

/// Whether a note asks for one of some names (parts of keys).
pub fn asks_for(bytes: &[u8], wanted: &dyn Fn(u32) -> bool) -> bool {
    let mut found = false;
    numbers(&mut past_called(bytes), |part| found |= wanted(part));
    found
}

/// The slots of the contacts a note speaks of.
pub fn targets(bytes: &[u8]) -> Vec<u32> {
    let mut get = past_called(bytes);
    numbers(&mut get, |_| {});
    let mut targets = Vec::new();
    numbers(&mut get, |slot| targets.push(slot));
    targets
}
