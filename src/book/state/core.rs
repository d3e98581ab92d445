//! What is asked of every contact in every report, as a few bytes in front of the person: read without reading the person.

use crate::base::cadence::Cadence;
use crate::base::date::{Anniversary, Date, Step};
use crate::base::{fold, hash};
use crate::book::contact::{Context, Person, Standing};
use crate::book::state::codec::{Get, put, put_date, put_signed};

/// What is asked of every contact.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Core {
    /// What the status keys say.
    pub standing: Standing,
    /// The cadence that holds.
    pub cadence: Option<Cadence>,
    /// Where it comes from: `contact`, `tier`, `tag`, `folder`, `default`.
    pub source: &'static str,
    /// The tier's place among the settings' tiers; their number for an unknown one, one more for none.
    pub tier: u16,
    /// Something in the note could not be read: front matter or a cadence.
    pub unread: bool,
    /// Whether there are yearly dates beside the birthday.
    pub has_dates: bool,
    /// The birthday.
    pub birthday: Option<Anniversary>,
    /// The day they met.
    pub met: Option<Date>,
    /// The day the note was made.
    pub created: Option<Date>,
    /// The day named for the next contact.
    pub next_contact: Option<Date>,
    /// The last day of a snooze.
    pub snooze_until: Option<Date>,
    /// How often feedback is to be asked for.
    pub feedback: Option<Step>,
    /// The household, as a hash of its folded name; 0: none.
    pub household: u32,
    /// What the contact is for.
    pub context: Context,
    /// Not on weekends.
    pub quiet_weekends: bool,
    /// Whether something is needed or looked for.
    pub needs: bool,
    /// Whether something is offered, or an interest named.
    pub offers: bool,
}

const SOURCES: [&str; 5] = ["contact", "tier", "tag", "folder", "default"];
const STANDINGS: [Standing; 6] =
    [Standing::Active, Standing::Paused, Standing::Archived, Standing::Deceased, Standing::DoNotContact, Standing::Ambient];

const CONTEXTS: [Context; 3] = [Context::Any, Context::Work, Context::Personal];

impl Core {
    /// The core of a person: with the cadence that holds and where it comes from.
    pub fn of(person: &Person, cadence: Option<(Cadence, &'static str)>, feedback: Option<Step>, tier: u16, unread: bool) -> Core {
        let household = person.household.as_deref().map(fold::name).filter(|name| !name.is_empty());
        Core {
            standing: person.standing,
            cadence: cadence.map(|(cadence, _)| cadence),
            source: cadence.map_or("default", |(_, source)| source),
            tier,
            unread,
            has_dates: !person.dates.is_empty(),
            birthday: person.birthday,
            met: person.met,
            created: person.created,
            next_contact: person.next_contact,
            snooze_until: person.snooze_until,
            feedback,
            household: household.map_or(0, |name| (hash::bytes(name.as_bytes()) as u32).max(1)),
            context: person.context,
            quiet_weekends: person.quiet_weekends,
            needs: !person.needs.is_empty(),
            offers: !(person.offers.is_empty() && person.interests.is_empty()),
        }
    }

    /// Writes it.
    pub fn write(&self, out: &mut Vec<u8>) {
        let standing = STANDINGS.iter().position(|known| *known == self.standing).unwrap_or(0) as u64;
        let source = SOURCES.iter().position(|known| *known == self.source).unwrap_or(0) as u64;
        let flags = u64::from(self.unread)
            | u64::from(self.has_dates) << 1
            | u64::from(self.cadence.is_some()) << 2
            | u64::from(self.birthday.is_some()) << 3
            | u64::from(self.next_contact.is_some()) << 4
            | u64::from(self.snooze_until.is_some()) << 5
            | standing << 6
            | source << 9
            | u64::from(self.feedback.is_some()) << 12
            | u64::from(self.household != 0) << 13
            | (self.context as u64) << 14
            | u64::from(self.quiet_weekends) << 16
            | u64::from(self.needs) << 17
            | u64::from(self.offers) << 18;
        put(out, flags);
        put(out, u64::from(self.tier));
        put_date(out, self.met);
        put_date(out, self.created);
        if let Some(cadence) = self.cadence {
            put_step(out, cadence.ideal);
            put(out, u64::from(cadence.max.is_some()));
            if let Some(max) = cadence.max {
                put_step(out, max);
            }
        }
        if let Some(birthday) = self.birthday {
            put_signed(out, birthday.year.map_or(0, |year| i64::from(year) + 1));
            out.extend([birthday.month, birthday.day]);
        }
        for date in [self.next_contact, self.snooze_until].into_iter().flatten() {
            put_date(out, Some(date));
        }
        if let Some(feedback) = self.feedback {
            put_step(out, feedback);
        }
        if self.household != 0 {
            put(out, u64::from(self.household));
        }
    }

    /// Reads it.
    pub fn read(get: &mut Get<'_>) -> Core {
        let flags = get.number();
        let has = |bit: u32| flags >> bit & 1 == 1;
        let tier = get.small() as u16;
        let (met, created) = (get.date(), get.date());
        let cadence = has(2).then(|| {
            let ideal = step(get);
            Cadence { ideal, max: (get.number() != 0).then(|| step(get)) }
        });
        let birthday = has(3).then(|| {
            let year = get.signed();
            Anniversary { year: (year != 0).then(|| year as i32 - 1), month: get.byte(), day: get.byte() }
        });
        let next_contact = if has(4) { get.date() } else { None };
        let snooze_until = if has(5) { get.date() } else { None };
        let feedback = has(12).then(|| step(get));
        let household = if has(13) { get.small() } else { 0 };
        Core {
            standing: STANDINGS.get((flags >> 6 & 7) as usize).copied().unwrap_or_default(),
            cadence,
            source: SOURCES.get((flags >> 9 & 7) as usize).copied().unwrap_or("default"),
            tier,
            unread: has(0),
            has_dates: has(1),
            birthday,
            met,
            created,
            next_contact,
            snooze_until,
            feedback,
            household,
            context: CONTEXTS.get((flags >> 14 & 3) as usize).copied().unwrap_or_default(),
            quiet_weekends: has(16),
            needs: has(17),
            offers: has(18),
        }
    }
}

fn put_step(out: &mut Vec<u8>, step: Step) {
    put(out, u64::from(step.months));
    put(out, u64::from(step.days));
}

fn step(get: &mut Get<'_>) -> Step {
    Step { months: get.small(), days: get.small() }
}

#[cfg(test)]
mod tests {
    use super::Core;
    use crate::base::cadence::Cadence;
    use crate::base::date::{Anniversary, Date, Step};
    use crate::book::contact::{Context, Standing};
    use crate::book::state::codec::Get;

    #[test]
    fn a_core_comes_back() {
        let day = Date::parse_iso("2026-05-02");
        let full = Core {
            standing: Standing::Ambient,
            cadence: Some(Cadence { ideal: Step { months: 1, days: 2 }, max: Some(Step { months: 0, days: 45 }) }),
            source: "folder",
            tier: 300,
            unread: true,
            has_dates: true,
            birthday: Some(Anniversary { year: None, month: 2, day: 29 }),
            met: day,
            created: None,
            next_contact: day,
            snooze_until: day,
            feedback: Some(Step { months: 12, days: 0 }),
            household: 77,
            context: Context::Personal,
            quiet_weekends: true,
            needs: true,
            offers: true,
        };
        let bare =
            Core { cadence: None, birthday: None, met: None, next_contact: None, unread: false, feedback: None, household: 0, ..full };
        for core in [full, bare] {
            let mut bytes = Vec::new();
            core.write(&mut bytes);
            let mut get = Get::new(&bytes);
            assert_eq!(Core::read(&mut get), core);
            assert!(get.is_whole() && get.at() == bytes.len());
        }
    }
}
