//! The weights a reason adds to the score.

use crate::base::date::Date;
use crate::book::Book;
use crate::book::contact::Contact;
use crate::views::report::{Reason, words};

/// Ratios beyond this say no more than that it is long ago.
const CLIP: f64 = 6.0;
/// What the first tier of the settings adds; later ones add evenly less.
const TIER: f64 = 0.6;
/// What an overdue promise of mine adds.
const PROMISE: f64 = 0.5;
/// What a birthday within the window adds.
const BIRTHDAY: f64 = 0.3;

/// Silence as a share of the cadence: 1 on the due day.
pub fn overdue(text: String, ratio: f64) -> Reason {
    Reason { code: "overdue", text, weight: (ratio.clamp(0.0, CLIP) * 100.0).round() / 100.0 }
}

/// The tier, when the settings know it.
pub fn tier(book: &Book, contact: &Contact) -> Option<Reason> {
    let tiers = book.rules.tiers.len();
    let rank = usize::from(contact.core.tier);
    let weight = (rank < tiers).then(|| TIER * (tiers - rank) as f64 / tiers as f64)?;
    Some(Reason { code: "tier", text: String::new(), weight: (weight * 100.0).round() / 100.0 })
}

/// Names the tier as the note writes it, for a row that is shown.
pub fn name_tier(book: &Book, contact: &Contact, reasons: &mut [Reason]) {
    for reason in reasons.iter_mut().filter(|reason| reason.code == "tier") {
        reason.text = format!("tier {}", book.person(contact).tier.as_deref().unwrap_or_default());
    }
}

/// A promise of mine that is overdue.
pub fn promise(contact: &Contact, wanted: bool) -> Option<Reason> {
    let text = words(wanted, || "a promise of yours is overdue".to_owned());
    (contact.promises.mine_overdue > 0).then_some(Reason { code: "promise", text, weight: PROMISE })
}

/// A birthday from the as-of date to `until`.
pub fn birthday(book: &Book, contact: &Contact, until: Date, wanted: bool) -> Option<Reason> {
    let on = contact.core.birthday?.next_from(book.as_of).filter(|&on| on <= until)?;
    let text = words(wanted, || format!("birthday on {}", crate::base::english::short_date(on)));
    Some(Reason { code: "birthday", text, weight: BIRTHDAY })
}
