//! The JSON of `stats`.

use std::io::{self, Write};

use serde::Serialize;

use crate::book::Book;
use crate::render::json;
use crate::views::stats::{self, Stats};

#[derive(Serialize)]
struct Answer<'b> {
    version: u32,
    as_of: String,
    contact: Option<Named<'b>>,
    days: u32,
    rhythm_days: Option<f32>,
    months: Vec<Month>,
    calendar: Vec<Day>,
    channels: Vec<Channel<'b>>,
    initiative: Initiative,
    promises: Promises,
    in_touch: Vec<Point>,
}

#[derive(Serialize)]
struct Named<'b> {
    name: &'b str,
    path: &'b str,
}

#[derive(Serialize)]
struct Month {
    month: String,
    days: u32,
}

#[derive(Serialize)]
struct Day {
    date: String,
    people: u32,
}

#[derive(Serialize)]
struct Channel<'b> {
    channel: Option<&'b str>,
    days: u32,
}

#[derive(Serialize)]
struct Initiative {
    mine: u32,
    theirs: u32,
    untold: u32,
}

#[derive(Serialize)]
struct Promises {
    mine: Kept,
    theirs: Kept,
}

#[derive(Serialize)]
struct Kept {
    on_time: u32,
    late: u32,
    broken: u32,
    open: u32,
}

#[derive(Serialize)]
struct Point {
    date: String,
    in_touch: u32,
    of: u32,
    percent: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
}

fn kept(kept: stats::Kept) -> Kept {
    Kept { on_time: kept.on_time, late: kept.late, broken: kept.broken, open: kept.open }
}

/// Writes the answer.
pub fn write(book: &Book, stats: &Stats, out: &mut dyn Write) -> io::Result<()> {
    let contact = stats.contact.map(|at| &book.contacts[at as usize]);
    let day = |(at, &people): (i64, &u32)| Day { date: stats.monday.plus_days(at).to_string(), people };
    let point = |point: &stats::Point| Point {
        date: point.day.to_string(),
        in_touch: point.in_touch,
        of: point.of,
        percent: point.percent(),
        status: point.status.map(|status| status.word()),
    };
    let answer = Answer {
        version: json::VERSION,
        as_of: book.as_of.to_string(),
        contact: contact.map(|contact| Named { name: book.name(contact), path: book.path(contact.note) }),
        days: stats.months.iter().map(|&(_, days)| days).sum(),
        rhythm_days: stats.rhythm,
        months: stats
            .months
            .iter()
            .map(|&(first, days)| Month { month: format!("{:04}-{:02}", first.year(), first.month()), days })
            .collect(),
        calendar: (0..).zip(&stats.calendar).filter(|(_, people)| **people > 0).map(day).collect(),
        channels: stats.channels.iter().map(|&(channel, days)| Channel { channel: json::channel(book, channel), days }).collect(),
        initiative: Initiative { mine: stats.initiative.mine, theirs: stats.initiative.theirs, untold: stats.initiative.untold },
        promises: Promises { mine: kept(stats.mine), theirs: kept(stats.theirs) },
        in_touch: stats.in_touch.iter().map(point).collect(),
    };
    json::write(&answer, out)
}
