//! Puts promises into a contact's note as tasks: after the tasks the note has, under a heading for them, or under a new one. Theirs go
//! under the headings of the settings (`They owe`).

use crate::base::change::Edit;
use crate::base::fold;
use crate::base::span::Span;
use crate::book::{kind, standing};
use crate::changes::place::{Block, append_under, line_end, line_start, new_section, newline};
use crate::config::Config;
use crate::facts::{Line, NoteFacts};
use crate::note::body::{Kind, Place};

/// Headings under which what I owe is put, when no task tells.
const MINE: [&str; 12] = [
    "Promises",
    "I owe",
    "Tasks",
    "To do",
    "Todos",
    "Todo",
    "Open loops",
    "Follow up",
    "Follow ups",
    "Next actions",
    "Next steps",
    "Action items",
];

/// The insertion of tasks, each given as its text without bullet and box. All of them are mine or all are theirs.
pub fn add(source: &str, facts: &NoteFacts, tasks: &[String], theirs: bool, config: &Config) -> Option<Edit> {
    let first = tasks.first()?;
    let theirs_names: Vec<String> = config.theirs.iter().map(|name| fold::key(name)).collect();
    let log_names: Vec<String> = config.log_headings.iter().map(|name| fold::key(name)).collect();
    let nl = newline(source);
    let under = |line: &Line, names: &[String]| facts.ancestors(line).any(|(_, above)| standing::is_named(facts, above, names));
    let is_like = |line: &&Line| {
        let fits = line.task.is_some() && line.place == Place::Plain && matches!(line.kind, Kind::Item(0));
        let waiting = facts.tags_in(line.text).any(|tag| kind::tag_below(tag, "waiting"));
        fits && !waiting && line.when.is_none() && !under(line, &log_names) && under(line, &theirs_names) == theirs
    };
    // The last of the tasks that stand with the last open one; where all are done, the last of all.
    let like: Vec<&Line> = facts.lines.iter().filter(is_like).collect();
    let open = like.iter().rposition(|line| line.task == Some(' '));
    let last = match open {
        Some(at) => like.get(at..).unwrap_or_default().windows(2).take_while(|pair| touches(source, pair[0], pair[1])).count() + at,
        None => like.len().saturating_sub(1),
    };
    let joined = |bullet: &str| tasks.iter().map(|task| format!("{bullet}[ ] {task}")).collect::<Vec<_>>();
    if let Some(line) = like.get(last) {
        let from = line_start(source, line.start as usize);
        let mark = source.get(from..line.start as usize + 2).filter(|mark| mark.trim_start().starts_with(['-', '*', '+'])).unwrap_or("- ");
        let end = line_end(source, (line.end as usize).max(line.text.end as usize));
        let text: String = joined(mark).into_iter().map(|task| format!("{nl}{task}")).collect();
        return Some(Edit { span: Span::new(end, end), text });
    }
    let names: Vec<String> = if theirs { theirs_names } else { MINE.iter().map(|name| fold::key(name)).collect() };
    let rest: String = joined("- ").into_iter().skip(1).map(|task| format!("{nl}{task}")).collect();
    let text = format!("[ ] {first}{rest}");
    let made = append_under(source, facts, &names, Block { text: &text, bullet: "- " });
    let heading = if theirs { config.theirs.first().map_or("They owe", String::as_str) } else { "Promises" };
    Some(made.unwrap_or_else(|| new_section(source, heading, &format!("- {text}"))))
}

/// Whether nothing but one item's own lines stands between two.
fn touches(source: &str, one: &Line, other: &Line) -> bool {
    source.get(one.end as usize..other.start as usize).is_some_and(|between| between.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::add;
    use crate::base::change::edited;
    use crate::config::Config;
    use crate::facts;

    fn with(source: &str, tasks: &[&str], theirs: bool) -> String {
        let tasks: Vec<String> = tasks.iter().map(|&task| task.to_owned()).collect();
        let edit = add(source, &facts::read(source), &tasks, theirs, &Config::default()).unwrap();
        String::from_utf8(edited(source.as_bytes(), &[edit]).unwrap()).unwrap()
    }

    #[test]
    fn a_promise_stands_with_the_others() {
        for (source, expected) in [
            ("# Ana\n", "# Ana\n\n## Promises\n\n- [ ] send it\n"),
            ("## To-do\n\n## Log\n", "## To-do\n\n- [ ] send it\n\n## Log\n"),
            ("## Tasks\n\n* [x] old\n* [ ] a\n* [ ] b\n\ntext\n", "## Tasks\n\n* [x] old\n* [ ] a\n* [ ] b\n* [ ] send it\n\ntext\n"),
            ("- [ ] a\n  - child\n\n## Log\n\n- 2026-05-02 call\n", "- [ ] a\n  - child\n- [ ] send it\n\n## Log\n\n- 2026-05-02 call\n"),
            ("## Log\n\n- [x] call ✅ 2026-05-02\n", "## Log\n\n- [x] call ✅ 2026-05-02\n\n## Promises\n\n- [ ] send it\n"),
            ("## They owe\n\n- [ ] a\n", "## They owe\n\n- [ ] a\n\n## Promises\n\n- [ ] send it\n"),
            ("- [ ] a\r\n", "- [ ] a\r\n- [ ] send it\r\n"),
            ("- [ ] a", "- [ ] a\n- [ ] send it"),
        ] {
            assert_eq!(with(source, &["send it"], false), expected, "{source:?}");
        }
        assert_eq!(with("# Ana\n", &["a", "b"], false), "# Ana\n\n## Promises\n\n- [ ] a\n- [ ] b\n");
    }

    #[test]
    fn theirs_stand_under_their_heading() {
        for (source, expected) in [
            ("- [ ] mine\n", "- [ ] mine\n\n## They owe\n\n- [ ] send it\n"),
            ("## Waiting for\n\n## Log\n", "## Waiting for\n\n- [ ] send it\n\n## Log\n"),
            ("## They owe\n\n- [ ] a\n\n## Mine\n\n- [ ] b\n", "## They owe\n\n- [ ] a\n- [ ] send it\n\n## Mine\n\n- [ ] b\n"),
        ] {
            assert_eq!(with(source, &["send it"], true), expected, "{source:?}");
        }
    }
}
