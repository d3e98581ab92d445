//! Feedback: what was said and not yet answered, what was asked and not yet said, and whom to ask.

use crate::base::date::{Date, Step};
use crate::book::Book;
use crate::book::contact::Contact;
use crate::book::finds::Sign;
use crate::book::status::Status;
use crate::book::tension;
use crate::phrases;
use crate::views::report::crowd::{Crowd, Group};
use crate::views::report::{Reason, Row, Texts, best, is_quiet, say, sum, words};

/// How many days an answer to feedback stands out.
const ANSWER: i64 = 14;
/// How many days an answer is waited for; then the question rests.
const REST: i64 = 90;

/// What is to be done about feedback with somebody.
#[derive(Clone, Copy)]
enum Next {
    /// They gave it on that day, and nothing came after.
    Answer(Date),
    /// They were asked on that day, and have not said anything.
    Waiting(Date),
    /// It is time to ask; the day of the last feedback, asked or got.
    Ask(Option<Date>, Step),
}

/// The rows: what to answer, then whom one waits for, then whom to ask.
pub fn rows(book: &Book, crowd: &Crowd, limit: usize) -> (Vec<Row>, usize) {
    let candidates = crowd.group(Group::Feedback, book).filter(|(_, contact)| is_listed(book, contact));
    let reasons = |index: u32, wanted: bool| -> Vec<Reason> {
        next(book, &book.contacts[index as usize]).map(|next| reason(book, next, wanted)).into_iter().collect()
    };
    let score = |index: u32| sum(&reasons(index, false));
    best(candidates.map(|(index, _)| index).collect(), limit, &score, &|index| reasons(index, true))
}

/// Whether somebody is listed here, on a day that is right for it.
pub fn is_listed(book: &Book, contact: &Contact) -> bool {
    let may_be_asked = || contact.status != Status::Ambient && !is_quiet(book, contact) && !tension::is_open(contact);
    let is_concerned = contact.core.feedback().is_some() || !contact.signs.is_empty();
    is_concerned && may_be_asked() && next(book, contact).is_some()
}

fn next(book: &Book, contact: &Contact) -> Option<Next> {
    let latest = |sign: Sign| contact.signs.iter().filter(|signed| signed.sign == sign).map(|signed| signed.date).max();
    let (asked, got) = (latest(Sign::FeedbackAsked), latest(Sign::FeedbackGot));
    let days = |day: Date| day.days_until(book.as_of);
    let is_unanswered = |&got: &Date| (1..=ANSWER).contains(&days(got)) && contact.last().is_none_or(|last| last <= got);
    if let Some(got) = got.filter(is_unanswered) {
        return Some(Next::Answer(got));
    }
    let ask = contact.core.feedback().and_then(|step| {
        let last = asked.max(got);
        let is_due = last.map_or(contact.days > 0, |last| last.plus(step) <= book.as_of);
        is_due.then_some(Next::Ask(last, step))
    });
    let wait = i64::from(book.config.feedback.wait_days);
    let is_open = |&asked: &Date| got.is_none_or(|got| got < asked) && (wait..=REST.max(wait)).contains(&days(asked));
    ask.or_else(|| asked.filter(is_open).map(Next::Waiting))
}

fn reason(book: &Book, next: Next, wanted: bool) -> Reason {
    // What is to be answered goes before what is waited for, and that before what is to be asked.
    let near = |days: i64| (days as f64 / 100.0).min(0.99);
    let (code, weight, text) = match next {
        Next::Answer(got) => {
            let days = got.days_until(book.as_of);
            ("feedback_answer", 3.0 + near(days), words(wanted, || phrases::feedback::unanswered(days)))
        }
        Next::Waiting(asked) => {
            ("feedback_waiting", 2.0 + near(asked.days_until(book.as_of)), words(wanted, || phrases::feedback::waiting(asked)))
        }
        Next::Ask(last, step) => {
            let since = last.map(|last| last.days_until(book.as_of));
            let ratio = since.map_or(1.0, |days| (days as f64 / step.rough_days().max(1.0)).clamp(1.0, 1.99));
            ("feedback_ask", ratio, words(wanted, || phrases::feedback::due(since, step)))
        }
    };
    Reason { code, text, weight: (weight * 100.0).round() / 100.0 }
}

/// What they said or were asked, read from the notes.
pub fn tell(book: &Book, texts: Texts<'_>, row: &mut Row) {
    let contact = &book.contacts[row.contact as usize];
    let latest = |sign: Sign| contact.signs.iter().filter(|signed| signed.sign == sign).map(|signed| signed.date).max();
    let (sign, say): (Sign, fn(Date, &str) -> String) = match row.reasons.first().map(|reason| reason.code) {
        Some("feedback_answer") => (Sign::FeedbackGot, |_, words| phrases::feedback::they_said(words)),
        Some("feedback_waiting") => (Sign::FeedbackAsked, |_, words| phrases::feedback::you_asked(words)),
        _ => (Sign::FeedbackGot, phrases::feedback::they_said_on),
    };
    let marked = latest(sign).and_then(|day| Some((day, say::marked(book, texts, contact, sign, day)?)));
    let Some((day, (place, words))) = marked else {
        row.place = book.interactions(contact).first().map(|last| (last.place.note, last.place.row));
        return;
    };
    row.place = Some((place.note, place.row));
    say::put_first(row, &words, |words| say(day, words));
}
