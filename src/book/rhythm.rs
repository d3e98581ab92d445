//! A person's own rhythm, and drifting out of it (format page, section 8).

/// How many of the latest gaps are looked at.
const RECENT: usize = 12;
/// How many of the latest days that takes.
pub const DAYS: usize = RECENT + 1;
/// Gaps must span at least this many days together.
const SPAN: i32 = 21;
/// Fewer gaps say nothing about a rhythm.
const FEWEST: usize = 2;

/// The median of the recent gaps in days, of distinct days of contact given newest first; `None` when they span less than three weeks.
/// Days are given by their numbers.
pub fn of(days: &[i32]) -> Option<f32> {
    let mut room = [0; RECENT];
    let count = days.len().saturating_sub(1).min(RECENT);
    let gaps = room.get_mut(..count)?;
    for (gap, pair) in gaps.iter_mut().zip(days.windows(2)) {
        *gap = pair[0] - pair[1];
    }
    if gaps.len() < FEWEST || gaps.iter().sum::<i32>() < SPAN {
        return None;
    }
    gaps.sort_unstable();
    let middle = gaps.len() / 2;
    // Whole and half days: exact in 32 bits for as long as people live.
    Some(if gaps.len() % 2 == 1 { gaps[middle] as f32 } else { (gaps[middle - 1] + gaps[middle]) as f32 / 2.0 })
}

/// How a silence compares with a rhythm.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Silence {
    /// Within the rhythm.
    Usual,
    /// Past max(2 × rhythm, rhythm + 14 days).
    Drifting,
    /// Past max(12 × rhythm, rhythm + 90 days).
    Lapsed,
}

/// How a silence of so many days compares with a rhythm.
pub fn silence(rhythm: f32, days: i64) -> Silence {
    let (rhythm, days) = (f64::from(rhythm), days as f64);
    if days > (12.0 * rhythm).max(rhythm + 90.0) {
        Silence::Lapsed
    } else if days > (2.0 * rhythm).max(rhythm + 14.0) {
        Silence::Drifting
    } else {
        Silence::Usual
    }
}

#[cfg(test)]
mod tests {
    use super::{Silence, of, silence};
    use crate::base::date::Date;
    fn days(texts: &[&str]) -> Vec<i32> {
        texts.iter().filter_map(|text| Date::parse_iso(text)).map(Date::number).collect()
    }

    #[test]
    fn the_rhythm_is_the_median_of_recent_gaps() {
        // Gaps of 10, 20 and 60 days.
        assert_eq!(of(&days(&["2026-04-01", "2026-03-22", "2026-03-02", "2026-01-01"])), Some(20.0));
        // Gaps of 5 and 6 days span less than three weeks.
        assert_eq!(of(&days(&["2026-01-12", "2026-01-07", "2026-01-01"])), None);
        assert_eq!(of(&days(&["2026-01-12"])), None);
    }

    #[test]
    fn drifting_begins_past_twice_the_rhythm_and_two_weeks_more() {
        assert_eq!(silence(5.0, 19), Silence::Usual);
        assert_eq!(silence(5.0, 20), Silence::Drifting);
        assert_eq!(silence(30.0, 60), Silence::Usual);
        assert_eq!(silence(30.0, 61), Silence::Drifting);
        assert_eq!(silence(5.0, 96), Silence::Lapsed);
    }
}
