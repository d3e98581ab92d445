//! In which style a vault writes the signs of its tasks, and a sign in that style. `📅 2026-05-22` where nothing tells.

use crate::base::date::Date;
use crate::note::task;

/// How the dates of a task are written.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Dates {
    /// `📅 2026-05-22`, `✅ 2026-05-22`.
    #[default]
    Emoji,
    /// `[due:: 2026-05-22]`, `[completion:: 2026-05-22]`.
    Field,
    /// `(due:: 2026-05-22)`.
    RoundField,
    /// `due:2026-05-22`, `done:2026-05-22`.
    Colon,
    /// `@due(2026-05-22)`, `@done(2026-05-22)`.
    At,
    /// `@2026-05-22`, completed as emoji are.
    Day,
    /// `by 2026-05-22`, completed as emoji are.
    By,
    /// `(2026-05-22)` at the end, completed as emoji are.
    End,
}

impl Dates {
    const ALL: [Dates; 8] = [Dates::Emoji, Dates::Field, Dates::RoundField, Dates::Colon, Dates::At, Dates::Day, Dates::By, Dates::End];

    /// The style of one task's text; `None` when it has no date.
    pub fn of(text: &str) -> Option<Dates> {
        let signs = task::read(text);
        let dated = [&signs.due, &signs.scheduled, &signs.start, &signs.created, &signs.done].iter().any(|when| when.is_some());
        if !dated {
            return None;
        }
        let lower = text.to_lowercase();
        Some(if ['📅', '📆', '🗓', '⏳', '⌛', '🛫', '➕', '✅'].iter().any(|sign| text.contains(*sign)) {
            Dates::Emoji
        } else if ["[due::", "[scheduled::", "[start::", "[created::", "[completion::", "[completed::", "[done::"]
            .iter()
            .any(|key| lower.contains(key))
        {
            Dates::Field
        } else if lower.contains("::") {
            Dates::RoundField
        } else if ["@due(", "@done(", "@start(", "@scheduled("].iter().any(|key| lower.contains(key)) {
            Dates::At
        } else if ["due:", "done:", "start:", "scheduled:"].iter().any(|key| lower.contains(key)) {
            Dates::Colon
        } else if lower.contains("by ") {
            Dates::By
        } else if text.trim_end().ends_with(')') {
            Dates::End
        } else {
            Dates::Day
        })
    }

    /// The sign for the day a task is due.
    pub fn due(self, day: Date) -> String {
        match self {
            Dates::Emoji => format!("📅 {day}"),
            Dates::Field => format!("[due:: {day}]"),
            Dates::RoundField => format!("(due:: {day})"),
            Dates::Colon => format!("due:{day}"),
            Dates::At => format!("@due({day})"),
            Dates::Day => format!("@{day}"),
            Dates::By => format!("by {day}"),
            Dates::End => format!("({day})"),
        }
    }

    /// The sign for the day a task was done.
    pub fn done(self, day: Date) -> String {
        match self {
            Dates::Field => format!("[completion:: {day}]"),
            Dates::RoundField => format!("(completion:: {day})"),
            Dates::Colon => format!("done:{day}"),
            Dates::At => format!("@done({day})"),
            Dates::Emoji | Dates::Day | Dates::By | Dates::End => format!("✅ {day}"),
        }
    }

    /// The sign for the day a task was written, in the styles that have one.
    pub fn created(self, day: Date) -> Option<String> {
        match self {
            Dates::Emoji => Some(format!("➕ {day}")),
            Dates::Field => Some(format!("[created:: {day}]")),
            Dates::RoundField => Some(format!("(created:: {day})")),
            _ => None,
        }
    }
}

/// How the tasks of a vault are written.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Style {
    /// Their dates.
    pub dates: Dates,
    /// Whether they say when they were written.
    pub created: bool,
    /// Whether they carry the tag `#task`.
    pub tag: bool,
}

impl Style {
    /// The style most of these tasks' texts have.
    pub fn most<'t>(texts: impl Iterator<Item = &'t str>) -> Style {
        let (mut counts, mut all, mut created, mut tagged) = ([0_usize; Dates::ALL.len()], 0, 0, 0);
        for text in texts {
            all += 1;
            tagged += usize::from(text.split_whitespace().any(|word| word == "#task"));
            created += usize::from(task::read(text).created.is_some());
            let place = Dates::of(text).and_then(|dates| Dates::ALL.iter().position(|one| *one == dates));
            if let Some(count) = place.and_then(|place| counts.get_mut(place)) {
                *count += 1;
            }
        }
        let most = (0..counts.len()).rev().max_by_key(|&at| counts.get(at));
        Style {
            dates: most.and_then(|at| Dates::ALL.get(at)).copied().unwrap_or_default(),
            created: 2 * created > all,
            tag: 2 * tagged > all,
        }
    }

    /// A new task's text, without bullet and box.
    pub fn task(&self, text: &str, due: Option<Date>, today: Date) -> String {
        let tag = if self.tag && !text.split_whitespace().any(|word| word == "#task") { "#task " } else { "" };
        let mut task = format!("{tag}{text}");
        if let Some(created) = self.created.then(|| self.dates.created(today)).flatten() {
            task.push(' ');
            task.push_str(&created);
        }
        if let Some(due) = due {
            task.push(' ');
            task.push_str(&self.dates.due(due));
        }
        task
    }
}

#[cfg(test)]
mod tests {
    use super::{Dates, Style};
    use crate::base::date::Date;
    use crate::base::when::When;
    use crate::note::task;

    #[test]
    fn each_style_is_known_again_and_read_back() {
        let day = Date::parse_iso("2026-05-22").unwrap();
        for dates in Dates::ALL {
            let text = format!("send the deck {}", dates.due(day));
            assert_eq!(Dates::of(&text), Some(dates), "{text}");
            assert_eq!(task::read(&text).due, Some(When::Day(day)), "{text}");
            let text = format!("{text} {}", dates.done(day));
            assert_eq!(task::read(&text).done, Some(When::Day(day)), "{text}");
        }
    }

    #[test]
    fn the_style_of_most_tasks_is_taken() {
        let day = Date::parse_iso("2026-05-22").unwrap();
        let style = Style::most(["a [due:: 2026-01-01]", "b [due:: 2026-01-02]", "c 📅 2026-01-02", "d"].into_iter());
        assert_eq!(style.task("send it", Some(day), day), "send it [due:: 2026-05-22]");
        let style = Style::most(["#task a ➕ 2026-01-01 📅 2026-01-01", "#task b ➕ 2026-01-01"].into_iter());
        assert_eq!(style.task("send it", Some(day), day), "#task send it ➕ 2026-05-22 📅 2026-05-22");
        assert_eq!(Style::most(std::iter::empty()).task("send it", Some(day), day), "send it 📅 2026-05-22");
    }
}
