//! What one contact's note says by itself, before and after an entry is put into it: the proof that exactly one thing was added.

use crate::base::date::Date;
use crate::book::build;
use crate::book::finds::Source;
use crate::book::rules::Rules;
use crate::book::standing::Reason;
use crate::changes::place::Entry;
use crate::config::Config;
use crate::facts;

/// What a note says: every counted or planned interaction, and every date seen and not counted.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Said {
    /// Day, source, channel and place of what counts, by day.
    pub counted: Vec<(Date, Source, Option<u16>, u32)>,
    /// Day, reason and place of what does not.
    pub seen: Vec<(Option<Date>, Reason, u32)>,
    /// How many promises it holds.
    pub promises: usize,
}

/// Reads one contact's note alone, as it stands at its path.
pub fn read(path: &str, source: &str, config: &Config, as_of: Date) -> Said {
    let rules = Rules::new(config);
    let draft = build::draft(path.to_owned(), facts::read(source), config, &rules);
    let book = build::build(config.clone(), rules, as_of, vec![draft]);
    let mut said = Said { promises: book.promises.len(), ..Said::default() };
    for contact in &book.contacts {
        let all = contact.interactions.iter().chain(&contact.planned);
        said.counted.extend(all.map(|found| (found.date, found.source, found.channel, found.place.at)));
        said.seen.extend(contact.seen.iter().map(|found| (found.date, found.reason, found.place.at)));
    }
    said.counted.sort_by_key(|&(date, source, channel, at)| (date, source, channel, at));
    said.seen.sort_by_key(|&(date, reason, at)| (date, reason.word(), at));
    said
}

impl Said {
    /// Whether this is what `before` was and the entry. An attempt, or something only noted, is one seen more.
    pub fn is_one_more(&self, before: &Said, entry: &Entry<'_>) -> bool {
        let counted = |said: &Said| -> Vec<(Date, Source, Option<u16>)> {
            said.counted.iter().map(|&(date, source, channel, _)| (date, source, channel)).collect()
        };
        // What lies ahead is told as planned, and seen as such as well.
        let seen = |said: &Said| -> Vec<(Option<Date>, &str)> {
            said.seen.iter().filter(|(_, reason, _)| *reason != Reason::Future).map(|&(date, reason, _)| (date, reason.word())).collect()
        };
        let new_counted = one_more(&counted(before), &counted(self));
        let new_seen = one_more(&seen(before), &seen(self));
        match (new_counted, new_seen) {
            (Some(Some((date, _, channel))), Some(None)) => date == entry.date && channel == entry.reads_as,
            (Some(None), Some(Some((date, reason)))) => {
                date == Some(entry.date) && (reason == Reason::Attempt.word() || reason == Reason::NotContactMark.word())
            }
            _ => false,
        }
    }
}

/// The one element `after` has and `before`, sorted alike, has not; `Some(None)` when they are the same, `None` when they differ in more.
fn one_more<T: PartialEq + Copy>(before: &[T], after: &[T]) -> Option<Option<T>> {
    if before == after {
        return Some(None);
    }
    let at = before.iter().zip(after).take_while(|(one, other)| one == other).count();
    let new = *after.get(at)?;
    (after.get(at + 1..)? == before.get(at..)?).then_some(Some(new))
}
