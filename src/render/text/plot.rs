//! Bars and a calendar of a year, of block characters or of ASCII. Knows numbers and days only.

use crate::base::date::Date;
use crate::base::english;
use crate::render::style::Style;

const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
const SHADES: [char; 5] = ['·', '░', '▒', '▓', '█'];
const SIGNS: [char; 5] = ['.', '-', '+', '*', '#'];

/// A bar of `value` out of `most` in at most `columns`; what is not nothing shows at least a sliver.
pub fn bar(value: u32, most: u32, columns: usize, style: &Style) -> String {
    if value == 0 || most == 0 {
        return String::new();
    }
    let eighths = (u64::from(value) * columns as u64 * 8).div_ceil(u64::from(most)) as usize;
    if style.blocks { format!("{}{}", "█".repeat(eighths / 8), EIGHTHS[eighths % 8]) } else { "#".repeat((eighths / 8).max(1)) }
}

/// How dark a count is: 0 for none, then quarters of the most.
fn shade(count: u32, most: u32) -> usize {
    if count == 0 { 0 } else { (count * 4).div_ceil(most.max(1)).clamp(1, 4) as usize }
}

/// What nine in ten of the days with anything do not exceed: one great day shall not pale all others.
fn usual_most(counts: &[u32]) -> u32 {
    let mut some: Vec<u32> = counts.iter().copied().filter(|&count| count > 0).collect();
    some.sort_unstable();
    some.get((some.len() * 9).div_ceil(10).saturating_sub(1)).copied().unwrap_or(0)
}

/// A calendar: a column a week, a line a weekday, the months' names above the weeks they begin in. `counts` are of each day from a Monday on;
/// where the terminal is narrow the oldest weeks are left out.
pub fn calendar(monday: Date, counts: &[u32], style: &Style) -> Vec<String> {
    const HEAD: usize = 4;
    let weeks = counts.len().div_ceil(7);
    let first = weeks.saturating_sub(style.width.saturating_sub(HEAD + 2));
    let most = usual_most(counts);
    let signs = if style.blocks { SHADES } else { SIGNS };
    let mut months = String::new();
    for week in first..weeks {
        // A month begins in the week of its first day.
        let sunday = monday.plus_days(7 * week as i64 + 6);
        let named = sunday.day() <= 7 && months.len() <= week - first;
        let wanted = week - first;
        if named {
            months.push_str(&" ".repeat(wanted - months.len()));
            months.push_str(english::month_name(sunday.month()).get(..3).unwrap_or(""));
            months.push(' ');
        }
    }
    let mut lines = vec![format!("{:HEAD$}{}", "", months.trim_end())];
    for weekday in 0..7 {
        let name = english::weekday_name(monday.plus_days(weekday as i64)).get(..3).unwrap_or("");
        let days = (first..weeks).filter_map(|week| counts.get(7 * week + weekday));
        let cells: String = days.map(|&count| signs[shade(count, most)]).collect();
        lines.push(format!("{} {cells}", style.dim(name)));
    }
    let legend = match most {
        0 | 1 => format!("{} none  {} one", signs[0], signs[4]),
        _ if counts.iter().any(|&count| count > most) => format!("{}  none to {most} and more a day", signs.iter().collect::<String>()),
        _ => format!("{}  none to {most} a day", signs.iter().collect::<String>()),
    };
    lines.push(format!("{:HEAD$}{}", "", style.dim(&legend)));
    lines
}

#[cfg(test)]
mod tests {
    use super::{bar, calendar};
    use crate::base::date::Date;
    use crate::render::style::Style;

    const BLOCKS: Style = Style { blocks: true, ..Style::PLAIN };

    #[test]
    fn bars_are_as_long_as_their_share() {
        assert_eq!(bar(4, 8, 8, &BLOCKS), "████");
        assert_eq!(bar(8, 8, 8, &BLOCKS), "████████");
        // A ninth of four columns is just under four eighths.
        assert_eq!(bar(1, 9, 4, &BLOCKS), "▌");
        assert_eq!(bar(0, 9, 4, &BLOCKS), "");
        assert_eq!(bar(4, 8, 8, &Style::PLAIN), "####");
        assert_eq!(bar(1, 100, 8, &Style::PLAIN), "#");
        assert_eq!(bar(1, 0, 8, &Style::PLAIN), "");
    }

    #[test]
    fn a_calendar_has_a_column_a_week() {
        let monday = Date::parse_iso("2026-10-19").unwrap();
        // Four days on Monday the 19th, one on Wednesday the 21st, two on Sunday 1 November, three on Monday 2 November.
        let mut counts = vec![0; 17];
        (counts[0], counts[2], counts[13], counts[14]) = (4, 1, 2, 3);
        assert_eq!(
            calendar(monday, &counts, &Style::PLAIN),
            ["     Nov", "Mon #.*", "Tue ...", "Wed -..", "Thu ..", "Fri ..", "Sat ..", "Sun .+", "    .-+*#  none to 4 a day"]
        );
        assert_eq!(calendar(monday, &counts, &BLOCKS)[1], "Mon █·▓");
        // Nine days of two and one of a hundred: the hundred does not pale the others.
        let mut counts = vec![2; 10];
        counts[0] = 100;
        let shown = calendar(monday, &counts, &Style::PLAIN);
        assert_eq!((shown[1].as_str(), shown.last().unwrap().trim()), ("Mon ##", ".-+*#  none to 2 and more a day"));
    }
}
