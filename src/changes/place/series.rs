//! The entries a note already has, and the row of them a new one joins: those of the log's section before others, then the most, then the
//! latest.

use crate::base::date::Date;
use crate::base::span::Span;
use crate::base::when::When;
use crate::book::standing;
use crate::book::standing::Reason;
use crate::changes::place::read_back::Said;
use crate::config::Config;
use crate::facts::{Line, NONE, NoteFacts};
use crate::note::body::{Kind, Place};

/// An entry of a note.
#[derive(Clone, Copy)]
pub struct Member<'f> {
    /// Its line.
    pub line: &'f Line,
    /// The day it counts on.
    pub date: Option<Date>,
    /// Where the day is written that its line begins (a heading may end) with, and what parts it from the words: its shape can be taken.
    pub dated: Option<Span>,
}

/// Entries of one kind under one heading, in the order of the note.
pub struct Series<'f> {
    /// What they are.
    pub kind: Kind,
    /// The entries.
    pub members: Vec<Member<'f>>,
}

impl Series<'_> {
    /// Whether the newest comes first; with too little to tell, it does not.
    pub fn is_newest_first(&self) -> bool {
        let dates: Vec<Date> = self.members.iter().filter_map(|member| member.date).collect();
        let down = dates.windows(2).filter(|pair| pair[0] > pair[1]).count();
        let up = dates.windows(2).filter(|pair| pair[0] < pair[1]).count();
        down > up
    }

    /// The entries whose shape can be taken.
    pub fn models(&self) -> impl Iterator<Item = &Member<'_>> {
        self.members.iter().filter(|member| member.dated.is_some())
    }
}

/// The entries that a new one of `date` joins.
pub fn of<'f>(source: &str, facts: &'f NoteFacts, said: &Said, config: &Config, date: Date) -> Option<Series<'f>> {
    let names: Vec<String> = config.log_headings.iter().map(|name| crate::base::fold::key(name)).collect();
    let mut found: Vec<(u32, bool, Series<'f>)> = Vec::new();
    for (index, line) in (0..).zip(&facts.lines) {
        let Some(day) = day_of(line, said) else { continue };
        let heading = facts.ancestors(line).find(|(_, above)| matches!(above.kind, Kind::Heading(_))).map_or(NONE, |(at, _)| at);
        let member = Member { line, date: day, dated: dated(source, facts, index, line, day) };
        match found.iter_mut().find(|(under, _, series)| *under == heading && series.kind == line.kind) {
            Some((.., series)) => series.members.push(member),
            None => {
                let in_log = facts.ancestors(line).any(|(_, above)| standing::is_named(facts, above, &names));
                found.push((heading, in_log, Series { kind: line.kind, members: vec![member] }));
            }
        }
    }
    let year = |heading: u32| facts.line(heading).and_then(|line| line.text.of(source).trim().parse::<i32>().ok());
    let alike = |kind: Kind, in_log: bool| {
        found
            .iter()
            .filter(|(_, log, series)| *log == in_log && series.kind == kind)
            .map(|(.., series)| series.members.len())
            .sum::<usize>()
    };
    let rank = |(heading, in_log, series): &(u32, bool, Series<'f>)| {
        let fitting_year = year(*heading).is_none_or(|year| year == date.year());
        (*in_log, fitting_year, alike(series.kind, *in_log), series.members.iter().filter_map(|member| member.date).max())
    };
    let best = (0..found.len()).max_by_key(|&at| (found.get(at).map(rank), std::cmp::Reverse(at)))?;
    Some(found.swap_remove(best).2)
}

/// Where an entry's day is written: as a date, or as a link that only the vault's daily format explains.
fn dated(source: &str, facts: &NoteFacts, index: u32, line: &Line, day: Option<Date>) -> Option<Span> {
    if line.place != Place::Plain {
        return None;
    }
    match line.when {
        Some(When::Day(on)) if Some(on) == day => Some(Span { start: line.when_span.start, end: line.words_at.max(line.when_span.end) }),
        None if line.after_link && line.task.is_none() => {
            let link = facts.links_of(index).next().filter(|link| link.span.start <= line.text.start + 4)?;
            let rest = source.get(link.span.end as usize..line.text.end as usize)?;
            let between = rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || "*_:—–-·|=,".contains(c)).len();
            Some(Span { start: line.text.start, end: link.span.end + between as u32 })
        }
        _ => None,
    }
}

/// The day of an entry that counts, is planned, or would but for a mark; `None` for lines that are no entries. A heading that is a year or a
/// month holds entries, and is none.
fn day_of(line: &Line, said: &Said) -> Option<Option<Date>> {
    if matches!((line.kind, line.when), (Kind::Heading(_), Some(When::Year(_) | When::Month(..)))) {
        return None;
    }
    if let Some((date, ..)) = said.counted.iter().find(|(.., at)| *at == line.start) {
        return Some(Some(*date));
    }
    let is_entry = |reason: Reason| {
        matches!(
            reason,
            Reason::NotContactMark
                | Reason::Attempt
                | Reason::Future
                | Reason::ImpossibleDate
                | Reason::ImpreciseDate
                | Reason::AmbiguousDate
        )
    };
    said.seen.iter().find(|(_, reason, at)| *at == line.start && is_entry(*reason) && line.when.is_some()).map(|(date, ..)| *date)
}
