//! A mark whose day is missing or cannot be read: `#ask-after next week`, `#promised … by Friday`.

use crate::base::diagnostic::Severity;
use crate::base::span::Span;
use crate::base::when::When;
use crate::config::marks::Mark;
use crate::facts::{CueKind, Line};
use crate::lint::context::{Context, Finding, Noted};
use crate::lint::rules::Rule;
use crate::lint::tagged;

/// The rule.
pub const RULE: Rule = Rule { code: "mark-without-date", severity: Severity::Warning, page: include_str!("mark_without_date.md"), check };

fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    for noted in context.read() {
        let facts = &noted.note.facts;
        for (index, line) in tagged::lines(noted) {
            let mut promised = false;
            for (tag, at) in facts.tags_at(line.text) {
                let mark = context.book.config.marks.mark_of_tag(tag);
                promised |= matches!(mark, Some(Mark::Promised | Mark::Asked));
                if mark == Some(Mark::AskAfter) && !has_day(context, noted, line, at) && is_of_somebody(context, noted, index) {
                    found.push(ask_after(context, noted, line, Span { start: at, end: at + 1 + tag.len() as u32 }));
                }
            }
            if promised && is_of_somebody(context, noted, index) {
                found.extend(due(context, noted, line));
            }
        }
    }
}

/// Whether a line is in a contact's note or links a contact.
fn is_of_somebody(context: &Context<'_>, noted: Noted<'_>, index: u32) -> bool {
    context.is_contact(noted.index) || tagged::links_somebody(context, noted, index)
}

/// Whether a day stands right behind the tag at `at`.
fn has_day(context: &Context<'_>, noted: Noted<'_>, line: &Line, at: u32) -> bool {
    let order = context.book.config.date_order;
    let is_day = |kind: CueKind| matches!(kind, CueKind::After(when) if when.day(order).is_some());
    noted.note.facts.cues_in(line.text).any(|cue| cue.at == at && is_day(cue.kind))
}

fn ask_after(context: &Context<'_>, noted: Noted<'_>, line: &Line, tag: Span) -> Finding {
    let text = context.text(noted.index);
    let behind = Span { start: tag.end, ..line.text };
    let span = Span { start: tag.start, end: tag.end + words(behind.of(&text), 2) as u32 };
    let message = if tagged::is_dated(&noted.note.facts, line) {
        format!("`{}` has no date behind it that can be read, so it asks from the day of its line on", context.quote(noted.index, tag))
    } else {
        format!("`{}` has no date behind it that can be read, so it asks nothing", context.quote(noted.index, tag))
    };
    context.finding(noted.index, span, message).help("write the day from which to ask: `#ask-after 2027-01-08`")
}

/// A promise's day in words, or as a date that cannot be read. An impossible one has a rule of its own.
fn due(context: &Context<'_>, noted: Noted<'_>, line: &Line) -> Option<Finding> {
    let order = context.book.config.date_order;
    let is_known = |when: When| when.day(order).is_some() || matches!(when, When::Impossible);
    if noted.note.facts.cues_in(line.text).any(|cue| matches!(cue.kind, CueKind::By(when) if is_known(when))) {
        return None;
    }
    let text = context.text(noted.index);
    let content = line.text.of(&text);
    let at = memchr::memmem::find_iter(content.as_bytes(), b" by ").find(|at| content.get(at + 4..).is_some_and(is_a_time))?;
    let behind = content.get(at + 4..)?;
    let many = if behind.starts_with("the ") || behind.starts_with("end ") { 3 } else { 2 };
    let one = behind.split([' ', '\t']).next().is_some_and(|word| is_alone(&bare(word)));
    let length = words(behind, if one { 1 } else { many });
    let span = Span::new(at + 1, at + 4 + length).shifted(line.text.start as usize);
    let message = format!("`{}` is no date that can be read, so this promise has no due day", context.quote(noted.index, span));
    Some(context.finding(noted.index, span, message).help("write the date: `by 2027-01-08`"))
}

/// How many bytes the first words of a text take, to the first that ends in punctuation or begins a tag.
fn words(text: &str, most: usize) -> usize {
    let mut end = 0;
    for word in text.split_inclusive(' ').take(most + usize::from(text.starts_with(' '))) {
        if word.starts_with('#') {
            break;
        }
        end += word.len();
        if word.trim_end().ends_with([',', ';', '.', ')']) {
            break;
        }
    }
    text.get(..end).map_or(0, |taken| taken.trim_end_matches([' ', ',', ';', '.', ')']).len())
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Whether a word alone says when: `Friday`, `tomorrow`, `27/11`.
fn is_alone(word: &str) -> bool {
    let is_weekday = WEEKDAYS.contains(&word) || matches!(word, "mon" | "tue" | "tues" | "wed" | "thu" | "thur" | "thurs" | "fri");
    let is_day = matches!(word, "today" | "tonight" | "tomorrow" | "eod" | "eow" | "eom" | "christmas" | "easter");
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let is_number =
        digits >= 2 && word.contains(['/', '.', '-']) && word.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'/' | b'.' | b'-'));
    is_weekday || is_day || is_number
}

/// Whether the words behind *by* say when, and not who or how (`by hand`, `by Ana`).
fn is_a_time(text: &str) -> bool {
    let mut words = text.split([' ', '\t']).map(bare);
    let (first, second, third) = (words.next().unwrap_or_default(), words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let is_span =
        |word: &str| matches!(word, "week" | "weekend" | "month" | "year" | "quarter" | "summer" | "winter" | "spring" | "autumn");
    let is_month = |word: &str| MONTHS.iter().any(|month| word.starts_with(month)) && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_day = |word: &str| {
        let number = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let end = word.get(number.len()..).unwrap_or_default();
        matches!(number.len(), 1 | 2) && number.bytes().all(|byte| byte.is_ascii_digit()) && matches!(end, "" | "st" | "nd" | "rd" | "th")
    };
    let is_ordinal = |word: &str| is_day(word) && !word.ends_with(|c: char| c.is_ascii_digit());
    match first.as_str() {
        "next" | "this" | "the" if is_span(&second) || WEEKDAYS.contains(&second.as_str()) || second == "end" => true,
        "the" => is_ordinal(&second),
        "end" => second == "of" && (is_span(&third) || is_month(&third) || matches!(third.as_str(), "the" | "next" | "this")),
        first => is_alone(first) || is_ordinal(first) || is_day(first) && is_month(&second) || is_month(first) && is_day(&second),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_a_time, words};

    #[test]
    fn words_that_say_when() {
        for text in ["Friday", "tomorrow, at last", "27/11", "next week", "the end of May", "the 27th", "27 Nov", "Nov 27", "end of month"]
        {
            assert!(is_a_time(text), "{text}");
        }
        for text in ["hand", "Ana", "email", "the river", "5 pm", "May", "next door", "10%", "", "the end-user"] {
            assert!(!is_a_time(text), "{text}");
        }
    }

    #[test]
    fn the_first_words_end_at_punctuation_and_tags() {
        for (text, most, taken) in [(" next week #x", 2, " next week"), ("", 2, ""), (" soon, and more", 2, " soon"), (" #x", 2, "")] {
            assert_eq!(&text[..words(text, most)], taken, "{text:?}");
        }
    }
}
