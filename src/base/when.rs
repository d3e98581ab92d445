//! What a written date says, before the settings are known.

use crate::base::date::Date;

/// A date as written, read without knowing any setting (format page, sections 3, 4 and 10).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, serde::Serialize, serde::Deserialize)]
pub enum When {
    /// One day.
    Day(Date),
    /// `2026-05-02 – 2026-05-04`: one interaction, on its last day.
    Range(Date, Date),
    /// `2026-05`: imprecise.
    Month(i32, u8),
    /// `2026`: imprecise.
    Year(i32),
    /// A day the calendar does not have, such as 31 February.
    Impossible,
    /// `03/04/2025`: two readings, of which the setting `dates.order` chooses.
    Ambiguous {
        /// Read day first.
        dmy: Date,
        /// Read month first.
        mdy: Date,
    },
    /// `2 May`: a day without a year (month, day).
    Yearless(u8, u8),
    /// A range whose end is before its start.
    Backwards,
}

/// The setting `dates.order`: how `03/04/2025` is read.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Order {
    /// Day first.
    Dmy,
    /// Month first.
    Mdy,
}

impl When {
    /// The day this counts on, if it is one day or a range.
    pub fn day(self, order: Option<Order>) -> Option<Date> {
        match (self, order) {
            (When::Day(day), _) => Some(day),
            (When::Range(_, last), _) => Some(last),
            (When::Ambiguous { dmy, .. }, Some(Order::Dmy)) => Some(dmy),
            (When::Ambiguous { mdy, .. }, Some(Order::Mdy)) => Some(mdy),
            _ => None,
        }
    }
}
