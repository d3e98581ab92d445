//! Completes a task: its box, the day it was done in the style it has, and the next one above it where it recurs.

use std::ops::Range;

use crate::base::change::Edit;
use crate::base::date::Date;
use crate::base::span::Span;
use crate::base::when::When;
use crate::changes::tasks::recur::Rule;
use crate::changes::tasks::style::Dates;
use crate::facts::{Line, NoteFacts};
use crate::note::task;

/// A task, completed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Completed {
    /// The edits, in order.
    pub edits: Vec<Edit>,
    /// What becomes of its recurrence.
    pub next: Next,
}

/// What becomes of a task's recurrence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Next {
    /// It has none.
    None,
    /// The next one, with the day it is due or planned for, where it has one.
    Made(Option<Date>),
    /// The rule is not understood, so no next one was made.
    Unread(String),
}

/// Why a task cannot be completed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refused {
    /// There is no task on that line.
    NoTask,
    /// It is done already.
    Done,
    /// It was called off or moved.
    Closed,
}

/// The task on a source line, 1-based.
pub fn task_on(facts: &NoteFacts, row: u32) -> Option<&Line> {
    facts.lines.iter().find(|line| line.row == row && line.task.is_some())
}

/// Completes the task on the source line `row`. `style` is taken where its own text tells none.
pub fn complete(source: &str, facts: &NoteFacts, row: u32, today: Date, style: Dates) -> Result<Completed, Refused> {
    let line = task_on(facts, row).ok_or(Refused::NoTask)?;
    match line.task {
        Some('x' | 'X') => return Err(Refused::Done),
        Some('-' | '>') => return Err(Refused::Closed),
        _ => {}
    }
    let lead = source.get(line.start as usize..line.text.start as usize).ok_or(Refused::NoTask)?;
    let state = lead.find('[').map(|open| line.start as usize + open + 1).ok_or(Refused::NoTask)?;
    let state = state..state + source.get(state..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
    let text = line.text.of(source);
    let signs = task::read(text);
    let dates = Dates::of(text).unwrap_or(style);
    let mut edits = Vec::new();
    let (next, above) = next(text, &signs, today);
    if let Some(above) = above {
        let from = crate::changes::place::line_start(source, line.start as usize);
        let head = source.get(from..state.start).unwrap_or("");
        let tail = source.get(state.end..line.text.start as usize).unwrap_or("] ");
        let nl = crate::changes::place::newline(source);
        edits.push(Edit { span: Span::new(from, from), text: format!("{head} {tail}{above}{nl}") });
    }
    edits.push(Edit { span: Span::new(state.start, state.end), text: "x".to_owned() });
    if signs.done.is_none() {
        let end = line.text.start as usize + sign_end(text);
        let space = if source.get(..end).is_some_and(|before| before.ends_with([' ', '\t'])) { "" } else { " " };
        edits.push(Edit { span: Span::new(end, end), text: format!("{space}{}", dates.done(today)) });
    }
    Ok(Completed { edits, next })
}

/// Where a sign is added to a task's text: at its end, before a block id (`^abc123`).
fn sign_end(text: &str) -> usize {
    let trimmed = text.trim_end();
    match trimmed.rsplit_once(" ^") {
        Some((before, id)) if !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') => {
            before.trim_end().len()
        }
        _ => trimmed.len(),
    }
}

/// What becomes of the recurrence, and the next one's text.
fn next(text: &str, signs: &task::Signs, today: Date) -> (Next, Option<String>) {
    let Some(written) = signs.recurrence.clone().and_then(|place| text.get(place)) else { return (Next::None, None) };
    let unread = || (Next::Unread(written.to_owned()), None);
    let Some(rule) = Rule::read(written) else { return unread() };
    let day = |when: Option<When>| when.and_then(|when| if let When::Day(day) = when { Some(day) } else { None });
    // The reference date: due, else scheduled, else start; one that no calendar knows gives no next one.
    let reference = [signs.due, signs.scheduled, signs.start].into_iter().flatten().next();
    if reference.is_some() && day(reference).is_none() {
        return unread();
    }
    let Some(reference) = day(reference) else { return (Next::Made(None), Some(moved(text, signs, &|_| None, today))) };
    let Some(next) = rule.next(if rule.when_done { today } else { reference }) else { return unread() };
    let shift = reference.days_until(next);
    (Next::Made(Some(next)), Some(moved(text, signs, &|day| Some(day.plus_days(shift)), today)))
}

/// The text with its due, planned and first days moved; without the days it was done or called off, its id and what it depends on;
/// written today, where it says when it was written.
fn moved(text: &str, signs: &task::Signs, shift: &dyn Fn(Date) -> Option<Date>, today: Date) -> String {
    let mut out = String::new();
    let mut at = 0;
    let kept_end = sign_end(text);
    for place in &signs.places {
        let Some(sign) = text.get(place.clone()).filter(|_| place.start >= at && place.end <= kept_end) else { continue };
        let found = task::read(sign);
        let put = if found.done.is_some() || found.cancelled.is_some() || is_dropped(sign) {
            String::new()
        } else if found.created.is_some() {
            dated(sign, &|_| Some(today))
        } else if found.due.is_some() || found.scheduled.is_some() || found.start.is_some() {
            dated(sign, shift)
        } else {
            sign.to_owned()
        };
        let before = text.get(at..place.start).unwrap_or("");
        out.push_str(if put.is_empty() { before.trim_end() } else { before });
        out.push_str(&put);
        at = place.end;
    }
    out.push_str(text.get(at..kept_end).unwrap_or(""));
    out.trim_end().to_owned()
}

/// Whether a sign is not for the next one: ids and dependencies.
fn is_dropped(sign: &str) -> bool {
    let lower = sign.to_lowercase();
    sign.starts_with(['🆔', '⛔']) || ["[id::", "(id::", "[dependson::", "(dependson::"].iter().any(|key| lower.starts_with(key))
}

/// A sign with its ISO date, wherever it stands in it, changed.
fn dated(sign: &str, shift: &dyn Fn(Date) -> Option<Date>) -> String {
    let Some((place, day)) = iso_in(sign) else { return sign.to_owned() };
    let Some(new) = shift(day) else { return sign.to_owned() };
    let (before, behind) = (sign.get(..place.start).unwrap_or(""), sign.get(place.end..).unwrap_or(""));
    format!("{before}{new}{behind}")
}

fn iso_in(text: &str) -> Option<(Range<usize>, Date)> {
    (0..text.len()).find_map(|at| Some((at..at + 10, Date::parse_iso(text.get(at..at + 10)?)?)))
}

#[cfg(test)]
mod tests {
    use super::{Next, Refused, complete};
    use crate::base::change::edited;
    use crate::base::date::Date;
    use crate::changes::tasks::style::Dates;
    use crate::facts;

    fn done(source: &str) -> Result<(String, Next), Refused> {
        let today = Date::parse_iso("2026-05-20").unwrap();
        let completed = complete(source, &facts::read(source), 1, today, Dates::Emoji)?;
        Ok((String::from_utf8(edited(source.as_bytes(), &completed.edits).unwrap()).unwrap(), completed.next))
    }

    #[test]
    fn a_task_is_completed_in_the_style_it_has() {
        for (source, expected) in [
            ("- [ ] send the deck", "- [x] send the deck ✅ 2026-05-20"),
            ("* [/] send the deck 📅 2026-05-09\n", "* [x] send the deck 📅 2026-05-09 ✅ 2026-05-20\n"),
            ("1. [ ] send it [due:: 2026-05-09]\n", "1. [x] send it [due:: 2026-05-09] [completion:: 2026-05-20]\n"),
            ("- [ ] send it (due:: 2026-05-09)\n", "- [x] send it (due:: 2026-05-09) (completion:: 2026-05-20)\n"),
            ("- [ ] send it due:2026-05-09\r\nmore\r\n", "- [x] send it due:2026-05-09 done:2026-05-20\r\nmore\r\n"),
            ("- [ ] send it @due(2026-05-09)\n", "- [x] send it @due(2026-05-09) @done(2026-05-20)\n"),
            ("- [ ] send it by 2026-05-09\n", "- [x] send it by 2026-05-09 ✅ 2026-05-20\n"),
            ("- [ ] send it ^abc-1\n", "- [x] send it ✅ 2026-05-20 ^abc-1\n"),
            ("- [ ] send it  \n", "- [x] send it ✅ 2026-05-20  \n"),
            ("- [ ] send it\n  - with the notes\n", "- [x] send it ✅ 2026-05-20\n  - with the notes\n"),
        ] {
            assert_eq!(done(source), Ok((expected.to_owned(), Next::None)), "{source:?}");
        }
        assert_eq!(done("- [x] sent\n"), Err(Refused::Done));
        assert_eq!(done("- [-] off\n"), Err(Refused::Closed));
        assert_eq!(done("- no task\n"), Err(Refused::NoTask));
    }

    #[test]
    fn the_next_of_a_recurring_task_stands_above_it() {
        let day = |text: &str| Next::Made(Date::parse_iso(text));
        for (source, expected, next) in [
            (
                "- [ ] take out the trash 🔁 every Sunday 📅 2021-04-25\n",
                "- [ ] take out the trash 🔁 every Sunday 📅 2021-05-02\n- [x] take out the trash 🔁 every Sunday 📅 2021-04-25 ✅ 2026-05-20\n",
                day("2021-05-02"),
            ),
            (
                "  - [ ] sweep 🔁 every week when done ⏳ 2026-02-06",
                "  - [ ] sweep 🔁 every week when done ⏳ 2026-05-27\n  - [x] sweep 🔁 every week when done ⏳ 2026-02-06 ✅ 2026-05-20",
                day("2026-05-27"),
            ),
            (
                "- [ ] mow 🔁 every 2 weeks ⏳ 2021-10-28 📅 2021-10-30 🆔 a1 ^b2\r\n",
                "- [ ] mow 🔁 every 2 weeks ⏳ 2021-11-11 📅 2021-11-13\r\n- [x] mow 🔁 every 2 weeks ⏳ 2021-10-28 📅 2021-10-30 🆔 a1 ✅ 2026-05-20 ^b2\r\n",
                day("2021-11-13"),
            ),
            (
                "- [ ] pay ➕ 2026-01-01 [repeat:: every month on the 1st] [due:: 2026-05-01]\n",
                "- [ ] pay ➕ 2026-05-20 [repeat:: every month on the 1st] [due:: 2026-06-01]\n- [x] pay ➕ 2026-01-01 [repeat:: every month on the 1st] [due:: 2026-05-01] ✅ 2026-05-20\n",
                day("2026-06-01"),
            ),
            ("- [ ] water 🔁 every day\n", "- [ ] water 🔁 every day\n- [x] water 🔁 every day ✅ 2026-05-20\n", Next::Made(None)),
            (
                "- [ ] call 🔁 every now and then 📅 2026-05-01\n",
                "- [x] call 🔁 every now and then 📅 2026-05-01 ✅ 2026-05-20\n",
                Next::Unread("every now and then".to_owned()),
            ),
            (
                "- [ ] call 🔁 every year 📅 2026-02-30\n",
                "- [x] call 🔁 every year 📅 2026-02-30 ✅ 2026-05-20\n",
                Next::Unread("every year".to_owned()),
            ),
        ] {
            assert_eq!(done(source), Ok((expected.to_owned(), next)), "{source:?}");
        }
    }
}
