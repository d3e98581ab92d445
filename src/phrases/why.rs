//! How a due date and a status follow from what is noted: the steps of `vault why`.

use crate::base::date::{Date, Step};
use crate::base::english;

/// `last contact: 2026-11-11, call, 12 days ago`.
pub fn last_contact(last: Date, channel: Option<&str>, today: Date) -> String {
    let channel = channel.map(|name| format!(", {name}")).unwrap_or_default();
    format!("last contact: {last}{channel}, {}", english::ago(last.days_until(today)))
}

/// `no contact yet: counted from 2026-11-11, the day you met`; `created` says that it is the day the note was made.
pub fn counted_from(day: Date, estimated: bool, created: bool) -> String {
    let from = match (estimated, created) {
        (false, _) => "the day you met",
        (true, true) => "the day the note was created",
        (true, false) => "the earliest dated line",
    };
    format!("no contact yet: counted from {day}, {from}")
}

/// Nothing to count from.
pub fn no_day() -> String {
    "no contact yet, and no day to count from".to_owned()
}

/// `contact with the household: 2026-11-11, 12 days ago, counts for all of it`.
pub fn household(last: Date, today: Date) -> String {
    format!("contact with the household: {last}, {}, counts for all of it", english::ago(last.days_until(today)))
}

/// `cadence: every 4 weeks, at most 6 weeks, in the note itself`; `source` is `contact`, `tier`, `tag`, `folder` or `default`.
pub fn cadence(ideal: Step, max: Option<Step>, source: &str, tier: &str) -> String {
    let max = max.map(|max| format!(", at most {}", length(max))).unwrap_or_default();
    let source = match source {
        "contact" => "in the note itself".to_owned(),
        "tier" => format!("by tier {tier}"),
        other => format!("by {other}"),
    };
    format!("cadence: {}{max}, {source}", english::every(ideal))
}

/// No cadence; `unreadable` is what stands in its place.
pub fn no_cadence(unreadable: Option<&str>) -> String {
    match unreadable {
        Some(written) => format!("cadence: none, because `{written}` is no cadence"),
        None => "cadence: none".to_owned(),
    }
}

/// `snoozed until 2026-12-01`, `snoozed until 2026-11-01, which is over`.
pub fn snoozed(until: Date, today: Date) -> String {
    let over = if until < today { ", which is over" } else { "" };
    format!("snoozed until {until}{over}")
}

/// A `next_contact` that the last contact has overtaken.
pub fn spent(next: Date) -> String {
    format!("next_contact {next} is not after the last contact, so it is spent")
}

/// `due: 2026-11-11 + 3 weeks = 2026-12-02`.
pub fn due(from: Date, step: Step, day: Date) -> String {
    format!("due: {from} + {} = {day}", length(step))
}

/// `due: 2026-12-02, named by next_contact whatever the cadence says`.
pub fn due_by_date(day: Date) -> String {
    format!("due: {day}, named by next_contact whatever the cadence says")
}

/// Nothing makes them due.
pub fn never_due() -> String {
    "due: never by itself".to_owned()
}

/// `21 of 21 days gone` behind a status.
pub fn gone(gone: i64, whole: i64) -> String {
    format!(", {gone} of {} gone", english::count(whole, "day"))
}

/// The rule that makes somebody lapsed.
pub fn lapsed() -> String {
    ": more than 6 times the cadence".to_owned()
}

/// The rule that makes somebody overdue; `max` is the last day of the maximum.
pub fn overdue(max: Option<Date>) -> String {
    match max {
        Some(max) => format!(": after the maximum, {max}"),
        None => ": 1.5 times the cadence or more".to_owned(),
    }
}

/// A step as a length: `3 weeks`, `1 month`.
pub fn length(step: Step) -> String {
    let every = english::every(step);
    let length = every.strip_prefix("every ").unwrap_or(&every);
    if length.starts_with(|c: char| c.is_ascii_digit()) { length.to_owned() } else { format!("1 {length}") }
}

/// Why a date is not counted, by the reason's word in JSON.
pub fn reason(word: &str) -> &'static str {
    match word {
        "open_task" => "a task that is not ticked",
        "not_contact_mark" => "marked as something learnt, not done together",
        "attempt" => "an attempt that reached nobody",
        "quote" => "in a quote or callout",
        "code" => "in code",
        "comment" => "in a comment",
        "embed" => "an embedded note",
        "generated" => "written by `vault` itself",
        "struck" => "struck through",
        "future" => "after the day asked for, so planned",
        "impossible_date" => "no calendar has this day",
        "imprecise_date" => "names no exact day",
        "ambiguous_date" => "no year, or day and month could be swapped (`order` under `[dates]` decides)",
        "outside_log" => "outside the log section, or part of another item",
        "possible" => "a mention that may be contact; see `[mentions]`",
        "ambiguous_name" => "the name could mean another contact",
        "ignored_by_setting" => "ignored by the setting `[mentions]`",
        _ => "",
    }
}

/// `status: in touch, due in 5 days`.
pub fn status_due(shown: &str, due: Date, today: Date) -> String {
    format!("status: {shown}, due {}", english::ahead(today.days_until(due)))
}

/// `status: overdue` and what follows from what.
pub fn status(shown: &str, because: &str) -> String {
    format!("status: {shown}{because}")
}

/// The note says so.
pub fn paused() -> String {
    "paused in the note".to_owned()
}

/// The note says so.
pub fn archived() -> String {
    "archived in the note".to_owned()
}

/// Somebody who has died.
pub fn died() -> String {
    "has died".to_owned()
}

/// Somebody who is not to be contacted.
pub fn no_contact_wished() -> String {
    "wishes no contact".to_owned()
}
