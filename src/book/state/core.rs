//! What is asked of every contact in every report, as a few bytes in front of the person: read without reading the person.

use crate::base::cadence::Cadence;
use crate::base::date::{Anniversary, Date, Step};
use crate::base::{fold, hash};
use crate::book::contact::{Context, Person, Standing};
use crate::book::state::codec::{Get, put, put_date};

/// What is asked of every contact, in few bytes: there is one for each.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Core {
    /// What the status keys say.
    pub standing: Standing,
    /// What the contact is for.
    pub context: Context,
    /// Something in the note could not be read: front matter or a cadence.
    pub unread: bool,
    /// Whether there are yearly dates beside the birthday.
    pub has_dates: bool,
    /// Not on weekends.
    pub quiet_weekends: bool,
    /// Whether something is needed or looked for.
    pub needs: bool,
    /// Whether something is offered, or an interest named.
    pub offers: bool,
    /// Whether the name is the file's.
    pub named_by_file: bool,
    /// Where the cadence comes from, in [`SOURCES`].
    source: u8,
    birthday: Yearly,
    /// The tier's place among the settings' tiers; their number for an unknown one, one more for none.
    pub tier: u16,
    ideal: Brief,
    max: Brief,
    feedback: Brief,
    /// The day they met.
    pub met: Option<Date>,
    /// The day the note was made.
    pub created: Option<Date>,
    /// The day named for the next contact.
    pub next_contact: Option<Date>,
    /// The last day of a snooze.
    pub snooze_until: Option<Date>,
    /// The household, as a hash of its folded name; 0: none.
    pub household: u32,
}

/// A step of a hundred years at most, which every cadence is; nothing: none.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
struct Brief {
    months: u16,
    days: u16,
}

impl Brief {
    fn of(step: Option<Step>) -> Brief {
        let small = |number: u32| u16::try_from(number).unwrap_or(u16::MAX);
        step.map_or(Brief::default(), |step| Brief { months: small(step.months), days: small(step.days) })
    }

    fn step(self) -> Option<Step> {
        (self != Brief::default()).then(|| Step { months: u32::from(self.months), days: u32::from(self.days) })
    }

    fn write(self, out: &mut Vec<u8>) {
        put(out, u64::from(self.months));
        put(out, u64::from(self.days));
    }

    fn read(get: &mut Get<'_>) -> Brief {
        Brief { months: get.small() as u16, days: get.small() as u16 }
    }
}

/// A day of the year, its year plus one or 0, its month 0 when there is none.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
struct Yearly {
    year: u16,
    month: u8,
    day: u8,
}

const SOURCES: [&str; 5] = ["contact", "tier", "tag", "folder", "default"];
const DEFAULT: u8 = 4;
const STANDINGS: [Standing; 6] =
    [Standing::Active, Standing::Paused, Standing::Archived, Standing::Deceased, Standing::DoNotContact, Standing::Ambient];

const CONTEXTS: [Context; 3] = [Context::Any, Context::Work, Context::Personal];

/// The bit of the flags that says that the name is another than the file's: few have it, and without it the flags are short.
const NAMED_OTHERWISE: u32 = 19;

/// Whether the bytes of a core say that the name is the file's.
pub fn is_named_by_file(bytes: &[u8]) -> bool {
    !bytes.is_empty() && Get::new(bytes).number() >> NAMED_OTHERWISE & 1 == 0
}

impl Core {
    /// The core of a person: with the cadence that holds and where it comes from.
    pub fn of(person: &Person, cadence: Option<(Cadence, &'static str)>, feedback: Option<Step>, tier: u16, unread: bool) -> Core {
        let household = person.household.as_deref().map(fold::name).filter(|name| !name.is_empty());
        let source = cadence.and_then(|(_, source)| SOURCES.iter().position(|known| *known == source));
        let birthday = person.birthday.map(|on| Yearly {
            year: on.year.and_then(|year| u16::try_from(year + 1).ok()).unwrap_or(0),
            month: on.month,
            day: on.day,
        });
        Core {
            standing: person.standing,
            context: person.context,
            unread,
            has_dates: !person.dates.is_empty(),
            quiet_weekends: person.quiet_weekends,
            needs: !person.needs.is_empty(),
            offers: !(person.offers.is_empty() && person.interests.is_empty()),
            named_by_file: false,
            source: source.map_or(DEFAULT, |source| source as u8),
            birthday: birthday.unwrap_or_default(),
            tier,
            ideal: Brief::of(cadence.map(|(cadence, _)| cadence.ideal)),
            max: Brief::of(cadence.and_then(|(cadence, _)| cadence.max)),
            feedback: Brief::of(feedback),
            met: person.met,
            created: person.created,
            next_contact: person.next_contact,
            snooze_until: person.snooze_until,
            household: household.map_or(0, |name| (hash::bytes(name.as_bytes()) as u32).max(1)),
        }
    }

    /// The cadence that holds.
    pub fn cadence(&self) -> Option<Cadence> {
        Some(Cadence { ideal: self.ideal.step()?, max: self.max.step() })
    }

    /// Whether a cadence holds.
    pub fn has_cadence(&self) -> bool {
        self.ideal != Brief::default()
    }

    /// Where the cadence comes from: `contact`, `tier`, `tag`, `folder`, `default`.
    pub fn source(&self) -> &'static str {
        SOURCES.get(usize::from(self.source)).copied().unwrap_or("default")
    }

    /// The birthday.
    pub fn birthday(&self) -> Option<Anniversary> {
        let Yearly { year, month, day } = self.birthday;
        (month != 0).then(|| Anniversary { year: (year != 0).then(|| i32::from(year) - 1), month, day })
    }

    /// How often feedback is to be asked for.
    pub fn feedback(&self) -> Option<Step> {
        self.feedback.step()
    }

    /// Writes it.
    pub fn write(&self, out: &mut Vec<u8>) {
        let standing = STANDINGS.iter().position(|known| *known == self.standing).unwrap_or(0) as u64;
        let flags = u64::from(self.unread)
            | u64::from(self.has_dates) << 1
            | u64::from(self.has_cadence()) << 2
            | u64::from(self.birthday.month != 0) << 3
            | u64::from(self.next_contact.is_some()) << 4
            | u64::from(self.snooze_until.is_some()) << 5
            | standing << 6
            | u64::from(self.source) << 9
            | u64::from(self.feedback != Brief::default()) << 12
            | u64::from(self.household != 0) << 13
            | (self.context as u64) << 14
            | u64::from(self.quiet_weekends) << 16
            | u64::from(self.needs) << 17
            | u64::from(self.offers) << 18
            | u64::from(!self.named_by_file) << NAMED_OTHERWISE;
        put(out, flags);
        put(out, u64::from(self.tier));
        put_date(out, self.met);
        put_date(out, self.created);
        if self.has_cadence() {
            self.ideal.write(out);
            put(out, u64::from(self.max != Brief::default()));
            if self.max != Brief::default() {
                self.max.write(out);
            }
        }
        if self.birthday.month != 0 {
            put(out, u64::from(self.birthday.year));
            out.extend([self.birthday.month, self.birthday.day]);
        }
        for date in [self.next_contact, self.snooze_until].into_iter().flatten() {
            put_date(out, Some(date));
        }
        if self.feedback != Brief::default() {
            self.feedback.write(out);
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
        let (mut ideal, mut max) = Default::default();
        if has(2) {
            ideal = Brief::read(get);
            max = if get.number() != 0 { Brief::read(get) } else { max };
        }
        let birthday = if has(3) { Yearly { year: get.small() as u16, month: get.byte(), day: get.byte() } } else { Yearly::default() };
        let next_contact = if has(4) { get.date() } else { None };
        let snooze_until = if has(5) { get.date() } else { None };
        let feedback = if has(12) { Brief::read(get) } else { Brief::default() };
        let household = if has(13) { get.small() } else { 0 };
        Core {
            standing: STANDINGS.get((flags >> 6 & 7) as usize).copied().unwrap_or_default(),
            context: CONTEXTS.get((flags >> 14 & 3) as usize).copied().unwrap_or_default(),
            unread: has(0),
            has_dates: has(1),
            quiet_weekends: has(16),
            needs: has(17),
            offers: has(18),
            named_by_file: !has(NAMED_OTHERWISE),
            source: (flags >> 9 & 7) as u8,
            birthday,
            tier,
            ideal,
            max,
            feedback,
            met,
            created,
            next_contact,
            snooze_until,
            household,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Brief, Core, Yearly, is_named_by_file};
    use crate::base::cadence::Cadence;
    use crate::base::date::{Anniversary, Date, Step};
    use crate::book::contact::{Context, Standing};
    use crate::book::state::codec::Get;

    #[test]
    fn a_core_comes_back() {
        let day = Date::parse_iso("2026-05-02");
        let full = Core {
            standing: Standing::Ambient,
            ideal: Brief { months: 1, days: 2 },
            max: Brief { months: 0, days: 45 },
            source: 3,
            named_by_file: true,
            tier: 300,
            unread: true,
            has_dates: true,
            birthday: Yearly { year: 0, month: 2, day: 29 },
            met: day,
            created: None,
            next_contact: day,
            snooze_until: day,
            feedback: Brief { months: 12, days: 0 },
            household: 77,
            context: Context::Personal,
            quiet_weekends: true,
            needs: true,
            offers: true,
        };
        let none = Brief::default();
        let bare = Core { ideal: none, max: none, birthday: Yearly::default(), met: None, next_contact: None, unread: false, ..full };
        let bare = Core { feedback: none, household: 0, named_by_file: false, ..bare };
        assert_eq!((full.source(), bare.cadence(), bare.birthday(), bare.feedback()), ("folder", None, None, None));
        assert_eq!(full.cadence(), Some(Cadence { ideal: Step { months: 1, days: 2 }, max: Some(Step { months: 0, days: 45 }) }));
        assert_eq!(full.birthday(), Some(Anniversary { year: None, month: 2, day: 29 }));
        for core in [full, bare] {
            let mut bytes = Vec::new();
            core.write(&mut bytes);
            assert_eq!(is_named_by_file(&bytes), core.named_by_file);
            let mut get = Get::new(&bytes);
            assert_eq!(Core::read(&mut get), core);
            assert!(get.is_whole() && get.at() == bytes.len());
        }
    }
}
