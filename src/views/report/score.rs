//! The sum by which the report chooses: what each reason adds for somebody who is due (settings `[score]`).

use crate::base::date::Date;
use crate::book::Book;
use crate::book::contact::Contact;
use crate::book::ledger;
use crate::book::rhythm::{self, Silence};
use crate::book::tension;
use crate::phrases::reach_out as say;
use crate::views::report::{Reason, celebrate};

/// The sum of all terms for a contact.
pub fn sum(book: &Book, contact: &Contact, until: Date) -> f64 {
    let mut sum = 0.0;
    each(book, contact, until, &mut |_, weight, _| sum += weight);
    sum
}

/// All terms for a contact with their words.
pub fn terms(book: &Book, contact: &Contact, until: Date) -> Vec<Reason> {
    let mut terms = Vec::new();
    each(book, contact, until, &mut |code, weight, text| terms.push(Reason { code, text: text(), weight }));
    terms
}

/// Takes a term: its code, what it adds, and what puts its words together.
type Add<'a> = &'a mut dyn FnMut(&'static str, f64, &dyn Fn() -> String);

/// Goes through the terms for a contact that add something; silence as a share of the cadence is 1 on the due day.
fn each(book: &Book, contact: &Contact, until: Date, take: Add<'_>) {
    let score = &book.config.score;
    let today = book.as_of;
    let mut add = |code: &'static str, weight: f64, text: &dyn Fn() -> String| {
        let weight = (weight * 100.0).round() / 100.0;
        if weight != 0.0 {
            take(code, weight, text);
        }
    };
    let late = contact.due.map_or(0, |due| due.date.days_until(today));
    let ratio = contact.due.and_then(|due| due.ratio(today)).unwrap_or(1.0);
    let by_date = contact.due.is_some_and(|due| due.by_date);
    add("overdue", ratio.clamp(0.01, score.overdue_most.max(0.01)), &|| say::due(late, by_date));
    // Silence in weeks grows alike for every cadence, so that nobody who is due is left out for ever.
    add("waiting", score.waiting * late.max(0) as f64 / 7.0, &String::new);
    let tiers = book.rules.tiers.len();
    let rank = usize::from(contact.core.tier);
    if rank < tiers {
        add("tier", score.tier * (tiers - rank) as f64 / tiers as f64, &String::new);
    }
    if contact.promises.mine_overdue > 0 {
        add("promise", score.promise, &say::promise);
    }
    if !tension::is_open(contact) {
        if let Some(on) = birthday(contact, today).filter(|&on| on <= until) {
            add("birthday", score.birthday, &|| say::birthday(on));
        }
        if let Some(since) = celebrate::milestones(book, contact).next() {
            add("milestone", score.milestone, &|| say::milestone(since));
        }
    }
    if let Some(days) = at_event(book, contact) {
        add("event", score.event, &|| say::event(days));
    }
    if let Some(since) = celebrate::to_ask(book, contact).map(|(until, _)| until).min() {
        add("ask_after", score.ask_after, &|| say::ask_after(since));
    }
    if let (Some(rhythm), Some(last)) = (contact.rhythm(), contact.last())
        && rhythm::silence(rhythm, last.days_until(today)) != Silence::Usual
    {
        add("drift", score.drift, &|| say::drift(rhythm.round() as i64));
    }
    if ledger::owes(contact, today) {
        add("ledger", score.ledger, &say::ledger);
    }
    if contact.attempts > 0 {
        add("attempts", -score.attempt * f64::from(contact.attempts), &|| say::attempts(contact.attempts));
    }
}

/// Names the tier as the note writes it, for a row that is shown.
pub fn name_tier(book: &Book, contact: &Contact, reasons: &mut [Reason]) {
    for reason in reasons.iter_mut().filter(|reason| reason.code == "tier") {
        reason.text = say::tier(book.person(contact).tier.as_deref().unwrap_or_default());
    }
}

/// What a tier adds, for the sections that order by it too.
pub fn tier(book: &Book, contact: &Contact) -> Option<f64> {
    let tiers = book.rules.tiers.len();
    let rank = usize::from(contact.core.tier);
    let weight = (rank < tiers).then(|| book.config.score.tier * (tiers - rank) as f64 / tiers as f64)?;
    Some((weight * 100.0).round() / 100.0)
}

fn birthday(contact: &Contact, today: Date) -> Option<Date> {
    contact.core.birthday()?.next_from(today)
}

/// How many days ago an event was that nothing came after, within the days in which a word is expected.
fn at_event(book: &Book, contact: &Contact) -> Option<i64> {
    let days = contact.last().filter(|_| contact.last_at_event)?.days_until(book.as_of);
    (days <= i64::from(book.config.follow_up.until)).then_some(days)
}
