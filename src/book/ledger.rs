//! What somebody gave and what I gave them, weighed: each thing counts one, an introduction too, and half as much for every year since.
//! Read from the marks of the contact alone; what was given stands in the notes.
//!
//! Refuses to say who owes whom what: a ledger is a reminder to be generous, no bill.

use crate::base::date::Date;
use crate::book::contact::Contact;
use crate::book::finds::Sign;

/// How many days back a thing still counts: two years.
pub const WITHIN: i64 = 730;
/// In how many days it comes to count half.
const HALF: f64 = 365.0;
/// Above this balance they gave much more: a single thing, however fresh, never is.
const MUCH: f64 = 1.0;

/// What went both ways within the last two years.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub struct Ledger {
    /// What I gave, weighed.
    pub given: f64,
    /// What I received, weighed.
    pub received: f64,
    /// How many things I gave, introductions among them.
    pub given_count: u32,
    /// How many things I received, introductions among them.
    pub received_count: u32,
    /// How many introductions I made for them.
    pub introduced: u32,
    /// How many introductions they made for me.
    pub introduced_me: u32,
    /// The day of the first thing I gave.
    pub given_since: Option<Date>,
    /// The day of the first thing received.
    pub received_since: Option<Date>,
    /// What I received more than I gave, weighed; negative when I gave more.
    pub balance: f64,
}

/// Which way more went of late.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum More {
    /// They gave more.
    Theirs,
    /// I gave more.
    Mine,
    /// About as much went either way.
    Even,
}

/// Within this of nothing a balance is even.
const EVEN: f64 = 0.25;

impl Ledger {
    /// Which way more went; as many things either way are even, whichever came later.
    pub fn more(&self) -> More {
        match self.balance {
            _ if self.given_count == self.received_count => More::Even,
            balance if balance > EVEN => More::Theirs,
            balance if balance < -EVEN => More::Mine,
            _ => More::Even,
        }
    }
}

/// Whether a sign says that something was given: by me (`true`), or to me.
pub fn is_mine(sign: Sign) -> Option<bool> {
    match sign {
        Sign::Gave | Sign::Introduced => Some(true),
        Sign::Received | Sign::IntroducedMe => Some(false),
        _ => None,
    }
}

/// What went both ways with a contact as it stands on a day. The same sign twice on a day counts once: it is noted in two places.
pub fn of(contact: &Contact, as_of: Date) -> Ledger {
    let mut ledger = Ledger::default();
    let mut day: Option<Date> = None;
    let mut of_day = 0_u32;
    // The signs come by day, the latest first.
    for signed in &contact.signs {
        let age = signed.date.days_until(as_of);
        if age > WITHIN {
            break;
        }
        let Some(mine) = is_mine(signed.sign).filter(|_| age >= 0) else { continue };
        if day.replace(signed.date) != Some(signed.date) {
            of_day = 0;
        }
        let bit = 1 << signed.sign as u32;
        if of_day & bit != 0 {
            continue;
        }
        of_day |= bit;
        let weight = (-age as f64 / HALF).exp2();
        if mine {
            ledger.given += weight;
            ledger.given_count += 1;
            ledger.introduced += u32::from(signed.sign == Sign::Introduced);
            ledger.given_since = Some(signed.date);
        } else {
            ledger.received += weight;
            ledger.received_count += 1;
            ledger.introduced_me += u32::from(signed.sign == Sign::IntroducedMe);
            ledger.received_since = Some(signed.date);
        }
    }
    ledger.balance = ledger.received - ledger.given;
    ledger
}

/// Whether they gave much more than I did: more than one fresh thing.
pub fn owes(contact: &Contact, as_of: Date) -> bool {
    // Most contacts have no marks at all.
    !contact.signs.is_empty() && of(contact, as_of).is_much()
}

impl Ledger {
    /// Whether they gave much more than I did.
    pub fn is_much(&self) -> bool {
        self.balance > MUCH
    }

    /// Whether nothing went either way.
    pub fn is_empty(&self) -> bool {
        self.given_count + self.received_count == 0
    }
}
