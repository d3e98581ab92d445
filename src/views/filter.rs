//! Whether a contact fits a condition of a query. Asks what is cheap first; text is compared without case and accents.
//!
//! Refuses to look into a note's text: what its words say is asked in `search`.

use crate::base::date::{Anniversary, Date};
use crate::base::fold;
use crate::book::Book;
use crate::book::contact::Contact;
use crate::book::finds::Place;
use crate::book::kind::tag_below;
use crate::book::standing::Reason;
use crate::config::marks::Mark;
use crate::query::tree::{Birthdays, Day, Days, Has, Leaf, Node, Test, Text};
use crate::query::{self, Mistake};
use crate::views::words;

/// A query made ready: its texts folded, its conditions in the order of what they cost.
///
/// Errors: a channel that the settings do not know.
pub fn ready(book: &Book, node: Node, query: &str) -> Result<Node, Mistake> {
    let mut node = node;
    prepare(book, &mut node).map_err(|(leaf, message, hint)| Mistake {
        message,
        query: query.to_owned(),
        saved: None,
        span: leaf.span,
        hint,
    })?;
    Ok(node)
}

fn prepare(book: &Book, node: &mut Node) -> Result<(), (Leaf, String, String)> {
    match node {
        Node::All(nodes) | Node::Any(nodes) => {
            nodes.iter_mut().try_for_each(|node| prepare(book, node))?;
            nodes.sort_by_key(cost);
        }
        Node::Not(node) => prepare(book, node)?,
        Node::Leaf(leaf) => {
            if let Test::Channel(channels) = &leaf.test
                && let Some(unknown) = channels.iter().find(|channel| book.config.channels.id_named(channel).is_none())
            {
                let hint = match query::near(unknown, book.config.channels.names()) {
                    Some(near) => format!("did you mean `channel:{near}`?"),
                    None => "`vault formats` lists the channels; `[channels]` in the settings adds more".to_owned(),
                };
                return Err((leaf.clone(), format!("there is no channel `{unknown}`"), hint));
            }
            match &mut leaf.test {
                Test::Holds(_, texts) => texts.iter_mut().for_each(|text| *text = fold::loose(text)),
                Test::Tier(tiers) => tiers.iter_mut().for_each(|tier| *tier = fold::key(tier)),
                _ => {}
            }
        }
    }
    Ok(())
}

/// What asking costs: nothing, a look at the person, at all contact, at what stands in the notes.
fn cost(node: &Node) -> u8 {
    match node {
        Node::All(nodes) | Node::Any(nodes) => nodes.iter().map(cost).max().unwrap_or(0),
        Node::Not(node) => cost(node),
        Node::Leaf(leaf) => match &leaf.test {
            Test::Word(_) | Test::Prefix(_) | Test::Phrase(_) | Test::Kind(_) | Test::Status(_) | Test::Interactions(_) => 0,
            Test::Day(Day::Last | Day::Due, _) | Test::Holds(Text::Path, _) => 0,
            Test::Has(has) if has.contains(&Has::Tension) || has.contains(&Has::Note) => 3,
            Test::Day(Day::Date, _) | Test::Channel(_) => 2,
            _ => 1,
        },
    }
}

/// Whether a contact fits a query, its bare words being parts of the name.
pub fn fits(book: &Book, contact: &Contact, node: &Node) -> bool {
    match node {
        Node::All(nodes) => nodes.iter().all(|node| fits(book, contact, node)),
        Node::Any(nodes) => nodes.iter().any(|node| fits(book, contact, node)),
        Node::Not(node) => !fits(book, contact, node),
        Node::Leaf(leaf) => holds(book, contact, &leaf.test),
    }
}

/// Whether a contact fits one condition.
pub fn holds(book: &Book, contact: &Contact, test: &Test) -> bool {
    let person = || book.person(contact);
    let part = |text: &String, parts: &[String]| is_part(text, parts);
    match test {
        Test::Status(statuses) => statuses.contains(&contact.status.word()),
        Test::Interactions(numbers) => numbers.iter().any(|numbers| numbers.hold(contact.days)),
        Test::Day(Day::Last, days) => any(days, contact.last()),
        Test::Day(Day::Due, days) => any(days, contact.due.map(|due| due.date)),
        Test::Word(words) | Test::Phrase(words) => is_called(book, contact, &|name| name.contains(&fold::loose(words))),
        Test::Prefix(beginning) => {
            let beginning = fold::loose(beginning);
            is_called(book, contact, &|name| name.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(&beginning)))
        }
        Test::Holds(Text::Name, parts) => is_called(book, contact, &|name| parts.iter().any(|part| name.contains(part))),
        Test::Holds(Text::City, parts) => person().cities.iter().any(|city| part(city, parts)),
        Test::Holds(Text::Company, parts) => person().companies.iter().any(|company| part(company, parts)),
        Test::Holds(Text::Role, parts) => person().role.iter().any(|role| part(role, parts)),
        Test::Holds(Text::Met, parts) => person().how_met.iter().any(|how| part(how, parts)),
        Test::Holds(Text::Path, parts) => is_at(book.path(contact.note), parts),
        Test::Tag(wanted) => wanted.iter().any(|wanted| person().tags.iter().any(|tag| tag_below(tag, wanted))),
        Test::Tier(wanted) => person().tier.as_ref().is_some_and(|tier| wanted.contains(&fold::key(tier))),
        Test::Day(Day::Met, days) => any(days, person().met),
        Test::Birthday(wanted) => {
            person().birthday.is_some_and(|birthday| wanted.iter().any(|wanted| is_born(birthday, *wanted, book.as_of)))
        }
        Test::Has(has) => has.iter().any(|has| has_it(book, contact, *has)),
        Test::Day(Day::Date, days) => {
            book.interactions(contact).iter().chain(book.planned(contact)).any(|interaction| any(days, Some(interaction.date)))
        }
        Test::Channel(channels) => book.interactions(contact).iter().any(|interaction| is_by(book, interaction.channel, channels)),
        Test::Kind(_) => true,
    }
}

/// Whether one of the ranges holds a day.
pub fn any(ranges: &[Days], day: Option<Date>) -> bool {
    ranges.iter().any(|range| range.hold(day))
}

/// Whether a channel is one of those named.
pub fn is_by(book: &Book, channel: Option<u16>, named: &[String]) -> bool {
    channel.is_some() && named.iter().any(|name| book.config.channels.id_named(name) == channel)
}

/// Whether a path holds one of these folded texts.
pub fn is_at(path: &str, parts: &[String]) -> bool {
    is_part(path, parts)
}

/// Whether a text holds one of these folded texts.
fn is_part(text: &str, parts: &[String]) -> bool {
    let holds = |text: &str| parts.iter().any(|part| text.contains(part.as_str()));
    holds(&fold::loose(text)) || fold::spelled(text).is_some_and(|text| holds(&text))
}

/// Whether the name or an alias, in one of its spellings, is so.
fn is_called(book: &Book, contact: &Contact, is_so: &dyn Fn(&str) -> bool) -> bool {
    let fits = |name: &str| is_so(&fold::loose(name)) || fold::spelled(name).is_some_and(|name| is_so(&name));
    fits(book.name(contact)) || book.person(contact).aliases.iter().any(|alias| fits(alias))
}

fn is_born(birthday: Anniversary, wanted: Birthdays, today: Date) -> bool {
    let within = |day: Option<Date>, from: Option<Date>, to: Option<Date>| Days::Range(from, to).hold(day);
    match wanted {
        Birthdays::Season(from, to) => {
            let day = (birthday.month, birthday.day);
            if from <= to { from <= day && day <= to } else { from <= day || day <= to }
        }
        Birthdays::Born(from, to) => within(birthday.year.and_then(|year| birthday.in_year(year)), from, to),
        Birthdays::Next(from, to) => within(birthday.next_from(today), from, to),
    }
}

fn has_it(book: &Book, contact: &Contact, has: Has) -> bool {
    let person = || book.person(contact);
    match has {
        Has::Cadence => contact.core.has_cadence(),
        Has::Contact => contact.days > 0,
        Has::Promise => contact.promises.mine + contact.promises.theirs > 0,
        Has::Alias => !person().aliases.is_empty(),
        Has::Birthday => person().birthday.is_some() || person().birthday_text.is_some(),
        Has::Boundary => !person().boundaries.is_empty(),
        Has::City => !person().cities.is_empty(),
        Has::Company => !person().companies.is_empty(),
        Has::Date => !person().dates.is_empty(),
        Has::Email => !person().emails.is_empty(),
        Has::Link => !person().links.is_empty(),
        Has::Met => person().met.is_some() || !person().how_met.is_empty(),
        Has::Phone => !person().phones.is_empty(),
        Has::Role => person().role.is_some(),
        Has::Tag => !person().tags.is_empty(),
        Has::Tier => person().tier.is_some(),
        Has::Timezone => person().timezone.is_some(),
        Has::Topic => !person().talk_about.is_empty(),
        Has::Plan => !book.planned(contact).is_empty(),
        Has::Note => book.seen(contact).iter().any(|seen| seen.reason == Reason::NotContactMark),
        Has::Tension => has_tension(book, contact),
    }
}

/// Whether the newest of the entries marked `#tension` or `#resolved` says that something stands between us.
fn has_tension(book: &Book, contact: &Contact) -> bool {
    let counted = book.interactions(contact).iter().map(|interaction| (interaction.date, interaction.place));
    let noted = book.seen(contact).iter().filter(|seen| matches!(seen.reason, Reason::NotContactMark | Reason::Attempt));
    let marked = counted.chain(noted.filter_map(|seen| Some((seen.date?, seen.place))));
    // Of one day and one line the resolution stands.
    let newest = marked.filter_map(|(date, place)| Some((date, place.row, is_resolved(book, &place)?))).max();
    newest.is_some_and(|(_, _, resolved)| !resolved)
}

/// Whether an entry says that a tension is resolved, or that there is one; `None` when it speaks of none.
fn is_resolved(book: &Book, place: &Place) -> Option<bool> {
    let line = words::line_at(book, place)?;
    let facts = &book.note(place.note).facts;
    let marks = || facts.tags_in(line.text).filter_map(|tag| book.config.marks.mark_of_tag(tag));
    if marks().any(|mark| mark == Mark::Resolved) { Some(true) } else { marks().any(|mark| mark == Mark::Tension).then_some(false) }
}

#[cfg(test)]
mod tests {
    use crate::book::status::Status;
    use crate::query::STATUSES;

    #[test]
    fn the_language_knows_every_status() {
        assert_eq!(STATUSES, Status::ALL.map(Status::word));
    }
}
