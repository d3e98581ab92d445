//! Reads a book for one day from the state.

use std::sync::{Arc, OnceLock};

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rayon::slice::ParallelSlice;

use crate::base::date::Date;
use crate::base::hash::FastMap;
use crate::book::contact::{Baseline, Contact, Open, Person, Told};
use crate::book::finds::{Find, Interaction, Marked, Seen, Signed, Source};
use crate::book::lazy::{Contacts, Few, Known, Promises};
use crate::book::promises::Promise;
use crate::book::rules::Rules;
use crate::book::standing::Reason;
use crate::book::state::codec::Get;
use crate::book::state::core::Core;
use crate::book::state::finds::{self as codes, Found, What};
use crate::book::state::{State, read_promises};
use crate::book::status::{self, Question, Status};
use crate::book::{Book, Loader, NO_CONTACT, Note, rhythm};
use crate::config::Config;

/// The state's bytes are not what they should be: it must be built anew.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unreadable;

/// The numbers of a state's notes and contacts.
pub struct Day {
    as_of: Date,
    rank: Vec<u32>,
    contact_of: Vec<u32>,
}

/// Readies a state to be asked for a day.
pub fn day(state: &State, as_of: Date) -> Result<Day, Unreadable> {
    let mut rank = vec![u32::MAX; state.rows.len()];
    for (note, &slot) in (0..).zip(&state.order) {
        rank[slot as usize] = note;
    }
    let mut contact_of = vec![NO_CONTACT; state.order.len()];
    for (contact, &slot) in (0..).zip(&state.people) {
        *contact_of.get_mut(rank[slot as usize] as usize).ok_or(Unreadable)? = contact;
    }
    Ok(Day { as_of, rank, contact_of })
}

/// The book of a state on a day. `opened` are the notes whose facts are at hand, by slot, or none.
pub fn book(state: Arc<State>, day: Day, config: Config, rules: Rules, opened: Vec<Note>, loader: Loader) -> Book {
    let Day { as_of, rank, contact_of } = day;
    let shelf = Few::new(state.order.len());
    for (note, rank) in opened.into_iter().zip(&rank) {
        shelf.get(*rank, || note);
    }
    let owner = rank.get(state.owner as usize).copied().unwrap_or(u32::MAX);
    let known = Arc::new(Known { state: Arc::clone(&state), as_of, report: config.report, rank, contact_of, owed: OnceLock::new() });
    let promises = Promises::new(&known);
    let notes = state.order.len();
    Book {
        as_of,
        config,
        rules,
        owner,
        contacts: Contacts::new(&known),
        promises,
        state,
        known,
        opened: shelf,
        told: Few::new(notes),
        promised: Few::new(notes),
        nothing: Box::default(),
        unknown: Box::default(),
        all_promises: OnceLock::new(),
        names: OnceLock::new(),
        loader,
    }
}

/// So many contacts' bytes are fetched at a time: they lie about in the order of the files.
const AHEAD: usize = 64;

/// All contacts on the day, in their order. `report.days` are the days within which somebody is due soon, `report.households` says
/// whether contact with one of a household counts for all of it.
pub(super) fn contacts(known: &Known) -> Vec<Contact> {
    let mut contacts: Vec<Contact> = Vec::new();
    let open = open_promises(known);
    // Each is written in its place at once: gathered piece by piece they would take twice the room.
    let people = &known.state.people;
    let read = |(at, &slot): (usize, &u32)| {
        if at.is_multiple_of(AHEAD) {
            fetch(&known.state, people.get(at..(at + AHEAD).min(people.len())).unwrap_or_default());
        }
        let mut contact = contact(known, slot);
        contact.promises = open.get(at).copied().unwrap_or_default();
        contact
    };
    people.par_iter().enumerate().with_min_len(512).map(read).collect_into_vec(&mut contacts);
    if known.report.households {
        share_households(&mut contacts, known.as_of, known.report.days);
    }
    contacts
}

/// Reaches for the bytes of some contacts all at once, so that the memory brings them side by side.
fn fetch(state: &State, slots: &[u32]) {
    std::hint::black_box(slots.iter().fold(0, |sum, &slot| sum ^ state.contact_bytes(slot).first().copied().unwrap_or(0)));
}

/// The contact in a slot, by itself; blank when its bytes are not what they should be, which is remembered.
pub(super) fn contact(known: &Known, slot: u32) -> Contact {
    let note = known.rank.get(slot as usize).copied().unwrap_or(u32::MAX);
    let (as_of, window) = (known.as_of, known.report.days);
    read_contact(known.state.contact_bytes(slot), note, as_of, window).unwrap_or_else(|| {
        known.state.say_damaged();
        blank(note)
    })
}

/// Whether every contact and every open promise of a state can be read.
pub fn is_readable(state: &State, day: &Day) -> bool {
    let is_read = |&slot: &u32| read_contact(state.contact_bytes(slot), slot, day.as_of, 0).is_some();
    state.people.par_iter().with_min_len(512).all(is_read) && read_all_promises(state, &day.rank, day.as_of, false).is_ok()
}

/// A contact of whom nothing is known.
fn blank(note: u32) -> Contact {
    let core = Core::read(&mut Get::new(&[]));
    Contact {
        note,
        core,
        days: 0,
        last: None,
        next_planned: None,
        baseline: None,
        due: None,
        status: Status::NoCadence,
        half_days: 0,
        attempt: None,
        promises: Open::default(),
        household_last: None,
        last_at_event: false,
        last_at_gathering: false,
        attempts: 0,
        signs: Box::default(),
    }
}

/// The promises of all notes, the open ones or all, by path and line; none when their bytes are not what they should be, which is
/// remembered.
pub(super) fn promises(state: &State, rank: &[u32], as_of: Date, all_of_them: bool) -> Vec<Promise> {
    read_all_promises(state, rank, as_of, all_of_them).unwrap_or_else(|Unreadable| {
        state.say_damaged();
        Vec::new()
    })
}

/// Adds the promises of the note in a slot, the open ones or all, by line.
pub(super) fn add_promises(
    state: &State,
    slot: u32,
    rank: &[u32],
    as_of: Date,
    all_of_them: bool,
    all: &mut Vec<Promise>,
) -> Result<(), Unreadable> {
    let number = |slot: u32| rank.get(slot as usize).copied().ok_or(Unreadable);
    let from = all.len();
    for mut promise in read_promises(state, slot, all_of_them).ok_or(Unreadable)? {
        // What is planned is not promised yet.
        if promise.created.is_some_and(|created| created > as_of) {
            continue;
        }
        promise.note = number(promise.note)?;
        for contact in &mut promise.contacts {
            *contact = number(*contact)?;
        }
        all.push(promise.on(as_of));
    }
    all[from..].sort_by_key(|promise| promise.at);
    Ok(())
}

fn read_all_promises(state: &State, rank: &[u32], as_of: Date, all_of_them: bool) -> Result<Vec<Promise>, Unreadable> {
    let of = |slots: &[u32]| -> Result<Vec<Promise>, Unreadable> {
        let mut all = Vec::new();
        for &slot in slots {
            add_promises(state, slot, rank, as_of, all_of_them, &mut all)?;
        }
        Ok(all)
    };
    let batches = state.order.par_chunks(4096).map(of).collect::<Result<Vec<Vec<Promise>>, Unreadable>>()?;
    let mut all = Vec::with_capacity(batches.iter().map(Vec::len).sum());
    batches.into_iter().for_each(|mut batch| all.append(&mut batch));
    Ok(all)
}

fn read_contact(bytes: &[u8], note: u32, as_of: Date, window: u32) -> Option<Contact> {
    let mut get = Get::new(bytes);
    let core = Core::read(&mut get);
    if !get.is_whole() {
        return None;
    }
    let mut days: u32 = 0;
    let mut recent = [0; rhythm::DAYS];
    let today = as_of.number();
    let (mut before, mut next_planned, mut earliest) = (0, 0, 0);
    // The latest day of contact at an event, and at one that is no ordinary meeting.
    let (mut at_event, mut at_gathering) = (0, 0);
    // The day of the last attempt, of the one before in the order, and how many days of attempts are not before the last contact.
    let (mut attempt, mut attempt_before, mut attempts) = (0, 0, 0_u8);
    let mut signs: Vec<Signed> = Vec::new();
    codes::days(&mut get, |Found { day, what }| match what {
        _ if day == 0 => {}
        // They come the latest first.
        What::Counted(_) if day > today => next_planned = day,
        What::Counted(source) => {
            if source.is_event() {
                at_event = day.max(at_event);
            }
            if source == Source::Event {
                at_gathering = day.max(at_gathering);
            }
            if before != day {
                before = day;
                if let Some(place) = recent.get_mut(days as usize) {
                    *place = day;
                }
                days += 1;
            }
        }
        What::Seen(_) | What::Marked(..) if day > today => {}
        What::Seen(reason @ (Reason::Attempt | Reason::NotContactMark)) => {
            if reason == Reason::Attempt && attempt_before != day {
                attempt_before = day;
                attempt = attempt.max(day);
                // What comes after the last contact is read before it.
                attempts = attempts.saturating_add(u8::from(day >= recent[0]));
            }
            earliest = day;
        }
        What::Seen(_) => {}
        What::Marked(sign, until) => {
            let until = if until == 0 { None } else { Date::from_number(until) };
            signs.extend(Date::from_number(day).map(|date| Signed { sign, date, until }));
        }
    });
    let date = |day: i32| if day == 0 { None } else { Date::from_number(day) };
    let (last, next_planned, attempt, earliest) = (date(recent[0]), date(next_planned), date(attempt), date(earliest));
    if !get.is_whole() {
        return None;
    }
    let baseline = if last.is_some() { None } else { baseline(&core, earliest, as_of) };
    let (due, status) = status::of(&Question { as_of, window, core: &core, last, baseline });
    Some(Contact {
        note,
        core,
        days,
        last,
        next_planned,
        baseline,
        due,
        status,
        half_days: rhythm::of(&recent[..(days as usize).min(rhythm::DAYS)]).map_or(0, |rhythm| (rhythm * 2.0) as u32),
        attempt: attempt.filter(|&attempt| last.is_none_or(|last| attempt >= last)),
        promises: Open::default(),
        household_last: None,
        last_at_event: at_event > 0 && recent[0] == at_event,
        last_at_gathering: at_gathering > 0 && recent[0] == at_gathering,
        attempts,
        signs: signs.into_boxed_slice(),
    })
}

/// The days behind one, up to another, for which something is planned with the contact in a slot, soonest first.
pub(super) fn planned_days(state: &State, slot: u32, after: Date, until: Date) -> Vec<Date> {
    let mut get = Get::new(state.contact_bytes(slot));
    Core::read(&mut get);
    let (after, until) = (after.number(), until.number());
    let mut planned: Vec<i32> = Vec::new();
    codes::days(&mut get, |Found { day, what }| {
        if matches!(what, What::Counted(_)) && (after + 1..=until).contains(&day) {
            planned.push(day);
        }
    });
    planned.dedup();
    // They come the latest first.
    planned.into_iter().rev().filter_map(Date::from_number).collect()
}

/// Lets the latest contact with anybody of a household count for all of it.
fn share_households(contacts: &mut [Contact], as_of: Date, window: u32) {
    let mut latest: FastMap<u32, Date> = FastMap::default();
    for contact in contacts.iter().filter(|contact| contact.core.household != 0) {
        if let Some(last) = contact.last {
            let known = latest.entry(contact.core.household).or_insert(last);
            *known = last.max(*known);
        }
    }
    for contact in contacts.iter_mut() {
        // Most live by themselves, as far as is known.
        let shared = if contact.core.household == 0 { None } else { latest.get(&contact.core.household) };
        let Some(&last) = shared.filter(|&&last| contact.last.is_none_or(|own| own < last)) else { continue };
        // A day named for this one is not used up by contact with another.
        if contact.due.is_some_and(|due| due.by_date) {
            continue;
        }
        let question = Question { as_of, window, core: &contact.core, last: Some(last), baseline: None };
        (contact.due, contact.status) = status::of(&question);
        contact.household_last = Some(last);
    }
}

/// Of the met keys the first that holds a date; then `created`; then the earliest entry, note or attempt up to the as-of date
/// (format page, section 10.11).
pub(super) fn baseline(core: &Core, earliest: Option<Date>, as_of: Date) -> Option<Baseline> {
    let past = |date: &Date| *date <= as_of;
    let met = core.met.filter(past).map(|date| Baseline { date, estimated: false });
    let created = || core.created.filter(past).map(|date| Baseline { date, estimated: true });
    met.or_else(created).or_else(|| earliest.map(|date| Baseline { date, estimated: true }))
}

/// What the note of a contact says of the person.
pub(super) fn person(book: &Book, note: u32) -> Person {
    // The checksum has been held against the bytes; what is written can be read.
    postcard::from_bytes(book.state.told_bytes(book.slot(note)).0).unwrap_or_default()
}

/// What is told of the contact whose note this is.
pub(super) fn told(book: &Book, note: u32) -> Told {
    let slot = book.slot(note);
    let finds = book.state.finds_of(slot).unwrap_or_default();
    let mut told = Told { person: person(book, note), interactions: Vec::new(), planned: Vec::new(), seen: Vec::new(), marked: Vec::new() };
    for mut find in finds {
        let place = find.place_mut();
        place.note = book.known.rank.get(place.note as usize).copied().unwrap_or(u32::MAX);
        match find {
            Find::Counted(interaction) if interaction.date > book.as_of => {
                told.seen.push(Seen { date: Some(interaction.date), place: interaction.place, reason: Reason::Future });
                told.planned.push(interaction);
            }
            Find::Counted(interaction) => told.interactions.push(interaction),
            Find::Seen(one) => told.seen.push(one),
            Find::Marked(one) if one.signed.date <= book.as_of => told.marked.push(one),
            Find::Marked(_) => {}
        }
    }
    // Newest first; on one day the person's own note first, then by path and line.
    let order = |one: &Interaction| (one.place.note != note, one.source == Source::FrontMatter, one.place.note, one.place.at);
    told.interactions.sort_by(|one, other| other.date.cmp(&one.date).then_with(|| order(one).cmp(&order(other))));
    told.planned.sort_by(|one, other| one.date.cmp(&other.date).then_with(|| order(one).cmp(&order(other))));
    told.marked.sort_by(|one, other| {
        let place = |marked: &Marked| (marked.place.note, marked.place.at, marked.signed.sign);
        other.signed.date.cmp(&one.signed.date).then_with(|| place(one).cmp(&place(other)))
    });
    told.seen.sort_by(|one, other| {
        other.date.cmp(&one.date).then_with(|| (one.place.note, one.place.at).cmp(&(other.place.note, other.place.at)))
    });
    told
}

/// How many promises are open, by contact.
fn open_promises(known: &Known) -> Vec<Open> {
    let mut all = vec![Open::default(); known.state.people.len()];
    for (owed, people) in known.owed().iter() {
        let overdue = u32::from(owed.is_overdue(known.as_of));
        for &contact in people {
            let Some(open) = all.get_mut(contact as usize) else { continue };
            let (count, late) =
                if owed.theirs { (&mut open.theirs, &mut open.theirs_overdue) } else { (&mut open.mine, &mut open.mine_overdue) };
            *count += 1;
            *late += overdue;
        }
    }
    all
}
