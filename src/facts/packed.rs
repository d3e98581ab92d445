//! Facts as a few bytes, for the time in which those of all notes are held at once. Never written to the disk.
//!
//! Lines and links, which are nearly all of it, are written by hand, each told from the one before it; the rest by serde.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::base::codec::{Get, put, put_signed, put_text};
use crate::base::date::Date;
use crate::base::span::Span;
use crate::base::when::When;
use crate::facts::{Cue, Field, Line, Link, NONE, NoteFacts, Task, wording::Wording};
use crate::note::body::{Kind, Place};
use crate::note::link::LinkKind;
use crate::note::yaml::{self, Node};

/// Writes facts. Of the front matter only the fields with the numbers `front`, which are in order, and neither title nor placeholders;
/// with `None` everything but the problems.
pub fn write(facts: &NoteFacts, front: Option<&[u16]>, out: &mut Vec<u8>) {
    put(out, u64::from(facts.length));
    put_text(out, &facts.words);
    put(out, facts.lines.len() as u64);
    let mut before = Before::default();
    facts.lines.iter().for_each(|line| before.line(line, out));
    put(out, facts.links.len() as u64);
    facts.links.iter().for_each(|link| before.link(link, out));
    put(out, facts.fields.len() as u64);
    for (at, field) in facts.fields.iter().enumerate() {
        let is_wanted = |front: &[u16]| field.line != NONE || u16::try_from(at).is_ok_and(|at| front.binary_search(&at).is_ok());
        let wanted = front.is_none_or(is_wanted);
        put(out, u64::from(wanted));
        if wanted {
            put_other(out, field);
        }
    }
    let rows = if front.is_some_and(<[u16]>::is_empty) { &[] } else { &*facts.front_rows };
    put(out, rows.len() as u64);
    let mut row_before = 0;
    for &row in rows {
        put(out, u64::from(row.wrapping_sub(row_before)));
        row_before = row;
    }
    let few = facts.tags.is_empty() && facts.cues.is_empty() && facts.tasks.is_empty() && facts.wordings.is_empty();
    put(out, u64::from(!few));
    if !few {
        put_other(out, &(&facts.tags, &facts.cues, &facts.tasks, &facts.wordings));
    }
    put(out, u64::from(front.is_none()));
    if front.is_none() {
        put_other(out, &(facts.front, &facts.placeholders, &facts.title));
    }
}

/// Replaces facts by those that were written.
pub fn read(bytes: &[u8], facts: &mut NoteFacts) {
    let get = &mut Get::new(bytes);
    facts.length = get.small();
    facts.words.clear();
    facts.words.push_str(get.text());
    let mut before = Before::default();
    refill(&mut facts.lines, get, |get| before.read_line(get));
    refill(&mut facts.links, get, |get| before.read_link(get));
    refill(&mut facts.fields, get, |get| if get.number() == 1 { other(bytes, get).unwrap_or_else(unwanted) } else { unwanted() });
    let mut row: u32 = 0;
    refill(&mut facts.front_rows, get, |get| {
        row = row.wrapping_add(get.small());
        row
    });
    let few = get.number() == 0;
    (facts.tags, facts.cues, facts.tasks, facts.wordings) =
        if few { Default::default() } else { other::<Rare>(bytes, get).unwrap_or_default() };
    let whole = get.number() == 1;
    (facts.front, facts.placeholders, facts.title) = if whole { other(bytes, get).unwrap_or_default() } else { Default::default() };
    facts.problems.clear();
}

type Rare = (Vec<(Box<str>, u32)>, Vec<Cue>, Vec<Task>, Vec<Wording>);

/// Stands for a field of the front matter that was not written.
fn unwanted() -> Field {
    let value = Node { span: Span::default(), kind: yaml::Kind::Null };
    Field { key: Box::default(), value, key_span: Span::default(), span: Span::default(), line: NONE, row: 0 }
}

fn refill<T>(list: &mut Vec<T>, get: &mut Get<'_>, mut read: impl FnMut(&mut Get<'_>) -> T) {
    let count = get.number() as usize;
    list.clear();
    for _ in 0..count {
        if !get.is_whole() {
            return;
        }
        list.push(read(get));
    }
}

fn put_other<T: Serialize>(out: &mut Vec<u8>, value: &T) {
    // Plain data: there is nothing in it that cannot be written.
    *out = postcard::to_extend(value, std::mem::take(out)).unwrap_or_default();
}

fn other<T: DeserializeOwned>(bytes: &[u8], get: &mut Get<'_>) -> Option<T> {
    let rest = bytes.get(get.at()..)?;
    let (value, left) = postcard::take_from_bytes(rest).ok()?;
    get.bytes(rest.len() - left.len());
    Some(value)
}

/// The line and link before, from which the next ones are told.
#[derive(Default)]
struct Before {
    start: u32,
    row: u32,
    lead: u32,
    index: u32,
    link: u32,
    link_line: u32,
}

const FIRST: u64 = 1;
const AFTER_LINK: u64 = 2;
const TASK: u64 = 4;
const WHEN: u32 = 3;
const PLACE: u32 = 5;
const KIND: u32 = 8;

const PLACES: [Place; 6] = [Place::Plain, Place::Quote, Place::Code, Place::Comment, Place::Generated, Place::Struck];
const LINKS: [LinkKind; 3] = [LinkKind::Wiki, LinkKind::Markdown, LinkKind::Embed];

impl Before {
    fn line(&mut self, line: &Line, out: &mut Vec<u8>) {
        let (kind, number) = match line.kind {
            Kind::Item(depth) => (0, depth),
            Kind::Paragraph => (1, 0),
            Kind::Heading(level) => (2, u16::from(level)),
            Kind::Row => (3, 0),
        };
        let when = when_kind(line.when);
        let flag = |flag: u64, is: bool| if is { flag } else { 0 };
        let flags = flag(FIRST, line.first) | flag(AFTER_LINK, line.after_link) | flag(TASK, line.task.is_some());
        put(out, flags | when << WHEN | (line.place as u64) << PLACE | kind << KIND);
        if matches!(kind, 0 | 2) {
            put(out, u64::from(number));
        }
        if let Some(task) = line.task {
            put(out, u64::from(u32::from(task)));
        }
        put_signed(out, i64::from(line.start) - i64::from(self.start));
        put_signed(out, i64::from(line.text.start) - i64::from(line.start));
        put(out, u64::from(line.text.end.wrapping_sub(line.text.start)));
        put(out, u64::from(line.end.wrapping_sub(line.text.end)));
        put(out, u64::from(line.row.wrapping_sub(self.row)));
        put(out, u64::from(self.index.wrapping_sub(line.parent)));
        if let Some(date) = line.when {
            put_when(date, out);
            put_signed(out, i64::from(line.when_span.start) - i64::from(line.text.start));
            put(out, u64::from(line.when_span.end.wrapping_sub(line.when_span.start)));
        }
        put(out, u64::from(line.words_at.wrapping_sub(line.text.start)));
        put(out, u64::from(line.lead.0.wrapping_sub(self.lead)));
        put(out, u64::from(line.lead.1));
        self.remember(line.start, line.row, line.lead);
    }

    fn read_line(&mut self, get: &mut Get<'_>) -> Line {
        let flags = get.number();
        let kind = match flags >> KIND {
            0 => Kind::Item(get.number() as u16),
            1 => Kind::Paragraph,
            2 => Kind::Heading(get.number() as u8),
            _ => Kind::Row,
        };
        let task = if flags & TASK == 0 { None } else { char::from_u32(get.small()) };
        let start = signed(get, self.start);
        let text_start = signed(get, start);
        let text = Span { start: text_start, end: text_start.wrapping_add(get.small()) };
        let end = text.end.wrapping_add(get.small());
        let row = self.row.wrapping_add(get.small());
        let parent = self.index.wrapping_sub(get.small());
        let when = when(flags >> WHEN & 3, get);
        let when_span = when.map_or(Span::default(), |_| {
            let start = signed(get, text.start);
            Span { start, end: start.wrapping_add(get.small()) }
        });
        let words_at = text.start.wrapping_add(get.small());
        let lead = (self.lead.wrapping_add(get.small()), get.number() as u16);
        self.remember(start, row, lead);
        let (first, after_link) = (flags & FIRST != 0, flags & AFTER_LINK != 0);
        let place = PLACES.get((flags >> PLACE & 7) as usize).copied().unwrap_or(Place::Plain);
        Line { start, text, end, row, parent, kind, place, first, task, when, when_span, words_at, lead, after_link }
    }

    fn remember(&mut self, start: u32, row: u32, lead: (u32, u16)) {
        (self.start, self.row) = (start, row);
        self.lead = lead.0.wrapping_add(u32::from(lead.1));
        self.index += 1;
    }

    fn link(&mut self, link: &Link, out: &mut Vec<u8>) {
        put(out, when_kind(link.when) | (link.kind as u64) << 2 | (link.place as u64) << 4);
        put_text(out, &link.target);
        put_signed(out, i64::from(link.span.start) - i64::from(self.link));
        put(out, u64::from(link.span.end.wrapping_sub(link.span.start)));
        put(out, u64::from(link.line.wrapping_sub(self.link_line)));
        if let Some(date) = link.when {
            put_when(date, out);
        }
        (self.link, self.link_line) = (link.span.start, link.line);
    }

    fn read_link(&mut self, get: &mut Get<'_>) -> Link {
        let flags = get.number();
        let target = get.text().into();
        let start = signed(get, self.link);
        let span = Span { start, end: start.wrapping_add(get.small()) };
        let line = self.link_line.wrapping_add(get.small());
        let when = when(flags & 3, get);
        (self.link, self.link_line) = (start, line);
        let kind = LINKS.get((flags >> 2 & 3) as usize).copied().unwrap_or(LinkKind::Wiki);
        let place = PLACES.get((flags >> 4) as usize).copied().unwrap_or(Place::Plain);
        Link { target, span, kind, place, line, when }
    }
}

fn signed(get: &mut Get<'_>, from: u32) -> u32 {
    i64::from(from).wrapping_add(get.signed()) as u32
}

/// None, a day, or another date.
fn when_kind(when: Option<When>) -> u64 {
    match when {
        None => 0,
        Some(When::Day(_)) => 1,
        Some(_) => 2,
    }
}

fn put_when(when: When, out: &mut Vec<u8>) {
    match when {
        When::Day(day) => put(out, day.number() as u64),
        other => {
            let from = out.len();
            put_other(out, &other);
            // Told by its length, so that it can be passed over.
            out.insert(from, (out.len() - from) as u8);
        }
    }
}

fn when(kind: u64, get: &mut Get<'_>) -> Option<When> {
    match kind {
        0 => None,
        1 => Date::from_number(get.small() as i32).map(When::Day),
        _ => {
            let length = usize::from(get.byte());
            postcard::from_bytes(get.bytes(length)).ok()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{read, write};
    use crate::facts::{self, NoteFacts};

    const TEXT: &str = "---\nname: Ana\ntags: [a, \"b\"]\nx: [[Bo]]\nx: 1\nmap: {a: 1}\n---\n# Ana #t\n\n## Log\n\n- 2026-05-02 call [[Bo|B]] (met:: 2026-01-02)\n  - [x] pay \u{2705} 2026-05-03\n- ~~2026-02-30 x~~\n- 2026-05-02..04 y\n- 03/04/2025 z\n- [[2026-05]] [[2026-05-04]]\n\n| 2026-05 | c |\n|---|---|\n| 2026-05-01 | d |\n\n> 2 May: e ![[f.png]]\n\n`- 2026-01-01 g`\n\n<!-- 2026-01-02 h -->\n\ni [[Jo\u{301}]] <!-- vault:begin -->\n";

    fn again(facts: &NoteFacts, front: Option<&[u16]>) -> NoteFacts {
        let mut bytes = vec![7];
        write(facts, front, &mut bytes);
        // What was there before is gone.
        let mut again = facts::read("---\na: 1\n---\n# B\n- [ ] 2026-01-01 c #d [[e]]");
        read(&bytes[1..], &mut again);
        again
    }

    #[test]
    fn facts_come_back_as_they_were() {
        let mut facts = facts::read(TEXT);
        assert!(!std::mem::take(&mut facts.problems).is_empty());
        assert_eq!(format!("{:?}", again(&facts, None)), format!("{facts:?}"));
    }

    #[test]
    fn of_the_front_matter_comes_back_what_is_wanted() {
        let facts = facts::read(TEXT);
        let few = again(&facts, Some(&[1]));
        let keys: Vec<&str> = few.fields.iter().map(|field| &*field.key).collect();
        assert_eq!(keys, ["", "tags", "", "", "", "met"]);
        assert_eq!(format!("{:?}", few.lines), format!("{:?}", facts.lines));
        assert_eq!(few.front_row(40), facts.front_row(40));
    }
}
