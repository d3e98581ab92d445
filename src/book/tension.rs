//! Whether something stands between us: opened by `#tension`, closed by `#resolved` on the same day or later. Reads no note.

use crate::base::date::Date;
use crate::book::contact::Contact;
use crate::book::finds::Sign;

/// The days of the tension that is open, in any order; none when all is well.
fn open_days(contact: &Contact) -> impl Iterator<Item = Date> + '_ {
    let days_of = |sign: Sign| contact.signs.iter().filter(move |signed| signed.sign == sign).map(|signed| signed.date);
    let resolved = days_of(Sign::Resolved).max();
    days_of(Sign::Tension).filter(move |&day| resolved.is_none_or(|resolved| resolved < day))
}

/// The days of the tension that is open, the first one first.
pub fn days(contact: &Contact) -> Vec<Date> {
    let mut days: Vec<Date> = open_days(contact).collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// Since when something stands between us.
pub fn since(contact: &Contact) -> Option<Date> {
    open_days(contact).min()
}

/// Whether something stands between us.
pub fn is_open(contact: &Contact) -> bool {
    since(contact).is_some()
}
