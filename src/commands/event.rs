//! The event that words of a command line name: a path, a file name, a title or a unique part of one.

use crate::base::{english, fold};
use crate::book::kind::NoteKind;
use crate::book::{Book, without_extension};
use crate::commands::Failure;
use crate::views::{follow_up, words};

/// How many events are named when several are meant.
const SHOWN: usize = 8;
/// How many of the latest events are named when none is meant.
const LATEST: usize = 3;

/// The note of the event.
pub fn named(book: &Book, text: &str) -> Result<u32, Failure> {
    let wanted = text.trim().trim_start_matches("[[").trim_end_matches("]]").trim_start_matches("./");
    if fold::loose(wanted).is_empty() {
        return Err(Failure::new("the name is empty").hint("write the event's path, its title or a part of it"));
    }
    if let Some(note) = at_path(book, wanted) {
        return if book.kind(note) == NoteKind::Event {
            Ok(note)
        } else {
            Err(Failure::new(format!("`{}` is no event", book.path(note)))
                .hint("a note is an event by `type: event`, in a folder Events or Meetings, or by `date` together with `people`"))
        };
    }
    let events: Vec<u32> = book.all().filter(|&note| book.kind(note) == NoteKind::Event).collect();
    let (name, loose) = (fold::name(wanted), fold::loose(wanted));
    // File names are known without opening a note.
    let steps: [&dyn Fn(u32) -> bool; 4] = [
        &|note| fold::name(book.stem(note)) == name,
        &|note| fold::name(&words::title(book, note)) == name,
        &|note| fold::loose(book.stem(note)).contains(&loose),
        &|note| fold::loose(&words::title(book, note)).contains(&loose),
    ];
    for fits in steps {
        let fitting: Vec<u32> = events.iter().copied().filter(|&note| fits(note)).collect();
        match fitting.as_slice() {
            [] => {}
            [only] => return Ok(*only),
            several => return Err(ambiguous(book, wanted, several)),
        }
    }
    Err(unknown(book, wanted, &events))
}

fn at_path(book: &Book, path: &str) -> Option<u32> {
    let wanted = fold::name(without_extension(path));
    let loosely = || book.all().find(|&note| fold::name(without_extension(book.path(note))) == wanted);
    book.note_at(path).or_else(loosely)
}

fn ambiguous(book: &Book, wanted: &str, several: &[u32]) -> Failure {
    let mut failure = Failure::new(format!("`{wanted}` could mean {} events", several.len()));
    for &note in several.iter().rev().take(SHOWN) {
        failure = failure.hint(format!("`{}`", book.path(note)));
    }
    if several.len() > SHOWN {
        failure = failure.hint(format!("and {} more", several.len() - SHOWN));
    }
    failure.hint("write more of the title, or the path")
}

fn unknown(book: &Book, wanted: &str, events: &[u32]) -> Failure {
    let failure = Failure::new(format!("no event is called `{wanted}`"));
    let loose = fold::loose(wanted);
    let most = (loose.chars().count() / 3).max(1);
    let count = loose.split_whitespace().count();
    let distance = |name: &str| {
        let name = fold::loose(name);
        let all: Vec<&str> = name.split_whitespace().collect();
        // As many words as were typed, wherever they stand in the name.
        let parts = all.windows(count.max(1)).map(|part| strsim::osa_distance(&part.join(" "), &loose));
        parts.chain([strsim::osa_distance(&name, &loose)]).min().unwrap_or(usize::MAX)
    };
    let near = |&note: &u32| (distance(book.stem(note)).min(distance(&words::title(book, note))), note);
    match events.iter().map(near).min() {
        Some((distance, note)) if distance <= most => failure.hint(format!("did you mean `{}`?", book.stem(note))),
        _ if events.is_empty() => failure.hint("there is no event yet: `vault new event` makes one"),
        _ => {
            let latest: Vec<String> =
                follow_up::past(book).iter().take(LATEST).map(|&(_, note)| format!("`{}`", book.stem(note))).collect();
            let failure = failure.hint("write its path, its title or a part of it");
            if latest.is_empty() { failure } else { failure.hint(format!("the latest: {}", english::list(&latest))) }
        }
    }
}
